"""Andeler, rater og standardiserte tall mot publiserte svar fra PHEindicatormethods."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import rater


def _ark(testdata, fil, ark):
    return pd.read_excel(testdata("m_indicator_phe") / fil, sheet_name=ark, engine="calamine")


def test_andel_gir_samme_tall_som_phe(testdata):
    fasit = _ark(testdata, "testdata_Proportion.xlsx", "testdata_Prop").dropna(
        subset=["Denominator"]
    )
    fasit = fasit[fasit["multiplier"] == 1]
    data = fasit.rename(columns={"Numerator": "teller", "Denominator": "nevner"})

    for konfidens, navn in ((0.95, "95_0"), (0.998, "99_8")):
        svar = rater.andel(data, konfidens=konfidens)

        np.testing.assert_allclose(svar["nedre"], fasit[f"lower{navn}cl"], rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(svar["ovre"], fasit[f"upper{navn}cl"], rtol=1e-9)


def test_rate_gir_samme_tall_som_phe(testdata):
    fasit = _ark(testdata, "testdata_Rate.xlsx", "testdata_Rate").dropna(
        subset=["Denominator", "value"]
    )
    data = fasit.rename(columns={"Numerator": "teller", "Denominator": "nevner"})

    for konfidens, navn in ((0.95, "95_0"), (0.998, "99_8")):
        svar = rater.rate(data, per=1, konfidens=konfidens)
        skala = fasit["multiplier"].to_numpy()

        np.testing.assert_allclose(
            svar["nedre"] * skala, fasit[f"lower{navn}cl"], rtol=1e-8, atol=1e-9
        )
        np.testing.assert_allclose(svar["ovre"] * skala, fasit[f"upper{navn}cl"], rtol=1e-8)


def _esp2013():
    vekter = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500,
              5000, 4000, 2500, 1500, 1000]  # fmt: skip
    return np.array(vekter, dtype=float)


def _omraader(testdata):
    d = _ark(testdata, "testdata_DSR_ISR.xlsx", "testdata_multiarea")
    return d.rename(
        columns={"area": "sone", "ageband": "aldersgruppe", "count": "teller", "pop": "nevner"}
    )


def test_direkte_standardisert_gir_samme_tall_som_phe(testdata):
    data = _omraader(testdata).fillna({"teller": 0})
    standard = pd.Series(_esp2013(), index=data["aldersgruppe"].unique())

    svar = rater.direkte_standardisert(data, standard, gruppe="sone").set_index("sone")

    stor = svar.loc["testdata_big"]
    tall = [stor["verdi"], stor["nedre"], stor["ovre"]]
    np.testing.assert_allclose(tall, [10430.247991469423, 9717.709067985681, 11178.94091547925])
    streng = rater.direkte_standardisert(data, standard, gruppe="sone", konfidens=0.998)
    np.testing.assert_allclose(
        streng.loc[0, ["nedre", "ovre"]].astype(float), [9323.287880219903, 11620.595999522058]
    )
    assert svar.loc["testdata_tiny", "merknad"] == "kan ikke beregnes: færre enn 10 hendelser"
    assert np.isnan(svar.loc["testdata_tiny", "verdi"])


def test_direkte_standardisert_kobler_paa_navn_og_ikke_paa_rekkefolge(testdata):
    data = _omraader(testdata).fillna({"teller": 0})
    standard = pd.Series(_esp2013(), index=data["aldersgruppe"].unique())

    stokket = rater.direkte_standardisert(
        data.sample(frac=1, random_state=1), standard.sample(frac=1, random_state=2), gruppe="sone"
    ).set_index("sone")

    assert stokket.loc["testdata_big", "verdi"] == pytest.approx(10430.247991469423)


def test_indirekte_standardisert_gir_samme_tall_som_phe(testdata):
    d = _ark(testdata, "testdata_DSR_ISR.xlsx", "testdata_multiarea_isr")
    d = d.rename(
        columns={"area": "sone", "ageband": "aldersgruppe", "count": "teller", "pop": "nevner"}
    )
    ref = d[d["sone"] == "testdata_big"][["aldersgruppe", "refcount", "refpop"]]
    ref = ref.rename(columns={"refcount": "teller", "refpop": "nevner"})

    svar = rater.indirekte_standardisert(d.fillna({"teller": 0}), ref, gruppe="sone").set_index(
        "sone"
    )

    stor = svar.loc["testdata_big"]
    np.testing.assert_allclose(
        [stor["ventet"], stor["verdi"], stor["nedre"], stor["ovre"]],
        [835.8835612311743, 1.0707232939020275, 1.0017147712553987, 1.143233287249895],
    )
    fasit = _ark(testdata, "testdata_DSR_ISR.xlsx", "testresults_ISR").iloc[:3].set_index("area")
    np.testing.assert_allclose(svar["nedre"] * fasit["ref_rate"], fasit["lower95_0cl"], rtol=1e-7)


def test_manglende_aldersgruppe_stopper_beregningen():
    data = pd.DataFrame({"sone": "A", "aldersgruppe": ["ung"], "teller": [20], "nevner": [100]})

    with pytest.raises(DataFeil, match="K882"):
        rater.direkte_standardisert(data, pd.Series({"ung": 1, "gammel": 1}), gruppe="sone")


def test_ferdige_prosenter_uten_antall_avvises():
    with pytest.raises(DataFeil, match="K880"):
        rater.andel(pd.DataFrame({"teller": [12.5, 8.0], "nevner": [np.nan, np.nan]}))
    with pytest.raises(DataFeil, match="K880"):
        rater.andel(pd.DataFrame({"prosent": [12.5]}))


def test_grunnen_til_et_manglende_tall_staar_i_merknaden():
    data = pd.DataFrame(
        {
            "teller": [np.nan, 3, 9, np.nan],
            "nevner": [10, 0, 5, 10],
            "merknad": ["", "", "", "skjult: kilden"],
        }
    )

    svar = rater.andel(data)

    assert svar["verdi"].isna().all()
    assert svar["merknad"].str.split(":").str[0].tolist() == [
        "mangler", "kan ikke beregnes", "kan ikke beregnes", "skjult",
    ]  # fmt: skip


def test_andel_og_rate_taaler_tom_tabell_og_endrer_ikke_inndata():
    data = pd.DataFrame({"teller": [0.0, 5.0], "nevner": [10.0, 5.0]})
    kopi = data.copy()

    assert rater.andel(data)["ovre"].tolist()[1] == pytest.approx(1.0)
    assert rater.rate(data)["nedre"].tolist()[0] == 0
    assert len(rater.andel(data.iloc[:0])) == 0
    pd.testing.assert_frame_equal(data, kopi)


@given(st.integers(0, 500), st.integers(1, 500))
def test_andelen_ligger_alltid_i_sitt_eget_intervall(teller, nevner):
    teller = min(teller, nevner)

    rad = rater.andel(pd.DataFrame({"teller": [teller], "nevner": [nevner]})).iloc[0]

    assert 0 <= rad["nedre"] <= rad["verdi"] + 1e-12
    assert rad["verdi"] - 1e-12 <= rad["ovre"] <= 1


def _serie(tellere, nevnere, start=2020):
    return pd.DataFrame(
        {
            "sone": "A",
            "aar": range(start, start + len(tellere)),
            "teller": tellere,
            "nevner": nevnere,
        }
    )


def test_aar_slaas_sammen_ved_aa_summere_antall_ikke_ved_aa_ta_snitt_av_andeler():
    svar = rater.slaa_sammen_aar(_serie([1, 90], [10, 100]), [2020, 2021]).iloc[0]

    assert (svar["teller"], svar["nevner"], svar["periode"]) == (91, 110, "2020–2021")


def test_periode_med_et_manglende_aar_blir_ikke_til_et_tall():
    svar = rater.slaa_sammen_aar(_serie([3, np.nan, 4], [30, 30, 30]), [2020, 2021, 2022]).iloc[0]

    assert np.isnan(svar["teller"])
    assert svar["merknad"].startswith("mangler")


def test_store_tall_vises_for_ett_aar_og_smaa_slaas_sammen():
    assert rater.velg_aar(_serie([40] * 6, [200] * 6)) == [2025]
    assert rater.velg_aar(_serie([4] * 6, [200] * 6)) == [2023, 2024, 2025]
    assert rater.velg_aar(_serie([2] * 6, [200] * 6)) == [2021, 2022, 2023, 2024, 2025]
    assert rater.velg_aar(_serie([], [])) == []


def test_et_tilfeldig_hoyt_aar_blir_ikke_staaende_alene():
    assert rater.velg_aar(_serie([6, 6, 6, 6, 12], [60] * 5)) == [2022, 2023, 2024]


def test_sammenslaaing_krysser_aldri_et_brudd_eller_et_hull():
    assert rater.velg_aar(_serie([4] * 6, [200] * 6), tidligst=2024) == [2025]
    hull = _serie([4] * 6, [200] * 6)
    hull.loc[4, "teller"] = np.nan
    assert rater.velg_aar(hull) == [2025]


def test_en_person_i_en_gruppe_paa_femti_er_to_prosentpoeng():
    assert rater.en_person(50) == pytest.approx(0.02)
    assert np.isnan(rater.en_person(0))
