"""De tomme skjemaene vi lager, leses av den samme koden som kommunens egne filer."""

from __future__ import annotations

import openpyxl
import pytest

from metodikk.grunn.skjema import skjema, tabeller
from metodikk.inn.filer import les_tabell
from metodikk.inn.kolonnekart import ventede_navn
from metodikk.ut.skjemaark import skriv_skjema


def fyll(fil, rad):
    bok = openpyxl.load_workbook(fil)
    bok.worksheets[0].append([None, *rad])
    bok.save(fil)


@pytest.mark.parametrize("tabell", tabeller())
def test_utfylt_skjema_leses_uten_funn_og_uten_eksempelraden(tmp_path, tabell):
    fil = skriv_skjema(tabell, tmp_path / f"{tabell}.xlsx")
    felt = skjema(tabell).felt.values()
    fyll(fil, [f.eksempel for f in felt])

    lest = les_tabell(fil, ventede=ventede_navn(skjema(tabell)))

    assert len(lest.data) == 1
    assert lest.funn == ()
    assert lest.celle(0, lest.kolonner[0]) == "B3"


@pytest.mark.parametrize("tabell", tabeller())
def test_tomt_skjema_er_en_tom_tabell_og_ingen_stopp(tmp_path, tabell):
    fil = skriv_skjema(tabell, tmp_path / f"{tabell}.xlsx")

    lest = les_tabell(fil, ventede=ventede_navn(skjema(tabell)))

    assert len(lest.data) == 0
    assert [f.kode for f in lest.funn] == ["K003"]
