"""Registeret over regler: hver kode har én liten funksjon, og koden finner funksjonen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal

import numpy as np

from metodikk.grunn.typer import Alvor

Nivaa = Literal["kolonne", "tabell", "prosjekt"]
REGELMODULER = (
    "koder", "tallregler", "tid", "kolonnebruk", "samsvar", "undersokelse", "ressurser", "program",
    "personer", "kjede", "handlingsplan", "apne_svar", "medvirkning", "stedsanalyse",
    "samarbeid", "mulighetsstudie", "befaring", "videreforing",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Treff:
    """Det en regel fant: radene, kolonnen, og ordene meldingen trenger.

    rader : posisjoner i tabellen. Tom når funnet gjelder hele tabellen.
    kolonne : feltet (eller kolonnen i filen) funnet gjelder. Tom når det gjelder raden.
    fant, forslag : én tekst for alle radene, eller én for hver. Uten `fant` vises råverdien.
    samlet : slå sammen ulike verdier i én melding. `sted` : tabellen, når regelen går på tvers.
    """

    rader: Sequence[int] | np.ndarray = ()
    kolonne: str = ""
    fant: str | Sequence[str] | None = None
    forslag: str | Sequence[str] = ""
    samlet: bool = False
    rettet: bool = False
    alvor: Alvor | None = None
    tabell: str = ""
    felt: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Regel:
    """En regel: koden, funksjonen, hva den prøves på, og hvilke felttyper eller tabeller."""

    kode: str
    funksjon: Callable[..., Iterable[Treff]]
    nivaa: Nivaa
    gjelder: tuple[str, ...]


_REGLER: dict[str, Regel] = {}


def kolonneregel(kode: str, *typer: str) -> Callable:
    """Meld inn en regel som prøves på hver kolonne. Uten typer prøves den på alle.

    Funksjonen får kolonnen og gir treff.
    """
    return _meld_inn(kode, "kolonne", typer)


def tabellregel(kode: str, *tabeller: str) -> Callable:
    """Meld inn en regel som prøves på hver tabell. Funksjonen får tabellen og omgivelsene."""
    return _meld_inn(kode, "tabell", tabeller)


def prosjektregel(kode: str, *trenger: str) -> Callable:
    """Meld inn en regel som går på tvers. Den prøves når alle tabellene den trenger, finnes."""
    return _meld_inn(kode, "prosjekt", trenger)


def _meld_inn(kode: str, nivaa: Nivaa, gjelder: tuple[str, ...]) -> Callable:
    def merk(funksjon: Callable) -> Callable:
        if kode in _REGLER and _REGLER[kode].funksjon.__qualname__ != funksjon.__qualname__:
            raise ValueError(f"{kode} har alt en regel: {_REGLER[kode].funksjon.__qualname__}")
        _REGLER[kode] = Regel(kode, funksjon, nivaa, gjelder)
        return funksjon

    return merk


def regler(nivaa: Nivaa | None = None) -> list[Regel]:
    """Gi reglene, sortert etter kode.

    >>> regler("kolonne")[0].nivaa
    'kolonne'
    """
    for modul in REGELMODULER:
        import_module(f"metodikk.inn.regler.{modul}")
    return [r for _, r in sorted(_REGLER.items()) if nivaa in (None, r.nivaa)]


def finn_regel(kode: str) -> Regel:
    """Finn regelen bak en kode. KeyError hvis koden ikke har en regel.

    >>> finn_regel("K302").funksjon.__name__
    'tvetydig_tall'
    """
    regler()
    return _REGLER[kode]
