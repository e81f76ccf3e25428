"""Finner filene og arkene som hører til hver tabell i prosjektets data-mappe."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import skjema, tabeller
from metodikk.grunn.typer import Funn
from metodikk.inn.navn import normaliser
from metodikk.inn.ordverdier import naermeste

TABELLENDELSER = (".xlsx", ".xlsm", ".csv", ".txt", ".tsv", ".xls", ".xlsb", ".ods")
KARTENDELSER = (".gpkg", ".geojson", ".json", ".shp", ".zip", ".fgb", ".gml")
KARTNAVN = ("soner", "geografi", "kart", "sonekart")
_FOLGEFILER = (".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qmd", ".md")


@dataclass(frozen=True)
class Tabellfil:
    """Hvor en tabell ligger: filen, arket (tomt når leseren skal finne det) og valgte kolonnenavn."""

    fil: Path
    ark: str = ""
    kolonner: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filplan:
    """Filene i prosjektet: tabellene, kartet, og det som ble funnet underveis."""

    tabeller: dict[str, Tabellfil]
    kart: Path | None
    kartlag: str
    funn: tuple[Funn, ...]


def finn_filer(
    mappe: Path, oppgitt: Mapping[str, Mapping] | None = None, bare: Collection[str] | None = None
) -> Filplan:
    """Finn filen til hver tabell.

    En fil hører til tabellen den er oppkalt etter. Skrivemåte, årstall og endelse spiller ingen
    rolle, og flere tabeller kan stå som hvert sitt ark i én arbeidsbok.

    Parametere
    ----------
    mappe : Path
        Prosjektets data-mappe.
    oppgitt : dict, valgfri
        Tabell → `fil`, `ark` og `kolonner`, slik det står i prosjekt.toml.
    bare : samling av str, valgfri
        Tabellene som trengs. Uten denne finnes alle.

    Returnerer
    ----------
    Filplan
        Filene, og funn om filer som er tvetydige eller ikke brukt.

    Eksempel
    --------
    >>> import tempfile
    >>> mappe = Path(tempfile.mkdtemp())
    >>> _ = (mappe / "Befolkning 2025.csv").write_text("sone;aar")
    >>> list(finn_filer(mappe).tabeller)
    ['befolkning']
    """
    filer = (
        sorted(f for f in mappe.iterdir() if f.is_file() and f.name[0] not in ".~")
        if mappe.is_dir()
        else []
    )
    plan = _oppgitte(mappe, oppgitt or {})
    kandidater = _etter_navn(filer)
    plan |= {t: Tabellfil(fs[0]) for t, fs in kandidater.items() if t not in plan}
    brukt = {t.fil for t in plan.values()} | {f for fs in kandidater.values() for f in fs}
    plan |= {
        t: f for t, f in _etter_ark(f for f in filer if f not in brukt).items() if t not in plan
    }
    kart, lag = _kart(mappe, filer, oppgitt or {})
    brukt |= {t.fil for t in plan.values()} | {kart}
    funnet = [*_flere(kandidater, oppgitt or {}), *_ubrukte(filer, brukt)]
    rekkefolge = [t for t in tabeller() if t in plan and (bare is None or t in bare)]
    return Filplan({t: plan[t] for t in rekkefolge}, kart, lag, tuple(funnet))


def _oppgitte(mappe: Path, oppgitt: Mapping[str, Mapping]) -> dict[str, Tabellfil]:
    return {
        tabell: Tabellfil(mappe / o["fil"], o.get("ark", ""), dict(o.get("kolonner", {})))
        for tabell, o in oppgitt.items()
        if tabell in tabeller() and o.get("fil")
    }


def _tabellnavn(tekst: str) -> str:
    """Tabellen et fil- eller arknavn peker på. Årstall, dato og versjon til slutt ses bort fra."""
    navn = {normaliser(n): t for t in tabeller() for n in (t, skjema(t).tittel)}
    form = normaliser(tekst)
    kort = re.sub(r"(?:v?\d+|kopi|endelig|ferdig)+$", "", form)
    return navn.get(form) or navn.get(kort, "")


def _etter_navn(filer: list[Path]) -> dict[str, list[Path]]:
    kandidater: dict[str, list[Path]] = {}
    for fil in filer:
        if fil.suffix.lower() in TABELLENDELSER and (tabell := _tabellnavn(fil.stem)):
            kandidater.setdefault(tabell, []).append(fil)
    return kandidater


def _etter_ark(filer) -> dict[str, Tabellfil]:
    funnet: dict[str, Tabellfil] = {}
    for fil in filer:
        if fil.suffix.lower() in (".xlsx", ".xlsm"):
            for ark in _arknavn(fil):
                if tabell := _tabellnavn(ark):
                    funnet.setdefault(tabell, Tabellfil(fil, ark))
    return funnet


def _arknavn(fil: Path) -> list[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(fil)) as bok:
            return bok.sheet_names
    except (CalamineError, OSError):
        return []


def _kart(
    mappe: Path, filer: list[Path], oppgitt: Mapping[str, Mapping]
) -> tuple[Path | None, str]:
    for navn in ("geografi", "kart"):
        if fil := oppgitt.get(navn, {}).get("fil"):
            return mappe / fil, oppgitt[navn].get("lag", "")
    for onsket in KARTNAVN:
        for endelse in KARTENDELSER:
            for fil in filer:
                if normaliser(fil.stem) == onsket and fil.suffix.lower() == endelse:
                    return fil, ""
    return None, ""


def _flere(kandidater: Mapping[str, list[Path]], oppgitt: Mapping[str, Mapping]) -> list[Funn]:
    return [
        funn("K514", sted={"fil": filer[0].name, "tabell": tabell}, fant=", ".join(f.name for f in filer),
             antall=len(filer), tabell=skjema(tabell).tittel)
        for tabell, filer in kandidater.items()
        if len(filer) > 1 and tabell not in oppgitt
    ]  # fmt: skip


def _ubrukte(filer: list[Path], brukt: set[Path | None]) -> list[Funn]:
    kartstammer = {f.stem for f in brukt if f is not None and f.suffix.lower() == ".shp"}
    ubrukt = [
        f for f in filer
        if f not in brukt and f.suffix.lower() not in _FOLGEFILER and f.stem not in kartstammer
    ]  # fmt: skip
    return [
        funn("K513", sted={"fil": f.name}, fant=f.name, forslag=naermeste(f.stem, tabeller()))
        for f in ubrukt
    ]
