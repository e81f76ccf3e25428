"""Kopier av kommunens arbeidsbøker der cellene med feil er merket. Originalen røres aldri."""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from metodikk.grunn.skjema import skjema, tabeller
from metodikk.grunn.typer import Alvor, Funn
from metodikk.ut.arkstil import SKRIFT, pynt_tekstark

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

ARKNAVN = "Feil"
STORSTE_FIL, FLEST_MERKER, LENGSTE_MERKNAD = 8_000_000, 2000, 1500
_EXCEL = (".xlsx", ".xlsm")
_TEKST = (".csv", ".txt", ".tsv")
_CELLE = re.compile(r"([A-Z]{1,3})(\d+)(?::[A-Z]{1,3}(\d+))?")
_BOKSTAVER = str.maketrans({"æ": "ae", "ø": "o", "å": "aa", " ": "_"})
_FARLIG = ("=", "+", "-", "@", "\t", "\r")
_HODE = (
    "Kode", "Alvor", "Ark", "Celle", "Kolonne", "Hva", "Fant", "Forventet", "Slik retter du",
    "Forslag", "Antall steder", "Rettet automatisk",
)  # fmt: skip
_BREDDER = (8, 16, 14, 16, 14, 28, 26, 30, 38, 22, 9, 12)


def skriv_kopier(funn: Sequence[Funn], filer: Iterable[Path], mappe: Path) -> list[Path]:
    """Skriv en merket kopi av hver fil som har feil eller advarsler.

    Bruk denne etter kontrollen. Kopien har et ark «Feil» med lenker til cellene, og hver celle er
    merket med ord, symbol og merknad. Filer med fødselsnumre og ark med én rad per person kopieres
    ikke.

    Parametere
    ----------
    funn : liste av Funn
        Funnene fra kontrollen, med personopplysninger maskert.
    filer : samling av Path
        Kommunens filer.
    mappe : Path
        Mappen kopiene skrives i.

    Returnerer
    ----------
    liste av Path
        Kopiene som ble skrevet.

    Eksempel
    --------
    >>> import tempfile
    >>> from metodikk.grunn.meldinger import funn
    >>> mappe = Path(tempfile.mkdtemp())
    >>> _ = (mappe / "tall.csv").write_text("sone;antall\\n01;ca. 4\\n", encoding="utf-8")
    >>> feil = funn("K301", sted={"fil": "tall.csv", "celle": "B2"}, fant="«ca. 4»")
    >>> [f.name for f in skriv_kopier([feil], [mappe / "tall.csv"], mappe / "kopier")]
    ['tall med merker.xlsx']
    """
    skrevet = []
    for fil in sorted(set(filer)):
        egne = [f for f in funn if f.fil == fil.name]
        if not any(f.alvor in (Alvor.FEIL, Alvor.ADVARSEL) for f in egne) or _stoppet(egne):
            continue
        mappe.mkdir(parents=True, exist_ok=True)
        kopi = mappe / f"{fil.stem} med merker.xlsx"
        if kopi in skrevet:
            kopi = mappe / f"{fil.stem}{fil.suffix.replace('.', ' ')} med merker.xlsx"
        _lag_kopi(fil, egne).save(kopi)
        skrevet.append(kopi)
    return skrevet


def _stoppet(funn: Sequence[Funn]) -> bool:
    """En fil med fødselsnumre eller farlig innhold skal ikke spres i flere utgaver."""
    return any(f.alvor is Alvor.STOPP or f.kode in ("K602", "K604") for f in funn)


def _lag_kopi(fil: Path, funn: Sequence[Funn]) -> Workbook:
    from openpyxl import Workbook

    bok = _aapne(fil)
    if bok is None:
        bok = Workbook()
        bok.remove(bok.active)
    uten = [ark for ark in bok.worksheets if _har_enkeltpersoner(ark)]
    for ark in uten:
        bok.remove(ark)
    forbehold = ["Ark med svar fra enkeltpersoner er ikke tatt med."] if uten else []
    for ark in bok.worksheets:
        if _merk_celler(ark, [f for f in funn if f.celle and f.ark in ("", ark.title)]):
            forbehold.append(f"Bare de første {FLEST_MERKER} cellene er merket på «{ark.title}».")
    _feilark(bok, fil, funn, forbehold)
    bok.properties.title = f"{fil.name} med merker"
    bok.properties.language = "nb-NO"
    return bok


