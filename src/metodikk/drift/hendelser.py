"""Det kjøringen melder fra om underveis."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hendelse:
    """Noe har skjedd med en rapport: hvor langt den er kommet (0–1) og hva som skjer.

    Tom `mal` gjelder hele prosjektet.
    """

    mal: str
    andel: float
    tekst: str
