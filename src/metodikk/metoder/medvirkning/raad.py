"""Beboerrådet: opplæringen, møtene, sakene og valgene."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking

OPPLAERING, MOTE, VALG = "opplæring", "møte", "valg"
UTEN_RAAD = "Prosjektet har ikke tabellen Beboerråd. Før møtene, opplæringen og valgene der når dere har et råd."
UTEN_VALG = "Ingen valg med både stemmer og stemmeberettigede er ført i tabellen Beboerråd."


def hendelser(raad: pd.DataFrame, grenser: prikking.Grenser | None = None) -> Klarert:
    """Opplæringen og møtene, i rekkefølge, med hvor mange som var med.

    Eksempel
    --------
    >>> from metodikk.metoder._tabeller import fyll
    >>> d = pd.DataFrame({"hendelse": ["H1", "H2"], "dato": ["2025-05-01", "2025-04-01"], "slag": "møte",
    ...                   "deltakere": [3, 7]})
    >>> hendelser(fyll({"beboerraad": d}, "beboerraad")).tabell["deltakere"].tolist()
    [7.0, nan]
    """
    d = raad[raad["slag"] != VALG].sort_values(["dato", "hendelse"], ignore_index=True)
    d = d.assign(
        dag=pd.to_datetime(d["dato"]).dt.strftime("%d.%m.%Y").fillna(""),
        hva=d["slag"].fillna("").str.capitalize(), tema=d["tema"].fillna(""), raad=d["raad"].fillna(""),
        merknad=d["deltakere"].isna().map({True: "mangler: ikke talt", False: ""}),
    )  # fmt: skip
    felt = ["hendelse", "raad", "dag", "slag", "hva", "tema", "deltakere", "merknad"]
    return prikking.prikk(d[felt], celle=["hendelse"], teller="deltakere", grenser=grenser, mangler=UTEN_RAAD)  # fmt: skip


def valgene(raad: pd.DataFrame, grenser: prikking.Grenser | None = None) -> Klarert:
    """Valgene, med andelen som stemte. Alle er talt, så andelen har ikke noe intervall.

    Eksempel
    --------
    >>> from metodikk.metoder._tabeller import fyll
    >>> d = pd.DataFrame({"hendelse": ["H1"], "dato": ["2025-05-14"], "slag": "valg", "stemmer": [67],
    ...                   "stemmeberettigede": [144], "kandidater": [9]})
    >>> valgene(fyll({"beboerraad": d}, "beboerraad")).tabell["verdi"].round(3).tolist()
    [0.465]
    """
    d = raad[(raad["slag"] == VALG) & raad["stemmer"].notna() & raad["stemmeberettigede"].notna()]
    d = d.sort_values(["dato", "hendelse"], ignore_index=True)
    d = d.assign(
        dag=pd.to_datetime(d["dato"]).dt.strftime("%d.%m.%Y").fillna(""), tema=d["tema"].fillna(""),
        raad=d["raad"].fillna(""), teller=d["stemmer"], nevner=d["stemmeberettigede"],
        verdi=d["stemmer"] / d["stemmeberettigede"], merknad="",
    )  # fmt: skip
    felt = ["hendelse", "raad", "dag", "tema", "teller", "nevner", "verdi", "merknad"]
    stemt = prikking.prikk(d[felt], celle=["hendelse"], grenser=grenser, mangler=UTEN_VALG)
    stilt = prikking.prikk(d[["hendelse", "kandidater", "plasser"]], celle=["hendelse"],
                           teller="kandidater", avledet=(), grenser=grenser)  # fmt: skip
    return prikking.avled(
        [stemt, stilt], lambda s, k: s.merge(k.drop(columns="merknad"), on="hendelse")
    )


def saker(raad: pd.DataFrame) -> pd.DataFrame:
    """Sakene for hvert råd: hvor mange rådet avgjorde selv, og hvor mange som er fulgt opp.

    Eksempel
    --------
    >>> from metodikk.metoder._tabeller import fyll
    >>> d = pd.DataFrame({"hendelse": ["H1", "H2"], "slag": "møte", "saker": [2, 3], "fulgt_opp": [2, 1]})
    >>> saker(fyll({"beboerraad": d}, "beboerraad"))[["saker", "fulgt_opp"]].to_numpy().tolist()
    [[5, 3]]
    """
    d = raad[raad["saker"].notna()].assign(raad=raad["raad"].fillna(""))
    if not len(d):
        return pd.DataFrame(columns=["raad", "moter", "saker", "avgjort_selv", "fulgt_opp"])
    ut = d.groupby("raad").agg(moter=("saker", "size"), saker=("saker", "sum"),
                               avgjort_selv=("avgjort_selv", "sum"), fulgt_opp=("fulgt_opp", "sum"))  # fmt: skip
    return ut.astype(int).reset_index()
