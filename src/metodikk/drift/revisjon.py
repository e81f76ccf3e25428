"""Revisjonen av det som er publisert: leser rapportene i ut/, prøver å regne ut det skjulte, og skriver svaret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from metodikk.drift.grupper import ALDER, SONER, utfoldet
from metodikk.drift.kvittering import les_kvittering, skriv_kvittering, utdata
from metodikk.drift.prosjekt import Prosjekt, finn_mappe, les_prosjekt
from metodikk.drift.publisering import arbeidsmappe, laas, publiser, rydd
from metodikk.grunn.feil import FERDIG, PERSONVERNSTOPP, BrukFeil, DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Alvor, Funn
from metodikk.inn.lopetekst import KOLONNER as TEKSTFELT
from metodikk.inn.lopetekst import les_tekster
from metodikk.inn.publisert import les_rapport, rapportmapper, slaa_sammen
from metodikk.metoder import revisjon

NAVN = "revisjon"
MIN_BREDDE = 3
_KODER = {
    revisjon.APEN: "K841", revisjon.SMAL: "K842", revisjon.UENIG: "K843", revisjon.UPROVD: "K845",
    revisjon.GRENSEN: "K846",
}  # fmt: skip


Grupper = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, eq=False)
class Utgave:
    """Det en leser har: tallene og teksten i rapportene, og hva som var slått sammen da de ble laget."""

    celler: pd.DataFrame
    sammenslaaing: Grupper = field(default_factory=dict)
    tekster: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(TEKSTFELT)))


@dataclass(frozen=True, slots=True)
class Revisjonssvar:
    """Svaret fra revisjonen: funnene, rapporten, og hvor mye som ble prøvd."""

    funn: tuple[Funn, ...]
    rapport: Path
    antall: int
    skjulte: int
    apne: int
    setninger: int = 0

    @property
    def returkode(self) -> int:
        """4 når noe skjult kan regnes ut eller står i teksten, ellers 0."""
        return PERSONVERNSTOPP if self.apne or self.setninger else FERDIG

    @property
    def konklusjon(self) -> str:
        """Svaret i én setning."""
        lest = (
            f"{tall(self.antall)} publiserte tall er lest, {tall(self.skjulte)} av dem er skjult."
        )
        if self.setninger:
            lest = f"{tall(self.setninger)} steder i teksten ser ut til å si et skjult tall. {lest}"
        if self.apne:
            return f"{tall(self.apne)} skjulte tall kan regnes ut. {lest}"
        return f"Ingen skjulte tall kunne regnes ut. {lest}"


def revider(mappe: str | Path = ".", *, mot: Path | None = None) -> Revisjonssvar:
    """Prøv å regne ut det som er skjult i rapportene, og skriv svaret i `ut/revisjon/`.

    Bruk denne før rapportene sendes ut. `mot` er mappen med en tidligere utgave.
    """
    rot = finn_mappe(mappe)
    prosjekt, ut = les_prosjekt(rot), rot / "ut"
    naa = les_utgave(ut)
    dommer = dom(prosjekt, naa, les_utgave(mot) if mot else None)
    setninger = [
        f for funnet in tekstfunn(prosjekt, naa, alvor=Alvor.FEIL).values() for f in funnet
    ]
    svar = Revisjonssvar(
        (*_funn(dommer), *setninger), ut / NAVN / "revisjon.html", len(naa.celler),
        int((naa.celler["symbol"] == ":").sum()), int((dommer["dom"] == revisjon.APEN).sum()),
        len(setninger),
    )  # fmt: skip
    _skriv(svar, dommer, ut, prosjekt.oppsett.navn)
    return svar


def les_utgave(mappe: Path) -> Utgave:
    """Les alle rapportene i en mappe, eller i `ut/` i den. BrukFeil når det ikke er noen der."""
    ut = mappe / "ut" if (mappe / "ut").is_dir() else mappe
    utgave = samlet(les_framlagt(m) for m in rapportmapper(ut))
    if utgave.celler.empty:
        raise BrukFeil(funn("K844", sted={"fil": ut.name}))
    return utgave


def les_framlagt(mappe: Path, navn: str = "") -> Utgave:
    """Les én rapport slik den er lagt fram. Kvitteringen sier hva som var slått sammen da."""
    slaatt = les_kvittering(mappe).get("sammenslaaing") or {}
    return Utgave(les_rapport(mappe, navn), slaatt, les_tekster(mappe, navn))


def samlet(rapporter: Iterable[Utgave]) -> Utgave:
    """Flere rapporter som én utgave. Er noe slått sammen i en av dem, gjelder det hele."""
    alle = list(rapporter)
    grupper = {d: {n: g for u in alle for n, g in u.sammenslaaing.get(d, {}).items()}
               for d in (ALDER, SONER)}  # fmt: skip
    tekster = pd.concat(
        [Utgave(pd.DataFrame()).tekster, *(u.tekster for u in alle)], ignore_index=True
    )
    return Utgave(slaa_sammen([u.celler for u in alle]), grupper, tekster)


def dom(prosjekt: Prosjekt, naa: Utgave, tidligere: Utgave | None = None) -> pd.DataFrame:
    """Dommen for hvert skjult tall, med stedene og folketallet i prosjektet.

    Det som er slått sammen i prosjektfilen eller i en av utgavene, er kjent: summen er delene.
    """
    utgaver = [naa, *([tidligere] if tidligere else [])]
    return revisjon.revider(
        naa.celler, steder=_steder(prosjekt, samlet(utgaver).sammenslaaing),
        bosatte=_bosatte(prosjekt), min_bredde=MIN_BREDDE, grense=prosjekt.grenser.min_teller,
        tidligere=tidligere.celler if tidligere else None,
    )  # fmt: skip


def tekstfunn(
    prosjekt: Prosjekt,
    utgave: Utgave,
    sanne: pd.DataFrame | None = None,
    alvor: Alvor | None = None,
) -> dict[str, list[Funn]]:
    """Setningene som sier et skjult tall, for hver rapport. Med `sanne` må tallet være det rette."""
    steder = _steder(prosjekt, utgave.sammenslaaing)
    treff = revisjon.revider_tekst(utgave.tekster, utgave.celler, steder=steder, sanne=sanne)
    navn = {k: n for n, k in steder.soner.items() if n != k} | {
        revisjon.OMRAADET: steder.omraadenavn
    }
    ut: dict[str, list[Funn]] = {}
    for (rapport, fil, sted, setning), om in treff.groupby(["rapport", "fil", "sted", "setning"], sort=False):  # fmt: skip
        forste = om.iloc[0]
        gruppe = navn.get(forste["gruppe"], forste["gruppe"])
        hva = " · ".join(t for t in (forste["emne"], gruppe, forste["aar"]) if t)
        ut.setdefault(rapport, []).append(
            funn("K825", sted={"fil": f"ut/{rapport}/{fil}", "celle": sted},
                 fant=f"{hva}: «{setning}»", alvor=alvor)
        )  # fmt: skip
    return ut


def _steder(prosjekt: Prosjekt, grupper: Grupper) -> revisjon.Steder:
    """Sonene både slik de er nå, og slik de heter i filene."""
    skrevet = {} if prosjekt.oppsettfunn else prosjekt.oppsett.sammenslaaing
    alle = {d: {**grupper.get(d, {}), **_ledd(skrevet.get(d, {}))} for d in (ALDER, SONER)}
    i_filene = prosjekt.lest.tabeller.get("soner") if prosjekt.lest else None
    navn: dict[str, str] = {}
    for soner in (i_filene, _tabell(prosjekt, "soner")):
        if soner is not None and len(soner):
            koder = soner["sone"].astype(str)
            navn |= dict(zip(soner["sonenavn"].fillna("").astype(str), koder, strict=True))
            navn |= dict(zip(koder, koder, strict=True))
    navn |= {n: n for n in alle[SONER]}
    return revisjon.Steder(
        {n: k for n, k in navn.items() if n}, prosjekt.omraade.soner, prosjekt.omraade.navn,
        prosjekt.oppsett.kommunenavn, slaatt_sammen=alle[SONER], aldre=alle[ALDER],
    )  # fmt: skip


def _ledd(grupper: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Hver gruppe med de opprinnelige delene, også den som er et ledd i en større.

    >>> _ledd({"AB": ["A", "B"], "ABC": ["AB", "C"]})
    {'AB': ('A', 'B'), 'ABC': ('A', 'B', 'C')}
    """
    return {n: utfoldet({m: d for m, d in grupper.items() if n not in d} | {n: grupper[n]})[n]
            for n in grupper}  # fmt: skip


