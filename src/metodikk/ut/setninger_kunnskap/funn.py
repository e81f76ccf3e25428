"""Funnene: levekår, endring, innbyggernes syn, uenighet og indeks."""

from __future__ import annotations

from metodikk.grunn.tall import liste, prosent, prosentpoeng, tall
from metodikk.ut.setninger import antall, liten
from metodikk.ut.setninger_kunnskap.form import OMRAADE, avstand, mot, navn, verdi
from metodikk.ut.side import Boks, Tekst

MINST_PERSON = 0.0005


def levekaar(k) -> Tekst:
    """Én setning per indikator som skiller seg ut, med usikkerhet og hva én person betyr."""
    i = k.indikatorer.tabell
    ulike = i[i["ord"].isin(["høyere", "lavere"])] if len(i) else i
    return Tekst(punkter=tuple(_forskjell(r) for r in ulike.itertuples()))


def _forskjell(r) -> str:
    start = f"{r.navn}, {r.tid}: {mot(r.verdi, r.verdi_mot, r, 1)} i resten av kommunen."
    if r.maal == "rate":
        lav, hoy = sorted((abs(r.forskjell_nedre), abs(r.forskjell_ovre)))
        return f"{start} Området ligger trolig {tall(lav, 1)} til {tall(hoy, 1)} {r.ord} per {tall(r.per)}."
    en = (
        prosentpoeng(r.en_person) if r.en_person >= MINST_PERSON else f"under {prosentpoeng(0.001)}"
    )
    return f"{start} Området ligger trolig {avstand(r.forskjell_nedre, r.forskjell_ovre, 1)} {r.ord}. Én person tilsvarer {en}."


def sonene(k, flest: int = 2) -> Tekst | Boks:
    """Si hvor mange soner som skiller seg fra snittet med mer enn tilfeldigheter kan forklare."""
    if not k.fremst:
        return Boks(
            "mangler",
            "Sonene i kommunen",
            k.soner.opplysninger.get("mangler") or "Ingen indikator kan vises for sonene.",
        )
    return Tekst(punkter=tuple(_en_trakt(k, i) for i in k.fremst[:flest]))


def _en_trakt(k, indikator: str) -> str:
    t = k.sonetall(indikator).tabell
    vist, ute = t["verdi"].notna().sum(), t["trakt"].isin(["over", "under"]).sum()
    start = (
        f"{k.sonetittel(indikator)}: {antall(ute)} av {antall(vist)} soner ligger utenfor trakten."
    )
    if ute > vist / 4:
        return f"{start} Sonene er altså ulike på ordentlig, og det er ikke bare området som skiller seg ut."
    return f"{start} De andre kan ikke skilles fra snittet, uansett hvordan de er plassert på en liste."


def endringer(k) -> Tekst | Boks:
    """Si hva som har endret seg, hva som er uendret, og hva vi ikke kan si noe om, etter siste brudd."""
    e = k.endring.tabell
    if not len(e):
        grunn = (
            k.endring.opplysninger.get("mangler")
            or "Ingen indikator har tall for flere år etter siste brudd."
        )
        return Boks("mangler", "Utvikling over tid", grunn)
    punkter = [
        f"{r.navn}: {r.ord} fra {verdi(r.verdi_fra, r, 1)} i {r.fra} til {verdi(r.verdi_til, r, 1)} i {r.til}."
        for r in e[e["ord"].isin(["opp", "ned"])].itertuples()
    ]
    samlet = (
        ("uendret", "Omtrent uendret"),
        ("for lite grunnlag", "For usikkert til å si om noe er endret"),
    )
    for ord_, start in samlet:
        valgt = [liten(n) for n in e.loc[e["ord"] == ord_, "navn"]]
        punkter += [f"{start}: {liste(valgt)}."] if valgt else []
    return Tekst(punkter=tuple(punkter))


def brudd(k) -> Boks | None:
    """Advar om brudd i tidsseriene, med hva som ble endret og når."""
    o, n = k.opplysninger, navn(k, "")
    punkter = [
        f"{n.get(kode, kode)}, fra {aar}: {tekst}"
        for kode, alle in o["nye_definisjoner"].items()
        for aar, tekst in alle.items()
    ]
    punkter += [_grense(g, n, o["omraade"]) for g in o["nye_grenser"]]
    if not punkter:
        return None
    return Boks(
        "forbehold", "Noen tall kan ikke følges over hele perioden",
        "Linjen i figuren er brutt der tallene før og etter ikke kan sammenliknes.", tuple(punkter),
    )  # fmt: skip


def _grense(g: dict, n: dict, omraade: tuple) -> str:
    soner = liste([n.get(s, s) for s in g["soner"]])
    start = f"Nye grenser for {soner}, fra {g['aar']}: {g['beskrivelse']}"
    inne = set(g["soner"]) & set(omraade)
    if inne and inne != set(g["soner"]):
        return f"{start} Det gjelder alle tall for området."
    return f"{start} Summene for området og for resten av kommunen er ikke berørt."


