"""Brudd på sporet fra behov til virkning (K541 og K57x). Modellen er den samme som i rapportene."""

from __future__ import annotations

from collections.abc import Iterator

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.kjede import Kjede, bygg_kjede, kjedetabeller, nokkelfelt
from metodikk.inn.kontrolltabell import Omgivelser
from metodikk.inn.register import Treff, prosjektregel


def ledd_uten(kode: str, o: Omgivelser) -> Iterator[Treff]:
    """Gi radene der sporet er brutt på den måten `kode` sier."""
    regel = katalog("kjede")["brudd"][kode]
    tabell = katalog("kjede")["ledd"][regel["ledd"]]["tabell"]
    uten = {b.ledd[1] for b in _kjede(o).brudd() if b.kode == kode}
    data = o.data(tabell)
    rader = data.index[data[nokkelfelt(tabell)].isin(uten)]
    if not len(rader):
        return
    felt = _feltet(tabell, regel)
    koder = [str(k) for k in data.loc[rader, nokkelfelt(tabell)]]
    yield Treff(rader, felt if o.tabeller[tabell].har(felt) else "", fant=koder, samlet=True, tabell=tabell)  # fmt: skip


def _feltet(tabell: str, regel: dict) -> str:
    """Feltet i tabellen selv som skulle vært fylt ut, eller koden når feltet står i en annen tabell."""
    for bindeledd, ledd in katalog("kjede")["bindeledd"].items():
        egen, felt = bindeledd.split(".")
        if egen == tabell and set(ledd) & set(regel["mangler"]):
            return felt
    return nokkelfelt(tabell)


def _kjede(o: Omgivelser) -> Kjede:
    return bygg_kjede({t: o.data(t) for t in kjedetabeller() if t in o.tabeller})


def _meld_inn(kode: str, regel: dict) -> None:
    def ledd_uten_det_som_skulle_vaert_der(o: Omgivelser) -> Iterator[Treff]:
        yield from ledd_uten(kode, o)

    tabell = katalog("kjede")["ledd"][regel["ledd"]]["tabell"]
    prosjektregel(kode, tabell, *regel["krever"])(ledd_uten_det_som_skulle_vaert_der)


for _kode, _regel in katalog("kjede")["brudd"].items():
    _meld_inn(_kode, _regel)
