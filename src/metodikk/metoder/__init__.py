"""Metodene: rene funksjoner, tabell inn og tabell ut."""
