"""Mulighetsstudien: hvilket alternativ som er best for et sted, etter hvem, og hvor robust valget er.

Poeng på kriterier vektes av hver gruppe for seg. Summen velger ikke: den viser hva gruppene er
enige om, og hva som skal til før et annet alternativ kommer først.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.metoder import _mulighet_tavler as tavler
from metodikk.metoder import prikking
from metodikk.metoder._tabeller import fyll

UTEN_PERSONER = (
    "Alternativer for et sted, med poeng og vekter fra grupper. Ingen rad handler om en person."
)
UTEN_POENG = "Ingen alternativer har poeng på alle kriteriene. Fyll ut tabellen Poeng."
UTEN_VEKTER = "Ingen gruppe har vektet alle kriteriene. Fyll ut tabellen Vekter."
UTEN_ONSKER = "Ingen har talt hva beboerne ønsker. Fyll ut «onsket_av» i tabellen Alternativer."
FLYTTET = {
    "gruppene": "Vektene blandes", "alle": "Alle tenkelige vekter", "poeng": "Poengene flyttes",
}  # fmt: skip
INGEN_DOMINERT = "Ingen alternativer er dårligere enn et annet på alt."


@dataclass(frozen=True, eq=False)
class Mulighetsstudie:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når noe mangler.

    alternativer : hva hvert alternativ er, koster og kan møte av problemer.
    poeng : snittet av poengene, kriterier i rader og alternativer i kolonner.
    uenige : poeng der de som vurderte, skilte lag.
    dominert : alternativer ingen burde velge, uansett vekter.
    summer : summen for hvert alternativ hos hver gruppe og i snitt, fra 0 til 1, og plassen.
    bytter : hvor lite én vekt må flyttes før et annet alternativ kommer først.
    vinner : hvor ofte hvert alternativ kommer på hver plass når vekter eller poeng flyttes.
    vektene : vektene av 100, kriterier i rader og grupper i kolonner.
    onsker : hva beboerne ønsket, gjennom porten.
    opplysninger : vinneren, dommen, grunnene og det som mangler.
    """

    alternativer: Klarert
    poeng: Klarert
    uenige: Klarert
    dominert: Klarert
    summer: Klarert
    bytter: Klarert
    vinner: Klarert
    vektene: Klarert
    onsker: Klarert
    opplysninger: Mapping[str, Any]

    @property
    def i_grupper(self) -> Klarert:
        """Summene fra 0 til 100: alternativer i rader, gruppene og snittet i kolonner, den øverste først."""
        return prikking.avled(self.summer, tavler.i_kolonner)

    @property
    def forst(self) -> Klarert:
        """Hvor ofte hvert alternativ kommer først, med ord for hva som er flyttet."""
        return prikking.avled(
            self.vinner,
            lambda t: t[t["plass"] == 1].assign(hva=lambda d: d["endret"].map(FLYTTET))
            if len(t) else t,
        )  # fmt: skip


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, fro: int = 1, grenser: prikking.Grenser | None = None
) -> Mulighetsstudie:
    """Lag mulighetsstudien av alternativer, kriterier, poeng og vekter.

    Bruk denne når ett avgrenset sted kan bli flere ting, og valget skal kunne etterprøves.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene `alternativer`, `kriterier`, `poeng` og `vekter`. Endres ikke.
    fro : int, forvalgt 1
        Såkorn for blandingene av vekter og poeng, slik at svaret kan gjentas.
    grenser : metodikk.metoder.prikking.Grenser, valgfri

    Returnerer
    ----------
    Mulighetsstudie

    Eksempel
    --------
    >>> a = pd.DataFrame({"alternativ": ["A1", "A2"], "navn": ["Park", "Hus"], "nullalternativ": [False, False]})
    >>> k = pd.DataFrame({"kriterium": ["K1", "K2"], "navn": ["Brukes", "Billig"], "minst": 0, "hoyest": 10})
    >>> p = pd.DataFrame({"alternativ": ["A1", "A1", "A2", "A2"], "kriterium": ["K1", "K2"] * 2,
    ...                   "vurdert_av": "fag", "poeng": [8.0, 2, 3, 9]})
    >>> v = pd.DataFrame({"gruppe": "unge", "kriterium": ["K1", "K2"], "vekt": [80.0, 20]})
    >>> lag({"alternativer": a, "kriterier": k, "poeng": p, "vekter": v}).opplysninger["vinner"]
    'Park'

    Les mer
    -------
    Lahdelma mfl. (1998) om plasser over alle mulige vekter. Håndboka: «Mulighetsstudie».
    """
    t = {n: fyll(tabeller, n) for n in ("alternativer", "kriterier", "poeng", "vekter")}
    navn = dict(zip(t["alternativer"]["alternativ"], t["alternativer"]["navn"], strict=True))
    kriterier = dict(zip(t["kriterier"]["kriterium"], t["kriterier"]["navn"], strict=True))
    poeng, vekter = poengtavle(t["poeng"], t["kriterier"]), vekttavle(t["vekter"], [*kriterier])
    hele = poeng.dropna()
    par = dominerte(hele)
    med = hele.drop(index=sorted({d for d, _ in par}))
    kan = len(med) > 0 and len(vekter) > 0
    funn = _regn(med, vekter, poengskritt(t["kriterier"]), fro) if kan else _ingenting()
    return Mulighetsstudie(
        alternativer=_klar(tavler.beskrevet(t["alternativer"])), poeng=_klar(tavler.paa_skala(poeng, t["kriterier"], navn), UTEN_POENG),
        uenige=_klar(tavler.uenige(t["poeng"], navn, kriterier), "De som vurderte, ga nesten de samme poengene."),
        dominert=_klar(tavler.dominert(par, navn), INGEN_DOMINERT if len(hele) else UTEN_POENG),
        summer=_klar(tavler.med_navn(funn["summer"], navn), UTEN_VEKTER),
        bytter=_klar(tavler.byttene(funn["bytter"], navn, kriterier), "Ingen enkelt vekt kan flyttes slik at et annet alternativ kommer først." if kan else UTEN_VEKTER),
        vinner=_klar(tavler.med_navn(funn["vinner"], navn), UTEN_VEKTER),
        vektene=_klar(tavler.vektene(vekter, kriterier), UTEN_VEKTER), onsker=_onsker(t["alternativer"], grenser),
        opplysninger=_opplysninger(t, funn, navn, poeng, vekter),
    )  # fmt: skip


