"""Det setningene deler: ordene for hvor langt et tiltak er kommet, og navnene bak dem."""

from __future__ import annotations

from metodikk.grunn.tall import HARDT, tall
from metodikk.ut.setninger import antall, oppramsing

KLAR, NESTEN, IKKE_KLAR, IKKE_BESTEMT = "klar", "nesten klar", "ikke klar", "ikke bestemt"
LEVER = ("videreføres", "overføres", "tilpasses")
UTE, SNART = "gått ut", "går snart ut"
FRISTEN_UTE = "fristen er ute"
FUNNET = ("sannsynliggjort bidrag", "samvariasjon")
MINST_MAANEDER, FLEST_NAVN = 12, 5


def kr(belop: float) -> str:
    return f"{tall(belop)}{HARDT}kroner"


def tiltak_ord(n: int) -> str:
    """Antallet tiltak i ord, når «tiltak» er underforstått: «ett», «to», «14»."""
    return antall(n, "ett")


def navnene(navn: list[str]) -> str:
    """Navnene i anførselstegn. Er de mange, sies det hvor mange som ikke er nevnt."""
    return oppramsing([f"«{n}»" for n in navn], flest=FLEST_NAVN)


def med_status(k, status: str) -> list[str]:
    """Navnene på tiltakene som er kommet så langt."""
    t = k.plan.tabell
    return t.loc[t["status"] == status, "navn"].tolist()


def med_avtale(k, status: str) -> list[str]:
    """Navnene på tiltakene der avtalen har denne statusen."""
    a = k.avtaler.tabell
    return a.loc[a["status"] == status, "navn"].tolist() if len(a) else []


def steg(k, tilstand: str) -> list[str]:
    """Stegene i avslutningen med denne tilstanden."""
    s = k.steg.tabell
    return s.loc[s["tilstand"] == tilstand, "steg"].tolist() if len(s) else []


def viktige_hull(k) -> list[tuple[str, str, str]]:
    """Tiltak som ikke er klare, der evalueringen finner noe i utfallet bak: (navn, utfall, ord)."""
    e = k.evaluering.tabell
    if not len(e):
        return []
    d = e[(e["status"] == IKKE_KLAR) & e["sier"].isin(FUNNET)]
    orden = {o: i for i, o in enumerate(FUNNET)}
    d = d.sort_values("sier", key=lambda s: s.map(orden), kind="stable")
    return list(d[["navn", "utfall", "sier"]].itertuples(index=False, name=None))


def alt(k) -> tuple[float, float]:
    """Kostnaden i året for det som skal leve videre, og den delen som ikke har alle pengene."""
    t = k.kostnader.tabell
    if not len(t):
        return 0.0, 0.0
    siste = t.iloc[-1]
    return float(siste["kostnad"]), float(siste["uten"])
