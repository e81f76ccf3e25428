"""Reglene for tidsserier: når en hel serie skjules, og når årene bak en periode skjules sammen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.metoder.prikking._regler import SERIE

Summer = Mapping[str, Mapping[str, Sequence[str]]]


def hele(
    nokler: pd.DataFrame, regel: np.ndarray, hull: np.ndarray, kolonne: str, summer: Summer,
    prosent: float,
) -> np.ndarray:  # fmt: skip
    """Reglene, med resten av serien skjult der mer enn `prosent` av årene er skjult av seg selv.

    Perioder som er summer av år, er ikke med i serien. År uten tall teller ikke.
    """
    skjult = regel != ""
    med = (skjult | ~hull) & ~nokler[kolonne].isin(list(summer.get(kolonne, {}))).to_numpy()
    tall = pd.DataFrame({"skjult": skjult & med, "alle": med, "serie": _uten(nokler, kolonne)})
    serien = tall.groupby("serie")[["skjult", "alle"]].transform("sum")
    for_mange = (100 * serien["skjult"] > prosent * serien["alle"]).to_numpy()
    return np.where(for_mange & med & ~skjult, SERIE, regel)


def resten_av_perioden(
    nokler: pd.DataFrame, funnet: pd.DataFrame, hull: np.ndarray, kolonne: str, summer: Summer
) -> np.ndarray:
    """Årene som vises, i perioder der et annet av årene er skjult."""
    tid, serie = nokler[kolonne], _uten(nokler, kolonne)
    skjult = funnet["regel"] != ""
    rest = pd.Series(False, index=nokler.index)
    for periode, deler in summer.get(kolonne, {}).items():
        aar = tid.isin([str(d) for d in deler]) & serie.isin(serie[tid == periode])
        rest |= aar & (aar & skjult).groupby(serie).transform("any")
    return (rest & ~skjult).to_numpy() & ~hull


def _uten(nokler: pd.DataFrame, kolonne: str) -> pd.Series:
    """Nummeret på serien hver celle hører til: alt som peker ut cellen, unntatt tiden."""
    andre = [k for k in nokler if k != kolonne]
    if not andre:
        return pd.Series(0, index=nokler.index)
    return nokler.groupby(andre, sort=False, dropna=False).ngroup()
