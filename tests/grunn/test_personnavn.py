"""Ord som kan være navn, finnes uten å stoppe alt som begynner med stor bokstav."""

from __future__ import annotations

import pytest

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.personnavn import ADRESSE, NAVN, mistenkte


@pytest.mark.parametrize("tekst", [
    "Kari er grei", "Snakk med kari", "Naboen vår Yasmin hjelper", "KARI HANSEN bråker", "Det var hansen",
    "Bra. Ola så det", "Fint!\nIngrid rydder", "Anne-Lise er leder", "sønnen til Nguyen", "Per vet det",
])  # fmt: skip
def test_navn_mistenkes(tekst):
    assert {slag for slag, _ in mistenkte(tekst)} == {NAVN}


@pytest.mark.parametrize("tekst", [
    "Mer lys", "Vi trenger NAV og SFO her. Det er mørkt.", "Hagen er fin", "det er 5 km per dag", "- Bedre buss\n- Flere benker",
    "Trygt: Ja", "", None, 12,
])  # fmt: skip
def test_vanlige_svar_mistenkes_ikke(tekst):
    assert mistenkte(tekst) == []


@pytest.mark.parametrize("tekst", ["i Storgata 5", "ved bjørkeveien 12 b", "Parkplassen 3"])
def test_gate_med_nummer_mistenkes(tekst):
    assert [slag for slag, _ in mistenkte(tekst)] == [ADRESSE]


def test_kjente_steder_mistenkes_ikke_uansett_stor_eller_liten_bokstav():
    assert mistenkte("Benker i Nordre Brygge og Vik", ["NORDRE brygge", "Vik"]) == []


def test_navnelistene_har_de_vanligste_navnene_med_kilde():
    k = katalog("personnavn")

    assert len({*k["fornavn"]}) == len(k["fornavn"]) == 200
    assert len({*k["etternavn"]}) == len(k["etternavn"]) >= 100
    assert set(k["ogsaa_ord"]) <= {n.casefold() for n in k["fornavn"] + k["etternavn"]}
    assert "Statistisk sentralbyrå" in k["kilde"]
