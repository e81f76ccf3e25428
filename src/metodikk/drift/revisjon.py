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
from metodikk.grunn.feil import FERDIG, PERSONVERNSTOPP, BrukFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Funn
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
    celler = _les(ut)
    dommer = revisjon.revider(
        celler, steder=_steder(prosjekt), bosatte=_bosatte(prosjekt), min_bredde=MIN_BREDDE, grense=prosjekt.grenser.min_teller,
        tidligere=_les(mot / "ut" if (mot / "ut").is_dir() else mot) if mot else None,
    )  # fmt: skip
    svar = Revisjonssvar(
        tuple(_funn(dommer)), ut / NAVN / "revisjon.html", len(celler), len(dommer),
        int((dommer["dom"] == revisjon.APEN).sum()),
    )  # fmt: skip
    _skriv(svar, ut, prosjekt.oppsett.navn)
    return svar


def _les(ut: Path) -> pd.DataFrame:
    celler = les_publisert(ut)
    if celler.empty:
        raise BrukFeil(funn("K844", sted={"fil": ut.name}))
    return celler


def _steder(prosjekt: Prosjekt) -> revisjon.Steder:
    soner = prosjekt.tabell("soner")
    koder = [str(s) for s in soner["sone"]]
    navn = dict(zip(soner["sonenavn"].fillna("").astype(str), koder, strict=True))
    return revisjon.Steder(
        {n: k for n, k in navn.items() if n} | {k: k for k in koder}, prosjekt.omraade.soner,
        prosjekt.omraade.navn, prosjekt.oppsett.kommunenavn,
    )  # fmt: skip


def _bosatte(prosjekt: Prosjekt) -> Mapping[tuple[str, str], float]:
    """Folketallet er offentlig. En leser som vil regne, slår det opp."""
    folk = prosjekt.tabell("befolkning")
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
            sted = {"fil": f"ut/{d.rapport}/tall.xlsx", "ark": d.ark, "celle": d.celle}
            av = f" (regnet av {d.av})" if d.av else ""
            yield funn(kode, sted=sted, fant=f"{d.hva}{av}", minst=MIN_BREDDE)


def _skriv(svar: Revisjonssvar, ut: Path, navn: str) -> None:
    from metodikk.ut.revisjonsrapport import skriv_html

    with laas(ut):
        rydd(ut)
        arbeid = arbeidsmappe(ut, NAVN)
        skriv_html(
            svar.funn, arbeid / svar.rapport.name, navn=navn, konklusjon=svar.konklusjon,
            tidspunkt=datetime.now(),
        )  # fmt: skip
        skriv_kvittering({"kvittering": 1, "utdata": utdata(arbeid)}, arbeid)
        publiser(arbeid, ut / NAVN)
