"""Små tall-lotteriet lærer det det påstår: den minste sonen er oftest ytterst når alle er like."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

import metodikk as mk
from metodikk.kurs import smaa_tall
from metodikk.ut.side import Symbol


def _sjanse_for_hoyest(nevner, andel):
    """Den nøyaktige sjansen for at den første sonen er alene om høyest andel, uten trekning."""
    x = np.arange(nevner[0] + 1)
    under = [binom.cdf(np.ceil(x / nevner[0] * n - 1e-9) - 1, n, andel) for n in nevner[1:]]
    return float((binom.pmf(x, nevner[0], andel) * np.prod(under, axis=0)).sum())


def test_trekningen_stemmer_med_regnet_sjanse():
    nevner = [300, 900, 2000, 5000]
    teller = smaa_tall.trekk(nevner, 0.1, 40_000, fro=3)
    alene = (teller / nevner).argsort(axis=1)[:, -1] == 0
    likt = np.isclose((teller / nevner)[:, [0]], (teller / nevner)[:, 1:]).any(axis=1)

    assert (alene & ~likt).mean() == pytest.approx(_sjanse_for_hoyest(nevner, 0.1), abs=0.01)


def test_en_sone_med_300_er_blant_de_tre_hoyeste_mer_enn_dobbelt_saa_ofte_som_ventet():
    svar = smaa_tall.hyppighet([300])["blant_tre"][0]

    assert svar > 2 * smaa_tall.sist_ved_full_tilfeldighet(3, 20)


def test_jo_mindre_sonen_er_jo_oftere_er_den_ytterst():
    assert smaa_tall.hyppighet([100, 300, 1000, 3000])["blant_tre"].is_monotonic_decreasing


def test_like_store_soner_er_like_ofte_blant_de_hoyeste():
    nevner = [1000] * 20
    ofte = smaa_tall.blant_de_hoyeste(smaa_tall.trekk(nevner, 0.1, 20_000, fro=1), nevner)

    assert ofte == pytest.approx(np.full(20, 3 / 20), abs=0.012)


def test_plassene_fordeles_alltid_helt_ut():
    nevner = [50, 60, 70, 80]
    ofte = smaa_tall.blant_de_hoyeste(smaa_tall.trekk(nevner, 0.05, 500, fro=2), nevner, 2)

    assert ofte.sum() == pytest.approx(2)


def test_den_minste_sonen_er_nesten_aldri_utenfor_trakten():
    nevner = np.array([300, *smaa_tall.OVRIGE])
    teller = smaa_tall.trekk(nevner, 0.1, 5000, fro=4)
    nedre, ovre = mk.usikkerhet.trakt_andel(0.1, nevner)
    utenfor = ((teller / nevner < nedre) | (teller / nevner > ovre)).mean(axis=0)

    assert utenfor[0] < 0.01


def test_egne_soner_faar_samme_svar_som_funksjonen_og_tabellene_er_urort():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["indikatorer"].copy()

    vist = smaa_tall.egne(tabeller, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["indikatorer"], for_)
    synlige = [r for r in vist.tabell.rader if isinstance(r[-1], int)]
    minst, storst = min(synlige, key=lambda r: r[1]), max(synlige, key=lambda r: r[1])
    assert minst[-1] > storst[-1]


def test_egne_soner_som_er_skjult_faar_ingen_plass_i_trekningen():
    p = mk.eksempel()
    vist = smaa_tall.egne(p.tabeller, grenser=mk.prikking.Grenser.fra("streng", min_nevner=250))

    skjulte = [r for r in vist.tabell.rader if isinstance(r[2], Symbol)]
    assert skjulte
    assert all(isinstance(r[3], Symbol) for r in skjulte)


def test_ukjent_indikator_sier_hvilke_som_finnes():
    with pytest.raises(ValueError, match="barn_lavinntekt"):
        smaa_tall.egne(mk.eksempel().tabeller, indikator="finnes_ikke")
