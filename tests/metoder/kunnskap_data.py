"""Et lite, oppdiktet prosjekt der vi vet svarene: 12 soner, tre indikatorer, brudd og to runder."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema

SONER = [f"00990000{i:02d}" for i in range(1, 13)]
OMRAADE, NABOER = SONER[:2], SONER[2:4]
AARENE = range(2014, 2026)
EGNE = {
    "egen": {"navn": "Egen indikator", "tema": "service", "maal": "andel", "retning": "hoy_er_god"}
}


def tabeller(frø: int = 7) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(frø)
    return {
        "soner": pd.DataFrame({"sone": SONER, "sonenavn": [f"Sone {i}" for i in range(1, 13)]}),
        "befolkning": _befolkning(), "indikatorer": _indikatorer(rng), "brudd": _brudd(),
        "stedsfakta": _stedsfakta(), "ressurser": _ressurser(), **_undersokelse(rng),
    }  # fmt: skip


def _befolkning() -> pd.DataFrame:
    aldre = skjema("befolkning").felt["aldersgruppe"].valg
    rader = [
        (s, aar, alder, kjonn, 60.0 + (aar - 2014) * (1 if s in OMRAADE else 0))
        for s in SONER for aar in AARENE for alder in aldre for kjonn in ("kvinner", "menn")
    ]  # fmt: skip
    return pd.DataFrame(rader, columns=["sone", "aar", "aldersgruppe", "kjonn", "antall"])


def _indikatorer(rng) -> pd.DataFrame:
    """Området ligger 15 prosentpoeng høyere på trangbodde, ellers er alle soner like.

    Sone 12 er liten. Der er unge_utenfor satt til et tilfeldig dårlig år i 2025.
    """
    rader = []
    for sone in SONER:
        n = 60 if sone == SONER[11] else 500
        for aar in AARENE:
            hopp = 0.08 * (aar >= 2019)
            andeler = {"trangbodde": 0.25 if sone in OMRAADE else 0.10, "unge_utenfor": 0.10,
                       "lav_utdanning": 0.15 + hopp, "egen": 0.6}  # fmt: skip
            rader += [(k, sone, aar, float(round(n * p + rng.normal(0, np.sqrt(n * p * (1 - p)) / 2))), float(n))
                      for k, p in andeler.items()]  # fmt: skip
            rate = 0.002 if sone in OMRAADE else 0.012
            rader.append(("anmeldt_vold", sone, aar, float(rng.poisson(n * 4 * rate)), n * 4.0))
    ut = pd.DataFrame(rader, columns=["indikator", "sone", "aar", "teller", "nevner"])
    uheldig = (ut["indikator"] == "unge_utenfor") & (ut["sone"] == SONER[11])
    ut.loc[uheldig, "teller"] = np.where(ut.loc[uheldig, "aar"] == 2025, 12.0, 6.0)
    return ut.assign(kilde="Statistikkbyrået, bestilling 2025", merknad="")


def _brudd() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "gjelder": ["lav_utdanning"],
            "aar": [2019],
            "type": ["definisjon"],
            "beskrivelse": ["Nytt register."],
        }
    )


def _stedsfakta() -> pd.DataFrame:
    return pd.DataFrame(
        [(s, "rekreasjon", "Avstand til park", 2025, 900.0 if s in OMRAADE else 300.0 + i, "meter", "Kartet")
         for i, s in enumerate(SONER)],
        columns=["sone", "tema", "forhold", "aar", "verdi", "enhet", "kilde"],
    )  # fmt: skip


def _ressurser() -> pd.DataFrame:
    return pd.DataFrame(
        {"ressurs": ["R1", "R2", "R3"], "navn": ["Velet", "Kari", "Hallen"], "sone": [SONER[0], SONER[0], SONER[5]],
         "type": ["frivillig organisasjon", "beboere", "fysisk inne"], "privatperson": [False, True, False]}
    )  # fmt: skip


def _undersokelse(rng) -> dict[str, pd.DataFrame]:
    """Færre er trygge i området, og de unge svarer sjelden."""
    kodebok = pd.DataFrame(
        {"sporsmal": ["trygg", "park"], "tema": ["trygghet", "rekreasjon"], "tekst": ["Trygg ute?", "Fornøyd med parker?"],
         "minst": 1.0, "hoyest": 5.0, "fornoyd_fra": 4.0, "runder": [("2019", "2025"), ("2025",)]}
    )  # fmt: skip
    runder = pd.DataFrame(
        {
            "runde": [2019, 2025],
            "modus": "web",
            "trekkmaate": "tilfeldig utvalg",
            "invitert": 3000.0,
        }
    )
    deler = [_svar(rng, aar, sted) for aar in (2019, 2025) for sted in (OMRAADE, SONER[2:])]
    return {"kodebok": kodebok, "runder": runder, "svar": pd.concat(deler, ignore_index=True)}


def _svar(rng, aar: int, soner: list[str], n: int = 420) -> pd.DataFrame:
    trygg = 0.5 if soner is OMRAADE else 0.85
    svarte = rng.random((2, n)) < np.array([[trygg], [0.6]])
    alder = rng.choice(
        ["16–34 år", "35–49 år", "50–66 år", "67 år og over"], n, p=[0.1, 0.25, 0.3, 0.35]
    )
    return pd.DataFrame(
        {"respondent": [f"{aar}-{soner[0]}-{i}" for i in range(n)], "runde": aar, "sone": rng.choice(soner, n),
         "kjonn": rng.choice(["kvinner", "menn"], n), "aldersgruppe": alder, "vekt": np.nan,
         "trygg": np.where(svarte[0], 5.0, 2.0), "park": np.where(svarte[1], 4.0, 1.0)}
    )  # fmt: skip


def indikatornavn() -> set[str]:
    return {*katalog("indikatorer"), *EGNE}
