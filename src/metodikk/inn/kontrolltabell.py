"""Tabellen mens den kontrolleres: råverdier, tolkede kolonner og hvor alt står i filen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from metodikk.grunn.maskering import maskert
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import Felt, Tabellskjema
from metodikk.grunn.typer import Alvor, Funn
from metodikk.inn.adresser import ramse, spenn
from metodikk.inn.kodekobling import Kobling, Kodesett
from metodikk.inn.personvern import finn_blant, finn_i_kolonne
from metodikk.inn.raatabell import Raatabell
from metodikk.inn.register import Treff
from metodikk.inn.tolking import Tolket

FLEST_FUNN, FLEST_SPENN, LENGST = 50, 40, 60
SKJULT_VERDI = "(vises ikke, gjelder en person)"


@dataclass(frozen=True, eq=False)
class Kolonne:
    """En kolonne i filen som hører til et felt i skjemaet."""

    tabell: str
    felt: Felt
    navn: str
    tolket: Tolket

    def treff(self, slag: str, **valg) -> Iterator[Treff]:
        """Gi ett treff for radene der tolkingen fant `slag`. Ingenting når den ikke fant det."""
        rader = self.tolket.rader(slag)
        if len(rader):
            valg.setdefault("forslag", self.tolket.forslag(rader))
            yield Treff(rader, self.felt.felt, **valg)


@dataclass(eq=False)
class Tabell:
    """En tabell under kontroll.

    data : de tolkede verdiene, én rad for hver rad i `raa`. koblinger : hvordan koder er funnet
    igjen, for hvert felt. utelatt : rader som ikke skal være med videre.
    """

    skjema: Tabellskjema
    raa: Raatabell
    kolonner: dict[str, Kolonne]
    data: pd.DataFrame
    tvetydige: dict[str, list[str]] = field(default_factory=dict)
    koblinger: dict[str, dict[str, Kobling]] = field(default_factory=dict)
    utelatt: np.ndarray = field(default_factory=lambda: np.array([], dtype=bool))

    @property
    def navn(self) -> str:
        return self.skjema.tabell

    @cached_property
    def ekstra(self) -> list[str]:
        """Kolonnene i filen som ikke hører til noe felt."""
        brukt = {k.navn for k in self.kolonner.values()}
        return [k for k in self.raa.kolonner if k not in brukt]

    @cached_property
    def personfunn(self) -> dict[str, dict[str, np.ndarray]]:
        """Personopplysningene i hver kolonne i filen: kolonne → slag → rader."""
        tolket = {k.navn: (k.tolket, k.felt.type) for k in self.kolonner.values()}
        brukte = {n: finn_blant(t.unike, t.posisjon, type_) for n, (t, type_) in tolket.items()}
        andre = {n: finn_i_kolonne(self.raa.data[n].to_numpy(dtype=object)) for n in self.ekstra}
        return brukte | andre

    @property
    def nokkel(self) -> list[str]:
        return [n for n in self.skjema.nokkel if n in self.kolonner]

    @property
    def beholdt(self) -> pd.DataFrame:
        """Radene som fortsatt er med, med posisjonen i filen som indeks."""
        return self.data[~self.utelatt]

    def har(self, *felt: str) -> bool:
        return all(f in self.kolonner for f in felt)

    def filkolonne(self, kolonne: str) -> str:
        if kolonne in self.kolonner:
            return self.kolonner[kolonne].navn
        return kolonne if kolonne in self.raa.kolonner else ""

    def vis(self, rader: np.ndarray, kolonne: str) -> list[str]:
        """Råverdiene slik de kan stå i en melding."""
        if not (navn := self.filkolonne(kolonne)):
            return [""] * len(rader)
        felt = self.kolonner[kolonne].felt if kolonne in self.kolonner else None
        if (felt and felt.person) or (self.skjema.personopplysninger and felt is None):
            return [SKJULT_VERDI] * len(rader)
        plass, unike = pd.factorize(self.raa.data[navn].to_numpy()[rader], use_na_sentinel=False)
        vist = np.array([vis_verdi(v) for v in unike], dtype=object)
        return vist[plass].tolist()


@dataclass(frozen=True, eq=False)
class Omgivelser:
    """Det en regel trenger å vite utover sin egen tabell."""

    tabeller: Mapping[str, Tabell]
    kjente: Mapping[str, Kodesett]
    indikatorer: Mapping[str, Mapping]
    kommune: str
    i_aar: int
    kartkoder: frozenset[str] | None = None

    def data(self, tabell: str) -> pd.DataFrame:
        """De beholdte radene i en tabell. Tom ramme når tabellen mangler."""
        return self.tabeller[tabell].beholdt if tabell in self.tabeller else pd.DataFrame()


def vis_verdi(verdi: object) -> str:
    """Vis en råverdi i en melding, kortet ned og uten personopplysninger.

    >>> vis_verdi(301), vis_verdi(None)
    ('«301»', 'tom celle')
    """
    if verdi is None or verdi != verdi:
        return "tom celle"
    if isinstance(verdi, dt.date):
        return f"datoen {verdi:%d.%m.%Y}"
    tekst = maskert(verdi).replace("\n", " ")
    return f"«{tekst[:LENGST].rstrip()}…»" if len(tekst) > LENGST else f"«{tekst}»"


def lag_funn(kode: str, tabell: Tabell, treff: Treff) -> list[Funn]:
    """Gjør et treff om til funn: like feil samles, og cellene skrives som områder."""
    rader = np.asarray(treff.rader, dtype=int)
    if not len(rader):
        return [
            _ett_funn(kode, tabell, treff, rader, _en_tekst(treff.fant), _en_tekst(treff.forslag))
        ]
    grupper = _grupper(tabell, treff, rader)
    if treff.samlet and len(grupper) > 1:
        grupper = [_slaa_sammen(grupper, rader)]
    funnet = [_ett_funn(kode, tabell, treff, *g) for g in grupper[:FLEST_FUNN]]
    if rest := grupper[FLEST_FUNN:]:
        funnet.append(
            _ett_funn(
                kode, tabell, treff, *_slaa_sammen(rest, np.concatenate([g[0] for g in rest]))
            )
        )
    return funnet


def _grupper(tabell: Tabell, treff: Treff, rader: np.ndarray) -> list[tuple[np.ndarray, str, str]]:
    fant = tabell.vis(rader, treff.kolonne) if treff.fant is None else _per_rad(treff.fant, rader)
    nokler = list(zip(fant, _per_rad(treff.forslag, rader), strict=True))
    plass, unike = pd.factorize(pd.Series(nokler, dtype=object))
    if len(unike) == 1:
        return [(rader, *unike[0])]
    rekkefolge = np.argsort(plass, kind="stable")
    deler = np.split(rader[rekkefolge], np.flatnonzero(np.diff(plass[rekkefolge])) + 1)
    return [(d, *u) for d, u in zip(deler, unike, strict=True)]


def _slaa_sammen(grupper: list[tuple], rader: np.ndarray) -> tuple[np.ndarray, str, str]:
    fant = [g[1] for g in grupper if g[1]]
    forslag = dict.fromkeys(g[2] for g in grupper if g[2])
    return rader, ramse(list(dict.fromkeys(fant)), hoyst=5), ramse(list(forslag), hoyst=5)


def _per_rad(tekst: str | Sequence[str], rader: np.ndarray) -> list[str]:
    return [tekst] * len(rader) if isinstance(tekst, str) else [str(t) for t in tekst]


def _en_tekst(tekst: str | Sequence[str] | None) -> str:
    return tekst if isinstance(tekst, str) else ramse(list(tekst)) if tekst else ""


def _ett_funn(
    kode: str, tabell: Tabell, treff: Treff, rader: np.ndarray, fant: str, forslag: str
) -> Funn:
    navn = tabell.filkolonne(treff.kolonne)
    sted = {"fil": tabell.raa.fil.name, "ark": tabell.raa.ark, "tabell": tabell.navn,
            "kolonne": navn or treff.kolonne}  # fmt: skip
    if len(rader):
        bokstav = _bokstav(tabell, navn)
        sted |= {
            "rad": int(tabell.raa.rader[rader[0]]),
            "celle": _celler(bokstav, tabell.raa.rader[rader]),
        }
    return funn(
        kode, sted=sted, fant=fant, forslag=forslag, antall=max(len(rader), 1), rettet=treff.rettet,
        alvor=treff.alvor, kolonne=navn or treff.kolonne, tabell=tabell.skjema.tittel, **treff.felt,
    )  # fmt: skip


def _bokstav(tabell: Tabell, navn: str) -> str:
    """Bokstaven til kolonnen, eller til første nøkkelkolonne når funnet gjelder hele raden."""
    if not navn:
        nokler = [tabell.kolonner[n].navn for n in tabell.nokkel]
        navn = nokler[0] if nokler else tabell.raa.kolonner[0]
    return tabell.raa.bokstaver[tabell.raa.kolonner.index(navn)]


def _celler(bokstav: str, radnumre: np.ndarray) -> str:
    alle = spenn(int(r) for r in radnumre)
    deler = [f"{bokstav}{a}" if a == b else f"{bokstav}{a}:{bokstav}{b}" for a, b in alle]
    rest = f" og {len(deler) - FLEST_SPENN} områder til" if len(deler) > FLEST_SPENN else ""
    return ", ".join(deler[:FLEST_SPENN]) + rest


def advarsel_naar(betingelse: bool) -> Alvor | None:
    """Gjør funnet mildere når betingelsen holder, ellers gjelder katalogen."""
    return Alvor.ADVARSEL if betingelse else None
