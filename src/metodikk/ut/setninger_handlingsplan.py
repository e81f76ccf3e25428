"""Setningene i handlingsplanen. Alle bygges av klarerte resultater, ingen er skrevet på forhånd."""

from __future__ import annotations

import datetime as dt

from metodikk.grunn.tall import HARDT, dato, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.side import Boks, Nokkeltall, Setninger, Tekst

FLEST_NESTE = 6
FORSINKET, PAA_PLAN, IKKE_STARTET = "forsinket", "på plan", "ikke startet"
FOR_FAA, MANGLER = "nei, for få", "mangler"
MAALING = (
    "Minste endring er det to målinger av samme størrelse trolig ville vist (80 prosent sjanse). Slås to eller tre år sammen, blir tallet lavere.",
    "Det planen håper på, er satt i malen (parameteren ventet), men aldri mer enn halvparten av det som er mulig.",
)  # fmt: skip
DELT = (
    "Et tiltak som fører til flere mål, er delt likt mellom dem.",
    "Budsjettet er for alle tiltakene, også dem som ikke er startet.",
)
FARGENE = (
    "«På plan» krever et tall eller en dato som viser det. «Forsinket» betyr at en frist er ute, eller at under 60 prosent av det som var ventet til nå, er levert.",
)  # fmt: skip


def oppsummering(k, omraade: str) -> Tekst:
    """Skriv det viktigste først: hva planen er, hvor den er kommet, hva som mangler, og hva som haster.

    Parametere
    ----------
    k : Handlingsplan
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Tekst
    """
    return avsnitt(_planen(k, omraade), _framdrift(k), _forsinket(k), _hullene(k), _pengene(k))


def _planen(k, omraade: str) -> str:
    n = k.opplysninger["antall"]
    deler = [
        antall(n["maal"], "ett mål", "mål") if n["maal"] else "",
        antall(n["strategier"], "én strategi", "strategier") if n["strategier"] else "",
        antall(n["tiltak"], "ett tiltak", "tiltak"),
    ]
    return f"Planen for {omraade} har {liste([d for d in deler if d])}."


def _framdrift(k) -> str:
    f = k.opplysninger["framdrift"]
    igjen = {s: n for s, n in f.items() if s not in ("ferdig", "stanset")}
    over = sum(f.values()) - sum(igjen.values())
    if not igjen:
        return "Alle tiltakene er ferdige eller stanset."
    deler = liste([f"{antall(n)} {_boyd(s, n)}" for s, n in igjen.items()])
    start = f"{stor(antall(over, 'Ett tiltak', 'tiltak'))} er over. Av resten er" if over else "Av tiltakene er"  # fmt: skip
    return f"{start} {deler}."


def _boyd(status: str, n: int) -> str:
    flertall = {"forsinket": "forsinket", "ikke vist": "uten noe som viser hvor de står"}
    en = {"ikke vist": "uten noe som viser hvor det står"}
    return en.get(status, status) if n == 1 else flertall.get(status, status)


def _forsinket(k) -> str:
    t = k.tiltak.tabell
    sene = t[t["framdrift"] == FORSINKET] if len(t) else t
    return " ".join(f"«{r.navn}» er forsinket: {r.vist_ved}" for r in sene.head(4).itertuples())


def _hullene(k) -> str:
    h = k.kontroll.tabell
    if not len(h):
        return k.kontroll.opplysninger["mangler"]
    maa = h[h["maa"]]
    if not len(maa):
        return f"Kontrollen fant {antall(h['antall'].sum(), 'ett hull', 'hull')}, men ingen som må tettes før vedtak."
    n = int(maa["antall"].sum())
    return f"Kontrollen fant {antall(n, 'ett hull', 'hull')} som bør tettes før planen vedtas. {_behov_uten_svar(k)}"


def _behov_uten_svar(k) -> str:
    navn = _hull(k, "behov_uten_tiltak")
    if not navn:
        return ""
    ett = len(navn) == 1
    return f"{'Ett' if ett else stor(antall(len(navn)))} behov har ikke fått noe tiltak: {sitat(navn)}."


def _hull(k, kontroll: str) -> list[str]:
    h = k.hull.tabell
    return h.loc[h["kontroll"] == kontroll, "navn"].tolist() if len(h) else []


