"""Å skrive en rapport i alle formatene tar høyst ett sekund, og en figur høyst 0,15. Krever rolig maskin."""

from __future__ import annotations

import pytest

import metodikk as mk
from metodikk.ut.rapport import docx, geopakke, html, les, xlsx
from tests.ut.klart import SONENAVN, hel_notatbok, klar, serie, sonetall

pytestmark = pytest.mark.ytelse
FIGURER = {
    "utvikling": lambda: mk.figurer.utvikling(klar(serie()), tittel="T", brudd={2019: "Ny"}),
    "intervaller": lambda: mk.figurer.intervaller(klar(sonetall()), tittel="T", navn=SONENAVN),
}


def test_alle_formatene_skrives_paa_hoyst_ett_sekund(benchmark, tmp_path):
    rapport = les.les(hel_notatbok(), mal="kunnskapsgrunnlag")

    def skriv():
        for skriver, navn in (
            (html, "r.html"),
            (docx, "r.docx"),
            (xlsx, "t.xlsx"),
            (geopakke, "k.gpkg"),
        ):
            skriver.skriv(rapport, tmp_path / navn)

    benchmark.pedantic(skriv, rounds=5, warmup_rounds=1)

    assert benchmark.stats.stats.min <= 1.0


@pytest.mark.parametrize("navn", FIGURER)
def test_tiden_det_tar_aa_tegne_en_figur(benchmark, navn):
    benchmark.pedantic(FIGURER[navn], rounds=7, warmup_rounds=1)
