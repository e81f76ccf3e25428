"""Leser og kontrollerer alle tabellene i et prosjekt, og finner alle feilene på én gang."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from metodikk.grunn.skjema import tabeller as skjemaer
from metodikk.grunn.typer import Alvor, Funn
from metodikk.inn.fritekst import fritekstfelt, kjente_ord
from metodikk.inn.kartkoder import les_kart
from metodikk.inn.kodekobling import Kodesett
from metodikk.inn.kontrolltabell import Omgivelser, Tabell, lag_funn
from metodikk.inn.oppbygging import bygg_tabeller, ferdig, koble_koder, les_raatabell
from metodikk.inn.personvern import maskert_funn, maskert_tabell, uten_mulige_navn
from metodikk.inn.prosjektfiler import Filplan, finn_filer
from metodikk.inn.raatabell import Raatabell
from metodikk.inn.register import Regel, Treff, regler
from metodikk.inn.sporsmaal import rene_svar

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_REKKEFOLGE = list(Alvor)


@dataclass(frozen=True)
class Prosjektdata:
    """Prosjektets data etter kontrollen.

    tabeller : de rene tabellene. geografi : kartet, eller None. funn : alt som ble funnet, det mest
    alvorlige først. filer : tabell → filen den kom fra.
    """

    tabeller: dict[str, pd.DataFrame]
    geografi: GeoDataFrame | None
    funn: tuple[Funn, ...]
    filer: dict[str, Path]
    antall_kontroller: int = 0


def les_prosjektdata(
    mappe: Path, *, filer: Mapping[str, Mapping] | None = None,
    indikatorer: Mapping[str, Mapping] | None = None, kommune: str = "",
    bare: Collection[str] | None = None, i_aar: int | None = None,
) -> Prosjektdata:  # fmt: skip
    """Les alle tabellene i en data-mappe, og kontroller dem mot skjemaene og reglene.

    Bruk denne før noe beregnes. Alle feil finnes på én gang, og filene endres aldri. Alt som rettes
    automatisk, står blant funnene.

    Parametere
    ----------
    mappe : Path
        Prosjektets data-mappe.
    filer : dict, valgfri
        Tabell → `fil`, `ark` og `kolonner`, når navnene er andre enn i skjemaet.
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer, med de samme nøklene som i katalogen.
    kommune : str, forvalgt tom
        Kommunenummeret. Brukes til å kjenne igjen koder som har mistet den første nullen.
    bare : samling av str, valgfri
        Tabellene som trengs. Uten denne leses alle.
    i_aar : int, valgfri
        Året kontrollen gjelder. Forvalgt: året vi er i.

    Returnerer
    ----------
    Prosjektdata
        De rene tabellene, kartet og funnene.

    Eksempel
    --------
    >>> import tempfile
    >>> mappe = Path(tempfile.mkdtemp())
    >>> _ = (mappe / "soner.csv").write_text("sone;sonenavn\\n0099000001;Vik\\n", encoding="utf-8")
    >>> les_prosjektdata(mappe).tabeller["soner"]["sonenavn"].tolist()
    ['Vik']

    Les mer
    -------
    Håndboka: «Egne tall inn».
    """
    plan = finn_filer(mappe, filer, bare)
    raa, lesefunn = _les_filer(plan)
    tabeller = bygg_tabeller(raa, {navn: kilde.kolonner for navn, kilde in plan.tabeller.items()})
    kart, kartfunn = les_kart(plan, _soner(tabeller, kommune))
    aar = i_aar or dt.date.today().year
    rene, regelfunn, antall = kontroller(
        tabeller, indikatorer, kommune=kommune, i_aar=aar, kart=kart
    )
    return Prosjektdata(
        rene, kart, sortert([*plan.funn, *lesefunn, *kartfunn, *regelfunn]),
        {navn: plan.tabeller[navn].fil for navn in rene}, antall,
    )  # fmt: skip


def _les_filer(plan: Filplan) -> tuple[dict[str, Raatabell], list[Funn]]:
    """Les filene. Det som ikke kan leses, blir til funn. Skjemaer uten rader er ikke tabeller."""
    lest: dict[str, Raatabell] = {}
    funnet: list[Funn] = []
    for navn, kilde in plan.tabeller.items():
        try:
            raa = les_raatabell(navn, kilde)
        except DataFeil as feil:
            funnet += [f.med(tabell=navn, fil=f.fil or kilde.fil.name) for f in feil.funn]
            continue
        funnet += [f.med(tabell=navn) for f in raa.funn]
        if len(raa.data):
            lest[navn] = raa
    return lest, funnet


def kontroller(
    tabeller: dict[str, Tabell], indikatorer: Mapping[str, Mapping] | None = None, *,
    kommune: str = "", i_aar: int, kart: GeoDataFrame | None = None,
) -> tuple[dict[str, pd.DataFrame], list[Funn], int]:  # fmt: skip
    """Koble kodene mellom tabellene, og prøv alle reglene.

    Bruk denne når tabellene alt er lest. `les_prosjektdata` gjør begge deler.

    Parametere
    ----------
    tabeller : dict
        Tabellene, bygd med `bygg_tabeller`.
    indikatorer, kommune, i_aar
        Som i `les_prosjektdata`.
    kart : GeoDataFrame, valgfri
        Kartet, slik at soner uten flate blir funnet.

    Returnerer
    ----------
    dict, liste av Funn, int
        De rene tabellene, funnene, og hvor mange prøver som ble gjort.
    """
    o = _omgivelser(tabeller, indikatorer or {}, kommune, i_aar, kart)
    for tabell in tabeller.values():
        koble_koder(tabell, o)
    funn, antall = _prov_reglene(o)
    return {navn: _ferdig(t, o) for navn, t in tabeller.items()}, funn, antall


def _omgivelser(
    tabeller: dict[str, Tabell], egne: Mapping[str, Mapping], kommune: str, i_aar: int,
    kart: GeoDataFrame | None,
) -> Omgivelser:  # fmt: skip
    indikatorer = {**katalog("indikatorer"), **egne}
    kjente = _kjente(tabeller, indikatorer, kommune)
    kartkoder = None if kart is None else frozenset(kart["sone"].dropna().astype(str))
    return Omgivelser(tabeller, kjente, indikatorer, kommune, i_aar, kartkoder)


def _kjente(
    tabeller: Mapping[str, Tabell], indikatorer: Mapping[str, Mapping], kommune: str
) -> dict[str, Kodesett]:
    """Kodene andre tabeller kan vise til."""
    kjente = {"katalog.indikatorer": Kodesett(frozenset(indikatorer))}
    for tabell, felt in _vist_til():
        if tabell in tabeller and tabeller[tabell].har(felt):
            koder = tabeller[tabell].data[felt].dropna()
            tekst = koder.astype(int).astype(str) if koder.dtype == float else koder
            navn = _sonenavn(tabeller[tabell]) if tabell == "soner" else {}
            kjente[f"{tabell}.{felt}"] = Kodesett(
                frozenset(tekst), navn, kommune, tabell == "soner"
            )
    return kjente


@cache
def _vist_til() -> tuple[tuple[str, str], ...]:
    """Feltene andre tabeller viser til: (tabell, felt)."""
    alle = (v for t in skjemaer() for f in skjema(t).felt.values() for v in f.viser_til)
    par = dict.fromkeys(tuple(v.split(".")) for v in alle if not v.startswith("katalog."))
    return tuple(par)


def _soner(tabeller: Mapping[str, Tabell], kommune: str) -> Kodesett | None:
    return _kjente(tabeller, {}, kommune).get("soner.sone")


def _sonenavn(soner: Tabell) -> dict[str, str]:
    if not soner.har("sonenavn"):
        return {}
    d = soner.data.dropna(subset=["sone", "sonenavn"])
    return dict(zip(d["sone"], d["sonenavn"], strict=True))


def _prov_reglene(o: Omgivelser) -> tuple[list[Funn], int]:
    """Prøv alle reglene på alt de gjelder. Gir funnene og hvor mange prøver som ble gjort."""
    funnet: list[Funn] = []
    antall = 0
    for tabell in o.tabeller.values():
        for regel in regler("kolonne"):
            for kolonne in tabell.kolonner.values():
                if not regel.gjelder or kolonne.felt.type in regel.gjelder:
                    antall += 1
                    funnet += _funn_av(regel, regel.funksjon(kolonne), tabell, o)
        for regel in regler("tabell"):
            if not regel.gjelder or tabell.navn in regel.gjelder:
                antall += 1
                funnet += _funn_av(regel, regel.funksjon(tabell, o), tabell, o)
    for regel in regler("prosjekt"):
        if set(regel.gjelder) <= set(o.tabeller):
            antall += 1
            funnet += _funn_av(regel, regel.funksjon(o), None, o)
    return funnet, antall


def _funn_av(
    regel: Regel, treff: Iterable[Treff], tabell: Tabell | None, o: Omgivelser
) -> list[Funn]:
    return [f for t in treff for f in lag_funn(regel.kode, tabell or o.tabeller[t.tabell], t)]


def _ferdig(tabell: Tabell, o: Omgivelser) -> pd.DataFrame:
    if tabell.navn == "svar":
        tabell.data = rene_svar(o, tabell)
    if felt := fritekstfelt(tabell):
        tabell.data = uten_mulige_navn(tabell.data, felt, kjente_ord(o))
    return maskert_tabell(ferdig(tabell))


def sortert(funn: list[Funn]) -> tuple[Funn, ...]:
    """Det mest alvorlige først, deretter etter fil og kode, med personopplysninger skjult."""
    nokkel = {alvor: i for i, alvor in enumerate(_REKKEFOLGE)}
    maskerte = [maskert_funn(f) for f in funn]
    return tuple(
        sorted(maskerte, key=lambda f: (nokkel[f.alvor], f.fil, f.ark, f.kode, f.rad or 0))
    )
