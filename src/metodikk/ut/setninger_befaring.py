"""Setningene om befaringene: hva som er funnet, hvem som eier det, hvor fort det lukkes, og hvem som er der."""

from __future__ import annotations

import datetime as dt

from metodikk.grunn.tall import HARDT, dato, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, intervall, oppramsing, stor
from metodikk.ut.side import Boks, Nokkeltall, Setninger, Tekst

NOTE_INNEN = (
    "Regnet av alle funnene, også de åpne (Kaplan–Meier). Et åpent funn teller med så lenge det er fulgt.",
    "Intervallet sier hvor mye andelen kan svinge av seg selv med så få funn.",
)
NOTE_TID = ("Snitt av rundene. Kvelden begynner klokka 17.",)
NOTE_BRUK = (
    "Til stede i snitt er et øyeblikksbilde, ikke antall besøkende.",
    "Forbi i timen er telt i ti minutter og ganget med seks.",
)


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hva som gjenstår, hvor fort det går, hvem som eier det, og bruken.

    Parametere
    ----------
    k : Befaring
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    if not k.opplysninger["antall"]:
        return avsnitt(k.funn.opplysninger["mangler"], _bruk(k))
    return avsnitt(
        _gjenstaar(k, omraade), _farlige(k), _hvor_fort(k), _eierne(k), _moerkt(k), _bruk(k)
    )


def _gjenstaar(k, omraade: str) -> str:
    o, aapne = k.opplysninger, len(k.aapne.tabell)
    funn = antall(o["antall"], "ett funn", "funn")
    vandringer = antall(o["vandringer"], "én befaring", "befaringer")
    if not aapne:
        return f"Det er gjort {funn} på {vandringer} i {omraade}, og alle er lukket."
    return (
        f"Det er gjort {funn} på {vandringer} i {omraade}. {stor(antall(aapne))} er fortsatt åpne."
    )


def _farlige(k) -> str:
    a = k.aapne.tabell
    verst = a[a["alvor"] == 3] if len(a) else a
    if not len(verst):
        return "Ingen av de åpne kan skade noen." if len(a) else ""
    steder = oppramsing(
        [f"{r.sted} ({antall(r.dager)}{HARDT}dager)" for r in verst.itertuples()], flest=6
    )
    hvem = (
        "Ett av dem kan skade noen"
        if len(verst) == 1
        else f"{stor(antall(len(verst)))} av dem kan skade noen"
    )
    return f"{hvem}: {steder}."


def _hvor_fort(k) -> str:
    i = k.innen.tabell
    vist = i[(i["hvem"] == "Alle funn") & i["verdi"].notna()]
    if not len(vist):
        return "Funnene er fulgt for kort til å si hvor fort de blir lukket."
    rader = list(vist.itertuples())
    deler = [f"{prosent(r.verdi, 0)} innen {r.innen.replace(' ', HARDT)}" for r in rader[1:]]
    foerste = f"{prosent(rader[0].verdi, 0)} lukket innen {rader[0].innen.replace(' ', HARDT)}"
    return f"Av alle funnene er {liste([foerste, *deler])}."


def _eierne(k) -> str:
    e = k.eiere.tabell
    uten = e.loc[e["navn"] == "Ingen eier", "aapne"].sum()
    over = int(e["over_frist"].sum())
    deler = [
        f"{antall(uten, 'ett åpent funn har', 'åpne funn har')} ingen eier" if uten else "",
        f"{antall(over, 'ett er', 'er')} over fristen" if over else "",
    ]
    sagt = ", og ".join(d for d in deler if d)
    return f"{stor(sagt)}." if sagt else ""


def _moerkt(k) -> str:
    t = k.lys.tabell.set_index("navn")["meldt"]
    n = t.get("Bare i mørke", 0)
    return f"{stor(antall(n))} av {antall(t.sum())} funn ble bare sett i mørke." if n else ""


