"""Hva medvirkningen viser: rommet, temaene, hva vi kan si, og hva som bør gjøres nå."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from metodikk.grunn.tall import HARDT, dato, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, sitat, stor
from metodikk.ut.setninger_medvirkning.form import (
    ALDER,
    SONE,
    andel,
    er,
    hovedfunn,
    i_alt,
    med,
    oppmoter,
    teller,
)
from metodikk.ut.side import Setninger, Tekst

INTERVALL = (
    "Innbyggerne er de som er 16 år eller eldre. Intervallet sier hva tilfeldigheter kan gjøre (99 prosent).",
    "Personer uten kjent svar står for seg, og er ikke med i andelene.",
)
FORHOLD = "Forholdet er andelen av deltakerne delt på andelen av innbyggerne. 1 betyr like mange som ventet."


def romfunn(k) -> str:
    """Det figuren viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    str
    """
    m, t = k.mangler.tabell, k.sammenliknet.tabell
    m = m[m["slag"] != ALDER] if len(m) else m
    if len(m):
        return " ".join(andel(r) for r in m[m["gruppe"] != "menn"].head(2).to_dict("records"))
    synlig = t[t["verdi"].notna()] if len(t) else t
    return andel(synlig.sort_values("forhold").iloc[0].to_dict()) if len(synlig) else ""


def stigefunn(k) -> str:
    """Det stigen viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    str
    """
    t = k.stige.tabell
    if not len(t):
        return ""
    deler = [f"{tall(r.antall)} på {r.nivaa}" for r in t.itertuples() if r.antall]
    return f"Av {tall(t['antall'].sum())} aktiviteter er {liste(deler)}."


def svarfunn(k) -> str:
    """Det figuren over statusene viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    str
    """
    t = k.statuser.tabell
    if not len(t):
        return ""
    n = dict(zip(t["status"].str.lower(), t["antall"].astype(int), strict=True))
    gjores, nei = n.get("gjort", 0) + n.get("vedtatt", 0), n.get("gjør vi ikke", 0)
    aapne = sum(n.values()) - gjores - nei
    return (
        f"Av {tall(sum(n.values()))} innspill er {antall(gjores, 'ett')} gjort eller vedtatt, "
        f"{antall(nei, 'ett')} er det sagt nei til, og {antall(aapne, 'ett')} er ikke avgjort."
    )


def om_oppmotet(k) -> tuple[str, ...]:
    """Skriv hvor mange oppmøter det var til sammen, og hvor mange personer det var.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    tuple av str
    """
    fram, folk = oppmoter(k), i_alt(k)
    ukjent = "Andelen er av alle oppmøtene, også dem med ukjent alder."
    if not er(fram) or not er(folk):
        return (ukjent,)
    return (f"Til sammen {tall(fram)} oppmøter av {tall(folk)} personer.", ukjent)


def om_kostnaden(k) -> tuple[str, ...]:
    """Skriv hva medvirkningen kostet til sammen, og hva som ikke er med.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    tuple av str
    """
    p = k.opplysninger["penger"]
    sum_ = f"Til sammen {tall(p['kroner'])}{HARDT}kroner og {tall(p['timer'])}{HARDT}timer."
    uten = f"Kostnaden mangler for {antall(p['uten_kostnad'], 'én aktivitet', 'aktiviteter')}."
    return (sum_, uten) if p["uten_kostnad"] else (sum_,)


def rekkevidden(k) -> Tekst:
    """Skriv hvor likt rommet er innbyggerne, og om funnet tåler det vi ikke vet.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Tekst
    """
    v, likt = k.likhet, ""
    if v:
        likt = (
            f"{stor(prosent(v.skjevhet, 0))} av deltakerne måtte vært byttet ut for at rommet skulle vært satt sammen som "
            f"innbyggerne i kjønn og alder. Gruppa som er nådd minst, er nådd {tall(v.minste_forhold, 1)} ganger så ofte som snittet."
        )
    return avsnitt(likt, _taaler(k))


def om_likheten(k) -> tuple[str, ...]:
    """Skriv målene andre kan sammenlikne seg med, til merknaden under tabellen.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    tuple av str
    """
    if not k.likhet:
        return ()
    return (
        f"R-indikatoren er {tall(k.likhet.r, 2)}. Den blir høy når bare en liten del av innbyggerne er med, så se også på "
        f"spredningen: den er {prosent(k.likhet.cv, 0)} av snittet.",
    )


def _taaler(k) -> str:
    """Regn det verste tilfellet: alle de ukjente var i gruppa som mangler mest."""
    m, t = k.mangler.tabell, k.rommet.tabell
    m = m[m["slag"] != SONE] if len(m) else m
    alle, ukjent = i_alt(k), teller(t, "ukjent alder")
    if not len(m) or not er(alle) or not er(ukjent):
        return ""
    r = m.iloc[0]
    hoyest = (r["teller"] + ukjent) / alle
    tekst = f"{stor(antall(ukjent))} har ukjent alder. Var alle i gruppa {r['gruppe']}, ville den vært {prosent(hoyest, 0)} av deltakerne"
    if hoyest < r["av_innbyggerne"]:
        return f"{tekst}, fortsatt mindre enn {prosent(r['av_innbyggerne'], 0)}. Funnet tåler det vi ikke vet."
    return f"{tekst}. Da kan vi ikke være sikre på at den mangler."


def aldri_i_rommet(k) -> Tekst:
    """Skriv hvem som mangler i rommet, hvor mange det gjelder, og hva tallene ikke kan si.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Tekst
    """
    m = k.mangler.tabell
    ikke = k.sammenliknet.tabell
    skjulte = int(ikke["teller"].isna().sum()) if len(ikke) else 0
    deler = [
        "Disse gruppene er så få at det neppe er tilfeldig. Mangler er hvor mange flere det skulle vært."
        if len(m)
        else "",
        f"For {antall(skjulte, 'én gruppe', 'grupper')} kan vi ikke vise hvor mange som var med. Snakk om dem internt."
        if skjulte
        else "",
        "Kortene spør bare om noe få ting. Hvem som ikke fikk vite om møtet, ikke kunne komme eller ikke turte, må dere "
        "spørre noen som kjenner området, om.",
    ]
    return avsnitt(*deler)


def temaene(k) -> Tekst | None:
    """Skriv hva folk snakket mest om, hvor mange steder, og hvor enige de to som satte tema var.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Tekst, eller None uten innspill
    """
    t, e = k.temaer.tabell, k.opplysninger["enighet"]
    if not len(t):
        return None
    forst = t.iloc[0]
    deler = [
        f"Flest innspill handler om {forst['tema']}: {antall(forst['antall'])}, fra {antall(forst['steder'], 'én aktivitet', 'aktiviteter')}.",
        f"Mennesker har satt temaene. To leste {antall(e['to'], 'ett innspill', 'innspill')} hver for seg, og var enige om {antall(e['enige'])}. Resten avgjorde de i samtale."
        if e["to"]
        else "",
        "Tallet sier hvor mange innspill som handler om temaet, ikke hvor mange som mener det.",
    ]
    return avsnitt(*deler)


def kan_si(k) -> Setninger:
    """Skill det medvirkningen gir grunnlag for å si, fra det den ikke gir grunnlag for.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Setninger
    """
    folk, fram, t = i_alt(k), oppmoter(k), k.innspill.tabell
    kan = []
    if er(folk) and er(fram):
        kan.append(f"{stor(antall(folk))} personer deltok, gjennom {antall(fram)} oppmøter.")
    kan += [andel(r) for r in k.mangler.tabell.head(3).to_dict("records")]
    if len(t):
        kan.append(
            f"{stor(antall(int(t['har_svar'].sum())))} av {antall(len(t))} innspill har fått svar."
        )
    kan += [f"Løftet «{r.lovet}» er ikke holdt." for r in med(k.lofter.tabell, "holdt", "nei")]
    kan += [
        f"Rådet avgjorde {antall(s.avgjort_selv)} av {antall(s.saker)} saker selv."
        for s in k.saker.tabell.itertuples()
    ]
    ikke = [
        "At innbyggerne mener det deltakerne sa. Deltakerne valgte selv å komme.",
        "At de som ikke kom, ikke er interessert.",
        "At et tema er viktigst fordi det har flest innspill.",
        "At alle hadde mulighet til å være med.",
    ]
    if len(k.stille.tabell):
        ikke.append(
            f"At det har vært dialog om alt. Ingen har fått svar etter {sitat(k.stille.tabell['navn'].tolist())}."
        )
    return Setninger(tuple(kan), tuple(ikke))


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av hullene i planen, rommet og svarene.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Tekst
    """
    t, lofter, o = k.innspill.tabell, k.lofter.tabell, k.opplysninger
    venter = t[~t["har_svar"]] if len(t) else t
    punkter = []
    if len(venter):
        hvem = sorted({a for a in venter["ansvarlig"] if a})
        punkter.append(
            f"Svar på {_de(len(venter))} som venter{f' ({liste(hvem)})' if hvem else ''}, også der svaret er nei."
        )
    punkter += [
        f"Fortell dem som var på «{r.navn}», hvorfor løftet ikke ble holdt, og hva som skjer nå."
        for r in med(lofter, "holdt", "nei")
    ]
    punkter += [
        f"Gjør opp løftet fra «{r.navn}». Fristen var {_i_ord(r.frist)}."
        for r in med(lofter, "forfalt", True)
    ]
    punkter += [f"Spør {_dem(r)} hvor og når de vil snakkes med, og dra dit." for r in hovedfunn(k)]
    if not o["har_deltakere"]:
        punkter.append("Legg tellekort uten navn ved døra, og før dem i tabellen Deltakere.")
    if o["ukoblet"]:
        punkter.append(
            f"{stor(antall(o['ukoblet'], 'ett innspill', 'innspill'))} er ikke koblet til noe behov eller tiltak. Se om de viser noe planen mangler."
        )
    tilbake = int((~t["godkjent"]).sum()) if len(t) else 0
    if tilbake:
        punkter.append(
            f"Les {_de(tilbake)} som ikke er godkjent. Skriv om det som kan vises uten at noen blir kjent igjen."
        )
    punkter.append("Heng opp «du sa – vi gjorde» der folk ferdes, og si fra når noe endrer seg.")
    return Tekst(punkter=tuple(punkter))


def _i_ord(dag: str) -> str:
    return dato(dt.datetime.strptime(dag, "%d.%m.%Y").date())


def _de(n: int) -> str:
    return "innspillet" if n == 1 else f"de {antall(n)} innspillene"


def _dem(r: Mapping) -> str:
    if r["slag"] == SONE:
        return f"dem som bor på {r['gruppe']},"
    return f"dem som er {r['gruppe']}," if r["slag"] == ALDER else r["gruppe"]
