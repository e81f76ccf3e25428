"""Bygger et prosjekt av ekte filer, slik en kommune ville hatt dem: kart fra én kilde, tall fra en annen.

Kilden har antall innvandrere og andelen de er av befolkningen i hver grunnkrets. Folketallet er derfor
antall delt på andel. Alder og kjønn finnes ikke i kilden: folketallet i hver krets er delt etter faste
andeler, slik at summen er kildens. Ingenting annet er endret, heller ikke strekene og de løse endene.
"""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import openpyxl

from metodikk.grunn.skjema import skjema

KOMMUNE, AAR = "0219", 2018
OMRAADE = "021914"  # delområdet Sandvika–Valler
LOS = "02199999"  # uoppgitt krets: tall uten flate
INDIKATORER = {"vestlig_bakgrunn": "western", "annen_bakgrunn": "non-western"}
_ALDER = (0.07, 0.13, 0.05, 0.18, 0.21, 0.20, 0.11, 0.05)


def les_kilden(mappe: Path) -> tuple[gpd.GeoDataFrame, dict[str, dict]]:
    """Kartet og tallene for hele kilden (Bærum og Asker)."""
    return gpd.read_file(mappe / "ab.geojson"), json.loads(
        (mappe / "immigrants.json").read_text("utf-8")
    )


def folketall(rad: dict) -> int | None:
    """Antall delt på andel. None når kilden har strek for begge gruppene."""
    for slag in INDIKATORER.values():
        antall, andel = rad[f"{slag}-count"], rad[f"{slag}-share"]
        if isinstance(antall, int | float) and isinstance(andel, int | float) and andel > 0:
            return round(antall / andel * 100)
    return None


def bygg(kilde: Path, rot: Path, *, med_los_krets: bool, hele_kartet: bool = False) -> Path:
    """Skriv prosjektmappen. `med_los_krets` er rettelsen kontrollen ber om."""
    kart, tall = les_kilden(kilde)
    i_kommunen = kart[kart["kommunenummer"] == KOMMUNE]
    tall = {k: v for k, v in tall.items() if k.startswith(KOMMUNE)}
    data = rot / "data"
    data.mkdir(parents=True)
    (kart if hele_kartet else i_kommunen).to_file(data / "soner.geojson", driver="GeoJSON")
    _soner(data / "Soner.xlsx", i_kommunen, med_los_krets)
    _befolkning(data / "Befolkning 2018.csv", tall)
    _indikatorer(data / "indikatorer.xlsx", tall)
    soner = sorted(k for k in i_kommunen["grunnkretsnummer"] if k.startswith(OMRAADE))
    (rot / "prosjekt.toml").write_text(_prosjektfil(soner), encoding="utf-8")
    return rot


def _soner(fil: Path, kart: gpd.GeoDataFrame, med_los_krets: bool) -> None:
    bok = openpyxl.Workbook()
    ark = bok.active
    ark.append(["Grunnkretsnummer", "Grunnkretsnavn", "Kommunenummer"])
    for rad in kart.sort_values("grunnkretsnummer").itertuples():
        ark.append([rad.grunnkretsnummer, rad.grunnkretsnavn, rad.kommunenummer])
    if med_los_krets:
        ark.append([LOS, "Uoppgitt grunnkrets", KOMMUNE])
    bok.save(fil)


def _befolkning(fil: Path, tall: dict[str, dict]) -> None:
    """Semikolondelt med tegnsettet fra Windows, slik Excel lagrer den."""
    linjer = ["Grunnkrets;År;Aldersgruppe;Kjønn;Antall"]
    grupper = [
        (a, k) for a in skjema("befolkning").felt["aldersgruppe"].valg for k in ("kvinner", "menn")
    ]
    for kode, rad in tall.items():
        n = folketall(rad)
        deler = [".."] * len(grupper) if n is None else _fordel(n)
        linjer += [f"{kode};{AAR};{a};{k};{d}" for (a, k), d in zip(grupper, deler, strict=True)]
    fil.write_bytes("\r\n".join([*linjer, ""]).encode("cp1252"))


def _fordel(n: int) -> list[int]:
    """Del et antall etter faste andeler, med største rest, slik at summen er den samme."""
    andeler = [a / 2 for a in _ALDER for _ in range(2)]
    hele = [int(n * a) for a in andeler]
    etter_rest = sorted(range(len(andeler)), key=lambda i: hele[i] - n * andeler[i])
    for i in etter_rest[: n - sum(hele)]:
        hele[i] += 1
    return hele


def _indikatorer(fil: Path, tall: dict[str, dict]) -> None:
    """Ett ark med tittel over og kilde under, og strekene slik de står i kilden."""
    bok = openpyxl.Workbook()
    ark = bok.active
    ark.append(["Innvandrere etter grunnkrets 1. januar 2018"])
    ark.append([])
    ark.append(["Indikator", "Grunnkrets", "År", "Antall", "Grunnlag"])
    for kode, rad in tall.items():
        n = folketall(rad)
        for indikator, slag in INDIKATORER.items():
            ark.append([indikator, kode, AAR, rad[f"{slag}-count"], ".." if n is None else n])
    ark.append([])
    ark.append(["Kilde: SSB"])
    bok.save(fil)


def _prosjektfil(soner: list[str]) -> str:
    egne = "\n".join(
        f'[indikator.{kode}]\nnavn = "{navn}"\ndefinisjon = "Innvandrere i grunnkretsen."\ntema = "befolkning"\n'
        f'maal = "andel"\nretning = "ingen"\nkilde = "SSB"\n'
        for kode, navn in (("vestlig_bakgrunn", "Innvandrere fra vestlige land"),
                           ("annen_bakgrunn", "Innvandrere fra andre land"))
    )  # fmt: skip
    return (
        f'[prosjekt]\nnavn = "Sandvika og Valler"\nkommune = "{KOMMUNE}"\nkommunenavn = "Bærum"\n\n'
        f'[omraade]\nnavn = "Sandvika–Valler"\nsoner = {json.dumps(soner)}\n\n{egne}'
    )
