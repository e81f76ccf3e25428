"""Gjør råverdiene like uansett filtype: tom er tom, og hele tall er hele tall."""

from __future__ import annotations

import re

import numpy as np

from metodikk.inn.adresser import celler_i_ord
from metodikk.inn.utsnitt import Utsnitt

_APOSTROF = re.compile(r"^['’](?=[\d=+@-])")


def rens_verdier(u: Utsnitt) -> None:
    """Gjør tomme celler til None. Mellomrom (K117) og apostrof foran (K119) blir meldt."""
    bare_mellomrom = np.zeros(u.verdier.shape, dtype=bool)
    apostrof = np.zeros(u.verdier.shape, dtype=bool)
    for j in range(u.verdier.shape[1]):
        kolonne = u.verdier[:, j]
        endres = {s: _ren(s) for s in u.ulike_tekster(j) if _ren(s) is not s}
        if not endres:
            continue
        for i, v in enumerate(kolonne):
            if type(v) is str and v in endres:
                kolonne[i] = endres[v]
                bare_mellomrom[i, j] = v != "" and endres[v] is None
                apostrof[i, j] = endres[v] is not None
    u.verdiene_er_endret()
    for kode, maske in (("K117", bare_mellomrom), ("K119", apostrof)):
        if maske[:, _med_navn(u)].any():
            celler = u.posisjoner(maske & _med_navn(u))
            u.meld(kode, celler=celler, fant=celler_i_ord(celler), rettet=True)


def hele_tall(u: Utsnitt) -> None:
    """Gjør 301.0 til 301, slik tallet vises i Excel."""
    for j in range(u.verdier.shape[1]):
        kolonne = u.verdier[:, j]
        typer = set(map(type, kolonne.tolist()))
        if typer == {float} and _bare_hele(tall := kolonne.astype(float)):
            u.verdier[:, j] = tall.astype(np.int64).astype(object)
        elif float in typer:
            u.verdier[:, j] = [
                int(v) if type(v) is float and v.is_integer() and abs(v) < 1e15 else v
                for v in kolonne
            ]


def _bare_hele(tall: np.ndarray | float) -> bool:
    return bool(np.all(np.abs(tall) < 1e15) and np.all(np.mod(tall, 1) == 0))


def _ren(tekst: str) -> str | None:
    if not tekst or tekst.isspace() or not tekst.strip("\u200b\ufeff\u2060 \t\u00a0"):
        return None
    return _APOSTROF.sub("", tekst) if tekst[0] in "'’" else tekst


def _med_navn(u: Utsnitt) -> np.ndarray:
    return np.array([bool(n) for n in u.navn])
