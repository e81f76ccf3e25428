"""Leser arkene der et menneske har bestemt hva som skal skje med svar som kan nevne noen."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn

HODE_SENEST = 20


@dataclass(frozen=True, slots=True)
class Svarlinje:
    """Én linje i arket: nummeret på svaret, det som er bestemt, ordene som skal skjules, og hvor."""

    nummer: str
    avgjorelse: str
    ord: tuple[str, ...]
    fil: str
    ark: str
    celle: str
    ordcelle: str

    def sted(self, ordene: bool = False) -> dict:
        """Feltene et funn trenger for å si hvor det er."""
        return {"fil": self.fil, "ark": self.ark, "celle": self.ordcelle if ordene else self.celle}


def les_leseark(fil: Path) -> list[Svarlinje]:
    """Les linjene i et leseark. Kolonnene finnes på navnet, så rekkefølgen kan være endret.

    Bruk denne på filer fra :func:`metodikk.ut.svarark.skriv_leseark` som noen har fylt ut.

    Parametere
    ----------
    fil : Path
        Excel-filen.

    Returnerer
    ----------
    list of Svarlinje
        Linjene som har et nummer, også dem uten avgjørelse. DataFeil når filen ikke kan leses.

    Eksempel
    --------
    >>> import tempfile
    >>> from openpyxl import Workbook
    >>> bok = Workbook()
    >>> for rad in (["Nummer", "Skjul disse ordene", "Avgjørelse"], ["a1", "Kari; Ola", "Masker"]):
    ...     bok.active.append(rad)
    >>> fil = Path(tempfile.mkdtemp()) / "les.xlsx"
    >>> bok.save(fil)
    >>> [(linje.nummer, linje.avgjorelse, linje.ord) for linje in les_leseark(fil)]
    [('a1', 'masker', ('Kari', 'Ola'))]
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl sier fra på engelsk om pynt den ikke kjenner
            bok = load_workbook(fil, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError) as e:
        raise _feil(fil, "En Excel-fil (.xlsx) som kan åpnes. Lukk den i Excel først.") from e
    return [linje for ark in bok.worksheets for linje in _linjer(fil, ark)] or _uten(fil)


def _uten(fil: Path) -> list[Svarlinje]:
    raise _feil(fil, f"Kolonnene {', '.join(_navn().values())}, med minst én linje under.")


def _feil(fil: Path, ventet: str) -> DataFeil:
    return DataFeil(funn("K915", sted={"fil": _sti(fil)}, ventet=ventet))


def _sti(fil: Path) -> str:
    """Filen med mappen: i data/ kan det ligge en fil med samme navn."""
    return f"{fil.parent.name}/{fil.name}"


def _navn() -> dict[str, str]:
    kolonner = katalog("utlevering")["leseark"]["kolonner"]
    return {n: kolonner[n] for n in ("nummer", "ord", "avgjorelse")}


def _linjer(fil: Path, ark) -> Iterator[Svarlinje]:
    hode, plass = _hode(ark)
    for rad in ark.iter_rows(min_row=hode + 1) if plass else ():
        celler = {n: rad[i] for n, i in plass.items()}
        tekst = {n: "" if c.value is None else str(c.value).strip() for n, c in celler.items()}
        if tekst["nummer"]:
            ord_ = tuple(o.strip() for o in tekst["ord"].split(";") if o.strip())
            yield Svarlinje(
                tekst["nummer"], tekst["avgjorelse"].casefold(), ord_, _sti(fil), ark.title,
                celler["avgjorelse"].coordinate, celler["ord"].coordinate,
            )  # fmt: skip


def _hode(ark) -> tuple[int, dict[str, int]]:
    """Raden med kolonnenavnene, og hvor hver av dem står. Uten alle sammen er det ikke vårt ark."""
    for rad in ark.iter_rows(max_row=HODE_SENEST):
        navn = [str(c.value or "").strip().casefold() for c in rad]
        plass = {n: navn.index(o.casefold()) for n, o in _navn().items() if o.casefold() in navn}
        if len(plass) == len(_navn()):
            return rad[0].row, plass
    return 0, {}