def _pengene(k) -> str:
    f = k.finansiering.tabell
    mangler = f[f["mangler"] >= 1] if len(f) else f
    if not len(mangler):
        return ""
    hvem = liste([f"«{r.navn}» ({_kr(r.mangler)})" for r in mangler.itertuples()])
    return f"Penger mangler til {hvem}."


def _kr(belop: float) -> str:
    return f"{tall(belop)}{HARDT}kroner"


def nokkeltall(k) -> Nokkeltall:
    """Velg noen få tall: framdrift, frister, hull og penger uten kilde.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Nokkeltall
    """
    m, h, p = (d.tabell for d in (k.milepaeler, k.kontroll, k.finansiering))
    return Nokkeltall((*_framdriftstall(k.opplysninger["framdrift"]), *_friststall(m), *_hulltall(h), *_pengetall(p)))  # fmt: skip


def _framdriftstall(f: dict) -> list[tuple]:
    igjen = sum(n for s, n in f.items() if s not in ("ferdig", "stanset"))
    if not igjen:
        return []
    return [("Tiltak på plan", f"{tall(f.get(PAA_PLAN, 0))} av {tall(igjen)}", f"{stor(antall(f.get(FORSINKET, 0)))} er forsinket. Ferdige og stansede er ikke regnet med.")]  # fmt: skip


def _friststall(m) -> list[tuple]:
    if not len(m):
        return []
    gaatt = m[m["tilstand"] != "kommer"]
    naadd, ute = int(gaatt["naadd"].notna().sum()), int((m["tilstand"] == "fristen er ute").sum())
    return [("Milepæler nådd", f"{tall(naadd)} av {tall(len(gaatt))}", f"{stor(antall(ute))} har en frist som er ute. {stor(antall(len(m) - len(gaatt)))} kommer senere.")]  # fmt: skip


def _hulltall(h) -> list[tuple]:
    maa = int(h.loc[h["maa"], "antall"].sum()) if len(h) else 0
    alle = int(h["antall"].sum()) if len(h) else 0
    return [("Hull å tette før vedtak", tall(maa), f"{stor(antall(alle - maa))} til kan vente.")]


def _pengetall(p) -> list[tuple]:
    if not len(p):
        return []
    fikk = p["finansiert"].sum() / p["budsjett"].sum() if p["budsjett"].sum() else float("nan")
    return [("Finansiert", prosent(fikk, 0), f"{_kr(p['mangler'].sum())} av {_kr(p['budsjett'].sum())} mangler en kilde.")]  # fmt: skip


def om_planen(k) -> Tekst:
    """Svar på det leseren først spør om: hva planen er lest av, hvilken dag det gjelder, og hva som mangler.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Tekst
    """
    dag = k.opplysninger["dato"]
    punkter = [
        "Hvor er opplysningene fra? Kommunens egen plan. Status og omfang er det enhetene selv har meldt."
    ]
    if dag:
        punkter.append(
            f"Hvilken dag gjelder det? {dato(dt.date.fromisoformat(dag))}. Frister før den dagen regnes som ute når ingen har meldt dem nådd."
        )
    punkter.append(
        "Er framdrift det samme som virkning? Nei. Et tiltak kan være på plan uten at noe er blitt bedre."
    )
    punkter.append(
        "Handler noe om enkeltpersoner? Nei. Tallene bak målingene er telt for hele området, og små tall er skjult."
    )
    return Tekst(punkter=tuple(punkter))


def vakter(k) -> Boks | None:
    """Advar om hullene som bør tettes før planen vedtas. Ingenting når det ikke er noen.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Boks eller None
    """
    h = k.kontroll.tabell
    maa = h[h["maa"]] if len(h) else h
    if not len(maa):
        return None
    punkter = tuple(f"{r.tittel}: {oppramsing(_hull_av(k, r.tittel), flest=4)}." for r in maa.itertuples())  # fmt: skip
    return Boks("advarsel", "Tett disse hullene før planen vedtas",
                "Hva dere kan gjøre med hvert av dem, står under «Kontroll av planen».", punkter)  # fmt: skip


def _hull_av(k, tittel: str) -> list[str]:
    h = k.hull.tabell
    return [f"«{n}»" for n in h.loc[h["tittel"] == tittel, "navn"]]


