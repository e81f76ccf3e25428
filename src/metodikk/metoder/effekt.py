"""Endret området seg mer enn de andre? Forskjell i forskjeller med ærlig usikkerhet.

Metoden gir aldri svaret «det hjalp». Den sier hvor mye mer området endret seg enn soner det kan
sammenliknes med, hvor ofte en slik forskjell oppstår av seg selv, og hva som minst kunne vært sett.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import prosent
from metodikk.grunn.typer import Funn
from metodikk.metoder._panel import Panel, panel
from metodikk.metoder.permutasjon import minste_p, permuter

MINST_SAMMENLIKNING = 8
MINST_HENDELSER = 10
NIVAA = 0.05
FORUTSETNINGER = (
    "Uten programmet ville området ha endret seg like mye som sammenlikningssonene.",
    "Sammenlikningssonene er ikke påvirket av programmet.",
    "Det skjedde ikke noe annet stort i bare den ene gruppen samtidig.",
    "Hvem som bor i sonene, har ikke endret seg ulikt. Tallene gjelder stedet, ikke de samme personene.",
)
KAN_IKKE_SI = (
    "Vi kan ikke si at programmet alene står bak en forskjell.",
    "Vi kan ikke si hvem som fikk nytte av programmet, eller om de som bodde der først, fortsatt gjør det.",
    "Fravær av en tydelig forskjell viser ikke at programmet var uten nytte.",
)


@dataclass(frozen=True, eq=False)
class Effekt:
    """Forskjell i forskjeller for ett utfall.

    tabell : de fire snittene (`gruppe`, `foer`, `etter`, `endring`).
    hendelsestid : forskjellen hvert år målt mot nullpunktet (`aar`, `verdi`, `nedre`, `ovre`, `periode`).
    p, nedre, ovre : NaN når det er for få soner til å si noe om usikkerheten.
    mde : minste effekt vi trolig ville sett (80 prosent sjanse), regnet av sammenlikningssonene alene.
    taaler : hvor mange ganger det største avviket før oppstart konklusjonen tåler.
    """

    verdi: float
    nedre: float
    ovre: float
    p: float
    minste_p: float
    antall_fordelinger: int
    placebo: np.ndarray
    tabell: pd.DataFrame
    hendelsestid: pd.DataFrame
    sone_endring: pd.DataFrame
    standardfeil: float
    frihetsgrader: int
    mde: float
    taaler: float
    funn: tuple[Funn, ...]
    forutsetninger: tuple[str, ...] = FORUTSETNINGER
    kan_ikke_si: tuple[str, ...] = KAN_IKKE_SI


def forskjell_i_forskjeller(
    data: pd.DataFrame, behandlet: Sequence[str], sammenlikning: Sequence[str], *,
    nullpunkt: Sequence[int], oppfolging: Sequence[int], utvalgsaar: Sequence[int] = (),
    start: int | Mapping[str, int] | None = None, rng: np.random.Generator | None = None,
) -> Effekt:  # fmt: skip
    """Sammenlikn endringen i området med endringen i andre soner.

    Bruk denne når alle sonene i programmet startet samme år, og det finnes soner som ikke var med.

    Parametere
    ----------
    data : DataFrame
        Én rad per sone og år med `teller` og `nevner` (helst) eller `verdi`. Endres ikke.
    behandlet, sammenlikning : sequence of str
        Sonene i programmet, og sonene de sammenliknes med (ikke naboer).
    nullpunkt, oppfolging : sequence of int
        Årene før og etter.
    utvalgsaar : sequence of int
        Årene området ble valgt etter. Kan aldri være en del av nullpunktet.
    start : int eller dict, valgfri
        Første år i programmet, eller første år for hver sone. Er de ulike, stopper metoden: bruk da
        :mod:`metodikk.metoder.forskjovet`.
    rng : numpy.random.Generator, valgfri
        Trengs bare når det er mer enn 20 000 fordelinger.

    Returnerer
    ----------
    Effekt

    Eksempel
    --------
    >>> soner = [f"S{i}" for i in range(12)]
    >>> d = pd.DataFrame([(s, a, 20 + 5 * (a == 2 and i < 2) + i % 3, 100) for i, s in enumerate(soner)
    ...                   for a in (0, 1, 2)], columns=["sone", "aar", "teller", "nevner"])
    >>> svar = forskjell_i_forskjeller(d, soner[:2], soner[2:], nullpunkt=[0, 1], oppfolging=[2])
    >>> round(svar.verdi, 3), round(svar.p, 3)
    (0.05, 0.015)

    Les mer
    -------
    Roth mfl. (2023); permutasjon ved få soner: MacKinnon og Webb (2020).
    """
    start = _felles_start(start)
    kontroller_aar(nullpunkt, oppfolging, utvalgsaar, start)
    p = panel(data)
    p, er_med = _velg(p, behandlet, sammenlikning, [*nullpunkt, *oppfolging])
    endring = p.snitt(oppfolging) - p.snitt(nullpunkt)
    prove = permuter(endring, er_med, konfidens=1 - NIVAA, rng=rng)
    se = _standardfeil(endring, er_med)
    df = int((~er_med).sum()) - 1
    nok = (~er_med).sum() >= MINST_SAMMENLIKNING
    nedre, ovre, p_verdi = (prove.nedre, prove.ovre, prove.p) if nok else (np.nan,) * 3
    tid = _hendelsestid(p, er_med, nullpunkt, oppfolging, utvalgsaar, start)
    taaler = _taaler(nedre, ovre, tid)
    return Effekt(
        prove.observert, nedre, ovre, p_verdi, prove.minste_p, prove.antall, prove.placebo,
        _snitt(p, er_med, nullpunkt, oppfolging), tid,
        pd.DataFrame({"sone": p.soner, "behandlet": er_med, "endring": endring}),
        se, df, multiplikator(df) * se if nok else np.nan, taaler,
        _funn(p, data, er_med, nullpunkt, oppfolging, tid, taaler),
    )  # fmt: skip


def to_ganger_to(foer, etter, foer_mot, etter_mot, se=None, konfidens: float = 0.95) -> tuple:
    """Regn ut forskjell i forskjeller av fire tall.

    Bruk denne på to runder av en undersøkelse, der hvert snitt har sin egen standardfeil.

    Parametere
    ----------
    foer, etter : float
        Området før og etter.
    foer_mot, etter_mot : float
        Sammenlikningen før og etter.
    se : sequence of float, valgfri
        Standardfeilen til hvert av de fire tallene.
    konfidens : float, forvalgt 0.95
        Hvor sikkert intervallet skal være.

    Returnerer
    ----------
    tuple
        Forskjell, nedre og øvre grense (NaN uten standardfeil).

    Eksempel
    --------
    >>> round(to_ganger_to(20.43941, 21.02743, 23.33117, 21.16558)[0], 4)
    2.7536

    Les mer
    -------
    Card og Krueger (1994), tabell 3.
    """
    from scipy.special import ndtri

    verdi = (etter - foer) - (etter_mot - foer_mot)
    if se is None:
        return float(verdi), float("nan"), float("nan")
    halve = float(ndtri(0.5 + konfidens / 2) * np.sqrt(np.square(np.asarray(se, float)).sum()))
    return float(verdi), float(verdi - halve), float(verdi + halve)


def multiplikator(frihetsgrader: float, *, konfidens: float = 0.95, styrke: float = 0.8) -> float:
    """Regn ut hvor mange standardfeil en effekt må være for at vi trolig oppdager den.

    Bruk denne før resultatet er kjent. 2,8 med mange soner, over 4 med fire.

    Parametere
    ----------
    frihetsgrader : float
        Antall sammenlikningssoner minus 1.
    konfidens, styrke : float
        Hvor sikre vi vil være på ikke å se noe som ikke er der, og på å se det som er der.

    Returnerer
    ----------
    float

    Eksempel
    --------
    >>> [round(multiplikator(df), 3) for df in (3, 10, 1e9)]
    [4.161, 3.107, 2.802]

    Les mer
    -------
    Bloom (1995).
    """
    return float(stdtrit(frihetsgrader, 0.5 + konfidens / 2) + stdtrit(frihetsgrader, styrke))


def kontroller_aar(nullpunkt, oppfolging, utvalgsaar=(), start: int | None = None) -> None:
    """Stopp når årene gjør at endringen ville blitt misvisende.

    Eksempel
    --------
    >>> kontroller_aar([2015, 2016], [2022], [2017, 2018], 2020)
    """
    felles = sorted(set(nullpunkt) & set(utvalgsaar))
    if felles:
        raise DataFeil(
            funn("K858", fant=f"både nullpunkt og utvalgsår: {', '.join(map(str, felles))}")
        )
    skille = start if start is not None else max(nullpunkt, default=0) + 1
    if not nullpunkt or not oppfolging or max(nullpunkt) >= skille or min(oppfolging) < skille:
        raise DataFeil(
            funn(
                "K876",
                fant=f"nullpunkt {list(nullpunkt)}, start {skille}, oppfølging {list(oppfolging)}",
            )
        )


def _felles_start(start: int | Mapping[str, int] | None) -> int | None:
    if not isinstance(start, Mapping):
        return start
    aar = sorted(set(start.values()))
    if len(aar) > 1:
        raise DataFeil(funn("K865", fant=f"oppstart i {', '.join(map(str, aar))}"))
    return aar[0] if aar else None


def _velg(p: Panel, behandlet, sammenlikning, aar) -> tuple[Panel, np.ndarray]:
    hele = p.hele(aar)
    med = np.array(p.soner)[hele & p.er(behandlet)].tolist()
    mot = np.array(p.soner)[hele & p.er(sammenlikning) & ~p.er(behandlet)].tolist()
    if len(med) < len(set(behandlet)) or not med:
        mangler = sorted(set(behandlet) - set(med))
        raise DataFeil(funn("K869", fant=f"mangler tall: {', '.join(mangler) or 'alle sonene'}"))
    if len(mot) < 2:
        raise DataFeil(funn("K857", fant=f"{len(mot)} sammenlikningssoner med tall i alle årene"))
    p = p.bare([*med, *mot])
    return p, p.er(med)


def _standardfeil(endring, er_med) -> float:
    """Hvor mye forskjellen svinger av seg selv, regnet av sammenlikningssonene alene."""
    n1, n0 = er_med.sum(), (~er_med).sum()
    return float(endring[~er_med].std(ddof=1) * np.sqrt(1 / n1 + 1 / n0))


def _snitt(p: Panel, er_med, nullpunkt, oppfolging) -> pd.DataFrame:
    rader = []
    for navn, valgt in (("programområdet", er_med), ("sammenlikningssonene", ~er_med)):
        foer, etter = (float(p.snitt(a)[valgt].mean()) for a in (nullpunkt, oppfolging))
        rader.append((navn, int(valgt.sum()), foer, etter, etter - foer))
    return pd.DataFrame(rader, columns=["gruppe", "soner", "foer", "etter", "endring"])


def _hendelsestid(p: Panel, er_med, nullpunkt, oppfolging, utvalgsaar, start) -> pd.DataFrame:
    """Forskjellen hvert år mot nullpunktet, med de sonene som har tall det året."""
    avvik = p.verdi - p.snitt(nullpunkt)[:, None]
    rader = []
    for aar, verdi in zip(p.aar, avvik.T, strict=True):
        har = np.isfinite(verdi)
        mot = har & ~er_med
        if not har[er_med].all() or mot.sum() < 2:
            rader.append((aar, np.nan, np.nan, np.nan, "mangler: tall for området dette året"))
            continue
        forskjell = float(verdi[er_med].mean() - verdi[mot].mean())
        halve = float(
            stdtrit(mot.sum() - 1, 1 - NIVAA / 2) * _standardfeil(verdi[har], er_med[har])
        )
        rader.append((aar, forskjell, forskjell - halve, forskjell + halve, ""))
    tid = pd.DataFrame(rader, columns=["aar", "verdi", "nedre", "ovre", "merknad"])
    return tid.assign(
        periode=[_periode(a, nullpunkt, oppfolging, utvalgsaar, start) for a in tid["aar"]]
    )


def _periode(aar, nullpunkt, oppfolging, utvalgsaar, start) -> str:
    if aar in set(nullpunkt):
        return "nullpunkt"
    if aar in set(utvalgsaar):
        return "utvalgsår"
    if aar in set(oppfolging):
        return "oppfølging"
    return "før" if aar < (start or min(oppfolging)) else "underveis"


def _taaler(nedre: float, ovre: float, tid: pd.DataFrame) -> float:
    """Hvor mange ganger det største avviket før oppstart intervallet tåler før det rommer null.

    En enkel grense etter Rambachan og Roth (2023): utviklingen kunne sprikt like mye etterpå.
    """
    if not np.isfinite(nedre) or nedre <= 0 <= ovre:
        return 0.0
    storst = float(tid.loc[tid["periode"].isin(["nullpunkt", "før"]), "verdi"].abs().max())
    return min(abs(nedre), abs(ovre)) / storst if storst > 0 else np.inf


def _funn(p: Panel, data, er_med, nullpunkt, oppfolging, tid, taaler) -> tuple[Funn, ...]:
    n1, n0 = int(er_med.sum()), int((~er_med).sum())
    ut = []
    if n0 < MINST_SAMMENLIKNING:
        ut.append(funn("K859", fant=f"{n0} sammenlikningssoner med tall i alle årene"))
    if minste_p(n1, n0) > NIVAA:
        ut.append(funn("K860", fant=f"laveste mulige p er {prosent(minste_p(n1, n0), 0)}"))
    if len(set(nullpunkt)) == 1:
        ut.append(funn("K861", fant=f"nullpunkt {nullpunkt[0]}"))
    if faa := _faa_personer(data, np.array(p.soner)[er_med], nullpunkt, oppfolging):
        ut.append(funn("K862", fant=faa))
    for_ = tid[tid["periode"].isin(["nullpunkt", "før"])]
    ulik = for_[(for_["nedre"] > 0) | (for_["ovre"] < 0)]
    if len(ulik) > max(1, 0.2 * len(for_)) or 0 < taaler < 1:
        ut.append(
            funn("K866", fant=f"tydelig avvik i {len(ulik)} av {len(for_)} år før programmet")
        )
    return tuple(ut)


def _faa_personer(data, soner, nullpunkt, oppfolging) -> str:
    if "teller" not in data:
        return ""
    egne = data[data["sone"].isin(soner)]
    for navn, aar in (("nullpunktet", nullpunkt), ("oppfølgingen", oppfolging)):
        sum_ = egne[egne["aar"].isin(list(aar))][["teller", "nevner"]].sum()
        if min(sum_["teller"], sum_["nevner"] - sum_["teller"]) < MINST_HENDELSER:
            return f"under {MINST_HENDELSER} med eller uten kjennetegnet i {navn}"
    return ""
