"""Mulighetsstudien for Bryggeløkka: fem alternativer, fem kriterier, poeng fra to grupper og vekter fra fire."""

from __future__ import annotations

import pandas as pd

from .felles import skrevet

ARK = {
    "alternativer": "Alternativer",
    "kriterier": "Kriterier",
    "poeng": "Poeng",
    "vekter": "Vekter",
}
KRITERIER = ["K1", "K2", "K3", "K4", "K5"]
# Snittet av de to gruppene er poenget i fasiten: fag gir ett mer her og ett mindre der.
POENG = {"A1": [8, 7, 5, 6, 5], "A2": [7, 6, 9, 3, 7], "A3": [4, 5, 4, 5, 6], "A4": [4, 4, 3, 5, 5], "A5": [2, 2, 3, 9, 10]}  # fmt: skip
SKILLER = {"A1": [0, 1, 0, 0, 1], "A2": [1, 0, 0, -1, 0], "A3": [0, 0, 1, 0, 0], "A4": [0, 0, 0, 0, 0], "A5": [-1, 0, 0, 1, 0]}  # fmt: skip
VEKTER = {
    "unge": [30, 15, 35, 5, 15], "foreldre": [25, 35, 20, 5, 15], "eldre": [20, 40, 20, 10, 10],
    "drift i kommunen": [20, 15, 10, 40, 15],
}  # fmt: skip
BEGRUNNELSER = {
    ("A2", "K4", "fag"): "Strøm, renhold og en vakt to kvelder i uka",
    ("A2", "K3", "beboere"): "Det eneste som er varmt i januar",
    ("A5", "K5", "fag"): "Ingenting å vente på",
}


def tabeller(t: dict, rng) -> dict[str, pd.DataFrame]:
    """Lag de fire tabellene. Ingenting er trukket tilfeldig."""
    alternativer = skrevet("alternativer", ["behov", "tiltak"])
    kriterier = skrevet("kriterier", ["maal"])
    for data, kolonner in (
        (alternativer, ["bygge", "drift", "onsket_av"]),
        (kriterier, ["minst", "hoyest"]),
    ):
        data[kolonner] = data[kolonner].astype(int)
    return {"alternativer": alternativer, "kriterier": kriterier, "poeng": _poeng(), "vekter": _vekter()}  # fmt: skip


def _poeng() -> pd.DataFrame:
    rader = [
        (a, k, hvem, p + tegn * s, BEGRUNNELSER.get((a, k, hvem), ""))
        for hvem, tegn in (("fag", 1), ("beboere", -1))
        for a in POENG
        for k, p, s in zip(KRITERIER, POENG[a], SKILLER[a], strict=True)
    ]
    return pd.DataFrame(
        rader, columns=["alternativ", "kriterium", "vurdert_av", "poeng", "begrunnelse"]
    )


def _vekter() -> pd.DataFrame:
    rader = [
        (gruppe, k, v, "2025-03-03")
        for gruppe, vekt in VEKTER.items()
        for k, v in zip(KRITERIER, vekt, strict=True)
    ]
    return pd.DataFrame(rader, columns=["gruppe", "kriterium", "vekt", "dato"])
