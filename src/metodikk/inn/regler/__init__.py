"""Reglene: én liten funksjon per feil vi leter etter, hver med sin egen test."""
