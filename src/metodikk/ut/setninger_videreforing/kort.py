"""Det viktigste først: oppsummering, nøkkeltall, hva opplysningene er, og det som haster."""

from __future__ import annotations

from metodikk.grunn.tall import HARDT, dato, liste, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, stor
from metodikk.ut.setninger_videreforing.form import (
    FRISTEN_UTE,
    IKKE_BESTEMT,
    IKKE_KLAR,
    KLAR,
    MINST_MAANEDER,
    NESTEN,
    SNART,
    UTE,
    alt,
    kr,
    med_avtale,
    med_status,
    navnene,
    steg,
    tiltak_ord,
    viktige_hull,
)
from metodikk.ut.side import Boks, Nokkeltall, Tekst


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hva som lever videre, hva som er klart, pengene og det som haster.

    Parametere
    ----------
    k : Videreforing
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    return avsnitt(_beslutningene(k, omraade), _klare(k), _ikke_klare(k), _pengene(k), _viktigst(k), utredningen(k))  # fmt: skip


def _beslutningene(k, omraade: str) -> str:
    o = k.opplysninger
    if not o["tiltak"]:
        return k.plan.opplysninger["mangler"]
    b = o["beslutninger"]
    deler = [f"{tiltak_ord(o['videre'])} skal leve videre"]
    deler += [f"{tiltak_ord(b['avsluttes'])} avsluttes"] if b.get("avsluttes") else []
    deler += [f"{tiltak_ord(b[IKKE_BESTEMT])} er ikke bestemt"] if b.get(IKKE_BESTEMT) else []
    return (
        f"{_slutten(o, omraade)} Av {antall(o['tiltak'], 'ett tiltak', 'tiltak')}: {liste(deler)}."
    )


def _slutten(o, omraade: str) -> str:
    if o["slutt"] is None:
        return f"Dette er tiltakene i programmet for {omraade}."
    if o["dato"] is None:
        return f"Siste dag i programmet for {omraade} er {dato(o['slutt'])}."
    er_over = o["dato"] > o["slutt"]
    return f"Programmet for {omraade} {'sluttet' if er_over else 'slutter'} {dato(o['slutt'])}."


def _klare(k) -> str:
    o = k.opplysninger
    if not o["videre"]:
        return ""
    klare, nesten, ikke = (o["status"].get(s, 0) for s in (KLAR, NESTEN, IKKE_KLAR))
    if klare == o["videre"]:
        return "Alle som skal leve videre, er klare."
    videre = f"{stor(tiltak_ord(klare))} av de {antall(o['videre'])} som skal leve videre, er {_boyd(klare)}."
    rest = (
        f"{stor(tiltak_ord(nesten))} har eier og penger, men mangler noe annet." if nesten else ""
    )
    return " ".join(d for d in (videre, rest, f"{stor(tiltak_ord(ikke))} er ikke {_boyd(ikke)}." if ikke else "") if d)  # fmt: skip


def _boyd(n: int) -> str:
    return "klart" if n == 1 else "klare"


def _ikke_klare(k) -> str:
    t = k.plan.tabell
    d = t[t["status"] == IKKE_KLAR] if len(t) else t
    return " ".join(f"«{r.navn}» er ikke klart: {r.mangler}." for r in d.head(4).itertuples())


def _pengene(k) -> str:
    i_alt, uten = alt(k)
    if not i_alt:
        return ""
    start = f"Det som skal leve videre, koster {kr(i_alt)} i året."
    navn = k.opplysninger["uten"].get("penger", [])
    if not navn:
        return f"{start} Alt står i budsjettet."
    return f"{start} Tiltak som koster {kr(uten)}, har ikke alle pengene i budsjettet: {navnene(navn)}."


def _viktigst(k) -> str:
    """Det viktigste hullet: evalueringen finner noe, men tiltaket er ikke klart."""
    hull = viktige_hull(k)
    if not hull:
        return ""
    navn, utfall, sier = hull[0]
    return f"Evalueringen sier «{sier}» om «{utfall}». «{navn}» skulle føre dit, men er ikke klart til å leve videre."


