"""Det viktigste først: oppsummering, nøkkeltall og hva tallene er."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.tall import HARDT, liste, mellom, periode, prosent, tall
from metodikk.ut.setninger import antall, liten
from metodikk.ut.setninger_kunnskap.form import OMRAADE, RESTEN, mot, spenn, verdi
from metodikk.ut.side import Nokkeltall, Tekst

STOERST = 4


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: folket, tallene, innbyggerne, uenigheten og hullene.

    Parametere
    ----------
    k : Kunnskapsgrunnlag
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    deler = [
        _folk(k, omraade), _forskjeller(k, "svakere"), _forskjeller(k, "bedre"), _nivaa(k),
        _mest_endret(k), _syn_kort(k), _sprik_kort(k), _ressurser(k), _mangler_kort(k),
    ]  # fmt: skip
    return Tekst(avsnitt=tuple(d for d in deler if d))


def _folk(k, omraade: str) -> str:
    t = k.folketall.tabell
    siste = t[t["aar"] == t["aar"].max()].set_index("gruppe")
    if OMRAADE not in siste.index or pd.isna(siste.loc[OMRAADE, "teller"]):
        return ""
    folk, vekst = siste.loc[OMRAADE, "teller"], siste.loc[OMRAADE, "verdi"] - 100
    setning = (
        f"{omraade} hadde {tall(folk)} innbyggere i {int(t['aar'].max())}.{_uten_folketall(k)}"
    )
    if RESTEN not in siste.index or t["aar"].min() == t["aar"].max():
        return setning
    andre, andel = siste.loc[RESTEN, "verdi"] - 100, folk / (folk + siste.loc[RESTEN, "teller"])
    return (
        f"{setning} Det er {prosent(andel, 0)} av kommunen. Siden {int(t['aar'].min())} har folketallet "
        f"{_gaatt(vekst)}. I resten av kommunen har det {_gaatt(andre)}."
    )


def _uten_folketall(k) -> str:
    """Si fra når summen ikke har med alle sonene i området."""
    o = k.opplysninger
    uten = [o["sonenavn"].get(s, s) for s in o["uten_folketall"]]
    if not uten:
        return ""
    return f" Da er ikke {liste(uten)} med, for der mangler tallene ({len(uten)} av {len(o['omraade'])} soner)."


def _gaatt(endring: float) -> str:
    if abs(endring) < 0.5:
        return "vært stabilt"
    return f"{'økt' if endring > 0 else 'gått ned'} med {tall(abs(endring))}{HARDT}prosent"


def storst(i: pd.DataFrame, flest: int, a: str = "verdi", b: str = "verdi_mot") -> pd.DataFrame:
    """Radene med størst relativ forskjell, størst først."""
    return i.assign(_a=(i[a] / i[b] - 1).abs()).nlargest(flest, "_a")


def _forskjeller(k, vurdering: str) -> str:
    i = k.indikatorer.tabell
    valgt = i[i["vurdering"] == vurdering] if len(i) else i
    if not len(valgt):
        return ""
    vises = storst(valgt, STOERST)
    ledd = [f"{liten(r.navn)} ({mot(r.verdi, r.verdi_mot, r)})" for r in vises.itertuples()]
    if rest := len(valgt) - len(vises):
        ledd.append("én indikator til" if rest == 1 else f"{antall(rest)} indikatorer til")
    return f"Sammenliknet med resten av kommunen kommer området {vurdering} ut på {liste(ledd)}."


def _nivaa(k) -> str:
    i = k.indikatorer.tabell
    if not len(i):
        return ""
    likt, lite = ((i["ord"] == o).sum() for o in ("på nivå", "for lite grunnlag"))
    deler = [f"{antall(likt)} på nivå med resten" if likt else "",
             f"{antall(lite)} for usikre til at vi kan si noe" if lite else ""]  # fmt: skip
    deler = [d for d in deler if d]
    return f"Av {antall(len(i))} indikatorer er {liste(deler)}." if deler else ""


def _mest_endret(k) -> str:
    e = k.endring.tabell
    valgt = e[e["ord"].isin(["opp", "ned"])] if len(e) else e
    if not len(valgt):
        return ""
    ledd = [
        f"{liten(r.navn)} har gått {r.ord} fra {verdi(r.verdi_fra, r)} i {r.fra} til {verdi(r.verdi_til, r)} i {r.til}"
        for r in storst(valgt, 2, "verdi_til", "verdi_fra").itertuples()
    ]
    return f"Dette har endret seg mest: {liste(ledd)}. Tallene sier ikke hva som ligger bak."


def _syn_kort(k) -> str:
    s = k.syn.tabell
    if not len(s):
        return k.syn.opplysninger.get("mangler", "")
    her, aar = s[s["gruppe"] == OMRAADE], k.opplysninger["undersokelse"]["runde"]
    mindre, mer = ([r.tema for r in her.itertuples() if r.ord == o] for o in ("lavere", "høyere"))
    deler = [f"mindre fornøyd med {liste(mindre)}" if mindre else "",
             f"mer fornøyd med {liste(mer)}" if mer else ""]  # fmt: skip
    deler = [d for d in deler if d]
    if not deler:
        return f"I undersøkelsen i {aar} er svarene i området ikke sikkert annerledes enn i resten av kommunen."
    return f"I undersøkelsen i {aar} er de som bor her, {', og '.join(deler)}, enn folk i resten av kommunen."


def _sprik_kort(k) -> str:
    s = k.sprik.tabell
    uenige = s[s["slag"] == "uenige"] if len(s) else s
    if not len(uenige):
        return ""
    temaer = liste(list(dict.fromkeys(uenige["tema"])))
    return (
        f"Tallene og innbyggerne er uenige om {temaer}. Det bør undersøkes før noen velger tiltak."
    )


def _ressurser(k) -> str:
    t = k.ressurser.tabell
    if not len(t) or not t["antall"].sum():
        return ""
    lag, i_alt = t.loc[t["type"] == "frivillig organisasjon", "antall"].sum(), t["antall"].sum()
    return f"Området har mye å bygge på: {tall(i_alt)} lag, virksomheter, institusjoner og steder er kartlagt. {tall(lag)} av dem er frivillige organisasjoner."


def _mangler_kort(k) -> str:
    d = k.dekning.tabell
    mangler = [liten(m) for m in d.loc[d["finnes"] == "nei", "tema"]]
    return f"Vi mangler kunnskap om {liste(mangler)}." if mangler else ""


def nokkeltall(k, omraade: str) -> Nokkeltall:
    """Velg noen få tall med usikkerhet: folketallet, de største sikre forskjellene og trivselen.

    Parametere
    ----------
    k : Kunnskapsgrunnlag
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Nokkeltall
    """
    t, i, s = k.folketall.tabell, k.indikatorer.tabell, k.syn.tabell
    siste = t[(t["aar"] == t["aar"].max()) & (t["gruppe"] == OMRAADE)].dropna(subset=["teller"])
    ut = [("Innbyggere", tall(r.teller), f"{omraade}, {int(r.aar)}") for r in siste.itertuples()]
    ulike = storst(i[i["vurdering"] != ""], STOERST) if len(i) else i
    ut += [
        (r.navn, tall(r.verdi, 1) if r.maal == "rate" else verdi(r.verdi, r), _om(r))
        for r in ulike.itertuples()
    ]  # fmt: skip
    her = (
        s[(s["gruppe"] == OMRAADE) & s["verdi"].notna() & (s["tema"] == "trivsel")] if len(s) else s
    )
    aar = k.opplysninger["undersokelse"].get("runde")
    for r in her.itertuples():
        trolig = (
            f"Trolig {mellom(r.nedre, r.ovre)}." if pd.notna(r.nedre) else "Kan ikke generaliseres."
        )
        ut.append(
            ("Trivsel: andel positive svar", prosent(r.verdi, 0), f"Undersøkelsen {aar}. {trolig}")
        )
    return Nokkeltall(tuple(ut))


def _om(r) -> str:
    per = f"Per {tall(r.per)} innbyggere, {r.tid}" if r.maal == "rate" else r.tid
    resten = tall(r.verdi_mot, 1) if r.maal == "rate" else verdi(r.verdi_mot, r)
    return f"{per}. Trolig {spenn(r)}. Resten av kommunen: {resten}."


def om_tallene(k, avsender: str) -> Tekst:
    """Svar på det leseren først spør om: hvem, når, sammenliknet med hva, og hvor sikkert.

    Parametere
    ----------
    k : Kunnskapsgrunnlag
    avsender : str
        Enheten som gir ut rapporten.

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    deler = [*_hvem_og_naar(k, avsender or "Kommunen"), _sammenliknet(o)]
    if o["sammenlikninger"]:
        deler.append(
            "Hvor sikre er de? Hvert tall har et intervall som viser usikkerheten. Vi kaller området «høyere» eller «lavere» bare når "
            f"forskjellen holder også med et 99-prosentintervall. Med {antall(o['sammenlikninger'])} sammenlikninger venter vi da "
            f"{tall(o['ventet_falske'], 1)} utslag av ren tilfeldighet."
        )
    if o["undersokelse"].get("runde"):
        deler.append(_om_undersokelsen(o["undersokelse"]))
    return Tekst(punkter=(*deler, _om_skjult(o["skjult"])))


