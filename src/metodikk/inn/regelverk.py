"""Katalogen «lesing» i den formen koden trenger den."""

from __future__ import annotations

from functools import cache

from metodikk.grunn.kataloger import katalog
from metodikk.inn.navn import normaliser


def grense(navn: str) -> int:
    """Slå opp en grense i katalogen `lesing`.

    >>> grense("overskrift_innen")
    100
    """
    return int(katalog("lesing")["grenser"][navn])


@cache
def ordliste(del_: str, navn: str) -> frozenset[str]:
    """Gi ordene i en liste i katalogen `lesing`, i normalisert form.

    >>> "ialt" in ordliste("sumrader", "navn")
    True
    """
    return frozenset(normaliser(o) for o in katalog("lesing")[del_][navn])


@cache
def begynnelser() -> tuple[str, ...]:
    """Gi ordene en fotnote kan begynne med, i små bokstaver."""
    return tuple(o.casefold() for o in katalog("lesing")["fotnoter"]["begynner_med"])


def er_hjelpekolonne(navn: str) -> bool:
    """Si om kolonnen er hjelpekolonnen i skjemaene våre («#» eller «Radtype»).

    >>> er_hjelpekolonne("#"), er_hjelpekolonne("Radtype"), er_hjelpekolonne("sone")
    (True, True, False)
    """
    return navn == "#" or normaliser(navn) in ordliste("eksempelrad", "kolonner") - {""}
