"""Konfidensgrensene i rapportene: hvilket nivå de er regnet på, og antallene som går opp med dem.

Nivået står ofte i overskriften. Ellers prøves de vanlige nivåene på radene der alt er vist, og det
som stemmer der, brukes på radene der noe er skjult.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from metodikk.metoder._revisjon_intervall import (
    KONFIDENS,
    Mulige,
    Spenn,
    av_poisson,
    av_wilson,
    skala,
    spenn,
)

NIVAAER = (KONFIDENS, 0.99, 0.9, 0.998, 0.8)
GRENSER = ("nedre", "ovre")
ANTALL = ("antall", "grunnlag")
Nokkel = tuple[str, str, str]
Tabell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Snudd:
    """Antallene som går opp med grensene rundt ett tall, og stedene grensene står."""

    nokkel: Nokkel
    mulige: Mulige
    steder: list[str]
    gruppen_er_ukjent: bool


@dataclass(frozen=True, slots=True)
class _Grenser:
    """Det som står om ett tall i én tabell: verdien, grensene, nivået og hvor de står."""

    nokkel: Nokkel
    tabell: Tabell
    slag: str
    viste: dict[str, Spenn]
    steder: list[str]
    gruppe: float | None
    har_skjult: bool
    nivaa: float | None

    @property
    def kan_provs(self) -> bool:
        return bool(self.gruppe) and "verdi" in self.viste

    @property
    def begge(self) -> bool:
        return {*GRENSER} <= self.viste.keys()

    def mulige(self, konfidens: float) -> Mulige | None:
        tre = [s.ganger(1 / skala(self.slag)) if (s := self.viste.get(n)) else None
               for n in ("verdi", *GRENSER)]  # fmt: skip
        snu = av_wilson if self.slag == "prosent" else av_poisson
        return snu(*tre, self.gruppe, konfidens)


@dataclass(frozen=True, slots=True)
class _Nivaaer:
    """Nivåene som stemmer der alt er vist. Tom liste: ingen av dem stemmer, formelen er en annen."""

    her: dict[tuple, list[float]] = field(default_factory=dict)
    i_tabellen: dict[tuple, list[float]] = field(default_factory=dict)
    andre_steder: dict[tuple, list[float]] = field(default_factory=dict)

    def for_(self, g: _Grenser) -> list[float] | None:
        """Nivåene å bruke på et tall. None når ingenting er vist som formelen kan prøves på."""
        tall = g.nokkel[0]
        if (funnet := self.her.get((g.tabell, tall, g.nivaa))) is not None:
            return funnet
        i_tabellen = self.i_tabellen.get((g.tabell, g.slag, g.nivaa))
        return i_tabellen or self.andre_steder.get((tall, g.nivaa))


def snudd(data: pd.DataFrame, grunnlag: Callable) -> Iterator[Snudd]:
    """Snu grensene. Uten noe å prøve formelen på må begge grensene være vist.

    `grunnlag` gir størrelsen på gruppen til en celle, og hvor den står.
    """
    alle = list(_med_grenser(data, grunnlag))
    nivaaer = _provd(g for g in alle if g.kan_provs)
    for g in alle:
        stemmer = nivaaer.for_(g)
        if not g.begge and (stemmer is None or not g.gruppe):
            continue
        if g.gruppe is None and (g.slag != "prosent" or not g.har_skjult):
            continue
        if mulige := _samlet(g, _rekke(g) if stemmer is None else stemmer):
            yield Snudd(g.nokkel, mulige, g.steder, g.gruppe is None)


def _samlet(g: _Grenser, nivaaer: Sequence[float]) -> Mulige | None:
    """Alle antallene som er mulige. Er nivået ikke oppgitt, tror leseren på 95 prosent om det går opp."""
    svar = []
    for nivaa in nivaaer:
        if m := g.mulige(nivaa):
            svar.append(m)
            if nivaa in (g.nivaa, KONFIDENS):
                break
    if not svar:
        return None
    return Mulige(*(Spenn(min(s.lav for s in x), max(s.hoy for s in x))
                    for x in ([m.antall for m in svar], [m.gruppe for m in svar])))  # fmt: skip


def _rekke(g: _Grenser) -> list[float]:
    """Nivåene i den rekkefølgen de prøves: det som er oppgitt, så det vanligste."""
    return list(dict.fromkeys([*([g.nivaa] if g.nivaa else []), *NIVAAER]))


def _provd(viste: Iterable[_Grenser]) -> _Nivaaer:
    samlet: dict[tuple, list[_Grenser]] = defaultdict(list)
    for g in viste:
        samlet[g.tabell, g.nokkel[0], g.slag, g.nivaa].append(g)
    ut = _Nivaaer()
    for (tabell, tall, slag, nivaa), rader in samlet.items():
        stemmer = _stemmer(rader)
        ut.her[tabell, tall, nivaa] = stemmer
        for hvor, nokkel in ((ut.i_tabellen, (tabell, slag)), (ut.andre_steder, (tall,))):
            for_ = hvor.setdefault((*nokkel, nivaa), [])
            for_ += [n for n in stemmer if n not in for_]
    return ut


def _stemmer(rader: Sequence[_Grenser]) -> list[float]:
    """Det første nivået som går opp i alle radene der alt er vist."""
    for nivaa in _rekke(rader[0]):
        if all(g.mulige(nivaa) for g in rader):
            return [nivaa]
    return []


def _med_grenser(data: pd.DataFrame, grunnlag: Callable) -> Iterator[_Grenser]:
    """Hvert tall som har grenser, én gang for hver tabell og hvert nivå de står med."""
    verdier, grenser = defaultdict(list), defaultdict(list)
    for c in data.itertuples():
        n = c.tall, c.gruppe, c.aar
        if c.slag not in GRENSER:
            verdier[n].append(c)
        elif c.symbol == "":
            grenser[n, (c.rapport, c.fil, c.ark), _nivaa(c)].append(c)
    for (n, tabell, nivaa), celler in grenser.items():
        andeler = [v for v in verdier[n] if v.slag not in ANTALL]
        slag = andeler[-1].slag if andeler else ""
        if slag != "prosent" and not slag.startswith("per "):
            continue
        vist = [v for v in andeler if v.symbol == ""]
        viste = {c.slag: spenn(c) for c in celler[::-1]}
        if vist:
            viste["verdi"] = spenn(vist[0])
        gruppe, steder = grunnlag(next(v for v in andeler if v.slag == slag))
        skjult = any(v.symbol == ":" for v in verdier[n])
        steder = [*(c.sted for c in (*vist, *celler)), *steder]
        yield _Grenser(n, tabell, slag, viste, steder, gruppe, skjult, nivaa)


def _nivaa(c) -> float | None:
    nivaa = getattr(c, "konfidens", None)
    return float(nivaa) if nivaa is not None and nivaa == nivaa else None
