"""Avslutningen: stegene regnet bakfra fra den siste dagen i programmet."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema

GJORT, FOR_SENT, UTE, KOMMER = "gjort i tide", "gjort for sent", "fristen er ute", "kommer"
UTREDNING, SLUTT = "avslutningsutredning", "slutt"


def siste_dag(avslutning: pd.DataFrame, program) -> pd.Timestamp | None:
    """Finn den siste dagen i programmet: den i tabellen, ellers 31. desember i det siste året.

    >>> from types import SimpleNamespace
    >>> siste_dag(pd.DataFrame({"slag": [], "frist": []}), SimpleNamespace(slutt=2024))
    Timestamp('2024-12-31 00:00:00')
    """
    skrevet = avslutning.loc[avslutning["slag"] == SLUTT, "frist"].dropna()
    if len(skrevet):
        return skrevet.max()
    return None if program is None else pd.Timestamp(program.slutt, 12, 31)


def maaneder_foer(dag: pd.Timestamp, slutt: pd.Timestamp) -> int:
    """Hele måneder fra en dag til slutten. Minus når dagen er etter slutten.

    Siste dag i en måned regnes som hele måneden, slik at 31. desember er tolv måneder før 31. desember.

    >>> maaneder_foer(pd.Timestamp("2024-05-23"), pd.Timestamp("2024-12-31"))
    7
    >>> maaneder_foer(pd.Timestamp("2024-02-29"), pd.Timestamp("2025-02-28"))
    12
    >>> maaneder_foer(pd.Timestamp("2025-06-15"), pd.Timestamp("2024-12-31"))
    -5
    """
    if dag > slutt:
        return -maaneder_foer(slutt, dag)
    hele = (slutt.year - dag.year) * 12 + slutt.month - dag.month
    return hele if dag + pd.DateOffset(months=hele) <= slutt else hele - 1


def senest(slutt: pd.Timestamp) -> Mapping[str, pd.Timestamp]:
    """Når hvert slag steg senest bør være ferdig, regnet bakfra fra slutten.

    >>> str(senest(pd.Timestamp("2027-06-30"))["avslutningsutredning"].date())
    '2026-06-30'
    """
    return {slag: slutt - pd.DateOffset(months=m) for slag, m in katalog("videreforing")["steg"].items()}  # fmt: skip


def stegene(
    avslutning: pd.DataFrame, slutt: pd.Timestamp | None, dag: pd.Timestamp | None
) -> pd.DataFrame:
    """Si om hvert steg er gjort i tide, og hvor lenge før slutten det var.

    Parametere
    ----------
    avslutning : DataFrame
        Tabellen Avslutning. Endres ikke.
    slutt : Timestamp
        Siste dag i programmet.
    dag : Timestamp
        Dagen det regnes fra.

    Returnerer
    ----------
    DataFrame
        Stegene etter frist, med `naar` (ferdig, ellers fristen), `tilstand`, `maaneder` før slutten,
        `bor` (måneder det bør være, for slag med et råd) og `sent` når et steg før slutten er senere
        enn rådet.

    Eksempel
    --------
    >>> d = pd.DataFrame({"steg": ["Utredning vedtatt"], "slag": ["avslutningsutredning"], "frist": [pd.Timestamp("2023-12-31")],
    ...                   "ansvarlig": ["Programleder"], "ferdig": [pd.Timestamp("2024-05-23")]})
    >>> ut = stegene(d, pd.Timestamp("2024-12-31"), pd.Timestamp("2026-01-13"))
    >>> ut[["maaneder", "bor"]].values.tolist(), ut["tilstand"].tolist(), ut["sent"].tolist()
    ([[7.0, 12.0]], ['gjort for sent'], [True])
    """
    ut = avslutning.assign(
        naar=avslutning["ferdig"].fillna(avslutning["frist"]),
        tilstand=[_tilstand(r, dag) for r in avslutning.itertuples()],
        bor=avslutning["slag"].map(katalog("videreforing")["steg"]).astype(float),
    )
    maaneder = [float("nan") if slutt is None or pd.isna(n) else maaneder_foer(n, slutt) for n in ut["naar"]]  # fmt: skip
    grenser = {} if slutt is None else senest(slutt)
    sent = [
        b >= 0 and s in grenser and n > grenser[s]
        for s, n, b in zip(ut["slag"], ut["naar"], ut["bor"], strict=True)
    ]
    ut = ut.assign(maaneder=pd.Series(maaneder, ut.index, dtype=float), sent=pd.Series(sent, ut.index, dtype=bool))  # fmt: skip
    return ut.sort_values(["frist", "steg"], ignore_index=True)


def _tilstand(r, dag: pd.Timestamp | None) -> str:
    if pd.notna(r.ferdig) and (dag is None or r.ferdig <= dag):
        return FOR_SENT if r.ferdig > r.frist else GJORT
    return UTE if dag is not None and r.frist < dag else KOMMER


def uten_steg(avslutning: pd.DataFrame) -> list[str]:
    """Slagene av steg som ikke er ført opp, i rekkefølgen de bør komme.

    >>> uten_steg(pd.DataFrame({"slag": ["slutt", "avslutningsutredning"]}))[:2]
    ['undersøkelse', 'spørsmål til eierne']
    """
    alle = [s for s in skjema("avslutning").felt["slag"].valg if s != "annet"]
    return [s for s in alle if s not in set(avslutning["slag"])]
