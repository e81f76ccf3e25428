"""Kontrollen skriver alt den finner, rører aldri filene, og gir riktig returkode."""

from __future__ import annotations

import pytest

from metodikk.drift.avtrykk import av_mappe
from metodikk.drift.kontroll import kontroller


def _oedelegg(prosjekt, foer="0099000002;", etter="99000002;"):
    fil = prosjekt / "data" / "befolkning.csv"
    fil.write_text(fil.read_text(encoding="utf-8").replace(foer, etter), encoding="utf-8")


def test_uten_feil_er_returkoden_0_og_rapporten_skrevet(prosjekt):
    svar = kontroller(prosjekt)

    assert svar.returkode == 0
    assert svar.rapport == prosjekt / "ut" / "kontroll" / "feilrapport.html"
    assert svar.rapport.is_file()


def test_feil_gir_returkode_1_merket_kopi_og_uroerte_filer(prosjekt):
    _oedelegg(prosjekt, etter="9999999999;")
    foer = av_mappe(prosjekt / "data")

    svar = kontroller(prosjekt)

    assert svar.returkode == 1
    assert [k.name for k in svar.kopier if k.is_file()] == ["befolkning med merker.xlsx"]
    assert av_mappe(prosjekt / "data") == foer


def test_mistet_null_rettes_og_listes(prosjekt):
    _oedelegg(prosjekt)

    svar = kontroller(prosjekt)

    assert svar.returkode == 0
    assert [f.kode for f in svar.funn if f.rettet and f.tabell == "befolkning"] == ["K207"]


def test_foedselsnummer_gir_personvernstopp_og_vises_ikke(prosjekt):
    fil = prosjekt / "data" / "soner.csv"
    fil.write_text(
        fil.read_text(encoding="utf-8").replace("Vik 2", "13097248022"), encoding="utf-8"
    )

    svar = kontroller(prosjekt)

    assert svar.returkode == 4
    assert "13097248022" not in svar.tekst + svar.rapport.read_text(encoding="utf-8")


def test_soner_som_ikke_finnes_i_prosjektfilen_er_blant_funnene(prosjekt):
    toml = prosjekt / "prosjekt.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace("0099000001", "0099000077"), encoding="utf-8"
    )

    assert "K813" in {f.kode for f in kontroller(prosjekt).funn}


def test_kopi_noen_har_rettet_i_blir_tatt_vare_paa(prosjekt):
    _oedelegg(prosjekt, etter="9999999999;")
    kopi = kontroller(prosjekt).kopier[0]
    kopi.write_bytes(b"min retting")

    kontroller(prosjekt)

    (reddet,) = (prosjekt / "ut" / "egne-endringer").rglob("*.xlsx")
    assert reddet.read_bytes() == b"min retting"


@pytest.mark.parametrize("ganger", [2])
def test_kontrollen_kan_gjentas(prosjekt, ganger):
    svar = [kontroller(prosjekt).tekst for _ in range(ganger)]

    assert svar[0] == svar[1]
    assert not list((prosjekt / "ut").glob(".arbeid*"))
