"""Hva svarene viser: mot resten, i gruppene, siden sist og sammen med trivselen, og hva de ikke viser."""

from __future__ import annotations

from metodikk.grunn.tall import HARDT, liste, prosent, prosentpoeng, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.setninger_undersokelse.form import (
    AAPEN,
    helheten,
    her,
    mot_de_andre,
    mot_resten,
    sikre,
    sterke,
    storst_forst,
    svarte_sjelden,
    tilfeldige,
)
from metodikk.ut.side import Boks, Setninger, Tekst

FLEST, UENDRET = 4, "uendret"


def svarene(k) -> Tekst:
    """Si hvilke spørsmål som skiller området fra resten av kommunen.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Tekst
    """
    t = mot_resten(k)
    if not len(t):
        return Tekst()
    return Tekst(punkter=tuple(
        f"«{r.tekst}» {prosent(r.verdi, 0)} svarer positivt. Det er trolig {_spenn(r)} {r.ord} enn i resten av kommunen."
        for r in t.head(FLEST).itertuples()
    ))  # fmt: skip


def _spenn(r) -> str:
    lav, hoy = sorted(abs(v) for v in (r.forskjell_nedre, r.forskjell_ovre))
    return f"mellom {tall(lav * 100)} og {tall(hoy * 100)}{HARDT}prosentpoeng"


def temaene(k) -> Tekst | None:
    """Si hvilke temaer som ikke bør leses som ett tall.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Tekst, eller None når alle temaene kan leses som ett tall
    """
    t = k.temaer.tabell
    nei = t[t["samlet"].str.startswith("Nei")]["tema"].tolist() if len(t) else []
    if not nei:
        return None
    return avsnitt(
        f"Spørsmålene om {liste(nei)} følger ikke hverandre godt nok til å bli ett tall (alfa under 0,7). De som er fornøyde med det ene, "
        "er ikke nødvendigvis fornøyde med det andre. Les hvert spørsmål for seg."
    )  # fmt: skip


def grupper(k) -> Tekst:
    """Si hvilke grupper i området som svarer annerledes enn de andre.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Tekst
    """
    t = k.skiller.tabell
    if not len(k.grupper.tabell):
        return avsnitt(k.grupper.opplysninger["mangler"])
    kjent = k.sammenlikninger
    innled = f"Vi har sammenliknet {antall(kjent)} ganger, med 99-prosentintervaller. {tilfeldige(kjent * 0.01)}"
    if not len(t):
        return avsnitt(
            f"Ingen gruppe svarer sikkert annerledes enn de andre i området. Vi har sammenliknet {antall(kjent)} ganger."
        )
    storst = "".join(
        f"Størst er denne: {mot_de_andre(r)}." for r in storst_forst(t).head(1).itertuples()
    )
    hvor_mange = (
        f"{stor(antall(len(t), 'én forskjell', 'forskjeller'))} er større enn usikkerheten."
    )
    return avsnitt(f"{hvor_mange} {storst}", innled)


def svarfunn(k) -> str:
    """Det figuren over svarene viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    str
    """
    t = her(k.sporsmaal)
    if not len(t):
        return ""
    hoy, lav = t.loc[t["verdi"].idxmax()], t.loc[t["verdi"].idxmin()]
    return (
        f"Flest svarer positivt på «{hoy['tekst']}» ({prosent(hoy['verdi'], 0)}), "
        f"færrest på «{lav['tekst']}» ({prosent(lav['verdi'], 0)})."
    )


def restfunn(k) -> str:
    """Det figuren mot resten av kommunen viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    str
    """
    t = mot_resten(k)
    t = t[t["verdi_mot"].notna()] if len(t) else t
    if len(t):
        r = t.iloc[0]
        return (
            f"Størst er forskjellen på «{r['tekst']}»: {prosent(r['verdi'], 0)} svarer positivt i området, "
            f"mot {prosent(r['verdi_mot'], 0)} i resten av kommunen."
        )
    return (
        "Ingen forskjell som vises, er større enn usikkerheten." if len(k.sporsmaal.tabell) else ""
    )


def endringsfunn(k) -> str:
    """Det figuren over endringene viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    str
    """
    t = k.like.tabell
    s = sikre(t, "opp", "ned")
    if not len(s):
        return "Ingen endring er større enn usikkerheten." if len(t) else ""
    navn = [f"«{r.tekst}» ({prosentpoeng(r.forskjell, 0)})" for r in s.itertuples()]
    return f"Større enn usikkerheten er bare {'endringen' if len(s) == 1 else 'endringene'} på {liste(navn)}."


