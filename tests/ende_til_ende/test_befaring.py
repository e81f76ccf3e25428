"""Rapporten om befaringene finner det som er plantet i Eksempelvik, og viser ingen små grupper."""

from __future__ import annotations

import shutil
import tomllib

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Kart, Symbol, Tabell, Tekst
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["befaring"]


def kjort(rot, uten=()):
    shutil.copytree(
        EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut", *uten)
    )
    assert kjor(rot, ["befaring"]).returkode == 0
    return rot / "ut" / "befaring"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(tmp_path_factory.mktemp("befaring") / "prosjekt")


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="befaring")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def funn():
    return aapne(EKSEMPEL).tabell("befaringsfunn").set_index("funn")


def test_de_aapne_som_kan_skade_noen_staar_foerst(tabeller, funn):
    verst = [r[0] for r in tabeller["Åpne funn"].rader if r[2].startswith("3")]

    assert set(verst) == set(funn.loc[FASIT["alvorlige_aapne"], "sted"])
    assert [r[0] for r in tabeller["Åpne funn"].rader[: len(verst)]] == verst


def test_funn_uten_eier_og_uten_frist_staar_i_det_neste_aa_gjoere(rapport, funn):
    punkter = " ".join(p for t in rapport.deler(Tekst) for p in t.punkter)

    for kode in FASIT["uten_eier"]:
        assert f"Finn en eier til «{funn.loc[kode, 'hva']}»" in punkter
    for kode in set(FASIT["uten_frist"]) - set(FASIT["uten_eier"]):
        assert f"Avtal en frist med {funn.loc[kode, 'eier']}" in punkter


def test_funn_som_bare_synes_i_moerke_er_talt(tabeller):
    rad = next(r for r in tabeller["Når funnene ble sett"].rader if r[0] == "Bare i mørke")

    assert rad[1] == FASIT["bare_i_moerke"]


def test_ungdommene_er_der_fasiten_sier_paa_kvelden(tabeller):
    kveld = [r for r in tabeller["Hvem som er der på dagen og kvelden"].rader if r[1] == "13–19 år"]
    flest = max((r for r in kveld if r[3] is not Symbol.SKJULT), key=lambda r: r[3])

    assert flest[0] == FASIT["ungdom_kveld"]


def test_den_lille_gruppa_er_skjult(tabeller):
    plantet = FASIT["skjult_gruppe"]
    (rad,) = [r for r in tabeller["Hvem som er der på dagen og kvelden"].rader if list(r[:2]) == [plantet["sted"], plantet["gruppe"]]]  # fmt: skip

    assert plantet["tid"] == "kveld"
    assert rad[3] is Symbol.SKJULT


def test_runden_som_mangler_staar_i_forbeholdet(rapport):
    tekst = " ".join(p for b in rapport.deler(Boks) for p in b.punkter)

    assert f"Runder mangler: {FASIT['runde_som_mangler'][0]} om vinteren" in tekst


def test_kurven_og_kartet_har_alt_tekst_med_tall(rapport):
    kurve = next(f for f in rapport.deler(Figur) if f.alt.startswith("Trinnkurve"))

    assert "prosent av alle funn og" in kurve.alt
    assert "åpne funn" in rapport.deler(Kart)[0].alt


def test_rapporten_finnes_i_alle_formater(mappe):
    for fil in ("rapport.html", "rapport.docx", "tall.xlsx", "kart.gpkg", "notatbok.ipynb", "kvittering.json"):  # fmt: skip
        assert (mappe / fil).is_file()


def test_uten_kart_lages_rapporten_likevel(tmp_path):
    assert (kjort(tmp_path / "prosjekt", uten=["soner.gpkg"]) / "rapport.html").is_file()
