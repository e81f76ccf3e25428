"""Tomme Excel-skjemaer for tabellene, laget av skjemakatalogen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import Felt, Tabellskjema, skjema
from metodikk.ut.arkstil import LINJE, SKRIFT, pynt_hode, pynt_tekstark, utskrift

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HJELPEKOLONNE, EKSEMPEL = "Radtype", "Eksempel"
SISTE_RAD = 5000
_FORMAT = {"kode": "@", "liste": "@", "valg": "@", "tekst": "@", "aar": "0", "dato": "yyyy-mm-dd"}
_SLIK = {
    "kode": "Tekst. Nuller foran beholdes.", "tekst": "Tekst.", "valg": "Velg fra listen.",
    "heltall": "Et helt tall.", "tall": "Et tall.",
    "aar": "Fire sifre.", "dato": "Dato, for eksempel 2025-03-01.", "ja_nei": "ja eller nei.",
    "liste": "Flere verdier skilles med semikolon.",
}  # fmt: skip
_MANGLER = " «..» når tallet mangler, «:» når kilden har skjult det."
_MAALETABELLER = ("befolkning", "indikatorer", "stedsfakta")
_BREDDE = {"tekst": 34, "liste": 28, "valg": 24}
_HODE = (
    "Kolonne", "Må fylles ut", "Hva den inneholder", "Slik skrives det", "Valg", "Viser til", "Eksempel",
)  # fmt: skip


def skriv_skjema(tabell: str, fil: Path) -> Path:
    """Skriv et tomt Excel-skjema for en tabell.

    Bruk denne når kommunen skal fylle ut tabellen selv. Kodekolonnene er tekst, så Excel ikke
    fjerner nuller foran. Eksempelraden er merket, og leses ikke som data.

    Parametere
    ----------
    tabell : str
        Navnet på tabellen i skjemakatalogen.
    fil : Path
        Filen som skal skrives.

    Returnerer
    ----------
    Path
        Filen.

    Eksempel
    --------
    >>> import tempfile
    >>> fil = skriv_skjema("befolkning", Path(tempfile.mkdtemp()) / "befolkning.xlsx")
    >>> from openpyxl import load_workbook
    >>> load_workbook(fil).sheetnames
    ['Befolkning', 'Forklaring', 'Valg']

    Les mer
    -------
    Analysis Function: Making spreadsheets accessible (Storbritannia, 2023).
    """
    from openpyxl import Workbook

    s = skjema(tabell)
    bok = Workbook()
    valg = _valg(s)
    _dataark(bok.active, s, valg)
    _forklaring(bok.create_sheet("Forklaring"), s)
    if valg:
        _valgark(bok.create_sheet("Valg"), valg)
    _egenskaper(bok, s)
    bok.save(fil)
    return Path(fil)


def kolonnetittel(felt: str) -> str:
    """Skriv navnet på et felt slik folk leser det.

    >>> kolonnetittel("aar"), kolonnetittel("gjelder_fra")
    ('år', 'gjelder fra')
    """
    return katalog("skrivemaater")["kolonnetitler"].get(felt, felt.replace("_", " "))


def _slik(s: Tabellskjema, f: Felt) -> str:
    maaltall = s.tabell in _MAALETABELLER and f.type in ("tall", "heltall")
    return _SLIK[f.type] + (_MANGLER if maaltall else "")


def _valg(s: Tabellskjema) -> dict[str, tuple[str, ...]]:
    """Listene til nedtrekkene, for feltene som har faste valg."""
    return {n: f.valg or ("ja", "nei") for n, f in s.felt.items() if f.type in ("valg", "ja_nei")}


def _dataark(ark: Worksheet, s: Tabellskjema, valg: dict[str, tuple[str, ...]]) -> None:
    from openpyxl.utils import get_column_letter

    ark.title = s.tittel[:31]
    felt = list(s.felt.values())
    ark.append([HJELPEKOLONNE, *(kolonnetittel(f.felt) for f in felt)])
    ark.append([EKSEMPEL, *(_eksempel(f) for f in felt)])
    for nummer, f in enumerate(felt, start=2):
        bokstav = get_column_letter(nummer)
        ark.column_dimensions[bokstav].width = _BREDDE.get(f.type, 16)
        ark.column_dimensions[bokstav].number_format = _FORMAT.get(f.type, "General")
        ark.cell(2, nummer).number_format = _FORMAT.get(f.type, "General")
        ark.add_data_validation(_veiledning(s, f, bokstav, valg))
    ark.column_dimensions["A"].width = 12
    _pynt_dataark(ark, s)


def _eksempel(f: Felt) -> object:
    if f.type in ("heltall", "aar"):
        return int(f.eksempel)
    if f.type == "tall":
        return (
            float(f.eksempel.replace(",", "."))
            if "." in f.eksempel or "," in f.eksempel
            else int(f.eksempel)
        )
    return f.eksempel


def _veiledning(s: Tabellskjema, f: Felt, bokstav: str, valg: dict[str, tuple[str, ...]]):
    """Teksten som vises når cellen velges, og nedtrekkslisten når feltet har faste valg."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    regel = DataValidation(allow_blank=True, showInputMessage=True)
    if f.felt in valg:
        kolonne = get_column_letter(list(valg).index(f.felt) + 1)
        regel.type, regel.showErrorMessage = "list", True
        regel.formula1 = f"Valg!${kolonne}$4:${kolonne}${3 + len(valg[f.felt])}"
        regel.errorTitle, regel.error = "Ikke et av valgene", "Velg en verdi fra listen."
    maa = "Må fylles ut. " if f.paakrevd else ""
    regel.promptTitle = kolonnetittel(f.felt)[:32]
    regel.prompt = f"{maa}{f.beskrivelse} {_slik(s, f)}"[:255]
    regel.add(f"{bokstav}2:{bokstav}{SISTE_RAD}")
    return regel


