"""Setningene i kunnskapsgrunnlaget sier det tallene gir dekning for, og ikke mer."""

from __future__ import annotations

import re

import pytest

from metodikk.grunn.tall import HARDT
from metodikk.metoder import kunnskapsgrunnlag
from metodikk.ut import setninger_kunnskap as si
from tests.metoder.kunnskap_data import EGNE, NABOER, OMRAADE, SONER, tabeller

NAVN = "Vika"


def _lag(t=None, **valg):
    return kunnskapsgrunnlag.lag(
        t or tabeller(), **{"omraade": OMRAADE, "naboer": NABOER, "indikatorer": EGNE, **valg}
    )


@pytest.fixture(scope="module")
def k():
    return _lag(indeks={"trangbodde": 1.0, "unge_utenfor": 1.0, "lav_utdanning": 1.0})


def _alt(k) -> str:
    deler = [
        si.oppsummering(k, NAVN), si.nokkeltall(k, NAVN), si.om_tallene(k, "Planenheten"), si.levekaar(k),
        si.endringer(k), si.brudd(k), si.hvem_svarte(k), si.syn(k), si.sprik(k), si.indeks(k),
        si.kan_si(k, NAVN), si.neste(k),
    ]  # fmt: skip
    return "\n".join(d.klartekst() for d in deler if d).replace(HARDT, " ")


def test_oppsummeringen_sier_det_viktigste_med_tall(k):
    tekst = si.oppsummering(k, NAVN).klartekst().replace(HARDT, " ")

    assert "Vika hadde 2 272 innbyggere i 2025" in tekst
    assert re.search(r"svakere ut på personer som bor trangt \(\d+ mot \d+ prosent\)", tekst)
    assert re.search(r"bedre ut på anmeldte voldshendelser \(\d,\d mot \d+,\d per 1 000\)", tekst)
    assert "uenige om trygghet" in tekst


def test_setningene_har_norske_tall_og_ingen_koder_eller_tomme_verdier(k):
    tekst = _alt(k)

    assert not re.search(r"\bnan\b|None|_|\d\.\d", tekst)
    assert "trangbodde" not in tekst.replace("Trangbodde", "")
    assert not re.search(r"\s\.|\.\.|,,|  ", tekst)


def test_leseren_faar_vite_hvem_naar_og_sammenliknet_med_hva(k):
    tekst = si.om_tallene(k, "Planenheten").klartekst()

    for spor in (
        "Hvem har laget tallene?",
        "Når gjelder de?",
        "Sammenliknet med hva?",
        "Hvor sikre er de?",
        "Er noe skjult?",
    ):
        assert spor in tekst
    assert "Planenheten" in tekst
    assert "Sone 3 og Sone 4" in tekst


def test_en_person_staar_ved_hvert_tall_som_skiller_seg_ut(k):
    assert "Én person tilsvarer 0,1 prosentpoeng" in si.levekaar(k).klartekst().replace(HARDT, " ")


def test_bruddet_og_de_skjeve_svarene_er_forbehold(k):
    assert si.brudd(k).slag == "forbehold"
    assert "Nytt register." in si.brudd(k).klartekst()
    assert si.hvem_svarte(k).slag == "forbehold"
    assert "16–34 år" in si.hvem_svarte(k).klartekst()


def test_uenighet_er_en_advarsel_og_sier_at_begge_kan_ha_rett(k):
    boks = si.sprik(k)

    assert boks.slag == "advarsel"
    assert "Begge kan ha rett" in boks.tekst


def test_indeksen_kommer_alltid_med_forbeholdet_om_rangering(k):
    assert "ikke en rangering" in si.indeks(k).tittel
    assert any("rangere" in p for p in si.indeks(k).punkter)
    assert si.indeks(_lag()) is None


def test_det_usikre_staar_under_det_vi_ikke_kan_si():
    k = _lag(omraade=[SONER[11]], naboer=())
    setninger = si.kan_si(k, NAVN)

    assert not any("unge utenfor" in s for s in setninger.kan_si)
    assert any("unge utenfor" in s for s in setninger.kan_ikke_si)


def test_aapen_lenke_gir_forbehold_i_stedet_for_skjevhet():
    t = tabeller()
    t["runder"] = t["runder"].assign(trekkmaate="åpen lenke")
    k = _lag(t)

    assert "kan ikke generaliseres" in si.hvem_svarte(k).tittel
    assert "kan ikke generaliseres" in si.nokkeltall(k, NAVN).klartekst().lower() or len(
        k.syn.tabell
    )
    assert "enn folk i resten" not in si.oppsummering(k, NAVN).klartekst()


def test_nye_grenser_som_krysser_omraadet_gjelder_alle_tall():
    t = tabeller()
    t["brudd"].loc[1] = [SONER[0], 2020, "grense", "Et felt ble flyttet."]
    t["brudd"].loc[2] = [SONER[5], 2020, "grense", "Et felt ble flyttet."]

    tekst = si.brudd(_lag(t)).klartekst()

    assert (
        "Nye grenser for Sone 1 og Sone 6, fra 2020: Et felt ble flyttet. Det gjelder alle tall for området."
        in tekst
    )


def test_setningene_virker_ogsaa_naar_nesten_alt_mangler():
    k = _lag({n: t for n, t in tabeller().items() if n in ("soner", "befolkning")}, naboer=())

    tekst = _alt(k)

    assert "Vi mangler kunnskap om" in tekst
    assert "Dette mangler: levekår" in tekst
    assert not re.search(r"\bnan\b|None", tekst)
