from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest
import xlwt

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Alvor
from tests.inn.arkhjelp import bok, csvfil, endre_del, funnet, koder, legg_til_del, les


def test_fil_som_ikke_finnes_stopper(tmp_path):
    assert funnet(tmp_path / "borte.xlsx", "K001").alvor is Alvor.STOPP


@pytest.mark.parametrize("innhold", [b"", b"\xef\xbb\xbf", b"\n\n  \r\n", b"\xff\xfe"])
def test_tom_fil_stopper(tmp_path, innhold):
    (tmp_path / "tom.csv").write_bytes(innhold)

    assert koder(tmp_path / "tom.csv") == ["K002"]


def test_tom_arbeidsbok_stopper(tmp_path):
    assert koder(bok(tmp_path / "a.xlsx", [], hode=[None])) == ["K002"]


@pytest.mark.parametrize(
    "lag", [lambda p: csvfil(p / "a.csv", "Sone;Antall\n"), lambda p: bok(p / "a.xlsx", [])]
)
def test_bare_overskrift_stopper(tmp_path, lag):
    funn = funnet(lag(tmp_path), "K003")

    assert funn.alvor is Alvor.STOPP
    assert "rad 1" in funn.fant


@pytest.mark.parametrize("laas", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_laasefil_ved_siden_av_sier_at_filen_er_aapen(tmp_path, laas):
    fil = bok(tmp_path / "a.xlsx")
    (tmp_path / laas).write_bytes(b"x")

    assert laas in funnet(fil, "K004").slik_retter_du


def test_selve_laasefilen_leses_ikke(tmp_path):
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Kari")

    assert koder(tmp_path / "~$a.xlsx") == ["K004"]


def test_mappe_i_stedet_for_fil_er_en_feil(tmp_path):
    (tmp_path / "a.xlsx").mkdir()

    assert koder(tmp_path / "a.xlsx") == ["K005"]


def test_for_langt_filnavn_er_en_feil_og_ikke_et_krasj(tmp_path):
    assert koder(tmp_path / ("å" * 300 + ".xlsx")) == ["K005"]


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="root og Windows har alltid lesetilgang"
)
def test_fil_uten_lesetilgang_er_en_feil(tmp_path):
    fil = bok(tmp_path / "a.xlsx")
    fil.chmod(0)

    assert koder(fil) == ["K005"]


def test_fil_fylt_med_nuller_er_ikke_hentet_ned(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"\0" * 9000)

    assert koder(tmp_path / "a.xlsx") == ["K009"]


def test_ekte_xls_ber_om_aa_lagre_paa_nytt(tmp_path):
    wb = xlwt.Workbook()
    wb.add_sheet("Tall").write(0, 0, "Sone")
    wb.save(str(tmp_path / "a.xls"))

    assert ".xlsx" in funnet(tmp_path / "a.xls", "K006").slik_retter_du


@pytest.mark.parametrize("navn", ["a.xls", "a.xlsb", "a.csv", "a.dat"])
def test_ekte_xlsx_med_annen_endelse_leses_med_opplysning(tmp_path, navn):
    fil = bok(tmp_path / "b.xlsx").rename(tmp_path / navn)

    tabell = les(fil)

    assert tabell.data.shape == (3, 4)
    assert [f.kode for f in tabell.funn] == ["K010"]


def test_csv_som_heter_xlsx_leses_som_tekst(tmp_path):
    tabell = les(csvfil(tmp_path / "a.xlsx", "Sone;Antall\n01;3\n"))

    assert tabell.data.values.tolist() == [["01", "3"]]
    assert [f.kode for f in tabell.funn] == ["K010"]


@pytest.mark.parametrize(
    "innhold",
    ["<html><table>", "\n <!DOCTYPE html>", "<table><tr>", "<?xml version='1.0'?>\n<html>"],
)
def test_nettside_som_heter_xlsx_er_en_feil(tmp_path, innhold):
    assert koder(csvfil(tmp_path / "a.xlsx", innhold)) == ["K008"]


