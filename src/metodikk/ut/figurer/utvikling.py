"""Utvikling over tid, med usikkerhet og brudd."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer import linjer
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksenavn, aksetall, med_enhet
from metodikk.ut.side import Kolonne

FLEST_SERIER = 4


def utvikling(
    klarert: Klarert, *, tittel: str, serie: str = "gruppe", tid: str = "aar",
    brudd: Mapping[int, str] | pd.DataFrame | None = None, merker: Mapping[int, str] | None = None,
    periode: tuple[int, int] | None = None, fremhev: str = "", verdi: str = "verdi",
    nedre: str = "nedre", ovre: str = "ovre", enhet: str = "prosent", desimaler: int | None = None,
    fra_null: bool = True, per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "",
    funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn utviklingen over tid, med usikkerhet og brudd.

    Bruk denne når samme tall er målt flere ganger for høyst fire grupper. Linjen stopper ved et
    brudd og begynner på nytt etterpå, for tallene før og etter kan ikke sammenliknes.

    Parametere
    ----------
    klarert : Klarert
        Én rad per gruppe og år.
    tittel : str
        Hva figuren viser. Kan inneholde {kolonnen i `per`}.
    serie, tid : str
        Kolonnen med gruppen, og kolonnen med året (eller perioden, «2021–2023»).
    brudd : dict eller tabellen `brudd`
        Første år etter endringen → hva som ble endret.
    merker, periode : dict, (fra, til)
        Hendelser med tekst, og perioden som skal skyggelegges (programmet).
    fremhev : str
        Gruppen figuren handler om. Ellers den første.
    fra_null : bool
        Om aksen skal begynne på null.
    per : str
        Kolonne som gir én figur per verdi.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"gruppe": "Området", "aar": [2022, 2023, 2024], "verdi": [0.20, 0.18, 0.15]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.utvikling(tall, tittel="Andel").alt.replace("\\xa0", " ")
    'Linjediagram. Området: 20,0 prosent i 2022 og 15,0 prosent i 2024.'
    """
    r = Ramme("utvikling", "Linjediagram", tittel, per, navn, kilde, funn, tekst, 2)
    kol = Kolonne("Verdi" if enhet == "tall" else enhet.capitalize(), enhet, desimaler)
    tegn = partial(
        _tegn, serie=serie, tid=tid, brudd=brudd, merker=merker or {}, periode=periode, per=per,
        fremhev=fremhev, felt=(verdi, nedre, ovre), kol=kol, fra_null=fra_null,
    )  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn(data, *, serie, tid, brudd, merker, periode, per, fremhev, felt, kol, fra_null):
    data = data.assign(_x=[aar_plass(t) for t in data[tid]]).sort_values("_x", kind="stable")
    serier = _serier(data, serie, fremhev)
    brudd = _bruddene(brudd, data, per)
    kolonner = _kolonner(data, serie, tid, felt, kol)
    vist = pd.concat([d for _, d in serier]).drop(columns="_x")
    if not data[felt[0]].notna().any():
        return Tegning(b"", 0, "", kolonner, vist)
    topp = 0.38 + 0.2 * (len(brudd) + len(merker))
    hoyre = stil.tekstbredde([s for s, _ in serier], 18) if len(serier) > 1 else 0.35
    bunn = 0.6 if data[felt[0]].isna().any() else 0.4
    hoyde = 2.9 + topp + bunn
    with stil.lerret(hoyde, hoyre=max(hoyre, 0.35) + 0.1, topp=topp, bunn=bunn) as (fig, ax):
        linjer.skygge(ax, periode)
        for i, (_, d) in enumerate(serier):
            linjer.linje(ax, d, felt, i, sorted(brudd))
        linjer.grenser(ax, data, felt, fra_null)
        linjer.etiketter(ax, serier, felt[0])
        linjer.streker(ax, brudd, merker)
        linjer.aarsakse(ax, data, tid)
        aksetall(ax, "y", kol)
        ax.set_title(
            aksenavn(kol), loc="left", fontsize=9.5, x=0, pad=6 + linjer.LINJE * (topp - 0.38) / 0.2
        )
        for i, (_, d) in enumerate(serier):
            linjer.skjulte(ax, d, felt[0], i)
        if data[felt[0]].isna().any():
            ax.set_xlabel(": betyr at tallet ikke vises", fontsize=9, loc="right")
        png = stil.som_png(fig)
    return Tegning(png, hoyde, _funn(serier, felt, kol, tid, brudd), kolonner, vist)


