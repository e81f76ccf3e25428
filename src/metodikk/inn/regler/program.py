"""Regler for tiltak, utfall og programteori (K54x–K55x)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import koder, navn_paa_person, rader_der

FLEST_HOVEDUTFALL = 2


@tabellregel("K540", "tiltak")
def tiltak_uten_ansvarlig(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["ansvarlig"].isna(), "ansvarlig")


@tabellregel("K542", "tiltak")
def ansvarlig_er_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from navn_paa_person(t, "ansvarlig")


@tabellregel("K543", "tiltak")
def endret_uten_forklaring(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    endret = d["status"].isin(["endret", "avsluttet uten å bli gjennomført"]) & d["endring"].isna()
    if endret.any():
        yield Treff(d.index[endret], "status", samlet=True)


@tabellregel("K544", "tiltak")
def gjennomfort_uten_omfang(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    uten = (d["status"] == "gjennomført") & d["planlagt"].notna() & d["levert"].isna()
    if uten.any():
        yield Treff(d.index[uten], "status", fant=koder(t, d.index[uten]), samlet=True)


@tabellregel("K550", "utfall")
def antall_hovedutfall(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    antall = int(t.beholdt["hovedutfall"].sum())
    if not 1 <= antall <= FLEST_HOVEDUTFALL:
        yield Treff((), "hovedutfall", fant=f"{antall} hovedutfall")


@prosjektregel("K551", "utfall", "indikatorer")
def utfall_valgt_etter_resultatene(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("utfall").dropna(subset=["maalt_med", "valgt"])
    siste = o.data("indikatorer").dropna(subset=["teller"]).groupby("indikator")["aar"].max()
    sene = d[d["valgt"].dt.year > d["maalt_med"].map(siste)]
    if len(sene):
        yield Treff(sene.index, "valgt", tabell="utfall")


@tabellregel("K552", "programteori")
def programteori_i_ring(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """En virkning kan ikke være sin egen årsak."""
    leder_til = _kjede(t)
    i_ring = [ledd for ledd in leder_til if ledd in _naar(ledd, leder_til)]
    if i_ring:
        yield Treff(t.beholdt.index[t.beholdt["ledd"].isin(i_ring)], "leder_til", samlet=True)


@tabellregel("K553", "programteori")
def ledd_som_staar_alene(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    leder_til = _kjede(t)
    naadd = {til for mal in leder_til.values() for til in mal}
    alene = [ledd for ledd, mal in leder_til.items() if not mal and ledd not in naadd]
    if alene and len(leder_til) > 1:
        yield Treff(t.beholdt.index[t.beholdt["ledd"].isin(alene)], "ledd", samlet=True)


def _kjede(t: Tabell) -> dict[str, tuple[str, ...]]:
    d = t.beholdt.dropna(subset=["ledd"])
    return dict(zip(d["ledd"], d["leder_til"], strict=True))


def _naar(start: str, leder_til: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Alle leddene som kan nås fra `start`."""
    naadd: set[str] = set()
    venter = list(leder_til.get(start, ()))
    while venter:
        if (ledd := venter.pop()) not in naadd:
            naadd.add(ledd)
            venter += leder_til.get(ledd, ())
    return naadd
