"""Setningene om samarbeidet. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_samarbeid.funn import (
    avtalene,
    endringen,
    hullene,
    kan_si,
    matrisefunn,
    neste,
    nettfunn,
    nettverk,
    rollene,
    tidsfunn,
)
from metodikk.ut.setninger_samarbeid.kort import nokkeltall, om_tallene, oppsummering, vakter

__all__ = [
    "avtalene", "endringen", "hullene", "kan_si", "matrisefunn", "neste", "nettfunn", "nettverk", "nokkeltall",
    "om_tallene", "oppsummering", "rollene", "tidsfunn", "vakter",
]  # fmt: skip
