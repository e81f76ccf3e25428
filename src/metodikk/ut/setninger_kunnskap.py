"""Setningene i kunnskapsgrunnlaget. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.tall import HARDT, liste, mellom, periode, prosent, prosentpoeng, tall
from metodikk.ut.side import Boks, Nokkeltall, Setninger, Tekst

OMRAADE, RESTEN, NABOER = "omraade", "resten", "naboer"
STOERST = 4


def navn(k, omraade: str) -> dict[str, str]:
    """Navnene som skal stå i tabeller og figurer i stedet for koder.

    Parametere
    ----------
    k : Kunnskapsgrunnlag
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    dict
        Enheter, soner og indikatorer.
    """
    i = k.indikatorer.tabell
    indikatorer = dict(zip(i["indikator"], i["navn"], strict=True)) if len(i) else {}
    enheter = {OMRAADE: omraade, RESTEN: "Resten av kommunen", NABOER: "Nabosonene"}
    return {**k.opplysninger["sonenavn"], **indikatorer, **enheter}


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: folket, tallene, innbyggerne, uenigheten og hullene."""
    deler = [
        _folk(k, omraade), _forskjeller(k, "svakere"), _forskjeller(k, "bedre"), _nivaa(k),
        _mest_endret(k), _syn_kort(k), _sprik_kort(k), _mangler_kort(k),
    ]  # fmt: skip
    return Tekst(avsnitt=tuple(d for d in deler if d))


def _folk(k, omraade: str) -> str:
    t = k.folketall.tabell
    siste = t[t["aar"] == t["aar"].max()].set_index("gruppe")
    if OMRAADE not in siste.index or pd.isna(siste.loc[OMRAADE, "teller"]):
        return ""
    antall, vekst = siste.loc[OMRAADE, "teller"], siste.loc[OMRAADE, "verdi"] - 100
    setning = f"{omraade} hadde {tall(antall)} innbyggere i {int(t['aar'].max())}."
    if RESTEN not in siste.index or t["aar"].min() == t["aar"].max():
        return setning
    andre = siste.loc[RESTEN, "verdi"] - 100
    return (
        f"{setning} Det er {prosent(antall / (antall + siste.loc[RESTEN, 'teller']), 0)} av kommunen. Siden "
        f"{int(t['aar'].min())} har folketallet {_gaatt(vekst)}, mens det i resten av kommunen har {_gaatt(andre)}."
    )


def _gaatt(endring: float) -> str:
    if abs(endring) < 0.5:
        return "vært stabilt"
    return f"{'økt' if endring > 0 else 'gått ned'} med {tall(abs(endring))}{HARDT}prosent"


def _forskjeller(k, vurdering: str) -> str:
    i = k.indikatorer.tabell
    valgt = i[i["vurdering"] == vurdering] if len(i) else i
    if not len(valgt):
        return ""
    valgt = valgt.assign(forhold=(valgt["verdi"] / valgt["verdi_mot"] - 1).abs())
    vises = valgt.sort_values("forhold", ascending=False).head(STOERST)
    rest = len(valgt) - len(vises)
    ledd = [
        f"{_liten(r.navn)} ({_verdi(r.verdi, r)} mot {_verdi(r.verdi_mot, r)})"
        for r in vises.itertuples()
    ]
    ledd += [f"{rest} til"] if rest else []
    side = "svakere" if vurdering == "svakere" else "bedre"
    return f"Sammenliknet med resten av kommunen kommer området {side} ut på {liste(ledd)}."


def _nivaa(k) -> str:
    i = k.indikatorer.tabell
    if not len(i):
        return ""
    likt, lite = (i["ord"] == "på nivå").sum(), (i["ord"] == "for lite grunnlag").sum()
    deler = [f"{_antall(likt)} er på nivå med resten" if likt else "",
             f"{_antall(lite)} bygger på for små tall til å si noe sikkert" if lite else ""]  # fmt: skip
    return (
        f"Av {_antall(len(i), stor=False)} indikatorer er det slik at {liste([d for d in deler if d])}."
        if likt or lite
        else ""
    )


def _antall(n: int, stor: bool = False) -> str:
    ord_ = [
        "ingen",
        "én",
        "to",
        "tre",
        "fire",
        "fem",
        "seks",
        "sju",
        "åtte",
        "ni",
        "ti",
        "elleve",
        "tolv",
    ]
    return ord_[n] if n < len(ord_) else tall(n)


