"""Figurene: hver er et bilde, en alternativ tekst med funnet i tall, og tallene bak."""

from metodikk.ut.figurer.befolkning import befolkning
from metodikk.ut.figurer.hendelsestid import hendelsestid
from metodikk.ut.figurer.intervaller import intervaller, rangintervall, soyler
from metodikk.ut.figurer.kjede import kjede
from metodikk.ut.figurer.matrise import matrise
from metodikk.ut.figurer.nettverk import nettverk
from metodikk.ut.figurer.permutasjon import permutasjon
from metodikk.ut.figurer.svarfordeling import svarfordeling
from metodikk.ut.figurer.tidslinje import tidslinje
from metodikk.ut.figurer.trakt import trakt
from metodikk.ut.figurer.trapp import trapp
from metodikk.ut.figurer.trinnkurve import trinnkurve
from metodikk.ut.figurer.utvikling import utvikling

__all__ = [
    "befolkning", "hendelsestid", "intervaller", "kjede", "matrise", "nettverk", "permutasjon",
    "rangintervall", "soyler", "svarfordeling", "tidslinje", "trakt", "trapp",
    "trinnkurve", "utvikling",
]  # fmt: skip
