"""Kopien viser feilene i cellene, originalen er urørt, og ingenting blir en formel."""

from __future__ import annotations

import hashlib

import pytest
from openpyxl import Workbook, load_workbook

from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Alvor
from metodikk.ut.feilark import skriv_kopier


@pytest.fixture
def fil(tmp_path):
    bok = Workbook()
    bok.active.title = "Tall '23"
    for rad in (["sone", "antall"], [301, "ca. 4"], ["0301", None], [302, -5]):
        bok.active.append(rad)
    bok.save(tmp_path / "levekår.xlsx")
    return tmp_path / "levekår.xlsx"


def feil(kode: str, celle: str, ark: str = "Tall '23", **valg):
    sted = {"fil": valg.pop("fil", "levekår.xlsx"), "ark": ark, "celle": celle, "kolonne": "sone"}
    return funn(kode, sted=sted, kolonne="sone", **valg)


def kopi(fil, *alle):
    (skrevet,) = skriv_kopier(alle, [fil], fil.parent / "kopier")
    return load_workbook(skrevet)


def test_originalen_er_byte_for_byte_den_samme(fil):
    foer = hashlib.sha256(fil.read_bytes()).hexdigest()
    kopi(fil, feil("K301", "B2"))

    assert hashlib.sha256(fil.read_bytes()).hexdigest() == foer


def test_cellen_er_merket_med_symbol_ord_og_merknad_men_verdien_er_uendret(fil):
    celle = kopi(fil, feil("K301", "B2", fant="«ca. 4»"))["Tall '23"]["B2"]

    assert celle.value == "ca. 4"
    assert "✖ Feil" in celle.number_format
    assert "Slik retter du: Skriv tallet uten ord." in celle.comment.text


def test_tall_beholder_verdien_og_faar_plass_med_merket(fil):
    ark = kopi(fil, feil("K318", "B4"))["Tall '23"]

    assert ark["B4"].value == -5
    assert ark.column_dimensions["B"].width >= len("✖ Feil:  -5")


def test_tom_celle_faar_ordene_skrevet_inn(fil):
    assert kopi(fil, feil("K502", "B3"))["Tall '23"]["B3"].value == "✖ Feil: tom celle"


def test_alle_cellene_i_et_omraade_merkes(fil):
    ark = kopi(fil, feil("K206", "A2:A3, A4"))["Tall '23"]

    assert all(ark[c].comment for c in ("A2", "A3", "A4"))


def test_to_funn_i_samme_celle_staar_i_samme_merknad_med_det_verste_merket(fil):
    celle = kopi(fil, feil("K207", "A2", alvor=Alvor.ADVARSEL), feil("K206", "A2"))["Tall '23"][
        "A2"
    ]

    assert "K207" in celle.comment.text
    assert "K206" in celle.comment.text
    assert "✖ Feil" in celle.number_format


def test_feilarket_staar_forst_og_har_lenker_til_cellene(fil):
    bok = kopi(fil, feil("K301", "B2"))
    ark = bok.worksheets[0]

    assert ark.title == "Feil"
    assert ark["D5"].hyperlink.location == "'Tall ''23'!B2"
    assert ark["A1"].value == "Funn i levekår.xlsx"


def test_feilarket_er_en_navngitt_tabell_uten_flettede_celler(fil):
    ark = kopi(fil, feil("K301", "B2"), feil("K206", "A4"))["Feil"]

    assert ark.tables["metodikk_funn"].ref == "A4:L6"
    assert not ark.merged_cells.ranges
    assert [c.value for c in ark[4]][:4] == ["Kode", "Alvor", "Ark", "Celle"]


def test_tekst_som_likner_en_formel_forblir_tekst(tmp_path):
    fil = tmp_path / "ressurser.csv"
    fil.write_text('navn;tall\n=HYPERLINK("http://x");1\n+47;-2\n@SUM(A1);3\n', encoding="utf-8")
    bok = kopi(fil, feil("K301", "B2", ark="", fil="ressurser.csv", fant='=HYPERLINK("http://x")'))

    celler = [c for ark in bok for rad in ark.iter_rows() for c in rad if c.value is not None]
    assert not [c for c in celler if c.data_type == "f"]
    assert bok["ressurser"]["A2"].quotePrefix


