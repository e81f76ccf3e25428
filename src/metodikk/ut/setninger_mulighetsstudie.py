"""Setningene i mulighetsstudien: dommen først, så hva den hviler på, og hva den ikke kan si."""

from __future__ import annotations

from metodikk.grunn.tall import HARDT, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, liten, stor
from metodikk.ut.side import Boks, Kolonne, Nokkeltall, Setninger, Tekst

NOTER = (
    "Vektene blandes: ti tusen blandinger av det gruppene har sagt.",
    "Alle tenkelige vekter: som om ingen var spurt. Poengene flyttes: hvert poeng kan være ett for høyt eller ett for lavt.",
)


def oppsummering(k, sted: str) -> Tekst:
    """Skriv dommen først: hva som kommer øverst, om det er robust, og hva som kan strykes.

    Parametere
    ----------
    k : Mulighetsstudie
    sted : str
        Navnet på området.

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    if not o["vinner"]:
        return avsnitt(f"Det er {antall(o['alternativer'], 'ett alternativ', 'alternativer')} for {sted}, men ikke nok poeng og vekter til å sammenlikne dem.")  # fmt: skip
    return avsnitt(_dom(o), _hos(o), _strykes(k), _onsket(k))


def _dom(o) -> str:
    if o["robust"]:
        return f"Valget er robust: {o['vinner']} kommer først hos alle gruppene, også når vekter og poeng flyttes."
    return f"Valget er ikke robust. {o['vinner']} kommer først med snittet av vektene, men {liste(list(o['grunner']))}."


def _hos(o) -> str:
    per: dict[str, list[str]] = {}
    for gruppe, alternativ in o["hos"].items():
        per.setdefault(alternativ, []).append(gruppe)
    deler = [f"{a} kommer øverst hos {liste(g)}" for a, g in per.items()]
    return f"{'. '.join(deler)}."


def _strykes(k) -> str:
    d = k.dominert.tabell
    if not len(d):
        return ""
    deler = [f"{r.navn} er dårligere enn eller lik {r.bedre} på alt" for r in d.itertuples()]
    return f"{stor(liste(deler))}, og kan strykes."


def _onsket(k) -> str:
    d = k.onsker.tabell
    vist = d[(d["navn"] != "I alt") & d["teller"].notna()] if len(d) else d
    if not len(vist):
        return ""
    mest = vist.loc[vist["teller"].idxmax()]
    return f"Av dem som er spurt, ønsket flest {liten(mest['navn'])} ({tall(mest['teller'])} personer)."


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: vinneren, hvor ofte den vinner, og hvor lite som skal til.

    Parametere
    ----------
    k : Mulighetsstudie

    Returnerer
    ----------
    Nokkeltall
    """
    o, b = k.opplysninger, k.bytter.tabell
    if not o["vinner"]:
        return Nokkeltall((("Alternativer", tall(o["alternativer"]), "Ikke nok poeng og vekter."),))
    like = [g for g, a in o["hos"].items() if a == o["vinner"]]
    ut = [
        ("Er valget robust?", "Ja" if o["robust"] else "Nei", f"Øverst: {o['vinner']}."),
        ("Grupper som får det øverst", f"{tall(len(like))} av {tall(len(o['hos']))}", "Med sine egne vekter."),
        ("Vinner når vektene blandes", prosent(o["ofte"]["gruppene"], 0), "Av ti tusen blandinger av det gruppene har sagt."),
    ]  # fmt: skip
    if len(b):
        r = b.iloc[0]
        ut.append(("Så lite skal til", f"{tall(abs(r['ny'] - r['naa']) * 100, 1)}{HARDT}poeng", f"Flyttes så mye vekt på «{liten(r['hva'])}», vinner {liten(r['navn'])}."))  # fmt: skip
    return Nokkeltall(tuple(ut))


def vakter(k) -> Boks | None:
    """Advar om det som gjør summen svakere: alternativer som ikke er med, og poeng uten begrunnelse.

    Parametere
    ----------
    k : Mulighetsstudie

    Returnerer
    ----------
    Boks eller None
    """
    o, punkter = k.opplysninger, []
    if o["uten_poeng"]:
        punkter.append(f"{liste(o['uten_poeng'])} mangler poeng på minst ett kriterium, og er ikke med i regnestykket.")  # fmt: skip
    if not o["nullalternativ"]:
        punkter.append("Nullalternativet mangler. Ingen vet om det er bedre å la være.")
    if len(o["vurdert_av"]) == 1:
        punkter.append(f"Bare {o['vurdert_av'][0]} har gitt poeng. La også noen andre vurdere.")
    if 0 < len(o["grupper"]) < 3:
        punkter.append(f"Bare {antall(len(o['grupper']), 'én gruppe', 'grupper')} har vektet kriteriene.")  # fmt: skip
    if o["uten_begrunnelse"] > o["poeng"] / 2:
        punkter.append(f"{tall(o['uten_begrunnelse'])} av {tall(o['poeng'])} poeng mangler begrunnelse. Da kan de ikke etterprøves.")  # fmt: skip
    return Boks("advarsel", "Les dette før tallene", punkter=tuple(punkter)) if punkter else None


