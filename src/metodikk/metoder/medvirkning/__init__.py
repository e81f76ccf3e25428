"""Medvirkningen: hvem som ble nådd, hvor mye de fikk bestemme, hva de sa, og hva det ble til.

Deltakerne telles som personer, uten navn, og vises bare i grupper som er store nok. Innspill vises
bare når et menneske har godkjent teksten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metodikk.grunn.skjema import skjema
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder._klarert import uten_tall
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.medvirkning import raad, rom, svar
from metodikk.metoder.medvirkning.oppmote import grupper, oppmoter, penger
from metodikk.metoder.medvirkning.rom import (
    Likhet,
    etter_alder,
    likhet,
    personer,
    rommet,
    skjevhet,
)
from metodikk.metoder.medvirkning.svar import besvart, dager_til_svar, enighet

__all__ = [
    "Likhet", "Medvirkning", "besvart", "dager_til_svar", "enighet", "etter_alder", "grupper", "lag", "likhet",
    "oppmoter", "penger", "personer", "rommet", "skjevhet",
]  # fmt: skip
PLAN = "Planlagte aktiviteter og løfter. Ingen rader handler om enkeltpersoner."
SAGT = "Innspill uten navn, skrevet om. Teksten er med bare når et menneske har godkjent den."
UTEN_DELTAKERE = (
    "Prosjektet har ikke tabellen Deltakere. Legg tellekort ved døra på neste møte, og før dem der."
)
UTEN_BEFOLKNING = "Prosjektet har ikke tabellen Befolkning, så deltakerne kan ikke sammenliknes med dem som bor der."
UTEN_INNSPILL = "Prosjektet har ikke tabellen Innspill. Skriv ned det folk sier, uten navn, med tema, status og svar."
UTEN_LOFTER = "Ingen aktiviteter i medvirkningsplanen har et løfte. Skriv løftet i kolonnen lovet."
EGEN_TABELL = 3
FOR_FAA = "For få deltakere er talt til at noen gruppe kan vises mot innbyggerne."
INGEN_MANGLER = "Ingen grupper er så mye færre enn ventet at det ikke kan være tilfeldig."
NIVAAER = skjema("medvirkningsplan").felt["nivaa"].valg
BETYR = dict(zip(NIVAAER, (
    "Kommunen forteller og svarer.", "Kommunen spør før den lager forslag.",
    "Kommunen og beboerne lager forslaget sammen.", "Beboerne bestemmer innenfor en ramme.",
), strict=True))  # fmt: skip


@dataclass(frozen=True, eq=False)
class Medvirkning:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tabellen mangler.

    plan : aktivitetene med målgruppe, nivå, dato, kostnad og tilrettelegging.
    stige : trinnene, og aktivitetene på hvert av dem.
    oppmote : oppmøter i hver aktivitet, og hvor mange av dem som var unge.
    rommet : deltakerne mot innbyggerne, én rad per gruppe.
    grupper : andre kjennetegn dere ville nå.
    innspill, temaer, statuser : det folk sa, sortert og besvart.
    lofter : løftene, og om de ble holdt.
    stille : aktiviteter som lover dialog, men der ingen har fått svar.
    hendelser, valg, saker : beboerrådet.
    likhet : målene på hvor likt rommet er befolkningen, eller None.
    opplysninger : tall og navn setningene trenger.
    """

    plan: Klarert
    stige: Klarert
    oppmote: Klarert
    rommet: Klarert
    grupper: Klarert
    innspill: Klarert
    temaer: Klarert
    statuser: Klarert
    lofter: Klarert
    stille: Klarert
    hendelser: Klarert
    valg: Klarert
    saker: Klarert
    likhet: Likhet | None
    opplysninger: Mapping[str, Any]

    def del_av(self, *deler: str) -> Klarert:
        """Radene i `rommet` som gjelder en del, for eksempel «Alder», med «ukjent» som egen rad."""
        return prikking.avled(self.rommet, lambda t: _en_del(t, deler))

    @property
    def per_aktivitet(self) -> Klarert:
        """Oppmøtene i hver aktivitet, uten summen."""
        return prikking.avled(
            self.oppmote, lambda t: t[t["aktivitet"] != rom.ALLE] if len(t) else t
        )

    @property
    def sammenliknet(self) -> Klarert:
        """Gruppene som kan sammenliknes med innbyggerne: alder, kjønn og sone, hver for seg."""
        return prikking.avled(
            self.rommet, lambda t: _kan_sammenliknes(t, rom.BEGGE) if len(t) else t
        )

    @property
    def mangler(self) -> Klarert:
        """Gruppene som er klart færre enn de skulle vært, de som mangler mest, først."""
        return prikking.avled(self.rommet, _mangler, mangler=INGEN_MANGLER)

    @property
    def figur(self) -> Klarert:
        """Kjønn og alder, deltakerne mot innbyggerne, klar til å tegnes."""
        mangler = self.rommet.opplysninger.get("mangler") or FOR_FAA
        return prikking.avled(self.rommet, _til_figur, mangler=mangler)

    def av_tema(self, tema: str) -> Klarert:
        """Innspillene om ett tema."""
        return prikking.avled(self.innspill, lambda t: _om_tema(t, tema))

    @property
    def temanavn(self) -> list[str]:
        """Temaene med mange nok innspill til å ha en egen tabell, det med flest først."""
        t = self.temaer.tabell
        return t.loc[t["antall"] >= EGEN_TABELL, "tema"].tolist() if len(t) else []

    @property
    def andre_temaer(self) -> tuple[Klarert, ...]:
        """Innspillene om de andre temaene i én tabell, eller ingen når det ikke er noen."""
        med = set(self.temanavn)
        klart = prikking.avled(self.innspill, lambda t: _utenom(t, med))
        return (klart,) if len(klart.tabell) else ()


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], dato: str = "",
    grenser: prikking.Grenser | None = None,
) -> Medvirkning:  # fmt: skip
    """Lag oversikten over medvirkningen i et område.

    Bruk denne når planen er laget, og hver gang noe er holdt eller besvart. Tabeller som mangler,
    gir tomme deler som sier hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `soner` og `medvirkningsplan` må være med. Endres ikke.
    omraade : sequence of str
        Sonene i området.
    dato : str, valgfri
        Dagen fristene regnes fra (ÅÅÅÅ-MM-DD). Forvalgt er den siste datoen i tabellene.
    grenser : metodikk.metoder.prikking.Grenser, valgfri

    Returnerer
    ----------
    Medvirkning

    Eksempel
    --------
    >>> soner = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vika"]})
    >>> plan = pd.DataFrame({"aktivitet": ["A1"], "navn": ["Dugnad"], "metode": "idédugnad", "maalgruppe": "Alle",
    ...                      "nivaa": "innhenting", "lovet": "Svar i juni", "loftet_holdt": "ja"})
    >>> lag({"soner": soner, "medvirkningsplan": plan}, omraade=["1"]).lofter.tabell["svar_til"].tolist()
    ['Ja']

    Les mer
    -------
    Håndboka: «Medvirkning: plan, rekkevidde og svar».
    """
    plan, deltakere, innspill, raadet = (
        fyll(tabeller, t) for t in ("medvirkningsplan", "deltakere", "innspill", "beboerraad")
    )
    sonenavn = dict(zip(tabeller["soner"]["sone"], tabeller["soner"]["sonenavn"], strict=True))
    siste = _siste(dato, plan, innspill, raadet)
    sagt = svar.du_sa(innspill, plan)
    hvem = _rommet(tabeller, deltakere, omraade, sonenavn, plan, grenser)
    moter = oppmoter(deltakere, plan, grenser) if len(deltakere) else uten_tall(UTEN_DELTAKERE)
    return Medvirkning(
        plan=_fakta(_plan(plan), "Medvirkningsplanen er tom."),
        stige=_fakta(svar.stige(plan, NIVAAER, BETYR), "Medvirkningsplanen er tom."),
        oppmote=moter, rommet=hvem, grupper=grupper(deltakere, omraade, grenser),
        innspill=_innspill(sagt), temaer=_innspill(svar.temaer(sagt)),
        statuser=_innspill(svar.statuser(sagt)),
        lofter=_fakta(svar.lofter(plan, siste), UTEN_LOFTER),
        stille=_fakta(svar.uten_dialog(plan, sagt), "Alle som er lovet dialog, har fått svar."),
        hendelser=raad.hendelser(raadet, grenser), valg=raad.valgene(raadet, grenser),
        saker=_fakta(raad.saker(raadet), raad.UTEN_RAAD),
        likhet=rom.samlet_likhet(hvem.tabell),
        opplysninger={
            "sonenavn": sonenavn, "omraade": tuple(omraade), "siste": f"{siste:%Y-%m-%d}" if pd.notna(siste) else "",
            "enighet": svar.enighet(innspill), "penger": penger(plan), "har_befolkning": "befolkning" in tabeller,
            "har_deltakere": bool(len(deltakere)), "har_innspill": bool(len(innspill)), "har_raad": bool(len(raadet)),
            "barn": _barn(deltakere, grenser), "uten_telling": _uten_telling(plan, deltakere),
            "ukoblet": int((sagt["behov"].eq("") & sagt["tiltak"].eq("")).sum()) if len(sagt) else 0,
        },
    )  # fmt: skip


