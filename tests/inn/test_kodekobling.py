"""Koder rettes bare når de kan bety én ting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.inn.kodekobling import Kodesett, koble

SONER = Kodesett(
    frozenset({"03010101", "03010102", "11030101"}),
    {"03010101": "Grønland", "03010102": "Tøyen", "11030101": "Storhaug"},
    kommune="0301",
    sone=True,
)


@settings(max_examples=40)
@given(st.sets(st.from_regex(r"[0-9]{1,10}", fullmatch=True), min_size=1, max_size=20))
def test_kjente_koder_er_alltid_seg_selv(koder):
    sett = Kodesett(frozenset(koder), sone=True)

    assert all(koble(k, sett).kode == k and not koble(k, sett).slag for k in koder)


@settings(max_examples=40)
@given(st.sets(st.from_regex(r"[0-9]{1,10}", fullmatch=True), min_size=1, max_size=20))
def test_tapte_nuller_gir_aldri_en_kode_naar_flere_er_mulige(koder):
    sett = Kodesett(frozenset(koder), sone=True)
    for kode in koder:
        kort = kode.lstrip("0")
        like = [k for k in koder if k.lstrip("0") == kort]
        if kort and kort not in koder and len(like) > 1:
            assert koble(kort, sett).kode == ""


@pytest.mark.parametrize(
    ("verdi", "kode", "slag"),
    [("3010101", "03010101", "mistet_null"), ("grønland", "03010101", "navn"), ("0301", "", "kommune"),
     ("0102", "", "lokal_del"), ("9999", "", "ukjent"), ("02190102", "", "annen_kommune"), ("", "", "ukjent")],
)  # fmt: skip
def test_slaget_sier_hva_som_er_galt_med_koden(verdi, kode, slag):
    assert (koble(verdi, SONER).kode, koble(verdi, SONER).slag) == (kode, slag)


def test_delt_hale_gir_ikke_gjetning():
    assert koble("02190101", SONER).slag == "ukjent"


@pytest.mark.parametrize(
    ("verdi", "forslag"), [("11030191", "11030101 Storhaug"), ("03010103", "")]
)
def test_sifferkode_faar_bare_forslag_naar_en_eneste_kode_skiller_seg_i_ett_siffer(verdi, forslag):
    assert koble(verdi, SONER).forslag == forslag


def test_andre_koder_enn_soner_faar_ikke_nuller_foran():
    assert koble("1", Kodesett(frozenset({"01"}))).slag == "ukjent"
