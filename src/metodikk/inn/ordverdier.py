"""Tolker én celle som kode, tekst, valg, ja/nei eller liste."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache

from metodikk.grunn.maskering import USYNLIGE
from metodikk.inn.tallverdier import TOM, Verdi, for_excel, skrivemaater

_STYRETEGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENKEL_KODE = re.compile(r"[A-Za-z0-9æøåÆØÅ_\-]+")
_VITENSKAPELIG = re.compile(r"\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_PUNKTUM_NULL = re.compile(r"(\d+)[.,]0+")
_TOM_SOM_TEKST = re.compile(r"0*(?:nan|<na>|none|null|nat|#n/a)", re.IGNORECASE)
_STREKER = re.compile(r"\s*[-–—−]\s*")


def _rens(raa: object) -> tuple[str, tuple[str, ...]]:
    """Ta bort usynlige tegn og mellomrom i endene, og si hva som ble tatt bort."""
    tekst = str(raa)
    synlig = _STYRETEGN.sub("", USYNLIGE.sub("", tekst))
    ren = " ".join(synlig.split()) if "\n" not in synlig else synlig.strip()
    slag = ("usynlig",) if synlig != tekst else ("trimmet",) if ren != tekst else ()
    return ren, slag


def tolk_kode(raa: object) -> Verdi:
    """Tolk en celle som kode. Koder er tekst, også når de bare har sifre.

    Parametere
    ----------
    raa : objekt
        Celleverdien slik den står i filen.

    Returnerer
    ----------
    Verdi
        Koden som tekst. Koder som har mistet sifre, tolkes ikke.

    Eksempel
    --------
    >>> tolk_kode(301).verdi, tolk_kode("0301 ").verdi, tolk_kode("301.0").slag
    ('301', '0301', ('punktum_null',))
    >>> tolk_kode("3,01E+07").slag
    ('vitenskapelig',)
    """
    if raa is None:
        return TOM
    if isinstance(raa, bool | dt.date | dt.time):
        return Verdi(slag=("dato" if not isinstance(raa, bool) else "ikke_kode",))
    if isinstance(raa, int | float):
        return _kode_av_tall(raa)
    if type(raa) is str and _ENKEL_KODE.fullmatch(raa) and not raa[:1].isdigit():
        return Verdi(slag=("nan_kode",)) if _TOM_SOM_TEKST.fullmatch(raa) else Verdi(raa)
    kode, slag = _rens(raa)
    if not kode:
        return TOM
    if _TOM_SOM_TEKST.fullmatch(kode):
        return Verdi(slag=("nan_kode",))
    if _VITENSKAPELIG.fullmatch(kode):
        return Verdi(slag=("vitenskapelig",))
    if m := _PUNKTUM_NULL.fullmatch(kode):
        return Verdi(m[1], ("punktum_null",))
    return Verdi(kode, slag)


def _kode_av_tall(raa: float) -> Verdi:
    if float(raa).is_integer() and abs(raa) < 1e15:
        return Verdi(str(int(raa)))
    return Verdi(slag=("vitenskapelig" if abs(raa) >= 1e15 else "ikke_kode",))


def tolk_tekst(raa: object) -> Verdi:
    """Tolk en celle som fri tekst. Mellomrom i endene og usynlige tegn tas bort.

    >>> tolk_tekst(" Nordre\\u200b Brygge ")
    Verdi(verdi='Nordre Brygge', slag=('usynlig',), merknad='', forslag='')
    """
    if raa is None:
        return TOM
    if isinstance(raa, dt.date):
        return Verdi(f"{raa:%Y-%m-%d}")
    tekst, slag = _rens(raa)
    return Verdi(tekst, () if slag == ("trimmet",) else slag) if tekst else TOM


def tolk_ja_nei(raa: object) -> Verdi:
    """Tolk en celle som ja eller nei.

    >>> tolk_ja_nei("Ja").verdi, tolk_ja_nei(0).verdi, tolk_ja_nei("kanskje").slag
    (True, False, ('ikke_ja_nei',))
    """
    if raa is None or (isinstance(raa, str) and not raa.strip()):
        return TOM
    if isinstance(raa, bool):
        return Verdi(raa)
    ord_ = _rens(raa)[0].casefold().rstrip(".")
    for svar, betydning in (("ja", True), ("nei", False)):
        if ord_ in skrivemaater("ja_nei")[svar]:
            return Verdi(betydning)
    return Verdi(slag=("ikke_ja_nei",), forslag="ja eller nei")


def tolk_liste(raa: object) -> Verdi:
    """Tolk en celle som en liste med semikolon mellom verdiene.

    >>> tolk_liste("møteplass; barn og unge;").verdi
    ('møteplass', 'barn og unge')
    """
    if raa is None:
        return TOM
    if isinstance(raa, int | float) and not isinstance(raa, bool):
        return Verdi((str(int(raa)) if float(raa).is_integer() else str(raa),))
    deler = [_rens(d)[0] for d in str(raa).split(";")]
    verdier = tuple(dict.fromkeys(d for d in deler if d))
    slag = ("komma_i_liste",) if any("," in d for d in verdier) else ()
    return Verdi(verdier or None, slag, forslag=str(raa).replace(",", ";") if slag else "")


def valgtolker(valg: tuple[str, ...]) -> Callable[[object], Verdi]:
    """Lag en funksjon som tolker celler med faste valg.

    Skrivemåter som bare skiller seg i store bokstaver, bindestrek eller «år», godtas og meldes.

    >>> tolk = valgtolker(("0–5 år", "80 år og over"))
    >>> tolk("0-5 år").verdi, tolk("80+").verdi, tolk("0–6 år").forslag
    ('0–5 år', '80 år og over', '0–5 år')
    """
    oppslag = _valgoppslag(valg)
    kandidater = {o: v for v in valg for o in (*skrivemaater("valg").get(v, ()), v)}

    def tolk(raa: object) -> Verdi:
        if raa is None or (isinstance(raa, str) and not raa.strip()):
            return TOM
        if isinstance(raa, dt.date):
            mulige = for_excel(raa)
            kjente = [oppslag[m] for m in mulige if m in oppslag]
            return Verdi(slag=("dato",), forslag=" eller ".join(kjente or mulige))
        tekst = _rens(raa)[0]
        if tekst in valg:
            return Verdi(tekst)
        if (form := _valgform(tekst)) in oppslag:
            return Verdi(oppslag[form], ("skrivemaate",))
        return Verdi(
            slag=("ukjent_valg",), forslag=kandidater.get(naermeste(tekst, kandidater), "")
        )

    return tolk


def naermeste(tekst: str, kjente: Iterable[str]) -> str:
    """Finn det kjente ordet som likner mest. Tom tekst når ingen likner nok.

    >>> naermeste("frivilig organisasjon", ["privat virksomhet", "frivillig organisasjon"])
    'frivillig organisasjon'
    """
    former = {_STREKER.sub("-", k.casefold()): k for k in kjente}
    naer = get_close_matches(_STREKER.sub("-", tekst.casefold()), list(former), n=1, cutoff=0.6)
    return former[naer[0]] if naer else ""


@cache
def _valgoppslag(valg: tuple[str, ...]) -> dict[str, str]:
    andre = {_valgform(o): v for v in valg for o in skrivemaater("valg").get(v, ())}
    return andre | {_valgform(v): v for v in valg}


def _valgform(tekst: str) -> str:
    """Formen valg sammenliknes i: små bokstaver, vanlig bindestrek og uten «år» til slutt."""
    return _STREKER.sub("-", tekst.casefold()).removesuffix(" år").strip()
