"""Grovere kjennetegn: minst k personer deler hver kombinasjon, og ikke mer enn nødvendig går tapt."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.metoder.prikking import SOM_FOER, Trinn, gjor_grovere, like_svar
from tests.grundig import grundig

BORT = Trinn("tatt bort")
ALDER = Trinn("to og to", {"a": "ab", "b": "ab", "c": "cd", "d": "cd"})
TRAPPER = {"sone": [SOM_FOER, BORT], "alder": [SOM_FOER, ALDER, BORT]}


def _rader(data: pd.DataFrame, kjennetegn) -> dict[tuple, set]:
    """Personene bak hver kombinasjon, talt uten pandas."""
    ut = defaultdict(set)
    for rad in data.to_dict("records"):
        ut[tuple(str(rad[n]) for n in kjennetegn)].add(rad["hvem"])
    return ut


kjennetegn_og_person = st.lists(
    st.tuples(st.sampled_from("123"), st.sampled_from("abcd"), st.integers(0, 25)), max_size=40
)
kjennetegn = st.lists(
    st.tuples(st.sampled_from("12"), st.sampled_from("abcd")), min_size=8, max_size=30
)


@settings(max_examples=50, deadline=None)
@given(kjennetegn_og_person, st.integers(2, 6))
def test_minst_k_personer_deler_hver_kombinasjon(rader, k):
    data = pd.DataFrame(rader, columns=["sone", "alder", "hvem"])

    g = gjor_grovere(data, TRAPPER, k=k, person="hvem")

    assert len(g.data) + g.holdt_tilbake == len(data)
    if g.kjennetegn:
        assert all(len(p) >= k for p in _rader(g.data, g.kjennetegn).values())
    else:
        assert not len(g.data) or g.data["hvem"].nunique() >= k
    assert 0 <= g.tap <= 1
    assert len(set(g.data.index) - set(data.index)) == 0


test_minst_k_personer_deler_hver_kombinasjon_i_mange = grundig(
    test_minst_k_personer_deler_hver_kombinasjon, 300, kjennetegn_og_person, st.integers(2, 6)
)


@settings(max_examples=20, deadline=None)
@given(kjennetegn)
def test_ingen_annen_maate_taper_mindre(rader):
    """Prøver hver fast måte for seg. Ingen av dem kan være bedre enn den som ble valgt."""
    data = pd.DataFrame(rader, columns=["sone", "alder"])
    valgt = gjor_grovere(data, TRAPPER, k=4)

    for sone in TRAPPER["sone"]:
        for alder in TRAPPER["alder"]:
            en = gjor_grovere(data, {"sone": [sone], "alder": [alder]}, k=4)
            assert valgt.tap <= en.tap + 1e-9


test_ingen_annen_maate_taper_mindre_i_mange = grundig(
    test_ingen_annen_maate_taper_mindre, 200, kjennetegn
)


def test_er_alle_mange_nok_er_ingenting_endret():
    data = pd.DataFrame({"sone": ["1"] * 5 + ["2"] * 5, "alder": "a"})

    g = gjor_grovere(data, TRAPPER, k=5)

    pd.testing.assert_frame_equal(g.data, data)
    assert (g.trinn, g.ikke_vist, g.holdt_tilbake, g.tap) == ({}, 0, 0, 0)


def test_faa_sjeldne_svar_koster_mindre_enn_aa_ta_bort_for_alle():
    data = pd.DataFrame({"kjonn": ["k"] * 40 + ["m"] * 40 + ["ukjent"] * 5 + ["annet"]})

    g = gjor_grovere(data, {"kjonn": [SOM_FOER, BORT]}, k=6)

    assert g.kjennetegn == ("kjonn",)
    assert g.data["kjonn"].value_counts().to_dict() == {"k": 40, "m": 40, "ikke vist": 6}
    assert g.ikke_vist == 6


def test_er_de_sjeldne_for_faa_ogsaa_samlet_er_de_ikke_med():
    data = pd.DataFrame({"kjonn": ["k"] * 40 + ["m"] * 40 + ["annet"]})

    g = gjor_grovere(data, {"kjonn": [SOM_FOER, BORT]}, k=5)

    assert (len(g.data), g.holdt_tilbake, g.ikke_vist) == (80, 1, 0)


def test_en_person_med_mange_rader_er_en_person():
    data = pd.DataFrame({"sone": ["1"] * 6 + ["2"] * 6, "hvem": [1] * 6 + [2, 3, 4, 5, 6, 7]})

    g = gjor_grovere(data, {"sone": [SOM_FOER, BORT]}, k=5, person="hvem")

    assert set(g.data["sone"]) == {"2"} if "sone" in g.data else True
    assert g.data["hvem"].nunique() >= 5
    assert gjor_grovere(data, {"sone": [SOM_FOER]}, k=5).holdt_tilbake == 0


def test_manglende_verdi_er_en_egen_kombinasjon():
    data = pd.DataFrame({"alder": ["a"] * 6 + [None]})

    assert gjor_grovere(data, {"alder": [SOM_FOER]}, k=5).holdt_tilbake == 1


def test_tall_som_ikke_vises_er_tomme_og_resten_er_uendret():
    data = pd.DataFrame({"vekt": [1.5] * 20 + [7.0] * 3 + [8.0] * 3})

    g = gjor_grovere(data, {"vekt": [SOM_FOER]}, k=5)

    assert g.data["vekt"].dtype == float
    assert g.data["vekt"].isna().sum() == g.ikke_vist == 6


def test_dataene_endres_ikke():
    data = pd.DataFrame({"sone": ["1", "2", "3"], "alder": ["a", "b", "c"]})
    foer = data.copy()

    gjor_grovere(data, TRAPPER, k=3)

    pd.testing.assert_frame_equal(data, foer)


@pytest.mark.parametrize(("svar", "ventet"), [
    ([5, 5, 1, 4], 1), ([5, 4, 1, 4], 0), ([np.nan, np.nan, 1, 4], 0), ([5, np.nan, 1, 4], 0), ([5, 5, 4, 4], 2),
])  # fmt: skip
def test_grupper_der_alle_har_svart_likt(svar, ventet):
    data = pd.DataFrame({"sone": ["1", "1", "2", "2"], "trygg": svar})

    assert like_svar(data, ["sone"], ["trygg"]) == ventet
    assert like_svar(data, ["sone"], []) == 0