def utredningen(k) -> str:
    """Si når utredningen av avslutningen kom, mot rådet om tolv måneder."""
    u, o = k.opplysninger["utredning"], k.opplysninger
    if u is None or o["slutt"] is None:
        return ""
    m = u["maaneder"]
    naar = f"{antall(m, 'én måned', 'måneder')} før slutten" if m >= 0 else "etter slutten"
    verb = "var ferdig" if u["ferdig"] == u["naar"] else "skal være ferdig"
    slutt = (
        f"Den bør være ferdig minst {antall(MINST_MAANEDER)} måneder før." if u["sent"] else "Det er i tide."
    )  # fmt: skip
    return f"Utredningen av avslutningen {verb} {dato(u['naar'])}, {naar}. {slutt}"


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: hva som er klart, hva som mangler eier, penger og måling, og utredningen.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Nokkeltall
    """
    o, ut = k.opplysninger, []
    videre = o["videre"]
    if videre:
        uten = {x: len(o["uten"].get(x, [])) for x in ("eier", "maaling")}
        ut = [
            ("Klare til å leve videre", f"{tall(o['status'].get(KLAR, 0))} av {tall(videre)}", f"{stor(antall(o['status'].get(NESTEN, 0)))} til er nesten klare."),
            ("Uten eier", f"{tall(uten['eier'])} av {tall(videre)}", "Ingen har sagt ja til å eie dem."),
            ("Måles igjen", f"{tall(videre - uten['maaling'])} av {tall(videre)}", "Tiltak med et år for neste måling."),
        ]  # fmt: skip
    i_alt, mangler = alt(k)
    if i_alt:
        ut.insert(2, ("Uten alle pengene", kr(mangler), f"Av {kr(i_alt)} i året."))
    return Nokkeltall((*ut, *_utredningstall(k)))


def _utredningstall(k) -> list[tuple]:
    u = k.opplysninger["utredning"]
    if u is None or k.opplysninger["slutt"] is None:
        return []
    n = abs(int(u["maaneder"]))
    ord_ = "måned" if n == 1 else "måneder"
    naar = "før slutt" if u["maaneder"] >= 0 else "etter slutt"
    return [("Utredningen av avslutning", f"{n}{HARDT}{ord_} {naar}", f"Bør være minst {MINST_MAANEDER}{HARDT}måneder før.")]  # fmt: skip


def om_planen(k) -> Tekst:
    """Svar på det leseren først spør om: hvor opplysningene er fra, hva klar betyr, og hvilken dag det gjelder.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Tekst
    """
    o, nye = k.opplysninger, k.opplysninger["nye"]
    punkter = [
        "Hvor er opplysningene fra? Kommunens egen plan. Hva som er på plass, er det programmet selv har ført.",
        "Når er et tiltak klart? Når alt beslutningen krever, er på plass: eier, penger, avtale, kompetanse, data og arkiv, og neste måling. Nesten er nei.",
        "Hva om eieren eller pengene mangler? Da er tiltaket ikke klart, uansett hva som ellers er på plass.",
        "Trenger alle en avtale? Nei, bare tiltak som får ny eier eller ny form. En avtale som er gått ut, teller ikke.",
    ]
    if o["dato"] is not None:
        punkter.append(f"Hvilken dag gjelder det? {dato(o['dato'])}. Avtaler og frister er regnet fra den.")  # fmt: skip
    if nye:
        punkter.append(f"Er alle tiltakene med? {stor(antall(nye, 'Ett tiltak', 'tiltak'))} hører til en ny plan, og er ikke med her.")  # fmt: skip
    punkter.append("Er kravene en lov? Nei, de er råd fra praksis.")
    return Tekst(punkter=tuple(punkter))


def vakter(k) -> Boks | None:
    """Advar om det som haster: det viktigste uten eier eller penger, avtaler, beslutninger og frister.

    Parametere
    ----------
    k : Videreforing

    Returnerer
    ----------
    Boks, eller None når ingenting haster
    """
    hull = [f"«{n}» ({s})" for n, _, s in viktige_hull(k)]
    ute, snart = med_avtale(k, UTE), med_avtale(k, SNART)
    apne, gjenstaar = med_status(k, IKKE_BESTEMT), steg(k, FRISTEN_UTE)
    punkter = [
        f"Ikke klare, selv om evalueringen finner en endring der de skulle virke: {oppramsing(hull, flest=4)}." if hull else "",
        f"Avtalen er gått ut: {navnene(ute)}." if ute else "",
        f"Avtalen går snart ut: {navnene(snart)}." if snart else "",
        f"Ingen har bestemt hva som skal skje: {navnene(apne)}." if apne else "",
        f"Ikke gjort, og fristen er ute: {navnene(gjenstaar)}." if gjenstaar else "",
    ]  # fmt: skip
    punkter = tuple(p for p in punkter if p)
    if not punkter:
        return None
    return Boks("advarsel", "Dette kan gå tapt", "Hva dere kan gjøre med det, står under «Det neste å gjøre».", punkter)  # fmt: skip
