"""Tolker hele kolonner. Hver ulike verdi tolkes én gang, så 100 000 rader går fort."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from metodikk.grunn.skjema import Felt
from metodikk.inn.ordverdier import tolk_ja_nei, tolk_kode, tolk_liste, tolk_tekst, valgtolker
from metodikk.inn.tallverdier import DESIMALKOMMA, PUNKTUM, TVETYDIG, Verdi, skrivemaater, tolk_tall
from metodikk.inn.tidsverdier import tolk_aar, tolk_dato

TALLTYPER = ("tall", "heltall", "svar")


def tolk_svar(raa: object) -> Verdi:
    """Tolk et svar i undersøkelsen: et tall, eller «vet ikke» i ord.

    >>> tolk_svar("Vet ikke").slag, tolk_svar("4").verdi
    (('vet_ikke',), 4.0)
    """
    if isinstance(raa, str) and raa.strip().casefold() in skrivemaater("vet_ikke")["ord"]:
        return Verdi(slag=("vet_ikke",))
    return tolk_tall(raa)


_TOLKERE: dict[str, Callable[[object], Verdi]] = {
    "tall": tolk_tall, "heltall": tolk_tall, "svar": tolk_svar, "aar": tolk_aar, "dato": tolk_dato, "kode": tolk_kode,
    "tekst": tolk_tekst, "ja_nei": tolk_ja_nei, "liste": tolk_liste,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Tolket:
    """En tolket kolonne: de ulike verdiene, hvor de står, og hva som var uvanlig.

    unike : de ulike råverdiene. posisjon : for hver rad, hvilken av dem (−1 når cellen er tom).
    tolkede : den tolkede verdien for hver av de unike. avvik : det uvanlige ved noen av dem.
    """

    unike: np.ndarray
    posisjon: np.ndarray
    tolkede: np.ndarray
    avvik: dict[int, Verdi]

    @cached_property
    def verdier(self) -> np.ndarray:
        """Den tolkede verdien for hver rad. Tomme celler er None (NaN for tall)."""
        tom = np.nan if self.tolkede.dtype.kind == "f" else None
        return np.append(self.tolkede, np.array([tom], dtype=self.tolkede.dtype))[self.posisjon]

    @property
    def tom(self) -> np.ndarray:
        """Sann for rader der cellen er tom."""
        return self._per_rad(
            lambda i: i not in self.avvik and self._uten_verdi(self.tolkede[i]), tom=True
        )

    @property
    def slag(self) -> set[str]:
        return {s for v in self.avvik.values() for s in v.slag}

    def rader(self, slag: str) -> np.ndarray:
        """Posisjonene til radene der tolkingen fant `slag`."""
        valgt = [i for i, v in self.avvik.items() if slag in v.slag]
        return np.flatnonzero(np.isin(self.posisjon, valgt)) if valgt else np.array([], dtype=int)

    def forslag(self, rader: np.ndarray) -> list[str]:
        return [v.forslag if (v := self.avvik.get(p)) else "" for p in self.posisjon[rader]]

    def merknader(self, felt: str) -> np.ndarray:
        """Grunnen til at verdien mangler, for hver rad. Tom tekst når den ikke mangler."""
        med = {i: f"{v.merknad} ({felt})" for i, v in self.avvik.items() if v.merknad}
        per_unik = np.array([med.get(i, "") for i in range(len(self.unike))] + [""], dtype=object)
        return per_unik[self.posisjon]

    def _per_rad(self, gjelder: Callable[[int], bool], *, tom: bool) -> np.ndarray:
        return np.array([gjelder(i) for i in range(len(self.unike))] + [tom])[self.posisjon]

    @staticmethod
    def _uten_verdi(verdi: object) -> bool:
        return verdi is None or verdi != verdi


def tolk(felt: Felt, raa: np.ndarray) -> Tolket:
    """Tolk en kolonne etter typen feltet har i skjemaet.

    Parametere
    ----------
    felt : Felt
        Feltet kolonnen hører til.
    raa : array
        Råverdiene slik de står i filen.

    Returnerer
    ----------
    Tolket
        De tolkede verdiene, og hva som var uvanlig med skrivemåten.

    Eksempel
    --------
    >>> felt = Felt("teller", "tall", "", "")
    >>> tolket = tolk(felt, np.array(["12,5", ":", None, 7], dtype=object))
    >>> tolket.verdier.tolist()
    [12.5, nan, nan, 7.0]
    >>> tolket.merknader("teller")[1]
    'skjult: «:» i kilden (teller)'
    """
    posisjon, unike = pd.factorize(_uten_sannhetsverdier(raa))
    unike = np.asarray(unike, dtype=object)
    tall = felt.type in TALLTYPER
    ferdige = _ekte_tall(unike) if tall else np.zeros(len(unike), dtype=bool)
    tolker = valgtolker(felt.valg) if felt.type == "valg" else _TOLKERE[felt.type]
    svar = {int(i): tolker(unike[i]) for i in np.flatnonzero(~ferdige)}
    if tall:
        svar = _les_punktum_i_sammenheng(unike, svar)
    tolkede = np.empty(len(unike), dtype=float if tall else object)
    tolkede[ferdige] = unike[ferdige].astype(float)
    for i, verdi in svar.items():
        tolkede[i] = np.nan if tall and verdi.verdi is None else verdi.verdi
    return Tolket(unike, posisjon, tolkede, {i: v for i, v in svar.items() if v.slag or v.merknad})


def _uten_sannhetsverdier(raa: np.ndarray) -> np.ndarray:
    """Skriv sann og usann som ord, for ellers regnes de som 1 og 0 når like verdier samles."""
    if bool not in set(map(type, raa.tolist())):
        return raa
    sanne = np.fromiter((type(v) is bool for v in raa), dtype=bool, count=len(raa))
    ord_ = raa.copy()
    ord_[sanne] = ["sann" if v else "usann" for v in raa[sanne]]
    return ord_


def _ekte_tall(unike: np.ndarray) -> np.ndarray:
    er_tall = np.fromiter((type(v) in (int, float) for v in unike), dtype=bool, count=len(unike))
    er_tall[er_tall] = np.isfinite(unike[er_tall].astype(float))
    return er_tall


def _les_punktum_i_sammenheng(unike: np.ndarray, svar: dict[int, Verdi]) -> dict[int, Verdi]:
    """«1.234» er tvetydig alene, men ikke når resten av kolonnen bruker desimalpunktum."""
    slag = {s for v in svar.values() for s in v.slag}
    if TVETYDIG not in slag or PUNKTUM not in slag or DESIMALKOMMA in slag:
        return svar
    return {
        i: Verdi(float(str(unike[i]).strip().rstrip("*%")), (PUNKTUM,)) if TVETYDIG in v.slag else v
        for i, v in svar.items()
    }


def som_serie(felt: Felt, tolket: Tolket) -> pd.Series:
    """Gi kolonnen den typen resten av systemet venter: tekst, desimaltall, år, dato eller ja/nei."""
    verdier = tolket.verdier
    if felt.type in TALLTYPER:
        return pd.Series(verdier, dtype="float64")
    if felt.type == "aar":
        return pd.Series(pd.to_numeric(pd.Series(verdier, dtype=object)), dtype="float64")
    if felt.type == "dato":
        return pd.to_datetime(pd.Series(verdier, dtype=object)).astype("datetime64[s]")
    if felt.type == "ja_nei":
        return pd.Series([v is True for v in verdier], dtype=bool)
    if felt.type == "liste":
        return pd.Series([v or () for v in verdier], dtype=object)
    return pd.Series(verdier, dtype="str")


def uten_verdier(felt: Felt, antall: int) -> pd.Series:
    """Kolonnen når den ikke finnes i filen: riktig type, men tom hele veien."""
    return som_serie(felt, tolk(felt, np.full(antall, None, dtype=object)))
