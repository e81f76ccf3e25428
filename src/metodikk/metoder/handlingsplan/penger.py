"""Pengene i planen: per år og kilde, per mål, og det som mangler finansiering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste

ALLE = "I alt"
UTEN_MAAL = "Ikke koblet til et mål"


def per_aar_og_kilde(budsjett: pd.DataFrame) -> pd.DataFrame:
    """Summer budsjettet etter år og kilde, med en sum for hvert år.

    Eksempel
    --------
    >>> b = pd.DataFrame({"tiltak": ["T1", "T2"], "aar": 2026, "kilde": ["Kommunen", "Staten"],
    ...                   "belop": [100.0, 50.0], "brukt": [20.0, None]})
    >>> per_aar_og_kilde(b)[["kilde", "belop", "brukt"]].fillna(0).values.tolist()
    [['Kommunen', 100.0, 20.0], ['Staten', 50.0, 0.0], ['I alt', 150.0, 20.0]]
    """
    kolonner = ["aar", "kilde", "belop", "brukt", "tiltak"]
    if budsjett.empty:
        return pd.DataFrame(columns=kolonner)
    b = budsjett.assign(kilde=budsjett["kilde"].fillna("Ukjent"))
    felles = {"belop": "sum", "brukt": _sum, "tiltak": "nunique"}
    deler = b.groupby(["aar", "kilde"], as_index=False).agg(felles)
    alle = b.groupby("aar", as_index=False).agg(felles).assign(kilde=ALLE)
    ut = pd.concat([deler, alle]).assign(_sist=lambda d: d["kilde"] == ALLE)
    ut = ut.sort_values(["aar", "_sist", "belop", "kilde"], ascending=[True, True, False, True])
    ut = ut[kolonner].assign(merknad=np.where(ut["brukt"].isna(), "mangler: ikke ført ennå", ""))
    return ut.reset_index(drop=True)


def _sum(verdier: pd.Series) -> float:
    return verdier.sum(min_count=1)


def finansiering(tiltak: pd.DataFrame, budsjett: pd.DataFrame) -> pd.DataFrame:
    """Si for hvert tiltak hvor mye som har en kilde, og hvor mye som mangler.

    Parametere
    ----------
    tiltak, budsjett : DataFrame
        Tabellene. Endres ikke. Bare tiltak med et budsjett er med.

    Returnerer
    ----------
    DataFrame
        Tiltakene med `finansiert`, `mangler` (aldri under 0), `kilder` og `kilder_aar`.

    Eksempel
    --------
    >>> t = pd.DataFrame({"tiltak": ["T18"], "navn": ["Sommerjobb"], "budsjett": [900.0]})
    >>> b = pd.DataFrame({"tiltak": "T18", "aar": [2026, 2027], "kilde": "Staten", "belop": 300.0})
    >>> finansiering(t, b)[["finansiert", "mangler", "kilder"]].values.tolist()
    [[600.0, 300.0, 'Staten']]
    """
    med = tiltak.dropna(subset=["budsjett"])
    sum_ = budsjett.groupby("tiltak")["belop"].sum()
    kilder = {k: liste(list(dict.fromkeys(d["kilde"].dropna()))) for k, d in budsjett.groupby("tiltak")}  # fmt: skip
    fikk = med["tiltak"].map(sum_).fillna(0.0)
    return med.assign(
        finansiert=fikk, mangler=(med["budsjett"] - fikk).clip(lower=0),
        kilder=[kilder.get(t, "") for t in med["tiltak"]],
    ).reset_index(drop=True)  # fmt: skip


def per_maal(
    tiltak: pd.DataFrame, maal_av: Mapping[str, Sequence[str]], navn: Mapping[str, str]
) -> pd.DataFrame:
    """Fordel budsjettet og det som er brukt, på målene. Et tiltak med flere mål deles likt mellom dem.

    Parametere
    ----------
    tiltak : DataFrame
        Tabellen `tiltak`. Endres ikke.
    maal_av : dict
        Tiltak → målene det fører til.
    navn : dict
        Mål → teksten.

    Eksempel
    --------
    >>> t = pd.DataFrame({"tiltak": ["T1", "T2"], "budsjett": [100.0, 60.0], "brukt": [50.0, None]})
    >>> ut = per_maal(t, {"T1": ["M1", "M2"], "T2": ["M1"]}, {"M1": "Trygghet", "M2": "Møteplasser"})
    >>> ut[["navn", "budsjett", "andel"]].values.tolist()
    [['Trygghet', 110.0, 0.6875], ['Møteplasser', 50.0, 0.3125]]
    """
    rader = []
    for r in tiltak.itertuples():
        til = [m for m in maal_av.get(r.tiltak, ()) if m in navn] or [""]
        for m in til:
            rader.append((navn.get(m, UTEN_MAAL), 1, r.budsjett / len(til), r.brukt / len(til)))
    d = pd.DataFrame(rader, columns=["navn", "tiltak", "budsjett", "brukt"])
    ut = d.groupby("navn", as_index=False).agg({"tiltak": "sum", "budsjett": _sum, "brukt": _sum})
    ut = ut.dropna(subset=["budsjett"]).sort_values(["budsjett", "navn"], ascending=[False, True])
    alle = ut["budsjett"].sum()
    ut = ut.assign(
        andel=ut["budsjett"] / alle if alle else np.nan,
        forbruk=ut["brukt"] / ut["budsjett"].where(ut["budsjett"] > 0),
    )
    return ut.assign(merknad="mangler: ikke ført ennå").reset_index(drop=True)
