"""Handlingsplanen: henger den sammen, hvor langt er den kommet, hva koster den, og hva er endret?

Mål, strategier og tiltak leses som en graf, fra behovene planen springer ut av, til tallene som skal
vise om den hjalp. Planen handler om kommunens arbeid. Bare målingen bygger på tall om personer, og de
går gjennom porten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.kjede import FRAM, TILBAKE, Kjede, Ledd, bygg_kjede, kjedetabeller
from metodikk.grunn.tall import dato as skriv_dato
from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.evaluering.teori import programteori
from metodikk.metoder.handlingsplan import framdrift as fram
from metodikk.metoder.handlingsplan import maaling, versjoner
from metodikk.metoder.handlingsplan.framdrift import framdrift, milepaelene, siste_dato
from metodikk.metoder.handlingsplan.graf import antall_tiltak, graf, kjeder, ringer
from metodikk.metoder.handlingsplan.hull import kontroller, maal_av, samlet
from metodikk.metoder.handlingsplan.maaling import minste_endring, nullpunkt, sjanse
from metodikk.metoder.handlingsplan.penger import finansiering, per_aar_og_kilde, per_maal
from metodikk.metoder.handlingsplan.versjoner import sammenlikn

__all__ = [
    "Handlingsplan", "finansiering", "framdrift", "graf", "kjeder", "kontroller", "lag", "milepaelene",
    "minste_endring", "nullpunkt", "per_aar_og_kilde", "per_maal", "ringer", "sammenlikn", "siste_dato",
    "sjanse",
]  # fmt: skip

PLANEN = "Mål, tiltak, milepæler og penger i kommunens egen plan. Ingen rad handler om en person."
UTEN_TILTAK = "Prosjektet har ingen tiltak."
UTEN_MAAL = "Prosjektet har ikke tabellen Mål. Skriv målene som tilstander folk kan merke."
UTEN_STRATEGIER = (
    "Prosjektet har ikke tabellen Strategier. Uten den vet ingen hvilket grep tiltaket hører til."
)
UTEN_MILEPAELER = (
    "Prosjektet har ikke tabellen Milepæler. Gi hvert tiltak to til fire datoer da noe er ferdig."
)
UTEN_BUDSJETT = (
    "Prosjektet har ikke tabellen Budsjett. Fordel pengene på tiltak, år og finansieringskilde."
)
UTEN_FORRIGE = "Prosjektet har ikke tabellen Forrige plan. Ta vare på planen slik den er nå, så kan neste versjon sammenliknes med den."
UTEN_TEORI = "Prosjektet har ikke tabellen Programteori. Skriv hva som skal føre til hva, og hva som da må stemme."
INGEN_HULL = "Kontrollen fant ingen hull i planen."
INGEN_ENDRINGER = "Ingenting er endret siden forrige versjon."


@dataclass(frozen=True, eq=False)
class Handlingsplan:
    """Planen slik den kan vises. Tomme deler har grunnen i `opplysninger["mangler"]`.

    hull, kontroll : det som mangler, ett per rad, og samlet for hver kontroll.
    maal, strategier, tiltak : planen, med framdriften i tiltakene.
    veier : leddene fra hvert mål til det som måles, til figuren av det.
    maaling : om hvert utfall kan vise endringen planen håper på, og om det har et nullpunkt.
    milepaeler, tidslinje : datoene, og det som tegnes.
    aar, finansiering, penger : budsjettet per år og kilde, per tiltak og per mål.
    endringer : det som er nytt, endret og tatt ut siden forrige versjon.
    teori : programteorien.
    opplysninger : tall og navn setningene trenger.
    """

    hull: Klarert
    kontroll: Klarert
    maal: Klarert
    strategier: Klarert
    tiltak: Klarert
    veier: Klarert
    maaling: Klarert
    milepaeler: Klarert
    tidslinje: Klarert
    aar: Klarert
    finansiering: Klarert
    penger: Klarert
    endringer: Klarert
    teori: Klarert
    opplysninger: Mapping[str, Any]

    def vei(self, maal: str) -> Klarert:
        """Veien fra ett mål, for eksempel «M2»."""
        return prikking.avled(self.veier, lambda t: t[t["maal"] == maal].reset_index(drop=True) if len(t) else t)  # fmt: skip

    @property
    def milepaeler_vist(self) -> Klarert:
        """Milepælene med datoene skrevet ut."""
        return prikking.avled(self.milepaeler, _milepaeler_vist)

    @property
    def maalene(self) -> list[tuple[str, str]]:
        """Koden og teksten til målene det går en vei fra."""
        t = self.veier.tabell
        med = set(t["maal"]) if len(t) else set()
        return [(m.maal, m.navn) for m in self.maal.tabell.itertuples() if m.maal in med]

    def slag_endring(self, hva: str) -> Klarert:
        """Endringene av ett slag: «nytt», «endret», «ny status» eller «tatt ut»."""
        return prikking.avled(self.endringer, lambda t: t[t["hva"] == hva].reset_index(drop=True) if len(t) else t)  # fmt: skip


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str] = (), dato: str = "",
    ventet: float = 0.1, program=None, indikatorer: Mapping[str, Mapping] | None = None,
    grenser: prikking.Grenser | None = None,
) -> Handlingsplan:  # fmt: skip
    """Sett opp handlingsplanen, kontroller den, og si hvor langt den er kommet.

    Bruk denne før planen vedtas, i kvartalet, og ved hver revisjon. Tabeller som mangler, gir tomme deler
    som sier hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `tiltak` må være med. Endres ikke.
    omraade : sequence of str
        Sonene i området, for å regne ut hva målene kan vise.
    dato : str, valgfri
        Dagen det regnes fra (ÅÅÅÅ-MM-DD). Forvalgt er den siste dagen noe er meldt startet eller nådd.
    ventet : float, forvalgt 0.1
        Endringen planen håper på i hvert utfall (0,1 = 10 prosentpoeng).
    program : objekt, valgfri
        Har `start` (første år) og `nullpunkt` (årene som er valgt som nullpunkt). Uten det er starten året det
        første tiltaket starter, og alle år før det er nullpunkt.
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer, i tillegg til katalogen.
    grenser : metodikk.metoder.prikking.Grenser, valgfri

    Returnerer
    ----------
    Handlingsplan

    Eksempel
    --------
    >>> t = pd.DataFrame({"tiltak": ["T1"], "navn": ["Åpen hall"], "status": ["i gang"], "strategi": [()]})
    >>> k = lag({"tiltak": t, "strategier": pd.DataFrame({"strategi": ["S1"], "tekst": ["Åpne"], "maal": [()]})})
    >>> k.kontroll.tabell[["tittel", "hvilke"]].head(2).values.tolist()
    [['Strategier uten tiltak', '«Åpne»'], ['Tiltak uten strategi', '«Åpen hall»']]

    Les mer
    -------
    Veilederen «Tilrettelegge for godt sosialt miljø», handlingsplan. Håndboka: «Handlingsplan».
    """
    t = {n: fyll(tabeller, n) for n in ("tiltak", "maal", "strategier", "utfall", "milepaeler", "budsjett", "forrige_plan", "programteori")}  # fmt: skip
    kjede = bygg_kjede(_hele(tabeller) | {n: d for n, d in t.items() if n in tabeller})
    start = _forste_aar(t["tiltak"]) if program is None else program.start
    nullpunktaar = () if program is None else program.nullpunkt
    dag = pd.Timestamp(dato) if dato else siste_dato(t["tiltak"], t["milepaeler"])
    milepaeler = milepaelene(t["milepaeler"], t["tiltak"], dag)
    tiltak = framdrift(t["tiltak"], milepaeler, dag)
    navn = _navn(t, tabeller, tiltak, indikatorer or {})
    om = {**katalog("indikatorer"), **(indikatorer or {})}
    maalt = _maaling(t["utfall"], tabeller, omraade, om, navn, start, nullpunktaar, ventet, grenser)
    finansiert = finansiering(tiltak, t["budsjett"])
    hull = kontroller(
        kjede, tiltak, t["maal"], t["strategier"], maalt.tabell, navn=navn, start=start,
        finansiert=finansiert if len(t["budsjett"]) else finansiert[:0],
        har_milepaeler=bool(len(milepaeler)), med_milepael=set(milepaeler["tiltak"]),
    )  # fmt: skip
    endringer = sammenlikn(t["forrige_plan"], versjoner.naavaerende(t)) if len(t["forrige_plan"]) else pd.DataFrame()  # fmt: skip
    teori = programteori(t["programteori"], t["utfall"]) if len(t["programteori"]) else None
    return Handlingsplan(
        hull=_klar(hull, INGEN_HULL), kontroll=_klar(samlet(hull), INGEN_HULL),
        maal=_klar(_maalene(kjede, t["maal"], tiltak, navn), UTEN_MAAL),
        strategier=_klar(_strategiene(kjede, t["strategier"], navn), UTEN_STRATEGIER),
        tiltak=_klar(_til_visning(tiltak), UTEN_TILTAK),
        veier=_klar(kjeder(graf({n: d for n, d in t.items() if n in tabeller}), navn), UTEN_STRATEGIER),
        maaling=maalt, milepaeler=_klar(milepaeler, UTEN_MILEPAELER),
        tidslinje=_klar(fram.tidslinje(tiltak, milepaeler), "Ingen av tiltakene har en start."),
        aar=_klar(per_aar_og_kilde(t["budsjett"]), UTEN_BUDSJETT),
        finansiering=_klar(_igjen(finansiert) if len(t["budsjett"]) else finansiert[:0], UTEN_BUDSJETT),
        penger=_klar(per_maal(t["tiltak"], maal_av(kjede), {k: n for (s, k), n in navn.items() if s == "maal"}), "Ingen av tiltakene har et budsjett."),
        endringer=_klar(endringer, UTEN_FORRIGE), teori=_klar(pd.DataFrame() if teori is None else teori.tabell, UTEN_TEORI),
        opplysninger={
            "dato": "" if dag is None else f"{dag:%Y-%m-%d}", "ventet": ventet, "start": start,
            "teorihull": () if teori is None else tuple(f.fant for f in teori.funn),
            "framdrift": tiltak["framdrift"].value_counts().to_dict(), "antall": {n: len(d) for n, d in t.items()},
        },
    )  # fmt: skip


def _hele(tabeller: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tabellene sporet går gjennom. De som har feil, er ikke med: planen kan leses uten dem."""
    ut = {}
    for navn in kjedetabeller():
        with suppress(KeyError, DataFeil):
            ut[navn] = tabeller[navn]
    return ut


