"""Regler for ressurser og koblinger (K53x)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, tabellregel
from metodikk.inn.tallverdier import skrivemaater


@tabellregel("K530", "ressurser")
def ressurs_uten_kilde(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Uten kilde kan ingen sjekke opplysningen."""
    rader = t.beholdt.index[t.beholdt["kilde"].isna()]
    if len(rader):
        yield Treff(
            rader, "kilde" if t.har("kilde") else "", fant=_ressurser(t, rader), samlet=True
        )


@tabellregel("K531", "ressurser")
def ressurs_uten_dato(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["bekreftet"].isna()]
    if len(rader):
        felt = "bekreftet" if t.har("bekreftet") else ""
        yield Treff(rader, felt, fant=_ressurser(t, rader), samlet=True)


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
        yield Treff(rader, "navn", fant="et navn som likner navnet på en person")


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
        yield Treff(
            rader, "ost" if t.har("ost") else "nord", fant=_ressurser(t, rader), samlet=True
        )


@tabellregel("K535", "koblinger")
def kobling_til_seg_selv(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    selv = (t.data["fra"] == t.data["til"]).fillna(False).to_numpy(dtype=bool) & ~t.utelatt
    if selv.any():
        t.utelatt |= selv
        yield Treff(np.flatnonzero(selv), "til", samlet=True, rettet=True)


def likner_personnavn(navn: str) -> bool:
    """Avgjør om et navn består av et vanlig fornavn og ett til tre ord til, uten noe som tyder på et lag.

    >>> likner_personnavn("Kari Nordmann"), likner_personnavn("Nordre Brygge velforening")
    (True, False)
    """
    ord_ = re.findall(r"[\w\-]+", navn)
    if not 2 <= len(ord_) <= 4 or any(o.casefold() in _virksomhetsord() for o in ord_):
        return False
    forste = ord_[0].casefold().split("-")[0]
    return forste in skrivemaater("person")["fornavn"] and all(o[0].isupper() for o in ord_[1:])


def _virksomhetsord() -> set[str]:
    return set(skrivemaater("person")["virksomhet"])


def _ressurser(t: Tabell, rader) -> list[str]:
    return [str(v) for v in t.data["ressurs"][rader].fillna("uten kode")]
