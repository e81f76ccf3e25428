"""Figurene: hver er et bilde, en alternativ tekst med funnet i tall, og tallene bak."""

from metodikk.ut.figurer.fordelinger import befolkning, permutasjon, svarfordeling, trakt
from metodikk.ut.figurer.graf import kjede, nettverk
from metodikk.ut.figurer.intervaller import intervaller, rangintervall, soyler
from metodikk.ut.figurer.utvikling import hendelsestid, utvikling

__all__ = [
    "befolkning", "hendelsestid", "intervaller", "kjede", "nettverk", "permutasjon",
    "rangintervall", "soyler", "svarfordeling", "trakt", "utvikling",
]  # fmt: skip
