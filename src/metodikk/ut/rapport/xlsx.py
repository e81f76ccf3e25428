"""Tallene bak rapporten som regneark: ett ark per tabell, ekte tall og aldri formler."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

from metodikk.ut.rapport.les import Rapport
from metodikk.ut.side import Kolonne, Symbol, Tabell

TIDSPUNKT = dt.datetime(2000, 1, 1)
INNHOLD = "Innhold"
HODERAD = 4
BREDEST, SMALEST = 46, 9
SKRIFT = "Calibri"


def skriv(rapport: Rapport, fil: Path) -> Path:
    """Skriv tallene bak alle figurer og tabeller som Excel.

    Første ark er en innholdsliste med lenker. Hvert ark har tittel i A1, forklaring i A2 og én
    tabell. Manglende tall er symboler i ord, aldri tomme celler eller 0.

    Returnerer
    ----------
    Path
        Filen som ble skrevet.
    """
    from openpyxl import Workbook

    bok = Workbook()
    bok.properties.title = f"Tallene bak: {rapport.tittel}"
    bok.properties.creator = rapport.hode.avsender or "metodikk"
    bok.properties.language = "nb-NO"
    bok.properties.created = bok.properties.modified = TIDSPUNKT
    forside = bok.active
    forside.title = INNHOLD
    rader = [(n, t, _ark(bok, n, t)) for n, t in rapport.tabeller()]
    _forside(forside, rapport, rader)
    ut = io.BytesIO()
    bok.save(ut)
    Path(fil).write_bytes(uten_klokke(ut.getvalue()))
    return Path(fil)


def _ark(bok, nummer: str, t: Tabell) -> str:
    from openpyxl.utils import get_column_letter

    ark = bok.create_sheet(nummer)
    _tekst(ark.cell(1, 1), f"{nummer}. {t.uten_forstavelse}", overskrift=True)
    _tekst(ark.cell(2, 1), _beskrivelse(t))
    _tekst(ark.cell(3, 1), "Tilbake til innhold", lenke=INNHOLD)
    for j, overskrift in enumerate(overskrifter(t), 1):
        _hode(ark.cell(HODERAD, j), overskrift, t.kolonner[j - 1])
    for i, rad in enumerate(t.rader, HODERAD + 1):
        for j, v in enumerate(rad, 1):
            _celle(ark.cell(i, j), v, t.kolonner[j - 1])
    for j, kol in enumerate(t.kolonner, 1):
        ark.column_dimensions[get_column_letter(j)].width = _bredde(t, j - 1, kol)
    if t.rader:
        _som_tabell(ark, nummer, t)
    ark.freeze_panes = ark.cell(HODERAD + 1, min(t.radhoder, 2) + 1)
    _utskrift(ark)
    return nummer


def overskrifter(t: Tabell) -> list[str]:
    """Overskriftene, gjort ulike: Excel-tabeller tåler ikke to like."""
    sett: dict[str, int] = {}
    ut = []
    for k in t.kolonner:
        navn = k.overskrift or "Kolonne"
        sett[navn] = sett.get(navn, 0) + 1
        ut.append(navn if sett[navn] == 1 else f"{navn} {sett[navn]}")
    return ut


def _beskrivelse(t: Tabell) -> str:
    deler = [f"Arket har én tabell med {len(t.rader)} rader."]
    deler += [f"{s.value} betyr: {s.ord}." for s in t.symboler]
    deler += list(t.noter)
    return " ".join([*deler, f"Kilde: {t.kilde.rstrip('.')}." if t.kilde else ""]).strip()


def _celle(celle, verdi, kolonne: Kolonne) -> None:
    if isinstance(verdi, (str, Symbol)):
        _tekst(celle, str(verdi), hoyre=isinstance(verdi, Symbol))
        return
    celle.value = verdi
    plasser = "." + "0" * kolonne.plasser if kolonne.plasser else ""
    celle.number_format = "0" if kolonne.enhet == "aar" else f"#,##0{plasser}"


def _tekst(celle, tekst: str, *, overskrift=False, lenke="", hoyre=False) -> None:
    """Skriv tekst som aldri kan bli en formel, uansett hva den begynner med."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    celle.value = tekst
    celle.data_type = "s"
    celle.quotePrefix = tekst[:1] in ("=", "+", "-", "@", "\t", "\r", "'")
    if hoyre:
        celle.alignment = Alignment(horizontal="right")
    elif celle.row >= HODERAD:
        celle.alignment = Alignment(wrap_text=True, vertical="top")
    if overskrift:
        celle.font = Font(name=SKRIFT, bold=True, size=14)
    if lenke:
        celle.hyperlink = Hyperlink(ref=celle.coordinate, location=f"'{lenke}'!A1", display=tekst)
        celle.font = Font(name=SKRIFT, color="12436D", underline="single")


