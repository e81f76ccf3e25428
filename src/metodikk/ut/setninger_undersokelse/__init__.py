"""Setningene i rapporten om undersøkelsen. Alle bygges av klarerte resultater."""

from metodikk.ut.setninger_undersokelse.apne import apne, enighet, uten_apne
from metodikk.ut.setninger_undersokelse.form import (
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
    svarene,
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
    "DE_ANDRE", "GRUPPER", "KILDE", "MINSTE", "NOKKELORD", "SITATER", "TALT", "apne", "drivere",
    "driverfunn", "endringer", "endringsfunn", "enighet", "grupper", "hvem", "hvemfunn", "kan_si",
    "kvalitet", "neste", "nokkeltall", "om_tallene", "oppsummering", "svarene", "temaene", "uten_apne",
]  # fmt: skip
