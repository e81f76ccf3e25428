"""Kartlagene som GeoPackage, klare til å åpnes i QGIS."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path

from metodikk.ut.rapport.les import Rapport
from metodikk.ut.side import Kart


def skriv(rapport: Rapport, fil: Path) -> bool:
    """Skriv de klarerte kartlagene til én GeoPackage.

    Returnerer
    ----------
    bool
        Usann når rapporten ikke har kart. Da blir det ingen fil.
    """
    lagene = _ulike([lag for kart in rapport.deler(Kart) for lag in kart.lag])
    if not lagene:
        return False
    Path(fil).unlink(missing_ok=True)
    for lag in lagene:
        _ramme(lag).to_file(fil, layer=lag["navn"], driver="GPKG", engine="pyogrio")
    return True


def _ulike(lagene: list[dict]) -> list[dict]:
    """Ta med hvert lag én gang, og gi lag med samme navn hvert sitt."""
    ut: dict[str, dict] = {}
    for lag in lagene:
        navn, nr = lag["navn"], 2
        while navn in ut and ut[navn] | {"navn": ""} != lag | {"navn": ""}:
            navn, nr = f"{lag['navn']}-{nr}", nr + 1
        ut[navn] = {**lag, "navn": navn}
    return list(ut.values())


def _ramme(lag: dict):
    import geopandas
    import shapely

    former = shapely.get_parts(shapely.from_wkb(zlib.decompress(base64.b64decode(lag["geometri"]))))
    ramme = geopandas.GeoDataFrame(lag["kolonner"], geometry=list(former), crs=lag["epsg"] or None)
    for kolonne in ramme.columns.drop("geometry"):
        if kolonne != "verdi":
            ramme[kolonne] = ramme[kolonne].astype(str)
    return ramme.astype({"verdi": float}) if "verdi" in ramme else ramme