def _siste(dato: str, *tabeller: pd.DataFrame) -> pd.Timestamp:
    """Dagen fristene regnes fra: den som er gitt, ellers den siste datoen noe skjedde."""
    if dato:
        return pd.Timestamp(dato)
    felt = [pd.to_datetime(t[k]).max() for t in tabeller for k in ("dato", "besvart") if k in t]
    return max((d for d in felt if pd.notna(d)), default=pd.NaT)


def _rommet(tabeller, deltakere, omraade, sonenavn, plan, grenser) -> Klarert:
    if not len(deltakere):
        return uten_tall(UTEN_DELTAKERE)
    aarene = pd.to_datetime(
        plan.loc[plan["aktivitet"].isin(deltakere["aktivitet"]), "dato"]
    ).dt.year
    aar = int(aarene.max()) if aarene.notna().any() else 9999
    return rommet(deltakere, tabeller.get("befolkning"), omraade, sonenavn, aar, grenser)


def _barn(deltakere: pd.DataFrame, grenser) -> float:
    """Antallet barn under 16 år, gjennom porten. NaN når det ikke kan vises, 0 når ingen er ført."""
    antall = int(personer(deltakere)["aldersgruppe"].isin(rom.BARN).sum()) if len(deltakere) else 0
    if not antall:
        return 0.0
    d = pd.DataFrame({"gruppe": ["barn"], "teller": [antall]})
    return float(prikking.prikk(d, celle=["gruppe"], grenser=grenser).tabell["teller"].iloc[0])


