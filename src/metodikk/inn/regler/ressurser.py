"""Regler for ressurser og koblinger (K53x)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, tabellregel
from metodikk.inn.regler.treff import PERSON, koder, likner_personnavn, rader_der


@tabellregel("K530", "ressurser")
def ressurs_uten_kilde(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Uten kilde kan ingen sjekke opplysningen."""
    yield from rader_der(t, t.beholdt["kilde"].isna(), "kilde")


@tabellregel("K531", "ressurser")
def ressurs_uten_dato(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["bekreftet"].isna(), "bekreftet")


@tabellregel("K532", "ressurser")
def privatperson_publiseres_ikke(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["privatperson"]]
    if len(rader):
        yield Treff(rader, "privatperson", fant=f"{len(rader)} ressurser som er privatpersoner")


@tabellregel("K533", "ressurser")
def navn_likner_en_privatperson(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt[~t.beholdt["privatperson"]]
    rader = d.index[d["navn"].fillna("").map(likner_personnavn)]
    if len(rader):
        yield Treff(rader, "navn", fant=PERSON)


@tabellregel("K534", "ressurser")
def umulige_koordinater(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Én av to mangler, begge er null, eller øst og nord er byttet om."""
    ost, nord = t.beholdt["ost"], t.beholdt["nord"]
    gale = (
        (ost.isna() != nord.isna())
        | ((ost == 0) & (nord == 0))
        | ((ost > 1_500_000) & (nord < ost))
    )
    rader = t.beholdt.index[gale]
    if len(rader):
        yield Treff(rader, "ost" if t.har("ost") else "nord", fant=koder(t, rader), samlet=True)


@tabellregel("K535", "koblinger")
def kobling_til_seg_selv(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    selv = (t.data["fra"] == t.data["til"]).fillna(False).to_numpy(dtype=bool) & ~t.utelatt
    if selv.any():
        t.utelatt |= selv
        yield Treff(np.flatnonzero(selv), "til", samlet=True, rettet=True)
