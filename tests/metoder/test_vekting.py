"""Estimatene mot R-pakken survey på API-dataene."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import _vekting as vekting

FASIT = pd.read_csv(Path(__file__).parents[1] / "fasit" / "survey_api.csv").set_index("navn")
SKOLER = {"E": 4421, "H": 755, "M": 1018}


@pytest.fixture(scope="module")
def api(testdata):
    mappe = testdata("m_survey_api")
    return {navn: pd.read_csv(mappe / f"api{navn}.csv") for navn in ("strat", "clus1", "srs")}


@pytest.fixture(scope="module")
def klynge(api):
    c = api["clus1"]
    return c, vekting.utvalg(len(c), vekt=c["pw"], enhet=c["dnum"], populasjon=c["fpc"])


@pytest.fixture(scope="module")
def strat(api):
    s = api["strat"]
    return s, vekting.utvalg(len(s), vekt=s["pw"], strata=s["stype"], populasjon=s["fpc"])


def _lik(e, navn, rtol=1e-7):
    np.testing.assert_allclose([e.verdi, e.se], FASIT.loc[navn], rtol=rtol)


def test_stratifisert_utvalg_gir_samme_tall_som_survey(strat):
    s, u = strat

    _lik(vekting.snitt(s["api00"], u), "strat_snitt")
    _lik(vekting.total(s["enroll"], u), "strat_total")
    _lik(vekting.forhold(s["api00"], s["api99"], u), "strat_forhold")
    for gruppe in SKOLER:
        _lik(vekting.snitt(s["api00"], u, blant=s["stype"] == gruppe), f"strat_snitt_{gruppe}")
    e = vekting.snitt(s["api00"], u)
    np.testing.assert_allclose([e.nedre, e.ovre], [643.7321883, 680.8425380], rtol=1e-8)


def test_klynger_og_tilfeldig_utvalg_gir_samme_tall_som_survey(klynge, api):
    c, u = klynge
    r = api["srs"]

    _lik(vekting.snitt(c["api00"], u), "klynge_snitt")
    _lik(
        vekting.snitt(r["api00"], vekting.utvalg(len(r), vekt=r["pw"], populasjon=r["fpc"])),
        "tilfeldig_snitt",
    )


def test_poststratifisering_gir_samme_tall_som_survey(klynge):
    c, u = klynge

    vektet = vekting.poststratifiser(u, c["stype"], SKOLER)

    _lik(vekting.snitt(c["api00"], vektet), "poststrat_snitt")
    _lik(vekting.total(c["enroll"], vektet), "poststrat_total")


def test_raking_kjort_til_den_treffer_gir_samme_tall_som_survey(klynge):
    c, u = klynge

    vektet = vekting.rak(
        u, c[["stype", "sch.wide"]], {"stype": SKOLER, "sch.wide": {"No": 1072, "Yes": 5122}}
    )

    np.testing.assert_allclose(
        [vektet.vekt.min(), vektet.vekt.max()], [29.87067549, 67.12552924], rtol=1e-6
    )
    _lik(vekting.snitt(c["api00"], vektet), "raking_snitt", rtol=1e-6)
    _lik(vekting.total(c["enroll"], vektet), "raking_total", rtol=1e-6)


def test_logit_intervallet_er_det_samme_som_svyciprop(klynge):
    c, u = klynge

    e = vekting.andel(c["sch.wide"] == "Yes", u)

    np.testing.assert_allclose(
        [e.verdi, e.nedre, e.ovre], [0.874317, 0.823799, 0.911900], atol=5e-7
    )


def test_kish_sin_designeffekt_er_den_samme_som_i_survey(strat):
    _, u = strat

    assert 200 / u.effektivt_antall == pytest.approx(1.18637, abs=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["ku", "kg", "mu", "mg"]), min_size=20, max_size=60))
def test_raking_treffer_alltid_randfordelingene(svar):
    svar = [*svar, "ku", "kg", "mu", "mg"]
    g = pd.DataFrame({"kjonn": [s[0] for s in svar], "alder": [s[1] for s in svar]})

    w = vekting.rak(
        vekting.utvalg(len(g)), g, {"kjonn": {"k": 60, "m": 40}, "alder": {"u": 30, "g": 70}}
    ).vekt

    assert w[g["kjonn"] == "k"].sum() == pytest.approx(60)
    assert w[g["alder"] == "u"].sum() == pytest.approx(30)
    assert (w > 0).all()


def test_gruppe_uten_svar_stopper_vektingen():
    with pytest.raises(DataFeil, match="K885"):
        vekting.poststratifiser(vekting.utvalg(2), ["k", "k"], {"k": 50, "m": 50})


def test_randfordelinger_som_ikke_kan_treffes_stopper_vektingen():
    g = pd.DataFrame({"a": ["x", "y"], "b": ["p", "q"]})

    with pytest.raises(DataFeil, match="K887"):
        vekting.rak(vekting.utvalg(2), g, {"a": {"x": 60, "y": 40}, "b": {"p": 50, "q": 50}})


def test_stratum_med_en_enhet_stopper_beregningen():
    with pytest.raises(DataFeil, match="K886"):
        vekting.snitt([1, 2, 3], vekting.utvalg(3, strata=["a", "a", "b"]))


def test_kappede_vekter_bevarer_summen_og_sier_fra():
    u = vekting.trim(vekting.utvalg(100, vekt=[1.0] * 99 + [200.0]), hoyest=5)

    assert u.vekt.sum() == pytest.approx(299)
    assert u.vekt.max() / u.vekt.mean() <= 5 + 1e-9
    assert "kappet" in u.merknader[0]


@pytest.mark.parametrize(("hoyest", "skrevet"), [(3, "3 ganger"), (1.5, "1,5 ganger")])
def test_merknaden_om_kappede_vekter_skriver_grensen_som_den_er(hoyest, skrevet):
    u = vekting.trim(vekting.utvalg(10, vekt=[1] * 9 + [41]), hoyest=hoyest)

    assert f"kappet til {skrevet} snittet" in u.merknader[0]


def test_ingen_eller_alle_fornoyde_gir_likevel_et_intervall():
    e = vekting.andel(np.ones(40), vekting.utvalg(40))

    assert e.verdi == 1
    assert 0.8 < e.nedre < 1
    assert np.isnan(vekting.andel(np.full(40, np.nan), vekting.utvalg(40)).verdi)
