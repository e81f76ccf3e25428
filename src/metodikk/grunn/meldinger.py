"""Meldingskatalogen: hver kode har tittel, forventning, råd og forklaring ett sted."""

from __future__ import annotations

from dataclasses import dataclass

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Alvor, Funn


@dataclass(frozen=True, slots=True)
class Melding:
    """En oppføring i katalogen. Tekstene kan ha {felt} som fylles ut når funnet lages."""

    kode: str
    alvor: Alvor
    tittel: str
    forventet: str
    slik_retter_du: str
    hvorfor: str
    eksempel: str


def melding(kode: str) -> Melding:
    """Slå opp en kode. KeyError hvis den ikke finnes.

    >>> melding("K801").alvor.ord
    'Feil'
    """
    m = katalog("meldinger")[kode]
    return Melding(
        kode, Alvor(m["alvor"]), m["tittel"], m.get("forventet", ""), m["slik_retter_du"],
        m["hvorfor"], m.get("eksempel", ""),
    )  # fmt: skip


def koder() -> list[str]:
    """Alle kodene i katalogen, sortert."""
    return sorted(katalog("meldinger"))


def funn(kode: str, *, sted: dict | None = None, forslag: str = "", antall: int = 1,
         rettet: bool = False, alvor: Alvor | None = None, fant: str = "", **felt) -> Funn:  # fmt: skip
    """Lag et funn av en melding.

    `sted` er feltene som sier hvor (fil, ark, celle, tabell, kolonne, rad), `felt` fyller ut
    {…} i tekstene. `alvor` overstyrer katalogen når omstendighetene gjør funnet mildere.
    """
    m = melding(kode)
    verdier = {"fant": fant, "forslag": forslag, **felt}
    return Funn(
        kode, alvor or m.alvor, m.tittel.format(**verdier), fant, m.forventet.format(**verdier),
        m.slik_retter_du.format(**verdier), forslag, antall=antall, rettet=rettet, **(sted or {}),
    )  # fmt: skip
