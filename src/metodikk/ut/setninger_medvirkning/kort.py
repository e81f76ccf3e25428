"""Det viktigste først: oppsummering, nøkkeltall, vakter og hva opplysningene er."""

from __future__ import annotations

import datetime as dt
import statistics

from metodikk.grunn.tall import dato, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.setninger_medvirkning.form import andel, er, hovedfunn, i_alt, oppmoter
from metodikk.ut.side import Boks, Nokkeltall, Tekst

GJORT = ("Gjort", "Vedtatt")
FLEST_INNSPILL = 10
IKKE_ET_UTVALG = (
    "Deltakerne valgte selv å komme. De er ikke et tilfeldig utvalg, så det de sier, kan ikke regnes om til prosent av "
    "innbyggerne."
)


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hvem som var med, hvem som manglet, hva de sa, og om løftene ble holdt.

    Parametere
    ----------
    k : Medvirkning
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    return avsnitt(_hvem_kom(k, omraade), _hvem_manglet(k), _sagt(k), _loftene(k), _raadet(k))


def _hvem_kom(k, omraade: str) -> str:
    folk, fram = i_alt(k), oppmoter(k)
    if not k.opplysninger["har_deltakere"]:
        return k.rommet.opplysninger["mangler"]
    barn = k.opplysninger["barn"]
    slutt = f" I tillegg var {antall(barn)} barn under 16 år med." if er(barn) and barn else ""
    if not er(folk):
        return f"Hvor mange på 16 år eller mer som har vært med i medvirkningen i {omraade}, kan ikke vises.{slutt}"
    hva = (
        f"{stor(antall(folk))} personer på 16 år eller mer har vært med i medvirkningen i {omraade}"
    )
    return f"{hva}, gjennom {antall(fram)} oppmøter.{slutt}" if er(fram) else f"{hva}.{slutt}"


def _hvem_manglet(k) -> str:
    return " ".join(andel(r) for r in hovedfunn(k))


def _sagt(k) -> str:
    t = k.innspill.tabell
    if not len(t):
        return k.innspill.opplysninger["mangler"]
    svar, gjort = int(t["har_svar"].sum()), int(t["status"].isin(GJORT).sum())
    venter = len(t) - svar
    slutt = f"{stor(antall(venter, 'ett'))} venter på svar." if venter else "Alle har fått svar."
    return f"Det kom {antall(len(t), 'ett innspill', 'innspill')}. {stor(antall(gjort, 'ett'))} er gjort eller vedtatt. {slutt}"


def _loftene(k) -> str:
    t = k.lofter.tabell
    if not len(t):
        return k.lofter.opplysninger["mangler"]
    n = t["holdt"].value_counts()
    deler = [
        f"{antall(n[kode], 'ett')} {ord_}"
        for kode, ord_ in (
            ("ja", "holdt"),
            ("delvis", "delvis holdt"),
            ("nei", "ikke holdt"),
            ("ikke avklart", "ikke avklart"),
        )
        if kode in n
    ]
    brutt = t.loc[t["holdt"] == "nei", "lovet"].tolist()
    slutt = f" Ikke holdt: {sitat(brutt)}." if brutt else ""
    return f"Av {antall(len(t), 'ett løfte', 'løfter')} er {liste(deler)}.{slutt}"


