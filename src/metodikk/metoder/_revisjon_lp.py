"""Den minste og den største verdien hvert antall kan ha, med lineær programmering."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from metodikk.metoder._revisjon_likninger import TOLERANSE, Likninger, Nokkel, nokkel


class GrenserFor:
    """Løser ett antall om gangen, og bare med likningene som henger sammen med det."""

    def __init__(self, likninger: Likninger):
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        self.l, n, m = likninger, len(likninger.nr), len(likninger.summer)
        trippel = [(r, k, v) for r, (hel, deler) in enumerate(likninger.summer)
                   for k, v in [(hel, -1.0), *((d, 1.0) for d in deler)]]  # fmt: skip
        r, k, v = (np.array(x) for x in zip(*trippel, strict=True)) if trippel else ([], [], [])
        self.a = coo_array((v, (r, k)), shape=(m, n)).tocsr()
        graf = coo_array((np.ones(len(r)), (r, np.asarray(k) + m)), shape=(m + n, m + n))
        self.gruppe = connected_components(graf, directed=False)[1] if m + n else np.array([])
        self.rader = m
        self._svar: dict[Nokkel, tuple[float, float, list[str]] | None] = {}

    def __call__(self, nokkel: Nokkel) -> tuple[float, float, list[str]] | None:
        """Minst, størst og stedene som avgjør. None når tallene ikke passer sammen."""
        if nokkel not in self._svar:
            self._svar[nokkel] = self._regn(self.l.nr[nokkel])
        return self._svar[nokkel]

    def _regn(self, i: int) -> tuple[float, float, list[str]] | None:
        egen = self.gruppe == self.gruppe[self.rader + i]
        rader, kol = np.flatnonzero(egen[: self.rader]), np.flatnonzero(egen[self.rader :])
        if not len(rader):
            return self.l.nedre[i], self.l.ovre[i], self.l.vist.get(i, [])
        svar = [self._los(rader, kol, i, fortegn) for fortegn in (1.0, -1.0)]
        if None in svar:
            return None
        (lav, av_lav), (hoy, av_hoy) = svar
        brukt = {int(k) for r in {*av_lav, *av_hoy} for k in self.a[[r]].indices}
        steder = sorted({s for k in brukt for s in self.l.vist.get(k, [])})
        return math.ceil(lav - TOLERANSE), _gulv(-hoy), steder or self.l.vist.get(i, [])

    def _los(self, rader, kol, i: int, fortegn: float) -> tuple[float, list[int]] | None:
        from scipy.optimize import linprog

        maal = fortegn * (kol == i).astype(float)
        yttergrenser = [(self.l.nedre[k], self.l.ovre[k]) for k in kol]
        svar = linprog(maal, A_eq=self.a[rader][:, kol], b_eq=np.zeros(len(rader)),
                       bounds=yttergrenser, method="highs")  # fmt: skip
        if svar.status == 3:
            return -math.inf, []
        if svar.status != 0:
            return None
        return svar.fun, [int(r) for r in rader[np.abs(svar.eqlin.marginals) > TOLERANSE]]


def under(ut: Likninger, skjulte: pd.DataFrame, grense: int) -> Likninger:
    """Likningene slik de er for en leser som tror at hvert skjult antall er under grensen.

    Er alle årene i en vist periode skjult, sier reglene at de skjules sammen. Da vet ikke leseren
    hvilke av dem som er små, og gjetter ikke på dem.
    """
    tak, sammen = list(ut.ovre), _skjult_sammen(ut)
    for c in skjulte.itertuples():
        i = ut.nr.get(nokkel(c))
        if i is not None and i not in ut.vist and i not in sammen and c.slag != "grunnlag":
            tak[i] = max(ut.nedre[i], min(tak[i], grense - 1))
    return replace(ut, ovre=tak)


def _skjult_sammen(ut: Likninger) -> set[int]:
    """Årene i de viste periodene der hvert eneste år er skjult."""
    navn = {i: n for n, i in ut.nr.items()}
    return {
        d for hel, deler in ut.summer
        if hel in ut.vist and not {*deler} & {*ut.vist}
        and all(navn[d][:2] == navn[hel][:2] and navn[d][2] != navn[hel][2] for d in deler)
        for d in deler
    }  # fmt: skip


def _gulv(tall: float) -> float:
    return math.floor(tall + TOLERANSE) if math.isfinite(tall) else tall
