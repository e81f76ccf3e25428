"""Leser tabellene i rapportene slik de er publisert: det en leser utenfra har å regne med."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

HODERAD = 4
SYMBOLER = (":", "..", ".")
GRUPPER = ("gruppe", "sone", "område", "rad")
MAAL = ("indikator", "utfall", "spørsmål", "tekst")
TIDER = ("år", "periode")
SAMME_SOM_TITTELEN = (
    "andel", "prosent", "verdi", "antall", "teller", "per 1 000", "per 1000", "rate",
)  # fmt: skip
GRUNNLAG = ("antall i gruppen", "nevner", "grunnlag", "antall svar", "bosatte", "n")
STEDER = {"her": "området", "resten": "resten av kommunen", "naboene": "nabosonene"}
KOLONNER = (
    "rapport", "ark", "celle", "rad", "kolonne", "tall", "gruppe", "aar", "slag", "verdi",
    "desimaler", "symbol",
)  # fmt: skip
_ENHET = re.compile(r"^(?P<navn>.*?)\s*\((?P<enhet>prosent|per [\d ]+|antall|kr|[a-zæøå]+)\)$")
_AARSTALL = re.compile(r",?\s*\b((?:19|20)\d\d(?:\s*[–-]\s*(?:19|20)\d\d)?)\b")


@dataclass(frozen=True)
class _Kolonne:
    """En kolonne slik overskriften forklarer den."""

    nr: int
    bokstav: str
    navn: str
    enhet: str
    slag: str


def les_publisert(ut: Path) -> pd.DataFrame:
    """Les alle tabellene i `ut/*/tall.xlsx`, én rad per tall.

    Bruk denne når noen skal prøve å regne ut det som er skjult. Ingenting hentes fra prosjektet,
    bare fra regnearkene som er lagt fram.

    Parametere
    ----------
    ut : Path
        Mappen med rapportene.

    Returnerer
    ----------
    DataFrame
        Kolonnene i `KOLONNER`. `slag` er antall, grunnlag, prosent, per N, nedre, ovre eller annet.
        `symbol` er «:», «..» eller «.» når tallet ikke er vist.

    Eksempel
    --------
    >>> import tempfile
    >>> len(les_publisert(Path(tempfile.mkdtemp())))
    0
    """
    rader = [r for fil in _filer(ut) for r in _bok(fil)]
    return pd.DataFrame(rader, columns=list(KOLONNER))


def _filer(ut: Path) -> list[Path]:
    # Mapper med punktum først er rester etter kjøringer som ikke ble lagt fram.
    return sorted(f for f in ut.glob("*/tall.xlsx") if not f.parent.name.startswith("."))


def _bok(fil: Path) -> Iterator[tuple]:
    from openpyxl import load_workbook

    bok = load_workbook(fil, data_only=True)
    for ark in bok.worksheets:
        if ark.title != "Innhold" and ark.max_row > HODERAD:
            yield from _ark(fil.parent.name, ark)


def _ark(rapport: str, ark) -> Iterator[tuple]:
    tittel = _rent(re.sub(r"^\w+ \d+\.\s*", "", str(ark.cell(1, 1).value or "")))
    rader = [list(r) for r in ark.iter_rows(min_row=HODERAD + 1)]
    kolonner = [
        _kolonne(j, celle, [r[j].value for r in rader], tittel)
        for j, celle in enumerate(ark[HODERAD])
    ]
    emne, aar = _emne(tittel)
    for rad in rader:
        ord_ = _radens_ord(rad, kolonner, emne, aar)
        for k in kolonner:
            verdi = rad[k.nr].value
            if k.slag not in ("tekst", "tid") and verdi is not None:
                yield (rapport, ark.title, rad[k.nr].coordinate, rad[k.nr].row, k.navn,
                       *_hva(k, *ord_), *_tall(rad[k.nr]))  # fmt: skip


def _kolonne(j: int, hode, verdier: list, tittel: str) -> _Kolonne:
    navn, enhet = _navn_og_enhet(_rent(hode.value))
    if navn.casefold() in TIDER:
        slag = "tid"
    elif not all(v is None or v in SYMBOLER or isinstance(v, (int, float)) for v in verdier):
        slag = "tekst"
    else:
        slag = _slag(navn.casefold(), enhet, verdier, "i prosent" in tittel)
    return _Kolonne(j, hode.column_letter, navn, enhet, slag)


def _slag(navn: str, enhet: str, verdier: list, prosenttabell: bool) -> str:
    if navn in ("nedre grense", "fra"):
        return "nedre"
    if navn in ("øvre grense", "til"):
        return "ovre"
    if enhet == "prosent" or enhet.startswith("per "):
        return enhet
    if navn in GRUNNLAG:
        return "grunnlag"
    if prosenttabell and navn in (*STEDER, "forrige", "nå"):
        return "prosent"
    hele = all(float(v).is_integer() for v in verdier if isinstance(v, (int, float)))
    return "antall" if hele and enhet in ("", "antall") and "plass" not in navn else "annet"


def _navn_og_enhet(tekst: str) -> tuple[str, str]:
    funnet = _ENHET.match(tekst)
    return (funnet["navn"], funnet["enhet"].strip()) if funnet else (tekst, "")


def _emne(tittel: str) -> tuple[str, str]:
    """Det tabellen handler om, og året når det står i tittelen."""
    forst = tittel.split(":")[0]
    aar = _AARSTALL.search(forst)
    return _AARSTALL.sub("", forst).strip().casefold(), aar[1] if aar else ""


def _radens_ord(rad, kolonner: list[_Kolonne], emne: str, aar: str) -> tuple[str, str, str, str]:
    tekster = {k.navn.casefold(): _rent(rad[k.nr].value) for k in kolonner if k.slag == "tekst"}
    for k in kolonner:
        if k.slag == "tid":
            aar = _rent(rad[k.nr].value)
    maal = next((tekster.pop(m) for m in MAAL if m in tekster), "")
    gruppe = next((tekster.pop(g) for g in GRUPPER if g in tekster), "")
    if not gruppe and not maal and tekster:
        gruppe = tekster.pop(next(iter(tekster)))
    resten = [v for n, v in tekster.items() if n.endswith("gruppe") and v]
    navn, enhet = _navn_og_enhet(maal)
    return " · ".join([navn.casefold() or emne, *resten]), gruppe, aar, enhet


def _hva(k: _Kolonne, tall: str, gruppe: str, aar: str, enhet: str) -> tuple[str, str, str, str]:
    slag = enhet if enhet.startswith("per ") and k.slag == "prosent" else k.slag
    navn = k.navn.casefold()
    if navn in STEDER:
        return tall, STEDER[navn], aar, slag
    if navn in SAMME_SOM_TITTELEN or slag in ("nedre", "ovre", "grunnlag"):
        return tall, gruppe, aar, slag
    return f"{tall} · {navn}", gruppe, aar, slag


def _tall(celle) -> tuple[float, int, str]:
    if celle.value in SYMBOLER:
        return float("nan"), 0, str(celle.value)
    desimaler = re.search(r"\.(0+)", celle.number_format or "")
    return float(celle.value), len(desimaler[1]) if desimaler else 0, ""


def _rent(verdi) -> str:
    return "" if verdi is None else re.sub(r"\s+", " ", str(verdi)).strip()
