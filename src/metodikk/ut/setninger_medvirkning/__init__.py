"""Setningene om medvirkningen. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_medvirkning.funn import (
    FORHOLD,
    INTERVALL,
    aldri_i_rommet,
    kan_si,
    neste,
    om_kostnaden,
    om_likheten,
    om_oppmotet,
    rekkevidden,
    romfunn,
    stigefunn,
    svarfunn,
    temaene,
)
from metodikk.ut.setninger_medvirkning.kort import nokkeltall, om_tallene, oppsummering, vakter

__all__ = [
    "FORHOLD", "INTERVALL", "aldri_i_rommet", "kan_si", "neste", "nokkeltall", "om_kostnaden", "om_likheten", "om_oppmotet", "om_tallene", "oppsummering",
    "rekkevidden", "romfunn", "stigefunn", "svarfunn", "temaene", "vakter",
]  # fmt: skip
