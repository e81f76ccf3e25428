"""Regler for kodingen av samtaler og for stedsbildene (K58x)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import koder

SAMTALER = ("intervju", "gruppesamtale")
MINST_DOBBELTKODET = 30
RETNINGER = {
    "stedsbilde": {"positiv", "nøytral", "negativ"}, "stedsinteresse": {"for", "mot"},
    "stedsbruk": set(),
}  # fmt: skip


@tabellregel("K580", "stedskoder")
def samtale_uten_informant(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    uten = d.index[d["kilde_slag"].isin(SAMTALER) & d["informant"].isna()]
    if len(uten):
        felt = "informant" if t.har("informant") else ""
        yield Treff(uten, felt, fant=f"{len(uten)} utsagn fra samtaler")


@tabellregel("K581", "stedskoder")
def informant_uten_gruppe(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    uten = d.index[d["informant"].notna() & (d["gruppe"].isna() | d["bor_her"].isna())]
    if len(uten):
        felt = "gruppe" if t.har("gruppe") else ""
        yield Treff(uten, felt, fant=f"{len(uten)} utsagn")


@tabellregel("K582", "stedskoder")
def retning_som_ikke_passer(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for felt in ("retning", "retning2"):
        d = t.beholdt[["akse", felt]].dropna()
        gale = [r not in RETNINGER[a] for a, r in zip(d["akse"], d[felt], strict=True)]
        if any(gale):
            yield Treff(d.index[gale], felt, samlet=True)


@tabellregel("K583", "stedskoder")
def informant_i_to_grupper(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt.dropna(subset=["informant"])
    ulike = d.groupby("informant")[["gruppe", "bor_her"]].nunique().gt(1).any(axis=1)
    rader = d.index[d["informant"].isin(ulike.index[ulike])]
    if len(rader):
        yield Treff(rader, "informant", fant=f"{int(ulike.sum())} løpenummer")


@tabellregel("K584", "stedskoder")
def tall_i_godkjent_sitat(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt[t.beholdt["godkjent"].fillna(False).astype(bool)]
    rader = d.index[[bool(re.search(r"\d", s)) for s in d["sitat"].fillna("").astype(str)]]
    if len(rader):
        yield Treff(rader, "sitat", fant=f"{len(rader)} sitater med tall")


@tabellregel("K585", "stedskoder")
def smaa_grupper(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Sier ikke hvilken gruppe eller hvor mange: også det er en opplysning om personer."""
    d = t.beholdt.dropna(subset=["informant", "gruppe"])
    antall = d.groupby("gruppe")["informant"].nunique()
    minst = katalog("grenser")["standard"]["min_teller"]
    if (antall < minst).any():
        yield Treff((), "gruppe", fant=f"grupper med færre enn {minst} informanter")


@tabellregel("K586", "stedskoder")
def faa_dobbeltkodede(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    antall = int(t.beholdt["kode2"].notna().sum())
    if len(t.beholdt) and antall < MINST_DOBBELTKODET:
        felt = "kode2" if t.har("kode2") else ""
        yield Treff((), felt, fant=f"{antall} utsagn kodet av to")


@prosjektregel("K587", "stedsbilder", "stedskoder")
def bilde_ingen_har(o: Omgivelser) -> Iterator[Treff]:
    d, koder = o.data("stedsbilder"), o.data("stedskoder")
    kjente = set(koder.loc[koder["akse"] == "stedsbilde", "kode"].dropna().str.casefold())
    rader = d.index[d["kode"].notna() & ~d["kode"].str.casefold().isin(kjente)]
    if len(rader):
        fant = [str(k) for k in d.loc[rader, "kode"]]
        yield Treff(rader, "kode", fant=fant, samlet=True, tabell="stedsbilder")


@tabellregel("K588", "stedsbilder")
def bilde_uten_paastand(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    rader = d.index[d["maalt_med"].isna() != d["paastand"].isna()]
    if len(rader):
        felt = "paastand" if t.har("paastand") else "maalt_med"
        yield Treff(rader, felt, fant=koder(t, rader), samlet=True)


@tabellregel("K589", "stedskoder")
def bare_den_ene_siden(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    bor = t.beholdt.loc[t.beholdt["informant"].notna(), "bor_her"].dropna()
    if len(bor) and pd.Series(bor).nunique() == 1:
        hvem = "bor i området" if bool(bor.iloc[0]) else "bor andre steder"
        yield Treff((), "bor_her", fant=f"alle informantene {hvem}")
