"""Finner og skjuler opplysninger som peker ut enkeltpersoner, før noe skrives til skjerm eller fil."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

MASKER = {
    "fodselsnummer": "[fødselsnummer skjult]",
    "kontonummer": "[kontonummer skjult]",
    "epost": "[e-post skjult]",
    "telefon": "[telefonnummer skjult]",
}
USYNLIGE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

_SKILLE = r"[\s.\-–/]?"
_ELLEVE = re.compile(
    rf"(?<!\d)(?<!\b0[.,])(\d\d){_SKILLE}(\d\d){_SKILLE}(\d\d){_SKILLE}(\d{{3}}){_SKILLE}(\d\d)(?!\d)"
)
_EPOST = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_TELEFON = re.compile(
    r"(?<![\d.,])(?:(?:\+|00)47\s*[2-9]\d(?:\s?\d\d){3}|[2-9]\d(?: \d\d){3}|[2-9]\d\d \d\d \d{3})(?![\d.,]?\d)"
    r"|(?<=tlf)[.:]?\s*\d(?:\s?\d){7}(?!\d)|(?<=telefon)[.:]?\s*\d(?:\s?\d){7}(?!\d)"
    r"|(?<=mobil)[.:]?\s*\d(?:\s?\d){7}(?!\d)",
    re.IGNORECASE,
)
_VEKTER_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_VEKTER_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DAGER = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def fodselsnummer(sifre: str) -> Literal["", "datolikt", "gyldig"]:
    """Avgjør om elleve sifre er et fødselsnummer, D-nummer, H-nummer eller syntetisk nummer.

    Bruk denne på sifre uten mellomrom. Både dagens regel og regelen fra 2032 godtas. Et tall med
    gyldig dato, men feil kontrollsiffer, er «datolikt»: trolig et fødselsnummer med skrivefeil.

    Parametere
    ----------
    sifre : str
        Teksten som skal prøves.

    Returnerer
    ----------
    str
        "gyldig", "datolikt" eller tom tekst.

    Eksempel
    --------
    >>> fodselsnummer("13097248022"), fodselsnummer("13097248023"), fodselsnummer("32127248022")
    ('gyldig', 'datolikt', '')

    Les mer
    -------
    Skatteetaten: fødselsnummer fra 2032. Fasit: ``fasit/fodselsnummer.toml``.
    """
    if len(sifre) != 11 or not sifre.isdigit() or not _har_dato(sifre):
        return ""
    tall = [int(siffer) for siffer in sifre]
    forste = sum(v * t for v, t in zip(_VEKTER_1, tall, strict=False)) % 11
    andre = sum(v * t for v, t in zip(_VEKTER_2, tall, strict=True)) % 11
    return "gyldig" if forste <= 3 and andre == 0 else "datolikt"


def _har_dato(sifre: str) -> bool:
    """D-nummer har dag + 40. H-nummer og syntetiske nummer har måned + 40 eller + 80."""
    dag, maaned, aar = int(sifre[:2]), int(sifre[2:4]), int(sifre[4:6])
    dag -= 40 * (dag > 40)
    maaned -= 80 if maaned > 80 else 40 if maaned > 40 else 0
    if not 1 <= maaned <= 12 or not 1 <= dag <= _DAGER[maaned - 1]:
        return False
    return (dag, maaned) != (29, 2) or aar % 4 == 0


def kontonummer(sifre: str) -> bool:
    """Avgjør om elleve sifre er et gyldig norsk kontonummer.

    >>> kontonummer("86011117947"), kontonummer("86011117948")
    (True, False)
    """
    return (
        len(sifre) == 11
        and sifre.isdigit()
        and sum(v * int(t) for v, t in zip(_VEKTER_2, sifre, strict=True)) % 11 == 0
    )


def personopplysninger(tekst: str) -> Iterator[tuple[str, int, int]]:
    """Finn personopplysninger i en tekst: slag, start og slutt for hver.

    Slagene er nøklene i `MASKER`. Sifre kan være delt med mellomrom, punktum eller bindestrek.

    >>> [slag for slag, _, _ in personopplysninger("Ring +47 22 33 44 55 eller ola@eksempel.no")]
    ['telefon', 'epost']
    """
    treff = [(slag, m.start(), m.end()) for slag, m in _alle_treff(tekst)]
    slutt = -1
    for slag, fra, til in sorted(treff, key=lambda t: (t[1], -t[2])):
        if fra >= slutt:
            yield slag, fra, til
            slutt = til


def _alle_treff(tekst: str) -> Iterator[tuple[str, re.Match]]:
    for m in _ELLEVE.finditer(tekst):
        sifre = "".join(m.groups())
        if fodselsnummer(sifre):
            yield "fodselsnummer", m
        elif kontonummer(sifre):
            yield "kontonummer", m
    if "@" in tekst:
        yield from (("epost", m) for m in _EPOST.finditer(tekst))
    yield from (("telefon", m) for m in _TELEFON.finditer(tekst))


def maskert(tekst: object) -> str:
    """Skjul fødselsnummer, kontonummer, e-post og telefonnummer i en tekst.

    Bruk denne på alt som skrives til skjerm, logg, feilrapport eller kvittering, også meldinger
    fra unntak.

    Parametere
    ----------
    tekst : objekt
        Teksten, eller noe som kan skrives som tekst. Mangler den, blir svaret tomt.

    Returnerer
    ----------
    str
        Teksten uten personopplysninger. Å maskere to ganger endrer ingenting.

    Eksempel
    --------
    >>> maskert("Ringte 130972 48022 i går")
    'Ringte [fødselsnummer skjult] i går'
    """
    if tekst is None:
        return ""
    ren = USYNLIGE.sub("", str(tekst))
    deler, sist = [], 0
    for slag, fra, til in personopplysninger(ren):
        deler += [ren[sist:fra], MASKER[slag]]
        sist = til
    return "".join([*deler, ren[sist:]])
