"""Tabellene mulighetsstudien viser: alternativer og kriterier med navn, i rader og kolonner."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.tall import liste


def beskrevet(alternativer: pd.DataFrame) -> pd.DataFrame:
    if not len(alternativer):
        return pd.DataFrame()
    ut = alternativer[["navn", "beskrivelse", "bygge", "drift", "risiko"]]
    return ut.assign(**{k: ut[k].fillna("") for k in ("beskrivelse", "risiko")}).reset_index(drop=True)  # fmt: skip


def paa_skala(poeng: pd.DataFrame, kriterier: pd.DataFrame, navn) -> pd.DataFrame:
    """Poengene på skalaen de ble gitt på: kriterier i rader og alternativer i kolonner, med navn."""
    if not len(poeng):
        return pd.DataFrame()
    om = kriterier.set_index("kriterium")
    ut = (poeng * (om["hoyest"] - om["minst"]) + om["minst"])[om.index.tolist()].T
    return ut.set_axis([navn.get(a, a) for a in ut], axis=1).set_axis(om["navn"].tolist()).rename_axis("kriterium").reset_index()  # fmt: skip


def uenige(poeng: pd.DataFrame, navn, kriterier) -> pd.DataFrame:
    """Poeng der den høyeste og den laveste som ble gitt, er to poeng eller mer fra hverandre."""
    rader = []
    for (a, k), d in poeng.groupby(["alternativ", "kriterium"], sort=False):
        if d["poeng"].max() - d["poeng"].min() >= 2:
            lav, hoy = d.loc[d["poeng"].idxmin()], d.loc[d["poeng"].idxmax()]
            rader.append((navn.get(a, a), kriterier.get(k, k), hoy["vurdert_av"], hoy["poeng"], lav["vurdert_av"], lav["poeng"]))  # fmt: skip
    return pd.DataFrame(rader, columns=["navn", "kriterium", "hoyest_hos", "hoyest", "lavest_hos", "lavest"])  # fmt: skip


def dominert(par, navn) -> pd.DataFrame:
    bedre: dict[str, list[str]] = {}
    for daarligst, best in par:
        bedre.setdefault(daarligst, []).append(navn.get(best, best))
    rader = [(navn.get(d, d), liste(b)) for d, b in bedre.items()]
    return pd.DataFrame(rader, columns=["navn", "bedre"])


def med_navn(tabell: pd.DataFrame, navn) -> pd.DataFrame:
    return tabell.assign(navn=tabell["alternativ"].map(lambda a: navn.get(a, a))) if len(tabell) else tabell  # fmt: skip


def byttene(bytter: pd.DataFrame, navn, kriterier) -> pd.DataFrame:
    if not len(bytter):
        return bytter
    ut = bytter.assign(hva=bytter["kriterium"].map(kriterier), avstand=(bytter["ny"] - bytter["naa"]).abs())  # fmt: skip
    return med_navn(ut.sort_values("avstand", ignore_index=True), navn)


def vektene(vekter: pd.DataFrame, kriterier) -> pd.DataFrame:
    """Vektene av 100: kriterier i rader og grupper i kolonner."""
    if not len(vekter):
        return pd.DataFrame()
    return (vekter * 100).T.rename(index=kriterier).rename_axis("kriterium").reset_index()


def i_kolonner(summer: pd.DataFrame) -> pd.DataFrame:
    if not len(summer):
        return summer
    bred = summer.pivot_table(index="navn", columns="gruppe", values="verdi", sort=False) * 100
    return bred.sort_values("snitt", ascending=False).reset_index()
