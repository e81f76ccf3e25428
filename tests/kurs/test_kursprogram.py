"""Kursprogrammene går opp: ingen blir sittende for lenge, og alle notatbøkene er med."""

from __future__ import annotations

import importlib.util
import re

import pytest

from metodikk.grunn.kataloger import katalog
from metodikk.kurs.form import ideer
from tests.conftest import ROT

PROGRAMMER = katalog("kursprogram")
LENGST_UTEN_PAUSE = 90
LENGST_DAG = {"halv_dag": 4 * 60, "to_dager": 8 * 60}
I_BOKA = set(re.findall(r"file: kurs/(\S+)", (ROT / "book/_toc.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def utvidelse():
    pytest.importorskip("sphinx", reason="boka bygges med ekstraen «bok»")
    sti = ROT / "book" / "_utvidelser" / "kursholdere.py"
    spek = importlib.util.spec_from_file_location("kursholdere", sti)
    modul = importlib.util.module_from_spec(spek)
    spek.loader.exec_module(modul)
    return modul


def _notatboker(program):
    return [d["notatbok"] for d in PROGRAMMER[program]["deler"] if "notatbok" in d]


def test_to_dager_har_alle_notatbokene_en_gang():
    assert sorted(_notatboker("to_dager")) == sorted(I_BOKA)
    assert {i.navn for i in ideer()} <= set(_notatboker("to_dager"))


@pytest.mark.parametrize("program", PROGRAMMER)
def test_programmet_bruker_bare_notatboker_som_har_en_side(program):
    assert set(_notatboker(program)) <= I_BOKA


@pytest.mark.parametrize("program", PROGRAMMER)
def test_hver_del_er_en_notatbok_en_pause_eller_noe_som_er_forklart(program):
    for del_ in PROGRAMMER[program]["deler"]:
        slag = {"notatbok", "pause", "minutter"} & del_.keys()
        assert len(slag) == 1, del_
        if "minutter" in del_:
            assert del_["hva"], del_
            assert del_["gjor"].endswith((".", "?")), del_


@pytest.mark.parametrize("program", PROGRAMMER)
def test_dagen_er_ikke_for_lang_og_pausene_kommer_i_tide(utvidelse, program):
    for _, deler in utvidelse.med_tider(PROGRAMMER[program]):
        assert deler[-1][1] - deler[0][0] <= LENGST_DAG[program]
        siden = deler[0][0]
        for fra, til, del_ in deler:
            if "pause" in del_:
                assert fra - siden <= LENGST_UTEN_PAUSE, utvidelse.klokka(fra)
                siden = til


def test_klokkeslettene_foelger_tiden_i_katalogen(utvidelse):
    tider = {i.navn: i.minutter for i in ideer()}
    _, deler = utvidelse.med_tider(PROGRAMMER["halv_dag"])[0]

    assert [utvidelse.klokka(fra) for fra, _, _ in deler[:3]] == ["08.30", "08.45", "08.55"]
    assert all(
        til - fra == tider[d["notatbok"]] for fra, til, d in deler if d.get("notatbok") in tider
    )
