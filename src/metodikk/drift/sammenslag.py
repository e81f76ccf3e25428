"""Forslagene til sammenslåing i et prosjekt: hva hver av dem ville vist, og hva leseren mister.

Hvert forslag prøves på de ekte tabellene: soner, aldersgrupper og år slås sammen slik de ville blitt
det, og alle antallene rapportene bygger på, går gjennom porten på nytt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from metodikk.drift.grupper import AAR, ALDER, SONER
from metodikk.drift.oppsett import FILNAVN, les_oppsett
from metodikk.drift.prosjekt import Prosjekt
from metodikk.drift.sammenslaaing import slaa_sammen
from metodikk.drift.verdier import FLEST_AAR_SAMMEN
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Klarert
from metodikk.metoder import evaluering, kunnskapsgrunnlag, romlig
from metodikk.metoder.evaluering.utfall import DE_ANDRE
from metodikk.metoder.omraader import NABOER, OMRAADE, RESTEN
from metodikk.metoder.prikking import Omfang, Port, nytt_navn, pris, roper

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

KOLONNE = {ALDER: "aldersgruppe", SONER: "sone", AAR: "tid"}
SERIER = (OMRAADE, RESTEN, NABOER)
Valg = Mapping[str, Mapping]


@dataclass(frozen=True, slots=True)
class Forslag:
    """Én sammenslåing: hva som slås sammen, hva den gjør med det skjulte, og hva den koster.

    For år er `navn` indikatoren, `deler` periodene, og `aar` hvor mange år hver av dem minst har.
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
    aar: int = 0


@dataclass(frozen=True, slots=True)
class Kandidat:
    """En sammenslåing som kan prøves, slik den ville stått i prosjektfilen."""

    del_: str
    navn: str
    deler: tuple[str, ...] = ()
    aar: int = 0

    @property
    def verdi(self) -> Sequence[str] | int:
        return self.aar or self.deler


@dataclass(frozen=True, eq=False)
class Utgave:
    """Antallene i alle rapportene, før og etter porten."""

    porter: list[Port]
    klare: list[Klarert]

    @property
    def omfang(self) -> Omfang:
        par = zip(self.porter, self.klare, strict=True)
        return sum((p.omfang(klart=k) for p, k in par), Omfang())

    def par(self, kolonne: str) -> Iterator[tuple[int, Port, Klarert]]:
        """Portene der kolonnen peker ut cellene, med plassen deres."""
        for i, (p, k) in enumerate(zip(self.porter, self.klare, strict=True)):
            if kolonne in p.celle:
                yield i, p, k


def finn_forslag(prosjekt: Prosjekt, valg: Valg) -> list[Forslag]:
    """Finn sammenslåingene som ville vist mer, det som viser mest først.

    `valg` er parameterne til hver rapport som er laget. Bare de rapportene er med.
    """
    naa = _utgave(prosjekt, valg)
    foer, funnet = naa.omfang, []
    for like in _kandidater(prosjekt, naa):
        funnet += _beste(_prov(prosjekt, valg, naa, foer, k) for k in like)
    return sorted(funnet, key=lambda f: (-f.etter.andel, f.etter.skjult, f.navn))


def _beste(proved: Iterator[Forslag | None]) -> list[Forslag]:
    """Det første forslaget som virker, så lenge det neste ikke skjuler enda færre tall."""
    valgt: Forslag | None = None
    for f in proved:
        if valgt and (f is None or f.etter.skjult >= valgt.etter.skjult):
            break
        valgt = f or valgt
    return [valgt] if valgt else []


def _utgave(p: Prosjekt, valg: Valg) -> Utgave:
    porter = list(_porter(p, valg))
    return Utgave(porter, [q.klarer(p.grenser) for q in porter])


def _porter(p: Prosjekt, valg: Valg) -> Iterator[Port]:
    """Alle antallene de ferdige rapportene sender gjennom porten."""
    felles = {"omraade": p.omraade.soner, "naboer": p.naboer, "indikatorer": p.oppsett.indikatorer}
    if "kunnskapsgrunnlag" in valg:
        aar = int(valg["kunnskapsgrunnlag"].get("siste_aar") or 0)
        yield from kunnskapsgrunnlag.porter(p.tabeller, siste_aar=aar, **felles)
    if "evaluering" in valg and {*katalog("maler")["evaluering"]["trenger"]} <= {*p.tabeller}:
        yield from evaluering.porter(p.tabeller, program=p.program, **felles)