def _hode(celle, tekst: str, kolonne: Kolonne) -> None:
    from openpyxl.styles import Alignment, Font

    _tekst(celle, tekst)
    celle.font = Font(name=SKRIFT, bold=True)
    side = "left" if kolonne.er_tekst else "right"
    celle.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=side)


def _bredde(t: Tabell, j: int, kol: Kolonne) -> float:
    lengst = max((len(kol.skriv(rad[j])) for rad in t.rader), default=0)
    ord_ = max((len(o) for o in kol.overskrift.split()), default=0)
    return min(max(lengst, ord_ + 2, len(kol.overskrift) / 2, SMALEST) + 2, BREDEST)


def _som_tabell(ark, nummer: str, t: Tabell) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    slutt = f"{get_column_letter(len(t.kolonner))}{HODERAD + len(t.rader)}"
    tabell = Table(displayName=nummer.replace(" ", "_"), ref=f"A{HODERAD}:{slutt}")
    tabell.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
    tabell.comment = t.uten_forstavelse[:250]
    ark.add_table(tabell)


def _utskrift(ark) -> None:
    ark.page_setup.paperSize = 9
    ark.page_setup.orientation = "landscape"
    ark.page_setup.fitToHeight = 0
    ark.sheet_properties.pageSetUpPr.fitToPage = True
    ark.print_title_rows = f"{HODERAD}:{HODERAD}"


def _forside(ark, rapport: Rapport, rader) -> None:
    from openpyxl.worksheet.table import Table, TableStyleInfo

    _tekst(ark.cell(1, 1), f"Tallene bak: {rapport.tittel}", overskrift=True)
    fiktiv = " Kommunen og tallene er oppdiktet." if rapport.hode.fiktiv else ""
    _tekst(ark.cell(2, 1), "Arbeidsboken har ett ark for hver figur, hvert kart og hver tabell i "
           f"rapporten. Velg et ark i listen.{fiktiv}")  # fmt: skip
    tegn = "; ".join(f"{s.value} {s.ord}" for s in Symbol)
    _tekst(ark.cell(3, 1), f"Tegnforklaring: {tegn}.")
    for j, tekst in enumerate(("Ark", "Innhold", "Rader"), 1):
        _hode(ark.cell(HODERAD, j), tekst, Kolonne("", "antall" if j == 3 else "tekst"))
    for i, (nummer, t, arknavn) in enumerate(rader, HODERAD + 1):
        _tekst(ark.cell(i, 1), nummer, lenke=arknavn)
        _tekst(ark.cell(i, 2), t.uten_forstavelse)
        ark.cell(i, 3).value = len(t.rader)
    for bokstav, bredde in zip("ABC", (14, 90, 9), strict=True):
        ark.column_dimensions[bokstav].width = bredde
    if rader:
        tabell = Table(displayName="Innholdsliste", ref=f"A{HODERAD}:C{HODERAD + len(rader)}")
        tabell.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
        ark.add_table(tabell)
    _utskrift(ark)


def uten_klokke(byte: bytes) -> bytes:
    """Pakk filen om uten tidspunkter, slik at like tall gir like byte."""
    ut = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(byte)) as inn,
        zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as pakke,
    ):
        for navn in inn.namelist():
            innhold = inn.read(navn)
            if navn == "docProps/core.xml":
                innhold = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", innhold
                )
            pakke.writestr(
                zipfile.ZipInfo(navn, (1980, 1, 1, 0, 0, 0)), innhold, zipfile.ZIP_DEFLATED
            )
    return ut.getvalue()
