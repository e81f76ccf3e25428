"""Regler for innbyggerundersøkelsen: kodebok, runder og svar (K61x–K62x)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, tall
from metodikk.inn.kontrolltabell import Kolonne, Omgivelser, Tabell
from metodikk.inn.register import Treff, kolonneregel, prosjektregel, tabellregel
from metodikk.inn.sporsmaal import sporsmaalene

VANLIGE_VET_IKKE = (-9, -8, -1, 0, 6, 7, 8, 9, 66, 77, 88, 96, 97, 98, 99, 998, 999)
EKSTREM_VEKT, FAA_SVAR, NOK_TIL_SKALA = 5, 10, 30


@tabellregel("K610", "svar")
def svar_utenfor_skalaen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for s in sporsmaalene(o, t):
        gale = s.utenfor & ~_likner_vet_ikke(s.verdier, s.hoyest)
        if gale.any():
            skala = f"{s.minst:g} til {s.hoyest:g}"
            yield Treff(
                np.flatnonzero(gale), s.felt, fant=_vis(s.verdier[gale]), felt={"skala": skala}
            )


@tabellregel("K611", "svar")
def kode_for_vet_ikke_som_svar(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for s in sporsmaalene(o, t):
        gale = s.utenfor & _likner_vet_ikke(s.verdier, s.hoyest)
        if gale.any():
            yield Treff(np.flatnonzero(gale), s.felt, fant=_vis(s.verdier[gale]))


@kolonneregel("K612", "svar")
def vet_ikke_med_ord(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("vet_ikke", samlet=True, rettet=True, fant="«vet ikke» i ord")


@tabellregel("K613", "svar")
def sporsmaal_uten_kolonne(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    borte = [
        s
        for s in o.data("kodebok").get("sporsmal", pd.Series(dtype=str)).dropna()
        if s not in t.kolonner
    ]
    if borte:
        yield Treff((), fant=liste(borte))


@tabellregel("K614", "svar")
def ugyldig_vekt(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """En tom kolonne betyr lik sjanse for alle. En delvis tom kolonne betyr ingenting."""
    if not t.har("vekt") or t.kolonner["vekt"].tolket.tom.all():
        return
    vekt = t.data["vekt"]
    rader = np.flatnonzero((vekt <= 0) | (vekt.isna() & t.kolonner["vekt"].tolket.tom))
    if len(rader):
        yield Treff(rader, "vekt")


@tabellregel("K615", "svar")
def ekstreme_vekter(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for runde, d in t.beholdt.groupby("runde"):
        vekt = d["vekt"][d["vekt"] > 0]
        store = vekt[vekt > EKSTREM_VEKT * vekt.mean()]
        if len(store):
            effektivt = vekt.sum() ** 2 / (vekt**2).sum()
            fant = f"{len(store)} vekter over fem ganger snittet. {len(vekt)} svar teller som {tall(effektivt)} ({runde:.0f})"
            yield Treff(store.index, "vekt", fant=fant)


@prosjektregel("K616", "svar", "kodebok")
def snudd_skala(o: Omgivelser) -> Iterator[Treff]:
    """Et spørsmål som går motsatt vei av de fleste andre i temaet, har trolig snudd skala."""
    t = o.tabeller["svar"]
    alle = sporsmaalene(o, t)
    for tema in sorted({s.tema for s in alle if s.tema}):
        svar = pd.DataFrame(
            {s.felt: np.where(s.gyldig, s.verdier, np.nan) for s in alle if s.tema == tema}
        )
        r = svar.corr(min_periods=NOK_TIL_SKALA)
        motsatt = (r < -0.2).sum() > (svar.shape[1] - 1) / 2
        for felt in motsatt.index[motsatt] if svar.shape[1] >= 3 else ():
            fant = f"samvariasjon {tall(r[felt].drop(felt).median(), 2)} med de andre om «{tema}»"
            yield Treff((), felt, fant=fant, tabell="svar")


@tabellregel("K617", "runder")
def svarandel_ukjent(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[
        t.beholdt["invitert"].isna() & (t.beholdt["trekkmaate"] != "åpen lenke")
    ]
    if len(rader):
        yield Treff(rader, "runde")


@tabellregel("K618", "runder")
def apen_lenke(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["trekkmaate"] == "åpen lenke"]
    if len(rader):
        yield Treff(rader, "trekkmaate")


@prosjektregel("K619", "svar", "befolkning")
def gruppe_uten_svar(o: Omgivelser) -> Iterator[Treff]:
    """En gruppe som ingen svarte fra, kan ikke vektes opp."""
    t = o.tabeller["svar"]
    kjente = [v for v in t.skjema.felt["aldersgruppe"].valg if v != "ukjent"]
    for runde, d in t.beholdt.groupby("runde"):
        fins = set(zip(d["aldersgruppe"], d["kjonn"], strict=True))
        borte = [f"{k} {a}" for a in kjente for k in ("kvinner", "menn") if (a, k) not in fins]
        if borte:
            yield Treff((), "aldersgruppe", fant=f"{liste(borte)} ({runde:.0f})", tabell="svar")


@tabellregel("K620", "kodebok")
def skalaen_er_snudd_eller_tom(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["minst"] >= t.beholdt["hoyest"]]
    if len(rader):
        yield Treff(rader, "hoyest")


@tabellregel("K621", "kodebok")
def fornoyd_utenfor_skalaen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    rader = d.index[(d["fornoyd_fra"] <= d["minst"]) | (d["fornoyd_fra"] > d["hoyest"])]
    if len(rader):
        yield Treff(rader, "fornoyd_fra")


@tabellregel("K622", "kodebok")
def vet_ikke_inne_i_skalaen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    rader = d.index[(d["vet_ikke"] >= d["minst"]) & (d["vet_ikke"] <= d["hoyest"])]
    if len(rader):
        yield Treff(rader, "vet_ikke")


@prosjektregel("K623", "svar", "runder")
def flere_svar_enn_inviterte(o: Omgivelser) -> Iterator[Treff]:
    svar = o.data("svar").groupby("runde").size()
    d = o.data("runder").dropna(subset=["runde", "invitert"])
    antall = d["runde"].map(svar).fillna(0)
    gale = d[antall > d["invitert"]]
    if len(gale):
        fant = [
            f"{tall(antall[i])} svar og {tall(gale['invitert'][i])} inviterte" for i in gale.index
        ]
        yield Treff(gale.index, "invitert", fant=fant, tabell="runder")


@tabellregel("K625", "svar")
def faa_svar_fra_sonen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    antall = t.beholdt.groupby(["runde", "sone"]).size()
    faa = antall[antall < FAA_SVAR]
    if len(faa):
        fant = f"{len(faa)} av {len(antall)} soner og runder har under {FAA_SVAR} svar"
        yield Treff((), "sone", fant=fant)


@tabellregel("K626", "svar")
def sporsmaal_ingen_svarte_paa(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    tomme = [s.felt for s in sporsmaalene(o, t) if not s.gyldig.any()]
    if tomme:
        yield Treff((), fant=liste(tomme))


def _likner_vet_ikke(verdier: np.ndarray, hoyest: float) -> np.ndarray:
    """Vanlige koder for «vet ikke». En kode rett over skalaen (6 på 1–5) er trolig en skrivefeil."""
    return np.isin(verdier, [v for v in VANLIGE_VET_IKKE if v < 0 or v > hoyest + 1])


def _vis(verdier: np.ndarray) -> list[str]:
    return [f"«{v:g}»" for v in verdier]
