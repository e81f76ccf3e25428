"""Kontrollen finner bruddene på sporet fra behov til virkning, med cella de skal rettes i."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet, les, tiltak, utfall

BEHOV = {"behov": "B01", "tekst": "Et sted å være", "tema": "møteplass", "viktighet": 2, "kilde": "møte"}  # fmt: skip
MAAL = {"maal": "M1", "tekst": "Det er steder å møtes", "behov": "B01", "utfall": "U1"}
STRATEGI = {"strategi": "S1", "tekst": "Åpne det som finnes", "maal": "M1"}
HELT = tiltak(strategi="S1", behov="B01", utfall="U1")


def plan(**bytt):
    return {"behov": [BEHOV], "maal": [MAAL], "strategier": [STRATEGI], "tiltak": [HELT], "utfall": [utfall()]} | bytt  # fmt: skip


@pytest.mark.parametrize(
    ("kode", "bytt", "fant", "kolonne"),
    [
        ("K570", {"behov": [BEHOV, BEHOV | {"behov": "B02"}]}, "B02", "behov"),
        ("K571", {"maal": [MAAL, MAAL | {"maal": "M2"}]}, "M2", "maal"),
        ("K572", {"strategier": [STRATEGI, STRATEGI | {"strategi": "S2"}]}, "S2", "strategi"),
        ("K573", {"tiltak": [HELT, tiltak(tiltak="T02", behov="B01", utfall="U1")]}, "T02", "strategi"),
        ("K574", {"tiltak": [HELT, tiltak(tiltak="T02", strategi="S1", utfall="U1")]}, "T02", "behov"),
        ("K575", {"maal": [MAAL, MAAL | {"maal": "M2", "utfall": None}]}, "M2", "utfall"),
        ("K576", {"maal": [MAAL, MAAL | {"maal": "M2", "behov": None}]}, "M2", "behov"),
        ("K577", {"utfall": [utfall(), utfall(utfall="U2")]}, "U2", "utfall"),
    ],
)  # fmt: skip
def test_hvert_brudd_meldes_med_koden_til_leddet(kode, bytt, fant, kolonne):
    f = ett(kode, **plan(**bytt))

    assert (f.fant, f.kolonne, f.alvor) == (fant, kolonne, Alvor.ADVARSEL)
    assert f.celle


def test_en_hel_plan_gir_ingen_brudd():
    assert not {f.kode for f in les(**plan()).funn if f.kode.startswith("K57")}


def test_en_plan_uten_strategier_faar_ikke_vite_at_maalene_mangler_strategi():
    tabeller = plan()
    del tabeller["strategier"]

    assert not funnet("K571", **tabeller | {"tiltak": [tiltak(behov="B01", utfall="U1")]})
