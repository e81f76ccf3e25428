"""Tabeller slik metodene vil ha dem: med alle feltene i skjemaet, også de prosjektet ikke har."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.skjema import skjema


def fyll(tabeller: Mapping[str, pd.DataFrame], navn: str) -> pd.DataFrame:
    """Gi en kopi av tabellen med alle feltene i skjemaet, så valgfrie felt og hele tabellen kan mangle.

    Tall er float, datoer er datoer, og lister er alltid tupler.

    >>> fyll({"behov": pd.DataFrame({"behov": ["B1"], "tema": [("språk",)]})}, "behov")["maalt_med"].tolist()
    [()]
    """
    tabell = tabeller.get(navn)
    tabell = pd.DataFrame() if tabell is None else tabell
    felt = skjema(navn).felt
    ut = tabell.reset_index(drop=True).assign(**{k: None for k in felt if k not in tabell})
    return ut.assign(**{k: _som(ut[k], f.type) for k, f in felt.items()})


def _som(kolonne: pd.Series, type_: str) -> pd.Series:
    if type_ in ("tall", "heltall"):
        return kolonne.astype(float)
    if type_ == "dato":
        return pd.to_datetime(kolonne)
    if type_ == "liste":
        return kolonne.map(lambda v: v if isinstance(v, tuple) else ()).astype(object)
    return kolonne
