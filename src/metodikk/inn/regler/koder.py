"""Regler for koder og soner (K2xx)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Alvor
from metodikk.inn.kodekobling import Kobling
from metodikk.inn.kontrolltabell import Kolonne, Omgivelser, Tabell
from metodikk.inn.navn import normaliser
from metodikk.inn.register import Treff, kolonneregel, prosjektregel, tabellregel

SONENAVN = ("sonenavn", "navn", "grunnkretsnavn", "omraade", "delomraadenavn", "kretsnavn")
LENGSTE_KODE = 20


@kolonneregel("K201", "kode")
def kode_som_er_tom(k: Kolonne) -> Iterator[Treff]:
    """En tom verdi er blitt til tekst på veien hit."""
    yield from k.treff("nan_kode")


@kolonneregel("K202", "kode")
def kode_har_mistet_sifre(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("vitenskapelig")


@kolonneregel("K204", "kode", "valg")
def mellomrom_rundt_koden(k: Kolonne) -> Iterator[Treff]:
    for slag in ("trimmet", "usynlig"):
        yield from k.treff(slag, samlet=True, rettet=True)


@kolonneregel("K208", "kode")
def desimaler_bak_koden(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("punktum_null", samlet=True, rettet=True)


@kolonneregel("K227", "kode")
def desimaltall_som_kode(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("ikke_kode")


@tabellregel("K205")
def kode_skrevet_annerledes(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "skrivemaate", samlet=True, rettet=True)


@tabellregel("K206")
def ukjent_sone(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "ukjent", viser_til=("soner.sone",))


@tabellregel("K207")
def kode_uten_forste_null(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Koden er rettet når den rettede koden finnes blant sonene."""
    yield from _koblede(t, "mistet_null", rettet=True, alvor=Alvor.ADVARSEL)
    if t.navn == "soner":
        yield from _nuller_i_sonetabellen(t, o.kommune)


@tabellregel("K209")
def navn_i_stedet_for_kode(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "navn", samlet=True, rettet=True)


@tabellregel("K228")
def kode_og_navn_i_samme_celle(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "med_navn", samlet=True, rettet=True)


@tabellregel("K210")
def navn_paa_flere_soner(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "navn_flertydig")


@tabellregel("K211")
def bare_siste_del_av_koden(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "lokal_del")


@tabellregel("K212")
def kode_fra_annet_kommunenummer(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "annen_kommune")


@tabellregel("K215")
def tall_for_hele_kommunen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Raden tas ut, for ellers telles alle to ganger."""
    for treff in _koblede(t, "kommune", samlet=True):
        t.utelatt[treff.rader] = True
        yield treff


@tabellregel("K222")
def ukjent_kode(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for felt in t.koblinger:
        mal = t.skjema.felt[felt].viser_til
        if mal not in (("soner.sone",), ("katalog.indikatorer",)):
            i = " eller ".join(
                m.split(".")[0].replace("katalog", "indikatorkatalogen") for m in mal
            )
            yield from _koblede(t, "ukjent", viser_til=mal, felt={"i": i})


@tabellregel("K223")
def ukjent_indikator(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _koblede(t, "ukjent", viser_til=("katalog.indikatorer",))


@tabellregel("K224")
def tabellen_koden_viser_til_mangler(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for navn, kolonne in t.kolonner.items():
        mangler = [v.split(".")[0] for v in kolonne.felt.viser_til if v not in o.kjente]
        if mangler and not kolonne.tolket.tom.all():
            alvor = None if "soner" in mangler else Alvor.ADVARSEL
            yield Treff((), navn, fant=" og ".join(mangler), alvor=alvor)


@tabellregel("K214")
def kode_og_navn_stemmer_ikke(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    soner = o.kjente.get("soner.sone")
    navn = next((k for k in t.ekstra if normaliser(k) in SONENAVN), None)
    if t.navn == "soner" or soner is None or navn is None or "sone" not in t.kolonner:
        return
    skrevet = t.raa.data[navn].map(normaliser)
    ventet = t.data["sone"].map(soner.navn)
    ulike = (
        ventet.notna() & (skrevet != "") & (skrevet != ventet.map(normaliser, na_action="ignore"))
    )
    rader = np.flatnonzero(ulike)
    if len(rader):
        yield Treff(rader, navn, forslag=[f"{ventet[i]} ({t.data['sone'][i]})" for i in rader])


@tabellregel("K213", "soner")
def koder_fra_flere_kommuner(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    lange = _sifferkoder(t)
    kommuner = lange[lange.str.len() >= 8].str[:4]
    if kommuner.nunique() > 1:
        vanligst = kommuner.mode()[0]
        rader = kommuner.index[kommuner != vanligst]
        yield Treff(rader, "sone", samlet=True, forslag=f"koder som begynner med {vanligst}")


@tabellregel("K216", "soner")
def koder_paa_ulike_nivaa(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Delområde (6), grunnkrets (8) og levekårssone (10 sifre) kan ikke stå om hverandre."""
    lengder = _sifferkoder(t).str.len()
    if {*lengder} <= {6, 8, 10} and lengder.nunique() > 1:
        vanligst = lengder.mode()[0]
        yield Treff(lengder.index[lengder != vanligst], "sone", samlet=True)


