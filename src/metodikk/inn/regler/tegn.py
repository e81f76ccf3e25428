"""Regler for tegn: bokstaver som er ødelagt eller gått tapt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from metodikk.inn.adresser import celler_i_ord
from metodikk.inn.visning import sitat

if TYPE_CHECKING:
    from metodikk.inn.utsnitt import Utsnitt

_ODELAGT = re.compile("Ã[¦¸¥†˜…©¤¶–œ\u0080-\u009f\u00a0-\u00bf]|â€.|Â[\u00a0«»°]")
_TAPT = re.compile("\ufffd|(?<=[A-Za-zÆØÅæøå])\\?(?=[a-zæøå])")


def odelagte_bokstaver(u: Utsnitt) -> None:
    """K021: tekst lest med feil tegnsett («BÃ¦rum»). Vi foreslår, men retter ikke."""
    _meld(u, "K021", _ODELAGT, forslag=True)


def tapte_bokstaver(u: Utsnitt) -> None:
    """K022: tekst der bokstaver er byttet ut («B�rum»)."""
    _meld(u, "K022", _TAPT, forslag=False)


def reparert(tekst: str) -> str:
    """Foreslå hva teksten skulle vært. Tom tekst når det ikke kan regnes ut.

    >>> reparert("BÃ¦rum")
    'Bærum'
    """
    for tegnsett in ("cp1252", "latin-1"):
        try:
            return tekst.encode(tegnsett).decode("utf-8")
        except UnicodeError:
            continue
    return ""


def _meld(u: Utsnitt, kode: str, monster: re.Pattern, *, forslag: bool) -> None:
    for j, navn in enumerate(u.navn):
        treff = list(_treff(u, j, monster))
        if not treff:
            continue
        celler = [c for c, _ in treff]
        tekst = treff[0][1]
        fant = f"{sitat(tekst)} i {celler_i_ord(celler)}"
        u.meld(
            kode, celler=celler, kolonne=navn, fant=fant, forslag=reparert(tekst) if forslag else ""
        )


def _treff(u: Utsnitt, j: int, monster: re.Pattern) -> Iterator[tuple[tuple[int, int], str]]:
    kolonne = u.verdier[:, j]
    raatt_navn = str(u.nett.celler[u.overskrift][u.indekser[j]])
    if monster.search(raatt_navn):
        yield (u.overskriftsrad, u.kolonnenumre[j]), raatt_navn
    mulige = (v for v in u.ulike_tekster(j) if "?" in v or not v.isascii())
    feil = {v for v in mulige if monster.search(v)}
    if feil:
        yield from (
            ((int(u.rader[i]), u.kolonnenumre[j]), v)
            for i, v in enumerate(kolonne)
            if type(v) is str and v in feil
        )


REGLER = (odelagte_bokstaver, tapte_bokstaver)
