"""Tall fra undersøkelser: skjules når for få har svart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking._antall import liten
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._klarering import (
    Summer,
    grunnlag_antall,
    klarert,
    med_naboer,
    nokler_for,
)
from metodikk.metoder.prikking._regler import REST, SVAR


def klarer_svar(
    data: pd.DataFrame, *, n: str = "n", celle: Sequence[str] = (), summer: Summer | None = None,
    alle: str = "", grenser: Grenser | None = None,
    avledet: Sequence[str] = ("verdi", "nedre", "ovre", "teller", "nevner"), mangler: str = "",
) -> Klarert:  # fmt: skip
    """Skjul tall fra en undersøkelse når for få har svart, i gruppen eller i resten.

    Bruk denne på andeler og gjennomsnitt fra svar. Grensen gjelder antall svar, ikke antallet
    vektingen gir.

    Parametere
    ----------
    data : DataFrame
        Én rad per tall, med antall svar i `n`. Endres ikke.
    n : str, forvalgt "n"
    celle, summer
        Som i :func:`prikk`, når noen av gruppene kan regnes ut av andre.
    alle : str, valgfri
        Kolonnen med antall svar i alt på samme spørsmål. Da vernes også dem som ikke er i gruppen.
    grenser : Grenser, valgfri
    avledet : sequence of str
        Kolonnene som er regnet av svarene.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert

    Eksempel
    --------
    >>> d = pd.DataFrame({"gruppe": ["unge", "eldre"], "n": [8, 60], "verdi": [0.5, 0.4]})
    >>> klarer_svar(d, celle=["gruppe"]).tabell["verdi"].tolist()
    [nan, 0.4]
    """
    grenser = grenser or Grenser.fra()
    nokler = nokler_for(data, celle or [], [n])
    svar = data[n].astype(float)
    regel = np.where(liten(svar, grenser.min_svar, True), SVAR, "")
    if alle:
        rest = data[alle].astype(float) - svar
        regel = np.where((regel == "") & (rest > 0) & (rest < grenser.min_svar), REST, regel)
    ingen, hull = np.zeros(len(data), dtype=bool), svar.isna().to_numpy()
    funnet = med_naboer(
        nokler, summer or {}, svar.to_numpy(), regel, hull, ingen, grenser.min_bredde
    )
    tall = [k for k in avledet if k in data]
    return klarert(data, nokler, {n: funnet}, tall, grenser, grunnlag_antall(grenser), mangler)
