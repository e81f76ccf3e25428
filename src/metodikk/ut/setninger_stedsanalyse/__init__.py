"""Setningene i stedsanalysen. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_stedsanalyse.funn import kan_si, koding, myter, neste
from metodikk.ut.setninger_stedsanalyse.kort import kvalitet, nokkeltall, om_tallene, oppsummering

__all__ = [
    "kan_si",
    "koding",
    "kvalitet",
    "myter",
    "neste",
    "nokkeltall",
    "om_tallene",
    "oppsummering",
]
