"""Regler for aktørene, relasjonene, avtalene og rollene i samarbeidet (K920–K934)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import PERSON, koder, likner_personnavn, navn_paa_person, rader_der

TOSIDIGE = ("informasjon", "koordinering", "samarbeid")


@tabellregel("K920", "aktorer")
def aktor_likner_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    person = t.data["navn"].fillna("").map(likner_personnavn).to_numpy(dtype=bool) & ~t.utelatt
    if person.any():
        t.utelatt |= person
        yield Treff(np.flatnonzero(person), "navn", fant=PERSON, samlet=True)


@tabellregel("K921", "relasjoner")
def relasjon_til_seg_selv(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    selv = (t.data["fra"] == t.data["til"]).fillna(False).to_numpy(dtype=bool) & ~t.utelatt
    if selv.any():
        t.utelatt |= selv
        yield Treff(np.flatnonzero(selv), "til", samlet=True, rettet=True)


@tabellregel("K922", "avtaler")
def avtale_slutter_foer_den_begynner(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["gjelder_til"] < t.beholdt["gjelder_fra"], "gjelder_til")


@tabellregel("K923", "avtaler")
def avtale_har_gaatt_ut(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Regnes mot den siste dagen aktørene er bekreftet, så svaret ikke avhenger av når kontrollen kjøres."""
    bekreftet = o.data("aktorer").get("bekreftet")
    siste = pd.NaT if bekreftet is None else bekreftet.max()
    yield from rader_der(t, t.beholdt["gjelder_til"] < siste, "gjelder_til")


@tabellregel("K924", "avtaler")
def avtale_uten_siste_dag(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["gjelder_til"].isna(), "gjelder_til")


@tabellregel("K925", "avtaler")
def avtale_uten_ansvarlig(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["ansvarlig"].isna(), "ansvarlig")


@tabellregel("K926", "avtaler")
def ansvarlig_er_ikke_part(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    utenfor = [
        isinstance(p, tuple) and isinstance(a, str) and a not in p
        for p, a in zip(d["parter"], d["ansvarlig"], strict=True)
    ]
    yield from rader_der(t, pd.Series(utenfor, d.index), "ansvarlig")


@tabellregel("K927", "roller")
def ingen_beslutter(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _oppgaver(t, _antall(t, "beslutter") == 0)


@tabellregel("K928", "roller")
def flere_beslutter(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _oppgaver(t, _antall(t, "beslutter") > 1)


@tabellregel("K929", "roller")
def ingen_gjor_det(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _oppgaver(t, _antall(t, "gjør") == 0)


@prosjektregel("K930", "aktorer", "relasjoner")
def for_faa_har_svart(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("aktorer")
    if not d["svart"].map(_liste).map(bool).any():
        return
    lave = []
    for aar in sorted(o.data("relasjoner")["aar"].dropna().astype(int).unique()):
        svart, spurt = _med(d["svart"], aar), _med(d["spurt"], aar)
        av = int(spurt.sum()) if d["spurt"].map(_liste).map(bool).any() else len(d)
        if av and svart.sum() / av < katalog("samarbeid")["nettverk"]["minst_svar"]:
            lave.append(f"{int(svart.sum())} av {av} i {aar}")
    if lave:
        yield Treff((), "svart", fant=", ".join(lave), tabell="aktorer")


@tabellregel("K931", "aktorer")
def svart_uten_aa_vaere_spurt(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Uten kolonnen spurt prøves det bare at det er år som står der."""
    d = t.beholdt
    spurt = [set(_liste(v)) for v in d["spurt"]] if t.har("spurt") else None
    gale = [
        bool(svart - spurt[i]) if spurt else any(not v.isdigit() for v in svart)
        for i, svart in enumerate(map(set, map(_liste, d["svart"])))
    ]
    if any(gale):
        rader = d.index[np.array(gale)]
        yield Treff(rader, "svart", fant=koder(t, rader), samlet=True)


@tabellregel("K932", "avtaler")
def kontakt_er_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from navn_paa_person(t, "kontakt")


@tabellregel("K933", "relasjoner")
def uenige_om_styrken(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt[t.beholdt["type"].isin(TOSIDIGE)].dropna(subset=["fra", "til", "styrke"])
    par = [tuple(sorted(p)) for p in zip(d["fra"], d["til"], strict=True)]
    ulike = d.assign(par=par).groupby(["par", "aar", "type"])["styrke"].transform("nunique") > 1
    rader = d.index[ulike]
    if len(rader):
        fant = [f"{a} og {b}" for a, b in sorted({p for p, u in zip(par, ulike, strict=True) if u})]
        yield Treff(rader, "styrke", fant=", ".join(fant), samlet=True)


@tabellregel("K934", "roller")
def skal_gjore_men_har_ikke_sagt_ja(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if not t.har("sagt_ja"):
        return
    d = t.beholdt
    rader = d.index[(d["rolle"] == "gjør") & ~d["sagt_ja"].eq("ja")]
    if len(rader):
        yield Treff(rader, "sagt_ja", fant=koder(t, rader), samlet=True)


def _med(kolonne: pd.Series, aar: int) -> pd.Series:
    return kolonne.map(lambda v: str(aar) in _liste(v))


def _liste(verdi: object) -> tuple[str, ...]:
    return verdi if isinstance(verdi, tuple) else ()


def _antall(t: Tabell, rolle: str) -> pd.Series:
    d = t.beholdt.dropna(subset=["oppgave"])
    return (d["rolle"] == rolle).groupby(d["oppgave"]).sum()


def _oppgaver(t: Tabell, gale: pd.Series) -> Iterator[Treff]:
    d = t.beholdt
    rader = d.index[d["oppgave"].isin(gale.index[gale])]
    if len(rader):
        yield Treff(rader, "oppgave", fant=", ".join(gale.index[gale]), samlet=True)
