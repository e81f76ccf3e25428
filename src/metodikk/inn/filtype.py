"""Finner ut hva slags fil det er, av innholdet og ikke av navnet."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.inn.regelverk import grense

_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE
)
_EXCELXML = re.compile(
    rb"^\s*<\?xml[^>]*>.{0,300}urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL
)
_TEKSTENDELSER = (".csv", ".txt", ".tsv", ".tab", ".skv")
_EXCELENDELSER = (".xlsx", ".xlsm", ".xltx", ".xltm")


class Filtype(StrEnum):
    """Filtypene vi leser."""

    EXCEL = "Excel-arbeidsbok"
    TEKST = "tekstfil"


def finn_filtype(fil: Path) -> tuple[Filtype, list[Funn]]:
    """Si om filen er en Excel-arbeidsbok eller en tekstfil. DataFeil når den er noe annet.

    Bruk denne før filen leses. Låsefiler, tomme filer, for store filer og filer som ikke kan
    åpnes, blir stoppet her.
    """
    sted = {"fil": fil.name}
    hode = _begynnelsen(fil)
    if hode.startswith(b"PK"):
        return _pakket(fil)
    if hode.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataFeil(funn(*_gammelt_format(fil)[:1], sted=sted, **_gammelt_format(fil)[1]))
    if _HTML.match(hode):
        raise DataFeil(funn("K008", sted=sted, fant="<html> i begynnelsen av filen"))
    if (annet := _annet_format(hode)) is not None:
        raise DataFeil(funn(annet[0], sted=sted, type=annet[1]))
    return Filtype.TEKST, _navneavvik(fil, Filtype.TEKST, (*_TEKSTENDELSER, ""), ".csv")


def _begynnelsen(fil: Path) -> bytes:
    sted = {"fil": fil.name}
    if fil.name.startswith("~$"):
        raise DataFeil(funn("K004", sted=sted, fant="en låsefil", laas=fil.name))
    try:
        if fil.is_dir():
            raise DataFeil(funn("K005", sted=sted, fant="en mappe"))
        if not fil.exists():
            raise DataFeil(funn("K001", sted=sted, fant=f"ingen fil som heter «{fil.name}»"))
        storrelse = fil.stat().st_size
        with fil.open("rb") as strom:
            hode = strom.read(4096)
    except OSError as feil:
        raise DataFeil(funn("K005", sted=sted, fant=_grunn(feil))) from None
    if not hode or not hode.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        if storrelse <= 4096:
            raise DataFeil(funn("K002", sted=sted, fant=f"{storrelse} byte"))
    elif not hode.strip(b"\0"):
        raise DataFeil(funn("K009", sted=sted, fant="bare nulltegn: innholdet er ikke hentet"))
    if storrelse > grense("filstorrelse_mb") << 20:
        hoyst = f"{grense('filstorrelse_mb')} MB"
        raise DataFeil(funn("K013", sted=sted, fant=f"{storrelse >> 20} MB", grense=hoyst))
    return hode


def laasefil(fil: Path) -> list[Funn]:
    """K004: en låsefil ved siden av filen sier at noen har den åpen."""
    for laas in (f"~${fil.name}", f"~${fil.name[2:]}", f".~lock.{fil.name}#"):
        if (fil.parent / laas).exists():
            return [funn("K004", sted={"fil": fil.name}, fant=f"låsefilen «{laas}»", laas=laas)]
    return []


def _grunn(feil: OSError) -> str:
    if isinstance(feil, PermissionError):
        return "ingen lesetilgang"
    return "navnet er for langt" if feil.errno == 36 else "filen svarer ikke"


def _pakket(fil: Path) -> tuple[Filtype, list[Funn]]:
    sted = {"fil": fil.name}
    try:
        with zipfile.ZipFile(fil) as pakke:
            navn = set(pakke.namelist())
            kryptert = any(d.flag_bits & 1 for d in pakke.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise DataFeil(funn("K009", sted=sted, fant="pakken kan ikke åpnes")) from None
    if kryptert:
        raise DataFeil(funn("K007", sted=sted))
    if "xl/workbook.bin" in navn:
        raise DataFeil(funn("K006", sted=sted, type="binær arbeidsbok (.xlsb)"))
    if "[Content_Types].xml" in navn and any(n.startswith("xl/") for n in navn):
        return Filtype.EXCEL, _navneavvik(fil, Filtype.EXCEL, _EXCELENDELSER, ".xlsx")
    if "content.xml" in navn and "mimetype" in navn:
        raise DataFeil(funn("K006", sted=sted, type="OpenDocument (.ods)"))
    if any(n.startswith(("word/", "ppt/")) for n in navn):
        raise DataFeil(funn("K006", sted=sted, type="Word eller PowerPoint"))
    if "[Content_Types].xml" in navn:
        raise DataFeil(funn("K009", sted=sted, fant="arbeidsboka mangler ark"))
    raise DataFeil(funn("K014", sted=sted, type="zip"))


def _gammelt_format(fil: Path) -> tuple[str, dict]:
    """OLE-filer er gamle Excel-filer, eller nye som er kryptert med passord."""
    with fil.open("rb") as strom:
        innhold = strom.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in innhold:
        return "K007", {}
    er_xls = any(n.encode("utf-16-le") in innhold for n in ("Workbook", "Book"))
    return "K006", {"type": "gammel Excel-fil (.xls)" if er_xls else "eldre Office-fil"}


def _annet_format(hode: bytes) -> tuple[str, str] | None:
    kjente = {b"%PDF": ("K006", "PDF"), b"\x1f\x8b": ("K014", "gzip"), b"7z\xbc\xaf": ("K014", "7z"),
              b"Rar!": ("K014", "rar"), b"SQLite format 3": ("K006", "database"),
              b"PAR1": ("K006", "Parquet"), b"\x89PNG": ("K006", "bilde"), b"\xff\xd8\xff": ("K006", "bilde")}  # fmt: skip
    for begynnelse, svar in kjente.items():
        if hode.startswith(begynnelse):
            return svar
    if _EXCELXML.match(hode):
        return "K006", "Excel 2003 XML"
    if re.match(rb"^\s*[\[{]\s*[\"\[{]", hode):
        return "K006", "JSON"
    return ("K006", "XML") if hode.lstrip().startswith(b"<?xml") else None


def _navneavvik(fil: Path, type_: Filtype, endelser: tuple[str, ...], endelse: str) -> list[Funn]:
    if fil.suffix.lower() in endelser:
        return []
    return [funn("K010", sted={"fil": fil.name}, fant=fil.name, type=str(type_), endelse=endelse)]
