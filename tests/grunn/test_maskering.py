"""Fødselsnummer finnes og skjules uansett hvordan de er skrevet."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.maskering import fodselsnummer, kontonummer, maskert, personopplysninger
from tests.conftest import ROT

FASIT = tomllib.loads((ROT / "tests/fasit/fodselsnummer.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("nummer", FASIT["gyldige"])
def test_numre_fra_fasiten_er_gyldige_ogsaa_etter_2032_regelen(nummer):
    assert fodselsnummer(nummer) == "gyldig"


@pytest.mark.parametrize("nummer", FASIT["ugyldige"])
def test_numre_med_feil_kontrollsiffer_er_ikke_gyldige(nummer):
    assert fodselsnummer(nummer) != "gyldig"


@pytest.mark.parametrize("nummer", FASIT["datolike"])
def test_nummer_med_gyldig_dato_og_skrivefeil_skjules_likevel(nummer):
    assert fodselsnummer(nummer) == "datolikt"
    assert nummer not in maskert(f"Svar fra {nummer}.")


def lag_fodselsnummer(rng: np.random.Generator, antall: int) -> list[str]:
    """Gyldige numre etter dagens regel, regnet ut fra kontrollsifrene og ikke fra vår kontroll."""
    numre: list[str] = []
    while len(numre) < antall:
        dag, maaned, aar, individ = rng.integers((1, 1, 0, 0), (29, 13, 100, 1000))
        dag += 40 * int(rng.integers(2))
        maaned += int(rng.choice([0, 40, 80]))
        ni = [int(s) for s in f"{dag:02}{maaned:02}{aar:02}{individ:03}"]
        k1 = -np.dot((3, 7, 6, 1, 8, 9, 4, 5, 2), ni) % 11
        k2 = -np.dot((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*ni, k1]) % 11
        if k1 < 10 and k2 < 10:
            numre.append("".join(map(str, [*ni, k1, k2])))
    return numre


def test_ti_tusen_fodselsnummer_blir_alle_funnet_og_skjult():
    numre = lag_fodselsnummer(np.random.default_rng(2032), 10_000)

    assert all(fodselsnummer(n) == "gyldig" for n in numre)
    assert not [n for n in numre if n in maskert(f"Fra beboer {n}, takk")]


@pytest.mark.parametrize(
    "skrevet",
    ["130972 48022", "13.09.72-48022", "13 09 72 480 22", "130972\u00a048022", "130972\u200b48022",
     "fnr:13097248022", "13097248022.0", "x13097248022y"],
)  # fmt: skip
def test_fodselsnummer_skjules_selv_om_det_er_delt_opp(skrevet):
    assert "48022" not in maskert(skrevet)
    assert "fødselsnummer skjult" in maskert(skrevet)


@pytest.mark.parametrize(
    "tekst",
    ["0099000003", "1103010001", "262415 6649120", "1 234 567", "2024–2025", "0,13097248022",
     "923 609 016", "450 000 kr", "30010101"],
)  # fmt: skip
def test_vanlige_tall_og_koder_skjules_ikke(tekst):
    assert maskert(tekst) == tekst


@pytest.mark.parametrize(
    ("tekst", "slag"),
    [("ola.nordmann@eksempel.no", "epost"), ("+47 912 34 567", "telefon"), ("tlf 22334455", "telefon"),
     ("8601.11.17947", "kontonummer"), ("22 33 44 55", "telefon")],
)  # fmt: skip
def test_andre_personopplysninger_kjennes_igjen(tekst, slag):
    assert [s for s, _, _ in personopplysninger(tekst)] == [slag]


def test_kontonummer_med_feil_kontrollsiffer_er_ikke_et_kontonummer():
    assert kontonummer("86011117947")
    assert not kontonummer("86011117948")


@given(st.text(alphabet="0123456789 .-@abø\u200b", max_size=60))
def test_aa_maskere_to_ganger_endrer_ingenting(tekst):
    assert maskert(maskert(tekst)) == maskert(tekst)


@pytest.mark.parametrize(("tomt", "svar"), [(None, ""), ("", ""), (0, "0")])
def test_tomt_og_tall_taales(tomt, svar):
    assert maskert(tomt) == svar
