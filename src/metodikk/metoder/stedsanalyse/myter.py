"""Stedsbilder mot tall: støtter tallet bildet, sier det det motsatte, eller gir det ikke grunnlag?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from metodikk.metoder import usikkerhet
from metodikk.metoder.omraader import OMRAADE, RESTEN

STOTTER, MOTSATT, STOTTER_IKKE, GIR_IKKE = (
    "Tallet støtter bildet", "Tallet sier det motsatte", "Tallet støtter ikke bildet",
    "Tallet gir ikke grunnlag",
)  # fmt: skip
INDIKATOR, SPORSMAL = "indikator", "spørsmål"
KOLONNER = [
    "kode",
    "tekst",
    "maalt_med",
    "maalt",
    "enhet",
    "slag",
    "her",
    "ellers",
    "ord",
    "paastand",
    "dom",
    "behov",
    "merknad",
]


def dom(ord_: str, paastand: str) -> str:
    """Si hva ordet for tallet betyr for bildet.

    Er tallet på nivå, men bildet sier høyere eller lavere, støtter det ikke bildet. Det er ikke det
    samme som det motsatte.

    Eksempel
    --------
    >>> dom("lavere", "lavere"), dom("lavere", "høyere"), dom("på nivå", "høyere"), dom("for lite grunnlag", "høyere")
    ('Tallet støtter bildet', 'Tallet sier det motsatte', 'Tallet støtter ikke bildet', 'Tallet gir ikke grunnlag')
    """
    if ord_ not in (usikkerhet.HOYERE, usikkerhet.LAVERE, usikkerhet.PAA_NIVAA):
        return GIR_IKKE
    if ord_ == paastand:
        return STOTTER
    return STOTTER_IKKE if usikkerhet.PAA_NIVAA in (ord_, paastand) else MOTSATT


def mot_tall(
    stedsbilder: pd.DataFrame, indikatorer: pd.DataFrame, sporsmaal: pd.DataFrame,
    navn: Mapping[str, Mapping] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Sett hvert stedsbilde mot tallet det kan prøves mot, i området og i resten av kommunen.

    Parametere
    ----------
    stedsbilder : DataFrame
        `kode`, `tekst`, `maalt_med` og `paastand`. Rader uten begge de siste er ikke med.
    indikatorer, sporsmaal : DataFrame
        De klarerte tabellene i kunnskapsgrunnlaget. Tomme når prosjektet ikke har tallene.
    navn : dict, valgfri
        Katalogen over indikatorer, til navnet på dem som ikke har tall.

    Returnerer
    ----------
    DataFrame
        Én rad per bilde, det tallet sier tydeligst, først. Skjulte tall er NaN med grunn i `merknad`.

    Eksempel
    --------
    >>> bilder = pd.DataFrame([("vold", "Mye vold", "anmeldt_vold", "høyere", ())],
    ...                       columns=["kode", "tekst", "maalt_med", "paastand", "behov"])
    >>> tall = pd.DataFrame([("anmeldt_vold", "Anmeldt vold", "per 1 000", 1.5, 5.5, "lavere", "", "")],
    ...     columns=["indikator", "navn", "maales_i", "vist_verdi", "vist_verdi_mot", "ord", "merknad", "merknad_verdi_mot"])
    >>> mot_tall(bilder, tall, pd.DataFrame())[["her", "ellers", "dom"]].values.tolist()
    [[1.5, 5.5, 'Tallet sier det motsatte']]
    """
    med = stedsbilder.dropna(subset=["maalt_med", "paastand"])
    kjent = _indikatorer(indikatorer) | _sporsmaal(sporsmaal)
    rader = []
    for b in med.itertuples():
        uten = {"maalt": (navn or {}).get(b.maalt_med, {}).get("navn", b.maalt_med), "enhet": "", "slag": "", "her": np.nan, "ellers": np.nan,
                "ord": "", "merknad": "mangler: prosjektet har ikke tallet"}  # fmt: skip
        t = kjent.get(b.maalt_med, uten)
        skjult = bool(np.isnan(t["her"]) or np.isnan(t["ellers"]))
        ord_ = "" if skjult else t["ord"]
        rader.append({"kode": b.kode, "tekst": b.tekst, "maalt_med": b.maalt_med, "paastand": b.paastand,
                      "behov": b.behov, **t, "ord": ord_, "dom": dom(ord_, b.paastand)})  # fmt: skip
    ut = pd.DataFrame(rader, columns=KOLONNER)
    rang = ut["dom"].map({MOTSATT: 0, STOTTER: 1, STOTTER_IKKE: 2, GIR_IKKE: 3}).to_numpy()
    return ut.iloc[np.lexsort((ut["kode"], rang))].reset_index(drop=True)


def _indikatorer(t: pd.DataFrame) -> dict[str, dict]:
    return {
        r.indikator: {"maalt": r.navn, "enhet": ", ".join(d for d in (r.maales_i, getattr(r, "tid", "")) if d), "slag": INDIKATOR, "her": r.vist_verdi, "ellers": r.vist_verdi_mot,
                      "ord": r.ord, "merknad": r.merknad or r.merknad_verdi_mot}
        for r in t.itertuples()
    }  # fmt: skip


def _sporsmaal(t: pd.DataFrame) -> dict[str, dict]:
    if not len(t):
        return {}
    her, resten = (t[t["gruppe"] == g].set_index("sporsmal") for g in (OMRAADE, RESTEN))
    mot = resten["verdi"].reindex(her.index) * 100
    return {
        str(kode): {"maalt": r["tekst"], "enhet": "positive svar, prosent", "slag": SPORSMAL, "her": r["verdi"] * 100,
                    "ellers": mot[kode], "ord": r["ord"], "merknad": str(r.get("merknad", "") or "")}
        for kode, r in her.iterrows()
    }  # fmt: skip
