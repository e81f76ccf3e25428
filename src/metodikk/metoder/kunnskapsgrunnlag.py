"""Kunnskapsgrunnlaget: hva som kjennetegner området, mot resten av kommunen og mot naboene.

Objektive tall og innbyggernes syn settes ved siden av hverandre, med usikkerhet, brudd og en
ærlig liste over det som mangler. Alle antall klareres i én jobb før noe regnes ut av dem.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.typer import Klarert
from metodikk.metoder import _kunnskap_sted as sted
from metodikk.metoder import _kunnskap_syn as syn
from metodikk.metoder import _kunnskap_tall as tall
from metodikk.metoder import indeks as indeksbygger
from metodikk.metoder import omraader, prikking, usikkerhet
from metodikk.metoder.omraader import NABOER, OMRAADE, RESTEN

FLEST_FIGURER = 6
FRO = 2016


@dataclass(frozen=True, eq=False)
class Kunnskapsgrunnlag:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tallene mangler.

    folketall, alder : bosatte i området og resten, år for år og etter alder.
    indikatorer, naboer : området mot resten og mot naboene, én rad per indikator.
    utvikling, endring : tidsseriene med segmenter, og endringen etter siste brudd.
    soner : sonetallene for samme periode, med traktgrenser.
    stedsfakta, ressurser : fakta om stedet og det som finnes der.
    syn, sporsmaal, hvem, synsendring : innbyggerundersøkelsen.
    sprik : temaer der tallene og innbyggerne er uenige, eller enige.
    indeks, komponenter, overlapp : levekårsindeksen, når prosjektet har satt den opp.
    dekning : alt et kunnskapsgrunnlag skal dekke, med hva som mangler og hvordan det skaffes.
    skjult : hver celle som er skjult, og hvorfor.
    opplysninger : perioder, kilder, brudd og annet setningene trenger.
    """

    folketall: Klarert
    alder: Klarert
    indikatorer: Klarert
    naboer: Klarert
    utvikling: Klarert
    endring: Klarert
    soner: Klarert
    stedsfakta: Klarert
    ressurser: Klarert
    syn: Klarert
    sporsmaal: Klarert
    hvem: Klarert
    synsendring: Klarert
    sprik: Klarert
    indeks: Klarert
    komponenter: Klarert
    overlapp: Klarert
    dekning: Klarert
    skjult: Klarert
    opplysninger: Mapping[str, Any]

    @property
    def utvalgte(self) -> Klarert:
        """Utviklingen for indikatorene som skiller seg ut, eller som har brudd. Høyst seks."""
        valgt = self.opplysninger["utvalgte"]
        t = self.utvikling.tabell
        return prikking.avled(self.utvikling, t[t["indikator"].isin(valgt)].reset_index(drop=True))

    def tema(self, *temaer: str) -> Klarert:
        """Stedsfakta for noen av temaene."""
        t = self.stedsfakta.tabell
        valgt = t[t["tema"].isin(temaer)] if len(t) else t
        return prikking.avled(self.stedsfakta, valgt.reset_index(drop=True))


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str],
    katalog: Mapping[str, Mapping], naboer: Sequence[str] = (),
    indeks: Mapping[str, float] | None = None, grenser=None, siste_aar: int = 0,
    geografi: bool = False, fro: int = FRO,
) -> Kunnskapsgrunnlag:  # fmt: skip
    """Lag kunnskapsgrunnlaget for et område.

    Bruk denne i begynnelsen av en områdesatsing, og hver gang tallene oppdateres. Tabeller som
    mangler, gir tomme deler og en rad i `dekning` som sier hvordan tallene skaffes.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `soner` og `befolkning` må være med. Endres ikke.
    omraade, naboer : sequence of str
        Sonene i området, og sonene som grenser til det.
    katalog : dict
        Indikatorkatalogen: navn, tema, maal, retning for hver indikator.
    indeks : dict, valgfri
        Indikatorene i en levekårsindeks med vekter. Uten denne lages ingen indeks.
    grenser : metodikk.metoder.prikking.Grenser, valgfri
        Personverngrensene.
    siste_aar : int, valgfri
        Se bort fra tall etter dette året. 0 betyr alle.
    geografi : bool, forvalgt False
        Om prosjektet har kart over sonene.
    fro : int
        Frøet for trekkene bak plasseringen i indeksen.

    Returnerer
    ----------
    Kunnskapsgrunnlag

    Eksempel
    --------
    >>> soner = pd.DataFrame({"sone": ["1", "2", "3"], "sonenavn": ["Vika", "Lia", "Neset"]})
    >>> folk = pd.DataFrame([(s, 2024, a, 400) for s in "123" for a in ("20–34 år", "35–49 år")],
    ...                     columns=["sone", "aar", "aldersgruppe", "antall"])
    >>> k = lag({"soner": soner, "befolkning": folk}, omraade=["1"], katalog={})
    >>> k.alder.tabell.loc[0, ["aldersgruppe", "gruppe", "verdi"]].tolist()
    ['20–34 år', 'omraade', 0.5]

    Les mer
    -------
    Veilederen «Tilrettelegge for godt sosialt miljø», fase 1. Håndboka: «Kunnskapsgrunnlag».
    """
    siste = siste_aar or 9999
    enheter = omraader.enheter(tabeller["soner"]["sone"].tolist(), omraade, naboer)
    folk = sted.folketall(tabeller["befolkning"], enheter, siste, grenser)
    ind = _indikatorer(tabeller, enheter, katalog, grenser, siste)
    sp = syn.lag(tabeller, enheter, siste)
    deler = {
        "folketall": prikking.avled(folk, sted.vekst(folk.tabell)),
        "alder": prikking.avled(folk, sted.alder(folk.tabell)),
        **{navn: ind[navn] for navn in ("indikatorer", "naboer", "utvikling", "endring", "soner")},
        **_sted(tabeller, omraade, geografi),
        **_syn(sp, grenser),
        **_indeks(ind, indeks or {}, katalog, fro),
    }
    deler["sprik"] = _sprik(deler)
    return Kunnskapsgrunnlag(
        **deler, skjult=_skjult([folk, ind["klarert"]]),
        opplysninger=_opplysninger(tabeller, enheter, ind, sp, deler),
    )  # fmt: skip


