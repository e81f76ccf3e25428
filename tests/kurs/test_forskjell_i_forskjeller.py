"""Forskjell i forskjeller lærer det den påstår: når målingen blir riktig, og hvor mye den ellers bommer."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import forskjell_i_forskjeller as f


def _regnet(mot, trend, sjokk):
    """Det målingen viser i snitt, regnet med papir og blyant. Tiden mellom de to snittene er seks år."""
    felles = {"ingen": 6 * f.OVERALT, "naboer": -f.SMITTE * f.EFFEKT, "unna": 0}[mot]
    annet = f.SJOKK if sjokk == "omraadet" or (sjokk == "alle" and mot == "ingen") else 0
    return f.EFFEKT + felles + 6 * trend + annet


@pytest.mark.parametrize(("mot", "trend", "sjokk"), [*product(f.MOT, f.ULIKT, f.HENDTE)])
def test_maalingen_bommer_saa_mye_som_regnet_for_haand(mot, trend, sjokk):
    assert f.i_snitt(mot, trend, sjokk) == pytest.approx(_regnet(mot, trend, sjokk), abs=0.001)


def test_bare_soner_lenger_unna_gir_det_sanne_naar_ingenting_annet_skjer():
    assert f.i_snitt("unna") == pytest.approx(f.EFFEKT, abs=0.001)
    assert f.i_snitt("naboer") < 0.6 * f.EFFEKT
    assert f.i_snitt("ingen") > 1.5 * f.EFFEKT


@pytest.mark.parametrize("mot", ["naboer", "unna"])
def test_det_som_skjer_overalt_endrer_ikke_svaret(mot):
    uten, med = (f.maal(mot, 0.0, s) for s in ("nei", "alle"))

    assert med["verdi"] == pytest.approx(uten["verdi"], abs=0.0005)


@pytest.mark.parametrize("mot", ["naboer", "unna"])
def test_maalingen_er_de_fire_tallene_trukket_fra_hverandre(mot):
    teller = f.trekk(f.sant(0.005), 1, f.VIST_TREKNING)
    andel = teller[0] / f.BARN
    er = np.isin(f.SONER, f.OMRAADET), np.isin(f.SONER, f.MOT[mot])
    foer, etter = (
        [andel[e][:, [f.AAR.index(a) for a in aar]].mean() for e in er]
        for aar in (f.NULLPUNKT, f.OPPFOLGING)
    )
    fasit = mk.effekt.to_ganger_to(foer[0], etter[0], foer[1], etter[1])[0]

    assert f.maal(mot, 0.005, "nei")["verdi"] == pytest.approx(fasit)
    assert f.anslag(teller, mot)[0] == pytest.approx(fasit)


def test_trekningen_som_vises_likner_snittet():
    for mot in f.MOT:
        m = f.maal(mot, 0.0, "nei")
        assert m["verdi"] == pytest.approx(f.i_snitt(mot), abs=0.003)
        assert m["spriker"] == pytest.approx(f.OVERALT if mot == "ingen" else 0, abs=0.0015)


def test_linjene_uten_programmet_moetes_naar_maalingen_er_riktig():
    def avstand(mot, **valg):
        d = f.maal(mot, valg.get("trend", 0.0), valg.get("sjokk", "nei"))["forlop"]
        etter = d[d["aar"] >= f.START].groupby("gruppe")["verdi"].mean()
        return abs(etter[f.VENTET] - etter[f.SANT])

    assert avstand("unna") < 0.005
    assert avstand("unna", sjokk="alle") < 0.005
    assert avstand("ingen") > 0.02
    assert avstand("unna", trend=0.01) > 0.04
    assert avstand("unna", sjokk="omraadet") > 0.03


def test_intervallet_hjelper_ikke_mot_ulik_utvikling():
    rett, galt = f.maal("unna", 0.0, "nei"), f.maal("unna", 0.01, "nei")

    assert rett["nedre"] < f.EFFEKT < rett["ovre"]
    assert galt["nedre"] > f.EFFEKT


def test_uten_effekt_slaar_det_sjelden_ut():
    teller = f.trekk(f.sant(virkning=0.0), 300, fro=9)
    med = np.isin(f.SONER, f.OMRAADET) | np.isin(f.SONER, f.UNNA)
    endring = (teller[:, med, 6:].mean(-1) - teller[:, med, :6].mean(-1)) / f.BARN
    p = [mk.permutasjon.permuter(e, np.arange(12) < 2).p for e in endring]

    assert np.mean(np.array(p) <= 0.05) == pytest.approx(3 / 66, abs=0.035)


def test_naboene_faar_halvparten_og_omraadet_hele_virkningen():
    virkning = (f.sant() - f.sant(virkning=0))[:, -1]

    assert virkning[np.isin(f.SONER, f.OMRAADET)] == pytest.approx(0.05)
    assert virkning[np.isin(f.SONER, f.NABOER)] == pytest.approx(0.025)
    assert virkning[np.isin(f.SONER, f.UNNA)] == pytest.approx(0)
    assert (f.sant() - f.sant(virkning=0))[:, :6] == pytest.approx(0)


def _egne(p, indikator, **valg):
    return f.egne(
        p.tabeller, omraade=p.omraade.soner, program=p.program, naboer=p.naboer,
        indikator=indikator, **{"grenser": p.grenser, **valg},
    )  # fmt: skip


def test_egne_soner_faar_fasiten_i_eksempelvik_og_tabellene_er_urort():
    p = mk.eksempel()
    for_ = {navn: t.copy() for navn, t in p.tabeller.items() if navn in ("indikatorer", "utfall")}

    fritid, unge = (_egne(p, i) for i in ("fritid_barn", "unge_utenfor"))

    for navn, tabell in for_.items():
        pd.testing.assert_frame_equal(p.tabeller[navn], tabell)
    assert "forskjellen 13,8" in fritid.setning.replace("\xa0", " ")
    assert "forskjellen 0,0" in unge.setning.replace("\xa0", " ")
    assert "endring på −2,0" in unge.setning.replace("\xa0", " ")


def test_egne_tall_som_evalueringen_ikke_kan_vise_blir_ikke_vist():
    p = mk.eksempel()
    streng = mk.prikking.Grenser.fra("streng", min_nevner=100_000)

    with pytest.raises(ValueError, match="for få personer"):
        _egne(p, "fritid_barn", grenser=streng)


def test_ukjent_utfall_sier_hvilke_som_finnes():
    with pytest.raises(ValueError, match="kort_botid"):
        _egne(mk.eksempel(), "finnes_ikke")