def _klar(tabell: pd.DataFrame, mangler: str) -> Klarert:
    return prikking.klarer_uten_personer(tabell, PLANEN, mangler=mangler)


def _forste_aar(tiltak: pd.DataFrame) -> int | None:
    forste = tiltak["start"].min()
    return None if pd.isna(forste) else int(forste.year)


def _maaling(utfall, tabeller, omraade, om, navn, start, aar, ventet, grenser) -> Klarert:
    if utfall.empty:
        return _klar(pd.DataFrame(columns=["utfall", "navn", "nullpunkt", "kan", "valgt"]), maaling.UTEN_UTFALL)  # fmt: skip
    maalt = [
        maaling.indikatorene(tabeller, omraade, om, grenser),
        maaling.sporsmaalene(tabeller, omraade, grenser),
    ]
    fra = nullpunkt(tabeller, omraade, aar=aar, start=start)
    maalnavn = {k: n for (s, k), n in navn.items() if s == "maaling"}
    return maaling.kan_vises(utfall, maalt, maalnavn, fra, om, ventet)


def _navn(t, tabeller, tiltak: pd.DataFrame, egne: Mapping[str, Mapping]) -> dict[Ledd, str]:
    """Hva hvert ledd i planen heter. Leveransen er omfanget, og målingen er indikatorens navn eller spørsmålet."""
    behov, kodebok = fyll(tabeller, "behov"), fyll(tabeller, "kodebok")
    ut: dict[Ledd, str] = {}
    for slag, tabell, kode, tekst in (
        ("behov", behov, "behov", "tekst"), ("maal", t["maal"], "maal", "tekst"), ("strategi", t["strategier"], "strategi", "tekst"),
        ("tiltak", tiltak, "tiltak", "navn"), ("utfall", t["utfall"], "utfall", "navn"),
        ("maaling", kodebok, "sporsmal", "tekst"), ("leveranse", tiltak, "tiltak", "omfang"),
    ):  # fmt: skip
        ut |= {(slag, k): str(n) for k, n in zip(tabell[kode], tabell[tekst], strict=True)}
    ut |= {("leveranse", k): "Ikke oppgitt" for k in tiltak.loc[tiltak["omfang"] == "", "tiltak"]}
    return ut | {("maaling", k): v["navn"] for k, v in {**katalog("indikatorer"), **egne}.items()}


