"""Prøven før rapportene legges fram: kan noe skjult regnes ut når de nye leses sammen med de andre?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from metodikk.drift.prosjekt import Prosjekt
from metodikk.drift.revisjon import Utgave, dom, funn_for, les_framlagt, samlet, tekstfunn
from metodikk.drift.sannhet import skjulte_tall
from metodikk.grunn.feil import MetodikkFeil
from metodikk.grunn.typer import Alvor, Funn
from metodikk.inn.publisert import rapportmapper
from metodikk.metoder.revisjon import APEN, SMAL, TIDLIGERE, UENIG

# Leseren som tror at alt skjult er under grensen, er ikke med: år skjules også sammen med perioden.
_ADVARSLER = {APEN: "K841", SMAL: "K842", UENIG: "K843"}
Rapporter = Mapping[str, Utgave]


@dataclass(frozen=True, slots=True)
class Provesvar:
    """Funnene for hver rapport: de som stopper den, og de som bare er til å tenke over."""

    stoppet: Mapping[str, tuple[Funn, ...]]
    advarsler: Mapping[str, tuple[Funn, ...]]


def prov(prosjekt: Prosjekt, nye: Rapporter, ut: Path, mot: Utgave | None = None) -> Provesvar:
    """Prøv de nye rapportene sammen med dem som blir liggende i `ut`.

    Bruk denne når rapportene er laget, men ikke lagt fram. En ny rapport som gjør at noe skjult kan
    regnes ut, stoppes. Da blir den forrige liggende, og resten prøves på nytt sammen med den.
    `mot` er en tidligere utgave som leseren også har. Det som var skjult i den, skal heller ikke kunne
    regnes ut når den nye kommer.
    """
    liggende, uleste = _liggende(ut)
    angriper = _Angriper(prosjekt, liggende, mot)
    stoppet, tekst = _les_teksten(prosjekt, liggende, nye)
    fram = {m: u for m, u in nye.items() if m not in stoppet}
    if not fram:
        return Provesvar(stoppet, {})
    dommer = angriper.dom(fram)
    while skyld := angriper.skyld(dommer, fram):
        stoppet |= skyld
        fram = {m: t for m, t in fram.items() if m not in stoppet}
        if not fram:
            return Provesvar(stoppet, {})
        dommer = angriper.dom(fram)
    advarsler = {m: [*uleste, *tekst] for m in fram}
    for mal, f in [*_til_ettertanke(dommer, fram), *angriper.vist_for(dommer, fram)]:
        advarsler[mal].append(f)
    return Provesvar(stoppet, {m: tuple(f) for m, f in advarsler.items()})


def _les_teksten(
    prosjekt: Prosjekt, liggende: Rapporter, nye: Rapporter
) -> tuple[dict[str, tuple[Funn, ...]], list[Funn]]:
    """De nye rapportene der teksten sier et skjult tall, og advarsler om dem som alt ligger der."""
    sanne = skjulte_tall(prosjekt)
    alt = samlet({**liggende, **nye}.values())
    funnet = tekstfunn(prosjekt, alt, sanne)
    stoppet = {m: tuple(f) for m, f in funnet.items() if m in nye}
    return stoppet, [f.med(alvor=Alvor.ADVARSEL) for m, fs in funnet.items() if m not in nye for f in fs]  # fmt: skip


def _liggende(ut: Path) -> tuple[dict[str, Utgave], list[Funn]]:
    """Rapportene som alt er lagt fram, og funn om dem som ikke lar seg lese."""
    lest, uleste = {}, []
    for mappe in rapportmapper(ut):
        try:
            lest[mappe.name] = les_framlagt(mappe)
        except MetodikkFeil as e:
            uleste += [f.med(alvor=Alvor.ADVARSEL) for f in e.funn]
    return lest, uleste


@dataclass(frozen=True, slots=True)
class _Angriper:
    """Leseren som har alt som er lagt fram, og får de nye rapportene i tillegg."""

    prosjekt: Prosjekt
    liggende: Rapporter
    mot: Utgave | None

    def dom(self, fram: Rapporter, mot: Utgave | None = None) -> pd.DataFrame:
        alt = samlet({**self.liggende, **fram}.values())
        return dom(self.prosjekt, alt, mot or self.mot)

    def skyld(self, dommer: pd.DataFrame, fram: Rapporter) -> dict[str, tuple[Funn, ...]]:
        """De nye rapportene som er med på å røpe noe, med hvert tall de er med på å røpe."""
        funnet, uten_ny = defaultdict(list), []
        for d in self._nytt(dommer):
            skyldige = [m for m in fram if m == d.rapport or m in d.rapporter]
            for mal in skyldige:
                funnet[mal].append(funn_for("K847", d))
            uten_ny += [] if skyldige else [d]
        if uten_ny and not funnet:
            # Stedene som er oppgitt, er én måte å regne på. Var tallet kjent fra før, er ingen ny skyld i det.
            for_ = {_celle(d) for d in _apne(self.dom({}))}
            nye = tuple(funn_for("K847", d) for d in uten_ny if _celle(d) not in for_)
            return dict.fromkeys(fram, nye) if nye else {}
        return {m: tuple(f) for m, f in funnet.items()}

    def _nytt(self, dommer: pd.DataFrame) -> list:
        """Det som kan regnes ut. Det den tidligere utgaven røpet alene, kan ingen ny rapport hindre."""
        apne = list(_apne(dommer))
        if not any(_var_for(d) for d in apne):
            return apne
        for_ = {_celle(d) for d in _apne(self.dom({}))}
        return [d for d in apne if not _var_for(d) or _celle(d) not in for_]

    def vist_for(self, dommer: pd.DataFrame, fram: Rapporter) -> Iterator[tuple[str, Funn]]:
        """Det de nye rapportene og dem som blir byttet ut, røper når noen har begge."""
        forrige = {m: u for m, u in self.liggende.items()
                   if m in fram and not u.celler.equals(fram[m].celler)}  # fmt: skip
        if not forrige:
            return
        for_ = {_celle(d) for d in _apne(dommer)}
        eldre = samlet([*forrige.values(), *([self.mot] if self.mot else [])])
        alene = {(TIDLIGERE + r, *sted) for r, *sted in map(_celle, _apne(self.dom({})))}
        for d in _apne(self.dom(fram, eldre)):
            if d.rapport in fram and _celle(d) not in for_:
                yield d.rapport, funn_for("K848", d)
            elif _var_for(d) and _celle(d) not in for_ | alene:
                hjem = next((m for m in fram if m in d.rapporter), next(iter(fram)))
                yield hjem, funn_for("K855", d)


def _til_ettertanke(dommer: pd.DataFrame, fram: Rapporter) -> Iterator[tuple[str, Funn]]:
    """Smale intervaller i de nye rapportene, og det som alt kunne regnes ut av de gamle."""
    for d in dommer.itertuples():
        if (kode := _ADVARSLER.get(d.dom)) and (d.rapport in fram or d.dom == APEN):
            hjem = d.rapport if d.rapport in fram else next(iter(fram))
            yield hjem, funn_for(kode, d, Alvor.ADVARSEL)


def _apne(dommer: pd.DataFrame):
    return dommer[dommer["dom"] == APEN].itertuples()


def _var_for(d) -> bool:
    """Sann når tallet står i en tidligere utgave."""
    return d.rapport.startswith(TIDLIGERE)


def _celle(d) -> tuple[str, str, str, str]:
    return d.rapport, d.fil, d.ark, d.celle
