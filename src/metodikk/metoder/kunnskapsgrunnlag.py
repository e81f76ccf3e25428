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
from metodikk.grunn.kataloger import katalog as katalogen
from metodikk.grunn.typer import Klarert
from metodikk.metoder import _kunnskap_aar as samling
from metodikk.metoder import _kunnskap_sted as sted
from metodikk.metoder import _kunnskap_syn as uenighet
from metodikk.metoder import _kunnskap_tall as tall
from metodikk.metoder import indeks as indeksbygger
from metodikk.metoder import omraader, prikking, usikkerhet
from metodikk.metoder._klarert import uten_tall
from metodikk.metoder.omraader import NABOER, OMRAADE, RESTEN
from metodikk.metoder.undersokelse import _syn as syn

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
    opplysninger: Mapping[str, Any]

    @property
    def utvalgte(self) -> list[str]:
        """Indikatorene som skiller seg mest ut, og dem med brudd. Høyst seks, størst først."""
        return list(self.opplysninger["utvalgte"])

    @property
    def fremst(self) -> list[str]:
        """De utvalgte indikatorene, med dem der flest soner i området kan vises, først."""
        t = self.soner.tabell
        if not len(t):
            return []
        borte = t[t["i_omraadet"]].groupby("indikator")["verdi"].apply(lambda v: v.isna().mean())
        return sorted((i for i in self.utvalgte if borte.get(i, 1.0) < 1), key=lambda i: borte[i])

    def sonetittel(self, indikator: str) -> str:
        """Navnet på indikatoren med perioden sonene vises for, til kart og trakt."""
        i = self.indikatorer.tabell.set_index("indikator").loc[indikator]
        return f"{i['navn']}, {self.sonetall(indikator).tabell['tid'].iloc[0]}"

    @property
    def stedskilder(self) -> str:
        """Kildene bak stedsfakta, i én linje."""
        t = self.stedsfakta.tabell
        return "; ".join(dict.fromkeys(t["kilde"])) if len(t) else ""

    def serie(self, indikator: str) -> Klarert:
        """Tidsserien for én indikator, i området og resten. Er årene samlet, er `aar` perioden."""
        serien = _rader(self.utvikling, "indikator", [indikator])
        if not len(serien.tabell) or serien.tabell["tid"].str.fullmatch(r"\d{4}").all():
            return serien
        return prikking.avled(serien, lambda t: t.assign(aar=t["tid"]))

    def sonetall(self, indikator: str) -> Klarert:
        """Sonetallene for én indikator."""
        return _rader(self.soner, "indikator", [indikator])

    def trakt(self, indikator: str) -> dict:
        """Traktgrensene og snittet for én indikator, klare for figuren."""
        i = self.indikatorer.tabell.set_index("indikator").loc[indikator]
        return tall.traktgrenser(self.sonetall(indikator).tabell, i["maal"], i["per"])

    def enhet(self, indikator: str) -> str:
        """Det indikatoren måles i: «prosent» eller «per 1 000»."""
        return self.indikatorer.tabell.set_index("indikator").loc[indikator, "maales_i"]

    def brudd(self, indikator: str) -> dict[int, str]:
        """Bruddene i indikatorens tidsserie: første år etter endringen, og hva som ble endret."""
        return dict(self.opplysninger["brudd"].get(indikator, {}))

    def finnes(self, del_: str) -> tuple[Klarert, ...]:
        """Delen når den har tall, ellers ingenting."""
        klart = getattr(self, del_)
        return (klart,) if len(klart.tabell) else ()

    def tema(self, *temaer: str) -> Klarert:
        """Stedsfakta for noen av temaene."""
        return _rader(self.stedsfakta, "tema", temaer)


