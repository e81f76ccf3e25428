"""Kunne vi ha sett det lærer det den påstår: hvor stor en endring må være før den synes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

import metodikk as mk
from metodikk.kurs import kunne_vi_sett_det as k
from metodikk.ut.side import Symbol


def _eksakt_sjanse(n, nedgang):
    """Sjansen for at to år uten samsvar viser en nedgang, summert over alle utfall."""
    grense = 1.959964 * np.sqrt(2 * 0.2 * 0.8 / n)
    foer, etter = (binom.pmf(np.arange(n + 1), n, p) for p in (0.2, 0.2 - nedgang))
    hoyest = np.ceil(np.arange(n + 1) - n * grense - 1e-9).astype(int) - 1
    samlet = np.r_[0.0, np.cumsum(etter)]
    return float((foer * samlet[np.clip(hoyest + 1, 0, n + 1)]).sum())


@pytest.mark.parametrize("n", [300, 1800])
def test_sjansene_er_de_samme_som_ved_aa_summere_alle_utfall(n):
    sjanser = k.sjanser(n, 1, 0.0).set_index("sann")["sjanse"]

    for nedgang in k.NEDGANGER:
        assert sjanser[nedgang] == pytest.approx(_eksakt_sjanse(n, nedgang), abs=0.035)


@pytest.mark.parametrize(("n", "aar", "samsvar"), [(300, 1, 0.0), (1800, 3, 0.5), (600, 5, 0.7), (6000, 5, 0.0)])  # fmt: skip
def test_minste_synlige_endring_blir_sett_i_fire_av_fem_trekninger(n, aar, samsvar):
    minst = float(k.minste(n, aar, samsvar))
    maalt = k.trekk(n, aar, samsvar, [minst], 20_000, fro=5)
    sett = (maalt / k.standardfeil(n, aar, samsvar) < -1.959964).mean()

    assert sett == pytest.approx(0.8, abs=0.035)


@pytest.mark.parametrize(("aar", "samsvar"), [(1, 0.0), (3, 0.5), (5, 0.7)])
def test_svingningen_i_trekningen_er_den_som_er_regnet_ut(aar, samsvar):
    maalt = k.trekk(900, aar, samsvar, [0.0], 40_000, fro=6)

    assert maalt.mean() == pytest.approx(0, abs=0.0004)
    assert maalt.std() == pytest.approx(float(k.standardfeil(900, aar, samsvar)), rel=0.02)


@pytest.mark.parametrize("samsvar", [0.0, 0.7])
def test_trekningen_har_den_sanne_nedgangen_ogsaa_naar_aarene_likner(samsvar):
    maalt = k.trekk(1800, 3, samsvar, k.NEDGANGER, 8000, fro=7)

    assert maalt.mean(axis=1) == pytest.approx([-n for n in k.NEDGANGER], abs=0.0006)


def test_faktoren_er_den_bloom_har_publisert():
    assert k.minste(1800, 3, 0.5) / k.standardfeil(1800, 3, 0.5) == pytest.approx(2.8, abs=0.01)


def test_uten_nedgang_slaar_det_ut_i_to_til_tre_av_hundre():
    maalt = k.trekk(1800, 3, 0.5, [0.0], 40_000, fro=8)

    assert (maalt / k.standardfeil(1800, 3, 0.5) < -1.959964).mean() == pytest.approx(0.025, abs=0.006)  # fmt: skip


def test_fire_ganger_saa_mange_innbyggere_gir_halvparten():
    assert k.minste(7200, 3, 0.5) == pytest.approx(k.minste(1800, 3, 0.5) / 2)


def test_flere_aar_hjelper_mindre_jo_mer_aarene_likner():
    gevinst = [k.minste(1800, 5, s) / k.minste(1800, 1, s) for s in (0.0, 0.5, 0.7)]

    assert gevinst[0] == pytest.approx(1 / np.sqrt(5))
    assert gevinst == sorted(gevinst)


def test_en_liten_nedgang_som_blir_sett_ser_for_stor_ut():
    d = k.sjanser(1800, 3, 0.5).set_index("sann")

    assert d.loc[0.01, "vist"] > 0.02
    assert d.loc[0.1, "vist"] == pytest.approx(0.1, abs=0.002)


def test_med_1800_innbyggere_blir_to_prosentpoeng_sett_omtrent_annenhver_gang():
    assert k.sjanser(1800, 3, 0.5).set_index("sann").loc[0.02, "sjanse"] == pytest.approx(0.48, abs=0.04)  # fmt: skip


def test_egne_soner_faar_svar_etter_storrelsen_og_tabellene_er_urort():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["indikatorer"].copy()

    vist = k.egne(tabeller, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["indikatorer"], for_)
    rader = sorted(
        (rad for rad in vist.tabell.rader if isinstance(rad[1], int)), key=lambda r: r[1]
    )
    assert [r[3] for r in rader] == sorted((r[3] for r in rader), reverse=True)
    assert "Der kan ingen nedgang bli synlig." in vist.setning


def test_skjulte_tall_i_egne_soner_forblir_skjult():
    p = mk.eksempel()
    streng = mk.prikking.Grenser.fra("streng", min_nevner=250)
    rader = k.egne(p.tabeller, grenser=streng).tabell.rader

    assert [rad for rad in rader if isinstance(rad[2], Symbol)]
    d = pd.DataFrame({"sone": list("ABC"), "aar": 2024, "teller": [1, 60, 70], "nevner": [4, 500, 600],
                      "indikator": "x", "merknad": ""})  # fmt: skip
    rader = {rad[0]: rad for rad in k.egne({"indikatorer": d}, indikator="x").tabell.rader}
    assert all(isinstance(v, Symbol) for v in rader["A"][1:])
    assert any(isinstance(rader[s][1], Symbol) for s in "BC"), "ellers kan A regnes ut av summen"


def test_ukjent_indikator_sier_hvilke_som_finnes():
    with pytest.raises(ValueError, match="barn_lavinntekt"):
        k.egne(mk.eksempel().tabeller, indikator="finnes_ikke")
