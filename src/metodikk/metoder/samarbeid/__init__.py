"""Samarbeidet: hvem som er med, hvem som bygger bro, hvor hullene er, hva som er avtalt, og hvem som gjør hva.

Bare organisasjoner, enheter og grupper skal inn her, aldri personer. Hvem som bygger bro, regnes
ikke ut når under 70 prosent av aktørene har svart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import nettverk, prikking
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.samarbeid import _aktorer, _avtaler, _nett, _roller
from metodikk.metoder.samarbeid._aktorer import maa_med, punkter, rute, ruter, uenige, vei_inn
from metodikk.metoder.samarbeid._avtaler import status
from metodikk.metoder.samarbeid._nett import (
    endring,
    forbindelser,
    megling,
    paa_tvers,
    sektorer,
    sektorpar,
    skjulte_par,
    svarandel,
)
from metodikk.metoder.samarbeid._roller import hull, matrise

__all__ = [
    "Samarbeid", "endring", "forbindelser", "hull", "lag", "maa_med", "matrise", "megling", "paa_tvers", "punkter",
    "rute", "ruter", "sektorer", "sektorpar", "skjulte_par", "status", "svarandel", "uenige", "vei_inn",
]  # fmt: skip

ORGANISASJONER = "Organisasjoner, enheter og grupper. Ingen personer er med."
UTEN_AKTORER = (
    "Tabellen Aktører er tom. Skriv opp organisasjonene som er med, burde vært med, eller berøres."
)
UTEN_TALL = "Ingen aktører har tall for både innflytelse og interesse. Sett tallene hver for seg, og bruk medianen."
UTEN_RELASJONER = "Prosjektet har ikke tabellen Relasjoner. Spør aktørene hvem de har samarbeidet med det siste året."
UTEN_SVAR = "Ingen er ført som har svart. Fyll ut kolonnen svart i tabellen Aktører, så kan rapporten vise hvem som bygger bro."
ET_AAR = "Tabellen Relasjoner har bare ett år. Spør på nytt om et år eller to, så kan rapporten vise hva som er endret."
UTEN_AVTALER = (
    "Prosjektet har ikke tabellen Avtaler. Før opp det som er avtalt, også det som er muntlig."
)
UTEN_ROLLER = "Prosjektet har ikke tabellen Roller. Fyll ut rollematrisen sammen, med én rad for hver rolle i hver oppgave."
UTEN_TILTAK = "Prosjektet har ingen tiltak som pågår eller skal begynne."
FLEST = 8


@dataclass(frozen=True, eq=False)
class Samarbeid:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tabellen mangler.

    aktorer, sektorer : hvem som er med, og aktører, svar og forbindelser i hver sektor.
    ruter, punkter : innflytelse og interesse, som ord og som plass i en matrise.
    maa_med, vei_inn, uenige : aktørene det bør gjøres noe med.
    slag, sektorpar : relasjonene etter hva de går ut på, og mellom hvilke sektorer de er.
    noder, koblinger : nettverket det siste året.
    brobyggere, utsatt : hvem som binder sammen, og hva som ryker om én går ut.
    endring : forbindelser som er nye, borte, sterkere eller svakere siden sist.
    avtaler, roller, hull, tiltak : hva som er avtalt, hvem som gjør hva, og hva som ikke går opp.
    opplysninger : tall og navn setningene trenger.
    """

    aktorer: Klarert
    sektorer: Klarert
    ruter: Klarert
    punkter: Klarert
    maa_med: Klarert
    vei_inn: Klarert
    uenige: Klarert
    slag: Klarert
    sektorpar: Klarert
    noder: Klarert
    koblinger: Klarert
    brobyggere: Klarert
    utsatt: Klarert
    endring: Klarert
    avtaler: Klarert
    roller: Klarert
    hull: Klarert
    tiltak: Klarert
    opplysninger: Mapping[str, Any]

    def av_slag(self, sektor: str) -> Klarert:
        """Aktørene i én sektor, for eksempel «Frivillig»."""
        return prikking.avled(
            self.aktorer, lambda t: t[t["slag"] == sektor].reset_index(drop=True) if len(t) else t
        )

    def om(self, navn: str) -> tuple[Klarert, ...]:
        """Delen som ett ledd når den har rader, ellers ingen. Brukes der tomt betyr at alt er i orden."""
        del_ = getattr(self, navn)
        return (del_,) if len(del_.tabell) else ()

    @property
    def avtaler_i_tid(self) -> Klarert:
        """Avtalene med en første og en siste dag, de eldste først."""

        def velg(t: pd.DataFrame) -> pd.DataFrame:
            return (
                t[t["gjelder_til"] >= t["gjelder_fra"]].sort_values(
                    ["gjelder_fra", "navn"], ignore_index=True
                )
                if len(t)
                else t
            )

        return prikking.avled(self.avtaler, velg)

    @property
    def utenfor(self) -> Klarert:
        """Aktørene i sektorene som ikke har noen forbindelse til de andre."""
        s = self.sektorer.tabell
        alene = set(s.loc[s["ut"] == 0, "sektor"]) if len(self.koblinger.tabell) else set()
        return prikking.avled(
            self.aktorer,
            lambda t: t[t["sektor"].isin(alene)].reset_index(drop=True) if len(t) else t,
        )

    @property
    def endringer(self) -> Klarert:
        """Bare forbindelsene som ikke er som før."""
        return prikking.avled(self.endring, lambda t: t[t["hva"] != _nett.LIK].reset_index(drop=True) if len(t) else t)  # fmt: skip


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, dato: str = "", aar: int | None = None
) -> Samarbeid:
    """Lag oversikten over samarbeidet.

    Bruk denne når flere enn kommunen skal gjøre noe, og hvert kvartal etterpå. Tabeller som
    mangler, gir tomme deler som sier hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `aktorer` må være med. Endres ikke.
    dato : str, valgfri
        Dagen avtalene regnes fra (ÅÅÅÅ-MM-DD). Forvalgt er den siste dagen en aktør er bekreftet.
    aar : int, valgfri
        Året nettverket vises for. Forvalgt er det siste.

    Returnerer
    ----------
    Samarbeid

    Eksempel
    --------
    >>> a = pd.DataFrame({"aktor": ["A1", "A2"], "navn": ["Velet", "Skolen"], "sektor": ["frivillig", "offentlig"]})
    >>> r = pd.DataFrame({"fra": ["A1"], "til": ["A2"], "aar": [2026], "type": ["samarbeid"]})
    >>> lag({"aktorer": a, "relasjoner": r}).sektorer.tabell["ut"].tolist()
    [1, 1]

    Les mer
    -------
    Veilederen «Tilrettelegge for godt sosialt miljø», samarbeid. Håndboka: «Samarbeid».
    """
    a, r, v, o = (fyll(tabeller, t) for t in ("aktorer", "relasjoner", "avtaler", "roller"))
    a = a.dropna(subset=["aktor", "navn", "sektor"]).drop_duplicates("aktor").reset_index(drop=True)
    r = r.dropna(subset=["fra", "til", "aar", "type"])
    r = r[r["fra"].isin(a["aktor"]) & r["til"].isin(a["aktor"])]
    v, o = v.dropna(subset=["avtale", "navn"]), o.dropna(subset=["oppgave", "rolle"])
    v, o = v.reset_index(drop=True), o[o["aktor"].isin(a["aktor"])].reset_index(drop=True)
    navn = dict(zip(a["aktor"], a["navn"], strict=True))
    dag = _dag(a, v, dato)
    avtaler = _avtaler.til_visning(v, navn, dag)
    aarene = sorted({int(x) for x in r["aar"]})
    valgt = aar or (aarene[-1] if aarene else None)
    nett, om_nett = _nettverk(a, r, valgt)
    foer = [x for x in aarene if valgt is not None and x < valgt]
    return Samarbeid(
        **_om_aktorene(a, fyll(tabeller, "ressurser")), **nett, endring=_endringen(a, r, foer, valgt, navn),
        **_hvem_gjor_hva(a, o, avtaler, fyll(tabeller, "tiltak"), navn),
        opplysninger={
            "navn": navn, "dag": "" if pd.isna(dag) else f"{dag:%Y-%m-%d}", "aar": valgt, "aarene": tuple(aarene),
            "foer": foer[-1] if foer else None, "svar": {x: _svar(a, x) for x in aarene}, **om_nett,
        },
    )  # fmt: skip


