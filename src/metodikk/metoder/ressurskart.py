"""Ressurskartet: hva som finnes, hvem som samarbeider, hva som mangler, og hva som kan kobles.

Ressurser er folk, lag, virksomheter, institusjoner, bygninger og uterom. Enkeltpersoner brukes i
arbeidet, men er aldri med i noe som vises: ikke navn, ikke sted, ikke omtale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from metodikk.grunn.typer import Klarert
from metodikk.metoder import _ressurs_behov as koble
from metodikk.metoder import nettverk, prikking, romlig
from metodikk.metoder._klarert import antall_personer
from metodikk.metoder._tabeller import fyll

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

ORGANISASJONER = "Organisasjoner, virksomheter, institusjoner og steder. Privatpersoner er tatt ut."
FLEST_BROER = 8
UTEN_KOBLINGER = "Prosjektet har ikke tabellen Koblinger. Spør ressursene hvem de samarbeider med."
UTEN_BEHOV = "Prosjektet har ikke tabellen Behov. Skriv ned hva området trenger, med de samme temaene som ressursene."
UTEN_KART = "Avstand krever en kartfil med sonene og koordinater for ressursene."
UTEN_FORSLAG = "Ingen av ressursene har ledig kapasitet og tema felles med et behov."


@dataclass(frozen=True, eq=False)
class Ressurskart:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tabellen mangler.

    ressurser : én rad per ressurs, med tilbud, planer, potensial, sted og når den ble bekreftet.
    typer, temaer : hvor mange det er av hvert slag, og ressurser mot behov for hvert tema.
    noder, koblinger : nettverket mellom ressursene.
    behov : hvem som dekker hvert behov i dag, og hvor mange som kan.
    forslag : foreslåtte koblinger med grunn og alternativer.
    tilgang : avstanden fra sonene i området til nærmeste ressurs for hvert tema.
    svakheter : rader uten kilde, uten dato, gamle rader og rader uten sted.
    opplysninger : tall og navn setningene trenger.
    """

    ressurser: Klarert
    typer: Klarert
    temaer: Klarert
    noder: Klarert
    koblinger: Klarert
    behov: Klarert
    forslag: Klarert
    tilgang: Klarert
    svakheter: Klarert
    opplysninger: Mapping[str, Any]

    def av_slag(self, slag: str) -> Klarert:
        """Ressursene av ett slag, for eksempel «Frivillig organisasjon»."""
        return prikking.avled(
            self.ressurser, lambda t: t[t["slag"] == slag].reset_index(drop=True) if len(t) else t
        )

    @property
    def slag(self) -> list[str]:
        """Slagene det finnes ressurser av, i fast rekkefølge."""
        t = self.typer.tabell
        return t.loc[t["antall"] > 0, "slag"].tolist() if len(t) else []

    @property
    def brobyggere(self) -> Klarert:
        """Ressursene som binder sammen andre: uten dem mister noen forbindelsen."""
        return prikking.avled(
            self.noder, lambda t: t[t["mister"] > 0].head(FLEST_BROER) if len(t) else t
        )

    @property
    def broer(self) -> tuple[Klarert, ...]:
        """Brobyggerne som én tabell, eller ingen når det ikke er noen."""
        return (self.brobyggere,) if len(self.brobyggere.tabell) else ()


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str],
    geografi: GeoDataFrame | None = None, dato: str = "", svarandel: float | None = None,
    indikatorer: Mapping[str, Mapping] | None = None, grenser: prikking.Grenser | None = None,
) -> Ressurskart:  # fmt: skip
    """Lag ressurskartet for et område.

    Bruk denne i begynnelsen av et arbeid, og hver gang ressursene er bekreftet på nytt. Tabeller
    som mangler, gir tomme deler som sier hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `soner` og `ressurser` må være med. Endres ikke.
    omraade : sequence of str
        Sonene i området.
    geografi : GeoDataFrame, valgfri
        Sonene i meter.
    dato : str, valgfri
        Dagen alderen på opplysningene regnes fra (ÅÅÅÅ-MM-DD). Forvalgt er siste bekreftelse.
    svarandel : float, valgfri
        Hvor stor del av ressursene som er spurt om hvem de samarbeider med.
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer, i tillegg til katalogen.
    grenser : metodikk.metoder.prikking.Grenser, valgfri

    Returnerer
    ----------
    Ressurskart

    Eksempel
    --------
    >>> r = pd.DataFrame({"ressurs": ["R1", "R2"], "navn": ["Velet", "Kari"], "type": "beboere",
    ...                   "privatperson": [False, True], "tema": [("møteplass",), ("arbeid",)]})
    >>> soner = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vika"]})
    >>> lag({"soner": soner, "ressurser": r}, omraade=["1"]).ressurser.tabell["navn"].tolist()
    ['Velet']

    Les mer
    -------
    Veilederen «Tilrettelegge for godt sosialt miljø», ressurskartlegging. Håndboka: «Ressurskart».
    """
    alle = fyll(tabeller, "ressurser")
    sonenavn = dict(zip(tabeller["soner"]["sone"], tabeller["soner"]["sonenavn"], strict=True))
    behov, alle_koblinger = (fyll(tabeller, t) for t in ("behov", "koblinger"))
    ressurser, personer = _uten_privatpersoner(alle)
    koblinger = alle_koblinger[alle_koblinger["fra"].isin(ressurser["ressurs"])]
    punkter = None if geografi is None else romlig.midtpunkter(geografi)
    ressurser, omregnet = _med_sted(ressurser, geografi, omraade)
    ressurser = _med_alder(koble.med_ledig(ressurser, koblinger), dato)
    status = koble.dekning(ressurser, behov, koblinger)
    status["kilde"] = _kildenavn(status, tabeller.get("kodebok"), indikatorer or {})
    mulige, flest = _forslag(ressurser, behov, koblinger, status, punkter, omraade)
    nett = _nettverk(ressurser, koblinger, svarandel)
    return Ressurskart(
        ressurser=_klar(_til_visning(ressurser, sonenavn), "Prosjektet har ingen ressurser som kan vises."),
        typer=_klar(_typer(ressurser), "Prosjektet har ingen ressurser som kan vises."),
        temaer=_klar(_temaer(ressurser, behov), UTEN_BEHOV), **nett,
        behov=_klar(status, UTEN_BEHOV), forslag=_klar(mulige, UTEN_FORSLAG if len(behov) else UTEN_BEHOV),
        tilgang=_klar(_tilgang(ressurser, behov, punkter, omraade, tabeller.get("befolkning"), sonenavn), UTEN_KART),
        svakheter=_klar(_svakheter(ressurser), "Alle radene har kilde, ny nok dato og sted."),
        opplysninger={
            "sonenavn": sonenavn, "omraade": tuple(omraade), "flest_mulige": flest, "omregnet": omregnet,
            "privatpersoner": antall_personer(personer, grenser), "siste": _siste(ressurser, dato),
            "helhet": nett["noder"].opplysninger.get("helhet", {}),
            "avstand": romlig.LUFTLINJE,
            "bro": _bro(nett["noder"].tabell, nett["koblinger"].tabell, ressurser),
        },
    )  # fmt: skip


