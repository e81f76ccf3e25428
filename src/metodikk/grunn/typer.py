"""Typene som rommene deler: funn i data, klarerte resultater og aarsaker til manglende tall."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MAALKOLONNER = (
    "sone", "aar", "teller", "nevner", "verdi", "nedre", "ovre", "metode", "merknad",
)  # fmt: skip


class Alvor(StrEnum):
    """Hvor alvorlig et funn er, med ord og symbol (aldri bare farge)."""

    STOPP = "stopp"
    FEIL = "feil"
    ADVARSEL = "advarsel"
    INFO = "info"

    @property
    def ord(self) -> str:
        return {
            "stopp": "Stopp",
            "feil": "Feil",
            "advarsel": "Advarsel",
            "info": "Til orientering",
        }[self]

    @property
    def symbol(self) -> str:
        return {"stopp": "⛔", "feil": "✖", "advarsel": "⚠", "info": "ℹ"}[self]

    @property
    def hindrer(self) -> bool:
        """Sann når funnet gjør at tabellen ikke kan brukes."""
        return self in (Alvor.STOPP, Alvor.FEIL)


@dataclass(frozen=True, slots=True)
class Funn:
    """Ett funn i kommunens data: hvor det er, hva som ble funnet, og hvordan det rettes.

    Lages med :func:`metodikk.grunn.meldinger.funn`, som henter tekstene fra katalogen.
    `fant` skal allerede være maskert for personopplysninger.
    """

    kode: str
    alvor: Alvor
    tittel: str
    fant: str = ""
    forventet: str = ""
    slik_retter_du: str = ""
    forslag: str = ""
    fil: str = ""
    ark: str = ""
    celle: str = ""
    tabell: str = ""
    kolonne: str = ""
    rad: int | None = None
    antall: int = 1
    rettet: bool = False

    def med(self, **endringer) -> Funn:
        """Gi en kopie med nye verdier, for eksempel filnavn som først er kjent senere."""
        return replace(self, **endringer)


@dataclass(frozen=True, eq=False)
class Klarert:
    """Et resultat som er klarert for å forlate kommunen.

    Bare :mod:`metodikk.metoder.prikking` lager klarerte resultater, og bare klarerte resultater
    kan tegnes, settes opp i tabell eller eksporteres.

    tabell : det som kan vises. Skjulte tall er NaN med «skjult: …» i `merknad`.
    skjult : én rad per skjult celle: nøkkelkolonnene, `regel` og `verner`.
    grunnlag : i klartekst hvorfor tabellen kan vises.
    """

    tabell: pd.DataFrame
    skjult: pd.DataFrame
    grunnlag: str
    opplysninger: dict = field(default_factory=dict)
