"""Finner overskriftsraden i et rutenett."""

from __future__ import annotations

import re
from collections.abc import Collection

from metodikk.inn.navn import lose_former, normaliser, rens
from metodikk.inn.regelverk import grense

# Årstall kan være kolonnenavn. Andre tall er data.
_ANDRE_TALL = re.compile(r"(?!(?:19|20)\d\d$)[-−]?[\d \u00a0.,]+%?")


def alle_former(ventede: Collection[str]) -> frozenset[str]:
    """Gi alle skrivemåtene av navnene vi venter å finne."""
    return frozenset(f for navn in ventede for f in lose_former(navn))


def antall_treff(rad: list, nokler: Collection[str]) -> int:
    """Tell hvor mange ulike ventede navn som står i en rad."""
    navn = {normaliser(v): v for v in rad if isinstance(v, str)}
    return sum(any(f in nokler for f in lose_former(v)) for v in navn.values())


def treff_i_overskrift(celler: list[list], nokler: Collection[str]) -> int:
    """Gi det høyeste antallet ventede navn i én rad, eller 1 når vi ikke venter noe bestemt.

    >>> treff_i_overskrift([["Befolkning", ""], ["Sone", "År"]], {"sone", "aar"})
    2
    """
    if not nokler:
        return 1
    innen = celler[: grense("overskrift_innen")]
    return max((antall_treff(rad, nokler) for rad in innen), default=0)


def finn_overskrift(celler: list[list], nokler: Collection[str]) -> int | None:
    """Finn posisjonen til raden med kolonnenavn. None når ingen rad likner på en overskrift.

    Bruk ventede navn når de finnes. Ellers er det den første raden med bare tekst som er omtrent
    så bred som tabellen.

    >>> finn_overskrift([["Befolkning", "", ""], ["Sone", "År", "Antall"], ["01", 2024, 3]], set())
    1
    """
    innen = celler[: grense("overskrift_innen")]
    treff = [antall_treff(rad, nokler) for rad in innen]
    best = max(treff, default=0)
    if best >= 2:
        # Den første som er god nok: en bedre overskrift lenger ned er en ny tabell.
        return next(i for i, antall in enumerate(treff) if antall >= max(2, best / 2))
    if best == 1 and _bredde(innen[treff.index(1)]) <= 2:
        return treff.index(1)
    return _bredeste_tekstrad(innen)


def _bredde(rad: list) -> int:
    return sum(1 for v in rad if rens(v))


def _bredeste_tekstrad(celler: list[list]) -> int | None:
    bredder = [_bredde(rad) for rad in celler]
    krav = max(1, round(0.6 * max(bredder, default=0)))
    for i, rad in enumerate(celler):
        navn = [v for v in map(rens, rad) if v and not _ANDRE_TALL.fullmatch(v)]
        tekster = [v for v in navn if not v.isdigit()]
        if bredder[i] >= krav and tekster and len(navn) == bredder[i]:
            return i
    return None
