"""Hvor tallene og innbyggerne er uenige, og hvor de er enige."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metodikk.metoder.omraader import OMRAADE

INGEN_SPRIK = "Ingen tema har sikre forskjeller både i tallene og i svarene, sammenliknet med resten av kommunen."


def sprik(indikatorer: pd.DataFrame, sporsmaal: pd.DataFrame) -> pd.DataFrame:
    """Finn temaer der tallene og innbyggerne peker hver sin vei, sammenliknet med resten.

    Bare sikre forskjeller teller: ordet må være «høyere» eller «lavere» på begge sider.
    """
    kolonner = ["tema", "navn", "ord", "vurdering", "sporsmal", "tekst", "forskjell", "syn", "slag"]
    if not len(sporsmaal) or not len(indikatorer):
        return pd.DataFrame(columns=kolonner)
    sikre = sporsmaal[
        (sporsmaal["gruppe"] == OMRAADE) & sporsmaal["ord"].isin(["høyere", "lavere"])
    ]
    sikre = sikre.assign(syn=sikre["ord"].map({"høyere": "bedre", "lavere": "svakere"}))
    par = indikatorer[indikatorer["vurdering"] != ""].merge(
        sikre[["tema", "sporsmal", "tekst", "forskjell", "syn"]], on="tema", suffixes=("_tall", "")
    )
    slag = np.where(par["vurdering"] == par["syn"], "enige", "uenige")
    return par.assign(slag=slag)[kolonner].sort_values("slag", ascending=False, ignore_index=True)