def om_tallene(k) -> Tekst:
    """Si hvem som har vurdert og vektet, og hva summen betyr.

    Parametere
    ----------
    k : Mulighetsstudie

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    hvem = f"{stor(liste(o['vurdert_av']))} har gitt poeng." if o["vurdert_av"] else ""
    vektet = f"{stor(liste(o['grupper']))} har vektet kriteriene, hver for seg." if o["grupper"] else ""  # fmt: skip
    return avsnitt(
        " ".join(d for d in (hvem, vektet) if d),
        "Poengene er gjort om til en felles skala fra 0 til 100, der 100 er best på alt. De er skjønn, ikke målinger.",
    )


def grupper(k) -> dict[str, Kolonne | str]:
    """Kolonnene i tabellen over summer: én for hver gruppe, og snittet til slutt."""
    navn = [*k.opplysninger["grupper"], "snitt"]
    return {"navn": "Alternativ"} | {g: Kolonne(stor(g), "tall", 0) for g in navn}


def kolonner(klarert, desimaler: int = 0) -> dict[str, Kolonne | str]:
    """Kolonnene i en tabell med kriterier i radene: én for hvert alternativ eller hver gruppe."""
    resten = [k for k in klarert.tabell if k != "kriterium"]
    return {"kriterium": "Kriterium"} | {k: Kolonne(stor(k), "tall", desimaler) for k in resten}


def byttefunn(k) -> Tekst | None:
    """Skriv hvor lite som skal til før et annet alternativ kommer først.

    Parametere
    ----------
    k : Mulighetsstudie

    Returnerer
    ----------
    Tekst, eller None når ingen enkelt vekt avgjør
    """
    b = k.bytter.tabell
    if not len(b):
        return None
    r = b.iloc[0]
    return avsnitt(
        f"Minst skal til på «{liten(r['hva'])}»: går vekten fra {tall(r['naa'] * 100, 1)} til {tall(r['ny'] * 100, 1)} av 100, "
        f"kommer {liten(r['navn'])} først. De andre vektene deler resten som før."
    )  # fmt: skip


def vinnerfunn(k) -> str:
    """Funnet i figuren over hvor ofte hvert alternativ vinner."""
    o = k.opplysninger
    if not o["vinner"]:
        return ""
    ofte = o["ofte"]
    aldri = f" {stor(liste([liten(a) for a in o['aldri']]))} vinner aldri." if o["aldri"] else ""
    return f"{o['vinner']} vinner {prosent(ofte['gruppene'], 0)} av gangene når vektene blandes, og {prosent(ofte['poeng'], 0)} når poengene flyttes.{aldri}"  # fmt: skip


def kan_si(k) -> Setninger:
    """Skill det studien gir grunnlag for å si, fra det den ikke gir grunnlag for.

    Parametere
    ----------
    k : Mulighetsstudie

    Returnerer
    ----------
    Setninger
    """
    o, kan = k.opplysninger, []
    if o["vinner"]:
        like = sum(a == o["vinner"] for a in o["hos"].values())
        kan.append(f"{stor(antall(like))} av {antall(len(o['hos']))} grupper får {liten(o['vinner'])} øverst med sine vekter.")  # fmt: skip
        kan.append("Valget er robust." if o["robust"] else f"Valget er ikke robust: {liste(list(o['grunner']))}.")  # fmt: skip
    kan += [f"{r.navn} er ikke bedre enn {r.bedre} på noe kriterium." for r in k.dominert.tabell.itertuples()]  # fmt: skip
    if o["likt"]:
        kan.append(f"{o['vinner']} og {liten(liste(o['likt']))} er for like til å skilles.")
    ikke = (
        "At ett alternativ er best. Poengene er skjønn, og summen avhenger av hvem som vektet.",
        "At beboerne vil ha det som står øverst. Ønsker og poeng er to ulike ting.",
        "Hvor mye bedre ett alternativ er enn et annet, i prosent.",
    )
    return Setninger(tuple(kan), ikke)


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, etter hva som gjør valget usikkert.

    Parametere
    ----------
    k : Mulighetsstudie

    Returnerer
    ----------
    Tekst
    """
    o, punkter = k.opplysninger, []
    d = k.dominert.tabell
    if len(d):
        punkter.append(f"Stryk {liten(liste(d['navn'].tolist()))}, og si hvorfor.")
    if o["vinner"] and not o["robust"] and len(k.bytter.tabell):
        punkter.append(f"Finn ut mer om «{liten(k.bytter.tabell.iloc[0]['hva'])}». Det er der valget avgjøres.")  # fmt: skip
        punkter.append("Prøv å lage et alternativ som tar det beste fra de to øverste.")
        punkter.append("Er det fortsatt ikke robust: velg politisk, og skriv hvem som får mindre av det de ville ha.")  # fmt: skip
    if len(k.uenige.tabell):
        par = [f"{r.navn.lower()} på «{liten(r.kriterium)}»" for r in k.uenige.tabell.head(3).itertuples()]  # fmt: skip
        punkter.append(f"Snakk om poengene som spriker: {liste(par)}.")
    if o["vinner"] and o["robust"]:
        punkter.append(
            f"Ta {liten(o['vinner'])} inn i handlingsplanen, med behovene det svarer på."
        )
    return Tekst(punkter=tuple(punkter or ["Gi poeng og vekter til alle alternativene, og kjør på nytt."]))  # fmt: skip
