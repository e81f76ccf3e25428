"""Åpner en Excel-arbeidsbok trygt og finner arkene, stilene og merknadene i den."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.inn.adresser import les_adresse
from metodikk.inn.arkxml import Arkstruktur, Posisjon, les_struktur
from metodikk.inn.regelverk import grense

_SKADET = (
    zlib.error,
    zipfile.BadZipFile,
    OSError,
    EOFError,
    KeyError,
    ParseError,
    ValueError,
    NotImplementedError,
)
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Ark:
    """Ett ark i arbeidsboka. `del_` er stien i pakken, `skjult` er «», «hidden» eller «veryHidden»."""

    navn: str
    del_: str
    skjult: str = ""


@dataclass(frozen=True, eq=False)
class Arbeidsbok:
    """En åpnet arbeidsbok der bare oppbygningen er lest."""

    fil: Path
    pakke: zipfile.ZipFile
    ark: tuple[Ark, ...]
    farget_stil: dict[int, int]

    def struktur(self, ark: Ark) -> Arkstruktur:
        """Les oppbygningen av ett ark. DataFeil når delen er skadet eller utrygg."""
        with _oversett_feil(self.fil), self.pakke.open(ark.del_) as strom:
            struktur = les_struktur(strom, self.farget_stil)
            struktur.merknader = _merknader(self.pakke, ark.del_)
        return struktur

    def har_del(self, begynnelse: str) -> bool:
        """Si om pakken har en del som begynner slik, for eksempel «xl/externalLinks/»."""
        return any(n.startswith(begynnelse) for n in self.pakke.namelist())


@contextmanager
def aapne(fil: Path) -> Iterator[Arbeidsbok]:
    """Åpne en arbeidsbok etter å ha sjekket at den er trygg å pakke ut."""
    with _oversett_feil(fil), zipfile.ZipFile(fil) as pakke:
        _sjekk_storrelse(pakke, fil)
        _les_gjennom(pakke, ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"))
        bok = Arbeidsbok(fil, pakke, _arkene(pakke), _fargede_stiler(pakke))
        yield bok


@contextmanager
def _oversett_feil(fil: Path) -> Iterator[None]:
    try:
        yield
    except DataFeil as feil:
        raise DataFeil(f.med(fil=fil.name) for f in feil.funn) from None
    except DefusedXmlException:
        raise DataFeil(funn("K012", sted={"fil": fil.name}, fant="en XML-definisjon")) from None
    except _SKADET as feil:
        raise DataFeil(funn("K009", sted={"fil": fil.name}, fant=type(feil).__name__)) from None


def _sjekk_storrelse(pakke: zipfile.ZipFile, fil: Path) -> None:
    deler = pakke.infolist()
    samlet = sum(d.file_size for d in deler)
    forhold = max(
        (d.file_size / max(d.compress_size, 1) for d in deler if d.file_size > 20 * _MB), default=0
    )
    hoyst = grense("utpakket_mb")
    if samlet > hoyst * _MB or forhold > grense("pakkeforhold"):
        fant = f"{samlet // _MB} MB utpakket av {fil.stat().st_size // 1024} kB"
        raise DataFeil(funn("K011", fant=fant, grense=f"{hoyst} MB"))


def _les_gjennom(pakke: zipfile.ZipFile, deler: tuple[str, ...]) -> None:
    """Les delene til slutt, så størrelse og kontrollsum er prøvd før calamine leser dem."""
    finnes = set(pakke.namelist())
    for navn in deler:
        if navn in finnes:
            with pakke.open(navn) as strom:
                forste = strom.read(1 << 16)
                if b"<!DOCTYPE" in forste or b"<!ENTITY" in forste:
                    raise DataFeil(funn("K012", fant=f"en XML-definisjon i {navn}"))
                while strom.read(1 << 22):
                    pass


def _arkene(pakke: zipfile.ZipFile) -> tuple[Ark, ...]:
    """Ark med celler, i den rekkefølgen de står. Diagramark og makroark er ikke med."""
    mappe = posixpath.dirname(_bokdel(pakke))
    koblinger = _koblinger(pakke, _bokdel(pakke))
    ark = []
    for e in _elementer(fromstring(pakke.read(_bokdel(pakke))), "sheet"):
        rid = next((v for k, v in e.attrib.items() if k.endswith("}id")), "")
        type_, maal = koblinger.get(rid, ("", ""))
        if type_.endswith("/worksheet"):
            skjult = e.get("state", "visible").replace("visible", "")
            ark.append(Ark(e.get("name", ""), _sti(mappe, maal), skjult))
    return tuple(ark)


def _bokdel(pakke: zipfile.ZipFile) -> str:
    for type_, maal in _koblinger(pakke, "").values():
        if type_.endswith("/officeDocument"):
            return maal.lstrip("/")
    raise KeyError("xl/workbook.xml")


def _koblinger(pakke: zipfile.ZipFile, del_: str) -> dict[str, tuple[str, str]]:
    mappe, navn = posixpath.split(del_)
    sti = posixpath.join(mappe, "_rels", f"{navn}.rels")
    if sti not in pakke.NameToInfo:
        return {}
    rot = fromstring(pakke.read(sti))
    return {
        e.get("Id", ""): (e.get("Type", ""), e.get("Target", ""))
        for e in _elementer(rot, "Relationship")
    }


def _merknader(pakke: zipfile.ZipFile, arkdel: str) -> list[Posisjon]:
    celler: list[Posisjon] = []
    for type_, maal in _koblinger(pakke, arkdel).values():
        sti = _sti(posixpath.dirname(arkdel), maal)
        if type_.endswith("/comments") and sti in pakke.NameToInfo:
            rot = fromstring(pakke.read(sti))
            celler += [les_adresse(e.get("ref", "A1")) for e in _elementer(rot, "comment")]
    return celler


def _fargede_stiler(pakke: zipfile.ZipFile) -> dict[int, int]:
    if "xl/styles.xml" not in pakke.NameToInfo:
        return {}
    rot = fromstring(pakke.read("xl/styles.xml"))
    fyll = [_er_farget(f) for f in _elementer(rot, "fill")]
    formater = next(iter(_elementer(rot, "cellXfs")), None)
    if formater is None:
        return {}
    numre = [int(x.get("fillId", 0)) for x in formater]
    return {i: f for i, f in enumerate(numre) if f < len(fyll) and fyll[f]}


def _er_farget(fyll: Element) -> bool:
    monster = next(iter(_elementer(fyll, "patternFill")), None)
    if monster is None:
        return bool(list(_elementer(fyll, "gradientFill")))
    if monster.get("patternType", "none") in ("none", "gray125"):
        return False
    farge = next(iter(_elementer(monster, "fgColor")), None)
    if farge is None:
        return True
    hvit = farge.get("rgb", "").upper().endswith("FFFFFF") or farge.get("indexed") in ("9", "64")
    return not hvit and not (farge.get("theme") == "0" and "tint" not in farge.attrib)


def _elementer(rot: Element, navn: str) -> Iterator[Element]:
    """Finn elementer uansett navnerom."""
    return (e for e in rot.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2] == navn)


def _sti(mappe: str, maal: str) -> str:
    return (
        maal.lstrip("/")
        if maal.startswith("/")
        else posixpath.normpath(posixpath.join(mappe, maal))
    )
