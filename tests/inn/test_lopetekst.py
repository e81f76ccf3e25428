"""Teksten i rapportene leses der den står: avsnitt, titler, alternative tekster og tekst i tabeller."""

from __future__ import annotations

import base64
import io

import pytest
from docx import Document

from metodikk.grunn.feil import BrukFeil
from metodikk.inn.lopetekst import les_tekster
from metodikk.ut import delhtml
from metodikk.ut.side import Boks, Figur, Kolonne, Nokkeltall, Setninger, Tabell
from tests.drift.lite import PNG

T = Tabell("Tallene bak: Barn", (Kolonne("Sone"), Kolonne("Antall", "antall")), (("Nord", 12),), id="t")  # fmt: skip


def _html(mappe, *deler):
    (mappe / "rapport.html").write_text(f"<html><body>{''.join(deler)}</body></html>", "utf-8")
    svar = les_tekster(mappe, "r")
    return svar[["sted", "tekst", "sammenheng"]].values.tolist()


def test_avsnitt_faar_overskriften_over_som_sammenheng(tmp_path):
    assert _html(tmp_path, "<h2>Barn</h2><p>Ett <b>av</b> fem&nbsp;barn.</p><script>var x = 3</script>") == [
        ["overskrift", "Barn", ""], ["avsnitt", "Ett av fem barn.", "Barn"],
    ]  # fmt: skip


def test_alternativ_tekst_faar_figurens_tittel_som_sammenheng(tmp_path):
    figur = delhtml.html(Figur("Barn med vedtak", "Lavest i Nord.", T, id="f"), nummer="Figur 7")

    assert ["alt", "Lavest i Nord.", "Figur 7 Barn med vedtak"] in _html(tmp_path, figur)


@pytest.mark.parametrize(
    ("del_", "tekst", "sammenheng"),
    [
        (Boks("tips", "Barn med vedtak", "Vik 1 har tre.", ("Og to til.",)), "Og to til.", "ℹ Tips: Barn med vedtak"),
        (Nokkeltall((("Barn med vedtak", "3", "i Nord"),)), "3 i Nord", "Barn med vedtak"),
        (Setninger(("Nord har tre.",)), "Nord har tre.", "✔ Dette kan vi si"),
    ],
)  # fmt: skip
def test_hver_del_av_rapporten_leses_med_det_den_handler_om(tmp_path, del_, tekst, sammenheng):
    lest = _html(tmp_path, "<h2>Over</h2>", delhtml.html(del_), "<p>Etter.</p>")

    assert ["avsnitt", tekst, sammenheng] in lest
    assert lest[-1] == ["avsnitt", "Etter.", "Over"]


def test_rene_tall_i_tabeller_er_ikke_tekst_men_en_setning_i_en_celle_er_det(tmp_path):
    tabell = "<table><caption>Barn</caption><tr><th>Sone 1<th>Antall<tr><td>Nord<td>12{}</table>"

    assert [r[0] for r in _html(tmp_path, tabell.format("<td>fint"))] == ["caption"]
    assert ["rad", "Nord: bare 3 barn", "Barn"] in _html(tmp_path, tabell.format("<td>bare 3 barn"))


def test_word_leses_med_overskrift_bildetekst_alternativ_tekst_topptekst_og_egenskaper(tmp_path):
    dok = Document()
    dok.core_properties.title = "Rapport om Nord"
    dok.sections[0].header.paragraphs[0].text = "Topp 3"
    dok.add_heading("Barn", 1)
    dok.add_paragraph("Nord har tre.")
    dok.add_paragraph("Figur 1. Vedtak", style="Caption")
    dok.add_picture(io.BytesIO(base64.b64decode(PNG)))
    dok.inline_shapes[0]._inline.docPr.set("descr", "Lavest i Nord med 3.")
    rader = dok.add_table(2, 2).rows
    rader[0].cells[0].text, rader[1].cells[0].text, rader[1].cells[1].text = "Sone 1", "Nord", "3 barn"  # fmt: skip
    dok.save(str(tmp_path / "rapport.docx"))

    lest = les_tekster(tmp_path)[["sted", "tekst", "sammenheng"]].values.tolist()

    for ventet in (
        ["egenskap", "Rapport om Nord", ""], ["avsnitt", "Topp 3", ""], ["avsnitt", "Nord har tre.", "Barn"],
        ["figurtittel", "Figur 1. Vedtak", ""], ["alt", "Lavest i Nord med 3.", "Figur 1. Vedtak"],
        ["rad", "Nord: 3 barn", "Figur 1. Vedtak"],
    ):  # fmt: skip
        assert ventet in lest
    assert "Sone 1" not in {r[1] for r in lest}


def test_en_wordfil_som_ikke_kan_leses_er_ikke_provd(tmp_path):
    (tmp_path / "rapport.docx").write_bytes(b"halv")

    with pytest.raises(BrukFeil) as e:
        les_tekster(tmp_path)

    assert [f.kode for f in e.value.funn] == ["K849"]


def test_uten_filer_er_det_ingen_tekst(tmp_path):
    assert les_tekster(tmp_path).empty
