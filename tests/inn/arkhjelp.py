"""Lager filer til testene: arbeidsbøker cellevis, og råendringer i XML-en inni dem."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl

from metodikk.grunn.feil import DataFeil
from metodikk.inn.filer import les_tabell

VENTEDE = ("sone", "sonenavn", "aar", "teller", "nevner", "antall", "kilde")
HODE = ["Sone", "År", "Teller", "Nevner"]
RADER = [["0099000001", 2023, 12, 200], ["0099000002", 2023, 8, 150], ["0099000003", 2023, 31, 420]]


def bok(
    fil: Path, rader: list[list] | None = None, *, hode: list | None = None, endre=None
) -> Path:
    """Skriv en arbeidsbok med én tabell. `endre` får arket før det lagres."""
    wb = openpyxl.Workbook()
    ark = wb.active
    ark.title = "Tall"
    for rad in [hode or HODE, *(RADER if rader is None else rader)]:
        ark.append(rad)
    if endre:
        endre(ark)
    wb.save(fil)
    return fil


def endre_del(fil: Path, del_: str, gammelt: str, nytt: str) -> Path:
    """Bytt ut tekst i en del av pakken, slik andre programmer kunne ha skrevet den."""
    with zipfile.ZipFile(fil) as inn:
        deler = {n: inn.read(n) for n in inn.namelist()}
    assert gammelt.encode() in deler[del_]
    deler[del_] = deler[del_].replace(gammelt.encode(), nytt.encode())
    with zipfile.ZipFile(fil, "w", zipfile.ZIP_DEFLATED) as ut:
        for navn, innhold in deler.items():
            ut.writestr(navn, innhold)
    return fil


def legg_til_del(fil: Path, del_: str, innhold: bytes) -> Path:
    with zipfile.ZipFile(fil, "a", zipfile.ZIP_DEFLATED) as ut:
        ut.writestr(del_, innhold)
    return fil


def csvfil(fil: Path, tekst: str, tegnsett: str = "utf-8") -> Path:
    fil.write_bytes(tekst.encode(tegnsett))
    return fil


def les(fil: Path, **valg):
    return les_tabell(fil, ventede=VENTEDE, **valg)


def koder(fil: Path, **valg) -> list[str]:
    """Gi kodene på funnene, enten tabellen kunne leses eller ikke."""
    try:
        return [f.kode for f in les(fil, **valg).funn]
    except DataFeil as feil:
        return [f.kode for f in feil.funn]


def funnet(fil: Path, kode: str, **valg):
    """Gi det ene funnet med koden."""
    try:
        alle = les(fil, **valg).funn
    except DataFeil as feil:
        alle = feil.funn
    (treff,) = [f for f in alle if f.kode == kode]
    return treff
