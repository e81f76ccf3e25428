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

    En periode er ikke med når serien også har årene eller kortere perioder den er summen av. År uten
    tall teller ikke.
    """
    skjult, serien = regel != "", _uten(nokler, kolonne)
    sum_ = np.zeros(len(nokler), dtype=bool)
    for periode, deler in inni(nokler[kolonne].unique(), summer.get(kolonne, {})).items():
        delt = serien.isin(serien[nokler[kolonne].isin(deler)])
        sum_ |= ((nokler[kolonne] == periode) & delt).to_numpy()
    med = (skjult | ~hull) & ~sum_
    tall = pd.DataFrame({"skjult": skjult & med, "alle": med, "serie": serien})
    serien = tall.groupby("serie")[["skjult", "alle"]].transform("sum")
    for_mange = (100 * serien["skjult"] > prosent * serien["alle"]).to_numpy()
    return np.where(for_mange & med & ~skjult, SERIE, regel)


def resten_av_perioden(
    nokler: pd.DataFrame, funnet: pd.DataFrame, hull: np.ndarray, kolonne: str, summer: Summer
) -> np.ndarray:
    """Årene (og de kortere periodene) som vises, i perioder der en annen del er skjult."""
    tid, serie = nokler[kolonne], _uten(nokler, kolonne)
    skjult = funnet["regel"] != ""
    rest = pd.Series(False, index=nokler.index)
    for periode, deler in inni(tid.unique(), summer.get(kolonne, {})).items():
        aar = tid.isin(deler) & serie.isin(serie[tid == periode])
        rest |= aar & (aar & skjult).groupby(serie).transform("any")
    return (rest & ~skjult).to_numpy() & ~hull


def inni(verdier: Sequence[str], summer: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Hver sum → verdiene som er en del av den, også summer av noen av delene.

    >>> inni(["2021", "2022", "2021–2022"], {"2021–2022": ["2021", "2022"], "2021–2023": ["2021", "2022", "2023"]})
    {'2021–2022': ['2021', '2022'], '2021–2023': ['2021', '2022', '2021–2022']}
    """
    blader = {v: _blader(v, summer, ()) for v in {*verdier, *summer}}
    return {s: [v for v in verdier if blader[v] < blader[s]] for s in summer}


def _blader(verdi: str, summer: Mapping[str, Sequence[str]], over: tuple[str, ...]) -> set[str]:
    if verdi not in summer or verdi in over:
        return {verdi}
    return {b for d in summer[verdi] for b in _blader(str(d), summer, (*over, verdi))}


def _uten(nokler: pd.DataFrame, kolonne: str) -> pd.Series:
    """Nummeret på serien hver celle hører til: alt som peker ut cellen, unntatt tiden."""
    andre = [k for k in nokler if k != kolonne]
    if not andre:
        return pd.Series(0, index=nokler.index)
    return nokler.groupby(andre, sort=False, dropna=False).ngroup()
