"""Ett år eller tre: flere år gir mindre tilfeldig svingning, men henger etter når noe endrer seg."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosentpoeng, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.kurs.prosjekttall import sonenavn, tall_for
from metodikk.metoder import prikking, rater, usikkerhet
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne, Tabell
from metodikk.ut.tabeller import tabell

AAR, FORST, SISTE, START = tuple(range(2009, 2025)), 2015, 2024, 0.3
VINDUER, TREKNINGER = (1, 2, 3, 4, 5, 7), 4000
SANN, ALLE = "Sann andel", "Alle sonene samlet"
ETTERSLEP, TILFELDIG, SAMLET = "Etterslep", "Tilfeldig", "Typisk feil"
KILDE = "Oppdiktet: en gruppe med kjent andel"
KONTROLLER = (
    Valg("vindu", "År slått sammen", (("Ett", 1), ("Tre", 3), ("Fem", 5)), 1),
    Valg(
        "fall", "Den sanne andelen faller hvert år, prosentpoeng",
        (("0", 0.0), ("0,5", 0.005), ("1", 0.01), ("2", 0.02)), 0.0,
    ),
    Valg(
        "personer", "Personer i gruppen",
        (("50", 50), ("200", 200), ("1000", 1000)), 50,
    ),
)  # fmt: skip


def sann_andel(fall: float) -> np.ndarray:
    """Den sanne andelen hvert år: 30 prosent til og med 2014, og så et like stort fall hvert år.

    Eksempel
    --------
    >>> [round(float(sann_andel(0.01)[AAR.index(a)]), 2) for a in (2014, 2015, 2024)]
    [0.3, 0.29, 0.2]
    """
    return START - fall * np.clip(np.array(AAR) - (FORST - 1), 0, None)


def trekk(fall: float, personer: int, antall: int, fro: int) -> np.ndarray:
    """Trekk hvor mange som har kjennetegnet hvert år.

    Parametere
    ----------
    fall : float
        Hvor mye den sanne andelen faller hvert år (0,01 = 1 prosentpoeng).
    personer, antall, fro : int
        Personer i gruppen, hvor mange trekninger, og frøet som gjør dem like hver gang.

    Returnerer
    ----------
    ndarray
        Én rad per trekning, én kolonne per år.

    Eksempel
    --------
    >>> trekk(0.01, 200, 3, fro=1).shape
    (3, 16)
    """
    return np.random.default_rng(fro).binomial(personer, sann_andel(fall), (antall, len(AAR)))


def slaatt_sammen(teller: np.ndarray, vindu: int) -> np.ndarray:
    """Legg sammen telleren i hvert år og årene før, så mange som vinduet har plass til.

    Eksempel
    --------
    >>> slaatt_sammen(np.array([[1, 2, 3, 4]]), 3).tolist()
    [[6, 9]]
    """
    return np.lib.stride_tricks.sliding_window_view(teller, vindu, axis=-1).sum(axis=-1)


@cache
def feil(fall: float = 0.0, personer: int = 50) -> pd.DataFrame:
    """Regn ut hvor langt fra den sanne andelen i 2024 vi vanligvis er, for hvert antall år.

    Parametere
    ----------
    fall : float
        Hvor mye den sanne andelen faller hvert år.
    personer : int
        Personer i gruppen.

    Returnerer
    ----------
    DataFrame
        Én rad per `vindu`: `etterslep` (feilen i snitt), `tilfeldig` (svingningen) og `feil` (begge).

    Eksempel
    --------
    >>> d = feil(0.02, 1000).set_index("vindu")["feil"]
    >>> bool(d[1] < d[5])
    True
    """
    teller, sant = trekk(fall, personer, TREKNINGER, 0), sann_andel(fall)[-1]
    rader = []
    for vindu in VINDUER:
        anslag = slaatt_sammen(teller, vindu)[:, -1] / (vindu * personer)
        etterslep, tilfeldig = anslag.mean() - sant, anslag.std()
        rader.append((vindu, float(etterslep), float(tilfeldig), float(np.hypot(etterslep, tilfeldig))))  # fmt: skip
    return pd.DataFrame(rader, columns=["vindu", "etterslep", "tilfeldig", "feil"])


def best(fall: float = 0.0, personer: int = 50) -> int:
    """Finn hvor mange år som gir minst feil.

    Eksempel
    --------
    >>> best(0.0, 50), best(0.02, 1000)
    (7, 1)
    """
    d = feil(fall, personer)
    return int(d.loc[d["feil"].idxmin(), "vindu"])


def tegn(*, vindu: int = 1, fall: float = 0.0, personer: int = 50) -> Vist:
    """Tegn den sanne andelen og det vi måler, og si hvor stor feilen vanligvis er."""
    d = _alle_valg()[fall, personer]
    r = d.set_index("vindu").loc[vindu]
    hva = (
        f"Med {_aarene(vindu)} og {tall(personer)} personer er typisk feil {prosentpoeng(r['feil'])} når andelen "
        f"{_faller(fall)}. Etterslepet er {tall(100 * abs(r['etterslep']), 1)} og det tilfeldige {tall(100 * r['tilfeldig'], 1)}."
    )  # fmt: skip
    figur = figurer.utvikling(
        prikking.klarer_uten_personer(_forlop(vindu, fall, personer), "en oppdiktet gruppe"), fremhev=SANN,
        tittel=f"{_aarene(vindu).capitalize()} og {personer} personer, andelen {_faller(fall)}", kilde=KILDE,
        funn=hva, tekst="Båndet er intervallet rundt det vi måler. Målingen står på det siste av årene som er slått sammen.",
    )  # fmt: skip
    minst = best(fall, personer)
    return Vist(figur, (
        f"{hva} Minst feil får vi her med {_aarene(minst)}."
    ), _feiltabell(d, fall, personer))  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: fire målinger, hva feilen består av, og hvor mange år som er best."""
    valg = (
        {}, {"vindu": 5}, {"vindu": 5, "fall": 0.02, "personer": 1000}, {"fall": 0.02, "personer": 1000},
    )  # fmt: skip
    deler = feil(0.01, 50).melt("vindu", ["etterslep", "tilfeldig", "feil"], "del", "verdi")
    deler = deler.assign(
        verdi=deler["verdi"].abs(), vindu=deler["vindu"].map(_aarene).str.capitalize(),
        del_=deler["del"].map({"etterslep": ETTERSLEP, "tilfeldig": TILFELDIG, "feil": SAMLET}),
    )  # fmt: skip
    kurve = figurer.soyler(
        prikking.klarer_uten_personer(deler.rename(columns={"vindu": "år", "del_": "feil"})[["år", "feil", "verdi"]], "en oppdiktet gruppe"),
        tittel="Hva feilen består av med 50 personer, når andelen faller 1 prosentpoeng i året", kategori="år", gruppe="feil",
        sorter=False, enhet="prosentpoeng", kilde=KILDE,
        funn=f"Det tilfeldige blir mindre med flere år, og etterslepet større. Typisk feil er minst med {_aarene(best(0.01, 50))}.",
    )  # fmt: skip
    falle = KONTROLLER[1].verdier
    rader = [{"personer": n, **{f"f{i}": best(f, n) for i, f in enumerate(falle)}} for n in KONTROLLER[2].verdier]  # fmt: skip
    return *(tegn(**v).figur for v in valg), kurve, tabell(
        prikking.klarer_uten_personer(pd.DataFrame(rader), "en oppdiktet gruppe"),
        tittel="Antall år som gir minst feil",
        kolonner={"personer": Kolonne("Personer i gruppen", "antall")}
        | {f"f{i}": Kolonne(f"Andelen {_faller(f)}", "antall") for i, f in enumerate(falle)},
        kilde=f"Oppdiktet: {tall(TREKNINGER)} trekninger. Prøvd med {liste([str(v) for v in VINDUER], 'eller')} år",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, indikator: str = "unge_utenfor", aar: int = 3,
    grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Sett siste år og flere år slått sammen ved siden av hverandre i egne soner.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer`, og eventuelt `soner` med navnene og `brudd`.
    indikator : str
        Indikatoren som vises. Siste år i tabellen brukes.
    aar : int, forvalgt 3
        Hvor mange år som slås sammen.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Sonene med intervall for ett og for flere år. År på begge sider av et brudd slås aldri sammen.
    """
    d = tall_for(tabeller["indikatorer"], indikator)
    siste = int(d["aar"].max())
    aarene = list(range(siste - aar + 1, siste + 1))
    if aar < 2 or aarene[0] < d["aar"].min():
        raise ValueError(f"Velg fra 2 til {siste - int(d['aar'].min()) + 1} år.")
    d = d[~d["sone"].isin(_med_brudd(tabeller, indikator, aarene))]
    klart, (ett, flere) = _gjennom_porten(d, aarene, grenser)
    to = prikking.avled(
        klart, lambda t: t[t["periode"].isin([ett, flere]) & (t["sone"] != ALLE)].sort_values("sone", kind="stable"),
        gjelder={"periode": [ett, flere]},
    )  # fmt: skip
    setning = _egen_setning(to.tabell, ett, flere)
    navn = sonenavn(tabeller)
    figur = figurer.intervaller(
        to, tittel=f"Sonene med {ett} alene og med {flere} slått sammen", gruppe="periode", navn=navn,
        funn=setning, sorter=False, tekst="Streken er intervallet. Jo kortere, jo mindre tilfeldig er tallet.",
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        to, tittel=f"Andelen med {ett} alene og med {flere} slått sammen", navn=navn, radhoder=2,
        kolonner={"sone": "Sone", "periode": "År", "verdi": Kolonne("Andel", "prosent"),
                  "nedre": Kolonne("Fra", "prosent"), "ovre": Kolonne("Til", "prosent")},
    ))  # fmt: skip


@cache
def _alle_valg() -> dict[tuple, pd.DataFrame]:
    """Regn ut alle valgene én gang, slik at hvert av dem vises med en gang det er valgt."""
    return {v: feil(*v) for v in product(*(k.verdier for k in KONTROLLER[1:]))}


def _forlop(vindu: int, fall: float, personer: int) -> pd.DataFrame:
    """Den sanne andelen og målingene i én trekning, med intervaller."""
    teller = trekk(fall, personer, 1, fro=1)[0]
    vis = slice(AAR.index(FORST), None)
    ut = [pd.DataFrame({"gruppe": SANN, "aar": AAR[vis], "verdi": sann_andel(fall)[vis]})]
    for v in dict.fromkeys((vindu, 1)):
        x = slaatt_sammen(teller, v)[AAR.index(FORST) - v + 1 :]
        nedre, ovre = usikkerhet.wilson(x, np.full(len(x), v * personer))
        grenser = {"nedre": nedre, "ovre": ovre} if v == vindu else {}
        ut.append(pd.DataFrame({"gruppe": _aarene(v).capitalize(), "aar": AAR[vis], "verdi": x / (v * personer), **grenser}))  # fmt: skip
    return pd.concat(ut, ignore_index=True)


def _feiltabell(d: pd.DataFrame, fall: float, personer: int) -> Tabell:
    return tabell(
        prikking.klarer_uten_personer(d.assign(etterslep=d["etterslep"].abs()), "en oppdiktet gruppe"),
        tittel=f"Hva feilen består av: {personer} personer, andelen {_faller(fall)}",
        kolonner={"vindu": Kolonne("År slått sammen", "antall"), "etterslep": Kolonne(ETTERSLEP, "prosentpoeng"),
                  "tilfeldig": Kolonne(TILFELDIG, "prosentpoeng"), "feil": Kolonne(SAMLET, "prosentpoeng")},
        kilde=KILDE,
    )  # fmt: skip


def _med_brudd(
    tabeller: Mapping[str, pd.DataFrame], indikator: str, aarene: list[int]
) -> list[str]:
    """Sonene som fikk nye grenser i perioden. Et brudd i selve indikatoren stopper alt."""
    if "brudd" not in tabeller:
        return []
    brudd = tabeller["brudd"]
    brudd = brudd[(brudd["aar"] > aarene[0]) & (brudd["aar"] <= aarene[-1])]
    if (brudd["gjelder"] == indikator).any():
        raise ValueError(
            f"«{indikator}» ble endret i {brudd.loc[brudd['gjelder'] == indikator, 'aar'].max():.0f}. "
            "År på begge sider av et brudd kan ikke slås sammen. Velg færre år."
        )
    return brudd["gjelder"].tolist()


def _gjennom_porten(d: pd.DataFrame, aarene: list[int], grenser) -> tuple[Klarert, tuple[str, str]]:
    """Hvert år, årene til sammen og summen av sonene gjennom porten i samme omgang."""
    d = d[["sone", "aar", "teller", "nevner", "merknad"]]
    deler = [rater.slaa_sammen_aar(d, [a]) for a in aarene] + [rater.slaa_sammen_aar(d, aarene)]
    soner = sorted(d["sone"].unique())
    med = pd.concat(deler, ignore_index=True)
    alle = med.groupby("periode", sort=False)[["teller", "nevner"]].sum(min_count=len(soner))
    med = pd.concat([med, alle.reset_index().assign(sone=ALLE, merknad="")], ignore_index=True)
    perioder = list(dict.fromkeys(med["periode"]))
    summer = {"sone": {ALLE: soner}, "periode": {perioder[-1]: perioder[:-1]}}
    klart = prikking.prikk(
        rater.andel(med), celle=["sone", "periode"], summer=summer, grenser=grenser,
        behold={"periode": perioder[-2:]},
    )  # fmt: skip
    return klart, (perioder[-2], perioder[-1])


def _egen_setning(t: pd.DataFrame, ett: str, flere: str) -> str:
    bredde = (t["ovre"] - t["nedre"]).groupby([t["sone"], t["periode"]]).first().unstack()
    begge = bredde.reindex(columns=[ett, flere]).dropna()
    if begge.empty:
        raise ValueError("Ingen soner kan vises både for ett år og for flere år slått sammen.")
    vises = t.dropna(subset=["verdi"])["periode"].value_counts()
    soner = t["sone"].nunique()
    return (
        f"Med {ett} alene kan {tall(vises.get(ett, 0))} av {tall(soner)} soner vises, og intervallet er i snitt "
        f"{prosentpoeng(begge[ett].mean())} bredt. Med {flere} slått sammen kan {tall(vises.get(flere, 0))} vises, "
        f"og de samme intervallene er {prosentpoeng(begge[flere].mean())}."
    )  # fmt: skip


def _aarene(vindu: int) -> str:
    ord_ = {1: "ett", 2: "to", 3: "tre", 4: "fire", 5: "fem", 7: "sju"}
    return f"{ord_[vindu]} år"


def _faller(fall: float) -> str:
    return f"faller {tall(100 * fall, 1)} i året" if fall else "ikke endrer seg"
