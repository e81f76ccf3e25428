"""Excel-filen: de samme tallene som i HTML, ekte tall, og tekst som aldri blir formler."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

import metodikk as mk
from metodikk.ut.rapport import html, les, xlsx
from metodikk.ut.side import Symbol
from tests.ut.klart import hel_notatbok, klar, notatbok, sonetall
from tests.ut.rapport.test_html import NYTTELASTER

FORMLER = [
    "=1+1", "=HYPERLINK(\"http://ute.example\";\"Klikk\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)",
    "\t=1+1", "\r=1+1", "\n=1+1", "=IMPORTXML(\"http://ute.example\")", "=DDE(\"cmd\";\"/C calc\")", "'=1+1",
    "＝1+1", "%0A=1+1", "=\u0000cmd", "=WEBSERVICE(\"http://ute.example\")", "-2+3+cmd|' /C calc'!A0",
    "@cmd", "=@SUM(1)", "=-1", "={1;2}", "=Sheet1!A1", "+46 123 45 678", "-",
]  # fmt: skip


@pytest.fixture(scope="module")
def rapport():
    return les.les(hel_notatbok(), mal="kunnskapsgrunnlag")


@pytest.fixture(scope="module")
def bok(rapport, tmp_path_factory):
    return load_workbook(xlsx.skriv(rapport, tmp_path_factory.mktemp("xlsx") / "tall.xlsx"))


def rader(ark) -> list[list]:
    return [[c.value for c in rad] for rad in ark.iter_rows(min_row=xlsx.HODERAD)]


def test_hver_tabell_i_rapporten_er_et_ark_med_de_samme_tallene(rapport, bok):
    for nummer, t in rapport.tabeller():
        hode, *tall = rader(bok[nummer])
        ventet = [
            [str(v) if isinstance(v, Symbol) else v if v != "" else None for v in r]
            for r in t.rader
        ]

        assert hode == xlsx.overskrifter(t)
        assert [[v or None if v == "" else v for v in r] for r in tall] == ventet


def test_tallene_i_excel_staar_ogsaa_i_html(rapport):
    side = re.sub(r"<[^>]+>", "|", html.side(rapport))
    for _, t in rapport.tabeller():
        for rad in t.rader:
            for k, v in zip(t.kolonner, rad, strict=True):
                if isinstance(v, (int, float)):
                    assert f"|{k.skriv(v)}|" in side


def test_foerste_ark_er_innhold_med_lenke_til_hvert_ark(rapport, bok):
    innhold = bok.worksheets[0]
    lenker = [c.hyperlink.location for c in innhold["A"] if c.hyperlink]

    assert innhold.title == "Innhold"
    assert lenker == [f"'{n}'!A1" for n, _ in rapport.tabeller()]
    assert set(bok.sheetnames[1:]) == {n for n, _ in rapport.tabeller()}


def test_hvert_ark_har_tittel_forklaring_og_en_navngitt_tabell_uten_sammenslaatte_celler(bok):
    navn = [t.displayName for ark in bok for t in ark.tables.values()]

    assert len(navn) == len(set(navn)) == len(bok.sheetnames)
    for ark in bok.worksheets[1:]:
        assert ark["A1"].value.startswith(ark.title)
        assert "én tabell" in ark["A2"].value
        assert not ark.merged_cells.ranges
        assert not [r for r in rader(ark) if all(v is None for v in r)]


def test_tall_er_tall_med_format_og_aar_er_uten_mellomrom(bok):
    ark = bok["Figur 1"]
    aar, verdi = ark["B5"], ark["C5"]

    assert (aar.value, aar.number_format) == (2015, "0")
    assert isinstance(ark["C6"].value, float)
    assert verdi.number_format == "#,##0.0"


def test_skjulte_tall_er_symbol_og_forklart(bok):
    ark = bok["Figur 1"]

    assert ark["C8"].value == ":"
    assert ": betyr: skjult av hensyn til personvernet." in ark["A2"].value


@pytest.mark.parametrize("tekst", [*FORMLER, *NYTTELASTER])
def test_tekst_blir_aldri_en_formel(tekst, tmp_path):
    data = sonetall().assign(sone=tekst)
    nb = notatbok(
        mk.Hode(tekst, tekst, avsender=tekst),
        mk.tabell(klar(data), tittel=tekst, kilde=tekst, noter=[tekst]),
    )
    bok = load_workbook(xlsx.skriv(les.les(nb), tmp_path / "t.xlsx"))

    for ark in bok:
        for c in (c for rad in ark.iter_rows() for c in rad):
            assert c.data_type != "f"
            if isinstance(c.value, str) and c.value[:1] in ("=", "+", "-", "@"):
                assert c.quotePrefix


def test_samme_notatbok_gir_samme_byte(rapport, tmp_path):
    a, b = (xlsx.skriv(rapport, tmp_path / f"{n}.xlsx").read_bytes() for n in "ab")

    assert a == b


def test_like_overskrifter_gjoeres_ulike():
    t = mk.tabell(
        klar(sonetall()),
        tittel="T",
        kolonner={"sone": "Tall", "nevner": "Tall", "verdi": mk.Kolonne("Tall", "tall")},
    )

    assert xlsx.overskrifter(t) == ["Tall", "Tall 2", "Tall 3"]


def test_rapport_uten_tabeller_gir_en_bok_med_bare_innhold(tmp_path):
    bok = load_workbook(xlsx.skriv(les.les(notatbok("## Bare tekst")), tmp_path / "t.xlsx"))

    assert bok.sheetnames == ["Innhold"]
