"""Kurset: én idé om gangen, som en ren simulering, en visning med kontroller og et stillbilde.

>>> from metodikk import kurs
>>> kurs.smaa_tall.sist_ved_full_tilfeldighet(3, 20)
0.15
"""

from __future__ import annotations

from importlib import import_module

from metodikk.grunn.kataloger import katalog

_NAVN = {
    "prov": "flate", "Flate": "flate", "gjett": "tekst", "flervalg": "tekst", "oppgave": "tekst",
    "ta_med": "tekst", "ideer": "form", "les": "form", "Valg": "form", "Trekk": "form",
    "Vist": "form",
}  # fmt: skip


def __getattr__(navn: str):
    if navn in _NAVN:
        return getattr(import_module(f"metodikk.kurs.{_NAVN[navn]}"), navn)
    if navn in katalog("kurs"):
        return import_module(f"metodikk.kurs.{navn}")
    raise AttributeError(f"kurset har ikke «{navn}»")


def __dir__() -> list[str]:
    return sorted([*_NAVN, *katalog("kurs")])
