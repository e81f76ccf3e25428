"""Rapporten om samarbeidet i Eksempelvik finner det som er plantet, og tåler at tabeller mangler."""

from __future__ import annotations

import shutil
import tomllib

import openpyxl
import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.metoder import samarbeid
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["samarbeid"]


def kopi(rot):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    return rot


def kjort(rot):
    assert kjor(rot, ["samarbeid"]).returkode == 0
    return rot / "ut" / "samarbeid"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(kopi(tmp_path_factory.mktemp("samarbeid") / "prosjekt"))


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="samarbeid")


@pytest.fixture(scope="module")
def tekst(rapport):
    biter = (b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)
    return " ".join(biter).replace("\xa0", " ")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def navn():
    p = aapne(EKSEMPEL)
    alle = (p.tabell(t).set_index(k)["navn"] for t, k in (("aktorer", "aktor"), ("avtaler", "avtale"), ("tiltak", "tiltak")))  # fmt: skip
    return {kode: n for serie in alle for kode, n in serie.items()}


def rader(tabell, forste):
    titler = [k.tittel for k in tabell.kolonner]
    return [dict(zip(titler, r, strict=True)) for r in tabell.rader if r[0] == forste]


def test_frivilligsentralen_er_broen_og_det_som_skilles_er_talt(tekst, tabeller, navn):
    bro = navn[FASIT["bro"]]

    assert f"{bro} binder sammen." in tekst
    assert f"Da mister {FASIT['bro_mister']} par av aktører forbindelsen" in tekst
    assert tabeller["De som binder sammen"].rader[0][0] == bro
    assert tabeller["De som binder sammen"].rader[0][3] == FASIT["bro_mister"]
    assert "I fire par på hver sin side har ingen av de to svart." in tekst


def test_naeringslivet_staar_utenfor_og_det_sies_hva_de_kunne_bidratt_med(tekst, tabeller, navn):
    assert "De fem private har ingen kjent forbindelse til de andre sektorene." in tekst
    utenfor = next(t for n, t in tabeller.items() if n.startswith("De som står utenfor"))
    assert len(utenfor.rader) == 5
    assert rader(utenfor, navn["A23"])[0]["Kunne bidratt med"] == "Vil ta imot flere fra Brygga"


def test_samarbeidet_som_sluttet_med_programmet_staar_foerst_blant_endringene(
    tekst, tabeller, navn
):
    a, b = (navn[k] for k in FASIT["borte"])

    assert f"Forbindelsen mellom {a} og {b} er borte siden 2024." in tekst
    assert tabeller["Forbindelser som ikke er som før"].rader[0][:4] == (a, b, "Borte", "jevnlig")
    usikre = [r for r in tabeller["Forbindelser som ikke er som før"].rader if r[-1] != "ja"]
    assert [r[2] for r in usikre] == ["Ny"]


def test_aktoerene_som_maa_med_og_de_som_maa_faa_en_vei_inn(tekst, tabeller, navn):
    assert f"{navn[FASIT['maa_med']]} kan stoppe arbeidet, men er lite opptatt av det." in tekst
    inn = tabeller["Må få en vei inn: berøres mye, kan lite, og er ikke hørt"]
    assert {r[0] for r in inn.rader} == {navn[a] for a in FASIT["maa_faa_en_vei_inn"]}


def test_vakten_slaar_ut_for_foerste_aar_en_sektor_og_sprikende_tall(rapport, navn):
    advarsel = next(b for b in rapport.deler(Boks) if b.slag == "advarsel").klartekst()
    svart, spurt = FASIT["svart"]["2024"]

    assert f"I 2024 svarte bare {svart} av {spurt}." in advarsel.replace("\xa0", " ")
    assert "Bare tre av de fem beboergruppene har svart." in advarsel
    assert all(navn[a] in advarsel for a in FASIT["uenige_om"])


def test_foerste_aar_alene_gir_ingen_brobyggere():
    k = samarbeid.lag(aapne(EKSEMPEL).tabeller, aar=2024)

    assert k.brobyggere.tabell.empty
    assert "13 av 22" in k.brobyggere.opplysninger["mangler"]


