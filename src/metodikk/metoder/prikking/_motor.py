"""Motoren bak prikkingen: hvilke celler må også skjules for at ingen skal kunne regne seg tilbake.

Hver celle er en sum av indre celler, skrevet som en rad med 0 og 1. En skjult celle kan regnes ut
hvis raden dens er en kombinasjon av radene som vises. Derfor prøves kandidatene én for én, de
viktigste først, og en celle vises bare når ingen vernet celle da kan regnes ut
(:mod:`metodikk.metoder.prikking._nullrom`). Leseren vet også at et antall aldri er under null, så
til slutt kontrolleres intervallene (:mod:`metodikk.metoder.prikking._intervall`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.metoder.prikking import _intervall
from metodikk.metoder.prikking._nullrom import Nullrom

Summer = Mapping[str, Mapping[str, Sequence[str]]]


def indre_celler(nokler: pd.DataFrame, summer: Summer) -> sparse.csr_matrix:
    """Skriv hver celle som en sum av indre celler: én rad per celle, én kolonne per indre celle.

    Deler som ikke har egen rad, blir kolonner som ingen celle viser alene.
    """
    rad, indre = np.arange(len(nokler)), np.zeros(len(nokler), dtype=np.int64)
    for navn in nokler:
        koder, verdier = pd.factorize(nokler[navn])
        deler, antall_blad = _blader(list(verdier), summer.get(navn, {}))
        antall = np.array([len(d) for d in deler], dtype=np.int64)[koder[rad]]
        flate = np.concatenate([deler[k] for k in koder[rad]]) if len(rad) else indre
        rad, indre = np.repeat(rad, antall), np.repeat(indre, antall) * antall_blad + flate
        _, indre = np.unique(indre, return_inverse=True)
    kolonner = int(indre.max()) + 1 if len(indre) else 0
    ett = np.ones(len(rad), dtype=np.int64)
    return _slaa_sammen_like(sparse.csr_matrix((ett, (rad, indre)), (len(nokler), kolonner)))


def _blader(verdier: list, summer: Mapping[str, Sequence[str]]) -> tuple[list[np.ndarray], int]:
    """Bladene hver verdi består av, som numre."""
    nummer: dict[str, int] = {}
    deler = [
        np.array(sorted({nummer.setdefault(b, len(nummer)) for b in _utfold(v, summer, ())}))
        for v in verdier
    ]
    return deler, max(len(nummer), 1)


def _utfold(verdi: str, summer: Mapping[str, Sequence[str]], over: tuple[str, ...]) -> list[str]:
    if verdi in over:
        raise DataFeil(funn("K894", fant=" → ".join([*over, verdi])))
    if verdi not in summer:
        return [verdi]
    return [b for del_ in summer[verdi] for b in _utfold(str(del_), summer, (*over, verdi))]


def _slaa_sammen_like(x: sparse.csr_matrix) -> sparse.csr_matrix:
    """Indre celler som alltid opptrer sammen, er én ukjent for den som regner."""
    csc = x.tocsc()
    csc.sort_indices()
    monstre = {
        csc.indices[a:b].tobytes(): j
        for j, (a, b) in enumerate(zip(csc.indptr, csc.indptr[1:], strict=False))
    }
    return csc[:, sorted(monstre.values())].tocsr()


def uten_tall(x: sparse.csr_matrix, hull: np.ndarray) -> np.ndarray:
    """De indre cellene som kan være hoppet over i summene, fordi en celle de hører til, ikke har tall.

    En indre celle som er med i en mindre celle som har tall, er ikke hoppet over.
    """
    hoppet = np.zeros(x.shape[1], dtype=bool)
    if not hull.any():
        return hoppet
    felles = (x @ x[hull].T).tocsc()
    bredde = np.diff(x.indptr)
    for nr, celle in enumerate(np.flatnonzero(hull)):
        med = slice(felles.indptr[nr], felles.indptr[nr + 1])
        inni = felles.indices[med][felles.data[med] == bredde[felles.indices[med]]]
        kjent = x[inni[~hull[inni]]].indices
        hoppet[np.setdiff1d(x[celle].indices, kjent)] = True
    return hoppet


def rekkefolge(x: sparse.csr_matrix, antall: np.ndarray, forst: np.ndarray) -> np.ndarray:
    """Ordne cellene etter hvor gjerne de skal vises: `forst`, så nuller, så de største.

    Størrelsen er antallet pluss en liten del for hvor mange celler den henger sammen med, slik
    GaussSuppression i SSB ordner kandidatene.
    """
    vekt = np.nan_to_num(antall) + 1.0
    bredde = x @ (x.T @ vekt)
    orden = vekt + 0.99 * bredde / max(bredde.max(initial=0.0), 1.0)
    orden = np.where(antall == 0, orden.max(initial=0.0) + 0.01 + orden, orden)
    return np.lexsort((-orden, ~forst))


def vern(
    x: sparse.csr_matrix, antall: np.ndarray, vernes: np.ndarray, skjult: np.ndarray,
    rang: np.ndarray, min_bredde: float = 0,
) -> tuple[dict[int, int], set[int]]:  # fmt: skip
    """Finn alle cellene som må skjules i tillegg: celle → cellen den verner.

    Gir også dem som er skjult for at intervallene skal bli brede nok.

    Parametere
    ----------
    x : matrise fra :func:`indre_celler`
    antall : tallet i hver celle. NaN vises ikke.
    vernes : bool per celle. De som ikke skal kunne regnes ut.
    skjult : bool per celle. De som er skjult fra før.
    rang : cellenumrene i den rekkefølgen de helst skal vises, fra :func:`rekkefolge`.
    min_bredde : så mye skal den minste og den største verdien hver vernet celle kan ha, skille.
    """
    har_ukjent = np.diff(x.indptr) > 0
    vernes, vist = vernes & har_ukjent, ~(vernes | skjult | np.isnan(antall)) & har_ukjent
    if not vernes.any():
        return {}, set()
    naboer = skjul_naboer(x, vernes, rang[vist[rang]])
    vist[[*naboer]] = False
    if not min_bredde:
        return naboer, set()
    flere = _intervall.utvid(x, antall, vernes, vist, rang, min_bredde)
    naboer |= flere
    vist[[*flere]] = False
    unodige = _intervall.vis_igjen(x, antall, vernes, vist, rang, min_bredde, naboer, flere)
    return {c: vernet for c, vernet in naboer.items() if c not in unodige}, {*flere} - unodige


def skjul_naboer(
    x: sparse.csr_matrix, vernes: np.ndarray, kandidater: np.ndarray
) -> dict[int, int]:
    """Finn cellene som også må skjules: celle → cellen den verner.

    Parametere
    ----------
    x : matrise fra :func:`indre_celler`
    vernes : bool per celle. De som ikke skal kunne regnes ut.
    kandidater : cellenumre i den rekkefølgen de helst skal vises. Resten vises ikke.
    """
    if not vernes.any():
        return {}
    del_ = _sammenheng(x)[: x.shape[0]]
    berort = np.isin(del_, del_[vernes])
    rom = Nullrom.av(x, np.flatnonzero(vernes))
    roper = ((int(k), rom.vis(int(k))) for k in kandidater[berort[kandidater]])
    return {celle: vernet for celle, vernet in roper if vernet is not None}


def _sammenheng(x: sparse.csr_matrix) -> np.ndarray:
    """Nummeret på delen av tabellen hver celle og hver indre celle hører til."""
    graf = sparse.bmat([[None, x], [x.T, None]])
    return connected_components(graf, directed=False)[1]
