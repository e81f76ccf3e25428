"""Befolkningen: antall bosatte etter sone, år, aldersgruppe og kjønn, og gruppene indikatorene gjelder."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .felles import AARENE, FORSTE, innhold

GRUPPER = (
    "0–5 år", "6–15 år", "16–19 år", "20–34 år", "35–49 år", "50–66 år", "67–79 år", "80 år og over",
)  # fmt: skip
# Hvor stor del av hver aldersgruppe som hører til nevneren, og hvor stor del av dem kilden kjenner.
NEVNERE = {
    "alle": [1, 1, 1, 1, 1, 1, 1, 1],
    "barn": [1, 1, 0.5, 0, 0, 0, 0, 0],
    "barn_6_15": [0, 1, 0, 0, 0, 0, 0, 0],
    "unge_16_29": [0, 0, 1, 0.64, 0, 0, 0, 0],
    "elever": [0, 0, 0.25, 0, 0, 0, 0, 0],
    "voksne": [0, 0, 0.5, 1, 1, 1, 1, 1],
    "voksne_30_59": [0, 0, 0, 0.36, 1, 0.6, 0, 0],
    "husholdninger": [0, 0, 0.05, 0.5, 0.55, 0.6, 0.66, 0.7],
}


def befolkning(rng: np.random.Generator) -> pd.DataFrame:
    """Lag tabellen. Hver sone får sin alder og vekst; tallene summerer seg til sonens folketall."""
    rader = []
    for kode, sone in innhold("soner").items():
        skjev = rng.normal(1, 0.03, size=(len(GRUPPER), 2))
        for aar in AARENE:
            skjev = skjev * rng.normal(1, 0.008, size=skjev.shape)
            antall = fordel(_folketall(kode, sone, aar, rng), _andeler(sone["alder"], aar) * skjev)
            rader += [
                (kode, aar, gruppe, kjonn, int(antall[i, j]))
                for i, gruppe in enumerate(GRUPPER)
                for j, kjonn in enumerate(("kvinner", "menn"))
            ]
    return pd.DataFrame(rader, columns=["sone", "aar", "aldersgruppe", "kjonn", "antall"])


def _folketall(kode: str, sone: dict, aar: int, rng: np.random.Generator) -> int:
    flytting = innhold("befolkning")["grenseendring"]
    etter = aar >= flytting["aar"]
    flyttet = flytting["personer"] * etter * ((kode == flytting["til"]) - (kode == flytting["fra"]))
    vanlig = sone["folk"] * (1 + sone["vekst"]) ** (aar - FORSTE) + flyttet
    return round(vanlig * rng.normal(1, 0.003))


def _andeler(profil: str, aar: int) -> np.ndarray:
    b = innhold("befolkning")
    alder = np.array(b["profiler"][profil]) + np.array(b["aldring"]["per_aar"]) * (aar - FORSTE)
    kvinner = np.array(b["kvinneandel"]["per_gruppe"])
    return alder[:, None] * np.column_stack([kvinner, 1 - kvinner])


def fordel(total: int, vekter: np.ndarray) -> np.ndarray:
    """Del et helt antall etter vekter slik at delene summerer seg (største rest)."""
    krav = total * vekter / vekter.sum()
    antall = np.floor(krav).astype(int)
    rest = (krav - antall).ravel()
    antall.flat[np.argsort(-rest, kind="stable")[: total - antall.sum()]] += 1
    return antall


def nevner(folk: pd.DataFrame, hvem: str) -> pd.Series:
    """Antallet en indikator gjelder, med sone og år som indeks."""
    del_ = folk["aldersgruppe"].map(dict(zip(GRUPPER, NEVNERE[hvem], strict=True)))
    antall = (folk["antall"] * del_).groupby([folk["sone"], folk["aar"]]).sum()
    return antall.round().astype(int)
