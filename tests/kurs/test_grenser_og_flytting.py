"""Grenser og flytting lærer det den påstår: stedet og de som bodde der, kan gå hver sin vei."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import grenser_og_flytting as g

VALG = list(product(*(k.verdier for k in g.KONTROLLER)))


def _folk_for_folk(flytting, ekte, nye=0, arbeid_nye=0.0, antall=400_000):
    """Følg hvert menneske år for år, og regn ut endringen for stedet og for dem som ble boende."""
    trekning = np.random.default_rng(5)
    arbeid = trekning.random(antall) < g.I_ARBEID
    bor = np.ones(antall, bool)
    for _ in range(g.AAR):
        sjanse = np.where(arbeid, g.OFTERE, g.SJELDNERE) * flytting
        bor &= trekning.random(antall) >= sjanse
    etter = arbeid + ekte * 1.0
    inn = trekning.random((~bor).sum()) < g.FLYTTER_INN
    kom = trekning.random(int(nye * antall / g.FOLK)) < arbeid_nye
    naa = (etter[bor].sum() + inn.sum() + kom.sum()) / (antall + len(kom))
    return naa - arbeid.mean(), (etter - arbeid)[bor].mean(), bor.mean()


@pytest.mark.parametrize(
    ("flytting", "tilvekst", "ekte"), [(0.1, "300", 0.0), (0.2, "ingen", 0.06), (0.05, "grense", -0.03)]
)  # fmt: skip
def test_endringen_er_den_samme_naar_hvert_menneske_foelges(flytting, tilvekst, ekte):
    _, nye, andel, *_ = g.TILVEKST[tilvekst]
    d = g.fem_aar(flytting=flytting, tilvekst=tilvekst, ekte=ekte)
    sted, folk, blir = _folk_for_folk(flytting, ekte, nye, andel)

    bodde = d.set_index("gruppe").loc[g.BODDE]
    assert g.del_opp(d)["endring"] == pytest.approx(sted, abs=0.004)
    assert (bodde["arbeid_etter"] - bodde["arbeid_foer"]) / bodde["antall_foer"] == pytest.approx(folk)  # fmt: skip
    assert bodde["antall_foer"] / g.FOLK == pytest.approx(blir, abs=0.004)


@pytest.mark.parametrize(("flytting", "tilvekst", "ekte"), VALG)
def test_delene_er_til_sammen_hele_endringen_og_boligene_fylles(flytting, tilvekst, ekte):
    d = g.fem_aar(flytting=flytting, tilvekst=tilvekst, ekte=ekte)
    u = g.del_opp(d)

    assert u["boende"] + u["bytte"] + u["nye"] == pytest.approx(u["endring"])
    assert d["antall_etter"].sum() - d["antall_foer"].sum() == pytest.approx(
        g.TILVEKST[tilvekst][1]
    )
    assert (u["nye"] == pytest.approx(0)) == (tilvekst == "ingen")


def test_omraadet_loeftes_av_nybygg_uten_at_noen_som_bodde_der_faar_arbeid():
    u = g.del_opp(g.fem_aar(tilvekst="300", ekte=0.0))

    assert u["boende"] == 0
    assert u["endring"] > 0.04


def test_folk_kan_faa_det_bedre_mens_omraadet_faller():
    sted = [
        g.del_opp(g.fem_aar(flytting=f, tilvekst="ingen", ekte=0.06))["endring"]
        for f in (0.05, 0.1, 0.2)
    ]

    assert sted[0] > 0.02
    assert 0 < sted[1] < 0.02
    assert sted[2] < 0


def test_uten_flytting_er_stedet_og_folk_det_samme():
    u = g.del_opp(g.fem_aar(flytting=0.0, tilvekst="ingen", ekte=0.06))

    assert u["endring"] == pytest.approx(0.06)
    assert u["bytte"] == 0


def test_en_oppdeling_regnet_for_haand():
    """100 folk: 80 blir (40 i arbeid, så 44), 20 med 15 i arbeid byttes med 20 med 9, og 25 med 20 kommer."""
    rader = [(g.BODDE, 80, 40, 80, 44), (g.UT, 20, 15, 0, 0), (g.INN, 0, 0, 20, 9), (g.NYBYGG, 0, 0, 25, 20)]  # fmt: skip
    kolonner = ["gruppe", "antall_foer", "arbeid_foer", "antall_etter", "arbeid_etter"]
    u = g.del_opp(pd.DataFrame(rader, columns=kolonner))

    assert u["foer"] == pytest.approx(0.55)
    assert u["etter"] == pytest.approx(73 / 125)
    assert (u["boende"], u["bytte"]) == (pytest.approx(0.04), pytest.approx(-0.06))
    assert u["nye"] == pytest.approx(73 / 125 - 0.53)


@pytest.mark.parametrize(("nyes_sjanse", "likt"), [(0.1, True), (0.3, False)])
def test_andelen_nye_er_et_tak_naar_de_nye_flytter_like_ofte_eller_oftere(nyes_sjanse, likt):
    """Følger boligene år for år. Andelen som har bodd under to år, måles hvert annet år."""
    trekning, n = np.random.default_rng(3), 200_000
    botid, maalt = np.full(n, 20), []
    for aar in range(1, 7):
        flytter = trekning.random(n) < np.where(botid < 3, nyes_sjanse, 0.1)
        botid = np.where(flytter, 0, botid + 1)
        if aar % 2 == 0:
            maalt.append((botid < 2).mean())
    sant = (botid < 6).mean()

    assert g.andel_nye(maalt) == pytest.approx(sant, abs=0.01) if likt else g.andel_nye(maalt) > sant + 0.02  # fmt: skip


def test_forskjellen_de_nye_maa_ha_er_riktig_naar_bare_de_nye_er_annerledes():
    foer, nye, forskjell = 0.4, 0.3, 0.2
    etter = (1 - nye) * foer + nye * (foer + forskjell)

    assert g.maa_vaere_ulike(etter - foer, nye) == pytest.approx(forskjell)


def test_egne_tall_er_de_samme_som_regnet_for_haand_og_tabellene_er_uroert():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["indikatorer"].copy()

    vist = g.egne(tabeller, soner=p.omraade.soner, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["indikatorer"], for_)
    inne = for_[for_["sone"].isin(p.omraade.soner)]
    s = inne.groupby(["indikator", "aar"])[["teller", "nevner"]].sum()
    v = s["teller"] / s["nevner"]
    endring = v["fritid_barn", 2025] - v["fritid_barn", 2019]
    nye = 1 - np.prod([1 - v["kort_botid", a] for a in (2021, 2023, 2025)])
    rad = next(r for r in vist.tabell.rader if r[0] == g.OMRAADET)
    assert rad[3:] == (round(100 * nye), round(100 * endring / nye))
    assert f"med {100 * endring / nye:.0f} prosentpoeng" in vist.setning


def test_tall_som_er_skjult_blir_ikke_regnet_videre():
    p = mk.eksempel()
    streng = mk.prikking.Grenser.fra("streng", min_nevner=5000)

    with pytest.raises(ValueError, match="kan ikke vises"):
        g.egne(p.tabeller, soner=p.omraade.soner, grenser=streng)


def test_et_brudd_i_perioden_stopper_regnestykket():
    p = mk.eksempel()

    with pytest.raises(ValueError, match="før og etter 2019 kan ikke sammenliknes: Boligfeltet"):
        g.egne(p.tabeller, soner=["0099000013"], indikator="ikke_sysselsatte", fra=2015, til=2021)
    with pytest.raises(ValueError, match="like antall år"):
        g.egne(p.tabeller, soner=p.omraade.soner, fra=2020, til=2025)
    with pytest.raises(ValueError, match="har ikke «finnes_ikke»"):
        g.egne(p.tabeller, soner=p.omraade.soner, indikator="finnes_ikke")
    with pytest.raises(ValueError, match="dekker ikke 2000–2006"):
        g.egne(p.tabeller, soner=p.omraade.soner, fra=2000, til=2006)
