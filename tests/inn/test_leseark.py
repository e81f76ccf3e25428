"""Arkene noen har fylt ut leses likt uansett rekkefølge, og det som ikke kan leses, meldes."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from metodikk.grunn.feil import DataFeil
from metodikk.inn.leseark import les_leseark


@pytest.fixture
def les(tmp_path):
    def les(*rader):
        bok = Workbook()
        for rad in rader:
            bok.active.append(rad)
        fil = tmp_path / "lesing" / "undersokelse.xlsx"
        fil.parent.mkdir()
        bok.save(fil)
        return les_leseark(fil)

    return les


def test_kolonnene_finnes_paa_navnet_og_overskriften_kan_ligge_lenger_nede(les):
    linjer = les(
        ["Les dette"], [], ["avgjørelse", "Annet", "NUMMER ", "Skjul disse ordene"],
        ["Godkjenn", "x", "a1", None], [None, "x", 12, " Kari ;; Ola "], [None, None, None, None],
    )  # fmt: skip

    assert [(linje.nummer, linje.avgjorelse, linje.ord, linje.celle) for linje in linjer] == [
        ("a1", "godkjenn", (), "A4"), ("12", "", ("Kari", "Ola"), "A5"),
    ]  # fmt: skip
    assert linjer[0].sted(True) == {"fil": "lesing/undersokelse.xlsx", "ark": "Sheet", "celle": "D4"}  # fmt: skip


@pytest.mark.parametrize("rader", [
    [["Nummer", "Avgjørelse"], ["a1", "godkjenn"]], [["noe annet"]], [["Nummer", "Skjul disse ordene", "Avgjørelse"]],
])  # fmt: skip
def test_et_ark_uten_kolonnene_eller_linjer_meldes(les, rader):
    with pytest.raises(DataFeil, match="K915"):
        les(*rader)


@pytest.mark.parametrize("innhold", [b"", b"tekst", b"PK\x03\x04oedelagt"])
def test_en_fil_som_ikke_kan_aapnes_meldes(tmp_path, innhold):
    fil = tmp_path / "undersokelse.xlsx"
    fil.write_bytes(innhold)

    with pytest.raises(DataFeil, match="K915"):
        les_leseark(fil)