def _dag(aktorer: pd.DataFrame, avtaler: pd.DataFrame, dato: str) -> pd.Timestamp:
    if dato:
        return pd.Timestamp(dato)
    bekreftet = aktorer["bekreftet"].max()
    return bekreftet if pd.notna(bekreftet) else avtaler["gjelder_fra"].max()


def _svar(aktorer: pd.DataFrame, aar: int) -> tuple[int, int] | None:
    """Hvor mange som svarte, av hvor mange. None når ingen er ført som har svart noe år."""
    return svarandel(aktorer, aar) if aktorer["svart"].map(bool).any() else None


def _andel(svar: tuple[int, int] | None) -> float | None:
    return None if svar is None or not svar[1] else svar[0] / svar[1]


def _om_aktorene(a: pd.DataFrame, ressurser: pd.DataFrame) -> dict[str, Klarert]:
    """Aktørene, og det ressursen bak har sagt at den kunne bidratt med, når den ikke er en privatperson."""
    tekst = {k: a[k].fillna("") for k in ("hort", "rolle")}
    kjente = ressurser[ressurser["privatperson"].eq(False)]
    sagt = dict(zip(kjente["ressurs"], kjente["potensial"], strict=True))
    vist = a.assign(
        **tekst, slag=a["sektor"].map(str.capitalize), rute=rute(a), potensial=a["ressurs"].astype(object).map(sagt).astype(object).fillna(""),
        rekke=a["sektor"].map(_aktorer.sektorene().index),
    )  # fmt: skip
    vist = vist.sort_values(["rekke", "navn"], ignore_index=True)
    vist = vist.drop(columns=["rekke", "spurt", "svart", "bekreftet"])
    bestemte = {"maa_med": maa_med(vist), "vei_inn": vei_inn(vist), "uenige": uenige(vist)}
    vist, *andre = (t.assign(hort=t["hort"].replace("", "nei")) for t in (vist, *bestemte.values()))
    return {
        "aktorer": _klar(vist, UTEN_AKTORER), "ruter": _klar(ruter(a), UTEN_TALL),
        "punkter": _klar(punkter(a), UTEN_TALL), **{k: _klar(t, "Ingen.") for k, t in zip(bestemte, andre, strict=True)},
    }  # fmt: skip


