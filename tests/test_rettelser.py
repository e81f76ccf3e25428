"""Siden om rettelser viser det som står under «Rettet» i CHANGELOG, og bare det."""

from __future__ import annotations

import importlib.util

import pytest

from tests.conftest import ROT

LOGG = """# Endringer

## 2027.1

### Nytt

- En ny mal.

### Rettet

- Andelen av unge var regnet av feil nevner i 2026.1.
  Tallene flytter seg 0–2 prosentpoeng.
- Et intervall var for smalt.

## 2026.2

### Nytt

- Et kapittel.

## 2026.1

### Rettet

- Et årstall.
"""


@pytest.fixture(scope="module")
def utvidelse():
    sti = ROT / "book" / "_utvidelser" / "rettelser.py"
    spek = importlib.util.spec_from_file_location("rettelser", sti)
    modul = importlib.util.module_from_spec(spek)
    pytest.importorskip("sphinx", reason="boka bygges med ekstraen «bok»")
    spek.loader.exec_module(modul)
    return modul


def test_bare_punktene_under_rettet_er_med_og_hele_punktet(utvidelse):
    assert utvidelse.rettelser(LOGG) == {
        "2027.1": [
            "Andelen av unge var regnet av feil nevner i 2026.1. Tallene flytter seg 0–2 prosentpoeng.",
            "Et intervall var for smalt.",
        ],
        "2026.1": ["Et årstall."],
    }


def test_en_logg_uten_rettelser_gir_ingen(utvidelse):
    assert utvidelse.rettelser("# Endringer\n\n## 2026.1\n\n### Nytt\n\n- Noe.\n") == {}


def test_direktivet_leser_prosjektets_egen_logg(utvidelse):
    assert utvidelse.LOGG == ROT / "CHANGELOG.md"
    assert utvidelse.LOGG.is_file()