def _indikatorer(tabeller, enheter, katalog, grenser, siste) -> dict:
    data = tabeller.get("indikatorer")
    brudd = _brudd(tabeller)
    if data is None or not len(data):
        tom = _tom("Prosjektet har ingen indikatorer.")
        return dict.fromkeys(("klarert", "indikatorer", "naboer", "utvikling", "endring", "soner"), tom) | {
            "perioder": {}, "brudd": brudd}  # fmt: skip
    data = data[data["indikator"].isin(list(katalog))]
    perioder = tall.valgte_perioder(data, enheter, brudd, siste, katalog)
    klart = tall.klarer(*tall.celler(data, enheter, perioder, siste), grenser)
    kilder = _kilder(data)
    serie = tall.utvikling(klart.tabell, katalog, brudd, enheter)
    mot = {
        r: tall.mot_referanse(klart.tabell, perioder, katalog, r, kilder=kilder)
        for r in (RESTEN, NABOER)
        if r in enheter
    }
    ut = {
        "indikatorer": mot.get(RESTEN, pd.DataFrame()), "naboer": mot.get(NABOER, pd.DataFrame()),
        "utvikling": serie.rename(columns={"sone": "gruppe"}), "endring": tall.endringer(serie, katalog),
        "soner": tall.soner(klart.tabell, perioder, katalog, enheter[OMRAADE]),
    }  # fmt: skip
    return {n: prikking.avled(klart, t) for n, t in ut.items()} | {
        "klarert": klart, "perioder": perioder, "brudd": brudd,
    }  # fmt: skip


def _kilder(data: pd.DataFrame) -> dict[str, str]:
    if "kilde" not in data:
        return {}
    siste = data.dropna(subset=["kilde"]).sort_values("aar").groupby("indikator")["kilde"].last()
    return {str(k): str(v) for k, v in siste.items()}


def _brudd(tabeller) -> pd.DataFrame:
    """Bruddene kommunen har ført opp, og grenser som ifølge sonetabellen er nye."""
    kolonner = ["gjelder", "aar", "type", "beskrivelse"]
    brudd = tabeller.get("brudd")
    brudd = pd.DataFrame(columns=kolonner) if brudd is None else brudd[kolonner]
    soner = tabeller["soner"]
    if "gjelder_fra" not in soner:
        return brudd
    nye = soner.dropna(subset=["gjelder_fra"])
    ekstra = pd.DataFrame(
        {"gjelder": nye["sone"], "aar": nye["gjelder_fra"].astype(int), "type": "grense",
         "beskrivelse": "Sonen fikk nye grenser."}
    )  # fmt: skip
    samlet = pd.concat([brudd, ekstra], ignore_index=True) if len(brudd) else ekstra
    return samlet.drop_duplicates(["gjelder", "aar"], ignore_index=True)


def _sted(tabeller, omraade, geografi) -> dict[str, Klarert]:
    fakta = tabeller.get("stedsfakta")
    ressurser = tabeller.get("ressurser")
    har_fakta, har_ressurser = (t is not None and len(t) for t in (fakta, ressurser))
    grunn = "Fakta om steder og virksomheter, ikke om personer."
    klarer = prikking.klarer_uten_personer
    return {
        "stedsfakta": klarer(sted.stedsfakta(fakta, omraade), grunn) if har_fakta
        else _tom("Prosjektet har ingen stedsfakta."),
        "ressurser": klarer(sted.ressurstelling(ressurser, omraade), grunn) if har_ressurser
        else _tom("Prosjektet har ingen kartlagte ressurser."),
        "dekning": klarer(sted.dekning(tabeller, omraade, geografi), "Oversikt over hva prosjektet har tall for."),
    }  # fmt: skip


