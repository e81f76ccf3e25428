"""Temakart: andeler eller rater per sone, i høyst fem klasser."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import alt_tekst, med_enhet
from metodikk.ut.kart.flate import FORKLARING, flate, kartbilde, lag, omriss, rigg, sonenavn, sti
from metodikk.ut.side import SKALERES, Boks, Kart, Kolonne, Samling, Symbol, Tabell, lag_id
from metodikk.ut.tabeller import krev_klarert, mangler, symbol, tabell

FLEST_KLASSER = 5
MANGE_SONER = 40
VISES_IKKE, UTEN_TALL = "Vises ikke (personvern)", "Har ikke tall"


def temakart(
    klarert: Klarert, geografi, *, tittel: str, verdi: str = "verdi", sone: str = "sone",
    klasser: int = FLEST_KLASSER, grenser: Sequence[float] = (), fremhev: Collection[str] = (), naboer: Collection[str] = (),
    omraadenavn: str = "Området", enhet: str = "prosent", desimaler: int | None = None,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn et temakart over en andel eller en rate.

    Bruk denne for å vise hvor noe er vanlig, aldri for antall: et antall viser mest hvor det bor
    mange. Kartet kommer alltid med en tabell med de samme tallene.

    Parametere
    ----------
    klarert : Klarert
        Én rad per sone. `sone` er sonekoden.
    geografi : GeoDataFrame eller None
        Kolonnene `sone` og `geometry`. Uten geografi blir det en tabell og en «Mangler»-boks.
    klasser : int
        Høyst fem, like mange soner i hver.
    grenser : liste av float, valgfri
        Øvre grense for hver klasse, i stedet for `klasser`, slik
        :func:`metodikk.metoder.romlig.klassegrenser` gir dem. Bruk de samme i kart fra flere år.
    fremhev, naboer : liste av str
        Sonekodene til området (tykk strek) og naboene (stiplet strek).
    navn : dict
        Sonekode → sonenavn.
    enhet : str
        "prosent" eller en rate («per 1000»). "antall" nektes.

    Returnerer
    ----------
    Kart, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> from shapely.geometry import box
    >>> ruter = [box(0, 0, 900, 900), box(900, 0, 1800, 900)]
    >>> kart = gpd.GeoDataFrame({"sone": ["A", "B"]}, geometry=ruter, crs=25832)
    >>> d = pd.DataFrame({"sone": ["A", "B"], "verdi": [0.12, 0.30]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.kart.temakart(tall, kart, tittel="Grøntareal").alt.replace("\\xa0", " ")
    'Kart. Høyest i B (30,0 prosent), lavest i A (12,0 prosent).'
    """
    data = krev_klarert(klarert, "temakart")
    if enhet in ("antall", "kr"):
        raise ValueError(
            "temakart() viser andeler og rater, ikke antall. Del på hvor mange som bor der."
        )
    if len(grenser) > FLEST_KLASSER:
        raise ValueError(
            f"Kartet viser høyst {FLEST_KLASSER} klasser, men har {len(grenser)} grenser."
        )
    if not len(data):
        return mangler(klarert, tittel)
    kol = Kolonne("Andel" if enhet == "prosent" else "Verdi", enhet, desimaler)
    felles = {"verdi": verdi, "sone": sone, "klasser": min(klasser, FLEST_KLASSER), "grenser": grenser, "fremhev": _koder(fremhev),
                  "naboer": _koder(naboer), "omraadenavn": omraadenavn, "kol": kol, "navn": dict(navn or {}),
                  "kilde": kilde, "funn": funn, "tekst": tekst}  # fmt: skip
    if not per:
        return _ett(klarert, data, geografi, tittel, **felles)
    grupper = [(v, data[data[per] == v]) for v in data[per].unique()]
    return Samling(tuple(
        _ett(klarert, d, geografi, tittel.format(**{per: felles["navn"].get(v, v)}), **felles)
        for v, d in grupper
    ))  # fmt: skip


