"""Alle rapportene og deres dokumenter holder kravene til universell utforming."""

# ruff: noqa: F811 – testtilbehøret importeres og brukes som argument.

from __future__ import annotations

import re
import shutil

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from metodikk.drift.kjoring import kjor
from metodikk.grunn.kataloger import katalog
from metodikk.ut.rapport import les
from metodikk.ut.setninger import TALLORD
from metodikk.ut.side import Figur
from tests.conftest import ROT
from tests.nettleser import SIDER, aapnet, axe, brudd, chromium, utenfra  # noqa: F401

MALER = tuple(katalog("maler"))
pytestmark = pytest.mark.treg


@pytest.fixture(scope="module")
def ut(tmp_path_factory):
    """Alle rapportene for Eksempelvik, laget én gang."""
    rot = tmp_path_factory.mktemp("uu") / "prosjekt"
    eksempel = ROT / "data" / "sample" / "eksempelvik"
    shutil.copytree(eksempel, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    assert kjor(rot).returkode == 0
    return rot / "ut"


@pytest.mark.nettleser
@pytest.mark.parametrize("mal", MALER)
@pytest.mark.parametrize(("bredde", "farger"), SIDER[:2])
def test_rapporten_har_ingen_brudd_og_ber_ikke_om_noe_utenfra(
    chromium, axe, ut, mal, bredde, farger
):
    with aapnet(chromium, ut / mal / "rapport.html", bredde, farger) as side:
        assert brudd(side, axe) == []
        assert (utenfra(side), side.feil) == ([], [])
        assert side.evaluate("document.documentElement.scrollWidth") <= bredde


@pytest.mark.parametrize("mal", MALER)
def test_html_er_en_fil_paa_hoeyst_tre_megabyte(ut, mal):
    side = (ut / mal / "rapport.html").read_bytes()

    assert len(side) <= 3_000_000
    assert not re.search(rb"""(src|href)=["']?https?:""", side)


@pytest.mark.parametrize("mal", MALER)
def test_hver_figur_har_alt_tekst_med_funn_og_tall(ut, mal):
    figurer = les.les(ut / mal / "notatbok.ipynb").deler(Figur)

    assert figurer
    for f in figurer:
        assert 40 <= len(f.alt) <= 250, f.alt
        assert re.search(rf"\d|\b({'|'.join(TALLORD)})\b", f.alt.lower()), f.alt


@pytest.mark.parametrize("mal", MALER)
def test_word_har_alt_tekst_norsk_og_hoderader(ut, mal):
    dok = Document(ut / mal / "rapport.docx")
    figurer = les.les(ut / mal / "notatbok.ipynb").deler(Figur)

    assert [b.get("descr") for b in dok.element.iter(qn("wp:docPr"))] == [f.alt for f in figurer]
    assert dok.core_properties.language == "nb-NO"
    assert all(t.find(f".//{qn('w:tblHeader')}") is not None for t in dok.element.iter(qn("w:tbl")))


@pytest.mark.parametrize("mal", MALER)
def test_excel_har_et_ark_for_hver_tabell_og_figur(ut, mal):
    bok = load_workbook(ut / mal / "tall.xlsx")
    nummer = [n for n, _ in les.les(ut / mal / "notatbok.ipynb").tabeller()]

    assert bok.sheetnames == ["Innhold", *nummer]
