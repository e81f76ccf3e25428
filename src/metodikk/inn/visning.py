"""Viser innhold fra filene i meldinger uten å røpe opplysninger om personer."""

from __future__ import annotations

import re

from metodikk.inn.navn import rens

_LANGT_NUMMER = re.compile(
    r"(?<!\d)\d{6}[ .]?\d{5}(?!\d)|(?<!\d)(?:\+47 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?!\d)"
)
_EPOST = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def sitat(verdi: object, *, lengde: int = 60) -> str:
    """Gjengi en celle i en melding: kortet ned, i gåseøyne, med numre og e-postadresser maskert.

    >>> sitat("Kontakt: 01018012345, ola@eksempel.no")
    '«Kontakt: •••, •••»'
    """
    tekst = _EPOST.sub("•••", _LANGT_NUMMER.sub("•••", rens(verdi)))
    return f"«{tekst[:lengde].rstrip()}…»" if len(tekst) > lengde else f"«{tekst}»"