def _raadet(k) -> str:
    s, v = k.saker.tabell, k.valg.tabell
    deler = []
    if len(s):
        alle, selv, fulgt = (int(s[x].sum()) for x in ("saker", "avgjort_selv", "fulgt_opp"))
        slutt = "Alle er fulgt opp." if fulgt >= alle else f"{stor(antall(fulgt))} er fulgt opp."
        deler.append(f"Beboerrådet avgjorde {antall(selv)} av {antall(alle)} saker selv. {slutt}")
    if len(v) and er(v["verdi"].iloc[-1]):
        siste = v.iloc[-1]
        deler.append(
            f"Ved siste valg kom det {tall(siste['teller'])} av {tall(siste['nevner'])} mulige stemmer."
        )
    return " ".join(deler)


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: personer, likhet med innbyggerne, besvarte innspill og holdte løfter.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Nokkeltall
    """
    ut, folk, t, lofter = [], i_alt(k), k.innspill.tabell, k.lofter.tabell
    if er(folk):
        ut.append(
            (
                "Personer fra 16 år",
                tall(folk),
                f"{tall(oppmoter(k))} oppmøter." if er(oppmoter(k)) else "",
            )
        )
    if k.likhet:
        ut.append(
            (
                "Skjevhet",
                prosent(k.likhet.skjevhet, 0),
                "Så mange av deltakerne måtte vært byttet ut for at rommet skulle likne innbyggerne.",
            )
        )
    if len(t):
        ut.append(
            ("Innspill med svar", f"{tall(t['har_svar'].sum())} av {tall(len(t))}", _svartid(k))
        )
    if len(lofter):
        holdt = int((lofter["holdt"] == "ja").sum())
        ut.append(
            (
                "Løfter som er holdt",
                f"{tall(holdt)} av {tall(len(lofter))}",
                "Helt holdt. Delvis holdte er ikke med.",
            )
        )
    return Nokkeltall(tuple(ut))


def _svartid(k) -> str:
    dager = [d for d in k.innspill.tabell["dager"].tolist() if er(d)]
    return (
        f"Halvparten fikk svar innen {antall(statistics.median_high(dager))} dager."
        if dager
        else ""
    )


def vakter(k) -> tuple[Boks, ...]:
    """Advar om det som ikke er i orden: løfter, svar, nivå og hvem deltakerne er.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    tuple av Boks
    """
    bokser = (_brutte(k), _uten_svar(k), _ikke_et_utvalg(k))
    return tuple(b for b in bokser if b)


def _brutte(k) -> Boks | None:
    t = k.lofter.tabell
    galt = t[(t["holdt"] == "nei") | t["forfalt"]] if len(t) else t
    if not len(galt):
        return None
    punkter = tuple(
        f"{r.navn}: «{r.lovet}». {r.grunn.rstrip('.') or 'Ingen forklaring'}."
        for r in galt.itertuples()
    )
    return Boks(
        "advarsel",
        f"{stor(antall(len(galt), 'ett løfte', 'løfter'))} er ikke holdt eller gjort opp",
        "Si fra til dem som fikk løftet, også når svaret er nei.",
        punkter,
    )


def _uten_svar(k) -> Boks | None:
    t = k.innspill.tabell
    venter = t[~t["har_svar"]] if len(t) else t
    if not len(venter):
        return None
    nivaa = dict(zip(k.stille.tabell["navn"], k.stille.tabell["nivaa"], strict=True)) if len(k.stille.tabell) else {}  # fmt: skip
    vist = venter.head(FLEST_INNSPILL).fillna({"navn": ""})
    punkter = tuple(
        _ventende(navn, [_innspillet(r) for r in d.itertuples()], nivaa.get(navn, ""))
        for navn, d in vist.groupby("navn", sort=False)
    )
    return Boks(
        "advarsel",
        f"{stor(antall(len(venter), 'ett innspill', 'innspill'))} venter på svar",
        "Den som ikke får svar, kommer sjelden igjen.",
        punkter,
    )


def _ventende(navn: str, innspill: list[str], nivaa: str) -> str:
    """Innspillene fra én aktivitet. Var det lovet dialog, og ingen har fått svar, står det også."""
    sagt = f"{navn}: {liste(innspill)}." if navn else f"{stor(liste(innspill))}."
    if not nivaa:
        return sagt
    return f"{sagt} Nivået er {nivaa}, men ingen har fått svar. Svar, eller kall det informasjon eller innhenting."


def _innspillet(r) -> str:
    return (
        f"«{r.sagt}»" if r.godkjent else f"et innspill om {liste(list(r.tema)) or 'noe uten tema'}"
    )


def _ikke_et_utvalg(k) -> Boks | None:
    if not k.opplysninger["har_deltakere"]:
        return None
    return Boks("forbehold", "Deltakerne er ikke et utvalg", IKKE_ET_UTVALG)


def om_tallene(k) -> Tekst:
    """Svar på det leseren først spør om: hvor tallene er fra, hva som er telt, og hva som er holdt tilbake.

    Parametere
    ----------
    k : Medvirkning

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    punkter = [
        "Hvor er opplysningene fra? Tellekort uten navn fra hver aktivitet, og lista over innspill.",
        "Hva er telt? Personer. Den som kom flere ganger, er telt én gang når kortet sier det.",
    ]
    if o["siste"]:
        punkter.append(f"Når gjelder de? Fram til {dato(dt.date.fromisoformat(o['siste']))}.")
    if o["uten_telling"]:
        punkter.append(
            f"Er alt telt? Nei. Ingen deltakere er ført for {oppramsing(list(o['uten_telling']))}."
        )
    if skjult := sum(len(d.skjult) for d in (k.rommet, k.oppmote, k.grupper, k.hendelser, k.valg)):
        punkter.append(
            f"Er noe skjult? Ja. {stor(antall(skjult, 'ett tall', 'tall'))} er skjult fordi gruppene er små, eller fordi tallene ellers kunne blitt regnet ut."
        )
    t = k.innspill.tabell
    tilbake = int((~t["godkjent"]).sum()) if len(t) else 0
    if tilbake:
        punkter.append(
            f"Vises alt som ble sagt? Nei. {stor(antall(tilbake, 'ett innspill', 'innspill'))} er ikke godkjent til visning. Da står bare tema og svar."
        )
    return Tekst(punkter=tuple(punkter))
