"""Beløp: summer av bidrag der leseren ikke skal kunne anslå hva en enkelt har bidratt med.

Den som selv har bidratt, vet mer enn andre lesere. Er noen alene om en celle, kjenner de den, og
kan trekke den fra. Derfor vernes cellene både mot en leser uten kunnskap og mot hver bidragsyter som
er alene om en celle.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking import _intervall
from metodikk.metoder.prikking import _motor as motor
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._klarering import (
    Summer,
    klarert,
    krev_kolonner,
    nokler_for,
    regler_med_naboer,
)
from metodikk.metoder.prikking._regler import ANSLAG, BIDRAG, DOMINANS


def prikk_belop(
    data: pd.DataFrame, *, celle: Sequence[str], bidragsyter: str, belop: str = "belop",
    summer: Summer | None = None, celler: pd.DataFrame | None = None,
    grenser: Grenser | None = None, mangler: str = "",
) -> Klarert:  # fmt: skip
    """Legg sammen beløp, og skjul dem som røper hva en enkelt har bidratt med.

    Bruk denne på tilskudd, omsetning, støtte og andre summer der beløpet bak hver person, bedrift
    eller hvert lag skal vernes. En sum skjules når få har bidratt, når noen få står for nesten alt,
    eller når den nest største kan anslå den største. Så skjules naboene den kunne regnes ut av.

    Parametere
    ----------
    data : DataFrame
        Én rad per bidrag, med kolonnene i `celle`, bidragsyteren og beløpet. Endres ikke. Flere rader
        fra samme bidragsyter i samme celle legges sammen.
    celle : sequence of str
        Kolonnene som til sammen peker ut en celle, på det fineste nivået.
    bidragsyter : str
        Kolonnen som sier hvem beløpet kommer fra. Den er ikke med i svaret.
    belop : str, forvalgt "belop"
        Kolonnen med beløp. Ingen kan være under null.
    summer : dict, valgfri
        Som i :func:`prikk`.
    celler : DataFrame, valgfri
        Cellene som publiseres, én rad for hver. Forvalgt er alle kombinasjonene, også summene.
    grenser : Grenser, valgfri
        Forvalgt er profilen «standard».
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert
        Én rad per celle med summen. Antallet bidragsytere er ikke med; vis det med :func:`prikk`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["Nord"] * 2 + ["Sør"] * 6 + ["Øst"] * 6, "lag": range(14),
    ...                   "belop": [90, 10] + [20] * 6 + [30] * 6})
    >>> k = prikk_belop(d, celle=["sone"], bidragsyter="lag",
    ...                 summer={"sone": {"Alle": ["Nord", "Sør", "Øst"]}})
    >>> k.tabell["belop"].tolist()
    [nan, nan, 180.0, 400.0]
    >>> k.skjult["regel"].tolist()
    ['få bidragsytere', 'verner naboen Nord']

    Les mer
    -------
    GaussSuppression (Statistisk sentralbyrå). ESSNet, håndbok om statistisk konfidensialitet (2010).
    Fasit: ``fasit/prikking_belop.toml``.
    """
    grenser, summer = grenser or Grenser.fra(), summer or {}
    krev_kolonner(data, [*celle, bidragsyter, belop])
    _kontroller(data, celle, bidragsyter, belop, summer)
    celler = _alle_celler(data, celle, summer) if celler is None else celler[list(celle)]
    celler = celler if len(data) else celler.iloc[:0]
    nokler = nokler_for(celler, celle, [])
    tall, *skjult = (
        np.zeros(0),
        np.zeros(0, dtype=object),
        np.zeros(0, dtype=int),
        np.zeros(0, bool),
    )
    if len(data):
        x, bidrag = _bidrag(nokler, data, celle, bidragsyter, belop, summer)
        tall, *skjult = _skjult(x, bidrag, grenser)
    funnet = {belop: regler_med_naboer(nokler, *skjult)}
    ut = celler.reset_index(drop=True).assign(**{belop: tall})
    return klarert(ut, nokler, funnet, (), grenser, _grunnlag(grenser), mangler)


def _kontroller(data, celle, bidragsyter, belop, summer) -> None:
    if (data[belop].astype(float) < 0).any():
        raise DataFeil(funn("K881", fant="et beløp under null"))
    if data[[*celle, bidragsyter, belop]].isna().any(axis=None):
        raise DataFeil(
            funn("K897", fant=f"en rad uten {', '.join(celle)}, {bidragsyter} eller {belop}")
        )
    for navn in celle:
        if er_sum := set(data[navn].astype(str)) & set(summer.get(navn, {})):
            raise DataFeil(funn("K897", fant=f"bidrag ført på summen {min(er_sum)}"))


def _alle_celler(data: pd.DataFrame, celle: Sequence[str], summer: Summer) -> pd.DataFrame:
    verdier = [list(dict.fromkeys([*data[k].astype(str), *summer.get(k, {})])) for k in celle]
    return pd.DataFrame(itertools.product(*verdier), columns=list(celle))


def _bidrag(
    nokler: pd.DataFrame, data: pd.DataFrame, celle, bidragsyter, belop, summer
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Cellene som summer av indre celler, og bidragene: én rad per indre celle, én kolonne per bidragsyter."""
    egne = data[list(celle)].astype(str)
    indre = egne.drop_duplicates()
    alle = pd.concat([nokler, indre], ignore_index=True)
    x = motor.indre_celler(alle, summer)
    kolonne = pd.Series(x[len(nokler) :].indices, index=pd.MultiIndex.from_frame(indre))
    rad = kolonne.loc[pd.MultiIndex.from_frame(egne)].to_numpy()
    hvem, navn = pd.factorize(data[bidragsyter])
    sum_ = sparse.csr_matrix((data[belop].to_numpy(float), (rad, hvem)), (x.shape[1], len(navn)))
    sum_.eliminate_zeros()
    return x[: len(nokler)].tocsr(), sum_