def test_avtalene_har_riktig_tilstand_og_de_som_haster_staar_foerst(tabeller, navn):
    t = tabeller["Avtalene, de som haster mest, først"]
    tilstand = {r[0]: r[3] for r in t.rader}

    assert t.rader[0][0] == navn[FASIT["avtale_gaatt_ut"]]
    assert tilstand[navn[FASIT["avtale_gaatt_ut"]]] == "Gått ut"
    assert {n for n, s in tilstand.items() if s == "Går snart ut"} == {navn[a] for a in FASIT["avtaler_snart_ute"]}  # fmt: skip
    assert tilstand[navn[FASIT["avtale_uten_slutt"]]] == "Uten siste dag"
    assert "muntlig" in rader(t, navn[FASIT["avtale_muntlig"]])[0]["Må ordnes"]


def test_hullene_i_rollene_er_funnet_med_hvem_som_maa_snakke_sammen(tabeller, navn):
    hull = {(r[0], r[1]): r[2] for r in tabeller["Det som ikke går opp i rollene"].rader}

    assert (FASIT["ingen_beslutter"], "Ingen beslutter") in hull
    assert hull[FASIT["flere_beslutter"], "Flere beslutter"] == "Formannskapet og Enhet for park og vei"  # fmt: skip
    assert (FASIT["ingen_gjor"], "Ingen gjør det") in hull
    assert hull[FASIT["ingen_beslutter"], "Skal gjøre det, men har ikke sagt ja"] == navn[FASIT["ikke_sagt_ja"]]  # fmt: skip


def test_tiltaket_uten_roller_staar_foerst_og_i_det_neste(tabeller, tekst, navn):
    tiltak = navn[FASIT["tiltak_uten_roller"]]

    assert tabeller["Tiltakene som pågår eller skal begynne"].rader[0][:3] == (tiltak, "ingen", "ingen")  # fmt: skip
    assert f"Fordel rollene i «{tiltak}»." in tekst


def test_figurene_har_funnet_med_tall_i_den_alternative_teksten(rapport):
    figurer = {f.tittel: f for f in rapport.deler(Figur)}

    assert set(figurer) == {"Hvem vil noe, og hvem kan noe", "Forbindelser mellom aktørene", "Avtalene i tid"}  # fmt: skip
    assert "27 aktører med 35 forbindelser" in figurer["Forbindelser mellom aktørene"].alt
    assert len(figurer["Forbindelser mellom aktørene"].tabell.rader) == 35
    assert "1 av 9 avtaler har gått ut" in figurer["Avtalene i tid"].alt
    assert all(f.png[:4] == b"\x89PNG" for f in figurer.values())


def test_ingen_koder_staar_i_det_leseren_ser(rapport):
    synlig = " ".join(str(r) for t in rapport.deler(Tabell) for r in t.rader)
    synlig += " ".join(s for d in rapport.deler(Setninger) for s in (*d.kan_si, *d.kan_ikke_si))

    assert not [k for k in ("A11", "A08", "V01", "T20", "R020") if k in synlig]


def test_alle_formatene_finnes_og_har_tallene(mappe):
    assert {f.name for f in mappe.iterdir()} >= {"rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json"}  # fmt: skip
    bok = openpyxl.load_workbook(mappe / "tall.xlsx", read_only=True)
    celler = {str(c) for ark in bok for rad in ark.iter_rows(values_only=True) for c in rad}
    assert {"Frivilligsentralen Brua", "98"} <= celler


def test_bare_aktoerene_gir_en_rapport_som_sier_hva_som_mangler(tmp_path):
    rot = kopi(tmp_path / "lite")
    fil = rot / "data" / "samarbeid.xlsx"
    bok = openpyxl.load_workbook(fil)
    for ark in ("Relasjoner", "Avtaler", "Roller"):
        del bok[ark]
    bok.save(fil)

    rapport = les(kjort(rot) / "notatbok.ipynb", mal="samarbeid")

    mangler = " ".join(b.klartekst() for b in rapport.deler(Boks) if b.slag == "mangler")
    assert all(ord_ in mangler for ord_ in ("Relasjoner", "Avtaler", "Roller"))
    assert any(f.tittel == "Hvem vil noe, og hvem kan noe" for f in rapport.deler(Figur))
