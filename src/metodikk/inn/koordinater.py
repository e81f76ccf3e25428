"""Kontrollerer koordinatsystemet og regner kartet om til meter."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

import geopandas as gpd
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely import Point

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.inn.kartfil import Kartlag

_UTM = {25832: 25832, 25833: 25833, 32632: 25832, 32633: 25833}
_MULIGE = (25833, 25832, 25835, 4326, 3857)
Ramme = tuple[float, float, float, float]


def til_meter(kart: Kartlag, koder: Collection[str]) -> gpd.GeoDataFrame:
    """Gi kartet i EPSG:25832 eller EPSG:25833 etter å ha sjekket at det ligger der det skal.

    Bruk denne før areal, avstand eller naboer regnes. UTM-sone 32 og 33 beholdes som de er, alt annet
    regnes om til den av dem som passer med lengdegraden.

    Parametere
    ----------
    kart : Kartlag
        Laget slik det står i filen. Får funn om koordinatsystemet.
    koder : samling av str
        Sonekodene. Begynner de med et kjent fylkesnummer, sjekkes stedet mot fylket.
    """
    data = kart.data
    midt = _midtpunkt(data)
    rammer = _rammer(koder)
    crs = data.crs
    if crs is None or (crs.is_geographic and not _er_grader(midt)):
        crs = _gjett(kart, midt, rammer)
    elif _er_byttet_om(crs, midt, rammer):
        forslag = f"{midt.y:.4g}, {midt.x:.4g}"
        kart.meld("K704", fant=f"{midt.x:.4g}, {midt.y:.4g}", forslag=forslag)
    elif not _innenfor(_grader(crs, midt), rammer):
        _meld_feil_sted(kart, crs, midt, rammer)
    data = data.set_crs(crs, allow_override=True)
    return _regn_om(kart, data, crs, midt)


def _midtpunkt(data: gpd.GeoDataFrame) -> Point:
    """Medianen tåler at én flate ligger helt feil."""
    grenser = data.geometry.bounds.dropna()
    return Point(
        (grenser.minx + grenser.maxx).median() / 2, (grenser.miny + grenser.maxy).median() / 2
    )


def _er_grader(p: Point) -> bool:
    return abs(p.x) <= 180 and abs(p.y) <= 180


def _er_byttet_om(crs: CRS, midt: Point, rammer: list[Ramme]) -> bool:
    bedre = _innenfor(_grader(crs, Point(midt.y, midt.x)), rammer)
    return bedre and not _innenfor(_grader(crs, midt), rammer)


def _gjett(kart: Kartlag, midt: Point, rammer: list[Ramme]) -> CRS:
    """Gjett på det koordinatsystemet som legger kartet i landet, og si at det er en gjetning."""
    forslag = list(_passer(midt, rammer))
    fant = (
        f"koordinater rundt {midt.x:.0f}, {midt.y:.0f}"
        if not _er_grader(midt)
        else f"{midt.x:.3f}, {midt.y:.3f}"
    )
    kart.meld("K702", fant=fant, forslag=" eller ".join(f"EPSG:{e}" for e in forslag))
    if not forslag:
        raise DataFeil(kart.funn)
    return CRS.from_epsg(forslag[0])


def _meld_feil_sted(kart: Kartlag, crs: CRS, midt: Point, rammer: list[Ramme]) -> None:
    grader = _grader(crs, midt)
    forslag = [e for e in _passer(midt, rammer) if e != crs.to_epsg()]
    ventet = (
        "Norge"
        if len(rammer) == len(katalog("norge")["rammer"])
        else "fylket sonekodene begynner med"
    )
    sted = f"lengdegrad {grader.x:.1f}, breddegrad {grader.y:.1f}" if grader else "et ukjent sted"
    kart.meld("K703", ventet=ventet, fant=f"{sted} med {_navn(crs)}",
              forslag=" eller ".join(f"EPSG:{e}" for e in forslag))  # fmt: skip


def _passer(midt: Point, rammer: list[Ramme]) -> Iterator[int]:
    return (e for e in _MULIGE if _innenfor(_grader(CRS.from_epsg(e), midt), rammer))


def _regn_om(kart: Kartlag, data: gpd.GeoDataFrame, crs: CRS, midt: Point) -> gpd.GeoDataFrame:
    fra = crs.to_epsg()
    grader = _grader(crs, midt)
    til = _UTM.get(fra) or (25832 if grader is None or grader.x < 12 else 25833)
    if fra == til:
        return data
    kart.meld("K705", til=f"EPSG:{til}", fant=_navn(crs), rettet=True)
    return data.to_crs(til)


def _grader(crs: CRS, p: Point) -> Point | None:
    try:
        x, y = _omregner(crs.to_wkt()).transform(p.x, p.y, errcheck=True)
    except ProjError:
        return None
    return Point(x, y)


@cache
def _omregner(wkt: str) -> Transformer:
    return Transformer.from_crs(CRS.from_wkt(wkt), 4326, always_xy=True)


def _innenfor(p: Point | None, rammer: list[Ramme]) -> bool:
    return p is not None and any(a <= p.x <= c and b <= p.y <= d for a, b, c, d in rammer)


def _rammer(koder: Collection[str]) -> list[Ramme]:
    """Rammene for fylket når alle kodene begynner med samme kjente fylkesnummer, ellers hele landet."""
    alle = katalog("norge")["rammer"]
    fylker = {k[:2] for k in koder if k.isdigit() and len(k) in (4, 8, 10)}
    if len(fylker) == 1 and len(koder) > 0 and all(k[:2] in fylker for k in koder):
        numre = katalog("norge")["eldre"].get(*fylker, list(fylker))
        if all(n in alle for n in numre):
            return [tuple(alle[n]) for n in numre]
    return [tuple(r) for r in alle.values()]


def _navn(crs: CRS) -> str:
    return f"EPSG:{crs.to_epsg()}" if crs.to_epsg() else crs.name
