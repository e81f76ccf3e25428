"""Kommandolinjen: norsk hjelp, råd ved feil, riktige returkoder, og aldri et feilspor."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from metodikk import cli
from metodikk.cli import kjor_kommando
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import koder
from tests.conftest import ROT
from tests.drift.lite import lag_prosjekt

KOMMANDOER = [
    "ny",
    "kontroll",
    "kjor",
    "revider",
    "skjult",
    "utlever",
    "status",
    "forklar",
    "demo",
    "kurs",
    "bok",
]
ENGELSK = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|this|message|exit|default|required|error|try|for help|"
    r"missing|invalid|such|text|path|integer|float|boolean|range|install|completion|the|and|file|list|str|bool)\b",
    re.IGNORECASE,
)


@pytest.fixture
def si(capsys):
    def si(*argumenter):
        kode = kjor_kommando([str(a) for a in argumenter])
        skrevet = capsys.readouterr()
        return kode, skrevet.out, skrevet.err

    return si


@pytest.fixture
def prosjekt(tmp_path):
    return lag_prosjekt(tmp_path / "prosjekt")


@pytest.mark.parametrize(
    "kommando", [[], *([k] for k in KOMMANDOER)], ids=lambda k: " ".join(k) or "metodikk"
)
def test_hjelpen_er_norsk(si, kommando):
    kode, ut, _ = si(*kommando, "--hjelp")

    uten_valg = re.sub(r"--\w[\wæøå-]*|«.*?»", "", ut)
    assert kode == 0
    assert ENGELSK.findall(uten_valg) == []
    assert "Eksempler:" in ut


def test_uten_kommando_vises_hjelpen(si):
    assert si() == si("--hjelp")


def test_versjonen_vises(si):
    assert re.fullmatch(r"metodikk \d{4}\.\d+\n", si("--versjon")[1])


@pytest.mark.parametrize(
    ("argumenter", "vises"),
    [
        (["kjr"], "Mente du «metodikk kjor»?"),
        (["kontrol"], "Mente du «metodikk kontroll»?"),
        (["kjor", "--paanytt"], "Mente du «--på"),
        (["kjr"], "K804"),
        (["forklar"], "At du oppgir KODE"),
        (["kjor", "--jobber", "mange"], "ANTALL"),
        (["ny", "a", "b"], "Ikke flere ord"),
        (["forklar", "K27"], "K838"),
        (["kontroll", "finnes_ikke"], "K805"),
        (["kjor", "evalueringen"], "Mente du «evaluering»?"),
        (["kjor", "-p", "aar"], "likhetstegn"),
        (["status"], "K806"),
    ],
)
def test_feil_bruk_gir_returkode_2_og_raad_paa_norsk(si, argumenter, vises, tmp_path, monkeypatch):
    monkeypatch.chdir(_med_prosjekt(tmp_path) if argumenter[0] == "kjor" else tmp_path)

    kode, ut, feil = si(*argumenter)

    assert (kode, ut) == (2, "")
    assert vises in feil
    assert "Slik retter du" in feil
    assert "Traceback" not in feil


def _med_prosjekt(tmp_path):
    return lag_prosjekt(tmp_path / "p")


def test_kommandoen_kan_skrives_med_norske_bokstaver(si):
    assert si("kjør", "--hjelp")[1].splitlines()[0] == si("kjor", "--hjelp")[1].splitlines()[0]


@pytest.mark.parametrize("kode", koder())
def test_alle_koder_kan_forklares_uten_felter_som_staar_igjen(si, kode):
    returkode, ut, _ = si("forklar", kode.lower())

    assert returkode == 0
    assert ut.startswith(kode)
    assert not re.search(r"\{\w*\}|\{\{", ut)


def test_ny_lager_prosjektet_og_sier_neste_steg(si, tmp_path):
    kode, ut, _ = si("ny", tmp_path / "nytt")

    assert kode == 0
    assert ut.splitlines()[-1].startswith("Neste steg: ")
    assert (tmp_path / "nytt" / "prosjekt.toml").is_file()


def test_kontroll_viser_feil_og_gir_returkode_1(si, prosjekt):
    fil = prosjekt / "data" / "befolkning.csv"
    fil.write_text(
        fil.read_text(encoding="utf-8").replace("0099000002;", "9999999999;"), encoding="utf-8"
    )

    kode, ut, _ = si("kontroll", prosjekt)

    assert kode == 1
    assert "feilrapport.html" in ut
    assert ut.splitlines()[-1].startswith("Neste steg: rett feilene")


def test_json_er_bare_json_paa_standard_ut(si, prosjekt):
    kode, ut, feil = si("kontroll", prosjekt, "--json")

    assert json.loads(ut)["returkode"] == kode == 0
    assert feil == ""


def test_json_ogsaa_naar_noe_er_feil(si, tmp_path):
    kode, ut, _ = si("kontroll", tmp_path / "nei", "--json")

    assert json.loads(ut)["funn"][0]["kode"] == "K805"
    assert kode == 2


def test_status_for_et_nytt_prosjekt(si, prosjekt):
    kode, ut, _ = si("status", prosjekt)

    assert kode == 0
    assert ut.count("ikke laget") == len(katalog("maler"))


def test_skrivefeil_i_prosjektfilen_forklares(si, prosjekt):
    (prosjekt / "prosjekt.toml").write_text("[prosjekt]\nkommune = 0301\n", encoding="utf-8")

    kode, _, feil = si("kjor", "--mappe", prosjekt)

    assert kode == 2
    assert 'Skriv kommune = "0301"' in feil


def test_uventet_feil_gir_melding_logg_og_returkode_70(si, monkeypatch):
    def sprekk(*_, **__):
        raise RuntimeError("hemmelig 13097248022")

    monkeypatch.setattr("metodikk.drift.forklaring.forklaring", sprekk)

    kode, ut, feil = si("forklar", "K801")

    logg = Path(re.search(r"(\S+metodikk-feil-\w+\.txt)", feil)[1])
    innhold = logg.read_text(encoding="utf-8")
    logg.unlink()
    assert (kode, ut) == (70, "")
    assert "K901" in feil
    assert "Traceback" not in feil
    assert "RuntimeError" in innhold
    assert "13097248022" not in innhold


def test_avbrudd_gir_returkode_130(si, monkeypatch):
    def avbryt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", avbryt)

    kode, _, feil = si("status")

    assert kode == 130
    assert "Avbrutt" in feil


def test_ingen_farger_i_en_logg(tmp_path):
    svar = subprocess.run(
        [sys.executable, "-m", "metodikk.cli", "status", tmp_path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert svar.returncode == 2
    assert "\x1b" not in svar.stdout + svar.stderr


def test_readme_nevner_bare_kommandoer_som_finnes():
    readme = (ROT / "README.md").read_text(encoding="utf-8")

    nevnt = set(re.findall(r"[`/\\]metodikk ([a-zæøå]+)", readme))
    assert {"demo", "ny", "kontroll", "kjor"} <= nevnt <= set(KOMMANDOER)


@pytest.mark.treg
def test_demo_lager_tre_rapporter_og_gjoer_ingenting_andre_gang(si, tmp_path):
    mappe = tmp_path / "en mappe {med} æøå"

    kode, ut, feil = si("demo", mappe)

    assert kode == 0
    assert ut.count("rapport.html\n") >= 3
    assert "Neste steg: åpne en rapport" in ut
    assert "Traceback" not in feil
    assert si("demo", mappe)[1].count("uendret siden sist") == 3
    assert si("status", mappe)[1].count("✓") == 3
    assert json.loads(si("kjor", "--mappe", mappe, "--json")[1])["returkode"] == 0
