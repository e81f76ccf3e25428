"""Ett år eller tre lærer det den påstår: det tilfeldige blir mindre med flere år, og etterslepet større."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import ett_eller_tre_aar as e
from metodikk.ut.side import Symbol

FALL, PERSONER = (0.0, 0.005, 0.01, 0.02), (50, 200, 1000)


def _eksakt(fall, personer, vindu):
    """Etterslepet og det tilfeldige uten trekning: snittet av årene, og summen av variansene."""
    p = [0.3 - fall * (10 - i) for i in range(vindu)]
    etterslep = sum(p) / vindu - (0.3 - fall * 10)
    return etterslep, np.sqrt(sum(q * (1 - q) for q in p) / personer) / vindu


@pytest.mark.parametrize(("fall", "personer"), [*product(FALL, PERSONER)])
def test_feilen_er_den_som_kan_regnes_ut_uten_trekning(fall, personer):
    d = e.feil(fall, personer).set_index("vindu")

    for vindu in e.VINDUER:
        etterslep, tilfeldig = _eksakt(fall, personer, vindu)
        assert d.loc[vindu, "etterslep"] == pytest.approx(etterslep, abs=0.1 * tilfeldig)
        assert d.loc[vindu, "tilfeldig"] == pytest.approx(tilfeldig, rel=0.04)
        assert d.loc[vindu, "feil"] == pytest.approx(np.hypot(etterslep, tilfeldig), rel=0.04)


def test_etterslepet_er_halve_vinduet_ganger_fallet():
    d = e.feil(0.02, 1000).set_index("vindu")["etterslep"]

    assert d[3] == pytest.approx(0.02, abs=0.001)
    assert d[5] == pytest.approx(0.04, abs=0.001)


@pytest.mark.parametrize(("fall", "personer"), [*product(FALL, PERSONER)])
def test_antallet_aar_som_gir_minst_feil_er_det_regnede(fall, personer):
    regnet = {v: np.hypot(*_eksakt(fall, personer, v)) for v in e.VINDUER}

    assert regnet[e.best(fall, personer)] <= 1.03 * min(regnet.values())


def test_uten_endring_er_flere_aar_alltid_bedre():
    for personer in PERSONER:
        assert e.feil(0.0, personer)["feil"].is_monotonic_decreasing


def test_jo_storre_gruppe_jo_faerre_aar():
    for fall in FALL[1:]:
        best = [e.best(fall, n) for n in PERSONER]
        assert best == sorted(best, reverse=True)


def test_med_raskt_fall_er_ett_aar_best_i_store_grupper_og_tre_i_smaa():
    assert e.best(0.02, 1000) == 1
    assert e.best(0.02, 50) == 3


def test_sammenslaatte_aar_er_de_samme_som_metoden_gir():
    teller = e.trekk(0.01, 200, 1, fro=4)[0]
    d = pd.DataFrame({"sone": "A", "aar": e.AAR, "teller": teller, "nevner": 200})
    fasit = mk.rater.slaa_sammen_aar(d, [2020, 2021, 2022])["teller"].item()

    siste = e.slaatt_sammen(teller, 3)[e.AAR.index(2022) - 2]
    assert siste == fasit


def test_det_smale_intervallet_rommer_ikke_den_sanne_andelen_naar_fallet_er_raskt():
    teller = e.trekk(0.02, 1000, 2000, fro=5)
    x = e.slaatt_sammen(teller, 5)[:, -1]
    nedre, _ = mk.usikkerhet.wilson(x, np.full(len(x), 5000))

    assert (nedre > e.sann_andel(0.02)[-1]).mean() > 0.95


def test_egne_soner_faar_smalere_intervaller_og_tabellene_er_urort():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["indikatorer"].copy()

    vist = e.egne(tabeller, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["indikatorer"], for_)
    bredde = {(r[0], r[1]): r[4] - r[3] for r in vist.tabell.rader if not isinstance(r[2], Symbol)}
    begge = {s for s, _ in bredde if {(s, "2025"), (s, "2023–2025")} <= set(bredde)}
    assert len(begge) == 12
    assert all(bredde[s, "2023–2025"] < bredde[s, "2025"] for s in begge)


def test_en_skjult_sone_vises_foerst_naar_aarene_er_slaatt_sammen():
    p = mk.eksempel()
    rader = {(r[0], r[1]): r[2] for r in e.egne(p.tabeller, grenser=p.grenser).tabell.rader}

    assert rader["Kalvholmen", "2025"] is Symbol.SKJULT
    assert rader["Kalvholmen", "2023–2025"] == pytest.approx(100 * 20 / 156, abs=0.05)


def test_et_skjult_aar_kan_ikke_regnes_ut_av_perioden_og_de_andre_aarene():
    d = pd.DataFrame(
        [(s, a, 2 if (s, a) == ("A", 2024) else 40 + 7 * i, 300) for i, s in enumerate("ABCDE")
         for a in (2022, 2023, 2024)], columns=["sone", "aar", "teller", "nevner"],
    ).assign(indikator="x", merknad="")  # fmt: skip
    klart, _ = e._gjennom_porten(d, [2022, 2023, 2024], None)
    a = klart.tabell[klart.tabell["sone"] == "A"].set_index("periode")["teller"]

    assert np.isnan(a["2024"])
    assert a.isna().sum() >= 2


def test_aar_paa_begge_sider_av_et_brudd_slaas_aldri_sammen():
    p = mk.eksempel()
    with pytest.raises(ValueError, match="2019"):
        e.egne(p.tabeller, indikator="lav_utdanning", aar=8)
    soner = {r[0] for r in e.egne(p.tabeller, aar=8, grenser=p.grenser).tabell.rader}

    assert "Kalvholmen" in soner
    assert not {"Bekkefaret", "Hestvika"} & soner


def test_for_mange_aar_og_ukjent_indikator_sier_fra():
    p = mk.eksempel()
    with pytest.raises(ValueError, match="fra 2 til 14 år"):
        e.egne(p.tabeller, aar=40)
    with pytest.raises(ValueError, match="barn_lavinntekt"):
        e.egne(p.tabeller, indikator="finnes_ikke")
