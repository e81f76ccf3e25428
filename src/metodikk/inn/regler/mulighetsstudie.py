"""Regler for alternativer, kriterier, poeng og vekter (K99x)."""

from __future__ import annotations

from collections.abc import Iterator

from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import navn_paa_person

SUM, SLINGRING = 100, 0.5


@prosjektregel("K990", "poeng", "kriterier")
def poeng_utenfor_skalaen(o: Omgivelser) -> Iterator[Treff]:
    d, om = o.data("poeng"), o.data("kriterier").drop_duplicates("kriterium").set_index("kriterium")
    minst, hoyest = (d["kriterium"].map(om[k]) for k in ("minst", "hoyest"))
    rader = d.index[(d["poeng"] < minst) | (d["poeng"] > hoyest)]
    if len(rader):
        yield Treff(rader, "poeng", tabell="poeng")


@tabellregel("K991", "vekter")
def vektene_blir_ikke_hundre(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    summer = t.beholdt.groupby("gruppe", sort=False)["vekt"].sum()
    for gruppe, sum_ in summer[(summer - SUM).abs() > SLINGRING].items():
        rader = t.beholdt.index[t.beholdt["gruppe"] == gruppe]
        yield Treff(rader, "vekt", fant=f"{sum_:g} til sammen".replace(".", ","))


@tabellregel("K992", "alternativer")
def nullalternativet_mangler(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if not t.beholdt["nullalternativ"].fillna(False).astype(bool).any():
        yield Treff((), "nullalternativ", fant="ingen rad med ja")


@prosjektregel("K993", "alternativer", "kriterier", "poeng")
def alternativ_uten_alle_poeng(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("poeng").dropna(subset=["poeng"])
    gitt = set(zip(d["alternativ"], d["kriterium"], strict=True))
    kriterier = o.data("kriterier")["kriterium"].dropna()
    alternativer = o.data("alternativer")["alternativ"]
    uten = [any((a, k) not in gitt for k in kriterier) for a in alternativer]
    rader = alternativer.index[uten]
    if len(rader):
        fant = [str(a) for a in alternativer[rader]]
        yield Treff(rader, "alternativ", fant=fant, samlet=True, tabell="alternativer")


@tabellregel("K994", "poeng")
def poeng_uten_begrunnelse(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["begrunnelse"].isna()]
    if len(rader):
        felt = "begrunnelse" if t.har("begrunnelse") else ""
        yield Treff(rader, felt, fant=f"{len(rader)} av {len(t.beholdt)} poeng")


@tabellregel("K995", "poeng", "vekter")
def gruppe_likner_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from navn_paa_person(t, "vurdert_av" if t.navn == "poeng" else "gruppe")


@tabellregel("K996", "kriterier")
def skalaen_gaar_feil_vei(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["hoyest"] <= t.beholdt["minst"]]
    if len(rader):
        yield Treff(rader, "hoyest")
