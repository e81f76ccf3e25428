"""Filene finnes etter navnet, slik folk kaller dem."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from metodikk.inn.prosjektfiler import finn_filer


def lag(mappe, *navn: str) -> None:
    for n in navn:
        (mappe / n).write_text("sone;sonenavn\n1;2\n", encoding="utf-8")


@pytest.mark.parametrize(
    "navn",
    ["befolkning.csv", "Befolkning.CSV", "BEFOLKNING 2025.csv", "befolkning_2025-03-01.csv", "Befolkning v2.csv",
     "befolkning endelig.csv"],
)  # fmt: skip
def test_filnavnet_kan_skrives_paa_mange_maater(tmp_path, navn):
    lag(tmp_path, navn)

    assert list(finn_filer(tmp_path).tabeller) == ["befolkning"]


def test_tittelen_paa_tabellen_kan_ogsaa_brukes(tmp_path):
    lag(tmp_path, "Kodebok for undersøkelsen.csv")

    assert list(finn_filer(tmp_path).tabeller) == ["kodebok"]


def test_ark_i_en_arbeidsbok_finnes_etter_arknavnet(tmp_path):
    bok = Workbook()
    bok.active.title = "Tiltak"
    bok.create_sheet("Utfall")
    bok.create_sheet("Notater")
    bok.save(tmp_path / "program.xlsx")
    plan = finn_filer(tmp_path)

    assert {t: f.ark for t, f in plan.tabeller.items()} == {"tiltak": "Tiltak", "utfall": "Utfall"}
    assert plan.funn == ()


def test_laasefiler_og_skjulte_filer_ses_bort_fra(tmp_path):
    lag(tmp_path, "~$soner.xlsx", ".soner.csv")

    assert finn_filer(tmp_path).tabeller == {}
    assert finn_filer(tmp_path).funn == ()


def test_kartet_foretrekkes_som_geopackage_og_folgefiler_er_ikke_ubrukte(tmp_path):
    for navn in ("soner.shp", "soner.dbf", "soner.prj", "soner.gpkg"):
        (tmp_path / navn).write_bytes(b"")
    plan = finn_filer(tmp_path)

    assert plan.kart.name == "soner.gpkg"
    assert [f.fant for f in plan.funn] == ["soner.shp"]


def test_oppgitt_fil_vinner_over_navnelikhet(tmp_path):
    lag(tmp_path, "soner.csv", "riktig.csv")
    plan = finn_filer(tmp_path, {"soner": {"fil": "riktig.csv", "ark": "A"}})

    assert (plan.tabeller["soner"].fil.name, plan.tabeller["soner"].ark) == ("riktig.csv", "A")


def test_bare_begrenser_tabellene(tmp_path):
    lag(tmp_path, "soner.csv", "befolkning.csv")

    assert list(finn_filer(tmp_path, bare=["soner"]).tabeller) == ["soner"]
