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

__all__ = [
    "AAPEN_LENKE", "ALDER", "KAN_IKKE_GENERALISERES", "MINST_ALFA", "MINST_SVAR", "TEMAER",
    "TILFELDIG", "alfa", "befolkningsmargin", "forskjell", "hvem_svarte", "sammenliknbare",
    "sporsmaal", "svarandel", "svarfordeling", "temaer", "vekt", "vekting",
]  # fmt: skip
