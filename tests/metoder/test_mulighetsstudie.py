"""Mulighetsstudien: vinner, dominans og robusthet er de samme når de regnes ut på en annen måte."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Polygon

from metodikk.metoder import mulighetsstudie as m

KRITERIER = pd.DataFrame({"kriterium": ["K1", "K2", "K3"], "navn": ["Brukes", "Billig", "Raskt"], "minst": 0.0, "hoyest": 10.0})  # fmt: skip
POENG = {"A1": [8, 2, 5], "A2": [3, 9, 5], "A3": [2, 2, 4], "A4": [5, 5, 9]}
VEKTER = {"unge": [60, 20, 20], "eldre": [20, 60, 20]}


def tabeller(poeng=POENG, vekter=VEKTER, **bytt) -> dict[str, pd.DataFrame]:
    koder = KRITERIER["kriterium"]
    t = {
        "alternativer": pd.DataFrame({"alternativ": [*poeng], "navn": [f"Alt {a}" for a in poeng], "nullalternativ": False, "onsket_av": 20.0}),
        "kriterier": KRITERIER.copy(),
        "poeng": pd.DataFrame([(a, k, "fag", float(v), "fordi") for a, rad in poeng.items() for k, v in zip(koder, rad, strict=True)],
                              columns=["alternativ", "kriterium", "vurdert_av", "poeng", "begrunnelse"]),
        "vekter": pd.DataFrame([(g, k, float(v)) for g, rad in vekter.items() for k, v in zip(koder, rad, strict=True)], columns=["gruppe", "kriterium", "vekt"]),
    }  # fmt: skip
    return t | bytt


def tavle(poeng=POENG) -> pd.DataFrame:
    return m.poengtavle(tabeller(poeng)["poeng"], KRITERIER)


def test_snittet_av_dem_som_vurderte_regnes_om_til_andel_av_skalaen():
    k = pd.DataFrame({"kriterium": ["K1"], "minst": [1.0], "hoyest": [5.0]})
    p = pd.DataFrame({"alternativ": ["A", "A"], "kriterium": ["K1", "K1"], "poeng": [2.0, 4.0]})

    assert m.poengtavle(p, k).loc["A", "K1"] == 0.5


def test_grupper_som_har_delt_ut_flere_poeng_teller_ikke_mer():
    v = m.vekttavle(pd.DataFrame({"gruppe": ["a", "a", "b", "b"], "kriterium": ["K1", "K2"] * 2, "vekt": [50.0, 50, 10, 10]}), ["K1", "K2"])  # fmt: skip

    assert v.loc["a"].tolist() == v.loc["b"].tolist() == [0.5, 0.5]


def test_dominert_er_det_ingen_vekter_kan_faa_foerst():
    rng = np.random.default_rng(3)
    for _ in range(30):
        p = pd.DataFrame(rng.integers(0, 4, (5, 3)).astype(float), index=list("ABCDE"))
        for daarligst, best in m.dominerte(p):
            vekter = rng.dirichlet(np.ones(3), 200)
            assert (vekter @ p.loc[best] >= vekter @ p.loc[daarligst] - 1e-12).all()


def test_like_alternativer_dominerer_ikke_hverandre():
    assert m.dominerte(pd.DataFrame({"K1": [1.0, 1.0]}, index=["A", "B"])) == []


@pytest.mark.parametrize("kriterium", ["K1", "K2", "K3"])
def test_foerste_bytte_er_det_samme_som_naar_vekten_flyttes_i_smaa_steg(kriterium):
    poeng, vekt = tavle(), pd.Series({"K1": 0.5, "K2": 0.3, "K3": 0.2})
    vinner = (poeng @ vekt).idxmax()
    resten = vekt.drop(kriterium) / (1 - vekt[kriterium])

    steg = np.array(sorted(np.linspace(0, 1, 20_001), key=lambda x: abs(x - vekt[kriterium])))
    de_andre = poeng[resten.index] @ resten
    summer = np.outer(1 - steg, de_andre) + np.outer(steg, poeng[kriterium])
    byttet = poeng.index[summer.argmax(axis=1)] != vinner
    provd = steg[byttet.argmax()] if byttet.any() else None
    svar = m.forste_bytte(poeng, vekt, kriterium)

    assert (svar is None) == (provd is None)
    if svar:
        assert svar[0] == pytest.approx(provd, abs=1e-4)


def test_hvor_ofte_hvert_alternativ_vinner_over_alle_vekter_er_arealet_der_det_vinner():
    """Med tre kriterier er vektene punkter i en trekant, og andelen kan regnes ut som et areal."""
    p = tavle().drop(index="A3")
    hele = Polygon([(0, 0), (1, 0), (0, 1)])
    fasit = {}
    for a in p.index:
        flate = hele
        for b in p.index.drop(a):
            d = (p.loc[a] - p.loc[b]).to_numpy()
            # d0 x + d1 y + d2 (1 - x - y) >= 0: et halvplan, klippet av en stor firkant
            n, c = np.array([d[0] - d[2], d[1] - d[2]]), d[2]
            flate = flate.intersection(_halvplan(n, c))
        fasit[a] = flate.area / hele.area

    trukket = np.random.default_rng(5).dirichlet(np.ones(3), 200_000)
    andel = m.plasser(p.to_numpy(), trukket)[:, 0]

    assert andel == pytest.approx([fasit[a] for a in p.index], abs=0.004)


def _halvplan(n: np.ndarray, c: float) -> Polygon:
    """Firkanten av punktene der n · x + c >= 0, stor nok til å dekke trekanten."""
    lengde = np.hypot(*n)
    retning = n / lengde
    punkt, langs = -c / lengde * retning, np.array([-retning[1], retning[0]])
    return Polygon([punkt + 10 * langs, punkt - 10 * langs, punkt - 10 * langs + 10 * retning, punkt + 10 * langs + 10 * retning])  # fmt: skip


def test_plassene_summerer_til_en_for_hvert_alternativ_og_hver_plass():
    andel = m.plasser(tavle().to_numpy(), np.random.default_rng(1).dirichlet(np.ones(3), 500))

    assert andel.sum(axis=0) == pytest.approx(np.ones(4))
    assert andel.sum(axis=1) == pytest.approx(np.ones(4))


def test_et_valg_alle_gruppene_er_enige_om_med_god_margin_er_robust():
    k = m.lag(tabeller({"A1": [9, 9, 8], "A2": [4, 5, 9], "A3": [5, 2, 3]}))

    assert k.opplysninger["robust"] is True
    assert k.opplysninger["vinner"] == "Alt A1"


def test_er_gruppene_uenige_er_valget_ikke_robust_og_grunnen_sies():
    o = m.lag(tabeller({"A1": [9, 2, 5], "A2": [2, 9, 5]})).opplysninger

    assert o["robust"] is False
    assert any("et annet alternativ øverst" in g for g in o["grunner"])


def test_dominerte_alternativer_er_ikke_med_i_summene_men_i_sin_egen_tabell():
    k = m.lag(tabeller())

    assert k.dominert.tabell["navn"].tolist() == ["Alt A3"]
    assert "Alt A3" not in set(k.summer.tabell["navn"])


def test_alternativer_uten_alle_poengene_er_ikke_med_og_nevnes():
    t = tabeller()
    t["poeng"] = t["poeng"][~((t["poeng"]["alternativ"] == "A2") & (t["poeng"]["kriterium"] == "K3"))]  # fmt: skip

    k = m.lag(t)

    assert k.opplysninger["uten_poeng"] == ["Alt A2"]
    assert "Alt A2" not in set(k.summer.tabell["navn"])


def test_rekkefoelgen_paa_radene_endrer_ikke_hvem_som_vinner():
    t = tabeller(POENG | {"A4": [6, 6, 9]})
    for orden in itertools.islice(itertools.permutations(range(4)), 0, 24, 7):
        navn = t["alternativer"].iloc[list(orden)].reset_index(drop=True)
        assert m.lag(t | {"alternativer": navn}).opplysninger["vinner"] == "Alt A4"


def test_faa_som_oensker_skjules_og_en_nabo_med():
    t = tabeller()
    t["alternativer"]["onsket_av"] = [40.0, 30.0, 2.0, 25.0]

    d = m.lag(t).onsker.tabell.set_index("navn")["teller"]

    assert np.isnan(d["Alt A3"])
    assert d.drop(["I alt", "Alt A3"]).isna().sum() == 1


def test_uten_vekter_sies_det_hva_som_maa_til():
    t = tabeller()
    del t["vekter"]

    k = m.lag(t)

    assert not len(k.summer.tabell)
    assert "Fyll ut tabellen Vekter" in k.summer.opplysninger["mangler"]
    assert k.opplysninger["robust"] is None


def test_samme_froe_gir_samme_svar_og_inndata_endres_ikke():
    t = tabeller()
    for_ = {n: d.copy() for n, d in t.items()}

    a, b = m.lag(t, fro=4), m.lag(t, fro=4)

    pd.testing.assert_frame_equal(a.vinner.tabell, b.vinner.tabell)
    for n, d in t.items():
        pd.testing.assert_frame_equal(d, for_[n])
