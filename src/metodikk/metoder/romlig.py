"""Sted og avstand: klasser i kart, naboer, avstand i luftlinje, tilgang og romlig mønster.

Geometriene kommer inn som en GeoDataFrame i meter. Avstand er alltid i luftlinje: en elv, en vei
eller en bratt bakke kan gjøre gangveien mye lengre.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

FLEST_KLASSER = 5
LUFTLINJE = "Avstanden er i luftlinje. Gangveien er lengre, og en elv eller en stor vei kan sperre."


def klassegrenser(
    verdier: Sequence[float], antall: int = 5, metode: str = "kvantiler"
) -> list[float]:
    """Finn øvre grense for hver klasse i et kart.

    Bruk samme grenser for alle år, ellers skifter sonene farge uten at tallet er endret.

    Parametere
    ----------
    verdier : sequence of float
        Andeler eller rater, aldri antall. Manglende verdier hoppes over.
    antall : int, forvalgt 5
        Høyst fem klasser.
    metode : {"kvantiler", "like", "naturlige"}
        Like mange soner i hver, like brede klasser, eller Fisher–Jenks (minst spredning innad).

    Returnerer
    ----------
    list of float
        Øvre grense for hver klasse. Den siste er den største verdien.

    Eksempel
    --------
    >>> klassegrenser([1, 2, 3, 10, 11, 12], 2, "naturlige")
    [3.0, 12.0]

    Les mer
    -------
    Fisher (1958), Jenks (1967). Fasit: ``fasit/calemp.csv``.
    """
    v = np.sort(np.asarray(verdier, dtype=float))
    v = v[np.isfinite(v)]
    if not 1 <= antall <= FLEST_KLASSER or len(np.unique(v)) < antall:
        raise DataFeil(funn("K896", fant=f"{antall} klasser av {len(np.unique(v))} ulike verdier"))
    if metode == "kvantiler":
        return [float(g) for g in np.quantile(v, np.arange(1, antall + 1) / antall)]
    if metode == "like":
        return [float(g) for g in np.linspace(v[0], v[-1], antall + 1)[1:]]
    if metode == "naturlige":
        return _naturlige(v, antall)
    raise ValueError(f"metode kan være kvantiler, like eller naturlige, ikke «{metode}».")


def _naturlige(v: np.ndarray, antall: int) -> list[float]:
    """Del de sorterte verdiene slik at summen av kvadratavvik innad er minst mulig (eksakt)."""
    n = len(v)
    sum_, kvadrat = np.r_[0.0, v.cumsum()], np.r_[0.0, (v**2).cumsum()]
    best = np.full((antall + 1, n + 1), np.inf)
    best[0, 0], start = 0.0, np.zeros((antall + 1, n + 1), dtype=int)
    for k in range(1, antall + 1):
        for j in range(k, n + 1):
            i = np.arange(k - 1, j)
            tap = best[k - 1, i] + kvadrat[j] - kvadrat[i] - (sum_[j] - sum_[i]) ** 2 / (j - i)
            start[k, j] = i[tap.argmin()]
            best[k, j] = tap.min()
    grenser, slutt = [], n
    for k in range(antall, 0, -1):
        grenser.append(float(v[slutt - 1]))
        slutt = start[k, slutt]
    return grenser[::-1]


def krev_meter(geografi: GeoDataFrame) -> None:
    """Si nei når koordinatene ikke er i meter."""
    if geografi.crs is None or geografi.crs.is_geographic:
        fant = "ikke oppgitt" if geografi.crs is None else str(geografi.crs.to_string())
        raise DataFeil(funn("K895", fant=fant))


def naboer(
    geografi: GeoDataFrame, *, sone: str = "sone", slingring: float = 1.0
) -> dict[str, tuple[str, ...]]:
    """Finn sonene som grenser til hver sone, også i et hjørne.

    Øyer uten naboer får en tom liste, så de ikke forsvinner.

    Parametere
    ----------
    geografi : GeoDataFrame
        Én rad per sone, i meter. Endres ikke.
    slingring : float, forvalgt 1.0
        Hvor mange meter det kan være mellom to grenser som egentlig er den samme.

    Returnerer
    ----------
    dict
        Sone → naboer, sortert.

    Eksempel
    --------
    >>> import geopandas as gpd
    >>> from shapely import box
    >>> g = gpd.GeoDataFrame({"sone": ["1", "2", "3"]}, crs=25833,
    ...                      geometry=[box(0, 0, 9, 9), box(9, 9, 20, 20), box(50, 0, 60, 9)])
    >>> naboer(g)
    {'1': ('2',), '2': ('1',), '3': ()}
    """
    krev_meter(geografi)
    koder = geografi[sone].astype(str).to_numpy()
    en, to = geografi.sindex.query(geografi.geometry.buffer(slingring / 2), predicate="intersects")
    er_nabo = {k: set() for k in koder}
    for a, b in zip(koder[en], koder[to], strict=True):
        if a != b:
            er_nabo[a].add(str(b))
            er_nabo[b].add(str(a))
    return {str(k): tuple(sorted(v)) for k, v in er_nabo.items()}


def midtpunkter(geografi: GeoDataFrame, *, sone: str = "sone") -> pd.DataFrame:
    """Et punkt som ligger inne i hver sone, med koordinatene i `ost` og `nord`.

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> midtpunkter(gpd.GeoDataFrame({"sone": ["1"]}, geometry=[box(0, 0, 10, 10)], crs=25833)).values.tolist()
    [['1', 5.0, 5.0]]
    """
    krev_meter(geografi)
    punkt = geografi.geometry.representative_point()
    return pd.DataFrame(
        {"sone": geografi[sone].astype(str).to_numpy(), "ost": punkt.x, "nord": punkt.y}
    )


def avstander(
    fra: pd.DataFrame, til: pd.DataFrame, *, ost: str = "ost", nord: str = "nord"
) -> np.ndarray:
    """Avstanden i luftlinje, i meter, fra hvert punkt (rader) til hvert sted (kolonner).

    Eksempel
    --------
    >>> avstander(pd.DataFrame({"ost": [0], "nord": [0]}), pd.DataFrame({"ost": [3, 0], "nord": [4, 0]})).tolist()
    [[5.0, 0.0]]
    """
    dx = fra[ost].to_numpy(float)[:, None] - til[ost].to_numpy(float)[None, :]
    dy = fra[nord].to_numpy(float)[:, None] - til[nord].to_numpy(float)[None, :]
    return np.hypot(dx, dy)


def rekkevidde(
    tilbud: Sequence[float], folk: Sequence[float], avstand: np.ndarray, grense: float
) -> np.ndarray:
    """Hvor mye tilbud det er per innbygger innen rekkevidde (tostegs flytende opptaksområde).

    Bruk denne når flere deler på samme tilbud. Et tilbud langt unna teller ikke, og et tilbud som
    mange deler på, teller mindre.

    Parametere
    ----------
    tilbud : sequence of float
        Størrelsen på hvert tilbud.
    folk : sequence of float
        Innbyggere i hver sone.
    avstand : matrise
        Soner i rader, tilbud i kolonner, fra :func:`avstander`.
    grense : float
        Rekkevidden i meter.

    Returnerer
    ----------
    ndarray
        Tilbud per innbygger i hver sone.

    Eksempel
    --------
    >>> rekkevidde([10], [50, 50], np.array([[100.0], [900.0]]), 500).tolist()
    [0.2, 0.0]

    Les mer
    -------
    Luo og Wang (2003).
    """
    innen = np.asarray(avstand) <= grense
    sokere = innen.T @ np.asarray(folk, dtype=float)
    per_person = np.divide(tilbud, sokere, out=np.zeros(len(sokere)), where=sokere > 0)
    return innen @ per_person


def morans_i(
    verdier: Mapping[str, float], naboer: Mapping[str, Sequence[str]], *,
    rng: np.random.Generator | None = None, trekk: int = 999,
) -> dict:  # fmt: skip
    """Likner naboer på hverandre? Morans I med vekter som summerer til én i hver sone.

    Bruk denne på minst 30 soner. Soner uten naboer er ikke med.

    Parametere
    ----------
    verdier : dict
        Sone → verdi.
    naboer : dict
        Sone → naboer, fra :func:`naboer`.
    rng : Generator, valgfri
        Med denne regnes også en p-verdi ut, ved å stokke verdiene mellom sonene.
    trekk : int, forvalgt 999

    Returnerer
    ----------
    dict
        `i`, `ventet` (verdien uten noe mønster), `p` og `n`.

    Eksempel
    --------
    >>> par = {"1": ("2",), "2": ("1",), "3": ("4",), "4": ("3",)}
    >>> morans_i({"1": 1, "2": 1, "3": 0, "4": 0}, par)["i"]
    1.0

    Les mer
    -------
    Moran (1950). Fasit: ``fasit/columbus.csv``.
    """
    soner = [
        s
        for s in verdier
        if any(n in verdier for n in naboer.get(s, ())) and np.isfinite(verdier[s])
    ]
    nr = {s: i for i, s in enumerate(soner)}
    w = np.zeros((len(soner), len(soner)))
    for s in soner:
        w[nr[s], [nr[n] for n in naboer[s] if n in nr]] = 1.0
    w /= np.maximum(w.sum(axis=1, keepdims=True), 1)
    z = np.array([verdier[s] for s in soner], dtype=float)
    z -= z.mean()
    funnet = _moran(z, w)
    ut = {"i": funnet, "ventet": -1 / (len(soner) - 1), "n": len(soner), "p": float("nan")}
    if rng is not None:
        stokket = np.array([_moran(rng.permutation(z), w) for _ in range(trekk)])
        flere = np.sum(np.abs(stokket - ut["ventet"]) >= abs(funnet - ut["ventet"]) - 1e-12)
        ut["p"] = float((flere + 1) / (trekk + 1))
    return ut


def _moran(z: np.ndarray, w: np.ndarray) -> float:
    return float(len(z) * (z @ w @ z) / (w.sum() * (z @ z)))


def paa_kartet(steder: pd.DataFrame, geografi) -> pd.DataFrame:
    """Gjør lengde- og breddegrader om til kartets meter. Koordinater langt utenfor kartet brukes ikke.

    Bruk denne før punkter tegnes eller måles. Lengde- og breddegrader kjennes på at tallene er små.

    Parametere
    ----------
    steder : DataFrame
        Med `ost` og `nord`. Endres ikke.
    geografi : GeoDataFrame
        Sonene i meter.

    Returnerer
    ----------
    DataFrame
        Samme rader. `omregnet` er sann der grader er gjort om, `utenfor` der punktet ikke kan brukes.

    Eksempel
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> kart = gpd.GeoDataFrame({"sone": ["1"]}, geometry=[box(260000, 6640000, 270000, 6650000)], crs=25833)
    >>> paa_kartet(pd.DataFrame({"ost": [262000.0, 10.76], "nord": [6645000.0, 59.86]}), kart)["omregnet"].tolist()
    [False, True]
    """
    ut = steder.copy()
    grader = (ut["ost"].abs() <= 180) & (ut["nord"].abs() <= 90)
    if grader.any():
        from geopandas import points_from_xy

        meter = points_from_xy(ut.loc[grader, "ost"], ut.loc[grader, "nord"], crs=4326).to_crs(geografi.crs)  # fmt: skip
        ut.loc[grader, "ost"], ut.loc[grader, "nord"] = meter.x, meter.y
    x0, y0, x1, y1 = geografi.total_bounds
    luft = max(x1 - x0, y1 - y0)
    inne = ut["ost"].between(x0 - luft, x1 + luft) & ut["nord"].between(y0 - luft, y1 + luft)
    utenfor = ut["ost"].notna() & ~inne
    ut.loc[~inne, ["ost", "nord"]] = np.nan
    return ut.assign(omregnet=grader, utenfor=utenfor)
