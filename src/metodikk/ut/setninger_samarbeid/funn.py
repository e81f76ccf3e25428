"""Hva samarbeidet viser: nettverket, hullene, endringen, avtalene, rollene, og hva som bør gjøres nå."""

from __future__ import annotations

from metodikk.grunn.tall import liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.setninger_samarbeid.form import (
    SNART,
    UTE,
    UTEN_SLUTT,
    avtaler,
    borte,
    bro,
    med_hull,
    muntlige,
    svake_sektorer,
    uten_forbindelse,
    uten_roller,
)
from metodikk.ut.side import Setninger, Tekst


def matrisefunn(k) -> str:
    """Det matrisen viser, i én setning til den alternative teksten."""
    r = k.ruter.tabell
    if not len(r):
        return ""
    deler = [f"{d.rute.lower()}: {tall(d.antall)}" for d in r.itertuples()]
    med = k.maa_med.tabell["navn"].tolist() if len(k.maa_med.tabell) else []
    slutt = f" Høy innflytelse og lav interesse har {oppramsing(med, flest=2)}." if med else ""
    return f"Aktører i hver rute: {'; '.join(deler)}.{slutt}"


def nettfunn(k) -> str:
    """Det nettverket viser, i én setning til den alternative teksten."""
    h = k.opplysninger["helhet"]
    if not h:
        return ""
    b = k.opplysninger["bro"]
    slutt = f" {b['navn']} holder den største delen sammen." if b else ""
    return f"{tall(h['noder'])} aktører med {antall(h['koblinger'])} forbindelser, i {antall(h['deler'], 'én sammenhengende del', 'sammenhengende deler')}.{slutt}"  # fmt: skip


def tidsfunn(k) -> str:
    """Det tidslinja viser, i én setning til den alternative teksten."""
    alle, ute, snart = len(k.avtaler.tabell), avtaler(k, UTE), avtaler(k, SNART)
    deler = (
        [f"{tall(len(ute))} av {tall(alle)} avtaler har gått ut ({oppramsing(ute, flest=2)})"]
        if ute
        else []
    )
    if snart:
        av = "" if ute else f" av {tall(alle)} avtaler"
        deler.append(
            f"{tall(len(snart))}{av} går ut innen seks måneder ({oppramsing(snart, flest=2)})"
        )
    if not deler:
        return f"Ingen av {tall(alle)} avtaler har gått ut eller går ut de neste seks månedene."
    return f"{liste(deler, ', og') if len(deler) > 1 else deler[0]}.".replace(" , og", ", og")


def nettverk(k) -> Tekst | None:
    """Skriv hvor mange forbindelser det er, hvor mange som går på tvers, hvem som binder, og hvor sikkert det er.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst, eller None når det ikke er noen relasjoner
    """
    h, o = k.opplysninger["helhet"], k.opplysninger
    if not h:
        return None
    alene = h["alene"]
    deler = [
        f"Vi kjenner {antall(h['koblinger'])} forbindelser mellom {antall(h['noder'])} aktører. Høyst kunne det vært {tall(h['flest_mulige'])}."
        + (f" {stor(antall(alene))} har ingen kjent forbindelse. Spør om det er riktig." if alene else ""),
        _tvers(k), bro(k) or o["for_faa"], _sikkert(k),
    ]  # fmt: skip
    return avsnitt(*deler)


def _tvers(k) -> str:
    t = k.opplysninger["tvers"]
    if t["andel"] != t["andel"]:
        return ""
    faerre = t["andel"] < t["ventet"]
    slutt = (
        "Aktørene samarbeider altså oftere med sine egne enn det tilfeldigheten ville gitt."
        if faerre
        else ""
    )
    return f"{prosent(t['andel'], 0)} av forbindelsene går mellom to sektorer. Hadde alle valgt tilfeldig, ville det vært {prosent(t['ventet'], 0)}. {slutt}".strip()  # fmt: skip