@tabellregel("K220", "soner")
def umulig_kommunenummer(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    numre = t.data["kommune"].dropna()
    kort = numre[numre.str.len() == 3]
    gale = numre[~numre.str.fullmatch(r"\d{4}")]
    for rader in (kort.index, gale.index.difference(kort.index)):
        if len(rader):
            yield Treff(
                rader, "kommune", forslag=["0" + n if len(n) == 3 else "" for n in numre[rader]]
            )


@tabellregel("K221", "soner")
def for_lang_kode(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = np.flatnonzero(t.data["sone"].fillna("").str.len() > LENGSTE_KODE)
    if len(rader):
        yield Treff(rader, "sone")


@tabellregel("K225", "soner")
def to_soner_med_samme_navn(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    navn = t.beholdt["sonenavn"].dropna()
    like = navn[navn.map(normaliser).duplicated(keep=False)]
    if len(like):
        yield Treff(like.index, "sonenavn", samlet=True)


@tabellregel("K226")
def kode_fra_delt_kommune(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Tall fra før delingen kan ikke flyttes til ett nytt nummer."""
    delte = katalog("kommunedelinger")
    for felt, koblinger in t.koblinger.items():
        gamle = {
            v: replace(k, forslag=" eller ".join(delte[str(v)[:4]]["delt_i"]))
            for v, k in koblinger.items()
            if str(v)[:4] in delte and k.slag in ("ukjent", "annen_kommune")
        }
        if gamle and t.skjema.felt[felt].viser_til == ("soner.sone",):
            yield _treff_for(t, felt, gamle, {})


@tabellregel("K217", "befolkning", "indikatorer")
def sone_mangler_i_tabellen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Sonene vises som manglende, aldri som null."""
    soner = o.data("soner")
    if "sone" not in t.kolonner or not len(soner):
        return
    gruppe = "indikator" if t.navn == "indikatorer" and t.har("indikator") else None
    deler = t.beholdt.groupby(gruppe, observed=True) if gruppe else [("", t.beholdt)]
    for navn, data in deler:
        borte = sorted(set(soner["sone"].dropna()) - set(data["sone"].dropna().unique()))
        if borte:
            yield Treff((), "sone", fant=_med_gruppe(borte, o, str(navn)))


@prosjektregel("K218", "soner")
def sone_uten_flate(o: Omgivelser) -> Iterator[Treff]:
    if o.kartkoder is None:
        return
    soner = o.data("soner")["sone"]
    rader = soner.index[soner.notna() & ~soner.isin(o.kartkoder)]
    if len(rader):
        yield Treff(rader, "sone", samlet=True, tabell="soner")


@prosjektregel("K219", "soner")
def flate_uten_sone(o: Omgivelser) -> Iterator[Treff]:
    if o.kartkoder is None:
        return
    uten = sorted(o.kartkoder - set(o.data("soner")["sone"].dropna()))
    if uten:
        yield Treff((), "sone", fant=f"{len(uten)} flater: {_faa(uten)}", tabell="soner")


def _koblede(t: Tabell, slag: str, viser_til: tuple[str, ...] = (), **valg) -> Iterator[Treff]:
    """Treff for alle kodene der koblingen fant `slag`."""
    for felt, koblinger in t.koblinger.items():
        mal = t.skjema.felt[felt].viser_til
        gjelder = {v: k for v, k in koblinger.items() if k.slag == slag}
        if gjelder and (not viser_til or mal == viser_til):
            yield _treff_for(t, felt, gjelder, valg)


def _treff_for(t: Tabell, felt: str, gjelder: dict[str, Kobling], valg: dict) -> Treff:
    tolket = t.kolonner[felt].tolket
    per_unik = [_forste(v, gjelder) for v in tolket.tolkede]
    treffer = np.array([v is not None for v in per_unik] + [False])
    rader = np.flatnonzero(treffer[tolket.posisjon])
    forslag = [gjelder[per_unik[p]].forslag for p in tolket.posisjon[rader]]
    return Treff(rader, felt, forslag=forslag, **valg)


def _forste(verdi: object, gjelder: dict) -> object:
    """Verdien selv, eller det første leddet i en liste, når den er blant dem det gjelder."""
    ledd = verdi if isinstance(verdi, tuple) else (verdi,)
    return next((v for v in ledd if v is not None and v in gjelder), None)


def _sifferkoder(t: Tabell) -> pd.Series:
    koder = t.data["sone"].dropna()
    return koder[koder.str.isdigit()]


def _nuller_i_sonetabellen(t: Tabell, kommune: str) -> Iterator[Treff]:
    """Koder som begynner med kommunenummeret uten null, når kommunen har nummer som 0301."""
    kort = kommune.lstrip("0")
    borte = len(kommune) - len(kort)
    if not kort or not borte:
        return
    koder = _sifferkoder(t)
    mistet = koder[koder.str.startswith(kort) & (koder.str.len() + borte).isin([6, 8, 10])]
    mistet = mistet[~mistet.str.startswith(kommune)]
    if len(mistet):
        yield Treff(mistet.index, "sone", forslag=["0" * borte + k for k in mistet])


def _med_gruppe(koder: list[str], o: Omgivelser, gruppe: str) -> str:
    navn = o.kjente["soner.sone"].navn if "soner.sone" in o.kjente else {}
    liste = _faa([f"{k} {navn.get(k, '')}".strip() for k in koder])
    antall = f"{len(koder)} soner: " if len(koder) > 1 else ""
    return f"{antall}{liste} ({gruppe})" if gruppe else f"{antall}{liste}"


def _faa(ord_: list[str], hoyst: int = 50) -> str:
    """Ramse opp alle, så ingen kode blir borte. Først ved flere enn femti blir resten talt."""
    return ", ".join(ord_[:hoyst]) + (f" og {len(ord_) - hoyst} til" if len(ord_) > hoyst else "")
