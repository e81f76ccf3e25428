"""Setningene lover ikke mer enn intervallet gir dekning for."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.ut import setninger
from tests.ut.klart import klar, sonetall


def rad(ord_, nedre, ovre):
    return {
        "indikator": "lav",
        "verdi": 0.2,
        "verdi_mot": 0.1,
        "ord": ord_,
        "forskjell_nedre": nedre,
        "forskjell_ovre": ovre,
    }


@pytest.mark.parametrize(
    ("ord_", "nedre", "ovre", "venter"),
    [("høyere", 0.05, 0.15, "høyere"), ("lavere", -0.15, -0.05, "lavere"),
     ("på nivå", -0.01, 0.02, "på nivå"), ("for lite grunnlag", -0.2, 0.3, "for lite")],
)  # fmt: skip
def test_ordet_i_setningen_foelger_dommen(ord_, nedre, ovre, venter):
    setning = setninger.sammenlikning(rad(ord_, nedre, ovre), hva="Lavinntekt")

    assert venter in setning
    assert "prosentpoeng" in setning


def test_skjulte_rader_gir_ingen_setning():
    data = pd.DataFrame([rad("høyere", 0.05, 0.1), rad("høyere", 0.05, 0.1) | {"verdi": np.nan}])

    assert len(setninger.sammenlikninger(klar(data), navn={"lav": "Lavinntekt"})) == 1


def test_utviklingen_uten_synlig_endring_kalles_ikke_en_endring():
    assert "både" in setninger.utvikling(0.1001, 0.1002, 2015, 2020, hva="Andelen")


def test_skjult_utvikling_sies_aapent():
    assert "kan ikke vises" in setninger.utvikling(np.nan, 0.1, 2015, 2020, hva="Andelen")


@pytest.mark.parametrize(
    ("nevner", "venter"), [(0, "ingen i gruppen"), (1, "100,0"), (50, "2,0"), (10_000, "0,01")]
)
def test_en_person_er_en_andel_av_gruppen(nevner, venter):
    assert venter in setninger.en_person(nevner)


def test_antall_skjulte_sies_i_klartekst():
    assert setninger.skjulte(klar(sonetall())).startswith("Ett tall er skjult")
