"""Motoren bak prikkingen: hvilke celler må også skjules for at ingen skal kunne regne seg tilbake.

Hver celle er en sum av indre celler, skrevet som en rad med 0 og 1. En skjult celle kan regnes ut
hvis raden dens er en kombinasjon av radene som vises. Derfor prøves kandidatene én for én, de
viktigste først, og en celle vises bare når ingen vernet celle da kan regnes ut. Regningen er
nøyaktig, med heltall modulo et primtall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn

PRIMTALL = 2147483629
Summer = Mapping[str, Mapping[str, Sequence[str]]]


def indre_celler(nokler: pd.DataFrame, summer: Summer) -> sparse.csr_matrix:
    """Skriv hver celle som en sum av indre celler: én rad per celle, én kolonne per indre celle.

    Deler som ikke har egen rad, blir kolonner som ingen celle viser alene.
    """
    rad, indre = np.arange(len(nokler)), np.zeros(len(nokler), dtype=np.int64)
    for navn in nokler:
        koder, verdier = pd.factorize(nokler[navn])
        deler, antall_blad = _blader(list(verdier), summer.get(navn, {}))
        antall = np.array([len(d) for d in deler])[koder[rad]]
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
    monstre = {csc.indices[a:b].tobytes(): j for j, (a, b) in enumerate(zip(csc.indptr, csc.indptr[1:], strict=False))}
    return csc[:, sorted(monstre.values())].tocsr()


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
    celler, indre = x.shape
    graf = sparse.bmat([[None, x], [x.T, None]]) if indre else sparse.csr_matrix((celler, celler))
    _, del_ = connected_components(graf, directed=False)
    i_celle = del_[:celler]
    skjult: dict[int, int] = {}
    for nummer in np.unique(i_celle[vernes]):
        p = np.flatnonzero(vernes & (i_celle == nummer))
        k = kandidater[i_celle[kandidater] == nummer]
        kolonner = np.flatnonzero(del_[celler:] == nummer)
        skjult |= _eliminer(x[p][:, kolonner].toarray(), x[k][:, kolonner].toarray(), p, k)
    return skjult


def _eliminer(vernet: np.ndarray, rader: np.ndarray, p: np.ndarray, k: np.ndarray) -> dict[int, int]:
    """Vis kandidatene i rekkefølge, og trekk hver vist rad fra dem som gjenstår."""
    skjult: dict[int, int] = {}
    for i, rad in enumerate(rader):
        bruk = np.flatnonzero(rad)
        if not len(bruk):
            continue
        if (treff := _parallell(vernet, rad, bruk)) is not None:
            skjult[int(k[i])] = int(p[treff])
            continue
        minst = bruk[np.argmin(np.count_nonzero(vernet[:, bruk], axis=0))]
        _trekk_fra(vernet, rad, bruk, minst)
        _trekk_fra(rader[i + 1 :], rad, bruk, minst)
    return skjult


def _parallell(vernet: np.ndarray, rad: np.ndarray, bruk: np.ndarray) -> int | None:
    """Den første vernede raden som er et multiplum av `rad`, altså avsløres av den."""
    mulige = np.flatnonzero(vernet[:, bruk[0]])
    if not len(mulige):
        return None
    her = vernet[mulige]
    like = (np.count_nonzero(her, axis=1) == len(bruk)) & her[:, bruk].all(axis=1)
    mulige, her = mulige[like], her[like][:, bruk]
    null = ((her * rad[bruk[0]] - her[:, :1] * rad[bruk]) % PRIMTALL == 0).all(axis=1)
    return int(mulige[null][0]) if null.any() else None


def _trekk_fra(rader: np.ndarray, rad: np.ndarray, bruk: np.ndarray, kolonne: int) -> None:
    """Gjør `kolonne` til null i `rader` ved å trekke fra et multiplum av `rad`. Endrer `rader`."""
    berort = np.flatnonzero(rader[:, kolonne])
    if not len(berort):
        return
    faktor = rader[berort, kolonne] * pow(int(rad[kolonne]), -1, PRIMTALL) % PRIMTALL
    her = np.ix_(berort, bruk)
    rader[her] = (rader[her] - faktor[:, None] * rad[bruk]) % PRIMTALL