def _mest_endret(k) -> str:
    e = k.endring.tabell
    valgt = e[e["ord"].isin(["opp", "ned"])] if len(e) else e
    if not len(valgt):
        return ""
    storst = valgt.assign(a=(valgt["verdi_til"] / valgt["verdi_fra"] - 1).abs()).nlargest(2, "a")
    ledd = [f"{_liten(r.navn)} har gått {r.ord} fra {_verdi(r.verdi_fra, r)} ({r.fra}) til {_verdi(r.verdi_til, r)} ({r.til})"
            for r in storst.itertuples()]  # fmt: skip
    return (
        f"Størst er endringen over tid her: {liste(ledd)}. Hva som ligger bak, sier tallene ikke."
    )


def _syn_kort(k) -> str:
    s = k.syn.tabell
    if not len(s):
        return k.syn.opplysninger.get("mangler", "")
    her = s[s["gruppe"] == OMRAADE]
    mindre, mer = ([r.tema for r in her.itertuples() if r.ord == o] for o in ("lavere", "høyere"))
    o = k.opplysninger["undersokelse"]
    deler = [
        f"mindre fornøyd med {liste(mindre)}" if mindre else "",
        f"mer fornøyd med {liste(mer)}" if mer else "",
    ]
    deler = [d for d in deler if d]
    if not deler:
        return f"I undersøkelsen i {o['runde']} er svarene i området ikke sikkert annerledes enn i resten av kommunen."
    return f"I undersøkelsen i {o['runde']} er de som bor her, {liste(deler)} enn folk i resten av kommunen."


def _sprik_kort(k) -> str:
    s = k.sprik.tabell
    uenige = s[s["slag"] == "uenige"] if len(s) else s
    if not len(uenige):
        return ""
    temaer = liste(list(dict.fromkeys(uenige["tema"])))
    return (
        f"Tallene og innbyggerne er uenige om {temaer}. Det må undersøkes før noen velger tiltak."
    )


def _mangler_kort(k) -> str:
    d = k.dekning.tabell
    mangler = d.loc[d["finnes"] == "nei", "tema"].tolist()
    return f"Vi mangler kunnskap om {liste([_liten(m) for m in mangler])}." if mangler else ""


def nokkeltall(k, omraade: str) -> Nokkeltall:
    """Velg noen få tall med usikkerhet: folketallet og de største sikre forskjellene."""
    t, i = k.folketall.tabell, k.indikatorer.tabell
    siste = t[(t["aar"] == t["aar"].max()) & (t["gruppe"] == OMRAADE)]
    ut = (
        [("Innbyggere", tall(siste["teller"].iloc[0]), f"{omraade}, {int(t['aar'].max())}")]
        if len(siste)
        else []
    )
    ulike = i[i["vurdering"] != ""] if len(i) else i
    if len(ulike):
        ulike = ulike.assign(a=(ulike["verdi"] / ulike["verdi_mot"] - 1).abs()).nlargest(
            STOERST, "a"
        )
    for r in ulike.itertuples():
        tekst = f"{r.tid}, usikkerhet {_mellom(r)}. Resten av kommunen: {_verdi(r.verdi_mot, r)}."
        ut.append((r.navn, _verdi(r.verdi, r), tekst))
    s = k.syn.tabell
    her = s[(s["gruppe"] == OMRAADE) & s["verdi"].notna()] if len(s) else s
    for r in (her[her["tema"] == "trivsel"] if len(her) else her).itertuples():
        usikkerhet = (
            f"usikkerhet {mellom(r.nedre, r.ovre)}"
            if pd.notna(r.nedre)
            else "kan ikke generaliseres"
        )
        ut.append(
            (
                "Trives i nabolaget",
                prosent(r.verdi, 0),
                f"{k.opplysninger['undersokelse']['runde']}, {usikkerhet}.",
            )
        )
    return Nokkeltall(tuple(ut))


