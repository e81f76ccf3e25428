"""Setningene sier «ikke robust» når valget ikke er det, og lover aldri at ett alternativ er best."""

from __future__ import annotations

import pytest

from metodikk.metoder import mulighetsstudie
from metodikk.ut import setninger_mulighetsstudie as si
from tests.metoder.test_mulighetsstudie import tabeller

ENIG = {"A1": [9, 9, 8], "A2": [4, 5, 9], "A3": [5, 2, 3]}
DELT = {"A1": [9, 2, 5], "A2": [2, 9, 5]}


def lag(poeng=DELT, **bytt):
    return mulighetsstudie.lag(tabeller(poeng, **bytt))


@pytest.mark.parametrize(("poeng", "ord_"), [(DELT, "Valget er ikke robust."), (ENIG, "Valget er robust:")])  # fmt: skip
def test_dommen_er_det_foerste_leseren_moeter(poeng, ord_):
    assert si.oppsummering(lag(poeng), "Vika").avsnitt[0].startswith(ord_)


def test_det_som_kan_strykes_nevnes_med_det_som_er_bedre():
    tekst = si.oppsummering(lag(ENIG), "Vika").klartekst()

    assert "Alt A3 er dårligere enn eller lik Alt A1 på alt, og kan strykes." in tekst


def test_ingen_setning_sier_at_ett_alternativ_er_best():
    for poeng in (ENIG, DELT):
        s = si.kan_si(lag(poeng))
        assert not any("er best" in x for x in s.kan_si)
        assert any("er best" in x for x in s.kan_ikke_si)


def test_naar_valget_ikke_er_robust_er_neste_skritt_aa_vite_mer_ikke_aa_bygge():
    punkter = " ".join(si.neste(lag()).punkter)

    assert "Finn ut mer om" in punkter
    assert "handlingsplanen" not in punkter


def test_vaktene_sier_at_bare_en_har_vurdert_og_at_nullalternativet_mangler():
    tekst = si.vakter(lag()).klartekst()

    assert "Nullalternativet mangler" in tekst
    assert "Bare fag har gitt poeng" in tekst


def test_uten_vekter_er_det_ingen_vinner():
    t = tabeller()
    del t["vekter"]
    k = mulighetsstudie.lag(t)

    assert "ikke nok poeng og vekter" in si.oppsummering(k, "Vika").klartekst()
    assert si.byttefunn(k) is None
    assert si.vinnerfunn(k) == ""
