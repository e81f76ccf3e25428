"""Samarbeidet i området: aktørene, relasjonene i to år, avtalene og rollene. Skrevet for hånd."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lag.felles import skrevet

ARK = {"aktorer": "Aktører", "relasjoner": "Relasjoner", "avtaler": "Avtaler", "roller": "Roller"}
TALL = ("innflytelse", "interesse", "berores", "spenn", "aar", "styrke")


def tabeller(t: dict[str, pd.DataFrame], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """De fire tabellene. Tiltakene og ressursene de viser til, står i program og ressurser."""
    lister = {"aktorer": ["spurt", "svart"], "avtaler": ["parter", "tiltak"]}
    return {navn: _tall(skrevet(navn, lister.get(navn, ()))) for navn in ARK}


def _tall(data: pd.DataFrame) -> pd.DataFrame:
    for kolonne in data.columns.intersection(TALL):
        data[kolonne] = data[kolonne].map(lambda v: int(v) if v else "")
    return data
