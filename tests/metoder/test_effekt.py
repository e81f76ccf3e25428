"""Forskjell i forskjeller: publiserte svar, vaktene, og hva som skjer uten noen effekt."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import effekt
from metodikk.metoder.permutasjon import permuter

SONER = [f"S{i:02}" for i in range(14)]
AAR = range(2012, 2026)
PROGRAM = {"nullpunkt": [2013, 2014, 2015, 2016], "oppfolging": [2022, 2023, 2024, 2025],
           "utvalgsaar": [2017, 2018], "start": 2020}  # fmt: skip


def _data(rng, *, sann=0.0, soner=SONER, nevner=400, trend=0.0):
    rader = [
        (
            s,
            a,
            rng.binomial(
                nevner,
                0.3
                + 0.01 * i
                + (sann if i < 2 and a >= 2020 else 0)
                + trend * (a - 2012) * (i < 2),
            ),
            nevner,
        )
        for i, s in enumerate(soner)
        for a in AAR
    ]
    return pd.DataFrame(rader, columns=["sone", "aar", "teller", "nevner"])


def _did(data, **endret):
    return effekt.forskjell_i_forskjeller(data, SONER[:2], SONER[2:], **(PROGRAM | endret))


def koder(svar):
    return {f.kode for f in svar.funn}


def test_card_og_krueger():
    """Card og Krueger (1994), tabell 3: heltidsstillinger i New Jersey og Pennsylvania."""
    d, nedre, ovre = effekt.to_ganger_to(20.43941, 21.02743, 23.33117, 21.16558)

    assert d == pytest.approx(2.7536, abs=1e-4)
    assert np.isnan([nedre, ovre]).all()


def test_fire_anslag_med_standardfeil_gir_intervall_av_kvadratsummen():
    d, nedre, ovre = effekt.to_ganger_to(0.5, 0.6, 0.4, 0.4, se=[0.03, 0.04, 0.0, 0.0])

    assert d == pytest.approx(0.1)
    assert (ovre - nedre) / 2 == pytest.approx(1.959964 * 0.05, abs=1e-6)


def test_prop99_uten_vekter_er_som_synthdid_sin_did(testdata):
    fil = testdata("m_synth_prop99") / "california_prop99.csv"
    data = pd.read_csv(fil, sep=";").set_axis(["sone", "aar", "verdi", "med"], axis=1)
    andre = sorted(set(data["sone"]) - {"California"})

    svar = effekt.forskjell_i_forskjeller(
        data,
        ["California"],
        andre,
        nullpunkt=list(range(1970, 1989)),
        oppfolging=list(range(1989, 2001)),
    )

    assert svar.verdi == pytest.approx(-27.3491110836149, abs=1e-9)
    assert svar.antall_fordelinger == 39
    assert svar.minste_p == pytest.approx(1 / 39)


@pytest.mark.parametrize(
    ("df", "m"), [(3, 4.161), (5, 3.490), (8, 3.195), (10, 3.107), (20, 2.946), (1e9, 2.802)]
)
def test_minste_effekt_er_saa_mange_standardfeil(df, m):
    """Bloom (1995): 2,8 med mange enheter."""
    assert effekt.multiplikator(df) == pytest.approx(m, abs=1e-3)


def test_plantet_effekt_er_tydelig_og_ligger_nesten_alltid_i_intervallet():
    svar = [_did(_data(np.random.default_rng(i), sann=0.10)) for i in range(40)]

    assert np.mean([s.nedre <= 0.10 <= s.ovre for s in svar]) >= 0.9
    assert np.mean([s.p == pytest.approx(1 / 91) for s in svar]) >= 0.9
    assert np.mean([abs(s.verdi) > s.mde for s in svar]) >= 0.9


def test_forskjellen_er_akkurat_det_tabellen_viser():
    svar = _did(_data(np.random.default_rng(2), sann=0.05))

    egen, andre = svar.tabell["endring"]
    assert svar.verdi == pytest.approx(egen - andre)


def test_uten_effekt_blir_det_sjelden_tydelig():
    tydelig = [_did(_data(np.random.default_rng(i))).p <= 0.05 for i in range(60)]

    assert np.mean(tydelig) <= 0.12


def test_hendelsestiden_er_null_i_snitt_over_nullpunktet_og_merker_periodene():
    tid = _did(_data(np.random.default_rng(3), sann=0.1)).hendelsestid.set_index("aar")

    assert tid.loc[PROGRAM["nullpunkt"], "verdi"].mean() == pytest.approx(0)
    assert (
        tid["periode"].to_dict() | {2017: "utvalgsår", 2021: "underveis", 2025: "oppfølging"}
        == tid["periode"].to_dict()
    )


def test_nullpunkt_i_utvalgsaarene_stoppes():
    with pytest.raises(DataFeil, match="K858"):
        _did(_data(np.random.default_rng(1)), nullpunkt=[2016, 2017])


@pytest.mark.parametrize(
    "endret", [{"nullpunkt": [2021]}, {"oppfolging": [2019]}, {"nullpunkt": []}]
)
def test_aar_paa_feil_side_av_oppstart_stoppes(endret):
    with pytest.raises(DataFeil, match="K876"):
        _did(_data(np.random.default_rng(1)), **endret)


def test_ulik_oppstart_stoppes_i_stedet_for_aa_gi_et_skjevt_svar():
    with pytest.raises(DataFeil, match="K865"):
        _did(_data(np.random.default_rng(1)), start={"S00": 2019, "S01": 2020})


def test_lik_oppstart_per_sone_er_som_ett_aar():
    data = _data(np.random.default_rng(1))

    assert _did(data, start={"S00": 2020, "S01": 2020}).verdi == _did(data).verdi


@pytest.mark.treg
def test_utvalg_av_de_verste_gir_ikke_falsk_bedring_naar_nullpunktet_er_andre_aar():
    """De tre verste av tolv soner velges, ingenting gjøres. Andelen tydelige svar skal være nær fem prosent."""
    rng = np.random.default_rng(8)
    rett, galt = [], []
    for _ in range(400):
        nevner, sann = rng.integers(150, 400, 12), rng.normal(0.12, 0.01, 12).clip(0.03)
        tall = rng.binomial(nevner[:, None], sann[:, None], (12, 6)) / nevner[:, None]
        verst = np.isin(np.arange(12), np.argsort(-tall[:, 2:4].mean(axis=1))[:3])
        etter = tall[:, 4:].mean(axis=1)
        rett.append(permuter(etter - tall[:, :2].mean(axis=1), verst).p <= 0.05)
        galt.append(permuter(etter - tall[:, 2:4].mean(axis=1), verst).p <= 0.05)

    assert np.mean(rett) < 0.08
    assert np.mean(galt) > 2 * np.mean(rett)


def test_alle_sonene_i_programmet_stoppes():
    with pytest.raises(DataFeil, match="K857"):
        effekt.forskjell_i_forskjeller(_data(np.random.default_rng(1)), SONER, [], **PROGRAM)


def test_program_uten_tall_stoppes():
    data = _data(np.random.default_rng(1))
    data.loc[(data["sone"] == "S00") & (data["aar"] == 2023), "teller"] = np.nan

    with pytest.raises(DataFeil, match="K869"):
        _did(data)


def test_under_aatte_sammenlikningssoner_gir_ingen_p_verdi_bare_spredning():
    svar = effekt.forskjell_i_forskjeller(
        _data(np.random.default_rng(1)), SONER[:2], SONER[2:9], **PROGRAM
    )

    assert "K859" in koder(svar)
    assert np.isnan([svar.p, svar.nedre, svar.ovre, svar.mde]).all()
    assert len(svar.placebo) == 36


def test_en_programsone_og_faa_andre_kan_ikke_bli_tydelig_uansett():
    svar = effekt.forskjell_i_forskjeller(
        _data(np.random.default_rng(1)), SONER[:1], SONER[2:12], **PROGRAM
    )

    assert "K860" in koder(svar)
    assert svar.minste_p > 0.05


def test_ett_aar_foer_gir_advarsel():
    assert "K861" in koder(_did(_data(np.random.default_rng(1)), nullpunkt=[2016]))


def test_faa_personer_gir_advarsel():
    assert "K862" in koder(_did(_data(np.random.default_rng(1), nevner=3)))


def test_ulik_utvikling_foer_programmet_gir_advarsel():
    svar = _did(
        _data(np.random.default_rng(5), trend=0.03, nevner=2000),
        nullpunkt=[2012, 2013, 2014, 2015, 2016],
    )

    assert "K866" in koder(svar)


def test_ingen_vanlige_advarsler_naar_alt_er_i_orden():
    assert koder(_did(_data(np.random.default_rng(1), sann=0.1))) == set()


def test_sammenlikningssoner_med_hull_holdes_utenfor_men_bare_de():
    data = _data(np.random.default_rng(1))
    hull = data[~((data["sone"] == "S05") & (data["aar"] == 2014))]

    assert _did(hull).tabell["soner"].tolist() == [2, 11]


def test_inndata_endres_ikke():
    data = _data(np.random.default_rng(1))
    foer = data.copy()

    _did(data)

    pd.testing.assert_frame_equal(data, foer)
