"""Typene lesingen gir fra seg: rutenettet slik det står i filen, og tabellen som er funnet i det."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Funn

if TYPE_CHECKING:
    from metodikk.inn.arkxml import Arkstruktur


@dataclass(frozen=True, eq=False)
class Rutenett:
    """Cellene i ett ark eller én tekstfil, før noen har funnet tabellen i dem.

    celler : én liste per rad. Tomme celler er tom tekst eller None.
    rader : radnummeret i filen for hver rad, talt fra 1.
    forste_kolonne : kolonnenummeret til den første verdien i radene, talt fra 0.
    struktur : det som bare finnes i Excel (fletting, farger, skjulte rader). None for tekstfiler.
    """

    fil: Path
    ark: str
    celler: list[list]
    rader: Sequence[int]
    forste_kolonne: int = 0
    struktur: Arkstruktur | None = None
    funn: tuple[Funn, ...] = ()


@dataclass(frozen=True, eq=False)
class Raatabell:
    """Tabellen slik den står i filen: navn på kolonner, råverdier og hvor hver verdi kom fra.

    data : verdiene uten tolkning (str, int, float, bool, dato eller None), kolonner = `kolonner`.
    rader : radnummeret i filen for hver rad i `data`, talt fra 1.
    bokstaver : Excel-bokstaven for hver kolonne.
    sumrader : radene som er holdt utenfor fordi de summerer de andre («I alt»).
    """

    fil: Path
    ark: str
    kolonner: tuple[str, ...]
    data: pd.DataFrame
    rader: np.ndarray
    bokstaver: tuple[str, ...]
    funn: tuple[Funn, ...] = ()
    overskriftsrad: int = 1
    sumrader: pd.DataFrame = field(default_factory=pd.DataFrame)

    def celle(self, i: int, kolonne: str) -> str:
        """Gi adressen til en verdi, for eksempel «B14»."""
        return f"{self.bokstaver[self.kolonner.index(kolonne)]}{int(self.rader[i])}"

    def sted(self, i: int | None = None, kolonne: str | None = None) -> dict:
        """Gi feltene et funn trenger for å si hvor det er. `i` er posisjonen i `data`."""
        sted: dict = {"fil": self.fil.name, "ark": self.ark}
        if kolonne is not None:
            sted["kolonne"] = kolonne
        if i is not None:
            sted["rad"] = int(self.rader[i])
        if i is not None and kolonne is not None:
            sted["celle"] = self.celle(i, kolonne)
        return sted
