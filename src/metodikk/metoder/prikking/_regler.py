"""Navnene på reglene som skjuler en celle, og det leseren får vite."""

from __future__ import annotations

TELLER, REST, GRUNNLAG, SVAR, KILDEN = (
    "liten teller", "liten rest", "lite grunnlag", "få svar", "skjult i kilden",
)  # fmt: skip
SERIE, PERIODE = "for mange skjulte år", "skjult sammen med perioden"
BIDRAG, DOMINANS, ANSLAG = "få bidragsytere", "dominans", "lett å anslå"
NABO = "verner naboen"
MOT_ANSLAG = " mot å bli anslått"
MERKNAD = "skjult: for å verne enkeltpersoner"
MERKNADER = {GRUNNLAG: "skjult: lite grunnlag", SVAR: "skjult: få svar"}


def naboregel(vernet: str, mot_anslag: bool) -> str:
    """Regelen for en celle som er skjult for å verne en annen."""
    return f"{NABO} {vernet}{MOT_ANSLAG if mot_anslag else ''}"


def regelnavn(regel: str) -> str:
    """Navnet på regelen i katalogen, uten navnet på den vernede cellen.

    >>> regelnavn("verner naboen 1 · 2024"), regelnavn("verner naboen 1 mot å bli anslått")
    ('verner naboen', 'verner naboen mot å bli anslått')
    """
    if not regel.startswith(NABO):
        return regel
    return NABO + MOT_ANSLAG if regel.endswith(MOT_ANSLAG) else NABO