def _prov(p: Prosjekt, valg: Valg, naa: Utgave, foer: Omfang, k: Kandidat) -> Forslag | None:
    """Send alt gjennom porten slik det ville blitt. None når det ikke viser mer."""
    nytt = _med(p, k)
    if nytt is None:
        return None
    ny = _utgave(nytt, valg)
    etter = ny.omfang
    if (
        len(ny.porter) != len(naa.porter)
        or etter.skjult >= foer.skjult
        or etter.andel <= foer.andel
    ):
        return None
    navn = _vist_navn(p, k)
    koster = " ".join(_pris_for_aar(naa, ny, k, navn[0]) if k.aar else _pris(p, naa, ny, k))
    return Forslag(
        k.del_, k.navn, k.deler or _tider(ny, k.navn, SERIER), navn, foer, etter, koster,
        _roper(naa, ny, k), k.aar,
    )  # fmt: skip


def _roper(naa: Utgave, ny: Utgave, k: Kandidat) -> int:
    kolonne, grupper = KOLONNE[k.del_], {} if k.aar else {k.navn: k.deler}
    return sum(
        roper((p, klart), (ny.porter[i], ny.klare[i]), kolonne, grupper)
        for i, p, klart in naa.par(kolonne)
    )


def _kandidater(p: Prosjekt, naa: Utgave) -> Iterator[list[Kandidat]]:
    """Det som er verdt å prøve, der noe er skjult for sin egen del. Av dem som gjelder det samme, velges ett."""
    aldre = list(dict.fromkeys(p.tabell("befolkning")["aldersgruppe"].astype(str)))
    for a, b in pairwise(sorted(aldre, key=_alder)):
        if {a, b} & _skjulte(naa, "aldersgruppe"):
            yield [Kandidat(ALDER, nytt_navn(a, b), (a, b))]
    navn = _sonenavn(p)
    soner, rundt = _skjulte(naa, "sone") & set(navn), _naboer(p.geografi)
    par = {tuple(sorted((s, nabo))) for s in soner for nabo in rundt.get(s, ())}
    for a, b in sorted(par):
        yield [Kandidat(SONER, f"{navn[a]} og {navn[b]}", (a, b))]
    for kode in sorted(_skjulte_serier(naa)):
        fra = p.oppsett.sammenslaaing.get(AAR, {}).get(kode, 1) + 1
        yield [Kandidat(AAR, kode, aar=n) for n in range(fra, FLEST_AAR_SAMMEN + 1)]


def _skjulte(naa: Utgave, kolonne: str) -> set[str]:
    """Verdiene som er skjult for sin egen del, ikke for å verne en nabo."""
    tabeller = [k.skjult[k.skjult["verner"] == ""] for k in naa.klare if kolonne in k.skjult]
    return {v for t in tabeller for v in t[kolonne]}


def _skjulte_serier(naa: Utgave) -> set[str]:
    """Indikatorene der et år i en av seriene er skjult for sin egen del."""
    tabeller = [k.skjult for _, _, k in naa.par(KOLONNE[AAR]) if len(k.skjult)]
    return {
        i for t in tabeller for i in t.loc[(t["verner"] == "") & t["sone"].isin(SERIER), "indikator"]
    }  # fmt: skip


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
    sifre = "".join(t if t.isdigit() else " " for t in navn).split()
    return int(sifre[0]) if sifre else 999


def _vist_navn(p: Prosjekt, k: Kandidat) -> tuple[str, ...]:
    if k.aar:
        return (str({**katalog("indikatorer"), **p.oppsett.indikatorer}[k.navn]["navn"]),)
    navn = _sonenavn(p) if k.del_ == SONER else {}
    return tuple(navn.get(d, d) for d in k.deler)


def _sonenavn(p: Prosjekt) -> dict[str, str]:
    soner = p.tabell("soner")
    return dict(zip(soner["sone"].astype(str), soner["sonenavn"].astype(str), strict=True))


