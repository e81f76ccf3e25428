"""Det viktigste først: oppsummering, nøkkeltall, hva samtalene er, og hva som må sjekkes."""

from __future__ import annotations

from metodikk.grunn.tall import liste, tall
from metodikk.ut.setninger import antall, avsnitt, sitat, stor
from metodikk.ut.setninger_stedsanalyse.form import (
    ENIGE,
    ENIGHET,
    FLESTE,
    FORELOPIG,
    MOTSATT,
    NOK_SAMTALER,
    STOTTER,
    UENIGE,
    UENIGHET,
    UTENFRA,
    paastand,
    sikre,
    uenig,
)
from metodikk.ut.side import Boks, Nokkeltall, Tekst


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: det de som bor der, sier, så ryktet, tallene og interessene.

    Parametere
    ----------
    k : Stedsanalyse
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    if not k.opplysninger["gruppenavn"]:
        return avsnitt(k.grupper.opplysninger["mangler"])
    return avsnitt(_for_uenige(k), _innenfra(k, omraade), _utenfra(k), _mot_tall(k), _vil(k))


def _for_uenige(k) -> str:
    dom = k.opplysninger["kodedom"]
    if dom == UENIGE:
        return "Koderne er ikke enige nok. Funnene under bør ikke brukes før utsagnene er kodet på nytt."
    return "Funnene er foreløpige, for koderne er ikke helt enige." if dom == FORELOPIG else ""


def _innenfra(k, omraade: str) -> str:
    b = sikre(k)
    mange = b[b["innenfra"] == FLESTE] if len(b) else b
    if not len(mange):
        return f"Det er ingen stedsbilder som de fleste vi snakket med i {omraade}, deler."
    gode, andre = ([*mange.loc[(mange["tone"] == "positiv") == t, "kode"]] for t in (True, False))
    deler = [
        f"De fleste vi snakket med som bor i {omraade}, beskriver stedet med {sitat(gode or andre)}."
    ]
    if gode and andre:
        deler.append(f"De fleste sier også {sitat(andre)}.")
    return " ".join(deler)


def _utenfra(k) -> str:
    b = sikre(k)
    koder = [*b.loc[b["forskjell"] == UTENFRA, "kode"]] if len(b) else []
    if not koder:
        return ""
    hva = "Bildet" if len(koder) == 1 else "Bildene"
    return f"{hva} {sitat(koder)} er sterkest hos dem som ikke bor der."


def _mot_tall(k) -> str:
    t = sikre(k, "myter")
    if not len(t):
        return ""
    deler = {d: [paastand(t_) for t_ in t.loc[t["dom"] == d, "tekst"]] for d in (MOTSATT, STOTTER)}
    setninger = [
        f"Tallene sier det motsatte av {liste(deler[MOTSATT])}." if deler[MOTSATT] else "",
        f"Tallene støtter {liste(deler[STOTTER])}." if deler[STOTTER] else "",
    ]
    return " ".join(s for s in setninger if s)


def _vil(k) -> str:
    t = sikre(k, "interesser")
    if not len(t):
        return ""
    enige = [*t.loc[t["forhold"] == ENIGHET, "kode"]]
    uenige = [uenig(r) for r in t[t["forhold"] == UENIGHET].itertuples()]
    felles = f"Alle gruppene vil ha {sitat(enige)}." if enige else ""
    return " ".join([s for s in (felles, *uenige) if s])


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: informanter, kodede utsagn, bilder mot tall og enigheten mellom koderne.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Nokkeltall
    """
    g, kilder, koding = (
        d.tabell for d in (k.grupper, k.kilder, k.koding)
    )  # fmt: skip
    m, ut = sikre(k, "myter"), []
    if len(g) and g["teller"].notna().any():
        vist = int(g["teller"].notna().sum())
        ut.append(
            (
                "Informanter",
                tall(g["teller"].sum()),
                f"I {antall(vist, 'én gruppe', 'grupper')} som kan vises.",
            )
        )
    if len(kilder):
        ut.append(
            (
                "Kodede utsagn",
                tall(kilder["antall"].sum()),
                "Fra samtaler, observasjon, media og dokumenter.",
            )
        )
    if len(m):
        ut.append(("Bilder prøvd mot tall", tall(len(m)), _proevd(m)))
    if len(koding):
        forste = koding.iloc[0]
        ut.append(
            (
                "Enighet mellom koderne",
                tall(forste["alfa"], 2),
                f"Krippendorffs alfa. {stor(forste['dom'])}.",
            )
        )
    return Nokkeltall(tuple(ut))


def _proevd(m) -> str:
    stotter, motsagt = (int((m["dom"] == d).sum()) for d in (STOTTER, MOTSATT))
    return f"{stor(antall(stotter, 'ett'))} får støtte av tallet, {antall(motsagt, 'ett')} blir motsagt."


def om_tallene(k) -> Tekst:
    """Svar på det leseren først spør om: hvem, hvordan, hvor mange, og hvem som ikke er med.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    minst = o["minst"]
    punkter = [
        "Hvem har vi snakket med? Folk som er valgt fordi de ser stedet ulikt. De er ikke trukket tilfeldig, og sier ikke hvor mange av innbyggerne som mener noe.",
        "Hva er telt? Personer, ikke utsagn. Den som sier det samme ti ganger, teller én gang.",
        f"Hva betyr ordene? «De fleste» er over halvparten av dem vi snakket med i gruppen. «Noen» er minst {antall(o['bredde'])}. "
        f"En strek betyr færre. I grupper med under {antall(4 * o['bredde'] - 2)} sier vi bare «de fleste», ellers kunne enkeltpersoner telles.",
        f"Er noen utelatt? {_utelatt(o, minst)}",
        "Kan noen kjennes igjen? Sitatene er godkjent av den som sa det. De står med gruppen og ingenting annet.",
    ]
    m = o["metning"]
    if m["antall"]:
        punkter.append(_metning(m))
    return Tekst(punkter=tuple(punkter))