def _uten_privatpersoner(ressurser: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Ta ut privatpersonene. En rad der det ikke er svart, regnes som en person."""
    person = ressurser["privatperson"].fillna(True).astype(bool)
    return ressurser[~person].reset_index(drop=True), int(person.sum())


def _med_sted(ressurser, geografi, omraade) -> tuple[pd.DataFrame, int]:
    ut = ressurser.assign(i_omraadet=ressurser["sone"].isin(list(omraade)))
    if geografi is None or not len(ut):
        return ut, 0
    ut = romlig.paa_kartet(ut, geografi)
    return ut, int(ut["omregnet"].sum())


def _med_alder(ressurser: pd.DataFrame, dato: str) -> pd.DataFrame:
    """Legg til `maaneder` siden ressursen ble bekreftet, og `merknad` om det som mangler."""
    bekreftet = pd.to_datetime(ressurser["bekreftet"])
    siste = pd.Timestamp(dato) if dato else bekreftet.max()
    maaneder = ((siste - bekreftet).dt.days / 30.44).round()
    gammel = maaneder > katalog("ressurskart")["alder"]["gammel_maaneder"]
    uten_sted = ressurser["ost"].isna() & ressurser["sone"].isna()
    feil = {
        "uten kilde": ressurser["kilde"].fillna("").str.strip() == "", "uten dato": bekreftet.isna(),
        "bør bekreftes på nytt": gammel, "uten sted": uten_sted,
        "koordinatene ligger utenfor kartet": ressurser.get("utenfor", pd.Series(False, ressurser.index)),
    }  # fmt: skip
    merknad = ["; ".join(k for k, f in feil.items() if f.iloc[i]) for i in range(len(ressurser))]
    return ressurser.assign(bekreftet=bekreftet, maaneder=maaneder, merknad=merknad)


def _siste(ressurser: pd.DataFrame, dato: str) -> str:
    siste = pd.Timestamp(dato) if dato else ressurser["bekreftet"].max()
    return "" if pd.isna(siste) else f"{siste:%Y-%m-%d}"


def _til_visning(ressurser: pd.DataFrame, sonenavn: Mapping[str, str]) -> pd.DataFrame:
    if not len(ressurser):
        return pd.DataFrame()
    tekst = ["tilbud", "planer", "potensial", "kilde"]
    ut = ressurser.assign(
        sone=ressurser["sone"].map(lambda s: sonenavn.get(s, s) if isinstance(s, str) else ""),
        tema=ressurser["tema"].map(", ".join),
        slag=ressurser["type"].str.capitalize(),
        bekreftet=ressurser["bekreftet"].dt.strftime("%Y-%m-%d").fillna(""),
        sist=[_sist(*r) for r in zip(ressurser["bekreftet"], ressurser["kilde"], ressurser["merknad"], strict=True)],
        **{k: ressurser[k].fillna("") for k in tekst},
    )  # fmt: skip
    kolonner = ["ressurs", "navn", "type", "tema", "sone", "i_omraadet", *tekst, "kapasitet", "ledig", "slag", "sist", "bekreftet",
                "maaneder", "merknad", "ost", "nord", "privatperson"]  # fmt: skip
    orden = [*skjema("ressurser").felt["type"].valg]
    return ut[kolonner].sort_values(
        ["type", "navn"], key=lambda k: k.map(orden.index) if k.name == "type" else k.str.lower()
    ).reset_index(drop=True)  # fmt: skip


def _sist(dag, kilde, merknad: str) -> str:
    """Når og av hvem opplysningene sist ble bekreftet, og hva som mangler."""
    deler = [f"{dag:%d.%m.%Y}" if pd.notna(dag) else "", kilde if isinstance(kilde, str) else ""]
    sagt = ", ".join(d for d in deler if d)
    return ". ".join(d for d in (sagt, f"Må sjekkes: {merknad}" if merknad else "") if d)


def _typer(ressurser: pd.DataFrame) -> pd.DataFrame:
    """Tell ressursene av hvert slag, også slagene det ikke er noen av."""
    if not len(ressurser):
        return pd.DataFrame()
    har = {k: ressurser[k].fillna("").str.strip() != "" for k in ("tilbud", "planer", "potensial")}
    del_ = ressurser.assign(**har, antall=1, ledig_n=ressurser["ledig"] > 0)
    kolonner = ["antall", "i_omraadet", "tilbud", "planer", "potensial", "ledig_n"]
    telt = del_.groupby("type")[kolonner].sum().astype(int)
    alle = list(skjema("ressurser").felt["type"].valg)
    ut = telt.reindex(alle, fill_value=0).rename_axis("type").reset_index()
    return ut.assign(slag=ut["type"].str.capitalize())


def _temaer(ressurser: pd.DataFrame, behov: pd.DataFrame) -> pd.DataFrame:
    """Ressurser og behov for hvert tema. Temaer med behov og få ressurser står først."""
    if not len(behov):
        return pd.DataFrame()
    r, b = (d["tema"].explode().value_counts() for d in (ressurser, behov))
    inne = ressurser.loc[ressurser["i_omraadet"], "tema"].explode().value_counts()
    temaer = sorted({*r.index, *b.index})
    ut = pd.DataFrame({"tema": temaer, "behov": b.reindex(temaer).fillna(0).astype(int).to_numpy(),
                       "ressurser": r.reindex(temaer).fillna(0).astype(int).to_numpy(),
                       "i_omraadet": inne.reindex(temaer).fillna(0).astype(int).to_numpy()})  # fmt: skip
    return ut.sort_values(
        ["ressurser", "behov", "tema"], ascending=[True, False, True], ignore_index=True
    )


def _nettverk(ressurser, koblinger, svarandel) -> dict[str, Klarert]:
    mellom = koblinger[koblinger["til"].isin(ressurser["ressurs"])].reset_index(drop=True)
    if not len(mellom):
        tom = _klar(pd.DataFrame(), UTEN_KOBLINGER)
        return {"noder": tom, "koblinger": tom}
    n = nettverk.beskriv(
        ressurser[["ressurs", "navn", "type", "privatperson"]], mellom, svarandel=svarandel
    )
    noder = n.noder.sort_values(
        ["mister", "grad", "navn"], ascending=[False, False, True], ignore_index=True
    )
    om = {"helhet": n.helhet, "forutsetninger": n.forutsetninger, "kan_ikke_si": n.kan_ikke_si}
    klar = _klar(noder, "")
    return {
        "noder": prikking.avled(klar, lambda t: t, **om),
        "koblinger": _klar(mellom[["fra", "til", "type", "styrke", "kilde"]].assign(
            kilde=mellom["kilde"].fillna("")), UTEN_KOBLINGER),
    }  # fmt: skip


def _kildenavn(status: pd.DataFrame, kodebok: pd.DataFrame | None, egne: Mapping) -> list[str]:
    """Hva behovet er målt med, med navn og ordlyd i stedet for koder, ellers hvor det kommer fra."""
    navn = {k: f"Indikatoren «{v['navn']}»" for k, v in {**katalog("indikatorer"), **egne}.items()}
    if kodebok is not None:
        ordlyd = zip(kodebok["sporsmal"], kodebok["tekst"], strict=True)
        navn |= {k: f"Spørsmålet «{t}»" for k, t in ordlyd}
    maalt = [", ".join(navn.get(k, k) for k in koder) for koder in status["maalt_med"]]
    skrevet = [k[:1].upper() + k[1:] if isinstance(k, str) else "" for k in status["kilde"]]
    return [m or k for m, k in zip(maalt, skrevet, strict=True)]


def _bro(noder: pd.DataFrame, koblinger: pd.DataFrame, ressurser: pd.DataFrame) -> dict:
    """Ressursen flest mister forbindelsen uten, og hva som kjennetegner delene nettverket da faller i."""
    if len(noder) < nettverk.MINST_NODER or not (noder["mister"] > 0).any():
        return {}
    g = nettverk.graf(noder["ressurs"], koblinger)
    temaer = dict(zip(ressurser["ressurs"], ressurser["tema"], strict=True))
    deler = [
        {"antall": len(b), "temaer": _vanligste([temaer[n] for n in sorted(b)])}
        for b in nettverk.biter(g, noder["ressurs"].iloc[0])
    ]
    return {"navn": noder["navn"].iloc[0], "mister": int(noder["mister"].iloc[0]), "deler": deler}


def _vanligste(temaer: Sequence[Sequence[str]], antall: int = 2) -> list[str]:
    return pd.Series([t for ts in temaer for t in ts]).value_counts().index[:antall].tolist()


def _forslag(ressurser, behov, koblinger, status, punkter, omraade) -> tuple[pd.DataFrame, int]:
    if not len(behov) or not len(ressurser):
        return pd.DataFrame(), 0
    avstand = koble.meter(ressurser, behov, punkter, omraade)
    return koble.forslag(ressurser, behov, koblinger, status, avstand, omraade)


def _tilgang(ressurser, behov, punkter, omraade, befolkning, sonenavn) -> pd.DataFrame:
    """Avstanden til nærmeste ressurs for hvert tema: i snitt for innbyggerne, og der det er lengst."""
    steder = ressurser.dropna(subset=["ost", "nord"])
    fra = pd.DataFrame() if punkter is None else punkter[punkter["sone"].isin(list(omraade))]
    if not len(fra) or not len(steder):
        return pd.DataFrame()
    vekt = fra["sone"].map(_folk(befolkning)).fillna(0).to_numpy(float)
    rader = []
    for tema in dict.fromkeys(t for ts in (*behov["tema"], *steder["tema"]) for t in ts):
        med = steder[[tema in t for t in steder["tema"]]]
        if not len(med):
            continue
        alle = romlig.avstander(fra, med)
        langt = alle.min(axis=1)
        snitt = np.average(langt, weights=vekt) if vekt.sum() else langt.mean()
        lengst = int(langt.argmax())
        rader.append((tema, _avrund(snitt), sonenavn.get(fra["sone"].iloc[lengst], ""), _avrund(langt[lengst]),
                      med["navn"].iloc[alle[lengst].argmin()]))  # fmt: skip
    ut = pd.DataFrame(rader, columns=["tema", "snitt", "lengst_fra", "lengst", "navn"])
    return ut.sort_values(["snitt", "tema"], ascending=[False, True], ignore_index=True)


def _avrund(meter: float) -> float:
    """Avstand fra midten av en sone er ikke mer nøyaktig enn dette."""
    return max(round(meter / 50) * 50.0, 50.0)


def _folk(befolkning: pd.DataFrame | None) -> dict[str, float]:
    if befolkning is None or not len(befolkning):
        return {}
    siste = befolkning[befolkning["aar"] == befolkning["aar"].max()]
    return siste.groupby("sone")["antall"].sum().to_dict()


def _svakheter(ressurser: pd.DataFrame) -> pd.DataFrame:
    svake = ressurser.loc[
        ressurser["merknad"] != "", ["navn", "type", "kilde", "bekreftet", "merknad"]
    ]
    return svake.assign(
        kilde=svake["kilde"].fillna(""), bekreftet=svake["bekreftet"].dt.strftime("%Y-%m-%d").fillna("")
    ).reset_index(drop=True)  # fmt: skip


def _klar(tabell: pd.DataFrame, mangler: str) -> Klarert:
    klart = prikking.klarer_uten_personer(tabell, ORGANISASJONER, mangler=mangler)
    return prikking.avled(klart, lambda t: t.drop(columns="privatperson", errors="ignore"))