def driverfunn(k) -> str:
    """Det figuren over sammenhengene viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    str
    """
    s = sterke(k)
    if not len(s):
        return "Ingen sammenheng er større enn usikkerheten." if len(k.drivere.tabell) else ""
    return f"Sikrest er sammenhengen med {liste([f'«{r.tekst}» ({tall(r.verdi, 2)})' for r in s.head(FLEST).itertuples()])}."


def endringer(k) -> Tekst | None:
    """Si hva som sikkert er endret siden runden før, og hvor liten endring svarene kunne vist.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Tekst, eller None når det ikke er noe å sammenlikne
    """
    t, forrige = k.like.tabell, k.opplysninger.get("forrige")
    if not len(t):
        return None
    s = sikre(t, "opp", "ned")
    punkter = [
        f"«{r.tekst}» har gått {r.ord} fra {prosent(r.verdi_da, 0)} i {forrige} til {prosent(r.verdi_naa, 0)}. Endringen er trolig {_endring(r)}."
        for r in s.itertuples()
    ]
    if uendret := _med_ord(t, UENDRET):
        punkter.append(f"{sitat(uendret)} er omtrent som i {forrige}.")
    minste = t["minste"].dropna()
    if len(minste) and _uvisse(t):
        punkter.append(
            f"Med så mange svar ser vi trolig bare endringer på omtrent {tall(minste.median() * 100)}{HARDT}prosentpoeng eller mer. "
            f"For de andre spørsmålene kan vi ikke si om noe er endret. Det er ikke det samme som at ingenting er endret."
        )
    if len(u := k.ulike.tabell):
        punkter.append(f"{sitat(u['tekst'].tolist())} er ikke sammenliknet. Grunnen: spørsmålet {liste(list(dict.fromkeys(u['grunn'])))}.")  # fmt: skip
    return Tekst(punkter=tuple(punkter))


def _med_ord(t, ord_: str) -> list[str]:
    return t.loc[t["ord"] == ord_, "tekst"].tolist() if len(t) else []


def _uvisse(t) -> list[str]:
    """Spørsmålene der vi verken kan si at svaret er endret, eller at det er som før."""
    return t.loc[~t["ord"].isin(["opp", "ned", UENDRET]), "tekst"].tolist() if len(t) else []


def _endring(r) -> str:
    lav, hoy = sorted(abs(v) for v in (r.nedre, r.ovre))
    return f"mellom {tall(lav * 100)} og {tall(hoy * 100)}{HARDT}prosentpoeng"


def drivere(k) -> Boks | None:
    """Si hva som følger helheten tettest, med forbeholdet om at det ikke er årsak.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Boks, eller None når ingen spørsmål kan sammenliknes
    """
    t = k.drivere.tabell
    if not len(t):
        return None
    s, helhet = sterke(k), k.opplysninger["helhet"]["tekst"]
    if len(s):
        navn = [f"«{r.tekst}» ({tall(r.verdi, 2)})" for r in s.head(FLEST).itertuples()]
        funn = f"Tettest på «{helhet}» ligger {liste(navn)}."
    else:
        funn = f"Ingen spørsmål følger «{helhet}» sikkert."
    andre = [r.tekst for r in s.itertuples() if not _fortsatt(r)]
    return Boks("forbehold", "At to svar følger hverandre, er ikke en årsak", funn, (
        "Svarene er gitt av de samme menneskene, på samme dag. Den som er i godt humør, svarer lyst på alt.",
        "Det kan gå begge veier, og vi vet ikke hva som kom først.",
        "Noe vi ikke har spurt om, kan ligge bak begge.",
        *([f"Når svarene på de andre spørsmålene er like, er sammenhengen usikker for {sitat(andre)}."] if andre else []),
        "Bruk det til å velge hva dere spør mer om, ikke til å regne ut hva et tiltak gir.",
    ))  # fmt: skip


def _fortsatt(r) -> bool:
    """Sann når sammenhengen holder, eller ikke kan prøves, med de andre svarene like."""
    return not (r.andre_like_nedre <= 0 <= r.andre_like_ovre)


