"""Viser resultatet av en kjøring: hvor rapportene er, hva som feilet, og hva som er neste steg."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from metodikk.drift import terminal
from metodikk.drift.kjoring import Kjoring, Resultat
from metodikk.grunn.feil import FERDIG
from metodikk.grunn.tall import tall

_ORD = {
    "laget": ("✓", "laget", "green"),
    "uendret": ("=", "uendret siden sist", "cyan"),
    "feilet": ("✖", "ikke laget", "red"),
}
_RAPPORTER = ("rapport.html", "rapport.docx", "tall.xlsx", "kart.gpkg")


def vis_kjoring(kjoring: Kjoring, *, demo: bool = False) -> None:
    """Skriv én linje for hver rapport, det som må rettes, og neste steg."""
    for r in kjoring.resultater:
        symbol, ord_, farge = _ORD[r.status]
        tid = f" på {tall(r.sekunder, 1)} sekunder" if r.status == "laget" else ""
        terminal.si(f"{symbol} {r.mal}: {ord_}{tid}", farge)
        for fil in _filer(r):
            terminal.si(f"    {fil}")
    terminal.vis_funn(f for r in kjoring.resultater for f in r.funn)
    terminal.neste(_neste(kjoring, demo))


def kjoring_som_data(kjoring: Kjoring) -> dict:
    """Resultatet slik det skrives som JSON."""
    return {
        "returkode": kjoring.returkode,
        "rapporter": [
            {"mal": r.mal, "status": r.status, "mappe": f"ut/{r.mal}", "sekunder": round(r.sekunder, 2),
             "returkode": r.returkode, "funn": [terminal.som_data(f) for f in r.funn]}
            for r in kjoring.resultater
        ],
    }  # fmt: skip


def _filer(r: Resultat) -> Iterator[str]:
    if r.returkode == FERDIG:
        yield from (
            terminal.lenke(r.mappe / navn) for navn in _RAPPORTER if (r.mappe / navn).is_file()
        )


def _neste(kjoring: Kjoring, demo: bool) -> str:
    hele = [r for r in kjoring.resultater if r.returkode == FERDIG]
    if len(hele) < len(kjoring.resultater):
        return f"rett det som står over, og kjør kommandoen igjen. Se også: metodikk kontroll {terminal.lenke(kjoring.prosjekt)}"
    aapne = f"åpne en rapport, for eksempel: {_aapner()} {terminal.lenke(hele[0].mappe / 'rapport.html')}"
    return f"{aapne}\nDine egne tall: metodikk ny MAPPE" if demo else aapne


def _aapner() -> str:
    return {"win32": "start", "darwin": "open"}.get(sys.platform, "xdg-open")
