"""Ressurskart: hvor ressursene er, hva slags de er, og hva de kan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.nettverk import NODEFARGER, NODEMERKER
from metodikk.ut.figurer.ramme import alt_tekst
from metodikk.ut.kart.flate import FORKLARING, flate, kartbilde, lag, omriss, rigg, sonenavn, sti
from metodikk.ut.kart.temakart import _koder
from metodikk.ut.side import Boks, Kart, Kolonne, Samling, lag_id
from metodikk.ut.tabeller import krev_klarert, mangler, tabell

SVGMERKER = ("sirkel", "firkant", "trekant", "rute", "omvendt", "kryss", "sekskant", "ex")


def ressurskart(
    klarert: Klarert, geografi, *, tittel: str, navnekolonne: str = "navn", type: str = "type",
    ost: str = "ost", nord: str = "nord", sone: str = "sone",
    detaljer: Mapping[str, Kolonne | str] | None = None, fremhev: Collection[str] = (),
    utsnitt: Collection[str] = (), naboer: Collection[str] = (), omraadenavn: str = "Området",
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
    hva: tuple[str, str] = ("Ressurs", "Ressursene"),
):  # fmt: skip
    """Tegn ressursene på kartet, med eget merke for hvert slag.

    Bruk denne for steder og organisasjoner, aldri for privatpersoner. Ressurser uten koordinater
    står i tabellen, ikke på et gjettet sted på kartet.

    Parametere
    ----------
    klarert : Klarert
        Én rad per ressurs, fra :func:`metodikk.metoder.prikking.klarer_uten_personer`.
    geografi : GeoDataFrame eller None
        Sonene. Koordinatene i `ost` og `nord` er i samme koordinatsystem.
    detaljer : dict
        Flere kolonner i tabellen og i opplysningene på kartet: kolonne → overskrift.
    hva : tuple
        Det som tegnes, i entall og bestemt flertall, når det er noe annet enn ressurser.
    utsnitt : liste av str
        Sonene bildet skal vise på nært hold. Det levende kartet viser alltid hele kommunen.

    Returnerer
    ----------
    Kart

    Eksempel
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> from shapely.geometry import box
    >>> ruter = [box(0, 0, 900, 900), box(900, 0, 1800, 900)]
    >>> kart = gpd.GeoDataFrame({"sone": ["A", "B"]}, geometry=ruter, crs=25832)
    >>> d = pd.DataFrame({"navn": ["Parken", "Skolen"], "type": ["park", "skole"], "sone": ["A", "B"],
    ...                   "ost": [300, 1200], "nord": [400, 500]})
    >>> steder = mk.prikking.klarer_uten_personer(d, "steder")
    >>> mk.kart.ressurskart(steder, kart, tittel="Steder").alt
    'Kart. 2 ressurser. Flest er 1 park og 1 skole.'
    """
    data = krev_klarert(klarert, "ressurskart")
    if not len(data):
        return mangler(klarert, tittel)
    data = data.reset_index(drop=True)
    kolonner = {navnekolonne: Kolonne(hva[0]), type: Kolonne("Slag"), sone: Kolonne("Sone")}
    kolonner |= {
        k: v if isinstance(v, Kolonne) else Kolonne(v) for k, v in (detaljer or {}).items()
    }
    tallene = tabell(replace(klarert, tabell=data), tittel=f"{hva[1]} på kartet: {tittel}",
                     kolonner={k: v for k, v in kolonner.items() if k in data}, navn=navn)  # fmt: skip
    if geografi is None:
        uten = Boks(
            "mangler",
            f"Kart: {tittel}",
            f"Prosjektet har ingen kartfil. {hva[1]} står i tabellen.",
        )
        return Samling((uten, replace(tallene, tittel=tittel)))
    felt = {"navn": navnekolonne, "type": type, "ost": ost, "nord": nord}
    punkter = _punkter(data, felt, detaljer or {})
    fl, soner = flate(geografi), dict(navn or {})
    nar = flate(geografi, utsnitt=_koder(utsnitt))
    png, hoyde = _bilde(
        nar, _innenfor(nar, punkter), soner, _koder(fremhev), _koder(naboer), omraadenavn
    )
    return Kart(
        tittel, alt_tekst("Kart", funn or _funn(data, felt, punkter), tittel), tallene, png, kilde, tekst,
        stil.piksler(1)[0], hoyde, lag_id(tittel),
        levende=_levende(fl, nar, punkter, soner, _koder(fremhev), _koder(naboer)),
        lag=_lag(geografi, punkter, soner, tittel),
    )  # fmt: skip


def _punkter(data, felt, detaljer) -> list[dict]:
    slag = {t: i for i, t in enumerate(dict.fromkeys(data[felt["type"]].astype(str)))}
    har = data[felt["ost"]].notna() & data[felt["nord"]].notna() if felt["ost"] in data else []
    return [
        {"navn": str(r[felt["navn"]]), "type": str(r[felt["type"]]), "nr": slag[str(r[felt["type"]])] % 8,
         "x": float(r[felt["ost"]]), "y": float(r[felt["nord"]]),
         "sier": ". ".join([str(r[felt["type"]]), *_detaljer(r, detaljer)])}
        for r in data[har].to_dict("records")
    ]  # fmt: skip


def _innenfor(fl, punkter) -> list[dict]:
    x0, y0, x1, y1 = fl.ramme
    return [p for p in punkter if x0 <= p["x"] <= x1 and y0 <= p["y"] <= y1]


def _detaljer(rad, detaljer) -> list[str]:
    par = ((v.tittel if isinstance(v, Kolonne) else v, rad.get(k)) for k, v in detaljer.items())
    tekst = ((t, ", ".join(map(str, v)) if isinstance(v, (tuple, list)) else v) for t, v in par)
    return [f"{t}: {v}" for t, v in tekst if isinstance(v, str) and v.strip()]


def _bilde(fl, punkter, navn, fremhev, naboer, omraadenavn) -> tuple[bytes, int]:
    from matplotlib.collections import PathCollection

    with kartbilde(fl) as (fig, ax):
        stier = [sti(f) for f in fl.former]
        farger = ["#DCE6EE" if k in fremhev else "#F4F5F6" for k in fl.koder]
        ax.add_collection(
            PathCollection(stier, facecolor=farger, edgecolor="#8A9099", lw=0.7), autolim=False
        )
        omriss(ax, fl, naboer - fremhev, farge=stil.GRAA, bredde=1.6, strek=(0, (4, 2)), z=3)
        omriss(ax, fl, fremhev, z=4)
        sonenavn(ax, fl, navn, fremhev | naboer)
        for nr, slag in sorted({(p["nr"], p["type"]) for p in punkter}):
            valgt = [p for p in punkter if p["type"] == slag]
            ax.scatter([p["x"] for p in valgt], [p["y"] for p in valgt], s=46, marker=NODEMERKER[nr],
                       color=NODEFARGER[nr], edgecolor="white", linewidth=0.8, zorder=6, label=stil.brekk(slag.capitalize(), 22))  # fmt: skip
        rigg(ax, fl)
        _forklaring(fig, ax, fremhev, naboer, omraadenavn)
        return stil.som_png(fig), stil.piksler(fig.get_figheight())[1]


def _forklaring(fig, ax, fremhev, naboer, omraadenavn) -> None:
    from matplotlib.lines import Line2D

    tegn = list(ax.get_legend_handles_labels()[0])
    if fremhev:
        tegn.append(Line2D([], [], color=stil.SKRIFT, lw=2.4, label=stil.brekk(omraadenavn, 22)))
    if naboer - fremhev:
        tegn.append(Line2D([], [], color=stil.GRAA, lw=1.6, ls=(0, (4, 2)), label="Naboområder"))
    fig.legend(handles=tegn, loc="upper left", frameon=False, labelspacing=0.7, borderaxespad=0,
               bbox_to_anchor=(1 - FORKLARING / stil.BREDDE, 0.98))  # fmt: skip


def _funn(data, felt, punkter) -> str:
    antall = data[felt["type"]].astype(str).value_counts(sort=True)
    deler = [f"{n} {t}" for t, n in list(antall.items())[:4]]
    uten = len(data) - len(punkter)
    setning = f"{len(data)} ressurser. Flest er {liste(deler)}."
    return setning + (f" {uten} har ikke sted på kartet og står bare i tabellen." if uten else "")


def _levende(fl, nar, punkter, navn, fremhev, naboer) -> dict:
    soner = [
        {"navn": navn.get(k, k), "sier": "sone", "d": fl.svg_form(f), "skravur": False, "fet": k in fremhev,
         "fyll": "#DCE6EE" if k in fremhev else "#F4F5F6", "nabo": k in naboer and k not in fremhev}
        for k, f in zip(fl.koder, fl.former, strict=True)
    ]  # fmt: skip
    steder = [dict(zip("xy", fl.svg_punkt(p["x"], p["y"]), strict=True), navn=p["navn"], sier=p["sier"],
                   farge=NODEFARGER[p["nr"]], merke=SVGMERKER[p["nr"]]) for p in punkter]  # fmt: skip
    soner.sort(key=lambda s: (s["fet"], s["nabo"]))
    slag = sorted({(p["nr"], p["type"]) for p in punkter})
    tegn = [
        {"fyll": NODEFARGER[n], "merke": SVGMERKER[n], "tekst": t.capitalize()} for n, t in slag
    ]
    return {
        "bredde": 720, "hoyde": fl.svg_hoyde, "soner": soner, "punkter": steder, "tegn": tegn, "start": fl.start(nar.ramme),
    }  # fmt: skip


def _lag(geografi, punkter, navn, tittel) -> tuple[dict, ...]:
    import geopandas

    koder = list(geografi["sone"].astype(str))
    soner = lag("soner", geografi, {"sone": koder, "navn": [navn.get(k, k) for k in koder]})
    xy = np.array([(p["x"], p["y"]) for p in punkter]).reshape(-1, 2)
    steder = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*xy.T), crs=geografi.crs)
    kolonner = {"navn": [p["navn"] for p in punkter], "slag": [p["type"] for p in punkter],
                "opplysninger": [p["sier"] for p in punkter]}  # fmt: skip
    return (soner, lag(lag_id(tittel), steder, kolonner)) if punkter else (soner,)
