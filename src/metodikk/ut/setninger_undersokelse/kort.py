"""Det viktigste først: oppsummering, nøkkeltall, hva svarene er, og hva leseren må vite."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.tall import liste, mellom, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, intervall, oppramsing, stor
from metodikk.ut.setninger_undersokelse.apne import mest_nevnt
from metodikk.ut.setninger_undersokelse.form import (
    AAPEN,
    folk,
    helheten,
    mot_de_andre,
    mot_resten,
    sikre,
    sterke,
    storst_forst,
    svarte_sjelden,
    tilfeldige,
)
from metodikk.ut.side import Boks, Nokkeltall, Tekst

FLEST, LAV_SVARANDEL, SKJEV = 3, 0.3, 0.15


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hvordan folk har det, hva som skiller området, hva som er endret, og hva de skrev.

    Parametere
    ----------
    k : Undersokelse
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    if not len(k.sporsmaal.tabell):
        return avsnitt(k.sporsmaal.opplysninger["mangler"])
    return avsnitt(
        _helhet(k, omraade), _mot_resten(k), _gruppe(k), _endret(k), _driver(k),
        *(mest_nevnt(a) for a in k.apne[:1]), _faa(k),
    )  # fmt: skip


def _helhet(k, omraade: str) -> str:
    o, rad = k.opplysninger, helheten(k)
    innled = (
        f"{tall(o['n_omraade'])} innbyggere i {omraade} svarte på undersøkelsen i {o['runde']}."
    )
    if o["aapen"]:
        innled += f" {AAPEN}"
    for r in rad.itertuples():
        innled += f" På spørsmålet «{r.tekst}» svarer {intervall(r.verdi, r.nedre, r.ovre, desimaler=0)} positivt."
    return innled


def _mot_resten(k) -> str:
    t = mot_resten(k)
    deler = []
    for ord_, hvem in (("lavere", "Færre"), ("høyere", "Flere")):
        d = t[t["ord"] == ord_] if len(t) else t
        if len(d):
            deler.append(f"{hvem} enn i resten av kommunen svarer positivt på {_spm(d)}.")
    return " ".join(deler) or "Ingen spørsmål skiller området sikkert fra resten av kommunen."


def _spm(d: pd.DataFrame) -> str:
    """Spørsmålene med andelen her, mot andelen i resten."""
    navn = [f"«{r.tekst}» ({_andelene(r)})" for r in d.itertuples()]
    return oppramsing(navn, flest=FLEST)


def _andelene(r) -> str:
    mot = f" mot {prosent(r.verdi_mot, 0)}" if pd.notna(r.verdi_mot) else ""
    return f"{tall(r.verdi * 100)}{mot}" if mot else prosent(r.verdi, 0)


def _gruppe(k) -> str:
    """Den gruppen i området som skiller seg mest fra de andre."""
    t = storst_forst(k.skiller.tabell)
    return "".join(f"{stor(mot_de_andre(r))}." for r in t.head(1).itertuples())


def _endret(k) -> str:
    t, forrige = sikre(k.like.tabell, "opp", "ned"), k.opplysninger["forrige"]
    if forrige is None:
        return ""
    if not len(t):
        return f"Ingen svar har endret seg sikkert siden {forrige}."
    deler = [f"«{r.tekst}» har gått {r.ord} fra {prosent(r.verdi_da, 0)} til {prosent(r.verdi_naa, 0)}" for r in t.itertuples()]  # fmt: skip
    return f"Siden {forrige} er dette sikkert endret: {liste(deler)}."


def _driver(k) -> str:
    t = sterke(k).head(1)
    return "".join(
        f"Svaret som følger helheten tettest, er «{r.tekst}». Det betyr ikke at det ene fører til det andre."
        for r in t.itertuples()
    )


def _faa(k) -> str:
    faa = svarte_sjelden(k)
    return (
        f"{stor(liste(faa))} har svart sjeldnere enn de andre. Svarene er vektet, men få svar må stå for mange."
        if faa
        else ""
    )


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: svarandelen, svarene, helheten og den største sikre endringen.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Nokkeltall
    """
    if not len(k.sporsmaal.tabell):
        return Nokkeltall()
    o, ut = k.opplysninger, []
    if pd.notna(o["svarandel"]):
        ut.append(("Svarandel", prosent(o["svarandel"], 0), f"{tall(o['n_alle'])} svar i hele kommunen i {o['runde']}."))  # fmt: skip
    ut.append(
        (
            "Svar i området",
            tall(o["n_omraade"]),
            f"Like sikkert som {tall(o['n_eff'])} svar uten vekting.",
        )
    )
    ut += [
        ("Positive svar om helheten", prosent(r.verdi, 0), _trolig(r))
        for r in helheten(k).itertuples()
    ]
    endret = sikre(k.like.tabell, "opp", "ned")
    if len(endret):
        r = endret.loc[endret["forskjell"].abs().idxmax()]
        ut.append(("Største sikre endring", f"{'+' if r['forskjell'] > 0 else ''}{tall(r['forskjell'] * 100)}", f"Prosentpoeng siden {o['forrige']}. {r['tekst']}"))  # fmt: skip
    return Nokkeltall(tuple(ut))