def aar_plass(t) -> float:
    """Hvor på tidsaksen et år eller en periode står.

    >>> aar_plass(2024), aar_plass("2021–2023")
    (2024.0, 2022.0)
    """
    deler = str(t).replace("-", "–").split("–") if isinstance(t, str) else [t]
    tall = [float(d) for d in deler if str(d).strip()]
    return sum(tall) / len(tall)


def _serier(data, serie, fremhev) -> list[tuple[str, pd.DataFrame]]:
    if serie not in data:
        return [("", data)]
    navn = sorted(data[serie].unique(), key=lambda s: (s != fremhev) if fremhev else 0)
    if len(navn) > FLEST_SERIER:
        raise ValueError(
            f"utvikling() viser høyst {FLEST_SERIER} linjer, men «{serie}» har {len(navn)} verdier. "
            "Velg ut de viktigste, eller lag én figur for hver med per=."
        )
    return [(str(s), data[data[serie] == s]) for s in navn]


def _bruddene(brudd, data, per) -> dict[int, str]:
    if brudd is None:
        return {}
    if isinstance(brudd, pd.DataFrame):
        if per and "gjelder" in brudd and per in data:
            brudd = brudd[brudd["gjelder"].isin(set(data[per]))]
        brudd = dict(zip(brudd["aar"].astype(int), brudd["beskrivelse"], strict=True))
    lo, hi = data["_x"].min(), data["_x"].max()
    return {aar: str(t) for aar, t in sorted(brudd.items()) if lo < aar <= hi}


def _kolonner(data, serie, tid, felt, kol) -> dict[str, Kolonne]:
    verdi, nedre, ovre = felt
    kolonner = {serie: Kolonne("Gruppe")} if serie in data else {}
    kolonner[tid] = Kolonne("År", "tekst" if data[tid].dtype.kind not in "iuf" else "aar")
    kolonner[verdi] = kol
    for navn, tittel in ((nedre, "Nedre grense"), (ovre, "Øvre grense")):
        if navn in data:
            kolonner[navn] = Kolonne(tittel, kol.enhet, kol.desimaler)
    return kolonner


def _funn(serier, felt, kol, tid, brudd) -> str:
    navn, d = serier[0]
    d = d.dropna(subset=[felt[0]])
    if d.empty:
        return "Tallene kan ikke vises."
    etter = d[d["_x"] >= max(brudd)] if brudd and (d["_x"] >= max(brudd)).any() else d
    forste, siste = etter.iloc[0], etter.iloc[-1]
    hvem = f"{navn}: " if navn else ""
    setning = (
        f"{hvem}{med_enhet(forste[felt[0]], kol)} i {_tid(forste[tid])} og "
        f"{med_enhet(siste[felt[0]], kol)} i {_tid(siste[tid])}"
        if len(etter) > 1
        else f"{hvem}{med_enhet(siste[felt[0]], kol)} i {_tid(siste[tid])}"
    )
    andre = [
        f"{s} {med_enhet(o[felt[0]].dropna().iloc[-1], kol)}"
        for s, o in serier[1:]
        if o[felt[0]].notna().any()
    ]
    brutt = f" Brudd i {', '.join(map(str, brudd))}." if brudd else ""
    return f"{setning}{'. Sist: ' + ', '.join(andre) if andre else ''}.{brutt}"


def _tid(t) -> str:
    return str(t) if isinstance(t, str) else f"{t:.0f}"
