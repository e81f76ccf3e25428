"""Befaringene i Eksempelvik: funnlista fra fire vandringer, og tellinger av fire steder gjennom ett år."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import sted
from .felles import innhold, skrevet

ARK = {"befaringsfunn": "Befaringsfunn", "tellinger": "Tellinger"}
STEDER = {"Bryggeparken": (9, 30), "Bryggeløkka": (14, 12), "Tangenstranda": (3, 16), "Bussholdeplassen": (4, 60)}  # fmt: skip
GRUPPER = {"0–12 år": (0.30, 0.12), "13–19 år": (0.25, 0.18), "20–66 år": (0.30, 0.52), "67 år og over": (0.15, 0.18)}  # fmt: skip
DAGER = {
    "vinter": (("2025-02-11", "2025-02-15"), 0.4, "−3 grader, tørt"),
    "vår": (("2025-05-06", "2025-05-10"), 0.9, "11 grader, sol"),
    "sommer": (("2025-08-19", "2025-08-23"), 1.3, "19 grader, lett skyet"),
}
KVELD = {("Bryggeløkka", "13–19 år"): 3.0, ("Bryggeparken", "67 år og over"): 0.1, ("Bryggeparken", "0–12 år"): 0.4}  # fmt: skip


def tabeller(t: dict, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    return {"befaringsfunn": _funn(rng), "tellinger": _tellinger(rng)}


def _funn(rng: np.random.Generator) -> pd.DataFrame:
    """Funnlista, med punkter på kartet for alle unntatt ett."""
    funn = skrevet("befaringsfunn", ["behov", "tiltak"])
    flater = sted.kart().set_index("sonekode").geometry
    punkter = [sted.punkt_i(flater[s], rng) for s in funn["sone"]]
    uten = funn["funn"].isin(innhold("sannheter")["befaring"]["uten_sted_paa_kartet"])
    plass = funn.columns.get_loc("sone") + 1
    for i, felt in enumerate(("ost", "nord")):
        funn.insert(
            plass + i, felt, [p[i] if not u else "" for p, u in zip(punkter, uten, strict=True)]
        )
    return funn.astype({"alvor": int})


def _tellinger(rng: np.random.Generator) -> pd.DataFrame:
    mangler = innhold("sannheter")["befaring"]["runde_som_mangler"]
    rader = [
        (s, dag, kl, gruppe, *_telt(rng, s, kl, gruppe, faktor), vaer)
        for s in STEDER
        for dager, faktor, vaer in DAGER.values()
        for dag in dager
        for kl in (10, 15, 19)
        if [s, dag, kl] != mangler
        for gruppe in GRUPPER
    ]
    return pd.DataFrame(rader, columns=["sted", "dato", "kl", "gruppe", "opphold", "forbi", "vaer"])


def _telt(rng, hvor: str, kl: int, gruppe: str, faktor: float) -> tuple[int, int]:
    (opphold, forbi), (blir, gaar) = STEDER[hvor], GRUPPER[gruppe]
    faktor *= KVELD.get((hvor, gruppe), 1) if kl == 19 else 1
    return int(rng.poisson(opphold * blir * faktor)), int(rng.poisson(forbi * gaar * faktor))
