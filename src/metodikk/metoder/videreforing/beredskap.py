"""Beredskapen: hva som er på plass for hvert tiltak, og om det er klart til å leve videre."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import dato, liste
from metodikk.metoder.samarbeid import status as avtalestatus

KLAR, NESTEN, IKKE_KLAR = "klar", "nesten klar", "ikke klar"
AVSLUTTES, IKKE_BESTEMT = "avsluttes", "ikke bestemt"
ORDEN = (IKKE_KLAR, IKKE_BESTEMT, NESTEN, KLAR, AVSLUTTES)
PAA_PLASS, DELVIS, MANGLER = "ja", "delvis", "nei"
UTE, SNART = "gått ut", "går snart ut"
_FELT = {"penger": "finansiert", "kompetanse": "kompetanse", "arkiv": "data_og_arkiv"}


def lever_videre(beslutning: object) -> bool:
    """Sann når beslutningen er at tiltaket skal finnes etter programmet.

    >>> lever_videre("tilpasses"), lever_videre("avsluttes"), lever_videre("ikke bestemt")
    (True, False, False)
    """
    return "eier" in katalog("videreforing")["beslutninger"].get(beslutning, ())


def avtalene(plan: pd.DataFrame, avtaler: pd.DataFrame, dag: pd.Timestamp | None) -> pd.DataFrame:
    """Finn avtalen bak hvert tiltak, og si om den gjelder.

    Parametere
    ----------
    plan, avtaler : DataFrame
        Tabellene Videreføringsplan og Avtaler. Endres ikke.
    dag : Timestamp
        Dagen det regnes fra.

    Returnerer
    ----------
    DataFrame
        `tiltak`, `avtale`, `navn`, `gjelder_til` og `tilstand`. Tiltak uten en avtale som finnes, er
        ikke med.

    Eksempel
    --------
    >>> plan = pd.DataFrame({"tiltak": ["T1"], "avtale": ["V1"]})
    >>> avtaler = pd.DataFrame({"avtale": ["V1"], "navn": ["Drift"], "gjelder_fra": [pd.NaT], "gjelder_til": [pd.Timestamp("2025-12-31")]})
    >>> avtalene(plan, avtaler, pd.Timestamp("2026-01-13"))["tilstand"].tolist()
    ['gått ut']
    """
    varsel = katalog("samarbeid")["avtaler"]["varsel"]
    med = avtaler.drop_duplicates("avtale")
    med = med.assign(tilstand=avtalestatus(med, pd.NaT if dag is None else dag, varsel))
    felt = ["avtale", "navn", "gjelder_til", "tilstand"]
    return plan[["tiltak", "avtale"]].dropna().merge(med[felt], on="avtale")


def krav(plan: pd.DataFrame, avtaler: pd.DataFrame) -> pd.DataFrame:
    """Svar på spørsmålene hver beslutning krever: er det på plass? Nesten er nei.

    Parametere
    ----------
    plan : DataFrame
        Tabellen Videreføringsplan. Endres ikke.
    avtaler : DataFrame
        Resultatet av :func:`avtalene`. En avtale som er gått ut, er ikke på plass.

    Returnerer
    ----------
    DataFrame
        Én rad for hvert tiltak og krav: `tiltak`, `krav`, `svar` (ja, delvis, nei) og `mangler`, grunnen
        i klartekst.

    Eksempel
    --------
    >>> rad = {"tiltak": "T1", "beslutning": "videreføres", "eier": None, "finansiert": "nei", "avtale": None,
    ...        "kompetanse": "ivaretatt", "data_og_arkiv": "ivaretatt", "neste_maaling": 2027.0, "grunn": None}
    >>> tom = pd.DataFrame(columns=["tiltak", "tilstand", "gjelder_til"])
    >>> krav(pd.DataFrame([rad]), tom).query("svar != 'ja'")["mangler"].tolist()
    ['ingen eier', 'ingen penger']
    """
    om, beslutninger = katalog("videreforing")["krav"], katalog("videreforing")["beslutninger"]
    hos = {a.tiltak: a for a in avtaler.itertuples()}
    rader = []
    for r in plan.to_dict("records"):
        for k in beslutninger.get(r["beslutning"], ()):
            svar, grunn = _svar(k, r, hos.get(r["tiltak"]))
            rader.append((r["tiltak"], k, svar, "" if svar == PAA_PLASS else grunn or om[k].get(svar, om[k]["mangler"])))  # fmt: skip
    return pd.DataFrame(rader, columns=["tiltak", "krav", "svar", "mangler"])


def _svar(krav_: str, r: Mapping, avtale) -> tuple[str, str]:
    if krav_ == "avtale":
        if avtale is not None and avtale.tilstand == UTE:
            return MANGLER, f"avtalen gikk ut {dato(avtale.gjelder_til)}"
        return (PAA_PLASS if avtale is not None else MANGLER), ""
    if krav_ in _FELT:
        verdi = r[_FELT[krav_]]
        return {"ja": PAA_PLASS, "ivaretatt": PAA_PLASS, "delvis": DELVIS}.get(verdi, MANGLER), ""
    felt = {"eier": "eier", "maaling": "neste_maaling", "grunn": "grunn"}[krav_]
    return (MANGLER if pd.isna(r[felt]) else PAA_PLASS), ""


def beredskap(plan: pd.DataFrame, svar: pd.DataFrame, avtaler: pd.DataFrame) -> pd.DataFrame:
    """Si om hvert tiltak er klart, med grunnen i klartekst.

    Mangler eieren eller pengene, er tiltaket ikke klart, uansett hva som ellers er på plass.

    Parametere
    ----------
    plan : DataFrame
    svar : DataFrame
        Resultatet av :func:`krav`.
    avtaler : DataFrame
        Resultatet av :func:`avtalene`. En avtale som snart går ut, nevnes, men stopper ikke.

    Returnerer
    ----------
    DataFrame
        `tiltak`, `status`, `hvorfor`, `paa_plass` og `mangler`, i rekkefølgen til planen.

    Eksempel
    --------
    >>> plan = pd.DataFrame({"tiltak": ["T1"], "beslutning": ["videreføres"]})
    >>> svar = pd.DataFrame({"tiltak": ["T1", "T1"], "krav": ["eier", "penger"], "svar": ["nei", "nei"],
    ...                      "mangler": ["ingen eier", "ingen penger"]})
    >>> tom = pd.DataFrame(columns=["tiltak", "tilstand", "gjelder_til"])
    >>> beredskap(plan, svar, tom).loc[0, "hvorfor"]
    'Ikke klar: ingen eier og ingen penger.'
    """
    om = katalog("videreforing")["krav"]
    ute = {a.tiltak: a.gjelder_til for a in avtaler.itertuples() if a.tilstand == SNART}
    rader = []
    for r in plan.itertuples():
        egne = svar[svar["tiltak"] == r.tiltak]
        borte = egne[egne["svar"] != PAA_PLASS]
        status = _status(r.beslutning, any(om[k]["maa"] for k in borte["krav"]), len(borte))
        rader.append((
            r.tiltak, status, _hvorfor(status, list(borte["mangler"]), ute.get(r.tiltak)),
            liste([om[k]["tittel"].lower() for k in egne.loc[egne["svar"] == PAA_PLASS, "krav"]]), liste(list(borte["mangler"])),
        ))  # fmt: skip
    return pd.DataFrame(rader, columns=["tiltak", "status", "hvorfor", "paa_plass", "mangler"])


def _status(beslutning: str, maa_mangler: bool, antall: int) -> str:
    if beslutning in (AVSLUTTES, IKKE_BESTEMT):
        return beslutning
    return IKKE_KLAR if maa_mangler else NESTEN if antall else KLAR


def _hvorfor(status: str, mangler: list[str], avtale_ut) -> str:
    if status == IKKE_BESTEMT:
        return "Ingen har bestemt hva som skal skje."
    if status == AVSLUTTES:
        return f"Avsluttes, men {liste(mangler)}." if mangler else "Avsluttes ryddig."
    snart = "" if avtale_ut is None else f"avtalen går ut {dato(avtale_ut)}"
    if mangler:
        return f"{status.capitalize()}: {liste(mangler)}." + (f" {snart.capitalize()}." if snart else "")  # fmt: skip
    return f"Klar, men {snart}." if snart else "Klar."


def oversikt(svar: pd.DataFrame, navn: Mapping[str, str]) -> pd.DataFrame:
    """Tell hvor mange tiltak hvert krav er på plass for, det som oftest mangler, først.

    Parametere
    ----------
    svar : DataFrame
        Resultatet av :func:`krav`.
    navn : dict
        Navnet på hvert tiltak.

    Returnerer
    ----------
    DataFrame
        `krav`, `navn`, `ja`, `trenger`, `mangler` (antall), `hvilke` (tiltakene som mangler det) og
        `rett`, det dere gjør med det.

    Eksempel
    --------
    >>> svar = pd.DataFrame({"tiltak": ["T1", "T2"], "krav": "eier", "svar": ["ja", "nei"]})
    >>> oversikt(svar, {"T1": "Kor", "T2": "Kafé"})[["navn", "hvilke"]].values.tolist()
    [['Eier', '«Kafé»']]
    """
    om, rader = katalog("videreforing")["krav"], []
    for k, d in svar.groupby("krav", sort=False):
        borte = d.loc[d["svar"] != PAA_PLASS, "tiltak"]
        rader.append((k, om[k]["tittel"], len(d) - len(borte), len(d), len(borte), liste([f"«{navn[t]}»" for t in borte]), om[k]["rett"]))  # fmt: skip
    ut = pd.DataFrame(rader, columns=["krav", "navn", "ja", "trenger", "mangler", "hvilke", "rett"])
    return ut.sort_values("mangler", ascending=False, kind="stable", ignore_index=True)


def kostnader(plan: pd.DataFrame, svar: pd.DataFrame) -> pd.DataFrame:
    """Hva tiltakene som skal leve videre, koster i året, for hver eier.

    Parametere
    ----------
    plan : DataFrame
    svar : DataFrame
        Resultatet av :func:`krav`.

    Returnerer
    ----------
    DataFrame
        `eier`, `tiltak` (antall), `kostnad`, `uten` (kostnaden til tiltak som ikke har alle pengene) og
        `ukjent` (tiltak uten kostnad), og «I alt» nederst.

    Eksempel
    --------
    >>> plan = pd.DataFrame({"tiltak": ["T1", "T2"], "beslutning": "videreføres", "eier": ["Velet", None], "aarlig_kostnad": [10.0, 5.0]})
    >>> svar = pd.DataFrame({"tiltak": ["T1", "T2"], "krav": "penger", "svar": ["ja", "nei"]})
    >>> kostnader(plan, svar)[["eier", "kostnad", "uten"]].values.tolist()
    [['Velet', 10.0, 0.0], ['Ingen eier', 5.0, 5.0], ['I alt', 15.0, 5.0]]
    """
    uten = set(svar.loc[(svar["krav"] == "penger") & (svar["svar"] != PAA_PLASS), "tiltak"])
    d = plan[plan["beslutning"].map(lever_videre).astype(bool)]
    d = pd.DataFrame({
        "eier": d["eier"].fillna("Ingen eier"), "tiltak": 1, "kostnad": d["aarlig_kostnad"].fillna(0.0),
        "uten": d["aarlig_kostnad"].fillna(0.0).where(d["tiltak"].isin(uten), 0.0), "ukjent": d["aarlig_kostnad"].isna().astype(int),
    })  # fmt: skip
    if d.empty:
        return d
    per = d.groupby("eier", sort=False, as_index=False).sum()
    per = per.sort_values("kostnad", ascending=False, kind="stable")
    i_alt = per.drop(columns="eier").sum().to_frame().T.assign(eier="I alt")
    return pd.concat([per, i_alt[per.columns]], ignore_index=True).astype({"tiltak": int, "ukjent": int, "kostnad": float, "uten": float})  # fmt: skip
