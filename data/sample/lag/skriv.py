"""Skriver tabellene slik en kommune har dem: Excel med tittel over, flere ark, csv fra eldre systemer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

STEMPEL = (2026, 1, 15, 12, 0, 0)


def arbeidsbok(fil: Path, ark: Mapping[str, tuple[pd.DataFrame, list[str]]]) -> None:
    """Skriv en arbeidsbok. Hvert ark er en tabell og linjene som skal stå over den."""
    bok = Workbook()
    bok.remove(bok.active)
    for navn, (data, over) in ark.items():
        _ark(bok.create_sheet(navn), data, over)
    lager = io.BytesIO()
    bok.save(lager)
    fil.write_bytes(_uten_klokkeslett(lager.getvalue()))


def _ark(ark, data: pd.DataFrame, over: list[str]) -> None:
    for linje in over:
        ark.append([linje])
    if over:
        ark["A1"].font = Font(bold=True, size=14)
        ark.append([])
    ark.append(list(data.columns))
    topp = ark.max_row
    for celle in ark[topp]:
        celle.font = Font(bold=True)
    for rad in data.itertuples(index=False):
        ark.append([_verdi(v) for v in rad])
    _som_tekst(ark, data, topp)
    ark.freeze_panes = ark.cell(topp + 1, 1)
    for nr, kolonne in enumerate(data.columns, start=1):
        bredde = max(len(str(v)) for v in [kolonne, *data[kolonne].head(50)])
        ark.column_dimensions[get_column_letter(nr)].width = min(bredde + 2, 60)


def _verdi(verdi):
    if isinstance(verdi, str):
        return verdi or None
    if pd.isna(verdi):
        return None
    return verdi.item() if hasattr(verdi, "item") else verdi


def _som_tekst(ark, data: pd.DataFrame, topp: int) -> None:
    """Koder er tekst i Excel, ellers forsvinner de første nullene når noen redigerer cellen."""
    for nr, kolonne in enumerate(data.columns, start=1):
        if (
            data[kolonne]
            .map(lambda v: isinstance(v, str) and re.fullmatch(r"0\d+", v) is not None)
            .any()
        ):
            for (celle,) in ark.iter_rows(min_row=topp + 1, min_col=nr, max_col=nr):
                celle.number_format = "@"


def _uten_klokkeslett(innhold: bytes) -> bytes:
    """Bytt tidsstemplene i arbeidsboken med faste, slik at samme tabell gir samme fil."""
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(innhold)) as inn, zipfile.ZipFile(ut, "w") as ny:
        for navn in inn.namelist():
            data = inn.read(navn)
            if navn == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-15T12:00:00Z", data)
            ny.writestr(zipfile.ZipInfo(navn, STEMPEL), data, zipfile.ZIP_DEFLATED)
    return ut.getvalue()


def csv(
    fil: Path, data: pd.DataFrame, *, tegnsett: str = "utf-8", linjeskift: str = "\r\n"
) -> None:
    """Skriv en csv-fil med semikolon og desimalkomma."""
    tekst = data.to_csv(None, sep=";", decimal=",", index=False, lineterminator=linjeskift)
    fil.write_bytes(tekst.encode(tegnsett))