def _maalene(kjede: Kjede, maal: pd.DataFrame, tiltak: pd.DataFrame, navn) -> pd.DataFrame:
    """Ett mål per rad: hva det bygger på, strategiene, tiltakene, og hva det måles med."""
    over = set(tiltak.loc[tiltak["framdrift"].isin(fram.OVER), "tiltak"])
    rader = []
    for m in maal.itertuples():
        n = ("maal", m.maal)
        alle, naar = antall_tiltak(kjede, n), kjede.naas(n, FRAM)
        rader.append((
            m.maal, m.tekst, _liste(navn, kjede.naboer(n, TILBAKE), "behov") or "Ikke noe behov",
            _liste(navn, kjede.naboer(n, FRAM), "strategi") or "Ingen strategi", len(alle), len(alle - over),
            _liste(navn, [x for u in naar if u[0] == "utfall" and u in kjede.naboer(n, FRAM) for x in kjede.naboer(u, FRAM)], "maaling") or "Ingenting",
            "" if pd.isna(m.vedtatt) else skriv_dato(m.vedtatt),
        ))  # fmt: skip
    return pd.DataFrame(rader, columns=["maal", "navn", "behov", "strategi", "tiltak", "igjen", "maales", "vedtatt"])  # fmt: skip


def _strategiene(kjede: Kjede, strategier: pd.DataFrame, navn) -> pd.DataFrame:
    rader = []
    for s in strategier.itertuples():
        n = ("strategi", s.strategi)
        bort = s.valgt_bort if isinstance(s.valgt_bort, str) else "Ikke skrevet ned"
        rader.append((s.strategi, s.tekst, _liste(navn, kjede.naboer(n, TILBAKE), "maal"), bort, len(antall_tiltak(kjede, n))))  # fmt: skip
    return pd.DataFrame(rader, columns=["strategi", "navn", "maal", "valgt_bort", "tiltak"])


