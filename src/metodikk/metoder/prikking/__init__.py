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
from metodikk.metoder.prikking._regler import MERKNAD, NABO
from metodikk.metoder.prikking._svar import klarer_svar
from metodikk.metoder.prikking._svarfil import Gjenkjennelige, gjenkjennelige, klarer_svarfil

__all__ = [
    "MERKNAD", "NABO", "Gjenkjennelige", "Grenser", "Omfang", "Port", "avled", "avrund", "forklar",
    "forklar_celler", "forslag", "gjenkjennelige", "klarer_svar", "klarer_svarfil",
    "klarer_uten_personer", "nytt_navn", "prikk", "prikk_belop", "pris", "roper",
]  # fmt: skip