def poengtavle(poeng: pd.DataFrame, kriterier: pd.DataFrame) -> pd.DataFrame:
    """Snittet av poengene som andel av skalaen: alternativer i rader, kriterier i kolonner.

    Mangler et poeng, er ruta tom.

    Parametere
    ----------
    poeng, kriterier : DataFrame
        Tabellene `poeng` og `kriterier`. Endres ikke.

    Returnerer
    ----------
    DataFrame
        Verdier fra 0 (lavest) til 1 (høyest).

    Eksempel
    --------
    >>> k = pd.DataFrame({"kriterium": ["K1"], "minst": [0.0], "hoyest": [10.0]})
    >>> p = pd.DataFrame({"alternativ": ["A1", "A1"], "kriterium": ["K1", "K1"], "poeng": [8.0, 6.0]})
    >>> float(poengtavle(p, k).loc["A1", "K1"])
    0.7
    """
    koder = kriterier["kriterium"].tolist()
    snitt = poeng.pivot_table(index="alternativ", columns="kriterium", values="poeng", aggfunc="mean", sort=False)  # fmt: skip
    minst, hoyest = (kriterier.set_index("kriterium")[k].astype(float) for k in ("minst", "hoyest"))
    return snitt.reindex(columns=koder).sub(minst, axis=1).div(hoyest - minst, axis=1)


def vekttavle(vekter: pd.DataFrame, kriterier: list[str]) -> pd.DataFrame:
    """Vektene til hver gruppe med sum 1: grupper i rader, kriterier i kolonner.

    Grupper som ikke har vektet noe, er ikke med. Et kriterium gruppen ikke har vektet, får 0.

    Eksempel
    --------
    >>> v = pd.DataFrame({"gruppe": "unge", "kriterium": ["K1", "K2"], "vekt": [30.0, 10.0]})
    >>> vekttavle(v, ["K1", "K2"]).loc["unge"].tolist()
    [0.75, 0.25]
    """
    tavle = vekter.pivot_table(index="gruppe", columns="kriterium", values="vekt", aggfunc="sum", sort=False)  # fmt: skip
    tavle = tavle.reindex(columns=kriterier).fillna(0.0).astype(float)
    sum_ = tavle.sum(axis=1)
    return tavle[sum_ > 0].div(sum_[sum_ > 0], axis=0)


def dominerte(poeng: pd.DataFrame) -> list[tuple[str, str]]:
    """Finn parene (dominert, det som er bedre): minst like godt på alt og bedre på noe.

    Eksempel
    --------
    >>> dominerte(pd.DataFrame({"K1": [0.8, 0.5], "K2": [0.4, 0.4]}, index=["A1", "A2"]))
    [('A2', 'A1')]
    """
    v = poeng.to_numpy(float)
    bedre = (v[:, None, :] >= v[None]).all(axis=2) & (v[:, None, :] > v[None]).any(axis=2)
    return [(poeng.index[j], poeng.index[i]) for j in range(len(v)) for i in np.flatnonzero(bedre[:, j])]  # fmt: skip


