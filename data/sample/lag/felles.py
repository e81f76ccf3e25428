"""Det alle byggesteinene trenger: innholdsfilene og sonekodene."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pandas as pd

INNHOLD = Path(__file__).parent / "innhold"
KOMMUNE = "0099"
FORSTE, SISTE = 2012, 2025
AARENE = range(FORSTE, SISTE + 1)


@cache
def innhold(navn: str) -> dict:
    return tomllib.loads((INNHOLD / f"{navn}.toml").read_text(encoding="utf-8"))


def skrevet(navn: str) -> pd.DataFrame:
    """Les en håndskrevet tabell. Korte sonekoder («03») blir fulle, og lister skilles med semikolon."""
    data = pd.read_csv(INNHOLD / f"{navn}.csv", sep=";", dtype=str, keep_default_na=False)
    for kolonne in data.columns.intersection(["tema", "leder_til", "utfall"]):
        data[kolonne] = data[kolonne].str.replace(", ", "; ")
    if "sone" in data:
        data["sone"] = data["sone"].map(lambda kort: f"{KOMMUNE}0000{kort}" if kort else "")
    return data


def soner() -> list[str]:
    return list(innhold("soner"))
