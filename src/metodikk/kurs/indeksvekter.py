"""Vekter i levekårsindeksen: plasseringen er et valg, og bare få soner tåler alle valgene."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import liste, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.kurs.prosjekttall import sonenavn
from metodikk.metoder import indeks, prikking
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

SONER = (
    "Bakken", "Elva", "Enga", "Fjellet", "Furulia", "Haugen", "Holmen", "Kvartalet", "Lia", "Moen",
    "Myra", "Neset", "Sletta", "Stranda", "Toppen", "Åsen",
)  # fmt: skip
INDIKATORER = ("lavinntekt", "lav utdanning", "ikke sysselsatt", "trangbodd", "leier")
SNITT, SPREDNING = (0.12, 0.22, 0.10, 0.20, 0.30), (0.035, 0.05, 0.03, 0.04, 0.09)
VALGT, LEIER, OVERST, VEKTSETT = "Kvartalet", 4, 5, 1000
VEKTER = {
    "like": ("like vekter", ()),
    "inntekt": ("halvparten på inntekt", ("lavinntekt",)),
    "utdanning": ("halvparten på utdanning", ("lav utdanning",)),
    "bolig": ("halvparten på bolig", ("trangbodd", "leier")),
}
MAATER = {"z": "avstand fra snittet", "minmaks": "fra minste til største verdi", "rang": "plassering i hver indikator"}  # fmt: skip
LEIE = {"utfordring": "en utfordring", "ute": "ikke med", "fordel": "en fordel"}
KILDE = "Oppdiktet: 16 soner og 5 indikatorer"
KONTROLLER = (
    Valg("vekter", "Vekter", tuple((t.capitalize(), v) for v, (t, _) in VEKTER.items()), "like"),
    Valg("maate", "Indikatorene gjøres om til", tuple((t.capitalize(), v) for v, t in MAATER.items()), "z"),
    Valg("leie", "At mange leier, er", tuple((t.capitalize(), v) for v, t in LEIE.items()), "utfordring"),
)  # fmt: skip


@cache
def andeler() -> pd.DataFrame:
    """Gi andelene i de 16 sonene. To soner er høye på alt, og Kvartalet bare på bolig.

    Eksempel
    --------
    >>> andeler().shape
    (16, 5)
    """
    g = np.random.default_rng(7)
    felles = g.normal(0, 1, len(SONER))
    egen = g.normal(0, 1, (len(SONER), len(INDIKATORER)))
    for sone, hvor in (("Bakken", 2.3), ("Myra", 1.9)):
        felles[SONER.index(sone)] = hvor
        egen[SONER.index(sone)] *= 0.35
    z = 0.8 * felles[:, None] + 0.75 * egen
    z[SONER.index(VALGT)] = (-0.6, -1.0, 1.9, -0.2, 2.4)
    return pd.DataFrame(np.clip(np.array(SNITT) + np.array(SPREDNING) * z, 0.01, 1).round(3),
                        index=list(SONER), columns=list(INDIKATORER))  # fmt: skip


def plasseringer(deler: np.ndarray, vektsett: np.ndarray) -> np.ndarray:
    """Finn plassen til hver sone med hvert vektsett. Plass 1 har høyest verdi.

    Parametere
    ----------
    deler : matrise
        Én rad per sone, én kolonne per indikator, gjort sammenliknbare.
    vektsett : matrise
        Én rad per vektsett.

    Returnerer
    ----------
    ndarray
        Én rad per vektsett, én kolonne per sone.

    Eksempel
    --------
    >>> plasseringer(np.array([[1.0, 0.0], [0.0, 3.0]]), np.array([[1, 0], [0.5, 0.5]])).tolist()
    [[1, 2], [2, 1]]
    """
    verdi = np.asarray(vektsett, float) @ np.asarray(deler, float).T
    return 1 + np.argsort(np.argsort(-verdi, axis=1, kind="stable"), axis=1)


def trekk_vekter(indikatorer: int, antall: int = VEKTSETT, fro: int = 0) -> np.ndarray:
    """Trekk vektsett der alle fordelinger er like sannsynlige. De første har all vekt på én indikator.

    Eksempel
    --------
    >>> v = trekk_vekter(3, 10)
    >>> v.shape, bool(np.allclose(v.sum(axis=1), 1))
    ((10, 3), True)
    """
    resten = np.random.default_rng(fro).dirichlet(np.ones(indikatorer), antall - indikatorer)
    return np.vstack([np.eye(indikatorer), resten])


def valgte_vekter(vekter: str = "like", leie: str = "utfordring") -> np.ndarray:
    """Gi vektene til indikatorene som er med. De summerer til 1.

    Eksempel
    --------
    >>> valgte_vekter("bolig", "ute").round(3).tolist()
    [0.167, 0.167, 0.167, 0.5]
    """
    med = [k for k in INDIKATORER if leie != "ute" or k != INDIKATORER[LEIER]]
    tung = np.isin(med, VEKTER[vekter][1])
    halv = np.where(tung, 0.5 / max(tung.sum(), 1), 0.5 / (~tung).sum())
    return halv if tung.any() else np.full(len(med), 1 / len(med))


def deler(maate: str = "z", leie: str = "utfordring") -> np.ndarray:
    """Gjør indikatorene sammenliknbare, med retningen som er valgt for leie."""
    x = andeler().to_numpy()
    if leie == "ute":
        x = np.delete(x, LEIER, axis=1)
    if leie == "fordel":
        x = x * np.where(np.arange(x.shape[1]) == LEIER, -1, 1)
    return indeks.normaliser(x, maate)


@cache
def spenn(maate: str = "z", leie: str = "utfordring") -> pd.DataFrame:
    """Finn hvor i rekken hver sone kan ligge over 1000 vektsett.

    Parametere
    ----------
    maate : {"z", "minmaks", "rang"}
        Hvordan indikatorene gjøres sammenliknbare.
    leie : {"utfordring", "ute", "fordel"}
        Om mange som leier, teller som en utfordring, ikke er med, eller teller som en fordel.

    Returnerer
    ----------
    DataFrame
        `sone`, `rang_nedre`, `rang_ovre`, og `overst`: hvor ofte sonen er blant de fem øverste.

    Eksempel
    --------
    >>> d = spenn()
    >>> d["sone"][d["overst"] == 1].tolist()
    ['Bakken', 'Myra']
    """
    d = deler(maate, leie)
    return _spenn(list(SONER), plasseringer(d, trekk_vekter(d.shape[1])))


def tegn(*, vekter: str = "like", maate: str = "z", leie: str = "utfordring") -> Vist:
    """Tegn plassen til hver sone med de valgte vektene, og alle plassene den kan få."""
    d = spenn(maate, leie).assign(rang=_rang(vekter, maate, leie))
    rad = d[d["sone"] == VALGT].iloc[0]
    funn = (
        f"{VALGT} er nummer {rad['rang']} av {len(d)} med {VEKTER[vekter][0]} ({MAATER[maate]}, leie er "
        f"{LEIE[leie]}), men fra {rad['rang_nedre']} til {rad['rang_ovre']} når vektene endres. {_alltid(d)}"
    )
    figur = figurer.rangintervall(
        prikking.klarer_uten_personer(d, "oppdiktede soner"), sorter=False, fremhev=[VALGT],
        tittel=f"Leie er {LEIE[leie]}: {VEKTER[vekter][0]}, {MAATER[maate]}", kilde=KILDE, funn=funn,
        tekst="Nummer 1 har størst utfordringer. Punktet er plassen med vektene som er valgt, streken alle plassene.",
    )  # fmt: skip
    minst = int((d["overst"] > 0).sum())
    return Vist(figur, f"{funn} {tall(minst)} soner er blant de fem øverste i minst ett av {tall(VEKTSETT)} vektsett.")  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: tre valg, og hvilke soner som alltid er blant de fem øverste."""
    valg = ({}, {"vekter": "utdanning"}, {"leie": "fordel"})
    rader = []
    for leie, maate in product(LEIE, MAATER):
        d = spenn(maate, leie)
        rad = d[d["sone"] == VALGT].iloc[0]
        rader.append({
            "leie": LEIE[leie], "maate": MAATER[maate], "minst": int((d["overst"] > 0).sum()),
            "alltid": ", ".join(d["sone"][d["overst"] == 1]) or "ingen",
            "fra_til": f"{rad['rang_nedre']} til {rad['rang_ovre']}",
        })  # fmt: skip
    return *(tegn(**v).figur for v in valg), tabell(
        prikking.klarer_uten_personer(pd.DataFrame(rader), "oppdiktede soner"),
        tittel=f"Hvem som er blant de fem øverste over {tall(VEKTSETT)} vektsett", kilde=KILDE, radhoder=2,
        kolonner={
            "leie": "At mange leier, er", "maate": "Indikatorene gjøres om til", "alltid": "Alltid blant de fem øverste",
            "minst": Kolonne("Soner i minst ett vektsett", "antall"), "fra_til": f"{VALGT} er nummer",
        },
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, vekter: Mapping[str, float] | None = None,
    maate: str = "z", grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Finn hvor i rekken hver av dine soner kan ligge når vektene i indeksen endres.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    vekter : dict, valgfri
        Indikatorene i indeksen med vekter, for eksempel `p.oppsett.indeks`. Uten denne: alle
        indikatorene i tabellen som har en god side, med like vekter.
    maate : {"z", "minmaks", "rang"}, forvalgt "z"
        Hvordan indikatorene gjøres sammenliknbare.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Plassene hver sone kan få. Soner der et tall mangler eller er skjult, er ikke med.
    """
    d = tabeller["indikatorer"]
    vekter = _med_retning(d, vekter)
    klart = prikking.avled(_klarert(d, vekter, grenser), lambda t: _rangert(t, vekter, maate))
    vist = klart.tabell.dropna(subset=["rang"])
    navn = sonenavn(tabeller)
    minst = int((vist["overst"] > 0).sum())
    setning = (
        f"{tall(len(vist))} soner har tall for alle {tall(len(vekter))} indikatorene. {_alltid(vist.replace({'sone': navn}))} "
        f"{tall(minst)} soner er det i minst ett av {tall(VEKTSETT)} vektsett."
    )
    figur = figurer.rangintervall(
        klart, tittel="Plassene hver sone kan få når vektene endres (1 = størst utfordringer)", sorter=False,
        navn=navn, funn=setning, fremhev=list(vist["sone"][vist["overst"] == 1]),
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        klart, tittel="Hvor ofte hver sone er blant de fem øverste", navn=navn, noter=indeks.KAN_IKKE_SI[:2],
        kolonner={
            "sone": "Sone", "rang_nedre": Kolonne("Fra nummer", "antall"), "rang_ovre": Kolonne("Til nummer", "antall"),
            "overst": Kolonne("Blant de fem øverste", "prosent", 1),
        },
    ))  # fmt: skip


def _rang(vekter: str, maate: str, leie: str) -> np.ndarray:
    return plasseringer(deler(maate, leie), valgte_vekter(vekter, leie)[None, :])[0]


def _spenn(soner: list[str], plass: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"sone": soner, "rang_nedre": plass.min(axis=0), "rang_ovre": plass.max(axis=0),
                         "overst": (plass <= OVERST).mean(axis=0)})  # fmt: skip


def _alltid(d: pd.DataFrame) -> str:
    navn = list(d["sone"][d["overst"] == 1])
    return f"Alltid blant de fem øverste: {liste(navn) if navn else 'ingen'}."


def _med_retning(indikatorer: pd.DataFrame, vekter) -> dict[str, float]:
    """Indikatorene med en god side. Uten retning kan et tall ikke inn i en indeks."""
    kjente = {k: v["retning"] for k, v in katalog("indikatorer").items() if v["retning"] != "ingen"}
    finnes = list(dict.fromkeys(indikatorer["indikator"]))
    valgt = dict(vekter) if vekter else {k: 1.0 for k in finnes if k in kjente}
    if uten := sorted(k for k in valgt if k not in kjente or k not in finnes):
        raise ValueError(f"Disse mangler i tabellen eller har ingen god side: {', '.join(uten)}.")
    if len(valgt) < indeks.MINST_INDIKATORER:
        raise ValueError(f"En indeks må ha minst {indeks.MINST_INDIKATORER} indikatorer.")
    return valgt


def _klarert(indikatorer: pd.DataFrame, vekter: Mapping[str, float], grenser) -> Klarert:
    """Siste år av hver indikator i hver sone, gjennom porten sammen med summene."""
    d = indikatorer[indikatorer["indikator"].isin(vekter)]
    d = d[d["aar"] == d.groupby("indikator")["aar"].transform("max")]
    d = d[["indikator", "sone", "teller", "nevner", "merknad"]]
    full = d.dropna(subset=["teller", "nevner"])
    alle = full.groupby("indikator")[["teller", "nevner"]].sum().reset_index().assign(sone="alle", merknad="")  # fmt: skip
    d = pd.concat([d, alle], ignore_index=True).assign(verdi=lambda t: t["teller"] / t["nevner"])
    summer = {"sone": {"alle": sorted(d["sone"][d["sone"] != "alle"].unique())}}
    klart = prikking.prikk(d, celle=["indikator", "sone"], summer=summer, grenser=grenser)
    return prikking.avled(klart, lambda t: t[t["sone"] != "alle"])


def _rangert(t: pd.DataFrame, vekter: Mapping[str, float], maate: str) -> pd.DataFrame:
    """Plassene til sonene der alle tallene vises."""
    bred = t.pivot(index="sone", columns="indikator", values="verdi")[list(vekter)]
    hel = bred.dropna()
    if len(hel) < indeks.MINST_OMRAADER:
        raise ValueError(
            f"Bare {len(hel)} soner har tall som kan vises for alle indikatorene, og en indeks må ha minst "
            f"{indeks.MINST_OMRAADER}. Flest mangler for «{bred.isna().sum().idxmax()}». Velg andre med vekter=."
        )
    retning = [1 if katalog("indikatorer")[k]["retning"] == "lav_er_god" else -1 for k in vekter]
    d = indeks.normaliser(hel.to_numpy() * retning, maate)
    ut = _spenn(list(hel.index), plasseringer(d, trekk_vekter(d.shape[1])))
    ut["rang"] = plasseringer(d, np.array([list(vekter.values())]))[0]
    skjult = t[t["merknad"].str.startswith("skjult")]["sone"].unique()
    ut = ut.set_index("sone").reindex(bred.index).reset_index()
    mangler = np.where(ut["sone"].isin(skjult), prikking.MERKNAD, "mangler: sonen har ikke alle tallene")  # fmt: skip
    return ut.assign(merknad=np.where(ut["rang"].isna(), mangler, ""))
