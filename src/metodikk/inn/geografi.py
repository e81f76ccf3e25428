"""Leser sonekartet fra en kartfil og gjør det klart til analyse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.inn.kartfil import Kartlag, les_kartlag
from metodikk.inn.koordinater import til_meter
from metodikk.inn.navn import finn
from metodikk.inn.regler import flater


@dataclass(frozen=True, eq=False)
class Geografi:
    """Kartet: én rad per sone (`sone`, `geometry`) i meter, og det som ble funnet i filen.

    fra_crs : koordinatsystemet filen hadde, slik at punkter i tabellene kan regnes om på samme måte.
    """

    data: gpd.GeoDataFrame
    funn: tuple[Funn, ...]
    fra_crs: str = ""


def les_geografi(fil: Path | str, *, sonekolonner: Collection[str], lag: str = "") -> Geografi:
    """Les sonekartet i et hvilket som helst koordinatsystem.

    Bruk denne på kartfilen i data-mappen. Flater som krysser seg selv, repareres når arealet ikke
    endres. Alt som er rettet, gjettet eller utelatt, står som funn. Originalfilen endres aldri.

    Parametere
    ----------
    fil : Path
        GeoPackage, GeoJSON, shapefil eller zip med shapefil.
    sonekolonner : samling av str
        Navn kolonnen med sonekoder kan ha, det beste først.
    lag : str, forvalgt tom
        Navnet på laget når filen har flere.

    Returnerer
    ----------
    Geografi
        `data` med kolonnene `sone` og `geometry` i EPSG:25832 eller EPSG:25833.
        DataFeil når det ikke finnes noe kart å bruke.

    Eksempel
    --------
    >>> import tempfile
    >>> from shapely import box
    >>> fil = Path(tempfile.mkdtemp()) / "soner.geojson"
    >>> kart = gpd.GeoDataFrame({"sonekode": ["A"]}, geometry=[box(10.5, 59.8, 10.6, 59.9)], crs=4326)
    >>> kart.to_file(fil)
    >>> lest = les_geografi(fil, sonekolonner=["sone", "sonekode"])
    >>> lest.data.crs.to_epsg(), [f.kode for f in lest.funn]
    (25832, ['K705'])

    Les mer
    -------
    Håndboka: «Egne tall inn».
    """
    kart = les_kartlag(Path(fil), lag)
    kolonne = _sonekolonne(kart, sonekolonner)
    koder = _som_kode(kart, kart.data[kolonne])
    data = gpd.GeoDataFrame({"sone": koder, "rad": range(len(koder))}, geometry=kart.data.geometry)
    data = flater.uten_kode(kart, data)
    data = flater.bare_flater(kart, flater.flat_form(kart, data))
    _krev_flater(kart, data)
    fra = "" if kart.data.crs is None else str(kart.data.crs.to_string())
    kart.data = data
    i_meter = til_meter(kart, data["sone"].unique())
    data = flater.reparer(kart, flater.med_endelige_koordinater(kart, i_meter))
    _krev_flater(kart, data)
    data = flater.en_rad_per_sone(kart, data)
    for regel in (flater.langt_unna, flater.overlapp, flater.sprekker):
        regel(kart, data)
    return Geografi(data, tuple(kart.funn), fra)


def _krev_flater(kart: Kartlag, data: gpd.GeoDataFrame) -> None:
    if data.empty:
        raise DataFeil((*kart.funn, funn("K720", sted=kart.sted, fant="ingen flater med sonekode")))


def _sonekolonne(kart: Kartlag, sonekolonner: Collection[str]) -> str:
    """Finn kolonnen i den rekkefølgen navnene er gitt, slik at «sone» går foran «område»."""
    kolonner = [c for c in kart.data.columns if c != kart.data.geometry.name]
    for navn in sonekolonner:
        for kolonne in kolonner:
            if finn(kolonne, [navn]) and kart.data[kolonne].notna().any():
                return kolonne
    fant = ", ".join(f"«{k}»" for k in kolonner) or "ingen kolonner"
    raise DataFeil((*kart.funn, funn("K706", sted=kart.sted, fant=fant)))


def _som_kode(kart: Kartlag, kolonne: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(kolonne):
        koder = kolonne.map(lambda v: f"{v:g}" if v % 1 else f"{v:.0f}", na_action="ignore")
        kart.meld("K721", kolonne=str(kolonne.name), fant=f"«{koder.dropna().iloc[0]}»")
        return koder.astype("str").where(kolonne.notna())
    return kolonne.astype("str").str.strip().where(kolonne.notna())
