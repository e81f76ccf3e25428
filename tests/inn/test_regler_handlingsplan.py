"""Reglene for milepæler, budsjett, forrige plan og ordlyden i mål."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet, les, tiltak


def milepael(**endret) -> dict:
    return {"tiltak": "T01", "milepael": "Første kveld", "frist": "2021-09-01", "naadd": None,
            "ferdig_naar": "Døra er åpnet", "hvis_den_glipper": "Flytt to uker", **endret}  # fmt: skip


def penger(**endret) -> dict:
    return {"tiltak": "T01", "aar": 2022, "kilde": "Kommunen", "belop": 450000, "brukt": 420000, **endret}  # fmt: skip


def forrige(**endret) -> dict:
    return {"kode": "T01", "slag": "tiltak", "navn": "Åpen hall", "ansvarlig": "Enhet for kultur",
            "hvorfor": None, **endret}  # fmt: skip


def maal(**endret) -> dict:
    return {"maal": "M1", "tekst": "Folk er trygge", **endret}


HEL = {
    "tiltak": [tiltak()], "milepaeler": [milepael()], "budsjett": [penger()], "maal": [maal()],
    "forrige_plan": [forrige(), forrige(kode="M1", slag="mål", navn="Folk er trygge", ansvarlig=None)],
}  # fmt: skip


def test_en_hel_plan_gir_ingen_av_funnene():
    assert {f.kode for f in les(**HEL).funn} & {f"K{n}" for n in range(555, 566)} == set()


def test_milepael_etter_at_tiltaket_er_slutt_gir_en_advarsel():
    f = ett("K555", tiltak=[tiltak()], milepaeler=[milepael(), milepael(milepael="Fest", frist="2024-07-01")])  # fmt: skip

    assert (f.tabell, f.celle) == ("milepaeler", "C3")


def test_milepael_uten_kjennetegn_gir_en_advarsel():
    f = ett("K556", tiltak=[tiltak()], milepaeler=[milepael(ferdig_naar=None)])

    assert (f.fant, f.alvor) == ("Første kveld", Alvor.ADVARSEL)


def test_milepael_uten_reserveplan_er_bare_til_orientering():
    f = ett("K557", tiltak=[tiltak()], milepaeler=[milepael(hvis_den_glipper=None)])

    assert f.alvor is Alvor.INFO


def test_penger_som_ikke_er_fordelt_gir_en_advarsel_med_begge_summene():
    f = ett("K558", tiltak=[tiltak()], budsjett=[penger(belop=300000, brukt=None)])

    assert f.fant.replace("\u00a0", " ") == "T01: 300 000 kr her, 450 000 kr i Tiltak"


def test_tiltak_uten_budsjett_i_tiltak_kan_ikke_ha_en_annen_sum():
    assert funnet("K558", tiltak=[tiltak(budsjett=None)], budsjett=[penger()]) == []


@pytest.mark.parametrize("aar", [2020, 2025])
def test_penger_utenfor_perioden_gir_en_advarsel(aar):
    assert ett("K559", tiltak=[tiltak()], budsjett=[penger(aar=aar)]).celle == "B2"


def test_overforbruk_gir_en_advarsel():
    assert ett("K560", tiltak=[tiltak()], budsjett=[penger(brukt=500000)]).kolonne == "brukt"


def test_samme_kilde_skrevet_ulikt_gir_forslag_om_den_vanligste():
    rader = [penger(), penger(aar=2023), penger(aar=2024, kilde="kommunen ")]

    assert ett("K561", tiltak=[tiltak()], budsjett=rader).forslag == "Kommunen"


def test_tiltak_tatt_ut_uten_grunn_gir_en_advarsel():
    borte = [forrige(kode="T09", navn="Nyhetsbrev"), forrige(kode="T10", hvorfor="For dyrt")]

    assert ett("K562", tiltak=[tiltak()], forrige_plan=borte).fant == "T09"


def test_maal_med_ny_ordlyd_uten_grunn_gir_en_advarsel():
    rader = [forrige(kode="M1", slag="mål", navn="Folk føler seg trygge", ansvarlig=None)]

    assert ett("K563", maal=[maal()], forrige_plan=rader).fant == "M1"
    assert funnet("K563", maal=[maal()], forrige_plan=[{**rader[0], "hvorfor": "Klarere"}]) == []


def test_navn_paa_en_person_i_forrige_plan_og_budsjett_gir_en_advarsel():
    f = ett("K564", forrige_plan=[forrige(ansvarlig="Kari Nordmann")])

    assert "Nordmann" not in repr(f)
    assert (
        ett("K564", tiltak=[tiltak()], budsjett=[penger(kilde="Kari Nordmann")]).kolonne == "kilde"
    )


def test_maal_som_er_noe_kommunen_gjoer_gir_en_advarsel():
    assert ett("K565", maal=[maal(tekst="Styrke folkehelsen")]).celle == "B2"
