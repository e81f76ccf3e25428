"""Et panel: verdien i hver sone hvert år. Hver sone teller like mye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Panel:
    """Sone × år."""

    soner: tuple[str, ...]
    aar: tuple[int, ...]
    verdi: np.ndarray

    def er(self, soner: Sequence[str]) -> np.ndarray:
        return np.isin(self.soner, list(soner))

    def kolonner(self, aar: Sequence[int]) -> list[int]:
        return [self.aar.index(int(a)) for a in aar if int(a) in self.aar]

    def bare(self, soner: Sequence[str]) -> Panel:
        med = self.er(soner)
        navn = tuple(s for s, m in zip(self.soner, med, strict=True) if m)
        return Panel(navn, self.aar, self.verdi[med])

    def hele(self, aar: Sequence[int]) -> np.ndarray:
        """Sann for soner med tall i alle årene."""
        if any(int(a) not in self.aar for a in aar):
            return np.zeros(len(self.soner), dtype=bool)
        return np.isfinite(self.verdi[:, self.kolonner(aar)]).all(axis=1)

    def snitt(self, aar: Sequence[int]) -> np.ndarray:
        """Snittet over årene i hver sone."""
        return self.verdi[:, self.kolonner(aar)].mean(axis=1)

    def gruppe(self, valgt: np.ndarray) -> np.ndarray:
        """Snittet av sonene i gruppen hvert år. NaN når en av dem mangler tall."""
        return self.verdi[valgt].mean(axis=0)

    def ramme(self) -> pd.DataFrame:
        return pd.DataFrame(self.verdi, index=list(self.soner), columns=list(self.aar))


def panel(data: pd.DataFrame) -> Panel:
    """Lag et panel av en lang tabell med `sone`, `aar` og enten `teller` og `nevner` eller `verdi`."""
    if "teller" in data:
        data = data.assign(verdi=data["teller"] / data["nevner"].where(data["nevner"] > 0))
    bred = data.pivot(index="sone", columns="aar", values="verdi").astype(float)
    return Panel(tuple(bred.index), tuple(int(a) for a in bred.columns), bred.to_numpy())