def forste_bytte(poeng: pd.DataFrame, vekt: pd.Series, kriterium: str) -> tuple[float, str] | None:
    """Finn hvor lite én vekt må flyttes før et annet alternativ kommer først.

    De andre vektene deler resten slik de gjør i dag. Svaret er regnet ut, ikke prøvd fram: summene
    er rette linjer i vekten, og bytte skjer der to av dem møtes.

    Parametere
    ----------
    poeng : DataFrame
        Fra :func:`poengtavle`, uten tomme ruter.
    vekt : Series
        Vektene, med sum 1.
    kriterium : str

    Returnerer
    ----------
    tuple (ny vekt, ny vinner), eller None når ingen vekt mellom 0 og 1 gir en annen vinner

    Eksempel
    --------
    >>> p = pd.DataFrame({"K1": [1.0, 0.0], "K2": [0.0, 1.0]}, index=["A1", "A2"])
    >>> forste_bytte(p, pd.Series({"K1": 0.7, "K2": 0.3}), "K1")
    (0.5, 'A2')
    """
    naa = float(vekt[kriterium])
    if naa >= 1:
        return None
    resten = vekt.drop(kriterium) / (1 - naa)
    paa, uten = poeng[kriterium], poeng[resten.index] @ resten
    vinner = (poeng[vekt.index] @ vekt).idxmax()
    svar = []
    for a in poeng.index.drop(vinner):
        stigning = (paa[a] - uten[a]) - (paa[vinner] - uten[vinner])
        if abs(stigning) > 1e-12:
            ny = float((uten[vinner] - uten[a]) / stigning)
            if -1e-12 <= ny <= 1 + 1e-12:
                svar.append((abs(ny - naa), ny, str(a)))
    return (round(min(svar)[1], 10), min(svar)[2]) if svar else None


