"""Innbyggerundersøkelsen: hva folk svarte, vektet til befolkningen, og hva det ikke kan fortelle.

Tar tabellene `svar`, `kodebok`, `runder`, `befolkning` og `apne_svar`. Vektene og usikkerheten
regnes i :mod:`metodikk.metoder._vekting`.
"""

from __future__ import annotations

from metodikk.metoder import _vekting as vekting
from metodikk.metoder.undersokelse._anslag import (
    AAPEN_LENKE,
    ALDER,
    KAN_IKKE_GENERALISERES,
    MINST_ALFA,
    MINST_SVAR,
    TEMAER,
    TILFELDIG,
    alfa,
    befolkningsmargin,
    forskjell,
    hvem_svarte,
    sammenliknbare,
    sporsmaal,
    svarandel,
    svarfordeling,
    temaer,
    vekt,
)
from metodikk.metoder.undersokelse._apne import ApentSporsmaal
from metodikk.metoder.undersokelse._drivere import drivere, regresjon, samvariasjon
from metodikk.metoder.undersokelse._rapport import Undersokelse, lag
from metodikk.metoder.undersokelse._svar import skjevhet
from metodikk.metoder.undersokelse._syn import Utsnitt, stilt, utsnitt
from metodikk.metoder.undersokelse._tekst import lemmaer, nokkelord, samforekomst

__all__ = [
    "AAPEN_LENKE", "ALDER", "KAN_IKKE_GENERALISERES", "MINST_ALFA", "MINST_SVAR", "TEMAER",
    "TILFELDIG", "ApentSporsmaal", "Undersokelse", "Utsnitt", "alfa", "befolkningsmargin",
    "drivere", "forskjell", "hvem_svarte", "lag", "lemmaer", "nokkelord", "regresjon",
    "samforekomst", "sammenliknbare", "samvariasjon", "skjevhet", "sporsmaal", "stilt",
    "svarandel", "svarfordeling", "temaer", "utsnitt", "vekt", "vekting",
]  # fmt: skip