def _rader(klart: Klarert, kolonne: str, verdier: Sequence[str]) -> Klarert:
    def velg(t: pd.DataFrame) -> pd.DataFrame:
        return t[t[kolonne].isin(list(verdier))].reset_index(drop=True) if len(t) else t

    return prikking.avled(klart, velg, gjelder={kolonne: list(verdier)})


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], naboer: Sequence[str] = (),
    indikatorer: Mapping[str, Mapping] | None = None, indeks: Mapping[str, float] | None = None, grenser=None, siste_aar: int = 0,
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
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer, i tillegg til katalogen. Har en av dem `aar_sammen`, vises
        utviklingen i perioder på minst så mange år i stedet for år for år.
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
    >>> k = lag({"soner": soner, "befolkning": folk}, omraade=["1"])
    >>> k.alder.tabell.loc[[0], ["aldersgruppe", "gruppe", "verdi"]].values.tolist()
    [['20–34 år', 'omraade', 0.5]]

    Les mer
    -------
    Veilederen «Tilrettelegge for godt sosialt miljø», fase 1. Håndboka: «Kunnskapsgrunnlag».
    """
    siste, katalog = siste_aar or 9999, {**katalogen("indikatorer"), **(indikatorer or {})}
    enheter = omraader.enheter(tabeller["soner"]["sone"].tolist(), omraade, naboer)
    folk = sted.folketall(tabeller["befolkning"], enheter, siste).klarer(grenser)
    ind = _indikatorer(tabeller, enheter, katalog, grenser, siste)
    sp = syn.lag(tabeller, enheter, siste)
    deler = {
        "folketall": prikking.avled(folk, sted.vekst, gjelder={"aldersgruppe": [sted.ALLE]}),
        "alder": prikking.avled(folk, sted.alder, gjelder={"sone": [OMRAADE, RESTEN]}),
        **{navn: ind[navn] for navn in ("indikatorer", "naboer", "utvikling", "endring", "soner")},
        **_sted(tabeller, omraade, geografi),
        **syn.klarer(sp, grenser),
        **_indeks(ind["soner"], indeks or {}, katalog, fro, omraade),
    }
    deler["sprik"] = prikking.avled([deler["indikatorer"], deler["sporsmaal"]], uenighet.sprik, gjelder={"sone": []},
                                    mangler=uenighet.INGEN_SPRIK)  # fmt: skip
    skjult = len(folk.skjult) + len(ind["klarert"].skjult)
    return Kunnskapsgrunnlag(
        **deler,
        opplysninger=_opplysninger(tabeller, enheter, ind, sp, deler, skjult)
        | {"uten_folketall": sted.uten_folketall(tabeller["befolkning"], omraade, siste)},
    )


def porter(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], naboer: Sequence[str] = (),
    indikatorer: Mapping[str, Mapping] | None = None, siste_aar: int = 0,
) -> list[prikking.Port]:  # fmt: skip
    """Gi antallene kunnskapsgrunnlaget sender gjennom porten. Ta dem som i :func:`lag`."""
    siste, katalog = siste_aar or 9999, {**katalogen("indikatorer"), **(indikatorer or {})}
    enheter = omraader.enheter(tabeller["soner"]["sone"].tolist(), omraade, naboer)
    folk = sted.folketall(tabeller["befolkning"], enheter, siste)
    valg = _valg(tabeller, enheter, katalog, siste)
    return [folk, tall.port(*valg["celler"])] if valg else [folk]


def _valg(tabeller, enheter, katalog, siste) -> dict:
    """Indikatorene som brukes, og årene de vises for. Tomt når prosjektet ikke har noen."""
    data = tabeller.get("indikatorer")
    if data is None or not data["indikator"].isin(list(katalog)).any():
        return {}
    data, brudd = data[data["indikator"].isin(list(katalog))], tall.alle_brudd(tabeller)
    samlet = samling.samlede_aar(data, enheter, brudd, siste, katalog)
    perioder = tall.valgte_perioder(data, enheter, brudd, siste, katalog, samlet)
    for_sonene = tall.soneperioder(data, perioder, brudd, siste, samlet)
    celler = tall.celler(data, enheter, perioder, for_sonene, siste, samlet)
    return {
        "data": data,
        "perioder": perioder,
        "for_sonene": for_sonene,
        "celler": celler,
        "samlet": samlet,
    }


def _indikatorer(tabeller, enheter, katalog, grenser, siste) -> dict:
    brudd, valg = tall.alle_brudd(tabeller), _valg(tabeller, enheter, katalog, siste)
    if not valg:
        tom = uten_tall("Prosjektet har ingen indikatorer.")
        navn = ("klarert", "indikatorer", "naboer", "utvikling", "endring", "soner")
        return dict.fromkeys(navn, tom) | {"perioder": {}, "brudd": brudd}
    data, perioder, for_sonene, celler, samlet = valg.values()
    klart = tall.port(*celler).klarer(grenser)
    serie = prikking.avled(
        klart,
        lambda t: tall.utvikling(t, katalog, brudd, enheter, samlet),
        gjelder={"sone": [OMRAADE, RESTEN]},
    )
    ut = {
        navn: _mot(klart, perioder, katalog, referanse, enheter, _kilder(data))
        for navn, referanse in (("indikatorer", RESTEN), ("naboer", NABOER))
    }
    return ut | {
        "klarert": klart, "perioder": perioder, "brudd": brudd, "utvikling": serie,
        "endring": prikking.avled(serie, lambda t: tall.endringer(t, katalog), gjelder={"sone": []}),
        "soner": prikking.avled(
            klart, lambda t: tall.soner(t, for_sonene, katalog, enheter[OMRAADE]),
            gjelder={"sone": [*enheter[OMRAADE], *enheter.get(RESTEN, ())]},
        ),
    }  # fmt: skip


def _mot(klart, perioder, katalog, referanse, enheter, kilder) -> Klarert:
    if referanse not in enheter:
        return uten_tall("Prosjektet har ikke oppgitt nabosoner.")
    return prikking.avled(
        klart, lambda t: tall.mot_referanse(t, perioder, katalog, referanse, kilder=kilder),
        gjelder={"sone": [OMRAADE, referanse], "tid": tall.tider(perioder)},
    )  # fmt: skip


def _kilder(data: pd.DataFrame) -> dict[str, str]:
    if "kilde" not in data:
        return {}
    siste = data.dropna(subset=["kilde"]).sort_values("aar").groupby("indikator")["kilde"].last()
    return {str(k): str(v) for k, v in siste.items()}


def _sted(tabeller, omraade, geografi) -> dict[str, Klarert]:
    fakta = tabeller.get("stedsfakta")
    ressurser = tabeller.get("ressurser")
    har_fakta, har_ressurser = (t is not None and len(t) for t in (fakta, ressurser))
    grunn = "Fakta om steder og virksomheter, ikke om personer."
    klarer = prikking.klarer_uten_personer
    return {
        "stedsfakta": klarer(sted.stedsfakta(fakta, omraade), grunn) if har_fakta
        else uten_tall("Prosjektet har ingen stedsfakta."),
        "ressurser": klarer(sted.ressurstelling(ressurser, omraade), grunn) if har_ressurser
        else uten_tall("Prosjektet har ingen kartlagte ressurser."),
        "dekning": klarer(sted.dekning(tabeller, omraade, geografi), "Oversikt over hva prosjektet har tall for."),
    }  # fmt: skip


def _indeks(soner: Klarert, vekter, katalog, fro, omraade) -> dict[str, Klarert]:
    navn = ("indeks", "komponenter", "overlapp")
    if not vekter:
        return dict.fromkeys(
            navn,
            uten_tall(
                "Prosjektet har ikke satt opp en levekårsindeks. Indikatorene vises hver for seg."
            ),
        )
    if not len(soner.tabell):
        return dict.fromkeys(navn, uten_tall("Indeksen trenger tall for hver sone."))
    retning = {k: katalog[k]["retning"] for k in vekter}
    try:
        i = indeksbygger.bygg(soner.tabell, retning, vekter=vekter, rng=np.random.default_rng(fro))
    except DataFeil as feil:
        return dict.fromkeys(navn, uten_tall(str(feil)))
    om = {"vekter": i.vekter.to_dict(), "advarsler": i.advarsler,
          "forutsetninger": i.forutsetninger, "kan_ikke_si": i.kan_ikke_si}  # fmt: skip
    rekke = i.tabell.assign(i_omraadet=i.tabell["sone"].isin(list(omraade)))
    rekke = rekke.sort_values(["i_omraadet", "sone"], ascending=[False, True], ignore_index=True)
    tabeller = (rekke, _komponenter(i.komponenter, soner.tabell, rekke["sone"]), i.overlapp)
    return {
        n: prikking.avled(soner, lambda _, t=t: t, gjelder={"sone": []}, **om)
        for n, t in zip(navn, tabeller, strict=True)
    }


def _komponenter(lang: pd.DataFrame, soner: pd.DataFrame, rekke: pd.Series) -> pd.DataFrame:
    """Én rad per sone og én kolonne per indikator, med grunnen der et tall mangler."""
    bred = lang.pivot(index="sone", columns="indikator", values="verdi")
    grunn = soner.pivot(index="sone", columns="indikator", values="merknad").reindex(
        columns=bred.columns
    )
    bred = bred.join(grunn.add_prefix("merknad_"))
    return bred.reindex([s for s in rekke if s in bred.index]).reset_index()


def _opplysninger(tabeller, enheter, ind, sp, deler, skjult) -> dict[str, Any]:
    i, soner = deler["indikatorer"].tabell, tabeller["soner"]
    brudd = {k: omraader.brudd_for(ind["brudd"], k, enheter[OMRAADE]) for k in ind["perioder"]}
    return {
        "omraade": enheter[OMRAADE], "naboer": enheter.get(NABOER, ()), "perioder": ind["perioder"],
        "brudd": {k: samling.bruddtyper(b) for k, b in brudd.items() if len(b)},
        "nye_definisjoner": {k: samling.bruddtekster(b[b["type"] != "grense"]) for k, b in brudd.items() if len(b)},
        "nye_grenser": samling.nye_grenser(ind["brudd"]), "utvalgte": _utvalgte(i, brudd),
        "undersokelse": dict(sp.opplysninger), "skjult": skjult, "sammenlikninger": len(i),
        "ventet_falske": usikkerhet.ventet_falske(len(i), tall.KONFIDENS),
        "sonenavn": dict(zip(soner["sone"], soner["sonenavn"], strict=True)),
    }  # fmt: skip


def _utvalgte(i: pd.DataFrame, brudd: Mapping[str, pd.DataFrame]) -> list[str]:
    if not len(i):
        return []
    med_brudd = [k for k in i["indikator"] if len(brudd.get(k, ()))]
    avstand = (i["verdi"] / i["verdi_mot"] - 1).abs()
    # Indikatorer uten en god og en dårlig side kommer sist, men har også kart og tidsserie.
    ulike = i.assign(uten_side=i["vurdering"] == "", avstand=-avstand)
    ulike = ulike[~ulike["uten_side"] | ulike["ord"].isin(["høyere", "lavere"])]
    storst = ulike.sort_values(["uten_side", "avstand"], kind="stable")["indikator"].tolist()
    plass = FLEST_FIGURER - len(med_brudd[:1])
    return list(dict.fromkeys([*storst[:plass], *med_brudd, *storst[plass:]]))[:FLEST_FIGURER]
