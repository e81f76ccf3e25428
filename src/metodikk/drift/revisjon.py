"""Revisjonen av det som er publisert: leser rapportene i ut/, prøver å regne ut det skjulte, og skriver svaret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from metodikk.drift.kvittering import skriv_kvittering, utdata
from metodikk.drift.prosjekt import Prosjekt, finn_mappe, les_prosjekt
from metodikk.drift.publisering import arbeidsmappe, laas, publiser, rydd
from metodikk.grunn.feil import FERDIG, PERSONVERNSTOPP, BrukFeil, DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Alvor, Funn
from metodikk.inn.publisert import les_publisert
from metodikk.metoder import revisjon

NAVN = "revisjon"
MIN_BREDDE = 3
_KODER = {
    revisjon.APEN: "K841", revisjon.SMAL: "K842", revisjon.UENIG: "K843", revisjon.UPROVD: "K845",
    revisjon.GRENSEN: "K846",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revisjonssvar:
    """Svaret fra revisjonen: funnene, rapporten, og hvor mye som ble prøvd."""

    funn: tuple[Funn, ...]
    rapport: Path
    antall: int
    skjulte: int
    apne: int

    @property
    def returkode(self) -> int:
        """4 når noe skjult kan regnes ut, ellers 0."""
        return PERSONVERNSTOPP if self.apne else FERDIG

    @property
    def konklusjon(self) -> str:
        """Svaret i én setning."""
        lest = (
            f"{tall(self.antall)} publiserte tall er lest, {tall(self.skjulte)} av dem er skjult."
        )
        if self.apne:
            return f"{tall(self.apne)} skjulte tall kan regnes ut. {lest}"
        return f"Ingen skjulte tall kunne regnes ut. {lest}"


def revider(mappe: str | Path = ".", *, mot: Path | None = None) -> Revisjonssvar:
    """Prøv å regne ut det som er skjult i rapportene, og skriv svaret i `ut/revisjon/`.

    Bruk denne før rapportene sendes ut. `mot` er mappen med en tidligere utgave.
    """
    rot = finn_mappe(mappe)
    prosjekt, ut = les_prosjekt(rot), rot / "ut"
    celler = les_utgave(ut)
    dommer = dom(prosjekt, celler, les_utgave(mot) if mot else None)
    svar = Revisjonssvar(
        tuple(_funn(dommer)), ut / NAVN / "revisjon.html", len(celler), len(dommer),
        int((dommer["dom"] == revisjon.APEN).sum()),
    )  # fmt: skip
    _skriv(svar, dommer, ut, prosjekt.oppsett.navn)
    return svar


def les_utgave(mappe: Path) -> pd.DataFrame:
    """Les alle rapportene i en mappe, eller i `ut/` i den. BrukFeil når det ikke er noen der."""
    ut = mappe / "ut" if (mappe / "ut").is_dir() else mappe
    celler = les_publisert(ut)
    if celler.empty:
        raise BrukFeil(funn("K844", sted={"fil": ut.name}))
    return celler


def dom(
    prosjekt: Prosjekt, celler: pd.DataFrame, tidligere: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Dommen for hvert skjult tall, med stedene og folketallet i prosjektet."""
    return revisjon.revider(
        celler, steder=_steder(prosjekt), bosatte=_bosatte(prosjekt), min_bredde=MIN_BREDDE,
        grense=prosjekt.grenser.min_teller, tidligere=tidligere,
    )  # fmt: skip


def _steder(prosjekt: Prosjekt) -> revisjon.Steder:
    soner = _tabell(prosjekt, "soner")
    koder = [str(s) for s in soner["sone"]] if len(soner) else []
    navn = dict(zip(soner["sonenavn"].fillna("").astype(str), koder, strict=True)) if koder else {}
    return revisjon.Steder(
        {n: k for n, k in navn.items() if n} | {k: k for k in koder}, prosjekt.omraade.soner,
        prosjekt.omraade.navn, prosjekt.oppsett.kommunenavn,
    )  # fmt: skip


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
        if kode := _KODER.get(d.dom):
            yield funn_for(kode, d)


def funn_for(kode: str, d, alvor: Alvor | None = None) -> Funn:
    """Meldingen om ett skjult tall: hvor det står, hva det er, og hva det er regnet av."""
    sted = {"fil": f"ut/{d.rapport}/{d.fil}", "ark": d.ark, "celle": d.celle}
    av = f" (regnet av {d.av})" if d.av else ""
    return funn(kode, sted=sted, fant=f"{d.hva}{av}", minst=MIN_BREDDE, alvor=alvor)


def _skriv(svar: Revisjonssvar, dommer: pd.DataFrame, ut: Path, navn: str) -> None:
    from metodikk.ut.revisjonsrapport import skriv_html

    bredder = [(d.rapport, d.fil, d.ark, d.celle, d.hva, d.bredde, d.smalest, d.dom)
               for d in dommer.itertuples()]  # fmt: skip
    with laas(ut):
        rydd(ut)
        arbeid = arbeidsmappe(ut, NAVN)
        skriv_html(
            svar.funn, arbeid / svar.rapport.name, navn=navn, konklusjon=svar.konklusjon,
            tidspunkt=datetime.now(), bredder=bredder,
        )  # fmt: skip
        skriv_kvittering({"kvittering": 1, "utdata": utdata(arbeid)}, arbeid)
        publiser(arbeid, ut / NAVN)
