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

from metodikk.metoder.prikking._leser import SLINGRING, Leser, for_smale, forenkle, los
from metodikk.metoder.prikking._nullrom import Nullrom

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
    alt, vernede = _tabell(x, antall, vist, rang), np.flatnonzero(vernes)
    smale = _smale(alt, vernede, min_bredde)
    stemmer = smale is not None
    skjult: dict[int, int] = {}
    for t in alt.deler(smale if stemmer else vernede):
        her = np.flatnonzero(np.isin(t.numre, smale if stemmer else vernede))
        # Stemmer ikke summene ett sted med delene sine, skal de andre stedene vernes likevel.
        funnet = _utvid_del(t, her if stemmer else _smale(t, her, min_bredde), min_bredde)
        skjult |= {int(t.numre[c]): int(t.numre[v]) for c, v in funnet.items()}
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


def _utvid_del(t: Tabell, smale: np.ndarray | None, min_bredde: float) -> dict[int, int]:
    skjult: dict[int, int] = {}
    while smale is not None and len(smale) and len(flere := _gi_plass(t, smale, min_bredde)):
        skjult |= {int(c): _vernet_av(t, c, smale) for c in flere}
        t = t.skjul(flere)
        smale = _smale(t, smale, min_bredde)
    return skjult


def _vernet_av(t: Tabell, celle: int, smale: np.ndarray) -> int:
    """Den smale cellen som deler flest indre celler med den som skjules."""
    felles = (t.x[smale] @ t.x[[celle]].T).toarray().ravel()
    return int(smale[np.argmax(felles)])


def _smale(t: Tabell, vernede: np.ndarray, min_bredde: float) -> np.ndarray | None:
    """De vernede cellene med for smalt intervall. None når tallene ikke passer sammen."""
    smale = for_smale(Leser.av(t.x, t.antall, t.vist, vernede), min_bredde)
    return None if smale is None else vernede[smale]


def _gi_plass(t: Tabell, smale: np.ndarray, min_bredde: float) -> np.ndarray:
    """De viste cellene som må skjules for at alle de smale samtidig kan være `min_bredde` større.

    Hver vist celle kan få en annen verdi mot en pris, og de viktigste er dyrest. De som får det i
    den billigste løsningen, skjules. Prisene settes ned for dem som alt er valgt, og programmet
    løses på nytt: da blir det færre av dem (Candès, Wakin og Boyd 2008).
    """
    viste = np.flatnonzero(t.vist)
    m = len(viste)
    pris = 1 + DYREST * (1 - np.argsort(np.argsort(t.plass[viste])) / m)
    likninger, svar, okning, hoyst = _avvik(t, viste, smale)
    n = likninger.shape[1] - 2 * m
    valgt, vekt = np.zeros(m, dtype=bool), pris
    for _ in range(VEKTES_OM):
        funnet = los(np.r_[np.zeros(n), vekt, vekt], likninger, svar,
                     hoyst=-okning[0], grense=okning[1] - min_bredde, ovre=hoyst)  # fmt: skip
        if funnet is None:
            return np.array([], dtype=int)
        endring = funnet[n : n + m] + funnet[n + m :]
        forrige, valgt, vekt = valgt, endring > SLINGRING, pris / (endring + 1)
        if (valgt == forrige).all():
            break
    return viste[valgt]


def _avvik(t: Tabell, viste: np.ndarray, smale: np.ndarray):
    """Likningene når hver vist celle kan være mindre eller større enn det som vises.

    De ukjente er de indre cellene som ikke vises alene, så hvor mye mindre og hvor mye større hver
    vist celle er. En indre celle som vises alene, følger av avviket sitt og trenger ingen likning.
    Gir likningene, svarene, økningen i de smale (matrise og konstant) og det meste hver ukjent kan være.
    """
    n, m, antall = t.x.shape[1], len(viste), t.antall[viste]
    summer, trukket = forenkle(t.x[viste])
    alene = np.flatnonzero(np.diff(summer.indptr) == 1)
    alene = alene[np.diff(t.x[viste[alene]].indptr) == 1]
    indre, andre = summer[alene].indices, np.ones(m, dtype=bool)
    andre[alene] = False
    ukjente = np.setdiff1d(np.arange(n), indre)
    likninger = sparse.hstack([summer[:, ukjente], trukket, -trukket]).tocsr()[andre]
    flyttes = t.x[smale][:, indre] @ sparse.identity(m, format="csr")[alene]
    okning = sparse.hstack([t.x[smale][:, ukjente], -flyttes, flyttes]).tocsr()
    hoyst = np.full(likninger.shape[1], np.inf)
    hoyst[len(ukjente) + alene] = antall[alene]
    fra = flyttes @ antall - np.nan_to_num(t.antall[smale])
    return likninger, (trukket @ antall)[andre], (okning, fra), hoyst
