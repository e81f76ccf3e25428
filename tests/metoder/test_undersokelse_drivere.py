"""Hva som følger det samlede svaret, mot R-pakken survey og regnet på andre måter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import pearsonr

from metodikk.metoder import undersokelse
from metodikk.metoder.undersokelse import vekting

FASIT = pd.read_csv(Path(__file__).parents[1] / "fasit" / "survey_api.csv").set_index("navn")
KODEBOK = pd.DataFrame(
    {"sporsmal": ["trives", "buss", "naboer"], "tema": "annet", "tekst": ["Trives?", "Buss?", "Naboer?"]}
)  # fmt: skip


def svar(n=400, frø=3):
    rng = np.random.default_rng(frø)
    naboer = rng.integers(1, 6, n).astype(float)
    trives = np.where(rng.random(n) < 0.5, naboer, rng.integers(1, 6, n))
    return pd.DataFrame({"trives": trives, "naboer": naboer, "buss": rng.integers(1, 6, n) * 1.0})


def test_regresjonen_gir_samme_tall_som_svyglm(testdata):
    s = pd.read_csv(testdata("m_survey_api") / "apistrat.csv")
    u = vekting.utvalg(len(s), vekt=s["pw"], strata=s["stype"], populasjon=s["fpc"])

    r = undersokelse.regresjon(s["api00"], s[["ell", "meals", "mobility"]], u).set_index("ledd")

    for ledd in r.index:
        verdi, se = FASIT.loc[f"svyglm_{ledd}"]
        assert r.loc[ledd, "verdi"] == pytest.approx(verdi, rel=1e-8)
        assert r.loc[ledd, "se"] == pytest.approx(se, rel=1e-8)


def test_uten_vekter_er_samvariasjonen_pearsons_r_med_omtrent_samme_intervall():
    d = svar()
    e = undersokelse.samvariasjon(d["trives"], d["naboer"], vekting.utvalg(len(d)))
    kjent = pearsonr(d["trives"], d["naboer"])

    assert e.verdi == pytest.approx(kjent.statistic, abs=1e-12)
    assert [e.nedre, e.ovre] == pytest.approx(list(kjent.confidence_interval()), abs=0.03)


def test_dobbel_vekt_paa_en_person_gir_samme_svar_som_to_like_personer():
    d = svar(60)
    to = pd.concat([d, d[:20]])
    vekt = vekting.utvalg(60, vekt=[2.0] * 20 + [1.0] * 40)

    a = undersokelse.samvariasjon(d["trives"], d["naboer"], vekt).verdi
    b = undersokelse.samvariasjon(to["trives"], to["naboer"], vekting.utvalg(80)).verdi

    assert a == pytest.approx(b)


def test_intervallet_dekker_sannheten_omtrent_saa_ofte_som_det_sier():
    rng, treff = np.random.default_rng(8), 0
    for _ in range(150):
        x, rest = rng.normal(size=(2, 120))
        e = undersokelse.samvariasjon(0.6 * x + 0.8 * rest, x, vekting.utvalg(120))
        treff += e.nedre < 0.6 < e.ovre

    assert 0.9 < treff / 150 < 0.99


def test_sterkeste_sporsmaal_staar_forst_og_et_tilfeldig_er_usikkert():
    d = svar()
    ut = undersokelse.drivere(d, KODEBOK, vekting.utvalg(len(d)), helhet="trives").set_index("sporsmal")  # fmt: skip

    assert ut.index.tolist() == ["naboer", "buss"]
    assert ut.loc["naboer", "nedre"] > 0.3
    assert ut.loc["buss", "nedre"] < 0 < ut.loc["buss", "ovre"]


def test_naar_de_andre_er_like_faller_det_som_bare_foelger_med():
    d = svar()
    d["buss"] = np.where(np.random.default_rng(1).random(len(d)) < 0.6, d["naboer"], d["buss"])
    ut = undersokelse.drivere(d, KODEBOK, vekting.utvalg(len(d)), helhet="trives").set_index("sporsmal")  # fmt: skip

    assert ut.loc["buss", "nedre"] > 0
    assert ut.loc["buss", "andre_like_nedre"] < 0 < ut.loc["buss", "andre_like_ovre"]


def test_for_faa_hele_svar_gir_ingen_regresjon_og_svarene_endres_ikke():
    d = svar(30)
    d.loc[:14, "buss"] = np.nan
    foer = d.copy()

    ut = undersokelse.drivere(d, KODEBOK, vekting.utvalg(30), helhet="trives")

    assert ut["andre_like"].isna().all()
    assert ut["n_alle"].tolist() == [15.0, 15.0]
    pd.testing.assert_frame_equal(d, foer)


def test_lik_for_alle_gir_ingen_samvariasjon():
    e = undersokelse.samvariasjon([3, 3, 3, 3], [1, 2, 3, 4], vekting.utvalg(4))

    assert np.isnan(e.verdi)
