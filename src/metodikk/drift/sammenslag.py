"""Forslagene til sammenslåing i et prosjekt: hva hver av dem ville vist, og hva leseren mister.

Hvert forslag prøves på de ekte tabellene: soner og aldersgrupper slås sammen slik de ville blitt
det, og alle antallene rapportene bygger på, går gjennom porten på nytt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from metodikk.drift.grupper import ALDER, SONER
from metodikk.drift.oppsett import FILNAVN, les_oppsett
from metodikk.drift.prosjekt import Prosjekt
from metodikk.drift.sammenslaaing import slaa_sammen
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Klarert
from metodikk.metoder import evaluering, kunnskapsgrunnlag, romlig
from metodikk.metoder.evaluering.utfall import DE_ANDRE
from metodikk.metoder.prikking import Omfang, Port, nytt_navn, pris, roper

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

KOLONNE = {ALDER: "aldersgruppe", SONER: "sone"}
Valg = Mapping[str, Mapping]


@dataclass(frozen=True, slots=True)
class Forslag:
    """Én sammenslåing: hva som slås sammen, hva den gjør med det skjulte, og hva den koster.

    `roper` er hvor mange små tall den som har både den forrige og den nye utgaven, kan regne ut.
    """

    del_: str
    navn: str
    deler: tuple[str, ...]
    vist_navn: tuple[str, ...]
    foer: Omfang
    etter: Omfang
    koster: str
    roper: int = 0


def finn_forslag(prosjekt: Prosjekt, valg: Valg) -> list[Forslag]:
    """Finn sammenslåingene som ville vist mer, det som viser mest først.

    `valg` er parameterne til hver rapport som er laget. Bare de rapportene er med.
    """
    porter = list(_porter(prosjekt, valg))
    klare = [p.klarer(prosjekt.grenser) for p in porter]
    foer = _omfang(porter, klare)
    funnet = []
    for del_, a, b in _kandidater(prosjekt, klare):
        navn = _navn(prosjekt, del_, a, b)
        nytt = _med(prosjekt, del_, navn, (a, b))
        nye = list(_porter(nytt, valg)) if nytt else []
        nye_klare = [p.klarer(prosjekt.grenser) for p in nye]
        etter = _omfang(nye, nye_klare)
        if len(nye) == len(porter) and etter.skjult < foer.skjult and etter.andel > foer.andel:
            par = zip(
                zip(porter, klare, strict=True), zip(nye, nye_klare, strict=True), strict=True
            )
            avslort = sum(roper(f, e, KOLONNE[del_], {navn: (a, b)}) for f, e in par if KOLONNE[del_] in f[0].celle)  # fmt: skip
            vist = _sonenavn(prosjekt) if del_ == SONER else {}
            koster = [
                _pris(porter, klare, del_, (a, b), vist), *_ikke_inntil(prosjekt, del_, a, b),
                *_farre_aa_sammenlikne(porter, nye),
            ]  # fmt: skip
            deler = (vist.get(a, a), vist.get(b, b))
            funnet.append(
                Forslag(del_, navn, (a, b), deler, foer, etter, " ".join(koster), avslort)
            )
    return sorted(funnet, key=lambda f: (-f.etter.andel, f.etter.skjult, f.navn))


def _omfang(porter: list[Port], klare: list[Klarert]) -> Omfang:
    return sum((p.omfang(klart=k) for p, k in zip(porter, klare, strict=True)), Omfang())


def _porter(p: Prosjekt, valg: Valg) -> Iterator[Port]:
    """Alle antallene de ferdige rapportene sender gjennom porten."""
    felles = {"omraade": p.omraade.soner, "naboer": p.naboer, "indikatorer": p.oppsett.indikatorer}
    if "kunnskapsgrunnlag" in valg:
        aar = int(valg["kunnskapsgrunnlag"].get("siste_aar") or 0)
        yield from kunnskapsgrunnlag.porter(p.tabeller, siste_aar=aar, **felles)
    if "evaluering" in valg and {*katalog("maler")["evaluering"]["trenger"]} <= {*p.tabeller}:
        yield from evaluering.porter(p.tabeller, program=p.program, **felles)


def _kandidater(p: Prosjekt, klare: list[Klarert]) -> Iterator[tuple[str, str, str]]:
    """Parene det er verdt å prøve: naboer der minst én er skjult for sin egen del."""
    aldre = list(dict.fromkeys(p.tabell("befolkning")["aldersgruppe"].astype(str)))
    for a, b in pairwise(sorted(aldre, key=_alder)):
        if {a, b} & _skjulte(klare, "aldersgruppe"):
            yield ALDER, a, b
    soner = _skjulte(klare, "sone") & set(_sonenavn(p))
    rundt = _naboer(p.geografi)
    par = {tuple(sorted((a, b))) for a in soner for b in rundt.get(a, ())}
    yield from ((SONER, a, b) for a, b in sorted(par))


def _skjulte(klare: list[Klarert], kolonne: str) -> set[str]:
    """Verdiene som er skjult for sin egen del, ikke for å verne en nabo."""
    tabeller = [k.skjult[k.skjult["verner"] == ""] for k in klare if kolonne in k.skjult]
    return {v for t in tabeller for v in t[kolonne]}


def _naboer(kart: GeoDataFrame | None) -> dict[str, tuple[str, ...]]:
    """Sonene som grenser til hver sone. En øy har den nærmeste sonen som nabo."""
    if kart is None:
        return {}
    rundt = romlig.naboer(kart)
    flater = kart.set_index("sone").geometry
    for sone in [s for s, n in rundt.items() if not n and len(flater) > 1]:
        avstand = flater.drop(sone).distance(flater[sone])
        rundt[sone] = (str(avstand.idxmin()),)
    return rundt


def _alder(navn: str) -> int:
    tall = "".join(t if t.isdigit() else " " for t in navn).split()
    return int(tall[0]) if tall else 999


def _navn(p: Prosjekt, del_: str, a: str, b: str) -> str:
    navn = _sonenavn(p)
    return nytt_navn(a, b) if del_ == ALDER else f"{navn[a]} og {navn[b]}"


def _sonenavn(p: Prosjekt) -> dict[str, str]:
    soner = p.tabell("soner")
    return dict(zip(soner["sone"].astype(str), soner["sonenavn"].astype(str), strict=True))


def _med(p: Prosjekt, del_: str, navn: str, deler: tuple[str, ...]) -> Prosjekt | None:
    """Prosjektet slik det ville vært. None når delene ikke kan slås sammen."""
    oppsett = les_oppsett(p.mappe / FILNAVN)
    alle = {d: dict(oppsett.sammenslaaing.get(d, {})) for d in (ALDER, SONER)}
    alle[del_][navn] = deler
    data, oppsett, feil = slaa_sammen(p.lest or p.data, replace(oppsett, sammenslaaing=alle))
    return None if feil else replace(p, data=data, oppsett=oppsett)


def _pris(porter, klare, del_: str, deler: tuple[str, str], vist: Mapping[str, str]) -> str:
    """Hvor mange viste tall som ikke lenger står hver for seg, i alle rapportene."""
    kolonne = KOLONNE[del_]
    her = [
        (k.tabell[p.teller], k.tabell[kolonne])
        for p, k in zip(porter, klare, strict=True) if kolonne in k.tabell
    ]  # fmt: skip
    antall, verdier = (pd.concat(serier, ignore_index=True) for serier in zip(*her, strict=True))
    return pris(antall, verdier, deler, vist)


def _ikke_inntil(p: Prosjekt, del_: str, a: str, b: str) -> Iterator[str]:
    if del_ == SONER and b not in romlig.naboer(p.geografi).get(a, ()):
        yield "Sonene grenser ikke til hverandre på kartet, men er nærmest hverandre."


def _farre_aa_sammenlikne(foer: list[Port], etter: list[Port]) -> Iterator[str]:
    """Evalueringen trenger soner å sammenlikne med. Sier fra når det blir færre."""
    antall = [
        min((len(p.summer["sone"][DE_ANDRE]) for p in porter if DE_ANDRE in p.summer.get("sone", {})), default=0)
        for porter in (foer, etter)
    ]  # fmt: skip
    if antall[1] < antall[0]:
        yield f"Evalueringen sammenlikner med {antall[1]} soner, mot {antall[0]} nå."