def _nettverk(a, r, aar) -> tuple[dict[str, Klarert], dict[str, Any]]:
    """Delene som bygger på relasjonene det valgte året, og tallene setningene trenger."""
    if aar is None:
        tomt = _klar(pd.DataFrame(), UTEN_RELASJONER)
        deler = ("sektorpar", "slag", "noder", "koblinger", "brobyggere")
        alle = _klar(_nett.sektorer(a, r[["fra", "til"]], 0), UTEN_AKTORER)
        ingen = {
            "helhet": {},
            "bro": {},
            "for_faa": "",
            "tvers": {},
            "forutsetninger": (),
            "kan_ikke_si": (),
        }
        return dict.fromkeys(deler, tomt) | {"sektorer": alle}, ingen
    med, par = _nett.med_i(a, r, aar), forbindelser(r, aar)
    svar = _svar(a, aar)
    andel = _andel(svar)
    n = nettverk.beskriv(med, par, node="aktor", gruppe="sektor", svarandel=andel or 0.0)
    noder = n.noder.sort_values(
        ["mister", "grad", "navn"], ascending=[False, False, True], ignore_index=True
    )
    stumme = set(med.loc[~_nett.svarte(med, aar), "aktor"]) if svar else set(med["aktor"])
    bygger = _brobyggere(noder, megling(med, par))
    tvers = dict(
        zip(
            ("andel", "ventet"),
            paa_tvers(par, dict(zip(med["aktor"], med["sektor"], strict=True))),
            strict=True,
        )
    )
    vist = noder.drop(columns=["spurt", "svart"]).assign(slag=noder["sektor"].map(str.capitalize))
    grunn = UTEN_SVAR if svar is None else _for_faa(svar, aar)
    return {
        "sektorer": _klar(_nett.sektorer(a, par, aar), UTEN_AKTORER), "slag": _klar(_nett.slag(r, aar), UTEN_RELASJONER),
        "sektorpar": _klar(sektorpar(med, par, stumme), UTEN_RELASJONER), "noder": _klar(vist, UTEN_RELASJONER),
        "koblinger": _klar(par, UTEN_RELASJONER),
        "brobyggere": _klar(bygger, grunn or "Ingen binder andre sammen alene."),
    }, {
        "helhet": n.helhet, "forutsetninger": n.forutsetninger, "kan_ikke_si": n.kan_ikke_si, "tvers": tvers,
        "for_faa": grunn, "bro": _bro(noder, par, stumme) if grunn == "" else {},
    }  # fmt: skip


def _for_faa(svar: tuple[int, int], aar: int) -> str:
    if (_andel(svar) or 0) >= nettverk.MINST_SVARANDEL:
        return ""
    return f"Bare {svar[0]} av {svar[1]} svarte i {aar}. Med under 70 prosent svar regnes det ikke ut hvem som bygger bro."


def _brobyggere(noder: pd.DataFrame, meglet: pd.DataFrame) -> pd.DataFrame:
    """De som binder andre sammen, med parene de kan sette i kontakt."""
    if not len(noder) or noder["mister"].isna().all():
        return pd.DataFrame()
    alle = noder.merge(meglet, on="aktor").assign(slag=lambda t: t["sektor"].map(str.capitalize))
    bygger = alle[(alle["mister"] > 0) | (alle["paa_tvers"] > 0)]
    orden = bygger.sort_values(["mister", "i_alt", "navn"], ascending=[False, False, True])
    kolonner = [
        "aktor",
        "navn",
        "slag",
        "grad",
        "mister",
        "i_alt",
        "paa_tvers",
        "innad",
        "ut",
        "andre",
        "bundet",
    ]
    return orden[kolonner].head(FLEST).reset_index(drop=True)