def _tabell(prosjekt: Prosjekt, navn: str) -> pd.DataFrame:
    """Tabellen, eller en tom når den har feil: da prøves rapportene uten den."""
    try:
        return prosjekt.tabell(navn)
    except DataFeil:
        return pd.DataFrame()


def _bosatte(prosjekt: Prosjekt) -> Mapping[tuple[str, str], float]:
    """Folketallet er offentlig. En leser som vil regne, slår det opp."""
    folk = _tabell(prosjekt, "befolkning")
    if folk.empty:
        return {}
    per = folk.groupby([folk["sone"].astype(str), folk["aar"].astype(str)])["antall"].sum()
    inne = per.index.get_level_values(0).isin(prosjekt.omraade.soner)
    ut = dict(per)
    for navn, del_ in (
        (revisjon.OMRAADET, per[inne]), (revisjon.RESTEN, per[~inne]), (revisjon.KOMMUNEN, per),
    ):  # fmt: skip
        ut |= {(navn, aar): n for aar, n in del_.groupby(level=1).sum().items()}
    return ut


def _funn(dommer: pd.DataFrame) -> Iterator[Funn]:
    for d in dommer.itertuples():
        if (kode := _KODER.get(d.dom)) and not _gammelt_og_uprovd(d):
            yield funn_for(kode, d)


