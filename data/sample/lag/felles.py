"""Det alle byggesteinene trenger: innholdsfilene og sonekodene."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

INNHOLD = Path(__file__).parent / "innhold"
KOMMUNE = "0099"
FRO = 20250257
FORSTE, SISTE = 2012, 2025
AARENE = range(FORSTE, SISTE + 1)


LISTER = ["tema", "leder_til", "utfall", "maal", "strategi", "behov", "ressurser", "maalt_med"]


@cache
def innhold(navn: str) -> dict:
    """Les `<navn>.toml`, eller alle filene i mappen `<navn>/` slått sammen."""
    fil = INNHOLD / f"{navn}.toml"
    filer = [fil] if fil.is_file() else sorted((INNHOLD / navn).glob("*.toml"))
    samlet: dict = {}
    for f in filer:
        samlet |= tomllib.loads(f.read_text(encoding="utf-8"))
    return samlet


def trekning(navn: str) -> np.random.Generator:
    """Tilfeldige tall for én metode, uavhengig av hvilke andre metoder som er med."""
    return np.random.default_rng([FRO, *navn.encode()])


def skrevet(navn: str, lister: Sequence[str] = LISTER) -> pd.DataFrame:
    """Les en håndskrevet tabell. Korte sonekoder («03») blir fulle, og lister skilles med semikolon."""
    data = pd.read_csv(INNHOLD / f"{navn}.csv", sep=";", dtype=str, keep_default_na=False)
    for kolonne in data.columns.intersection(lister):
        data[kolonne] = data[kolonne].str.replace(", ", "; ")
    if "sone" in data:
        data["sone"] = data["sone"].map(lambda kort: f"{KOMMUNE}0000{kort}" if kort else "")
    return data


def soner() -> list[str]:
    return list(innhold("soner"))
