"""Celler tolkes som tall uten å gjette."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.tall import tall
from metodikk.inn.tallverdier import tolk_tall


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda v: round(v, 2)))
def test_tall_skrevet_paa_norsk_leses_tilbake_til_det_samme(verdi):
    lest = tolk_tall(tall(verdi, 2)).verdi

    assert lest == pytest.approx(verdi, abs=0.0051)


@given(st.integers(-(10**12), 10**12))
def test_hele_tall_skrevet_paa_norsk_leses_tilbake_til_det_samme(verdi):
    assert tolk_tall(tall(verdi)).verdi == verdi


@given(st.text(max_size=20))
def test_ingen_tekst_gir_unntak_eller_et_uendelig_tall(tekst):
    lest = tolk_tall(tekst)

    assert lest.verdi is None or math.isfinite(lest.verdi)


@given(st.text(max_size=20))
def test_en_tekst_som_ikke_er_tom_blir_aldri_borte_i_stillhet(tekst):
    lest = tolk_tall(tekst)
    tom = lest.verdi is None and not lest.slag

    assert not tom or not any(t.isprintable() and not t.isspace() for t in tekst)


@pytest.mark.parametrize(
    ("skrevet", "verdi"),
    [("1 234", 1234), ("1 234 567", 1234567), ("1.234.567", 1234567), ("1.234,5", 1234.5),
     ("1,234.5", 1234.5), ("−5", -5), ("–5", -5), ("+5", 5), ("0,5", 0.5), (",5", 0.5), ("0.875", 0.875),
     ("12,5 %", 12.5), ("kr 450 000", 450000), ("450 000,-", 450000), ("1 234¹", 1234), ("5 1)", 5),
     ("1'234", 1234), ("１２", 12)],
)  # fmt: skip
def test_entydige_skrivemaater_leses(skrevet, verdi):
    assert tolk_tall(skrevet).verdi == verdi


@pytest.mark.parametrize(
    "skrevet", ["1.234", "12 34", "ca. 5", "5-", "1,2,3", "--5", "1e309", "nan", "True"]
)
def test_det_som_kan_vaere_feil_blir_ikke_et_tall(skrevet):
    lest = tolk_tall(skrevet)

    assert lest.verdi is None
    assert lest.slag


@pytest.mark.parametrize("tomt", [None, "", " ", "\u200b", "\u00a0"])
def test_tomme_celler_er_tomme_og_ikke_null(tomt):
    lest = tolk_tall(tomt)

    assert (lest.verdi, lest.slag, lest.merknad) == (None, (), "")