def _har_enkeltpersoner(ark: Worksheet) -> bool:
    """Ark med én rad per person kopieres ikke. De kjennes igjen på kolonnene i skjemaet."""
    for skjemaet in (s for s in map(skjema, tabeller()) if s.personopplysninger):
        navn = [{f, *skjemaet.felt[f].navn} for f in skjemaet.paakrevde]
        for rad in ark.iter_rows(max_row=20, values_only=True):
            ord_ = {str(v).casefold().strip().translate(_BOKSTAVER) for v in rad if v is not None}
            if sum(bool(n & ord_) for n in navn) >= len(navn) - 1:
                return True
    return False


def _aapne(fil: Path) -> Workbook | None:
    """Åpne filen som arbeidsbok. None når den er for stor eller ikke kan åpnes."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not fil.is_file() or fil.stat().st_size > STORSTE_FIL:
        return None
    if fil.suffix.lower() in _TEKST:
        return _fra_tekst(fil)
    if fil.suffix.lower() not in _EXCEL:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl sier fra på engelsk om pynt den ikke kjenner
            return load_workbook(fil, keep_links=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError):
        return None


def _fra_tekst(fil: Path) -> Workbook:
    """Legg en tekstfil i et ark, med samme radnumre. Alt er tekst, så ingenting blir en formel."""
    from openpyxl import Workbook

    bok = Workbook()
    bok.active.title = re.sub(r"[\[\]:*?/\\]", " ", fil.stem)[:31] or "Tabell"
    linjer = _dekod(fil.read_bytes()).splitlines()
    for nummer, rad in _rader(linjer):
        for kolonne, verdi in enumerate(rad, start=1):
            _tekst(bok.active.cell(nummer, kolonne), verdi)
    return bok


def _dekod(innhold: bytes) -> str:
    if innhold.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return innhold.decode("utf-16", errors="replace")
    try:
        return innhold.decode("utf-8-sig")
    except UnicodeDecodeError:
        return innhold.decode("cp1252", errors="replace")


def _rader(linjer: list[str]) -> Iterator[tuple[int, list[str]]]:
    prove = "\n".join(linjer[:20])
    skille = max(";\t,", key=lambda s: min(prove.count(s), 200) * (1 if s != "," else 0.5))
    leser = csv.reader(io.StringIO("\n".join(linjer)), delimiter=skille)
    nummer = 1
    for rad in leser:
        yield nummer, rad
        nummer = leser.line_num + 1


def _tekst(celle: Cell, verdi: object) -> None:
    """Skriv som ren tekst. Excel skal aldri regne ut noe som sto i kommunens data."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    celle.value = ILLEGAL_CHARACTERS_RE.sub("", str(verdi)) if verdi not in (None, "") else None
    if isinstance(celle.value, str):
        celle.data_type = "s"
        celle.quotePrefix = celle.value.startswith(_FARLIG)


def _merk_celler(ark: Worksheet, funn: Sequence[Funn]) -> bool:
    """Merk cellene. Sann når det var flere enn det er plass til."""
    samlet: dict[str, list[Funn]] = defaultdict(list)
    for f in funn:
        for adresse in _adresser(f.celle):
            samlet[adresse].append(f)
    for adresse, egne in list(samlet.items())[:FLEST_MERKER]:
        _merk(ark[adresse], egne)
    return len(samlet) > FLEST_MERKER


def _adresser(celle: str) -> Iterator[str]:
    for m in _CELLE.finditer(celle):
        fra, til = int(m[2]), int(m[3] or m[2])
        yield from (f"{m[1]}{rad}" for rad in range(fra, min(til, fra + FLEST_MERKER) + 1))


