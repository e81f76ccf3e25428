"""Tekstkolonner rapporten viser ved siden av tallene. Regnes bare av tall som er klarert."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metodikk.grunn.tall import HARDT, tall
from metodikk.metoder.omraader import OMRAADE


def spenn(
    nedre: pd.Series, ovre: pd.Series, *, skala: float = 100, desimaler: int = 0
) -> list[str]:
    """Skriv intervaller som «42 til 54». Uten intervall blir teksten en strek.

    >>> [s.replace(HARDT, " ") for s in spenn(pd.Series([0.42, np.nan]), pd.Series([0.54, np.nan]))]
    ['42 til 54', '–']
    """
    return [
        f"{tall(a * skala, desimaler)}{HARDT}til{HARDT}{tall(b * skala, desimaler)}" if np.isfinite(a) and np.isfinite(b) else "–"
        for a, b in zip(nedre.astype(float), ovre.astype(float), strict=True)
    ]  # fmt: skip


def opplegg(t: pd.DataFrame) -> pd.DataFrame:
    """Hvem som ble spurt, og hvordan, i én tekst."""
    if not len(t):
        return t
    return t.assign(spurt=[f"{a.capitalize()}, {b}" for a, b in zip(t["trekkmaate"], t["modus"], strict=True)])  # fmt: skip


def andeler(t: pd.DataFrame) -> pd.DataFrame:
    return t.assign(mellom=spenn(t["nedre"], t["ovre"])) if len(t) else t


def forskjeller(t: pd.DataFrame) -> pd.DataFrame:
    if not len(t):
        return t
    return t.assign(mellom=spenn(t["forskjell_nedre"], t["forskjell_ovre"], desimaler=1))


def en_vei(t: pd.DataFrame) -> pd.DataFrame:
    """Ta bort den andre av to grupper: er kvinner høyere enn de andre, er menn lavere."""
    to = t.groupby(["sporsmal", "kjennetegn"])["gruppe"].transform("size") == 2
    speilet = t.groupby(["sporsmal", "kjennetegn"])["forskjell"].transform("sum").abs() < 1e-9
    return t[~(to & speilet & (t["forskjell"] < 0))].reset_index(drop=True)


def temaer(t: pd.DataFrame) -> pd.DataFrame:
    if not len(t):
        return t
    ett = "kan ikke beregnes: temaet har ikke flere spørsmål"
    return andeler(t).assign(merknad_alfa=np.where(t["sporsmaal"] > 1, t["merknad"], ett))


def drivere(t: pd.DataFrame) -> pd.DataFrame:
    if not len(t):
        return t
    valg = {"skala": 1, "desimaler": 2}
    return t.assign(
        mellom=spenn(t["nedre"], t["ovre"], **valg),
        andre_mellom=spenn(t["andre_like_nedre"], t["andre_like_ovre"], **valg),
        merknad_andre_like=np.where(t["andre_like"].isna(), "kan ikke beregnes: for få har svart på alt", ""),
    )  # fmt: skip


def nokkelord(t: pd.DataFrame) -> pd.DataFrame:
    """Hvor mange ganger så ofte, med «minst» der tallet i resten er skjult."""
    if not len(t):
        return t
    ganger = [f"{'minst ' if m else ''}{tall(g, 1)}" for g, m in zip(t["ganger"], t["minst"], strict=True)]  # fmt: skip
    return t.assign(ganger_tekst=ganger)


def under_hverandre(t: pd.DataFrame) -> pd.DataFrame:
    """De som svarte og de som bor der, klart for figuren."""
    if not len(t):
        return t
    svarte = t[["gruppe", "verdi", "merknad"]].assign(hvem="De som svarte")
    bor = t[["gruppe"]].assign(verdi=t["andel_befolkning"], hvem="De som bor her", merknad="")
    return pd.concat([svarte, bor], ignore_index=True)


def alle(t: pd.DataFrame, vet_ikke: pd.DataFrame) -> pd.DataFrame:
    """Hvert spørsmål i området. Andelen som ikke visste, vises bare der mange nok svarte det."""
    her = t[t["gruppe"] == OMRAADE].reset_index(drop=True) if len(t) else t
    if not len(her):
        return her
    kjent = vet_ikke.set_index("sporsmal") if len(vet_ikke) else pd.DataFrame(columns=["verdi", "merknad"])  # fmt: skip
    return andeler(her).assign(
        vet_ikke=her["sporsmal"].map(kjent["verdi"]).astype(float),
        merknad_vet_ikke=her["sporsmal"].map(kjent["merknad"]).fillna("mangler: for få svar"),
    )  # fmt: skip
