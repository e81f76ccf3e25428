"""Milepælene, budsjettet og forrige versjon av planen: skrevet for hånd."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lag.felles import skrevet

ARK = {"milepaeler": "Milepæler", "budsjett": "Budsjett", "forrige_plan": "Forrige plan"}


def tabeller(t: dict[str, pd.DataFrame], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """De tre tabellene handlingsplanen har i tillegg til mål, strategier og tiltak."""
    penger = {"budsjett": ["aar", "belop", "brukt"], "forrige_plan": ["budsjett"], "milepaeler": []}
    return {navn: _tall(skrevet(navn), tall) for navn, tall in penger.items()}


def _tall(data: pd.DataFrame, kolonner: list[str]) -> pd.DataFrame:
    return data.assign(**{k: data[k].map(lambda v: int(v) if v else "") for k in kolonner})
