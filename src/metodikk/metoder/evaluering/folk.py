"""Bor de samme der? Hvor mye befolkningen er endret mellom nullpunktet og oppfølgingen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking

NYE = "kort_botid"


def folketall(
    befolkning: pd.DataFrame, grupper: Mapping[str, Sequence[str]], aar: Sequence[int]
) -> prikking.Port:
    """Tell de bosatte etter alder i hver gruppe soner, klart til porten.

    Eksempel
    --------
    >>> b = pd.DataFrame({"sone": ["a", "b"], "aar": 2020, "aldersgruppe": "20–34 år",
    ...                   "kjonn": "menn", "antall": [40.0, 60.0]})
    >>> folketall(b, {"Øst": ["a", "b"]}, [2020]).klarer().tabell["teller"].tolist()
    [100.0, 100.0]
    """
    deler = []
    for navn, soner in grupper.items():
        egne = befolkning[befolkning["sone"].isin(soner) & befolkning["aar"].isin(list(aar))]
        etter_alder = egne.groupby(["aar", "aldersgruppe"])["antall"].sum().reset_index()
        alle = egne.groupby("aar")["antall"].sum().reset_index().assign(aldersgruppe="alle")
        deler.append(pd.concat([etter_alder, alle]).assign(gruppe=navn))
    data = pd.concat(deler, ignore_index=True).rename(columns={"antall": "teller"})
    aldre = sorted(set(data["aldersgruppe"]) - {"alle"})
    summer = {"aldersgruppe": {"alle": aldre}}
    valg = {"behold": {"aldersgruppe": ["alle"]}, "avledet": ()}
    return prikking.Port("folketall", data, ["gruppe", "aar", "aldersgruppe"], summer, valg)


def folkeaar(befolkning: pd.DataFrame, program) -> tuple[int, int] | None:
    """Det første året i nullpunktet og det siste i oppfølgingen med folketall."""
    aar = {int(a) for a in befolkning["aar"]} if len(befolkning) else set()
    foer = min(aar & set(program.nullpunkt), default=None)
    etter = max(aar & set(program.oppfolging), default=None)
    return None if foer is None or etter is None else (foer, etter)


def endring(folk: Klarert, foer: int, etter: int, nye: Mapping[str, float]) -> Klarert:
    """Regn ut veksten, hvor mange som er i en annen aldersgruppe, og hvor mange som er nye.

    `alder_endret` er halve summen av endringene i aldersandeler: hvor stor del av befolkningen
    som måtte hatt en annen alder for at fordelingen skulle vært som før.
    """

    def regn(t: pd.DataFrame) -> pd.DataFrame:
        rader = []
        for gruppe, del_ in t.groupby("gruppe", sort=False):
            bred = del_.pivot(index="aldersgruppe", columns="aar", values="teller")
            alle = bred.loc["alle"]
            andel = (bred.drop(index="alle") / alle)[[foer, etter]]
            flyttet = (andel[etter] - andel[foer]).abs().sum(skipna=False) / 2
            rader.append(
                (
                    gruppe,
                    alle[foer],
                    alle[etter],
                    alle[etter] / alle[foer] - 1,
                    flyttet,
                    nye.get(gruppe, np.nan),
                )
            )
        ut = pd.DataFrame(
            rader, columns=["gruppe", "folk_foer", "folk_etter", "vekst", "alder_endret", "nye"]
        )
        mangler = np.where(
            ut["alder_endret"].isna(),
            "skjult: for å verne enkeltpersoner",
            "mangler: tallet er ikke oppgitt",
        )
        return ut.assign(merknad=mangler)

    return prikking.avled(folk, regn, foer=foer, etter=etter)


def nyinnflyttede(
    indikatorer: pd.DataFrame, grupper: Mapping[str, Sequence[str]], aar: Sequence[int]
) -> dict[str, float]:
    """Andelen som flyttet inn de siste to årene, i snitt over årene, avrundet til hele prosent."""
    data = indikatorer[(indikatorer["indikator"] == NYE) & indikatorer["aar"].isin(list(aar))]
    data = data.dropna(subset=["teller", "nevner"])
    ut = {}
    for gruppe, soner in grupper.items():
        sum_ = data[data["sone"].isin(soner)][["teller", "nevner"]].sum()
        if sum_["nevner"] > 0:
            ut[gruppe] = round(float(sum_["teller"] / sum_["nevner"]), 2)
    return ut
