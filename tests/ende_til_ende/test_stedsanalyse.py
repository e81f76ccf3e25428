"""Stedsanalysen for Eksempelvik finner det som er plantet, og viser ingen som kan kjennes igjen."""

from __future__ import annotations

import re
import shutil
import tomllib
import zipfile

import pandas as pd
import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Symbol, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["stedsanalyse"]


PROSJEKT = """[prosjekt]
navn = "Lite"
kommune = "0099"
kommunenavn = "Eksempelvik"
fiktiv = true

[omraade]
navn = "Nordre Brygge og Tangen"
soner = ["0099000003", "0099000004"]
"""


def kjort(rot):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    assert kjor(rot, ["stedsanalyse"]).returkode == 0
    return rot / "ut" / "stedsanalyse"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(tmp_path_factory.mktemp("stedsanalyse") / "prosjekt")


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="stedsanalyse")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def raatt(mappe):
    """Alt som står i filene, slik de er skrevet."""
    deler = [
        (mappe / f).read_text(encoding="utf-8")
        for f in ("rapport.html", "notatbok.ipynb", "kvittering.json")
    ]
    for arkiv in ("rapport.docx", "tall.xlsx"):
        with zipfile.ZipFile(mappe / arkiv) as z:
            deler += [z.read(n).decode("utf-8", "ignore") for n in z.namelist()]
    return deler


def rad(tabell, begynner: str) -> dict:
    treff = next(r for r in tabell.rader if str(r[0]).casefold().startswith(begynner))
    return dict(zip((k.tittel for k in tabell.kolonner), treff, strict=True))


def test_bildet_som_er_sterkest_utenfra_er_funnet(rapport, tabeller):
    r = rad(tabeller["Stedsbilder innenfra og utenfra"], FASIT["sterkest_utenfra"])

    assert (r["De som bor her"], r["Andre"]) == ("Noen", "De fleste")
    assert r["Forskjell"] == "Sterkest utenfra"
    assert any("som ikke bor her" in s and FASIT["sterkest_utenfra"] in s for s in rapport.deler(Setninger)[0].kan_si)  # fmt: skip


@pytest.mark.parametrize(
    ("plantet", "dom"),
    [("tallet_sier_motsatt", "Tallet sier det motsatte"), ("tallet_stotter", "Tallet støtter bildet")],
)  # fmt: skip
def test_tallet_motsier_ryktet_og_stoetter_erfaringen(tabeller, plantet, dom):
    p = aapne(EKSEMPEL)
    tekst = p.tabell("stedsbilder").set_index("kode").loc[FASIT[plantet]["kode"], "tekst"]

    assert rad(tabeller["Stedsbilder som er prøvd mot tall"], tekst.casefold())["Hva tallet sier"] == dom  # fmt: skip


def test_konflikten_og_det_alle_er_enige_om_er_funnet(tabeller):
    t, k = tabeller["Hva gruppene vil, og hva de er enige og uenige om"], FASIT["konflikt"]
    uenige, enige = rad(t, k["kode"]), rad(t, FASIT["alle_enige"])

    assert f"De fleste: {k['for']}" in uenige["For"]
    assert f"De fleste: {k['mot']}" in uenige["Mot"]
    assert uenige["Enige?"] == "Uenighet mellom grupper"
    assert (enige["Enige?"], enige["Mot"]) == ("Alle gruppene vil det", "–")


def test_koden_med_lav_enighet_er_merket_og_brukes_ikke(rapport, tabeller):
    kode = FASIT["lav_enighet"]
    boks = next(b for b in rapport.deler(Boks) if b.slag == "advarsel")
    figur = next(f for f in rapport.deler(Figur) if "enige" in f.tittel)

    assert any(kode in p for p in boks.punkter)
    assert str(rad(tabeller["Stedsbilder innenfra og utenfra"], kode)["Stedet er"]).endswith("*")
    assert not [s for s in rapport.deler(Setninger)[0].kan_si if kode in s]
    assert float(str(figur.tabell.rader[0][1]).replace(",", ".")) < 0.667
    assert figur.tabell.rader[0][0].casefold() == kode


def test_sitater_som_ikke_er_godkjent_eller_er_fra_smaa_grupper_staar_ingen_steder(raatt):
    forbudt = [*FASIT["ikke_godkjent"], FASIT["sitat_fra_liten_gruppe"]]

    assert not [f for f in forbudt for r in raatt if f in r]
    assert any("Alle hilser på alle her." in r for r in raatt)


def test_gruppen_med_for_faa_er_skjult_og_antallet_kan_ikke_regnes_ut(rapport, tabeller):
    t, navn = tabeller["Hvem vi snakket med"], FASIT["for_liten_gruppe"]
    synlige = sum(r[1] for r in t.rader if not isinstance(r[1], Symbol))
    i_alt = aapne(EKSEMPEL).tabell("stedskoder")["informant"].nunique()
    tekst = " ".join(b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)

    assert rad(t, navn)["Informanter"] == Symbol.SKJULT
    assert synlige < i_alt
    assert not re.search(rf"\b{i_alt}\b", tekst)


def test_ingen_informant_kan_foelges_inn_i_rapporten(raatt):
    koder = set(aapne(EKSEMPEL).tabell("stedskoder")["informant"].dropna())
    ord_ = {o for r in raatt for o in re.findall(r"(?<!#)\bI\d\d\b", r)}

    assert len(koder) > 50
    assert not koder & ord_


def test_ingen_tabell_har_mer_enn_seks_kolonner_eller_tomme_overskrifter(rapport):
    for t in rapport.deler(Tabell):
        assert len(t.kolonner) <= 6
        assert all(k.tittel for k in t.kolonner)
        assert t.rader


def test_alle_formatene_finnes(mappe):
    assert {f.name for f in mappe.iterdir()} >= {"rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json"}  # fmt: skip


def test_bare_soner_og_samtaler_gir_en_rapport_med_aerlige_bokser(tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copy(EKSEMPEL / "data" / "soner.xlsx", tmp_path / "data")
    koder = pd.read_excel(EKSEMPEL / "data" / "stedsanalyse.xlsx", sheet_name="Stedskoder", header=3, dtype=object,
                          engine="calamine")  # fmt: skip
    koder.drop(columns=["kode2", "retning2"]).to_excel(
        tmp_path / "data" / "stedskoder.xlsx", index=False
    )
    (tmp_path / "prosjekt.toml").write_text(PROSJEKT, encoding="utf-8")

    assert kjor(tmp_path, ["stedsanalyse"]).returkode == 0
    rapport = les(tmp_path / "ut/stedsanalyse/notatbok.ipynb", mal="stedsanalyse")

    bokser = " ".join(b.klartekst() for b in rapport.deler(Boks))
    assert "tabellen Stedsbilder" in bokser
    assert "Ingen utsagn er kodet av to" in bokser
    assert "Stedsbilder gruppe mot gruppe" in {t.tittel for t in rapport.deler(Tabell)}
