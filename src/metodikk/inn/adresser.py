"""Celleadresser: bokstaver, rader og korte oppramsinger av hvor noe er."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ADRESSE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")


@lru_cache(maxsize=20_000)
def bokstav(nummer: int) -> str:
    """Gi Excel-bokstaven til kolonne nummer `nummer`, talt fra 0.

    >>> bokstav(0), bokstav(27), bokstav(16383)
    ('A', 'AB', 'XFD')
    """
    rest, siste = divmod(nummer, 26)
    return (bokstav(rest - 1) if rest else "") + chr(65 + siste)


@lru_cache(maxsize=20_000)
def kolonnenummer(bokstaver: str) -> int:
    """Gi nummeret til en Excel-kolonne, talt fra 0.

    >>> kolonnenummer("AB")
    27
    """
    nummer = 0
    for tegn in bokstaver.upper():
        nummer = nummer * 26 + ord(tegn) - 64
    return nummer - 1


def celle(rad: int, kolonne: int) -> str:
    """Gi adressen til en celle av radnummer (fra 1) og kolonnenummer (fra 0).

    >>> celle(14, 1)
    'B14'
    """
    return f"{bokstav(kolonne)}{rad}"


def les_adresse(adresse: str) -> tuple[int, int]:
    """Gi radnummer (fra 1) og kolonnenummer (fra 0) av en adresse.

    >>> les_adresse("$B$14")
    (14, 1)
    """
    treff = _ADRESSE.match(adresse)
    if not treff:
        raise ValueError(f"«{adresse}» er ingen celleadresse")
    return int(treff[2]), kolonnenummer(treff[1])


def spenn(tall: Iterable[int]) -> list[tuple[int, int]]:
    """Slå sammen tall som følger etter hverandre.

    >>> spenn([3, 1, 2, 7])
    [(1, 3), (7, 7)]
    """
    samlet: list[tuple[int, int]] = []
    for t in sorted(set(tall)):
        if samlet and t == samlet[-1][1] + 1:
            samlet[-1] = (samlet[-1][0], t)
        else:
            samlet.append((t, t))
    return samlet


def ramse(deler: list[str], *, hoyst: int = 6) -> str:
    """Ramse opp noen få, og si hvor mange som er utelatt.

    >>> ramse(["A1", "A2", "A3"], hoyst=2)
    'A1, A2 og 1 til'
    """
    if len(deler) > hoyst:
        return f"{', '.join(deler[:hoyst])} og {len(deler) - hoyst} til"
    return ", ".join(deler) if len(deler) < 2 else f"{', '.join(deler[:-1])} og {deler[-1]}"


def rader_i_ord(rader: Iterable[int]) -> str:
    """Skriv radnumre i ord.

    >>> rader_i_ord([4, 5, 6, 9]), rader_i_ord([12])
    ('rad 4–6 og 9', 'rad 12')
    """
    return "rad " + ramse([str(a) if a == b else f"{a}–{b}" for a, b in spenn(rader)])


def celler_i_ord(celler: Iterable[tuple[int, int]]) -> str:
    """Skriv celler i ord, med sammenhengende celler i en kolonne som ett område.

    >>> celler_i_ord([(14, 1), (15, 1), (16, 1), (3, 2)])
    'B14:B16 og C3'
    """
    per_kolonne: dict[int, list[int]] = {}
    for rad, kolonne in celler:
        per_kolonne.setdefault(kolonne, []).append(rad)
    return ramse(
        [
            celle(a, k) if a == b else f"{celle(a, k)}:{celle(b, k)}"
            for k in sorted(per_kolonne)
            for a, b in spenn(per_kolonne[k])
        ]
    )
