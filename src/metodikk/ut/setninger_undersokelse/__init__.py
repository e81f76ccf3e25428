"""Setningene i rapporten om undersøkelsen. Alle bygges av klarerte resultater."""

from metodikk.ut.setninger_undersokelse.apne import apne, enighet, uten_apne
from metodikk.ut.setninger_undersokelse.form import (
    ALFA,
    DE_ANDRE,
    GRUPPER,
    KILDE,
    MINSTE,
    NOKKELORD,
    SITATER,
    TALT,
)
from metodikk.ut.setninger_undersokelse.funn import (
    drivere,
    driverfunn,
    endringer,
    endringsfunn,
    grupper,
    kan_si,
    neste,
    restfunn,
    svarene,
    svarfunn,
    temaene,
)
from metodikk.ut.setninger_undersokelse.kort import (
    hvem,
    hvemfunn,
    kvalitet,
    nokkeltall,
    om_tallene,
    oppsummering,
)

__all__ = [
    "ALFA", "DE_ANDRE", "GRUPPER", "KILDE", "MINSTE", "NOKKELORD", "SITATER", "TALT", "apne", "drivere",
    "driverfunn", "endringer", "endringsfunn", "enighet", "grupper", "hvem", "hvemfunn", "kan_si",
    "kvalitet", "neste", "nokkeltall", "om_tallene", "oppsummering", "restfunn", "svarene", "svarfunn",
    "temaene", "uten_apne",
]  # fmt: skip
