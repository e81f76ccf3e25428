"""Svarfiler og leseark: bare det som er klarert skrives, aldri formler, og det samme gir den samme filen."""

from __future__ import annotations

import pandas as pd
import pytest
from openpyxl import load_workbook

from metodikk.metoder.prikking import AVGJORELSER, klarer_svarfil, til_lesing
from metodikk.ut import svarark

DATA = pd.DataFrame(
    {"sone": "1", "trygg": [1.0, 2, 3, 4, None], "fritt": ["=1+1", "@a", "-b", "bra", "\x07pip"]}
)


@pytest.fixture
def klart():
    return klarer_svarfil(DATA, nokler=["sone"], fritekst=["fritt"])


def _skriv(klart, fil):
    return svarark.skriv_svarfil(
        klart, fil, tittel="Svar", sporsmaal=pd.DataFrame({"spørsmål": ["trygg"]}),
        om=[("Vern", "=Minst 5")],
    )  # fmt: skip


def test_bare_klarerte_svar_kan_skrives(tmp_path):
    with pytest.raises(TypeError, match="klarerte"):
        _skriv(DATA, tmp_path / "svar.xlsx")
    assert not (tmp_path / "svar.xlsx").exists()


def test_tekst_er_aldri_en_formel_og_tall_er_tall(klart, tmp_path):
    bok = load_workbook(_skriv(klart, tmp_path / "svar.xlsx"))

    assert bok.sheetnames == ["Svar", "Spørsmål", "Om filen"]
    celler = [c for ark in bok for rad in ark.iter_rows() for c in rad if c.value is not None]
    assert {c.data_type for c in celler} == {"s", "n"}
    assert {c.value for c in celler if str(c.value)[:1] in "=@-"} == {"=1+1", "@a", "-b", "=Minst 5"}  # fmt: skip
    assert all(c.quotePrefix for c in celler if str(c.value)[:1] in "=@-")
    assert {c.value for c in bok["Svar"]["B"]} == {"trygg", 1, 2, 3, 4, None}


def test_det_samme_gir_den_samme_filen(klart, tmp_path):
    en, to = (_skriv(klart, tmp_path / f"{n}.xlsx").read_bytes() for n in "ab")

    assert en == to


def test_lesearket_har_nedtrekk_med_avgjoerelsene_portene_kjenner(tmp_path):
    tvil = til_lesing(pd.DataFrame({"fritt": ["Spør Kari", "=Ola og Kari"]}), ["fritt"])

    ark = load_workbook(svarark.skriv_leseark(tvil, tmp_path / "les.xlsx")).active

    (regel,) = ark.data_validations.dataValidation
    assert regel.formula1 == f'"{",".join(AVGJORELSER)}"'
    assert str(regel.sqref) == "F6:F7"
    assert ark["C7"].value == "=Ola og Kari"
    assert ark["C7"].data_type == "s"
    assert all(a in " ".join(str(ark[f"A{i}"].value) for i in (2, 3, 4)) for a in AVGJORELSER)


def test_sporsmaalsarket_har_bare_spoersmaalene_i_filen():
    kodebok = pd.DataFrame({"sporsmal": ["a", "b"], "tekst": ["A?", "B?"], "vet_ikke": [9, 9], "fornoyd_fra": [4, 4]})  # fmt: skip

    assert svarark.sporsmaalsark(kodebok, ["b"]).to_dict("records") == [
        {"spørsmål": "b", "tekst": "B?", "vet ikke": 9}
    ]
