"""Permutasjon: eksakte p-verdier, intervallet som følger av dem, og grensene for få soner."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.metoder import permutasjon


def _er(antall, behandlet):
    return np.arange(antall) < behandlet


@pytest.mark.parametrize(("behandlet", "ventet"), [(1, 0.10), (2, 0.0222), (3, 0.0083)])
def test_minste_p_med_ti_soner(behandlet, ventet):
    assert permutasjon.minste_p(behandlet, 10 - behandlet) == pytest.approx(ventet, abs=5e-5)


def test_lady_tasting_tea_gir_en_av_sytti():
    """Fisher (1935): 4 av 8 kopper, alle riktige. Ensidig 1/70, tosidig 2/70."""
    assert permutasjon.minste_p(4, 4) == pytest.approx(2 / 70)
    assert permutasjon.permuter([1.0] * 4 + [0.0] * 4, _er(8, 4)).p == pytest.approx(2 / 70)


def test_p_er_andelen_fordelinger_minst_like_langt_fra_null():
    verdi = np.array([3.0, 0, 1, 2, -1])

    svar = permutasjon.permuter(verdi, _er(5, 1))

    stat = [verdi[i] - np.delete(verdi, i).mean() for i in range(5)]
    assert svar.observert == pytest.approx(stat[0])
    assert svar.p == pytest.approx(np.mean(np.abs(stat) >= abs(stat[0]) - 1e-12))


def test_intervallet_er_uendelig_naar_ingenting_kan_bli_tydelig():
    svar = permutasjon.permuter(np.arange(10.0), _er(10, 1))

    assert svar.minste_p > 0.05
    assert np.isinf([svar.nedre, svar.ovre]).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(7, 11), st.integers(2, 3), st.floats(-3, 3))
def test_intervallet_rommer_null_akkurat_naar_p_er_over_fem_prosent(fro, antall, behandlet, effekt):
    verdi = np.random.default_rng(fro).normal(size=antall) + effekt * _er(antall, behandlet)

    svar = permutasjon.permuter(verdi, _er(antall, behandlet))

    assert (svar.nedre <= 0 <= svar.ovre) == (svar.p > 0.05)
    assert svar.nedre <= svar.observert <= svar.ovre


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(-5, 5))
def test_effekt_i_alle_programsonene_flytter_intervallet_like_mye(fro, effekt):
    rng = np.random.default_rng(fro)
    verdi, vekt, er = rng.normal(size=9), rng.uniform(1, 3, 9), _er(9, 2)

    uten = permutasjon.permuter(verdi, er, vekt=vekt)
    med = permutasjon.permuter(verdi + effekt * er, er, vekt=vekt)

    assert med.observert - uten.observert == pytest.approx(effekt, abs=1e-9)
    assert med.nedre - uten.nedre == pytest.approx(effekt, abs=1e-9)
    assert med.ovre - uten.ovre == pytest.approx(effekt, abs=1e-9)


def test_mange_fordelinger_trekkes_og_kan_gjentas():
    verdi = np.random.default_rng(2).normal(size=40)

    en, to = (permutasjon.permuter(verdi, _er(40, 8), rng=np.random.default_rng(5)) for _ in "ab")

    assert not en.eksakt
    assert en.p == to.p
    assert en.antall == 10_000
    with pytest.raises(ValueError, match="rng"):
        permutasjon.fordelinger(40, 8)


def test_den_observerte_fordelingen_staar_foerst_en_gang():
    valgt = permutasjon.med_observert(permutasjon.fordelinger(6, 2), _er(6, 2))

    assert len(valgt) == 15
    assert (valgt[0] == _er(6, 2)).all()


def test_inndata_endres_ikke():
    verdi = np.arange(8.0)

    permutasjon.permuter(verdi, _er(8, 2))

    assert (verdi == np.arange(8.0)).all()


@pytest.mark.parametrize("behandlet", [1, 2])
def test_placebointervallet_dekker_sannheten_omtrent_saa_ofte_som_lovet(behandlet):
    rng = np.random.default_rng(3)
    treff = 0
    for _ in range(200):
        nedre, ovre = permutasjon.placebointervall(rng.normal(size=21), _er(21, behandlet))
        treff += nedre <= 0 <= ovre

    assert 0.85 <= treff / 200 <= 0.99
