"""Setningene om videreføringen. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_videreforing.funn import (
    kan_si,
    kostnadsnoter,
    kravfunn,
    neste,
    om_evalueringen,
    stegene,
    tidsfunn,
    vedtak,
)
from metodikk.ut.setninger_videreforing.kort import nokkeltall, om_planen, oppsummering, vakter

__all__ = [
    "kan_si", "kostnadsnoter", "kravfunn", "neste", "nokkeltall", "om_evalueringen", "om_planen", "oppsummering", "stegene", "tidsfunn",
    "vakter", "vedtak",
]  # fmt: skip
