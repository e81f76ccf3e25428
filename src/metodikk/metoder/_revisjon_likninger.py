"""Likningene en leser kan sette opp: de ukjente antallene, det som er vist om dem, og summene."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from metodikk.metoder._revisjon_intervall import Spenn, skala, spenn
from metodikk.metoder._revisjon_konfidens import snudd

OMRAADET, RESTEN, KOMMUNEN = "området", "resten av kommunen", "hele kommunen"
SUMORD = ("i alt", "totalt", "total", "sum", "alle", "hele kommunen", "kommunen")
TOLERANSE = 1e-6
Nokkel = tuple[str, str, str]


@dataclass(frozen=True)
class Steder:
    """Sonene slik leseren kjenner dem: navn → kode, og hvilke koder området består av.

    `slaatt_sammen` er soner som er slått sammen i en av utgavene: den nye koden → kodene til delene.
    `aldre` er det samme for aldersgruppene.
    """

    soner: Mapping[str, str] = field(default_factory=dict)
    omraade: Sequence[str] = ()
    omraadenavn: str = ""
    kommunenavn: str = ""
    slaatt_sammen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    aldre: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def gruppe(self, navn: str) -> str:
        """Det samme stedet heter det samme i alle rapportene.

        >>> Steder({"Tangen": "4"}).gruppe("Tangen")
        '4'
        """
        lite = navn.casefold()
        if lite in (self.omraadenavn.casefold(), OMRAADET):
            return OMRAADET
        if lite in (self.kommunenavn.casefold(), KOMMUNEN, "kommunen"):
            return KOMMUNEN
        return self.soner.get(navn, lite)

    @property
    def kjente(self) -> set[str]:
        """Alt som er et sted: området, resten, kommunen, og sonene både før og etter sammenslåing."""
        deler = {d for liste in self.slaatt_sammen.values() for d in liste}
        return {OMRAADET, RESTEN, KOMMUNEN, *self.soner.values(), *self.slaatt_sammen, *deler}

    def summer(self) -> list[tuple[str, tuple[str, ...]]]:
        """Hver sum av steder: helheten og delene.

        >>> Steder({"A": "1", "B og C": "bc"}, ["1"], slaatt_sammen={"bc": ["2", "3"]}).summer()[-1]
        ('resten av kommunen', ('2', '3'))
        """
        if not self.soner:
            return [(KOMMUNEN, (OMRAADET, RESTEN))]
        smaa = tuple(sorted({d for s in self.soner.values() for d in self._deler(s)}))
        store = self._uten_overlapp(smaa)
        ut = [(KOMMUNEN, (OMRAADET, RESTEN)), *((ny, self._deler(ny)) for ny in self.slaatt_sammen)]
        i_omraadet = {d for s in self.omraade for d in self._deler(s)}
        for alle in dict.fromkeys((store, smaa)):
            inne = tuple(s for s in alle if {*self._deler(s)} <= i_omraadet)
            if {d for s in inne for d in self._deler(s)} == i_omraadet:
                ut += [(OMRAADET, inne), (RESTEN, tuple(s for s in alle if s not in inne))]
        return ut

    def _deler(self, sone: str) -> tuple[str, ...]:
        """De minste sonene en sone består av."""
        return tuple(self.slaatt_sammen.get(sone, (sone,)))

    def _uten_overlapp(self, smaa: tuple[str, ...]) -> tuple[str, ...]:
        """Sonene slik de er slått sammen, den største først. Den som er delt på to måter, telles én gang."""
        igjen, ut = set(smaa), []
        for ny in sorted(self.slaatt_sammen, key=lambda n: (-len(self._deler(n)), n)):
            if {*self._deler(ny)} <= igjen:
                igjen -= {*self._deler(ny)}
                ut.append(ny)
        return (*ut, *sorted(igjen))


@dataclass
class Likninger:
    """De ukjente med yttergrenser, hvor de står, og summene som binder dem."""

    nr: dict[Nokkel, int] = field(default_factory=dict)
    nedre: list[float] = field(default_factory=list)
    ovre: list[float] = field(default_factory=list)
    vist: dict[int, list[str]] = field(default_factory=dict)
    summer: dict[tuple[int, tuple[int, ...]], None] = field(default_factory=dict)

    def ukjent(self, nokkel: Nokkel) -> int:
        if nokkel not in self.nr:
            self.nr[nokkel] = len(self.nr)
            self.nedre.append(0.0)
            self.ovre.append(math.inf)
        return self.nr[nokkel]

    def kjent(self, nokkel: Nokkel, spenn: Spenn, steder: Sequence[str]) -> None:
        """Snevre inn et antall. Et tall som strider mot det som står fra før, hoppes over."""
        i = self.ukjent(nokkel)
        ny = (max(self.nedre[i], math.ceil(spenn.lav - TOLERANSE)),
              min(self.ovre[i], _gulv(spenn.hoy)))  # fmt: skip
        if ny[0] <= ny[1]:
            self.nedre[i], self.ovre[i] = ny
            her = self.vist.setdefault(i, [])
            her += [s for s in steder if s not in her]

    def sum(self, hel: Nokkel, deler: Sequence[Nokkel]) -> None:
        if deler and (hel in self.nr or any(d in self.nr for d in deler)):
            self.summer[self.ukjent(hel), tuple(self.ukjent(d) for d in deler)] = None


def nokkel(c) -> Nokkel:
    """Hvilket antall tallet handler om. Gruppen er et eget antall."""
    return (f"{c.tall} · grunnlag" if c.slag == "grunnlag" else c.tall), c.gruppe, c.aar


def sett_opp(data: pd.DataFrame, steder: Steder, bosatte: Mapping) -> Likninger:
    """Sett opp alt leseren vet om antallene: tallene, prosentene, grensene og summene."""
    ut = Likninger()
    grupper = {(c.tall, c.gruppe, c.aar): (c.verdi, [c.sted]) for c in data.itertuples()
               if c.slag == "grunnlag" and c.symbol == ""}  # fmt: skip
    for c in data[data["symbol"].isin(["", ":"])].itertuples():
        _legg_inn(ut, c, *_grunnlag(c, grupper, bosatte))
    _konfidensgrenser(ut, data, grupper, bosatte)
    _stedsummer(ut, steder)
    _alderssummer(ut, steder.aldre)
    _aarsummer(ut)
    for _, ark in data[data["slag"] == "antall"].groupby(["rapport", "fil", "ark"], sort=True):
        _radsummer(ut, ark)
        _kolonnesummer(ut, ark)
    return ut


def _grunnlag(c, grupper: Mapping, bosatte: Mapping) -> tuple[float | None, list[str]]:
    """Størrelsen på gruppen, og hvor den står. Folketallet er kjent uten at rapportene viser det."""
    if c.slag == "prosent":
        return grupper.get((c.tall, c.gruppe, c.aar), (None, []))
    if c.slag.startswith("per "):
        tider = [bosatte.get((c.gruppe, a)) for a in _aar(c.aar)]
        return (sum(tider) if tider and None not in tider else None), []
    return None, []


def _legg_inn(ut: Likninger, c, gruppe: float | None, steder: list[str]) -> None:
    if c.slag in ("antall", "grunnlag"):
        faktor = 1.0
    elif gruppe:
        faktor = gruppe / skala(c.slag)
    else:
        return
    i = ut.ukjent(nokkel(c))
    if c.symbol == "":
        ut.kjent(nokkel(c), spenn(c).ganger(faktor), [c.sted, *steder])
    elif c.slag == "prosent":
        ut.ovre[i] = min(ut.ovre[i], gruppe)


def _konfidensgrenser(
    ut: Likninger, data: pd.DataFrame, grupper: Mapping, bosatte: Mapping
) -> None:
    """Regn baklengs fra grensene, der de er regnet slik vi tror."""
    for m in snudd(data, lambda c: _grunnlag(c, grupper, bosatte)):
        ut.kjent(m.nokkel, m.mulige.antall, m.steder)
        if m.gruppen_er_ukjent:
            tall, *resten = m.nokkel
            ut.kjent((f"{tall} · grunnlag", *resten), m.mulige.gruppe, m.steder)


def _aar(tekst: str) -> list[str]:
    tall = [int(t) for t in re.findall(r"\b\d{4}\b", tekst)]
    return [str(a) for a in range(tall[0], tall[-1] + 1)] if tall else []


def _stedsummer(ut: Likninger, steder: Steder) -> None:
    par = defaultdict(list)
    for tall, aar in sorted({(t, a) for t, g, a in ut.nr if g in steder.kjente}):
        for hel, deler in steder.summer():
            par[tall].append(((tall, hel, aar), [(tall, d, aar) for d in deler]))
    _legg_til(ut, par)


def _alderssummer(ut: Likninger, aldre: Mapping[str, Sequence[str]]) -> None:
    """En aldersgruppe som er slått sammen. Den kan stå som rad, som kolonne eller som del av navnet."""
    par = defaultdict(list)
    for n in ut.nr:
        for ny, deler in aldre.items():
            if hel := _med_alder(n, deler[0], ny):
                par[hel[0]].append((hel, [_med_alder(hel, ny, d) for d in deler]))
            elif _med_alder(n, ny, ny):
                par[n[0]].append((n, [_med_alder(n, ny, d) for d in deler]))
    _legg_til(ut, par)


def _med_alder(n: Nokkel, fra: str, til: str) -> Nokkel | None:
    """Det samme antallet for en annen aldersgruppe. None når det ikke gjelder gruppen `fra`."""
    tall, gruppe, aar = n
    fra, til = fra.casefold(), til.casefold()
    if gruppe == fra:
        return tall, til, aar
    ord_ = tall.split(" · ")
    if fra in (smaa := [o.casefold() for o in ord_]):
        ord_[smaa.index(fra)] = til
        return " · ".join(ord_), gruppe, aar
    return None


def _aarsummer(ut: Likninger) -> None:
    par = defaultdict(list)
    for tall, gruppe, aar in ut.nr:
        if len(_aar(aar)) > 1:
            par[tall].append(((tall, gruppe, aar), [(tall, gruppe, a) for a in _aar(aar)]))
    _legg_til(ut, par)


def _legg_til(ut: Likninger, par: Mapping[str, list[tuple[Nokkel, list[Nokkel]]]]) -> None:
    """Et snitt eller en indeks kan ikke summeres. Stemmer ingen av summene som er helt vist, brukes ingen."""
    for summer in par.values():
        provd = [svar for hel, deler in summer if (svar := _stemmer(ut, hel, deler)) is not None]
        if any(provd) or not provd:
            for hel, deler in summer:
                ut.sum(hel, deler)


def _stemmer(ut: Likninger, hel: Nokkel, deler: list[Nokkel]) -> bool | None:
    """Om delene kan være helheten. None når noe av det ikke er vist."""
    i, j = ut.nr.get(hel), [ut.nr.get(d) for d in deler]
    if not deler or any(x not in ut.vist for x in (i, *j)):
        return None
    return sum(ut.nedre[x] for x in j) <= ut.ovre[i] and ut.nedre[i] <= sum(ut.ovre[x] for x in j)


def _radsummer(ut: Likninger, ark: pd.DataFrame) -> None:
    """Rader som heter «I alt» og liknende, er summen av de andre radene i tabellen."""
    sumrad = ark["navn"].astype(str).str.casefold().isin(SUMORD)
    deler = ~sumrad & ~ark["gruppe"].isin([OMRAADET, RESTEN, KOMMUNEN])
    if sumrad.any():
        _prov(ut, ark, [
            (h, list(ark[deler & (ark["tall"] == h.tall) & (ark["aar"] == h.aar)].itertuples()))
            for h in ark[sumrad].itertuples()
        ])  # fmt: skip


def _kolonnesummer(ut: Likninger, ark: pd.DataFrame) -> None:
    """Kolonnen «I alt» er summen av de andre, når det stemmer i radene der alt er vist."""
    sumkolonne = ark["kolonne"].astype(str).str.casefold().isin(SUMORD)
    par = [(h, list(ark[~sumkolonne & (ark["rad"] == h.rad)].itertuples()))
           for h in ark[sumkolonne].itertuples()]  # fmt: skip
    if any(h.symbol == "" and all(d.symbol == "" for d in deler) for h, deler in par):
        _prov(ut, ark, par)


def _prov(ut: Likninger, ark: pd.DataFrame, par: list) -> None:
    """Bruk summene bare når ingen av dem som er helt vist, sier noe annet."""
    viste = [(h, d) for h, d in par if d and h.symbol == "" and all(x.symbol == "" for x in d)]
    if all(abs(h.verdi - sum(x.verdi for x in d)) < TOLERANSE for h, d in viste):
        for h, d in par:
            ut.sum((h.tall, h.gruppe, h.aar), [(x.tall, x.gruppe, x.aar) for x in d])


def _gulv(tall: float) -> float:
    return math.floor(tall + TOLERANSE) if math.isfinite(tall) else tall
