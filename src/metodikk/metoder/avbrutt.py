"""Avbrutt tidsserie: én lang serie som endrer seg på et kjent tidspunkt, uten noe å sammenlikne med.

Brukes når alle fikk tiltaket samtidig. Metoden skiller endringen fra trenden som alt var der, men
ikke fra noe annet som skjedde samtidig.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.metoder._intervaller import z_verdi

MINST_PUNKTER = 8
FOR_SPREDT = 1.5
FOR_LIKT = 0.3
RUNDER, NOYAKTIG = 100, 1e-12
KAN_IKKE_SI = (
    "Vi kan ikke si at tiltaket står bak endringen. Alt annet som skjedde samtidig, er med i tallet.",
    "Vi kan ikke si om endringen varer lenger enn serien.",
)


@dataclass(frozen=True, eq=False)
class AvbruttTidsserie:
    """Endringen i nivå ved tidspunktet.

    forhold, nedre, ovre : raten etter delt på raten som var ventet (1 = ingen endring).
    overspredning : 1 når tellingene svinger som ventet. Over 1,5 brukes bredere intervall.
    selvsamsvar : hvor mye ett tidspunkt likner det forrige, når modellen er trukket fra.
    tabell : `tid`, `verdi`, `modell` og `uten_tiltak` (rater).
    """

    forhold: float
    nedre: float
    ovre: float
    overspredning: float
    selvsamsvar: float
    tabell: pd.DataFrame
    advarsler: tuple[str, ...]
    kan_ikke_si: tuple[str, ...] = KAN_IKKE_SI


def avbrutt_tidsserie(
    data: pd.DataFrame, start: float, *, tid: str = "tid", teller: str = "teller",
    nevner: str = "nevner", sesong: int = 0, harmoniske: int = 2, konfidens: float = 0.95,
) -> AvbruttTidsserie:  # fmt: skip
    """Regn ut hvor mye en serie endret nivå på et kjent tidspunkt.

    Bruk denne når alle fikk tiltaket samtidig, og det finnes minst åtte tidspunkter før og etter.

    Parametere
    ----------
    data : DataFrame
        Én rad per tidspunkt. Endres ikke.
    start : tall
        Første tidspunkt med tiltaket.
    tid, teller, nevner : str
        Kolonnene med tidspunkt, antall hendelser og antall personer (eller personår).
    sesong : int, forvalgt 0
        Hvor mange tidspunkter et år har (12 for måneder). 0 når serien er årlig.
    harmoniske : int, forvalgt 2
        Hvor mange bølger sesongen beskrives med.
    konfidens : float, forvalgt 0.95
        Hvor sikkert intervallet skal være.

    Returnerer
    ----------
    AvbruttTidsserie

    Eksempel
    --------
    >>> d = pd.DataFrame({"tid": range(1, 21), "nevner": 1000.0,
    ...                   "teller": [100.0 - 20 * (t > 10) for t in range(1, 21)]})
    >>> svar = avbrutt_tidsserie(d, 11)
    >>> round(svar.forhold, 2), round(svar.nedre, 2), round(svar.ovre, 2)
    (0.8, 0.66, 0.96)

    Les mer
    -------
    Lopez Bernal, Cummins og Gasparrini (2017). Fasit: røykeforbudet på Sicilia.
    """
    d = data.dropna(subset=[teller, nevner]).sort_values(tid)
    t = d[tid].to_numpy(dtype=float)
    _krev_nok(t, start)
    y, n = d[teller].to_numpy(dtype=float), d[nevner].to_numpy(dtype=float)
    x = _modell(t, start, sesong, harmoniske)
    b, kovarians = _poisson(x, y, n)
    ventet = n * np.exp(x @ b)
    spredt = float(((y - ventet) ** 2 / ventet).sum() / (len(y) - x.shape[1]))
    uten = x.copy()
    uten[:, 1] = 0.0
    halve = z_verdi(konfidens) * np.sqrt(kovarians[1, 1] * (spredt if spredt > FOR_SPREDT else 1.0))
    rest = (y - ventet) / np.sqrt(ventet)
    likt = float((rest[1:] * rest[:-1]).sum() / (rest**2).sum())
    tabell = pd.DataFrame(
        {
            "tid": d[tid].to_numpy(),
            "verdi": y / n,
            "modell": ventet / n,
            "uten_tiltak": np.exp(uten @ b),
        }
    )
    return AvbruttTidsserie(
        *(float(np.exp(v)) for v in (b[1], b[1] - halve, b[1] + halve)), spredt, likt, tabell,
        _advarsler(spredt, likt, sesong),
    )  # fmt: skip


def _krev_nok(t: np.ndarray, start: float) -> None:
    foer, etter = int((t < start).sum()), int((t >= start).sum())
    if min(foer, etter) < MINST_PUNKTER:
        raise DataFeil(funn("K889", fant=f"{foer} tidspunkter før og {etter} etter"))


def _modell(t, start, sesong, harmoniske) -> np.ndarray:
    kolonner = [np.ones_like(t), (t >= start).astype(float), t - t.mean()]
    for k in range(1, harmoniske + 1) if sesong else ():
        kolonner += [np.sin(2 * np.pi * k * t / sesong), np.cos(2 * np.pi * k * t / sesong)]
    return np.column_stack(kolonner)


def _poisson(x, y, n) -> tuple[np.ndarray, np.ndarray]:
    """Poisson-regresjon med antall personer som grunnlag, løst ved gjentatt vektet minste kvadrat."""
    b = np.zeros(x.shape[1])
    b[0] = np.log(y.sum() / n.sum())
    for _ in range(RUNDER):
        ventet = n * np.exp(x @ b)
        steg = np.linalg.solve((x.T * ventet) @ x, x.T @ (y - ventet))
        b = b + steg
        if np.abs(steg).max() < NOYAKTIG:
            break
    return b, np.linalg.inv((x.T * (n * np.exp(x @ b))) @ x)


def _advarsler(spredt: float, likt: float, sesong: int) -> tuple[str, ...]:
    ut = ["Det finnes ingen sammenlikning. Noe annet som skjedde samtidig, kan forklare endringen."]
    if spredt > FOR_SPREDT:
        ut.append("Tallene svinger mer enn tilfeldigheter alene gir. Intervallet er gjort bredere.")
    if abs(likt) > FOR_LIKT:
        ut.append("Hvert tidspunkt likner det forrige. Intervallet er trolig for smalt.")
    if not sesong:
        ut.append("Sesongen er ikke tatt ut. Er serien oftere enn årlig, kan årstiden forstyrre.")
    return tuple(ut)
