"""«metodikk revider»: leser det som er lagt fram, finner en plantet lekkasje og navngir cellen."""

from __future__ import annotations

import json
import shutil

import pytest
from openpyxl import Workbook, load_workbook

from metodikk.cli import kjor_kommando
from metodikk.drift.kjoring import kjor
from metodikk.drift.ny import lag_prosjekt as nytt_prosjekt
from metodikk.inn.publisert import les_publisert
from tests.drift.lite import lag_prosjekt

RADER = [("Nord <b>", ":"), ("Sør", ":"), ("Øst", 30), ("I alt", 52)]


def _legg_fram(prosjekt, rader=RADER, rapport="prove"):
    bok = Workbook()
    bok.active.title = "Innhold"
    ark = bok.create_sheet("Tabell 1")
    for rad in (("Tabell 1. Barn med vedtak, 2024",), ("Arket har én tabell.",), ("Tilbake",),
                ("Sone", "Antall"), *rader):  # fmt: skip
        ark.append(rad)
    (prosjekt / "ut" / rapport).mkdir(parents=True, exist_ok=True)
    bok.save(prosjekt / "ut" / rapport / "tall.xlsx")


@pytest.fixture
def prosjekt(tmp_path):
    rot = lag_prosjekt(tmp_path / "prosjekt")
    _legg_fram(rot)
    return rot


def _revider(capsys, *argumenter):
    kode = kjor_kommando(["revider", *(str(a) for a in argumenter), "--json"])
    return kode, json.loads(capsys.readouterr().out)


def test_uten_lekkasje_er_returkoden_null_og_rapporten_skrevet(prosjekt, capsys):
    kode, svar = _revider(capsys, prosjekt)

    assert (kode, svar["skjult"], svar["kan_regnes_ut"]) == (0, 2, 0)
    assert "Ingen skjulte tall" in (prosjekt / "ut/revisjon/revisjon.html").read_text("utf-8")


def test_en_sekundaer_celle_som_vises_gir_returkode_fire_og_navnet_paa_cellen(prosjekt, capsys):
    fil = prosjekt / "ut/prove/tall.xlsx"
    bok = load_workbook(fil)
    bok["Tabell 1"]["B6"] = 20
    bok.save(fil)

    kode, svar = _revider(capsys, prosjekt)
    aapen = [f for f in svar["funn"] if f["kode"] == "K841"]

    assert kode == svar["returkode"] == 4
    assert [(f["fil"], f["ark"], f["celle"]) for f in aapen] == [
        ("ut/prove/tall.xlsx", "Tabell 1", "B5")
    ]
    assert "prove, Tabell 1, B6" in aapen[0]["fant"]


def test_samme_tall_vist_i_en_annen_rapport_blir_funnet(prosjekt, capsys):
    _legg_fram(prosjekt, [("Sør", 20)], "annen")

    assert _revider(capsys, prosjekt)[0] == 4


def test_en_tidligere_utgave_som_viser_tallet_blir_funnet(prosjekt, tmp_path, capsys):
    _legg_fram(tmp_path / "gammel", [("Sør", 20), ("Øst", 30)])

    assert _revider(capsys, prosjekt)[0] == 0
    assert _revider(capsys, prosjekt, "--mot", tmp_path / "gammel")[0] == 4


def test_det_som_var_slaatt_sammen_i_den_tidligere_utgaven_hentes_fra_kvitteringen(
    prosjekt, tmp_path, capsys
):
    _legg_fram(prosjekt, [("Vik 2", ":"), ("Vik 3", 20)])
    _legg_fram(tmp_path / "gammel", [("Vik 2 og 3", 23)])
    assert _revider(capsys, prosjekt, "--mot", tmp_path / "gammel")[0] == 0

    slaatt = {"sammenslaaing": {"soner": {"Vik 2 og 3": ["0099000002", "0099000003"]}}}
    (tmp_path / "gammel/ut/prove/kvittering.json").write_text(json.dumps(slaatt), "utf-8")

    assert _revider(capsys, prosjekt, "--mot", tmp_path / "gammel")[0] == 4


def test_det_som_var_skjult_i_den_tidligere_utgaven_er_felt_naar_den_nye_viser_summen(
    prosjekt, tmp_path, capsys
):
    _legg_fram(prosjekt, [("I alt", 52)])
    _legg_fram(tmp_path / "gammel", [("Nord", ":"), ("Sør", 20), ("Øst", 30), ("I alt", ":")])

    kode, svar = _revider(capsys, prosjekt, "--mot", tmp_path / "gammel")

    assert (kode, svar["skjult"], svar["kan_regnes_ut"]) == (4, 0, 1)
    assert svar["funn"][0]["fil"] == "tidligere utgave: prove/tall.xlsx"
    assert 'id="bredder"' not in (prosjekt / "ut/revisjon/revisjon.html").read_text("utf-8")


def test_et_tall_som_bare_vises_paa_nettsiden_blir_funnet(prosjekt, capsys):
    tabell = "<table><caption>Tabell 1 Barn med vedtak, 2024</caption><tr><th>Sone<th>Antall<tr><td>Sør<td>20</table>"
    (prosjekt / "ut/prove/rapport.html").write_text(tabell, encoding="utf-8")

    kode, svar = _revider(capsys, prosjekt)

    assert kode == 4
    assert any("prove, rapport.html, Tabell 1, rad 1, Antall" in f["fant"] for f in svar["funn"])


def test_rapporten_viser_bredden_paa_intervallet_for_hvert_skjult_tall(prosjekt, capsys):
    _revider(capsys, prosjekt)
    side = (prosjekt / "ut/revisjon/revisjon.html").read_text("utf-8")

    assert side.count('<td>vernet</td><td class="tall">22</td>') == 2


def test_rapporten_roemmer_det_den_viser_og_skriver_ikke_verdien(prosjekt, capsys):
    _legg_fram(prosjekt, [("Nord <b>", ":"), ("Sør", 20), ("Øst", 301), ("I alt", 3458)])

    _revider(capsys, prosjekt)
    side = (prosjekt / "ut/revisjon/revisjon.html").read_text("utf-8")

    assert "Nord &lt;b&gt;" in side
    assert "3137" not in side


def test_uten_rapporter_faar_brukeren_vite_hva_som_maa_gjoeres(tmp_path, capsys):
    kode, svar = _revider(capsys, lag_prosjekt(tmp_path / "tomt"))

    assert (kode, [f["kode"] for f in svar["funn"]]) == (2, ["K844"])


def test_siste_linje_sier_hva_som_er_neste_steg(prosjekt, capsys):
    kjor_kommando(["revider", str(prosjekt)])

    assert "Neste steg: rapportene kan sendes ut" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.treg
def test_rapportene_om_eksempelvik_holder_for_revisjonen_til_noe_skjult_vises(tmp_path, capsys):
    rot = tmp_path / "eksempelvik"
    nytt_prosjekt(rot, eksempel=True)
    kjor(rot, jobber=1)
    celler = les_publisert(rot / "ut")

    assert _revider(capsys, rot)[0] == 0

    skjult = celler[(celler["symbol"] == ":") & celler["slag"].str.startswith("per ")].iloc[0]
    shutil.copytree(rot / "ut" / skjult["rapport"], rot / "ut" / "kopi")
    bok = load_workbook(rot / "ut/kopi/tall.xlsx")
    bok[skjult["ark"]][skjult["celle"]] = 1.5
    bok.save(rot / "ut/kopi/tall.xlsx")
    kode, svar = _revider(capsys, rot)

    assert kode == 4
    assert skjult["celle"] in {f["celle"] for f in svar["funn"] if f["kode"] == "K841"}
