"""Teksten i evalueringen: sammendraget, vaktene og setningene, laget av resultatene."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metodikk.grunn.meldinger import melding
from metodikk.grunn.tall import HARDT, liste, periode, prosent, tall
from metodikk.grunn.typer import Funn
from metodikk.ut.side import Boks, Nokkeltall, Setninger, Tekst

BARE_VED_TALLET = ("K870",)
BARE_I_DELEN = ("K857", "K858", "K873", "K874", "K878", "K879")
IKKE_TYDELIG = "ikke tydelig"
SAMMENDRAG = (
    ("sannsynliggjort bidrag", "Det er sannsynlig at programmet har bidratt til ", "."),
    (
        "samvariasjon",
        "Området endret seg tydelig mer eller mindre enn de andre sonene på ",
        ", men om programmet har noe med det å gjøre, kan vi ikke si.",
    ),
    (
        IKKE_TYDELIG,
        "Vi ser ingen tydelig forskjell for ",
        ". Det betyr ikke at programmet var uten nytte.",
    ),
    (
        "kan ikke avgjøres",
        "Grunnlaget er for lite til å avgjøre om det er noen forskjell for ",
        ".",
    ),
    ("kan ikke vises", "Så få personer står bak ", " at tallene ikke kan vises."),
)

STIGEN = (
    "Forskjellen er hvor mye mer området endret seg enn dem det sammenliknes med.",
    "Stigen har tre trinn: beskrivende endring, samvariasjon og sannsynliggjort bidrag. Lenger går den ikke.",
)
OPPDAGE = (
    "Fire av fem ganger ville vi sett en forskjell av denne størrelsen. For utfall fra undersøkelsen er det antall svar, ikke soner, som setter grensen.",
)
SNITT = (
    "Hver sone teller like mye i snittet. Før er snittet av nullpunktet, etter er snittet av oppfølgingen.",
    "De andre er sammenlikningssonene. For utfall fra undersøkelsen er det resten av kommunen.",
)
SIKKERHET = (
    "p er hvor ofte minst så stor forskjell oppstår av seg selv. Den justerte tar hensyn til at flere utfall er prøvd samtidig, hovedutfallene for seg og tilleggsutfallene for seg (Holm).",
    "Tåler: hvor mange ganger det største avviket før programmet forskjellen kunne vært skjev, og fortsatt vært tydelig.",
)
BEGGE = (
    "«Begge deler» er syntetisk forskjell i forskjeller: både soner og år er vektet.",
    "Plass: området blant grupper av andre soner som ble regnet på samme måte. 1 er den med størst avvik etter oppstart mot før.",
)
FORSKJELLEN = (
    "Før og etter gjelder området. «I resten» er det samme i resten av kommunen, før til etter.",
    "Forskjellen er endringen i området minus endringen i resten.",
)
FOLK = (
    "Første år i nullpunktet mot siste år i oppfølgingen.",
    "Ny alder: hvor stor del av befolkningen som måtte hatt en annen alder for at fordelingen skulle vært som før. Nye: flyttet inn de siste to årene.",
)
FOLKETALL = {
    "folk_foer": ("Bosatte før", "antall"), "folk_etter": ("Bosatte etter", "antall"),
    "vekst": ("Vekst", "prosent"), "alder_endret": ("Ny alder", "prosent"), "nye": ("Nye", "prosent"),
}  # fmt: skip
FOER_OG_ETTER = {
    "foer": "Området før", "etter": "Området etter", "andre_foer": "De andre før",
    "andre_etter": "De andre etter",
}  # fmt: skip
MAATER = {"verdi": "Like soner", "syntetisk": "Syntetisk kontroll", "sdid": "Begge deler"}
SVAR = {
    "omraadet_foer": ("Før", "prosent"), "omraadet_etter": ("Etter", "prosent"),
    "resten": ("I resten", "tekst"), "verdi": ("Forskjell", "prosentpoeng"),
}  # fmt: skip


def oppsummering(k, omraade: str, program) -> Tekst:
    """Skriv det viktigste først: programmet, hovedutfallene og hva som ble gjort.

    Parametere
    ----------
    k : Klar
        Den klarerte evalueringen.
    omraade : str
        Navnet folk kjenner området ved.
    program : objekt
        Har `start` og `slutt`.

    Returnerer
    ----------
    Tekst
    """
    hoved = _hoved(k)
    avsnitt = [
        f"Programmet i {omraade} varte fra {program.start} til {program.slutt}. {_antall(len(hoved))} på forhånd."
    ]
    for hvilke, foer, etter in SAMMENDRAG:
        navn = [f"«{r.kort}»" for r in hoved if hvilke in (r.ledd, r.svar)]
        if navn:
            avsnitt.append(f"{foer}{liste(navn)}{etter}")
    return Tekst((*avsnitt, *_gjort(k)))


def nokkeltall(k) -> Nokkeltall:
    """De få tallene en leder bør ha med seg: forskjellen for hvert hovedutfall, og gjennomføringen."""
    hoved = [r for r in _hoved(k) if np.isfinite(r.verdi)]
    ut = [(r.navn, _med_tegn(r.verdi, k.enhet), _forklaring(r, k.enhet)) for r in hoved]
    tiltak = k.tiltak.tabell
    if len(tiltak):
        ferdige = int((tiltak["status"] == "gjennomført").sum())
        ut.append(
            (
                "Tiltak gjennomført som planlagt",
                f"{ferdige} av {len(tiltak)}",
                "Resten ble endret, stoppet eller er ikke ferdige.",
            )
        )
    return Nokkeltall(tuple(ut))


def vakter(
    funn: Sequence[Funn], tittel: str = "Les dette før tallene", *, alle: bool = False
) -> Boks | None:
    """Samle vaktene som slo ut, i én boks som ikke kan foldes sammen.

    Forvalgt er boksen øverst i rapporten: det som gjelder én del, står bare der. `alle` gir boksen
    som står ved siden av tallet.
    """
    skjules = () if alle else (*BARE_VED_TALLET, *BARE_I_DELEN)
    etter_kode: dict[str, list[Funn]] = {}
    for f in funn:
        if f.kode not in skjules:
            etter_kode.setdefault(f.kode, []).append(f)
    punkter = tuple(_punkt(like, alle) for like in etter_kode.values())
    return Boks("advarsel", tittel, punkter=punkter) if punkter else None


def ved_tallet(d) -> list[Tekst | Boks]:
    """Det som står ved siden av ett utfall: hva vi kan si, og forbeholdene som gjelder akkurat det."""
    forbehold = tuple(_punkt([f], True) for f in d.funn if f.kode not in BARE_VED_TALLET)
    tekst = " ".join(d.setninger) or f"{d.navn}: kan ikke vises, fordi det gjelder for få personer."
    if d.avrundet:
        tekst += " Tallene er grovt avrundet, fordi antallet i minst én sone er skjult av hensyn til personvernet."
    boks = [Boks("forbehold", f"Om «{d.navn}»", punkter=forbehold)] if forbehold else []
    return [Tekst((tekst,)), *boks]


def setninger(k) -> Setninger:
    """Alt vi kan og ikke kan si, til slutt i rapporten."""
    return Setninger(k.kan_si, k.kan_ikke_si)


def permutasjonsfunn(d) -> str:
    """Funnet i permutasjonsfiguren. Uten p-verdi når det er for få soner å sammenlikne med."""
    if d.p is None:
        return f"Området har {_forskjell(d)}. Fordelingen vises uten p-verdi, fordi det er for få soner å sammenlikne med."
    return (
        f"Området har {_forskjell(d)}. {prosent(d.p, 1)} av de {d.utfall.effekt.antall_fordelinger} måtene sonene kunne vært "
        f"valgt på, gir minst like stor forskjell. Lavest mulig er {prosent(d.utfall.effekt.minste_p, 1)}."
    )


def hendelsesfunn(d, program) -> str:
    """Funnet i figuren over år for år: om området fulgte de andre før start, og hva som skjedde etter."""
    t = d.hendelsestid.tabell
    foer = t[(t["periode"] == "nullpunkt") | (t["periode"] == "før")].dropna(subset=["verdi"])
    if foer.empty:
        return ""
    skala = 100 if d.enhet == "prosent" else 1
    storst = foer.loc[foer["verdi"].abs().idxmax()]
    return (
        f"Det største avviket før {program.start}, utenom utvalgsårene, er {tall(storst['verdi'] * skala, 1)}{HARDT}"
        f"{d.forskjellsenhet} ({int(storst['aar'])}). I oppfølgingen er forskjellen i snitt {_forskjell(d)}."
    )


def undersokelse(k, runder) -> Tekst:
    """Hva som endret seg i innbyggernes svar, og hva som er for usikkert til å si noe om."""
    t = k.endring.tabell
    if not len(t):
        return Tekst()
    klart = t[(t["omraadet_nedre"] > 0) | (t["omraadet_ovre"] < 0)]
    setn = [
        f"{r.tekst} {tall(r.omraadet_foer * 100)} → {tall(r.omraadet_etter * 100)}{HARDT}prosent fornøyde."
        for r in klart.itertuples()
    ]
    uklart = len(t) - len(klart)
    innledning = (
        f"Rundene i {runder.foer} og {runder.etter} kan sammenliknes på {len(t)} spørsmål. I området er endringen tydelig "
        f"på {len(klart)} av dem, og for usikker til å si noe om på {uklart}. Av {len(t)} spørsmål ventes omtrent "
        f"{tall(len(t) * 0.05, 1)} å slå ut ved en tilfeldighet."
    )
    return Tekst((innledning,), tuple(setn))


def om_syntetisk(k) -> Boks | None:
    """Forbeholdene om den syntetiske kontrollen, for alle hovedutfallene."""
    return vakter(
        [f for d in k.hoved for f in d.funn if f.kode in BARE_VED_TALLET],
        "Den syntetiske kontrollen",
        alle=True,
    )


def aarene(program) -> Tekst:
    """Slik er årene brukt."""
    utvalg = (
        f"Området ble valgt ut fra tallene i {_aar(program.utvalgsaar)}. "
        if program.utvalgsaar
        else ""
    )
    return Tekst((
        f"{utvalg}Nullpunktet er {_aar(program.nullpunkt)} og oppfølgingen {_aar(program.oppfolging)}. "
        "Nullpunktet har ingen av utvalgsårene, for da ville noe bedring kommet av seg selv.",
    ))  # fmt: skip


def _antall(antall: int) -> str:
    return {
        0: "Ingen hovedutfall ble valgt",
        1: "Ett hovedutfall ble valgt",
        2: "To hovedutfall ble valgt",
    }.get(antall, f"{antall} hovedutfall ble valgt")


def _gjort(k) -> list[str]:
    t = k.gjennomforing.tabell
    lite = t[(t["tiltak"] > 0) & ~t["nok"]] if len(t) else t
    if not len(lite):
        return []
    navn = liste([f"«{n}»" for n in lite["navn"]])
    return [
        f"Tiltakene som skulle påvirke {navn}, ble bare delvis gjennomført. Det må leses før resultatene."
    ]


def _hoved(k) -> list:
    t = k.oversikt.tabell
    return list(t[t["hoved"] == "hoved"].itertuples()) if len(t) else []


def _med_tegn(verdi: float, enhet: str) -> str:
    verdi = verdi * (100 if enhet == "prosent" else 1)
    return f"{'+' if round(verdi, 1) > 0 else ''}{tall(verdi, 1)}"


def _forskjell(d) -> str:
    return f"{_med_tegn(d.observert, d.enhet)}{HARDT}{d.forskjellsenhet}"


def _forklaring(r, enhet: str) -> str:
    hva = "Prosentpoeng forskjell" if enhet == "prosent" else "Forskjell"
    svar = "Kan skyldes tilfeldigheter" if r.svar == IKKE_TYDELIG else r.svar.capitalize()
    return f"{hva} i endring, målt mot andre steder i kommunen. {svar}."


def _punkt(like: Sequence[Funn], med_grunn: bool) -> str:
    fant = "; ".join(dict.fromkeys(f.fant.rstrip(".") for f in like if f.fant))
    punkt = f"{like[0].tittel}: {fant}." if fant else f"{like[0].tittel}."
    return f"{punkt} {melding(like[0].kode).hvorfor}" if med_grunn else punkt


def _aar(aar: Sequence[int]) -> str:
    aar = sorted(aar)
    hel = aar[-1] - aar[0] == len(aar) - 1
    return periode(aar[0], aar[-1]) if hel else liste([str(a) for a in aar])