def _utelatt(o, minst: int) -> str:
    if o["skjult_gruppe"]:
        return f"Ja. Grupper med færre enn {antall(minst)} informanter er ikke med i tabellene og sitatene."
    if o["slaatt_sammen"]:
        return f"Nei, men grupper med færre enn {antall(minst)} informanter er slått sammen til «andre grupper»."
    return f"Nei. Alle gruppene har minst {antall(minst)} informanter."


def _metning(m) -> str:
    funn = f"Den siste nye koden kom i samtale {tall(m['siste_nye'])} av {tall(m['antall'])}."
    if m["siden"] >= NOK_SAMTALER:
        return f"Har vi snakket med nok? Ja, etter det vi kan se. {funn}"
    return f"Har vi snakket med nok? Kanskje ikke. {funn}"


def kvalitet(k) -> Boks | None:
    """Advar når koderne ikke er enige, når få er spurt, og når sitater holdes tilbake.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Boks eller None
    """
    o = k.opplysninger
    if not o["gruppenavn"]:
        return None
    dom, punkter = o["kodedom"], []
    if dom == "":
        punkter.append(
            "Ingen utsagn er kodet av to. Vi vet ikke om en annen ville kommet til det samme."
        )
    elif dom not in (ENIGE, FORELOPIG, UENIGE):
        punkter.append("For få utsagn er kodet av to til å si om koderne er enige.")
    elif dom != ENIGE:
        punkter.append(_alfa(k))
    if svake := o["svake_koder"]:
        hva, den = ("koden", "Den") if len(svake) == 1 else ("kodene", "De")
        punkter.append(
            f"Koderne er ikke enige nok om {hva} {sitat(svake)}. {den} er merket med * og brukes ikke i det vi kan si."
        )
    if not o["begge_sider"]:
        punkter.append(
            "For få er spurt på den ene siden til å sette bildet innenfra mot bildet utenfra."
        )
    if o["metning"]["siden"] < NOK_SAMTALER:
        punkter.append("De siste samtalene ga fortsatt nye koder. Snakk med flere.")
    if o["holdt_tilbake"]:
        n = antall(o["holdt_tilbake"], "ett godkjent sitat", "godkjente sitater")
        punkter.append(f"{stor(n)} vises ikke, fordi navn, adresse eller tall kan peke på noen.")
    if not punkter:
        return None
    titler = {UENIGE: "Koderne er ikke enige nok", FORELOPIG: "Funnene er foreløpige"}
    return Boks("advarsel", titler.get(dom, "Les dette før funnene brukes"), "", tuple(punkter))


def _alfa(k) -> str:
    r = k.koding.tabell.iloc[0]
    spenn = f"mellom {tall(r['nedre'], 2)} og {tall(r['ovre'], 2)}"
    krav = (
        "Under 0,667 skal kodingen ikke brukes."
        if r["dom"] == UENIGE
        else "Først over 0,8 er den god nok til å konkludere."
    )
    return f"Enigheten om kodene er {tall(r['alfa'], 2)} ({spenn}). {krav}"
