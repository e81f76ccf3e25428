"""Det folk sa, hva som ble av det, og om løftene ble holdt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from metodikk.grunn.tall import liste

IKKE_VURDERT = "ikke vurdert"
STATUSER = ("gjort", "vedtatt", "vurderes", "sendt videre", "gjør vi ikke", IKKE_VURDERT)
VISES_IKKE = "Vises ikke"
VENTER = "Venter på svar"
UTEN_TEMA = "uten tema"
TOVEIS = ("dialog og samarbeid", "beslutning overlatt")
JA, DELVIS, NEI, UAVKLART = "ja", "delvis", "nei", "ikke avklart"
FOR_SENT = "Fristen er ute"
HOLDT = {JA: "Ja", DELVIS: "Delvis", NEI: "Nei", UAVKLART: "Ikke avklart"}


def besvart(innspill: pd.DataFrame) -> pd.Series:
    """Avgjør om hvert innspill har fått svar: en status som sier noe, og en tekst.

    Eksempel
    --------
    >>> d = pd.DataFrame({"status": ["gjort", "ikke vurdert"], "svar": ["Åpent fra juni", "Ja"]})
    >>> besvart(d).tolist()
    [True, False]
    """
    har = innspill["svar"].fillna("").str.strip() != ""
    return har & innspill["status"].notna() & (innspill["status"] != IKKE_VURDERT)


def dager_til_svar(innspill: pd.DataFrame, plan: pd.DataFrame) -> pd.Series:
    """Regn ut dagene fra aktiviteten til svaret. NaN uten svar eller dato.

    Eksempel
    --------
    >>> plan = pd.DataFrame({"aktivitet": ["A1"], "dato": pd.to_datetime(["2025-04-01"])})
    >>> d = pd.DataFrame({"aktivitet": ["A1"], "besvart": pd.to_datetime(["2025-04-15"])})
    >>> dager_til_svar(d, plan).tolist()
    [14.0]
    """
    holdt = pd.to_datetime(_fra_planen(innspill, plan, "dato"))
    dager = (pd.to_datetime(innspill["besvart"]) - holdt).dt.days.astype(float)
    return dager.where(dager >= 0)


def enighet(innspill: pd.DataFrame) -> dict[str, int]:
    """Tell innspillene to har satt tema på hver for seg, og hvor mange de er enige om.

    Eksempel
    --------
    >>> d = pd.DataFrame({"kode_1": [("lys",), ("lys",), ()], "kode_2": [("lys",), ("buss",), ("lys",)]})
    >>> enighet(d)
    {'to': 2, 'enige': 1}
    """
    par = [
        (set(a), set(b))
        for a, b in zip(innspill["kode_1"], innspill["kode_2"], strict=True)
        if a and b
    ]
    return {"to": len(par), "enige": sum(a == b for a, b in par)}


def du_sa(innspill: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Sett opp innspillene med svaret. Teksten er bare med når noen har godkjent den.

    Eksempel
    --------
    >>> from metodikk.metoder._tabeller import fyll
    >>> d = pd.DataFrame({"innspill": ["1", "2"], "tekst": ["Lys", "Naboen"], "tema": [("lys",), ("naboskap",)],
    ...                   "status": "gjort", "svar": "Ja", "godkjent": [True, False]})
    >>> du_sa(fyll({"innspill": d}, "innspill"), fyll({}, "medvirkningsplan"))["sagt"].tolist()
    ['Lys', 'Vises ikke']
    """
    svart = besvart(innspill)
    vises = innspill["godkjent"].fillna(False).astype(bool)
    ut = pd.DataFrame({
        "innspill": innspill["innspill"], "tema": innspill["tema"],
        "navn": _fra_planen(innspill, plan, "navn").fillna(""),
        "aktivitet": innspill["aktivitet"].fillna(""),
        "sagt": innspill["tekst"].where(vises, VISES_IKKE), "godkjent": vises, "har_svar": svart,
        "svaret": innspill["svar"].where(svart, VENTER),
        "status": innspill["status"].fillna(IKKE_VURDERT).str.capitalize(),
        "ansvarlig": innspill["ansvarlig"].fillna(""), "dager": dager_til_svar(innspill, plan).where(svart),
        "behov": innspill["behov"].map(lambda v: "; ".join(v)), "tiltak": innspill["tiltak"].map(lambda v: "; ".join(v)),
    })  # fmt: skip
    frist = pd.to_datetime(_fra_planen(innspill, plan, "svar_innen"))
    i_tide = pd.to_datetime(innspill["besvart"]) <= frist
    ut["i_tide"] = i_tide.where(
        frist.notna().to_numpy() & innspill["besvart"].notna().to_numpy() & svart
    )
    ut["hvem"] = [
        f"{s}. {a}" if a else s for s, a in zip(ut["status"], ut["ansvarlig"], strict=True)
    ]
    return ut.reset_index(drop=True)


