"""Åpner en kartfil: finner laget, leser det og oversetter feilene til norsk."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, GeometryError

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.inn.filtype import laasefil
from metodikk.inn.navn import normaliser
from metodikk.inn.regelverk import grense

_ENDELSER = (".gpkg", ".geojson", ".json", ".shp", ".fgb", ".gml", ".kml", ".sqlite")
_LESEFEIL = (DataSourceError, DataLayerError, GeometryError, OSError, RuntimeError, ValueError)


@dataclass(eq=False)
class Kartlag:
    """Ett lag slik det står i filen, og det som er funnet underveis."""

    fil: Path
    lag: str
    data: gpd.GeoDataFrame
    funn: list[Funn] = field(default_factory=list)

    @property
    def sted(self) -> dict:
        return {"fil": self.fil.name, "ark": self.lag, "tabell": "geografi"}

    def meld(self, kode: str, **felt) -> None:
        self.funn.append(funn(kode, sted=self.sted, **felt))


def les_kartlag(fil: Path, lag: str = "") -> Kartlag:
    """Les ett lag i en kartfil.

    Parametere
    ----------
    fil : Path
        GeoPackage, GeoJSON, shapefil eller en zip med en shapefil.
    lag : str, forvalgt tom
        Navnet på laget når filen har flere.
    """
    sti = _sti(fil)
    with warnings.catch_warnings():
        # Biblioteket advarer på engelsk om ting vi selv sier fra om.
        warnings.simplefilter("ignore")
        valgt = _velg_lag(fil, sti, lag)
        try:
            data, merknader = _les(sti, valgt)
        except _LESEFEIL as feil:
            raise _uleselig(fil, _grunn(fil, str(feil))) from None
    if not isinstance(data, gpd.GeoDataFrame):
        raise DataFeil(
            funn("K720", sted={"fil": fil.name, "ark": valgt}, fant="et lag uten geometri")
        )
    kart = Kartlag(fil, valgt, data, laasefil(fil))
    kart.funn += [f.med(fil=fil.name, ark=valgt) for f in merknader]
    return kart


def _sti(fil: Path) -> str:
    if not fil.exists():
        raise DataFeil(
            funn("K001", sted={"fil": fil.name}, fant=f"ingen fil som heter «{fil.name}»")
        )
    if fil.suffix.lower() == ".zip":
        return _i_zip(fil)
    if fil.suffix.lower() not in _ENDELSER:
        raise _uleselig(fil, f"formatet «{fil.suffix}»")
    if fil.stat().st_size == 0:
        raise DataFeil(funn("K002", sted={"fil": fil.name}, fant="0 byte"))
    return str(fil)


def _i_zip(fil: Path) -> str:
    try:
        with zipfile.ZipFile(fil) as pakke:
            deler = [d for d in pakke.infolist() if not d.filename.startswith("__MACOSX")]
            storrelse = sum(d.file_size for d in deler)
    except (zipfile.BadZipFile, OSError):
        raise _uleselig(fil, "pakken kan ikke åpnes") from None
    hoyst = grense("utpakket_mb")
    if storrelse > hoyst << 20:
        raise DataFeil(
            funn("K011", sted={"fil": fil.name}, fant=f"{storrelse >> 20} MB", grense=f"{hoyst} MB")
        )
    kart = [d.filename for d in deler if Path(d.filename).suffix.lower() in _ENDELSER]
    if len(kart) != 1:
        navn = ", ".join(Path(k).name for k in kart)
        fant = f"flere kartfiler i pakken: {navn}" if kart else "ingen kartfil i pakken"
        raise _uleselig(fil, fant)
    return f"/vsizip/{fil.resolve()}/{kart[0]}"


def _velg_lag(fil: Path, sti: str, lag: str) -> str:
    try:
        alle = [str(navn) for navn, _ in pyogrio.list_layers(sti)]
        med_flater = [str(navn) for navn, type_ in pyogrio.list_layers(sti) if type_ is not None]
    except _LESEFEIL as feil:
        raise _uleselig(fil, _grunn(fil, str(feil))) from None
    if lag:
        treff = [n for n in alle if normaliser(n) == normaliser(lag)]
        if treff:
            return treff[0]
    elif len(med_flater) == 1:
        return med_flater[0]
    flater = [
        n
        for n in med_flater
        if "Polygon" in (pyogrio.read_info(sti, layer=n)["geometry_type"] or "")
    ]
    if not lag and len(flater) == 1:
        return flater[0]
    if not med_flater:
        fant = "et lag uten geometri" if alle else "ingen lag"
        raise DataFeil(funn("K720", sted={"fil": fil.name}, fant=fant))
    fant = ", ".join(f"«{n}»" for n in alle)
    raise DataFeil(funn("K712", sted={"fil": fil.name}, fant=fant, antall=len(alle)))


def _les(sti: str, lag: str) -> tuple[gpd.GeoDataFrame, list[Funn]]:
    try:
        return pyogrio.read_dataframe(sti, layer=lag), []
    except UnicodeDecodeError:
        data = pyogrio.read_dataframe(sti, layer=lag, encoding="cp1252")
        return data, [
            funn("K717", tegnsett="Windows-1252", fant="bokstaver som ikke er gyldig UTF-8")
        ]


def _uleselig(fil: Path, fant: str) -> DataFeil:
    return DataFeil(funn("K701", sted={"fil": fil.name}, fant=fant))


def _grunn(fil: Path, melding: str) -> str:
    if fil.suffix.lower() == ".shp":
        mangler = [e for e in (".shx", ".dbf") if not fil.with_suffix(e).exists()]
        if mangler:
            return "shapefilen mangler " + " og ".join(mangler)
    return (
        "filen er skadet"
        if "not recognized" in melding or "Failed" in melding
        else "innholdet kan ikke tolkes"
    )
