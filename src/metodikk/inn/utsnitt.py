"""Tabellen mens den tas ut av rutenettet. Reglene for ark, rader, kolonner og tegn arbeider på den."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.inn.adresser import celle
from metodikk.inn.raatabell import Rutenett


@dataclass(eq=False)
class Utsnitt:
    """Tabellen mens den tas ut av rutenettet.

    indekser : hvor i radene hver kolonne står. verdier : alt under overskriften, objekter.
    skjema : sann når arket er et av skjemaene våre (har hjelpekolonne).
    """

    nett: Rutenett
    overskrift: int
    navn: list[str]
    indekser: list[int]
    verdier: np.ndarray
    rader: np.ndarray
    nokler: Collection[str]
    funn: list[Funn] = field(default_factory=list)
    sumrader: pd.DataFrame = field(default_factory=pd.DataFrame)
    skjema: bool = False
    _tekster: dict[int, set[str]] = field(default_factory=dict)

    @property
    def overskriftsrad(self) -> int:
        return int(self.nett.rader[self.overskrift])

    @property
    def kolonnenumre(self) -> list[int]:
        """Kolonnenummeret i filen for hver kolonne, talt fra 0."""
        return [self.nett.forste_kolonne + i for i in self.indekser]

    @property
    def sted(self) -> dict:
        return {"fil": self.nett.fil.name, "ark": self.nett.ark}

    def meld(
        self, kode: str, *, celler: list[tuple[int, int]] = (), kolonne: str = "", **felt
    ) -> None:
        """Legg til et funn på dette arket. Stedet er den første av `celler` (rad, kolonnenummer)."""
        sted = {**self.sted, "kolonne": kolonne}
        if celler:
            felt.setdefault("antall", len(celler))
            sted |= {"celle": celle(*min(celler)), "rad": min(celler)[0]}
        self.funn.append(funn(kode, sted=sted, kolonne=kolonne, **felt))

    def posisjoner(self, maske: np.ndarray) -> list[tuple[int, int]]:
        """Gi (rad, kolonnenummer) for hver sann celle i en maske over verdiene."""
        numre = self.kolonnenumre
        return [(int(self.rader[i]), numre[j]) for i, j in zip(*np.nonzero(maske), strict=True)]

    def ulike_tekster(self, j: int) -> set[str]:
        """Gi de ulike tekstene i en kolonne. Langt raskere enn å prøve hver celle."""
        indeks = self.indekser[j]
        if indeks not in self._tekster:
            alle = set(self.verdier[:, j].tolist())
            self._tekster[indeks] = {v for v in alle if type(v) is str}
        return self._tekster[indeks]

    def verdiene_er_endret(self) -> None:
        """Glem det som er husket om verdiene."""
        self._tekster.clear()

    def utfylt(self) -> np.ndarray:
        """Si for hver celle om den har en verdi."""
        return pd.notna(self.verdier)

    def behold_rader(self, maske: np.ndarray) -> None:
        if not maske.all():
            self.verdier, self.rader = self.verdier[maske], self.rader[maske]
            self.verdiene_er_endret()

    def behold_kolonner(self, posisjoner: list[int]) -> None:
        self.verdier = self.verdier[:, posisjoner]
        self.navn = [self.navn[p] for p in posisjoner]
        self.indekser = [self.indekser[p] for p in posisjoner]