def temaer(sagt: pd.DataFrame) -> pd.DataFrame:
    """Tell innspillene for hvert tema, hvor mange aktiviteter de kom fra, og hva som ble av dem.

    Eksempel
    --------
    >>> d = pd.DataFrame({"tema": [("lys",), ("lys", "vei")], "aktivitet": ["A", "B"], "har_svar": [True, False],
    ...                   "status": ["Gjort", "Ikke vurdert"]})
    >>> temaer(d)[["tema", "antall", "steder", "har_svar"]].to_numpy().tolist()
    [['lys', 2, 2, 1], ['vei', 1, 1, 0]]
    """
    if not len(sagt):
        return pd.DataFrame()
    d = sagt.assign(tema=[t or (UTEN_TEMA,) for t in sagt["tema"]]).explode("tema")
    d = d.assign(blir_noe=d["status"].isin(["Gjort", "Vedtatt"]))
    ut = d.groupby("tema").agg(
        antall=("tema", "size"), steder=("aktivitet", lambda a: a[a != ""].nunique()),
        har_svar=("har_svar", "sum"), blir_noe=("blir_noe", "sum"),
    )  # fmt: skip
    ut = ut.astype(int).reset_index()
    return ut.sort_values(["antall", "steder", "tema"], ascending=[False, False, True], ignore_index=True)  # fmt: skip


def statuser(sagt: pd.DataFrame) -> pd.DataFrame:
    """Tell innspillene med hver status, i den rekkefølgen skjemaet har."""
    if not len(sagt):
        return pd.DataFrame()
    telt = sagt["status"].str.lower().value_counts().reindex(STATUSER).fillna(0).astype(int)
    ut = telt.rename_axis("status").rename("antall").reset_index()
    return ut[ut["antall"] > 0].assign(status=lambda t: t["status"].str.capitalize()).reset_index(drop=True)  # fmt: skip


def lofter(plan: pd.DataFrame, siste: pd.Timestamp) -> pd.DataFrame:
    """Gjør opp løftene: holdt, delvis, ikke holdt eller ikke avklart, og om fristen er ute.

    Eksempel
    --------
    >>> from metodikk.metoder._tabeller import fyll
    >>> d = pd.DataFrame({"aktivitet": ["A"], "navn": ["Møte"], "lovet": ["Svar i juni"], "svar_innen": ["2025-06-30"]})
    >>> lofter(fyll({"medvirkningsplan": d}, "medvirkningsplan"), pd.Timestamp("2025-09-01"))["grunn"].tolist()
    ['Fristen er ute']
    """
    med = plan[plan["lovet"].fillna("").str.strip() != ""]
    if not len(med):
        return pd.DataFrame()
    holdt = med["loftet_holdt"].fillna(UAVKLART)
    ute = (holdt == UAVKLART) & (pd.to_datetime(med["svar_innen"]) < siste)
    frist = pd.to_datetime(med["svar_innen"]).dt.strftime("%d.%m.%Y").fillna("")
    grunn = (
        med["forklaring"].fillna("").where(~ute | (med["forklaring"].fillna("") != ""), FOR_SENT)
    )
    ut = med.assign(holdt=holdt, svar_til=holdt.map(HOLDT), forfalt=ute, frist=frist, grunn=grunn)
    orden = {NEI: 0, UAVKLART: 1, DELVIS: 2, JA: 3}
    ut = ut.sort_values("holdt", key=lambda k: k.map(orden), kind="stable")
    return ut[["aktivitet", "navn", "lovet", "holdt", "svar_til", "grunn", "frist", "forfalt", "ansvarlig"]].reset_index(drop=True)  # fmt: skip


def uten_dialog(plan: pd.DataFrame, sagt: pd.DataFrame) -> pd.DataFrame:
    """Finn aktivitetene som lover dialog eller mer, men der ingen innspill er besvart."""
    if not len(plan) or not len(sagt):
        return pd.DataFrame(columns=["aktivitet", "navn", "nivaa", "antall"])
    telt = sagt.groupby("aktivitet")["har_svar"].agg(["size", "sum"])
    stille = telt.index[(telt["size"] > 0) & (telt["sum"] == 0)]
    d = plan[plan["nivaa"].isin(TOVEIS) & plan["aktivitet"].isin(stille)]
    return d[["aktivitet", "navn", "nivaa"]].assign(antall=d["aktivitet"].map(telt["size"])).reset_index(drop=True)  # fmt: skip


def stige(plan: pd.DataFrame, nivaaer: Sequence[str], tekster: Mapping[str, str]) -> pd.DataFrame:
    """Sett aktivitetene på trinnene, det laveste først. Trinn uten aktiviteter er også med."""
    if not len(plan):
        return pd.DataFrame()
    rader = []
    for nr, nivaa in enumerate(nivaaer, start=1):
        navn = plan.loc[plan["nivaa"] == nivaa, "navn"].tolist()
        hva = f"{tekster[nivaa]} {'Ingen aktivitet her.' if not navn else liste(navn) + '.'}"
        rader.append((f"{nr} {nivaa.capitalize()}", nivaa, hva, len(navn)))
    return pd.DataFrame(rader, columns=["trinn", "nivaa", "tekst", "antall"])


def _fra_planen(innspill: pd.DataFrame, plan: pd.DataFrame, felt: str) -> pd.Series:
    """Et felt i planen for aktiviteten hvert innspill kom fra."""
    verdier = plan.drop_duplicates("aktivitet").set_index("aktivitet")[felt].astype(object)
    return innspill["aktivitet"].astype(object).map(verdier.to_dict()).astype(object)
