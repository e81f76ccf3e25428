"""Det viktigste først: oppsummering, nøkkeltall, hva opplysningene er, og hullene som haster."""

from __future__ import annotations

import datetime as dt

from metodikk.grunn.tall import HARDT, dato, liste, prosent, tall
from metodikk.ut.setninger import antall, avsnitt, oppramsing, sitat, stor
from metodikk.ut.setninger_handlingsplan.form import (
    FLEST_ADVARSLER,
    FOR_FAA,
    FORSINKET,
    PAA_PLAN,
    UTE,
    haster_mest,
    hull,
    hull_av,
)
from metodikk.ut.side import Boks, Nokkeltall, Tekst


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
    return avsnitt(
        _planen(k, omraade), _framdrift(k), _forsinket(k), _hullene(k), _maalingen(k), _pengene(k)
    )


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
    navn = hull(k, "behov_uten_tiltak")
    if not navn:
        return ""
    ett = len(navn) == 1
    return f"{'Ett' if ett else stor(antall(len(navn)))} behov har ikke fått noe tiltak: {sitat(navn)}."


def _maalingen(k) -> str:
    m = k.maaling.tabell
    faa = int((m["kan"] == FOR_FAA).sum()) if len(m) else 0
    if not faa:
        return ""
    return f"{stor(antall(faa))} av {antall(len(m), 'ett', '')} utfall bygger på for få personer eller svar til å vise endringen planen håper på."


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
    naadd, ute = int(gaatt["naadd"].notna().sum()), int((m["tilstand"] == UTE).sum())
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
    maa = haster_mest(k)
    if not len(maa):
        return None
    punkter = tuple(f"{r.tittel}: {oppramsing(hull_av(k, r.tittel), flest=4)}." for r in maa.head(FLEST_ADVARSLER).itertuples())  # fmt: skip
    flere = "Disse betyr mest. Resten står" if len(maa) > FLEST_ADVARSLER else "De står"
    return Boks("advarsel", "Tett disse hullene før planen vedtas",
                f"{flere} under «Kontroll av planen», med det dere kan gjøre.", punkter)  # fmt: skip
