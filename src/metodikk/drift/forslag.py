"""«Mente du …?»: det nærmeste kjente navnet til et som er skrevet feil."""

from __future__ import annotations

from collections.abc import Iterable


def naermest(navn: str, kjente: Iterable[str]) -> str:
    """Finn navnet brukeren trolig mente, eller "" når ingen likner.

    Eksempel
    --------
    >>> naermest("evalueringen", ["ressurskart", "evaluering"])
    'evaluering'
    >>> naermest("område", ["omraade", "program"])
    'omraade'
    """
    from difflib import get_close_matches

    former = {enkel(k): k for k in kjente}
    treff = get_close_matches(enkel(navn), former, n=1, cutoff=0.6)
    return former[treff[0]] if treff else ""


def mente_du(navn: str, kjente: Iterable[str]) -> str:
    """Skriv forslaget som en setning, eller "" når ingen likner.

    >>> mente_du("komune", ["kommune"])
    'Mente du «kommune»?'
    """
    forslag = naermest(navn, kjente)
    return f"Mente du «{forslag}»?" if forslag else ""


def enkel(navn: str) -> str:
    """Små bokstaver uten æøå, slik navnene våre er skrevet."""
    smaa = navn.casefold().strip().replace("-", "_").replace(" ", "_")
    return smaa.replace("æ", "ae").replace("ø", "o").replace("å", "aa")