def _bro(noder: pd.DataFrame, par: pd.DataFrame, stumme: set[str]) -> dict[str, Any]:
    """Aktøren flest mister forbindelsen uten, delene nettverket faller i, og det vi ikke vet."""
    if len(noder) < nettverk.MINST_NODER or not (noder["mister"] > 0).any():
        return {}
    deler = nettverk.biter(nettverk.graf(noder["aktor"], par), noder["aktor"].iloc[0])
    orden = noder.sort_values(["grad", "navn"], ascending=[False, True])
    hvem = [orden.loc[orden["aktor"].isin(d), "navn"].tolist() for d in deler]
    return {
        "aktor": noder["aktor"].iloc[0], "navn": noder["navn"].iloc[0], "mister": int(noder["mister"].iloc[0]),
        "deler": hvem, "skjulte": skjulte_par(deler, stumme),
    }  # fmt: skip


def _utsatt(aktorer: pd.DataFrame, avtaler: pd.DataFrame, roller: pd.DataFrame) -> pd.DataFrame:
    """Det som faller bort om én går ut: oppgaver ingen andre gjør, og avtaler den er part i."""
    levende = avtaler[avtaler["status"] != _avtaler.UTE] if len(avtaler) else avtaler
    parter = pd.Series([p for ps in levende.get("aktorer", ()) for p in ps], dtype=object)
    alene = _roller.alene_om(roller)
    ut = aktorer.assign(
        slag=aktorer["sektor"].map(str.capitalize), antall=aktorer["aktor"].map(lambda a: len(alene.get(a, ()))),
        avtaler=aktorer["aktor"].map(parter.value_counts()).fillna(0).astype(int),
        oppgaver=aktorer["aktor"].map(lambda a: "; ".join(alene.get(a, ("ingen",)))),
    )  # fmt: skip
    ut = ut[(ut["antall"] > 0) | (ut["avtaler"] > 1)]
    orden = ut.sort_values(["antall", "avtaler", "navn"], ascending=[False, False, True])
    kolonner = ["aktor", "navn", "slag", "oppgaver", "antall", "avtaler"]
    return orden[kolonner].head(FLEST).reset_index(drop=True)


def _endringen(a, r, foer: Sequence[int], naa: int | None, navn: Mapping[str, str]) -> Klarert:
    if not foer:
        return _klar(pd.DataFrame(), UTEN_RELASJONER if naa is None else ET_AAR)
    alle = endring(a, r, foer[-1], naa)
    ord_ = {1.0: "av og til", 2.0: "jevnlig", 3.0: "fast"}
    vist = alle.assign(
        fra_navn=alle["fra"].map(navn), til_navn=alle["til"].map(navn), tilstand=alle["hva"].map(str.capitalize),
        foer_ord=alle["foer"].map(ord_).fillna("–"), naa_ord=alle["naa"].map(ord_).fillna("–"),
        sikkert=alle["sikker"].map({True: "ja", False: "nei, ingen av dem svarte"}),
    )  # fmt: skip
    orden = [_nett.BORTE, _nett.SVAKERE, _nett.NY, _nett.STERKERE, _nett.LIK]
    vist = vist.assign(rekke=vist["hva"].map(orden.index))
    vist = vist.sort_values(["rekke", "sikker", "fra_navn"], ascending=[True, False, True])
    felles = int((_nett.spurte(a, foer[-1]) & _nett.spurte(a, naa)).sum())
    return prikking.avled(_klar(vist.drop(columns="rekke").reset_index(drop=True), ET_AAR), lambda t: t, felles=felles)  # fmt: skip


def _hvem_gjor_hva(a, roller, avtaler, tiltak, navn) -> dict[str, Klarert]:
    pagaende = _roller.tiltak(tiltak, roller, avtaler, navn)
    return {
        "avtaler": _klar(avtaler, UTEN_AVTALER), "roller": _klar(matrise(roller, navn), UTEN_ROLLER),
        "hull": _klar(hull(roller, a), "Hver oppgave har én som beslutter og noen som gjør den." if len(roller) else UTEN_ROLLER),
        "utsatt": _klar(_utsatt(a, avtaler, roller), "Ingenting hviler på én alene."),
        "tiltak": _klar(pagaende if len(roller) or len(avtaler) else pd.DataFrame(), UTEN_TILTAK),
    }  # fmt: skip


def _klar(tabell: pd.DataFrame, mangler: str) -> Klarert:
    return prikking.klarer_uten_personer(tabell, ORGANISASJONER, mangler=mangler)
