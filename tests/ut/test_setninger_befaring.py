"""Setningene om befaringene sier hva som gjenstår, og aldri at et område er utrygt."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.metoder import befaring
from metodikk.ut import setninger_befaring as si
from tests.metoder.test_befaring import funn, tellinger


def lag(**bytt):
    return befaring.lag(
        {"befaringsfunn": funn(**bytt), "tellinger": tellinger()}, dato="2025-03-01"
    )


@pytest.fixture(scope="module")
def k():
    return lag()


def test_oppsummeringen_begynner_med_det_som_gjenstaar_og_det_farligste(k):
    avsnitt = si.oppsummering(k, "Vika").avsnitt

    assert avsnitt[0] == "Det er gjort fem funn på én befaring i Vika. Tre er fortsatt åpne."
    assert avsnitt[1].startswith("Ett av dem kan skade noen: A (59")


def test_er_alt_lukket_sies_det():
    alt = lag(status="utbedret", lukket=funn()["meldt"])

    assert "alle er lukket" in si.oppsummering(alt, "Vika").avsnitt[0]


def test_ingen_setning_sier_at_omraadet_er_utrygt_eller_hvor_mange_brukere_det_er(k):
    s = si.kan_si(k)

    assert not any("utrygt" in x for x in s.kan_si)
    assert any("utrygt" in x for x in s.kan_ikke_si)
    assert any("talt flere ganger" in x for x in s.kan_ikke_si)


def test_neste_skritt_sikrer_det_farligste_foerst_og_gir_det_eierloese_en_eier(k):
    punkter = si.neste(k).punkter

    assert punkter[0] == "Sikre A nå, og gi dem som meldte det, et svar."
    assert any(p.startswith("Finn en eier til") for p in punkter)


def test_faa_funn_gir_et_forbehold(k):
    assert "Med fem funn betyr ett funn omtrent 20 prosentpoeng" in si.vakter(k).klartekst()


def test_uten_funn_sies_det_hva_som_mangler():
    tom = befaring.lag({})

    assert "Befaringsfunn" in si.oppsummering(tom, "Vika").klartekst()
    assert si.vakter(tom) is None
    assert si.kartfunn(tom) == ""


def test_flere_farlige_steder_staar_i_ett_punkt_med_alle():
    k = lag(alvor=3.0)

    steder = k.aapne.tabell["sted"].tolist()
    assert len(steder) > 1
    assert si.neste(k).punkter[0].startswith("Sikre disse tre stedene nå")
    assert all(s in si.neste(k).punkter[0] for s in steder)


def test_kurven_har_et_funn_med_tall_naar_nok_er_fulgt_lenge_nok():
    d = pd.DataFrame({
        "funn": [f"F{i}" for i in range(20)], "meldt": pd.Timestamp("2024-01-01"), "sted": "A", "type": "lys", "alvor": [3.0, 1.0] * 10, "hva": "Mørkt",
        "status": ["utbedret"] * 5 + ["åpen"] * 15, "lukket": [pd.Timestamp("2024-01-21")] * 5 + [pd.NaT] * 15,
    })  # fmt: skip
    k = befaring.lag({"befaringsfunn": d}, dato="2025-03-01")

    assert si.kurvefunn(k).replace("\xa0", " ") == "Etter 180 dager er dette fortsatt åpent: 75 prosent av alle funn og 70 prosent av funn som kan skade noen."  # fmt: skip
    assert si.kurvefunn(befaring.lag({})) == ""
