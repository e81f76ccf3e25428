"""Regler for flatene i et kart: form, hull, overlapp og koder som går igjen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from metodikk.grunn.tall import HARDT, prosent, tall
from metodikk.inn.adresser import ramse

if TYPE_CHECKING:
    from metodikk.inn.kartfil import Kartlag

_FLATER = ("Polygon", "MultiPolygon")
_STORST_ENDRING = 0.001
_MINSTE_AREAL = 1.0
_LANGT_UNNA = 200_000


def uten_kode(kart: Kartlag, data: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """K718: flater uten sonekode kan ikke kobles til noe og tas ut."""
    mangler = data["sone"].isna() | (data["sone"] == "")
    if mangler.any():
        kart.meld("K718", fant=f"{int(mangler.sum())} flater uten kode", antall=int(mangler.sum()))
    return data[~mangler]


def flat_form(kart: Kartlag, data: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """K714: høyde, målverdier og buer tas bort."""
    har_mer = data.geometry.has_z | data.geometry.has_m
    if har_mer.any():
        kart.meld(
            "K714",
            fant=f"{int(har_mer.sum())} flater med høyde eller målverdi",
            antall=int(har_mer.sum()),
            rettet=True,
        )
        data = data.set_geometry(shapely.force_2d(data.geometry.values))
    return data


def bare_flater(kart: Kartlag, data: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """K713: punkter og linjer brukes ikke. K711: soner som da ikke har noen flate."""
    alle = dict.fromkeys(data["sone"])
    deler = data[~data.geometry.isna() & ~data.geometry.is_empty].explode(index_parts=False)
    andre = ~deler.geom_type.isin(_FLATER)
    if andre.any():
        typer = ", ".join(sorted(deler.geom_type[andre].unique()))
        kart.meld("K713", fant=f"{int(andre.sum())} av typen {typer}", antall=int(andre.sum()))
    deler = deler[~andre]
    uten = [s for s in alle if s not in set(deler["sone"])]
    if uten:
        kart.meld("K711", fant=ramse(uten), antall=len(uten))
    return deler


def med_endelige_koordinater(kart: Kartlag, data: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """K711: flater som ligger så galt at koordinatene ikke kan regnes om."""
    endelig = np.isfinite(data.geometry.bounds).all(axis=1)
    if not endelig.all():
        uten = list(dict.fromkeys(data.loc[~endelig, "sone"]))
        kart.meld(
            "K711", fant=f"{ramse(uten)}, der koordinatene ikke kan regnes om", antall=len(uten)
        )
    return data[endelig]


def reparer(kart: Kartlag, data: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """K707: flater som krysser seg selv, repareres når arealet holder seg. K708: ellers ikke."""
    ugyldig = ~data.geometry.is_valid
    if not ugyldig.any():
        return data
    foer = data.geometry[ugyldig]
    etter = gpd.GeoSeries(shapely.make_valid(foer.values), index=foer.index, crs=data.crs)
    endring = np.abs(etter.area - foer.area) / np.maximum(foer.area, 1e-9)
    soner = data.loc[ugyldig, "sone"]
    smaa = (endring < _STORST_ENDRING).to_numpy()
    for kode, maske in (("K707", smaa), ("K708", ~smaa)):
        if maske.any():
            kart.meld(
                kode,
                fant=ramse(list(dict.fromkeys(soner[maske]))),
                antall=int(maske.sum()),
                rettet=kode == "K707",
            )
    data = data.copy()
    data.loc[ugyldig, "geometry"] = etter
    data = data.explode(index_parts=False)
    return data[data.geom_type.isin(_FLATER) & (data.geometry.area > 0)]


def en_rad_per_sone(kart: Kartlag, data: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """K715: flere deler av samme sone slås sammen. K716: deler som overlapper, er to versjoner."""
    rader = data.groupby("sone", sort=False)["rad"].nunique()
    flere = rader[rader > 1].index
    overlapper = [s for s in flere if _overlapper(data[data["sone"] == s])]
    if overlapper:
        kart.meld("K716", fant=ramse(overlapper), antall=len(overlapper))
    delte = [s for s in flere if s not in overlapper]
    if delte:
        kart.meld("K715", fant=ramse(delte), antall=len(delte), rettet=True)
    return data[["sone", "geometry"]].dissolve("sone", sort=False).reset_index()


def overlapp(kart: Kartlag, data: gpd.GeoDataFrame) -> None:
    """K709: soner som overlapper mer enn én kvadratmeter."""
    funnet = _overlappende_par(data)
    if not funnet:
        return
    funnet.sort(key=lambda f: -f[2])
    samlet = sum(m2 for _, _, m2 in funnet)
    par = ramse([f"{a} og {b} ({tall(m2)}{HARDT}m²)" for a, b, m2 in funnet], hoyst=3)
    andel = prosent(samlet / data.geometry.area.sum(), 2)
    kart.meld(
        "K709",
        fant=f"{tall(samlet)}{HARDT}m² til sammen, {andel} av arealet: {par}",
        antall=len(funnet),
    )


def sprekker(kart: Kartlag, data: gpd.GeoDataFrame) -> None:
    """K710: smale hull mellom sonene. Store hull kan være vann eller en annen kommune."""
    samlet = shapely.union_all(data.geometry.values)
    hull = [shapely.Polygon(r) for f in shapely.get_parts(samlet) for r in f.interiors]
    smale = [h for h in hull if h.area > _MINSTE_AREAL and 2 * h.area / h.length < 10]
    if smale:
        storst = max(smale, key=lambda h: h.area)
        naer = data.loc[data.geometry.distance(storst) < 1, "sone"].tolist()
        fant = f"{len(smale)} sprekker, til sammen {tall(sum(h.area for h in smale))}{HARDT}m²; den største ved {ramse(naer, hoyst=3)}"
        kart.meld("K710", fant=fant, antall=len(smale))


def langt_unna(kart: Kartlag, data: gpd.GeoDataFrame) -> None:
    """K719: soner mer enn 200 km fra de andre."""
    midt = data.geometry.centroid
    avstand = np.hypot(midt.x - midt.x.median(), midt.y - midt.y.median())
    borte = data.loc[avstand > _LANGT_UNNA, "sone"].tolist()
    if borte:
        kart.meld("K719", fant=ramse(borte), antall=len(borte))


def _overlapper(deler: gpd.GeoDataFrame) -> bool:
    samlet = shapely.union_all(deler.geometry.values).area
    per_rad = deler.geometry.area.sum()
    return per_rad - samlet > max(_MINSTE_AREAL, 0.01 * deler.geometry.area.min())


def _overlappende_par(data: gpd.GeoDataFrame) -> list[tuple[str, str, float]]:
    flater, soner = data.geometry.values, data["sone"].tolist()
    i, j = shapely.STRtree(flater).query(flater, predicate="intersects")
    i, j = i[i < j], j[i < j]
    areal = pd.Series(shapely.area(shapely.intersection(flater[i], flater[j])))
    return [(soner[i[k]], soner[j[k]], float(areal[k])) for k in areal.index[areal > _MINSTE_AREAL]]