def _merk(celle: Cell, funn: Sequence[Funn]) -> None:
    """Symbolet og ordet vises foran verdien med et tallformat, så verdien selv er uendret."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Side

    if isinstance(celle, MergedCell):
        return
    verst = min(funn, key=lambda f: list(Alvor).index(f.alvor))
    merke = f"{verst.alvor.symbol} {verst.alvor.ord}"
    tekst = "\n\n".join(dict.fromkeys(_merknad(f) for f in funn))[:LENGSTE_MERKNAD]
    celle.comment = Comment(tekst, "metodikk", width=420, height=60 + 18 * (len(tekst) // 55 + 1))
    if celle.value is None:
        _tekst(celle, f"{merke}: tom celle")
    else:
        celle.number_format = _merket_format(merke, celle.number_format)
    _gjor_plass(celle, f"{merke}:  {celle.value}")
    kant = Side(style="medium" if verst.alvor.hindrer else "dashed", color="801650")
    celle.border = Border(left=kant, right=kant, top=kant, bottom=kant)
    celle.fill = PatternFill("solid", fgColor="FBF1F5")


def _merket_format(merke: str, vanlig: str) -> str:
    """Tallformatet som viser merket foran verdien: positive, negative, null og tekst."""
    tall = "General" if vanlig in ("General", "@") else vanlig.split(";")[0]
    return f'"{merke}:  "{tall};"{merke}:  −"{tall};"{merke}:  "{tall};"{merke}:  "@'


def _gjor_plass(celle: Cell, vist: str) -> None:
    """Et tall som ikke får plass med merket foran, ville blitt vist som ###."""
    kolonne = celle.parent.column_dimensions[celle.column_letter]
    kolonne.width = max(kolonne.width, min(len(vist) + 3, 60))


def _merknad(f: Funn) -> str:
    deler = (
        f"{f.alvor.symbol} {f.kode} {f.alvor.ord}: {f.tittel}", f.fant and f"Fant: {f.fant}",
        f.forventet and f"Forventet: {f.forventet}", f"Slik retter du: {f.slik_retter_du}",
        f.forslag and f"Forslag: {f.forslag}",
    )  # fmt: skip
    return "\n".join(d for d in deler if d)


def _feilark(bok: Workbook, fil: Path, funn: Sequence[Funn], forbehold: Sequence[str]) -> None:
    navn = ARKNAVN if ARKNAVN not in bok.sheetnames else f"{ARKNAVN} (metodikk)"
    ark = bok.create_sheet(navn, 0)
    bok.active = 0
    for annet in bok.worksheets[1:]:
        annet.sheet_view.tabSelected = False
    _tekst(ark["A1"], f"Funn i {fil.name}")
    _tekst(
        ark["A2"], "Én rad for hvert funn. Velg en adresse i kolonnen Celle for å gå til cellen."
    )
    raad = "Dette er en kopi. Rett feilene i originalen, og kontroller på nytt."
    _tekst(ark["A3"], " ".join([raad, *forbehold]))
    for kolonne, tittel in enumerate(_HODE, start=1):
        _tekst(ark.cell(4, kolonne), tittel)
    for rad, f in enumerate(funn, start=5):
        _skriv_rad(ark, rad, f, bok.sheetnames[1:])
    _pynt(ark)


def _skriv_rad(ark: Worksheet, rad: int, f: Funn, arkene: Sequence[str]) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    verdier = (
        f.kode, f"{f.alvor.symbol} {f.alvor.ord}", f.ark, f.celle or "hele tabellen", f.kolonne, f.tittel,
        f.fant, f.forventet, f.slik_retter_du, f.forslag, None, "ja" if f.rettet else "nei",
    )  # fmt: skip
    for kolonne, verdi in enumerate(verdier, start=1):
        _tekst(ark.cell(rad, kolonne), verdi)
    ark.cell(rad, 11).value = f.antall
    mal = f.ark if f.ark in arkene else arkene[0] if arkene and not f.ark else ""
    if mal and (forste := next(_adresser(f.celle), "")):
        celle = ark.cell(rad, 4)
        sitert = mal.replace("'", "''")
        celle.hyperlink = Hyperlink(
            ref=celle.coordinate, location=f"'{sitert}'!{forste}", display=f.celle
        )
        celle.font = Font(name=SKRIFT, color="12436D", underline="single")


def _pynt(ark: Worksheet) -> None:
    from openpyxl.worksheet.table import Table, TableStyleInfo

    pynt_tekstark(ark, 4, _BREDDER)
    if ark.max_row > 4:
        siste = ark.cell(ark.max_row, len(_HODE)).coordinate
        tabell = Table(displayName="metodikk_funn", ref=f"A4:{siste}")
        tabell.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        ark.add_table(tabell)
