"""Finn naboen lærer det den påstår: bare å skjule de små tallene svikter når summene står der."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import finn_naboen as f
from metodikk.ut.side import Symbol

MULIGE = range(0, 12)


def _ved_opptelling(skjult, antall, *, summer):
    """Alle verdier hvert skjult tall kan ha, funnet ved å prøve alle kombinasjoner."""
    skjulte = list(zip(*np.nonzero(skjult), strict=True))
    funnet = {c: set() for c in skjulte}
    for forslag in product(MULIGE, repeat=len(skjulte)):
        a = antall.copy()
        for (i, j), v in zip(skjulte, forslag, strict=True):
            a[i, j] = v
        if not summer or ((a.sum(0) == antall.sum(0)).all() and (a.sum(1) == antall.sum(1)).all()):
            for c, v in zip(skjulte, forslag, strict=True):
                funnet[c].add(v)
    return funnet


@pytest.mark.parametrize("nabo", [False, True])
def test_spennene_er_de_samme_som_ved_aa_proeve_alle_kombinasjoner(nabo):
    antall = np.array([[2, 6], [7, 5], [8, 9], [6, 7], [9, 8]])
    vet = f.leseren_vet(f.publiser(f.lag_tabell(antall), terskel=5, nabo=nabo)).set_index(
        ["sone", "gruppe"]
    )
    skjult = np.array([[vet.loc[(s, g), "leseren"] != f.VIST for g in f.GRUPPER] for s in f.SONER])

    fasit = _ved_opptelling(skjult, antall, summer=True)

    assert skjult.sum() == (4 if nabo else 1)
    for (i, j), mulige in fasit.items():
        rad = vet.loc[(f.SONER[i], f.GRUPPER[j])]
        assert (rad["nedre"], rad["ovre"]) == (min(mulige), max(mulige))


@pytest.mark.parametrize("antall", [8, pytest.param(f.TABELLER, marks=pytest.mark.treg)])
def test_bare_de_smaa_skjult_svikter_i_alle_tabellene_og_med_naboen_i_ingen(antall):
    d = f.hyppighet(antall).set_index("slik")["andel"]

    assert d["med summer og uten skjult nabo"] > 0.95
    assert d["med summer og med skjult nabo"] == 0
    assert d["uten summer og uten skjult nabo"] == 0


@pytest.mark.parametrize("terskel", [3, 5, 10])
def test_en_hoeyere_grense_verner_ikke_naar_summene_staar_der(terskel):
    vet = f.leseren_vet(f.publiser(f.lag_tabell(), terskel=terskel, nabo=False))

    assert set(vet["leseren"]) == {f.VIST, f.APEN}


def test_leseren_finner_det_sanne_tallet_naar_det_kan_regnes_ut():
    sant = f.lag_tabell().set_index(["sone", "gruppe"])["teller"]
    vet = f.leseren_vet(f.publiser(f.lag_tabell(), terskel=10, nabo=False)).set_index(
        ["sone", "gruppe"]
    )
    apne = vet[vet["leseren"] == f.APEN]

    assert len(apne) == 3
    assert (apne["nedre"] == sant[apne.index]).all()


def test_summene_i_tabellen_stemmer_begge_veier():
    d = f.lag_tabell().pivot(index="sone", columns="gruppe", values="teller")

    assert (d[list(f.GRUPPER)].sum(axis=1) == d[f.SUM]).all()
    assert (d.loc[list(f.SONER)].sum() == d.loc[f.SUM]).all()


def test_tabellen_leseren_ser_har_ingen_skjulte_tall():
    rader = f.tegn(nabo=True).tabell.rader

    assert sum(isinstance(v, Symbol) for rad in rader for v in rad) == 4


def test_egne_soner_vises_bare_gjennom_porten():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["indikatorer"].copy()

    vist = f.egne(tabeller, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["indikatorer"], for_)
    siste = for_[(for_["indikator"] == "barn_lavinntekt") & (for_["aar"] == for_["aar"].max())]
    skjult = [rad for rad in vist.tabell.rader if isinstance(rad[1], Symbol)]
    assert len(skjult) == 2
    assert "Var bare de små skjult, kunne en leser regnet ut 1 av dem" in vist.setning
    assert siste["teller"].min() < 5
    assert not [rad for rad in vist.tabell.rader if isinstance(rad[1], int) and rad[1] < 5]


def test_ukjent_indikator_sier_hvilke_som_finnes():
    with pytest.raises(ValueError, match="barn_lavinntekt"):
        f.egne(mk.eksempel().tabeller, indikator="finnes_ikke")
