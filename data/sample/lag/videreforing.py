"""Beslutningen om hvert tiltak og stegene i avslutningen: skrevet for hånd."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lag.felles import skrevet

ARK = {"videreforingsplan": "Videreføringsplan", "avslutning": "Avslutning"}
TALL = ("aarlig_kostnad", "neste_maaling")


def tabeller(t: dict[str, pd.DataFrame], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """De to tabellene. Tiltakene står i program, og avtalene i samarbeid."""
    return {navn: _tall(skrevet(navn)) for navn in ARK}


def _tall(data: pd.DataFrame) -> pd.DataFrame:
    for kolonne in data.columns.intersection(TALL):
        data[kolonne] = data[kolonne].map(lambda v: int(v) if v else "")
    return data
