"""Setningene i handlingsplanen sier det planen viser, og ikke mer."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.metoder import handlingsplan
from metodikk.ut import setninger_handlingsplan as si
from tests.metoder.test_handlingsplan import DAG, lag, milepael, plan, tiltak

SENT = {"milepaeler": [milepael(naadd=pd.NaT)]}


def flatt(tekst: str) -> str:
    return tekst.replace("\u00a0", " ")


def test_oppsummeringen_teller_planen_og_sier_hva_som_er_forsinket():
    tekst = flatt(si.oppsummering(lag(**SENT), "Vika").klartekst())

    assert tekst.startswith("Planen for Vika har ett mål, én strategi og ett tiltak.")
    assert "«Tiltak T1» er forsinket: «Døra er åpnet» skulle vært nådd 1. februar 2025." in tekst


def test_uten_hull_er_det_ingen_advarsel():
    assert si.vakter(lag()) is None
    assert "ingen hull" in si.oppsummering(lag(), "Vika").klartekst()


def test_advarselen_navngir_hullene_som_boer_tettes_foer_vedtak():
    boks = si.vakter(lag(tiltak=[tiltak(ansvarlig=None)]))

    assert boks.slag == "advarsel"
    assert boks.punkter == ("Tiltak uten ansvarlig: «Tiltak T1».",)


def test_advarselen_viser_bare_hullene_som_betyr_mest():
    k = lag(
        tiltak=[tiltak(ansvarlig=None, strategi=None, slutt=pd.NaT, budsjett=None, utfall=None)]
    )
    maa = k.kontroll.tabell
    maa = maa[maa["maa"]]
    boks = si.vakter(k)

    assert len(maa) > len(boks.punkter) == si.form.FLEST_ADVARSLER
    assert boks.punkter[0].startswith("Tiltak uten ansvarlig")
    assert "Resten står under «Kontroll av planen»" in boks.tekst


def test_oppsummeringen_sier_hvor_mange_utfall_som_har_for_faa_bak_seg():
    faa = [{"indikator": "fritid_barn", "sone": "1", "aar": a, "teller": 40.0, "nevner": 80.0} for a in (2021, 2025)]  # fmt: skip

    assert "utfall bygger på for få personer eller svar" in si.oppsummering(lag(indikatorer=faa), "Vika").klartekst()  # fmt: skip
    assert "for få personer" not in si.oppsummering(lag(), "Vika").klartekst()


def test_alt_som_er_over_gir_ingen_andel_paa_plan():
    k = lag(tiltak=[tiltak(status="gjennomført")])

    assert "Alle tiltakene er ferdige eller stanset." in si.oppsummering(k, "Vika").avsnitt
    assert "Tiltak på plan" not in [n for n, *_ in si.nokkeltall(k).tall]


def test_noekkeltallene_teller_milepaeler_som_skulle_vaert_naadd():
    k = lag(milepaeler=[milepael(), milepael(milepael="b", naadd=pd.NaT), milepael(milepael="c", naadd=pd.NaT, frist=DAG("2026-06-01"))])  # fmt: skip

    assert ("Milepæler nådd", "1 av 2", "Én har en frist som er ute. Én kommer senere.") in si.nokkeltall(k).tall  # fmt: skip


def test_fristen_som_er_ute_har_reserveplanen_ved_siden_av():
    punkt = flatt(si.milepaelene(lag(**SENT)).punkter[0])

    assert punkt.endswith("siden. Reserveplanen: Vent.")
    assert si.milepaelene(lag()) is None


def test_revisjonen_sier_at_maalene_ligger_fast_og_hva_som_mangler_grunn():
    forrige = [
        {"kode": "M1", "slag": "mål", "navn": "Flere møteplasser"}, {"kode": "T9", "slag": "tiltak", "navn": "Nyhetsbrev", "status": "i gang"},
    ]  # fmt: skip
    tekst = si.revisjonen(lag(forrige_plan=forrige)).klartekst()

    assert "Likevel er disse endret eller tatt ut: «Det er steder å møtes»." in tekst
    assert "Ingen grunn er skrevet ned for «Det er steder å møtes» og «Nyhetsbrev»." in tekst
    assert si.revisjonen(lag()) is None


def test_kan_si_skiller_framdrift_fra_virkning():
    s = si.kan_si(lag())

    assert any(k.startswith("«Tiltak T1» er på plan.") for k in s.kan_si)
    assert "At et tiltak virker, fordi det er på plan." in s.kan_ikke_si


def test_for_faa_bak_tallet_blir_en_setning_om_hva_vi_ikke_vil_se():
    faa = [{"indikator": "fritid_barn", "sone": "1", "aar": a, "teller": 40.0, "nevner": 80.0} for a in (2021, 2025)]  # fmt: skip

    assert any("Vi vil trolig ikke se om «Flere er med»" in k for k in si.kan_si(lag(indikatorer=faa)).kan_si)  # fmt: skip


def test_teorien_navngir_leddene_i_stedet_for_kodene():
    teori = [
        {"ledd": "P1", "type": "innsats", "tekst": "Penger", "leder_til": ("P2",), "antakelse": None},
        {"ledd": "P2", "type": "brukereffekt", "tekst": "Flere møtes", "leder_til": (), "antakelse": None},
    ]  # fmt: skip
    punkter = si.teorien(lag(programteori=teori)).punkter

    assert "Uten antakelse: «Penger»." in punkter
    assert not any("P1" in p for p in punkter)


def test_alt_teksten_sier_hvor_veien_ender():
    assert si.veien(lag(), "M1") == "1 strategi og 1 tiltak. Veien ender i «Barn med i organisert fritidsaktivitet»."  # fmt: skip


def test_tidslinjens_alt_tekst_nevner_dem_som_er_forsinket():
    assert si.gantt(lag(**SENT)) == "1 tiltak og 1 milepæl. 1 frist er ute. Forsinket: Tiltak T1."


@pytest.mark.parametrize(
    "skriv", ["om_planen", "kan_si", "neste", "nokkeltall", "endringstabeller"]
)
def test_bare_tiltak_gir_setninger_uten_feil(skriv):
    k = handlingsplan.lag({"tiltak": plan()["tiltak"]})

    assert getattr(si, skriv)(k)
    assert si.oppsummering(k, "Vika").avsnitt[0] == "Planen for Vika har ett tiltak."


def test_det_neste_sier_hvilke_tabeller_som_mangler():
    punkter = si.neste(handlingsplan.lag({"tiltak": plan()["tiltak"]})).punkter

    assert any("Milepæler" in p for p in punkter)
    assert any("Budsjett" in p for p in punkter)
