from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.feil import DataFeil
from metodikk.inn.tegnsett import les_tekst
from tests.inn.arkhjelp import csvfil, koder, les

TEKST = "Sone;Sonenavn;Antall\n01;Ås østre;12\n02;Bærumsæter;8\n"


@pytest.mark.parametrize(
    "tegnsett", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_norske_bokstaver_er_riktige_i_alle_vanlige_tegnsett(tmp_path, tegnsett):
    tabell = les(csvfil(tmp_path / "a.csv", TEKST, tegnsett))

    assert tabell.kolonner == ("Sone", "Sonenavn", "Antall")
    assert list(tabell.data["Sonenavn"]) == ["Ås østre", "Bærumsæter"]


def test_antatt_tegnsett_blir_meldt_og_kjent_tegnsett_ikke(tmp_path):
    assert koder(csvfil(tmp_path / "a.csv", TEKST, "cp1252")) == ["K020"]
    assert koder(csvfil(tmp_path / "b.csv", TEKST, "utf-8-sig")) == []


@pytest.mark.parametrize("tegnsett", ["cp865", "mac_roman"])
def test_gamle_tegnsett_gjettes_ikke(tmp_path, tegnsett):
    assert koder(csvfil(tmp_path / "a.csv", TEKST, tegnsett)) == ["K024"]


def test_bytes_uten_mening_er_en_feil():
    with pytest.raises(DataFeil, match="K024"):
        les_tekst(b"navn;\x81\x8d\x8f")


@pytest.mark.parametrize("raa", [b"Sone;Antall\n01;1\x002\n", b"Sone;Antall\n" + b"\0" * 400])
def test_nulltegn_er_en_feil_med_linjenummer(tmp_path, raa):
    (tmp_path / "a.csv").write_bytes(raa)

    assert koder(tmp_path / "a.csv") == ["K023"]


def test_avkortet_utf16_er_en_feil():
    with pytest.raises(DataFeil, match="K009"):
        les_tekst("sone;navn".encode("utf-16")[:-1])


@given(st.binary(max_size=300))
def test_vilkaarlige_bytes_gir_tekst_eller_en_kodet_melding(raa):
    try:
        tekst, koder = les_tekst(raa).innhold, []
    except DataFeil as feil:
        tekst, koder = None, [f.kode for f in feil.funn]

    assert koder if tekst is None else "\0" not in tekst
    assert all(k.startswith("K0") for k in koder)


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf8_leses_alltid_tilbake_uendret(tekst):
    assert les_tekst(tekst.encode("utf-8-sig")).innhold == tekst
