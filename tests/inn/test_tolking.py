"""Hele kolonner tolkes likt uansett rekkefølge, og hver verdi for seg."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.skjema import Felt
from metodikk.inn.tolking import som_serie, tolk, uten_verdier

CELLER = st.sampled_from(["12,5", "1 234", ":", "..", "<5", None, 7, 3.5, "x", "-", True, "1e309"])


def felt(type_: str) -> Felt:
    return Felt("f", type_, "", "", valg=("ja", "nei") if type_ == "valg" else ())


def _kolonne(celler: list) -> np.ndarray:
    ut = np.empty(len(celler), dtype=object)
    ut[:] = celler
    return ut


@settings(max_examples=40)
@given(st.lists(CELLER, max_size=20), st.randoms(use_true_random=False))
def test_rekkefolgen_paa_radene_spiller_ingen_rolle(celler, tilfeldig):
    stokk = list(range(len(celler)))
    tilfeldig.shuffle(stokk)
    rett, stokket = (tolk(felt("tall"), _kolonne(c)) for c in (celler, [celler[i] for i in stokk]))

    np.testing.assert_array_equal(rett.verdier[stokk], stokket.verdier)
    assert rett.merknader("f")[stokk].tolist() == stokket.merknader("f").tolist()
    assert rett.slag == stokket.slag


@settings(max_examples=40)
@given(st.lists(CELLER, max_size=20))
def test_tolking_endrer_ikke_raaverdiene(celler):
    raa = _kolonne(celler)
    for type_ in ("tall", "kode", "aar", "dato", "tekst", "liste", "ja_nei", "svar"):
        tolk(felt(type_), raa)

    assert list(raa) == celler


def test_sann_og_en_er_ikke_det_samme():
    tolket = tolk(felt("tall"), _kolonne([1, True, 0, False]))

    assert tolket.rader("ikke_tall").tolist() == [1, 3]


@pytest.mark.parametrize(
    ("type_", "dtype"),
    [("tall", "float64"), ("heltall", "float64"), ("aar", "float64"), ("kode", "str"), ("tekst", "str"),
     ("valg", "str"), ("ja_nei", "bool"), ("dato", "datetime64[s]"), ("liste", "object")],
)  # fmt: skip
def test_kolonnen_har_samme_type_enten_den_er_full_eller_mangler(type_, dtype):
    full = som_serie(felt(type_), tolk(felt(type_), _kolonne(["2024", None])))
    mangler = uten_verdier(felt(type_), 2)

    assert (full.dtype, mangler.dtype) == (dtype, dtype)
    assert len(uten_verdier(felt(type_), 0)) == 0


def test_tom_celle_er_tom_og_symbol_er_ikke_tomt():
    tolket = tolk(felt("tall"), _kolonne([None, ":", 0]))

    assert tolket.tom.tolist() == [True, False, False]


def test_datoer_blir_datoer():
    serie = som_serie(
        felt("dato"), tolk(felt("dato"), _kolonne([dt.datetime(2024, 2, 1), "01.02.2024"]))
    )

    assert (serie == pd.Timestamp(2024, 2, 1)).all()
