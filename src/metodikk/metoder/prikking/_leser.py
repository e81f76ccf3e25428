"""Leseren: likningene han sitter igjen med, og hvor mye hvert skjult tall da kan variere.

Tre slags svar brukes, de billigste først. Grensene som følger av én likning om gangen, viser at noen
intervaller er for smale. To løsninger av likningene er vitner på at et tall kan variere så mye som
de skiller. Hver løsning er vitne for alle tallene på én gang, og middelet av løsningene er også en
løsning. For de få tallene som da er uavgjort, løses likningene rundt tallet, med stadig flere av
naboene, til svaret er bevist den ene eller den andre veien. Til slutt er alle likningene med, så
ingen blir stående uavgjort.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

SLINGRING = 1e-6
RUNDER = 10
REGNES_HVER_FOR_SEG = 25
STRAMMES = 30
FORSTE_OMEGN = 2


@dataclass(frozen=True)
class Leser:
    """Det leseren kan regne med: likningene for de indre cellene han ikke kjenner, og de vernede."""

    likninger: sparse.csr_matrix
    svar: np.ndarray
    vernede: sparse.csr_matrix

    @classmethod
    def av(
        cls, x: sparse.csr_matrix, antall: np.ndarray, vist: np.ndarray, vernede: np.ndarray
    ) -> Leser:
        """Sett inn det som vises alene, til bare de virkelig ukjente står igjen."""
        kjent, verdi, rader = np.zeros(x.shape[1], bool), np.zeros(x.shape[1]), np.flatnonzero(vist)
        while True:
            ukjente_i = x[rader] @ (~kjent).astype(int)
            alene, rader = rader[ukjente_i == 1], rader[ukjente_i > 1]
            if not len(alene):
                break
            celle, hvor = (x[alene] @ sparse.diags((~kjent).astype(float))).nonzero()
            verdi[hvor], kjent[hvor] = (antall[alene] - x[alene] @ verdi)[celle], True
        ukjente = np.flatnonzero(~kjent)
        rest, trukket = forenkle(x[rader][:, ukjente])
        svar = trukket @ (antall[rader] - x[rader] @ verdi)
        return cls(rest, svar, x[vernede][:, ukjente].astype(float))


def forenkle(x: sparse.csr_matrix) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Trekk fra hver sum de største delsummene den består av, så det som er igjen, er kort.

    Gir de korte summene `rest` og `trukket` slik at ``rest = trukket @ x``. Likningene sier det samme
    etterpå: hver er bare trukket fra andre.

    >>> rest, trukket = forenkle(sparse.csr_matrix([[1, 1, 0], [1, 1, 1]]))
    >>> rest.toarray().tolist(), trukket.toarray().tolist()
    ([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]], [[1.0, 0.0], [-1.0, 1.0]])
    """
    lengde, felles, tatt = np.diff(x.indptr), (x @ x.T).tocsr(), np.full(x.shape[1], -1)
    sum_, delsum = [], []
    for j in np.flatnonzero(lengde > 1).tolist():
        med = slice(felles.indptr[j], felles.indptr[j + 1])
        k = felles.indices[med][felles.data[med] == lengde[felles.indices[med]]]
        k, igjen = k[(lengde[k] < lengde[j]) | (k < j)], lengde[j]
        for del_ in k[np.lexsort((k, -lengde[k]))].tolist():
            indre = x.indices[x.indptr[del_] : x.indptr[del_ + 1]]
            if not (tatt[indre] == j).any():
                tatt[indre], igjen = j, igjen - len(indre)
                sum_.append(j)
                delsum.append(del_)
                if not igjen:
                    break
    m = x.shape[0]
    fra = sparse.csr_matrix((np.ones(len(sum_)), (sum_, delsum)), (m, m))
    trukket = (sparse.identity(m, format="csr") - fra).tocsr()
    rest = (trukket @ x).tocsr()
    rest.eliminate_zeros()
    return rest, trukket


