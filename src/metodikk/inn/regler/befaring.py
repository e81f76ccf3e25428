"""Regler for funn fra befaringer og tellinger av bruk (K98x)."""

from __future__ import annotations

from collections.abc import Iterator

from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, tabellregel
from metodikk.inn.regler.treff import likner_personnavn, rader_der

AAPEN, ALLE_OG_INGEN = "åpen", ("kommunen", "kommune", "alle")


@tabellregel("K980", "befaringsfunn")
def funn_uten_eier(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["eier"].isna(), "eier")


@tabellregel("K981", "befaringsfunn")
def aapent_funn_uten_frist(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["frist"].isna() & (t.beholdt["status"] == AAPEN), "frist")


@tabellregel("K982", "befaringsfunn")
def lukket_foer_det_ble_meldt(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["lukket"] < t.beholdt["meldt"], "lukket")


@tabellregel("K983", "befaringsfunn")
def status_og_dato_passer_ikke(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    yield from rader_der(t, (d["status"] == AAPEN) == d["lukket"].notna(), "status")


@tabellregel("K984", "befaringsfunn")
def lukket_uten_svar(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["svar"].isna() & (t.beholdt["status"] != AAPEN), "svar")


@tabellregel("K985", "befaringsfunn")
def eieren_er_alle_eller_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    eier = t.beholdt["eier"].fillna("")
    gale = eier.map(likner_personnavn) | eier.str.strip().str.casefold().isin(ALLE_OG_INGEN)
    rader = t.beholdt.index[gale]
    if len(rader):
        yield Treff(rader, "eier", fant="en eier som ikke er en enhet")


@tabellregel("K986", "tellinger")
def runder_mangler(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt.dropna(subset=["dato", "kl"])
    runder = d.drop_duplicates(["sted", "dato", "kl"])
    kvartal = runder["dato"].dt.month % 12 // 3
    n = runder.groupby([runder["sted"], kvartal]).size()
    steder = sorted({sted for (sted, _), k in n.items() if k < n.max()})
    if steder:
        yield Treff((), "sted", fant=[str(s) for s in steder])
