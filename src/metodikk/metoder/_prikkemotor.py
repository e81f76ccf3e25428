"""Motoren bak prikkingen: hvilke celler må også skjules for at ingen skal kunne regne seg tilbake.

Hver celle er en sum av indre celler, skrevet som en rad med 0 og 1. En skjult celle kan regnes ut
hvis raden dens er en kombinasjon av radene som vises. Derfor prøves kandidatene én for én, de
viktigste først, og en celle vises bare når ingen vernet celle da kan regnes ut. Regningen er
nøyaktig, med heltall modulo et primtall.

Leseren vet også at et antall aldri er under null. Er en sum brukt opp av de delene som vises, må
resten være null. Slike nuller finnes med lineær programmering.
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
    x: sparse.csr_matrix,
    antall: np.ndarray,
    vernes: np.ndarray,
    skjult: np.ndarray,
    rang: np.ndarray,
) -> dict[int, int]:
    """Finn alle cellene som må skjules i tillegg: celle → cellen den verner.

    Parametere
    ----------
    x : matrise fra :func:`indre_celler`
    antall : tallet i hver celle. NaN vises ikke.
    vernes : bool per celle. De som ikke skal kunne regnes ut.
    skjult : bool per celle. De som er skjult fra før.
    rang : cellenumrene i den rekkefølgen de helst skal vises, fra :func:`rekkefolge`.
    """
    har_ukjent = np.diff(x.indptr) > 0
    vernes, vist = vernes & har_ukjent, ~(vernes | skjult | np.isnan(antall)) & har_ukjent
    if not vernes.any():
        return {}
    naboer = skjul_naboer(x, vernes, rang[vist[rang]])
    while True:
        vist[[*naboer]] = False
        null, roper = maa_vaere_null(x, vist, antall)
        flere = _skjul_mer(x, vernes, vist, rang, null, roper) if null.any() else {}
        if not flere:
            return naboer
        naboer |= flere


def _skjul_mer(x, vernes, vist, rang, null, roper) -> dict[int, int]:
    """Hva som også må skjules når leseren vet at noen indre celler er null."""
    del_ = _sammenheng(x)
    i_celle = del_[: x.shape[0]]
    berort = np.isin(i_celle, del_[x.shape[0] :][null])
    rest = x[:, ~null].tocsr()
    igjen = (np.diff(rest.indptr) > 0) & berort
    flere = skjul_naboer(rest, vernes & igjen, rang[(vist & igjen)[rang]])
    for celle in np.flatnonzero(vernes & berort & ~igjen):
        # En vernet null er røpt. Den minst viktige cellen som røper den, skjules.
        synlige = rang[(vist & (i_celle == i_celle[celle]))[rang]]
        flere.setdefault(int([*synlige[~roper[synlige]], *synlige[roper[synlige]]][-1]), int(celle))
    return flere


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
    celler = x.shape[0]
    del_ = _sammenheng(x)
    i_celle = del_[:celler]
    skjult: dict[int, int] = {}
    for nummer in np.unique(i_celle[vernes]):
        p = np.flatnonzero(vernes & (i_celle == nummer))
        k = kandidater[i_celle[kandidater] == nummer]
        kolonner = np.flatnonzero(del_[celler:] == nummer)
        skjult |= _eliminer(x[p][:, kolonner].toarray(), x[k][:, kolonner].toarray(), p, k)
    return skjult


def _sammenheng(x: sparse.csr_matrix) -> np.ndarray:
    """Nummeret på delen av tabellen hver celle og hver indre celle hører til."""
    graf = sparse.bmat([[None, x], [x.T, None]])
    return connected_components(graf, directed=False)[1]


def _eliminer(
    vernet: np.ndarray, rader: np.ndarray, p: np.ndarray, k: np.ndarray
) -> dict[int, int]:
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


def maa_vaere_null(
    x: sparse.csr_matrix, vist: np.ndarray, antall: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Finn de indre cellene leseren vet er null, og de viste cellene som røper det.

    Bare et antall som virkelig er null kan røpes slik, så dette er tomt når alle er større.
    Lineært program: gjør så mange indre celler som mulig større enn null, med de viste summene
    holdt fast opp til en felles skala.
    """
    deler = [np.ones(len(vist), dtype=bool)]
    if (svar := _storst_mulig(x[vist], antall[vist])) is None:
        # Et sted stemmer ikke summene med delene. De andre stedene skal vernes likevel.
        i_celle = _sammenheng(x)[: len(vist)]
        deler = [i_celle == d for d in np.unique(i_celle[vist])]
    null, roper = np.zeros(x.shape[1], dtype=bool), np.zeros(len(vist), dtype=bool)
    for del_ in deler:
        svar = svar if len(deler) == 1 else _storst_mulig(x[vist & del_], antall[vist & del_])
        if svar is not None:
            her = np.asarray(x[del_].sum(axis=0)).ravel() > 0
            null |= (svar[0] < 0.5) & her
            roper[np.flatnonzero(vist & del_)] = np.abs(svar[1]) > 1e-9
    return null, roper


def _storst_mulig(x: sparse.csr_matrix, antall: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Hvor mange indre celler kan være over null, og hvilke summer holder dem igjen?"""
    from scipy.optimize import linprog

    n, m = x.shape[1], x.shape[0]
    if not m:
        return np.ones(n), np.zeros(0)
    en = sparse.identity(n, format="csr")
    svar = linprog(
        np.r_[np.zeros(n + 1), -np.ones(n)],
        A_ub=sparse.hstack([-en, sparse.csr_matrix((n, 1)), en]), b_ub=np.zeros(n),
        A_eq=sparse.hstack([x.astype(float), -antall[:, None], sparse.csr_matrix((m, n))]),
        b_eq=np.zeros(m),
        bounds=[(0, None)] * n + [(1, None)] + [(0, 1)] * n, method="highs",
    )  # fmt: skip
    return None if svar.x is None else (svar.x[n + 1 :], svar.eqlin.marginals)
