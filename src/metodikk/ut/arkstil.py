"""Utseendet til regnearkene som er laget for å leses: overskrift, bredder og radhøyder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SKRIFT, LINJE = "Calibri", 15


def pynt_tekstark(ark: Worksheet, hode: int, bredder: Sequence[int]) -> None:
    """Gi et ark med tekst overskriftsrad, brutte linjer og rader som er høye nok til teksten.

    `hode` er raden med kolonnenavn. Det som står over den, er tittel og forklaring.
    """
    from openpyxl.styles import Alignment, Font

    ark["A1"].font = Font(name=SKRIFT, bold=True, size=15)
    for celle, bredde in zip(ark[hode], bredder, strict=True):
        ark.column_dimensions[celle.column_letter].width = bredde
    for rad in ark.iter_rows(min_row=hode):
        for celle in rad:
            celle.alignment = Alignment(wrap_text=True, vertical="top")
        linjer = max(_linjer(celle.value, b) for celle, b in zip(rad, bredder, strict=True))
        ark.row_dimensions[rad[0].row].height = LINJE * linjer + 3
    pynt_hode(ark, hode)
    ark.freeze_panes = f"A{hode + 1}"
    utskrift(ark)


def pynt_hode(ark: Worksheet, hode: int) -> None:
    """Marker overskriftsraden med fet skrift på mørk bunn (kontrast 10:1)."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for celle in ark[hode]:
        celle.font = Font(name=SKRIFT, bold=True, color="FFFFFF")
        celle.fill = PatternFill("solid", fgColor="12436D")
        celle.alignment = Alignment(wrap_text=True, vertical="top")


def utskrift(ark: Worksheet) -> None:
    """Skriv ut liggende, med alle kolonnene på bredden."""
    ark.page_setup.orientation, ark.page_setup.fitToHeight = "landscape", 0
    ark.sheet_properties.pageSetUpPr.fitToPage = True


def _linjer(verdi: object, bredde: int) -> int:
    """Hvor mange linjer teksten trenger. Ord deles ikke, så litt av bredden går tapt."""
    deler = str(verdi if verdi is not None else "").split("\n")
    return sum(max(1, math.ceil(len(d) * 1.15 / bredde)) for d in deler)