def klassegrenser(verdier, antall: int, desimaler: int) -> list[float]:
    """Del verdiene i klasser med omtrent like mange soner, ved tall som kan leses.

    >>> klassegrenser([1, 2, 3, 4, 5, 6, 7, 8], 4, 0)
    [1.0, 3.0, 4.0, 6.0, 8.0]
    """
    v = np.sort(np.asarray(verdier, float))
    v = v[np.isfinite(v)]
    skala = 10.0**desimaler
    grenser = np.round(np.quantile(v, np.linspace(0, 1, antall + 1)) * skala) / skala
    grenser[0], grenser[-1] = np.floor(v[0] * skala) / skala, np.ceil(v[-1] * skala) / skala
    return [float(g) for g in np.unique(grenser)]


def _gitte_grenser(verdier, ovre: Sequence[float], desimaler: int) -> list[float]:
    """Gjør øvre grenser om til der hver klasse begynner, og der den siste slutter.

    >>> _gitte_grenser([4.0, 12.3, 25.0], [10.0, 20.0, 30.0], 1)
    [4.0, 10.1, 20.1, 30.0]
    """
    topp = sorted({round(g, desimaler) for g in ovre})
    bunn = min(verdier) if min(verdier) <= topp[0] else 0.0
    fra = [round(g + 10.0**-desimaler, desimaler) for g in topp[:-1]]
    return [bunn, *fra, max(topp[-1], *verdier)]


def _koder(v) -> frozenset[str]:
    return frozenset([v] if isinstance(v, str) else map(str, v))


def _ett(klarert, data, geografi, tittel, *, kol, kilde, funn, tekst, sone, verdi, navn, **resten):
    data = data.astype({sone: str}).reset_index(drop=True)
    tallene = _tabell(klarert, data, sone, verdi, kol, navn, tittel)
    if geografi is None:
        uten = Boks(
            "mangler", f"Kart: {tittel}", "Prosjektet har ingen kartfil. Tallene står i tabellen."
        )
        return Samling((uten, replace(tallene, tittel=tittel)))
    soner = _soner(data, geografi, sone, verdi, kol, navn, resten)
    fl = flate(geografi)
    png, hoyde = _bilde(fl, soner, kol, **resten)
    alt = alt_tekst(
        "Kart", funn or _funn(soner, kol, resten["fremhev"], resten["omraadenavn"]), tittel
    )
    return Kart(
        tittel, alt, tallene, png, kilde, tekst, stil.piksler(1)[0], hoyde, lag_id(tittel),
        levende=_levende(fl, _naert(geografi, fl, resten), soner, kol, resten["fremhev"], resten["naboer"]),
        lag=(_lag(geografi, soner, kol, tittel),),
    )  # fmt: skip


def _tabell(klarert, data, sone, verdi, kol, navn, tittel) -> Tabell:
    rekke = data.assign(_navn=data[sone].map(lambda k: navn.get(k, k)))
    kolonner = {"_navn": Kolonne("Sone"), sone: Kolonne("Sonekode"), verdi: kol}
    for k, t in (("nedre", "Nedre grense"), ("ovre", "Øvre grense")):
        if k in data:
            kolonner[k] = Kolonne(t, kol.enhet, kol.desimaler)
    if not navn:
        del kolonner["_navn"]
    return tabell(
        replace(klarert, tabell=rekke), tittel=f"Tallene bak: {tittel}", kolonner=kolonner
    )


