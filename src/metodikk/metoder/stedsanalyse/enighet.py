"""Ville en annen kommet til det samme? Krippendorffs alfa og Cohens kappa for dobbeltkoding."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

ENIGE, FORELOPIG, UENIGE, FOR_FAA = (
    "enige nok", "foreløpig", "ikke enige nok", "for få dobbeltkodede",
)  # fmt: skip
NOK, LAVEST = 0.8, 0.667
MINST_UTSAGN, MINST_PER_KODE = 30, 5
FRO, TREKK = 2016, 2000


@dataclass(frozen=True, slots=True)
class Enighet:
    """Hvor enige de som koder, er: alfa med intervall, hvor mange utsagn, og dommen i ord."""

    alfa: float
    nedre: float
    ovre: float
    n: int
    dom: str


def krippendorff(koding: pd.DataFrame, *, nivaa: str = "nominal") -> float:
    """Regn ut Krippendorffs alfa: 1 er full enighet, 0 er ikke bedre enn tilfeldigheter.

    Bruk denne på utsagn som flere har kodet hver for seg. Den tåler hull, og hvor mange som helst
    som koder. Utsagn bare én har kodet, teller ikke med.

    Parametere
    ----------
    koding : DataFrame
        Én rad per utsagn og én kolonne per person som koder. Tomt betyr ikke kodet. Endres ikke.
    nivaa : str, forvalgt "nominal"
        «nominal» når verdiene er ord, «interval» når de er tall der avstanden betyr noe.

    Returnerer
    ----------
    float
        NaN når ingen utsagn er kodet av to, eller når alle har fått samme kode.

    Eksempel
    --------
    >>> d = pd.DataFrame({"en": list("aabbb"), "to": list("aabba")})
    >>> round(krippendorff(d), 3)
    0.64

    Les mer
    -------
    Hayes og Krippendorff (2007). Fasit: ``fasit/krippendorff.toml``.
    """
    sammen, avstand = _sammenfall(koding, nivaa)
    return float(_alfa(sammen.sum(axis=0), avstand)) if len(sammen) else float("nan")


def _sammenfall(koding: pd.DataFrame, nivaa: str) -> tuple[np.ndarray, np.ndarray]:
    """Parene av verdier i hvert utsagn (utsagn × verdi × verdi), og avstanden mellom verdiene."""
    lang = koding.reset_index(drop=True).melt(ignore_index=False)["value"].dropna()
    antall = pd.crosstab(lang.index, lang)
    antall = antall[antall.sum(axis=1) > 1]
    n = antall.to_numpy(float)
    par = n[:, :, None] * n[:, None, :] - n[:, :, None] * np.eye(n.shape[1])
    par /= np.maximum(n.sum(axis=1) - 1, 1)[:, None, None]
    if nivaa == "nominal":
        return par, 1 - np.eye(n.shape[1])
    verdier = antall.columns.to_numpy(float)
    return par, np.subtract.outer(verdier, verdier) ** 2


def _alfa(sammen: np.ndarray, avstand: np.ndarray) -> np.ndarray:
    """Alfa av én eller mange sammenfallstabeller (de to siste aksene er verdi × verdi)."""
    per_verdi = sammen.sum(axis=-1)
    n = per_verdi.sum(axis=-1)
    observert = (sammen * avstand).sum(axis=(-2, -1))
    ventet = np.einsum("...i,...j,ij->...", per_verdi, per_verdi, avstand)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(ventet > 0, 1 - (n - 1) * observert / ventet, np.nan)


def vurder(
    koding: pd.DataFrame, *, nivaa: str = "nominal", fro: int = FRO, trekk: int = TREKK,
    konfidens: float = 0.95, minst: int = MINST_UTSAGN,
) -> Enighet:  # fmt: skip
    """Regn ut alfa med intervall, og si om de som koder, er enige nok.

    Intervallet får vi ved å trekke utsagnene på nytt, med tilbakelegging, mange ganger.

    Parametere
    ----------
    koding, nivaa
        Som i :func:`krippendorff`.
    fro, trekk : int
        Frøet og antall trekk bak intervallet.
    konfidens : float, forvalgt 0.95
    minst : int, forvalgt 30
        Med færre utsagn sier vi ikke noe.

    Returnerer
    ----------
    Enighet

    Eksempel
    --------
    >>> d = pd.DataFrame({"en": list("aabb") * 10, "to": list("aabb") * 10})
    >>> vurder(d, trekk=50)
    Enighet(alfa=1.0, nedre=1.0, ovre=1.0, n=40, dom='enige nok')
    """
    sammen, avstand = _sammenfall(koding, nivaa)
    n, alfa = len(sammen), krippendorff(koding, nivaa=nivaa)
    if n < 2 or np.isnan(alfa):
        return Enighet(alfa, np.nan, np.nan, n, FOR_FAA)
    rng = np.random.default_rng(fro)
    vekter = rng.multinomial(n, np.full(n, 1 / n), size=trekk)
    trukket = _alfa(np.tensordot(vekter.astype(float), sammen, axes=1), avstand)
    grenser = np.nanquantile(trukket, [(1 - konfidens) / 2, (1 + konfidens) / 2])
    return Enighet(alfa, float(grenser[0]), float(grenser[1]), n, dom(alfa, n, minst=minst))


def dom(alfa: float, n: int, *, minst: int = MINST_UTSAGN) -> str:
    """Si i ord hva alfa holder til.

    >>> dom(0.85, 60), dom(0.7, 60), dom(0.6, 60), dom(0.9, 8)
    ('enige nok', 'foreløpig', 'ikke enige nok', 'for få dobbeltkodede')
    """
    if n < minst or np.isnan(alfa):
        return FOR_FAA
    return ENIGE if alfa >= NOK else FORELOPIG if alfa >= LAVEST else UENIGE


def per_kode(koding: pd.DataFrame) -> pd.DataFrame:
    """Regn ut alfa for én kode om gangen, mot alle de andre slått sammen.

    Bruk denne for å finne kodene som trenger en tydeligere regel. `n` er utsagn minst én ga koden.
    Kodene de er minst enige om, står først, og de som er brukt for få ganger, sist.

    Eksempel
    --------
    >>> d = pd.DataFrame({"en": list("aaaabbbbcc"), "to": list("aaaabbbccb")})
    >>> per_kode(d).round(2).values.tolist()
    [['b', 5, 0.6, 'ikke enige nok'], ['c', 3, 0.41, 'for få dobbeltkodede'], ['a', 4, 1.0, 'for få dobbeltkodede']]
    """
    begge = koding[koding.notna().sum(axis=1) > 1]
    rader = []
    for kode in sorted(pd.unique(begge.stack())):
        er = (begge == kode).where(begge.notna()).astype(object)
        n, alfa = int((begge == kode).any(axis=1).sum()), krippendorff(er)
        rader.append((kode, n, alfa, dom(alfa, n, minst=MINST_PER_KODE)))
    ut = pd.DataFrame(rader, columns=["kode", "n", "alfa", "dom"])
    orden = np.lexsort((ut["kode"], ut["alfa"], ut["dom"] == FOR_FAA))
    return ut.iloc[orden].reset_index(drop=True)


def forvekslinger(koding: pd.DataFrame) -> pd.DataFrame:
    """Tell parene av koder som de to er uenige om, de vanligste først.

    >>> forvekslinger(pd.DataFrame({"en": list("aab"), "to": list("bba")})).values.tolist()
    [['a', 'b', 3]]
    """
    par = [
        tuple(sorted((a, b)))
        for rad in koding.itertuples(index=False)
        for a, b in combinations([v for v in rad if pd.notna(v)], 2)
        if a != b
    ]
    ut = pd.DataFrame(par, columns=["kode", "annen"]).value_counts().reset_index(name="antall")
    return ut.sort_values(
        ["antall", "kode", "annen"], ascending=[False, True, True], ignore_index=True
    )


def kappa(en: pd.Series, to: pd.Series) -> float:
    """Regn ut Cohens kappa for to som har kodet de samme utsagnene, uten hull.

    >>> en, to = (pd.Series(list(t)) for t in ("aabbb", "aabba"))
    >>> round(kappa(en, to), 3)
    0.615

    Les mer
    -------
    Cohen (1960).
    """
    enige = float((en.to_numpy() == to.to_numpy()).mean())
    andel = [s.value_counts(normalize=True) for s in (en, to)]
    ventet = float(andel[0].mul(andel[1], fill_value=0).sum())
    return (enige - ventet) / (1 - ventet) if ventet < 1 else float("nan")
