"""Det setningene om samarbeidet deler: broen, hullene, avtalene og rollene i ord."""

from __future__ import annotations

import datetime as dt

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import dato, liste
from metodikk.ut.setninger import antall, oppramsing, sitat, stor

UTE, SNART, UTEN_SLUTT = "gått ut", "går snart ut", "uten siste dag"
HVEM = {"offentlig": ("én offentlig", "offentlige"), "privat": ("én privat", "private"),
        "frivillig": ("én frivillig", "frivillige"), "beboere": ("én beboergruppe", "beboergrupper")}  # fmt: skip


def dag(iso: str) -> str:
    """Datoen slik den skrives i en setning.

    >>> dag("2026-01-14").replace("\xa0", " ")
    '14. januar 2026'
    """
    return dato(dt.date.fromisoformat(iso))


def bro(k) -> str:
    """Hvem som binder sammen, og hva som skilles uten den."""
    b = k.opplysninger["bro"]
    if not b:
        return ""
    store = [d for d in b["deler"] if len(d) > 1]
    if len(store) < 2:
        return bro_kort(k)
    deler = liste([f"{antall(len(d))} aktører ({oppramsing(d, flest=3)})" for d in store], "og")
    return f"{b['navn']} binder sammen. Uten den er det ingen vei mellom {deler}. Da mister {antall(b['mister'])} par av aktører forbindelsen med hverandre."


def bro_kort(k) -> str:
    """Hvem som binder sammen, og hvor mange par som skilles uten den."""
    b = k.opplysninger["bro"]
    if not b:
        return ""
    return f"{b['navn']} binder sammen. Uten den mister {antall(b['mister'])} par av aktører forbindelsen med hverandre."


def sektor(navn: str, n: int) -> str:
    """Aktørene i en sektor, slik de omtales.

    >>> sektor("privat", 5), sektor("frivillig", 1)
    ('de fem private', 'den ene frivillige')
    """
    en, flere = ("beboergruppen", "beboergruppene") if navn == "beboere" else (HVEM[navn][1],) * 2
    return f"den ene {en}" if n == 1 else f"de {antall(n)} {flere}"


def uten_forbindelse(k) -> list[str]:
    """Sektorene uten noen kjent forbindelse til de andre, i ord."""
    s = k.sektorer.tabell
    if not len(k.koblinger.tabell) or len(s) < 2:
        return []
    return [sektor(r.sektor, r.aktorer) for r in s[s["ut"] == 0].itertuples()]


def faa_svar(svar) -> bool:
    """Om så få har svart at vi ikke kan si hvem som bygger bro."""
    return svar[0] < katalog("samarbeid")["nettverk"]["minst_svar"] * svar[1]


def svake_sektorer(k) -> list[str]:
    """Sektorene der for få av dem som ble spurt, har svart."""
    s = k.sektorer.tabell
    if not len(s) or s["svart"].isna().all():
        return []
    lave = [r for r in s.itertuples() if faa_svar((r.svart, r.spurt))]
    return [f"{antall(r.svart)} av {sektor(r.sektor, r.spurt)}" for r in lave]


def borte(k) -> list[str]:
    """Forbindelsene som er borte, når minst én av de to har svart siden."""
    e = k.endring.tabell
    if not len(e):
        return []
    return [f"{r.fra_navn} og {r.til_navn}" for r in e[(e["hva"] == "borte") & e["sikker"]].itertuples()]  # fmt: skip


def avtaler(k, tilstand: str) -> list[str]:
    """Navnene på avtalene med en bestemt tilstand."""
    v = k.avtaler.tabell
    return v.loc[v["status"] == tilstand, "navn"].tolist() if len(v) else []


def muntlige(k) -> list[str]:
    v = k.avtaler.tabell
    return v.loc[v["maa_ordnes"].str.contains("muntlig"), "navn"].tolist() if len(v) else []


def med_hull(k, kode: str) -> list[str]:
    """Oppgavene med et bestemt hull."""
    h = k.hull.tabell
    return h.loc[h["hull"] == kode, "oppgave"].tolist() if len(h) else []


def uten_roller(k) -> list[str]:
    """Tiltakene som pågår eller skal begynne, uten noen i rollematrisen."""
    t = k.tiltak.tabell
    return t.loc[~t["har_roller"], "navn"].tolist() if len(t) and len(k.roller.tabell) else []


def hullene_i_rollene(k) -> str:
    """Oppgavene uten noen som beslutter, med flere, og uten noen som gjør dem, i én setning."""
    tekster = {
        "ingen_beslutter": "ingen beslutter om", "flere_beslutter": "flere beslutter om", "ingen_gjor": "ingen gjør",
    }  # fmt: skip
    deler = [f"{t} {sitat(funnet)}" for kode, t in tekster.items() if (funnet := med_hull(k, kode))]
    return f"{stor(liste(deler))}." if deler else ""