def _hvem_og_naar(k, avsender: str) -> list[str]:
    i, perioder = k.indikatorer.tabell, k.opplysninger["perioder"]
    if not len(i):
        return [f"Hvem har laget tallene? {avsender} har satt sammen tallene."]
    kilder = sorted({kilde.split(",")[0] for kilde in i["kilde"] if kilde})
    aar = sorted({int(a) for p in perioder.values() for a in p})
    fra = (
        f"Indikatorene kommer fra {liste(kilder)}."
        if kilder
        else "Kilden til indikatorene er ikke oppgitt."
    )
    slaatt = (
        " Små tall er slått sammen over flere år. Perioden står ved hvert tall. Mange av de samme personene er med hvert år, "
        "så usikkerheten er noe større enn intervallet viser."
        if any(len(p) > 1 for p in perioder.values())
        else ""
    )
    return [
        f"Hvem har laget tallene? {fra} {avsender} har satt dem sammen.",
        f"Når gjelder de? {periode(aar[0], aar[-1])}.{slaatt}",
    ]


def _sammenliknet(o: Mapping) -> str:
    naboer = [o["sonenavn"].get(s, s) for s in o["naboer"]]
    setning = "Sammenliknet med hva? Med resten av kommunen, altså alle soner utenfor området. Området sammenliknes aldri med en helhet det selv er del av."
    return setning + (
        f" Nabosonene er {liste(naboer)}." if naboer else " Nabosoner er ikke oppgitt."
    )


def _om_undersokelsen(u: Mapping) -> str:
    andel = (
        f" Svarandelen var {prosent(u['svarandel'], 0)}."
        if pd.notna(u["svarandel"])
        else " Svarandelen er ikke kjent."
    )
    resten = u["n_alle"] - u["n_omraade"]
    return (
        f"Hvem svarte på undersøkelsen i {u['runde']}? {tall(u['n_omraade'])} i området og {tall(resten)} i resten av kommunen "
        f"({u['trekkmaate']}, {u['modus']}).{andel} {' '.join(u['merknader'])}"
    )


def _om_skjult(skjult: int) -> str:
    if not skjult:
        return "Er noe skjult? Nei, ingen tall var så små at de måtte skjules."
    return "Er noe skjult? Ja. Tall som kunne røpet noe om enkeltpersoner, vises ikke. Noen er skjult bare for at andre ikke skal kunne regnes ut."
