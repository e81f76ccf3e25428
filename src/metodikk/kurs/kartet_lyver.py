"""Kartet lyver: de samme tallene får ulike farger etter hvordan klassene og grensene velges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import prosent, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.kurs.prosjekttall import krev_andel, siste_aar_med_sum, sonenavn, tall_for
from metodikk.metoder import prikking, romlig
from metodikk.ut import kart
from metodikk.ut.side import Kolonne, Tabell
from metodikk.ut.tabeller import tabell

RADER, KOLONNER, SIDE = "ABCDEF", range(1, 7), 500
DITT, DITT_NAVN = "C4", "Lia"
METODER = {
    "kvantiler": "Like mange soner i hver", "like": "Like brede",
    "naturlige": "Naturlige grenser", "faste": "Faste grenser",
}  # fmt: skip
FASTE = {3: (0.1, 0.2), 4: (0.1, 0.15, 0.2), 5: (0.05, 0.1, 0.15, 0.2)}
ENHETER = {"grunnkrets": "Grunnkretser", "bortover": "Delområder, delt bortover", "nedover": "Delområder, delt nedover"}  # fmt: skip
KLASSER = {3: "tre", 4: "fire", 5: "fem"}
KILDE = "Oppdiktet: 36 grunnkretser, og de samme folk og tall i alle kartene"
KONTROLLER = (
    Valg("metode", "Slik deles klassene", tuple((t, v) for v, t in METODER.items()), "kvantiler"),
    Valg("klasser", "Antall klasser", tuple((t.capitalize(), v) for v, t in KLASSER.items()), 5),
    Valg("enhet", "Kartet viser", tuple((t, v) for v, t in ENHETER.items()), "grunnkrets"),
)


@cache
def grunnkretser() -> pd.DataFrame:
    """Gi tallene i de 36 grunnkretsene, med delområdet hver av dem hører til i to inndelinger.

    Returnerer
    ----------
    DataFrame
        `sone`, `teller`, `nevner`, `bortover` og `nedover`.

    Eksempel
    --------
    >>> d = grunnkretser()
    >>> len(d), d["bortover"].nunique(), d["nedover"].nunique()
    (36, 12, 12)
    """
    g = np.random.default_rng(4)
    soner = [f"{r}{k}" for r in RADER for k in KOLONNER]
    andel = dict(zip(soner, g.uniform(0.04, 0.11, len(soner)), strict=True))
    andel |= {DITT: 0.14, "C5": 0.25, "C6": 0.22, "D6": 0.18, "E2": 0.32, "F2": 0.16, "B5": 0.13}
    nevner = g.integers(200, 600, len(soner))
    teller = [round(andel[s] * n) for s, n in zip(soner, nevner, strict=True)]
    rad, kol = np.divmod(np.arange(len(soner)), len(KOLONNER))
    return pd.DataFrame({
        "sone": soner, "teller": teller, "nevner": nevner,
        "bortover": [f"{RADER[r]}{1 + 3 * (k // 3)}–{3 + 3 * (k // 3)}" for r, k in zip(rad, kol, strict=True)],
        "nedover": [f"{RADER[3 * (r // 3)]}–{RADER[3 * (r // 3) + 2]}{k + 1}" for r, k in zip(rad, kol, strict=True)],
    })  # fmt: skip


@cache
def delt(enhet: str = "grunnkrets") -> pd.DataFrame:
    """Summer grunnkretsene til enheten kartet viser.

    Parametere
    ----------
    enhet : {"grunnkrets", "bortover", "nedover"}
        Grunnkretsene selv, eller delområder på tre og tre av dem, delt på to måter.

    Returnerer
    ----------
    DataFrame
        `sone`, `teller`, `nevner` og `verdi`, avrundet slik kartet viser den.

    Eksempel
    --------
    >>> int(delt("bortover")["teller"].sum()) == int(delt("nedover")["teller"].sum())
    True
    """
    d = grunnkretser()
    if enhet != "grunnkrets":
        d = d.groupby(enhet, sort=False)[["teller", "nevner"]].sum().rename_axis("sone").reset_index()  # fmt: skip
    return d[["sone", "teller", "nevner"]].assign(verdi=(d["teller"] / d["nevner"]).round(3))


def klassegrenser(verdier, metode: str, klasser: int) -> list[float]:
    """Finn øvre grense for hver klasse, avrundet slik kartet viser den.

    Eksempel
    --------
    >>> klassegrenser([0.1, 0.2, 0.3, 0.5], "like", 4)
    [0.2, 0.3, 0.4, 0.5]
    """
    v = np.asarray(verdier, float)
    if metode == "faste":
        return [*FASTE[klasser], max(1.0, float(np.nanmax(v)))]
    return [round(g, 3) for g in romlig.klassegrenser(v, klasser, metode)]


def klasse(verdier, ovre) -> np.ndarray:
    """Gi klassen hver verdi havner i, fra 1. Grensen selv hører til den laveste klassen.

    Eksempel
    --------
    >>> klasse([0.1, 0.2, 0.25], [0.2, 0.4]).tolist()
    [1, 1, 2]
    """
    return 1 + np.searchsorted(np.asarray(ovre)[:-1], np.asarray(verdier, float), side="left")


@cache
def alle_kart() -> pd.DataFrame:
    """Finn klassen til Lia i alle kartene som kan lages av de samme tallene.

    Eksempel
    --------
    >>> len(alle_kart())
    36
    """
    rader = []
    for metode, klasser, enhet in product(*(k.verdier for k in KONTROLLER)):
        d = delt(enhet)
        verdi = float(d["verdi"][d["sone"] == ditt(enhet)].iloc[0])
        rader.append((metode, klasser, enhet, verdi, int(klasse([verdi], klassegrenser(d["verdi"], metode, klasser))[0])))  # fmt: skip
    return pd.DataFrame(rader, columns=["metode", "klasser", "enhet", "verdi", "klasse"])


def ditt(enhet: str) -> str:
    """Navnet på enheten Lia hører til."""
    d = grunnkretser()
    return str(d["sone" if enhet == "grunnkrets" else enhet][d["sone"] == DITT].iloc[0])


def tegn(*, metode: str = "kvantiler", klasser: int = 5, enhet: str = "grunnkrets") -> Vist:
    """Tegn ett av kartene, og si hvilken farge Lia får i det og i alle de andre."""
    d, alle = delt(enhet), alle_kart()
    rad = alle[(alle[["metode", "klasser", "enhet"]] == [metode, klasser, enhet]).all(axis=1)].iloc[0]  # fmt: skip
    hvor = DITT_NAVN if enhet == "grunnkrets" else f"Delområdet med {DITT_NAVN}"
    funn = (
        f"{KLASSER[klasser].capitalize()} klasser, {METODER[metode].lower()}: {hvor} har {prosent(rad['verdi'])} og får klasse {rad['klasse']} "
        f"av {klasser}{_farge(rad['klasse'], klasser)}. Høyest er {prosent(d['verdi'].max())}."
    )
    figur = kart.temakart(
        prikking.klarer_uten_personer(d, "oppdiktede soner"), flater(enhet),
        tittel=f"{ENHETER[enhet]} i {KLASSER[klasser]} klasser, {METODER[metode].lower()}",
        grenser=klassegrenser(d["verdi"], metode, klasser), fremhev=[ditt(enhet)], omraadenavn=hvor,
        navn={DITT: DITT_NAVN}, kilde=KILDE, funn=funn,
    )  # fmt: skip
    morkest, lysest = (alle["klasse"] == alle["klasser"]).sum(), (alle["klasse"] == 1).sum()
    return Vist(figur, (
        f"{funn} Av {len(alle)} kart over de samme tallene har {DITT_NAVN} den mørkeste fargen i {tall(morkest)} og "
        f"den lyseste i {tall(lysest)}."
    ))  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: fire kart over de samme tallene, og fargen Lia får i alle kartene."""
    valg = (("kvantiler", "grunnkrets"), ("like", "grunnkrets"), ("kvantiler", "bortover"), ("kvantiler", "nedover"))  # fmt: skip
    return *(tegn(metode=m, enhet=e).figur for m, e in valg), _fargetabell()


