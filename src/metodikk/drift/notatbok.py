"""Notatbøker av ren tekst: `templates/_kilde/<mal>.py` blir til den samme ipynb-filen hver gang.

I kurset har kilden også svarene. «# -> » er det en celle skal skrive ut, og det som står mellom
«# <løsning>» og «# </løsning>», er løsningen på en oppgave. Av én kilde lages både notatboka
deltakeren arbeider i, uten løsningen, og fasiten, med den.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

_SKILLE = re.compile(r"^# %%(?P<resten>.*)$")
_MERKER = re.compile(r"tags=(\[[^\]]*\])")
_SVAR = re.compile(r"^# -> ?(?P<svar>.*)$", re.MULTILINE)
_LOSNING = re.compile(r"^# <løsning>\n(?P<kode>.*?)\n# </løsning>$", re.MULTILINE | re.DOTALL)
SKRIV_HER = "# Skriv løsningen din her."
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True, slots=True)
class Celle:
    """Én celle i kilden: prosa eller kode, med merkene den har."""

    prosa: bool
    merker: tuple[str, ...]
    tekst: str


def bygg(kilde: Path, *, fasit: bool = False) -> dict:
    """Bygg en notatbok av en kildefil. Samme kilde gir alltid nøyaktig samme notatbok.

    Bruk denne når en mal eller en kursnotatbok er endret. Prøvene sier fra når notatboka ikke er
    bygd på nytt.

    Parametere
    ----------
    kilde : Path
        Kildefilen.
    fasit : bool, forvalgt False
        Ta med løsningene på oppgavene.
    """
    celler = les_celler(kilde.read_text(encoding="utf-8"))
    return {
        "cells": [_celle(nummer, celle, fasit) for nummer, celle in enumerate(celler)],
        "metadata": _METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def som_tekst(notatbok: dict) -> str:
    """Skriv notatboka slik den lagres."""
    return json.dumps(notatbok, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def les_celler(kilde: str) -> list[Celle]:
    """Del kilden i celler ved linjene som begynner med «# %%».

    Eksempel
    --------
    >>> [c.tekst for c in les_celler("# %% [markdown]\\n# # Hei\\n# %%\\nx = 1\\n")]
    ['# Hei', 'x = 1']
    """
    celler: list[tuple[str, list[str]]] = []
    for linje in kilde.splitlines():
        if m := _SKILLE.match(linje):
            celler.append((m["resten"], []))
        elif celler:
            celler[-1][1].append(linje)
    return [_les(hode, linjer) for hode, linjer in celler]


def _les(hode: str, linjer: list[str]) -> Celle:
    prosa = "[markdown]" in hode
    merker = _MERKER.search(hode)
    tekst = "\n".join(re.sub(r"^# ?", "", linje) if prosa else linje for linje in linjer)
    return Celle(prosa, tuple(json.loads(merker[1])) if merker else (), tekst.strip("\n"))


def _celle(nummer: int, celle: Celle, fasit: bool) -> dict:
    tekst, svar = (celle.tekst, []) if celle.prosa else _kode(celle.tekst, fasit)
    felles = {
        "id": hashlib.sha256(f"{nummer}\n{celle.tekst}".encode()).hexdigest()[:8],
        "metadata": {"tags": list(celle.merker)} if celle.merker else {},
        "source": tekst.splitlines(keepends=True),
    }
    if celle.prosa:
        return {"cell_type": "markdown", **felles}
    utskrift = [{"name": "stdout", "output_type": "stream", "text": [f"{s}\n" for s in svar]}]
    return {
        "cell_type": "code",
        "execution_count": nummer + 1 if svar else None,
        "outputs": utskrift if svar else [],
        **felles,
    }


def _kode(tekst: str, fasit: bool) -> tuple[str, list[str]]:
    """Koden slik den står i notatboka, og det den skal skrive ut."""
    if not fasit and _LOSNING.search(tekst):
        return _LOSNING.sub(SKRIV_HER, _SVAR.sub("", tekst)).strip("\n"), []
    svar = [m["svar"] for m in _SVAR.finditer(tekst)]
    return _LOSNING.sub(lambda m: m["kode"], _SVAR.sub("", tekst)).strip("\n"), svar
