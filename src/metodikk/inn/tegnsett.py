"""Finner tegnsettet i en tekstfil."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn

_MED_MERKE = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_NORSK = re.compile(r"[A-Za-zÆØÅæøå][æøåÆØÅ]|[æøåÆØÅ][A-Za-zæøå]")
_GAMLE = {"cp865": "DOS (865)", "mac_roman": "Macintosh"}


@dataclass(frozen=True, slots=True)
class Tekst:
    """Innholdet i en tekstfil, og det som er antatt om tegnsettet."""

    innhold: str
    tegnsett: str
    funn: tuple[Funn, ...] = ()


def les_tekst(raa: bytes) -> Tekst:
    """Gjør bytene om til tekst.

    Byte-rekkefølgemerket avgjør når det finnes. Ellers prøves UTF-8, som nesten aldri passer ved et
    uhell, og så tegnsettet Windows bruker på norsk. Det siste er en antakelse og blir meldt.

    Eksempel
    --------
    >>> les_tekst("sone;navn".encode("utf-8-sig")).innhold
    'sone;navn'
    >>> les_tekst("Ås".encode("cp1252")).funn[0].kode
    'K020'
    """
    for merke, tegnsett in _MED_MERKE.items():
        if raa.startswith(merke):
            return Tekst(_strengt(raa, tegnsett), tegnsett)
    if b"\0" in raa:
        return _med_nulltegn(raa)
    try:
        return Tekst(raa.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _antatt(raa)


def _strengt(raa: bytes, tegnsett: str) -> str:
    try:
        tekst = raa.decode(tegnsett)
    except UnicodeDecodeError as feil:
        raise DataFeil(funn("K009", fant=f"ugyldige tegn fra byte {feil.start}")) from None
    if "\0" in tekst:
        raise DataFeil(
            funn(
                "K023", fant=f"nulltegn på linje {tekst[: tekst.index(chr(0))].count(chr(10)) + 1}"
            )
        )
    return tekst


def _med_nulltegn(raa: bytes) -> Tekst:
    """Annenhver byte null er UTF-16 uten merke. Alt annet med nulltegn er skadet."""
    for tegnsett, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        halvdel = raa[start:20_000:2]
        if len(raa) % 2 == 0 and halvdel.count(0) > 0.7 * len(halvdel):
            return Tekst(_strengt(raa, tegnsett), tegnsett)
    linje = raa[: raa.index(b"\0")].count(b"\n") + 1
    raise DataFeil(funn("K023", fant=f"{raa.count(0)} nulltegn, det første på linje {linje}"))


def _antatt(raa: bytes) -> Tekst:
    tekst = raa.decode("cp1252", "replace")
    norske = len(_NORSK.findall(tekst))
    for gammelt, navn in _GAMLE.items():
        if len(_NORSK.findall(raa.decode(gammelt, "replace"))) > norske:
            raise DataFeil(funn("K024", fant=f"tegn som passer med {navn}", tegnsett=navn))
    if "\ufffd" in tekst:
        raise DataFeil(funn("K024", fant="bytes som ikke finnes i Windows-1252", tegnsett="UTF-8"))
    return Tekst(
        tekst, "cp1252", (funn("K020", tegnsett="Windows-1252", fant="ingen opplysning i filen"),)
    )
