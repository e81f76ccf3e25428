"""Setningene i handlingsplanen. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from metodikk.ut.setninger_handlingsplan.form import DELT, FARGENE, MAALING
from metodikk.ut.setninger_handlingsplan.funn import (
    endringstabeller,
    gantt,
    kan_si,
    milepaelene,
    neste,
    revisjonen,
    teorien,
    veien,
)
from metodikk.ut.setninger_handlingsplan.kort import nokkeltall, om_planen, oppsummering, vakter

__all__ = [
    "DELT", "FARGENE", "MAALING", "endringstabeller", "gantt", "kan_si", "milepaelene", "neste", "nokkeltall",
    "om_planen", "oppsummering", "revisjonen", "teorien", "vakter", "veien",
]  # fmt: skip
