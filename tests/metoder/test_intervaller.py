"""Intervallene mot publiserte svar."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.metoder import _intervaller as intervaller

FASIT = Path(__file__).parents[1] / "fasit"


@pytest.mark.parametrize("rad", pd.read_csv(FASIT / "intervaller.csv").to_dict("records"))
def test_intervallet_er_det_publiserte(rad):
    if rad["maal"] == "wilson":
        svar = intervaller.wilson(rad["teller"], rad["nevner"], rad["konfidens"])
    else:
        svar = intervaller.poisson(rad["teller"], rad["konfidens"])

    np.testing.assert_allclose(svar, [rad["nedre"], rad["ovre"]], rtol=1e-9)


def test_byar_og_wilson_gir_samme_svar_som_arbeidsboka_til_phe(testdata):
    d = pd.read_excel(testdata("m_indicator_phe") / "testdata_Byars_Wilson.xlsx", engine="calamine")
    for rad in d.dropna(subset=["x", "lowercl"]).to_dict("records"):
        konfidens = {"95%": 0.95, "99.8%": 0.998}.get(str(rad["confidence"]), rad["confidence"])
        if rad["method"] == "Wilson":
            svar = intervaller.wilson(rad["x"], rad["n"], float(konfidens))
        elif rad["x"] >= 10:
            svar = intervaller.poisson(rad["x"], float(konfidens))
        else:
            continue
        np.testing.assert_allclose(svar, [rad["lowercl"], rad["uppercl"]], rtol=1e-9)


def test_newcombe_1998_56_av_70_mot_48_av_80():
    svar = intervaller.forskjell_andeler(56, 70, 48, 80)

    np.testing.assert_allclose(svar, [0.20, 0.0524, 0.3339], atol=5e-5)


def test_forhold_og_p_verdi_er_de_samme_som_poisson_test_i_r():
    forhold = intervaller.forhold_rater(11, 800, 21, 3011)

    np.testing.assert_allclose(forhold, [1.971488095, 0.858426403, 4.277265944], rtol=1e-8)
    assert intervaller.p_verdi_rater(11, 800, 21, 3011) == pytest.approx(0.079668633, rel=1e-6)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_forskjellen_snur_naar_omraadene_bytter_plass(a, n, b, m):
    a, b = min(a, n), min(b, m)

    d, nedre, ovre = intervaller.forskjell_andeler(a, n, b, m)
    snudd = intervaller.forskjell_andeler(b, m, a, n)

    np.testing.assert_allclose(snudd, [-d, -ovre, -nedre], atol=1e-12)
    assert nedre - 1e-12 <= d <= ovre + 1e-12


def test_grenser_uten_tall_og_uten_hendelser():
    assert np.isnan(intervaller.wilson(3, 0)).all()
    nedre, ovre = intervaller.poisson([0, np.nan])
    assert nedre[0] == 0
    assert ovre[0] == pytest.approx(3.688879454)
    assert np.isnan([nedre[1], ovre[1]]).all()
    with pytest.raises(ValueError, match="konfidens"):
        intervaller.wilson(1, 2, 95)