def _bruk(k) -> str:
    s = k.steder.tabell
    vist = s[s["snitt"].notna()] if len(s) else s
    if not len(vist):
        return ""
    mest = vist.loc[vist["snitt"].idxmax()]
    setning = f"Stedet med flest til stede er {mest['sted']}: {tall(mest['snitt'])} personer i snitt da det ble telt."
    gjennom = vist[vist["forbi"].notna()]
    if not len(gjennom):
        return setning
    gaar = gjennom.loc[gjennom["forbi"].idxmax()]
    if gaar["sted"] == mest["sted"]:
        return setning
    return (
        f"{setning} Flest går forbi {gaar['sted']}, der {tall(gaar['snitt'])} er til stede i snitt."
    )


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: åpne funn, de som kan skade noen, andelen lukket, og funn over fristen.

    Parametere
    ----------
    k : Befaring

    Returnerer
    ----------
    Nokkeltall
    """
    o, a, i, e = k.opplysninger, k.aapne.tabell, k.innen.tabell, k.eiere.tabell
    ut = []
    if o["antall"]:
        verst = int((a["alvor"] == 3).sum()) if len(a) else 0
        ut = [
            ("Åpne funn", f"{tall(len(a))} av {tall(o['antall'])}", "Resten er utbedret eller avvist med grunn."),
            ("Åpne som kan skade noen", tall(verst), "Skal sikres med en gang."),
            ("Over fristen", tall(e["over_frist"].sum()), "Eieren har ikke gjort det til avtalt dag."),
        ]  # fmt: skip
        nitti = i[(i["hvem"] == "Alle funn") & (i["grense"] == 90) & i["verdi"].notna()]
        for r in nitti.itertuples():
            ut.append(
                ("Lukket innen 90 dager", prosent(r.verdi, 0), "Regnet av alle, også de åpne.")
            )
    if o["runder"]:
        ut.append(
            (
                "Runder telt",
                tall(o["runder"]),
                "Hvert sted, hver dag og hvert klokkeslett er én runde.",
            )
        )
    return Nokkeltall(tuple(ut))


def vakter(k) -> Boks | None:
    """Advar om det som gjør tallene svakere: få funn, hull i tellingene, steder uten kveld.

    Parametere
    ----------
    k : Befaring

    Returnerer
    ----------
    Boks eller None
    """
    o, punkter = k.opplysninger, []
    if 0 < o["antall"] < 30:
        punkter.append(f"Med {antall(o['antall'])} funn betyr ett funn omtrent {tall(100 / o['antall'])} prosentpoeng. Små forskjeller mellom befaringer er tilfeldige.")  # fmt: skip
    if o["hull"]:
        punkter.append(
            f"Runder mangler: {liste(o['hull'])}. Snittene der er av færre runder enn de andre."
        )
    if o["aldri_kveld"]:
        punkter.append(f"{liste(o['aldri_kveld'])} er aldri telt på kvelden.")
    if o["utenfor"]:
        punkter.append(
            f"{stor(antall(o['utenfor'], 'ett funn', 'funn'))} ligger utenfor området, og er ikke med."
        )
    return Boks("forbehold", "Les dette før tallene", punkter=tuple(punkter)) if punkter else None


def om_tallene(k) -> Tekst:
    """Si når funnene er fra, hvor lenge de er fulgt, og hva lista ikke er.

    Parametere
    ----------
    k : Befaring

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    naar = f"Funnene er fulgt til {dato(dt.date.fromisoformat(o['i_dag']))}." if o["i_dag"] else ""
    return avsnitt(
        naar,
        "Lista er det deltakerne så på befaringene. Den er ikke alle feil og farer i området.",
        "Klokka begynner den dagen funnet ble meldt. Lukket er det når noen har sett på stedet at det er gjort, eller når det er avvist med en grunn.",
    )  # fmt: skip


def kartfunn(k) -> str:
    """Det kartet viser, i én setning til den alternative teksten."""
    a = k.aapne.tabell
    if not len(a):
        return ""
    lys = int((a["type"] == "lys").sum())
    om_lys = f" {stor(antall(lys))} gjelder lys." if lys else ""
    return f"{stor(antall(len(a)))} åpne funn, {antall((a['alvor'] == 3).sum())} av dem kan skade noen.{om_lys}"