def _med(p: Prosjekt, k: Kandidat) -> Prosjekt | None:
    """Prosjektet slik det ville vært. None når delene ikke kan slås sammen."""
    oppsett = les_oppsett(p.mappe / FILNAVN)
    alle = {d: dict(oppsett.sammenslaaing.get(d, {})) for d in (ALDER, SONER, AAR)}
    alle[k.del_][k.navn] = k.verdi
    data, oppsett, feil = slaa_sammen(p.lest or p.data, replace(oppsett, sammenslaaing=alle))
    return None if feil else replace(p, data=data, oppsett=oppsett)


def _pris(p: Prosjekt, naa: Utgave, ny: Utgave, k: Kandidat) -> Iterator[str]:
    """Hvor mange viste tall som ikke lenger står hver for seg, i alle rapportene."""
    kolonne = KOLONNE[k.del_]
    her = [(klart.tabell[port.teller], klart.tabell[kolonne]) for _, port, klart in naa.par(kolonne)]  # fmt: skip
    antall, verdier = (pd.concat(serier, ignore_index=True) for serier in zip(*her, strict=True))
    yield pris(antall, verdier, k.deler, _sonenavn(p) if k.del_ == SONER else {})
    yield from _ikke_inntil(p, k)
    yield from _farre_aa_sammenlikne(naa.porter, ny.porter)


def _ikke_inntil(p: Prosjekt, k: Kandidat) -> Iterator[str]:
    if k.del_ == SONER and k.deler[1] not in romlig.naboer(p.geografi).get(k.deler[0], ()):
        yield "Sonene grenser ikke til hverandre på kartet, men er nærmest hverandre."


def _farre_aa_sammenlikne(foer: list[Port], etter: list[Port]) -> Iterator[str]:
    """Evalueringen trenger soner å sammenlikne med. Sier fra når det blir færre."""
    antall = [
        min((len(p.summer["sone"][DE_ANDRE]) for p in porter if DE_ANDRE in p.summer.get("sone", {})), default=0)
        for porter in (foer, etter)
    ]  # fmt: skip
    if antall[1] < antall[0]:
        yield f"Evalueringen sammenlikner med {antall[1]} soner, mot {antall[0]} nå."


def _pris_for_aar(naa: Utgave, ny: Utgave, k: Kandidat, navn: str) -> Iterator[str]:
    """Hvor mange punkter utviklingen mister, hvilke tall det er, og hva sonene vises for."""
    foer, etter = (_tider(u, k.navn, SERIER) for u in (naa, ny))
    borte = sum(_viste(naa, k.navn, t) for t in foer if t not in etter)
    hva = {0: "Ingen tall", 1: "Ett tall"}.get(borte, f"{tall(borte)} tall")
    yield (
        f"Utviklingen for «{navn}» får {len(etter)} punkter, mot {len(foer)} nå. "
        f"{hva} som vises i dag, går inn i {'en sum' if borte < 2 else 'summer'}."
    )
    gammel, nye = (_sonetid(u, k.navn) for u in (naa, ny))
    if gammel != nye:
        yield f"Sonene vises for {nye}, mot {gammel} nå."


def _rader(u: Utgave, indikator: str) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    for _, p, k in u.par(KOLONNE[AAR]):
        her = p.data["indikator"].astype(str) == indikator
        yield p.data[her], k.tabell[her]


def _tider(u: Utgave, indikator: str, enheter: Sequence[str]) -> tuple[str, ...]:
    """Årene eller periodene i serien, uten dem som er en sum av andre i den."""
    tider = {t for d, _ in _rader(u, indikator) for t in d.loc[d["sone"].isin(enheter), "tid"]}
    spenn = {t: (int(t[:4]), int(t[-4:])) for t in tider}
    inni = lambda a, b: a != b and spenn[b][0] <= spenn[a][0] and spenn[a][1] <= spenn[b][1]  # noqa: E731
    return tuple(sorted(t for t in tider if not any(inni(annen, t) for annen in tider)))


def _viste(u: Utgave, indikator: str, tid: str) -> int:
    return sum(
        int(vist.loc[d["sone"].isin(SERIER) & (d["tid"] == tid), "teller"].notna().sum())
        for d, vist in _rader(u, indikator)
    )


def _sonetid(u: Utgave, indikator: str) -> str:
    tider = {t for d, _ in _rader(u, indikator) for t in d.loc[~d["sone"].isin(SERIER), "tid"]}
    return max(tider, default="")
