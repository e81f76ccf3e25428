"""Tallene fra et prosjekt, slik «Bruk på egne tall» trenger dem i flere av ideene."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def tall_for(indikatorer: pd.DataFrame, indikator: str) -> pd.DataFrame:
    """Radene for én indikator. ValueError med dem som finnes, når den ikke er der.

    >>> d = pd.DataFrame({"indikator": ["a", "b"], "teller": [1, 2]})
    >>> tall_for(d, "b")["teller"].tolist()
    [2]
    """
    d = indikatorer[indikatorer["indikator"] == indikator]
    if d.empty:
        kjente = ", ".join(sorted(indikatorer["indikator"].unique()))
        raise ValueError(f"Tabellen har ikke indikatoren «{indikator}». Den har: {kjente}.")
    return d


def siste_aar_med_sum(d: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Sonene siste år med summen som raden «alle», og sonene summen består av.

    >>> d = pd.DataFrame({"sone": ["1", "2"], "aar": 2025, "teller": [5, 7], "nevner": 50, "merknad": ""})
    >>> siste_aar_med_sum(d)[0]["teller"].tolist()
    [5, 7, 12]
    """
    d = d[d["aar"] == d["aar"].max()][["sone", "teller", "nevner", "merknad"]]
    full = d.dropna(subset=["teller", "nevner"])
    alle = pd.DataFrame({"sone": ["alle"], "teller": [full["teller"].sum()],
                         "nevner": [full["nevner"].sum()], "merknad": [""]})  # fmt: skip
    return pd.concat([d, alle], ignore_index=True), list(full["sone"])


def krev_andel(d: pd.DataFrame, indikator: str) -> None:
    """Stopp når telleren er større enn nevneren: da er tallet en rate.

    >>> krev_andel(pd.DataFrame({"teller": [3], "nevner": [9]}), "leier")
    """
    if (d["teller"] > d["nevner"]).any():
        raise ValueError(f"«{indikator}» er en rate. Velg en indikator som er en andel.")


def sonenavn(tabeller: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Navnene på sonene, når prosjektet har dem.

    >>> sonenavn({})
    {}
    """
    if "soner" not in tabeller:
        return {}
    return dict(tabeller["soner"][["sone", "sonenavn"]].itertuples(index=False))
