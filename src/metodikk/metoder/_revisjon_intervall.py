"""Konfidensgrensene snudd: hvilke antall som gir akkurat de grensene som står i tabellen.

En grense er regnet av antallet og gruppen. Den som kjenner formelen, kan gå motsatt vei.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from metodikk.metoder._intervaller import poisson, z_verdi

KONFIDENS = 0.95
STORST = 20_000
SLINGRING = 1e-6


@dataclass(frozen=True, slots=True)
class Spenn:
    """Der det uavrundede tallet ligger når det avrundede er vist."""

    lav: float
    hoy: float

    def ganger(self, faktor: float) -> Spenn:
        return Spenn(self.lav * faktor, self.hoy * faktor)


def spenn(c) -> Spenn:
    """Der tallet i en celle kan ligge. Et helt antall er nøyaktig. Alt annet er avrundet."""
    halv = 0.0 if c.slag in ("antall", "grunnlag") and not c.desimaler else 0.5 * 10.0**-c.desimaler
    return Spenn(c.verdi - halv, c.verdi + halv)


def skala(slag: str) -> float:
    """Det andelen eller raten er ganget med.

    >>> skala("prosent"), skala("per 1 000")
    (100.0, 1000.0)
    """
    return 100.0 if slag == "prosent" else float(re.sub(r"\D", "", slag) or 1)


@dataclass(frozen=True, slots=True)
class Mulige:
    """Antallene som går opp med grensene, og gruppene de kan være del av."""

    antall: Spenn
    gruppe: Spenn


def av_wilson(
    andel: Spenn | None, nedre: Spenn | None, ovre: Spenn | None, gruppe: float | None = None,
    konfidens: float = KONFIDENS,
) -> Mulige | None:  # fmt: skip
    """Finn antallene som gir Wilson-grensene. None når ingen gjør det.

    Uten en kjent gruppe prøves alle størrelser opp til `STORST`.

    >>> m = av_wilson(None, Spenn(0.0345, 0.0355), Spenn(0.1535, 0.1545), 80)
    >>> m.antall
    Spenn(lav=6.0, hoy=6.0)
    """
    n = np.arange(1.0, STORST + 1) if gruppe is None else np.array([float(gruppe)])
    minst, storst, gyldig = np.zeros_like(n), n.copy(), np.ones(len(n), dtype=bool)
    if andel:
        minst, storst = np.fmax(minst, n * andel.lav), np.fmin(storst, n * andel.hoy)
    if nedre:
        fra, til, kan = _av_nedre(n, nedre, konfidens)
        minst, storst, gyldig = np.fmax(minst, fra), np.fmin(storst, til), gyldig & kan
    if ovre:
        fra, til, kan = _av_nedre(n, Spenn(1 - ovre.hoy, 1 - ovre.lav), konfidens)
        minst, storst, gyldig = np.fmax(minst, n - til), np.fmin(storst, n - fra), gyldig & kan
    minst, storst = np.ceil(minst - SLINGRING), np.floor(storst + SLINGRING)
    gyldig &= minst <= storst
    if not gyldig.any():
        return None
    uten_tak = gruppe is None and bool(gyldig[-1])
    return Mulige(
        Spenn(float(minst[gyldig].min()), math.inf if uten_tak else float(storst[gyldig].max())),
        Spenn(float(n[gyldig].min()), math.inf if uten_tak else float(n[gyldig].max())),
    )


def _av_nedre(
    n: np.ndarray, grense: Spenn, konfidens: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Antallet som har akkurat denne nedre grensen. Formelen er Wilsons likning løst for antallet."""
    z = z_verdi(konfidens)
    tak = n / (n + z**2)
    fra, til = (np.clip(g, 0, tak) for g in (grense.lav, grense.hoy))
    antall = [n * (g + z * np.sqrt(g * (1 - g) / n)) * (g > 0) for g in (fra, til)]
    return *antall, grense.lav <= tak + SLINGRING


def av_poisson(
    rate: Spenn | None, nedre: Spenn | None, ovre: Spenn | None, grunnlag: float,
    konfidens: float = KONFIDENS,
) -> Mulige | None:  # fmt: skip
    """Finn antallet hendelser som gir grensene rundt en rate. None når ingen antall gjør det.

    >>> av_poisson(None, Spenn(0.0015, 0.0025), Spenn(0.0115, 0.0125), 1000).antall
    Spenn(lav=5.0, hoy=5.0)
    """
    tak = min((s.hoy * grunnlag for s in (rate, ovre) if s), default=math.inf)
    if tak > STORST:
        return None
    x = np.arange(max(0, math.floor(rate.lav * grunnlag)) if rate else 0, math.floor(tak) + 2)
    gyldig = np.ones(len(x), dtype=bool)
    for spenn, tall in zip((rate, nedre, ovre), (x, *poisson(x, konfidens)), strict=True):
        if spenn:
            regnet = tall / grunnlag
            gyldig &= (regnet >= spenn.lav - SLINGRING) & (regnet <= spenn.hoy + SLINGRING)
    if not gyldig.any():
        return None
    return Mulige(Spenn(float(x[gyldig][0]), float(x[gyldig][-1])), Spenn(grunnlag, grunnlag))
