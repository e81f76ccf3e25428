"""Syntetisk kontroll: Proposition 99 og egenskaper som må gjelde."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.metoder import syntetisk

FOER, ETTER = list(range(1970, 1989)), list(range(1989, 2001))


@pytest.fixture(scope="module")
def prop99(testdata):
    data = pd.read_csv(testdata("m_synth_prop99") / "california_prop99.csv", sep=";")
    return data.pivot(index="State", columns="Year", values="PacksPerCapita")


@pytest.fixture(scope="module")
def california(prop99):
    return syntetisk.syntetisk_kontroll(prop99, ["California"], FOER, ETTER)


def test_prop99_gir_det_sanne_optimum(california, prop99, testdata):
    golden = pd.read_csv(testdata("m_synth_prop99") / "golden_tau.csv").set_index("method")["tau"]

    assert california.effekt == pytest.approx(-19.5136, abs=1e-4)
    assert california.effekt == pytest.approx(
        golden["sc"], abs=0.15
    )  # synthdid stopper litt tidlig


def test_prop99_vektene_er_som_synthdid_sine(california, testdata):
    golden = pd.read_csv(testdata("m_synth_prop99") / "golden_weights.csv").set_index("state")

    vekt = california.vekter.set_index("sone")["vekt"]

    np.testing.assert_allclose(vekt, golden.loc[vekt.index, "omega_sc"], atol=0.01)
    assert vekt.drop("Utah").max() < 0.4 < vekt["Utah"] + 0.01


def test_prop99_sdid_er_som_synthdid(prop99, testdata):
    golden = pd.read_csv(testdata("m_synth_prop99") / "golden_tau.csv").set_index("method")["tau"]

    assert syntetisk.syntetisk_did(prop99, ["California"], FOER, ETTER) == pytest.approx(
        golden["synthdid"], abs=2e-3
    )


def test_prop99_california_er_nummer_tre_av_39(california):
    assert california.p == pytest.approx(3 / 39)
    assert len(california.placebo) == 39


def test_uten_en_viser_hvor_mye_hver_sone_betyr(california):
    assert set(california.uten_en["uten"]) >= {"Utah", "Nevada", "Montana", "Connecticut"}
    assert california.uten_en["effekt"].between(-21, -17).all()


def test_en_sone_med_nesten_all_vekt_gir_advarsel():
    panel = pd.DataFrame([[1.0, 2, 3, 9], [1.0, 2, 3, 4], [9.0, 9, 9, 9], [8.0, 8, 8, 8]])

    svar = syntetisk.syntetisk_kontroll(panel, [0], [0, 1, 2], [3])

    assert svar.vekter["vekt"].max() > 0.7
    assert any("én sone" in a for a in svar.advarsler)
    assert any("Bare 3 år" in a for a in svar.advarsler)


def test_daarlig_treff_gir_advarsel():
    panel = pd.DataFrame([[9.0, 1, 9, 5], [1.0, 2, 1, 2], [2.0, 1, 2, 1]])

    assert any(
        "treffer ikke" in a
        for a in syntetisk.syntetisk_kontroll(panel, [0], [0, 1, 2], [3]).advarsler
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 8), st.integers(2, 10), st.integers(0, 999))
def test_vektene_er_aldri_negative_og_summerer_til_en(antall, aar, fro):
    rng = np.random.default_rng(fro)

    w = syntetisk.simpleksvekter(rng.normal(size=(aar, antall)), rng.normal(size=aar))

    assert w.min() >= 0
    assert w.sum() == pytest.approx(1)


def test_ekte_blanding_gir_ingen_effekt_og_endrer_ikke_inndata():
    rng = np.random.default_rng(4)
    givere = rng.normal(size=(5, 12))
    panel = pd.DataFrame(np.vstack([[0.5, 0.3, 0.2, 0, 0] @ givere, givere]))
    foer = panel.copy()

    svar = syntetisk.syntetisk_kontroll(panel, [0], range(9), range(9, 12))

    assert abs(svar.effekt) < 1e-4
    pd.testing.assert_frame_equal(panel, foer)


def test_mange_placebogrupper_krever_rng():
    panel = pd.DataFrame(np.random.default_rng(1).normal(size=(30, 4)))

    with pytest.raises(ValueError, match="rng"):
        syntetisk.syntetisk_kontroll(panel, [0, 1], [0, 1], [2, 3])
