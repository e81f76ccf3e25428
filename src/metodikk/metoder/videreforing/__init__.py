"""Videreføringen: hva som lever videre, hvem som eier og betaler, og hva som måles etterpå.

Beredskapen er en regel, ikke en poengsum: kravene står i `kataloger/videreforing.toml`, og grunnen
står i klartekst. Hva evalueringen fant, hentes fra evalueringen, ord for ord.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import HARDT, liste, tall
from metodikk.grunn.tall import dato as skriv_dato
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.videreforing import avslutning as slutten
from metodikk.metoder.videreforing.avslutning import (
    maaneder_foer,
    senest,
    siste_dag,
    stegene,
    uten_steg,
)
from metodikk.metoder.videreforing.beredskap import (
    IKKE_BESTEMT,
    ORDEN,
    avtalene,
    beredskap,
    kostnader,
    krav,
    lever_videre,
    oversikt,
)
from metodikk.metoder.videreforing.virkning import ord_for, per_tiltak, utfallene

__all__ = [
    "Videreforing", "avtalene", "beredskap", "i_programmet", "kostnader", "krav", "lag", "lever_videre", "maaneder_foer",
    "ord_for", "oversikt", "per_tiltak", "senest", "siste_dag", "stegene", "uten_steg", "utfallene",
]  # fmt: skip

PLANEN = "Tiltak, enheter, lag og steg i avslutningen. Ingen rad handler om en person."
UTEN_PLAN = (
    "Prosjektet har ingen tiltak med en beslutning. Fyll ut tabellen Videreføringsplan, "
    "med én rad for hvert tiltak."
)
UTEN_AVTALER = "Ingen av tiltakene har en avtale i tabellen Avtaler."
UTEN_MAALING = "Ingen av tiltakene har et år for neste måling. Fyll ut kolonnen neste_maaling i tabellen Videreføringsplan."
UTEN_STEG = "Prosjektet har ikke tabellen Avslutning. Før opp stegene med frist, så viser rapporten om de kom i tide."
UTEN_KOSTNAD = "Ingen tiltak skal leve videre, eller ingen har en kostnad."
IKKE_I_PLANEN = "Tiltaket står ikke i videreføringsplanen."


@dataclass(frozen=True, eq=False)
class Videreforing:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tabellen mangler.

    plan : én rad per tiltak med beslutning, eier, penger, `status` og grunnen til den (`hvorfor`).
    krav : hvor mange tiltak hvert krav er på plass for, og hvilke som mangler det.
    mangler : det som mangler, ett tiltak og ett krav i hver rad.
    kostnader : kostnaden i året for hver eier, og det som ikke har penger.
    avtaler : avtalene bak tiltakene, og om de gjelder.
    maalinger : når hvert tiltak måles igjen, av hvem, og med hva.
    evaluering : hva evalueringen sier om utfallene bak hvert tiltak.
    steg, tidslinje : stegene i avslutningen, mot fristen og mot rådet om måneder før slutt.
    sluttrapport : delene i sluttrapporten, hvor de hentes fra, og om prosjektet har dem.
    opplysninger : tall, datoer og navn setningene trenger.
    """

    plan: Klarert
    krav: Klarert
    mangler: Klarert
    kostnader: Klarert
    avtaler: Klarert
    maalinger: Klarert
    evaluering: Klarert
    steg: Klarert
    tidslinje: Klarert
    sluttrapport: Klarert
    opplysninger: Mapping[str, Any]

    def om(self, navn: str) -> tuple[Klarert, ...]:
        """Delen som ett ledd når den har rader, ellers ingen. Brukes der grunnen alt står et annet sted."""
        del_ = getattr(self, navn)
        return (del_,) if len(del_.tabell) else ()

    @property
    def hull(self) -> Klarert:
        """Bare kravene noen av tiltakene mangler."""
        return prikking.avled(
            self.krav,
            lambda t: t[t["mangler"] > 0].reset_index(drop=True),
            mangler="Ingenting mangler.",
        )

    @property
    def videre(self) -> Klarert:
        """Tiltakene som skal finnes etter programmet."""
        return prikking.avled(
            self.plan,
            lambda t: t[t["beslutning"].map(lever_videre).astype(bool)].reset_index(drop=True),
        )


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str] = (), program=None,
    naboer: Sequence[str] | None = None, indikatorer: Mapping[str, Mapping] | None = None,
    dato: str = "", fro: int = 1, grenser: prikking.Grenser | None = None,
) -> Videreforing:  # fmt: skip
    """Lag oversikten over hva som lever videre.

    Bruk denne senest atten måneder før programmet slutter, før saken om avslutning, og hvert år
    etterpå. Tabeller som mangler, gir tomme deler som sier hva som må til.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. `tiltak` og `videreforingsplan` må være med. Endres ikke.
    omraade : sequence of str
        Sonene i programmet, til evalueringen.
    program : objekt, valgfri
        Har `start`, `slutt`, `utvalgsaar`, `nullpunkt` og `oppfolging`. Uten det sier rapporten ikke
        hva evalueringen fant.
    naboer, indikatorer, fro
        Som i :func:`metodikk.metoder.evaluering.evaluer`.
    dato : str, valgfri
        Dagen det regnes fra (ÅÅÅÅ-MM-DD). Forvalgt er den siste dagen noe er bestemt eller gjort.
    grenser : Grenser, valgfri

    Returnerer
    ----------
    Videreforing

    Eksempel
    --------
    >>> tiltak = pd.DataFrame({"tiltak": ["T1", "T2"], "navn": ["Åpen hall", "Kor"], "status": "gjennomført"})
    >>> plan = pd.DataFrame({"tiltak": ["T1"], "beslutning": ["videreføres"], "eier": [None], "finansiert": ["ja"],
    ...     "kompetanse": ["ivaretatt"], "data_og_arkiv": ["ivaretatt"], "neste_maaling": [2027]})
    >>> lag({"tiltak": tiltak, "videreforingsplan": plan}).plan.tabell[["navn", "hvorfor"]].to_numpy().tolist()
    [['Åpen hall', 'Ikke klar: ingen eier.'], ['Kor', 'Tiltaket står ikke i videreføringsplanen.']]

    Les mer
    -------
    Håndboka: «Videreføring» og «Avslutning og overlevering».
    """
    skrevet, steg = fyll(tabeller, "videreforingsplan"), fyll(tabeller, "avslutning")
    alle = fyll(tabeller, "tiltak")
    tiltak = i_programmet(alle, skrevet, program)
    plan = _hele_planen(tiltak, skrevet)
    dag = pd.Timestamp(dato) if dato else _siste(skrevet["besluttet"], steg["ferdig"])
    slutt = siste_dag(steg, program)
    avtale = avtalene(plan, fyll(tabeller, "avtaler"), dag)
    svar = krav(plan, avtale)
    klart = beredskap(plan, svar, avtale)
    utfall = utfallene(tabeller, omraade=omraade, program=program, naboer=naboer, indikatorer=indikatorer, fro=fro, grenser=grenser)  # fmt: skip
    stegtabell = stegene(steg, slutt, dag)
    navn = dict(zip(tiltak["tiltak"], tiltak["navn"], strict=True))
    vist = _til_visning(plan, klart, set(skrevet["tiltak"]))
    return Videreforing(
        plan=_klar(vist, UTEN_PLAN), krav=_klar(oversikt(svar, navn), UTEN_PLAN),
        mangler=_klar(_mangler(svar, navn), "Ingenting mangler."), kostnader=_klar(kostnader(plan, svar), UTEN_KOSTNAD),
        avtaler=_klar(_avtaler(avtale, navn, plan), UTEN_AVTALER),
        maalinger=_klar(_maalinger(plan, tiltak, _utfallsnavn(tabeller)), UTEN_MAALING),
        evaluering=_evaluering(utfall, tiltak, vist, _utfallsnavn(tabeller)),
        steg=_klar(_steg(stegtabell), UTEN_STEG), tidslinje=_klar(_tidslinje(stegtabell), UTEN_STEG),
        sluttrapport=_klar(_sluttrapport(tabeller), ""),
        opplysninger=_opplysninger(vist, svar, plan, stegtabell, slutt, dag, len(alle) - len(tiltak), steg) | {"evaluert": len(utfall.tabell) > 0, "uten_evaluering": utfall.opplysninger.get("mangler", "")},
    )  # fmt: skip


