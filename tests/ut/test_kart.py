"""Kartene: klasser, skravur for det som ikke vises, levende kart og navn som ikke kan bli kode."""

from __future__ import annotations

import re

import numpy as np
import pytest

import metodikk as mk
from metodikk.ut.delhtml import html
from metodikk.ut.kart.temakart import klassegrenser
from metodikk.ut.side import Kart, Samling
from tests.ut.klart import (
    FIENDTLIG,
    SONENAVN,
    SONER,
    alle_kart,
    geografi,
    klar,
    ressurser,
    sonetall,
)


@pytest.fixture(scope="module")
def kart():
    return alle_kart()


@pytest.mark.parametrize("navn", ["temakart", "ressurskart"])
def test_kartet_har_alt_tekst_med_tall_og_tabell(kart, navn):
    k = kart[navn]

    assert isinstance(k, Kart)
    assert 40 <= len(k.alt) <= 250
    assert re.search(r"\d", k.alt)
    assert k.tabell.rader


def test_kart_over_antall_nektes():
    with pytest.raises(ValueError, match="ikke antall"):
        mk.kart.temakart(klar(sonetall()), geografi(), tittel="T", enhet="antall")


@pytest.mark.parametrize("lag", [lambda d: mk.kart.temakart(d, geografi(), tittel="T"),
                                 lambda d: mk.kart.ressurskart(d, geografi(), tittel="T")])  # fmt: skip
def test_kart_nekter_tall_som_ikke_er_klarert(lag):
    with pytest.raises(TypeError, match="klarerte resultater"):
        lag(sonetall())


def test_uten_kartfil_blir_det_tabell_og_mangler_boks():
    deler = mk.kart.temakart(klar(sonetall()), None, tittel="Lavinntekt")

    assert isinstance(deler, Samling)
    assert [d.art for d in deler] == ["boks", "tabell"]
    assert deler.deler[1].tittel == "Lavinntekt"


def test_skjult_sone_er_skravert_og_har_verken_tall_eller_klasse(kart):
    sone = next(s for s in kart["temakart"].levende["soner"] if s["navn"] == "Myra")

    assert sone["skravur"]
    assert sone["fyll"] == ""
    assert sone["sier"] == "skjult av hensyn til personvernet"
    lag = kart["temakart"].lag[0]["kolonner"]
    assert lag["verdi"][SONER.index("0099000005")] is None


def test_sone_uten_tall_skilles_fra_skjult_sone():
    k = mk.kart.temakart(klar(sonetall().iloc[:4]), geografi(), tittel="T", navn=SONENAVN)
    sier = {s["navn"]: s["sier"] for s in k.levende["soner"]}

    assert sier["Åsen"] == "har ikke tall"


def test_samme_grenser_gir_samme_farger_i_to_kart_med_ulike_tall():
    grenser = [0.10, 0.20, 1.0]
    foer, etter = (
        mk.kart.temakart(klar(d), geografi(), tittel="T", grenser=grenser, navn=SONENAVN).levende
        for d in (sonetall(), sonetall().assign(verdi=lambda t: t["verdi"] + 0.02))
    )
    fyll = [{s["navn"]: s["fyll"] for s in k["soner"]} for k in (foer, etter)]

    assert [t["tekst"] for t in foer["tegn"][:3]] == ["5,0–10,0", "10,1–20,0", "20,1–100,0"]
    assert [t["fyll"] for t in foer["tegn"]] == [t["fyll"] for t in etter["tegn"]]
    assert fyll[0]["Nordre Brygge"] == fyll[1]["Nordre Brygge"]
    assert fyll[0]["Lia"] != fyll[1]["Lia"]


def test_grensen_selv_hoerer_til_den_laveste_klassen_slik_klassegrenser_gir_den():
    verdier = sonetall()["verdi"].dropna()
    grenser = mk.romlig.klassegrenser(verdier, 3, "naturlige")
    k = mk.kart.temakart(klar(sonetall()), geografi(), tittel="T", grenser=grenser, navn=SONENAVN)
    farger = [t["fyll"] for t in k.levende["tegn"][:3]]
    klasse = {s["navn"]: farger.index(s["fyll"]) for s in k.levende["soner"] if s["fyll"]}

    ventet = dict(
        zip(SONENAVN.values(), np.searchsorted(grenser, sonetall()["verdi"]), strict=True)
    )
    assert klasse == {n: ventet[n] for n in klasse}


def test_flere_enn_fem_grenser_nektes():
    with pytest.raises(ValueError, match="høyst 5"):
        mk.kart.temakart(
            klar(sonetall()), geografi(), tittel="T", grenser=[0.1 * i for i in range(1, 7)]
        )


def test_omraadet_tegnes_sist_slik_at_streken_er_hel(kart):
    assert [s["fet"] for s in kart["temakart"].levende["soner"]] == [False] * 4 + [True] * 2


@pytest.mark.parametrize("antall", [1, 2, 3, 5, 40])
def test_klassene_dekker_alle_tallene_og_er_hoeyst_fem(antall):
    verdier = np.round(np.random.default_rng(antall).uniform(0, 30, antall), 1)
    grenser = klassegrenser(verdier, 5, 1)

    assert len(grenser) <= 6
    assert grenser[0] <= verdier.min()
    assert grenser[-1] >= verdier.max()
    assert grenser == sorted(set(grenser))


def test_ressurs_uten_koordinater_settes_ikke_paa_et_gjettet_sted(kart):
    k = kart["ressurskart"]

    assert len(k.levende["punkter"]) == 4
    assert len(k.tabell.rader) == 5
    assert "1 har ikke sted på kartet" in k.alt


def test_hvert_slag_har_eget_merke_og_egen_farge(kart):
    punkter = kart["ressurskart"].levende["punkter"]

    assert len({(p["merke"], p["farge"]) for p in punkter}) == len(
        {p["sier"].split(".")[0] for p in punkter}
    )


def test_navn_paa_kartet_blir_aldri_kode(kart):
    side = html(kart["ressurskart"])

    assert FIENDTLIG not in side
    assert "<script" not in side
    assert "onerror=alert(1)&gt;" in side


def test_kartet_er_det_samme_hver_gang(kart):
    igjen = alle_kart.__wrapped__()

    assert kart["temakart"].png == igjen["temakart"].png
    assert kart["temakart"].nyttelast() == igjen["temakart"].nyttelast()


def test_antall_ressurser_i_tabellen_er_lik_antallet_inn(kart):
    assert len(kart["ressurskart"].tabell.rader) == len(ressurser())
