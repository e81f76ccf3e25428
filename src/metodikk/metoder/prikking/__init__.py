"""Porten: skjuler små tall og det de kan regnes ut av, og klarerer resten.

Bare denne pakken lager :class:`metodikk.grunn.typer.Klarert`, og bare klarerte resultater kan
tegnes, settes opp i tabell eller eksporteres.
"""

from __future__ import annotations

from metodikk.metoder.prikking._antall import prikk
from metodikk.metoder.prikking._avrunding import avrund
from metodikk.metoder.prikking._belop import prikk_belop
from metodikk.metoder.prikking._fakta import avled, klarer_uten_personer
from metodikk.metoder.prikking._forklaring import forklar, forklar_celler
from metodikk.metoder.prikking._forslag import Omfang, Port, forslag, nytt_navn, pris, roper
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._grovere import SOM_FOER, Grovere, Trinn, gjor_grovere, like_svar
from metodikk.metoder.prikking._leseko import (
    AVGJORELSER,
    Avgjorelse,
    Tvil,
    avgjor,
    har_ordet,
    til_lesing,
)
from metodikk.metoder.prikking._regler import MERKNAD, NABO
from metodikk.metoder.prikking._svar import klarer_svar
from metodikk.metoder.prikking._svarfil import Gjenkjennelige, gjenkjennelige, klarer_svarfil

__all__ = [
    "AVGJORELSER", "MERKNAD", "NABO", "SOM_FOER", "Avgjorelse", "Gjenkjennelige", "Grenser", "Grovere", "Omfang",
    "Port", "Trinn", "Tvil", "avgjor", "avled", "avrund", "forklar", "forklar_celler", "forslag",
    "gjenkjennelige", "gjor_grovere", "har_ordet", "klarer_svar", "klarer_svarfil", "klarer_uten_personer",
    "like_svar", "nytt_navn", "prikk", "prikk_belop", "pris", "roper", "til_lesing",
]  # fmt: skip
