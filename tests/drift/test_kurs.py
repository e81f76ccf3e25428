"""Kursmappen: alt legges ut, og en deltakers arbeid blir aldri skrevet over."""

from __future__ import annotations

import json
import socket

import pytest

from metodikk.cli import kjor_kommando
from metodikk.drift import kurs
from metodikk.drift.prosjekt import kursmappe
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog


def test_alle_notatboker_og_fasiter_legges_ut(tmp_path):
    lagt = kurs.legg_ut(tmp_path / "kurset")

    assert len(lagt.nye) == 2 * len(katalog("kurs"))
    assert lagt.beholdt == ()
    for navn in lagt.nye:
        assert (lagt.mappe / navn).read_bytes() == (kursmappe() / navn).read_bytes()


def test_en_notatbok_deltakeren_har_arbeidet_i_roeres_ikke(tmp_path):
    lagt = kurs.legg_ut(tmp_path)
    fil = tmp_path / lagt.nye[0]
    fil.write_text("mitt arbeid", encoding="utf-8")

    igjen = kurs.legg_ut(tmp_path)

    assert fil.read_text(encoding="utf-8") == "mitt arbeid"
    assert (igjen.nye, igjen.beholdt) == ((), (lagt.nye[0],))


def test_en_urort_notatbok_fra_en_eldre_utgave_byttes(tmp_path):
    lagt = kurs.legg_ut(tmp_path)
    navn = lagt.nye[0]
    (tmp_path / navn).write_text("gammel utgave", encoding="utf-8")
    merke = tmp_path / kurs.MERKE
    kjent = json.loads(merke.read_text(encoding="utf-8"))
    kjent[navn] = kurs._avtrykk(b"gammel utgave")
    merke.write_text(json.dumps(kjent), encoding="utf-8")

    assert kurs.legg_ut(tmp_path).nye == (navn,)
    assert (tmp_path / navn).read_bytes() == (kursmappe() / navn).read_bytes()


def test_kurset_legges_ikke_oppaa_en_mappe_med_andre_filer(tmp_path):
    (tmp_path / "prosjekt.toml").write_text("[prosjekt]", encoding="utf-8")

    with pytest.raises(BrukFeil, match="K852"):
        kurs.legg_ut(tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["prosjekt.toml"]


def test_visningen_har_titler_og_ingen_oppgaver(tmp_path):
    filer = kurs.legg_ut_til_visning(tmp_path)

    assert len(filer) == len(katalog("kurs"))
    for fil in filer:
        bok = json.loads(fil.read_text(encoding="utf-8"))
        assert bok["metadata"]["title"] in {d["tittel"] for d in katalog("kurs").values()}
        assert not any("oppgave(" in "".join(c["source"]) for c in bok["cells"])


def test_en_port_som_er_i_bruk_gir_returkode_2_og_forslag(capsys, tmp_path):
    with socket.socket() as opptatt:
        opptatt.bind((kurs.VERT, 0))
        opptatt.listen()
        port = opptatt.getsockname()[1]
        kode = kjor_kommando(["kurs", "--vis", "--ikke-apne", "--port", str(port)])

    assert kode == 2
    feil = capsys.readouterr().err
    assert "K851" in feil
    assert f"Porten {port} er i bruk" in feil


def test_uten_programmene_sies_det_hva_som_skal_installeres(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(kurs, "find_spec", lambda navn: None)

    kode = kjor_kommando(["kurs", str(tmp_path / "k"), "--ikke-apne"])

    assert kode == 2
    feil = capsys.readouterr().err
    assert "K850" in feil
    assert "pip install metodikk[kurs]" in feil