def _liste(navn, ledd, slag: str) -> str:
    return liste([f"«{navn[n]}»" for n in dict.fromkeys(ledd) if n[0] == slag and n in navn])


def _til_visning(tiltak: pd.DataFrame) -> pd.DataFrame:
    """Tiltakene som ikke er over, først. Datoene er skrevet ut."""
    orden = {s: i for i, s in enumerate((fram.FORSINKET, fram.IKKE_VIST, fram.PAA_PLAN, fram.IKKE_STARTET, fram.FERDIG, fram.STANSET))}  # fmt: skip
    ut = tiltak.assign(
        ansvarlig=tiltak["ansvarlig"].fillna("Ingen"), _nr=tiltak["framdrift"].map(orden),
        tid=[_tid(r.start, r.slutt) for r in tiltak.itertuples()],
        hvor=tiltak["framdrift"].str.capitalize(), endring=tiltak["endring"].fillna(""),
    )  # fmt: skip
    kolonner = ["tiltak", "navn", "ansvarlig", "tid", "framdrift", "hvor", "vist_ved", "omfang", "budsjett", "brukt", "endring"]  # fmt: skip
    return ut.sort_values(["_nr", "tiltak"])[kolonner].reset_index(drop=True)


def _milepaeler_vist(m: pd.DataFrame) -> pd.DataFrame:
    if not len(m):
        return m
    tilstand = [
        f"{t.capitalize()} ({n:%d.%m.%Y})" if pd.notna(n) else t.capitalize()
        for t, n in zip(m["tilstand"], m["naadd"], strict=True)
    ]
    return m.assign(
        frist=m["frist"].dt.strftime("%d.%m.%Y"), ferdig_naar=m["ferdig_naar"].fillna("Ikke skrevet ned"), tilstand=tilstand,
    )  # fmt: skip


def _tid(start, slutt) -> str:
    fra, til = (f"{d:%m.%Y}" if pd.notna(d) else "?" for d in (start, slutt))
    return "Ikke satt" if fra == til == "?" else f"{fra}–{til}"


def _igjen(finansiert: pd.DataFrame) -> pd.DataFrame:
    """Bare tiltakene som ikke er over. Det som er gjort, er betalt."""
    kolonner = ["tiltak", "navn", "budsjett", "finansiert", "mangler", "kilder"]
    igjen = finansiert[~finansiert["framdrift"].isin(fram.OVER)]
    return igjen.sort_values(["mangler", "budsjett"], ascending=False)[kolonner].reset_index(drop=True)  # fmt: skip
