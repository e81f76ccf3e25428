"""Kartet lyver lærer det det påstår: de samme tallene gir Lia både den mørkeste og den lyseste fargen."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.grunn.feil import DataFeil
from metodikk.kurs import kartet_lyver as k
from metodikk.ut.side import Symbol


def test_lia_er_baade_morkest_og_lysest_paa_kart_over_de_samme_tallene():
    d = k.alle_kart()

    assert len(d) == 4 * 3 * 3
    assert (d["klasse"] == d["klasser"]).sum() == 15
    assert (d["klasse"] == 1).sum() == 8
    assert set(d.loc[d["enhet"] == "grunnkrets", "verdi"]) == {0.141}


@pytest.mark.parametrize("enhet", ["bortover", "nedover"])
def test_delomraadene_er_de_samme_folkene_delt_paa_en_annen_maate(enhet):
    d, alle = k.delt(enhet), k.grunnkretser()

    assert len(d) == 12
    assert d[["teller", "nevner"]].sum().tolist() == alle[["teller", "nevner"]].sum().tolist()
    assert (alle.groupby(enhet).size() == 3).all()
    assert d["verdi"].min() > alle.eval("teller / nevner").min()
    assert d["verdi"].max() < alle.eval("teller / nevner").max()


@pytest.mark.parametrize("klasser", [3, 4, 5])
def test_naturlige_grenser_er_de_beste_av_alle_som_finnes(klasser):
    v = np.sort(k.delt("bortover")["verdi"].unique())

    def sprik(kutt):
        return sum(((d - d.mean()) ** 2).sum() for d in np.split(v, kutt))

    best = min(combinations(range(1, len(v)), klasser - 1), key=sprik)
    ventet = [*v[np.array(best) - 1], v[-1]]

    assert k.klassegrenser(v, "naturlige", klasser) == pytest.approx(ventet)


@pytest.mark.parametrize("klasser", [3, 4])
def test_like_mange_soner_i_hver_klasse(klasser):
    v = k.delt()["verdi"]
    antall = np.bincount(k.klasse(v, k.klassegrenser(v, "kvantiler", klasser)))[1:]

    assert antall.max() - antall.min() <= 2  # like tall kan ikke deles


def test_like_brede_klasser_er_like_brede():
    v = k.delt()["verdi"]
    bredder = np.diff([v.min(), *k.klassegrenser(v, "like", 5)])

    assert bredder == pytest.approx(np.full(5, (v.max() - v.min()) / 5), abs=0.001)


def test_en_enkelt_hoy_sone_flytter_de_andre_fra_moerkest_til_lys_naar_klassene_er_like_brede():
    v = [0.05, 0.06, 0.07, 0.08, 0.10]
    uten, med = (k.klasse(x, k.klassegrenser(x, "like", 5)) for x in (v, [*v, 0.60]))

    assert uten[-1] == 5
    assert med[4] == 1


@pytest.mark.parametrize(
    ("metode", "klasser", "enhet"), list(product(k.METODER, k.KLASSER, k.ENHETER))
)
def test_fargen_i_kartet_er_klassen_i_setningen(metode, klasser, enhet):
    vist = k.tegn(metode=metode, klasser=klasser, enhet=enhet)
    tegnet = next(s for s in vist.figur.levende["soner"] if s["fet"])
    farger = [t["fyll"] for t in vist.figur.levende["tegn"]]

    assert len(farger) == klasser
    assert f"får klasse {farger.index(tegnet['fyll']) + 1} av {klasser}" in vist.setning


@pytest.mark.parametrize("enhet", ["grunnkrets", "bortover", "nedover"])
def test_flatene_dekker_det_samme_uten_hull_og_overlapp(enhet):
    flater = k.flater(enhet)

    assert list(flater["sone"]) == list(k.delt(enhet)["sone"])
    assert flater.geometry.area.sum() == pytest.approx(36 * k.SIDE**2)
    assert flater.geometry.union_all().area == pytest.approx(36 * k.SIDE**2)


def test_egne_soner_faar_samme_klasse_i_tabellen_som_paa_kartet_og_tabellene_er_urort():
    p = mk.eksempel()
    for_ = p.tabeller["indikatorer"].copy()

    vist = k.egne(p.tabeller, geografi=p.geografi, sone=p.omraade.soner[0], metode="like", klasser=4, grenser=p.grenser)  # fmt: skip

    pd.testing.assert_frame_equal(p.tabeller["indikatorer"], for_)
    tegnet = next(s for s in vist.figur.levende["soner"] if s["fet"])
    farger = [t["fyll"] for t in vist.figur.levende["tegn"]]
    like = next(rad for rad in vist.tabell.rader if rad[0] == k.METODER["like"])
    assert like[2] == f"{farger.index(tegnet['fyll']) + 1} av 4"


def test_uten_valgt_sone_velges_en_der_valgene_betyr_noe():
    p = mk.eksempel()
    rader = k.egne(p.tabeller, geografi=p.geografi, grenser=p.grenser).tabell.rader
    morkest = [c.split(" av ")[0] == c.split(" av ")[1] for rad in rader for c in rad[1:]]

    assert 0 < sum(morkest) < 9


def test_skjulte_soner_forblir_skjult_og_kan_ikke_velges():
    p = mk.eksempel()
    vist = k.egne(p.tabeller, geografi=p.geografi, grenser=p.grenser)
    skjult = [rad for rad in vist.figur.tabell.rader if isinstance(rad[-1], Symbol)]

    assert len(skjult) == 2
    with pytest.raises(ValueError, match="kan ikke vises"):
        k.egne(p.tabeller, geografi=p.geografi, sone="0099000012", grenser=p.grenser)


def test_det_som_mangler_gir_klar_beskjed():
    p = mk.eksempel()
    with pytest.raises(ValueError, match="grensene til sonene"):
        k.egne(p.tabeller)
    with pytest.raises(ValueError, match="barn_lavinntekt"):
        k.egne(p.tabeller, geografi=p.geografi, indikator="finnes_ikke")


def test_for_faa_ulike_tall_til_saa_mange_klasser_nektes():
    with pytest.raises(DataFeil):
        k.klassegrenser([0.1, 0.1, 0.2], "like", 3)