def _pynt_dataark(ark: Worksheet, s: Tabellskjema) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.table import Table, TableStyleInfo

    pynt_hode(ark, 1)
    ark.row_dimensions[2].height = 2 * LINJE + 3
    for celle in ark[2]:
        celle.font = Font(name=SKRIFT, italic=True, color="505A5F")
        celle.alignment = Alignment(wrap_text=True, vertical="top")
    omraade = f"A1:{ark.cell(1, ark.max_column).column_letter}3"
    tabell = Table(displayName=f"tabell_{s.tabell}", ref=omraade)
    tabell.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    ark.add_table(tabell)
    ark.freeze_panes = "B2"
    ark.print_title_rows = "1:1"
    utskrift(ark)


def _forklaring(ark: Worksheet, s: Tabellskjema) -> None:
    """Hvert felt i ord. Tittelen står i A1, og tabellen har én overskriftsrad."""
    maaltall = "Fyll ut én rad under eksempelet for hvert tilfelle. Raden merket «Eksempel» leses ikke, og kan bli stående."
    sporsmal = " Legg til én kolonne for hvert spørsmål i kodeboka." if s.flere_kolonner_fra else ""
    ark.append([f"Slik fyller du ut {s.tittel}"])
    ark.append([s.beskrivelse])
    ark.append([maaltall + sporsmal])
    ark.append(list(_HODE))
    for f in s.felt.values():
        viser_til = " eller ".join(_tabelltittel(v) for v in f.viser_til)
        ark.append([
            kolonnetittel(f.felt), "ja" if f.paakrevd else "nei", f.beskrivelse, _slik(s, f),
            " · ".join(f.valg), viser_til, f.eksempel,
        ])  # fmt: skip
    pynt_tekstark(ark, 4, (20, 14, 60, 42, 42, 24, 30))


def _tabelltittel(viser_til: str) -> str:
    tabell = viser_til.split(".")[0]
    return "indikatorkatalogen" if tabell == "katalog" else f"tabellen {skjema(tabell).tittel}"


def _valgark(ark: Worksheet, valg: dict[str, tuple[str, ...]]) -> None:
    ark.append(["Valgene i nedtrekkslistene"])
    ark.append(
        ["Én kolonne for hvert felt. Listene kan ikke endres, for da blir de ikke kjent igjen."]
    )
    ark.append([kolonnetittel(n) for n in valg])
    for i in range(max(map(len, valg.values()))):
        ark.append([v[i] if i < len(v) else None for v in valg.values()])
    pynt_tekstark(ark, 3, tuple(30 for _ in valg))


def _egenskaper(bok: Workbook, s: Tabellskjema) -> None:
    bok.properties.title = f"Skjema: {s.tittel}"
    bok.properties.creator = "metodikk"
    bok.properties.language = "nb-NO"
    bok.properties.description = s.beskrivelse
