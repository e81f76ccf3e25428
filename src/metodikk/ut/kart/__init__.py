"""Kartene: bilde og tabell først, så et levende kart som virker med tastatur og uten nett."""

from metodikk.ut.kart.ressurskart import ressurskart
from metodikk.ut.kart.temakart import temakart

__all__ = ["ressurskart", "temakart"]
