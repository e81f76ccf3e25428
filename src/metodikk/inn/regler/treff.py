"""Det reglene gjør likt: finne radene det er noe galt med, si hvilke de er, og kjenne igjen et personnavn."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from metodikk.inn.kontrolltabell import Tabell
from metodikk.inn.register import Treff
from metodikk.inn.tallverdier import skrivemaater

PERSON = "et navn som likner navnet på en person"


def koder(t: Tabell, rader: pd.Index, felt: str = "") -> list[str]:
    """Kodene til radene, slik de kan stå i meldingen. Uten `felt` er det nøkkelen til tabellen."""
    return [str(v) for v in t.data[felt or t.skjema.nokkel[0]][rader].fillna("uten kode")]


def rader_der(t: Tabell, gale: pd.Series, felt: str, *, vis: str = "") -> Iterator[Treff]:
    """Gi ett samlet treff for radene det er noe galt med. `gale` har én verdi for hver rad i `t.beholdt`."""
    rader = t.beholdt.index[gale.fillna(False).to_numpy(dtype=bool)]
    if len(rader):
        yield Treff(rader, felt if t.har(felt) else "", fant=koder(t, rader, vis), samlet=True)


def navn_paa_person(t: Tabell, felt: str) -> Iterator[Treff]:
    """Gi ett treff for radene der feltet likner navnet på en person. Navnet vises ikke."""
    rader = t.beholdt.index[t.beholdt[felt].fillna("").map(likner_personnavn).astype(bool)]
    if len(rader):
        yield Treff(rader, felt, fant=PERSON)


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
