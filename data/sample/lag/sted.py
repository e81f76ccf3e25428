"""Landet: fjorden, øya og fjorten soner tegnet som buktende grenser i UTM-sone 33."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import numpy as np
from shapely import polygonize, unary_union, voronoi_polygons
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from .felles import KOMMUNE, innhold

CRS = "EPSG:25833"
HJORNE = np.array([258_000.0, 6_645_000.0])
RUTE = 700.0
KOMMUNEGRENSE = [(0, 0.2), (9, 0), (9.2, 4), (8.6, 8.1), (4.5, 8.6), (0.3, 7.9), (-0.2, 4)]
FJORD = [
    (3.0, -1), (3.1, 0.8), (2.9, 2.0), (3.3, 3.2), (3.9, 4.4), (4.15, 5.3), (4.6, 5.35), (4.8, 4.4),
    (4.7, 3.3), (4.65, 2.75), (5.3, 2.5), (5.5, 1.4), (5.7, 0.4), (5.8, -1),
]  # fmt: skip
OY = [(3.75, 0.85), (4.3, 0.75), (4.75, 1.15), (4.6, 1.6), (4.1, 1.7), (3.7, 1.35)]
OYSONE = "0099000012"


def kart() -> gpd.GeoDataFrame:
    """Tegn sonene, med kode og navn."""
    sonene = innhold("soner")
    flater = _flater({kode: s for kode, s in sonene.items() if kode != OYSONE})
    flater[OYSONE] = _meter(Polygon(_bukt(OY + OY[:1])))
    return gpd.GeoDataFrame(
        {
            "sonekode": list(sonene),
            "sonenavn": [s["navn"] for s in sonene.values()],
            "kommunenr": KOMMUNE,
        },
        geometry=[flater[kode] for kode in sonene],
        crs=CRS,
    )


def _flater(sonene: dict[str, dict]) -> dict[str, Polygon]:
    """Del landet mellom midtpunktene, og gi hver del av grensen samme bukter på begge sider."""
    land = Polygon(_bukt(KOMMUNEGRENSE + KOMMUNEGRENSE[:1])) - Polygon(_bukt(FJORD + FJORD[:1]))
    punkter = {kode: Point(s["x"], s["y"]) for kode, s in sonene.items()}
    ruter = voronoi_polygons(MultiPoint(list(punkter.values())), extend_to=land.buffer(1))
    grenser = [LineString(_bukt(kant)) for kant in _kanter(ruter)]
    biter = polygonize([unary_union([land.boundary, *grenser])])
    eiere: dict[str, list[Polygon]] = {kode: [] for kode in punkter}
    for bit in biter.geoms:
        midt = bit.representative_point()
        if land.contains(midt):
            eiere[min(punkter, key=lambda kode: punkter[kode].distance(midt))].append(bit)
    return {kode: _meter(_stoerste(unary_union(deler))) for kode, deler in eiere.items()}


def _kanter(ruter) -> list[list[tuple[float, float]]]:
    kanter = set()
    for rute in ruter.geoms:
        hjorner = [(round(x, 6), round(y, 6)) for x, y in rute.exterior.coords]
        kanter |= {tuple(sorted(par)) for par in pairwise(hjorner)}
    return [list(kant) for kant in sorted(kanter)]


def _bukt(linje: list[tuple[float, float]], nivaaer: int = 4) -> list[tuple[float, float]]:
    """Del hvert linjestykke i to og flytt midten litt, flere ganger. Samme linje gir samme bukter."""
    rng = np.random.default_rng([int(abs(v) * 1000) for punkt in linje for v in punkt])
    for _ in range(nivaaer):
        ny = [linje[0]]
        for (x1, y1), (x2, y2) in pairwise(linje):
            skyv = rng.normal(0, 0.07)
            ny += [((x1 + x2) / 2 + skyv * (y1 - y2), (y1 + y2) / 2 + skyv * (x2 - x1)), (x2, y2)]
        linje = ny
    return linje


def _stoerste(flate) -> Polygon:
    return max(getattr(flate, "geoms", [flate]), key=lambda del_: del_.area)


def _meter(flate: Polygon) -> Polygon:
    return Polygon(np.round(np.asarray(flate.exterior.coords) * RUTE + HJORNE))


def punkt_i(flate: Polygon, rng: np.random.Generator) -> tuple[int, int]:
    """Trekk et punkt inne i sonen, i hele meter og med god avstand til grensen."""
    vest, sor, ost, nord = flate.bounds
    indre = flate.buffer(-40)
    while True:
        x, y = np.round(rng.uniform((vest, sor), (ost, nord)))
        if indre.contains(Point(x, y)):
            return int(x), int(y)
