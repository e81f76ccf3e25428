"""Regler for år og datoer (K4xx)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metodikk.grunn.tall import periode
from metodikk.grunn.typer import Alvor
from metodikk.inn.adresser import spenn
from metodikk.inn.kontrolltabell import Kolonne, Omgivelser, Tabell
from metodikk.inn.register import Treff, kolonneregel, tabellregel

FAKTA = (
    "befolkning", "indikatorer", "stedsfakta", "runder", "svar", "apne_svar", "brudd", "relasjoner",
)  # fmt: skip
PLANER, LENGSTE_PLAN = ("budsjett", "videreforingsplan"), 20


@kolonneregel("K401", "aar")
def ikke_et_aar(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("ikke_aar")


@kolonneregel("K402", "aar", "dato")
def tosifret_aar(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("tosifret")


@kolonneregel("K403", "kode", "valg")
def excel_har_laget_dato(k: Kolonne) -> Iterator[Treff]:
    """Aldersgruppen «3-4» blir til 3. april når den skrives i en vanlig celle."""
    yield from k.treff("dato")


@kolonneregel("K405", "aar")
def periode_i_stedet_for_aar(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("periode", samlet=True)


@kolonneregel("K406", "aar")
def dato_i_aarskolonnen(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("dato_som_aar", samlet=True)


@kolonneregel("K407", "aar", "dato")
def dato_er_blitt_tall(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("dato_som_tall")
    yield from k.treff("serienummer")


@kolonneregel("K408", "dato")
def dato_med_skraastrek(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("skraastrek")


@kolonneregel("K409", "dato")
def dato_uten_dag(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("bare_aar")


@kolonneregel("K410", "dato")
def ikke_en_dato(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("ikke_dato")


@kolonneregel("K413", "aar")
def forelopige_tall(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("forelopig", samlet=True, rettet=True)


@tabellregel("K404", "soner", *FAKTA)
def framtidig_aar(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for navn, k in t.kolonner.items():
        if k.felt.type == "aar" and len(rader := np.flatnonzero(t.data[navn] > o.i_aar)):
            yield Treff(rader, navn)


@tabellregel("K420", *PLANER)
def aar_langt_fram(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for navn, k in t.kolonner.items():
        langt = t.data[navn] > o.i_aar + LENGSTE_PLAN if k.felt.type == "aar" else ()
        if len(rader := np.flatnonzero(langt)):
            yield Treff(rader, navn)


@tabellregel("K411", "indikatorer", "befolkning")
def aar_mangler_i_midten(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Linjen i figuren brytes. Målinger med faste mellomrom (hvert femte år) har ingen hull."""
    if not t.har("aar"):
        return
    for navn, aar in _aar_i_deler(t).items():
        if len({*np.diff(sorted(aar))}) < 2 and len(aar) > 2:
            continue
        borte = sorted(set(range(min(aar), max(aar) + 1)) - aar)
        if borte:
            perioder = ", ".join(periode(a, b) for a, b in spenn(borte))
            yield Treff((), "aar", fant=f"{perioder} mangler{f' ({navn})' if navn else ''}")


@tabellregel("K412", "tiltak")
def slutt_for_start(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["slutt"] < t.beholdt["start"]]
    if len(rader):
        yield Treff(rader, "slutt")


@tabellregel("K414", "befolkning", "indikatorer")
def tall_fra_for_grensene_gjaldt(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """En null fra før sonen fantes, er ikke en null. Den regnes som at tallet mangler."""
    soner = o.data("soner")
    if not t.har("sone", "aar") or "gjelder_fra" not in soner:
        return
    fra = t.data["sone"].map(
        soner.dropna(subset=["sone"]).drop_duplicates("sone").set_index("sone")["gjelder_fra"]
    )
    tidlig = ~t.utelatt & (t.data["aar"] < fra)
    felt = "antall" if t.navn == "befolkning" else "teller"
    null = (
        tidlig
        & (t.data[felt] == 0)
        & (t.navn == "befolkning" or t.data[felt].eq(t.data.get("nevner")))
    )
    if null.any():
        t.data.loc[null, felt] = np.nan
        t.data.loc[null, "merknad"] = "mangler: sonen hadde andre grenser dette året"
        yield Treff(np.flatnonzero(null), felt, alvor=Alvor.FEIL)
    meldt = t.data["sone"].isin(o.data("brudd").get("gjelder", []))
    for rest, alvor in ((tidlig & ~null & ~meldt, None), (tidlig & ~null & meldt, Alvor.INFO)):
        if rest.any():
            yield Treff(np.flatnonzero(rest), "sone", samlet=True, alvor=alvor)


@tabellregel("K415", "indikatorer")
def bare_ett_aar(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if not t.har("indikator", "aar"):
        return
    for navn, aar in _aar_i_deler(t).items():
        if len(aar) == 1:
            yield Treff((), "aar", fant=f"{navn}: bare {min(aar)}")


@tabellregel("K418", "ressurser", "utfall")
def dato_i_framtida(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for navn in ("bekreftet", "valgt"):
        if t.har(navn) and len(rader := np.flatnonzero(t.data[navn].dt.year > o.i_aar)):
            yield Treff(rader, navn)


@tabellregel("K419", "ressurser")
def gamle_opplysninger(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = np.flatnonzero(t.data["bekreftet"].dt.year < o.i_aar - 3)
    if len(rader):
        yield Treff(rader, "bekreftet", samlet=True)


def _aar_i_deler(t: Tabell) -> dict[str, set[int]]:
    """Årene som finnes, for hver indikator. Én del uten navn når tabellen ikke har indikatorer."""
    d = t.beholdt.dropna(subset=["aar"])
    if t.navn == "indikatorer" and t.har("indikator"):
        return {str(n): {int(a) for a in g.unique()} for n, g in d.groupby("indikator")["aar"]}
    return {"": {int(a) for a in pd.unique(d["aar"])}} if len(d) else {}
