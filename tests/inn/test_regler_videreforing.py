"""Reglene for videreføringsplanen og stegene i avslutningen."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet, les, tiltak


def rad(**endret) -> dict:
    return {"tiltak": "T01", "beslutning": "overføres", "eier": "Vik velforening", "budsjettpost": "Eiendom, drift",
            "aarlig_kostnad": 95000, "finansiert": "ja", "avtale": "V01", "kompetanse": "ivaretatt", "data_og_arkiv": "ivaretatt",
            "neste_maaling": 2027, "maales_av": "Enhet for plan", "grunn": "Laget driver huset alt", "besluttet": "2024-05-23",
            "bestemt_av": "Formannskapet", **endret}  # fmt: skip


def avtale(**endret) -> dict:
    return {"avtale": "V01", "navn": "Drift av grendehuset", "parter": "A01; A02", "gjelder_fra": "2024-01-01",
            "gjelder_til": "2026-12-31", "ansvarlig": "A01", **endret}  # fmt: skip


AKTORER = [
    {"aktor": "A01", "navn": "Enhet for kultur", "sektor": "offentlig"},
    {"aktor": "A02", "navn": "Vik velforening", "sektor": "frivillig"},
]


def steg(slag: str, frist: str, ferdig: str | None = None, **endret) -> dict:
    return {"steg": f"Steg {slag}", "slag": slag, "frist": frist, "ansvarlig": "Programleder",
            "ferdig": ferdig, **endret}  # fmt: skip


SLUTT = steg("slutt", "2024-12-31", "2024-12-31")
I_TIDE = steg("avslutningsutredning", "2023-12-31", "2023-12-15")
HEL = {
    "tiltak": [tiltak()], "videreforingsplan": [rad()], "aktorer": AKTORER, "avtaler": [avtale()],
    "avslutning": [SLUTT, I_TIDE],
}  # fmt: skip


def med(kode: str, **endret):
    return ett(kode, **{**HEL, "videreforingsplan": [rad(**endret)]})


def uten(kode: str, **endret):
    return funnet(kode, **{**HEL, "videreforingsplan": [rad(**endret)]}) == []


def test_en_hel_plan_gir_ingen_av_funnene():
    assert {f.kode for f in les(**HEL).funn} & {f"K{n}" for n in range(935, 950)} == set()


def test_det_som_mangler_gir_en_advarsel_med_koden_til_tiltaket():
    mangler = {"K935": ("eier", None), "K936": ("finansiert", "delvis"), "K940": ("avtale", None),
               "K941": ("neste_maaling", None), "K947": ("budsjettpost", None)}  # fmt: skip
    lest = les(**{**HEL, "videreforingsplan": [rad(**dict(mangler.values()))]})

    funnene = {f.kode: (f.fant, f.kolonne, f.alvor) for f in lest.funn if f.kode in mangler}
    assert funnene == {k: ("T01", felt, Alvor.ADVARSEL) for k, (felt, _) in mangler.items()}


@pytest.mark.parametrize("verdi", ["nei", None])
def test_bare_ja_er_penger(verdi):
    assert med("K936", finansiert=verdi).fant == "T01"


@pytest.mark.parametrize("beslutning", ["avsluttes", "ikke bestemt"])
def test_det_som_ikke_skal_leve_videre_trenger_verken_eier_penger_eller_maaling(beslutning):
    tomt = dict.fromkeys(("eier", "finansiert", "avtale", "neste_maaling", "budsjettpost", "aarlig_kostnad"))  # fmt: skip
    lest = les(**{**HEL, "videreforingsplan": [rad(beslutning=beslutning, **tomt)]})

    assert not {f.kode for f in lest.funn} & {"K935", "K936", "K940", "K941", "K947", "K948"}


def test_samme_eier_som_foer_trenger_ikke_noen_avtale():
    assert uten("K940", beslutning="videreføres", avtale=None)


@pytest.mark.parametrize("beslutning", ["avsluttes", "tilpasses"])
def test_aa_avslutte_eller_tilpasse_uten_grunn_gir_en_advarsel(beslutning):
    assert med("K937", beslutning=beslutning, grunn=None).fant == "T01"


def test_navn_paa_personer_er_tatt_ut_og_staar_ikke_i_funnene():
    felt = ["eier", "maales_av", "bestemt_av"]
    lest = les(**{**HEL, "videreforingsplan": [rad(**dict.fromkeys(felt, "Kari Nordmann"))]})

    assert lest.tabeller["videreforingsplan"][felt].isna().all(axis=None)
    assert [f.kolonne for f in lest.funn if f.kode == "K938"] == felt
    assert "Nordmann" not in repr(lest.funn)


def test_navn_paa_den_ansvarlige_for_et_steg_er_tatt_ut():
    assert ett("K938", avslutning=[SLUTT, {**I_TIDE, "ansvarlig": "Kari Nordmann"}]).tabell == "avslutning"  # fmt: skip


def test_avtalen_regnes_som_ute_mot_den_siste_datoen_i_planen():
    gammel = [avtale(gjelder_til="2024-05-22")]

    assert ett("K939", **{**HEL, "avtaler": gammel}).fant == "V01 for T01"
    assert funnet("K939", **{**HEL, "avtaler": [avtale(gjelder_til="2024-12-31")]}) == []


def test_tiltak_som_er_over_maa_ha_en_beslutning_men_ikke_de_som_paagaar():
    to = [tiltak(), tiltak(tiltak="T02", navn="Kafé"), tiltak(tiltak="T03", navn="Kor", status="i gang")]  # fmt: skip

    assert ett("K942", **{**HEL, "tiltak": to}).fant == "T02"


def test_det_som_ikke_er_bestemt_gir_en_advarsel():
    assert med("K943", beslutning="ikke bestemt").celle == "B2"


@pytest.mark.parametrize(
    ("ferdig", "for_sent"), [("2023-12-31", False), ("2024-01-01", True), ("2024-05-23", True)]
)
def test_utredningen_maa_vaere_ferdig_tolv_maaneder_foer_slutt(ferdig, for_sent):
    rader = [SLUTT, steg("avslutningsutredning", "2023-12-31", ferdig)]

    assert bool(funnet("K944", avslutning=rader)) is for_sent


def test_en_utredning_som_ikke_er_gjort_regnes_etter_fristen():
    assert ett("K944", avslutning=[SLUTT, steg("avslutningsutredning", "2024-03-01")]).celle == "E3"


def test_avslutning_uten_siste_dag_og_utredning_gir_en_advarsel():
    assert ett("K945", avslutning=[steg("farvel", "2024-11-30")]).fant == "slutt og avslutningsutredning mangler"  # fmt: skip


def test_steg_som_ikke_er_gjort_i_tide_gir_en_advarsel_men_ikke_de_som_kommer():
    rader = [SLUTT, I_TIDE, steg("arkiv", "2024-10-31"), steg("ettermåling", "2027-03-01")]

    assert ett("K946", avslutning=rader).fant == "Steg arkiv"


def test_kostnad_dato_og_organ_er_bare_til_orientering():
    rader = [rad(aarlig_kostnad=None, besluttet=None), rad(tiltak="T02", bestemt_av=None)]
    to = [tiltak(), tiltak(tiltak="T02", navn="Kafé")]
    funnene = les(**{**HEL, "tiltak": to, "videreforingsplan": rader}).funn

    info = {f.kode: f.fant for f in funnene if f.alvor is Alvor.INFO and f.kode in ("K948", "K949")}
    assert info == {"K948": "T01", "K949": "T01 og T02"}


def test_det_som_ikke_er_bestemt_trenger_verken_dato_eller_organ():
    assert uten("K949", beslutning="ikke bestemt", besluttet=None, bestemt_av=None)


def test_ordene_kommunene_bruker_blir_kjent_igjen():
    ulike = [
        ("Fortsette", "Ja", "videreføres", "ivaretatt"), ("overføre", "delvis", "overføres", "delvis"),
        ("Uavklart", "I orden", "ikke bestemt", "ivaretatt"), ("Avslutte", "NEI", "avsluttes", "nei"),
    ]  # fmt: skip
    rader = [rad(tiltak=f"T{i:02}", beslutning=b, kompetanse=k) for i, (b, k, *_) in enumerate(ulike)]  # fmt: skip
    hel = {**HEL, "tiltak": [tiltak(tiltak=f"T{i:02}") for i in range(4)]}

    t = les(**{**hel, "videreforingsplan": rader}).tabeller["videreforingsplan"]

    assert t[["beslutning", "kompetanse"]].values.tolist() == [[b, k] for *_, b, k in ulike]