def _sikkert(k) -> str:
    b = k.opplysninger["bro"]
    if not b:
        return ""
    if not b["skjulte"]:
        return "Svarene som mangler, kan ikke endre dette, så lenge de som har svart, har nevnt alle de samarbeider med."  # fmt: skip
    return (
        f"Hvor sikkert er det? I {antall(b['skjulte'], 'ett par', 'par')} på hver sin side har ingen av de to svart. "
        f"Har bare ett slikt par en forbindelse, er ikke {b['navn']} alene om å binde."
    )


def hullene(k) -> Tekst | None:
    """Skriv hvilke sektorer som ikke er koblet, og om det er sikkert.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst, eller None når det ikke er noen relasjoner
    """
    p = k.sektorpar.tabell
    if not len(p):
        return None
    uten = uten_forbindelse(k)
    ukjente = int(p.loc[p["mellom"] & (p["antall"] == 0), "ukjente"].sum())
    deler = [
        f"{stor(liste(uten))} har ingen kjent forbindelse til de andre sektorene." if uten else "Alle sektorene er koblet til minst én annen.",
        _ukjente(ukjente) if uten else "",
    ]  # fmt: skip
    return avsnitt(*deler)


def _ukjente(n: int) -> str:
    if not n:
        return "I hvert av disse parene har minst én svart, så hullet er ikke bare et svar som mangler."
    return f"I {antall(n, 'ett av parene', 'av parene')} har ingen av de to svart. Resten av hullet er bekreftet av minst én av partene."  # fmt: skip


def endringen(k) -> Tekst | None:
    """Skriv hva som er nytt, borte, sterkere og svakere siden sist, og hva som er usikkert.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst, eller None når det bare er ett år
    """
    e, o = k.endring.tabell, k.opplysninger
    if not len(e):
        return None
    sikre = e[e["sikker"]]["hva"].value_counts()
    deler = [f"{antall(sikre[h], *ord_)}" for h, ord_ in (("borte", ("én er borte", "er borte")), ("svakere", ("én er svakere", "er svakere")),
             ("ny", ("én er ny", "er nye")), ("sterkere", ("én er sterkere", "er sterkere"))) if h in sikre]  # fmt: skip
    usikre = int((~e["sikker"]).sum())
    felles = k.endring.opplysninger["felles"]
    return avsnitt(
        f"Bare de {antall(felles)} aktørene som ble spurt både i {o['foer']} og i {o['aar']}, er sammenliknet. "
        + (f"Av forbindelsene mellom dem: {liste(deler)}." if deler else "Forbindelsene mellom dem er som før."),
        f"{stor(antall(usikre, 'én endring', 'endringer'))} kan komme av at ingen av de to svarte det ene året. De er merket." if usikre else "",
        "Tettheten i de to nettverkene er ikke sammenliknet. Den faller av seg selv når flere er med.",
    )  # fmt: skip


def avtalene(k) -> Tekst | None:
    """Skriv hva avtalene mangler. Hva som går ut, står i figuren og i tabellen.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst, eller None når det ikke er noen avtaler, eller ingen mangler noe
    """
    v = k.avtaler.tabell
    if not len(v):
        return None
    muntlig, uten = muntlige(k), avtaler(k, UTEN_SLUTT)
    deler = [
        f"{stor(sitat(uten))} har ingen siste dag, og er ikke med i figuren." if uten else "",
        f"{stor(sitat(muntlig))} er muntlig." if muntlig else "",
    ]
    return avsnitt(*deler) if any(deler) else None


def rollene(k) -> Tekst | None:
    """Skriv om rollene er i orden, og hvilke tiltak som ikke har fordelt dem. Hullene står i tabellen under.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst, eller None når rollene ikke er fordelt, eller når tabellen over hull sier alt
    """
    if not len(k.roller.tabell):
        return None
    uten = uten_roller(k)
    deler = [
        ""
        if len(k.hull.tabell)
        else "Hver oppgave har én som beslutter, og minst én som gjør den.",
        f"Ingen har fått noen rolle i {sitat(uten)}." if uten else "",
    ]
    return avsnitt(*deler) if any(deler) else None


