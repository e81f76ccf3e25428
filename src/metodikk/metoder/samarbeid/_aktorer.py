"""Aktørene: hvem de er, hvor mye de kan og vil, og hvem som ikke er hørt."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from metodikk.grunn.tall import liste

# Rutene i matrisen: (høy interesse, høy innflytelse) → hva det betyr for arbeidet.
RUTER = {
    (True, True): "Samarbeid tett", (False, True): "Finn ut hva de trenger",
    (True, False): "Gi plass og støtte", (False, False): "Følg med",
}  # fmt: skip
FAA = 2


def sektorene() -> list[str]:
    """Sektorene i den rekkefølgen de vises."""
    return list(skjema("aktorer").felt["sektor"].valg)


def rute(aktorer: pd.DataFrame) -> pd.Series:
    """Hvilken rute i matrisen hver aktør står i. Tom når ett av tallene mangler.

    Eksempel
    --------
    >>> rute(pd.DataFrame({"interesse": [5, 1, None], "innflytelse": [4, 5, 3]})).tolist()
    ['Samarbeid tett', 'Finn ut hva de trenger', '']
    """
    hoy = katalog("samarbeid")["aktorer"]["hoy"]
    tall = aktorer[["interesse", "innflytelse"]].astype(float)
    ruter = [RUTER[a >= hoy, b >= hoy] for a, b in tall.itertuples(index=False)]
    return pd.Series(ruter, aktorer.index, dtype=object).where(tall.notna().all(axis=1), "")


def ruter(aktorer: pd.DataFrame) -> pd.DataFrame:
    """Hvem som står i hver rute. De som kan mest, står først."""
    med = aktorer.assign(rute=rute(aktorer))
    if not (med["rute"] != "").any():
        return pd.DataFrame()
    rader = [
        (r, len(d), liste(d["navn"].tolist()))
        for r in RUTER.values()
        if len(d := med[med["rute"] == r].sort_values("navn"))
    ]
    return pd.DataFrame(rader, columns=["rute", "antall", "hvem"])


def punkter(aktorer: pd.DataFrame) -> pd.DataFrame:
    """Plassene i matrisen: alle som har de samme to tallene, står på samme sted."""
    med = aktorer.dropna(subset=["interesse", "innflytelse"])
    rader = [
        (liste(d["navn"].tolist()), _etikett(d["navn"].tolist()), x, y)
        for (x, y), d in med.sort_values("navn").groupby(["interesse", "innflytelse"])
    ]
    return pd.DataFrame(rader, columns=["navn", "etikett", "interesse", "innflytelse"])


def _etikett(navn: list[str]) -> str:
    return liste(navn if len(navn) <= FAA else [navn[0], f"{len(navn) - 1} til"])


def maa_med(aktorer: pd.DataFrame) -> pd.DataFrame:
    """Aktører som kan stoppe arbeidet, men som ikke er opptatt av det.

    Eksempel
    --------
    >>> maa_med(pd.DataFrame({"navn": ["Eiendom", "Velet"], "innflytelse": [5, 2], "interesse": [1, 5]}))["navn"].tolist()
    ['Eiendom']
    """
    g = katalog("samarbeid")["aktorer"]
    med = (aktorer["innflytelse"] >= g["hoy"]) & (aktorer["interesse"] <= g["lav"])
    return aktorer[med].sort_values(["innflytelse", "navn"], ascending=[False, True], ignore_index=True)  # fmt: skip


def vei_inn(aktorer: pd.DataFrame) -> pd.DataFrame:
    """Aktører som berøres mye, kan påvirke lite, og ikke er hørt."""
    g = katalog("samarbeid")["aktorer"]
    ikke_hort = aktorer["hort"].fillna("").astype(str).str.strip() == ""
    med = (aktorer["berores"] >= g["hoy"]) & (aktorer["innflytelse"] <= g["lav"]) & ikke_hort
    return aktorer[med].sort_values(["berores", "navn"], ascending=[False, True], ignore_index=True)


def uenige(aktorer: pd.DataFrame) -> pd.DataFrame:
    """Aktører der de som satte tall for innflytelse, er uenige."""
    med = aktorer["spenn"] >= katalog("samarbeid")["aktorer"]["spenn"]
    return aktorer[med].sort_values(["spenn", "navn"], ascending=[False, True], ignore_index=True)