def veien(k, maal: str) -> str:
    """Beskriv veien fra ett mål til det som måles, til den alternative teksten.

    Parametere
    ----------
    k : Handlingsplan
    maal : str
        Koden til målet.

    Returnerer
    ----------
    str
    """
    t = k.vei(maal).tabell
    n = t["type"].value_counts()
    deler = [antall(n.get("strategi", 0), "Én strategi", "strategier"), antall(n.get("tiltak", 0), "ett tiltak", "tiltak")]  # fmt: skip
    maalt = [f"«{x}»" for x in t.loc[t["type"] == "måles med", "tekst"]]
    slutt = f"Veien ender i {liste(maalt)}." if maalt else "Veien ender uten noe å måle."
    return f"{stor(' og '.join(deler))}. {slutt}"


def gantt(k) -> str:
    """Det tidslinjen viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    str
    """
    t = k.tidslinje.tabell
    tiltak = t[~t["hva"].str.startswith("◆")]
    sene = tiltak.loc[tiltak["framdrift"] == "Forsinket", "hva"].tolist()
    ute = int((k.milepaeler.tabell["tilstand"] == "fristen er ute").sum()) if len(k.milepaeler.tabell) else 0  # fmt: skip
    slutt = f" Forsinket: {liste(sene)}." if sene else " Ingen er forsinket."
    return f"{stor(antall(len(tiltak), 'ett tiltak', 'tiltak'))} og {antall(len(t) - len(tiltak), 'én milepæl', 'milepæler')}. {stor(antall(ute, 'én frist', 'frister'))} er ute.{slutt}"  # fmt: skip


def milepaelene(k) -> Tekst | None:
    """Skriv hvilke frister som er ute, og hva planen sa at dere da skulle gjøre.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Tekst, eller None når ingen frister er ute
    """
    m = k.milepaeler.tabell
    ute = m[m["tilstand"] == "fristen er ute"] if len(m) else m
    if not len(ute):
        return None
    punkter = [
        f"«{r.milepael}» ({r.navn}) skulle vært nådd {dato(r.frist)}, {_dager(r.dager)} siden. {_reserve(r.hvis_den_glipper)}"
        for r in ute.itertuples()
    ]
    return Tekst(
        avsnitt=("Disse fristene er ute. Planen sier hva som skal gjøres da.",),
        punkter=tuple(punkter),
    )


def _dager(dager: float) -> str:
    return antall(dager, "én dag", "dager") if dager < 14 else f"{antall(round(dager / 7))} uker"


def _reserve(tekst) -> str:
    return f"Reserveplanen: {tekst.rstrip('.')}." if isinstance(tekst, str) else "Det står ingen reserveplan."  # fmt: skip


def revisjonen(k) -> Tekst | None:
    """Skriv hva som er nytt, endret og tatt ut siden forrige versjon, og hva som mangler en grunn.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Tekst, eller None når forrige versjon ikke finnes
    """
    e = k.endringer.tabell
    if not len(e):
        return None
    n = e["hva"].value_counts()
    deler = [f"{antall(n[h])} {ord_}" for h, ord_ in (("nytt", "er nye"), ("endret", "er endret"), ("tatt ut", "er tatt ut"), ("ny status", "har ny status")) if n.get(h)]  # fmt: skip
    setning = f"Av mål, strategier og tiltak: {liste(deler)}. Resten står som før." if deler else "Ingenting er endret siden forrige versjon."  # fmt: skip
    fast = e[(e["slag"] != "tiltak") & e["hva"].isin(["endret", "tatt ut"])]
    ligger = "Mål og strategier ligger fast i perioden. " + (f"Likevel er disse endret eller tatt ut: {sitat(fast['navn'])}." if len(fast) else "Ingen av dem er endret eller tatt ut.")  # fmt: skip
    uten = e[e["uten_grunn"]]
    grunn = f"Ingen grunn er skrevet ned for {sitat(uten['navn'])}." if len(uten) else ""
    return avsnitt(setning, ligger, grunn)


