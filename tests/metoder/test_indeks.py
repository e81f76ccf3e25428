"""Indeksen mot publiserte skårer, og vernene mot å lese for mye ut av den."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import indeks

FASIT = Path(__file__).parents[1] / "fasit"


def _data(andeler, soner=14, nevner=300, frø=1):
    rng = np.random.default_rng(frø)
    rader = [
        (f"i{k}", f"S{s:02d}", int(rng.binomial(nevner, p(s))), nevner)
        for k, p in enumerate(andeler)
        for s in range(soner)
    ]
    return pd.DataFrame(rader, columns=["indikator", "sone", "teller", "nevner"])


def _retning(k):
    return dict.fromkeys([f"i{j}" for j in range(k)], "lav_er_god")


LIK = [lambda s: 0.12] * 4
TREND = [lambda s: 0.05 + 0.02 * s] * 4


def test_engelsk_imd_2019_bygges_av_de_publiserte_rangene():
    fasit = pd.read_csv(FASIT / "imd2019.csv")
    vekter = dict(
        zip(fasit.columns[2:9], [0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093], strict=True)
    )

    skaar = sum(v * indeks.eksponentiell(fasit[k], 32844) for k, v in vekter.items())

    np.testing.assert_allclose(skaar, fasit["skaar"], atol=5e-4)
    assert np.argsort(-skaar).tolist() == np.argsort(fasit["rang"]).tolist()


def test_ssbs_indeks_er_snittet_av_komponentene_som_finnes():
    stavanger = pd.DataFrame([[7, 6, 2, 4, 7, 6, 5], [7, 6, np.nan, 4, 7, 6, 6]])

    assert indeks.snitt_av_tilgjengelige(stavanger).round(2).tolist() == [5.29, 6.0]


def test_tydelige_forskjeller_gir_smale_plasseringer_og_like_soner_gir_brede():
    tydelig = indeks.bygg(_data(TREND), _retning(4), rng=np.random.default_rng(2)).tabell
    like = indeks.bygg(_data(LIK), _retning(4), rng=np.random.default_rng(2)).tabell

    assert (tydelig["rang_ovre"] - tydelig["rang_nedre"]).mean() < 3
    assert (like["rang_ovre"] - like["rang_nedre"]).mean() > 5
    assert tydelig.set_index("sone").loc["S13", "rang_nedre"] == 1


def test_samme_fro_gir_samme_plassering_og_inndata_er_urort():
    data = _data(TREND)
    kopi = data.copy()

    en, to = (indeks.bygg(data, _retning(4), rng=np.random.default_rng(9)).tabell for _ in range(2))

    pd.testing.assert_frame_equal(en, to)
    pd.testing.assert_frame_equal(data, kopi)


def test_hoy_er_god_snur_indikatoren():
    retning = _retning(4) | {"i0": "hoy_er_god"}

    svar = indeks.bygg(_data(TREND), retning, rng=np.random.default_rng(2), trekk=50)

    i0 = svar.komponenter[svar.komponenter["indikator"] == "i0"].set_index("sone")["verdi"]
    assert i0["S00"] > 0 > i0["S13"]
    assert any("hver sin vei" in a for a in svar.advarsler)


def test_dobbelttelling_gir_advarsel():
    svar = indeks.bygg(
        _data(TREND, nevner=5000), _retning(4), rng=np.random.default_rng(2), trekk=50
    )

    assert any("teller dobbelt" in a for a in svar.advarsler)


@pytest.mark.parametrize(("soner", "antall"), [(7, 4), (14, 2)])
def test_for_faa_omraader_eller_indikatorer_avvises(soner, antall):
    with pytest.raises(DataFeil, match="K883"):
        indeks.bygg(_data(LIK[:antall], soner), _retning(antall), rng=np.random.default_rng(1))


def test_indikator_uten_god_side_avvises():
    with pytest.raises(DataFeil, match="K884"):
        indeks.bygg(_data(LIK), _retning(3) | {"i3": "ingen"}, rng=np.random.default_rng(1))


def test_sone_med_tall_for_under_to_tredeler_faar_ikke_indeks():
    data = _data(LIK)
    data.loc[
        (data["sone"] == "S00") & data["indikator"].isin(["i0", "i1"]), ["teller", "nevner"]
    ] = np.nan

    tabell = indeks.bygg(
        data, _retning(4), rng=np.random.default_rng(1), trekk=50
    ).tabell.set_index("sone")

    assert np.isnan(tabell.loc["S00", "verdi"])
    assert tabell.loc["S00", "merknad"].startswith("kan ikke beregnes")
    assert tabell["verdi"].notna().sum() == 13


def test_overlappet_er_en_andel_og_vektene_summerer_til_en():
    svar = indeks.bygg(
        _data(TREND), _retning(4), rng=np.random.default_rng(2), vekter={"i0": 2, "i1": 1, "i2": 1}
    )

    assert svar.overlapp["verdi"].between(0, 1).all()
    assert svar.vekter.sum() == pytest.approx(1)
    assert svar.vekter["i0"] == pytest.approx(0.5)


@pytest.mark.parametrize("maate", ["z", "minmaks", "rang"])
def test_normalisering_bevarer_rekkefolgen(maate):
    v = np.array([[3.0], [1.0], [2.0]])

    assert np.argsort(indeks.normaliser(v, maate).ravel()).tolist() == [1, 2, 0]
