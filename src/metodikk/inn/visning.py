"""Gjengir innhold fra filene i meldinger, kort og uten personopplysninger."""

from __future__ import annotations

from metodikk.grunn.maskering import maskert
from metodikk.inn.navn import rens


def sitat(verdi: object, *, lengde: int = 60) -> str:
    """Gjengi en celle i en melding: kortet ned, i gåseøyne, med personopplysninger skjult.

    >>> sitat("Kontakt: ola@eksempel.no")
    '«Kontakt: [e-post skjult]»'
    """
    tekst = maskert(rens(verdi))
    return f"«{tekst[:lengde].rstrip()}…»" if len(tekst) > lengde else f"«{tekst}»"
