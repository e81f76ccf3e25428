"""metodikk: metodehåndbok og analysemaler for kommuner som vil gi et nabolag et godt sosialt miljø.

Alt hentes først når det brukes, slik at `import metodikk` er raskt.

>>> import metodikk as mk
>>> mk.__version__
'2026.1'
"""

from __future__ import annotations

from importlib import import_module

__version__ = "2026.1"

_MODULER = {
    "metoder": (
        "avbrutt", "befaring", "effekt", "evaluering", "forskjovet", "handlingsplan", "indeks", "kunnskapsgrunnlag",
        "medvirkning", "mulighetsstudie", "nettverk", "omraader", "permutasjon", "prikking", "rater", "ressurskart", "revisjon", "romlig",
        "samarbeid", "sammenheng", "stedsanalyse", "syntetisk", "tilbakefall", "undersokelse", "usikkerhet", "videreforing",
    ),
    "ut": (
        "figurer", "kart", "setninger", "setninger_befaring", "setninger_evaluering", "setninger_handlingsplan", "setninger_kunnskap",
        "setninger_medvirkning", "setninger_mulighetsstudie", "setninger_ressurskart", "setninger_samarbeid", "setninger_sammenheng", "setninger_stedsanalyse",
        "setninger_undersokelse", "setninger_videreforing",
    ),
}  # fmt: skip
_NAVN = {
    "aapne": "drift.prosjekt",
    "eksempel": "drift.prosjekt",
    "tabell": "ut.tabeller",
    "vis": "ut.side",
    "Boks": "ut.side",
    "Hode": "ut.side",
    "Kolonne": "ut.side",
    "Nokkeltall": "ut.side",
    "Setninger": "ut.side",
}
_HJEM = {navn: f"{rom}.{navn}" for rom, moduler in _MODULER.items() for navn in moduler} | {
    "kurs": "kurs"
}

__all__ = ["__version__", *sorted(_HJEM | _NAVN)]


def __getattr__(navn: str):
    if navn in _HJEM:
        return import_module(f"metodikk.{_HJEM[navn]}")
    if navn in _NAVN:
        return getattr(import_module(f"metodikk.{_NAVN[navn]}"), navn)
    raise AttributeError(f"metodikk har ikke «{navn}»")


def __dir__() -> list[str]:
    return __all__
