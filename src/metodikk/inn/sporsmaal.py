"""Spørsmålene i undersøkelsen, slik kodeboka beskriver dem og svarene inneholder dem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metodikk.grunn.skjema import Felt
from metodikk.inn.kontrolltabell import Omgivelser, Tabell


@dataclass(frozen=True, eq=False)
class Sporsmaal:
    """Et spørsmål og svarene på det. `minst` og `hoyest` er NaN når kodeboka ikke sier dem."""

    felt: str
    tema: str
    minst: float
    hoyest: float
    vet_ikke_kode: float
    verdier: np.ndarray
    vet_ikke_ord: np.ndarray

    @property
    def vet_ikke(self) -> np.ndarray:
        return self.vet_ikke_ord | (self.verdier == self.vet_ikke_kode)

    @property
    def utenfor(self) -> np.ndarray:
        return ~self.vet_ikke & ((self.verdier < self.minst) | (self.verdier > self.hoyest))

    @property
    def gyldig(self) -> np.ndarray:
        return np.isfinite(self.verdier) & ~self.vet_ikke & ~self.utenfor


def sporsmaalsfelt(kodebok: Tabell | None) -> tuple[Felt, ...]:
    """Lag ett felt for hvert spørsmål i kodeboka, slik at kolonnene i svarene blir kjent igjen."""
    if kodebok is None or not kodebok.har("sporsmal"):
        return ()
    d = kodebok.beholdt.dropna(subset=["sporsmal"]).drop_duplicates("sporsmal")
    return tuple(
        Felt(s, "svar", "" if pd.isna(tekst) else tekst, "")
        for s, tekst in zip(d["sporsmal"], d["tekst"], strict=True)
    )


def sporsmaalene(o: Omgivelser, svar: Tabell) -> list[Sporsmaal]:
    """Spørsmålene som står både i kodeboka og i svarene."""
    kodebok = o.data("kodebok")
    if not len(kodebok):
        return []
    rader = kodebok.dropna(subset=["sporsmal"]).drop_duplicates("sporsmal")
    return [
        _sporsmaal(rad, svar) for _, rad in rader.iterrows() if rad["sporsmal"] in svar.kolonner
    ]


def _sporsmaal(rad: pd.Series, svar: Tabell) -> Sporsmaal:
    tolket = svar.kolonner[rad["sporsmal"]].tolket
    ord_ = np.zeros(len(svar.data), dtype=bool)
    ord_[tolket.rader("vet_ikke")] = True
    tema = "" if pd.isna(rad["tema"]) else rad["tema"]
    return Sporsmaal(
        rad["sporsmal"], tema, rad["minst"], rad["hoyest"], rad["vet_ikke"], tolket.verdier, ord_
    )


def rene_svar(o: Omgivelser, svar: Tabell) -> pd.DataFrame:
    """Svarene med NaN der noen ikke har svart, og en egen kolonne for «vet ikke»."""
    alle = sporsmaalene(o, svar)
    tall = {s.felt: np.where(s.gyldig, s.verdier, np.nan) for s in alle}
    vet_ikke = {f"{s.felt}_vet_ikke": s.vet_ikke for s in alle}
    return svar.data.assign(**tall, **vet_ikke)
