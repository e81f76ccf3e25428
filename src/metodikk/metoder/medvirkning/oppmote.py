"""Oppmøtet i hver aktivitet, andre kjennetegn, og hva det kostet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder.medvirkning.rom import ALLE, personer, voksne

UNGE, ANDRE = "16–34 år", "andre"
UTEN_GRUPPE = "Ingen deltakere er ført med et annet kjennetegn i kolonnen gruppe."


def oppmoter(deltakere: pd.DataFrame, plan: pd.DataFrame, grenser: prikking.Grenser | None = None) -> Klarert:  # fmt: skip
    """Tell oppmøter av voksne i hver aktivitet, og hvor mange av dem som er unge.

    Her telles oppmøter, for spørsmålet er hvem den enkelte aktiviteten når. Bare én sum vises, og
    den er for alle oppmøtene.

    Eksempel
    --------
    >>> d = pd.DataFrame({"aktivitet": ["A"] * 20 + ["B"] * 30, "aldersgruppe": ["20–34 år"] * 15 + ["50–66 år"] * 35,
    ...                   "kjonn": "ukjent", "sone": None})
    >>> plan = pd.DataFrame({"aktivitet": ["A", "B"], "navn": ["Gjestebud", "Møte"]})
    >>> oppmoter(d, plan).tabell[["navn", "teller"]].to_numpy().tolist()
    [['Gjestebud', 20.0], ['Møte', 30.0], ['Alle', 50.0]]
    """
    folk = voksne(deltakere, ())
    koder = [a for a in dict.fromkeys(plan["aktivitet"]) if (folk["aktivitet"] == a).any()]
    rader = [(a, g, _antall(folk, a, g)) for g in (ALLE, UNGE) for a in (*koder, ALLE)]
    rader = [r for r in rader if r[:2] != (ALLE, UNGE)]
    d = pd.DataFrame(rader, columns=["aktivitet", "alder", "teller"]).astype({"teller": float})
    klart = prikking.prikk(
        d, celle=["aktivitet", "alder"], grenser=grenser, behold={"alder": [ALLE]},
        summer={"aktivitet": {ALLE: koder}, "alder": {ALLE: [UNGE, ANDRE]}},
    )  # fmt: skip
    return prikking.avled(klart, lambda t: _bred(t, plan, grenser or prikking.Grenser.fra()))


def _antall(folk: pd.DataFrame, aktivitet: str, alder: str) -> int:
    d = folk if aktivitet == ALLE else folk[folk["aktivitet"] == aktivitet]
    return len(d) if alder == ALLE else int((d["alder"] == alder).sum())


def _bred(t: pd.DataFrame, plan: pd.DataFrame, g: prikking.Grenser) -> pd.DataFrame:
    """Én rad per aktivitet: alle oppmøtene, de unge, andelen, og kroner per oppmøte."""
    alle = t[t["alder"] == ALLE].drop(columns="alder").reset_index(drop=True)
    unge = t[t["alder"] == UNGE].set_index("aktivitet")
    om = plan.drop_duplicates("aktivitet").set_index("aktivitet")
    kostnad = om["kostnad"].astype(float) if "kostnad" in om else pd.Series(np.nan, om.index)
    ut = alle.assign(
        navn=alle["aktivitet"].map(om["navn"]).fillna("Alle"), unge=alle["aktivitet"].map(unge["teller"]),
        per_oppmote=alle["aktivitet"].map(kostnad) / alle["teller"],
    )  # fmt: skip
    ut["verdi"] = (ut["unge"] / ut["teller"]).where(ut["teller"] >= g.min_nevner)
    skjult = alle["aktivitet"].map(unge["merknad"]).astype(object).fillna("")
    return ut.assign(merknad=ut["merknad"].where(ut["merknad"] != "", skjult))


def grupper(deltakere: pd.DataFrame, soner: Sequence[str], grenser: prikking.Grenser | None = None) -> Klarert:  # fmt: skip
    """Tell personene med hvert av de andre kjennetegnene. De sammenliknes ikke med noe.

    Eksempel
    --------
    >>> d = pd.DataFrame({"deltaker": [str(i) for i in range(9)], "igjen": False, "kjonn": "menn", "sone": None,
    ...                   "aldersgruppe": "20–34 år", "gruppe": ["leietaker"] * 6 + ["tolk"] * 3})
    >>> grupper(d, []).tabell[["gruppe", "teller"]].to_numpy().tolist()
    [['leietaker', 6.0], ['tolk', nan]]
    """
    folk = voksne(personer(deltakere), soner) if len(deltakere) else pd.DataFrame({"gruppe": []})
    telt = folk["gruppe"].dropna().astype(str).str.strip()
    d = telt[telt != ""].value_counts(sort=False).sort_index().rename_axis("gruppe")
    d = d.rename("teller").astype(float).reset_index()
    return prikking.prikk(d, celle=["gruppe"], grenser=grenser, mangler=UTEN_GRUPPE)


def penger(plan: pd.DataFrame) -> dict[str, float]:
    """Legg sammen kroner og timer i planen, og tell aktivitetene uten kostnad.

    Eksempel
    --------
    >>> penger(pd.DataFrame({"kostnad": [9000.0, None], "timer": [40.0, 20.0]}))
    {'kroner': 9000.0, 'timer': 60.0, 'uten_kostnad': 1}
    """
    return {
        "kroner": float(plan["kostnad"].sum()), "timer": float(plan["timer"].sum()),
        "uten_kostnad": int(plan["kostnad"].isna().sum()),
    }  # fmt: skip