def _soner(data, geografi, sone, verdi, kol, navn, valg) -> dict:
    skala = 100 if kol.enhet in SKALERES else 1
    rader = {str(r[sone]): r for r in data.to_dict("records")}
    koder = list(geografi["sone"].astype(str))
    tall_ = [
        round(float(rader[k][verdi]) * skala, kol.plasser) if k in rader else np.nan for k in koder
    ]
    kjente = [v for v in tall_ if np.isfinite(v)]
    grenser = []
    if kjente and len(valg["grenser"]):
        grenser = _gitte_grenser(kjente, [g * skala for g in valg["grenser"]], kol.plasser)
    elif kjente:
        grenser = klassegrenser(kjente, min(valg["klasser"], len(set(kjente))), kol.plasser)
    merknad = [str(rader[k].get("merknad", "")) if k in rader else "" for k in koder]
    indre = grenser[1:-1]
    klasse = [int(np.searchsorted(indre, v, side="right")) if np.isfinite(v) else
              -1 if symbol(m) is Symbol.SKJULT else -2 for v, m in zip(tall_, merknad, strict=True)]  # fmt: skip
    return {"kode": koder, "navn": [navn.get(k, k) for k in koder], "verdi": tall_, "klasse": klasse,
            "merknad": merknad, "grenser": grenser}  # fmt: skip


def _klassefarger(antall: int) -> list[str]:
    valg = {0: [], 1: [2], 2: [1, 3], 3: [0, 2, 4], 4: [0, 1, 3, 4], 5: [0, 1, 2, 3, 4]}
    return [stil.STIGE[i] for i in valg[antall]]


def _klassetekster(soner, kol) -> list[str]:
    g = soner["grenser"]
    if len(g) == 1:
        return [tall(g[0], kol.plasser)]
    minst = 10.0**-kol.plasser
    topper = [b - minst for b in g[1:-1]] + g[-1:]
    return [
        f"{tall(a, kol.plasser)}–{tall(b, kol.plasser)}" for a, b in zip(g, topper, strict=False)
    ]


def _bilde(fl, soner, kol, *, fremhev, naboer, omraadenavn, **_) -> tuple[bytes, int]:
    tekster = _klassetekster(soner, kol)
    farger = _klassefarger(len(tekster))
    with kartbilde(fl) as (fig, ax):
        _fyll(ax, fl, soner, farger)
        omriss(ax, fl, naboer - fremhev, farge=stil.GRAA, bredde=1.6, strek=(0, (4, 2)), z=4)
        omriss(ax, fl, fremhev)
        sonenavn(ax, fl, dict(zip(soner["kode"], soner["navn"], strict=True)), fremhev | naboer)
        rigg(ax, fl)
        _forklaring(fig, soner, tekster, farger, kol, fremhev, naboer, omraadenavn)
        return stil.som_png(fig), stil.piksler(fig.get_figheight())[1]


def _fyll(ax, fl, soner, farger) -> None:
    from matplotlib.collections import PathCollection

    stier = [sti(f) for f in fl.former]
    for k in sorted(set(soner["klasse"])):
        valgt = [s for s, kl in zip(stier, soner["klasse"], strict=True) if kl == k]
        fyll = {-1: "#FFFFFF", -2: "#F2F2F2"}.get(k) or farger[k]
        hatch = {-1: stil.SKRAVUR, -2: "...."}.get(k)
        samling = PathCollection(valgt, facecolor=fyll, edgecolor=stil.GRAA if hatch else "white",
                                 linewidth=1.0 if len(stier) < 120 else 0.5, hatch=hatch, zorder=2)  # fmt: skip
        ax.add_collection(samling, autolim=False)
    ramme = PathCollection(stier, facecolor="none", edgecolor="#8A9099", linewidth=0.5, zorder=3)
    ax.add_collection(ramme, autolim=False)


def _forklaring(fig, soner, tekster, farger, kol, fremhev, naboer, omraadenavn) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    tegn = [
        Patch(facecolor=f, edgecolor=stil.GRAA, lw=0.6, label=t)
        for f, t in zip(farger, tekster, strict=True)
    ][::-1]
    if -1 in soner["klasse"]:
        tegn.append(
            Patch(
                facecolor="white",
                edgecolor=stil.GRAA,
                hatch=stil.SKRAVUR,
                label=stil.brekk(VISES_IKKE, 18),
            )
        )
    if -2 in soner["klasse"]:
        tegn.append(Patch(facecolor="#F2F2F2", edgecolor=stil.GRAA, hatch="....", label=UTEN_TALL))
    if fremhev:
        tegn.append(Line2D([], [], color=stil.SKRIFT, lw=2.4, label=stil.brekk(omraadenavn, 18)))
    if naboer - fremhev:
        tegn.append(Line2D([], [], color=stil.GRAA, lw=1.6, ls=(0, (4, 2)), label="Naboområder"))
    fig.legend(handles=tegn, title=kol.enhet.capitalize(), loc="upper left", frameon=False, alignment="left",
               bbox_to_anchor=(1 - FORKLARING / stil.BREDDE, 0.98), labelspacing=0.6, borderaxespad=0)  # fmt: skip


