"""Hva evalueringen sier om utfallene bak hvert tiltak. Ordene er evalueringens, ingenting regnes på nytt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from metodikk.grunn.feil import BrukFeil, DataFeil
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder.evaluering import evaluer, klarer
from metodikk.metoder.evaluering.svar import BIDRAG, SAMVARIASJON
from metodikk.metoder.evaluering.utfall import (
    FEIL_RETNING,
    IKKE_TYDELIG,
    KAN_IKKE_VISES,
    RIKTIG_RETNING,
)

IKKE_EVALUERT, IKKE_MAALT = "ikke evaluert", "ingenting er målt"
TRENGER = ("soner", "indikatorer", "utfall")
UTEN_TALL = (
    "Prosjektet har ikke tabellene Indikatorer og Utfall, eller ingen [program] i prosjektfilen. "
    "Da kan rapporten ikke si hva evalueringen fant."
)
OM_UTFALL = "Utfall og ord fra evalueringen. Ingen rader handler om enkeltpersoner."


def ord_for(svar: str, ledd: str) -> str:
    """Si i ett uttrykk hvor langt evalueringen går for et utfall.

    Parametere
    ----------
    svar, ledd : str
        Slik de står i oversikten fra :func:`metodikk.metoder.evaluering.klarer`.

    Returnerer
    ----------
    str

    Eksempel
    --------
    >>> ord_for("tydelig, ønsket vei", "sannsynliggjort bidrag"), ord_for("ikke tydelig", "beskrivende endring")
    ('sannsynliggjort bidrag', 'ikke tydelig')
    """
    if svar == FEIL_RETNING:
        return "tydelig, men i motsatt retning"
    if svar == RIKTIG_RETNING:
        return ledd if ledd in (BIDRAG, SAMVARIASJON) else "bare en beskrivelse"
    return {IKKE_TYDELIG: "ikke tydelig", KAN_IKKE_VISES: "kan ikke vises"}.get(svar, "kan ikke sies")  # fmt: skip


def utfallene(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], program, naboer: Sequence[str] | None = None,
    indikatorer: Mapping[str, Mapping] | None = None, fro: int = 1, grenser: prikking.Grenser | None = None,
) -> Klarert:  # fmt: skip
    """Evaluer utfallene når prosjektet har tallene, og gi ordet for hvert av dem.

    Returnerer
    ----------
    Klarert
        `utfall`, `navn` og `ord`. Tom, med en grunn, når noe mangler eller årene ikke går opp.
    """
    har = all(t in tabeller and len(tabeller[t]) for t in TRENGER)
    if not har or program is None:
        return prikking.klarer_uten_personer(pd.DataFrame(columns=["utfall", "navn", "ord"]), OM_UTFALL, mangler=UTEN_TALL)  # fmt: skip
    try:
        ev = evaluer(tabeller, omraade=omraade, program=program, naboer=naboer, indikatorer=indikatorer, fro=fro)  # fmt: skip
    except (BrukFeil, DataFeil) as feil:
        return prikking.klarer_uten_personer(pd.DataFrame(columns=["utfall", "navn", "ord"]), OM_UTFALL, mangler=f"Evalueringen kunne ikke lages. {feil}")  # fmt: skip
    return prikking.avled(klarer(ev, grenser).oversikt, _ordene)


def _ordene(t: pd.DataFrame) -> pd.DataFrame:
    if not len(t):
        return pd.DataFrame(columns=["utfall", "navn", "ord"])
    ord_ = [ord_for(s, ledd) for s, ledd in zip(t["svar"], t["ledd"], strict=True)]
    return pd.DataFrame({"utfall": t["utfall"], "navn": t["kort"], "ord": ord_})


def per_tiltak(tiltak: pd.DataFrame, utfall: pd.DataFrame, navn: Mapping[str, str]) -> pd.DataFrame:
    """Si hva evalueringen sier om utfallene hvert tiltak skulle påvirke.

    Parametere
    ----------
    tiltak : DataFrame
        Med `tiltak` og `utfall` (liste).
    utfall : DataFrame
        Utfallene med `utfall` og `ord`, tom når ingenting er evaluert.
    navn : dict
        Navnet på hvert utfall.

    Returnerer
    ----------
    DataFrame
        Én rad for hvert tiltak og utfall: `tiltak`, `utfall` (navnet) og `sier`.

    Eksempel
    --------
    >>> tiltak = pd.DataFrame({"tiltak": ["T1", "T2"], "utfall": [("U1",), ()]})
    >>> utfall = pd.DataFrame({"utfall": ["U1"], "ord": ["ikke tydelig"]})
    >>> per_tiltak(tiltak, utfall, {"U1": "Flere er med"})["sier"].tolist()
    ['ikke tydelig', 'ingenting er målt']
    """
    ord_ = dict(zip(utfall["utfall"], utfall["ord"], strict=True))
    rader = []
    for r in tiltak.itertuples():
        egne = [u for u in r.utfall if u in navn]
        rader += [(r.tiltak, navn[u], ord_.get(u, IKKE_EVALUERT)) for u in egne]
        rader += [] if egne else [(r.tiltak, "", IKKE_MAALT)]
    return pd.DataFrame(rader, columns=["tiltak", "utfall", "sier"])
