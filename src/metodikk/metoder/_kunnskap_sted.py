"""Folketall, stedsfakta og ressurser i kunnskapsgrunnlaget, og listen over det som mangler."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from metodikk.grunn.tall import tall
from metodikk.metoder import prikking
from metodikk.metoder.omraader import KOMMUNE, NABOER, OMRAADE, RESTEN

ALLE = "alle"


def folketall(
    befolkning: pd.DataFrame, enheter: Mapping[str, Sequence[str]], siste_aar: int
) -> prikking.Port:
    """Folketallet, klart til porten: alder for siste år, og summen for hvert år."""
    b = befolkning[befolkning["aar"] <= siste_aar]
    deler = []
    for enhet, soner in enheter.items():
        her = b[b["sone"].isin(list(soner))]
        per_aar = her.groupby("aar")["antall"].sum(min_count=1).reset_index()
        alder = (
            her[her["aar"] == b["aar"].max()]
            .groupby(["aar", "aldersgruppe"])["antall"]
            .sum()
            .reset_index()
        )
        deler += [per_aar.assign(sone=enhet, aldersgruppe=ALLE), alder.assign(sone=enhet)]
    celler = pd.concat(deler, ignore_index=True).rename(columns={"antall": "teller"})
    grupper = aldersgrupper(befolkning)
    celler = celler.astype({"teller": float}).assign(merknad="", aar=celler["aar"].astype(int))
    summer = {"aldersgruppe": {ALLE: grupper}, "sone": {KOMMUNE: [OMRAADE, RESTEN]}}
    if NABOER in enheter:
        summer["sone"][RESTEN] = [NABOER, "ovrige"]
    return prikking.Port("folketall", celler, ["sone", "aar", "aldersgruppe"], summer)


def aldersgrupper(data: pd.DataFrame) -> list[str]:
    """Aldersgruppene i tabellen, yngste først. Et prosjekt kan ha slått noen sammen.

    >>> aldersgrupper(pd.DataFrame({"aldersgruppe": ["16–34 år", "80 år og over", "6–15 år"]}))
    ['6–15 år', '16–34 år', '80 år og over']
    """
    navn = [str(g) for g in data["aldersgruppe"].unique() if g != ALLE]
    return sorted(navn, key=lambda g: (int((re.findall(r"\d+", g) or ["999"])[0]), g))


def uten_folketall(
    befolkning: pd.DataFrame, soner: Sequence[str], siste_aar: int
) -> tuple[str, ...]:
    """Finn sonene som mangler hele eller deler av folketallet i det siste året."""
    siste = befolkning[
        befolkning["aar"] == befolkning.loc[befolkning["aar"] <= siste_aar, "aar"].max()
    ]
    hele = siste.groupby("sone")["antall"].apply(lambda a: bool(a.notna().all()))
    return tuple(s for s in soner if not hele.get(s, False))


def alder(klart: pd.DataFrame) -> pd.DataFrame:
    """Aldersfordelingen i området og resten siste år, som andeler av de klarerte tallene."""
    siste = klart[klart["aar"] == klart["aar"].max()]
    rader = []
    for enhet in (OMRAADE, RESTEN):
        her = siste[siste["sone"] == enhet].set_index("aldersgruppe")
        for gruppe in aldersgrupper(siste):
            if gruppe in her.index:
                rad = her.loc[gruppe]
                rader.append(
                    (gruppe, enhet, rad["teller"], her.loc[ALLE, "teller"], rad["merknad"])
                )
    ut = pd.DataFrame(rader, columns=["aldersgruppe", "gruppe", "teller", "nevner", "merknad"])
    return ut.assign(verdi=ut["teller"] / ut["nevner"])


def vekst(klart: pd.DataFrame) -> pd.DataFrame:
    """Folketallet år for år i området og resten, som prosent av det første året (100)."""
    serie = klart[(klart["aldersgruppe"] == ALLE) & klart["sone"].isin([OMRAADE, RESTEN])]
    serie = serie.sort_values(["sone", "aar"]).rename(columns={"sone": "gruppe"})
    forste = serie.groupby("gruppe")["teller"].transform("first")
    return serie.assign(verdi=serie["teller"] / forste * 100)[
        ["gruppe", "aar", "teller", "verdi", "merknad"]
    ].reset_index(drop=True)  # fmt: skip


def stedsfakta(data: pd.DataFrame, omraade: Sequence[str]) -> pd.DataFrame:
    """Sett fakta om stedet i området ved siden av den midterste av de andre sonene.

    Fakta har ulike enheter og kan ikke summeres over soner. Derfor vises laveste og høyeste verdi
    i området, og medianen blant de andre sonene.
    """
    siste = data[data["aar"] == data.groupby("forhold")["aar"].transform("max")]
    i_omraadet = siste["sone"].isin(list(omraade))
    rader = []
    for (tema, forhold), d in siste.groupby(["tema", "forhold"], sort=False):
        her, andre = (d.loc[v.loc[d.index], "verdi"].dropna() for v in (i_omraadet, ~i_omraadet))
        if len(her):
            rader.append({
                "tema": tema, "forhold": _med_enhet(forhold, d["enhet"].iloc[0]), "aar": int(d["aar"].max()),
                "lavest": her.min(), "hoyest": her.max(), "andre_midt": andre.median(),
                "her": _spenn(her), "andre": _kort(andre.median()), "plass": _plass(her, andre),
                "kilde": d["kilde"].iloc[0],
            })  # fmt: skip
    return pd.DataFrame(rader)


def _med_enhet(forhold: str, enhet: str) -> str:
    return forhold if enhet.lower() in forhold.lower() else f"{forhold} ({enhet})"


def _spenn(her: pd.Series) -> str:
    lav, hoy = _kort(her.min()), _kort(her.max())
    return lav if lav == hoy else f"{lav} til {hoy}"


def _kort(verdi: float) -> str:
    """Skriv et tall med én desimal når det er lite og ikke helt."""
    return tall(verdi, 0 if abs(verdi) >= 100 or float(verdi).is_integer() else 1)


def _plass(her: pd.Series, andre: pd.Series) -> str:
    if not len(andre):
        return ""
    if her.min() > andre.quantile(0.75):
        return "høyere enn de fleste"
    return "lavere enn de fleste" if her.max() < andre.quantile(0.25) else "som de fleste"


def ressurstelling(ressurser: pd.DataFrame, omraade: Sequence[str]) -> pd.DataFrame:
    """Tell registrerte ressurser i området etter type. Privatpersoner er ikke med."""
    aapne = ressurser[~ressurser["privatperson"].fillna(False).astype(bool)]
    her = aapne[aapne["sone"].isin(list(omraade))]
    typer = [t for t in skjema("ressurser").felt["type"].valg if t != "beboere"]
    antall = her["type"].value_counts().reindex(typer, fill_value=0)
    return pd.DataFrame({"type": typer, "antall": antall.to_numpy(dtype=int)})


def dekning(
    tabeller: Mapping[str, pd.DataFrame], omraade: Sequence[str], geografi: bool
) -> pd.DataFrame:
    """Gå gjennom alt et kunnskapsgrunnlag skal dekke, og si hva som finnes og hva som mangler."""
    rader = []
    for kode, tema in katalog("kunnskapstemaer").items():
        antall, siste = _omfang(tabeller.get(tema["tabell"]), kode, omraade)
        finnes = "ja" if antall else "nei"
        rader.append((tema["navn"], tema["spor"], finnes, siste, "" if antall else tema["skaff"]))
    kart = (
        ""
        if geografi
        else "Legg inn sonegrensene som GeoPackage, GeoJSON eller shapefil. Kommunens kartenhet har dem."
    )
    rader.append(
        (
            "Kart over sonene",
            "Hvor ligger området, og hva grenser det til?",
            "ja" if geografi else "nei",
            np.nan,
            kart,
        )
    )
    ut = pd.DataFrame(rader, columns=["tema", "spor", "finnes", "aar", "skaff"])
    return ut.sort_values("finnes", ascending=False, kind="stable", ignore_index=True)


def _omfang(tabell: pd.DataFrame | None, kode: str, omraade: Sequence[str]) -> tuple[int, float]:
    if tabell is None or not len(tabell):
        return 0, np.nan
    her = tabell[tabell["sone"].isin(list(omraade))] if "sone" in tabell else tabell
    if "forhold" in her:
        her = her[her["tema"] == kode]
    tid = next((k for k in ("aar", "runde") if k in her), None)
    return len(her), float(her[tid].max()) if tid and len(her) else np.nan
