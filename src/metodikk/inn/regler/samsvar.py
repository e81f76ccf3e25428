"""Regler for tabeller som skal stemme med hverandre og med seg selv (K33x og K52x)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from metodikk.grunn.tall import liste, tall
from metodikk.grunn.typer import Alvor
from metodikk.inn.kodekobling import Kodesett
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.ordverdier import naermeste
from metodikk.inn.register import Treff, prosjektregel, tabellregel

SLINGRING, PER_DEL = 1.05, 2


@prosjektregel("K329", "indikatorer", "befolkning")
def nevner_storre_enn_befolkningen(o: Omgivelser) -> Iterator[Treff]:
    folk = o.data("befolkning").groupby(["sone", "aar"])["antall"].sum(min_count=1)
    d = o.data("indikatorer").dropna(subset=["sone", "aar", "nevner"])
    bosatte = folk.reindex(pd.MultiIndex.from_frame(d[["sone", "aar"]])).to_numpy()
    rater = {i for i, om in o.indikatorer.items() if om.get("maal") == "rate"}
    gale = d[(d["nevner"].to_numpy() > bosatte * SLINGRING) & ~d["indikator"].isin(rater)]
    if len(gale):
        yield Treff(gale.index, "nevner", samlet=True, tabell="indikatorer")


@tabellregel("K330", "indikatorer", "befolkning")
def deler_og_helhet(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Kommunens egen rad (K215) er fasiten for summen av sonene."""
    felt = "antall" if t.navn == "befolkning" else "teller"
    nokkel = [n for n in t.nokkel if n != "sone"]
    if not t.har("sone", felt, *nokkel):
        return
    helhet = t.data[(t.data["sone"] == o.kommune) & t.data[felt].notna()]
    deler = t.beholdt.groupby(nokkel)[felt].agg(["sum", "size", "count"])
    for rad, r in helhet.iterrows():
        n = tuple(r[k] for k in nokkel)
        if n in deler.index and (d := deler.loc[n])["size"] == d["count"] and d["sum"] != r[felt]:
            avvik = abs(d["sum"] - r[felt])
            alvor = Alvor.INFO if avvik <= PER_DEL * d["size"] else None
            fant = (
                f"sonene gir {tall(d['sum'])}, kommunen {tall(r[felt])} (forskjell {tall(avvik)})"
            )
            yield Treff([rad], felt, fant=fant, alvor=alvor)


@tabellregel("K516", "befolkning")
def grupper_mangler(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """En sone og et år som mangler noen av gruppene de andre har, gir for lave summer."""
    if not t.har("sone", "aar", "aldersgruppe", "kjonn"):
        return
    d = t.beholdt.dropna(subset=["sone", "aar", "aldersgruppe", "kjonn"])
    antall = d.groupby(["sone", "aar"]).size()
    faa = antall[antall < antall.max()]
    if len(faa):
        hvor = [f"{sone} i {aar:.0f}" for sone, aar in faa.index[:6]]
        rest = [f"{len(faa) - 6} andre steder"] if len(faa) > 6 else []
        yield Treff((), "aldersgruppe", fant=liste(hvor + rest))


@tabellregel("K517", "indikatorer")
def indikator_uten_tall(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if t.har("indikator", "teller"):
        har_tall = t.beholdt.groupby("indikator")["teller"].count()
        if tomme := sorted(har_tall.index[har_tall == 0]):
            yield Treff((), "teller", fant=liste(tomme))


@tabellregel("K518", "indikatorer")
def indikator_uten_variasjon(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt[t.beholdt["nevner"] > 0]
    andel = (d["teller"] / d["nevner"]).groupby(d["indikator"])
    like = andel.agg(lambda a: a.count() >= 5 and a.nunique() == 1)
    if len(like) and like.any():
        yield Treff((), "teller", fant=liste(sorted(like.index[like.astype(bool)])))


@tabellregel("K519", "indikatorer")
def indikator_uten_retning(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    brukte = set(t.beholdt["indikator"].dropna().unique())
    gale = sorted(i for i in brukte & set(o.indikatorer) if "retning" not in o.indikatorer[i])
    if gale:
        yield Treff((), "indikator", fant=liste(gale))


@prosjektregel("K520", "ressurser", "behov")
def temaord_paa_to_maater(o: Omgivelser) -> Iterator[Treff]:
    """Et behov finner bare ressursene når temaordene er like."""
    egne = _ord(o.data("ressurser"))
    for tema in sorted(_ord(o.data("behov")) - egne):
        lik = naermeste(tema, egne)
        if lik and _nesten_likt(tema, lik):
            d = o.data("behov")
            rader = d.index[[tema in v for v in d["tema"]]]
            yield Treff(rader, "tema", fant=f"«{tema}»", forslag=f"«{lik}»", tabell="behov")


@tabellregel("K521", "brudd")
def brudd_gjelder_noe_ukjent(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    soner = o.kjente.get("soner.sone", Kodesett(frozenset())).koder
    kjente = soner | set(o.indikatorer)
    if not t.har("gjelder") or not soner:
        return
    gjelder = t.beholdt["gjelder"].dropna()
    gale = gjelder[~gjelder.isin(kjente)]
    if len(gale):
        yield Treff(gale.index, "gjelder", forslag=[naermeste(v, kjente) for v in gale])


def _ord(d: pd.DataFrame) -> set[str]:
    return {ord_ for verdier in d["tema"] for ord_ in verdier}


def _nesten_likt(a: str, b: str) -> bool:
    """Bare ulik skrivemåte: store bokstaver, bindestrek, mellomrom eller én bøyning."""
    enkel_a, enkel_b = (o.casefold().replace("-", "").replace(" ", "") for o in (a, b))
    return enkel_a == enkel_b or enkel_a.rstrip("er") == enkel_b.rstrip("er")