def _syn(sp: syn.Syn, grenser) -> dict[str, Klarert]:
    mangler = sp.opplysninger.get("mangler", "Det finnes bare én runde av undersøkelsen.")
    ut = {}
    for navn, data in (
        ("syn", sp.temaer),
        ("sporsmaal", sp.sporsmaal),
        ("synsendring", sp.endring),
    ):
        ut[navn] = (
            _tom(mangler) if data is None else prikking.klarer_svar(data, n="n", grenser=grenser)
        )
    hvem = sp.hvem
    ut["hvem"] = _tom(mangler) if hvem is None else prikking.klarer_svar(
        hvem.assign(merknad="").rename(columns={"andel_svar": "verdi"}), n="teller", grenser=grenser)  # fmt: skip
    return ut


def _sprik(deler: Mapping[str, Klarert]) -> Klarert:
    sporsmaal = deler["sporsmaal"].tabell
    d = syn.sprik(deler["indikatorer"].tabell, sporsmaal if len(sporsmaal) else None)
    if len(d):
        return prikking.avled(deler["indikatorer"], d)
    return _tom(
        "Ingen tema har sikre forskjeller både i tallene og i svarene, sammenliknet med resten av kommunen."
    )


def _indeks(ind, vekter, katalog, fro) -> dict[str, Klarert]:
    navn = ("indeks", "komponenter", "overlapp")
    if not vekter:
        return dict.fromkeys(
            navn,
            _tom(
                "Prosjektet har ikke satt opp en levekårsindeks. Indikatorene vises hver for seg."
            ),
        )
    soner = ind["soner"].tabell
    if not len(soner):
        return dict.fromkeys(navn, _tom("Indeksen trenger tall for hver sone."))
    retning = {k: katalog[k]["retning"] for k in vekter}
    try:
        i = indeksbygger.bygg(soner, retning, vekter=vekter, rng=np.random.default_rng(fro))
    except DataFeil as feil:
        return dict.fromkeys(navn, _tom(str(feil)))
    opplysninger = {"vekter": i.vekter.to_dict(), "advarsler": i.advarsler,
                    "forutsetninger": i.forutsetninger, "kan_ikke_si": i.kan_ikke_si}  # fmt: skip
    klart = prikking.avled(ind["soner"], i.tabell, **opplysninger)
    return {
        "indeks": klart,
        "komponenter": prikking.avled(klart, i.komponenter),
        "overlapp": prikking.avled(klart, i.overlapp),
    }


def _skjult(klarerte: Sequence[Klarert]) -> Klarert:
    deler = [k.skjult for k in klarerte if len(k.skjult)]
    if not deler:
        return _tom("Ingen tall måtte skjules av hensyn til personvernet.")
    return prikking.klarer_uten_personer(
        pd.concat(deler, ignore_index=True), "Hvilke celler som er skjult, og hvorfor."
    )


def _tom(mangler: str) -> Klarert:
    return prikking.klarer_uten_personer(pd.DataFrame(), "Ingen tall.", mangler=mangler)


def _opplysninger(tabeller, enheter, ind, sp, deler) -> dict[str, Any]:
    i, e = deler["indikatorer"].tabell, ind["utvikling"].tabell
    brudd = {k: omraader.brudd_for(ind["brudd"], k, enheter[OMRAADE]) for k in ind["perioder"]}
    return {
        "omraade": enheter[OMRAADE], "naboer": enheter.get(NABOER, ()), "perioder": ind["perioder"],
        "brudd": {k: dict(zip(b["aar"].astype(int), b["beskrivelse"], strict=True)) for k, b in brudd.items() if len(b)},
        "utvalgte": _utvalgte(i, brudd) if len(e) else [], "undersokelse": dict(sp.opplysninger),
        "sammenlikninger": len(i), "ventet_falske": usikkerhet.ventet_falske(len(i), tall.KONFIDENS),
        "sonenavn": dict(zip(tabeller["soner"]["sone"], tabeller["soner"]["sonenavn"], strict=True)),
    }  # fmt: skip


def _utvalgte(i: pd.DataFrame, brudd: Mapping[str, pd.DataFrame]) -> list[str]:
    if not len(i):
        return []
    med_brudd = [k for k in i["indikator"] if len(brudd.get(k, ()))]
    ulike = i[i["vurdering"] != ""]
    storst = ulike.assign(avstand=(np.log(ulike["verdi"] / ulike["verdi_mot"])).abs())
    storst = storst.sort_values("avstand", ascending=False)["indikator"].tolist()
    valgt = list(dict.fromkeys([*storst, *med_brudd]))[:FLEST_FIGURER]
    if med_brudd and not set(med_brudd) & set(valgt):
        valgt[-1] = med_brudd[0]
    return [k for k in i["indikator"] if k in valgt]
