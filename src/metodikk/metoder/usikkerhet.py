"""Hva vi kan si om usikre tall: forskjeller med ord, trakter, krymping og flere tall samtidig.

Intervallene selv bor i :mod:`metodikk.metoder._intervaller` og kan hentes herfra også.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from metodikk.metoder._intervaller import (
    forhold_rater,
    forskjell_andeler,
    forskjell_rater,
    gyldig_nevner,
    p_verdi_rater,
    poisson,
    som_tall,
    wilson,
    z_verdi,
)

__all__ = [
    "FOR_LITE", "HOYERE", "LAVERE", "PAA_NIVAA", "forhold_rater", "forskjell_andeler",
    "forskjell_rater", "holm", "krymp", "ord_for_forskjell", "overspredning", "p_verdi_rater",
    "poisson", "sammenlikn", "trakt_andel", "trakt_rate", "ventet_falske", "wilson",
]  # fmt: skip

HOYERE, PAA_NIVAA, LAVERE, FOR_LITE = "høyere", "på nivå", "lavere", "for lite grunnlag"
NIVAA_ANDEL = 0.05
NIVAA_FORHOLD = 1.5
MINST_NEVNER = 30


def sammenlikn(
    data: pd.DataFrame, *, maal: str = "andel", konfidens: float = 0.99, per: float = 1
) -> pd.DataFrame:
    """Sammenlikn hver rad med sin referanse, og sett ord på forskjellen.

    Bruk denne når hver rad har både områdets antall (`teller`, `nevner`) og antallene for
    resten av kommunen eller naboene (`teller_mot`, `nevner_mot`).

    Parametere
    ----------
    data : DataFrame
        Én rad per sammenlikning. Endres ikke.
    maal : {"andel", "rate"}, forvalgt "andel"
        Andeler sammenliknes med Newcombes intervall, rater med forholdet mellom dem.
    konfidens : float, forvalgt 0.99
        Høyere enn 95 prosent fordi vi ser på mange tall samtidig; se :func:`ventet_falske`.
    per : float, forvalgt 1
        Forskjellen mellom rater oppgis per så mange personår.

    Returnerer
    ----------
    DataFrame
        `data` med `forskjell`, `forskjell_nedre`, `forskjell_ovre` og `ord`.

    Eksempel
    --------
    >>> rad = pd.DataFrame({"teller": [90], "nevner": [400], "teller_mot": [700], "nevner_mot": [7000]})
    >>> sammenlikn(rad)[["forskjell", "ord"]].round(3).to_dict("records")
    [{'forskjell': 0.125, 'ord': 'høyere'}]
    """
    antall = [data[k] for k in ("teller", "nevner", "teller_mot", "nevner_mot")]
    if maal == "andel":
        d, nedre, ovre = forskjell_andeler(*antall, konfidens)
        ord_ = ord_for_forskjell(nedre, ovre, data["nevner"], nivaa=_nivaa(antall[2] / antall[3]))
    else:
        d, nedre, ovre = (per * g for g in forskjell_rater(*antall, konfidens))
        _, lav, hoy = forhold_rater(*antall, konfidens)
        with np.errstate(divide="ignore"):
            ord_ = ord_for_forskjell(
                np.log(lav), np.log(hoy), data["nevner"], nivaa=np.log(NIVAA_FORHOLD)
            )
    return data.assign(
        forskjell=np.asarray(d), forskjell_nedre=np.asarray(nedre),
        forskjell_ovre=np.asarray(ovre), ord=ord_,
    )  # fmt: skip


def ord_for_forskjell(nedre, ovre, nevner=None, *, nivaa=NIVAA_ANDEL) -> list[str]:
    """Velg ordet som intervallet for en forskjell gir dekning for.

    «høyere» og «lavere» bare når intervallet ikke rommer null. «på nivå» bare når intervallet er
    så smalt at en forskjell av betydning ville ha vist seg. Ellers «for lite grunnlag».

    Parametere
    ----------
    nedre, ovre : tall eller matrise
        Intervallet for forskjellen (0 er ingen forskjell).
    nevner : tall eller matrise, valgfri
        Antall i gruppen. Under 30 sier vi alltid «for lite grunnlag».
    nivaa : float eller matrise, forvalgt 0.05
        Halve bredden et intervall kan ha før vi ikke lenger kan si «på nivå».

    Returnerer
    ----------
    list of str
        Ett ord per rad.

    Eksempel
    --------
    >>> ord_for_forskjell([0.02, -0.03, -0.2, -0.2], [0.08, 0.04, -0.1, 0.2])
    ['høyere', 'på nivå', 'lavere', 'for lite grunnlag']
    """
    nedre, ovre = np.atleast_1d(som_tall(nedre)), np.atleast_1d(som_tall(ovre))
    n = np.full(nedre.shape, np.inf) if nevner is None else np.atleast_1d(som_tall(nevner))
    lite = np.isnan(nedre) | np.isnan(ovre) | ~(n >= MINST_NEVNER)
    valg = np.select(
        [lite, nedre > 0, ovre < 0, (ovre - nedre) / 2 <= nivaa],
        [FOR_LITE, HOYERE, LAVERE, PAA_NIVAA],
        FOR_LITE,
    )
    return [str(ord_) for ord_ in valg]


def _nivaa(andel_mot) -> np.ndarray:
    """En firedel av andelen vi sammenlikner med, men høyst 5 prosentpoeng."""
    p = som_tall(andel_mot)
    return np.minimum(NIVAA_ANDEL, np.minimum(p, 1 - p) / 4)


def ventet_falske(antall: int, konfidens: float = 0.99) -> float:
    """Regn ut hvor mange sammenlikninger som vil slå ut av ren tilfeldighet.

    Eksempel
    --------
    >>> round(ventet_falske(1200, 0.95))
    60
    """
    return antall * (1 - konfidens)


def holm(p_verdier) -> np.ndarray:
    """Juster p-verdier for at flere utfall prøves samtidig (Holm).

    Eksempel
    --------
    >>> holm([0.01, 0.02, 0.03, 0.04, 0.05]).round(2).tolist()
    [0.05, 0.08, 0.09, 0.09, 0.09]

    Les mer
    -------
    Holm (1979).
    """
    p = som_tall(p_verdier)
    orden = np.argsort(p, kind="stable")
    trinn = np.maximum.accumulate(p[orden] * (np.isfinite(p).sum() - np.arange(p.size)))
    justert = np.empty_like(p)
    justert[orden] = np.minimum(trinn, 1)
    return justert


def trakt_andel(snitt: float, nevner, konfidens: float = 0.998) -> tuple[np.ndarray, np.ndarray]:
    """Regn ut traktgrensene for en andel: hvor langt fra snittet tilfeldigheter alene kan gå.

    Bruk denne for å se flere soner samtidig uten å rangere dem. Grensene er verdiene der
    Wilson-intervallet så vidt berører snittet.

    Parametere
    ----------
    snitt : float
        Samlet andel: sum av tellere delt på sum av nevnere, aldri snittet av andeler.
    nevner : tall eller matrise
        Antall i hver sone.
    konfidens : float, forvalgt 0.998
        99,8 prosent brukes til å peke ut soner, 95 prosent bare til å tegne.

    Returnerer
    ----------
    tuple
        Nedre og øvre grense.

    Eksempel
    --------
    >>> [round(float(g), 4) for g in trakt_andel(0.8218033788, 10_000, 0.95)]
    [0.8143, 0.8293]

    Les mer
    -------
    Spiegelhalter (2005). Fasit: PHE.
    """
    bredde = z_verdi(konfidens) * np.sqrt(snitt * (1 - snitt) / gyldig_nevner(nevner))
    return np.clip(snitt - bredde, 0, 1), np.clip(snitt + bredde, 0, 1)


def trakt_rate(ventet, konfidens: float = 0.998) -> tuple[np.ndarray, np.ndarray]:
    """Regn ut traktgrensene for forholdet mellom observert og ventet antall hendelser.

    Parametere
    ----------
    ventet : tall eller matrise
        Ventet antall hendelser (personår ganger samlet rate).
    konfidens : float, forvalgt 0.998
        99,8 prosent brukes til å peke ut soner.

    Returnerer
    ----------
    tuple
        Nedre og øvre grense som forhold (1 = som ventet).

    Eksempel
    --------
    >>> [round(float(g), 4) for g in trakt_rate(15, 0.95)]
    [0.5597, 1.6493]

    Les mer
    -------
    Spiegelhalter (2005). Fasit: FunnelPlotR.
    """
    e, halve = gyldig_nevner(ventet), (1 - konfidens) / 2
    return gammaincinv(e, halve) / e, gammaincinv(e + 1, 1 - halve) / e


def overspredning(z, vekter=None, *, kutt: float = 0.1) -> tuple[float, float]:
    """Mål om sonene spriker mer enn tilfeldigheter tilsier.

    Bruk denne før trakten: med store nevnere blir ellers «alt» utenfor grensene.

    Parametere
    ----------
    z : matrise
        Avvik fra snittet i standardfeil.
    vekter : matrise, valgfri
        1 / standardfeil² på samme skala som avviket. Trengs for tilleggsvariansen.
    kutt : float, forvalgt 0.1
        Andelen i hver ende som trekkes inn før spredningen måles.

    Returnerer
    ----------
    tuple
        φ (1 = som ventet) og tilleggsvariansen τ² (0 når φ ikke er over 1).

    Eksempel
    --------
    >>> φ, τ2 = overspredning([-3, -1, 0, 1, 3], [1.0] * 5, kutt=0)
    >>> float(φ), float(τ2)
    (4.0, 4.0)

    Les mer
    -------
    Spiegelhalter (2005), additiv modell.
    """
    z = som_tall(z)
    z = z[np.isfinite(z)]
    ender = np.quantile(z, [kutt, 1 - kutt])
    phi = float(np.mean(np.clip(z, *ender) ** 2))
    if vekter is None:
        return phi, float("nan")
    w, n = som_tall(vekter), z.size
    return phi, max(0.0, float((n * phi - (n - 1)) / (w.sum() - (w**2).sum() / w.sum())))


def krymp(teller, nevner) -> np.ndarray:
    """Trekk usikre tall mot snittet (empirisk Bayes etter Marshall).

    Bruk denne for kart og for å se hva som er igjen av et ytterpunkt når tilfeldighetene er
    trukket fra. Vis alltid det rå tallet ved siden av.

    Parametere
    ----------
    teller, nevner : matrise
        Antallene for hver sone. Soner uten antall blir NaN.

    Returnerer
    ----------
    matrise
        Krympet verdi per sone.

    Eksempel
    --------
    >>> krymp([0, 10, 30], [20, 100, 300]).round(3).tolist()
    [0.095, 0.095, 0.095]

    Les mer
    -------
    Marshall (1991); samme svar som `EBest` i R-pakken spdep.
    """
    x, n = som_tall(teller), gyldig_nevner(nevner)
    med = np.isfinite(x) & np.isfinite(n)
    b = x[med].sum() / n[med].sum()
    spredning = (n[med] * (x[med] / n[med] - b) ** 2).sum() / n[med].sum()
    a = max(0.0, spredning - b / n[med].mean())
    return b + a * (x / n - b) / (a + b / n) if b > 0 else np.where(med, 0.0, np.nan)
