"""Effekt når soner kommer med i ulike år: ATT for hver kull og hvert år (Callaway og Sant'Anna).

Det vanlige regresjonsoppsettet med faste effekter for sone og år bruker soner som alt er med, som
sammenlikning for dem som kommer etter. Det kan snu fortegnet, og finnes derfor ikke her.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn


@dataclass(frozen=True, eq=False)
class Forskjovet:
    """Effekten for hvert kull og år.

    tabell : `kull`, `aar`, `verdi`, `se`, `nedre`, `ovre` og `etter` (usann før oppstart).
    p_for : p-verdien for at alle avvik før oppstart er null. Høy p beviser ikke lik utvikling.
    """

    tabell: pd.DataFrame
    p_for: float
    antall: int
    paavirkning: np.ndarray
    kull: np.ndarray
    forutsetninger: tuple[str, ...] = (
        "Uten programmet ville sonene i hvert kull ha utviklet seg som sammenlikningssonene.",
        "Ingen sone har endret seg i forkant fordi den visste at programmet kom.",
        "Sammenlikningssonene er ikke påvirket av programmet.",
    )


def att(
    data: pd.DataFrame, *, enhet: str = "sone", tid: str = "aar", verdi: str = "verdi",
    kull: str = "kull", sammenlikning: str = "aldri", z: float = 1.959963984540054,
) -> Forskjovet:  # fmt: skip
    """Regn ut effekten for hvert kull av soner, hvert år, med analytisk standardfeil.

    Bruk denne når sonene kom med i programmet i ulike år. Krever mange soner: standardfeilene er
    ikke til å stole på med under rundt 30.

    Parametere
    ----------
    data : DataFrame
        Balansert panel, én rad per enhet og år. Endres ikke.
    enhet, tid, verdi : str
        Kolonnene med sone, år og målt verdi.
    kull : str
        Kolonnen med året sonen kom med. 0 eller tomt for soner som aldri kom med.
    sammenlikning : {"aldri", "ikke_enda"}, forvalgt "aldri"
        Hvem de sammenliknes med: soner som aldri kom med, eller også de som ikke er kommet med enda.
    z : float
        Antall standardfeil til hver side i intervallet (1,96 gir 95 prosent).

    Returnerer
    ----------
    Forskjovet

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": list("aabbccdd"), "aar": [1, 2] * 4,
    ...                   "verdi": [1.0, 4, 2, 5.5, 1, 2, 3, 4], "kull": [2] * 4 + [0] * 4})
    >>> round(float(att(d).tabell["verdi"].iloc[0]), 2)
    2.25

    Les mer
    -------
    Callaway og Sant'Anna (2021). Fasit: R-pakken `did` på datasettet mpdta.
    """
    y, g, aar = _bred(data, enhet, tid, verdi, kull)
    rader, paavirkning = [], []
    for k in sorted(set(g[g > 0])):
        for nr, t in enumerate(aar):
            basis = _basis(aar, k, nr)
            if basis is None:
                continue
            mot = g == 0 if sammenlikning == "aldri" else (g == 0) | (g > t)
            effekt, psi = _to_perioder(y[:, nr] - y[:, basis], g == k, mot & (g != k))
            rader.append((int(k), int(t), effekt, _se(psi), t >= k))
            paavirkning.append(psi)
    tabell = pd.DataFrame(rader, columns=["kull", "aar", "verdi", "se", "etter"])
    tabell = tabell.assign(
        nedre=tabell["verdi"] - z * tabell["se"], ovre=tabell["verdi"] + z * tabell["se"]
    )
    psi = np.column_stack(paavirkning)
    return Forskjovet(tabell, _forhaand(tabell, psi), len(g), psi, g)


def samle(svar: Forskjovet, *, etter: str = "enkel") -> pd.DataFrame:
    """Slå effektene sammen: samlet, per kull, per år siden oppstart eller per kalenderår.

    Parametere
    ----------
    svar : Forskjovet
        Det :func:`att` ga.
    etter : {"enkel", "kull", "hendelsestid", "kalender"}, forvalgt "enkel"
        Hva det skal slås sammen etter.

    Returnerer
    ----------
    DataFrame
        `ledd`, `verdi` og `se`. Raden «samlet» står alltid sist.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": list("aabbccdd"), "aar": [1, 2] * 4,
    ...                   "verdi": [1.0, 4, 2, 5.5, 1, 2, 3, 4], "kull": [2] * 4 + [0] * 4})
    >>> samle(att(d))["verdi"].round(2).tolist()
    [2.25]
    """
    t = svar.tabell
    if etter == "enkel":
        verdi, psi = _vektet(svar, t["etter"].to_numpy())
        return pd.DataFrame([("samlet", verdi, _se(psi))], columns=["ledd", "verdi", "se"])
    nokkel = {"kull": t["kull"], "hendelsestid": t["aar"] - t["kull"], "kalender": t["aar"]}[etter]
    med = t["etter"] if etter != "hendelsestid" else pd.Series(True, index=t.index)
    ledd = sorted(set(nokkel[med]))
    deler = [_vektet(svar, (med & (nokkel == n)).to_numpy(), likt=etter == "kull") for n in ledd]
    rader = [(n, v, _se(psi)) for n, (v, psi) in zip(ledd, deler, strict=True)]
    samlet, psi = _samlet(svar, ledd, deler, etter)
    return pd.DataFrame([*rader, ("samlet", samlet, _se(psi))], columns=["ledd", "verdi", "se"])


def _bred(data, enhet, tid, verdi, kull):
    bred = data.pivot(index=enhet, columns=tid, values=verdi)
    g = data.groupby(enhet)[kull].first().reindex(bred.index).fillna(0).to_numpy()
    if bred.isna().to_numpy().any():
        raise DataFeil(funn("K856", fant=f"{int(bred.isna().any(axis=1).sum())} soner med hull"))
    aar = bred.columns.to_numpy()
    med = ~((g > 0) & (g <= aar[0]))
    g = np.where(g > aar[-1], 0, g)
    if not (g[med] == 0).any():
        raise DataFeil(funn("K857", fant="alle sonene kom med i programmet"))
    return bred.to_numpy(dtype=float)[med], g[med], aar


def _basis(aar, kull, nr) -> int | None:
    """Før oppstart: året før. Etter oppstart: siste år før kullet kom med."""
    if aar[nr] < kull:
        return nr - 1 if nr else None
    return int(np.flatnonzero(aar < kull)[-1])


def _to_perioder(endring, inne, ute) -> tuple[float, np.ndarray]:
    a, b = endring[inne].mean(), endring[ute].mean()
    psi = inne / inne.mean() * (endring - a) - ute / ute.mean() * (endring - b)
    return float(a - b), psi


def _se(psi: np.ndarray) -> float:
    return float(np.sqrt((psi**2).mean() / len(psi)))


def _forhaand(tabell, psi) -> float:
    for_ = ~tabell["etter"].to_numpy()
    if not for_.any():
        return float("nan")
    a, p = tabell["verdi"].to_numpy()[for_], psi[:, for_]
    kovarians = p.T @ p / len(p)
    if np.linalg.matrix_rank(kovarians) < len(a):
        return float("nan")
    w = len(p) * a @ np.linalg.solve(kovarians, a)
    return float(chdtrc(for_.sum(), w))


def _vektet(svar, med, *, likt: bool = False) -> tuple[float, np.ndarray]:
    kull, effekt = svar.tabell["kull"].to_numpy()[med], svar.tabell["verdi"].to_numpy()[med]
    if likt:
        return float(effekt.mean()), svar.paavirkning[:, med].mean(axis=1)
    return _kullvektet(svar, kull, effekt, svar.paavirkning[:, med])


def _kullvektet(svar, kull, effekt, psi) -> tuple[float, np.ndarray]:
    """Vekt etter kullenes størrelse. Vektene er selv anslått, og det må med i standardfeilen."""
    er = svar.kull[:, None] == kull
    andel = er.mean(axis=0)
    vekt = andel / andel.sum()
    usikker_vekt = (er - andel) / andel.sum() - (er - andel).sum(axis=1)[:, None] * andel / (
        andel.sum() ** 2
    )
    return float(vekt @ effekt), psi @ vekt + usikker_vekt @ effekt


def _samlet(svar, ledd, deler, etter) -> tuple[float, np.ndarray]:
    effekt = np.array([v for v, _ in deler])
    psi = np.column_stack([p for _, p in deler])
    if etter == "kull":
        return _kullvektet(svar, np.array(ledd), effekt, psi)
    med = np.array(ledd) >= 0 if etter == "hendelsestid" else np.full(len(ledd), True)
    return float(effekt[med].mean()), psi[:, med].mean(axis=1)
