"""Regler for medvirkningsplanen, deltakerne, innspillene og beboerrådet (K965–K976)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from metodikk.grunn.personnavn import mistenkte
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import navn_paa_person, rader_der

UBESVART = "ikke vurdert"
TOVEIS = ("dialog og samarbeid", "beslutning overlatt")
MEST_UKJENT = 0.25
HOYST = (("stemmer", "stemmeberettigede"), ("avgjort_selv", "saker"), ("fulgt_opp", "saker"))


@tabellregel("K965", "medvirkningsplan")
def aktivitet_uten_lofte(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["lovet"].isna(), "lovet")


@tabellregel("K966", "innspill")
def innspill_uten_svar(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, _uten_svar(t.beholdt), "svar")


@tabellregel("K967", "medvirkningsplan")
def lofte_som_ikke_er_gjort_opp(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Fristen regnes mot den siste datoen i tabellene, så svaret ikke avhenger av når kontrollen kjøres."""
    d, siste = t.beholdt, _siste_dag(o)
    apent = d["loftet_holdt"].isna() | (d["loftet_holdt"] == "ikke avklart")
    yield from rader_der(t, apent & (d["svar_innen"] < siste) & d["lovet"].notna(), "loftet_holdt")


@prosjektregel("K968", "medvirkningsplan", "innspill")
def dialog_uten_svar(o: Omgivelser) -> Iterator[Treff]:
    plan, innspill = o.data("medvirkningsplan"), o.data("innspill")
    besvart = ~_uten_svar(innspill)
    med, svart = (set(innspill.loc[m, "aktivitet"]) for m in (besvart | True, besvart))
    stille = plan["nivaa"].isin(TOVEIS) & plan["aktivitet"].isin(med - svart)
    if stille.any():
        fant = [str(a) for a in plan.loc[stille, "aktivitet"]]
        yield Treff(plan.index[stille], "nivaa", fant=fant, samlet=True, tabell="medvirkningsplan")


@tabellregel("K969", "deltakere")
def samme_nummer_ulike_opplysninger(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt.dropna(subset=["deltaker"])
    kjente = d[["kjonn", "aldersgruppe", "sone"]].where(lambda k: k != "ukjent")
    ulike = (kjente.groupby(d["deltaker"]).nunique() > 1).any(axis=1)
    rader = d.index[d["deltaker"].isin(ulike.index[ulike])]
    if len(rader):
        yield Treff(rader, "deltaker", fant=f"{int(ulike.sum())} løpenumre", samlet=True)


@prosjektregel("K970", "medvirkningsplan", "innspill")
def svar_foer_aktiviteten(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("innspill")
    holdt = d["aktivitet"].map(o.data("medvirkningsplan").drop_duplicates("aktivitet").set_index("aktivitet")["dato"])  # fmt: skip
    tidlig = d["besvart"] < holdt
    if tidlig.any():
        yield Treff(d.index[tidlig], "besvart", tabell="innspill")


@tabellregel("K971", "beboerraad")
def flere_enn_det_kan_vaere(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for del_, alle in HOYST:
        rader = t.beholdt.index[t.beholdt[del_] > t.beholdt[alle]]
        if len(rader):
            fant = [f"{t.data[del_][r]:.0f} av {t.data[alle][r]:.0f}" for r in rader]
            yield Treff(rader, del_, fant=fant)


@tabellregel("K972", "deltakere")
def lopenummer_som_likner_et_navn(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Bare koder uten tall kan være navn. Verdien vises ikke."""
    d = t.beholdt["deltaker"].dropna().astype(str)
    navn = d[[not any(c.isdigit() for c in v) and bool(mistenkte(v.title())) for v in d]]
    if len(navn):
        yield Treff(navn.index, "deltaker", fant="et løpenummer som likner et navn", samlet=True)


@tabellregel("K973", "innspill")
def innspill_uten_tema(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, pd.Series([not v for v in t.beholdt["tema"]], t.beholdt.index), "tema")


@tabellregel("K974", "medvirkningsplan", "innspill")
def ansvarlig_er_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from navn_paa_person(t, "ansvarlig")


@prosjektregel("K975", "medvirkningsplan", "deltakere")
def ingen_deltakere_er_talt(o: Omgivelser) -> Iterator[Treff]:
    plan, talt = o.data("medvirkningsplan"), set(o.data("deltakere")["aktivitet"])
    rader = plan.index[~plan["aktivitet"].isin(talt) & plan["dato"].notna()]
    if len(rader):
        fant = [str(a) for a in plan.loc[rader, "aktivitet"]]
        yield Treff(rader, "aktivitet", fant=fant, samlet=True, tabell="medvirkningsplan")


@tabellregel("K976", "deltakere")
def mange_med_ukjent_alder(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    ukjent = t.beholdt["aldersgruppe"] == "ukjent"
    if len(ukjent) and ukjent.mean() > MEST_UKJENT:
        yield Treff((), "aldersgruppe", fant=f"{int(ukjent.sum())} av {len(ukjent)} rader")


def _uten_svar(d: pd.DataFrame) -> pd.Series:
    return d["svar"].isna() | d["status"].isna() | (d["status"] == UBESVART)


def _siste_dag(o: Omgivelser) -> pd.Timestamp:
    felt = (("innspill", "besvart"), ("medvirkningsplan", "dato"), ("beboerraad", "dato"))
    datoer = [o.data(tabell).get(f) for tabell, f in felt]
    return max((d.max() for d in datoer if d is not None and d.notna().any()), default=pd.NaT)
