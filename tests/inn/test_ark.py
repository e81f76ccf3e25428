"""Én test for hver regel om oppbygningen av et Excel-ark."""

from __future__ import annotations

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.inn.arkhjelp import RADER, bok, endre_del, funnet, koder, les

GUL = PatternFill("solid", fgColor="FFFF00")
ROED = PatternFill("solid", fgColor="FF0000")


def test_rent_ark_gir_ingen_funn(tmp_path):
    assert koder(bok(tmp_path / "a.xlsx")) == []


@pytest.mark.parametrize("omraade", ["C1:D1", "A1:A2"])
def test_flettet_overskrift_er_en_feil(tmp_path, omraade):
    assert "K104" in koder(bok(tmp_path / "a.xlsx", endre=lambda ark: ark.merge_cells(omraade)))


def test_overskrift_i_to_nivaaer_er_en_feil(tmp_path):
    def endre(ark):
        ark.insert_rows(1)
        ark["A1"], ark["C1"] = "Område", "2023"
        ark.merge_cells("C1:D1")

    assert funnet(bok(tmp_path / "a.xlsx", endre=endre), "K104").celle == "C1"


def test_flettet_tittel_over_tabellen_er_ikke_en_overskrift_i_to_nivaaer(tmp_path):
    def endre(ark):
        ark.insert_rows(1)
        ark["A1"] = "Barn i lavinntekt"
        ark.merge_cells("A1:D1")

    assert koder(bok(tmp_path / "a.xlsx", endre=endre)) == ["K041"]


def test_flettede_celler_i_data_er_en_feil_og_fylles_ikke_ut(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.merge_cells("A2:A3"))

    assert funnet(fil, "K105").fant == "A2:A3"
    assert les(fil).data["Sone"].tolist() == ["0099000001", None, "0099000003"]


def test_formel_uten_lagret_svar_er_en_feil(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.__setitem__("C3", "=1+1"))

    assert (funnet(fil, "K106").celle, funnet(fil, "K106").antall) == ("C3", 1)


def test_formel_med_lagret_svar_er_i_orden(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.__setitem__("C3", "=1+1"))
    endre_del(fil, "xl/worksheets/sheet1.xml", "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")

    assert koder(fil) == []
    assert les(fil).data["Teller"].tolist() == [12, 2, 31]


def test_formel_som_gir_tom_tekst_er_en_tom_celle(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.__setitem__("C3", "=1+1"))
    endre_del(
        fil,
        "xl/worksheets/sheet1.xml",
        '<c r="C3"><f>1+1</f><v></v>',
        '<c r="C3" t="str"><f>1+1</f><v></v>',
    )

    assert koder(fil) == []


@pytest.mark.parametrize("verdi", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!"])
def test_feilverdi_er_en_feil_med_celle(tmp_path, verdi):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.__setitem__("C3", verdi))

    assert (funnet(fil, "K107").celle, funnet(fil, "K107").fant) == ("C3", f"{verdi} i C3")
    assert les(fil).data.loc[1, "Teller"] is None


def test_norsk_feilverdi_limt_inn_som_tekst_er_en_feil(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: ark.__setitem__("D4", "#I/T"))

    assert funnet(fil, "K107").celle == "D4"


def test_tall_lagret_som_tekst_meldes_i_kolonner_med_tall(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, ["0099000004", 2023, "1 234", 2000]])

    assert (funnet(fil, "K108").celle, funnet(fil, "K108").kolonne) == ("C5", "Teller")


def test_koder_lagret_som_tekst_er_riktig_og_meldes_ikke(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [*RADER, [99000004, 2023, 4, 20]])

    assert koder(fil) == []


def test_skjulte_rader_leses_og_telles(tmp_path):
    def endre(ark):
        ark.row_dimensions[3].hidden = True
        ark.row_dimensions[4].hidden = True

    fil = bok(tmp_path / "a.xlsx", endre=endre)

    assert (funnet(fil, "K109").antall, funnet(fil, "K109").fant) == (2, "2 rader: rad 3–4")
    assert len(les(fil).data) == 3


def test_skjulte_kolonner_meldes(tmp_path):
    fil = bok(
        tmp_path / "a.xlsx", endre=lambda ark: setattr(ark.column_dimensions["D"], "hidden", True)
    )

    assert funnet(fil, "K110").fant == "kolonne D"


def test_enkeltceller_med_farge_meldes(tmp_path):
    fil = bok(tmp_path / "a.xlsx", endre=lambda ark: setattr(ark["C3"], "fill", GUL))

    assert funnet(fil, "K111").fant == "C3"


def test_kolonne_med_ulike_farger_meldes(tmp_path):
    def endre(ark):
        for rad, fyll in ((2, GUL), (3, GUL), (4, ROED)):
            ark.cell(rad, 4).fill = fyll

    assert funnet(bok(tmp_path / "a.xlsx", endre=endre), "K111").fant == "D4"


def test_striper_hele_kolonner_og_farget_overskrift_er_pynt(tmp_path):
    def endre(ark):
        for rad in range(1, 9):
            for kolonne in range(1, 5):
                if rad % 2 or kolonne == 2:
                    ark.cell(rad, kolonne).fill = GUL

    rader = [[f"009900000{i}", 2023, i, 50] for i in range(1, 8)]

    assert koder(bok(tmp_path / "a.xlsx", rader, endre=endre)) == []


def test_merknader_paa_data_meldes_men_ikke_paa_overskriften(tmp_path):
    def endre(ark):
        ark["A1"].comment = Comment("Sonekoden", "x")
        ark["C3"].comment = Comment("Foreløpig tall", "x")

    assert funnet(bok(tmp_path / "a.xlsx", endre=endre), "K116").fant == "C3"