def kurvefunn(k) -> str:
    """Det kurven viser ved den siste grensen alle gruppene er fulgt til, i én setning til den alternative teksten."""
    i = k.innen.tabell
    if not len(i):
        return ""
    vist = i[i.groupby("grense")["verdi"].transform(lambda v: v.notna().all())]
    if not len(vist):
        return ""
    siste = vist[vist["grense"] == vist["grense"].max()]
    deler = [
        f"{prosent(1 - r.verdi, 0)} av {r.hvem[0].lower()}{r.hvem[1:]}" for r in siste.itertuples()
    ]
    return f"Etter {siste.iloc[0]['innen'].replace(' ', HARDT)} er dette fortsatt åpent: {liste(deler)}."


def innen(k) -> list[str]:
    """Én setning for hver gruppe: hvor stor del som er lukket innen 90 dager, med intervall."""
    i = k.innen.tabell
    if not len(i):
        return []
    vist = i[(i["grense"] == 90) & i["verdi"].notna()]
    return [f"{r.hvem}: {intervall(r.verdi, r.nedre, r.ovre, desimaler=0)} er lukket innen 90 dager." for r in vist.itertuples()]  # fmt: skip


def kan_si(k) -> Setninger:
    """Skill det befaringene gir grunnlag for å si, fra det de ikke gir grunnlag for.

    Parametere
    ----------
    k : Befaring

    Returnerer
    ----------
    Setninger
    """
    kan, o = list(innen(k)), k.opplysninger
    e = k.eiere.tabell
    if len(e) and e["aapne"].sum():
        mest = e.iloc[0]
        kan.append(f"{mest['navn']} har {antall(mest['aapne'], 'ett åpent funn', 'åpne funn')}." if mest["navn"] != "Ingen eier" else f"{stor(antall(mest['aapne'], 'ett åpent funn', 'åpne funn'))} har ingen eier.")  # fmt: skip
    s = k.steder.tabell
    vist = s[s["snitt"].notna()] if len(s) else s
    if len(vist):
        kan.append(f"Da vi talte, var så mange til stede i snitt: {liste([f'{r.sted} {tall(r.snitt, 1)}' for r in vist.itertuples()])}.")  # fmt: skip
    ikke = ["At området er utrygt. Det må innbyggerne spørres om.", "At lista er alt som er feil.", "At en enhet ikke gjør jobben sin, fordi den eier mange funn."]  # fmt: skip
    if o["runder"]:
        ikke.append("Hvor mange som bruker et sted. Den samme personen kan være talt flere ganger.")
    return Setninger(tuple(kan), tuple(ikke))


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, etter det som står åpent.

    Parametere
    ----------
    k : Befaring

    Returnerer
    ----------
    Tekst
    """
    a, punkter = k.aapne.tabell, []
    if len(a):
        punkter += _sikre(a.loc[a["alvor"] == 3, "sted"].tolist())
        punkter += [
            f"Finn en eier til «{r.hva}» ({r.sted})." for r in a[a["eier"] == ""].itertuples()
        ]
        uten = a[(a["eier"] != "") & a["frist"].isna()]
        punkter += [f"Avtal en frist med {r.eier} for «{r.hva}»." for r in uten.itertuples()]
        if over := int(a["over_frist"].sum()):
            punkter.append(f"Ta opp {antall(over, 'funnet', 'funn')} over fristen på neste møte. Eieren sier ja, eller gir en ny dato med grunn.")  # fmt: skip
    if k.opplysninger["hull"]:
        punkter.append(f"Gå rundene som mangler: {liste(k.opplysninger['hull'])}.")
    if not k.opplysninger["runder"]:
        punkter.append("Tell hvem som bruker stedene, på dagtid og kveld, i minst to årstider.")
    punkter.append("Send deltakerne svarene, og gå på nytt i mørke om et halvt år.")
    return Tekst(punkter=tuple(punkter))


def _sikre(steder: list[str]) -> list[str]:
    if len(steder) < 2:
        return [f"Sikre {s} nå, og gi dem som meldte det, et svar." for s in steder]
    return [
        f"Sikre disse {antall(len(steder))} stedene nå, og gi dem som meldte dem, et svar: {liste(steder)}."
    ]