def _funn(soner, kol, fremhev, omraadenavn) -> str:
    skala = 100 if kol.enhet in SKALERES else 1
    kjente = [
        (v / skala, n, k)
        for v, n, k in zip(soner["verdi"], soner["navn"], soner["kode"], strict=True)
        if np.isfinite(v)
    ]
    if not kjente:
        return "Ingen av tallene kan vises."
    hoy, lav = max(kjente), min(kjente)
    setning = f"Høyest i {hoy[1]} ({med_enhet(hoy[0], kol)}), lavest i {lav[1]} ({med_enhet(lav[0], kol)})."
    egne = [f"{n} {tall(v * skala, kol.plasser)}" for v, n, k in kjente if k in fremhev]
    skjult = sum(k == -1 for k in soner["klasse"])
    deler = [setning, f"{omraadenavn}: {', '.join(egne[:3])}." if egne else "",
             f"Av hensyn til personvernet vises ikke {skjult} av {len(soner['kode'])} soner." if skjult else ""]  # fmt: skip
    return " ".join(d for d in deler if d)


def _sier(verdi, klasse, merknad, kol) -> str:
    if klasse >= 0:
        enhet = "" if kol.enhet == "tall" else f" {kol.enhet}"
        return f"{tall(verdi, kol.plasser)}{enhet}"
    return symbol(merknad).ord if merknad else UTEN_TALL.lower()


def _levende(fl, naert, soner, kol, fremhev, naboer) -> dict:
    tekster = _klassetekster(soner, kol)
    farger = _klassefarger(len(tekster))
    rader = zip(
        fl.koder,
        fl.former,
        soner["navn"],
        soner["verdi"],
        soner["klasse"],
        soner["merknad"],
        strict=True,
    )
    steder = [
        {"navn": n, "sier": _sier(v, k, m, kol), "d": fl.svg_form(f), "fyll": farger[k] if k >= 0 else "",
         "skravur": k < 0, "fet": kode in fremhev, "nabo": kode in naboer and kode not in fremhev}
        for kode, f, n, v, k, m in rader
    ]  # fmt: skip
    steder.sort(key=lambda s: (s["fet"], s["nabo"]))
    tegn = [{"fyll": f, "merke": "", "tekst": t} for f, t in zip(farger, tekster, strict=True)]
    if min(soner["klasse"]) < 0:
        tegn.append({"fyll": "", "merke": "", "tekst": "Vises ikke, eller har ikke tall"})
    return {
        "bredde": 720,
        "hoyde": fl.svg_hoyde,
        "soner": steder,
        "punkter": [],
        "start": [],
        "tegn": tegn,
    }


def _naert(geografi, fl, valg) -> tuple[float, float, float, float]:
    """Med mange soner åpner det levende kartet på området og naboene. Ellers på hele kommunen."""
    utsnitt = valg["fremhev"] | valg["naboer"] if len(fl.koder) > MANGE_SONER else ()
    return flate(geografi, utsnitt=utsnitt).ramme if utsnitt else fl.ramme


def _lag(geografi, soner, kol, tittel) -> dict:
    verdier = [None if not np.isfinite(v) else round(v, kol.plasser) for v in soner["verdi"]]
    return lag(lag_id(tittel), geografi, {
        "sone": soner["kode"], "navn": soner["navn"], "verdi": verdier,
        "enhet": [kol.enhet] * len(verdier), "merknad": soner["merknad"],
    })  # fmt: skip