def om_tallene(k, avsender: str) -> Tekst:
    """Svar på det leseren først spør om: hvem, når, sammenliknet med hva, og hvor sikkert."""
    i, o = k.indikatorer.tabell, k.opplysninger
    punkter = []
    if len(i):
        kilder = liste(sorted({r.kilde.split(",")[0] for r in i.itertuples() if r.kilde}))
        aar = sorted({int(a) for p in o["perioder"].values() for a in p})
        punkter += [
            f"Hvem har laget tallene? Indikatorene kommer fra {kilder}. {avsender} har satt dem sammen." if kilder
            else f"Hvem har laget tallene? {avsender} har satt dem sammen. Kilden er ikke oppgitt.",
            f"Når gjelder de? {periode(aar[0], aar[-1])}. Små tall er slått sammen over flere år, og perioden står ved hvert tall.",
        ]  # fmt: skip
    punkter.append(_sammenliknet(o))
    if len(i):
        punkter.append(
            "Hvor sikre er de? Hvert tall har et intervall som viser usikkerheten. Vi sier at området er «høyere» eller «lavere» bare når "
            f"forskjellen er sikker også med et 99-prosentintervall. Med {o['sammenlikninger']} sammenlikninger venter vi da "
            f"{tall(o['ventet_falske'], 1)} utslag av ren tilfeldighet."
        )
    if o["undersokelse"].get("runde"):
        punkter.append(_om_undersokelsen(o["undersokelse"]))
    punkter.append(_om_skjult(k))
    return Tekst(punkter=tuple(punkter))


def _sammenliknet(o: Mapping) -> str:
    naboer = [o["sonenavn"].get(s, s) for s in o["naboer"]]
    setning = "Sammenliknet med hva? Med resten av kommunen, altså alle soner utenfor området, og aldri med en helhet området selv er del av."
    return setning + (
        f" Nabosonene er {liste(naboer)}." if naboer else " Nabosoner er ikke oppgitt."
    )


def _om_undersokelsen(u: Mapping) -> str:
    andel = (
        f" Svarandelen var {prosent(u['svarandel'], 0)}."
        if pd.notna(u["svarandel"])
        else " Svarandelen er ikke kjent."
    )
    return (
        f"Hvem svarte på undersøkelsen? {tall(u['n_omraade'])} i området og {tall(u['n_alle'] - u['n_omraade'])} i resten av kommunen, i {u['runde']} "
        f"({u['trekkmaate']}, {u['modus']}).{andel} {' '.join(u['merknader'])}"
    )


def _om_skjult(k) -> str:
    antall = k.opplysninger["skjult"]
    if not antall:
        return "Er noe skjult? Nei, ingen tall var så små at de måtte skjules."
    return f"Er noe skjult? Ja, {tall(antall)} tall vises ikke fordi de ellers kunne røpet noe om enkeltpersoner. Noen er skjult bare for at andre ikke skal kunne regnes ut."


def levekaar(k) -> Tekst:
    """Én setning per indikator som skiller seg ut, med usikkerhet og hva én person betyr."""
    i = k.indikatorer.tabell
    ulike = i[i["ord"].isin(["høyere", "lavere"])] if len(i) else i
    return Tekst(punkter=tuple(_forskjell(r) for r in ulike.itertuples()))


def _forskjell(r) -> str:
    if r.maal == "rate":
        enhet = f"per {tall(r.per)}"
        lav, hoy = sorted((abs(r.forskjell_nedre), abs(r.forskjell_ovre)))
        hale = f"mellom {tall(lav, 1)} og {tall(hoy, 1)} {enhet}."
    else:
        lav, hoy = sorted((abs(r.forskjell_nedre), abs(r.forskjell_ovre)))
        hale = f"{mellom(lav, hoy, 1, 'prosentpoeng')}. Én person tilsvarer {prosentpoeng(r.en_person)}."
    return f"{r.navn} ({r.tid}): {_verdi(r.verdi, r, 1)} i området, {_verdi(r.verdi_mot, r, 1)} i resten av kommunen. Området er {r.ord}, trolig {hale}"


def endringer(k) -> Tekst:
    """Si hva som har endret seg, hva som er uendret, og hva vi ikke kan si noe om, etter siste brudd."""
    e = k.endring.tabell
    if not len(e):
        return Tekst()
    punkter = [
        f"{r.navn}: {r.ord} fra {_verdi(r.verdi_fra, r, 1)} i {r.fra} til {_verdi(r.verdi_til, r, 1)} i {r.til}."
        for r in e[e["ord"].isin(["opp", "ned"])].itertuples()
    ]  # fmt: skip
    for ord_, start in (
        ("uendret", "Omtrent uendret"),
        ("for lite grunnlag", "For små tall til å si om noe er endret"),
    ):
        valgt = [_liten(n) for n in e.loc[e["ord"] == ord_, "navn"]]
        punkter += [f"{start}: {liste(valgt)}."] if valgt else []
    return Tekst(punkter=tuple(punkter))