@pytest.mark.parametrize("koding", ["utf-8-sig", "cp1252", "utf-16"])
def test_tekstfil_blir_et_ark_med_samme_radnumre_og_riktige_bokstaver(tmp_path, koding):
    fil = tmp_path / "soner.csv"
    fil.write_text('sone;navn\n1;"to\nlinjer"\n3;Ås\n', encoding=koding)
    ark = kopi(fil, feil("K206", "A4", ark="", fil="soner.csv"))["soner"]

    assert (ark["A4"].value, ark["B4"].value) == ("3", "Ås")
    assert ark["A4"].comment


def test_fil_med_fodselsnummer_kopieres_ikke(fil):
    assert skriv_kopier([feil("K601", "B2"), feil("K301", "B2")], [fil], fil.parent / "k") == []


def test_fil_som_bare_har_opplysninger_kopieres_ikke(fil):
    assert skriv_kopier([feil("K503", "")], [fil], fil.parent / "k") == []
    assert not (fil.parent / "k").exists()


def test_fil_som_ikke_kan_aapnes_faar_likevel_et_feilark(tmp_path):
    (tmp_path / "rar.xlsx").write_bytes(b"ikke excel")
    bok = kopi(tmp_path / "rar.xlsx", feil("K009", "", ark="", fil="rar.xlsx"))

    assert bok.sheetnames == ["Feil"]


def test_kommunens_eget_ark_som_heter_feil_blir_staaende(tmp_path):
    bok = Workbook()
    bok.active.title = "Feil"
    bok.save(tmp_path / "a.xlsx")
    merket = kopi(tmp_path / "a.xlsx", feil("K301", "B2", ark="Feil", fil="a.xlsx"))

    assert merket.sheetnames == ["Feil (metodikk)", "Feil"]


def test_filer_med_samme_stamme_faar_hver_sin_kopi(tmp_path):
    for navn in ("soner.csv", "soner.xlsx"):
        (tmp_path / navn).write_text("sone\n1\n", encoding="utf-8")
    alle = [feil("K206", "A2", ark="", fil=n) for n in ("soner.csv", "soner.xlsx")]

    assert (
        len(
            {
                k.name
                for k in skriv_kopier(
                    alle, [tmp_path / "soner.csv", tmp_path / "soner.xlsx"], tmp_path / "k"
                )
            }
        )
        == 2
    )


def test_ark_med_svar_fra_enkeltpersoner_kopieres_ikke(tmp_path):
    bok = Workbook()
    bok.active.title = "Svar"
    bok.active.append(["Respondent", "Runde", "Sone", "Kjønn", "Aldersgruppe", "trygg"])
    bok.active.append(["25-001", 2025, "0099000001", "kvinner", "35–49 år", 99])
    bok.create_sheet("Runder").append(["runde", "modus"])
    bok.save(tmp_path / "undersokelse.xlsx")
    merket = kopi(
        tmp_path / "undersokelse.xlsx", feil("K611", "F2", ark="Svar", fil="undersokelse.xlsx")
    )

    assert merket.sheetnames == ["Feil", "Runder"]
    assert "enkeltpersoner" in merket["Feil"]["A3"].value
    assert merket["Feil"]["D5"].hyperlink is None


def test_svaert_mange_feil_merkes_bare_saa_langt_det_er_plass_og_det_sies(tmp_path):
    fil = tmp_path / "a.csv"
    fil.write_text("sone\n" + "9\n" * 2500, encoding="utf-8")
    merket = kopi(fil, feil("K206", "A2:A2501", ark="", fil="a.csv"))

    assert "Bare de første 2000 cellene" in merket["Feil"]["A3"].value
    assert sum(c.comment is not None for c in merket["a"]["A"]) == 2000
