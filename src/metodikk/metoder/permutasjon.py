"""Permutasjonsslutning: hvor ofte ville en like stor forskjell oppstått om andre soner var valgt?

Med noen få soner i programmet er vanlige standardfeil for optimistiske. Permutasjon bruker bare det
vi vet: hvilke soner som fikk programmet, og hvor ulikt sonene utvikler seg uten det.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

FLEST_EKSAKTE = 20_000
TREKK = 9_999
NESTEN = 1e-9


@dataclass(frozen=True, eq=False)
class Permutasjon:
    """Svaret på en permutasjonstest.

    p : andelen fordelinger med minst like stor forskjell som den observerte (tosidig).
    minste_p : det laveste p kan bli med så mange soner, uansett hvor stor forskjellen er.
    placebo : forskjellen i hver fordeling. Den første er den observerte.
    """

    observert: float
    p: float
    minste_p: float
    antall: int
    eksakt: bool
    nedre: float
    ovre: float
    placebo: np.ndarray


def fordelinger(antall: int, valgte: int, *, rng: np.random.Generator | None = None) -> np.ndarray:
    """Sett opp alle måter å velge `valgte` av `antall` soner på.

    Blir det flere enn 20 000, trekkes 9 999 tilfeldig. Da må `rng` gis, slik at svaret kan gjentas.

    Parametere
    ----------
    antall, valgte : int
        Antall soner i alt, og antall som var med i programmet.
    rng : numpy.random.Generator, valgfri
        Tilfeldighetskilden når det er for mange fordelinger til å gå gjennom alle.

    Returnerer
    ----------
    matrise
        Én rad per fordeling, sann for sonene som er valgt.

    Eksempel
    --------
    >>> fordelinger(10, 2).shape
    (45, 10)
    """
    if comb(antall, valgte) <= FLEST_EKSAKTE:
        valg = np.array(list(combinations(range(antall), valgte)), dtype=int)
    else:
        if rng is None:
            raise ValueError("rng må gis når det er for mange fordelinger til å gå gjennom alle")
        valg = np.argsort(rng.random((TREKK, antall)), axis=1)[:, :valgte]
    ut = np.zeros((len(valg), antall), dtype=bool)
    np.put_along_axis(ut, valg.reshape(len(valg), valgte), True, axis=1)
    return ut


def minste_p(behandlet: int, sammenlikning: int) -> float:
    """Regn ut det laveste en tosidig permutasjons-p kan bli.

    Bruk denne før resultatet er kjent. Er tallet over 0,05, kan ingen forskjell bli tydelig.

    Eksempel
    --------
    >>> [round(minste_p(k, 10 - k), 4) for k in (1, 2, 3)]
    [0.1, 0.0222, 0.0083]
    """
    speil = 2 if behandlet == sammenlikning else 1
    return speil / comb(behandlet + sammenlikning, behandlet)


def permuter(
    verdi: np.ndarray, behandlet: np.ndarray, *, vekt: np.ndarray | None = None,
    konfidens: float = 0.95, rng: np.random.Generator | None = None,
) -> Permutasjon:  # fmt: skip
    """Prøv om sonene i programmet endret seg annerledes enn sammenlikningssonene.

    Bruk denne på endringen i hver sone (snitt etter minus snitt før). Intervallet er alle
    effekter som testen ikke kan avvise, og stemmer derfor alltid med p-verdien.

    Parametere
    ----------
    verdi : matrise
        Endringen i hver sone.
    behandlet : matrise av bool
        Sann for sonene som var med i programmet.
    vekt : matrise, valgfri
        Vekten til hver sone i snittet av en gruppe. Like vekter når den ikke er gitt.
    konfidens : float, forvalgt 0.95
        Hvor sikkert intervallet skal være.
    rng : numpy.random.Generator, valgfri
        Trengs bare når det er mer enn 20 000 fordelinger.

    Returnerer
    ----------
    Permutasjon

    Eksempel
    --------
    >>> endring = np.array([5.0, 6.0, 0.1, -0.2, 0.3, 0.0, -0.1, 0.2, -0.3, 0.1])
    >>> svar = permuter(endring, np.arange(10) < 2)
    >>> round(svar.observert, 2), round(svar.p, 3), svar.antall
    (5.49, 0.022, 45)

    Les mer
    -------
    Fisher (1935); MacKinnon og Webb (2020) om få behandlede grupper.
    """
    behandlet = np.asarray(behandlet, dtype=bool)
    vekt = np.ones(len(behandlet)) if vekt is None else np.asarray(vekt, dtype=float)

    def forskjell(valgt, kolonne):
        inne, ute = valgt * vekt, ~valgt * vekt
        return inne @ kolonne / inne.sum(axis=1) - ute @ kolonne / ute.sum(axis=1)

    valgt = med_observert(fordelinger(len(behandlet), int(behandlet.sum()), rng=rng), behandlet)
    return fra_fordelinger(
        forskjell(valgt, np.asarray(verdi, dtype=float)), forskjell(valgt, behandlet.astype(float)),
        behandlet, konfidens,
    )  # fmt: skip


def med_observert(valgt: np.ndarray, behandlet: np.ndarray) -> np.ndarray:
    """Sett fordelingen som faktisk skjedde, først, én gang."""
    andre = valgt[(valgt != behandlet).any(axis=1)]
    return np.vstack([behandlet, andre])


def fra_fordelinger(
    forskjell: np.ndarray, andel: np.ndarray, behandlet: np.ndarray, konfidens: float = 0.95
) -> Permutasjon:
    """Gjør forskjellen i hver fordeling om til p-verdi og intervall.

    `forskjell` er målet for hver fordeling (den første er den observerte). `andel` er hvor mye
    målet ville endre seg i fordelingen om effekten i de virkelige programsonene var 1.
    """
    observert, antall = float(forskjell[0]), len(forskjell)
    slakk = NESTEN * max(1.0, float(np.abs(forskjell).max()))
    minst, storst = _avvises_ikke(forskjell, andel)
    hoppet_over = int((1 - konfidens) * antall + NESTEN)
    valgte = int(behandlet.sum())
    alle = comb(len(behandlet), valgte)
    return Permutasjon(
        observert, float((np.abs(forskjell) >= abs(observert) - slakk).mean()),
        max(minste_p(valgte, len(behandlet) - valgte), 1 / antall), antall, antall == alle,
        float(np.sort(minst)[hoppet_over]), float(np.sort(storst)[::-1][hoppet_over]), forskjell,
    )  # fmt: skip


def _avvises_ikke(forskjell: np.ndarray, andel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For hver fordeling: de effektene som gjør den minst like ytterliggående som den observerte."""
    o = forskjell[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (o - forskjell) / (1 - andel), (o + forskjell) / (1 + andel)
    minst, storst = np.fmin(a, b), np.fmax(a, b)
    alltid = np.isclose(np.abs(andel), 1)
    return np.where(alltid, -np.inf, minst), np.where(alltid, np.inf, storst)


def placebointervall(
    verdi: np.ndarray, behandlet: np.ndarray, konfidens: float = 0.95
) -> tuple[float, float]:
    """Regn ut et intervall av hvor ulikt sammenlikningssonene selv utviklet seg.

    Bruk denne som bilde når det er for få soner til en p-verdi. Hver gruppe sammenlikningssoner på
    samme størrelse som programområdet settes opp mot resten av dem.

    Parametere
    ----------
    verdi : matrise
        Endringen i hver sone.
    behandlet : matrise av bool
        Sann for sonene som var med i programmet.
    konfidens : float, forvalgt 0.95
        Hvor stor del av spredningen intervallet skal romme.

    Returnerer
    ----------
    tuple
        Nedre og øvre grense for effekten.

    Eksempel
    --------
    >>> nedre, ovre = placebointervall(np.array([5.0, -1, 0, 1, 2, -2]), np.arange(6) < 1)
    >>> round(nedre, 2), round(ovre, 2)
    (2.62, 7.38)

    Les mer
    -------
    Conley og Taber (2011).
    """
    verdi, behandlet = np.asarray(verdi, dtype=float), np.asarray(behandlet, dtype=bool)
    ute = verdi[~behandlet]
    effekt = verdi[behandlet].mean() - ute.mean()
    valgt = fordelinger(len(ute), int(behandlet.sum()), rng=np.random.default_rng(len(ute)))
    inne = valgt.sum(axis=1)
    stoy = valgt @ ute / inne - (~valgt) @ ute / (len(ute) - inne)
    halve = (1 - konfidens) / 2
    lav, hoy = np.quantile(stoy, [halve, 1 - halve])
    return float(effekt - hoy), float(effekt - lav)
