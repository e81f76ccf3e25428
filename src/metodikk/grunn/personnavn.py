"""Finner ord i fritekst som kan være navn på personer. Et menneske må avgjøre om de er det."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from metodikk.grunn.kataloger import katalog

NAVN, ADRESSE = "navn", "adresse"
SKJULT = {NAVN: "[navn skjult]", ADRESSE: "[adresse skjult]"}
_ORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ADRESSE = re.compile(
    r"\b[^\W\d_]+(?:veien|vegen|gata|gaten|gate|vei|veg|plassen|plass|bakken|brinken|stien|tunet)\s+\d+",
    re.IGNORECASE,
)
_SETNING = re.compile(r"[.!?:;…\n\r\t]|(?:^|\s)[-–—•*]\s")


def mistenkte(tekst: object, kjente_ord: Collection[str] = ()) -> list[tuple[str, str]]:
    """Finn ord som kan være navn, og adresser, i en tekst: slag og ord for hvert.

    Bruk denne på svar før de gis videre. Den finner de vanligste navnene, ord med stor bokstav inne
    i en setning, og gate med nummer. Den finner ikke alt: et sjeldent navn først i en setning eller
    med liten bokstav går gjennom. Les derfor alltid svarene også.

    Parametere
    ----------
    tekst : objekt
        Teksten. Er det ikke tekst, blir svaret tomt.
    kjente_ord : samling av str
        Ord som ikke er personer, for eksempel stedsnavn. Stor og liten bokstav er likt.

    Returnerer
    ----------
    list
        Slaget ("navn" eller "adresse") og ordet.

    Eksempel
    --------
    >>> mistenkte("Naboen Yasmin hjelper oss. Kari i Storgata 5 også.")
    [('adresse', 'Storgata 5'), ('navn', 'Yasmin'), ('navn', 'Kari')]
    >>> mistenkte("Mer lys på Nordre Brygge", ["Nordre Brygge"])
    []
    """
    if not isinstance(tekst, str):
        return []
    kjente = {o.casefold() for k in kjente_ord for o in _ORD.findall(str(k))}
    adresser = [m[0] for m in _ADRESSE.finditer(tekst)]
    uten = _ADRESSE.sub(" ", tekst)
    return [(ADRESSE, a) for a in adresser] + [
        (NAVN, o) for o in _navn(uten) if o.casefold() not in kjente
    ]


def uten_navn(tekst: str, kjente_ord: Collection[str] = ()) -> str:
    """Skjul ord som kan være navn, og adresser, i en tekst.

    Bruk denne på svar som ingen har lest ennå. Å skjule to ganger endrer ingenting.

    >>> uten_navn("Naboen Yasmin hjelper oss. Hun bor i Storgata 5.")
    'Naboen [navn skjult] hjelper oss. Hun bor i [adresse skjult].'
    """
    for slag, ord_ in mistenkte(tekst, kjente_ord):
        tekst = re.sub(rf"(?<!\w){re.escape(ord_)}(?!\w)", SKJULT[slag], tekst)
    return tekst


def _navn(tekst: str) -> Iterator[str]:
    fornavn, vanlige = _navnene()
    for setning in _SETNING.split(tekst):
        for nr, o in enumerate(_ORD.findall(setning)):
            deler = {o.casefold(), *re.split(r"[-'’]", o.casefold())}
            bare_store = o.isupper() and len(o) > 1
            stort = o[0].isupper() and not bare_store
            kjent_fornavn = (stort or bare_store) and deler & fornavn
            if kjent_fornavn or deler & vanlige or (stort and nr > 0):
                yield o


@cache
def _navnene() -> tuple[frozenset[str], frozenset[str]]:
    """Fornavnene, og navnene som er navn også med liten bokstav."""
    k = katalog("personnavn")
    fornavn, etternavn = ({n.casefold() for n in k[felt]} for felt in ("fornavn", "etternavn"))
    return frozenset(fornavn), frozenset((fornavn | etternavn) - set(k["ogsaa_ord"]))
