"""Hva som er skjult i rapportene, hvorfor, og hva som kan slås sammen for at mer skal vises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metodikk.drift.grupper import forklart
from metodikk.drift.kvittering import les_kvittering
from metodikk.drift.prosjekt import FILNAVN, Prosjekt, aapne, finn_mappe
from metodikk.drift.tomltillegg import legg_til
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall

if TYPE_CHECKING:
    from metodikk.drift.sammenslag import Forslag

REKKEFOLGE = ("indikator", "gruppe", "sone", "aldersgruppe")
FASTE = ("regel", "verner", "gjelder", "leser", "analytiker")


@dataclass(frozen=True, slots=True)
class Skjult:
    """Ett tall som er skjult i en rapport: hva det er, hvor det står, og hvorfor det er skjult."""

    celle: str
    hvor: tuple[str, ...]
    regel: str
    leser: str
    analytiker: str


@dataclass(frozen=True, slots=True)
class Skjultsvar:
    """Det som er skjult i hver rapport, og forslagene som ville vist mer.

    `utdatert` er sann når noe er slått sammen i prosjektfilen etter at rapportene ble laget.
    """

    skjult: Mapping[str, tuple[Skjult, ...]]
    forslag: tuple[Forslag, ...]
    utdatert: bool = False

    @property
    def antall(self) -> int:
        return sum(len(s) for s in self.skjult.values())

    def nummer(self, n: int) -> Forslag:
        """Gi forslaget med dette nummeret, det første er 1. BrukFeil når det ikke finnes."""
        if not 1 <= n <= len(self.forslag):
            ventet = f"Et tall fra 1 til {len(self.forslag)}." if self.forslag else "Det er ingen forslag nå."  # fmt: skip
            raise BrukFeil(funn("K824", fant=str(n), ventet=ventet))
        return self.forslag[n - 1]


def finn_skjult(mappe: str | Path = ".") -> Skjultsvar:
    """Les kvitteringene i `ut/`, forklar det som er skjult, og regn ut forslagene.

    Bruk denne når for mye er skjult, eller når noen spør hvorfor. Ingen filer endres.

    Parametere
    ----------
    mappe : str eller Path
        Prosjektmappen.

    Returnerer
    ----------
    Skjultsvar
    """
    from metodikk.drift.sammenslag import finn_forslag

    rot = finn_mappe(mappe)
    kvitteringer = {mal: k for mal in katalog("maler") if (k := les_kvittering(rot / "ut" / mal))}
    if not kvitteringer:
        raise BrukFeil(funn("K822", sted={"fil": "ut/"}))
    prosjekt = aapne(rot)
    navn = kjente_navn(prosjekt)
    skjult = {mal: tuple(_forklart(k, prosjekt, navn)) for mal, k in kvitteringer.items()}
    valg = {mal: k.get("parametere", {}) for mal, k in kvitteringer.items()}
    funnet = tuple(finn_forslag(prosjekt, valg)) if any(skjult.values()) else ()
    naa = forklart(prosjekt.oppsett.sammenslaaing, prosjekt.oppsett.indikatorer)
    return Skjultsvar(
        skjult, funnet, any(k.get("sammenslaaing", {}) != naa for k in kvitteringer.values())
    )


def bruk(mappe: str | Path, forslag: Forslag) -> str:
    """Skriv forslaget inn i prosjekt.toml, og gi linjen som ble lagt til."""
    return legg_til(
        finn_mappe(mappe) / FILNAVN, forslag.del_, forslag.navn, forslag.aar or forslag.deler
    )


def kjente_navn(prosjekt: Prosjekt) -> dict[str, str]:
    """Koder → navnene folk kjenner: soner, enheter og indikatorer."""
    soner = prosjekt.tabell("soner")
    indikatorer = {**katalog("indikatorer"), **prosjekt.oppsett.indikatorer}
    return {
        "omraade": prosjekt.omraade.navn, "naboer": "nabosonene", "resten": "resten av kommunen",
        "kommune": prosjekt.oppsett.kommunenavn,
        **{k: str(i["navn"]) for k, i in indikatorer.items() if "navn" in i},
        **dict(zip(soner["sone"].astype(str), soner["sonenavn"].astype(str), strict=True)),
    }  # fmt: skip


def _forklart(kvittering: dict, prosjekt: Prosjekt, navn: Mapping[str, str]) -> Iterator[Skjult]:
    """Hvert skjulte tall én gang, med alle stedene det står i rapporten."""
    import pandas as pd

    from metodikk.metoder import prikking

    samlet: dict[tuple[str, ...], tuple[Any, list[str]]] = {}
    for del_ in kvittering.get("skjult", ()):
        tabell = prikking.forklar_celler(
            pd.DataFrame(del_.get("celler", [])), prosjekt.grenser, navn
        )
        nokler = sorted((k for k in tabell if k not in FASTE), key=_plass)
        for _, rad in tabell.iterrows():
            celle = tuple(navn.get(v, v) for v in rad[nokler])
            samlet.setdefault((*nokler, *celle, rad["regel"]), (rad, celle, []))[2].append(
                del_["del"]
            )
    for rad, celle, hvor in sorted(samlet.values(), key=lambda s: s[1]):
        yield Skjult(" · ".join(celle), tuple(dict.fromkeys(hvor)), rad["regel"], rad["leser"],
                     rad["analytiker"])  # fmt: skip


def _plass(kolonne: str) -> tuple[int, str]:
    """Det cellen handler om, før tiden. I kvitteringen står kolonnene etter alfabetet."""
    return (REKKEFOLGE.index(kolonne) if kolonne in REKKEFOLGE else len(REKKEFOLGE)), kolonne


def antall_ord(n: int) -> str:
    """«ingen tall», «ett tall» eller «12 tall» er skjult.

    >>> antall_ord(1), antall_ord(0)
    ('Ett tall er skjult', 'Ingen tall er skjult')
    """
    return f"{ {0: 'Ingen', 1: 'Ett'}.get(n, tall(n)) } tall er skjult"
