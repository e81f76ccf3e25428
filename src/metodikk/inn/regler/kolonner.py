"""Regler for kolonner: navn som mangler, og navn som er like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from metodikk.inn.adresser import bokstav, ramse
from metodikk.inn.navn import normaliser, rens

if TYPE_CHECKING:
    from metodikk.inn.utsnitt import Utsnitt

_UTEN_NAVN = re.compile(r"unnamed:?[ _]?\d+(_level_\d+)?", re.IGNORECASE)


def uten_overskrift(u: Utsnitt) -> None:
    """K044: innhold uten kolonnenavn. K045: tomme kolonner og indekskolonner fra andre programmer."""
    utfylt = u.utfylt().any(axis=0)
    navnlose = [j for j, n in enumerate(u.navn) if not n]
    med_innhold = [j for j in navnlose if utfylt[j]]
    indeks = [j for j, n in enumerate(u.navn) if _UTEN_NAVN.fullmatch(n)]
    if med_innhold:
        celler = [(u.overskriftsrad, u.kolonnenumre[j]) for j in med_innhold]
        u.meld("K044", celler=celler, fant=f"kolonne {_bokstaver(u, med_innhold)}")
    if indeks:
        celler = [(u.overskriftsrad, u.kolonnenumre[j]) for j in indeks]
        u.meld(
            "K045", celler=celler, fant=f"kolonne {_bokstaver(u, indeks)} («{u.navn[indeks[0]]}»)"
        )
    u.behold_kolonner([j for j in range(len(u.navn)) if j not in {*navnlose, *indeks}])


def like_navn(u: Utsnitt) -> None:
    """K046: to kolonner med samme navn. Den første beholdes, navnet endres aldri."""
    forste: dict[str, int] = {}
    like: dict[int, list[int]] = {}
    for j, navn in enumerate(u.navn):
        nokkel = normaliser(navn) or navn
        if nokkel in forste:
            like.setdefault(forste[nokkel], [forste[nokkel]]).append(j)
        else:
            forste[nokkel] = j
    for j, alle in () if _er_i_to_nivaaer(u) else like.items():
        celler = [(u.overskriftsrad, u.kolonnenumre[k]) for k in alle]
        u.meld(
            "K046",
            celler=celler,
            kolonne=u.navn[j],
            navn=u.navn[j],
            fant=f"kolonne {_bokstaver(u, alle)}",
        )
    if like and _er_i_to_nivaaer(u) and not any(f.kode == "K104" for f in u.funn):
        u.meld(
            "K104",
            celler=[(u.overskriftsrad, u.kolonnenumre[0])],
            fant=f"like navn under hverandre på rad {u.overskriftsrad}",
        )
    u.behold_kolonner(sorted(forste.values()))


def _er_i_to_nivaaer(u: Utsnitt) -> bool:
    """Raden rett over overskriften har flere utfylte celler med luker mellom."""
    if any(f.kode == "K104" for f in u.funn):
        return True
    over = [rens(v) for v in u.nett.celler[u.overskrift - 1]] if u.overskrift else []
    return sum(map(bool, over)) >= 2 and not all(over)


def _bokstaver(u: Utsnitt, posisjoner: list[int]) -> str:
    return ramse([bokstav(u.kolonnenumre[j]) for j in posisjoner])
