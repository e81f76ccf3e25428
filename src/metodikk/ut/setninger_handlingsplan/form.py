"""Det setningene deler: ordene for framdrift, merknadene under tabellene, og navnene i hvert hull."""

from __future__ import annotations

FLEST_NESTE, FLEST_ADVARSLER = 6, 5
HASTER = (
    "tiltak_uten_ansvarlig", "tiltak_uten_finansiering", "behov_uten_tiltak", "utfall_uten_svar", "maal_uten_strategi",
)  # fmt: skip
FORSINKET, PAA_PLAN, UTE, FOR_FAA = "forsinket", "på plan", "fristen er ute", "nei, for få"
MAALING = (
    "Minste endring er det to målinger av samme størrelse trolig ville vist (80 prosent sjanse). Slås to eller tre år sammen, blir tallet lavere.",
    "Det planen håper på, er et anslag dere setter selv (parameteren ventet). Det er aldri mer enn halvparten av det som er mulig.",
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


def haster_mest(k):
    """Kontrollene som bør rettes før vedtak, de som betyr mest, først."""
    h, alle = k.kontroll.tabell, k.hull.tabell
    if not len(h):
        return h
    slag = dict(zip(alle["tittel"], alle["kontroll"], strict=True))
    orden = [HASTER.index(s) if (s := slag.get(t)) in HASTER else len(HASTER) for t in h["tittel"]]
    return h.assign(_orden=orden)[h["maa"]].sort_values("_orden", kind="stable")


def hull_av(k, tittel: str) -> list[str]:
    """Navnene bak en rad i kontrollen, i anførselstegn."""
    h = k.hull.tabell
    return [f"«{n}»" for n in h.loc[h["tittel"] == tittel, "navn"]]
