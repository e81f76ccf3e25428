"""Reglene for funn fra befaringer og for tellinger."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet

RAD = {
    "funn": "F01", "meldt": "2024-10-15", "sted": "Brua", "type": "lys", "alvor": 3, "hva": "Mørkt", "eier": "Enhet for park og vei",
    "frist": "2024-11-15", "status": "utbedret", "lukket": "2024-10-27", "svar": "Lampene er byttet.",
}  # fmt: skip
AAPEN = {"status": "åpen", "lukket": None, "svar": None}


def test_et_riktig_funn_gir_ingen_meldinger():
    for nr in range(980, 987):
        assert not funnet(f"K{nr}", befaringsfunn=[RAD])


@pytest.mark.parametrize(("kode", "bytt", "alvor"), [
    ("K980", {"eier": None}, Alvor.ADVARSEL),
    ("K981", {**AAPEN, "frist": None}, Alvor.ADVARSEL),
    ("K982", {"lukket": "2024-10-01"}, Alvor.FEIL),
    ("K983", {"lukket": None}, Alvor.FEIL),
    ("K983", {"status": "åpen"}, Alvor.FEIL),
    ("K984", {"svar": None}, Alvor.ADVARSEL),
])  # fmt: skip
def test_funnet_meldes_med_koden_sin(kode, bytt, alvor):
    f = ett(kode, befaringsfunn=[RAD | bytt])

    assert (f.fant, f.alvor) == ("F01", alvor)


@pytest.mark.parametrize("eier", ["kommunen", "Kari Nordmann"])
def test_eieren_maa_vaere_en_enhet(eier):
    f = ett("K985", befaringsfunn=[RAD | {"eier": eier}])

    assert "Nordmann" not in repr(f)


def test_runder_som_mangler_meldes_med_stedet():
    def runde(sted, kl):
        return {"sted": sted, "dato": "2025-02-11", "kl": kl, "gruppe": "0–12 år", "opphold": 3}

    rader = [runde("Parken", 10), runde("Parken", 19), runde("Løkka", 10)]

    assert ett("K986", tellinger=rader).fant == "Løkka"
    assert not funnet("K986", tellinger=[*rader, runde("Løkka", 19)])
