"""Nullrommet: alle måter de indre cellene kan endre seg på uten at noe som vises, endrer seg.

En skjult celle kan regnes ut når ingen av disse endringene når den. Nullrommet holdes som en tynn
basis. Hver celle har dessuten et fingeravtrykk: forholdet mellom summene i cellen for to tilfeldige
endringer. Har to celler samme avtrykk, røper den ene den andre.

Regningen er med heltall modulo et primtall. To celler som røper hverandre, har alltid samme
avtrykk. At to andre får det ved en tilfeldighet, skjer sjeldnere enn én gang på 10^12 tabeller, og
da skjules én celle for mye.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy import sparse

PRIMTALL = (1 << 61) - 1
KJENT = -1
Avtrykk = int


class Nullrom:
    """Endringene leseren ikke kan se, mens cellene vises én for én.

    >>> rom = Nullrom([[0], [1], [0, 1]], vernet=[0])
    >>> rom.vis(2), rom.vis(1)
    (None, 0)
    """

    def __init__(self, celler: Sequence[Sequence[int]], vernet: Sequence[int]):
        self._celler = celler
        n = 1 + max((i for c in celler for i in c), default=0)
        tilfeldig = random.Random(n)
        self._basis: list[dict[int, int]] = [{i: 1} for i in range(n)]
        self._bruker: list[set[int]] = [{i} for i in range(n)]
        self._en, self._to = ([tilfeldig.randrange(1, PRIMTALL) for _ in range(n)] for _ in "ab")
        self._vernet_her = defaultdict(list)
        self._avtrykk: dict[int, Avtrykk] = {}
        self._med_avtrykk: dict[Avtrykk, list[int]] = defaultdict(list)
        for v in vernet:
            for i in celler[v]:
                self._vernet_her[i].append(v)
            self._merk(v)

    @classmethod
    def av(cls, x: sparse.csr_matrix, vernet: np.ndarray) -> Nullrom:
        """Lag rommet av en matrise med én rad per celle."""
        return cls([c.tolist() for c in np.split(x.indices, x.indptr[1:-1])], vernet.tolist())

    def roper(self, celle: int) -> int | None:
        """Gi den vernede cellen som kan regnes ut hvis denne vises."""
        return self._ropt_av(self._regn_avtrykk(celle))

    def vis(self, celle: int) -> int | None:
        """Vis cellen, eller gi den vernede cellen den røper. Da vises den ikke."""
        avtrykk = self._regn_avtrykk(celle)
        ropt = self._ropt_av(avtrykk)
        if ropt is None and avtrykk != KJENT:
            self._bind(celle)
        return ropt

    def _ropt_av(self, avtrykk: Avtrykk) -> int | None:
        ropt = () if avtrykk == KJENT else self._med_avtrykk.get(avtrykk)
        return min(ropt) if ropt else None

    def _regn_avtrykk(self, celle: int) -> Avtrykk:
        indre = self._celler[celle]
        en = sum(self._en[i] for i in indre) % PRIMTALL
        to = sum(self._to[i] for i in indre) % PRIMTALL
        if not en and not to:
            return KJENT
        return en * pow(to, -1, PRIMTALL) % PRIMTALL if to else PRIMTALL

    def _merk(self, celle: int) -> None:
        if celle in self._avtrykk:
            self._med_avtrykk[self._avtrykk[celle]].remove(celle)
        self._avtrykk[celle] = avtrykk = self._regn_avtrykk(celle)
        self._med_avtrykk[avtrykk].append(celle)

    def _bind(self, celle: int) -> None:
        """Ta bort endringene som ville synes i cellen, alle på nær dem som oppveier hverandre."""
        synes = self._utslag(celle)
        fjernes = min(synes, key=lambda j: (len(self._basis[j]), j))
        endring = self._basis[fjernes]
        omvendt = pow(synes.pop(fjernes), -1, PRIMTALL)
        for i in endring:
            self._bruker[i].discard(fjernes)
        for j, utslag in synes.items():
            self._legg_til(j, endring, -utslag * omvendt % PRIMTALL)
        self._rett_avtrykk(celle, endring, omvendt)
        self._basis[fjernes] = {}

    def _utslag(self, celle: int) -> dict[int, int]:
        utslag: dict[int, int] = defaultdict(int)
        for i in self._celler[celle]:
            for j in self._bruker[i]:
                utslag[j] += self._basis[j][i]
        return {j: u for j, verdi in utslag.items() if (u := verdi % PRIMTALL)}

    def _legg_til(self, j: int, endring: dict[int, int], faktor: int) -> None:
        egen = self._basis[j]
        for i, verdi in endring.items():
            if ny := (egen.get(i, 0) + faktor * verdi) % PRIMTALL:
                egen[i] = ny
                self._bruker[i].add(j)
            elif i in egen:
                del egen[i]
                self._bruker[i].discard(j)

    def _rett_avtrykk(self, celle: int, endring: dict[int, int], omvendt: int) -> None:
        for tilfeldig in (self._en, self._to):
            faktor = sum(tilfeldig[i] for i in self._celler[celle]) * omvendt % PRIMTALL
            for i, verdi in endring.items():
                tilfeldig[i] = (tilfeldig[i] - faktor * verdi) % PRIMTALL
        for v in {v for i in endring for v in self._vernet_her[i]}:
            self._merk(v)