def kan_si(k) -> Setninger:
    """Skill det kartleggingen gir grunnlag for å si, fra det den ikke gir grunnlag for.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Setninger
    """
    o = k.opplysninger
    svar = o["svar"].get(o["aar"])
    kan = [f"{stor(antall(svar[0]))} av {antall(svar[1])} aktører har fortalt hvem de samarbeidet med i {o['aar']}."] if svar else []  # fmt: skip
    if o["bro"]:
        kan.append(f"Etter det vi har fått oppgitt, mister {antall(o['bro']['mister'])} par av aktører forbindelsen hvis {o['bro']['navn']} går ut.")  # fmt: skip
    kan += [f"Ingen av {s} har fortalt om noe samarbeid med de andre sektorene, og ingen av de andre med dem." for s in uten_forbindelse(k)]  # fmt: skip
    kan += [f"{p} samarbeidet i {o['foer']}, men ikke i {o['aar']}." for p in borte(k)]
    kan += [f"«{n}» har gått ut." for n in avtaler(k, UTE)]
    kan += [f"Ingen er satt til å beslutte om «{n}»." for n in med_hull(k, "ingen_beslutter")]
    kan += [f"Flere er satt til å beslutte om «{n}»." for n in med_hull(k, "flere_beslutter")]
    ikke = [*o["kan_ikke_si"], "At samarbeidet er godt eller dårlig. Tallene sier hvem, hva og hvor ofte, ikke hva det fører til.",
            "At en aktør er motstander fordi interessen er lav. Ofte har ingen fortalt den om saken."]  # fmt: skip
    if o["helhet"]:
        ikke.append("At to aktører ikke kjenner hverandre fordi det ikke er noen strek mellom dem.")
    if len(k.endring.tabell):
        ikke.append(f"At samarbeidet er blitt tettere eller løsere siden {o['foer']}. Ikke de samme aktørene er med.")  # fmt: skip
        ikke.append("Hvorfor en forbindelse er borte. Spør dem det gjelder.")
    return Setninger(tuple(kan), tuple(dict.fromkeys(ikke)))


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av hullene i samarbeidet.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst
    """
    punkter = [f"Ta kontakt med partene i «{n}». Avtalen har gått ut." for n in avtaler(k, UTE)]
    punkter += [
        f"Sett «{n}» på dagsordenen. Avtalen går ut innen seks måneder." for n in avtaler(k, SNART)
    ]
    punkter += [f"Avtal hvem som beslutter om «{n}»." for n in med_hull(k, "ingen_beslutter") + med_hull(k, "flere_beslutter")]  # fmt: skip
    punkter += [f"Finn noen som vil og kan gjøre «{n}»." for n in med_hull(k, "ingen_gjor")]
    punkter += [f"Fordel rollene i «{n}»." for n in uten_roller(k)]
    punkter += [f"Be om et møte med {n}. Finn ut hva de trenger for å være med." for n in _navn(k.maa_med)]  # fmt: skip
    punkter += [f"Snakk med {n} om hvordan det merkes hos dem, før noe blir bestemt." for n in _navn(k.vei_inn)]  # fmt: skip
    if uten_forbindelse(k):
        punkter.append("Velg én konkret oppgave en fra hver side av hullet kan gjøre sammen.")
    if k.opplysninger["bro"]:
        punkter.append(f"Lag minst én vei til utenom {k.opplysninger['bro']['navn']}, og skriv ned hva som skal skje om den går ut.")  # fmt: skip
    punkter += _fyll_ut(k)
    punkter.append("Spør alle på nytt om et år, med de samme spørsmålene.")
    return Tekst(punkter=tuple(punkter))


def _navn(klarert) -> list[str]:
    return klarert.tabell["navn"].tolist() if len(klarert.tabell) else []


def _fyll_ut(k) -> list[str]:
    """Det som må til når en tabell eller svarene mangler."""
    deler = [(k.koblinger, "Spør hver aktør hvem de samarbeider med, og fyll ut tabellen Relasjoner."),
             (k.avtaler, "Før opp avtalene i tabellen Avtaler, også de muntlige."),
             (k.roller, "Fyll ut rollematrisen sammen, i tabellen Roller.")]  # fmt: skip
    ut = [tekst for d, tekst in deler if not len(d.tabell)]
    if k.opplysninger["for_faa"] or svake_sektorer(k):
        ut.insert(0, "Spør dem som ikke har svart, hvem de samarbeider med.")
    return ut