@pytest.mark.parametrize(
    ("navn", "innhold", "kode"),
    [("a.csv.gz", b"\x1f\x8b\x08", "K014"), ("a.pdf", b"%PDF-1.7", "K006"), ("a.json", b'[{"a": 1}]', "K006"),
     ("a.parquet", b"PAR1xx", "K006"), ("a.xml", b"<?xml version='1.0'?><a/>", "K006")],
)  # fmt: skip
def test_andre_formater_navngis(tmp_path, navn, innhold, kode):
    (tmp_path / navn).write_bytes(innhold)

    assert koder(tmp_path / navn) == [kode]


@pytest.mark.parametrize(
    ("deler", "kode"),
    [(["tall.csv"], "K014"), (["xl/workbook.bin", "[Content_Types].xml"], "K006"), (["mimetype", "content.xml"], "K006"),
     (["word/document.xml", "[Content_Types].xml"], "K006")],
)  # fmt: skip
def test_andre_pakker_navngis(tmp_path, deler, kode):
    for del_ in deler:
        with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as pakke:
            pakke.writestr(del_, "x")

    assert koder(tmp_path / "a.xlsx") == [kode]


def test_passordbeskyttet_arbeidsbok_er_en_feil(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(ole)

    assert koder(tmp_path / "a.xlsx") == ["K007"]


@pytest.mark.parametrize("andel", [0.3, 0.6, 0.95])
def test_avkortet_arbeidsbok_er_skadet(tmp_path, andel):
    fil = bok(tmp_path / "a.xlsx")
    fil.write_bytes(fil.read_bytes()[: int(fil.stat().st_size * andel)])

    assert koder(fil) == ["K009"]


def test_odelagt_innhold_i_arket_er_skadet(tmp_path):
    fil = bok(tmp_path / "a.xlsx")
    raa = bytearray(fil.read_bytes())
    raa[raa.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF
    fil.write_bytes(bytes(raa))

    assert koder(fil) == ["K009"]


@pytest.mark.parametrize(
    "navn", ["Levekår på Østsiden 2025.xlsx", "a b\u00a0c.xlsx", "x" * 120 + ".xlsx"]
)
def test_filnavn_med_aeoeaa_og_mellomrom_leses(tmp_path, navn):
    mappe = tmp_path / "Områdesatsing – tall"
    mappe.mkdir()

    assert les(bok(mappe / navn)).data.shape == (3, 4)


def test_pakke_som_vokser_for_mye_stopper(tmp_path):
    fil = bok(tmp_path / "a.xlsx")
    legg_til_del(fil, "xl/worksheets/bombe.xml", b"0" * (30 << 20))

    assert koder(fil) == ["K011"]


def test_for_stor_pakke_stopper(tmp_path, monkeypatch):
    monkeypatch.setitem(katalog("lesing")["grenser"], "utpakket_mb", 0)

    assert koder(bok(tmp_path / "a.xlsx")) == ["K011"]


def test_for_stor_fil_er_en_feil(tmp_path, monkeypatch):
    monkeypatch.setitem(katalog("lesing")["grenser"], "filstorrelse_mb", 0)

    assert koder(bok(tmp_path / "a.xlsx")) == ["K013"]


@pytest.mark.parametrize("del_", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_xml_med_egne_definisjoner_stopper(tmp_path, del_):
    fil = bok(tmp_path / "a.xlsx")
    rot = {"xl/workbook.xml": "<workbook", "xl/styles.xml": "<styleSheet"}.get(del_, "<worksheet")
    endre_del(fil, del_, rot, f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{rot}')

    assert koder(fil) == ["K012"]


def test_originalfilen_endres_aldri(tmp_path):
    fil = bok(tmp_path / "a.xlsx")
    kopi = shutil.copy(fil, tmp_path / "kopi.xlsx")

    les(fil)

    assert fil.read_bytes() == Path(kopi).read_bytes()


def test_flere_funn_paa_filen_kommer_med_naar_lesingen_stopper(tmp_path):
    fil = csvfil(tmp_path / "a.xlsx", "Sone;Antall\n")

    with pytest.raises(DataFeil) as feil:
        les(fil)

    assert [f.kode for f in feil.value.funn] == ["K010", "K003"]
