"""Én test for hver regel om kolonner."""

from __future__ import annotations

from tests.inn.arkhjelp import HODE, RADER, bok, csvfil, funnet, koder, les


def test_like_kolonnenavn_er_en_feil_og_faar_aldri_nummer(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [[*r, 1] for r in RADER], hode=[*HODE, "teller "])

    assert les(fil).kolonner == tuple(HODE)
    assert funnet(fil, "K046").fant == "kolonne C og E"


def test_to_nivaaer_i_en_tekstfil_gir_en_melding_om_to_nivaaer(tmp_path):
    fil = csvfil(tmp_path / "a.csv", ";2023;;2024;\nSone;Teller;Nevner;Teller;Nevner\n01;1;9;2;8\n")

    assert [k for k in koder(fil) if k in ("K046", "K104")] == ["K104"]


def test_kolonne_uten_navn_men_med_innhold_meldes(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [[*r, None, "notat"] for r in RADER])

    assert les(fil).kolonner == tuple(HODE)
    assert funnet(fil, "K044").celle == "F1"


def test_indekskolonne_fra_andre_programmer_hoppes_over(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "Unnamed: 0,Sone,Antall\n0,01,4\n1,02,5\n")

    assert les(fil).kolonner == ("Sone", "Antall")
    assert funnet(fil, "K045").celle == "A1"


def test_usynlige_tegn_i_kolonnenavn_fjernes(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "\u200bSone\u00a0;  Antall\n01;4\n")

    assert les(fil).kolonner == ("Sone", "Antall")


def test_aarstall_som_kolonnenavn_blir_tekst(tmp_path):
    fil = bok(tmp_path / "a.xlsx", [["01", 3, 4], ["02", 5, 6]], hode=["Sone", 2023, 2024.0])

    assert les(fil).kolonner == ("Sone", "2023", "2024")