def for_smale(leser: Leser, min_bredde: float) -> np.ndarray | None:
    """De vernede (bool) som ikke kan variere `min_bredde`. None når likningene ikke har noen løsning."""
    forste = los(np.zeros(leser.likninger.shape[1]), leser.likninger, leser.svar)
    if forste is None:
        return None
    nedre, ovre = ytre_grenser(leser.likninger, leser.svar)
    smale = leser.vernede @ ovre - leser.vernede @ nedre < min_bredde - SLINGRING
    vitner = _Vitner(leser, min_bredde, smale)
    vitner.legg_til(forste)
    vitner.flytt_mange()
    for i in np.flatnonzero(vitner.uavgjort()):
        if vitner.uavgjort()[i]:
            smale[i] = not _kan_variere(vitner, i, nedre, ovre)
    return smale


def ytre_grenser(likninger: sparse.csr_matrix, svar: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Grenser alle løsninger holder seg innenfor: det én likning om gangen sier når ingen er under null.

    >>> likninger = sparse.csr_matrix([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
    >>> [g.tolist() for g in ytre_grenser(likninger, np.array([2.0, 9.0]))]
    [[0.0, 0.0, 7.0], [2.0, 2.0, 9.0]]
    """
    n = likninger.shape[1]
    nedre, ovre = np.zeros(n), np.full(n, np.inf)
    rad, kolonne = likninger.nonzero()
    for _ in range(STRAMMES):
        for_ = nedre.sum(), np.isfinite(ovre).sum(), ovre[np.isfinite(ovre)].sum()
        resten = (likninger @ nedre)[rad] - nedre[kolonne]
        np.minimum.at(ovre, kolonne, svar[rad] - resten)
        uten_grense = np.isinf(ovre)
        endelig = np.where(uten_grense, 0, ovre)
        resten = (likninger @ endelig)[rad] - endelig[kolonne]
        aapne = (likninger @ uten_grense.astype(float))[rad] - uten_grense[kolonne]
        np.maximum.at(nedre, kolonne, np.where(aapne > 0, 0, svar[rad] - resten))
        if for_ == (nedre.sum(), np.isfinite(ovre).sum(), ovre[np.isfinite(ovre)].sum()):
            break
    return nedre, ovre


class _Vitner:
    """Løsningene som er funnet: den minste og den største verdien hver vernet celle har i dem."""

    def __init__(self, leser: Leser, min_bredde: float, smale: np.ndarray):
        self.leser, self.min_bredde, self.smale = leser, min_bredde, smale
        self.minst = np.full(len(smale), np.inf)
        self.storst = np.full(len(smale), -np.inf)
        self.midten, self._antall = np.zeros(leser.likninger.shape[1]), 0

    def legg_til(self, losning: np.ndarray) -> None:
        verdi = self.leser.vernede @ losning
        self.minst, self.storst = np.fmin(self.minst, verdi), np.fmax(self.storst, verdi)
        self._antall += 1
        self.midten = self.midten + (losning - self.midten) / self._antall

    def uavgjort(self) -> np.ndarray:
        return ~self.smale & (self.storst - self.minst < self.min_bredde - SLINGRING)

    def flytt_mange(self) -> None:
        """Flytt så mange av de uavgjorte som mulig i samme program, i stadig nye retninger."""
        tilfeldig = np.random.default_rng(len(self.smale))
        for runde in range(RUNDER):
            uavgjort = np.flatnonzero(self.uavgjort())
            if len(uavgjort) <= (REGNES_HVER_FOR_SEG if runde > 1 else 0):
                break
            retning = (1, -1)[runde] if runde < 2 else tilfeldig.choice([-1, 1], len(uavgjort))
            losning = _flytt(self.leser, uavgjort, retning * np.ones(len(uavgjort)), self)
            if losning is not None:
                self.legg_til(losning)


def _flytt(
    leser: Leser, celler: np.ndarray, retning: np.ndarray, vitner: _Vitner
) -> np.ndarray | None:
    """Flytt hver av cellene så langt i sin retning at den kan variere nok, eller så langt det går."""
    n, m = leser.likninger.shape[1], len(celler)
    fra = np.where(retning > 0, vitner.minst[celler], vitner.storst[celler])
    fortegn = sparse.diags(retning) @ leser.vernede[celler]
    likninger = sparse.hstack([leser.likninger, sparse.csr_matrix((len(leser.svar), m))])
    losning = los(
        np.r_[np.zeros(n), -np.ones(m)], likninger, leser.svar,
        hoyst=sparse.hstack([-fortegn, sparse.identity(m)]), grense=-fra * retning,
        nedre=np.repeat([0, -np.inf], [n, m]), ovre=np.repeat([np.inf, vitner.min_bredde], [n, m]),
    )  # fmt: skip
    return None if losning is None else losning[:n]


def _kan_variere(vitner: _Vitner, i: int, nedre: np.ndarray, ovre: np.ndarray) -> bool:
    """Om celle `i` kan variere nok. Regnes i større og større omegner, til det er avgjort."""
    leser, midten = vitner.leser, vitner.midten
    for kolonner, inni, rundt in _omegner(leser, i):
        rad = leser.vernede[[i]][:, kolonner]
        if len(inni) < len(rundt):
            lost = _spenn(rad, leser.likninger[inni][:, kolonner], leser.svar[inni],
                          vitner.min_bredde, nedre[kolonner], ovre[kolonner])  # fmt: skip
            if lost is not None and rad @ (lost[1] - lost[0]) < vitner.min_bredde - SLINGRING:
                return False
        utenfor = midten.copy()
        utenfor[kolonner] = 0
        svar = (leser.svar - leser.likninger @ utenfor)[rundt]
        lost = _spenn(rad, leser.likninger[rundt][:, kolonner], svar, vitner.min_bredde)
        for del_ in () if lost is None else lost:
            utenfor[kolonner] = del_
            vitner.legg_til(utenfor)
        if not vitner.uavgjort()[i]:
            return True
    return False


def _omegner(leser: Leser, i: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Stadig flere ukjente rundt celle `i`, likningene som bare har slike, og de som har noen av dem."""
    a = leser.likninger
    lengde = np.diff(a.indptr)
    med, ledd, neste = np.zeros(a.shape[1]), 0, FORSTE_OMEGN
    med[leser.vernede[[i]].indices] = 1
    while True:
        treff = a @ med
        flere = np.maximum(med, (a.T @ (treff > 0)) > 0)
        ferdig, ledd = (flere == med).all(), ledd + 1
        if ledd > neste or ferdig:
            neste = 2 * neste
            rundt = np.flatnonzero(treff > 0)
            yield np.flatnonzero(med), rundt[treff[rundt] == lengde[rundt]], rundt
        if ferdig:
            return
        med = flere


def _spenn(
    rad: sparse.csr_matrix, likninger: sparse.csr_matrix, svar: np.ndarray, min_bredde: float,
    nedre=0.0, ovre=np.inf,
) -> np.ndarray | None:  # fmt: skip
    """To løsninger der summen i `rad` er så ulik som mulig, men ikke mer ulik enn `min_bredde`."""
    begge = sparse.block_diag([likninger, likninger], format="csr")
    forskjell = sparse.hstack([-rad, rad]).tocsr()
    n = rad.shape[1]
    losning = los(
        -forskjell.toarray().ravel(), begge, np.r_[svar, svar], hoyst=forskjell,
        grense=np.array([min_bredde]), nedre=np.resize(nedre, 2 * n), ovre=np.resize(ovre, 2 * n),
    )  # fmt: skip
    return None if losning is None else losning.reshape(2, n)


def los(
    pris: np.ndarray, likninger: sparse.csr_matrix, svar: np.ndarray, *,
    hoyst: sparse.csr_matrix | None = None, grense: np.ndarray | None = None, nedre=0.0, ovre=np.inf,
) -> np.ndarray | None:  # fmt: skip
    """Den billigste løsningen av likningene, eller None når det ikke er noen."""
    from scipy.optimize import linprog

    ender = np.column_stack([np.broadcast_to(e, len(pris)) for e in (nedre, ovre)])
    har = likninger.shape[0] > 0
    return linprog(
        pris, A_eq=likninger if har else None, b_eq=svar if har else None, A_ub=hoyst, b_ub=grense,
        bounds=ender, method="highs",
    ).x  # fmt: skip
