"""Gale celler gir alltid en kodet melding, aldri et unntak og aldri stillhet."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.skjema import skjema, tabeller
from tests.grundig import grundig
from tests.inn.prosjekthjelp import les

GALE = {
    "tall": ["ca. 4", "1.234", "nan", "1e309", "<5", ":", "..", "-", dt.datetime(2026, 4, 3), "12 34", "5 ‰"],
    "aar": ["24", 24, "i fjor", 45323, "31.12.2023", "2020–2022", "2025*", 2051],
    "dato": ["02/01/2024", "2024", "høsten 2024", 45323, "15.08.21", "31.02.2024"],
    "valg": ["noe annet", 7, dt.datetime(2026, 4, 3), True],
    "ja_nei": ["kanskje", 7, "janei"],
    "kode": ["3,01E+07", "<NA>", "0nan", 3.5, " A1\u200b", dt.datetime(2026, 4, 3)],
    "liste": ["a, b"],
    "tekst": ["ring 13097248022", "a@eksempel.no", "Vi\u202ek"],
}  # fmt: skip
GALE["heltall"] = [*GALE["tall"], 12.5]
CELLER = st.text(max_size=15) | st.floats() | st.integers() | st.booleans() | st.dates()
FELT = [(t, f) for t in tabeller() for f in skjema(t).felt.values()]


def eksempelrad(tabell: str) -> dict:
    """En rad laget av eksemplene i skjemaet."""
    return {f.felt: f.eksempel for f in skjema(tabell).felt.values()}


def funn_i(tabell: str, rad: dict) -> set[tuple]:
    data = les(**{"soner": [], tabell: [eksempelrad(tabell), rad]})
    return {(f.kode, f.celle, f.fant) for f in data.funn if f.kode not in ("K511", "K512")}


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_en_gal_celle_gir_alltid_et_nytt_funn(data):
    tabell, felt = data.draw(st.sampled_from(FELT))
    gal = data.draw(st.sampled_from(GALE[felt.type]))
    grunnlag = funn_i(tabell, eksempelrad(tabell))

    assert funn_i(tabell, {**eksempelrad(tabell), felt.felt: gal}) - grunnlag


test_en_gal_celle_gir_alltid_et_nytt_funn_i_mange = grundig(
    test_en_gal_celle_gir_alltid_et_nytt_funn, 200, st.data()
)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FELT), CELLER)
def test_ingen_celle_gir_et_unntak(valgt, verdi):
    tabell, felt = valgt
    if isinstance(verdi, str):
        verdi = "".join(t for t in verdi if t.isprintable())
    if isinstance(verdi, int | float) and not -1e300 < verdi < 1e300:
        verdi = str(verdi)

    les(**{"soner": [], tabell: [{**eksempelrad(tabell), felt.felt: verdi}]})


test_ingen_celle_gir_et_unntak_i_mange = grundig(
    test_ingen_celle_gir_et_unntak, 200, st.sampled_from(FELT), CELLER
)


@pytest.mark.parametrize("tabell", tabeller())
def test_eksemplene_i_skjemaet_er_gyldige_i_seg_selv(tabell):
    data = les(**{"soner": [], tabell: [eksempelrad(tabell)]})
    gale = [f for f in data.funn if f.alvor.hindrer and f.kode not in ("K224", "K222")]

    assert gale == []
