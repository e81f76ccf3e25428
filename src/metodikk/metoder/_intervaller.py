"""Intervaller for andeler, antall, forskjeller og forhold. Tall eller matriser inn og ut.

Formlene er de som engelske folkehelsemyndigheter bruker (OHID, Fingertips).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtri

EKSAKT_UNDER = 10


def wilson(teller, nevner, konfidens: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Regn ut Wilson-intervallet for en andel.

    Bruk denne når tallet er «antall av antall». Intervallet holder seg mellom 0 og 1 og virker
    også når ingen eller alle har kjennetegnet.

    Parametere
    ----------
    teller, nevner : tall eller matrise
        Antall med kjennetegnet, og antall i gruppen.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne verdien.

    Returnerer
    ----------
    tuple
        Nedre og øvre grense. NaN der nevneren er 0 eller mangler.

    Eksempel
    --------
    >>> nedre, ovre = wilson(65, 100)
    >>> round(float(nedre), 4), round(float(ovre), 4)
    (0.5525, 0.7364)

    Les mer
    -------
    Wilson (1927). Fasit: PHEindicatormethods.
    """
    x, n, z = som_tall(teller), gyldig_nevner(nevner), z_verdi(konfidens)
    p = x / n
    midten, bredde = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    skala = 1 + z**2 / n
    return np.clip((midten - bredde) / skala, 0, 1), np.clip((midten + bredde) / skala, 0, 1)


