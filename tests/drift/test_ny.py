"""Et nytt prosjekt kan fylles ut uten å lese mer enn det som står i mappen."""

from __future__ import annotations

import pytest

from metodikk.drift.avtrykk import av_mappe
from metodikk.drift.ny import lag_prosjekt
from metodikk.drift.oppsett import les_oppsett
from metodikk.drift.prosjekt import aapne, eksempelmappe
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.skjema import tabeller


def test_nytt_prosjekt_har_prosjektfil_skjema_for_hver_tabell_og_lesmeg(tmp_path):
    filer = lag_prosjekt(tmp_path / "nytt")

    assert {f"skjema/{t}.xlsx" for t in tabeller()} <= set(filer)
    assert {"prosjekt.toml", "LESMEG.md", ".gitignore"} <= set(filer)
    assert les_oppsett(tmp_path / "nytt" / "prosjekt.toml").kommune == "0099"


def test_data_og_rapporter_holdes_utenfor_versjonskontroll(tmp_path):
    lag_prosjekt(tmp_path / "nytt")

    assert {"data/", "ut/"} <= set((tmp_path / "nytt" / ".gitignore").read_text().splitlines())


def test_eksempelprosjektet_er_likt_originalen_og_kan_aapnes(tmp_path):
    lag_prosjekt(tmp_path / "prøve mappe", eksempel=True)

    assert av_mappe(tmp_path / "prøve mappe" / "data") == av_mappe(eksempelmappe() / "data")
    assert aapne(tmp_path / "prøve mappe").oppsett.fiktiv


@pytest.mark.parametrize("innhold", ["prosjekt.toml", "notat.txt"])
def test_ingenting_skrives_over(tmp_path, innhold):
    (tmp_path / innhold).write_text("mitt", encoding="utf-8")

    with pytest.raises(BrukFeil, match="K837"):
        lag_prosjekt(tmp_path, eksempel=True)

    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [(innhold, "mitt")]


def test_en_tom_mappe_kan_brukes(tmp_path):
    assert lag_prosjekt(tmp_path)
