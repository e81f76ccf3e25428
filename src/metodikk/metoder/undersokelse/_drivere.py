"""Hva som følger det samlede svaret: korrelasjon og regresjon, vektet, med intervaller.

Dette er samvariasjon mellom svar fra de samme personene på samme dag. Det er ikke årsak.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from metodikk.metoder import _vekting as vekting

MINST_PER_SPORSMAAL = 10


def drivere(
    svar: pd.DataFrame, kodebok: pd.DataFrame, utvalg: vekting.Utvalg, *, helhet: str, konfidens: float = 0.99
) -> pd.DataFrame:  # fmt: skip
    """Regn ut hvor sterkt hvert spørsmål henger sammen med det samlede svaret.

    Bruk denne til å velge hva dere vil spørre mer om. Den sier ikke at det ene fører til det andre.

    Parametere
    ----------
    svar : DataFrame
        Svarene i én runde og ett område, i samme rekkefølge som i `utvalg`.
    kodebok : DataFrame
        Spørsmålene, med `sporsmal`, `tema` og `tekst`.
    utvalg : Utvalg
        Vektene fra :func:`vekt`.
    helhet : str
        Spørsmålet om helheten.
    konfidens : float, forvalgt 0.99
        Høyt, fordi mange spørsmål prøves samtidig.

    Returnerer
    ----------
    DataFrame
        Én rad per spørsmål, det sterkeste først: `verdi` (korrelasjonen, fra −1 til 1), `nedre`,
        `ovre`, `n`, og `andre_like` (standardisert, når svarene på de andre spørsmålene er like), med
        `andre_like_nedre` og `andre_like_ovre`. De er tomme når for få har svart på alt.

    Eksempel
    --------
    >>> s = pd.DataFrame({"trives": [1, 2, 3, 4, 5] * 8, "naboer": [1, 2, 3, 5, 4] * 8, "buss": [3, 1, 2, 3, 1] * 8})
    >>> k = pd.DataFrame({"sporsmal": ["trives", "buss", "naboer"], "tema": "annet", "tekst": ""})
    >>> drivere(s, k, vekting.utvalg(40), helhet="trives")["sporsmal"].tolist()
    ['naboer', 'buss']
    """
    andre = [s for s in kodebok["sporsmal"] if s != helhet and s in svar and svar[s].notna().any()]
    y = svar[helhet].to_numpy(dtype=float)
    rader = []
    for s in andre:
        e = samvariasjon(y, svar[s], utvalg, konfidens=konfidens)
        rader.append((s, e.verdi, e.se, e.nedre, e.ovre, e.n))
    ut = pd.DataFrame(rader, columns=["sporsmal", "verdi", "se", "nedre", "ovre", "n"])
    ut = kodebok[["sporsmal", "tema", "tekst"]].merge(ut, on="sporsmal").dropna(subset="verdi")
    delvis = _andre_like(y, svar[ut["sporsmal"].tolist()].astype(float), utvalg, konfidens)
    ut = ut.merge(delvis, on="sporsmal", how="left")
    return ut.sort_values("verdi", key=np.abs, ascending=False, kind="stable", ignore_index=True)


def _andre_like(y, x: pd.DataFrame, utvalg, konfidens: float) -> pd.DataFrame:
    navn = ["andre_like", "andre_like_nedre", "andre_like_ovre", "n_alle"]
    hele = int((np.isfinite(y) & x.notna().all(axis=1)).sum())
    if x.shape[1] < 2 or hele < MINST_PER_SPORSMAAL * x.shape[1]:
        return pd.DataFrame({"sporsmal": list(x), **dict.fromkeys(navn[:3], np.nan), "n_alle": float(hele)})  # fmt: skip
    r = regresjon(y, x, utvalg, standardisert=True, konfidens=konfidens)
    return r[["ledd", "verdi", "nedre", "ovre", "n"]].set_axis(["sporsmal", *navn], axis=1)


def samvariasjon(y, x, u: vekting.Utvalg, *, konfidens: float = 0.95) -> vekting.Estimat:
    """Regn ut vektet korrelasjon mellom to spørsmål, med intervall. Bare de som svarte på begge, teller.

    Intervallet lages på Fishers skala og holder seg mellom −1 og 1.

    Eksempel
    --------
    >>> round(samvariasjon([1, 2, 3, 4, 5], [1, 3, 2, 5, 4], vekting.utvalg(5)).verdi, 2)
    0.8
    """
    y, x = (np.asarray(v, dtype=float) for v in (y, x))
    med = np.isfinite(y) & np.isfinite(x)
    w, n = np.where(med, u.vekt, 0.0), int(med.sum())
    tom = vekting.Estimat(np.nan, np.nan, np.nan, np.nan, n, 0.0, u.frihetsgrader)
    if n < 3:
        return tom
    zy, zx = (_standardisert(v, w) for v in (y, x))
    if zy is None or zx is None:
        return tom
    r = float((w * zy * zx).sum() / w.sum())
    se = float(np.sqrt(vekting._varians((zy * zx - r * (zy**2 + zx**2) / 2) * med / w.sum(), u)))
    halv = vekting._t(u.frihetsgrader, konfidens) * se / max(1 - r**2, 1e-12)
    nedre, ovre = (float(np.tanh(np.arctanh(np.clip(r, -1 + 1e-12, 1 - 1e-12)) + s * halv)) for s in (-1, 1))  # fmt: skip
    return vekting.Estimat(
        r, se, nedre, ovre, n, float(w.sum() ** 2 / (w**2).sum()), u.frihetsgrader
    )


def regresjon(y, x: pd.DataFrame, u: vekting.Utvalg, *, standardisert: bool = False, konfidens: float = 0.95) -> pd.DataFrame:  # fmt: skip
    """Regn ut en vektet regresjon med standardfeil. Bare de som har svart på alt, teller.

    Parametere
    ----------
    y : sekvens
        Det som skal beskrives.
    x : DataFrame
        Én kolonne per spørsmål det beskrives med.
    u : Utvalg
    standardisert : bool
        Om alle verdiene skal måles i standardavvik, så koeffisientene kan sammenliknes.
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    DataFrame
        Én rad per kolonne, og «konstant» først når den ikke er standardisert: `verdi`, `se`,
        `nedre`, `ovre` og `n`.

    Eksempel
    --------
    >>> regresjon([1, 3, 5, 7], pd.DataFrame({"a": [0, 1, 2, 3]}), vekting.utvalg(4))["verdi"].round(6).tolist()
    [1.0, 2.0]

    Les mer
    -------
    Samme svar som `svyglm` i R-pakken survey.
    """
    y, a = np.asarray(y, dtype=float), x.to_numpy(dtype=float)
    med = np.isfinite(y) & np.isfinite(a).all(axis=1)
    w = np.where(med, u.vekt, 0.0)
    y, a = np.where(med, y, 0.0), np.where(med[:, None], a, 0.0)
    if standardisert:
        y, a = _z(y, w), np.column_stack([_z(k, w) for k in a.T])
    a = np.column_stack([np.ones(len(y)), a])
    skala = np.linalg.pinv((a * w[:, None]).T @ a)
    b = skala @ (a * w[:, None]).T @ y
    rest = (y - a @ b) * med
    se = np.array([np.sqrt(vekting._varians((a @ skala[:, j]) * rest, u)) for j in range(len(b))])
    t = vekting._t(u.frihetsgrader - a.shape[1] + 1, konfidens)
    ut = pd.DataFrame({"ledd": ["konstant", *x], "verdi": b, "se": se, "nedre": b - t * se,
                       "ovre": b + t * se, "n": int(med.sum())})  # fmt: skip
    return ut[1:].reset_index(drop=True) if standardisert else ut


def _standardisert(v: np.ndarray, w: np.ndarray) -> np.ndarray | None:
    """Avstanden fra det vektede snittet i standardavvik. None når alle svarte det samme."""
    v = np.where(w > 0, v, 0.0)
    return _z(v, w) if np.ptp(v[w > 0]) > 0 else None


def _z(v: np.ndarray, w: np.ndarray) -> np.ndarray:
    snitt_ = (w * v).sum() / w.sum()
    avvik = np.sqrt((w * (v - snitt_) ** 2).sum() / w.sum())
    return np.where(w > 0, (v - snitt_) / (avvik or 1.0), 0.0)
