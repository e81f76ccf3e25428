"""Tolker én celle som tall: desimalkomma, tusenskille, standardtegn, intervaller og fotnoter."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.maskering import USYNLIGE

UENDELIG, TVETYDIG, PUNKTUM, DESIMALKOMMA = "uendelig", "tvetydig", "punktum", "desimalkomma"

_MELLOMROM = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_FOTNOTE = re.compile(r"(?<=[\d%])(?:[¹²³⁰⁴-⁹ᵃ-ᶻ†‡]+|\s?\*+|\s\d\))$")
_HELT = re.compile(r"[+-]?\d+")
_GRUPPERT = re.compile(r"[+-]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
_KOMMA = re.compile(r"[+-]?\d*,\d+")
_PUNKTUM = re.compile(r"[+-]?\d*\.\d+")
_TUSENPUNKTUM = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_BEGGE = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")
_ENGELSK = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:,\d{3}){2,}")
_VITENSKAPELIG = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_SPENN = re.compile(r"\d+\s*(?:-|–|til)\s*\d+")


@dataclass(frozen=True, slots=True)
class Verdi:
    """Én tolket celle. `slag` sier hva som var uvanlig med den, `merknad` hvorfor tallet mangler."""

    verdi: object = None
    slag: tuple[str, ...] = ()
    merknad: str = ""
    forslag: str = ""


TOM = Verdi()
_MERKNAD = {
    "skjult": "skjult: «{}» i kilden",
    "mangler": "mangler: «{}» i kilden",
    "umulig": "kan ikke beregnes: «{}» i kilden",
    "strek": "mangler: «{}» i kilden kan bety null eller ukjent",
}


@cache
def skrivemaater(gruppe: str) -> dict:
    return katalog("skrivemaater")[gruppe]


def tolk_tall(raa: object) -> Verdi:
    """Tolk en celle som tall.

    Bruk denne på verdier slik de står i filen. Et standardtegn eller et intervall blir aldri til et
    tall: `verdi` er da tom, og `merknad` sier hvorfor.

    Parametere
    ----------
    raa : objekt
        Celleverdien: tekst, tall, dato, sann/usann eller ingenting.

    Returnerer
    ----------
    Verdi
        Tallet som desimaltall, og hva som var uvanlig med skrivemåten.

    Eksempel
    --------
    >>> tolk_tall("1\\u00a0234,5").verdi, tolk_tall("−5").verdi
    (1234.5, -5.0)
    >>> tolk_tall("<5").merknad
    'skjult: «<5» i kilden'
    >>> tolk_tall("1.234").slag
    ('tvetydig',)

    Les mer
    -------
    SSB, Rapporter 2019/14: standardtegn i tabeller.
    """
    if raa is None or isinstance(raa, bool):
        return TOM if raa is None else Verdi(slag=("sann",))
    if isinstance(raa, int | float):
        return Verdi(float(raa)) if math.isfinite(raa) else Verdi(slag=(UENDELIG,))
    if isinstance(raa, dt.date | dt.time):
        forslag = " eller ".join(for_excel(raa)) if isinstance(raa, dt.date) else ""
        return Verdi(slag=("dato",), forslag=forslag)
    return _tolk_tekst(str(raa))


def for_excel(dato: dt.date) -> list[str]:
    """Det som kan ha stått i cellen før Excel gjorde det om til en dato.

    >>> for_excel(dt.date(2026, 4, 3)), for_excel(dt.date(2015, 6, 1))
    (['3-4'], ['1-6', '6-15'])
    """
    dag_maaned = f"{dato.day}-{dato.month}"
    return [dag_maaned, f"{dato.month}-{dato.year % 100}"] if dato.day == 1 else [dag_maaned]


def _tolk_tekst(raa: str) -> Verdi:
    tekst = _MELLOMROM.sub(" ", USYNLIGE.sub("", raa)).strip()
    if not tekst:
        return TOM
    if (betydning := skrivemaater("symboler").get(tekst)) is not None:
        return Verdi(slag=(f"symbol_{betydning}",), merknad=_MERKNAD[betydning].format(tekst))
    if spesiell := _ord(tekst):
        return spesiell
    kjerne, slag = _skrell(tekst)
    tolket = _siffer(kjerne)
    return Verdi(tolket.verdi, tolket.slag + slag, forslag=tolket.forslag)


def _ord(tekst: str) -> Verdi | None:
    """Ord og tegn som ikke er tall, men som har en kjent betydning."""
    liten = tekst.casefold()
    if liten in skrivemaater("uendelig")["ord"]:
        return Verdi(slag=(UENDELIG,))
    if liten in skrivemaater("mangler")["ord"]:
        return Verdi(slag=("ord_mangler",), merknad=f"mangler: «{tekst}» i kilden")
    if _intervallmonster().fullmatch(liten) or _SPENN.fullmatch(liten):
        return Verdi(slag=("intervall",), merknad=f"skjult: «{tekst}» i kilden")
    return None


@cache
def _intervallmonster() -> re.Pattern:
    ord_ = skrivemaater("intervall")["under"] + skrivemaater("intervall")["over"]
    return re.compile(rf"(?:{'|'.join(map(re.escape, ord_))})\s*\d+(?:[.,]\d+)?\s*%?")


def _skrell(tekst: str) -> tuple[str, tuple[str, ...]]:
    """Ta bort fotnotetegn, prosenttegn, enhet og minustegn som ikke er et vanlig minus."""
    slag = []
    if m := _FOTNOTE.search(tekst):
        tekst, slag = tekst[: m.start()].strip(), ["fotnote"]
    if tekst.endswith("%"):
        tekst, slag = tekst[:-1].strip(), [*slag, "prosent"]
    for enhet in skrivemaater("enheter")["ord"]:
        if uten := _uten_enhet(tekst, enhet):
            tekst, slag = uten, [*slag, "enhet"]
            break
    if tekst[:1] in "−–" and tekst[1:2].isdigit():
        tekst, slag = "-" + tekst[1:], [*slag, "minustegn"]
    return unicodedata.normalize("NFKC", tekst), tuple(slag)


def _uten_enhet(tekst: str, enhet: str) -> str:
    liten = tekst.casefold()
    if liten.endswith(enhet) and tekst[: -len(enhet)].strip()[-1:].isdigit():
        return tekst[: -len(enhet)].strip()
    if liten.startswith(enhet + " ") and tekst[len(enhet) :].strip()[:1].isdigit():
        return tekst[len(enhet) :].strip()
    return ""


def _siffer(tekst: str) -> Verdi:
    if _HELT.fullmatch(tekst):
        return _endelig(tekst, ())
    if _GRUPPERT.fullmatch(tekst):
        komma = (DESIMALKOMMA,) if "," in tekst else ()
        return _endelig(re.sub("[ '’]", "", tekst).replace(",", "."), ("tusenskille", *komma))
    if _KOMMA.fullmatch(tekst):
        return _endelig(tekst.replace(",", "."), (DESIMALKOMMA,))
    if _TUSENPUNKTUM.fullmatch(tekst):
        forslag = f"{tekst.replace('.', ' ')} eller {tekst.replace('.', ',')}"
        return Verdi(slag=(TVETYDIG,), forslag=forslag)
    if _PUNKTUM.fullmatch(tekst):
        return _endelig(tekst, (PUNKTUM,))
    if _BEGGE.fullmatch(tekst):
        return _endelig(tekst.replace(".", "").replace(",", "."), ("tusenskille",))
    if _ENGELSK.fullmatch(tekst):
        return _endelig(tekst.replace(",", ""), ("tusenskille",))
    if _VITENSKAPELIG.fullmatch(tekst):
        endelig = math.isfinite(float(tekst.replace(",", ".")))
        return Verdi(slag=("vitenskapelig" if endelig else UENDELIG,))
    return Verdi(slag=("ikke_tall",))


def _endelig(skrevet: str, slag: tuple[str, ...]) -> Verdi:
    verdi = float(skrevet)
    return Verdi(verdi, slag) if math.isfinite(verdi) else Verdi(slag=(UENDELIG,))
