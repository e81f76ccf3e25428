"""Hva vi kan si om usikre tall."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.metoder import usikkerhet

FASIT = Path(__file__).parents[1] / "fasit"


@pytest.mark.parametrize("rad", pd.read_csv(FASIT / "trakter.csv").to_dict("records"))
def test_traktgrensene_er_de_publiserte(rad):
    if rad["maal"] == "andel":
        svar = usikkerhet.trakt_andel(rad["snitt"], rad["nevner"], rad["konfidens"])
    else:
        svar = usikkerhet.trakt_rate(rad["nevner"], rad["konfidens"])

    np.testing.assert_allclose(svar, [rad["nedre"], rad["ovre"]], rtol=1e-6)


def test_trakten_er_den_samme_som_i_phe_sin_fil(testdata):
    fasit = pd.read_csv(testdata("m_indicator_phe") / "testdata_funnel_prop_outputs.csv")

    for konfidens, navn in ((0.95, "2s0025"), (0.998, "3s0001")):
        nedre, ovre = usikkerhet.trakt_andel(0.80642448, fasit["Population"], konfidens)

        np.testing.assert_allclose(nedre * 100, fasit[f"Lower{navn}limit"], atol=2e-5)
        np.testing.assert_allclose(ovre * 100, fasit[f"Upper{navn}limit"], atol=2e-5)


def test_krymping_er_den_samme_som_ebest_i_spdep():
    """Barnedødelighet i Auckland 1977–1985: dødsfall mot ni år med barn under fem."""
    auckland = pd.read_csv(FASIT / "auckland.csv")

    svar = usikkerhet.krymp(auckland["teller"], auckland["barn"] * 9)

    ebest = [0.002978033926, 0.002865623293, 0.002118164662, 0.002535808319, 0.002565201486]
    np.testing.assert_allclose(svar[:5], ebest, rtol=1e-9)


def test_krymping_trekker_alltid_mot_snittet():
    rng = np.random.default_rng(3)
    nevner = rng.integers(50, 400, 40)
    teller = rng.binomial(nevner, 0.1)

    svar = usikkerhet.krymp(teller, nevner)

    raa, snitt = teller / nevner, teller.sum() / nevner.sum()
    assert (np.abs(svar - snitt) <= np.abs(raa - snitt) + 1e-12).all()


def test_holm_er_den_samme_som_p_adjust_i_r():
    np.testing.assert_allclose(
        usikkerhet.holm([0.01, 0.02, 0.03, 0.04, 0.05]), [0.05, 0.08, 0.09, 0.09, 0.09]
    )
    np.testing.assert_allclose(usikkerhet.holm([0.04, 0.001]), [0.04, 0.002])


def test_seksti_omraader_og_tjue_indikatorer_gir_seksti_falske_utslag():
    assert usikkerhet.ventet_falske(1200, 0.95) == pytest.approx(60)


def _rad(x, n, y=700, m=7000):
    return pd.DataFrame({"teller": [x], "nevner": [n], "teller_mot": [y], "nevner_mot": [m]})


@pytest.mark.parametrize(
    ("x", "n", "ord_"),
    [
        (200, 1000, "høyere"), (40, 1000, "lavere"), (315, 3000, "på nivå"),
        (5, 40, "for lite grunnlag"), (105, 1000, "for lite grunnlag"), (25, 25, "for lite grunnlag"), (np.nan, 900, "for lite grunnlag"),
    ],
)  # fmt: skip
def test_ordet_folger_intervallet_for_forskjellen(x, n, ord_):
    assert usikkerhet.sammenlikn(_rad(x, n))["ord"].item() == ord_


def test_rater_sammenliknes_med_forholdet_og_oppgis_per_tusen():
    svar = usikkerhet.sammenlikn(_rad(40, 800, 21, 3011), maal="rate", per=1000).iloc[0]

    assert svar["ord"] == "høyere"
    assert svar["forskjell"] == pytest.approx((40 / 800 - 21 / 3011) * 1000)


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 3000), st.integers(301, 3000))
def test_vi_sier_aldri_hoyere_naar_intervallet_rommer_null(x, n, y, m):
    svar = usikkerhet.sammenlikn(_rad(min(x, n), n, min(y, m), m)).iloc[0]

    if svar["ord"] in ("høyere", "lavere"):
        assert svar["forskjell_nedre"] * svar["forskjell_ovre"] > 0
        assert (svar["forskjell"] > 0) == (svar["ord"] == "høyere")


def test_tilfeldig_stoy_faar_sjelden_ord():
    rng = np.random.default_rng(11)
    nevner = rng.integers(150, 900, 2000)
    data = pd.DataFrame(
        {"teller": rng.binomial(nevner, 0.12), "nevner": nevner,
         "teller_mot": rng.binomial(9000, 0.12, 2000), "nevner_mot": 9000}
    )  # fmt: skip

    flagg = usikkerhet.sammenlikn(data)["ord"].isin(["høyere", "lavere"]).mean()

    assert flagg < 0.02


def test_overspredning_er_en_naar_sonene_bare_varierer_tilfeldig():
    z = np.random.default_rng(5).standard_normal(4000)

    phi, tau2 = usikkerhet.overspredning(z, np.ones_like(z), kutt=0)

    assert phi == pytest.approx(1, abs=0.08)
    assert tau2 == pytest.approx(0, abs=0.08)


def test_sammenlikning_endrer_ikke_inndata():
    data = _rad(10, 100)
    kopi = data.copy()

    usikkerhet.sammenlikn(data)

    pd.testing.assert_frame_equal(data, kopi)
