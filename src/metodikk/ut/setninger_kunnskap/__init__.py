"""Setningene i kunnskapsgrunnlaget. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_kunnskap.form import navn
from metodikk.ut.setninger_kunnskap.funn import (
    brudd,
    endringer,
    hvem_svarte,
    indeks,
    levekaar,
    sonene,
    sprik,
    syn,
)
from metodikk.ut.setninger_kunnskap.kort import nokkeltall, om_tallene, oppsummering
from metodikk.ut.setninger_kunnskap.rammer import kan_si, neste

__all__ = [
    "brudd", "endringer", "hvem_svarte", "indeks", "kan_si", "levekaar", "navn", "neste",
    "nokkeltall", "om_tallene", "oppsummering", "sonene", "sprik", "syn",
]  # fmt: skip
