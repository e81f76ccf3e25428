"""Programteorien: kjeden fra innsats til samfunnseffekt, og hullene i den."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Funn

LEDD = ("innsats", "aktivitet", "produkt", "brukereffekt", "samfunnseffekt")


@dataclass(frozen=True, eq=False)
class Programteori:
    """Kjeden som tabell, med hullene som funn."""

    tabell: pd.DataFrame
    funn: tuple[Funn, ...]


def programteori(teori: pd.DataFrame, utfall: pd.DataFrame) -> Programteori:
    """Sett opp programteorien, og finn hullene i den.

    Bruk denne først i evalueringen: uten kjeden vet ingen hvor det stoppet.

    Parametere
    ----------
    teori : DataFrame
        Tabellen `programteori`. Endres ikke.
    utfall : DataFrame
        Tabellen `utfall`, for å sette navn på det som måles.

    Returnerer
    ----------
    Programteori

    Eksempel
    --------
    >>> t = pd.DataFrame({"ledd": ["P1", "P2"], "type": ["innsats", "brukereffekt"],
    ...     "tekst": ["Penger", "Flere møtes"], "leder_til": [("P2",), ()], "antakelse": ["", ""],
    ...     "utfall": ["", "U1"]})
    >>> u = pd.DataFrame({"utfall": ["U1"], "navn": ["Flere møtes"]})
    >>> programteori(t, u).funn[0].fant
    'uten antakelse: P1; mangler leddet aktivitet; mangler leddet produkt; mangler leddet samfunnseffekt'
    """
    orden = teori.assign(_nr=teori["type"].map({t: i for i, t in enumerate(LEDD)}))
    orden = orden.sort_values(["_nr", "ledd"], kind="stable", ignore_index=True).drop(columns="_nr")
    navn = utfall.set_index("utfall")["navn"]
    tekster = orden.set_index("ledd")["tekst"]
    tabell = orden.assign(
        maalt=orden["utfall"].map(navn).fillna(""),
        forer_til=[liste([tekster.get(m, m) for m in _mange(til)]) for til in orden["leder_til"]],
        antakelse=orden["antakelse"].fillna(""),
    )
    hull = _hull(tabell)
    return Programteori(tabell, (funn("K874", fant="; ".join(hull)),) if hull else ())


def _hull(t: pd.DataFrame) -> list[str]:
    if t.empty:
        return []
    pekt_paa = {m for til in t["leder_til"] for m in _mange(til)}
    siste = t["type"] == LEDD[-1]
    ender = [not _mange(til) for til in t["leder_til"]]
    deler = [
        ("uten antakelse", t.loc[(t["antakelse"] == "") & ~pd.Series(ender), "ledd"]),
        (
            "fører ikke videre",
            t.loc[pd.Series(ender) & ~siste & (t["type"] != "brukereffekt"), "ledd"],
        ),
        ("ingenting fører til", t.loc[(t["type"] != LEDD[0]) & ~t["ledd"].isin(pekt_paa), "ledd"]),
        (
            "brukereffekt uten måling",
            t.loc[(t["type"] == "brukereffekt") & (t["maalt"] == ""), "ledd"],
        ),
        ("peker på et ledd som ikke finnes", sorted(pekt_paa - set(t["ledd"]))),
    ]
    ut = [f"{hva}: {', '.join(ledd)}" for hva, ledd in deler if len(ledd)]
    ut += [f"mangler leddet {ledd}" for ledd in LEDD if ledd not in set(t["type"])]
    if ring := _ring(t):
        ut.append(f"går i ring: {' → '.join(ring)}")
    return ut


def _ring(t: pd.DataFrame) -> list[str]:
    til = {ledd: _mange(m) for ledd, m in zip(t["ledd"], t["leder_til"], strict=True)}
    ferdige: set[str] = set()

    def folg(ledd, vei):
        if ledd in vei:
            return [*vei[vei.index(ledd) :], ledd]
        if ledd in ferdige:
            return []
        ferdige.add(ledd)
        return next((r for m in til.get(ledd, ()) if (r := folg(m, [*vei, ledd]))), [])

    return next((r for ledd in til if (r := folg(ledd, []))), [])


def _mange(verdi) -> tuple[str, ...]:
    return verdi if isinstance(verdi, tuple) else ()