def kan_si(k) -> Setninger:
    """Skill det svarene gir grunnlag for å si, fra det de ikke gir grunnlag for.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Setninger
    """
    o = k.opplysninger
    kan, ikke = [], []
    if len(k.sporsmaal.tabell) and not o["aapen"]:
        kan += [f"{prosent(r.verdi, 0).capitalize()} i området svarer positivt på «{r.tekst}», trolig mellom {tall(r.nedre * 100)} og {tall(r.ovre * 100)} prosent." for r in helheten(k).itertuples()]  # fmt: skip
        kan += [f"{'Flere' if r.ord == 'høyere' else 'Færre'} enn i resten av kommunen svarer positivt på «{r.tekst}»." for r in mot_resten(k).head(FLEST).itertuples()]  # fmt: skip
        kan += [
            f"{stor(mot_de_andre(r))}." for r in storst_forst(k.skiller.tabell).head(1).itertuples()
        ]
        kan += [f"{'Flere' if r.ord == 'opp' else 'Færre'} svarer positivt på «{r.tekst}» enn i {o['forrige']}." for r in sikre(k.like.tabell, "opp", "ned").itertuples()]  # fmt: skip
        kan += [f"De som svarer positivt på «{r.tekst}», svarer oftere positivt om helheten." for r in sterke(k).head(1).itertuples() if r.verdi > 0]  # fmt: skip
    for a in k.apne[:1]:
        kan += [f"Av {tall(r.nevner)} i området med et svar som har fått et tema, nevner {tall(r.teller)} {r.tema}." for r in a.temaer.tabell.head(1).itertuples()]  # fmt: skip
    usikre = _uvisse(k.like.tabell)
    ikke += [f"At {_sitert(usikre)} er uendret. Endringen kan være for liten til å synes."] if usikre else []  # fmt: skip
    ikke += [f"Hva som er endret for {sitat(k.ulike.tabell['tekst'].tolist())}."] if o.get("forrige") and len(k.ulike.tabell) else []  # fmt: skip
    ikke += ["Hva som fører til at folk har det godt. Svarene følger hverandre, og det er alt vi vet."] if len(k.drivere.tabell) else []  # fmt: skip
    ikke += ["Hvor mange innbyggere som mener det de åpne svarene sier. De som skriver, er ikke et utvalg."] if k.apne else []  # fmt: skip
    ikke += [AAPEN] if o.get("aapen") else []
    ikke += ["Hva de som ikke svarte, mener. Vektingen retter bare opp kjønn og alder.",
             "Noe om den enkelte som bor her. Et snitt gjelder ingen bestemt person."]  # fmt: skip
    return Setninger(tuple(kan), tuple(ikke))


def _sitert(tekster: list[str]) -> str:
    return oppramsing([f"«{t}»" for t in tekster], flest=2)


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av hullene og funnene.

    Parametere
    ----------
    k : Undersokelse

    Returnerer
    ----------
    Tekst
    """
    if not len(k.sporsmaal.tabell):
        return Tekst(punkter=(k.sporsmaal.opplysninger["mangler"],))
    punkter = ["Gi svarene tilbake til innbyggerne innen åtte uker: tre ting vi lærte, én ting vi ikke forsto, og hva som skjer nå."]  # fmt: skip
    faa = svarte_sjelden(k)
    punkter += [f"Snakk med {liste(faa)} på en annen måte. De svarte sjeldnest."] if faa else []
    punkter += [f"Spør hvorfor færre svarer positivt her enn i resten av kommunen: «{r.tekst}»" for r in sikre(mot_resten(k), "lavere").head(2).itertuples()]  # fmt: skip
    for a in k.apne[:1]:
        punkter += [f"Les alle svarene om {r.tema} før noen velger tiltak. Sjekk det på en befaring." for r in a.temaer.tabell.head(1).itertuples()]  # fmt: skip
        punkter += [a.sitater.opplysninger["mangler"]] if not len(a.sitater.tabell) else []
        punkter += [a.enighet.opplysninger["mangler"]] if not len(a.enighet.tabell) else []
    if not k.apne:
        punkter.append("Ta med ett åpent spørsmål neste gang, og legg svarene i tabellen Åpne svar.")  # fmt: skip
    if not k.opplysninger.get("helhet"):
        punkter.append(k.drivere.opplysninger["mangler"])
    minste = k.like.tabell["minste"].dropna() if len(k.like.tabell) else []
    if len(minste):
        punkter.append(f"Lås ordlyden, og bestem nå om neste runde skal kunne vise mindre endringer enn {prosentpoeng(minste.median(), 0)}. Da trengs flere svar.")  # fmt: skip
    return Tekst(punkter=tuple(punkter))
