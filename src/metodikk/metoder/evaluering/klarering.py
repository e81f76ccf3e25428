"""Evalueringen gjennom porten: bare det som kan vises, avrundet der små soner ellers kunne regnes ut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from metodikk.grunn.tall import HARDT, liste
from metodikk.grunn.tall import tall as skriv
from metodikk.grunn.typer import Funn, Klarert
from metodikk.metoder import prikking
from metodikk.metoder.evaluering.folk import endring, folkeaar, folketall, nyinnflyttede
from metodikk.metoder.evaluering.soner import SAMMENLIKNING
from metodikk.metoder.evaluering.svar import GENERELT_IKKE, kan_ikke_si, kan_si
from metodikk.metoder.evaluering.utfall import DE_ANDRE, KAN_IKKE_VISES, PROGRAMMET, Utfall
from metodikk.metoder.evaluering.vern import (
    GROVT_STEG,
    avrundet,
    folkegrupper,
    klarer_soner,
    rund,
    skjulte_aar,
    steg,
)
from metodikk.metoder.syntetisk import FOR_STOR_VEKT

if TYPE_CHECKING:
    from metodikk.metoder.evaluering import Evaluering

SYNTETISK = "Syntetisk kontroll"
VERN = "skjult: for å verne enkeltpersoner"
TILTAK = "Tiltak og leveranser. Ingen rader handler om enkeltpersoner."
OPPSETT = "Opplysninger om hvordan evalueringen er satt opp."


@dataclass(frozen=True, eq=False)
class Detalj:
    """Figurene og setningene for ett utfall med sammenlikningssoner."""

    utfall: Utfall
    navn: str
    enhet: str
    forskjellsenhet: str
    utvikling: Klarert
    hendelsestid: Klarert
    placebo: Klarert
    syntetisk: Klarert
    vekter: Klarert
    setninger: tuple[str, ...]
    funn: tuple[Funn, ...]
    avrundet: bool

    @property
    def observert(self) -> float:
        return self.utfall.verdi

    @property
    def p(self) -> float | None:
        return self.utfall.p if np.isfinite(self.utfall.p) else None


@dataclass(frozen=True, eq=False)
class Klar:
    """Evalueringen slik den kan vises. Tomme deler har grunnen i `opplysninger["mangler"]`."""

    teori: Klarert
    utfallsliste: Klarert
    tiltak: Klarert
    gjennomforing: Klarert
    endret: Klarert
    soner: Klarert
    kan_oppdages: Klarert
    oversikt: Klarert
    nivaaer: Klarert
    andre_blikk: Klarert
    endring: Klarert
    anslag: Klarert
    utelatt: Klarert
    folk: Klarert
    detaljer: tuple[Detalj, ...]
    funn: tuple[Funn, ...]
    kan_si: tuple[str, ...]
    kan_ikke_si: tuple[str, ...]
    enhet: str
    forskjellsenhet: str

    @property
    def hoved(self) -> tuple[Detalj, ...]:
        return tuple(d for d in self.detaljer if d.utfall.hovedutfall)

    @property
    def tillegg(self) -> tuple[Detalj, ...]:
        return tuple(d for d in self.detaljer if not d.utfall.hovedutfall)


def klarer(ev: Evaluering, grenser: prikking.Grenser | None = None) -> Klar:
    """Klarer evalueringen, slik at den kan vises.

    Bruk denne rett etter :func:`evaluer`. Antallene i hver sone går gjennom porten. Må noe skjules,
    avrundes det som er regnet av dem så grovt at det skjulte ikke kan regnes tilbake.

    Parametere
    ----------
    ev : Evaluering
    grenser : Grenser, valgfri
        Forvalgt er profilen «standard».

    Returnerer
    ----------
    Klar
    """
    porter = {u.kode: klarer_soner(u, ev.soner, grenser) for u in ev.med_sammenlikning}
    utfall = tuple(avrundet(u, porter[u.kode]) if u.kode in porter else u for u in ev.utfall)
    detaljer = tuple(
        _detalj(u, porter[u.kode]) for u in utfall if u.kode in porter and np.isfinite(u.verdi)
    )
    alle = list(porter.values())
    svarendring = _svar(ev, _med_spenn(ev.undersokelse.endring), grenser)
    return Klar(
        **_oppsett(ev), **_tabeller(utfall, alle),
        endring=svarendring, anslag=_svar(ev, ev.undersokelse.anslag, grenser),
        utelatt=_fakta(ev.undersokelse.utelatt, OPPSETT, "Alle spørsmålene ble stilt likt i begge rundene."),
        folk=_folk(ev, grenser), detaljer=detaljer, funn=ev.funn,
        kan_si=tuple(s for u in utfall for s in kan_si(u)),
        kan_ikke_si=(*(s for u in utfall for s in kan_ikke_si(u)), *GENERELT_IKKE),
        enhet="prosent" if _like(utfall) else "tall",
        forskjellsenhet="prosentpoeng" if _like(utfall) else "tall",
    )  # fmt: skip


def _detalj(u: Utfall, k: Klarert) -> Detalj:
    e, s = u.effekt, u.syntetisk
    fint, grovt = steg(u, k)
    vist = u.skala if u.enhet != "prosent" else 1.0
    skjult = skjulte_aar(k, [PROGRAMMET, DE_ANDRE])

    def tabell(t: pd.DataFrame, felt=("verdi", "nedre", "ovre")) -> Klarert:
        t = t.assign(**{f: rund(t[f], fint) * vist for f in felt if f in t})
        borte = t["aar"].isin(skjult) if "aar" in t else pd.Series(False, index=t.index)
        t.loc[borte, [f for f in felt if f in t]] = np.nan
        t["merknad"] = np.where(borte, VERN, t.get("merknad", ""))
        return prikking.avled(k, lambda _: t)

    placebo = pd.DataFrame({"verdi": rund(e.placebo[1:], max(grovt, GROVT_STEG / vist)) * vist})
    return Detalj(
        u.med(verdi=u.verdi * vist), u.navn, u.enhet, u.forskjellsenhet, tabell(u.utvikling),
        tabell(e.hendelsestid), prikking.avled(k, lambda _: placebo),
        _sti(s, k, tabell), _vekter(s, k), kan_si(u), u.funn, not k.skjult.empty,
    )  # fmt: skip


def _sti(s, k: Klarert, tabell) -> Klarert:
    if s is None or s.vekter["vekt"].max() > FOR_STOR_VEKT:
        grunn = "For få soner med tall i alle årene." if s is None else (
            "Blandingen er nesten bare én sone. Linjen ville vist tallene for den sonen alene."
        )  # fmt: skip
        return prikking.avled(k, lambda _: pd.DataFrame(), mangler=grunn)
    lang = s.sti.rename(columns={"omraadet": PROGRAMMET, "syntetisk": SYNTETISK})
    return tabell(lang.melt("aar", [PROGRAMMET, SYNTETISK], var_name="gruppe", value_name="verdi"))


def _vekter(s, k: Klarert) -> Klarert:
    if s is None:
        return prikking.avled(
            k, lambda _: pd.DataFrame(), mangler="For få soner med tall i alle årene."
        )
    synlige = s.vekter[s.vekter["vekt"] >= 0.005].sort_values("vekt", ascending=False)
    return prikking.avled(k, lambda _: synlige.assign(vekt=rund(synlige["vekt"], 0.01)))


def _like(utfall: Sequence[Utfall]) -> bool:
    return all(u.enhet == "prosent" for u in utfall)


def _tabeller(utfall: Sequence[Utfall], porter: list[Klarert]) -> dict[str, Klarert]:
    """Tabellene på tvers av utfallene, i samme enhet når alle er andeler."""
    skala = {u.kode: 1.0 if _like(utfall) else u.vist for u in utfall}

    def en(u: Utfall, **felt) -> dict:
        navn = u.navn if _like(utfall) else f"{u.navn} ({u.forskjellsenhet})"
        return {"utfall": u.kode, "navn": navn, "kort": u.navn, **felt, "merknad": _merknad(u)}

    def tall(u, *felt) -> dict:
        return {f: getattr(u, f) * skala[u.kode] for f in felt}

    oversikt = [en(u, onsket=u.onsket, hoved="hoved" if u.hovedutfall else "tillegg", **tall(u, "verdi", "nedre", "ovre"),
                   mellom=_spenn(u), p=u.p, p_holm=u.p_holm, taaler=_taaler(u), svar=u.svar, ledd=u.ledd or "–") for u in utfall]  # fmt: skip
    nivaaer = [en(u, **tall(u, "foer", "etter", "andre_foer", "andre_etter", "verdi")) for u in utfall]  # fmt: skip
    oppdages = [en(u, soner=str(u.antall_soner or "–"), minste_p=_p(u.effekt.minste_p) if u.effekt else "–", **tall(u, "mde"),
                   gjennomfort=u.gjennomfort) for u in utfall]  # fmt: skip
    blikk = [en(u, verdi=u.verdi * skala[u.kode], syntetisk=u.syntetisk.effekt * skala[u.kode],
                sdid=u.sdid * skala[u.kode], plass=_plass(u), storst=u.syntetisk.vekter["vekt"].max())
             for u in utfall if u.syntetisk and np.isfinite(u.verdi)]  # fmt: skip
    deler = {
        "oversikt": oversikt,
        "nivaaer": nivaaer,
        "kan_oppdages": oppdages,
        "andre_blikk": blikk,
    }
    return {navn: _samlet(porter, pd.DataFrame(rader)) for navn, rader in deler.items()}


def _samlet(porter: list[Klarert], tabell: pd.DataFrame) -> Klarert:
    mangler = "Ingen av utfallene kunne sammenliknes med andre soner."
    if porter:
        return prikking.avled(porter, lambda *_: tabell, mangler=mangler)
    return prikking.klarer_uten_personer(tabell, OPPSETT, mangler=mangler)


def _spenn(u: Utfall) -> str:
    if not np.isfinite(u.nedre):
        return "–"
    return _til(u.nedre * u.vist, u.ovre * u.vist, 1)


def _til(nedre: float, ovre: float, desimaler: int = 0) -> str:
    return (
        f"{skriv(nedre, desimaler)}{HARDT}til{HARDT}{skriv(ovre, desimaler)}"
        if np.isfinite(nedre)
        else "–"
    )


def _taaler(u: Utfall) -> str:
    """Hvor mye ulik utvikling konklusjonen tåler, i ord."""
    if u.effekt is None or not u.effekt.taaler:
        return "–"
    return f"{skriv(min(u.effekt.taaler, 99), 1)} ganger"


def _plass(u: Utfall) -> str:
    """Området blant placebogruppene, etter hvor mye større avviket ble etter oppstart."""
    antall = len(u.syntetisk.placebo)
    return f"{round(u.syntetisk.p * antall)}{HARDT}av{HARDT}{antall}"


def _p(p: float) -> str:
    return skriv(p, 3)


def _merknad(u: Utfall) -> str:
    if np.isfinite(u.verdi):
        return ""
    return VERN if u.svar == KAN_IKKE_VISES else f"kan ikke beregnes: {u.grunn}"


def _med_spenn(endring: pd.DataFrame) -> pd.DataFrame:
    if not len(endring):
        return endring

    def ord_for(fra, til) -> list[str]:
        return [_til(a * 100, b * 100) for a, b in zip(endring[fra], endring[til], strict=True)]

    return endring.assign(
        mellom=ord_for("nedre", "ovre"), resten=ord_for("resten_foer", "resten_etter")
    )


def _svar(ev: Evaluering, tabell: pd.DataFrame, grenser) -> Klarert:
    mangler = ev.undersokelse.mangler or "Ingen spørsmål ble stilt likt i begge rundene."
    if not len(tabell):
        return prikking.klarer_uten_personer(pd.DataFrame(), OPPSETT, mangler=mangler)
    tall = [k for k in tabell.select_dtypes("number").columns if k not in ("n", "runde")]
    return prikking.klarer_svar(tabell, grenser=grenser, avledet=tall, mangler=mangler)


def _oppsett(ev: Evaluering) -> dict[str, Klarert]:
    p, u = ev.prosess, ev.utfall
    uten = "Prosjektet har ikke tabellen Tiltak. Uten den vet vi ikke hva som ble gjort."
    valgt = pd.DataFrame(
        {"utfall": x.kode, "navn": x.navn, "maalnavn": x.maalnavn, "onsket": x.onsket,
         "hoved": "hoved" if x.hovedutfall else "tillegg",
         "valgt": "før resultatene" if x.i_tide else "for sent"} for x in u
    )  # fmt: skip
    return {
        "teori": _fakta(
            ev.programteori.tabell, OPPSETT, "Prosjektet har ikke tabellen Programteori."
        ),
        "utfallsliste": _fakta(valgt, OPPSETT, "Prosjektet har ingen utfall."),
        "tiltak": _fakta(p.tiltak, TILTAK, uten),
        "gjennomforing": _fakta(p.per_utfall, TILTAK, uten),
        "endret": _fakta(p.endret, TILTAK, uten if p.tiltak.empty else "Ingen tiltak ble endret."),
        "soner": _fakta(_soner(ev), OPPSETT, "Ingen soner."),
    }


def _folk(ev: Evaluering, grenser) -> Klarert:
    """Befolkningen i området og i sammenlikningssonene, første og siste år i evalueringen."""
    bosatte = ev.tabeller["befolkning"]
    aar = folkeaar(bosatte, ev.program)
    if aar is None:
        return _fakta(
            pd.DataFrame(),
            OPPSETT,
            "Tabellen Befolkning har ikke tall for både nullpunktet og oppfølgingen.",
        )
    grupper = folkegrupper(ev.soner)
    nye = nyinnflyttede(ev.tabeller["indikatorer"], grupper, ev.program.oppfolging)
    return endring(folketall(bosatte, grupper, aar).klarer(grenser), *aar, nye)


def _soner(ev: Evaluering) -> pd.DataFrame:
    """Rollen til hver sone, og hvilke utfall en sammenlikningssone likevel ikke er med i."""
    valgte = {u.kode: u.valgte.set_index("sone") for u in ev.med_sammenlikning}

    def utelatt(sone) -> str:
        ute = {
            k: v.loc[sone, "grunn"]
            for k, v in valgte.items()
            if sone in v.index and not v.loc[sone, "med"]
        }
        grunner = dict.fromkeys(ute.values())
        return "; ".join(f"{g} ({liste([k for k in ute if ute[k] == g])})" for g in grunner)

    er = ev.soner["rolle"] == SAMMENLIKNING
    return ev.soner.assign(
        utelatt=[utelatt(s) if e else "" for s, e in zip(ev.soner["sone"], er, strict=True)]
    )


def _fakta(tabell: pd.DataFrame, grunn: str, mangler: str) -> Klarert:
    return prikking.klarer_uten_personer(tabell, grunn, mangler=mangler)
