"""Vekter og estimater fra et utvalg, med usikkerhet som følger hvordan utvalget ble trukket.

Variansene er Taylor-lineariserte med strata, trukne enheter og endelig populasjon. Etter vekting
til befolkningen brukes restene fra en regresjon med designvektene ganget med de ferdige vektene.
Svarene er de samme som fra R-pakken survey (fasit i ``tests/fasit``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.metoder._intervaller import wilson

HOYESTE_VEKT = 5.0
RUNDER_RAKING = 500


@dataclass(frozen=True, eq=False)
class Utvalg:
    """Et utvalg med vekter og det vi vet om hvordan det ble trukket.

    design : vektene slik utvalget ble trukket. vekt : de ferdige vektene.
    strata, enhet : hvilket stratum og hvilken trukket enhet hver rad hører til.
    populasjon : antall enheter i stratumet, uendelig når det er ukjent.
    hjelp : gruppene vektene er tilpasset (én kolonne per gruppe), tom når de ikke er det.
    """

    design: np.ndarray
    vekt: np.ndarray
    strata: np.ndarray
    enhet: np.ndarray
    populasjon: np.ndarray
    hjelp: np.ndarray
    merknader: tuple[str, ...] = ()

    @property
    def frihetsgrader(self) -> int:
        return int(np.unique(self.enhet).size - np.unique(self.strata).size)

    @property
    def effektivt_antall(self) -> float:
        """Antallet likt vektede svar som ville gitt samme usikkerhet (Kish)."""
        return float(self.vekt.sum() ** 2 / (self.vekt**2).sum())


@dataclass(frozen=True, slots=True)
class Estimat:
    """Ett estimat med standardfeil, intervall og hvor mange svar det bygger på."""

    verdi: float
    se: float
    nedre: float
    ovre: float
    n: int
    n_eff: float
    frihetsgrader: int


def utvalg(antall: int, *, vekt=None, strata=None, enhet=None, populasjon=None) -> Utvalg:
    """Beskriv et utvalg slik det ble trukket.

    Parametere
    ----------
    antall : int
        Antall svar.
    vekt, strata, enhet : sekvens, valgfri
        Designvekt, stratum og trukket enhet (klynge) for hvert svar.
    populasjon : sekvens, valgfri
        Antall enheter i stratumet. Bare når utvalget er trukket fra en komplett liste.

    Returnerer
    ----------
    Utvalg

    Eksempel
    --------
    >>> utvalg(4, vekt=[1, 1, 2, 4]).effektivt_antall.__round__(2)
    2.91
    """
    design = np.ones(antall) if vekt is None else np.asarray(vekt, dtype=float)
    strata = np.zeros(antall, dtype=int) if strata is None else pd.factorize(np.asarray(strata))[0]
    enhet = np.arange(antall) if enhet is None else np.asarray(enhet)
    enhet = pd.MultiIndex.from_arrays([strata, enhet]).factorize()[0]
    n = np.full(antall, np.inf) if populasjon is None else np.asarray(populasjon, dtype=float)
    return Utvalg(design, design, strata, enhet, n, np.empty((antall, 0)))


def poststratifiser(u: Utvalg, gruppe, populasjon: Mapping) -> Utvalg:
    """Vekt svarene slik at hver gruppe teller like mye som den utgjør av befolkningen.

    Parametere
    ----------
    u : Utvalg
    gruppe : sekvens
        Gruppen hvert svar hører til.
    populasjon : dict
        Antall i befolkningen i hver gruppe.

    Returnerer
    ----------
    Utvalg

    Eksempel
    --------
    >>> u = poststratifiser(utvalg(3), ["kvinner", "kvinner", "menn"], {"kvinner": 50, "menn": 50})
    >>> u.vekt.tolist()
    [25.0, 25.0, 50.0]
    """
    gruppe = pd.Series(np.asarray(gruppe, dtype=object))
    _krev_like_grupper(gruppe, populasjon)
    sum_ = pd.Series(u.vekt).groupby(gruppe).sum()
    faktor = gruppe.map({k: populasjon[k] / s for k, s in sum_.items()}).to_numpy(float)
    return replace(u, vekt=u.vekt * faktor, hjelp=_dummyer(gruppe))


def rak(
    u: Utvalg, grupper: pd.DataFrame, populasjon: Mapping[str, Mapping], *, toleranse: float = 1e-9
) -> Utvalg:
    """Vekt svarene til flere randfordelinger samtidig (raking), til de treffer alle.

    Bruk denne når du kjenner alder og kjønn hver for seg, eller når noen kombinasjoner har for få
    svar til :func:`poststratifiser`.

    Parametere
    ----------
    u : Utvalg
    grupper : DataFrame
        Én kolonne per inndeling, én rad per svar.
    populasjon : dict
        For hver kolonne: antall i befolkningen i hver gruppe.
    toleranse : float, forvalgt 1e-9
        Største relative avvik fra randfordelingene når vi stopper.

    Returnerer
    ----------
    Utvalg

    Eksempel
    --------
    >>> g = pd.DataFrame({"kjonn": list("kkmm"), "alder": list("ugug")})
    >>> u = rak(utvalg(4), g, {"kjonn": {"k": 60, "m": 40}, "alder": {"u": 30, "g": 70}})
    >>> u.vekt.round(6).tolist()
    [18.0, 42.0, 12.0, 28.0]

    Les mer
    -------
    Deming og Stephan (1940). Stopper ikke før randfordelingene er truffet.
    """
    for kolonne in grupper:
        _krev_like_grupper(grupper[kolonne], populasjon[kolonne])
    nummer = {k: pd.factorize(grupper[k], sort=True) for k in grupper}
    maal = {
        k: np.array([populasjon[k][g] for g in nivaaer], float)
        for k, (_, nivaaer) in nummer.items()
    }
    w = u.vekt.copy()
    for _ in range(RUNDER_RAKING):
        avvik = 0.0
        for kolonne, (plass, _) in nummer.items():
            faktor = maal[kolonne] / np.bincount(plass, w)
            avvik = max(avvik, float(np.abs(faktor - 1).max()))
            w = w * faktor[plass]
        if avvik < toleranse:
            hjelp = np.hstack([_dummyer(grupper[k]) for k in grupper])
            return replace(u, vekt=w, hjelp=hjelp)
    raise DataFeil(funn("K887", fant=f"avvik {avvik:.1e} etter {RUNDER_RAKING} runder"))


def trim(u: Utvalg, hoyest: float = HOYESTE_VEKT) -> Utvalg:
    """Kapp vekter som er mer enn `hoyest` ganger snittet, og fordel det som ble kappet.

    Bruk denne så ingen enkelt person bestemmer et resultat. Det som er gjort, følger med i
    `merknader`.

    Eksempel
    --------
    >>> u = trim(utvalg(10, vekt=[1] * 9 + [41]), hoyest=3)
    >>> float(u.vekt.max().round(1)), float(u.vekt.sum().round(1))
    (15.0, 50.0)
    """
    w, sum_ = u.vekt.copy(), u.vekt.sum()
    tak = hoyest * sum_ / w.size
    over = w > tak
    while (w > tak * (1 + 1e-12)).any():
        over |= w > tak
        w = np.where(over, tak, w)
        w[~over] *= (sum_ - tak * over.sum()) / w[~over].sum()
    if not over.any():
        return u
    storst = tall(u.vekt.max() / u.vekt.mean(), 1)
    grense = tall(hoyest, 0 if float(hoyest).is_integer() else 1)
    setning = f"{int(over.sum())} vekter er kappet til {grense} ganger snittet. Den største var {storst} ganger snittet."
    return replace(u, vekt=w, merknader=(*u.merknader, setning))


def snitt(y, u: Utvalg, *, blant=None, konfidens: float = 0.95) -> Estimat:
    """Regn ut et vektet gjennomsnitt med standardfeil. Manglende svar teller ikke med.

    Parametere
    ----------
    y : sekvens
        Svarverdiene, NaN der personen ikke svarte.
    u : Utvalg
    blant : sekvens av bool, valgfri
        Bare disse svarene. Standardfeilen tar hensyn til at gruppens størrelse også er usikker.
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    Estimat

    Eksempel
    --------
    >>> e = snitt([1, 2, 3, 4, 5], utvalg(5))
    >>> round(e.verdi, 2), round(e.se, 4)
    (3.0, 0.7071)
    """
    verdi, se, n, n_eff = _forhold(y, None, u, blant)
    t = _t(u.frihetsgrader, konfidens)
    return Estimat(verdi, se, verdi - t * se, verdi + t * se, n, n_eff, u.frihetsgrader)


def andel(y, u: Utvalg, *, blant=None, konfidens: float = 0.95) -> Estimat:
    """Regn ut en vektet andel. Intervallet lages på logit-skala og holder seg mellom 0 og 1.

    Eksempel
    --------
    >>> e = andel([1] * 56 + [0] * 14, utvalg(70))
    >>> round(e.verdi, 2), round(e.nedre, 3), round(e.ovre, 3)
    (0.8, 0.687, 0.879)
    """
    p, se, n, n_eff = _forhold(y, None, u, blant)
    if not 0 < p < 1:
        return Estimat(p, se, *_wilson_ytterst(p, n_eff, konfidens), n, n_eff, u.frihetsgrader)
    halv = _t(u.frihetsgrader, konfidens) * se / (p * (1 - p))
    logit = np.log(p / (1 - p))
    nedre, ovre = (float(1 / (1 + np.exp(-(logit + s * halv)))) for s in (-1, 1))
    return Estimat(p, se, nedre, ovre, n, n_eff, u.frihetsgrader)


def forhold(y, x, u: Utvalg, *, konfidens: float = 0.95) -> Estimat:
    """Regn ut forholdet mellom to summer, for eksempel svar i år mot i fjor.

    Eksempel
    --------
    >>> round(forhold([2, 4], [1, 2], utvalg(2)).verdi, 2)
    2.0
    """
    verdi, se, n, n_eff = _forhold(y, x, u, None)
    t = _t(u.frihetsgrader, konfidens)
    return Estimat(verdi, se, verdi - t * se, verdi + t * se, n, n_eff, u.frihetsgrader)


def total(y, u: Utvalg, *, konfidens: float = 0.95) -> Estimat:
    """Regn ut en vektet sum for befolkningen.

    Eksempel
    --------
    >>> round(total([1, 2, 3], utvalg(3, vekt=[10, 10, 10])).verdi, 1)
    60.0
    """
    y = np.asarray(y, dtype=float)
    verdi, se = float((u.vekt * y).sum()), float(np.sqrt(_varians(y, u)))
    t = _t(u.frihetsgrader, konfidens)
    return Estimat(
        verdi, se, verdi - t * se, verdi + t * se, y.size, u.effektivt_antall, u.frihetsgrader
    )


def _forhold(y, x, u: Utvalg, blant) -> tuple[float, float, int, float]:
    y = np.asarray(y, dtype=float)
    x = np.ones_like(y) if x is None else np.asarray(x, dtype=float)
    med = np.isfinite(y) & (True if blant is None else np.asarray(blant, dtype=bool))
    w = np.where(med, u.vekt, 0.0)
    nevner = (w * x).sum()
    if not med.any() or nevner <= 0:
        return np.nan, np.nan, int(med.sum()), 0.0
    verdi = float((w * np.where(med, y, 0)).sum() / nevner)
    avvik = np.where(med, np.where(med, y, 0) - verdi * x, 0.0) / nevner
    return (
        verdi,
        float(np.sqrt(_varians(avvik, u))),
        int(med.sum()),
        float(w.sum() ** 2 / (w**2).sum()),
    )


def _varians(linearisert: np.ndarray, u: Utvalg) -> float:
    """Varians av en vektet sum, fra spredningen mellom trukne enheter innen strata."""
    if u.hjelp.shape[1]:
        rot = np.sqrt(u.design)
        koef = np.linalg.lstsq(u.hjelp * rot[:, None], linearisert * rot, rcond=None)[0]
        linearisert = linearisert - u.hjelp @ koef
    sum_enhet = np.bincount(u.enhet, u.vekt * linearisert)
    _, forste = np.unique(u.enhet, return_index=True)
    strata, populasjon = u.strata[forste], u.populasjon[forste]
    varians = 0.0
    for h in np.unique(strata):
        z = sum_enhet[strata == h]
        if z.size < 2:
            raise DataFeil(funn("K886", fant=f"stratum {h + 1}"))
        rest = 1 - z.size / populasjon[strata == h][0]
        varians += rest * z.size / (z.size - 1) * ((z - z.mean()) ** 2).sum()
    return float(varians)


def _wilson_ytterst(p: float, n_eff: float, konfidens: float) -> tuple[float, float]:
    nedre, ovre = wilson(p * n_eff, n_eff, konfidens)
    return float(nedre), float(ovre)


def _t(frihetsgrader: int, konfidens: float) -> float:
    return float(stdtrit(max(frihetsgrader, 1), 0.5 + konfidens / 2))


def _dummyer(gruppe) -> np.ndarray:
    return pd.get_dummies(pd.Series(np.asarray(gruppe, dtype=object))).to_numpy(float)


def _krev_like_grupper(gruppe, populasjon: Mapping) -> None:
    i_svar, i_folk = set(gruppe), {k for k, n in populasjon.items() if n > 0}
    if ulike := sorted(map(str, i_svar ^ i_folk)):
        raise DataFeil(funn("K885", fant=", ".join(ulike[:5])))
