"""Syntetisk kontroll: en blanding av andre soner som liknet på området før programmet.

Brukes som et annet blikk på samme spørsmål, aldri alene. Bare utfallet selv brukes til å finne
vektene. Da har problemet ett svar, og alle som regner det ut, får det samme.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.optimize import nnls

MINST_AAR_FOR = 8
FOR_STOR_VEKT = 0.7
SYNLIG_VEKT = 0.01
STRAFF = 1e4
FLEST_PLACEBO = 120


@dataclass(frozen=True, eq=False)
class Syntetisk:
    """En syntetisk kontroll.

    effekt : snittet av området minus den syntetiske etter oppstart.
    sti : én rad per år med `omraadet`, `syntetisk` og `forskjell`, også for år som ikke er brukt.
    vekter : én rad per sone med `vekt`.
    avvik_for : hvor langt fra hverandre de lå før (rot av snittet av kvadrert avvik), og som del
        av spredningen mellom sonene.
    placebo : forholdet mellom avviket etter og før for området og for hver placebo. `p` er plassen.
    uten_en : effekten når en av sonene med vekt tas ut.
    """

    effekt: float
    sti: pd.DataFrame
    vekter: pd.DataFrame
    avvik_for: float
    avvik_for_andel: float
    placebo: pd.DataFrame
    p: float
    uten_en: pd.DataFrame
    advarsler: tuple[str, ...]


def syntetisk_kontroll(
    panel: pd.DataFrame, behandlet, aar_for, aar_etter, *, behandlet_verdi=None,
    placebo: bool = True, rng: np.random.Generator | None = None,
) -> Syntetisk:  # fmt: skip
    """Lag en syntetisk kontroll av de andre sonene.

    Bruk denne som et annet blikk når det finnes minst åtte år før programmet.

    Parametere
    ----------
    panel : DataFrame
        Én rad per sone (indeks) og én kolonne per år. Ingen hull i årene som brukes. Endres ikke.
    behandlet : liste
        Sonene som var med i programmet. De slås sammen til ett snitt.
    aar_for, aar_etter : liste
        Årene vektene skal treffe, og årene effekten måles i.
    behandlet_verdi : Series, valgfri
        Områdets verdi per år, når den ikke skal være det enkle snittet av sonene.
    placebo : bool, forvalgt True
        Gjør det samme for grupper av sammenlikningssoner, så området kan plasseres blant dem.
    rng : numpy.random.Generator, valgfri
        Trekker 120 grupper når det finnes flere.

    Returnerer
    ----------
    Syntetisk

    Eksempel
    --------
    >>> panel = pd.DataFrame({1: [2.0, 1, 3], 2: [3.0, 2, 4], 3: [9.0, 3, 5]}, index=list("Tab"))
    >>> svar = syntetisk_kontroll(panel, ["T"], [1, 2], [3], placebo=False)
    >>> round(svar.effekt, 3), svar.vekter["vekt"].round(2).tolist()
    (5.0, [0.5, 0.5])

    Les mer
    -------
    Abadie, Diamond og Hainmueller (2010). Fasit: Proposition 99.
    """
    aar_for, aar_etter = list(aar_for), list(aar_etter)
    mal = panel.loc[list(behandlet)].mean() if behandlet_verdi is None else behandlet_verdi
    givere = panel.drop(index=list(behandlet))
    w = simpleksvekter(givere[aar_for].to_numpy().T, mal[aar_for].to_numpy(dtype=float))
    sti = _sti(mal, givere, w, [a for a in panel.columns if panel[a].notna().all()])
    avvik = _rot(sti.loc[sti["aar"].isin(aar_for), "forskjell"])
    andel = avvik / max(float(givere[aar_for].std(axis=0, ddof=1).mean()), 1e-12)
    prover = _placebo(givere, sti, len(list(behandlet)), aar_for, aar_etter, placebo, rng)
    vekter = pd.DataFrame({"sone": givere.index, "vekt": w})
    return Syntetisk(
        _effekt(sti, aar_etter), sti, vekter, avvik, andel, prover,
        float((prover["forhold"] >= prover["forhold"].iloc[0] - 1e-12).mean()) if placebo else np.nan,
        _uten_en(givere, mal, w, aar_for, aar_etter), _advarsler(vekter, andel, len(aar_for)),
    )  # fmt: skip


def syntetisk_did(panel: pd.DataFrame, behandlet, aar_for, aar_etter) -> float:
    """Regn ut syntetisk forskjell i forskjeller (SDID).

    Bruk denne for å se om svaret står seg når både soner og år vektes, og nivået kan være ulikt.

    Parametere
    ----------
    panel : DataFrame
        Én rad per sone (indeks) og én kolonne per år. Endres ikke.
    behandlet : liste
        Sonene som var med i programmet.
    aar_for, aar_etter : liste
        Årene før og etter oppstart.

    Returnerer
    ----------
    float
        Effekten.

    Eksempel
    --------
    >>> panel = pd.DataFrame({1: [2.0, 1, 3], 2: [3.0, 2, 4], 3: [9.0, 3, 5]}, index=list("Tab"))
    >>> round(syntetisk_did(panel, ["T"], [1, 2], [3]), 3)
    5.0

    Les mer
    -------
    Arkhangelsky mfl. (2021). Fasit: R-pakken `synthdid` på Proposition 99.
    """
    aar_for, aar_etter = list(aar_for), list(aar_etter)
    y1, y0 = panel.loc[list(behandlet)], panel.drop(index=list(behandlet))
    stoy = np.diff(y0[aar_for].to_numpy(), axis=1).std(ddof=1)
    stoy = stoy if np.isfinite(stoy) else 0.0
    straff = (len(y1) * len(aar_etter)) ** 0.25 * stoy
    sone = simpleksvekter(
        y0[aar_for].to_numpy().T, y1[aar_for].mean().to_numpy(), nivaa=True, straff=straff
    )
    tid = simpleksvekter(
        y0[aar_for].to_numpy(), y0[aar_etter].mean(axis=1).to_numpy(), nivaa=True,
        straff=1e-6 * stoy,
    )  # fmt: skip
    endring = panel[aar_etter].mean(axis=1) - panel[aar_for].to_numpy() @ tid
    return float(endring.loc[list(behandlet)].mean() - sone @ endring.drop(index=list(behandlet)))


def simpleksvekter(
    x: np.ndarray, y: np.ndarray, *, nivaa: bool = False, straff: float = 0.0
) -> np.ndarray:
    """Finn vekter på minst 0 med sum 1 som gjør blandingen `x @ vekter` mest mulig lik `y`.

    Parametere
    ----------
    x : matrise
        Én kolonne per bidragsyter.
    y : matrise
        Det blandingen skal treffe.
    nivaa : bool, forvalgt False
        La nivået være fritt, slik at bare formen skal treffes.
    straff : float, forvalgt 0
        Holder vektene spredt. 0 gir vanlig syntetisk kontroll.

    Returnerer
    ----------
    matrise

    Eksempel
    --------
    >>> simpleksvekter(np.array([[0.0, 4.0], [0.0, 4.0]]), np.array([1.0, 1.0])).round(3).tolist()
    [0.75, 0.25]
    """
    if nivaa:
        x, y = x - x.mean(axis=0), y - y.mean()
    antall = x.shape[1]
    storst = max(float(np.abs(x).max()), float(np.abs(y).max()), 1e-12)
    ekstra = np.sqrt(len(y)) * straff * np.eye(antall) / storst
    a = np.vstack([x / storst, ekstra, STRAFF * np.ones(antall)])
    b = np.concatenate([y / storst, np.zeros(antall), [STRAFF]])
    w, _ = nnls(a, b, maxiter=100 * antall)
    return w / w.sum()


def _sti(mal, givere, w, aar) -> pd.DataFrame:
    blanding = w @ givere[aar].to_numpy()
    omraadet = mal[aar].to_numpy(dtype=float)
    return pd.DataFrame(
        {"aar": aar, "omraadet": omraadet, "syntetisk": blanding, "forskjell": omraadet - blanding}
    ).sort_values("aar", ignore_index=True)


def _effekt(sti, aar_etter) -> float:
    return float(sti.loc[sti["aar"].isin(aar_etter), "forskjell"].mean())


def _rot(avvik) -> float:
    return float(np.sqrt((np.asarray(avvik) ** 2).mean()))


def _forhold(sti, aar_for, aar_etter) -> float:
    etter, for_ = (_rot(sti.loc[sti["aar"].isin(a), "forskjell"]) for a in (aar_etter, aar_for))
    return etter / max(for_, 1e-12)


def _placebo(givere, sti, antall, aar_for, aar_etter, kjor, rng) -> pd.DataFrame:
    egen = ("programområdet", _effekt(sti, aar_etter), _forhold(sti, aar_for, aar_etter))
    rader = [egen]
    for gruppe in _grupper(list(givere.index), antall, rng) if kjor else ():
        mal, rest = givere.loc[list(gruppe)].mean(), givere.drop(index=list(gruppe))
        w = simpleksvekter(rest[aar_for].to_numpy().T, mal[aar_for].to_numpy())
        en = _sti(mal, rest, w, aar_for + aar_etter)
        rader.append(("placebo", _effekt(en, aar_etter), _forhold(en, aar_for, aar_etter)))
    return pd.DataFrame(rader, columns=["gruppe", "effekt", "forhold"])


def _grupper(soner, antall, rng) -> list[tuple]:
    alle = list(combinations(soner, antall)) if len(soner) > antall + 1 else []
    if len(alle) <= FLEST_PLACEBO:
        return alle
    if rng is None:
        raise ValueError("rng må gis når det er for mange placebogrupper til å ta alle")
    return [alle[i] for i in rng.choice(len(alle), FLEST_PLACEBO, replace=False)]


def _uten_en(givere, mal, w, aar_for, aar_etter) -> pd.DataFrame:
    rader = []
    for sone in givere.index[w > SYNLIG_VEKT]:
        rest = givere.drop(index=sone)
        if len(rest):
            v = simpleksvekter(rest[aar_for].to_numpy().T, mal[aar_for].to_numpy(dtype=float))
            rader.append((sone, _effekt(_sti(mal, rest, v, aar_for + aar_etter), aar_etter)))
    return pd.DataFrame(rader, columns=["uten", "effekt"])


def _advarsler(vekter, andel, antall_aar) -> tuple[str, ...]:
    ut = []
    if antall_aar < MINST_AAR_FOR:
        ut.append(
            f"Bare {antall_aar} år før programmet. Med under {MINST_AAR_FOR} treffer blandingen lett ved en tilfeldighet."
        )
    if vekter["vekt"].max() > FOR_STOR_VEKT:
        ut.append("Nesten hele blandingen er én sone. Da hviler svaret på den sonen alene.")
    if andel > 0.25:
        ut.append(
            "Blandingen treffer ikke området godt nok før programmet. Forskjellen etter kan ha stått der hele tiden."
        )
    return tuple(ut)
