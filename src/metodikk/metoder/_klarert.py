"""Det flere metoder klarerer likt: en del uten tall, og et antall personer i en setning."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking


def uten_tall(mangler: str) -> Klarert:
    """En tom del av en rapport, med grunnen.

    >>> uten_tall("Prosjektet har ingen svar.").opplysninger["mangler"]
    'Prosjektet har ingen svar.'
    """
    return prikking.klarer_uten_personer(pd.DataFrame(), "Ingen tall.", mangler=mangler)


def antall_personer(antall: int, grenser: prikking.Grenser | None) -> str:
    """Et antall personer slik det kan stå i en setning. Er det for lite, blir det «noen få».

    >>> [antall_personer(n, prikking.Grenser()) for n in (0, 2, 12)]
    ['ingen', 'noen få', '12']
    """
    if not antall:
        return "ingen"
    klart = prikking.prikk(
        pd.DataFrame({"gruppe": ["x"], "teller": [antall]}), celle=["gruppe"], grenser=grenser
    )
    vist = klart.tabell["teller"].iloc[0]
    return "noen få" if np.isnan(vist) else str(int(vist))
