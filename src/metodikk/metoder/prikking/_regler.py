"""Navnene på reglene som skjuler en celle, og det leseren får vite."""

from __future__ import annotations

TELLER, REST, GRUNNLAG, SVAR, KILDEN = (
    "liten teller", "liten rest", "lite grunnlag", "få svar", "skjult i kilden",
)  # fmt: skip
SERIE, PERIODE = "for mange skjulte år", "skjult sammen med perioden"
BIDRAG, DOMINANS, ANSLAG = "få bidragsytere", "dominans", "lett å anslå"
NABO = "verner naboen"
MERKNAD = "skjult: for å verne enkeltpersoner"
MERKNADER = {GRUNNLAG: "skjult: lite grunnlag", SVAR: "skjult: få svar"}
