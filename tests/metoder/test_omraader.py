"""Området mot resten og naboene, og brudd i tidsserier."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import omraader

SONER = [f"S{i}" for i in range(6)]


def _data(aar=(2024,)):
    return pd.DataFrame(
        [(s, a, 10.0 + i, 100.0) for a in aar for i, s in enumerate(SONER)],
        columns=["sone", "aar", "teller", "nevner"],
    )


def test_omraadet_er_ikke_med_i_resten_og_naboene_er_med():
    deler = omraader.enheter(SONER, ["S0", "S1"], ["S2"])

    assert not set(deler["omraade"]) & set(deler["resten"])
    assert "S2" in deler["resten"]
    assert set(deler["omraade"]) | set(deler["resten"]) == set(deler["kommune"])


def test_sammenlikning_med_noe_som_inneholder_omraadet_avvises():
    summer = omraader.summer(_data(), omraader.enheter(SONER, ["S0"]))

    with pytest.raises(DataFeil, match="K888"):
        omraader.mot(summer, "kommune")
    with pytest.raises(DataFeil, match="K888"):
        omraader.enheter(SONER, ["S0"], ["S0", "S1"])


def test_omraadet_og_resten_summerer_til_kommunen():
    s = omraader.summer(_data((2023, 2024)), omraader.enheter(SONER, ["S0", "S1"])).set_index(
        ["sone", "aar"]
    )

    for kolonne in ("teller", "nevner"):
        np.testing.assert_allclose(
            s.loc["omraade", kolonne] + s.loc["resten", kolonne], s.loc["kommune", kolonne]
        )


def test_sone_uten_tall_holdes_utenfor_baade_teller_og_nevner():
    data = _data()
    data.loc[data["sone"] == "S5", "teller"] = np.nan

    s = omraader.summer(data, omraader.enheter(SONER, ["S0"])).set_index("sone")

    assert s.loc["resten", "nevner"] == 400
    assert s.loc["resten", "merknad"] == "uten 1 av 5 soner, som mangler tall"


def test_omraadet_blir_tomt_naar_en_av_to_soner_mangler():
    data = _data()
    data.loc[data["sone"] == "S0", "teller"] = np.nan

    s = omraader.summer(data, omraader.enheter(SONER, ["S0", "S1"])).set_index("sone")

    assert np.isnan(s.loc["omraade", "teller"])
    assert s.loc["omraade", "merknad"].startswith("mangler")


BRUDD = pd.DataFrame(
    {"gjelder": ["utdanning", "S0", "S3"], "aar": [2019, 2016, 2016],
     "type": ["definisjon", "grense", "grense"], "beskrivelse": "x"}
)  # fmt: skip


def test_definisjonsbrudd_gjelder_alle_og_grensebrudd_bare_dem_det_krysser():
    assert omraader.brudd_for(BRUDD, "utdanning", ["S1"])["aar"].tolist() == [2019]
    assert omraader.brudd_for(BRUDD, "leie", ["S0", "S1"])["aar"].tolist() == [2016]
    assert omraader.brudd_for(BRUDD, "leie", ["S0", "S3"]).empty
    assert omraader.brudd_for(BRUDD, "leie", SONER, hele_kommunen=True).empty


def test_segmentene_skifter_ved_forste_aar_etter_bruddet():
    d = omraader.segmenter(pd.DataFrame({"aar": range(2015, 2022)}), [2019, 2017])

    assert d["segment"].tolist() == [0, 0, 1, 1, 2, 2, 2]


def _serie(tellere, brudd=()):
    d = pd.DataFrame({"aar": range(2014, 2014 + len(tellere)), "teller": tellere, "nevner": 400.0})
    return omraader.segmenter(d, brudd)


def test_endring_regnes_bare_etter_siste_brudd():
    serie = _serie([200.0] * 5 + [40.0] * 7, brudd=[2019])

    e = omraader.endring(serie)

    assert (e["fra"], e["til"]) == ("2019–2021", "2023–2025")
    assert e["forskjell"] == pytest.approx(0)


def test_endring_finnes_ikke_med_ett_aar_etter_bruddet():
    assert omraader.endring(_serie([10.0] * 4, brudd=[2017])) is None


def test_summering_endrer_ikke_inndata():
    data = _data()
    kopi = data.copy()

    omraader.summer(data, {"omraade": SONER})

    pd.testing.assert_frame_equal(data, kopi)
