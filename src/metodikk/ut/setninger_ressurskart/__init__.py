"""Setningene i ressurskartet. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_ressurskart.funn import forslagene, kan_si, neste, nettverk, tilgang
from metodikk.ut.setninger_ressurskart.kort import (
    kartfunn,
    kvalitet,
    nokkeltall,
    om_tallene,
    oppsummering,
)

__all__ = [
    "forslagene", "kan_si", "kartfunn", "kvalitet", "neste", "nettverk", "nokkeltall", "om_tallene",
    "oppsummering", "tilgang",
]  # fmt: skip
