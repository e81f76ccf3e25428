"""Indikatorene: teller og nevner for hver sone og hvert år, med sannhetene plantet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .felles import FORSTE, innhold
from .folk import nevner

# Utdanningen fullføres av små kull. Nevnere under dette viser ikke kilden.
MINSTE_NEVNER_HOS_KILDEN = 5
KILDER = {
    "fritid_barn": "Fritidskortregisteret, uttrekk 2025-11-03",
    "kort_botid": "Folkeregisteret, uttrekk 2025-02-10",
    "stoy": "Støykart for Eksempelvik, siste utgave",
    "anmeldt_vold": "Politiet, avtale 2014-02",
}


def indikatorer(folk: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Lag alle indikatorene i lang form."""
    deler = [_indikator(kode, valg, folk, rng) for kode, valg in innhold("indikatorer").items()]
    alle = pd.concat(deler, ignore_index=True)
    _plant_celler(alle)
    alle["kilde"] = alle["indikator"].map(KILDER).fillna("Statistikkbyrået, bestilling 2025-03-01")
    return alle


def _indikator(kode: str, valg: dict, folk: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    antall = nevner(folk, valg["nevner"]).rename("nevner").reset_index()
    antall = antall[antall["aar"].isin(_aar(valg))].reset_index(drop=True)
    sonene = innhold("soner")
    egen = {sone: rng.normal(0, valg["avvik"]) for sone in sonene}
    andel = (
        valg["nivaa"]
        + antall["sone"].map(lambda s: sonene[s]["belastning"] * valg["helning"] + egen[s])
        + (antall["aar"] - FORSTE) * valg["trend"]
    )
    andel = (andel + _plantet(kode, antall, andel)).clip(0.0005, 0.985)
    teller = rng.binomial(antall["nevner"].to_numpy(), andel.to_numpy())
    return pd.DataFrame(
        {"indikator": kode, **antall[["sone", "aar"]], "teller": teller, "nevner": antall["nevner"]}
    )


def _aar(valg: dict) -> list[int]:
    forste, *_, siste = valg["aar"]
    return valg["aar"] if valg.get("bare_disse") else list(range(forste, siste + 1))


def _plantet(kode: str, antall: pd.DataFrame, andel: pd.Series) -> pd.Series:
    """Det sannhetene legger til i hver sone og hvert år."""
    s = innhold("sannheter")
    tillegg = pd.Series(0.0, index=antall.index)
    if kode == s["effekt"]["indikator"]:
        per_aar = {int(aar): verdi for aar, verdi in s["effekt"]["per_aar"].items()}
        behandlet = antall["sone"].isin(s["effekt"]["soner"])
        tillegg += antall["aar"].map(per_aar).fillna(0) * behandlet
    if bule := s["tilbakegang"]["tillegg"].get(kode):
        i_bulen = antall["sone"].isin(s["tilbakegang"]["soner"]) & antall["aar"].isin(
            s["tilbakegang"]["aar"]
        )
        tillegg += bule * i_bulen
    if kode == s["indikatorbrudd"]["indikator"]:
        tillegg += s["indikatorbrudd"]["skift"] * (antall["aar"] >= s["indikatorbrudd"]["aar"])
    if kode == s["uenighet"]["indikator"]:
        i_omraadet = antall["sone"].isin(s["omraade"])
        tillegg += (s["uenighet"]["rate_omraade"] - andel) * i_omraadet
    return tillegg


def _plant_celler(alle: pd.DataFrame) -> None:
    """Sett de to cellene som er valgt for hånd: et tilfeldig dårlig år og en celle som kan regnes ut."""
    s = innhold("sannheter")
    for celle in (s["tilfeldig_daarlig"], s["tilbakeregning"]):
        treff = (
            (alle["indikator"] == celle["indikator"])
            & (alle["sone"] == celle["sone"])
            & (alle["aar"] == celle["aar"])
        )
        alle.loc[treff, "teller"] = celle["teller"]


def som_kilden_viser(alle: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Skjul det kildene selv skjuler: noen små voldstall («:») og støykart som ikke er laget («..»)."""
    vist = alle.astype({"teller": object, "nevner": object})
    liten = (alle["indikator"] == "fullfort_vgs") & (alle["nevner"] < MINSTE_NEVNER_HOS_KILDEN)
    vold = (alle["indikator"] == "anmeldt_vold") & (alle["sone"] == "0099000012")
    skjul = liten | (vold & (rng.random(len(alle)) < 0.5))
    vist.loc[skjul, "teller"] = ":"
    uten_kart = (
        (alle["indikator"] == "stoy") & (alle["aar"] == 2015) & (alle["sone"] == "0099000011")
    )
    vist.loc[uten_kart, ["teller", "nevner"]] = ".."
    return vist


def brudd() -> pd.DataFrame:
    """Bruddene kommunen kjenner til."""
    s = innhold("sannheter")
    grense, definisjon = s["grensebrudd"], s["indikatorbrudd"]
    flyttet = "Boligfeltet på Hestvikåsen ble flyttet fra Hestvika til Bekkefaret."
    return pd.DataFrame(
        [
            (definisjon["indikator"], definisjon["aar"], "definisjon", "Utdanning fra utlandet kom med, og flere ble registrert uten fullført videregående."),
            (grense["vokser"], grense["aar"], "grense", flyttet),
            (grense["mister"], grense["aar"], "grense", flyttet),
        ],
        columns=["gjelder", "aar", "type", "beskrivelse"],
    )  # fmt: skip


def stedsfakta(oppskrift: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Lag stedsfakta for alle sonene, med eget nivå i området og ett tema som mangler."""
    omraade = innhold("sannheter")["omraade"]
    rader = []
    for _, o in oppskrift.iterrows():
        vanlig, egen, avvik = (float(o[k].replace(",", ".")) for k in ("alle", "omraade", "avvik"))
        for sone in innhold("soner"):
            midt = egen if sone in omraade else vanlig
            verdi = midt + rng.uniform(-1, 1) * avvik * (0.3 if sone in omraade else 1)
            rader.append(
                (
                    sone,
                    o["tema"],
                    o["forhold"],
                    int(o["aar"]),
                    _avrund(verdi, int(o["desimaler"])),
                    o["enhet"],
                    o["kilde"],
                )
            )
    return pd.DataFrame(
        rader, columns=["sone", "tema", "forhold", "aar", "verdi", "enhet", "kilde"]
    )


def _avrund(verdi: float, desimaler: int) -> float:
    tall = max(round(float(np.round(verdi, desimaler)), desimaler), 0.0)
    return int(tall) if desimaler == 0 else tall