def i_programmet(tiltak: pd.DataFrame, plan: pd.DataFrame, program) -> pd.DataFrame:
    """Tiltakene som trenger en beslutning: de som begynte mens programmet varte, og de i planen.

    Uten årene i programmet er det tiltakene som er over.

    Eksempel
    --------
    >>> from types import SimpleNamespace
    >>> t = pd.DataFrame({"tiltak": ["T1", "T2"], "start": pd.to_datetime(["2021-01-01", "2025-09-01"]), "status": "i gang"})
    >>> i_programmet(t, pd.DataFrame({"tiltak": []}), SimpleNamespace(slutt=2024))["tiltak"].tolist()
    ['T1']
    """
    if program is None:
        med = ~tiltak["status"].isin(["ikke startet", "i gang"])
    else:
        med = pd.to_datetime(tiltak["start"]).dt.year <= program.slutt
    return tiltak[med | tiltak["tiltak"].isin(plan["tiltak"])].reset_index(drop=True)


def _hele_planen(tiltak: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Planen med én rad for hvert tiltak. De som ikke står der, er ikke bestemt."""
    ut = tiltak[["tiltak", "navn"]].merge(plan, on="tiltak", how="left")
    return ut.assign(beslutning=ut["beslutning"].fillna(IKKE_BESTEMT))


def _siste(*datoer: pd.Series) -> pd.Timestamp | None:
    dager = pd.concat(datoer).dropna()
    return None if dager.empty else dager.max()


def _klar(tabell: pd.DataFrame, mangler: str) -> Klarert:
    return prikking.klarer_uten_personer(tabell, PLANEN, mangler=mangler)


def _til_visning(plan: pd.DataFrame, klart: pd.DataFrame, skrevet: set[str]) -> pd.DataFrame:
    """Planen med beredskapen. De som ikke er klare, står først."""
    ut = plan.merge(klart, on="tiltak")
    borte = ~ut["tiltak"].isin(skrevet)
    ut = ut.assign(
        hvorfor=ut["hvorfor"].mask(borte, IKKE_I_PLANEN), vedtak=ut["beslutning"].map(str.capitalize), tilstand=ut["status"].map(str.capitalize),
        eier=ut["eier"].fillna("Ingen").where(ut["beslutning"].map(lever_videre).astype(bool), "–"),
        grunn=ut["grunn"].fillna("Ikke skrevet ned"), finansiert=ut["finansiert"].fillna("nei").map(str.capitalize),
        budsjettpost=ut["budsjettpost"].fillna("Ingen"), bestemt=[_bestemt(r) for r in ut.itertuples()],
        _nr=ut["status"].map(ORDEN.index),
    )  # fmt: skip
    kolonner = ["tiltak", "navn", "beslutning", "vedtak", "eier", "status", "tilstand", "hvorfor", "paa_plass", "mangler",
                "aarlig_kostnad", "finansiert", "budsjettpost", "neste_maaling", "grunn", "bestemt"]  # fmt: skip
    return ut.sort_values(["_nr", "tiltak"])[kolonner].reset_index(drop=True)


def _bestemt(r) -> str:
    """«Formannskapet, 23.05.2024», eller det av dem som er skrevet ned."""
    deler = [r.bestemt_av] if isinstance(r.bestemt_av, str) else []
    deler += [f"{r.besluttet:%d.%m.%Y}"] if pd.notna(r.besluttet) else []
    return ", ".join(deler) or "Ikke vedtatt"


def _mangler(svar: pd.DataFrame, navn: Mapping[str, str]) -> pd.DataFrame:
    """Det som mangler, med det som må på plass, først."""
    om = katalog("videreforing")["krav"]
    borte = svar[svar["svar"] != "ja"]
    ut = pd.DataFrame({
        "tiltak": borte["tiltak"], "navn": borte["tiltak"].map(navn), "krav": borte["krav"],
        "hva": borte["mangler"].map(str.capitalize), "rett": borte["krav"].map(lambda k: om[k]["rett"]),
        "maa": borte["krav"].map(lambda k: om[k]["maa"]).astype(bool),
    })  # fmt: skip
    return ut.sort_values("maa", ascending=False, kind="stable").reset_index(drop=True)


def _avtaler(avtale: pd.DataFrame, navn: Mapping[str, str], plan: pd.DataFrame) -> pd.DataFrame:
    lever = set(plan.loc[plan["beslutning"].map(lever_videre).astype(bool), "tiltak"])
    d = avtale[avtale["tiltak"].isin(lever)]
    ut = pd.DataFrame({
        "avtale": d["navn"], "navn": d["tiltak"].map(navn), "gjelder_til": d["gjelder_til"],
        "til": [skriv_dato(x) if pd.notna(x) else "Ingen siste dag" for x in d["gjelder_til"]],
        "status": d["tilstand"], "tilstand": d["tilstand"].map(str.capitalize),
    })  # fmt: skip
    return ut.sort_values(["gjelder_til", "navn"]).reset_index(drop=True)


def _utfallsnavn(tabeller: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    u = fyll(tabeller, "utfall")
    return dict(zip(u["utfall"], u["navn"], strict=True))


def _maalinger(plan: pd.DataFrame, tiltak: pd.DataFrame, utfall: Mapping[str, str]) -> pd.DataFrame:
    """Målingene etter år. Tiltak uten år er ikke med."""
    maales = dict(zip(tiltak["tiltak"], tiltak["utfall"], strict=True))
    d = plan[plan["neste_maaling"].notna() & plan["beslutning"].map(lever_videre).astype(bool)]
    ut = pd.DataFrame({
        "aar": d["neste_maaling"].astype(float), "navn": d["navn"], "maales_av": d["maales_av"].fillna("Ingen er satt opp"),
        "maales_med": [liste([utfall[u] for u in maales[t] if u in utfall]) or "Ingenting" for t in d["tiltak"]],
    })  # fmt: skip
    return ut.sort_values(["aar", "navn"]).reset_index(drop=True)


def _evaluering(utfall: Klarert, tiltak, vist: pd.DataFrame, navn: Mapping[str, str]) -> Klarert:
    """Hva evalueringen sier, med det som ble levert. Tom når prosjektet ikke har utfall."""
    plass = {t: i for i, t in enumerate(vist["tiltak"])}

    def sett_sammen(u: pd.DataFrame) -> pd.DataFrame:
        ut = per_tiltak(tiltak, u, navn).merge(vist[["tiltak", "navn", "vedtak", "status"]], on="tiltak")  # fmt: skip
        omfang = {r.tiltak: _levert(r) for r in tiltak.itertuples()}
        ut = ut.assign(levert=ut["tiltak"].map(omfang), ord=ut["sier"].map(str.capitalize))
        ut = ut.assign(utfall=ut["utfall"].where(ut["utfall"] != "", "Ikke noe utfall"))
        return ut.sort_values("tiltak", key=lambda t: t.map(plass)).reset_index(drop=True)

    if not navn:
        return _klar(pd.DataFrame(), utfall.opplysninger.get("mangler") or "Prosjektet har ingen utfall.")  # fmt: skip
    return prikking.avled(utfall, sett_sammen)


def _levert(r) -> str:
    if pd.isna(r.planlagt) or pd.isna(r.levert):
        return "Ikke oppgitt"
    enhet = f" {r.enhet}" if isinstance(r.enhet, str) else ""
    return f"{tall(r.levert)}{HARDT}av{HARDT}{tall(r.planlagt)}{enhet}"


def _steg(s: pd.DataFrame) -> pd.DataFrame:
    venter = s["tilstand"].map(lambda t: "Kommer" if t == slutten.KOMMER else "Ikke gjort")
    ferdig = [f"{n:%d.%m.%Y}" if pd.notna(n) else v for n, v in zip(s["ferdig"], venter, strict=True)]  # fmt: skip
    return s.assign(
        frist_ord=[f"{n:%d.%m.%Y}" if pd.notna(n) else "" for n in s["frist"]], ferdig_ord=ferdig,
        vist=s["tilstand"].map(str.capitalize), ansvarlig=s["ansvarlig"].fillna("Ingen"),
        foer=[_foer_slutt(m) for m in s["maaneder"]], raad=[_foer_slutt(m) for m in s["bor"]],
    )  # fmt: skip


def _foer_slutt(maaneder: float) -> str:
    if pd.isna(maaneder):
        return "–"
    n = int(abs(maaneder))
    ord_ = "måned" if n == 1 else "måneder"
    return "Ved slutten" if n == 0 else f"{n}{HARDT}{ord_} {'før' if maaneder > 0 else 'etter'}"


def _tidslinje(s: pd.DataFrame) -> pd.DataFrame:
    """Stegene som ruter der de er gjort. Ble de gjort for sent, går stolpen fra fristen."""
    sent = s["tilstand"] == slutten.FOR_SENT
    ut = pd.DataFrame({
        "hva": s["steg"], "fra": s["frist"].where(sent | s["ferdig"].isna(), s["ferdig"]),
        "til": s["ferdig"].where(sent), "tilstand": s["tilstand"].map(str.capitalize),
    })  # fmt: skip
    return ut.sort_values(["fra", "hva"]).reset_index(drop=True)


def _sluttrapport(tabeller: Iterable[str]) -> pd.DataFrame:
    rader = [
        (d["del"], d["innhold"], d["fra"], _har(d["tabeller"], tabeller))
        for d in katalog("videreforing")["sluttrapport"].values()
    ]
    return pd.DataFrame(rader, columns=["del", "innhold", "fra", "har"])


def _har(trenger: Sequence[str], finnes: Iterable[str]) -> str:
    if not trenger:
        return "Må skrives"
    return "Ja" if all(t in finnes for t in trenger) else "Nei"


def _opplysninger(vist, svar, plan, steg, slutt, dag, nye: int, avslutning) -> dict[str, Any]:
    utredning = steg[steg["slag"] == slutten.UTREDNING]
    lever = vist["beslutning"].map(lever_videre).astype(bool)
    borte = svar[(svar["svar"] != "ja")]
    navn = dict(zip(plan["tiltak"], plan["navn"], strict=True))
    return {
        "dato": dag, "slutt": slutt, "tiltak": len(vist), "nye": nye, "videre": int(lever.sum()),
        "beslutninger": vist["beslutning"].value_counts().to_dict(), "status": vist["status"].value_counts().to_dict(),
        "uten": {k: [navn[t] for t in d["tiltak"]] for k, d in borte.groupby("krav", sort=False)},
        "utredning": None if utredning.empty else utredning.iloc[-1][["naar", "ferdig", "maaneder", "sent"]].to_dict(),
        "uten_steg": uten_steg(avslutning) if len(avslutning) else [],
    }  # fmt: skip
