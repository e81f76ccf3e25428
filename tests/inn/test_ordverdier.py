"""Koder, valg, ja/nei og lister tolkes uten å miste noe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.skjema import skjema, tabeller
from metodikk.inn.ordverdier import (
    naermeste,
    tolk_ja_nei,
    tolk_kode,
    tolk_liste,
    tolk_tekst,
    valgtolker,
)

KODER = st.text(alphabet="0123456789ABCabcæøå_-", min_size=1, max_size=12)


@given(KODER)
def test_en_ren_kode_er_uendret_ogsaa_med_nuller_foran(kode):
    lest = tolk_kode(kode)

    assert lest.verdi in (kode, None)
    assert lest.verdi == kode or lest.slag


@given(st.integers(0, 10**12))
def test_hele_tall_blir_kode_uten_desimaler(tall):
    assert tolk_kode(tall).verdi == tolk_kode(float(tall)).verdi == str(tall)


@pytest.mark.parametrize("gal", ["3,01E+07", "3.01e7", 1e16, "nan", "0nan", "<NA>", 3.5, True])
def test_koder_som_er_odelagt_blir_ikke_brukt(gal):
    assert tolk_kode(gal).verdi is None


@pytest.mark.parametrize(
    "valg", [f.valg for t in tabeller() for f in skjema(t).felt.values() if f.type == "valg"]
)
def test_alle_valg_i_skjemaene_leses_som_seg_selv_ogsaa_med_store_bokstaver(valg):
    tolk = valgtolker(valg)

    assert [tolk(v).verdi for v in valg] == list(valg)
    assert [tolk(v.upper()).verdi for v in valg] == list(valg)


@pytest.mark.parametrize(
    ("svar", "verdi"), [("JA", True), ("nei ", False), (1, True), ("x", True), (None, None)]
)
def test_ja_og_nei_i_vanlige_skrivemaater(svar, verdi):
    assert tolk_ja_nei(svar).verdi is verdi


@given(
    st.lists(
        st.text(alphabet="abcæøå ", min_size=1, max_size=8).map(str.strip).filter(bool),
        min_size=1,
        unique=True,
    )
)
def test_liste_skrevet_med_semikolon_leses_tilbake(verdier):
    rene = tuple(dict.fromkeys(" ".join(v.split()) for v in verdier))

    assert tolk_liste("; ".join(verdier)).verdi == rene


def test_forslag_til_valg_finnes_ogsaa_blant_de_andre_ordene_for_det():
    valg = skjema("ressurser").felt["type"].valg

    assert valgtolker(valg)("frivilig").forslag == "frivillig organisasjon"


def test_tall_i_en_liste_blir_kode():
    assert tolk_liste(99000003).verdi == ("99000003",)


def test_linjeskift_i_tekst_beholdes():
    assert tolk_tekst("en\nto").verdi == "en\nto"


def test_ingenting_likner_paa_noe_helt_annet():
    assert naermeste("xyz", ["park", "skole"]) == ""