def plasser(poeng: np.ndarray, vekter: np.ndarray) -> np.ndarray:
    """Hvor ofte hvert alternativ kommer på hver plass, over mange sett av vekter eller poeng.

    Parametere
    ----------
    poeng : array, (alternativer, kriterier) eller (trekninger, alternativer, kriterier)
    vekter : array, (trekninger, kriterier) eller (kriterier,)

    Returnerer
    ----------
    array, (alternativer, plasser)
        Andeler. Hver rad og hver kolonne har sum 1. Står to likt, får den som er nevnt først, den
        beste plassen.

    Eksempel
    --------
    >>> plasser(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.7, 0.3], [0.6, 0.4]])).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    sum_ = np.einsum("...ak,...k->...a", poeng, vekter)
    rekke = np.argsort(-sum_, axis=-1, kind="stable")
    n = sum_.shape[-1]
    return np.stack([np.bincount(rekke[:, plass], minlength=n) for plass in range(n)], axis=1) / len(rekke)  # fmt: skip


def poengskritt(kriterier: pd.DataFrame) -> np.ndarray:
    """Ett poeng på hvert kriterium, som andel av skalaen.

    >>> poengskritt(pd.DataFrame({"minst": [0.0, 1.0], "hoyest": [10.0, 5.0]})).tolist()
    [0.1, 0.25]
    """
    return (1 / (kriterier["hoyest"] - kriterier["minst"]).astype(float)).to_numpy()


def _regn(poeng: pd.DataFrame, vekter: pd.DataFrame, skritt: np.ndarray, fro: int) -> dict[str, Any]:  # fmt: skip
    """Summer, bytter og hvor ofte hvert alternativ vinner, uten de dominerte."""
    snitt = vekter.mean()
    alle = pd.concat([vekter, snitt.to_frame("snitt").T])
    summer = (poeng @ alle.T).rename_axis("alternativ").reset_index().melt("alternativ", var_name="gruppe", value_name="verdi")  # fmt: skip
    summer["plass"] = summer.groupby("gruppe")["verdi"].rank(ascending=False, method="min").astype(int)  # fmt: skip
    rng, n = np.random.default_rng(fro), katalog("mulighetsstudie")["trekning"]["antall"]
    p = poeng.to_numpy(float)
    flyttet = p + rng.integers(-1, 2, (n, *p.shape)) * skritt
    blandinger = {
        "gruppene": plasser(p, rng.dirichlet(np.ones(len(vekter)), n) @ vekter.to_numpy()),
        "alle": plasser(p, rng.dirichlet(np.ones(p.shape[1]), n)),
        "poeng": plasser(flyttet, snitt.to_numpy()),
    }
    rader = [
        (a, hva, plass + 1, andel[i, plass])
        for hva, andel in blandinger.items()
        for i, a in enumerate(poeng.index)
        for plass in range(len(poeng))
    ]
    bytter = [(k, snitt[k], *b) for k in poeng if (b := forste_bytte(poeng, snitt, k))]
    return {
        "summer": summer, "vinner": pd.DataFrame(rader, columns=["alternativ", "endret", "plass", "verdi"]),
        "bytter": pd.DataFrame(bytter, columns=["kriterium", "naa", "ny", "alternativ"]),
    }  # fmt: skip


def _ingenting() -> dict[str, Any]:
    return {"summer": pd.DataFrame(), "vinner": pd.DataFrame(), "bytter": pd.DataFrame()}


def _opplysninger(t, funn, navn, poeng, vekter) -> dict[str, Any]:
    uten_poeng = [navn.get(a, a) for a in t["alternativer"]["alternativ"] if a not in poeng.dropna().index]  # fmt: skip
    null = t["alternativer"].loc[t["alternativer"]["nullalternativ"].fillna(False).astype(bool), "navn"]  # fmt: skip
    felles = {
        "uten_poeng": uten_poeng, "nullalternativ": null.tolist(), "grupper": list(vekter.index),
        "kriterier": len(t["kriterier"]), "alternativer": len(t["alternativer"]),
        "vurdert_av": t["poeng"]["vurdert_av"].dropna().unique().tolist(),
        "uten_begrunnelse": int(t["poeng"]["begrunnelse"].isna().sum()), "poeng": len(t["poeng"]),
    }  # fmt: skip
    if not len(funn["summer"]):
        return {**felles, "vinner": "", "robust": None, "grunner": (), "hos": {}, "likt": []}
    return {**felles, **_dom(funn, navn)}


def _dom(funn, navn) -> dict[str, Any]:
    """Er valget robust? Vinneren skal vinne hos alle gruppene, og når vekter og poeng flyttes."""
    krav, s = katalog("mulighetsstudie")["robust"], funn["summer"]
    forst = s.loc[s.groupby("gruppe", sort=False)["verdi"].idxmax()].set_index("gruppe")["alternativ"]  # fmt: skip
    vinner, hos = forst["snitt"], forst.drop("snitt")
    ofte = funn["vinner"].query("plass == 1").set_index(["endret", "alternativ"])["verdi"]
    snitt = s[s["gruppe"] == "snitt"].set_index("alternativ")["verdi"]
    naer = snitt[(snitt[vinner] - snitt) < krav["likt"]].index.drop(vinner)
    uenige = [g for g, a in hos.items() if a != vinner]
    grunner = (
        f"{liste(uenige)} får et annet alternativ øverst" if uenige else "",
        "vinneren skifter når vektene blandes" if ofte["gruppene", vinner] < krav["vekter"] else "",
        "vinneren skifter når poengene flyttes" if ofte["poeng", vinner] < krav["poeng"] else "",
        "to alternativer er for like til å skilles" if len(naer) else "",
    )
    grunner = tuple(g for g in grunner if g)
    return {
        "vinner": navn.get(vinner, vinner), "robust": not grunner, "grunner": grunner,
        "hos": {g: navn.get(a, a) for g, a in hos.items()}, "likt": [navn.get(a, a) for a in naer],
        "ofte": {hva: float(ofte[hva, vinner]) for hva in ("gruppene", "alle", "poeng")},
        "aldri": [navn.get(a, a) for a in snitt.index if all(ofte[h, a] == 0 for h in FLYTTET)],
    }  # fmt: skip


def _klar(tabell: pd.DataFrame, mangler: str = "Prosjektet har ingen alternativer.") -> Klarert:
    return prikking.klarer_uten_personer(tabell, UTEN_PERSONER, mangler=mangler)


def _onsker(alternativer: pd.DataFrame, grenser) -> Klarert:
    """Hvor mange beboere som ønsket hvert alternativ. Små tall og naboen deres skjules."""
    talt = alternativer.dropna(subset=["onsket_av"])
    if not len(talt):
        return _klar(pd.DataFrame(), UTEN_ONSKER)
    d = pd.DataFrame({"navn": talt["navn"], "teller": talt["onsket_av"].astype(float)})
    d = pd.concat([d, pd.DataFrame({"navn": ["I alt"], "teller": [d["teller"].sum()]})], ignore_index=True)  # fmt: skip
    return prikking.prikk(d, celle=["navn"], summer={"navn": {"I alt": talt["navn"].tolist()}}, grenser=grenser)  # fmt: skip