def brudd(k) -> Boks | None:
    """Advar om brudd i tidsseriene, med hva som ble endret og når."""
    b, n = k.opplysninger["brudd"], navn(k, "")
    if not b:
        return None
    punkter = [
        f"{n.get(kode, kode)}, fra {aar}: {tekst}"
        for kode, alle in b.items()
        for aar, tekst in alle.items()
    ]
    return Boks(
        "forbehold", "Noen tall kan ikke følges over hele perioden",
        "Linjen er brutt der tallene før og etter ikke kan sammenliknes.", tuple(dict.fromkeys(punkter)),
    )  # fmt: skip


def hvem_svarte(k) -> Boks | None:
    """Si fra når noen grupper er tydelig under- eller overrepresentert blant dem som svarte."""
    h = k.hvem.tabell
    if not len(h):
        return None
    u = k.opplysninger["undersokelse"]
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
        f"{r.gruppe}: {prosent(r.verdi, 0)} av svarene, men {prosent(r.andel_befolkning, 0)} av befolkningen fra 16 år."
        for r in skjeve.itertuples()
    )  # fmt: skip
    return Boks(
        "forbehold", "De som svarte, er ikke et tverrsnitt av dem som bor her",
        f"Svarene er vektet, så gruppene teller like mye som de utgjør av befolkningen. Usikkerheten er da som med {tall(u['n_eff'])} svar, ikke {tall(u['n_omraade'])}. "
        "Vekting retter ikke opp at de som lot være å svare, kan mene noe annet enn de som svarte.", punkter,
    )  # fmt: skip


def syn(k) -> Tekst:
    """Si hva innbyggerne mener, mot resten av kommunen og mot forrige runde."""
    s, e = k.sporsmaal.tabell, k.synsendring.tabell
    if not len(s):
        return Tekst()
    punkter = [
        f"«{r.tekst}» {prosent(r.verdi, 0)} svarer positivt i området. Det er {r.ord} enn i resten av kommunen, med {mellom(*sorted((abs(r.forskjell_nedre), abs(r.forskjell_ovre))), 0, 'prosentpoeng')}."
        for r in s[(s["gruppe"] == OMRAADE) & s["ord"].isin(["høyere", "lavere"])].itertuples()
    ]  # fmt: skip
    sikre = e[e["ord"].isin(["opp", "ned"])] if len(e) else e
    punkter += [
        f"«{r.tekst}» har gått {r.ord} fra {prosent(r.verdi_da, 0)} til {prosent(r.verdi_naa, 0)} siden {k.opplysninger['undersokelse']['forrige']}."
        for r in sikre.itertuples()
    ]  # fmt: skip
    if len(e) and len(e) > len(sikre):
        minste = e["minste"].dropna()
        punkter.append(
            f"For de andre spørsmålene kan vi ikke si om noe er endret. Med så mange svar ville vi bare oppdaget endringer på rundt {prosentpoeng(minste.median(), 0)} eller mer."
        )
    return Tekst(punkter=tuple(punkter))


def sprik(k) -> Boks:
    """Vis hvor tallene og innbyggerne er uenige, og hvor de er enige."""
    s = k.sprik.tabell
    if not len(s):
        return Boks("tips", "Ingen tydelig uenighet", k.sprik.opplysninger.get("mangler", ""))
    punkter = []
    for slag, knyttes in (("uenige", "men"), ("enige", "og")):
        for r in s[s["slag"] == slag].itertuples():
            tall_, folk = ("bedre" if v == "bedre" else "svakere" for v in (r.vurdering, r.syn))
            punkter.append(
                f"{r.tema.capitalize()}: «{r.navn}» er {tall_} enn i resten av kommunen, {knyttes} svarene på «{r.tekst}» er {folk} "
                f"({prosentpoeng(r.forskjell, 0)})."
            )
    uenig = (s["slag"] == "uenige").any()
    tittel = (
        "Tallene og innbyggerne er uenige" if uenig else "Tallene og innbyggerne peker samme vei"
    )
    forklaring = "Begge kan ha rett. Registre teller det som blir meldt, og innbyggerne svarer ut fra det de opplever. Uenigheten er et funn i seg selv."
    return Boks(
        "advarsel" if uenig else "tips", tittel, forklaring if uenig else "", tuple(punkter)
    )


