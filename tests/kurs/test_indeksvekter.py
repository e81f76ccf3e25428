"""Vekter i indeksen lærer det det påstår: få soner tåler alle vektene, og det kan regnes nøyaktig ut."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import LinearConstraint, milp

import metodikk as mk
from metodikk.kurs import indeksvekter as v
from metodikk.metoder import indeks
from metodikk.ut.side import Symbol


def _ytterste_plass(deler, sone, *, lengst_ned):
    """Den nøyaktige laveste eller høyeste plassen over alle vekter, funnet ved optimering."""
    mot = np.delete(deler, sone, axis=0) - deler[sone]
    antall, indikatorer = mot.shape
    stor = np.abs(mot).max() + 1
    eps = 1e-6
    # b = 1 når den andre sonen ligger foran. Vektene kommer først i løsningen.
    if lengst_ned:
        foran = LinearConstraint(np.hstack([mot, -stor * np.eye(antall)]), lb=eps - stor)
    else:
        foran = LinearConstraint(np.hstack([mot, -stor * np.eye(antall)]), ub=-eps)
    sum_ = LinearConstraint(np.r_[np.ones(indikatorer), np.zeros(antall)], 1, 1)
    svar = milp(
        np.r_[np.zeros(indikatorer), np.full(antall, -1.0 if lengst_ned else 1.0)],
        constraints=[foran, sum_], bounds=(0, 1),
        integrality=np.r_[np.zeros(indikatorer), np.ones(antall)],
    )  # fmt: skip
    return 1 + round(abs(svar.fun))


@pytest.mark.parametrize("leie", ["utfordring", "ute", "fordel"])
def test_sonene_som_alltid_er_oeverst_er_de_som_er_det_med_alle_vekter_som_finnes(leie):
    deler, d = v.deler("z", leie), v.spenn("z", leie)
    nederst = [_ytterste_plass(deler, i, lengst_ned=True) for i in range(len(v.SONER))]

    assert (d["overst"] == 1).tolist() == [n <= v.OVERST for n in nederst]
    assert (d["rang_ovre"] <= nederst).all()
    assert (d["rang_ovre"] >= np.array(nederst) - 2).all()


def test_trekkene_finner_nesten_hele_spennet_oppover_ogsaa():
    deler, d = v.deler(), v.spenn()
    overst = np.array([_ytterste_plass(deler, i, lengst_ned=False) for i in range(len(v.SONER))])

    assert (d["rang_nedre"] >= overst).all()
    assert (d["rang_nedre"] <= overst + 2).all()


def test_to_soner_taaler_alle_vekter_og_elleve_er_oeverst_med_minst_ett():
    d = v.spenn()

    assert d["sone"][d["overst"] == 1].tolist() == ["Bakken", "Myra"]
    assert (d["overst"] > 0).sum() == 11
    kvartalet = d[d["sone"] == v.VALGT].iloc[0]
    assert (kvartalet["rang_nedre"], kvartalet["rang_ovre"]) == (1, 14)


def test_retningen_betyr_mer_enn_skalaen():
    alltid = {(m, r): set(v.spenn(m, r)["sone"][v.spenn(m, r)["overst"] == 1]) for m in v.MAATER for r in v.LEIE}  # fmt: skip

    for leie in v.LEIE:
        assert alltid["z", leie] == alltid["minmaks", leie] == alltid["rang", leie]
    assert alltid["z", "fordel"] == set()


@pytest.mark.parametrize("maate", ["z", "minmaks", "rang"])
def test_plassen_er_den_samme_som_indeksen_i_rapportene_gir(maate):
    deler, vekter = v.deler(maate), v.trekk_vekter(5, 40, fro=3)
    plass = v.plasseringer(deler, vekter)

    assert all(sorted(rad) == list(range(1, 17)) for rad in plass)
    for w, rad in zip(vekter, plass, strict=True):
        fra_foerst_til_sist = indeks.aggreger(deler, w)[np.argsort(rad)]
        assert (np.diff(fra_foerst_til_sist) <= 1e-9).all()


def test_vektsettene_er_vekter_og_har_med_ytterpunktene():
    w = v.trekk_vekter(4, 500, fro=1)

    assert (w >= 0).all()
    assert w.sum(axis=1) == pytest.approx(np.ones(500))
    assert w[:4].tolist() == np.eye(4).tolist()
    assert w[4:].mean(axis=0) == pytest.approx(np.full(4, 0.25), abs=0.03)


@pytest.mark.parametrize("vekter", list(v.VEKTER))
@pytest.mark.parametrize("leie", list(v.LEIE))
def test_halvparten_er_halvparten_ogsaa_naar_leie_ikke_er_med(vekter, leie):
    w = v.valgte_vekter(vekter, leie)
    med = [k for k in v.INDIKATORER if leie != "ute" or k != "leier"]
    tung = np.isin(med, v.VEKTER[vekter][1])

    assert w.sum() == pytest.approx(1)
    assert w[tung].sum() == pytest.approx(0.5 if tung.any() else 0)


def test_en_sone_som_er_hoeyest_paa_alt_er_alltid_foerst():
    deler = np.array([[3.0, 2.0, 5.0], [1.0, 1.0, 1.0], [2.0, 0.0, 4.0]])

    assert (v.plasseringer(deler, v.trekk_vekter(3, 200))[:, 0] == 1).all()


def test_egne_soner_som_er_skjult_faar_ingen_plass_og_tabellene_er_urort():
    p = mk.eksempel()
    for_ = p.tabeller["indikatorer"].copy()

    vist = v.egne(p.tabeller, vekter=p.oppsett.indeks, grenser=p.grenser)

    pd.testing.assert_frame_equal(p.tabeller["indikatorer"], for_)
    skjult = [rad for rad in vist.tabell.rader if isinstance(rad[1], Symbol)]
    assert {rad[0] for rad in skjult} == {"Ospeneset", "Kalvholmen"}
    assert all(isinstance(c, Symbol) for rad in skjult for c in rad[1:])
    andel = {rad[0]: rad[3] for rad in vist.tabell.rader if not isinstance(rad[3], Symbol)}
    assert sum(andel.values()) == pytest.approx(500, abs=0.5)
    for navn in (n for n, a in andel.items() if a == 100):
        assert navn in vist.setning


def test_retningen_i_katalogen_snur_indikatorer_der_hoeyt_er_godt():
    soner = [f"S{i}" for i in range(8)]
    rader = [(k, s, 2025, 40 + (10 * i if k != "fritid_barn" else -4 * i), 200, "") for i, s in enumerate(soner)
             for k in ("barn_lavinntekt", "lav_utdanning", "fritid_barn")]  # fmt: skip
    d = pd.DataFrame(rader, columns=["indikator", "sone", "aar", "teller", "nevner", "merknad"])

    rad = v.egne({"indikatorer": d}, vekter=dict.fromkeys(d["indikator"].unique(), 1)).tabell.rader[
        -1
    ]

    assert rad[1:3] == (1, 1)


@pytest.mark.parametrize(
    ("vekter", "sier"),
    [({"leier": 1, "lav_utdanning": 1, "trangbodde": 1}, "leier"), ({"lav_utdanning": 1}, "minst 3"),
     ({"fullfort_vgs": 1, "lav_utdanning": 1, "trangbodde": 1}, "Flest mangler for «fullfort_vgs»")],
)  # fmt: skip
def test_det_som_ikke_kan_bli_en_indeks_gir_klar_beskjed(vekter, sier):
    p = mk.eksempel()
    with pytest.raises(ValueError, match=sier):
        v.egne(p.tabeller, vekter=vekter, grenser=p.grenser)
