from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.inn.adresser import (
    bokstav,
    celle,
    celler_i_ord,
    kolonnenummer,
    les_adresse,
    rader_i_ord,
)  # fmt: skip


@given(st.integers(0, 16383))
def test_bokstav_og_kolonnenummer_er_hverandres_motsatte(nummer):
    assert kolonnenummer(bokstav(nummer)) == nummer


@given(st.integers(1, 1_048_576), st.integers(0, 16383))
def test_adressen_kan_leses_tilbake(rad, kolonne):
    assert les_adresse(celle(rad, kolonne)) == (rad, kolonne)


def test_celler_som_henger_sammen_skrives_som_ett_omraade():
    assert celler_i_ord([(r, 1) for r in range(14, 41)]) == "B14:B40"


def test_mange_spredte_celler_kortes_ned_med_antall():
    assert celler_i_ord([(r, 0) for r in range(1, 30, 2)]) == "A1, A3, A5, A7, A9, A11 og 9 til"


def test_rader_i_ord_taaler_tomt_og_uordnet():
    assert rader_i_ord([]) == "rad "
    assert rader_i_ord([9, 3, 4]) == "rad 3–4 og 9"


def test_ugyldig_adresse_er_en_feil():
    with pytest.raises(ValueError, match="ingen celleadresse"):
        les_adresse("14B")
