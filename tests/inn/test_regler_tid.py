"""Reglene for år og datoer, prøvd gjennom hele kontrollen."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import (
    SONER,
    ett,
    folk,
    funnet,
    indikator,
    les,
    ressurs,
    tiltak,
    utfall,
)


def test_ord_er_ikke_et_aar_og_raden_er_ikke_med_videre():
    data = les(befolkning=[folk(), folk(aar="i fjor")])

    assert [f.celle for f in data.funn if f.kode == "K401"] == ["B3"]
    assert len(data.tabeller["befolkning"]) == 1


def test_tosifret_aar_er_en_feil_med_forslag():
    assert ett("K402", befolkning=[folk(aar=24)]).forslag == "2024"


def test_tosifret_aar_i_en_dato_er_en_feil():
    assert ett("K402", tiltak=[tiltak(start="15.08.21")]).kolonne == "start"


def test_aldersgruppe_som_excel_har_gjort_til_dato_faar_forslag():
    f = ett("K403", befolkning=[folk(aldersgruppe=dt.datetime(2015, 6, 1))])

    assert (f.fant, f.forslag) == ("datoen 01.06.2015", "6–15 år")


def test_aar_i_framtida_er_en_feil():
    assert ett("K404", indikatorer=[indikator(aar=2052)]).celle == "C2"


def test_et_aar_langt_fram_i_en_plan_gir_en_advarsel_og_neste_aar_ikke():
    plan = {"tiltak": "T01", "kilde": "kommunen", "belop": 1000}

    assert ett("K420", budsjett=[plan | {"aar": 2052}]).alvor is Alvor.ADVARSEL
    assert not funnet("K420", budsjett=[plan | {"aar": 2028}])


def test_periode_staar_paa_siste_aar_og_sies_i_merknaden():
    data = les(indikatorer=[indikator(aar="2020–2022")])
    rad = data.tabeller["indikatorer"].iloc[0]

    assert (rad["aar"], rad["merknad"]) == (2022, "gjelder perioden 2020–2022 (aar)")
    assert "K405" in {f.kode for f in data.funn}


def test_dato_i_aarskolonnen_gir_en_advarsel_om_tidspunktet():
    data = les(befolkning=[folk(aar="31.12.2023"), folk(aar="01.01.2024", kjonn="menn")])

    assert data.tabeller["befolkning"]["aar"].tolist() == [2023, 2024]
    assert [f.celle for f in data.funn if f.kode == "K406"] == ["B2:B3"]


@pytest.mark.parametrize(("tabell", "felt"), [("befolkning", "aar"), ("tiltak", "start")])
def test_dato_som_er_blitt_et_tall_faar_datoen_som_forslag(tabell, felt):
    rad = (folk if tabell == "befolkning" else tiltak)(**{felt: 45323})

    assert "2024" in ett("K407", **{tabell: [rad]}).forslag


def test_dato_med_skraastrek_gjettes_ikke():
    data = les(tiltak=[tiltak(start="02/01/2024")])

    assert data.tabeller["tiltak"]["start"].isna().all()
    assert "K408" in {f.kode for f in data.funn}


@pytest.mark.parametrize(
    "dato", ["2024-02-01", "01.02.2024", "1. februar 2024", dt.datetime(2024, 2, 1)]
)
def test_skrivemaater_for_datoer_som_bare_kan_bety_en_ting_er_like(dato):
    data = les(tiltak=[tiltak(start=dato, slutt=None)])

    assert data.tabeller["tiltak"]["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-02-01"]
    assert not [f for f in data.funn if f.kode[:2] == "K4"]


def test_dato_uten_dag_er_en_feil_med_forslag():
    assert ett("K409", tiltak=[tiltak(start="2021")]).forslag == "2021-01-01"


def test_dato_i_ord_er_en_feil():
    assert ett("K410", tiltak=[tiltak(start="høsten 2021")]).fant == "«høsten 2021»"


def test_aar_som_mangler_i_midten_navngis():
    rader = [indikator(aar=a) for a in (2019, 2020, 2023)]

    assert ett("K411", indikatorer=rader).fant == "2021–2022 mangler (barn_lavinntekt)"


def test_maalinger_hvert_femte_aar_har_ingen_hull():
    assert not funnet("K411", indikatorer=[indikator(aar=a) for a in (2015, 2020, 2025)])


def test_slutt_for_start_er_en_feil():
    assert ett("K412", tiltak=[tiltak(slutt="2020-01-01")]).kolonne == "slutt"


def test_stjerne_bak_aaret_tas_bort_og_meldes():
    data = les(indikatorer=[indikator(aar="2025*")])

    assert data.tabeller["indikatorer"]["aar"].tolist() == [2025]
    assert [f.rettet for f in data.funn if f.kode == "K413"] == [True]


def test_null_fra_for_sonen_fantes_blir_manglende():
    soner = [{**SONER[0], "gjelder_fra": 2019}]
    data = les(soner=soner, befolkning=[folk(aar=2018, antall=0), folk(aar=2019)])
    rad = data.tabeller["befolkning"].iloc[0]

    assert np.isnan(rad["antall"])
    assert rad["merknad"].startswith("mangler: sonen hadde andre grenser")
    assert [f.alvor for f in data.funn if f.kode == "K414"] == [Alvor.FEIL]


def test_tall_fra_for_grensene_gjaldt_gir_en_advarsel_til_bruddet_er_meldt():
    soner = [{**SONER[0], "gjelder_fra": 2019}]
    brudd = [{"gjelder": "0099000001", "aar": 2019, "type": "grense", "beskrivelse": "Delt."}]

    assert ett("K414", soner=soner, befolkning=[folk(aar=2018)]).alvor is Alvor.ADVARSEL
    assert ett("K414", soner=soner, befolkning=[folk(aar=2018)], brudd=brudd).alvor is Alvor.INFO


def test_indikator_med_bare_ett_aar_er_til_orientering():
    assert ett("K415", indikatorer=[indikator()]).fant == "barn_lavinntekt: bare 2024"


def test_bekreftet_i_framtida_er_en_feil():
    assert ett("K418", ressurser=[ressurs(bekreftet="2052-09-14")]).kolonne == "bekreftet"


def test_ressurs_som_sist_ble_bekreftet_for_lenge_siden_gir_en_advarsel():
    assert ett("K419", ressurser=[ressurs(bekreftet="2019-09-14")]).alvor is Alvor.ADVARSEL


def test_utfall_valgt_i_framtida_er_en_feil():
    assert ett("K418", utfall=[utfall(valgt="2052-01-01")]).tabell == "utfall"
