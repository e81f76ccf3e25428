"""Setningene om sammenhengen bygges av bruddene, og lover aldri mer enn sporet viser."""

from __future__ import annotations

import pytest

from metodikk.metoder import sammenheng
from metodikk.ut import setninger_sammenheng as si
from metodikk.ut.side import Boks
from tests.metoder.test_sammenheng import tabeller


@pytest.fixture
def k():
    return sammenheng.lag(tabeller())


def test_oppsummeringen_sier_hva_som_er_helt_og_hva_som_mangler_svar(k):
    tekst = si.oppsummering(k, "Vika").klartekst()

    assert "Én av to behov i Vika kan følges helt fram" in tekst
    assert "Ett behov har ikke fått noe svar: «Lys på veien»." in tekst
    assert "ett tiltak uten strategi" in tekst


def test_er_alt_helt_sies_det_uten_oppramsing_av_brudd():
    t = tabeller()
    t["behov"], t["tiltak"] = t["behov"].head(1), t["tiltak"].head(1)

    tekst = si.oppsummering(sammenheng.lag(t), "Vika").klartekst()

    assert tekst.strip() == "Behovet kan følges fram til et tiltak og til noe som måles."


def test_nokkeltallene_er_de_samme_som_bruddene(k):
    tall = {navn: verdi for navn, verdi, _ in si.nokkeltall(k).tall}

    assert tall["Hele spor"] == "1 av 2"
    assert tall["Behov uten svar"] == "1"
    assert tall["Tiltak uten behov"] == "1 av 2"


def test_ingen_setning_sier_at_et_tiltak_virker(k):
    s = si.kan_si(k)

    assert any("virker" in x for x in s.kan_ikke_si)
    assert not any("virker" in x for x in s.kan_si)
    assert any("«Lys på veien» har ikke fått noe svar" in x for x in s.kan_si)


def test_neste_skritt_begynner_med_dem_som_venter_paa_svar(k):
    assert si.neste(k).punkter[0].startswith("Bestem hva kommunen svarer på «Lys på veien»")


def test_tabeller_som_mangler_staar_i_en_boks_og_ikke_naar_alle_er_der(k):
    t = tabeller()
    del t["strategier"]

    assert "Strategier" in si.hull(sammenheng.lag(t)).klartekst()


def test_sporet_i_andre_rapporter_er_en_tabell_eller_en_boks_som_sier_hva_som_mangler():
    tabell = si.sporet(sammenheng.rundt(tabeller(), "tiltak"), hva="Tiltak")

    assert [k.tittel for k in tabell.kolonner] == [
        "Tiltak",
        "Springer ut av",
        "Fører til",
        "Det som mangler",
    ]
    assert isinstance(si.sporet(sammenheng.rundt({}, "tiltak"), hva="Tiltak"), Boks)
