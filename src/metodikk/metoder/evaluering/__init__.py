"""Evalueringen: ble det en endring, sammenliknet med hva, hvor sikre er vi, og hva kan vi ikke si?

Rekkefølgen er fast. Først programteorien og det som ble gjort, så hva som minst kunne vært sett,
og til slutt det som skjedde. Vaktene (`funn`) følger tallene og skal stå ved siden av dem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.metoder.effekt import kontroller_aar
from metodikk.metoder.evaluering.klarering import Detalj, Klar, klarer
from metodikk.metoder.evaluering.porter import porter
from metodikk.metoder.evaluering.prosess import Prosess, prosess
from metodikk.metoder.evaluering.runder import Runder, runder
from metodikk.metoder.evaluering.soner import (
    PROGRAM,
    SAMMENLIKNING,
    endret_grense,
    roller,
    velg_like,
)
from metodikk.metoder.evaluering.svar import kan_ikke_si, kan_si, vurder
from metodikk.metoder.evaluering.teori import Programteori, programteori
from metodikk.metoder.evaluering.utfall import Utfall, av_indikator, av_undersokelsen

__all__ = [
    "Detalj", "Evaluering", "Klar", "Programteori", "Prosess", "Runder", "Utfall", "evaluer",
    "kan_ikke_si", "kan_si", "klarer", "porter", "programteori", "prosess", "roller", "runder", "velg_like",
    "vurder",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Evaluering:
    """Hele evalueringen som tabeller og verdier.

    soner : rollen til hver sone.
    programteori, prosess, undersokelse : delene som leses før resultatene.
    utfall : ett resultat per utfall, hovedutfallene først.
    funn : alle vaktene som slo ut.
    tabeller, program : det evalueringen bygger på, til klareringen.
    """

    soner: pd.DataFrame
    programteori: Programteori
    prosess: Prosess
    undersokelse: Runder
    utfall: tuple[Utfall, ...]
    funn: tuple[Funn, ...]
    tabeller: Mapping[str, pd.DataFrame]
    program: Any

    @property
    def hovedutfall(self) -> tuple[Utfall, ...]:
        return tuple(u for u in self.utfall if u.hovedutfall)

    @property
    def med_sammenlikning(self) -> tuple[Utfall, ...]:
        """Utfallene som er målt med en indikator og kunne regnes ut."""
        return tuple(u for u in self.utfall if u.effekt is not None)


def evaluer(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], program,
    naboer: Sequence[str] | None = None, indikatorer: Mapping[str, Mapping] | None = None,
    fro: int = 1,
) -> Evaluering:  # fmt: skip
    """Evaluer et program: teori, prosess, effekt og innbyggernes syn i samme rekkefølge hver gang.

    Bruk denne når programmet har gått så lenge at det finnes tall etter oppstart.

    Parametere
    ----------
    tabeller : dict
        `soner`, `indikatorer` og `utfall`, og de av `tiltak`, `programteori`, `brudd`, `kodebok`,
        `runder`, `svar` og `befolkning` som finnes. Endres ikke.
    omraade : sequence of str
        Sonene i programmet.
    program : objekt
        Har `start`, `slutt`, `utvalgsaar`, `nullpunkt` og `oppfolging`.
    naboer : sequence of str, valgfri
        Sonene som grenser til området. Tomt når de ikke er kjent.
    indikatorer : dict, valgfri
        Egne indikatorer i tillegg til katalogen.
    fro : int, forvalgt 1
        Såkorn for det som må trekkes, slik at svaret kan gjentas.

    Returnerer
    ----------
    Evaluering

    Eksempel
    --------
    >>> from types import SimpleNamespace
    >>> soner = [f"S{i:02}" for i in range(12)]
    >>> rader = [("fritid_barn", s, a, 60 + 9 * (a > 2020 and i < 2) + i % 3, 100)
    ...          for i, s in enumerate(soner) for a in range(2014, 2024)]
    >>> tabeller = {
    ...     "soner": pd.DataFrame({"sone": soner, "sonenavn": soner}),
    ...     "indikatorer": pd.DataFrame(rader, columns=["indikator", "sone", "aar", "teller", "nevner"]),
    ...     "utfall": pd.DataFrame({"utfall": ["U1"], "navn": ["Flere er med"], "maalt_med": ["fritid_barn"],
    ...         "onsket": ["opp"], "hovedutfall": [True], "valgt": [pd.Timestamp(2019, 5, 1)]})}
    >>> program = SimpleNamespace(start=2020, slutt=2022, utvalgsaar=(2018,),
    ...                           nullpunkt=(2015, 2016, 2017), oppfolging=(2022, 2023))
    >>> evaluer(tabeller, omraade=soner[:2], naboer=["S11"], program=program).utfall[0].svar
    'tydelig, ønsket vei'

    Les mer
    -------
    Håndboka: «Evaluering».
    """
    kontroller_aar(program.nullpunkt, program.oppfolging, program.utvalgsaar, program.start)
    t = {navn: tabeller.get(navn, pd.DataFrame()) for navn in katalog("skjema")}
    t["tiltak"] = _i_programmet(t["tiltak"], program.slutt)
    sonene = roller(t["soner"], omraade, naboer or (), endret_grense(t["brudd"], program))
    teori = _valgfri(t["programteori"], programteori, Programteori, t["utfall"])
    gjort = _valgfri(t["tiltak"], prosess, Prosess, t["utfall"])
    svar = _runder(t, sonene, omraade, program)
    om = katalog("indikatorer") | dict(indikatorer or {})
    utfall = vurder(_alle(t, om, sonene, omraade, program, svar, gjort, np.random.default_rng(fro)))
    utfall = tuple(sorted(utfall, key=lambda u: (not u.hovedutfall, u.kode)))
    ukjent = () if naboer else (funn("K875", fant="verken kart eller naboer er oppgitt"),)
    ugjort = (
        ()
        if len(t["tiltak"])
        else (funn("K868", fant="tabellen Tiltak mangler, så ingen vet hva som ble gjort"),)
    )
    funnene = (
        *ukjent,
        *ugjort,
        *(f for u in utfall for f in u.funn),
        *teori.funn,
        *gjort.funn,
        *svar.funn,
    )
    return Evaluering(sonene, teori, gjort, svar, utfall, tuple(dict.fromkeys(funnene)), t, program)


def _i_programmet(tiltak: pd.DataFrame, siste_aar: int) -> pd.DataFrame:
    """Tiltakene som var med mens programmet varte. De som kom etterpå, kan ikke ha bidratt."""
    if "start" not in tiltak:
        return tiltak
    etter = pd.to_datetime(tiltak["start"]).dt.year > siste_aar
    return tiltak[~etter].reset_index(drop=True)


def _valgfri(tabell, metode, tom, utfall):
    if len(tabell):
        return metode(tabell, utfall)
    mangler = [pd.DataFrame()] * (len(tom.__dataclass_fields__) - 1)
    return tom(*mangler, ())


def _runder(t, sonene, omraade, program) -> Runder:
    resten = sonene.loc[sonene["rolle"] != PROGRAM, "sone"].tolist()
    deler = (t["svar"], t["kodebok"], t["runder"], t["befolkning"])
    if not all(len(d) for d in deler):
        tom = pd.DataFrame(columns=["runde", "sone"])
        deler = (tom, tom, tom, tom)
    return runder(*deler, omraade=omraade, resten=resten, start=program.start)


def _alle(t, om, sonene, omraade, program, svar, gjort, rng) -> list[Utfall]:
    kandidater = sonene.loc[sonene["rolle"] == SAMMENLIKNING, "sone"].tolist()
    brudd = (
        t["brudd"] if len(t["brudd"]) else pd.DataFrame(columns=["gjelder", "aar", "beskrivelse"])
    )
    tekst = t["kodebok"].set_index("sporsmal")["tekst"].to_dict() if len(t["kodebok"]) else {}
    per_utfall = gjort.per_utfall.set_index("utfall") if len(gjort.per_utfall) else pd.DataFrame()
    ut = []
    for rad in t["utfall"].itertuples():
        if rad.maalt_med in tekst or rad.maalt_med not in om:
            u = av_undersokelsen(
                rad,
                {"navn": tekst.get(rad.maalt_med, rad.maalt_med)},
                program,
                svar.endring,
                svar.mangler,
            )
        else:
            data = t["indikatorer"].query("indikator == @rad.maalt_med").reset_index(drop=True)
            u = av_indikator(
                rad, data, om.get(rad.maalt_med, {}), omraade, kandidater, program, brudd, rng
            )
        del_ = per_utfall.loc[rad.utfall] if rad.utfall in per_utfall.index else None
        egne = tuple(f for f in gjort.funn if f.kolonne == rad.utfall)
        ut.append(
            u.med(
                gjennomfort=np.nan if del_ is None else float(del_["gjennomfort"]),
                funn=(*u.funn, *egne),
            )
        )
    return ut
