"""Valget av hvilke små celler som rundes opp, slik at summene kommer så nær de sanne som mulig."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

FLEST_NOYAKTIG = 40
FLEST_NODER = 2000
RUNDER = 4


def rund(x: sparse.csr_matrix, indre: np.ndarray, base: int) -> np.ndarray:
    """De indre cellene etter avrunding.

    Parametere
    ----------
    x : cellene som publiseres, som summer av indre celler
    indre : antallet i hver indre celle
    base : små celler blir 0 eller dette tallet
    """
    ut, rundes = indre.copy(), np.zeros(len(indre), dtype=bool)
    while True:
        vist = x @ ut
        smaa = (vist > 0) & (vist < base)
        nye = (x[smaa].sum(axis=0).A1 > 0) & (indre > 0) & (indre < base) & ~rundes
        if not nye.any():
            return ut
        rundes |= nye
        ut = indre.copy()
        for kol, opp in _deler(x, indre, rundes, base):
            ut[kol] = base * opp


def _deler(x, indre, rundes, base) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Del problemet i biter som ikke har noe med hverandre å gjøre, og løs hver for seg."""
    alle = np.flatnonzero(rundes)
    a = x[:, alle].tocsr()
    a, vekt = _ulike_rader(a[np.diff(a.indptr) > 0])
    del_ = connected_components(sparse.bmat([[None, a], [a.T, None]]), directed=False)[1]
    for d in np.unique(del_[a.shape[0] :]):
        rader, kol = (
            np.flatnonzero(del_[: a.shape[0]] == d),
            np.flatnonzero(del_[a.shape[0] :] == d),
        )
        bit, sanne = a[rader][:, kol].tocsr(), indre[alle[kol]]
        opp = _noyaktig(bit, vekt[rader], sanne, base) if len(kol) <= FLEST_NOYAKTIG else None
        yield alle[kol], _graadig(bit, vekt[rader], sanne, base) if opp is None else opp


def _ulike_rader(a: sparse.csr_matrix) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Celler med de samme små delene får samme avvik. De regnes én gang, med antallet som vekt."""
    a.sort_indices()
    rader: dict[bytes, list[int]] = {}
    for i, (fra, til) in enumerate(zip(a.indptr, a.indptr[1:], strict=False)):
        rader.setdefault(a.indices[fra:til].tobytes(), []).append(i)
    return a[[r[0] for r in rader.values()]].tocsr(), np.array(
        [len(r) for r in rader.values()], float
    )


def _noyaktig(a, vekt, sanne, base) -> np.ndarray | None:
    """Minst mulig største avvik og samlet avvik, med heltallsoptimering. None når det tar for lang tid."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rader, n = a.shape
    sann = a @ sanne
    en, null = sparse.identity(rader), sparse.csr_matrix((rader, 1))
    storst = sparse.csr_matrix(np.ones((rader, 1)))
    a = a.astype(float) * base
    likning = sparse.vstack([
        sparse.hstack([a, -en, null]), sparse.hstack([a, en, null]),
        sparse.hstack([sparse.csr_matrix((rader, n)), -en, storst]),
    ])  # fmt: skip
    svar = milp(
        np.r_[np.full(n, 1e-4) * np.arange(1, n + 1) / n, vekt, vekt.sum()],
        integrality=np.r_[np.ones(n), np.zeros(rader + 1)],
        bounds=Bounds(0, np.r_[np.ones(n), np.full(rader + 1, np.inf)]),
        constraints=LinearConstraint(
            likning, np.r_[np.full(rader, -np.inf), sann, np.zeros(rader)],
            np.r_[sann, np.full(2 * rader, np.inf)],
        ),
        options={"node_limit": FLEST_NODER},
    )  # fmt: skip
    return None if svar.x is None else np.round(svar.x[:n])


def _graadig(a, vekt, sanne, base) -> np.ndarray:
    """Start med det nærmeste for hver celle, og bytt så lenge kvadratet av avvikene blir mindre."""
    opp = (2 * sanne >= base).astype(float)
    at = a.T.tocsr().astype(float)
    egen = base**2 * (at @ vekt)
    for _ in range(RUNDER * len(opp)):
        gevinst = 2 * base * _retning(opp) * (at @ (vekt * (a @ (base * opp - sanne)))) + egen
        beste = int(np.argmin(gevinst))
        if gevinst[beste] >= 0 and not _bytt_par(a, at, vekt, opp, gevinst, base):
            break
        if gevinst[beste] < 0:
            opp[beste] = 1 - opp[beste]
    return opp


def _retning(opp: np.ndarray) -> np.ndarray:
    return 1 - 2 * opp


def _bytt_par(a, at, vekt, opp, gevinst, base) -> bool:
    """Bytt to celler samtidig, den ene opp og den andre ned, når det gir mindre avvik. Sann når noe er byttet."""
    retning = _retning(opp)
    for i in np.argsort(gevinst, kind="stable")[:50]:
        felles = at @ (vekt * a[:, [i]].toarray().ravel())
        sammen = gevinst[i] + gevinst + 2 * base**2 * retning[i] * retning * felles
        sammen[i] = 0
        j = int(np.argmin(sammen))
        if sammen[j] < -1e-9:
            opp[[i, j]] = 1 - opp[[i, j]]
            return True
    return False