@cache
def flater(enhet: str = "grunnkrets"):
    """Gi grensene til enheten som et kart: skjeve firkanter med felles hjørner.

    Eksempel
    --------
    >>> len(flater("bortover"))
    12
    """
    import geopandas as gpd
    from shapely import Polygon

    g = np.random.default_rng(2)
    y, x = np.mgrid[len(RADER) : -1 : -1, 0 : len(KOLONNER) + 1].astype(float)
    skjev = g.uniform(-0.18, 0.18, (2, *x.shape))
    skjev[0][:, [0, -1]] = skjev[1][[0, -1]] = 0
    hjorner = np.stack([x + skjev[0], y + skjev[1]], axis=2) * SIDE
    ruter = [
        Polygon([hjorner[r, k], hjorner[r + 1, k], hjorner[r + 1, k + 1], hjorner[r, k + 1]])
        for r in range(len(RADER)) for k in range(len(KOLONNER))
    ]  # fmt: skip
    flate = gpd.GeoDataFrame(grunnkretser()[["sone", "bortover", "nedover"]], geometry=ruter, crs=25832)  # fmt: skip
    if enhet == "grunnkrets":
        return flate[["sone", "geometry"]]
    slaatt = flate.dissolve(enhet, sort=False).reset_index()
    return slaatt.assign(sone=slaatt[enhet])[["sone", "geometry"]]


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, geografi=None, indikator: str = "barn_lavinntekt",
    sone: str = "", metode: str = "kvantiler", klasser: int = 5,
    grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Tegn egne soner på kartet, og si hvilken farge én av dem får når klassene velges annerledes.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    geografi : GeoDataFrame
        Grensene til sonene, for eksempel `p.geografi`.
    indikator : str
        En andel. Siste år i tabellen brukes.
    sone : str, valgfri
        Sonen det gjelder. Uten denne: sonen der valgene betyr mest for om den blir mørkest.
    metode : {"kvantiler", "like", "naturlige"}, forvalgt "kvantiler"
    klasser : int, forvalgt 5
        Klassene i kartet som tegnes. Tabellen har alle valgene.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Kartet, og klassen sonen får med hvert valg.
    """
    if geografi is None:
        raise ValueError("Kartet trenger grensene til sonene. Skriv geografi=p.geografi.")
    klart = _klarert(tabeller["indikatorer"], indikator, grenser)
    vist = klart.tabell.dropna(subset=["verdi"])
    valg = list(product([m for m in METODER if m != "faste"], KLASSER))
    farger = {v: klasse(vist["verdi"], klassegrenser(vist["verdi"], *v)) for v in valg}
    dybde = np.array([(farger[v] - 1) / (v[1] - 1) for v in valg])
    if sone and sone not in set(vist["sone"]):
        raise ValueError(f"Sonen «{sone}» kan ikke vises for «{indikator}».")
    nr = (
        list(vist["sone"]).index(sone)
        if sone
        else int(np.abs((dybde == 1).mean(axis=0) - 0.5).argmin())
    )
    sone = str(vist["sone"].iloc[nr])
    navn = sonenavn(tabeller)
    setning = (
        f"{navn.get(sone, sone)} har {prosent(vist['verdi'].iloc[nr])} i alle kartene. Den får den mørkeste fargen i "
        f"{tall(int((dybde[:, nr] == 1).sum()))} av {len(valg)} kart, og den lyseste i {tall(int((dybde[:, nr] == 0).sum()))}."
    )
    figur = kart.temakart(
        klart, geografi, tittel=f"Sonene i {KLASSER[klasser]} klasser, {METODER[metode].lower()}", fremhev=[sone],
        grenser=klassegrenser(vist["verdi"], metode, klasser), omraadenavn=navn.get(sone, sone), navn=navn,
        funn=setning,
    )  # fmt: skip
    valgt = pd.DataFrame([(m, k, int(farger[m, k][nr])) for m, k in valg], columns=["metode", "klasser", "klasse"])  # fmt: skip
    return Vist(figur, setning, _farger(
        prikking.avled(klart, lambda _: _bortover(valgt.assign(enhet="")), gjelder={"sone": [sone]}),
        f"Klassen {navn.get(sone, sone)} får, der 1 er lysest", "",
    ))  # fmt: skip


def _klarert(indikatorer: pd.DataFrame, indikator: str, grenser) -> Klarert:
    """Andelene siste år gjennom porten, sammen med summen, avrundet slik kartet viser dem."""
    d = tall_for(indikatorer, indikator)
    d, deler = siste_aar_med_sum(d)
    krev_andel(d[d["sone"].isin(deler)], indikator)
    d = d.assign(verdi=lambda t: (t["teller"] / t["nevner"]).round(3))  # fmt: skip
    klart = prikking.prikk(d, celle=["sone"], summer={"sone": {"alle": deler}}, grenser=grenser)  # fmt: skip
    return prikking.avled(klart, lambda t: t.iloc[:-1])


def _fargetabell() -> Tabell:
    klart = prikking.klarer_uten_personer(_bortover(alle_kart()), "oppdiktede soner")
    return _farger(klart, "Klassen Lia får i alle kartene, der 1 er lysest", KILDE)


def _bortover(valgt: pd.DataFrame) -> pd.DataFrame:
    """Én rad per enhet og metode, én kolonne per antall klasser."""
    d = valgt.assign(ord=[f"{a} av {b}" for a, b in zip(valgt["klasse"], valgt["klasser"], strict=True)])  # fmt: skip
    bred = d.pivot(index=["enhet", "metode"], columns="klasser", values="ord")
    orden = [v for v in product((*ENHETER, ""), METODER) if v in bred.index]
    bred = bred.reindex(pd.MultiIndex.from_tuples(orden, names=["enhet", "metode"]))
    return bred.set_axis([f"k{k}" for k in bred.columns], axis=1).reset_index()


def _farger(klart: Klarert, tittel: str, kilde: str) -> Tabell:
    kolonner = {"enhet": "Kartet viser"} if klart.tabell["enhet"].any() else {}
    return tabell(klart, tittel=tittel, kilde=kilde, navn=METODER | ENHETER, radhoder=len(kolonner) + 1, kolonner={
        **kolonner, "metode": "Slik deles klassene", **{f"k{k}": Kolonne(f"{t.capitalize()} klasser") for k, t in KLASSER.items()},
    })  # fmt: skip


def _farge(nr: int, klasser: int) -> str:
    return {1: ", den lyseste", klasser: ", den mørkeste"}.get(nr, "")
