"""Verditypene i prosjektfilen og i malenes parametere: streng kontroll, aldri gjetting."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

FOERSTE_AAR, SISTE_AAR = 1900, 2100
FLEST_AAR_SAMMEN = 5


class Feilverdi(Exception):
    """Verdien kan ikke brukes. `kode` er meldingen som skal vises."""

    def __init__(self, fant: Any, ventet: str, kode: str = "K811"):
        super().__init__(ventet)
        self.fant, self.ventet, self.kode = str(fant)[:80], ventet, kode


def tekst(verdi: Any, f: dict) -> str:
    if not isinstance(verdi, str) or not verdi.strip():
        raise Feilverdi(verdi, "Tekst i anførselstegn")
    return verdi.strip()


def kode(verdi: Any, f: dict) -> str:
    lengde = f.get("lengde")
    ventet = f"{lengde} sifre i anførselstegn" if lengde else "sonekoden i anførselstegn"
    if isinstance(verdi, int | float) and not isinstance(verdi, bool):
        raise Feilverdi(verdi, ventet, "K812")
    if not isinstance(verdi, str) or not re.fullmatch(r"[\w.-]{1,20}", verdi.strip()):
        raise Feilverdi(verdi, ventet)
    if lengde and not re.fullmatch(rf"\d{{{lengde}}}", verdi.strip()):
        raise Feilverdi(verdi, ventet)
    return verdi.strip()


def fil(verdi: Any, f: dict) -> str:
    ventet = "En fil i prosjektmappen"
    if not isinstance(verdi, str) or not verdi.strip() or not i_mappen(verdi):
        raise Feilverdi(verdi, ventet)
    return verdi.strip()


def i_mappen(sti: str) -> bool:
    """Sann når stien er relativ og ikke går ut av mappen den står i.

    >>> i_mappen("skjema/soner.xlsx"), i_mappen("../hemmelig.xlsx"), i_mappen("C:/x.xlsx")
    (True, False, False)
    """
    delt = PurePosixPath(sti.replace("\\", "/"))
    return not (delt.is_absolute() or ".." in delt.parts or sti[1:2] == ":")


def ja_nei(verdi: Any, f: dict) -> bool:
    if not isinstance(verdi, bool):
        raise Feilverdi(verdi, "true eller false, uten anførselstegn")
    return verdi


def tall(verdi: Any, f: dict) -> int:
    if isinstance(verdi, bool) or not isinstance(verdi, int) or verdi < 0:
        raise Feilverdi(verdi, "Et helt tall, uten anførselstegn")
    return verdi


def aar(verdi: Any, f: dict) -> int:
    if (
        isinstance(verdi, bool)
        or not isinstance(verdi, int)
        or not FOERSTE_AAR <= verdi <= SISTE_AAR
    ):
        raise Feilverdi(verdi, "Et årstall med fire sifre, uten anførselstegn")
    return verdi


def vekter(verdi: Any, f: dict) -> dict[str, float]:
    ventet = "Indikatorer med en vekt større enn 0"
    if not isinstance(verdi, dict) or not verdi:
        raise Feilverdi(verdi, ventet)
    for navn, vekt in verdi.items():
        if isinstance(vekt, bool) or not isinstance(vekt, int | float) or not vekt > 0:
            raise Feilverdi(f"{navn} = {vekt}", ventet)
    return {navn: float(vekt) for navn, vekt in verdi.items()}


def grupper(verdi: Any, f: dict) -> dict[str, tuple[str, ...]]:
    """Nye grupper: navnet på hver, og delene den består av."""
    ventet = "Et navn og en liste med minst to deler for hver gruppe"
    if not isinstance(verdi, dict):
        raise Feilverdi(verdi, ventet)
    for navn, deler in verdi.items():
        if not isinstance(deler, list) or len(deler) < 2 or not navn.strip():
            raise Feilverdi(f"{navn} = {deler}", ventet)
        if tall := [d for d in deler if not isinstance(d, str)]:
            raise Feilverdi(tall[0], "delene i anførselstegn", "K812")
        if len({*deler}) < len(deler):
            raise Feilverdi(f"{navn} = {deler}", "Hver del én gang")
    return {navn: tuple(deler) for navn, deler in verdi.items()}


def perioder(verdi: Any, f: dict) -> dict[str, int]:
    """Hvor mange år som vises sammen for hver indikator."""
    ventet = f"En indikator og et antall år fra 2 til {FLEST_AAR_SAMMEN}"
    if not isinstance(verdi, dict):
        raise Feilverdi(verdi, ventet)
    for navn, aar_ in verdi.items():
        if isinstance(aar_, bool) or not isinstance(aar_, int) or not 2 <= aar_ <= FLEST_AAR_SAMMEN:
            raise Feilverdi(f"{navn} = {aar_}", ventet)
    return dict(verdi)


def liste_av(type_: Callable[[Any, dict], Any]) -> Callable[[Any, dict], tuple]:
    """Lag en listetype: hver verdi kontrolleres for seg, og ingen kan stå to ganger."""

    def liste(verdi: Any, f: dict) -> tuple:
        if not isinstance(verdi, list):
            raise Feilverdi(verdi, "En liste i hakeparenteser: […]")
        if f.get("paakrevd") and not verdi:
            raise Feilverdi("[]", "En liste med minst én verdi")
        verdier = tuple(type_(v, f) for v in verdi)
        if like := sorted({v for v in verdier if verdier.count(v) > 1}):
            raise Feilverdi(like[0], "Hver verdi én gang")
        return verdier

    return liste


TYPER: dict[str, Callable[[Any, dict], Any]] = {
    "tekst": tekst,
    "kode": kode,
    "fil": fil,
    "ja_nei": ja_nei,
    "tall": tall,
    "aar": aar,
    "vekter": vekter,
    "grupper": grupper,
    "perioder": perioder,
    "aarliste": liste_av(aar),
    "kodeliste": liste_av(kode),
}
