"""Regler for rader: det som står over, under og mellom dataene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Alvor
from metodikk.inn.adresser import rader_i_ord, ramse
from metodikk.inn.navn import normaliser, rens
from metodikk.inn.overskrift import antall_treff
from metodikk.inn.regelverk import begynnelser, er_hjelpekolonne, ordliste
from metodikk.inn.visning import sitat

if TYPE_CHECKING:
    from metodikk.inn.utsnitt import Utsnitt

_IKKE_SUM = ("aar", "year", "periode")


def over_tabellen(u: Utsnitt) -> None:
    """K041: overskriften står ikke øverst, fordi det er titler og merknader over den."""
    over = [rens(v) for rad in u.nett.celler[: u.overskrift] for v in rad if rens(v)]
    if over:
        fant = f"over tabellen: {ramse([sitat(v, lengde=40) for v in over], hoyst=3)}"
        u.meld(
            "K041",
            celler=[(u.overskriftsrad, u.nett.forste_kolonne)],
            rad=u.overskriftsrad,
            fant=fant,
        )


def flere_tabeller(u: Utsnitt) -> None:
    """K112: en ny overskrift lenger ned eller til høyre. Bare den første tabellen beholdes."""
    if (forste := _ny_overskrift(u)) is not None:
        u.meld("K112", celler=[(int(u.rader[forste]), u.kolonnenumre[0])],
               fant=f"en ny overskrift på rad {u.rader[forste]}")  # fmt: skip
        u.behold_rader(np.arange(len(u.rader)) < forste)
    if (forste := _ny_tabell_til_hoyre(u)) is not None:
        fant = f"en ny tabell som begynner med {sitat(u.navn[forste])}"
        u.meld("K112", celler=[(u.overskriftsrad, u.kolonnenumre[forste])], fant=fant)
        u.behold_kolonner(list(range(forste)))


def eksempelrader(u: Utsnitt) -> None:
    """Ta ut eksempelraden i skjemaene våre. Det er veiledning og gir ikke noe funn."""
    if u.navn and er_hjelpekolonne(u.navn[0]):
        er_eksempel = [
            isinstance(v, str) and v.strip().casefold().startswith("eksempel")
            for v in u.verdier[:, 0]
        ]
        u.behold_rader(~np.array(er_eksempel, dtype=bool))
        u.behold_kolonner(list(range(1, len(u.navn))))
        u.skjema = True


def tomme_rader(u: Utsnitt) -> None:
    """K045: helt tomme rader mellom eller under dataene."""
    tom = ~u.utfylt().any(axis=1)
    antall = int(tom.sum())
    if antall and not u.skjema:
        u.meld("K045", fant=f"{antall} tomme rader", antall=antall)
    u.behold_rader(~tom)


def under_tabellen(u: Utsnitt) -> None:
    """K042: kilder og fotnoter nederst. Bare rader med tekst i én celle regnes."""
    siste = len(u.rader)
    while siste > 0 and _er_fotnote(u, siste - 1):
        siste -= 1
    if siste < len(u.rader):
        under = [rens(v) for v in u.verdier[siste:].ravel() if v is not None]
        rader = [int(r) for r in u.rader[siste:]]
        u.meld("K042", celler=[(r, u.kolonnenumre[0]) for r in rader],
               fant=f"{rader_i_ord(rader)}: {ramse([sitat(v) for v in under], hoyst=3)}")  # fmt: skip
        u.behold_rader(np.arange(len(u.rader)) < siste)


def feil_antall_felt(u: Utsnitt) -> None:
    """K032: rader i en tekstfil med flere eller færre felt enn overskriften."""
    if u.nett.struktur is not None or not len(u.rader):
        return
    ventet = (
        max((i for i, n in enumerate(rens(v) for v in u.nett.celler[u.overskrift]) if n), default=0)
        + 1
    )
    posisjon = np.searchsorted(np.asarray(u.nett.rader), u.rader)
    rader = [
        int(r)
        for r, p in zip(u.rader, posisjon, strict=True)
        if _feil_bredde(u.nett.celler[p], ventet)
    ]
    if rader:
        celler = [(r, u.nett.forste_kolonne) for r in rader]
        u.meld("K032", celler=celler, ventet=ventet, fant=rader_i_ord(rader))


def sumrader(u: Utsnitt) -> None:
    """K043: rader som summerer de andre, holdes utenfor."""
    maske = _er_sumrad(u)
    if not maske.any():
        return
    rader = [int(r) for r in u.rader[maske]]
    ord_ = list(dict.fromkeys(rens(v) for v in u.verdier[maske].ravel() if _er_sumord(v)))
    u.meld("K043", celler=[(r, u.kolonnenumre[0]) for r in rader],
           fant=f"{rader_i_ord(rader)} ({ramse([sitat(o) for o in ord_], hoyst=3)})")  # fmt: skip
    u.sumrader = pd.DataFrame(u.verdier[maske], columns=u.navn, index=pd.Index(rader, name="rad"))
    u.behold_rader(~maske)


def sum_som_ikke_stemmer(u: Utsnitt) -> None:
    """K047: summen av radene er en annen enn sumraden sier, med rom for avrunding til nærmeste tre."""
    if len(u.sumrader) != 1:
        return
    for navn in [n for n in u.navn if n in u.sumrader.columns and normaliser(n) not in _IKKE_SUM]:
        j, ventet = u.navn.index(navn), u.sumrader[navn].iloc[0]
        kolonne = [v for v in u.verdier[:, j] if v is not None]
        if not 1 < len(kolonne) == len(u.rader) or not all(map(_er_antall, [ventet, *kolonne])):
            continue
        if abs(sum(kolonne) - ventet) > 2 * len(kolonne):
            u.meld("K047", celler=[(int(u.sumrader.index[0]), u.kolonnenumre[j])], kolonne=navn,
                   ventet=tall(ventet), fant=f"summen av radene er {tall(sum(kolonne))}")  # fmt: skip


def ingen_rader(u: Utsnitt) -> None:
    """K003: bare overskrift. Et tomt skjema er ikke feil, det er bare ikke fylt ut."""
    if len(u.rader):
        return
    if u.skjema:
        u.meld("K003", alvor=Alvor.INFO, fant="et skjema som ikke er fylt ut")
        return
    raise DataFeil(
        (*u.funn, funn("K003", sted=u.sted, fant=f"bare overskriften på rad {u.overskriftsrad}"))
    )


def _ny_overskrift(u: Utsnitt) -> int | None:
    utfylt = u.utfylt()
    for i in _kandidater(u, utfylt):
        rad = [v for v in u.verdier[i] if v is not None]
        tekster = [v for v in rad if isinstance(v, str)]
        treff = antall_treff(tekster, u.nokler)
        lik = sum(
            v is not None and normaliser(v) == normaliser(n)
            for v, n in zip(u.verdier[i], u.navn, strict=True)
            if n
        )
        if (
            lik >= 2
            or (treff >= 2 and treff >= len(rad) / 2)
            or _bare_tekst_over_tall(u, i, tekster, rad)
        ):
            return i
    return None


def _kandidater(u: Utsnitt, utfylt: np.ndarray) -> list[int]:
    """Rader etter en luke, og rader som gjentar et kolonnenavn."""
    bredde = utfylt.sum(axis=1)
    etter_luke = np.zeros(len(u.rader), dtype=bool)
    etter_luke[1:] = (bredde[:-1] == 0) | (np.diff(u.rader) > 1)
    gjentar = np.zeros(len(u.rader), dtype=bool)
    for j, navn in enumerate(u.navn):
        if like := _like_navnet(u, j, navn):
            gjentar |= np.array([isinstance(v, str) and v in like for v in u.verdier[:, j]])
    return [int(i) for i in np.nonzero((etter_luke | gjentar) & (bredde >= 2))[0]]


def _like_navnet(u: Utsnitt, j: int, navn: str) -> set[str]:
    """Tekstene i en kolonne som er kolonnens eget navn. Lengden siles først, for det er billig."""
    korte = (v for v in u.ulike_tekster(j) if navn and abs(len(v) - len(navn)) < 6)
    return {v for v in korte if normaliser(v) == normaliser(navn)}


def _bare_tekst_over_tall(u: Utsnitt, i: int, tekster: list, rad: list) -> bool:
    """En rad med bare tekst i en tabell som ellers har tall, rett over en rad med tall."""

    def har_tall(r: int) -> bool:
        return any(isinstance(v, int | float) and not isinstance(v, bool) for v in u.verdier[r])

    flest = len(rad) >= 2 and len(rad) == len(tekster)
    return flest and i > 0 and har_tall(0) and i + 1 < len(u.rader) and har_tall(i + 1)


def _ny_tabell_til_hoyre(u: Utsnitt) -> int | None:
    utfylt = u.utfylt().any(axis=0)
    for j in range(1, len(u.navn) - 1):
        if u.navn[j] or utfylt[j] or not any(u.navn[:j]):
            continue
        til_hoyre = {normaliser(n) for n in u.navn[j + 1 :] if n}
        if (
            til_hoyre & {normaliser(n) for n in u.navn[:j] if n}
            or antall_treff(u.navn[j + 1 :], u.nokler) >= 2
        ):
            return j + 1
    return None


def _er_fotnote(u: Utsnitt, i: int) -> bool:
    utfylte = [v for v in u.verdier[i] if v is not None]
    if len(utfylte) != 1 or len(u.navn) < 2 or not isinstance(utfylte[0], str):
        return False
    tekst = utfylte[0].strip()
    if tekst.casefold().startswith(begynnelser()):
        return True
    etter_luke = i == 0 or u.rader[i] - u.rader[i - 1] > 1
    setning = " " in tekst and not any(t.isdigit() for t in tekst.split()[0])
    return len(u.navn) > 2 and setning and (etter_luke or len(tekst) > 60 or _er_fotnote(u, i - 1))


def _feil_bredde(rad: list, ventet: int) -> bool:
    return len(rad) < ventet or any(rens(v) for v in rad[ventet:])


def _er_sumord(verdi: object) -> bool:
    # Det første tegnet siles først, for en kolonne kan ha mange tusen ulike koder.
    if not isinstance(verdi, str) or len(verdi) > 40 or not verdi.strip()[:1].isalpha():
        return False
    return normaliser(verdi) in ordliste("sumrader", "navn")


def _er_sumrad(u: Utsnitt) -> np.ndarray:
    """Rader der den første utfylte cellen, eller en kolonne for sone eller gruppe, er et ord for sum."""
    maske = np.zeros(len(u.rader), dtype=bool)
    ord_ = {j: {v for v in u.ulike_tekster(j) if _er_sumord(v)} for j in range(len(u.navn))}
    utfylt = u.utfylt() if any(ord_.values()) else maske
    for j in [j for j, mulige in ord_.items() if mulige]:
        aktuell = ~utfylt[:, :j].any(axis=1) | (
            normaliser(u.navn[j]) in ordliste("sumrader", "kolonner")
        )
        maske |= aktuell & np.array([isinstance(v, str) and v in ord_[j] for v in u.verdier[:, j]])
    return maske


def _er_antall(v: object) -> bool:
    return (
        isinstance(v, int | float) and not isinstance(v, bool) and v >= 0 and float(v).is_integer()
    )
