"""Tolker én celle som år eller dato. Det som kan bety flere ting, blir et funn og ikke en gjetning."""

from __future__ import annotations

import datetime as dt
import re

from metodikk.grunn.maskering import USYNLIGE
from metodikk.inn.tallverdier import TOM, Verdi, skrivemaater

FORSTE_AAR, SISTE_AAR = 1900, 2100

_AAR = re.compile(r"((?:19|20)\d\d)(?:[,.]0+)?(\s?\*|[¹²³])?")
_PERIODE = re.compile(r"((?:19|20)\d\d)\s*[-–_/−]\s*((?:19|20)\d\d)")
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00(?::00)?)?")
_NORSK = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")
_MAANED = re.compile(r"(\d\d?)\.?\s+([a-zæøå]+)\.?\s+(\d{4})")
_KORT = re.compile(r"\d\d?[./-]\d\d?[./-]\d\d")
_SKRAA = re.compile(r"\d\d?/\d\d?/\d{4}")
_EXCEL_NULL = dt.date(1899, 12, 30)


def tolk_aar(raa: object) -> Verdi:
    """Tolk en celle som år.

    En periode («2020–2022») får det siste året, og slaget «periode». Tosifrede år tolkes ikke.

    Parametere
    ----------
    raa : objekt
        Celleverdien slik den står i filen.

    Returnerer
    ----------
    Verdi
        Året som heltall, eller tom verdi med slag og forslag.

    Eksempel
    --------
    >>> tolk_aar("2024").verdi, tolk_aar("2020–2022").verdi
    (2024, 2022)
    >>> tolk_aar("24").slag, tolk_aar("24").forslag
    (('tosifret',), '2024')
    """
    if isinstance(raa, bool):
        return Verdi(slag=("ikke_aar",))
    if isinstance(raa, dt.date):
        return Verdi(raa.year, ("dato_som_aar",), forslag=str(raa.year))
    if isinstance(raa, int | float):
        return _aar_av_tall(float(raa))
    tekst = USYNLIGE.sub("", str(raa or "")).strip().lstrip("'’")
    return _aar_av_tekst(tekst) if tekst else TOM


def _aar_av_tall(tall: float) -> Verdi:
    if not tall.is_integer():
        return Verdi(slag=("ikke_aar",))
    if 0 <= tall <= 99:
        return Verdi(slag=("tosifret",), forslag=_hundreaar(int(tall)))
    if FORSTE_AAR <= tall <= SISTE_AAR:
        return Verdi(int(tall))
    if 36500 <= tall <= 60000:
        dag = _EXCEL_NULL + dt.timedelta(int(tall))
        return Verdi(
            slag=("dato_som_tall",), forslag=f"{dag.year} (tallet er datoen {dag:%d.%m.%Y})"
        )
    return Verdi(slag=("ikke_aar",))


def _aar_av_tekst(tekst: str) -> Verdi:
    if m := _AAR.fullmatch(tekst):
        return Verdi(int(m[1]), ("forelopig",) if m[2] else ())
    if m := _PERIODE.fullmatch(tekst):
        fra, til = int(m[1]), int(m[2])
        if fra < til:
            return Verdi(til, ("periode",), f"gjelder perioden {fra}–{til}")
    dato = tolk_dato(tekst)
    if dato.verdi is not None:
        return Verdi(dato.verdi.year, ("dato_som_aar",), forslag=str(dato.verdi.year))
    if re.fullmatch(r"\d\d?", tekst):
        return Verdi(slag=("tosifret",), forslag=_hundreaar(int(tekst)))
    if re.fullmatch(r"\d+(?:[,.]0+)?", tekst):
        return _aar_av_tall(float(tekst.replace(",", ".")))
    funnet = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", tekst)
    return Verdi(slag=("ikke_aar",), forslag=funnet[0] if len(funnet) == 1 else "")


def _hundreaar(tosifret: int) -> str:
    return str(2000 + tosifret if tosifret < 50 else 1900 + tosifret)


def tolk_dato(raa: object) -> Verdi:
    """Tolk en celle som dato: 2024-02-01, 01.02.2024, 1. februar 2024 eller en ekte Excel-dato.

    Datoer med skråstrek tolkes ikke, for 02/01/2024 kan være både januar og februar.

    Parametere
    ----------
    raa : objekt
        Celleverdien slik den står i filen.

    Returnerer
    ----------
    Verdi
        Datoen, eller tom verdi med slag og forslag.

    Eksempel
    --------
    >>> tolk_dato("1. februar 2024").verdi
    datetime.date(2024, 2, 1)
    >>> tolk_dato("02/01/2024").slag
    ('skraastrek',)
    """
    if isinstance(raa, dt.datetime):
        return Verdi(raa.date())
    if isinstance(raa, dt.date):
        return Verdi(raa)
    if isinstance(raa, bool | dt.time):
        return Verdi(slag=("ikke_dato",))
    if isinstance(raa, int | float):
        return _dato_av_tall(float(raa))
    tekst = USYNLIGE.sub("", str(raa or "")).strip().casefold()
    return _dato_av_tekst(tekst) if tekst else TOM


def _dato_av_tall(tall: float) -> Verdi:
    if tall.is_integer() and FORSTE_AAR <= tall <= SISTE_AAR:
        return Verdi(slag=("bare_aar",), forslag=f"{int(tall)}-01-01")
    if 20000 <= tall <= 80000:
        return Verdi(
            slag=("serienummer",), forslag=(_EXCEL_NULL + dt.timedelta(int(tall))).isoformat()
        )
    return Verdi(slag=("ikke_dato",))


def _dato_av_tekst(tekst: str) -> Verdi:
    if _SKRAA.fullmatch(tekst):
        dag, maaned, aar = tekst.split("/")
        return Verdi(slag=("skraastrek",), forslag=f"{aar}-{int(maaned):02}-{int(dag):02}")
    if _KORT.fullmatch(tekst):
        return Verdi(slag=("tosifret",))
    if re.fullmatch(r"(?:19|20)\d\d(?:-\d\d?)?", tekst):
        aar, _, maaned = tekst.partition("-")
        return Verdi(slag=("bare_aar",), forslag=f"{aar}-{int(maaned or 1):02}-01")
    if re.fullmatch(r"\d+", tekst):
        return _dato_av_tall(float(tekst))
    deler = _deler(tekst)
    try:
        return Verdi(dt.date(*deler)) if deler else Verdi(slag=("ikke_dato",))
    except ValueError:
        return Verdi(slag=("ikke_dato",))


def _deler(tekst: str) -> tuple[int, int, int] | None:
    """Finn (år, måned, dag) i de skrivemåtene som bare kan bety én ting."""
    if m := _ISO.fullmatch(tekst):
        return int(m[1]), int(m[2]), int(m[3])
    if m := _NORSK.fullmatch(tekst):
        return int(m[3]), int(m[2]), int(m[1])
    if (m := _MAANED.fullmatch(tekst)) and m[2] in skrivemaater("maaneder"):
        return int(m[3]), skrivemaater("maaneder")[m[2]], int(m[1])
    return None
