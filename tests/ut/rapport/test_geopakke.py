"""GeoPackage: de klarerte lagene med riktig sted, og ingenting som er skjult."""

from __future__ import annotations

import geopandas as gpd
import pyogrio

from metodikk.ut.rapport import geopakke, les
from tests.ut.klart import SONER, geografi, hel_notatbok, notatbok


def test_lagene_har_samme_grenser_og_koordinatsystem_som_kartfilen(tmp_path):
    assert geopakke.skriv(les.les(hel_notatbok()), tmp_path / "kart.gpkg")

    lag = gpd.read_file(tmp_path / "kart.gpkg", layer="lavinntekt-paa-kartet")
    assert lag.crs.to_epsg() == 25832
    assert list(lag["sone"]) == SONER
    assert all(lag.geometry.geom_equals(geografi().geometry))


def test_skjult_sone_har_ikke_tall_men_grunnen(tmp_path):
    geopakke.skriv(les.les(hel_notatbok()), tmp_path / "kart.gpkg")

    lag = gpd.read_file(tmp_path / "kart.gpkg", layer="lavinntekt-paa-kartet").set_index("sone")
    assert lag["verdi"].isna().sum() == 1
    assert lag.loc["0099000005", "merknad"].startswith("skjult")


def test_ressursene_er_punkter_og_sonene_staar_en_gang(tmp_path):
    geopakke.skriv(les.les(hel_notatbok()), tmp_path / "kart.gpkg")

    navn = dict(pyogrio.list_layers(tmp_path / "kart.gpkg"))
    assert navn["ressurser-paa-kartet"] == "Point"
    assert len(navn) == 3


def test_uten_kart_blir_det_ingen_fil(tmp_path):
    assert not geopakke.skriv(les.les(notatbok("## Tekst")), tmp_path / "kart.gpkg")
    assert not (tmp_path / "kart.gpkg").exists()
