"""Skjemaene kan fylles ut og leses tilbake, og eksempelraden blir aldri data."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from metodikk.grunn.skjema import skjema, tabeller
from metodikk.inn.filer import les_tabell
from metodikk.inn.kolonnekart import kartlegg, ventede_navn
from metodikk.inn.kontroll import les_prosjektdata
from metodikk.ut.skjemaark import kolonnetittel, skriv_skjema


@pytest.fixture(scope="module")
def skjemaer(tmp_path_factory):
    mappe = tmp_path_factory.mktemp("skjema")
    return {t: skriv_skjema(t, mappe / f"{t}.xlsx") for t in tabeller()}


@pytest.mark.parametrize("tabell", tabeller())
def test_alle_kolonnene_kjennes_igjen_av_leseren(skjemaer, tabell):
    s = skjema(tabell)
    lest = les_tabell(skjemaer[tabell], ventede=ventede_navn(s))

    assert list(kartlegg(s, lest.kolonner).kolonner) == list(s.felt)
    assert kartlegg(s, lest.kolonner).tvetydige == {}


@pytest.mark.parametrize("tabell", tabeller())
def test_eksempelraden_er_ikke_data(skjemaer, tabell):
    assert len(les_tabell(skjemaer[tabell], ventede=ventede_navn(skjema(tabell))).data) == 0


@pytest.mark.parametrize("tabell", tabeller())
def test_kodekolonnene_er_tekst_saa_nuller_foran_blir_staaende(skjemaer, tabell):
    ark = load_workbook(skjemaer[tabell]).worksheets[0]
    for kolonne, felt in zip(list(ark.columns)[1:], skjema(tabell).felt.values(), strict=True):
        if felt.type == "kode":
            assert ark.column_dimensions[kolonne[0].column_letter].number_format == "@"
            assert kolonne[1].number_format == "@"


@pytest.mark.parametrize("tabell", tabeller())
def test_nedtrekkene_peker_paa_valgene(skjemaer, tabell):
    bok = load_workbook(skjemaer[tabell])
    lister = [v for v in bok.worksheets[0].data_validations.dataValidation if v.type == "list"]
    faste = [f for f in skjema(tabell).felt.values() if f.type in ("valg", "ja_nei")]

    assert len(lister) == len(faste)
    for regel, felt in zip(lister, faste, strict=True):
        omraade = bok["Valg"][regel.formula1.split("!")[1].replace("$", "")]
        assert [c[0].value for c in omraade] == list(felt.valg or ("ja", "nei"))


@pytest.mark.parametrize("tabell", tabeller())
def test_arkene_er_tilgjengelige(skjemaer, tabell):
    bok = load_workbook(skjemaer[tabell])
    forklaring = bok["Forklaring"]

    assert bok.properties.title == f"Skjema: {skjema(tabell).tittel}"
    assert bok.properties.language == "nb-NO"
    assert not any(ark.merged_cells.ranges for ark in bok)
    assert len(bok.worksheets[0].tables) == 1
    assert [c.value for c in forklaring["A"]][4:] == [kolonnetittel(f) for f in skjema(tabell).felt]


def test_veiledningen_faar_plass_i_excel(skjemaer):
    for fil in skjemaer.values():
        for regel in load_workbook(fil).worksheets[0].data_validations.dataValidation:
            assert len(regel.prompt) <= 255
            assert len(regel.promptTitle) <= 32


def test_utfylt_skjema_kommer_tilbake_som_data_og_tomt_skjema_som_ingenting(tmp_path):
    for tabell in ("soner", "befolkning"):
        skriv_skjema(tabell, tmp_path / f"{tabell}.xlsx")
    bok = load_workbook(tmp_path / "soner.xlsx")
    bok.worksheets[0].append([None, "0099000001", "Vik", "0099", None])
    bok.save(tmp_path / "soner.xlsx")
    data = les_prosjektdata(tmp_path, kommune="0099", i_aar=2026)

    assert data.tabeller["soner"]["sone"].tolist() == ["0099000001"]
    assert list(data.tabeller) == ["soner"]
    assert not [f for f in data.funn if f.alvor.hindrer]
