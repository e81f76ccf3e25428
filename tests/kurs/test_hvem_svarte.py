"""Hvem svarte lærer det det påstår: vekting retter det gruppene forklarer, og ikke mer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import hvem_svarte as h
from metodikk.ut.side import Symbol


def _ventet(svarandel, verden):
    """De nøyaktige andelene fornøyde, uvektet og vektet, regnet med brøk uten trekning."""
    folk = np.array([0.30, 0.25, 0.25, 0.20])
    p = np.array({"ingen": [0.5] * 4}.get(verden, [0.25, 0.5, 0.6, 0.75]))
    svarer = np.array([svarandel, 0.4, 0.4, 0.4])
    blant = p / (p + 2 * (1 - p)) if verden == "svaret" else p
    return (folk * svarer * blant).sum() / (folk * svarer).sum(), (folk * blant).sum()


@pytest.mark.parametrize("verden", ["ingen", "alder", "svaret"])
def test_snittet_av_undersoekelsene_er_det_som_kan_regnes_med_broek(verden):
    antall = h.trekk(0.1, verden, 20_000, fro=2)
    i_alt = antall.sum(axis=2)
    vektet = ((antall[..., 0] / i_alt) * np.array(h.BEFOLKNING) / sum(h.BEFOLKNING)).sum(axis=1)
    uvektet = antall[..., 0].sum(axis=1) / i_alt.sum(axis=1)

    assert (uvektet.mean(), vektet.mean()) == pytest.approx(_ventet(0.1, verden), abs=0.001)


def test_svarandelen_er_den_samme_i_alle_tre_verdenene():
    inviterte = np.array(h.INVITERT)
    for verden in h.VERDENER:
        andel = h.trekk(0.1, verden, 20_000, fro=3).sum(axis=2).mean(axis=0) / inviterte
        assert andel == pytest.approx([0.1, 0.4, 0.4, 0.4], abs=0.002)


def test_vekting_retter_bare_den_ene_verdenen():
    d = h.hyppighet(0.1).set_index("verden")

    assert d.loc["alder", "rommer_vektet"] == pytest.approx(0.95, abs=0.02)
    assert d.loc["alder", "rommer_likt"] < 0.2
    assert d.loc["svaret", "rommer_vektet"] < 0.02
    assert d.loc["ingen", "rommer_likt"] == pytest.approx(0.95, abs=0.02)
    feil = (d[["snitt_likt", "snitt_vektet"]] - h.FASIT).abs().loc["svaret"]
    assert feil["snitt_vektet"] > feil["snitt_likt"]


def test_svarene_er_verdt_det_kish_sier():
    antall = np.array([[15, 45], [100, 100], [120, 80], [120, 40]])
    vekt = np.array(h.BEFOLKNING) / antall.sum(axis=1)
    fasit = (vekt @ antall.sum(axis=1)) ** 2 / (vekt**2 @ antall.sum(axis=1))

    assert h.anslag(antall, vektet=True).n_eff == pytest.approx(fasit)
    assert h.anslag(antall, vektet=False).n_eff == antall.sum()


@pytest.mark.parametrize("vektet", [False, True])
@pytest.mark.parametrize("verden", ["ingen", "alder", "svaret"])
def test_mange_anslag_paa_en_gang_er_de_samme_som_rapportenes(verden, vektet):
    antall = h.trekk(0.1, verden, 5, fro=8)
    ett_og_ett = [h.anslag(a, vektet=vektet) for a in antall]

    np.testing.assert_allclose(
        h.mange_anslag(antall, vektet=vektet),
        [(e.verdi, e.nedre, e.ovre, e.n_eff) for e in ett_og_ett],
        rtol=1e-9,
    )


def test_vektene_koster_mest_naar_faerrest_unge_svarer():
    verdt = [
        h.anslag(h.trekk(s, "ingen", 1, 5)[0], vektet=True).n_eff for s in (0.05, 0.1, 0.2, 0.4)
    ]

    assert verdt == sorted(verdt)


def test_anslaget_taaler_at_ingen_i_en_gruppe_er_fornoyd():
    e = h.anslag(np.array([[0, 30], [0, 200], [0, 200], [0, 160]]), vektet=True)

    assert e.verdi == 0
    assert 0 <= e.nedre <= e.ovre < 0.05


def test_paa_eksempelvik_er_det_vektede_tallet_naermest_fasiten():
    p = mk.eksempel()
    tabeller = {k: v.copy() for k, v in p.tabeller.items()}

    vist = h.egne(p.tabeller, soner=p.omraade.soner, grenser=p.grenser)

    for navn, d in tabeller.items():
        pd.testing.assert_frame_equal(d, p.tabeller[navn])
    fornoyd = {rad[0]: rad[-1] for rad in vist.tabell.rader}
    assert abs(fornoyd[h.VEKTET] - 50.76) < abs(fornoyd[h.LIKT] - 50.76)
    unge, eldre = vist.tabell.rader[0], vist.tabell.rader[3]
    assert unge[2] < unge[3]
    assert eldre[2] > eldre[3]


def test_grupper_med_faa_svar_vises_ikke_og_kan_ikke_regnes_ut():
    p = mk.eksempel()
    vist = h.egne(
        p.tabeller, soner=p.omraade.soner, grenser=mk.prikking.Grenser.fra("streng", min_svar=60)
    )
    skjult = [rad for rad in vist.tabell.rader if isinstance(rad[1], Symbol)]

    assert len(skjult) == 2
    assert all(isinstance(v, Symbol) for rad in skjult for v in (rad[1], rad[2], rad[4]))


def test_en_gruppe_med_under_30_svar_faar_ingen_andel():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    svar = tabeller["svar"]
    unge = svar.index[(svar["runde"] == 2025) & (svar["aldersgruppe"] == h.ALDER[0])]
    tabeller["svar"] = svar.drop(unge[20:])

    rad = h.egne(tabeller, grenser=p.grenser).tabell.rader[0]

    assert rad[1] <= 20
    assert rad[-1] is Symbol.UMULIG


def test_ukjent_alder_staar_paa_egen_linje():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    svar = tabeller["svar"].copy()
    siste = svar.index[svar["runde"] == 2025]
    svar.loc[siste[:40], "aldersgruppe"] = "ukjent"

    rader = h.egne(tabeller | {"svar": svar}, grenser=p.grenser).tabell.rader

    ukjent = next(rad for rad in rader if rad[0] == "Ukjent alder")
    assert 30 <= ukjent[1] <= 40
    assert ukjent[3] is Symbol.UMULIG
    assert sum(rad[1] for rad in rader[:-2]) == rader[-1][1]


def test_en_aapen_lenke_kan_ikke_vektes():
    p = mk.eksempel()
    tabeller = dict(p.tabeller) | {"runder": p.tabeller["runder"].assign(trekkmaate="åpen lenke")}

    with pytest.raises(ValueError, match="åpen lenke"):
        h.egne(tabeller)


def test_ukjent_spoersmaal_og_soner_uten_svar_gir_klar_beskjed():
    tabeller = mk.eksempel().tabeller
    with pytest.raises(ValueError, match="moteplass"):
        h.egne(tabeller, sporsmal="finnes_ikke")
    with pytest.raises(ValueError, match="Ingen svar"):
        h.egne(tabeller, soner=["finnes_ikke"])
