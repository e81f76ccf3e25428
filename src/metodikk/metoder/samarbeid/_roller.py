"""Rollematrisen: hvem som beslutter, gjør, spørres og får vite, og hva som ikke går opp."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import liste

BESLUTTER, GJOR, SPORRES, FAAR_VITE = ROLLER = ("beslutter", "gjør", "spørres", "får vite")
FELT = dict(zip(ROLLER, ("beslutter", "gjor", "sporres", "faar_vite"), strict=True))
INGEN = "ingen"
PAAGAAR = ("i gang", "ikke startet")


def matrise(roller: pd.DataFrame, navn: Mapping[str, str]) -> pd.DataFrame:
    """Sett opp én rad per oppgave, med navnene i hver rolle.

    Eksempel
    --------
    >>> r = pd.DataFrame({"oppgave": ["Låse opp"] * 2, "aktor": ["a", "b"], "rolle": ["beslutter", "gjør"]})
    >>> matrise(r, {"a": "Skolen", "b": "Velet"}).values.tolist()
    [['Låse opp', 'Skolen', 'Velet', 'ingen', 'ingen']]
    """
    rader = []
    for oppgave, d in roller.groupby("oppgave", sort=False):
        hvem = [_hvem(d, r, navn) for r in ROLLER]
        rader.append((oppgave, *hvem))
    return pd.DataFrame(rader, columns=["oppgave", *FELT.values()])


def hull(roller: pd.DataFrame, aktorer: pd.DataFrame) -> pd.DataFrame:
    """Finn det som ikke går opp i rollematrisen: én rad per hull, de som haster mest, først.

    Parametere
    ----------
    roller : DataFrame
        Tabellen `roller`. Endres ikke.
    aktorer : DataFrame
        Med `aktor`, `navn` og `sektor`.

    Returnerer
    ----------
    DataFrame
        `oppgave`, `hull` (koden), `tittel`, `hvem` dere må snakke med, og hva som kan gjøres (`rett`).

    Eksempel
    --------
    >>> r = pd.DataFrame({"oppgave": ["Rydde"] * 2, "aktor": ["a", "b"], "rolle": ["beslutter"] * 2})
    >>> a = pd.DataFrame({"aktor": ["a", "b"], "navn": ["Skolen", "FAU"], "sektor": ["offentlig", "beboere"]})
    >>> hull(r, a)[["hull", "hvem"]].values.tolist()
    [['flere_beslutter', 'Skolen og FAU'], ['ingen_gjor', 'Skolen og FAU']]
    """
    navn = dict(zip(aktorer["aktor"], aktorer["navn"], strict=True))
    beboere = set(aktorer.loc[aktorer["sektor"] == "beboere", "aktor"])
    tekster = katalog("samarbeid")["hull"]
    vet = "sagt_ja" in roller and roller["sagt_ja"].notna().any()
    rader = []
    for oppgave, d in roller.groupby("oppgave", sort=False):
        for kode, hvem in _i_oppgaven(d, beboere, vet).items():
            rader.append((oppgave, kode, tekster[kode]["tittel"], liste(_navnene(hvem, navn)), tekster[kode]["rett"]))  # fmt: skip
    ut = pd.DataFrame(rader, columns=["oppgave", "hull", "tittel", "hvem", "rett"])
    return ut.sort_values("hull", key=lambda k: k.map(list(tekster).index), kind="stable", ignore_index=True)  # fmt: skip


def _i_oppgaven(d: pd.DataFrame, beboere: set[str], vet: bool) -> dict[str, list[str]]:
    """Hullene i én oppgave, med aktørene det må snakkes med. `vet`: noen er spurt om de har sagt ja."""
    hvem = {r: list(dict.fromkeys(d.loc[d["rolle"] == r, "aktor"])) for r in ROLLER}
    nei = list(d.loc[(d["rolle"] == GJOR) & ~d["sagt_ja"].eq("ja"), "aktor"]) if vet else []
    ut: dict[str, list[str]] = {}
    if not hvem[BESLUTTER]:
        ut["ingen_beslutter"] = hvem[GJOR] or hvem[SPORRES]
    if len(hvem[BESLUTTER]) > 1:
        ut["flere_beslutter"] = hvem[BESLUTTER]
    if not hvem[GJOR]:
        ut["ingen_gjor"] = hvem[BESLUTTER]
    if nei:
        ut["ikke_sagt_ja"] = nei
    if not beboere & {*hvem[BESLUTTER], *hvem[GJOR], *hvem[SPORRES]}:
        ut["beboerne_mangler"] = hvem[BESLUTTER] or hvem[GJOR]
    return ut


def alene_om(roller: pd.DataFrame) -> dict[str, list[str]]:
    """Oppgavene hver aktør er den eneste som gjør."""
    gjor = roller[roller["rolle"] == GJOR].drop_duplicates(["oppgave", "aktor"])
    alene = gjor[~gjor["oppgave"].duplicated(keep=False)]
    return {str(a): d["oppgave"].tolist() for a, d in alene.groupby("aktor")}


def tiltak(
    tiltak: pd.DataFrame, roller: pd.DataFrame, avtaler: pd.DataFrame, navn: Mapping[str, str]
) -> pd.DataFrame:
    """Sett sammen tiltakene som pågår, med hvem som beslutter og gjør, og avtalen de bygger på."""
    naa = tiltak[tiltak["status"].isin(PAAGAAR)]
    rader = []
    for t in naa.itertuples():
        d = roller[roller["tiltak"] == t.tiltak]
        hvem = [_hvem(d, r, navn) for r in (BESLUTTER, GJOR)]
        egne = avtaler[[t.tiltak in v for v in avtaler["tiltak"]]] if len(avtaler) else avtaler
        avtalt = [f"{a.tilstand}: {a.periode}" for a in egne.itertuples()]
        rader.append((t.tiltak, t.navn, t.status, *hvem, liste(avtalt) or INGEN, len(d) > 0))
    ut = pd.DataFrame(rader, columns=["tiltak", "navn", "status", "beslutter", "gjor", "avtale", "har_roller"])  # fmt: skip
    return ut.sort_values(["har_roller", "tiltak"], ignore_index=True)


def _hvem(d: pd.DataFrame, rolle: str, navn: Mapping[str, str]) -> str:
    return liste(_navnene(d.loc[d["rolle"] == rolle, "aktor"], navn)) or INGEN


def _navnene(koder, navn: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(navn[k] for k in koder if k in navn))
