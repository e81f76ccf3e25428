"""Regler for milepæler, budsjett, forrige plan og ordlyden i mål (K555–K565)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from metodikk.grunn.maalord import er_noe_vi_gjor
from metodikk.grunn.tall import HARDT, tall
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import navn_paa_person, rader_der


@prosjektregel("K555", "milepaeler", "tiltak")
def milepael_etter_slutt(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("milepaeler")
    rader = d.index[d["frist"] > d["tiltak"].map(_av_tiltak(o, "slutt"))]
    if len(rader):
        yield Treff(rader, "frist", tabell="milepaeler")


@tabellregel("K556", "milepaeler")
def milepael_uten_kjennetegn(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Uten kjennetegn kan ingen andre se om milepælen er nådd."""
    yield from rader_der(t, t.beholdt["ferdig_naar"].isna(), "ferdig_naar", vis="milepael")


@tabellregel("K557", "milepaeler")
def milepael_uten_reserve(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(
        t, t.beholdt["hvis_den_glipper"].isna(), "hvis_den_glipper", vis="milepael"
    )


@prosjektregel("K558", "budsjett", "tiltak")
def summen_er_en_annen(o: Omgivelser) -> Iterator[Treff]:
    """Summen over år og kilder skal være budsjettet i tabellen Tiltak."""
    d, budsjett = o.data("budsjett"), _av_tiltak(o, "budsjett")
    sum_ = d.groupby("tiltak")["belop"].sum()
    ulike = (sum_ - budsjett.reindex(sum_.index)).abs() >= 1
    for kode in sum_.index[ulike]:
        fant = f"{kode}: {tall(sum_[kode])}{HARDT}kr her, {tall(budsjett[kode])}{HARDT}kr i Tiltak"
        yield Treff(d.index[d["tiltak"] == kode], "belop", fant=fant, tabell="budsjett")


@prosjektregel("K559", "budsjett", "tiltak")
def penger_utenfor_perioden(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("budsjett")
    for_tidlig = d["aar"] < d["tiltak"].map(_av_tiltak(o, "start")).dt.year
    for_sent = d["aar"] > d["tiltak"].map(_av_tiltak(o, "slutt")).dt.year
    rader = d.index[(for_tidlig | for_sent).fillna(False).astype(bool)]
    if len(rader):
        yield Treff(rader, "aar", tabell="budsjett")


@tabellregel("K560", "budsjett")
def brukt_mer_enn_belopet(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["brukt"] > t.beholdt["belop"]]
    if len(rader):
        yield Treff(rader, "brukt")


@tabellregel("K561", "budsjett")
def kilden_skrevet_paa_to_maater(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Store bokstaver og mellomrom deler én kilde i to, og summen for den blir for lav."""
    kilder = t.beholdt["kilde"].dropna()
    lik = kilder.str.casefold().str.split().str.join(" ")
    for _, samme in kilder.groupby(lik):
        antall = samme.value_counts()
        if len(antall) > 1:
            rader = samme.index[samme != antall.index[0]]
            yield Treff(rader, "kilde", forslag=antall.index[0])


@prosjektregel("K562", "forrige_plan", "tiltak")
def tatt_ut_uten_grunn(o: Omgivelser) -> Iterator[Treff]:
    d = o.data("forrige_plan")
    borte = (d["slag"] == "tiltak") & ~d["kode"].isin(o.data("tiltak")["tiltak"])
    yield from _uten_grunn(d, borte, "kode")


@prosjektregel("K563", "forrige_plan")
def maal_eller_strategi_endret_uten_grunn(o: Omgivelser) -> Iterator[Treff]:
    """Mål og strategier ligger fast i perioden. Endres de, skal grunnen stå der."""
    d = o.data("forrige_plan")
    rort = pd.Series(False, index=d.index)
    for slag, tabell, nokkel in (("mål", "maal", "maal"), ("strategi", "strategier", "strategi")):
        naa = o.data(tabell)
        if len(naa):
            ordlyd = naa.dropna(subset=[nokkel]).drop_duplicates(nokkel).set_index(nokkel)["tekst"]
            rort |= (d["slag"] == slag) & (d["kode"].map(ordlyd).fillna("") != d["navn"].fillna(""))
    yield from _uten_grunn(d, rort, "navn")


@tabellregel("K564", "forrige_plan", "budsjett")
def navn_paa_en_person_i_planen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from navn_paa_person(t, "ansvarlig" if t.navn == "forrige_plan" else "kilde")


@tabellregel("K565", "maal")
def maalet_er_noe_kommunen_gjor(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["tekst"].fillna("").map(er_noe_vi_gjor)]
    if len(rader):
        yield Treff(rader, "tekst")


def _av_tiltak(o: Omgivelser, felt: str) -> pd.Series:
    tiltak = o.data("tiltak").dropna(subset=["tiltak"])
    return tiltak.drop_duplicates("tiltak").set_index("tiltak")[felt]


def _uten_grunn(d: pd.DataFrame, hvilke: pd.Series, felt: str) -> Iterator[Treff]:
    rader = d.index[hvilke & d["hvorfor"].isna()]
    if len(rader):
        fant = [str(k) for k in d.loc[rader, "kode"]]
        yield Treff(rader, felt, fant=fant, samlet=True, tabell="forrige_plan")
