"""Reglene for tall, prøvd gjennom hele kontrollen."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import SONER, ett, folk, funnet, indikator, les, tiltak


def fakta(**endret) -> dict:
    return {"sone": "0099000001", "tema": "service", "forhold": "Butikker", "aar": 2025, "verdi": 4,
            "enhet": "antall", "kilde": "Telling", **endret}  # fmt: skip


def test_ord_i_tallkolonnen_er_en_feil_med_celle():
    f = ett("K301", befolkning=[folk(), folk(antall="ca. 40", aar=2023)])

    assert (f.celle, f.fant, f.alvor) == ("E3", "«ca. 40»", Alvor.FEIL)


def test_punktum_foran_tre_sifre_er_tvetydig_og_gjettes_ikke():
    data = les(stedsfakta=[fakta(verdi="1.234")])
    (f,) = [f for f in data.funn if f.kode == "K302"]

    assert f.forslag == "1 234 eller 1,234"
    assert np.isnan(data.tabeller["stedsfakta"]["verdi"][0])


def test_punktum_er_desimaltegn_naar_resten_av_kolonnen_viser_det():
    data = les(stedsfakta=[fakta(verdi="1.234"), fakta(verdi="0.5", forhold="Annet")])

    assert data.tabeller["stedsfakta"]["verdi"].tolist() == [1.234, 0.5]
    assert "K327" in {f.kode for f in data.funn}


@pytest.mark.parametrize(
    ("kode", "skrevet", "verdi"),
    [("K303", "12,5", 12.5), ("K304", "1\u00a0234", 1234), ("K304", "1\u202f234", 1234),
     ("K304", "1\u2009234", 1234), ("K305", "−5", -5), ("K306", "1 234¹", 1234), ("K306", "123*", 123),
     ("K307", "12,5 %", 12.5), ("K308", "450 000 kr", 450000), ("K327", "0.5", 0.5)],
)  # fmt: skip
def test_skrivemaate_som_bare_kan_bety_en_ting_tolkes_og_listes(kode, skrevet, verdi):
    data = les(stedsfakta=[fakta(verdi=skrevet)])
    (f,) = [f for f in data.funn if f.kode == kode]

    assert data.tabeller["stedsfakta"]["verdi"].tolist() == [verdi]
    assert (f.rettet, f.alvor, f.celle) == (True, Alvor.INFO, "E2")


def test_prosent_i_kolonnen_for_antall_er_en_feil():
    f = ett("K307", indikatorer=[indikator(teller="12,5 %")])

    assert (f.alvor, f.rettet, f.celle) == (Alvor.FEIL, False, "D2")


@pytest.mark.parametrize(
    ("kode", "tegn", "grunn"),
    [("K309", ":", "skjult"), ("K309", "*", "skjult"), ("K310", "..", "mangler"), ("K310", "...", "mangler"),
     ("K311", ".", "kan ikke beregnes"), ("K312", "-", "mangler"), ("K312", "–", "mangler"),
     ("K313", "ukjent", "mangler"), ("K314", "<5", "skjult"), ("K314", "0-3", "skjult"),
     ("K314", "færre enn 5", "skjult")],
)  # fmt: skip
def test_standardtegn_og_spenn_blir_aldri_null_men_en_grunn(kode, tegn, grunn):
    data = les(indikatorer=[indikator(teller=tegn)])
    rad = data.tabeller["indikatorer"].iloc[0]

    assert np.isnan(rad["teller"])
    assert rad["merknad"].startswith(f"{grunn}: «{tegn}» i kilden")
    assert "(teller)" in rad["merknad"]
    assert kode in {f.kode for f in data.funn}


@pytest.mark.parametrize("tall", ["inf", "nan", "1e309", "∞"])
def test_uendelige_tall_er_en_feil(tall):
    assert ett("K315", indikatorer=[indikator(nevner=tall)]).celle == "E2"


def test_tall_i_vitenskapelig_form_er_avrundet_og_brukes_ikke():
    assert ett("K316", indikatorer=[indikator(nevner="1,2E+05")]).alvor is Alvor.FEIL


def test_dato_i_tallkolonnen_faar_forslag_om_det_som_sto_der():
    f = ett("K317", indikatorer=[indikator(teller=dt.datetime(2026, 4, 3))])

    assert (f.fant, f.forslag) == ("datoen 03.04.2026", "3-4")


def test_negativt_antall_er_en_feil():
    assert ett("K318", befolkning=[folk(antall=-5)]).fant == "«-5»"


def test_halve_personer_er_en_feil_i_befolkningen_og_en_advarsel_i_telleren():
    assert ett("K319", befolkning=[folk(antall=12.4)]).alvor is Alvor.FEIL
    assert ett("K319", indikatorer=[indikator(teller=12.4)]).alvor is Alvor.ADVARSEL


def test_verdi_utenfor_skalaen_sier_hva_som_er_lov():
    behov = [{"behov": "B1", "tekst": "x", "tema": "y", "viktighet": 4, "kilde": "z"}]

    assert ett("K320", behov=behov).forventet == "Et tall fra 1 til 3."


def test_teller_storre_enn_nevner_viser_begge_tallene():
    f = ett("K321", indikatorer=[indikator(teller=212, nevner=18)])

    assert f.fant == "teller 212 og nevner 18"


def test_en_rate_kan_ha_flere_hendelser_enn_personer():
    egne = {"anmeldelser": {"maal": "rate", "retning": "ingen"}}
    rader = [indikator(indikator="anmeldelser", teller=30, nevner=20)]

    assert not funnet("K321", indikatorer=rader, indikatorkatalog=egne)


def test_andeler_i_kolonnen_for_antall_kjennes_igjen():
    rader = [indikator(aar=a, teller=t) for a, t in ((2022, 0.085), (2023, 0.09), (2024, 0.1))]

    f = ett("K322", indikatorer=rader)

    assert (f.celle, f.fant) == ("D2:D4", "tall fra 0,085 til 0,100 for barn_lavinntekt")


def test_prosenter_med_nevner_hundre_kjennes_igjen():
    rader = [indikator(aar=a, teller=8.5, nevner=100) for a in (2022, 2023, 2024)]

    assert ett("K322", indikatorer=rader).antall == 3


def test_tom_gruppe_er_bare_til_orientering():
    assert ett("K323", indikatorer=[indikator(teller=0, nevner=0)]).alvor is Alvor.INFO


def test_tall_med_et_siffer_for_mye_gir_en_advarsel_men_beholdes():
    rader = [
        folk(aar=a, antall=n) for a, n in ((2021, 143), (2022, 1430), (2023, 145), (2024, 144))
    ]
    data = les(befolkning=rader)
    (f,) = [f for f in data.funn if f.kode == "K324"]

    assert (f.celle, f.alvor) == ("E3", Alvor.ADVARSEL)
    assert 1430 in data.tabeller["befolkning"]["antall"].to_numpy()


def test_tusen_kroner_mot_kroner_gir_en_advarsel():
    assert ett("K325", tiltak=[tiltak(budsjett=450, brukt=420000)]).kolonne == "brukt"


def test_tusen_kroner_blandet_med_kroner_i_stedsfakta_gir_en_advarsel():
    rader = [fakta(sone=s["sone"], forhold="Husleie", enhet="kr", verdi=v)
             for s, v in zip(SONER, (9000, 9500, 9.2), strict=True)]  # fmt: skip

    assert ett("K325", stedsfakta=rader).celle == "E4"


def test_tomme_tallceller_er_manglende_og_aldri_null():
    data = les(indikatorer=[indikator(teller=None), indikator(aar=2023)])
    rad = data.tabeller["indikatorer"].iloc[0]

    assert (rad["merknad"], np.isnan(rad["teller"])) == ("mangler: tom celle (teller)", True)
    assert [f.celle for f in data.funn if f.kode == "K326"] == ["D2"]


def test_smaa_grupper_er_til_orientering():
    f = ett("K328", indikatorer=[indikator(teller=2, nevner=11), indikator(aar=2023)])

    assert (f.celle, f.fant) == ("E2", "1 av 2 rader har under 30 i gruppen")


def test_nevner_storre_enn_befolkningen_i_sonen_gir_en_advarsel():
    f = ett("K329", indikatorer=[indikator(nevner=900)], befolkning=[folk(antall=400)])

    assert (f.celle, f.tabell) == ("E2", "indikatorer")


@pytest.mark.parametrize(("kommunen", "alvor"), [(460, Alvor.FEIL), (431, Alvor.INFO)])
def test_soner_som_ikke_summerer_til_kommunen_er_en_feil_utover_avrunding(kommunen, alvor):
    rader = [folk(sone=s["sone"]) for s in SONER] + [folk(sone="0099", antall=kommunen)]
    f = ett("K330", befolkning=rader)

    assert f.alvor is alvor
    assert f.fant.startswith("sonene gir 429")


@pytest.mark.parametrize("verdi", [0.125, 112])
def test_andel_eller_prosent_avgjores_av_kommunen_selv(verdi):
    assert ett("K331", stedsfakta=[fakta(enhet="prosent", verdi=verdi)]).celle == "E2"
