"""En rapport som lages på nytt, sier hva som er endret siden sist, og den første sier ingenting."""

from __future__ import annotations

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.ut.rapport.endringer import OVERSKRIFT
from tests.drift.lite import les_json

MAL = "kunnskapsgrunnlag"
pytestmark = pytest.mark.treg


@pytest.fixture
def lag(prosjekt, maler):
    def lag_(**valg):
        assert kjor(prosjekt, [MAL], malmappe=maler, **valg).returkode == 0
        return (prosjekt / "ut" / MAL / "rapport.html").read_text(encoding="utf-8")

    return lag_


def _ny_sone(prosjekt):
    fil = prosjekt / "data" / "soner.csv"
    fil.write_text(fil.read_text(encoding="utf-8") + "0099000004;Nes;0099\n", encoding="utf-8")


def test_den_foerste_rapporten_har_ikke_noe_aa_sammenlikne_med(lag):
    assert OVERSKRIFT not in lag()


def test_den_andre_rapporten_sier_hva_som_er_nytt_i_tallene_og_i_rapporten(lag, prosjekt):
    lag()
    _ny_sone(prosjekt)

    html = lag()

    assert OVERSKRIFT in html
    assert "tabellen Soner" in html
    assert "én ny rad («0099000004»)" in html


def test_samme_tall_paa_nytt_sier_at_ingenting_er_endret(lag):
    lag()

    assert "Ingen tall eller rader i rapporten er endret." in lag(paa_nytt=True)


def test_avsnittet_sammenliknes_ikke_med_seg_selv(lag, prosjekt):
    lag()
    _ny_sone(prosjekt)
    lag()

    html = lag(paa_nytt=True)

    assert html.count(f">{OVERSKRIFT}<") >= 1
    assert "Ingen tall eller rader i rapporten er endret." in html
    bok = les_json(prosjekt / "ut" / MAL / "notatbok.ipynb")
    assert sum("endringer" in c["metadata"].get("tags", []) for c in bok["cells"]) == 2


def test_avsnittet_er_med_i_word_og_ikke_en_tabell_i_regnearket(lag, prosjekt):
    from docx import Document
    from openpyxl import load_workbook

    lag()
    _ny_sone(prosjekt)
    lag()

    ut = prosjekt / "ut" / MAL
    assert OVERSKRIFT in [p.text for p in Document(str(ut / "rapport.docx")).paragraphs]
    assert len(load_workbook(ut / "tall.xlsx").sheetnames) == 2


def test_endrede_valg_i_malen_nevnes(lag):
    lag()

    assert "valgene i malen" in lag(valg={"aar": 2023})


def test_en_oedelagt_forrige_rapport_hindrer_ikke_den_nye(lag, prosjekt):
    lag()
    (prosjekt / "ut" / MAL / "notatbok.ipynb").write_text("{", encoding="utf-8")

    assert OVERSKRIFT not in lag(paa_nytt=True)
