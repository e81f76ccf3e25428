"""Det setningene deler: en gruppe mot innbyggerne, og tallene fra rommet."""

from __future__ import annotations

import math
from collections.abc import Mapping

from metodikk.grunn.tall import prosent
from metodikk.ut.setninger import stor

ALLE, KJENT, SONE, ALDER = "alle", "kjent", "Sone", "Alder"


def andel(r: Mapping) -> str:
    """Én gruppe blant deltakerne, mot innbyggerne."""
    i_rommet, bor = prosent(r["verdi"], 0), prosent(r["av_innbyggerne"], 0)
    if r["slag"] == SONE:
        return f"Fra {r['gruppe']} kommer {i_rommet} av deltakerne, men {bor} av innbyggerne bor der."  # fmt: skip
    hvem = f"De som er {r['gruppe']}," if r["slag"] == ALDER else stor(r["gruppe"])
    return f"{hvem} er {i_rommet} av deltakerne, mot {bor} av innbyggerne."


def dekket(r: Mapping, m) -> bool:
    """En hel aldersgruppe er ikke et nytt funn når en del av den alt er nevnt."""
    deler = m["gruppe"].tolist()[: m["gruppe"].tolist().index(r["gruppe"])]
    return any(d != r["gruppe"] and (r["gruppe"] in d or d.endswith(r["gruppe"])) for d in deler)


def hovedfunn(k) -> list[Mapping]:
    """De to gruppene som mangler mest, uten dem som alt er nevnt."""
    m = k.mangler.tabell
    return [r for r in m.to_dict("records") if not dekket(r, m)][:2] if len(m) else []


def med(t, felt: str, verdi) -> list:
    """Radene der feltet har verdien."""
    return list(t[t[felt] == verdi].itertuples()) if len(t) else []


def teller(t, gruppe: str) -> float:
    """Antallet personer i en gruppe. NaN når det ikke kan vises."""
    rad = t[t["gruppe"] == gruppe] if len(t) else t
    return float(rad["teller"].iloc[0]) if len(rad) else math.nan


def i_alt(k) -> float:
    """Personene som var med."""
    return teller(k.rommet.tabell, ALLE)


def oppmoter(k) -> float:
    """Oppmøtene til sammen."""
    t = k.oppmote.tabell
    rad = t[t["aktivitet"] == ALLE] if len(t) else t
    return float(rad["teller"].iloc[0]) if len(rad) else math.nan


def er(verdi: float) -> bool:
    """Avgjør om verdien er et tall som kan vises."""
    return isinstance(verdi, int | float) and math.isfinite(verdi)