def _uten_telling(plan: pd.DataFrame, deltakere: pd.DataFrame) -> tuple[str, ...]:
    ikke = ~plan["aktivitet"].isin(deltakere["aktivitet"]) & plan["dato"].notna()
    return tuple(plan.loc[ikke, "navn"]) if len(deltakere) else ()


def _plan(plan: pd.DataFrame) -> pd.DataFrame:
    if not len(plan):
        return pd.DataFrame()
    d = plan.sort_values(["dato", "aktivitet"], na_position="last", ignore_index=True)
    return d.assign(
        naar=pd.to_datetime(d["dato"]).dt.strftime("%d.%m.%Y").fillna(""), nivaa=d["nivaa"].str.capitalize(),
        tilrettelagt=d["tilrettelegging"].map(lambda v: ", ".join(v).capitalize()),
        **{k: d[k].fillna("") for k in ("lovet", "ansvarlig", "metode", "maalgruppe")},
    ).drop(columns=["tilrettelegging", "forklaring"])  # fmt: skip


def _kan_sammenliknes(t: pd.DataFrame, *uten: str) -> pd.DataFrame:
    med = ~t["slag"].isin([rom.I_ALT, *uten]) & t["av_innbyggerne"].notna()
    return t[med].reset_index(drop=True)


def _mangler(t: pd.DataFrame) -> pd.DataFrame:
    if not len(t):
        return t
    d = t[t["ord"] == rom.FAERRE].assign(mangler=lambda d: (d["ventet"] - d["teller"]).round())
    d = d[d["gruppe"] != rom.KJENT]
    return d.sort_values(["forhold", "gruppe"], ignore_index=True)


def _til_figur(t: pd.DataFrame) -> pd.DataFrame:
    if not len(t):
        return t
    d = _kan_sammenliknes(t, rom.KJONN, rom.ALDERSGRUPPE)
    d = d[d["gruppe"] != rom.KJENT].assign(hvem="Deltakerne", gruppe=lambda d: d["vist"])
    if d["verdi"].isna().all():
        return d.iloc[:0]
    alle = d["av_innbyggerne"]  # innbyggerne er talt, ikke trukket, så grensene er tallet selv
    bor = d[["gruppe"]].assign(verdi=alle, nedre=alle, ovre=alle, hvem="Innbyggerne", merknad="")
    return pd.concat(
        [d[["gruppe", "hvem", "verdi", "nedre", "ovre", "merknad"]], bor], ignore_index=True
    )


def _en_del(t: pd.DataFrame, deler: Sequence[str]) -> pd.DataFrame:
    if not len(t):
        return t
    kjent = (t["kjonn"] == rom.KJENT) | (t["alder"] == rom.KJENT)
    return t[t["slag"].isin(deler) & ~kjent].reset_index(drop=True)


def _utenom(t: pd.DataFrame, med: set[str]) -> pd.DataFrame:
    """Én rad per innspill, med temaene som ikke har egen tabell."""
    if not len(t):
        return t
    andre = [[x for x in (ts or (svar.UTEN_TEMA,)) if x not in med] for ts in t["tema"]]
    ut = t.assign(andre=[", ".join(a).capitalize() for a in andre])
    return ut[ut["andre"] != ""].sort_values(["andre", "innspill"], ignore_index=True)


def _om_tema(t: pd.DataFrame, tema: str) -> pd.DataFrame:
    if not len(t):
        return t
    med = [tema in (ts or (svar.UTEN_TEMA,)) for ts in t["tema"]]
    return t[med].sort_values(["har_svar", "innspill"], ignore_index=True)


def _fakta(tabell: pd.DataFrame, mangler: str) -> Klarert:
    return prikking.klarer_uten_personer(tabell, PLAN, mangler=mangler)


def _innspill(tabell: pd.DataFrame) -> Klarert:
    return prikking.klarer_uten_personer(tabell, SAGT, mangler=UTEN_INNSPILL)
