"""Det viktigste først: oppsummering, nøkkeltall, hva opplysningene er, og hvor de er for tynne."""

from __future__ import annotations

from metodikk.grunn.tall import liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.setninger_samarbeid.form import (
    HVEM,
    SNART,
    UTE,
    UTEN_SLUTT,
    avtaler,
    borte,
    bro_kort,
    dag,
    faa_svar,
    hullene_i_rollene,
    svake_sektorer,
    uten_forbindelse,
)
from metodikk.ut.side import Boks, Nokkeltall, Tekst


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hvem som er med, hvem som binder, hullene, avtalene og rollene.

    Parametere
    ----------
    k : Samarbeid
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    return avsnitt(_hvem(k, omraade), bro_kort(k) or k.opplysninger["for_faa"], _hull(k), _avtalt(k), hullene_i_rollene(k), _maa_med(k))  # fmt: skip


def _hvem(k, omraade: str) -> str:
    s = k.sektorer.tabell
    if not len(s):
        return k.aktorer.opplysninger["mangler"]
    slag = liste([antall(r.aktorer, *HVEM[r.sektor]) for r in s.itertuples()])
    setning = f"{stor(antall(s['aktorer'].sum()))} aktører er kartlagt i samarbeidet om {omraade}: {slag}."
    if not (h := k.opplysninger["helhet"]):
        return f"{setning} {k.koblinger.opplysninger['mangler']}"
    return f"{setning} I {k.opplysninger['aar']} kjenner vi {antall(h['koblinger'])} forbindelser mellom dem."


def _hull(k) -> str:
    uten, tapt = uten_forbindelse(k), borte(k)
    deler = [f"{stor(liste(uten))} har ingen kjent forbindelse til de andre." if uten else ""]
    if tapt:
        flere = "Forbindelsene" if len(tapt) > 1 else "Forbindelsen"
        deler.append(
            f"{flere} mellom {oppramsing(tapt, flest=3)} er borte siden {k.opplysninger['foer']}."
        )
    return " ".join(d for d in deler if d)


def _avtalt(k) -> str:
    if not len(k.avtaler.tabell):
        return ""
    ute, snart, uten = (avtaler(k, t) for t in (UTE, SNART, UTEN_SLUTT))
    deler = (
        [f"{antall(len(ute), 'én', '')} har gått ut ({sitat(ute)})".replace("  ", " ")]
        if ute
        else []
    )
    deler += [f"{antall(len(snart), 'én', '')} går ut innen seks måneder ({sitat(snart)})".replace("  ", " ")] if snart else []  # fmt: skip
    deler += [f"{antall(len(uten), 'én', '')} har ingen siste dag ({sitat(uten)})".replace("  ", " ")] if uten else []  # fmt: skip
    n = len(k.avtaler.tabell)
    return (
        f"Av {antall(n)} avtaler: {liste(deler)}."
        if deler
        else f"Alle {antall(n)} avtalene gjelder."
    )


def _maa_med(k) -> str:
    med, inn = k.maa_med.tabell, k.vei_inn.tabell
    deler = []
    if len(med):
        kan = "kan" if len(med) == 1 else "kan hver for seg"
        deler.append(
            f"{oppramsing(med['navn'].tolist())} {kan} stoppe arbeidet, men er lite opptatt av det."
        )
    if len(inn):
        deler.append(f"{oppramsing(inn['navn'].tolist())} berøres mye, kan påvirke lite, og er ikke hørt.")  # fmt: skip
    return " ".join(deler)


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: svar, forbindelser på tvers, avtaler å ta tak i og oppgaver med hull.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Nokkeltall
    """
    o, v, r, h = k.opplysninger, k.avtaler.tabell, k.roller.tabell, k.hull.tabell
    ut = []
    svar = o["svar"].get(o["aar"])
    if svar:
        ut.append((f"Svarte i {o['aar']}", f"{tall(svar[0])} av {tall(svar[1])}", "Aktører som har fortalt hvem de samarbeider med."))  # fmt: skip
    if o["helhet"] and o["tvers"]["andel"] == o["tvers"]["andel"]:
        tvers, ventet = (prosent(o["tvers"][n], 0) for n in ("andel", "ventet"))
        ut.append(("Forbindelser på tvers av sektorer", tvers, f"Valgte alle tilfeldig, ville det vært {ventet}."))  # fmt: skip
    if len(v):
        maa = int(v["status"].isin([UTE, SNART, UTEN_SLUTT]).sum())
        ut.append(("Avtaler å ta tak i", f"{tall(maa)} av {tall(len(v))}", "De har gått ut, går snart ut eller mangler siste dag."))  # fmt: skip
    if len(r):
        med = h["oppgave"].nunique() if len(h) else 0
        ut.append(("Oppgaver med hull i rollene", f"{tall(med)} av {tall(len(r))}", "Ingen eller flere beslutter, ingen gjør det, eller noen er ikke spurt."))  # fmt: skip
    return Nokkeltall(tuple(ut))


def om_tallene(k) -> Tekst:
    """Svar på det leseren først spør om: hvor opplysningene er fra, hvor gamle de er, og hva som ikke er med.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Tekst
    """
    o = k.opplysninger
    punkter = ["Hvor er opplysningene fra? Aktørene har selv fortalt hvem de samarbeider med, eller kommunen har det fra avtaler og lister."]  # fmt: skip
    if o["dag"]:
        punkter.append(f"Når gjelder de? Avtalene er regnet fra {dag(o['dag'])}.")
    svar = [
        f"{antall(n)} av {antall(av)} i {aar}"
        for aar, (n, av) in ((a, v) for a, v in o["svar"].items() if v)
    ]
    if svar:
        punkter.append(f"Hvem har svart? Av dem som ble spurt, svarte {liste(svar)}.")
    punkter.append("Er alt med? Nei. En forbindelse ingen har fortalt om, er ikke med. At to ikke er koblet, betyr ikke at de ikke kjenner hverandre.")  # fmt: skip
    punkter.append("Er noen utelatt? Ja, personer. Rapporten handler bare om organisasjoner, enheter og grupper.")  # fmt: skip
    if k.ruter.tabell.size:
        punkter.append("Hva betyr tallene for innflytelse og interesse? De er anslag fra 1 til 5, satt av noen som kjenner området. Ett poeng er ingen forskjell.")  # fmt: skip
    return Tekst(punkter=tuple(punkter))


def vakter(k) -> Boks | None:
    """Si fra om svar som er for få, og om tall det er uenighet om. Ingenting når alt er i orden.

    Parametere
    ----------
    k : Samarbeid

    Returnerer
    ----------
    Boks eller None
    """
    o = k.opplysninger
    punkter = [o["for_faa"]] if o["for_faa"] else []
    for aar, svar in o["svar"].items():
        if aar != o["aar"] and svar and faa_svar(svar):
            punkter.append(
                f"I {aar} svarte bare {antall(svar[0])} av {antall(svar[1])}. Hvem som bygde bro da, regnes ikke ut. "
                "En forbindelse som mangler det året, kan ha vært der."
            )
    if lave := svake_sektorer(k):
        punkter.append(f"Bare {liste(lave)} har svart. De andre kan ha forbindelser vi ikke kjenner. Si ikke at noen av dem står alene.")  # fmt: skip
    u = k.uenige.tabell
    if len(u):
        punkter.append(f"De som satte tall, er uenige om innflytelsen til {oppramsing(u['navn'].tolist())}. Snakk om hvorfor før tallet brukes.")  # fmt: skip
    return Boks("advarsel", "Her er grunnlaget tynt", punkter=tuple(punkter)) if punkter else None