def _trolig(r) -> str:
    usikkert = f" Trolig {mellom(r.nedre, r.ovre)}." if pd.notna(r.nedre) else ""
    return f"{r.tekst}{usikkert}"


def om_tallene(k, avsender: str) -> Tekst:
    """Svar på det leseren først spør om: hvem ble spurt, hvordan er det regnet, og hvor sikkert er det.

    Parametere
    ----------
    k : Undersokelse
    avsender : str
        Enheten som gir ut rapporten.

    Returnerer
    ----------
    Tekst
    """
    if not len(k.sporsmaal.tabell):
        return Tekst()
    o, v = k.opplysninger, k.opplysninger["vekter"]
    spurt = {"alle invitert": "Alle ble invitert", "tilfeldig utvalg": "Et tilfeldig utvalg"}.get(o["trekkmaate"], "De som fant en åpen lenke")  # fmt: skip
    punkter = [
        f"Hvem har spurt? {avsender or 'Kommunen'}, i {o['runde']}. Hvem ble spurt? {spurt}. De svarte på {o['modus']}.",
        f"Hvordan er svarene vektet? {' '.join(o['merknader'])} Det letteste svaret teller {tall(v['minst'], 1)} og det tyngste {tall(v['storst'], 1)} ganger snittet.",
        f"Hva koster vektingen? {tall(v['n'])} svar gir like sikre tall som {tall(v['n_eff'])} fra et utvalg uten skjevhet.",
    ]  # fmt: skip
    if o["aapen"]:
        punkter.append(f"Hvor sikre er tallene? Det kan vi ikke si. {AAPEN}")
    else:
        punkter.append(
            f"Hvor sikre er tallene? Hvert tall har et 95-prosentintervall. Forskjeller har 99 prosent, fordi vi prøver {antall(o['sporsmaal'])} spørsmål. "
            f"{tilfeldige(o['ventet_falske'])}"
        )
    return Tekst(
        punkter=(
            *punkter,
            "«Vet ikke» er ikke et svar på skalaen. Andelen står for seg, i tabellen over alle spørsmålene.",
        )
    )


def hvem(k) -> Tekst | None:
    """Si hvor skjevt svarene er fordelt, og hva det betyr.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Tekst, eller None når ingen har svart
    """
    if not len(k.hvem.tabell):
        return None
    o, faa = k.opplysninger, svarte_sjelden(k)
    deler = [
        f"{prosent(o['skjevhet'], 0).capitalize()} av svarene måtte ha kommet fra andre grupper for at alle skulle vært med like mye etter kjønn og alder.",
        f"Sjeldnest svarte {liste(faa)}." if faa else "Ingen gruppe svarte mye sjeldnere enn de andre.",
        "Vektingen retter opp kjønn og alder. Den retter ikke opp at de som svarer, kan mene noe annet enn dem som ikke gjør det.",
    ]  # fmt: skip
    return avsnitt(*deler)


def hvemfunn(k) -> str:
    """Det figuren over svarerne viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    str
    """
    h = k.hvem.tabell
    h = h[h["verdi"].notna() & h["andel_befolkning"].notna()] if len(h) else h
    if not len(h):
        return ""
    r = h.loc[(h["verdi"] - h["andel_befolkning"]).abs().idxmax()]
    return (
        f"Størst er avstanden for {liste(folk([r['gruppe']]))}: {prosent(r['verdi'], 0)} av svarene, "
        f"{prosent(r['andel_befolkning'], 0)} av befolkningen."
    )


def kvalitet(k) -> Boks | None:
    """Advar om det som gjør svarene svakere: åpen lenke, lav svarandel, skjevt frafall og svar som venter.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Boks eller None
    """
    if not len(k.sporsmaal.tabell):
        return None
    o = k.opplysninger
    punkter = [AAPEN + " Ingen tall har intervaller."] if o["aapen"] else []
    if not o["aapen"] and pd.isna(o["svarandel"]):
        punkter.append("Svarandelen er ikke kjent. Fyll ut hvor mange som ble invitert.")
    elif o["svarandel"] < LAV_SVARANDEL:
        punkter.append(f"Bare {prosent(o['svarandel'], 0)} svarte. De som ikke svarte, kan mene noe annet.")  # fmt: skip
    if o["skjevhet"] >= SKJEV:
        faa = svarte_sjelden(k)
        punkter.append(f"Svarene er skjevt fordelt. Det er for få fra {liste(faa)}." if faa else "Svarene er skjevt fordelt mellom gruppene.")  # fmt: skip
    punkter += [
        f"{stor(a.opplysninger['venter'])} av de åpne svarene kan nevne noen. Ordene er skjult til et menneske har lest dem."
        for a in k.apne if a.opplysninger["venter"] != "ingen"
    ]  # fmt: skip
    return Boks("advarsel", "Les dette før tallene", "", tuple(punkter)) if punkter else None
