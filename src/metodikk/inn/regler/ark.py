"""Regler for det som bare finnes i Excel: fletting, formler, farger, skjulte rader og merknader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from metodikk.inn.adresser import bokstav, celle, celler_i_ord, rader_i_ord, ramse
from metodikk.inn.navn import rens

if TYPE_CHECKING:
    from metodikk.inn.utsnitt import Utsnitt

_FEILVERDIER = frozenset(
    [
        "#REF!",
        "#DIV/0!",
        "#I/T",
        "#N/A",
        "#NAVN?",
        "#NAME?",
        "#VERDI!",
        "#VALUE!",
        "#NUM!",
        "#TALL!",
        "#NULL!",
        "#SPILL!",
        "#OVERFLYT!",
        "#CALC!",
    ]
)
_TALLTEKST = re.compile(r"[-−–]?\s?(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)(?:[.,]\d+)?\s?%?")


def feilverdier(u: Utsnitt) -> None:
    """K107: celler med feilverdi. De blir tomme i tabellen, og funnet hindrer at den brukes."""
    kolonner = {k: j for j, k in enumerate(u.kolonnenumre) if u.navn[j]}
    funnet = {}
    if u.nett.struktur is not None:
        struktur = u.nett.struktur.feilceller
        funnet = {p: v for p, v in struktur.items() if p[0] > u.overskriftsrad and p[1] in kolonner}
    tekst = np.zeros(u.verdier.shape, dtype=bool)
    for j in kolonner.values():
        if _FEILVERDIER & u.ulike_tekster(j):
            tekst[:, j] = [isinstance(v, str) and v in _FEILVERDIER for v in u.verdier[:, j]]
    funnet |= dict(zip(u.posisjoner(tekst), u.verdier[tekst], strict=True))
    u.verdier[tekst] = None
    if funnet:
        ulike = ", ".join(sorted(set(funnet.values())))
        u.meld("K107", celler=list(funnet), fant=f"{ulike} i {celler_i_ord(funnet)}")


def overskrift_i_flere_rader(u: Utsnitt) -> None:
    """K104: flettede celler i overskriften eller rett over den."""
    if u.nett.struktur is None or any(f.kode == "K104" for f in u.funn):
        return
    rad = u.overskriftsrad
    for r1, k1, r2, k2 in u.nett.struktur.flettede:
        i_overskrift = r1 <= rad <= r2 and not (k1 == k2 and r2 == rad)
        rett_over = r2 == rad - 1 and k2 > k1 and not _er_tittel(u, k1)
        if k1 <= u.kolonnenumre[-1] and (i_overskrift or rett_over):
            u.meld("K104", celler=[(r1, k1)], fant=f"{celle(r1, k1)}:{celle(r2, k2)} er flettet")
            return


def flettede_celler(u: Utsnitt) -> None:
    """K105: flettede celler blant dataene."""
    if u.nett.struktur is None or not u.nett.struktur.flettede:
        return
    rader, kolonner = set(map(int, u.rader)), set(u.kolonnenumre)
    omraader = [
        (r1, k1, r2, k2)
        for r1, k1, r2, k2 in u.nett.struktur.flettede
        if rader.intersection(range(r1, r2 + 1))
        and kolonner.intersection(range(k1, k2 + 1))
        and r1 > u.overskriftsrad
    ]
    if omraader:
        fant = ramse([f"{celle(r1, k1)}:{celle(r2, k2)}" for r1, k1, r2, k2 in omraader])
        u.meld("K105", celler=[(r, k) for r, k, _, _ in omraader], fant=fant)


def formler_uten_svar(u: Utsnitt) -> None:
    """K106: formler uten lagret verdi. De leses som tomme celler."""
    _meld(
        u,
        "K106",
        [] if u.nett.struktur is None else u.nett.struktur.formler_uten_svar,
        alle_rader=True,
    )


def skjulte_rader(u: Utsnitt) -> None:
    """K109: rader som er skjult eller filtrert bort, men lest."""
    if u.nett.struktur is None or not u.nett.struktur.skjulte_rader:
        return
    rader = sorted(set(u.nett.struktur.skjulte_rader) & set(map(int, u.rader)))
    if rader:
        celler = [(r, u.kolonnenumre[0]) for r in rader]
        u.meld("K109", celler=celler, fant=f"{len(rader)} rader: {rader_i_ord(rader)}")


def skjulte_kolonner(u: Utsnitt) -> None:
    """K110: kolonner som er skjult, men lest."""
    skjulte = set() if u.nett.struktur is None else set(u.nett.struktur.skjulte_kolonner)
    kolonner = [k for k in u.kolonnenumre if k in skjulte]
    if kolonner:
        celler = [(u.overskriftsrad, k) for k in kolonner]
        u.meld("K110", celler=celler, fant=f"kolonne {ramse([bokstav(k) for k in kolonner])}")


def farger(u: Utsnitt) -> None:
    """K111: celler som skiller seg ut med farge. Striper og helfargede kolonner er bare pynt."""
    if u.nett.struktur is None or not u.nett.struktur.farger or not len(u.rader):
        return
    fyll = u.nett.struktur.farger
    celler = [
        p for k in u.kolonnenumre for p in _skiller_seg_ut([(int(r), k) for r in u.rader], fyll)
    ]
    if celler:
        u.meld("K111", celler=celler, fant=celler_i_ord(celler))


def merknader(u: Utsnitt) -> None:
    """K116: merknader (kommentarer) på celler med data."""
    _meld(u, "K116", [] if u.nett.struktur is None else u.nett.struktur.merknader)


def tall_som_tekst(u: Utsnitt) -> None:
    """K108: tall lagret som tekst i en kolonne som ellers har tall."""
    if u.nett.struktur is None:
        return
    for j, navn in enumerate(u.navn):
        kolonne = u.verdier[:, j].tolist()
        if not {int, float} & set(map(type, kolonne)):
            continue
        talltekst = {v for v in u.ulike_tekster(j) if _TALLTEKST.fullmatch(v.strip())}
        if talltekst and not any(map(_har_nuller_foran, talltekst)):
            celler = [
                (int(u.rader[i]), u.kolonnenumre[j])
                for i, v in enumerate(kolonne)
                if type(v) is str and v in talltekst
            ]
            u.meld("K108", celler=celler, kolonne=navn, fant=celler_i_ord(celler))


def _har_nuller_foran(tekst: str) -> bool:
    return re.fullmatch(r"0\d+", tekst.strip()) is not None


def _meld(u: Utsnitt, kode: str, posisjoner: list, *, alle_rader: bool = False) -> None:
    if not posisjoner:
        return
    rader, kolonner = set(map(int, u.rader)), set(u.kolonnenumre)
    celler = [
        p
        for p in posisjoner
        if p[1] in kolonner and p[0] > u.overskriftsrad and (alle_rader or p[0] in rader)
    ]
    if celler:
        u.meld(kode, celler=celler, fant=celler_i_ord(celler))


def _er_tittel(u: Utsnitt, k1: int) -> bool:
    over = u.nett.celler[u.overskrift - 1] if u.overskrift else []
    return k1 == u.kolonnenumre[0] and sum(1 for v in over if rens(v)) <= 1


def _skiller_seg_ut(
    kolonne: list[tuple[int, int]], fyll: dict[tuple[int, int], int]
) -> list[tuple[int, int]]:
    farge = [fyll.get(p, -1) for p in kolonne]
    stripet = all(
        len({f for (r, _), f in zip(kolonne, farge, strict=True) if r % 2 == rest}) <= 1
        for rest in (0, 1)
    )
    if stripet and (len(kolonne) > 3 or len(set(farge)) == 1):
        return []
    vanligst = max(set(farge), key=farge.count)
    return [p for p, f in zip(kolonne, farge, strict=True) if f != vanligst]


REGLER = (
    flettede_celler, formler_uten_svar, skjulte_rader, skjulte_kolonner,
    farger, merknader, tall_som_tekst,
)  # fmt: skip
