"""Årene i kunnskapsgrunnlaget: bruddene, og periodene når år er samlet så færre tall må skjules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from metodikk.metoder import omraader
from metodikk.metoder.omraader import OMRAADE

BRUDDTYPER = {"definisjon": "ny definisjon", "kilde": "ny kilde", "grense": "nye grenser"}


def samlede_aar(
    indikatorer: pd.DataFrame, enheter: Mapping[str, Sequence[str]], brudd: pd.DataFrame,
    siste_aar: int, katalog: Mapping[str, Mapping],
) -> dict[str, list[list[int]]]:  # fmt: skip
    """Del årene i perioder for indikatorene som har `aar_sammen` i katalogen.

    Periodene krysser ingen brudd, heller ikke en ny grense i en annen sone: de samme periodene
    gjelder alle enhetene og alle sonene. Ellers kunne et år regnes ut som forskjellen på to av dem.
    """
    koder = [k for k, i in katalog.items() if i.get("aar_sammen", 1) > 1]
    her = indikatorer[indikatorer["indikator"].isin(koder) & (indikatorer["aar"] <= siste_aar)]
    hele = serier(her, enheter).dropna(subset=["teller", "nevner"])
    return {
        str(kode): perioder(
            d["aar"], katalog[str(kode)]["aar_sammen"], brudd=nye(brudd, str(kode), siste_aar)
        )
        for kode, d in hele.groupby("indikator", sort=False)
    }  # fmt: skip


def perioder(aar: Sequence[int], minst: int, *, brudd: Sequence[int] = ()) -> list[list[int]]:
    """Del årene i perioder som ikke overlapper, hver på minst så mange år.

    Bruk denne når en tidsserie har så små tall at mange av årene må skjules. Periodene legges fra
    det siste året og bakover, så den siste er så ny som mulig. De krysser aldri et brudd eller et år
    uten tall. Går det ikke opp, får den første perioden i hver del også årene som er til overs.

    Parametere
    ----------
    aar : sequence of int
        Årene med tall.
    minst : int
        Så mange år skal hver periode ha. Er en del av serien kortere, blir den én periode.
    brudd : sequence of int, valgfri
        Første år etter hvert brudd.

    Returnerer
    ----------
    list of list of int
        Periodene, den eldste først.

    Eksempel
    --------
    >>> perioder(range(2017, 2024), 2, brudd=[2019])
    [[2017, 2018], [2019, 2020, 2021], [2022, 2023]]
    """
    deler: list[list[int]] = []
    for a in sorted({int(a) for a in aar}):
        ny = not deler or a - deler[-1][-1] > 1 or a in set(brudd)
        deler = [*deler, [a]] if ny else [*deler[:-1], [*deler[-1], a]]
    return [p for del_ in deler for p in _bakfra(del_, minst)]


def _bakfra(aar: list[int], minst: int) -> list[list[int]]:
    antall = max(len(aar) // minst, 1)
    grenser = [0, *(len(aar) - minst * k for k in range(antall - 1, 0, -1)), len(aar)]
    return [aar[fra:til] for fra, til in pairwise(grenser)]


def serier(indikatorer: pd.DataFrame, enheter: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Indikatorene år for år i området."""
    return omraader.summer(indikatorer, {OMRAADE: enheter[OMRAADE]}, nokkel=["indikator", "aar"])


def nye(brudd: pd.DataFrame, kode: str, siste_aar: int) -> list[int]:
    """Bruddene for indikatoren, og alle nye grenser."""
    gjelder = (brudd["gjelder"] == kode) | (brudd["type"] == "grense")
    return [int(a) for a in brudd.loc[gjelder, "aar"] if a <= siste_aar]


def hele_perioder(aar: list[int], samlet: Sequence[Sequence[int]] | None) -> list[int]:
    """Årene utvidet til hele perioder, så langt det ikke er brudd eller år uten tall imellom."""
    if not aar or not samlet:
        return aar
    ut = list(samlet[-1])
    for p in reversed(samlet[:-1]):
        if ut[0] <= aar[0] or p[-1] != ut[0] - 1:
            break
        ut = [*p, *ut]
    return ut


def bruddtyper(brudd: pd.DataFrame) -> dict[int, str]:
    """Hva slags brudd det er, for hvert år."""
    return dict(zip(brudd["aar"].astype(int), brudd["type"].map(BRUDDTYPER), strict=True))


def bruddtekster(brudd: pd.DataFrame) -> dict[int, str]:
    """Hva som ble endret, for hvert år med brudd."""
    return dict(zip(brudd["aar"].astype(int), brudd["beskrivelse"], strict=True))


def nye_grenser(brudd: pd.DataFrame) -> list[dict[str, Any]]:
    """Grenseendringene, én per år, med sonene de gjelder."""
    grense = brudd[brudd["type"] == "grense"]
    return [
        {"aar": int(aar), "soner": tuple(d["gjelder"]), "beskrivelse": d["beskrivelse"].iloc[0]}
        for aar, d in grense.groupby("aar")
    ]
