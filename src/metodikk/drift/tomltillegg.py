"""Legger en sammenslåing til i prosjekt.toml uten å røre resten av filen.

Filen kan være skrevet på flere måter. Stedene den nye linjen kan stå, prøves etter tur, og den
første som gir akkurat det samme innholdet med gruppen i tillegg, brukes.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import secrets
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

from metodikk.drift.publisering import skrivefeil
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn

BOLK = "sammenslaaing"
MERKE = "# Slått sammen så færre tall må skjules. Ta bort linjen for å angre."
_KODINGER = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


def legg_til(fil: Path, del_: str, navn: str, deler: Sequence[str] | int) -> str:
    """Legg gruppen (eller antallet år) til i filen, og gi linjen. Tegnsett og linjeskift beholdes.

    Filen byttes ut i ett grep: enten står den gamle der, eller den nye.
    """
    raa = fil.read_bytes()
    merke, koding = next(((m, k) for m, k in _KODINGER if raa.startswith(m)), (b"", "utf-8"))
    tekst = raa.removeprefix(merke).decode(koding)
    ny = med_gruppe(tekst, del_, navn, deler)
    _bytt_ut(fil, merke + ny.encode(koding))
    return linje(navn, deler)


def med_gruppe(tekst: str, del_: str, navn: str, deler: Sequence[str] | int) -> str:
    """Teksten i filen med gruppen lagt til. BrukFeil når den må legges inn for hånd.

    Et antall år som står der fra før, byttes ut.

    >>> print(med_gruppe("[prosjekt]", "soner", "Øst", ["1", "2"]))
    [prosjekt]
    <BLANKLINE>
    # Slått sammen så færre tall må skjules. Ta bort linjen for å angre.
    [sammenslaaing.soner]
    "Øst" = ["1", "2"]
    <BLANKLINE>
    """
    ventet = deepcopy(tomllib.loads(tekst))
    ventet.setdefault(BOLK, {}).setdefault(del_, {})[navn] = (
        deler if isinstance(deler, int) else list(deler)
    )
    skift = "\r\n" if "\r\n" in tekst else "\n"
    byttet = _byttet(tekst, navn, deler) if isinstance(deler, int) else ()
    for ny in (*byttet, *_forsok(tekst, del_, linje(navn, deler), skift)):
        if _gir(ny, ventet):
            return ny
    raise BrukFeil(
        funn("K823", sted={"fil": "prosjekt.toml"}, linje=f"[{BOLK}.{del_}] {linje(navn, deler)}")
    )


def linje(navn: str, deler: Sequence[str] | int) -> str:
    """Gruppen eller antallet år slik det skrives i filen.

    >>> linje("Øst", ["1", "2"]), linje("anmeldt_vold", 2)
    ('"Øst" = ["1", "2"]', 'anmeldt_vold = 2')
    """
    if isinstance(deler, int):
        return f"{navn if re.fullmatch(r'[A-Za-z0-9_-]+', navn) else json.dumps(navn, ensure_ascii=False)} = {deler}"
    navn, *deler = (json.dumps(t, ensure_ascii=False) for t in (navn, *deler))
    return f"{navn} = [{', '.join(deler)}]"


def _forsok(tekst: str, del_: str, ny: str, skift: str) -> Iterator[str]:
    """Filen med linjen satt inn der den kan stå: under overskriften, i en liste på én linje, eller til slutt."""
    yield from _etter(tekst, _overskrift(rf"{BOLK}[ \t]*\.[ \t]*{del_}"), f"{ny}{skift}")
    for innhold in (f" {ny},", f" {ny} "):
        yield from _etter(
            tekst, rf"^[ \t]*(?:{BOLK}[ \t]*\.[ \t]*)?{del_}[ \t]*=[ \t]*\{{", innhold
        )
        egen = innhold.replace(ny, f"{del_} = {{ {ny} }}")
        yield from _etter(tekst, rf"^[ \t]*{BOLK}[ \t]*=[ \t]*\{{", egen)
        yield from _etter(tekst, rf"\b{del_}[ \t]*=[ \t]*\{{", innhold)
    skille = "" if not tekst or tekst.endswith("\n") else skift
    yield tekst + skille + skift.join(["", MERKE, f"[{BOLK}.{del_}]", ny, ""])
    yield from _etter(tekst, _overskrift(BOLK), f"{del_}.{ny}{skift}")
    yield from _etter(tekst, r"\A", f"{BOLK}.{del_}.{ny}{skift}")


def _byttet(tekst: str, navn: str, antall: int) -> Iterator[str]:
    """Filen med et nytt antall der navnet har et fra før."""
    for treff in re.finditer(rf"(?<![\w-])[\"']?{re.escape(navn)}[\"']?[ \t]*=[ \t]*(\d+)", tekst):
        yield tekst[: treff.start(1)] + str(antall) + tekst[treff.end(1) :]


def _overskrift(navn: str) -> str:
    return rf"^[ \t]*\[[ \t]*{navn}[ \t]*\][^\n]*(?:\n|\Z)"


def _etter(tekst: str, sted: str, innskudd: str) -> Iterator[str]:
    """Teksten med innskuddet satt inn etter hvert sted mønsteret passer."""
    for treff in re.finditer(sted, tekst, re.MULTILINE):
        egen_linje = innskudd.endswith("\n") and treff[0] and not treff[0].endswith("\n")
        foran = innskudd[len(innskudd.rstrip("\r\n")) :] if egen_linje else ""
        yield tekst[: treff.end()] + foran + innskudd + tekst[treff.end() :]


def _gir(tekst: str, ventet: dict) -> bool:
    try:
        return tomllib.loads(tekst) == ventet
    except tomllib.TOMLDecodeError:
        return False


def _bytt_ut(fil: Path, innhold: bytes) -> None:
    fil = fil.resolve()
    kladd = fil.with_name(f".{fil.name}-{secrets.token_hex(4)}")
    with skrivefeil(fil):
        try:
            with kladd.open("wb") as ut:
                ut.write(innhold)
                ut.flush()
                os.fsync(ut.fileno())
            shutil.copymode(fil, kladd)
            kladd.replace(fil)
        finally:
            kladd.unlink(missing_ok=True)
