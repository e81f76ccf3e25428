"""Delene: nyttelasten bærer alt, og bare ferdige deler kan vises."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import metodikk as mk
from metodikk.ut.side import (
    MIME,
    Boks,
    Hode,
    Nokkeltall,
    Samling,
    Setninger,
    Tekst,
    fra_nyttelast,
    utfold,
)
from tests.ut.klart import alle_figurer, alle_kart, klar, sonetall

DELER = {
    "boks": Boks("mangler", "Støy", "Ingen tall.", ["Hent kart"]),
    "setninger": Setninger(["Ja"], ["Nei"]),
    "nokkeltall": Nokkeltall([("Bosatte", "2 341", "12 prosent"), ("Soner", "2")]),
    "tekst": Tekst(["Avsnitt"], ["Punkt"]),
    "hode": Hode("Kunnskapsgrunnlag", "Sjøsida", fiktiv=True),
    "tabell": mk.tabell(klar(sonetall()), tittel="Sonene"),
}


@pytest.fixture(scope="module")
def bilder():
    return alle_figurer() | alle_kart()


@pytest.mark.parametrize("navn", DELER)
def test_delen_er_den_samme_etter_en_tur_gjennom_notatboken(navn):
    pakke = json.loads(json.dumps(DELER[navn]._repr_mimebundle_()))

    assert fra_nyttelast(pakke[MIME]) == DELER[navn]


def test_figurer_og_kart_er_de_samme_etter_en_tur_gjennom_notatboken(bilder):
    for del_ in bilder.values():
        pakke = json.loads(json.dumps(del_._repr_mimebundle_()))
        tilbake = fra_nyttelast(pakke[MIME], del_.png)

        assert tilbake.nyttelast() == del_.nyttelast()
        assert tilbake.png == del_.png


def test_nyttelasten_sier_hva_den_er_og_hva_som_er_skjult():
    last = DELER["tabell"].nyttelast()

    assert last["slag"] == "tabell"
    assert last["skjult"] == [{"sone": "0099000005", "regel": "liten teller", "verner": ""}]
    assert {"mangler": ":"} in last["rader"][4]


def test_boks_av_ukjent_slag_nektes():
    with pytest.raises(ValueError, match="advarsel, forbehold, mangler, tips"):
        Boks("fare", "Noe")


@pytest.mark.parametrize("raatt", [pd.DataFrame({"a": [1]}), 5, "tekst", {"a": 1}])
def test_vis_nekter_alt_som_ikke_er_en_ferdig_del(raatt):
    with pytest.raises(TypeError, match=r"mk\.tabell\(\)"):
        utfold([raatt])


def test_vis_folder_ut_samlinger_og_hopper_over_none():
    a, b = DELER["boks"], DELER["tekst"]

    assert utfold([None, [a, None], Samling((b,))]) == [a, b]
