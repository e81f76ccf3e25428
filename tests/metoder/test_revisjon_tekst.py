"""Et skjult tall i en setning, en tittel eller en alternativ tekst blir funnet, og bare det."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from metodikk.metoder.revisjon import OMRAADET, Steder, revider_tekst

STEDER = Steder({"Vik 1": "1", "Vik 2": "2", "Tangen": "3"}, ["3"], "Nordre Brygge og Tangen", "Eksempelvik")  # fmt: skip
SANNE = pd.DataFrame(
    [("Anmeldte voldshendelser", "3", "2024", "antall", 4.0),
     ("Anmeldte voldshendelser", "3", "2024", "per 1 000", 3.19),
     ("Barn i husholdninger med lavinntekt", "1", "2025", "prosent", 4.74),
     ("Barn i husholdninger med lavinntekt", "1", "2025", "antall", 9.0),
     ("Anmeldte voldshendelser", OMRAADET, "2023–2025", "antall", 11.0),
     ("80 år og over", "1", "2025", "antall", 3.0)],
    columns=["emne", "gruppe", "aar", "slag", "verdi"],
)  # fmt: skip
CELLE = {"rapport": "r", "fil": "tall.xlsx", "ark": "T", "celle": "B5", "desimaler": 0}
CELLER = pd.DataFrame(
    [("barn med vedtak", "Vik 1", "2024", "antall", math.nan, ":"),
     ("barn med vedtak", "Vik 2", "2024", "antall", 20.0, ""),
     ("barn med vedtak", "Vik 1", "2023", "antall", 7.0, ""),
     ("anmeldte voldshendelser", "Vik 2", "2024", "antall", 4.0, "")],
    columns=["tall", "gruppe", "aar", "slag", "verdi", "symbol"],
).assign(**CELLE)  # fmt: skip


def _tekst(tekst, sammenheng="", sted="avsnitt"):
    return pd.DataFrame([{"rapport": "r", "fil": "rapport.html", "sted": sted, "tekst": tekst,
                          "sammenheng": sammenheng}])  # fmt: skip


def _funnet(tekst, sammenheng="", sanne=SANNE):
    svar = revider_tekst(_tekst(tekst, sammenheng), CELLER, steder=STEDER, sanne=sanne)
    return svar[["emne", "gruppe", "aar"]].values.tolist()


@pytest.mark.parametrize(
    ("tekst", "sammenheng"),
    [
        ("I Tangen ble det meldt om 4 voldshendelser i 2024.", ""),
        ("I Tangen ble det meldt om fire voldshendelser.", ""),
        ("Tangens rate var 3,2 per\u00a01\u00a0000.", "Anmeldte voldshendelser"),
        ("Anmeldte voldshendelser: Tangen 3,19.", ""),
        ("Linjediagram. Tangen: 3,2 per 1 000 i 2024 og 5,2 per 1 000 i 2022.", "Figur 5 Anmeldte voldshendelser"),
        ("Tangen har mange unge. Politiet fikk inn 4 anmeldelser om vold der.", "Anmeldte voldshendelser, 2024"),
        ("I VIK 1 bor 4,7 % av barna i husholdninger med lavinntekt.", ""),
        ("Lavinntekt i Vik 1, 2025: 5 prosent", ""),
        ("Fra Vik 1 er 9 barn i lavinntekt, mot 20 i Vik 2.", ""),
        ("Det ble anmeldt 11 voldshendelser i 2023–2025.", ""),
        ("I Vik 1 er bare 3 personer 80 år og over.", ""),
        ("Barn med lavinntekt: 9 av 189 i Vik 1.", ""),
    ],
)  # fmt: skip
def test_den_sanne_verdien_i_en_setning_om_stedet_og_emnet_er_funnet(tekst, sammenheng):
    assert _funnet(tekst, sammenheng)


@pytest.mark.parametrize(
    ("tekst", "sammenheng"),
    [
        ("I Tangen ble det meldt om 4 voldshendelser i 2019.", ""),
        ("I Tangen ble det meldt om 5 voldshendelser i 2024.", ""),
        ("I Vik 2 ble det meldt om 4 voldshendelser i 2024.", ""),
        ("I Tangen er det 4 barnehager.", ""),
        ("Tangen er en av 4 soner med få anmeldte voldshendelser.", ""),
        ("Anmeldte voldshendelser i Tangen er talt siden 4. juni 2024.", ""),
        ("Anmeldte voldshendelser i Tangen står i tabell 4, figur 4 og kart 4.", ""),
        ("Anmeldte voldshendelser i Tangen er 4 prosentpoeng høyere.", ""),
        ("Tangen har hatt anmeldte voldshendelser i 4 år.", ""),
        ("Både Tangen og Vik 2 er med. Vik 2 hadde 4 anmeldte voldshendelser.", ""),
        ("Tangen er skjult, mens Vik 2 hadde 4 anmeldte voldshendelser i 2024.", ""),
        ("I Vik 1 er det 3 lag for dem som liker å gå tur.", "Friluft"),
        ("Barn i Vik 1, 9–12 år, har lite lavinntekt.", ""),
        ("Vik 1 har 95-prosentintervall fra 9 år siden i lavinntekt.", ""),
    ],
)  # fmt: skip
def test_en_uskyldig_setning_gaar_fri(tekst, sammenheng):
    assert _funnet(tekst, sammenheng) == []


@pytest.mark.parametrize(
    ("tekst", "sammenheng"),
    [
        ("I Vik 1 hadde 3 barn vedtak.", ""),
        ("Vik 1: tre.", "Barn med vedtak, 2024"),
        ("Høyest er Vik 2 med 20 og lavest Vik 1 med 3.", "Kart 1 Barn med vedtak, 2024"),
        ("Av barna i Vik 1 hadde 17 vedtak i 2024.", ""),
    ],
)
def test_uten_den_sanne_verdien_er_et_tall_av_samme_slag_nok(tekst, sammenheng):
    assert _funnet(tekst, sammenheng, None) == [["barn med vedtak", "1", "2024"]]


@pytest.mark.parametrize(
    ("tekst", "sammenheng"),
    [
        ("I Vik 1 hadde 3 barn vedtak i 2023.", ""),
        ("I 2023 var alt annerledes. I Vik 1 hadde 5 barn vedtak.", ""),
        ("I Vik 1 er tallet på barn med vedtak skjult, i Vik 2 er det 20.", ""),
        ("I Vik 1 var det 7 barn med vedtak.", ""),
        ("I Vik 1 er andelen barn med vedtak 3,5 prosent lavere.", ""),
        ("Det er 3 barn med vedtak.", ""),
        ("I Vik 1 er det 3 soner med barn med vedtak.", ""),
        ("I Vik 1, «Barn med vedtak»: 3 celler er endret.", ""),
        ("«Barn med vedtak, 2024»: 1 ny rad («Vik 1») og 1 rad er borte.", ""),
        ("Vik 1", "Barn med vedtak, 2024"),
    ],
)
def test_uten_den_sanne_verdien_gaar_det_som_er_vist_eller_gjelder_noe_annet_fri(tekst, sammenheng):  # fmt: skip
    assert _funnet(tekst, sammenheng, None) == []


def test_er_den_sanne_verdien_kjent_er_et_annet_tall_ikke_et_funn():
    sann = pd.DataFrame([("Barn med vedtak", "1", "2024", "antall", 3.0)], columns=SANNE.columns)

    assert _funnet("I Vik 1 hadde 12 barn vedtak i 2024.", sanne=sann) == []
    assert _funnet("I Vik 1 hadde 3 barn vedtak i 2024.", sanne=sann) != []


def test_navnet_paa_omraadet_er_ikke_sonen_som_er_med_i_det():
    assert _funnet("Nordre Brygge og Tangen hadde 4 anmeldte voldshendelser i 2024.") == []
    assert _funnet("Nordre Brygge og Tangen hadde 11 anmeldte voldshendelser i 2023–2025.") == [
        ["Anmeldte voldshendelser", OMRAADET, "2023–2025"]
    ]


def test_svaret_gjengir_setningen_uten_tallene():
    (setning,) = revider_tekst(
        _tekst("Først noe annet. I Tangen ble 4 voldshendelser, eller fire, anmeldt i 2024."),
        CELLER, steder=STEDER, sanne=SANNE,
    )["setning"]  # fmt: skip

    assert setning == "I Tangen ble … voldshendelser, eller …, anmeldt i 2024."


def test_tekstene_og_cellene_endres_ikke():
    tekster, celler = _tekst("I Tangen ble det meldt om 4 voldshendelser."), CELLER.copy()
    foer = tekster.copy()

    revider_tekst(tekster, celler, steder=STEDER, sanne=SANNE)

    pd.testing.assert_frame_equal(tekster, foer)
    pd.testing.assert_frame_equal(celler, CELLER)


def test_uten_noe_skjult_eller_uten_tekst_er_det_ingen_funn():
    assert revider_tekst(_tekst("").iloc[:0], CELLER, steder=STEDER, sanne=SANNE).empty
    assert revider_tekst(_tekst("Vik 1 har 3 barn med vedtak."), CELLER.iloc[1:]).empty


SVAR = pd.DataFrame({"gruppe": ["Lys"], "tall": ["Hva svarene handler om · Andel i resten"], "symbol": [":"]}).assign(
    rapport="r", ark="T", celle="E5", aar="", slag="prosent", verdi=None)  # fmt: skip


@pytest.mark.parametrize(("setning", "funnet"), [
    ("Lys nevnes i 36 prosent av svarene i området.", False),
    ("Lys nevnes i 36 prosent av svarene i området, mot 4 prosent i resten.", True),
    ("Lys nevnes i 4 prosent av svarene i resten.", True),
    ("Svarene handler om lys i 4 prosent av tilfellene.", True),
])  # fmt: skip
def test_en_setning_om_omraadet_er_ikke_om_kolonnen_for_resten(setning, funnet):
    assert (len(revider_tekst(_tekst(setning), SVAR, steder=STEDER)) > 0) is funnet


@pytest.mark.parametrize(("setning", "funnet"), [
    ("Status: 4 vurderes, 2 er sendt videre og 3 er ikke vurdert.", False),
    ("4 av elevene i videregående har sluttet.", True),
    ("4 fullførte ikke.", True),
])  # fmt: skip
def test_et_smaaord_er_ikke_emnet_det_likner_starten_paa(setning, funnet):
    sann = pd.DataFrame([("Fullført videregående", OMRAADET, "2024", "antall", 4.0)], columns=SANNE.columns)  # fmt: skip

    assert bool(_funnet(setning, sanne=sann)) is funnet