def endringstabeller(k) -> list[tuple]:
    """Tabellene over det som er nytt, endret, tatt ut og har ny status, bare de det er noe i.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    list
        (resultat, tittel, kolonner) for hver tabell. Uten forrige versjon er det bare boksen som sier det.
    """
    if not len(k.endringer.tabell):
        return [(k.endringer, "Endringer siden forrige versjon", {})]
    hva = {"endringer": "Fra og til"}
    hvorfor = {"hvorfor": "Hvorfor"}
    alle = (
        ("endret", "Endret siden forrige versjon", hva | hvorfor), ("tatt ut", "Tatt ut siden forrige versjon", hvorfor),
        ("nytt", "Nytt i planen", {}),
        ("ny status", "Samme tiltak, ny status", hva | hvorfor),
    )  # fmt: skip
    return [(d, tittel, felt) for h, tittel, felt in alle if len((d := k.slag_endring(h)).tabell)]


def teorien(k) -> Tekst | None:
    """Skriv hullene i programteorien, eller at kjeden er hel på papiret.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Tekst, eller None uten programteori
    """
    if not len(k.teori.tabell):
        return None
    hull = [h for fant in k.opplysninger["teorihull"] for h in fant.split("; ")]
    if not hull:
        return avsnitt("Kjeden er hel på papiret. Det betyr ikke at antakelsene holder.")
    navn = dict(zip(k.teori.tabell["ledd"], k.teori.tabell["tekst"], strict=True))
    return Tekst(("Kjeden har hull:",), tuple(f"{stor(_med_navn(h, navn))}." for h in hull))


def _med_navn(hull: str, navn: dict[str, str]) -> str:
    hva, _, koder = hull.partition(": ")
    return f"{hva}: {sitat([navn.get(kode, kode) for kode in koder.split(', ')])}" if koder else hva


def kan_si(k) -> Setninger:
    """Skill det planen gir grunnlag for å si, fra det den ikke gir grunnlag for.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Setninger
    """
    t, m = k.tiltak.tabell, k.maaling.tabell
    kan = [f"«{r.navn}» er {r.framdrift}. {r.vist_ved}" for r in t.itertuples() if r.framdrift in (FORSINKET, PAA_PLAN)]  # fmt: skip
    kan += [f"Ingen tiltak svarer på «{n}»." for n in _hull(k, "behov_uten_tiltak")]
    kan += [f"Vi vil trolig ikke se om «{r.navn}»: endringen må være minst {r.minste} før målingen viser den." for r in m.itertuples() if r.kan == FOR_FAA]  # fmt: skip
    e = k.endringer.tabell
    kan += [f"«{r.navn}» er tatt ut. {_punktum(r.hvorfor)}" for r in e.itertuples() if r.hva == "tatt ut"] if len(e) else []  # fmt: skip
    ikke = (
        "At et tiltak virker, fordi det er på plan.", "At planen er god, fordi kontrollen ikke fant flere hull.",
        "At et behov er dekket, fordi et tiltak er koblet til det.",
        "At kommunen sparte penger, når pengene ikke ble brukt fordi tiltaket stanset.",
    )  # fmt: skip
    return Setninger(tuple(kan), ikke)


def _punktum(tekst: str) -> str:
    return f"{tekst.rstrip('.')}." if tekst else ""


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av det som haster og hullene i planen.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    Tekst
    """
    t, h = k.tiltak.tabell, k.kontroll.tabell
    sene = [r.navn for r in t.itertuples() if r.framdrift == FORSINKET]
    punkter = [f"Ta opp {sitat(sene)} i styringsgruppa nå."] if sene else []
    punkter += [f"{r.tittel} ({oppramsing(_hull_av(k, r.tittel), flest=2)}): {r.rett}" for r in (h[h["maa"]].head(FLEST_NESTE).itertuples() if len(h) else ())]  # fmt: skip
    if len(h) and h["maa"].sum() > FLEST_NESTE:
        punkter.append("Resten av hullene står under «Kontroll av planen».")
    punkter += [d.opplysninger["mangler"] for d in (k.maal, k.strategier, k.milepaeler, k.aar, k.endringer, k.teori) if not len(d.tabell)]  # fmt: skip
    punkter.append("Ta vare på planen slik den er i dag, i tabellen Forrige plan, og sett datoen for neste revisjon.")  # fmt: skip
    return Tekst(punkter=tuple(punkter))
