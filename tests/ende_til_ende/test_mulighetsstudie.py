"""Mulighetsstudien for Eksempelvik finner det som er plantet, og sier at valget ikke er robust."""

from __future__ import annotations

import shutil
import tomllib

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Figur, Setninger, Symbol, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["mulighetsstudie"]


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    rot = tmp_path_factory.mktemp("mulighetsstudie") / "prosjekt"
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    assert kjor(rot, ["mulighetsstudie"]).returkode == 0
    return rot / "ut" / "mulighetsstudie"


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="mulighetsstudie")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def navn():
    t = aapne(EKSEMPEL).tabell("alternativer")
    return dict(zip(t["alternativ"], t["navn"], strict=True))


def test_valget_er_ikke_robust_og_det_sies_foerst(rapport):
    tekst = " ".join(b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)

    assert FASIT["robust"] is False
    assert "Valget er ikke robust." in tekst
    assert "Valget er robust" not in tekst


def test_alternativet_ingen_burde_velge_er_stroeket_foer_summene(tabeller, navn):
    strykes = tabeller["Alternativer som kan strykes"]
    summer = tabeller["Summen med hver gruppes vekter, av 100"]

    assert [r[0] for r in strykes.rader] == [navn[FASIT["dominert"]]]
    assert all(navn[a] in strykes.rader[0][1] for a in FASIT["dominert_av"])
    assert navn[FASIT["dominert"]] not in {r[0] for r in summer.rader}


def test_vinneren_hos_hver_gruppe_er_den_som_er_plantet(tabeller, navn):
    t = tabeller["Summen med hver gruppes vekter, av 100"]
    for i, kolonne in enumerate(t.kolonner[1:], 1):
        gruppe = kolonne.tittel[:1].lower() + kolonne.tittel[1:]
        vinner = max(t.rader, key=lambda r, i=i: r[i])[0]
        ventet = FASIT["vinner_i_snitt"] if gruppe == "snitt" else FASIT["vinner_hos"][gruppe]
        assert vinner == navn[ventet]


def test_det_minste_byttet_staar_foerst(tabeller, navn):
    rad, plantet = tabeller["Når et annet alternativ kommer først"].rader[0], FASIT["skifter"]

    assert rad[1] == pytest.approx(plantet["fra"], abs=0.06)
    assert rad[2] == pytest.approx(plantet["til"], abs=0.06)
    assert rad[3] == navn[plantet["ny_vinner"]]


def test_oensket_faa_har_er_skjult_og_kan_ikke_regnes_ut(tabeller, navn):
    t = tabeller["Hva beboerne ønsket"]
    skjult = [r[0] for r in t.rader if r[1] is Symbol.SKJULT]

    assert navn[FASIT["skjult_onske"]] in skjult
    assert len(skjult) == 2


def test_figuren_sier_hvem_som_aldri_vinner(rapport, navn):
    assert f"{navn[FASIT['vinner_aldri']]} vinner aldri." in rapport.deler(Figur)[0].alt


def test_ingen_setning_sier_at_noe_er_best(rapport):
    assert not any("er best" in s for d in rapport.deler(Setninger) for s in d.kan_si)


def test_rapporten_finnes_i_alle_formater(mappe):
    for fil in ("rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json"):
        assert (mappe / fil).is_file()
