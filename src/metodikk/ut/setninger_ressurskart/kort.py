"""Det viktigste først: oppsummering, nøkkeltall, hva opplysningene er, og hva som må sjekkes."""

from __future__ import annotations

import datetime as dt

from metodikk.grunn.tall import dato, liste, tall
from metodikk.ut.setninger import antall, avsnitt, sitat, stor
from metodikk.ut.setninger_ressurskart.form import EN, INGEN, INGEN_KAN, bro, rader
from metodikk.ut.side import Boks, Nokkeltall, Tekst


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hva som finnes, hva som mangler, hvem som binder sammen, hva som kan kobles.

    Parametere
    ----------
    k : Ressurskart
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    deler = [_finnes(k, omraade), _mangler(k), bro(k), _koble(k), _svakt(k)]
    return avsnitt(*deler)


def _finnes(k, omraade: str) -> str:
    t = k.typer.tabell
    if not len(t):
        return k.typer.opplysninger["mangler"]
    storst = t.sort_values("antall", ascending=False).head(3)
    slag = liste([f"{antall(r.antall)} {_flertall(r.type, r.antall)}" for r in storst.itertuples()])
    alle, inne, sagt = t["antall"].sum(), t["i_omraadet"].sum(), t["potensial"].sum()
    return (
        f"{omraade} har mye å bygge på. Vi har kartlagt {antall(alle)} ressurser, {antall(inne)} av dem i området. "
        f"Flest er {slag}. {stor(antall(sagt))} av ressursene har sagt hva de kunne bidratt med."
    )


def _flertall(slag: str, n: int) -> str:
    bytt = {"frivillig organisasjon": "frivillige organisasjoner", "privat virksomhet": "private virksomheter",
            "offentlig institusjon": "offentlige institusjoner", "fysisk inne": "lokaler og anlegg inne",
            "fysisk ute": "steder ute", "beboere": "grupper av beboere"}  # fmt: skip
    en = {
        "fysisk inne": "lokale eller anlegg inne",
        "fysisk ute": "sted ute",
        "beboere": "gruppe av beboere",
    }
    return bytt.get(slag, slag) if n != 1 else en.get(slag, slag)


def _mangler(k) -> str:
    if not len(k.behov.tabell):
        return k.behov.opplysninger["mangler"]
    kan_ikke, udekket, en = (rader(k, s) for s in (INGEN_KAN, INGEN, EN))
    deler = []
    if len(kan_ikke):
        deler.append(
            f"{_behov(kan_ikke)} har vi ikke funnet noen ressurs til: {sitat(kan_ikke['tekst'])}."
        )
    if len(udekket):
        deler.append(
            f"{_behov(udekket)} dekkes ikke av noen i dag, men noen kan: {sitat(udekket['tekst'])}."
        )
    if len(en):
        hvem = [f"«{r.tekst}» ({r.dekkes_av})" for r in en.itertuples()]
        deler.append(f"{_behov(en)} hviler på én ressurs alene: {liste(hvem)}.")
    return " ".join(deler) or "Alle behovene dekkes av minst to ressurser."


def _behov(behov) -> str:
    return f"{'Ett' if len(behov) == 1 else stor(antall(len(behov)))} behov"


def _koble(k) -> str:
    f = k.forslag.tabell
    nye = f[f["status"] == INGEN] if len(f) else f
    if not len(nye):
        return ""
    par = liste([f"{r.navn} til «{r.tekst}»" for r in nye.itertuples()])
    return f"Start med å snakke om disse koblingene: {par}."


def _svakt(k) -> str:
    s = k.svakheter.tabell
    return (
        f"{stor(antall(len(s)))} rader mangler kilde, dato eller sted, eller er gamle. De er merket."
        if len(s)
        else ""
    )


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: ressurser, behov ingen dekker, koblinger og hvor ny kunnskapen er.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Nokkeltall
    """
    t, b, h = k.typer.tabell, k.behov.tabell, k.opplysninger["helhet"]
    ut = []
    if len(t):
        ut.append(
            (
                "Ressurser",
                tall(t["antall"].sum()),
                f"{tall(t['i_omraadet'].sum())} ligger i området.",
            )
        )
    if len(b):
        uten, en = b["status"].isin([INGEN_KAN, INGEN]).sum(), (b["status"] == EN).sum()
        ut.append(
            (
                "Behov ingen dekker",
                f"{tall(uten)} av {tall(len(b))}",
                f"{stor(antall(en))} til dekkes av bare én.",
            )
        )
    if h:
        ut.append(
            (
                "Koblinger",
                tall(h["koblinger"]),
                f"{tall(h['alene'])} ressurser har ingen registrert kobling.",
            )
        )
    if siste := k.opplysninger["siste"]:
        ut.append(("Sist bekreftet", _dag(siste), "Den nyeste opplysningen i ressurskartet."))
    return Nokkeltall(tuple(ut))


def _dag(iso: str) -> str:
    return dato(dt.date.fromisoformat(iso))


def om_tallene(k) -> Tekst:
    """Svar på det leseren først spør om: hvor opplysningene er fra, hvor gamle de er, og hvem som er utelatt.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Tekst
    """
    r, o = k.ressurser.tabell, k.opplysninger
    punkter = ["Hvor er opplysningene fra? Kommunen har samlet dem. Kilden står ved hver ressurs."]
    if len(r) and o["siste"]:
        eldst = min(d for d in r["bekreftet"] if d)
        punkter.append(
            f"Når gjelder de? Bekreftet mellom {_dag(eldst)} og {_dag(max(r['bekreftet']))}."
        )
    punkter.append(
        "Er alt med? Nei. Kartet viser det noen har fortalt om. At noe ikke står her, betyr ikke at det ikke finnes."
    )
    punkter.append(_om_personer(o["privatpersoner"]))
    if o["omregnet"]:
        punkter.append(
            f"Er noe endret? {stor(antall(o['omregnet']))} ressurser hadde lengde- og breddegrad. De er gjort om til meter."
        )
    return Tekst(punkter=tuple(punkter))


def _om_personer(personer: str) -> str:
    if personer == "ingen":
        return "Er noen utelatt? Nei, ingen av ressursene er privatpersoner."
    hvor_mange = "Noen få" if personer == "noen få" else personer
    return f"Er noen utelatt? {hvor_mange} ressurser er privatpersoner. De brukes i arbeidet, men står ikke i rapporten."


def kartfunn(k) -> str:
    """Det kartet viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    str
    """
    r = k.ressurser.tabell
    if not len(r):
        return ""
    inne = r[r["i_omraadet"]]
    soner = [f"{tall(n)} i {s}" for s, n in inne["sone"].value_counts().items()]
    uten = int(r["ost"].isna().sum())
    slutt = f" {stor(antall(uten))} har ikke sted på kartet." if uten else ""
    return f"{stor(antall(len(inne)))} av {tall(len(r))} ressurser ligger i området: {liste(soner)}.{slutt}"


def kvalitet(k) -> Boks | None:
    """Advar om rader uten kilde eller dato, og om gamle rader. Ingenting når alt er i orden.

    Parametere
    ----------
    k : Ressurskart

    Returnerer
    ----------
    Boks eller None
    """
    s = k.svakheter.tabell
    if not len(s):
        return None
    punkter = tuple(f"{r.navn}: {r.merknad}" for r in s.itertuples())
    return Boks("advarsel", f"{stor(antall(len(s)))} rader må bekreftes",
                "Snakk med dem det gjelder, og fyll ut før kartet brukes til å fordele penger eller ansvar.", punkter)  # fmt: skip
