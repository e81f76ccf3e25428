"""Parameterne kontrolleres før noe kjøres: ukjente navn og feil typer stopper, koder forblir tekst."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.drift.parametere import del_opp, kontroller, les_parametere, som_type
from metodikk.drift.verdier import Feilverdi
from metodikk.grunn.feil import BrukFeil
from tests.drift.lite import lag_mal


@pytest.fixture(scope="module")
def mal(tmp_path_factory):
    return lag_mal(tmp_path_factory.mktemp("mal"))


def _funn(mal, **valg):
    with pytest.raises(BrukFeil) as e:
        kontroller(mal, valg)
    return e.value.funn


def test_navn_type_forvalg_og_forklaring_leses_fra_malen(mal):
    p = les_parametere(mal)["tema"]

    assert (p.type, p.forvalgt, p.beskrivelse) == ("str", "0301", "en kode, altså tekst")


def test_koder_forblir_tekst_og_tall_blir_tall(mal):
    valg = kontroller(mal, {"tema": "0302", "aar": "2023", "andel": "0,25", "vis_alt": "nei"})

    assert valg == {"tema": "0302", "aar": 2023, "andel": 0.25, "vis_alt": False}


def test_ukjent_navn_stopper_med_forslag(mal):
    (f,) = _funn(mal, tems="x")

    assert (f.kode, f.forslag) == ("K801", "Mente du «tema»?")


def test_alle_feilene_meldes_paa_en_gang(mal):
    assert [f.kode for f in _funn(mal, tems="x", aar="tjuefire", andel="mye", vis_alt="kanskje")] == [
        "K801", "K802", "K802", "K802",
    ]  # fmt: skip


@pytest.mark.parametrize(("navn", "verdi"), [("tema", 301), ("aar", 2024.0), ("aar", True), ("vis_alt", 1), ("tema", ["a"]), ("tema", None)])  # fmt: skip
def test_verdier_av_feil_type_gjoeres_aldri_om(mal, navn, verdi):
    assert _funn(mal, **{navn: verdi})[0].kode == "K802"


@pytest.mark.parametrize("navn", ["__import__", "a;b", "Tema", "", "tema\n", "../x"])
def test_navn_utenfor_det_tillatte_avvises(mal, navn):
    assert _funn(mal, **{navn: "x"})[0].kode == "K801"


def test_prosjektet_velges_med_mappe_og_ikke_som_parameter(mal):
    assert "--mappe" in _funn(mal, prosjekt="x")[0].forventet


def test_verdien_kan_inneholde_likhetstegn():
    assert del_opp(["a=b=c"]) == {"a": "b=c"}


def test_parameter_uten_likhetstegn_stopper():
    with pytest.raises(BrukFeil, match="K802"):
        del_opp(["aar"])


@given(st.text())
def test_tekst_blir_enten_samme_tekst_eller_avvist(verdi):
    try:
        assert som_type(verdi, "str") == verdi.strip()
    except Feilverdi:
        assert any(ord(tegn) < 32 for tegn in verdi)


@given(st.integers())
def test_hele_tall_skrevet_som_tekst_blir_samme_tall(verdi):
    assert som_type(str(verdi), "int") == verdi