def indeks(k) -> Boks | None:
    """Advar mot å lese indeksen som en rangering, og si hva den er satt sammen av."""
    o = k.indeks.opplysninger
    if "vekter" not in o:
        return None
    n = navn(k, "")
    vekter = liste([f"{_liten(n.get(i, i))} ({prosent(v, 0)})" for i, v in o["vekter"].items()])
    return Boks(
        "forbehold", "Indeksen er ikke en rangering",
        f"Den er satt sammen av {vekter}.", (*o["forutsetninger"], *o["advarsler"], *o["kan_ikke_si"]),
    )  # fmt: skip


def kan_si(k, omraade: str) -> Setninger:
    """Skill det tallene gir grunnlag for å si, fra det de ikke gir grunnlag for."""
    i = k.indikatorer.tabell
    kan = (
        [
            f"{r.navn} er {r.ord} i {omraade} enn i resten av kommunen ({r.tid})."
            for r in i[i["ord"].isin(["høyere", "lavere"])].itertuples()
        ]
        if len(i)
        else []
    )
    kan_ikke = [
        "Hvorfor det er slik. Tallene beskriver, de forklarer ikke.",
        "Noe om den enkelte som bor her. Et snitt for et område gjelder ingen bestemt person.",
        "At området er et dårlig sted å bo. Tallene måler levekår, ikke hva stedet er verdt for dem som bor der.",
    ]
    if len(i):
        lite = [_liten(n) for n in i.loc[i["ord"] == "for lite grunnlag", "navn"]]
        kan_ikke += (
            [f"Om området skiller seg fra resten på {liste(lite)}. Tallene er for små."]
            if lite
            else []
        )
    if k.opplysninger["brudd"]:
        kan_ikke.append("Hvordan tallene med brudd har utviklet seg fra før til etter bruddet.")
    kan_ikke.append(
        "Om en tidligere innsats har virket. Det krever en evaluering med sammenlikningsområder."
    )
    return Setninger(tuple(kan), tuple(kan_ikke))


def neste(k) -> Tekst:
    """Foreslå de neste spørsmålene: det skjeve, det uenige, det usikre og det som mangler."""
    i, s, h, d = (x.tabell for x in (k.indikatorer, k.sprik, k.hvem, k.dekning))
    punkter = []
    if len(i):
        svake = (
            i[i["vurdering"] == "svakere"]
            .assign(a=lambda x: (x["verdi"] / x["verdi_mot"] - 1).abs())
            .nlargest(3, "a")
        )
        punkter += [
            f"Hvem gjelder «{_liten(r.navn)}», og hva mener de selv ville hjelpe? Spør dem det gjelder."
            for r in svake.itertuples()
        ]
        gode = i[i["vurdering"] == "bedre"]
        punkter += [
            f"Hva er det som virker når området kommer bedre ut på «{_liten(r.navn)}», og kan det brukes flere steder?"
            for r in gode.head(1).itertuples()
        ]
    if len(s):
        punkter += [f"Hvorfor er tallene og innbyggerne uenige om {t}? Ta det med på en trygghetsvandring eller i et beboermøte." if t == "trygghet"
                    else f"Hvorfor er tallene og innbyggerne uenige om {t}? Ta det opp i et beboermøte." for t in dict.fromkeys(s.loc[s["slag"] == "uenige", "tema"])]  # fmt: skip
    if len(h):
        faa = h[h["skjev"].astype(bool) & (h["verdi"] < h["andel_befolkning"])]
        punkter += (
            [f"Hvordan når vi flere i gruppen {liste(list(faa['gruppe']))}? De svarte sjeldnest."]
            if len(faa)
            else []
        )
    punkter += [f"{r.tema} mangler. {r.skaff}" for r in d[d["finnes"] == "nei"].itertuples()]
    punkter.append(
        "Hvilke ressurser finnes her, og hvilke av dem kan kobles? Det svarer rapporten «Ressurskart» på."
    )
    return Tekst(punkter=tuple(punkter))


def _verdi(verdi: float, r, desimaler: int = 0) -> str:
    if r.maal == "rate":
        return f"{tall(verdi, 1)}{HARDT}per{HARDT}{tall(r.per)}"
    return prosent(verdi, desimaler)


def _mellom(r) -> str:
    if r.maal == "rate":
        return f"{tall(r.nedre, 1)} til {tall(r.ovre, 1)}"
    return f"{tall(r.nedre * 100)} til {prosent(r.ovre, 0)}"


def _liten(tekst: str) -> str:
    """Liten forbokstav midt i en setning, men ikke i forkortelser.

    >>> _liten("Barn i skole"), _liten("SSB-tall")
    ('barn i skole', 'SSB-tall')
    """
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]
