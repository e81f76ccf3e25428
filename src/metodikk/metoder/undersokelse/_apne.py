"""Åpne svar: temaene mennesker har satt, ordene som skiller seg ut, og sitatene som er godkjent.

Ingenting vises der færre enn grensen står bak. Svarene er alt maskert når de leses inn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.personnavn import SKJULT
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder._klarert import antall_personer, uten_tall
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.omraader import OMRAADE, RESTEN
from metodikk.metoder.undersokelse import _tekst as tekst
from metodikk.metoder.undersokelse import _visning as visning

MINST_G2 = 10.83  # skjer ved tilfeldighet sjeldnere enn én av tusen ganger
MINST_LOFTING = 1.2
LITEN = "liten teller"
FLEST_PAR, FLEST_SITATER, MINST_DOBBELT = 10, 3, 10
LEST = "Sitater et menneske har lest og godkjent. Nummer og navn er skjult, og ingen kjennetegn følger med."
UTEN_TEMA = "Svarene er ikke kodet. Les dem, og skriv temaene i kolonnen Tema."
UTEN_ORD = "Ingen ord skiller svarene i området tydelig fra svarene i resten av kommunen."
UTEN_PAR = "Ingen ord brukes sammen av nok personer til å vises."
UTEN_SITAT = "Ingen svar er godkjent for sitat. Les svarene, og skriv ja i kolonnen Godkjent på dem som kan siteres."
UTEN_KONTROLL = (
    "Ingen svar er kodet av to. La en til kode hvert tiende svar, og skriv temaene i Tema kontroll."
)
UTEN_GRUPPER = "Svarene er ikke delt i grupper."


@dataclass(frozen=True, eq=False)
class ApentSporsmaal:
    """Det rapporten viser om ett åpent spørsmål, klarert.

    temaer : hvor mange som nevner hvert tema, i området og i resten. grupper : det samme for gruppene.
    nokkelord : ordene som brukes mye oftere i området. sammen : ord som brukes av de samme personene.
    sitater : godkjente svar fra området. enighet : hvor enige to kodere er.
    opplysninger : hvor mange som skrev, og hvor mange svar som venter på å bli lest.
    """

    sporsmal: str
    temaer: Klarert
    grupper: Klarert
    nokkelord: Klarert
    sammen: Klarert
    sitater: Klarert
    enighet: Klarert
    opplysninger: Mapping[str, Any]

    def finnes(self, del_: str) -> tuple[Klarert, ...]:
        """Delen når den har tall, ellers ingenting."""
        klart = getattr(self, del_)
        return (klart,) if len(klart.tabell) else ()


def lag(
    tabeller: Mapping[str, pd.DataFrame], omraade: Sequence[str], runde: int, grenser=None
) -> tuple[ApentSporsmaal, ...]:
    """Gå gjennom hvert åpne spørsmål i runden, det flest svarte på først."""
    alle = fyll(tabeller, "apne_svar")
    alle = alle[(alle["runde"] == runde) & alle["tekst"].notna()]
    sone = tabeller["svar"].set_index(["respondent", "runde"])["sone"]
    alle = alle.join(sone.rename("sone"), on=["respondent", "runde"]).dropna(subset=["sone"])
    alle = alle.assign(gr=np.where(alle["sone"].isin(list(omraade)), OMRAADE, RESTEN))
    alle["ord"] = alle["tekst"].map(tekst.lemmaer)
    grenser, kjente = grenser or prikking.Grenser.fra(), _kjente_ord(tabeller)
    spm = alle["sporsmal"].value_counts().index
    return tuple(_ett(s, alle[alle["sporsmal"] == s], kjente, grenser) for s in spm)


def _ett(sporsmal: str, d: pd.DataFrame, kjente, grenser) -> ApentSporsmaal:
    kodet = d[d["tema"].map(len) > 0]
    temaer = _per_gruppe(kodet, "tema", "gr", grenser, UTEN_TEMA)
    vist = prikking.avled(temaer, _bredt)
    her = d[d["gr"] == OMRAADE]
    nokkelord = _nokkelord(d, grenser)
    return ApentSporsmaal(
        sporsmal, vist, _grupper(kodet[kodet["gr"] == OMRAADE], grenser), nokkelord,
        _sammen(her, nokkelord.tabell, grenser), _sitater(her, vist.tabell, kjente), _enighet(d, vist.tabell, grenser),
        {"skrev": {g: antall_personer(int(d.loc[d["gr"] == g, "respondent"].nunique()), grenser) for g in (OMRAADE, RESTEN)},
         "venter": antall_personer(int(her["tekst"].str.contains("|".join(map(_fast, SKJULT.values()))).sum()), grenser),
         "grense": grenser.min_teller},
    )  # fmt: skip


def _fast(maske: str) -> str:
    return maske.replace("[", r"\[").replace("]", r"\]")


def _per_gruppe(d: pd.DataFrame, hva: str, gruppe: str, grenser, mangler: str) -> Klarert:
    """Tell personer som nevner hver ting, i hver gruppe. Den som nevner noe to ganger, teller én gang."""
    par = d[["respondent", gruppe, hva]].explode(hva).dropna(subset=[hva]).drop_duplicates()
    nevner = d.groupby(gruppe)["respondent"].nunique()
    ting = sorted(par[hva].unique())
    telt = par.groupby([hva, gruppe]).size()
    celler = pd.MultiIndex.from_product([ting, nevner.index], names=[hva, "gruppe"])
    ut = telt.reindex(celler.set_names([hva, gruppe])).fillna(0).rename("teller").reset_index()
    ut = ut.rename(columns={gruppe: "gruppe"}).assign(nevner=lambda t: t["gruppe"].map(nevner))
    ut["verdi"] = ut["teller"] / ut["nevner"]
    return prikking.prikk(ut, celle=[hva, "gruppe"], grenser=grenser, mangler=mangler)


def _bredt(t: pd.DataFrame, hva: str = "tema") -> pd.DataFrame:
    """Området og resten ved siden av hverandre. Bare det som kan vises i området."""
    if not len(t):
        return pd.DataFrame()
    her, mot = (t[t["gruppe"] == g].set_index(hva) for g in (OMRAADE, RESTEN))
    ut = her[["teller", "nevner", "verdi"]].dropna(subset=["teller"])
    felt = [k for k in ("teller", "nevner", "verdi", "merknad") if k in mot]
    ut = ut.join(mot[felt].add_suffix("_mot"), how="left")
    ut = ut.rename(columns={"merknad_mot": "merknad_teller_mot"}).assign(
        merknad_verdi_mot=lambda x: x.get("merknad_teller_mot", "")
    )
    return ut.sort_values(["teller", hva], ascending=[False, True]).reset_index() if len(ut) else pd.DataFrame()  # fmt: skip


def _grupper(d: pd.DataFrame, grenser) -> Klarert:
    delt = d.dropna(subset=["gruppe"])
    if delt["gruppe"].nunique() < 2:
        return uten_tall(UTEN_GRUPPER)
    klart = _per_gruppe(delt.rename(columns={"gruppe": "delt"}), "tema", "delt", grenser, UTEN_GRUPPER)  # fmt: skip
    return prikking.avled(klart, lambda t: t.dropna(subset=["teller"]).reset_index(drop=True))


def _nokkelord(d: pd.DataFrame, grenser) -> Klarert:
    """Ord som brukes mye oftere i området.

    Er tallet i resten skjult fordi det er lite, regnes det som så høyt det kan være. Er det skjult
    av en annen grunn, kan ordet ikke sammenliknes.
    """
    personer = _per_person(d)
    vanlige = personer[personer["gr"] == OMRAADE].explode("ord")["ord"].value_counts()
    vanlige = set(vanlige[vanlige >= grenser.min_teller].index)
    if not vanlige or set(personer["gr"]) != {OMRAADE, RESTEN}:
        return uten_tall(UTEN_ORD)
    valgt = personer.assign(ord=personer["ord"].map(lambda o: tuple(sorted(o & vanlige))))
    klart = _per_gruppe(valgt, "ord", "gr", grenser, UTEN_ORD)
    skjult = klart.skjult
    smaa = set(skjult.loc[(skjult["regel"] == LITEN) & (skjult["gruppe"] == RESTEN), "ord"]) if len(skjult) else set()  # fmt: skip

    def velg(t: pd.DataFrame) -> pd.DataFrame:
        b = _bredt(t, "ord")
        if not len(b):
            return b
        b = b[b["teller_mot"].notna() | b["ord"].isin(smaa)]
        mot = b["teller_mot"].fillna(grenser.min_teller - 1)
        m = tekst.nokkelord(b["teller"], b["nevner"], mot, b["nevner_mot"])
        b = b.assign(g2=m["g2"].to_numpy(), log_forhold=m["log_forhold"].to_numpy())
        b = b.assign(ganger=2 ** b["log_forhold"], minst=b["teller_mot"].isna())
        b = b[(b["g2"] >= MINST_G2) & (b["log_forhold"] > 0)]
        return b.sort_values("g2", ascending=False, ignore_index=True) if len(b) else pd.DataFrame()

    ut = prikking.avled(klart, velg)
    return prikking.avled(ut, visning.nokkelord) if len(ut.tabell) else uten_tall(UTEN_ORD)


def _per_person(d: pd.DataFrame) -> pd.DataFrame:
    """Én rad per person, med alle ordene personen brukte."""
    samlet = d.groupby(["respondent", "gr"])["ord"].agg(lambda s: frozenset().union(*s))
    return samlet.reset_index()


def _sammen(her: pd.DataFrame, nokkelord: pd.DataFrame, grenser) -> Klarert:
    """Ord som brukes sammen med nøkkelordene. Par der noen få skiller seg ut, vises ikke."""
    if not len(nokkelord):
        return uten_tall(UTEN_PAR)
    personer = _per_person(her)
    telt = personer.explode("ord")["ord"].value_counts()
    ordene = sorted(telt[telt >= grenser.min_teller].index)
    par = tekst.samforekomst(personer["ord"].tolist(), ordene)
    viktige = set(nokkelord["ord"])
    bytt = ~par["ord"].isin(viktige)
    snudd = par[["med", "ord", "n", "n_med", "n_ord", "lofting"]].set_axis(list(par), axis=1)
    par = par.where(~bytt, snudd)
    par = par[par["ord"].isin(viktige)]
    uten = [par["n_ord"] - par["n"], par["n_med"] - par["n"]]
    trygge = np.logical_and.reduce([(r == 0) | (r >= grenser.min_rest) for r in uten])
    par = par[trygge.astype(bool)]
    par = par[(par["n"] >= grenser.min_teller) & (par["lofting"] >= MINST_LOFTING)]
    par = par.head(FLEST_PAR).assign(nevner=len(personer)).reset_index(drop=True)
    klart = prikking.prikk(
        par.rename(columns={"n": "teller"}), celle=["ord", "med"], avledet=["lofting", "n_ord", "n_med"],
        grenser=grenser, mangler=UTEN_PAR,
    )  # fmt: skip
    return prikking.avled(klart, lambda t: t.dropna(subset=["teller"]).reset_index(drop=True))


def _sitater(her: pd.DataFrame, temaer: pd.DataFrame, kjente) -> Klarert:
    """Godkjente svar om temaer som kan vises. Svar som kan nevne noen, holdes tilbake."""
    from metodikk.metoder.stedsanalyse.sitater import peker_paa_noen

    if not len(temaer):
        return uten_tall(UTEN_SITAT)
    orden = temaer["tema"].tolist()
    godkjent = her[her["godkjent"].fillna(False).astype(bool)]
    trygge = [
        not peker_paa_noen(t, kjente) and bool(k) and set(k) <= set(orden)
        for t, k in zip(godkjent["tekst"], godkjent["tema"], strict=True)
    ]
    rader = [
        (min(k, key=orden.index), t)
        for t, k in godkjent.loc[trygge, ["tekst", "tema"]].itertuples(index=False)
    ]
    ut = pd.DataFrame(rader, columns=["tema", "tekst"])
    ut = ut.sort_values(["tema", "tekst"], key=lambda k: k.map(orden.index) if k.name == "tema" else k)  # fmt: skip
    ut = ut.groupby("tema", sort=False).head(FLEST_SITATER).reset_index(drop=True)
    return prikking.klarer_uten_personer(
        ut if len(ut) else pd.DataFrame(), LEST, mangler=UTEN_SITAT
    )


def _enighet(d: pd.DataFrame, temaer: pd.DataFrame, grenser) -> Klarert:
    """Hvor enige to kodere er om hvert tema: er det nevnt eller ikke?"""
    from metodikk.metoder.stedsanalyse.enighet import dom, krippendorff

    to = d[d["tema_kontroll"].map(len) > 0]
    if len(to) < MINST_DOBBELT or not len(temaer):
        return uten_tall(UTEN_KONTROLL)
    rader = []
    for t in temaer["tema"]:
        koder = pd.DataFrame({k: [float(t in v) for v in to[k]] for k in ("tema", "tema_kontroll")})
        alfa = krippendorff(koder)
        rader.append((t, alfa, float(len(to)), dom(alfa, len(to))))
    ut = pd.DataFrame(rader, columns=["tema", "verdi", "n", "dom"]).dropna(subset=["verdi"])
    return prikking.klarer_svar(ut.reset_index(drop=True), grenser=grenser)


def _kjente_ord(tabeller: Mapping[str, pd.DataFrame]) -> list[str]:
    """Navnene på soner, tiltak og ressurser som ikke er privatpersoner."""
    kilder = (("soner", "sonenavn"), ("tiltak", "navn"), ("ressurser", "navn"))
    ut: list[str] = []
    for t, k in kilder:
        d = tabeller.get(t, pd.DataFrame())
        if "privatperson" in d:
            d = d[~d["privatperson"].fillna(True).astype(bool)]
        ut += [str(n) for n in d[k].dropna()] if k in d else []
    return ut
