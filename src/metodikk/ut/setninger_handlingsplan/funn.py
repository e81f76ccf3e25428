"""Hva planen viser: veiene, fristene, endringene, programteorien, hva vi kan si, og det neste å gjøre."""

from __future__ import annotations

from metodikk.grunn.tall import dato, liste, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.setninger_handlingsplan.form import (
    FLEST_NESTE,
    FOR_FAA,
    FORSINKET,
    PAA_PLAN,
    UTE,
    haster_mest,
    hull,
    hull_av,
)
from metodikk.ut.side import Setninger, Tekst


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
    maalt = [f"«{x}»" for x in t.loc[t["type"] == "måles med", "tekst"]]
    slutt = (
        f"Veien ender i {oppramsing(maalt, flest=2)}." if maalt else "Veien ender uten noe å måle."
    )
    return f"{_talt(n.get('strategi', 0), 'strategi', 'strategier')} og {_talt(n.get('tiltak', 0), 'tiltak', 'tiltak')}. {slutt}"


def _talt(n: int, en: str, flere: str) -> str:
    """Antallet med siffer, slik alternative tekster har det."""
    return f"{tall(n)} {en if n == 1 else flere}"


def gantt(k) -> str:
    """Det tidslinjen viser, i én setning til den alternative teksten.

    Parametere
    ----------
    k : Handlingsplan

    Returnerer
    ----------
    str
    """
    t, m = k.tidslinje.tabell, k.milepaeler.tabell
    if not len(t):
        return ""
    tiltak = t[~t["hva"].str.startswith("◆")]
    sene = tiltak.loc[tiltak["framdrift"] == "Forsinket", "hva"].tolist()
    ute = int((m["tilstand"] == UTE).sum()) if len(m) else 0
    slutt = f"Forsinket: {oppramsing(sene, flest=3)}." if sene else "Ingen er forsinket."
    antallet = f"{_talt(len(tiltak), 'tiltak', 'tiltak')} og {_talt(len(t) - len(tiltak), 'milepæl', 'milepæler')}"
    return f"{antallet}. {_talt(ute, 'frist', 'frister')} er ute. {slutt}"


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
    ute = m[m["tilstand"] == UTE] if len(m) else m
    if not len(ute):
        return None
    punkter = [
        f"«{r.milepael}» ({r.navn}) skulle vært nådd {dato(r.frist)}, for {_dager(r.dager)} siden. {_reserve(r.hvis_den_glipper)}"
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
    brudd = [h for fant in k.opplysninger["teorihull"] for h in fant.split("; ")]
    if not brudd:
        return avsnitt("Kjeden er hel på papiret. Det betyr ikke at antakelsene holder.")
    navn = dict(zip(k.teori.tabell["ledd"], k.teori.tabell["tekst"], strict=True))
    return Tekst(("Kjeden har hull:",), tuple(f"{stor(_med_navn(h, navn))}." for h in brudd))


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
    uten_svar = hull(k, "behov_uten_tiltak")
    kan += [f"Ingen tiltak svarer på {sitat(uten_svar)}."] if uten_svar else []
    kan += [f"Vi vil trolig ikke se om «{r.navn}»: endringen må være minst {r.minste} før målingen viser den." for r in m.itertuples() if r.kan == FOR_FAA]  # fmt: skip
    e = k.endringer.tabell
    ut = e.loc[e["hva"] == "tatt ut", "navn"].tolist() if len(e) else []
    kan += [f"{sitat(ut)} er tatt ut av planen."] if ut else []
    ikke = (
        "At et tiltak virker, fordi det er på plan.", "At planen er god, fordi kontrollen ikke fant flere hull.",
        "At et behov er dekket, fordi et tiltak er koblet til det.",
        "At kommunen sparte penger, når pengene ikke ble brukt fordi tiltaket stanset.",
    )  # fmt: skip
    return Setninger(tuple(kan), ikke)


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
    punkter += [f"{r.tittel} ({oppramsing(hull_av(k, r.tittel), flest=2)}): {r.rett}" for r in haster_mest(k).head(FLEST_NESTE).itertuples()]  # fmt: skip
    if len(h) and h["maa"].sum() > FLEST_NESTE:
        punkter.append("Resten av hullene står under «Kontroll av planen».")
    punkter += [d.opplysninger["mangler"] for d in (k.maal, k.strategier, k.milepaeler, k.aar, k.endringer, k.teori) if not len(d.tabell)]  # fmt: skip
    punkter.append("Ta vare på planen slik den er i dag, i tabellen Forrige plan, og sett datoen for neste revisjon.")  # fmt: skip
    return Tekst(punkter=tuple(punkter))
