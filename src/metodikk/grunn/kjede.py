"""Kjeden fra kunnskap til virkning: leddene, hvordan de henger sammen, og hvor sporet er brutt.

Modellen står i `kataloger/kjede.toml`. Den samme brukes av kontrollen og av rapportene.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema

if TYPE_CHECKING:
    import pandas as pd

FRAM, TILBAKE = "fram", "tilbake"
Ledd = tuple[str, str]
"""Et ledd i kjeden: slaget og koden, for eksempel ("tiltak", "T05")."""


@dataclass(frozen=True, slots=True)
class Brudd:
    """Et ledd som står uten noe det skulle hengt sammen med. `kode` er meldingen i kontrollen."""

    kode: str
    ledd: Ledd
    skrevet: str


@dataclass(frozen=True, eq=False)
class Kjede:
    """Alle leddene i et prosjekt og koblingene mellom dem.

    ledd : de som har en rad i en tabell, med slag og kode. koblinger : (leddet før, leddet etter).
    tabeller : tabellene kjeden er lest av.
    """

    ledd: tuple[Ledd, ...]
    koblinger: tuple[tuple[Ledd, Ledd], ...]
    tabeller: frozenset[str]

    @cached_property
    def _naboer(self) -> dict[str, dict[Ledd, list[Ledd]]]:
        ut: dict[str, dict[Ledd, list[Ledd]]] = {FRAM: {}, TILBAKE: {}}
        for fra, til in self.koblinger:
            ut[FRAM].setdefault(fra, []).append(til)
            ut[TILBAKE].setdefault(til, []).append(fra)
        return ut

    def naboer(self, ledd: Ledd, vei: str) -> list[Ledd]:
        """Leddene rett etter («fram») eller rett før («tilbake»), i rekkefølgen de er skrevet."""
        return list(dict.fromkeys(self._naboer[vei].get(ledd, ())))

    def naas(self, ledd: Ledd, vei: str) -> list[Ledd]:
        """Alle leddene sporet når i én retning, de nærmeste først. Stengte veier følges ikke."""
        stengt = {tuple(v) for v in katalog("kjede")["veier"]["stengt"]}
        stengt |= {v[::-1] for v in stengt}
        naadd: dict[Ledd, None] = {}
        sett: set[tuple[str, Ledd]] = set()
        venter = [("", ledd)]
        while venter:
            videre = dict.fromkeys(
                (n[0], m)
                for fra, n in venter
                for m in self.naboer(n, vei)
                if (fra, n[0], m[0]) not in stengt
            )
            venter = [v for v in videre if v not in sett]
            sett |= {*venter}
            naadd |= dict.fromkeys(m for _, m in venter)
        return list(naadd)

    def av_slag(self, slag: str) -> list[Ledd]:
        """Leddene av ett slag, i rekkefølgen de står i tabellen."""
        return [n for n in self.ledd if n[0] == slag]

    def brudd(self) -> list[Brudd]:
        """Hvert ledd som mangler noe, de bruddene som betyr mest, først."""
        return [
            Brudd(kode, ledd, regel["skrevet"])
            for kode, regel in katalog("kjede")["brudd"].items()
            if set(regel["krever"]) <= self.tabeller
            for ledd in self.av_slag(regel["ledd"])
            if not {n[0] for n in self.naboer(ledd, regel["vei"])} & set(regel["mangler"])
        ]


@cache
def kjedetabeller() -> tuple[str, ...]:
    """Tabellene kjeden går gjennom.

    >>> kjedetabeller()[:2]
    ('stedsbilder', 'innspill')
    """
    return tuple(om["tabell"] for om in katalog("kjede")["ledd"].values() if "tabell" in om)


def bygg_kjede(tabeller: Mapping[str, pd.DataFrame]) -> Kjede:
    """Bygg kjeden av tabellene et prosjekt har. Felt og tabeller som mangler, hoppes over.

    Bruk denne for å følge et behov fram til tiltakene, eller et tiltak tilbake til behovene.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. Endres ikke.

    Returnerer
    ----------
    Kjede

    Eksempel
    --------
    >>> import pandas as pd
    >>> k = bygg_kjede({"behov": pd.DataFrame({"behov": ["B1", "B2"]}),
    ...                 "tiltak": pd.DataFrame({"tiltak": ["T1"], "behov": [("B1",)], "utfall": [("U1",)]})})
    >>> k.naboer(("behov", "B1"), "fram")
    [('tiltak', 'T1')]
    >>> [b.ledd for b in k.brudd()]
    [('behov', 'B2')]
    """
    finnes = {
        slag: om["tabell"]
        for slag, om in katalog("kjede")["ledd"].items()
        if om.get("tabell") in tabeller
    }
    ledd = [
        (slag, str(kode))
        for slag, tabell in finnes.items()
        for kode in tabeller[tabell][nokkelfelt(tabell)].dropna()
    ]
    return Kjede(tuple(ledd), tuple(_koblinger(tabeller)), frozenset(finnes.values()))


def nokkelfelt(tabell: str) -> str:
    """Feltet som har koden til leddet.

    >>> nokkelfelt("strategier")
    'strategi'
    """
    return skjema(tabell).nokkel[0]


def _koblinger(tabeller: Mapping[str, pd.DataFrame]) -> Iterator[tuple[Ledd, Ledd]]:
    slag_av = {om["tabell"]: s for s, om in katalog("kjede")["ledd"].items() if "tabell" in om}
    for bindeledd, (foran, etter) in katalog("kjede")["bindeledd"].items():
        tabell, felt = bindeledd.split(".")
        if felt not in tabeller.get(tabell, ()):
            continue
        data = tabeller[tabell]
        for kode, verdi in zip(data[nokkelfelt(tabell)], data[felt], strict=True):
            for annen in _koder(verdi):
                egen_sist = slag_av[tabell] == etter
                yield ((foran, annen), (etter, str(kode))) if egen_sist else (
                    (foran, str(kode)), (etter, annen))  # fmt: skip


def _koder(verdi) -> tuple[str, ...]:
    """Kodene i en celle: en liste, én kode eller ingen."""
    if isinstance(verdi, (tuple, list)):
        return tuple(map(str, verdi))
    return (verdi,) if isinstance(verdi, str) and verdi else ()
