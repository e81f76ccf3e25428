"""Intervaller i praksis lærer det det påstår: se på forskjellen, og vent falske alarmer blant mange."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

import metodikk as mk
from metodikk.kurs import intervaller as i
from metodikk.ut.side import Symbol


def _noyaktig(svar, konfidens, foer=0.6, etter=0.6):
    """De nøyaktige sjansene for at hver regel slår ut, summert over alle mulige svar."""
    x = np.arange(svar + 1)
    to, en = np.meshgrid(x, x)
    sjanse = np.outer(binom.pmf(x, svar, foer), binom.pmf(x, svar, etter))
    d = pd.DataFrame(
        {"teller": to.ravel(), "nevner": svar, "teller_mot": en.ravel(), "nevner_mot": svar}
    )
    ut = i.sammenlikn(d, konfidens)
    vekt = sjanse.ravel()
    return float(vekt[ut["slaar_ut"]].sum()), float(vekt[~ut["overlapper"]].sum())


@pytest.mark.parametrize("konfidens", [0.95, 0.99])
def test_falske_alarmer_er_saa_mange_som_sjansen_i_hver_sone_tilsier(konfidens):
    alfa, _ = _noyaktig(200, konfidens)
    h = i.hyppighet(200, 20, konfidens)

    assert alfa == pytest.approx(1 - konfidens, rel=0.15)
    assert h["falske"] == pytest.approx(20 * alfa, abs=0.07)
    assert h["minst_en"] == pytest.approx(1 - (1 - alfa) ** 20, abs=0.03)


@pytest.mark.parametrize("svar", [100, 400])
def test_endringen_blir_funnet_saa_ofte_som_den_skal(svar):
    forskjell, uten_overlapp = _noyaktig(svar, 0.95, 0.6, 0.7)
    h = i.hyppighet(svar, 20)

    assert h["funnet"] == pytest.approx(forskjell, abs=0.03)
    assert h["funnet_uten_overlapp"] == pytest.approx(uten_overlapp, abs=0.03)
    assert forskjell > uten_overlapp + 0.2


def test_kravet_om_ingen_overlapp_er_en_mye_strengere_regel_enn_den_gir_seg_ut_for():
    n = NormalDist()
    fasit = 2 * n.cdf(-n.inv_cdf(0.975) * 2**0.5)

    assert _noyaktig(400, 0.95)[1] == pytest.approx(fasit, abs=0.002)
    assert fasit < 0.006


def test_flere_svar_gir_ikke_faerre_falske_alarmer():
    falske = [i.hyppighet(n, 20)["falske"] for n in (100, 200, 400, 800)]

    assert max(falske) - min(falske) < 0.15


def test_newcombes_eksempel_overlapper_og_har_likevel_en_sikker_forskjell():
    d = pd.DataFrame({"teller": [56], "nevner": [70], "teller_mot": [48], "nevner_mot": [80]})
    ut = i.sammenlikn(d).iloc[0]

    assert (ut["forskjell"], ut["forskjell_nedre"], ut["forskjell_ovre"]) == pytest.approx((0.20, 0.0524, 0.3339), abs=5e-5)  # fmt: skip
    assert ut["overlapper"]
    assert ut["slaar_ut"]


def test_like_tall_slaar_aldri_ut_og_inndata_er_urort():
    d = pd.DataFrame(
        {"teller": [0, 50, 100], "nevner": 100, "teller_mot": [0, 50, 100], "nevner_mot": 100}
    )
    for_ = d.copy()
    ut = i.sammenlikn(d)

    pd.testing.assert_frame_equal(d, for_)
    assert not ut["slaar_ut"].any()
    assert ut["overlapper"].all()


def test_setningen_teller_sonene_som_slaar_ut_i_figuren():
    vist = i.tegn(svar=200, soner=20, fro=1)
    rommer_ikke_null = [r[0] for r in vist.figur.tabell.rader if r[2] * r[3] > 0]

    assert i.ENDRET in rommer_ikke_null
    assert f"slår {len(rommer_ikke_null) - 1} ut" in vist.setning


def test_egne_soner_slaar_ut_sjeldnere_med_strengere_intervaller_og_tabellene_er_urort():
    p = mk.eksempel()
    for_ = p.tabeller["indikatorer"].copy()

    antall = [
        sum(r[4] * r[5] > 0 for r in i.egne(p.tabeller, konfidens=k, grenser=p.grenser).tabell.rader if not isinstance(r[1], Symbol))
        for k in (0.95, 0.99)
    ]  # fmt: skip

    pd.testing.assert_frame_equal(p.tabeller["indikatorer"], for_)
    assert antall[0] > antall[1]


def test_egne_soner_som_er_skjult_har_verken_tall_eller_dom():
    p = mk.eksempel()
    rader = i.egne(p.tabeller, indikator="barn_lavinntekt", grenser=p.grenser).tabell.rader
    skjult = [r for r in rader if isinstance(r[1], Symbol)]

    assert len(skjult) == 2
    assert all(isinstance(v, Symbol) or v == "" for r in skjult for v in r[1:])


def test_forskjellen_regnes_mot_de_andre_sonene_og_ikke_mot_hele_kommunen():
    d = pd.DataFrame({"indikator": "a", "sone": list("ABC"), "aar": 2025, "teller": [60, 100, 100], "nevner": [200, 500, 500], "merknad": ""})  # fmt: skip
    rader = i.egne({"indikatorer": d}, indikator="a").tabell.rader

    assert rader[0][1:4] == (30.0, 20.0, 10.0)


def test_en_rate_og_en_ukjent_indikator_gir_klar_beskjed():
    d = pd.DataFrame({"indikator": "a", "sone": ["A"], "aar": 2025, "teller": [9.0], "nevner": [7.0], "merknad": ""})  # fmt: skip
    with pytest.raises(ValueError, match="rate"):
        i.egne({"indikatorer": d}, indikator="a")
    with pytest.raises(ValueError, match="Den har: a"):
        i.egne({"indikatorer": d}, indikator="finnes_ikke")
