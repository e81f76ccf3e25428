"""De sanne verdiene bak det som er skjult. Bare til å prøve teksten med, aldri til å vises.

Verdiene hentes fra tabellene kommunen selv har, og forlater aldri prøven.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from metodikk.drift.kvittering import tabellene
from metodikk.drift.prosjekt import Prosjekt
from metodikk.grunn.kataloger import katalog
from metodikk.metoder import evaluering, kunnskapsgrunnlag
from metodikk.metoder.revisjon import KOMMUNEN, OMRAADET, RESTEN, SKJULT

if TYPE_CHECKING:
    from metodikk.metoder.prikking import Grenser, Port

GRUPPER = {
    "omraade": OMRAADET, "resten": RESTEN, "naboer": "nabosonene", "kommune": KOMMUNEN,
    "Programområdet": OMRAADET, "Kommunen": KOMMUNEN,
}  # fmt: skip


def skjulte_tall(prosjekt: Prosjekt) -> pd.DataFrame:
    """Finn alt som ikke kan vises: det som er under grensene, og det porten skjuler i tillegg.

    Bruk denne når rapportene skal prøves. Hvert skjult antall er med som antall, og som andel eller
    rate når gruppen er kjent. Tabeller med feil er ikke med.
    """
    rader = [*_smaa(prosjekt), *_bak_porten(prosjekt)]
    return pd.DataFrame(rader, columns=SKJULT).drop_duplicates(ignore_index=True)


def _indikatorer(p: Prosjekt) -> dict[str, Mapping]:
    return {**katalog("indikatorer"), **p.oppsett.indikatorer}


def _smaa(p: Prosjekt) -> Iterator[tuple]:
    """Det som er under grensene i indikatorene, i hver sone, i området og i resten av kommunen."""
    if p.feil_i(["indikatorer"]) or not p.har("indikatorer"):
        return
    om, data = _indikatorer(p), p.tabell("indikatorer").dropna(subset=["teller", "nevner"])
    inne = data["sone"].isin(p.omraade.soner)
    grupper = (data["sone"].astype(str), inne.map({True: OMRAADET, False: RESTEN}))
    for gruppe in grupper:
        nokkel = [data["indikator"], gruppe.rename("gruppe"), data["aar"].astype(str).rename("aar")]
        for (i, g, aar), rad in data[["teller", "nevner"]].groupby(nokkel).sum().iterrows():
            if i in om and _under(p.grenser, rad["teller"], rad["nevner"], om[i]):
                yield from _rader(str(om[i]["navn"]), g, aar, rad["teller"], rad["nevner"], om[i])


def _under(g: Grenser, teller: float, nevner: float, om: Mapping) -> bool:
    rest = om.get("maal") != "rate" and nevner - teller < g.min_rest
    return teller < g.min_teller or nevner < g.min_nevner or rest


def _bak_porten(p: Prosjekt) -> Iterator[tuple]:
    """Det porten skjuler, også for å verne en nabo. En rapport som ikke kan lages, er ikke med."""
    felles = {"omraade": p.omraade.soner, "naboer": p.naboer, "indikatorer": p.oppsett.indikatorer}
    utfall: Mapping[str, Mapping] = {}
    if _kan_lages(p, "kunnskapsgrunnlag"):
        yield from _av_porter(p, kunnskapsgrunnlag.porter(p.tabeller, **felles), utfall)
    if _kan_lages(p, "evaluering") and p.oppsett.program:
        utfall = p.tabell("utfall").set_index("utfall").to_dict("index")
        porter = evaluering.porter(p.tabeller, program=p.program, **felles)
        yield from _av_porter(p, porter, utfall)


def _kan_lages(p: Prosjekt, mal: str) -> bool:
    trenger = {*katalog("maler")[mal]["trenger"]}
    return trenger <= {*p.tabeller} and not p.feil_i(tabellene(mal))


def _av_porter(p: Prosjekt, porter: Sequence[Port], utfall: Mapping[str, Mapping]) -> Iterator[tuple]:  # fmt: skip
    om = _indikatorer(p)
    for port in porter:
        celle = list(port.celle)
        skjult = port.klarer(p.grenser).skjult
        if skjult.empty:
            continue
        sanne = port.data.assign(**{k: port.data[k].astype(str) for k in celle})
        for rad in skjult[celle].merge(sanne, on=celle).to_dict("records"):
            gruppe = str(rad.get("sone", rad.get("gruppe", "")))
            aar = str(rad.get("tid", rad.get("aar", "")))
            indikator = rad.get("indikator", utfall.get(port.navn, {}).get("maalt_med", ""))
            emner = [str(om[indikator]["navn"])] if indikator in om else []
            emner += [str(n) for n in (utfall.get(port.navn, {}).get("navn"), rad.get("aldersgruppe")) if n]  # fmt: skip
            for emne in emner:
                yield from _rader(emne, GRUPPER.get(gruppe, gruppe), aar, rad[port.teller],
                                  rad.get("nevner"), om.get(indikator, {}))  # fmt: skip


def _rader(emne: str, gruppe: str, aar: str, teller, nevner, om: Mapping) -> Iterator[tuple]:
    """Tallet på de måtene det kan sies: som antall, som alle de andre, og som andel eller rate."""
    if pd.isna(teller):
        return
    yield emne, gruppe, aar, "antall", float(teller)
    if nevner is None or pd.isna(nevner) or nevner <= 0:
        return
    if om.get("maal") == "rate":
        per = int(om.get("per", 1000))
        yield emne, gruppe, aar, f"per {per:,}".replace(",", " "), teller / nevner * per
    else:
        yield emne, gruppe, aar, "antall", float(nevner - teller)
        yield emne, gruppe, aar, "prosent", teller / nevner * 100
        yield emne, gruppe, aar, "prosent", 100 - teller / nevner * 100
