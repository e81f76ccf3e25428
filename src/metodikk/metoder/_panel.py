"""Et panel: verdien i hver sone hvert år, med antallet personer bak som vekt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Panel:
    """Sone × år. `vekt` er nevneren, eller 1 når bare verdien er kjent."""

    soner: tuple[str, ...]
    aar: tuple[int, ...]
    verdi: np.ndarray
    vekt: np.ndarray

    def er(self, soner: Sequence[str]) -> np.ndarray:
        return np.isin(self.soner, list(soner))

    def kolonner(self, aar: Sequence[int]) -> list[int]:
        return [self.aar.index(int(a)) for a in aar if int(a) in self.aar]

    def bare(self, soner: Sequence[str]) -> Panel:
        med = self.er(soner)
        navn = tuple(s for s, m in zip(self.soner, med, strict=True) if m)
        return Panel(navn, self.aar, self.verdi[med], self.vekt[med])

    def hele(self, aar: Sequence[int]) -> np.ndarray:
        """Sann for soner med tall i alle årene."""
        if any(int(a) not in self.aar for a in aar):
            return np.zeros(len(self.soner), dtype=bool)
        return np.isfinite(self.verdi[:, self.kolonner(aar)]).all(axis=1)

    def gruppe(self, valgt: np.ndarray, aar: Sequence[int]) -> np.ndarray:
        """Samlet verdi i hver gruppe hvert år: sum av tellere delt på sum av nevnere.

        `valgt` har én rad per gruppe. Svaret har én rad per gruppe og én kolonne per år.
        """
        k = self.kolonner(aar)
        vekt = np.where(np.isfinite(self.verdi[:, k]), self.vekt[:, k], 0.0)
        sum_ = np.atleast_2d(valgt) @ (vekt * np.nan_to_num(self.verdi[:, k]))
        nevner = np.atleast_2d(valgt) @ vekt
        return sum_ / np.where(nevner > 0, nevner, np.nan)

    def andel(self, valgt: np.ndarray, av: np.ndarray, aar: Sequence[int]) -> np.ndarray:
        """Hvor stor del av hver gruppe som er soner i `av`, i snitt over årene."""
        vekt = self.vekt[:, self.kolonner(aar)]
        valgt = np.atleast_2d(valgt)
        return ((valgt * av) @ vekt / (valgt @ vekt)).mean(axis=1)

    def snitt(self, aar: Sequence[int]) -> np.ndarray:
        """Snittet over årene i hver sone."""
        return self.verdi[:, self.kolonner(aar)].mean(axis=1)


def panel(data: pd.DataFrame) -> Panel:
    """Lag et panel av en lang tabell med `sone`, `aar` og enten `teller` og `nevner` eller `verdi`."""
    if "teller" in data:
        teller, nevner = (_bred(data, k) for k in ("teller", "nevner"))
        vekt = nevner.where(nevner > 0)
        verdi = teller / vekt
    else:
        verdi = _bred(data, "verdi")
        vekt = verdi.notna().astype(float)
    return Panel(
        tuple(verdi.index), tuple(int(a) for a in verdi.columns), verdi.to_numpy(dtype=float),
        vekt.fillna(0.0).to_numpy(dtype=float),
    )  # fmt: skip


def _bred(data: pd.DataFrame, kolonne: str) -> pd.DataFrame:
    return data.pivot(index="sone", columns="aar", values=kolonne).astype(float)