def poisson(antall, konfidens: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Regn ut intervallet for et antall hendelser: eksakt under 10, ellers Byars tilnærming.

    Bruk denne for hendelser som kan skje flere ganger (anmeldelser, dødsfall, innleggelser).

    Parametere
    ----------
    antall : tall eller matrise
        Antall hendelser.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne verdien.

    Returnerer
    ----------
    tuple
        Nedre og øvre grense for antallet.

    Eksempel
    --------
    >>> nedre, ovre = poisson([5, 65])
    >>> nedre.round(2).tolist(), ovre.round(2).tolist()
    ([1.62, 50.16], [11.67, 82.85])

    Les mer
    -------
    Breslow og Day (1987). Fasit: PHEindicatormethods.
    """
    o = som_tall(antall)
    halve = (1 - konfidens) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        eksakt = np.where(o > 0, gammaincinv(o, halve), 0.0), gammaincinv(o + 1, 1 - halve)
        byar = _byar(o, z_verdi(konfidens))
    nedre, ovre = (np.where(o < EKSAKT_UNDER, e, b) for e, b in zip(eksakt, byar, strict=True))
    return np.where(np.isnan(o), np.nan, nedre), np.where(np.isnan(o), np.nan, ovre)


def _byar(o: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    nedre = o * (1 - 1 / (9 * o) - z / (3 * np.sqrt(o))) ** 3
    ovre = (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * np.sqrt(o + 1))) ** 3
    return np.where(nedre < 0, np.nan, nedre), ovre


def forskjell_andeler(teller, nevner, teller_mot, nevner_mot, konfidens: float = 0.95) -> tuple:
    """Regn ut forskjellen mellom to andeler med Newcombes intervall.

    Bruk denne i stedet for å se om to intervaller overlapper: to tall kan være sikkert ulike selv
    om intervallene deres overlapper litt.

    Parametere
    ----------
    teller, nevner : tall eller matrise
        Antallene for området.
    teller_mot, nevner_mot : tall eller matrise
        Antallene for det vi sammenlikner med. Skal ikke inneholde området.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne forskjellen.

    Returnerer
    ----------
    tuple
        Forskjell, nedre og øvre grense.

    Eksempel
    --------
    >>> [round(float(t), 4) for t in forskjell_andeler(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]

    Les mer
    -------
    Newcombe (1998), metode 10.
    """
    a, b = (
        som_tall(teller) / gyldig_nevner(nevner),
        som_tall(teller_mot) / gyldig_nevner(nevner_mot),
    )
    return _kvadrer_og_legg_sammen(
        a, wilson(teller, nevner, konfidens), b, wilson(teller_mot, nevner_mot, konfidens)
    )


def forskjell_rater(antall, personaar, antall_mot, personaar_mot, konfidens: float = 0.95) -> tuple:
    """Regn ut forskjellen mellom to rater, med intervall satt sammen av ratenes egne intervaller.

    Parametere
    ----------
    antall, personaar : tall eller matrise
        Hendelser og personår i området.
    antall_mot, personaar_mot : tall eller matrise
        Hendelser og personår i det vi sammenlikner med.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne forskjellen.

    Returnerer
    ----------
    tuple
        Forskjell, nedre og øvre grense, per personår.

    Eksempel
    --------
    >>> [round(float(t) * 1000, 1) for t in forskjell_rater(11, 800, 21, 3011)]
    [6.8, -1.0, 18.0]

    Les mer
    -------
    Zou og Donner (2008).
    """
    t1, t2 = gyldig_nevner(personaar), gyldig_nevner(personaar_mot)
    en = tuple(g / t1 for g in poisson(antall, konfidens))
    to = tuple(g / t2 for g in poisson(antall_mot, konfidens))
    return _kvadrer_og_legg_sammen(som_tall(antall) / t1, en, som_tall(antall_mot) / t2, to)


def _kvadrer_og_legg_sammen(a, intervall_a, b, intervall_b) -> tuple:
    (l1, u1), (l2, u2) = intervall_a, intervall_b
    d = a - b
    return d, d - np.hypot(a - l1, u2 - b), d + np.hypot(u1 - a, b - l2)


def forhold_rater(antall, personaar, antall_mot, personaar_mot, konfidens: float = 0.95) -> tuple:
    """Regn ut forholdet mellom to rater med eksakt, betinget intervall.

    Bruk denne for å si «1,9 ganger så mange». Tåler få hendelser.

    Parametere
    ----------
    antall, personaar : tall eller matrise
        Hendelser og personår i området.
    antall_mot, personaar_mot : tall eller matrise
        Hendelser og personår i det vi sammenlikner med.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke det sanne forholdet.

    Returnerer
    ----------
    tuple
        Forhold, nedre og øvre grense.

    Eksempel
    --------
    >>> [round(float(t), 3) for t in forhold_rater(11, 800, 21, 3011)]
    [1.971, 0.858, 4.277]

    Les mer
    -------
    Clopper og Pearson (1934); samme svar som `poisson.test` i R.
    """
    x1, x2, halve = som_tall(antall), som_tall(antall_mot), (1 - konfidens) / 2
    skala = gyldig_nevner(personaar_mot) / gyldig_nevner(personaar)
    with np.errstate(invalid="ignore", divide="ignore"):
        nedre = np.where(x1 > 0, betaincinv(x1, x2 + 1, halve), 0.0)
        ovre = np.where(x2 > 0, betaincinv(x1 + 1, x2, 1 - halve), 1.0)
        return x1 / x2 * skala, nedre / (1 - nedre) * skala, ovre / (1 - ovre) * skala


def p_verdi_rater(antall: int, personaar: float, antall_mot: int, personaar_mot: float) -> float:
    """Regn ut p-verdien for at to rater er like (eksakt, betinget på summen).

    Eksempel
    --------
    >>> round(p_verdi_rater(11, 800, 21, 3011), 6)
    0.079669
    """
    from scipy.stats import binomtest

    andel = personaar / (personaar + personaar_mot)
    return float(binomtest(int(antall), int(antall + antall_mot), andel).pvalue)


def z_verdi(konfidens: float) -> float:
    if not 0 < konfidens < 1:
        raise ValueError(f"konfidens skal være mellom 0 og 1, ikke {konfidens}")
    return float(ndtri(0.5 + konfidens / 2))


def som_tall(verdi) -> np.ndarray:
    return np.asarray(verdi, dtype=float)


def gyldig_nevner(nevner) -> np.ndarray:
    n = som_tall(nevner)
    return np.where(n > 0, n, np.nan)