def _skjult(
    x: sparse.csr_matrix, bidrag: sparse.csr_matrix, g: Grenser
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Summen, regelen, den vernede cellen, og om den vernes mot å bli anslått, for hver celle."""
    per_celle = (x @ bidrag).tocsr()
    tall = np.asarray(per_celle.sum(axis=1)).ravel()
    regel, bredde = _primaert(per_celle, g)
    verner, mot_anslag = np.full(len(tall), -1), np.zeros(len(tall), dtype=bool)
    if (regel != "").any():
        for leser in _lesere(x, bidrag):
            _vern(leser, tall, regel != "", bredde, verner, mot_anslag)
    return tall, regel, verner, mot_anslag


def _primaert(per_celle: sparse.csr_matrix, g: Grenser) -> tuple[np.ndarray, np.ndarray]:
    """Regelen som skjuler hver celle av seg selv, og hvor bredt intervallet rundt beløpet må være."""
    regel = np.full(per_celle.shape[0], "", dtype=object)
    bredde = np.zeros(per_celle.shape[0])
    for i, bidrag in enumerate(np.split(per_celle.data, per_celle.indptr[1:-1])):
        if len(bidrag):
            regel[i] = _regel(np.sort(bidrag)[::-1], g)
            bredde[i] = 2 * g.p_prosent / 100 * bidrag.max()
    return regel, np.where(regel != "", bredde, 0) if g.min_bredde else np.zeros(len(bredde))


def _regel(bidrag: np.ndarray, g: Grenser) -> str:
    """Regelen for ett sett med bidrag, det største først."""
    alt = bidrag.sum()
    if len(bidrag) < g.min_bidragsytere:
        return BIDRAG
    if 100 * bidrag[: g.dominans_antall].sum() > g.dominans_andel * alt:
        return DOMINANS
    if 100 * (alt - bidrag[:2].sum()) < g.p_prosent * bidrag[0]:
        return ANSLAG
    return ""


def _lesere(
    x: sparse.csr_matrix, bidrag: sparse.csr_matrix
) -> Iterator[tuple[sparse.csr_matrix, np.ndarray, np.ndarray]]:
    """Det hver leser ikke kjenner: radene i en del av tabellen, uten de indre cellene leseren er alene om.

    Gir også det leseren kjenner i hver rad, og kan trekke fra.
    """
    yield x, np.arange(x.shape[0]), np.zeros(x.shape[0])
    belop = np.asarray(bidrag.sum(axis=1)).ravel()
    alene = np.flatnonzero(np.diff(bidrag.indptr) == 1)
    hvem = pd.Series(alene).groupby(bidrag.indices[bidrag.indptr[alene]], sort=True)
    graf = sparse.bmat([[None, x], [x.T, None]])
    del_ = connected_components(graf, directed=False)[1]
    for _, egne in hvem:
        rader = np.flatnonzero(np.isin(del_[: x.shape[0]], del_[x.shape[0] + egne.to_numpy()]))
        ukjente = np.setdiff1d(np.arange(x.shape[1]), egne)
        if len(rader):
            yield x[rader][:, ukjente].tocsr(), rader, x[rader][:, egne] @ belop[egne]


def _vern(
    leser, tall: np.ndarray, vernes: np.ndarray, bredde: np.ndarray, verner: np.ndarray,
    mot_anslag: np.ndarray,
) -> None:  # fmt: skip
    """Skjul det som også må skjules for denne leseren. Fyller ut `verner` og `mot_anslag`."""
    x, rader, kjent = leser
    tall, vernes, bredde = tall[rader] - kjent, vernes[rader], bredde[rader]
    rang = motor.rekkefolge(x, tall, np.zeros(len(rader), dtype=bool))
    runder = _naboer(x, tall, vernes, bredde, verner[rader] >= 0, rang)
    for runde, nabo in enumerate(runder):
        verner[rader[[*nabo]]] = rader[[*nabo.values()]]
        mot_anslag[rader[[*nabo]]] = runde > 0


def _naboer(x, tall, vernes, bredde, skjult, rang) -> Iterator[dict[int, int]]:
    """Først naboene som gjør at ingen kan regnes ut, så dem som gjør intervallene brede nok.

    Kravet til bredde følger beløpet. Beløp av omtrent samme størrelse tas sammen, de største først.
    """
    har_ukjent = np.diff(x.indptr) > 0
    vist = ~(vernes | skjult) & har_ukjent
    nabo, _ = motor.vern(x, tall, vernes, skjult, rang)
    vist[[*nabo]] = False
    yield nabo
    trinn = np.full(len(bredde), -np.inf)
    np.log2(bredde, out=trinn, where=(bredde > 0) & vernes & har_ukjent)
    for t in np.unique(np.ceil(trinn[np.isfinite(trinn)]))[::-1]:
        her = np.isfinite(trinn) & (np.ceil(trinn) == t)
        nabo = _intervall.utvid(x, tall, her, vist, rang, 2.0**t)
        vist[[*nabo]] = False
        yield nabo


def _grunnlag(g: Grenser) -> str:
    return (
        f"Profil «{g.profil}»: beløp fra færre enn {g.min_bidragsytere}, beløp der de {g.dominans_antall} "
        f"største har over {g.dominans_andel} prosent, og beløp der den nest største kan anslå den største "
        f"på {g.p_prosent} prosent nær, er skjult, og tallene de kunne regnes ut av."
    )
