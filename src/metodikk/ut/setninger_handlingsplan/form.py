"""Det setningene deler: ordene for framdrift, merknadene under tabellene, og navnene i hvert hull."""

from __future__ import annotations

FLEST_NESTE = 6
FORSINKET, PAA_PLAN, UTE, FOR_FAA = "forsinket", "på plan", "fristen er ute", "nei, for få"
MAALING = (
    "Minste endring er det to målinger av samme størrelse trolig ville vist (80 prosent sjanse). Slås to eller tre år sammen, blir tallet lavere.",
    "Det planen håper på, er satt i malen (parameteren ventet), men aldri mer enn halvparten av det som er mulig.",
)  # fmt: skip
DELT = (
    "Et tiltak som fører til flere mål, er delt likt mellom dem.",
    "Budsjettet er for alle tiltakene, også dem som ikke er startet.",
)
FARGENE = (
    "«På plan» krever et tall eller en dato som viser det. «Forsinket» betyr at en frist er ute, eller at under 60 prosent av det som var ventet til nå, er levert.",
)  # fmt: skip


def hull(k, kontroll: str) -> list[str]:
    """Navnene på det én kontroll fant."""
    h = k.hull.tabell
    return h.loc[h["kontroll"] == kontroll, "navn"].tolist() if len(h) else []


def hull_av(k, tittel: str) -> list[str]:
    """Navnene bak en rad i kontrollen, i anførselstegn."""
    h = k.hull.tabell
    return [f"«{n}»" for n in h.loc[h["tittel"] == tittel, "navn"]]
