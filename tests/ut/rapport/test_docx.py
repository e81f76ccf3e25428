"""Word-dokumentet: stiler, alternativ tekst, språk og tabeller med hoderad."""

from __future__ import annotations

import itertools
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

import metodikk as mk
from metodikk.ut.rapport import docx, les
from tests.ut.klart import hel_notatbok, klar, notatbok, sonetall
from tests.ut.rapport.test_html import NYTTELASTER


@pytest.fixture(scope="module")
def rapport():
    return les.les(hel_notatbok(), mal="kunnskapsgrunnlag")


@pytest.fixture(scope="module")
def fil(rapport, tmp_path_factory):
    return docx.skriv(rapport, tmp_path_factory.mktemp("docx") / "rapport.docx")


@pytest.fixture(scope="module")
def dok(fil):
    return Document(fil)


def test_bildene_har_alt_teksten_og_ligger_i_linjen(dok, rapport):
    bilder = list(dok.element.iter(qn("wp:docPr")))

    assert [b.get("descr") for b in bilder] == [f.alt for f in rapport.deler(docx.Figur)]
    assert len({b.get("id") for b in bilder}) == len(bilder)
    assert not list(dok.element.iter(qn("wp:anchor")))


def test_tittel_og_overskrifter_bruker_innebygde_stiler_uten_hopp(dok):
    stiler = [p.style.name for p in dok.paragraphs]
    nivaaer = [int(s.removeprefix("Heading ")) for s in stiler if s.startswith("Heading ")]

    assert stiler.count("Title") == 1
    assert nivaaer[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(nivaaer))
    assert "Caption" in stiler


def test_tabellene_har_navn_beskrivelse_og_hoderad_som_gjentas(dok, rapport):
    tabeller = list(dok.element.iter(qn("w:tbl")))

    assert len(tabeller) == len(list(rapport.tabeller()))
    for t in tabeller:
        assert t.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        assert t.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val"))
        assert t.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_dokumentet_har_tittel_og_er_paa_norsk(dok, fil):
    stiler = etree.fromstring(zipfile.ZipFile(fil).read("word/styles.xml"))

    assert dok.core_properties.title == "Kunnskapsgrunnlag: Sjøsida, Eksempelvik, 2025"
    assert dok.core_properties.language == "nb-NO"
    assert {e.get(qn("w:val")) for e in stiler.iter(qn("w:lang"))} == {"nb-NO"}


def test_bunnteksten_har_sidetall(fil):
    with zipfile.ZipFile(fil) as pakke:
        bunn = b"".join(pakke.read(n) for n in pakke.namelist() if "footer" in n)

    assert b"PAGE" in bunn
    assert b"NUMPAGES" in bunn


def test_alle_xml_filene_er_hele_og_bare_lenker_viser_ut(fil):
    with zipfile.ZipFile(fil) as pakke:
        assert pakke.testzip() is None
        for navn in pakke.namelist():
            if navn.endswith((".xml", ".rels")):
                etree.fromstring(pakke.read(navn))
            if navn.endswith(".rels"):
                rot = etree.fromstring(pakke.read(navn))
                ute = [r.get("Type") for r in rot if r.get("TargetMode") == "External"]
                assert all(slag.endswith("/hyperlink") for slag in ute)


def test_egenskapene_i_stilene_staar_i_rekkefoelgen_word_krever():
    stiler = etree.fromstring(zipfile.ZipFile(_mal()).read("word/styles.xml"))
    orden = (
        "keepNext",
        "keepLines",
        "pBdr",
        "shd",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
    )
    for egenskaper in stiler.iter(qn("w:pPr")):
        navn = [e.tag.rpartition("}")[2] for e in egenskaper]
        kjente = [orden.index(n) for n in navn if n in orden]

        assert kjente == sorted(kjente)


def _mal():
    import io

    from metodikk.ut.rapport.ordmal import ordmal

    return io.BytesIO(ordmal())


def test_samme_notatbok_gir_samme_byte(rapport, fil, tmp_path):
    assert docx.skriv(rapport, tmp_path / "igjen.docx").read_bytes() == fil.read_bytes()


def test_fiendtlig_tekst_blir_staaende_som_tekst(tmp_path):
    deler = [
        mk.tabell(klar(sonetall().assign(sone=t)), tittel=f"Nr. {i}: {t}")
        for i, t in enumerate(NYTTELASTER)
    ]
    dok = Document(docx.skriv(les.les(notatbok(*deler)), tmp_path / "t.docx"))

    assert len(dok.tables) == len(NYTTELASTER)
    assert not dok.inline_shapes
    assert dok.tables[0].cell(1, 0).text == NYTTELASTER[0]


def test_lange_tabeller_bak_figurer_viser_til_excel(tmp_path):
    import pandas as pd

    data = pd.concat([sonetall().assign(sone=lambda d, i=i: d["sone"] + str(i)) for i in range(12)])
    nb = notatbok(mk.figurer.soyler(klar(data), tittel="Mange soner", kategori="sone"))
    dok = Document(docx.skriv(les.les(nb), tmp_path / "t.docx"))

    assert not dok.tables
    assert any("72 rader, se arket «Figur 1»" in p.text for p in dok.paragraphs)


def test_kommunens_egen_mal_gir_skriften_og_bunnteksten(tmp_path):
    egen = Document()
    egen.styles["Heading 1"].font.name = "Georgia"
    egen.sections[0].footer.paragraphs[0].text = "Eksempelvik kommune"
    egen.save(tmp_path / "mal.docx")

    nb = notatbok("## Overskrift", mk.Boks("advarsel", "Les dette"))
    dok = Document(docx.skriv(les.les(nb), tmp_path / "t.docx", mal=tmp_path / "mal.docx"))

    assert dok.styles["Heading 1"].font.name == "Georgia"
    assert dok.sections[0].footer.paragraphs[0].text == "Eksempelvik kommune"
    assert any("Advarsel: Les dette" in p.text for p in dok.paragraphs)
