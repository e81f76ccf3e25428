"""Det rapporten viser om svarene, klart for porten: opplegget, fordelingen, temaene og gruppene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import _vekting as vekting
from metodikk.metoder import prikking
from metodikk.metoder.omraader import OMRAADE
from metodikk.metoder.undersokelse import _anslag as anslag
from metodikk.metoder.undersokelse._syn import KONFIDENS, Syn, Utsnitt, utsnitt

FEM = ("1, mest negativt", "2", "3, midt på", "4", "5, mest positivt")
TRE = ("Negativt", "Midt på", "Positivt")
ALLE, VET_IKKE = "alle", "vet ikke"
KJENNETEGN = {"kjonn": "Kjønn", "aldersgruppe": "Alder", "sone": "Sone"}
FAA_I_OMRAADET = "mangler: ingen i området svarte"


def opplegg(svar, folk, runder, soner: Sequence[str], siste: int, grenser=None) -> Klarert:
    """Hvem som ble spurt, hvordan, og hvor mange som svarte, i hver runde."""
    rader = []
    for r in runder[runder["runde"] <= siste].sort_values("runde").to_dict("records"):
        alle = int((svar["runde"] == r["runde"]).sum())
        d = utsnitt(svar, folk, runder, r["runde"], soner)
        invitert = float(r["invitert"]) if pd.notna(r.get("invitert")) else np.nan
        rader.append({
            "runde": str(int(r["runde"])), "trekkmaate": r["trekkmaate"], "modus": r["modus"], "invitert": invitert,
            "n": float(alle), "svarandel": anslag.svarandel(alle, invitert), "n_omraade": float(len(d.svar) if d else 0),
            "n_eff": d.utvalg.effektivt_antall if d else np.nan, "merknad": "" if d else FAA_I_OMRAADET,
        })  # fmt: skip
    ut = pd.DataFrame(rader)
    klart = prikking.klarer_svar(ut, avledet=["svarandel"], grenser=grenser)
    her = prikking.klarer_svar(ut, n="n_omraade", avledet=["n_eff"], grenser=grenser)
    return prikking.avled(
        [klart, her], lambda a, b: a.assign(n_omraade=b["n_omraade"], n_eff=b["n_eff"])
    )


def fordeling(d: Utsnitt, kodebok: pd.DataFrame, grenser=None) -> Klarert:
    """Andelen som valgte hvert svar. Fem trinn når alle spørsmålene har det, ellers tre."""
    fem = ((kodebok["hoyest"] - kodebok["minst"] == 4) & (kodebok["fornoyd_fra"] == kodebok["minst"] + 3)).all()  # fmt: skip
    klart = _fordeling(d, kodebok, FEM if fem else TRE, grenser)
    if fem and _skjult(klart.tabell):
        klart = _fordeling(d, kodebok, TRE, grenser)
    return klart


def _skjult(t: pd.DataFrame) -> bool:
    return bool(t.loc[t["svar"] != VET_IKKE, "verdi"].isna().any())


def _fordeling(d: Utsnitt, kodebok, trinn: Sequence[str], grenser) -> Klarert:
    rader = []
    for s in kodebok.itertuples():
        y = d.svar[s.sporsmal].to_numpy(dtype=float)
        n = int(np.isfinite(y).sum())
        if n < anslag.MINST_SVAR:
            continue
        plass = _trinn(y, s, len(trinn))
        vet_ikke = _vet_ikke(d.svar, s.sporsmal)
        felles = {"sporsmal": s.sporsmal, "tekst": s.tekst}
        for i, navn in enumerate(trinn):
            andel = vekting.snitt(np.where(np.isfinite(y), plass == i, np.nan), d.utvalg).verdi
            rader.append({**felles, "svar": navn, "teller": int((plass == i).sum()), "nevner": n, "verdi": andel})  # fmt: skip
        svarte = np.isfinite(y) | vet_ikke
        andel = float((d.utvalg.vekt * vet_ikke)[svarte].sum() / d.utvalg.vekt[svarte].sum())
        rader.append({**felles, "svar": VET_IKKE, "teller": int(vet_ikke.sum()), "nevner": int(svarte.sum()), "verdi": andel})  # fmt: skip
    data = pd.DataFrame(rader, columns=["sporsmal", "tekst", "svar", "teller", "nevner", "verdi"])
    return prikking.prikk(
        data, celle=["sporsmal", "svar"], summer={"svar": {ALLE: list(trinn)}}, grenser=grenser,
        mangler=f"Ingen spørsmål har {anslag.MINST_SVAR} svar eller flere.",
    )  # fmt: skip


def _trinn(y: np.ndarray, s, antall: int) -> np.ndarray:
    """Hvilket trinn hvert svar hører til. Ubesvart er −1."""
    if antall == len(FEM):
        plass = y - float(s.minst)
    else:
        negativt = float(s.minst) + float(s.hoyest) - float(s.fornoyd_fra)
        plass = np.select([y <= negativt, y >= float(s.fornoyd_fra)], [0.0, 2.0], 1.0)
    return np.where(np.isfinite(y), plass, -1.0)


def _vet_ikke(svar: pd.DataFrame, sporsmal: str) -> np.ndarray:
    kolonne = f"{sporsmal}_vet_ikke"
    if kolonne not in svar:
        return np.zeros(len(svar), dtype=bool)
    return svar[kolonne].fillna(False).to_numpy(dtype=bool)


def temaer(sp: Syn, d: Utsnitt, kodebok: pd.DataFrame, grenser=None) -> Klarert:
    """Temaene i området, med hvor godt spørsmålene i hvert tema måler det samme."""
    her = sp.temaer[sp.temaer["gruppe"] == OMRAADE]
    koder = kodebok.groupby("tema")["sporsmal"].agg(list)
    alfa = [anslag.alfa(d.svar[koder[t]]) if t in koder.index else np.nan for t in her["tema"]]
    her = her.assign(alfa=alfa)
    return prikking.klarer_svar(
        her.assign(samlet=_samlet(her)), avledet=["verdi", "nedre", "ovre", "se", "alfa"],
        grenser=grenser,
    )  # fmt: skip


def _samlet(temaer: pd.DataFrame) -> list[str]:
    """Om spørsmålene i temaet kan slås sammen til ett tall."""
    ut = []
    for t in temaer.itertuples():
        if not t.sporsmaal:
            ut.append("")
        elif t.sporsmaal == 1:
            ut.append("Ett spørsmål")
        else:
            ut.append("Ja" if t.alfa >= anslag.MINST_ALFA else "Nei, se hvert spørsmål")
    return ut


def grupper(
    d: Utsnitt, kodebok: pd.DataFrame, sonenavn: Mapping[str, str], grenser=None
) -> Klarert:
    """Andelen fornøyde i hver gruppe, mot de andre i området. 99-prosentintervaller, for de er mange."""
    rader = [r for s in kodebok.itertuples() for r in _for_sporsmaal(d, s, sonenavn)]
    data = pd.DataFrame(rader)
    if not len(data):
        return prikking.klarer_uten_personer(pd.DataFrame(), "Ingen tall.", mangler="Ingen grupper har nok svar.")  # fmt: skip
    summer = {
        f"{ALLE} {k}": sorted(set(data.loc[data["kjennetegn"] == k, "gruppe"]) - {f"{ALLE} {k}"})
        for k in KJENNETEGN.values()
        if (data["kjennetegn"] == k).any()
    }
    tall_ = ["verdi", "nedre", "ovre", "verdi_mot", "forskjell", "forskjell_nedre", "forskjell_ovre"]  # fmt: skip
    klart = prikking.klarer_svar(
        data, celle=["sporsmal", "gruppe"], summer={"gruppe": summer}, alle="n_alle", avledet=tall_,
        grenser=grenser,
    )  # fmt: skip
    return prikking.avled(klart, lambda t: t[t["kjent"]].drop(columns="kjent").reset_index(drop=True))  # fmt: skip


def _for_sporsmaal(d: Utsnitt, s, sonenavn) -> list[dict]:
    y = d.svar[s.sporsmal].to_numpy(dtype=float)
    fornoyd = np.where(np.isnan(y), np.nan, y >= float(s.fornoyd_fra))
    ut = []
    for kolonne, kjennetegn in KJENNETEGN.items():
        verdier = d.svar[kolonne]
        if verdier.nunique() < 2:
            continue
        for v in sorted(verdier.unique()):
            med = (verdier == v).to_numpy()
            navn = sonenavn.get(v, v) if kolonne == "sone" else v
            ut.append({
                "sporsmal": s.sporsmal, "tekst": s.tekst, "kjennetegn": kjennetegn, "kjent": v != "ukjent",
                "gruppe": navn if v != "ukjent" else f"ukjent {kjennetegn.lower()}",
                **_en_gruppe(fornoyd, med, d),
            })  # fmt: skip
        # Alle som svarte, står ved spørsmålet et annet sted. Summen må med, ellers kan den som er skjult, regnes ut.
        alle = float(np.isfinite(y).sum())
        ut.append({"sporsmal": s.sporsmal, "tekst": s.tekst, "kjennetegn": kjennetegn, "kjent": False,
                   "gruppe": f"{ALLE} {kjennetegn}", "n": alle, "n_alle": alle, "merknad": ""})  # fmt: skip
    return ut


def _en_gruppe(fornoyd, med, d: Utsnitt) -> dict:
    e, andre = (vekting.andel(fornoyd, d.utvalg, blant=b, konfidens=KONFIDENS) for b in (med, ~med))
    for_faa = min(e.n, andre.n) < anslag.MINST_SVAR
    tom = for_faa or d.trekkmaate not in anslag.TILFELDIG
    diff, se = e.verdi - andre.verdi, float(np.hypot(e.se, andre.se))
    halv = vekting._t(d.utvalg.frihetsgrader, KONFIDENS) * se
    nan = float("nan")
    return {
        "n": float(e.n), "n_alle": float(e.n + andre.n), "verdi": nan if for_faa else e.verdi,
        "nedre": nan if tom else e.nedre, "ovre": nan if tom else e.ovre,
        "verdi_mot": nan if for_faa else andre.verdi, "forskjell": nan if for_faa else diff,
        "forskjell_nedre": nan if tom else diff - halv, "forskjell_ovre": nan if tom else diff + halv,
        "merknad": f"kan ikke beregnes: færre enn {anslag.MINST_SVAR} svar" if for_faa else "",
    }  # fmt: skip


def skjevhet(d: Utsnitt) -> float:
    """Hvor stor del av svarene som måtte kommet fra andre grupper for at alle skulle vært med likt.

    Halve summen av avstandene mellom andelen av svarene og andelen av befolkningen, etter kjønn og
    alder samtidig (ulikhetsindeksen til Duncan og Duncan, 1955).
    """
    telt = d.svar.groupby(["kjonn", "aldersgruppe"]).size()
    celler = telt.reindex(d.margin.index).fillna(0.0)
    if not celler.sum():
        return float("nan")
    return float(np.abs(celler / celler.sum() - d.margin / d.margin.sum()).sum() / 2)
