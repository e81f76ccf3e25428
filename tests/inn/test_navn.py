from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.inn.navn import finn, lose_former, normaliser, rens


@pytest.mark.parametrize(
    "skrevet",
    ["Områdenavn ", "OMRÅDENAVN", "omraadenavn", "Område-navn", "Område\u00a0navn", "Omra\u030adenavn", "\ufeffOmråde\u200bnavn", "område_navn", "Område\nnavn"],
)  # fmt: skip
def test_normaliser_gir_samme_form_for_alle_skrivemaater(skrevet):
    assert normaliser(skrevet) == "omraadenavn"


@given(st.text())
def test_normaliser_to_ganger_er_som_en_gang(tekst):
    assert normaliser(normaliser(tekst)) == normaliser(tekst)


@given(st.text())
def test_rens_gir_aldri_usynlige_tegn_eller_doble_mellomrom(tekst):
    ren = rens(tekst)

    assert ren == ren.strip()
    assert "  " not in ren
    assert not set(ren) & {"\u200b", "\ufeff", "\u00a0", "\u00ad"}


@pytest.mark.parametrize("skrevet", ["omrade", "område", "OMRAADE"])
def test_finn_kjenner_igjen_navn_skrevet_uten_aa(skrevet):
    assert finn(skrevet, ["sone", "omraade"]) == "omraade"


def test_finn_foretrekker_den_eksakte_formen():
    assert finn("maal", ["mal", "maal"]) == "maal"
    assert finn("mal", ["mal", "maal"]) == "mal"


def test_finn_gir_tom_tekst_for_ukjente_navn():
    assert finn("noe annet", ["sone"]) == ""
    assert finn("", ["sone"]) == ""
    assert finn(None, ["sone"]) == ""


def test_lose_former_av_tomt_navn_er_tomt():
    assert lose_former("– –") == ()