def _gammelt_og_uprovd(d) -> bool:
    """Det den tidligere utgaven ikke ga svar på, er det ikke noe å gjøre med nå."""
    return d.rapport.startswith(revisjon.TIDLIGERE) and d.dom in (revisjon.UPROVD, revisjon.UENIG)


def funn_for(kode: str, d, alvor: Alvor | None = None) -> Funn:
    """Meldingen om ett skjult tall: hvor det står, hva det er, og hva det er regnet av."""
    mappe = "" if d.rapport.startswith(revisjon.TIDLIGERE) else "ut/"
    sted = {"fil": f"{mappe}{d.rapport}/{d.fil}", "ark": d.ark, "celle": d.celle}
    av = f" (regnet av {d.av})" if d.av else ""
    return funn(kode, sted=sted, fant=f"{d.hva}{av}", minst=MIN_BREDDE, alvor=alvor)


def _skriv(svar: Revisjonssvar, dommer: pd.DataFrame, ut: Path, navn: str) -> None:
    from metodikk.ut.revisjonsrapport import skriv_html

    bredder = [(d.rapport, d.fil, d.ark, d.celle, d.hva, d.bredde, d.smalest, d.dom)
               for d in dommer.itertuples() if not d.rapport.startswith(revisjon.TIDLIGERE)]  # fmt: skip
    with laas(ut):
        rydd(ut)
        arbeid = arbeidsmappe(ut, NAVN)
        skriv_html(
            svar.funn, arbeid / svar.rapport.name, navn=navn, konklusjon=svar.konklusjon,
            tidspunkt=datetime.now(), bredder=bredder,
        )  # fmt: skip
        skriv_kvittering({"kvittering": 1, "utdata": utdata(arbeid)}, arbeid)
        publiser(arbeid, ut / NAVN)
