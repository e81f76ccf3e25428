"""Én test for hver regel om rader."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.arkhjelp import HODE, RADER, bok, csvfil, funnet, koder, les

STATISTIKKBANK = [
    ["07459: Befolkning 1. januar"], [], ["Uttrekk 2025-03-01"], HODE, *RADER, [], ["Kilde: SSB"], [],
    ["Sist endret:"], ["Statistikkbanken, bestilling til kommunen"],
]  # fmt: skip


def test_tittel_over_tabellen_gir_ekte_radnumre(tmp_path):
    fil = bok(tmp_path / "a.xlsx", STATISTIKKBANK[1:], hode=STATISTIKKBANK[0])

    tabell = les(fil)

    assert tabell.celle(0, "Teller") == "C5"
    assert tabell.overskriftsrad == 4
    assert "Befolkning 1. januar" in funnet(fil, "K041").fant


def test_kilde_under_tabellen_er_ikke_data(tmp_path):
    fil = bok(tmp_path / "a.xlsx", STATISTIKKBANK[1:], hode=STATISTIKKBANK[0])

    assert len(les(fil).data) == 3
    assert "«Kilde: SSB»" in funnet(fil, "K042").fant


def test_kode_alene_paa_siste_rad_er_data_og_ikke_fotnote(tmp_path):
    assert len(les(bok(tmp_path / "a.xlsx", [*RADER, ["0099000004"]])).data) == 4


@pytest.mark.parametrize("ord_", ["I alt", "Hele kommunen", "TOTALT", "sum", "I alt "])
def test_sumrad_holdes_utenfor_og_tas_vare_paa(tmp_path, ord_):
    fil = bok(tmp_path / "a.xlsx", [*RADER, [ord_, 2023, 51, 770]])

    tabell = les(fil)

    assert funnet(fil, "K043").alvor is Alvor.ADVARSEL
    assert len(tabell.data) == 3
    assert tabell.sumrader["Teller"].tolist() == [51]


def test_sumrad_i_en_senere_dimensjon_holdes_utenfor(tmp_path):
    fil = csvfil(
        tmp_path / "a.csv",
        "sone;aar;kjønn;antall\n01;2024;kvinner;5\n01;2024;menn;6\n01;2024;Begge kjønn;11\n",
    )

    assert len(les(fil).data) == 2


def test_ordet_sum_i_en_vanlig_tekstkolonne_er_ikke_en_sumrad(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "sone;antall;enhet\n01;5;sum\n02;6;total\n")

    assert len(les(fil).data) == 2


def test_sumrad_som_ikke_stemmer_meldes(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, ["I alt", 2023, 90, 770]])

    funn = funnet(fil, "K047")

    assert (funn.celle, funn.kolonne) == ("C5", "Teller")


def test_sumrad_innenfor_avrunding_meldes_ikke(tmp_path):
    assert koder(bok(tmp_path / "a.xlsx", [*RADER, ["I alt", 2023, 54, 771]])) == ["K043"]


def test_tomme_rader_hoppes_over_og_telles(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "Sone;Antall\n01;5\n\n;\n02;6\n\n")

    assert list(les(fil).rader) == [2, 5]
    assert funnet(fil, "K045").antall == 3


@pytest.mark.parametrize("luke", [[], [[]], [[], []]])
def test_gjentatt_overskrift_er_en_ny_tabell(tmp_path, luke):
    fil = bok(tmp_path / "a.xlsx", [*RADER, *luke, HODE, *RADER])

    tabell = les(fil)

    assert len(tabell.data) == 3
    assert f"rad {5 + len(luke)}" in funnet(fil, "K112").fant


def test_ny_tabell_med_ukjente_kolonner_etter_en_luke_er_en_feil(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, [], ["Tiltak", "Kroner"], ["Åpen hall", 4000]])

    assert funnet(fil, "K112").celle == "A6"


def test_to_tabeller_ved_siden_av_hverandre_er_en_feil(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [[*r, None, *r] for r in RADER], hode=[*HODE, None, *HODE])

    assert les(fil).kolonner == tuple(HODE)
    assert funnet(fil, "K112").celle == "F1"


def test_data_delt_av_en_tom_rad_er_ikke_en_ny_tabell(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, [], *RADER])

    assert len(les(fil).data) == 6
    assert koder(fil) == ["K045"]


@pytest.mark.parametrize("hjelpekolonne", ["#", "Radtype", "radtype "])
def test_eksempelraden_i_skjemaet_leses_ikke_og_gir_ingen_funn(tmp_path, hjelpekolonne):
    rader = [["Eksempel – slettes ikke", *RADER[0]], *[[None, *r] for r in RADER]]
    fil = bok(tmp_path / "a.xlsx", rader, hode=[hjelpekolonne, *HODE])

    tabell = les(fil)

    assert tabell.kolonner == tuple(HODE)
    assert tabell.celle(0, "Sone") == "B3"
    assert tabell.funn == ()


def test_tomt_skjema_er_ikke_fylt_ut_men_stopper_ikke(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [["Eksempel", *RADER[0]]], hode=["#", *HODE])

    assert len(les(fil).data) == 0
    assert funnet(fil, "K003").alvor is Alvor.INFO


def test_ark_uten_overskrift_stopper(tmp_path):
    assert koder(bok(tmp_path / "a.xlsx", [[1, 2, 3], [4, 5, 6]], hode=[7, 8, 9])) == ["K040"]