def hvem_svarte(k) -> Boks | None:
    """Si fra når noen grupper er tydelig under- eller overrepresentert blant dem som svarte."""
    h, u = k.hvem.tabell, k.opplysninger["undersokelse"]
    if not len(h):
        return None
    if u.get("aapen"):
        return Boks(
            "forbehold",
            "Svarene kan ikke generaliseres",
            "Undersøkelsen var en åpen lenke. Svarene gjelder bare dem som svarte, og vises uten intervaller.",
        )
    skjeve = h[h["skjev"].astype(bool) & h["verdi"].notna()]
    if not len(skjeve):
        return Boks(
            "tips",
            "De som svarte, likner dem som bor her",
            "Ingen gruppe etter alder eller kjønn er tydelig under- eller overrepresentert.",
        )
    punkter = tuple(
        f"{r.gruppe[:1].upper()}{r.gruppe[1:]}: {prosent(r.verdi, 0)} av svarene, men {prosent(r.andel_befolkning, 0)} av befolkningen fra 16 år."
        for r in skjeve.itertuples()
    )  # fmt: skip
    return Boks(
        "forbehold", "De som svarte, er ikke et tverrsnitt av dem som bor her",
        "Svarene er vektet, så hver gruppe teller like mye som den utgjør av befolkningen. Usikkerheten blir da som med "
        f"{tall(u['n_eff'])} svar, ikke {tall(u['n_omraade'])}. Vekting retter ikke opp at de som ikke svarte, kan mene noe annet.", punkter,
    )  # fmt: skip


def syn(k) -> Tekst:
    """Si hva innbyggerne mener, mot resten av kommunen og mot forrige runde."""
    s, e = k.sporsmaal.tabell, k.synsendring.tabell
    if not len(s):
        return Tekst()
    sikre = s[(s["gruppe"] == OMRAADE) & s["ord"].isin(["høyere", "lavere"])]
    punkter = [
        f"«{r.tekst}» {prosent(r.verdi, 0)} svarer positivt. Det er trolig {avstand(r.forskjell_nedre, r.forskjell_ovre)} {r.ord} enn i resten av kommunen."
        for r in sikre.itertuples()
    ]  # fmt: skip
    return Tekst(
        punkter=(
            *punkter,
            *(_siden_sist(e, k.opplysninger["undersokelse"]["forrige"]) if len(e) else ()),
        )
    )


def _siden_sist(e, forrige: int) -> list[str]:
    sikre = e[e["ord"].isin(["opp", "ned"])]
    punkter = [
        f"Endret siden {forrige}: «{r.tekst}» har gått {r.ord} fra {prosent(r.verdi_da, 0)} til {prosent(r.verdi_naa, 0)}."
        for r in sikre.itertuples()
    ]  # fmt: skip
    minste = e["minste"].dropna()
    if len(e) > len(sikre) and len(minste):
        punkter.append(
            f"De andre spørsmålene: Vi kan ikke si om noe er endret siden {forrige}. Med så mange svar oppdager vi bare "
            f"endringer på rundt {prosentpoeng(minste.median(), 0)} eller mer."
        )
    return punkter


def sprik(k) -> Boks:
    """Vis hvor tallene og innbyggerne er uenige, og hvor de er enige."""
    s = k.sprik.tabell
    if not len(k.indikatorer.tabell) or not len(k.sporsmaal.tabell):
        return Boks(
            "mangler",
            "Tallene og innbyggerne",
            "Vi trenger både indikatorer og en undersøkelse for å se om de er enige.",
        )
    if not len(s):
        return Boks("tips", "Ingen tydelig uenighet", k.sprik.opplysninger.get("mangler", ""))
    punkter = [
        _ett_sprik(r) for slag in ("uenige", "enige") for r in s[s["slag"] == slag].itertuples()
    ]
    if not (s["slag"] == "uenige").any():
        return Boks("tips", "Tallene og innbyggerne peker samme vei", "", tuple(punkter))
    forklaring = "Begge kan ha rett. Registrene teller det som blir meldt, og innbyggerne svarer ut fra det de opplever. Uenigheten er et funn i seg selv."
    return Boks("advarsel", "Tallene og innbyggerne er uenige", forklaring, tuple(punkter))


def _ett_sprik(r) -> str:
    knyttes = "men" if r.slag == "uenige" else "og"
    folk = "mer fornøyde" if r.syn == "bedre" else "mindre fornøyde"
    return (
        f"{r.tema.capitalize()}: {r.navn.replace(', ', ' ')} er {r.ord} enn i resten av kommunen, {knyttes} innbyggerne er {folk} "
        f"når de blir spurt «{r.tekst}» (forskjell {prosentpoeng(r.forskjell, 0)})."
    )


def indeks(k) -> Boks | None:
    """Advar mot å lese indeksen som en rangering, og si hva den er satt sammen av."""
    o = k.indeks.opplysninger
    if "vekter" not in o:
        return None
    n = navn(k, "")
    vekter = liste([f"{liten(n.get(i, i))} ({prosent(v, 0)})" for i, v in o["vekter"].items()])
    return Boks(
        "forbehold", "Indeksen er ikke en rangering", f"Den er satt sammen av {vekter}.",
        (*o["kan_ikke_si"], *o["forutsetninger"], *o["advarsler"]),
    )  # fmt: skip
