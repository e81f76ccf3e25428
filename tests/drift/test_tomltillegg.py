"""Sammenslåingen legges til i prosjekt.toml, og alt annet i filen står ordrett som før."""

from __future__ import annotations

import codecs
import tomllib

import pytest

from metodikk.drift import tomltillegg
from metodikk.drift.ny import prosjektfil
from metodikk.drift.oppsett import les_oppsett
from metodikk.drift.tomltillegg import legg_til, med_gruppe
from metodikk.grunn.feil import BrukFeil
from tests.conftest import ROT
from tests.drift.lite import PROSJEKT

DELER = ["0099000002", "0099000003"]
EKSEMPEL = (ROT / "data/sample/eksempelvik/prosjekt.toml").read_text("utf-8")
MAATER = {
    "uten delen": PROSJEKT,
    "uten siste linjeskift": PROSJEKT.rstrip(),
    "ny prosjektfil": prosjektfil(),
    "eksemplet": EKSEMPEL,
    "overskrift": PROSJEKT + '[sammenslaaing.soner]\n# kommentar\n"A" = ["1", "2"]  # hvorfor\n',
    "overskrift til slutt": PROSJEKT + "[sammenslaaing.soner]",
    "overskrift med kommentar": PROSJEKT + "[ sammenslaaing . soner ] # våre\n\n[filer]\n",
    "tom del": PROSJEKT + "[sammenslaaing]\n\n[filer]\n",
    "på én linje": PROSJEKT + '[sammenslaaing]\nsoner = { "A" = ["1", "2"] }\n[filer]\n',
    "tom på én linje": PROSJEKT + "[sammenslaaing]\nsoner = {}\n",
    "andre del på én linje": PROSJEKT + '[sammenslaaing]\naldersgrupper = { "A" = ["1", "2"] }\n',
    "alt på én linje": 'sammenslaaing = { soner = { "A" = ["1", "2"] } }\n' + PROSJEKT,
    "alt tomt på én linje": "sammenslaaing = {}\n" + PROSJEKT,
    "med punktum": PROSJEKT + '[sammenslaaing]\nsoner."A" = ["1", "2"]\n',
    "med punktum øverst": 'sammenslaaing.soner."A" = ["1", "2"]\n' + PROSJEKT,
    "det samme i en kommentar": "# [sammenslaaing.soner]\n# soner = {\n" + PROSJEKT,
    "det samme i en tekst": PROSJEKT + '[indikator.x]\nnavn = """\n[sammenslaaing.soner]\nsoner = {\n"""\n',
}  # fmt: skip


@pytest.mark.parametrize("maate", MAATER)
@pytest.mark.parametrize("skift", ["\n", "\r\n"])
def test_resten_av_filen_er_ordrett_som_foer_og_gruppen_er_lagt_til(maate, skift):
    tekst = MAATER[maate].replace("\n", skift)
    foer = tomllib.loads(tekst)

    ny = med_gruppe(tekst, "soner", "Øst og vest", DELER)

    etter = tomllib.loads(ny)
    assert etter["sammenslaaing"]["soner"].pop("Øst og vest") == DELER
    for d in (foer, etter):  # en tom del er det samme som ingen
        d["sammenslaaing"] = {k: v for k, v in d.get("sammenslaaing", {}).items() if v}
    assert etter == foer
    lengde = len(ny) - len(tekst)
    assert any(ny[:i] + ny[i + lengde :] == tekst for i in range(len(tekst) + 1))
    assert ny.count("\n") == 0 or skift == "\n" or ny.count("\r\n") == ny.count("\n")


def test_to_grupper_etter_hverandre():
    tekst = med_gruppe(EKSEMPEL, "soner", "A", ["1", "2"])
    tekst = med_gruppe(tekst, "soner", "B", ["3", "4"])
    tekst = med_gruppe(tekst, "aldersgrupper", "C", ["5", "6"])

    assert tomllib.loads(tekst)["sammenslaaing"] == {
        "soner": {"A": ["1", "2"], "B": ["3", "4"]}, "aldersgrupper": {"C": ["5", "6"]},
    }  # fmt: skip
    assert tekst.startswith(EKSEMPEL)


