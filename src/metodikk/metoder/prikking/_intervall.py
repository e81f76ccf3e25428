"""Intervallene: hvor nær et skjult tall leseren kan komme når han vet at ingen antall er under null.

At et tall ikke kan regnes ut, er ikke nok når leseren vet at det er 8, 9 eller 10. Derfor finnes den
minste og den største verdien hver vernet celle kan ha, med lineær programmering. Der avstanden er
for liten, skjules så lite som mulig til: de minst viktige cellene som må kunne ha en annen verdi
for at de vernede skal få plass til å variere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from metodikk.metoder.prikking._nullrom import Nullrom

SLINGRING = 1e-6
RUNDER = 10
REGNES_HVER_FOR_SEG = 60
FLEST_CELLER = 400
VEKTES_OM = 3
DYREST = 10.0


@dataclass(frozen=True)
class Tabell:
    """Cellene som summer av indre celler, tallene, hva som vises, og hvor viktig hver celle er."""

    x: sparse.csr_matrix
    antall: np.ndarray
    vist: np.ndarray
    plass: np.ndarray
    numre: np.ndarray

    def deler(self, med: np.ndarray) -> Iterator[Tabell]:
        """Delene som ikke har noe med hverandre å gjøre, og som har en av cellene i `med`."""
        graf = sparse.bmat([[None, self.x], [self.x.T, None]])
        del_ = connected_components(graf, directed=False)[1][: self.x.shape[0]]
        for d in np.unique(del_[med]):
            her = np.flatnonzero(del_ == d)
            x = self.x[her]
            yield Tabell(x[:, np.unique(x.indices)], self.antall[her], self.vist[her],
                         self.plass[her], self.numre[her])  # fmt: skip

    def skjul(self, celler: np.ndarray) -> Tabell:
        return self._med(celler, False)

    def vis(self, celler: int) -> Tabell:
        return self._med(celler, True)

    def _med(self, celler, vist: bool) -> Tabell:
        ny = self.vist.copy()
        ny[celler] = vist
        return replace(self, vist=ny)


@dataclass(frozen=True)
class _Leser:
    """Det leseren kan regne med: likningene for de indre cellene han ikke kjenner, og de vernede."""

    likninger: sparse.csr_matrix
    svar: np.ndarray
    vernede: sparse.csr_matrix
    sanne: np.ndarray


def utvid(
    x: sparse.csr_matrix, antall: np.ndarray, vernes: np.ndarray, vist: np.ndarray,
    rang: np.ndarray, min_bredde: float,
) -> dict[int, int]:  # fmt: skip
    """Finn cellene som også må skjules for at intervallene skal bli brede nok: celle → vernet celle.

    Parametere
    ----------
    x : matrise fra :func:`metodikk.metoder.prikking._motor.indre_celler`
    antall : tallet i hver celle
    vernes, vist : bool per celle. Ingen vernet celle kan regnes ut av dem som vises.
    rang : cellenumrene i den rekkefølgen de helst skal vises
    min_bredde : så mye skal den minste og den største verdien i hver vernet celle skille
    """
    alt = _tabell(x, antall, vist, rang)
    smale = _smale(alt, np.flatnonzero(vernes), min_bredde)
    if (
        smale is None
    ):  # Et sted stemmer ikke summene med delene. De andre stedene skal vernes likevel.
        smale = np.flatnonzero(vernes)
    skjult: dict[int, int] = {}
    for del_ in alt.deler(smale) if len(smale) else ():
        funnet = _utvid_del(del_, np.flatnonzero(np.isin(del_.numre, smale)), min_bredde)
        skjult |= {int(del_.numre[c]): int(del_.numre[v]) for c, v in funnet.items()}
    return skjult


def vis_igjen(
    x: sparse.csr_matrix, antall: np.ndarray, vernes: np.ndarray, vist: np.ndarray,
    rang: np.ndarray, min_bredde: float, naboer: Collection[int], utvidet: Collection[int],
) -> set[int]:  # fmt: skip
    """Finn naboene som likevel kan vises, fordi det som ble skjult etter dem, gir nok vern.

    Prøves bare i deler med høyst `FLEST_CELLER` celler, de viktigste naboene først.
    """
    alt, vises = _tabell(x, antall, vist, rang), set()
    for t in alt.deler(np.fromiter(utvidet, dtype=int)):
        if len(t.numre) > FLEST_CELLER:
            continue
        vernede = np.flatnonzero(vernes[t.numre])
        rom = Nullrom.av(t.x, vernede)
        for celle in np.flatnonzero(t.vist):
            rom.vis(int(celle))
        prov = np.flatnonzero(np.isin(t.numre, np.fromiter(naboer, dtype=int)))
        for celle in sorted(prov, key=lambda c, t=t: t.plass[c]):
            if rom.roper(int(celle)) is None and _bredt_nok(t.vis(celle), vernede, min_bredde):
                rom.vis(int(celle))
                t = t.vis(celle)
                vises.add(int(t.numre[celle]))
    return vises


def _bredt_nok(t: Tabell, vernede: np.ndarray, min_bredde: float) -> bool:
    smale = _smale(t, vernede, min_bredde)
    return smale is not None and not len(smale)


def _tabell(x, antall, vist, rang) -> Tabell:
    plass = np.empty(len(rang), dtype=int)
    plass[rang] = np.arange(len(rang))
    return Tabell(x, antall, vist, plass, np.arange(len(antall)))


def _utvid_del(t: Tabell, smale: np.ndarray, min_bredde: float) -> dict[int, int]:
    skjult: dict[int, int] = {}
    while (funnet := _smale(t, smale, min_bredde)) is not None and len(funnet):
        smale = funnet
        if not len(flere := _gi_plass(t, smale, min_bredde)):
            break
        skjult |= {int(c): _vernet_av(t, c, smale) for c in flere}
        t = t.skjul(flere)
    return skjult


def _vernet_av(t: Tabell, celle: int, smale: np.ndarray) -> int:
    """Den smale cellen som deler flest indre celler med den som skjules."""
    felles = (t.x[smale] @ t.x[[celle]].T).toarray().ravel()
    return int(smale[np.argmax(felles)])


def _smale(t: Tabell, vernede: np.ndarray, min_bredde: float) -> np.ndarray | None:
    """De vernede cellene med for smalt intervall. None når tallene ikke passer sammen.

    Ett program flytter mange celler på én gang, og viser at de fleste har plass. Er det få igjen,
    regnes de ut hver for seg.
    """
    leser = _leser(t, vernede)
    sett = _los(leser, np.zeros(leser.likninger.shape[1]))
    if sett is None:
        return None
    lav, hoy = _fmin_fmax(leser.sanne, leser.sanne, leser.vernede @ sett)
    tilfeldig, usikre = np.random.default_rng(len(vernede)), np.ones(len(vernede), dtype=bool)
    for runde in range(RUNDER):
        retning = (1, -1)[runde] if runde < 2 else tilfeldig.choice([-1, 1], len(vernede))
        sett = _flytt(leser, np.where(usikre, retning, 0), min_bredde)
        lav, hoy = _fmin_fmax(lav, hoy, leser.vernede @ sett)
        usikre = hoy - lav < min_bredde - SLINGRING
        if usikre.sum() <= (REGNES_HVER_FOR_SEG if runde else 0):
            break
    if usikre.sum() <= REGNES_HVER_FOR_SEG:
        usikre[usikre] = [
            _bredde(leser, i) < min_bredde - SLINGRING for i in np.flatnonzero(usikre)
        ]
    return vernede[usikre]


def _fmin_fmax(lav, hoy, sett) -> tuple[np.ndarray, np.ndarray]:
    return np.fmin(lav, sett), np.fmax(hoy, sett)


def _leser(t: Tabell, vernede: np.ndarray) -> _Leser:
    """Sett inn det som vises alene, til bare de virkelig ukjente står igjen."""
    kjent, verdi, rader = np.zeros(t.x.shape[1], dtype=bool), np.zeros(t.x.shape[1]), np.flatnonzero(t.vist)  # fmt: skip
    while True:
        ukjente_i = t.x[rader] @ (~kjent).astype(int)
        alene, rader = rader[ukjente_i == 1], rader[ukjente_i > 1]
        if not len(alene):
            break
        celle, hvor = (t.x[alene] @ sparse.diags((~kjent).astype(float))).nonzero()
        verdi[hvor], kjent[hvor] = (t.antall[alene] - t.x[alene] @ verdi)[celle], True
    ukjente = np.flatnonzero(~kjent)
    return _Leser(
        t.x[rader][:, ukjente].astype(float), t.antall[rader] - t.x[rader] @ verdi,
        t.x[vernede][:, ukjente].astype(float), t.antall[vernede] - t.x[vernede] @ verdi,
    )  # fmt: skip


def _flytt(u: _Leser, retning: np.ndarray, min_bredde: float) -> np.ndarray:
    """Flytt så mange av cellene som mulig minst `min_bredde` i den retningen de skal."""
    valgt = np.flatnonzero(retning)
    n, m = u.likninger.shape[1], len(valgt)
    fortegn = sparse.diags(retning[valgt].astype(float)) @ u.vernede[valgt]
    return _los(
        u, np.r_[np.zeros(n), -np.ones(m)], minst=sparse.hstack([fortegn, -sparse.identity(m)]),
        grense=np.nan_to_num(u.sanne[valgt]) * retning[valgt], nedre=-np.inf, ovre=min_bredde,
    )[:n]  # fmt: skip


def _bredde(u: _Leser, i: int) -> float:
    """Avstanden fra den minste til den største verdien cellen kan ha."""
    retning = np.asarray(u.vernede[[i]].todense(), dtype=float).ravel()
    ned, opp = _los(u, retning), _los(u, -retning)
    return np.inf if ned is None or opp is None else float(retning @ (opp - ned))


def _gi_plass(t: Tabell, smale: np.ndarray, min_bredde: float) -> np.ndarray:
    """De viste cellene som må skjules for at alle de smale samtidig kan være `min_bredde` større.

    Hver vist celle kan få en annen verdi mot en pris, og de viktigste er dyrest. De som får det i
    den billigste løsningen, skjules. Prisene settes ned for dem som alt er valgt, og programmet
    løses på nytt: da blir det færre av dem (Candès, Wakin og Boyd 2008).
    """
    viste = np.flatnonzero(t.vist)
    n, m = t.x.shape[1], len(viste)
    pris = 1 + DYREST * (1 - np.argsort(np.argsort(t.plass[viste])) / m)
    en = sparse.identity(m)
    avvik = sparse.hstack([t.x[viste].astype(float), en, -en]).tocsr()
    frihet = sparse.hstack(
        [t.x[smale].astype(float), sparse.csr_matrix((len(smale), 2 * m))]
    ).tocsr()
    alle = _Leser(avvik, t.antall[viste], frihet, t.antall[smale])
    endring, vekt = np.zeros(m), pris
    for _ in range(VEKTES_OM):
        svar = _los(alle, np.r_[np.zeros(n), vekt, vekt], minst=frihet,
                    grense=np.nan_to_num(t.antall[smale]) + min_bredde)  # fmt: skip
        if svar is None:
            return np.array([], dtype=int)
        endring = svar[n : n + m] + svar[n + m :]
        vekt = pris / (endring + 1)
    return viste[endring > SLINGRING]


def _los(u: _Leser, pris, minst=None, grense=None, nedre=0.0, ovre=np.inf) -> np.ndarray | None:
    """Den billigste løsningen av likningene, eller None når det ikke er noen.

    Størrelsene etter de ukjente er hjelpestørrelser mellom `nedre` og `ovre`.
    """
    from scipy.optimize import linprog

    n = u.likninger.shape[1]
    hjelp = len(pris) - n
    a = (
        sparse.hstack([u.likninger, sparse.csr_matrix((len(u.svar), hjelp))])
        if hjelp
        else u.likninger
    )
    ender = np.repeat([[0.0, np.inf], [nedre, ovre]], [n, hjelp], axis=0)
    svar = linprog(
        pris, A_eq=a if len(u.svar) else None, b_eq=u.svar if len(u.svar) else None,
        A_ub=None if minst is None else -minst, b_ub=None if grense is None else -grense,
        bounds=ender, method="highs",
    )  # fmt: skip
    return svar.x
