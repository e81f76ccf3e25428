"""Det prøvene av porten deler: grenser under gulvet, til å prøve motoren mot publiserte svar."""

from __future__ import annotations

from metodikk.metoder.prikking import Grenser


def uten_gulv(**grenser) -> Grenser:
    """Grenser uten kontrollen mot gulvet. SSBs prøvetabeller har andre grenser enn noen profil."""
    g = object.__new__(Grenser)
    for navn, felt in Grenser.__dataclass_fields__.items():
        object.__setattr__(g, navn, grenser.get(navn, felt.default))
    return g
