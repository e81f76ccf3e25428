"""Reglene for ressurser, koblinger, tiltak, utfall og programteori."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from metodikk.inn.regler.ressurser import likner_personnavn
from tests.inn.prosjekthjelp import ett, funnet, indikator, ledd, les, ressurs, tiltak, utfall


def test_ressurs_uten_kilde_gir_en_advarsel_med_koden():
    f = ett("K530", ressurser=[ressurs(), ressurs(ressurs="R02", kilde=None)])

    assert (f.fant, f.celle, f.alvor) == ("R02", "F3", Alvor.ADVARSEL)


def test_ressurs_uten_dato_gir_en_advarsel():
    assert ett("K531", ressurser=[ressurs(bekreftet=None)]).fant == "R01"


def test_privatperson_publiseres_ikke_og_det_sies():
    assert ett("K532", ressurser=[ressurs(privatperson="ja")]).alvor is Alvor.INFO


def test_navn_som_likner_en_person_gir_en_advarsel_uten_aa_vise_navnet():
    f = ett("K533", ressurser=[ressurs(navn="Kari Nordmann")])

    assert f.celle == "B2"
    assert "Nordmann" not in repr(f)


@pytest.mark.parametrize("navn", ["Kari Nordmann", "Per-Arne Vik", "Ali Hassan Omar"])
def test_personnavn_kjennes_igjen(navn):
    assert likner_personnavn(navn)


@pytest.mark.parametrize(
    "navn",
    [
        "Vik velforening",
        "Jan Frisør",
        "Kari og Per",
        "Marie",
        "Nordre Brygge",
        "Ole Vigs gate",
        "Tor skole",
    ],
)
def test_lag_steder_og_virksomheter_er_ikke_personnavn(navn):
    assert not likner_personnavn(navn)


@pytest.mark.parametrize(("ost", "nord"), [(262415, None), (0, 0), (6649120, 262415)])
def test_umulige_koordinater_gir_en_advarsel(ost, nord):
    assert ett("K534", ressurser=[ressurs(ost=ost, nord=nord)]).fant == "R01"


def test_kobling_til_seg_selv_tas_ut_og_meldes():
    koblinger = [{"fra": "R01", "til": t, "type": "samarbeider"} for t in ("R01", "R02")]
    data = les(ressurser=[ressurs(), ressurs(ressurs="R02")], koblinger=koblinger)

    assert len(data.tabeller["koblinger"]) == 1
    assert [f.celle for f in data.funn if f.kode == "K535"] == ["B2"]


def test_tiltak_uten_ansvarlig_gir_en_advarsel():
    assert ett("K540", tiltak=[tiltak(ansvarlig=None)]).fant == "T01"


def test_tiltak_uten_utfall_gir_en_advarsel():
    assert ett("K541", tiltak=[tiltak(utfall=None)]).fant == "T01"


def test_navn_paa_person_som_ansvarlig_gir_en_advarsel():
    assert ett("K542", tiltak=[tiltak(ansvarlig="Kari Nordmann")]).kolonne == "ansvarlig"


def test_endret_tiltak_uten_forklaring_gir_en_advarsel():
    assert ett("K543", tiltak=[tiltak(status="endret")]).alvor is Alvor.ADVARSEL


def test_gjennomfort_tiltak_uten_levert_omfang_gir_en_advarsel():
    assert ett("K544", tiltak=[tiltak(levert=None)]).fant == "T01"


@pytest.mark.parametrize(
    ("svar", "fant"), [(["nei"], "0 hovedutfall"), (["ja"] * 3, "3 hovedutfall")]
)
def test_ingen_eller_mange_hovedutfall_gir_en_advarsel(svar, fant):
    rader = [utfall(utfall=f"U{i}", hovedutfall=s) for i, s in enumerate(svar)]

    assert ett("K550", utfall=rader).fant == fant


def test_utfall_valgt_etter_at_tallene_fantes_gir_en_advarsel():
    f = ett("K551", utfall=[utfall(valgt="2026-01-15")], indikatorer=[indikator(aar=2024)])

    assert (f.tabell, f.celle) == ("utfall", "F2")


def test_programteori_i_ring_er_en_feil():
    rader = [ledd(leder_til="P2"), ledd(ledd="P2", leder_til="P1"), ledd(ledd="P3", leder_til="P1")]

    assert ett("K552", programteori=rader).antall == 2


def test_ledd_som_staar_alene_gir_en_advarsel():
    rader = [ledd(leder_til="P2"), ledd(ledd="P2"), ledd(ledd="P3")]

    assert ett("K553", programteori=rader).celle == "A4"


def test_tiltak_som_viser_til_et_ukjent_utfall_er_en_feil():
    assert funnet("K222", tiltak=[tiltak(utfall="U1; U9")], utfall=[utfall()])[0].celle == "D2"
