"""Svarfiler som gis videre, og arkene der et menneske leser svarene først. Aldri formler, aldri klokke."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Klarert
from metodikk.ut.arkstil import LINJE, pynt_hode, pynt_tekstark, utskrift
from metodikk.ut.rapport.xlsx import uten_klokke
from metodikk.ut.skjemaark import kolonnetittel

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

TIDSPUNKT = dt.datetime(2000, 1, 1)
SVAR, SPORSMAAL, OM = "Svar", "Spørsmål", "Om filen"
BREDDER = {"nummer": 15, "kolonne": 16, "tekst": 70, "mistanke": 18, "ord": 34, "avgjorelse": 16}
AVGJORELSER = ("godkjenn", "masker", "utelat")


def skriv_svarfil(
    klart: Klarert, fil: Path, *, tittel: str, sporsmaal: pd.DataFrame,
    om: Sequence[tuple[str, str]],
) -> Path:  # fmt: skip
    """Skriv en klarert svarfil som Excel: svarene, spørsmålene, og hva som er gjort med dem.

    Bruk denne når svarene skal gis videre rad for rad. Bare en klarert tabell kan skrives.

    Parametere
    ----------
    klart : Klarert
        Fra :func:`metodikk.metoder.prikking.klarer_svarfil`.
    fil : Path
        Filen som skal skrives.
    tittel : str
        Tittelen på filen.
    sporsmaal : DataFrame
        Spørsmålene, med kolonnene slik de skal stå. Tom når det ikke er noen.
    om : liste av (navn, tekst)
        Det mottakeren må vite om filen.

    Returnerer
    ----------
    Path
        Filen.

    Eksempel
    --------
    >>> import tempfile
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"sone": ["1"] * 5, "trygg": [1, 2, 3, 4, 5]})
    >>> klart = mk.prikking.klarer_svarfil(d, nokler=["sone"])
    >>> fil = skriv_svarfil(klart, Path(tempfile.mkdtemp()) / "svar.xlsx", tittel="Svar",
    ...                     sporsmaal=pd.DataFrame(), om=[("Antall svar", "5")])
    >>> from openpyxl import load_workbook
    >>> load_workbook(fil)["Svar"]["B3"].value
    2
    """
    if not isinstance(klart, Klarert):
        raise TypeError("Bare klarerte svar kan skrives. Send dem gjennom klarer_svarfil først.")
    bok = _bok(tittel)
    _tabell(bok.active, SVAR, klart.tabell)
    if len(sporsmaal):
        _tabell(bok.create_sheet(), SPORSMAAL, sporsmaal)
    _om(bok.create_sheet(OM), tittel, om)
    return _lagre(bok, fil)


def skriv_leseark(tvil: Sequence, fil: Path) -> Path:
    """Skriv arket der et menneske leser svarene og bestemmer hva som skal skje med hvert av dem.

    Bruk denne når noen svar kan nevne en person. Arket har en nedtrekksliste i kolonnen Avgjørelse.

    Parametere
    ----------
    tvil : sequence of Tvil
        Fra :func:`metodikk.metoder.prikking.til_lesing`.
    fil : Path
        Filen som skal skrives. Den må ikke finnes fra før.

    Returnerer
    ----------
    Path
        Filen.

    Eksempel
    --------
    >>> import tempfile
    >>> import metodikk as mk
    >>> tvil = mk.prikking.til_lesing(pd.DataFrame({"svar": ["Spør Kari"]}), ["svar"])
    >>> fil = skriv_leseark(tvil, Path(tempfile.mkdtemp()) / "les.xlsx")
    >>> from openpyxl import load_workbook
    >>> [c.value for c in load_workbook(fil).active[6]][2:5]
    ['Spør Kari', 'navn', 'Kari']
    """
    k = katalog("utlevering")["leseark"]
    bok = _bok(k["tittel"])
    ark = bok.active
    ark.title = "Les svarene"
    ark.append([k["tittel"]])
    for linje in k["veiledning"]:
        ark.append([linje])
    hode = 2 + len(k["veiledning"])
    ark.append(list(k["kolonner"].values()))
    for nr, t in enumerate(tvil, hode + 1):
        for j, verdi in enumerate((t.nummer, t.kolonne, t.tekst, t.mistanke, "; ".join(t.ord)), 1):
            _skriv(ark.cell(nr, j), verdi)
        ark.cell(nr, 6)
    pynt_tekstark(ark, hode, [BREDDER[n] for n in k["kolonner"]])
    _veiledning(ark, len(k["veiledning"]))
    _nedtrekk(ark, hode + 1)
    return _lagre(bok, fil)


def _veiledning(ark: Worksheet, antall: int) -> None:
    from openpyxl.styles import Alignment

    for rad in range(2, 2 + antall):
        ark.merge_cells(start_row=rad, end_row=rad, start_column=1, end_column=len(BREDDER))
        ark.cell(rad, 1).alignment = Alignment(wrap_text=True, vertical="top")
        ark.row_dimensions[rad].height = LINJE * (1 + len(str(ark.cell(rad, 1).value)) // 130) + 3


def _nedtrekk(ark: Worksheet, forste: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    regel = DataValidation(type="list", formula1=f'"{",".join(AVGJORELSER)}"', allow_blank=True)
    regel.showErrorMessage, regel.showInputMessage = True, True
    regel.errorTitle, regel.error = "Ikke et av valgene", "Velg en verdi fra listen."
    regel.promptTitle, regel.prompt = "Avgjørelse", "godkjenn, masker eller utelat."
    regel.add(f"F{forste}:F{max(ark.max_row, forste)}")
    ark.add_data_validation(regel)


def _bok(tittel: str) -> Workbook:
    from openpyxl import Workbook

    bok = Workbook()
    bok.properties.title, bok.properties.creator = tittel, "metodikk"
    bok.properties.language = "nb-NO"
    bok.properties.created = bok.properties.modified = TIDSPUNKT
    return bok


def _tabell(ark: Worksheet, navn: str, data: pd.DataFrame) -> None:
    ark.title = navn
    for j, kolonne in enumerate(data, 1):
        _skriv(ark.cell(1, j), str(kolonne))
        ark.column_dimensions[ark.cell(1, j).column_letter].width = _bredde(data[kolonne])
    for i, rad in enumerate(data.itertuples(index=False), 2):
        for j, verdi in enumerate(rad, 1):
            _skriv(ark.cell(i, j), verdi)
    pynt_hode(ark, 1)
    ark.freeze_panes = "A2"
    utskrift(ark)


def _bredde(kolonne: pd.Series) -> int:
    lengst = max((len(str(v)) for v in (kolonne.name, *kolonne.head(200))), default=8)
    return max(12, min(lengst + 2, 50))


def _om(ark: Worksheet, tittel: str, om: Sequence[tuple[str, str]]) -> None:
    _skriv(ark.cell(1, 1), tittel)
    ark.append(["Hva", "Forklaring"])
    for i, par in enumerate(om, 3):
        for j, tekst in enumerate(par, 1):
            _skriv(ark.cell(i, j), tekst)
    pynt_tekstark(ark, 2, (28, 90))


def _skriv(celle: Cell, verdi: object) -> None:
    """Ekte tall, og tekst som aldri kan bli en formel. Mangler verdien, er cellen tom."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(verdi, (list, tuple)):
        verdi = "; ".join(str(v) for v in verdi)
    if verdi is None or verdi is pd.NaT or verdi != verdi:
        return
    if isinstance(verdi, str):
        celle.value = ILLEGAL_CHARACTERS_RE.sub("", verdi)
        celle.data_type = "s"
        celle.quotePrefix = verdi[:1] in ("=", "+", "-", "@", "\t", "\r", "'")
        return
    if isinstance(verdi, bool):
        celle.value = "ja" if verdi else "nei"
        return
    tall = verdi.item() if hasattr(verdi, "item") else verdi
    celle.value = int(tall) if isinstance(tall, float) and tall.is_integer() else tall


def _lagre(bok: Workbook, fil: Path) -> Path:
    """Lagre uten klokkeslett i pakken, så det samme innholdet gir den samme filen."""
    ut = io.BytesIO()
    bok.save(ut)
    Path(fil).write_bytes(uten_klokke(ut.getvalue()))
    return Path(fil)


def sporsmaalsark(kodebok: pd.DataFrame, sporsmaal: Sequence[str]) -> pd.DataFrame:
    """Spørsmålene i filen slik mottakeren trenger dem: ordlyd, skala og koden for «vet ikke».

    >>> k = pd.DataFrame({"sporsmal": ["trygg", "annet"], "tekst": ["Hvor trygg?", "Annet?"], "minst": [1, 1]})
    >>> sporsmaalsark(k, ["trygg"]).values.tolist()
    [['trygg', 'Hvor trygg?', 1]]
    """
    felt = [n for n in ("sporsmal", "tekst", "minst", "hoyest", "vet_ikke") if n in kodebok]
    ut = kodebok.loc[kodebok["sporsmal"].isin(list(sporsmaal)), felt]
    return ut.rename(columns={n: kolonnetittel(n) for n in felt}).reset_index(drop=True)
