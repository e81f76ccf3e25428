"""Gjør kjennetegnene i en svarfil grovere, så lite som mulig, til ingen kan kjennes igjen på dem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from metodikk.metoder.prikking._klarering import krev_kolonner

IKKE_VIST = "ikke vist"


@dataclass(frozen=True, slots=True)
class Trinn:
    """Ett trinn på trappen til et kjennetegn. Uten `grupper` tas kjennetegnet bort.

    navn : hva trinnet gjør, slik det står i kvitteringen. Tomt når ingenting er endret.
    grupper : verdi → gruppen den går inn i. Verdier som ikke er nevnt, står som de er.
    """

    navn: str = ""
    grupper: Mapping[object, object] | None = None


SOM_FOER = Trinn(grupper={})


@dataclass(frozen=True, eq=False)
class Grovere:
    """Svarfilen med grovere kjennetegn, og hva som ble gjort.

    data : svarene, uten kjennetegnene som er tatt bort, og uten radene som er holdt tilbake.
    kjennetegn : dem som er igjen.
    trinn : kjennetegn → det som ble gjort, for dem som er endret.
    ikke_vist : antall svar der alle kjennetegnene er byttet ut med «ikke vist».
    holdt_tilbake : antall svar som ikke er med.
    tap : hvor stor del av opplysningene i kjennetegnene som er borte, fra 0 til 1.
    """

    data: pd.DataFrame
    kjennetegn: tuple[str, ...]
    trinn: Mapping[str, str]
    ikke_vist: int
    holdt_tilbake: int
    tap: float


def gjor_grovere(
    data: pd.DataFrame, trapper: Mapping[str, Sequence[Trinn]], *, k: int, person: str = ""
) -> Grovere:
    """Gjør kjennetegnene grovere til minst k personer deler hver kombinasjon.

    Bruk denne før :func:`klarer_svarfil` når filen skal deles. Alle måtene å kombinere trinnene på
    prøves. Svar som fortsatt er for lette å kjenne igjen, får «ikke vist» i alle kjennetegnene. Den
    måten som taper minst, velges: da veier det like mye å ta bort et kjennetegn for alle som å ta
    bort alle kjennetegnene for like stor del av svarene.

    Parametere
    ----------
    data : DataFrame
        Én rad per svar. Endres ikke.
    trapper : dict
        Kjennetegn → trinnene, det fineste først. :data:`SOM_FOER` endrer ingenting.
    k : int
        Så mange må dele hver kombinasjon.
    person : str, valgfri
        Kolonnen som sier hvem som har svart. Trengs når en person kan ha flere rader.

    Returnerer
    ----------
    Grovere

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1"] * 5 + ["2"] * 3 + ["3"] * 2})
    >>> resten = Trinn("slått sammen", {"2": "resten", "3": "resten"})
    >>> g = gjor_grovere(d, {"sone": [SOM_FOER, resten, Trinn("tatt bort")]}, k=5)
    >>> g.data["sone"].value_counts().to_dict(), g.trinn, g.tap
    ({'1': 5, 'resten': 5}, {'sone': 'slått sammen'}, 0.25)

    Les mer
    -------
    Samarati (2001) og Sweeney (2002) om k-anonymitet. Tapet måles som hos Xu m.fl. (2006).
    """
    krev_kolonner(data, [*trapper, *([person] if person else [])])
    hvem = data[person] if person else pd.Series(range(len(data)), index=data.index)
    alle = list(product(*([Trinnet.av(data[n], t) for t in trapp] for n, trapp in trapper.items())))
    proved = [_prov(valg, hvem, k) for valg in alle]
    plass = min(range(len(alle)), key=lambda i: (round(proved[i].tap, 12), i))
    return _utfor(data, dict(zip(trapper, alle[plass], strict=True)), proved[plass])


@dataclass(frozen=True, eq=False)
class Trinnet:
    """Et trinn brukt på en kolonne: de nye verdiene, numre for dem, og tapet for hver rad."""

    trinn: Trinn
    verdier: pd.Series | None
    koder: np.ndarray
    tap: np.ndarray

    @classmethod
    def av(cls, kolonne: pd.Series, trinn: Trinn) -> Trinnet:
        antall = kolonne.nunique(dropna=False)
        if trinn.grupper is None:
            return cls(trinn, None, np.zeros(len(kolonne), dtype=int), np.full(len(kolonne), float(antall > 1)))  # fmt: skip
        grupper = dict(trinn.grupper)
        nye = kolonne.astype(object).map(lambda v: grupper.get(v, v)) if grupper else kolonne
        koder, _ = pd.factorize(nye, use_na_sentinel=False)
        slaatt = pd.Series(pd.factorize(kolonne, use_na_sentinel=False)[0]).groupby(koder).nunique()
        return cls(trinn, nye, koder, (slaatt.to_numpy()[koder] - 1) / max(antall - 1, 1))


@dataclass(frozen=True, eq=False)
class _Provd:
    faa: np.ndarray
    ut: np.ndarray
    tap: float


def _prov(valg: Sequence[Trinnet], hvem: pd.Series, k: int) -> _Provd:
    """Hvilke rader som deler kombinasjon med for få, og hva det koster."""
    nummer = np.zeros(len(hvem), dtype=np.int64)
    for t in valg:
        _, nummer = np.unique(nummer * (int(t.koder.max(initial=0)) + 1) + t.koder, return_inverse=True)  # fmt: skip
    personer = hvem.groupby(nummer).transform("nunique").to_numpy()
    faa = personer < k
    ut = faa if hvem[faa].nunique() < k else np.zeros(len(faa), dtype=bool)
    tap = np.mean([t.tap for t in valg], axis=0) if len(valg) else np.zeros(len(faa))
    return _Provd(faa & ~ut, ut, float(np.where(faa, 1.0, tap).mean()) if len(faa) else 0.0)


def _skjult(verdier: pd.Series, faa: np.ndarray) -> pd.Series:
    """Tall blir tomme, alt annet blir «ikke vist»."""
    if not faa.any():
        return verdier
    if pd.api.types.is_float_dtype(verdier):
        return verdier.mask(faa)
    return verdier.astype(object).mask(faa, IKKE_VIST)


def like_svar(data: pd.DataFrame, kjennetegn: Sequence[str], sporsmaal: Sequence[str]) -> int:
    """Tell gruppene med samme kjennetegn der alle har svart likt på minst ett spørsmål.

    Der er det nok å vite at noen er i gruppen, for å vite hva de har svart.

    >>> d = pd.DataFrame({"sone": ["1", "1", "2", "2"], "trygg": [5, 5, 1, 4]})
    >>> like_svar(d, ["sone"], ["trygg"])
    1
    """
    if not sporsmaal or data.empty:
        return 0
    grupper = (
        data.groupby(list(kjennetegn), dropna=False) if kjennetegn else data.groupby(lambda _: 0)
    )
    svart = grupper[list(sporsmaal)].count() > 0
    ulike = grupper[list(sporsmaal)].nunique(dropna=False)
    return int(((ulike == 1) & svart).any(axis=1).sum())


def _utfor(data: pd.DataFrame, valgt: Mapping[str, Trinnet], provd: _Provd) -> Grovere:
    ut = data.drop(columns=[n for n, t in valgt.items() if t.verdier is None])
    for navn, t in valgt.items():
        if t.verdier is not None:
            ut[navn] = _skjult(t.verdier, provd.faa)
    return Grovere(
        ut[~provd.ut], tuple(n for n in valgt if n in ut),
        {n: t.trinn.navn for n, t in valgt.items() if t.trinn.navn},
        int(provd.faa.sum()), int(provd.ut.sum()), provd.tap,
    )  # fmt: skip
