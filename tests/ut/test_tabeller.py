"""Tabeller: bare klarerte tall, riktige symboler, norske tall."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.grunn.typer import Alvor, Funn
from metodikk.ut.delhtml import html
from metodikk.ut.side import Boks, Kolonne, Symbol
from metodikk.ut.tabeller import celle, datakontroll, symbol
from tests.ut.klart import FIENDTLIG, SONENAVN, klar, sonetall

MERKNADER = {
    "skjult: få": ":",
    "mangler: ikke oppgitt": "..",
    "kan ikke beregnes: 0 i nevner": ".",
    "": "..",
}


def test_tabell_nekter_tall_som_ikke_er_klarert():
    with pytest.raises(TypeError, match="klarerte resultater"):
        mk.tabell(sonetall(), tittel="Sonene")


@pytest.mark.parametrize(("merknad", "tegn"), MERKNADER.items())
def test_grunnen_til_at_tallet_mangler_gir_symbolet(merknad, tegn):
    assert symbol(merknad) == Symbol(tegn)


def test_symbolet_foelger_merknaden_for_sin_egen_kolonne():
    data = pd.DataFrame(
        {
            "sone": ["a"],
            "x": [np.nan],
            "y": [np.nan],
            "merknad": ["skjult: x"],
            "merknad_y": ["mangler: y"],
        }
    )
    t = mk.tabell(klar(data), tittel="T", kolonner={"sone": "Sone", "x": Kolonne("X", "tall"), "y": Kolonne("Y", "tall")})  # fmt: skip

    assert t.rader[0][1:] == (Symbol.SKJULT, Symbol.MANGLER)


def test_skjulte_tall_blir_aldri_null_og_forklares_for_skjermleser():
    side = html(mk.tabell(klar(sonetall()), tittel="Sonene", navn=SONENAVN))

    assert side.count('<span class="skjult">skjult av hensyn til personvernet</span>') == 3
    assert side.count("Tegnforklaring") == 1
    assert [
        r[2:5] for r in mk.tabell(klar(sonetall()), tittel="T").rader if r[0].endswith("5")
    ] == [(Symbol.SKJULT,) * 3]


def test_navn_erstatter_koder_og_kolonnene_faar_norske_overskrifter():
    t = mk.tabell(klar(sonetall()), tittel="Sonene", navn=SONENAVN)

    assert t.rader[0][0] == "Nordre Brygge"
    assert [k.overskrift for k in t.kolonner][:3] == ["Sone", "Av i alt", "Andel (prosent)"]


@pytest.mark.parametrize(
    ("verdi", "kolonne", "ventet"),
    [
        (0.12345, Kolonne("", "prosent"), 12.3),
        (0.0005, Kolonne("", "prosent"), 0.1),
        (-0.0001, Kolonne("", "prosentpoeng"), 0.0),
        (2024.0, Kolonne("", "aar"), 2024),
        (12345, Kolonne("", "antall"), 12345),
        (2.5, Kolonne("", "per 1000", 2), 2.5),
        (None, Kolonne("", "tekst"), ""),
        (True, Kolonne("", "tekst"), "ja"),
        (("kurs", "lokale"), Kolonne("", "tekst"), "kurs, lokale"),
        (pd.Timestamp("2025-03-01"), Kolonne("", "tekst"), "01.03.2025"),
    ],
)
def test_celler_avrundes_til_det_som_vises(verdi, kolonne, ventet):
    assert celle(verdi, kolonne) == ventet


def test_tom_tabell_blir_en_mangler_boks_med_grunnen():
    t = mk.tabell(klar(sonetall().iloc[:0], mangler="Tabellen Svar finnes ikke."), tittel="Svarene")

    assert t == Boks("mangler", "Svarene", "Tabellen Svar finnes ikke.")


def test_ukjent_kolonne_sies_fra_om():
    with pytest.raises(KeyError, match="tull"):
        mk.tabell(klar(sonetall()), tittel="T", kolonner={"tull": "Tull"})


def test_datakontrollen_samler_funn_per_kode_og_viser_ikke_innholdet():
    funn = [
        Funn("K207", Alvor.INFO, "Nullen foran er borte", fant="301", tabell="soner", antall=3)
    ] * 2
    t = datakontroll(funn)

    assert t.rader == (("ℹ Til orientering", "K207", "Nullen foran er borte", "soner", 6),)


def test_tabellen_endrer_ikke_tallene_den_faar():
    data = sonetall()
    k = klar(data)
    foer = k.tabell.copy()
    mk.tabell(k, tittel="T", navn=SONENAVN)

    pd.testing.assert_frame_equal(k.tabell, foer)


def test_fiendtlige_navn_blir_vanlig_tekst():
    data = sonetall().assign(sone=FIENDTLIG)
    side = html(mk.tabell(klar(data), tittel=FIENDTLIG))

    assert "<script" not in side
    assert "<img" not in side