def test_tegn_som_betyr_noe_i_filen_skrives_riktig():
    navn = 'Gata "Nord" \\ Sør {1} # ]'

    ny = med_gruppe(PROSJEKT, "soner", navn, DELER)

    assert tomllib.loads(ny)["sammenslaaing"]["soner"] == {navn: DELER}


@pytest.mark.parametrize(
    "koding", [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE)]
)
def test_tegnsettet_beholdes_og_filen_leses_etterpaa(tmp_path, koding):
    navn, merke = koding
    fil = tmp_path / "prosjekt.toml"
    fil.write_bytes(merke + PROSJEKT.encode(navn))
    fil.chmod(0o640)

    legg_til(fil, "soner", "Øst", DELER)

    assert fil.read_bytes().startswith(merke + PROSJEKT.encode(navn))
    assert dict(les_oppsett(fil).sammenslaaing["soner"]) == {"Øst": tuple(DELER)}
    assert fil.stat().st_mode & 0o777 == 0o640
    assert [f.name for f in tmp_path.iterdir()] == ["prosjekt.toml"]


def test_en_gruppe_som_finnes_fra_foer_roeres_ikke(tmp_path):
    fil = tmp_path / "prosjekt.toml"
    fil.write_text(PROSJEKT + '[sammenslaaing.soner]\n"Øst" = ["1", "2"]\n', encoding="utf-8")
    foer = fil.read_bytes()

    with pytest.raises(BrukFeil, match="K823"):
        legg_til(fil, "soner", "Øst", DELER)
    assert fil.read_bytes() == foer


def test_gaar_noe_galt_underveis_staar_den_gamle_filen(tmp_path, monkeypatch):
    fil = tmp_path / "prosjekt.toml"
    fil.write_text(PROSJEKT, encoding="utf-8")

    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tomltillegg.os, "fsync", full_disk)
    with pytest.raises(BrukFeil, match="K833"):
        legg_til(fil, "soner", "Øst", DELER)

    assert fil.read_text("utf-8") == PROSJEKT
    assert [f.name for f in tmp_path.iterdir()] == ["prosjekt.toml"]


@pytest.mark.parametrize("maate", MAATER)
def test_antall_aar_kan_staa_paa_alle_maatene(maate):
    ny = med_gruppe(MAATER[maate], "aar", "anmeldt_vold", 2)

    assert tomllib.loads(ny)["sammenslaaing"].pop("aar") == {"anmeldt_vold": 2}


@pytest.mark.parametrize("skrevet", [
    "[sammenslaaing.aar]\nanmeldt_vold = 2  # vedtatt i mai\n",
    '[sammenslaaing]\naar = { unge_utenfor = 2, "anmeldt_vold" = 2 }\n',
    "[sammenslaaing]\naar.anmeldt_vold=2\n",
    "[sammenslaaing.aar]\n# anmeldt_vold = 2\nikke_anmeldt_vold = 2\nanmeldt_vold = 2\n",
])  # fmt: skip
def test_et_antall_aar_som_staar_der_byttes_ut(skrevet):
    tekst = PROSJEKT + skrevet

    ny = med_gruppe(tekst, "aar", "anmeldt_vold", 3)

    assert len(ny) == len(tekst)
    assert sum(a != b for a, b in zip(ny, tekst, strict=True)) == 1
    foer, etter = (tomllib.loads(t)["sammenslaaing"]["aar"] for t in (tekst, ny))
    assert etter == {**foer, "anmeldt_vold": 3}


def test_det_samme_antallet_endrer_ingenting():
    tekst = PROSJEKT + "[sammenslaaing.aar]\nanmeldt_vold = 3\n"

    assert med_gruppe(tekst, "aar", "anmeldt_vold", 3) == tekst
