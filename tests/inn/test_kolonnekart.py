"""Kolonnene kjennes igjen, og det tvetydige sies fra om."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.skjema import skjema, tabeller
from metodikk.inn.kolonnekart import kartlegg, ventede_navn


@pytest.mark.parametrize("tabell", tabeller())
def test_feltenes_egne_navn_gir_alltid_seg_selv(tabell):
    felt = list(skjema(tabell).felt)

    assert kartlegg(skjema(tabell), felt).kolonner == {f: f for f in felt}


@given(st.permutations(["Levekårssone", "ÅR", "Aldersgruppe ", "kjoenn", "Bosatte"]))
def test_rekkefolgen_paa_kolonnene_spiller_ingen_rolle(kolonner):
    kart = kartlegg(skjema("befolkning"), kolonner).kolonner

    assert kart == {"sone": "Levekårssone", "aar": "ÅR", "aldersgruppe": "Aldersgruppe ",
                    "kjonn": "kjoenn", "antall": "Bosatte"}  # fmt: skip


def test_valget_i_prosjektfilen_gaar_foran_feltets_eget_navn():
    kart = kartlegg(skjema("soner"), ["sone", "Riktig", "sonenavn"], {"sone": "Riktig"})

    assert kart.kolonner["sone"] == "Riktig"


def test_to_andre_navn_paa_samme_felt_er_tvetydig():
    kart = kartlegg(skjema("soner"), ["Grunnkrets", "Krets", "sonenavn"])

    assert kart.tvetydige == {"sone": ["Grunnkrets", "Krets"]}


def test_en_kolonne_brukes_bare_til_ett_felt():
    kart = kartlegg(skjema("runder"), ["aar", "modus"]).kolonner

    assert len(set(kart.values())) == len(kart)


def test_ventede_navn_har_alle_navnene_og_valgene():
    assert {"Sted", "sone", "sonekode"} <= set(ventede_navn(skjema("soner"), {"sone": "Sted"}))
