"""Feltene der folk har skrevet fritt, og ordene med stor bokstav som ikke er personer."""

from __future__ import annotations

from metodikk.inn.kontrolltabell import Omgivelser, Tabell

_NAVN = (("soner", "sonenavn"), ("ressurser", "navn"), ("tiltak", "navn"))


def fritekstfelt(t: Tabell) -> list[str]:
    """Navnene på feltene i tabellen der folk har skrevet fritt."""
    return [navn for navn, felt in t.skjema.felt.items() if felt.fritekst and t.har(navn)]


def kjente_ord(o: Omgivelser) -> list[str]:
    """Navnene på soner, tiltak og ressurser. Ressurser som er privatpersoner, er ikke med."""
    ut: list[str] = []
    for tabell, felt in _NAVN:
        d = o.data(tabell)
        if "privatperson" in d:
            d = d[~d["privatperson"].fillna(True).astype(bool)]
        ut += [str(n) for n in d[felt].dropna()] if felt in d else []
    return ut
