"""Behovene mot ressursene: hva som er dekket, hva som kan dekkes, og hvilke koblinger som foreslås."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import HARDT, liste, tall
from metodikk.metoder import romlig

DEKKER = "dekker behov"
INGEN_KAN, INGEN, EN, FLERE = (
    "ingen kan dekke",
    "ingen dekker i dag",
    "bare én dekker",
    "flere dekker",
)
ALTERNATIVER = 3
VIKTIGHET = {3: "Haster", 2: "Viktig", 1: "Fint å få til"}


def dekning(ressurser: pd.DataFrame, behov: pd.DataFrame, koblinger: pd.DataFrame) -> pd.DataFrame:
    """Si for hvert behov hvem som dekker det i dag, og hvor mange som arbeider med det samme.

    `kan_dekke` er ressurser som arbeider med minst halvparten av det behovet handler om.
    """
    navn = dict(zip(ressurser["ressurs"], ressurser["navn"], strict=True))
    i_dag = _i_dag(koblinger, navn)
    felles = felles_tema(ressurser, behov) > 0
    rader = []
    for i, b in enumerate(behov.itertuples()):
        dekker = i_dag.get(b.behov, [])
        kan = [r for r, f in zip(ressurser["ressurs"], felles[i], strict=True) if f or r in dekker]
        rader.append((b.behov, b.tekst, b.tema, b.sone, b.viktighet, b.kilde, b.maalt_med, liste([navn[r] for r in dekker]),
                      len(dekker), len(kan), navn[kan[0]] if len(kan) == 1 else "", _status(dekker, kan)))  # fmt: skip
    ut = pd.DataFrame(rader, columns=[
        "behov", "tekst", "tema", "sone", "viktighet", "kilde", "maalt_med", "dekkes_av", "antall_dekker",
        "kan_dekke", "eneste", "status",
    ])  # fmt: skip
    ut["dekning"] = ut["status"].str.capitalize()
    ut["haster"] = ut["viktighet"].map(VIKTIGHET).fillna("")
    rang = ut["status"].map({INGEN_KAN: 0, INGEN: 1, EN: 2, FLERE: 3})
    orden = np.lexsort((ut["behov"], -ut["viktighet"].to_numpy(float), rang))
    return ut.iloc[orden].reset_index(drop=True)


def _i_dag(koblinger: pd.DataFrame, navn: Mapping[str, str]) -> dict[str, list[str]]:
    par = koblinger[(koblinger["type"] == DEKKER) & koblinger["fra"].isin(list(navn))]
    par = par.drop_duplicates(["fra", "til"])
    return {str(b): sorted(p["fra"]) for b, p in par.groupby("til")}


def _status(dekker: Sequence[str], kan: Sequence[str]) -> str:
    if not kan:
        return INGEN_KAN
    return (INGEN, EN)[len(dekker)] if len(dekker) < 2 else FLERE


def felles_tema(ressurser: pd.DataFrame, behov: pd.DataFrame) -> np.ndarray:
    """Hvor stor del av behovets temaer hver ressurs arbeider med: behov i rader, ressurser i kolonner.

    Et tema få ressurser har, sier mer enn et mange har. Under halvparten felles regnes som null.
    """
    antall = ressurser["tema"].explode().value_counts()
    vekt = {
        t: np.log1p(len(ressurser) / max(antall.get(t, 0), 1)) for b in behov["tema"] for t in b
    }
    egne = [set(t) for t in ressurser["tema"]]
    del_ = np.array([
        [sum(vekt[t] for t in set(b) & r) / max(sum(vekt[t] for t in set(b)), 1e-9) for r in egne] for b in behov["tema"]
    ]).reshape(len(behov), len(ressurser))  # fmt: skip
    return np.where(del_ < katalog("ressurskart")["tema"]["minst"], 0.0, del_)


def felles_ord(ressurser: pd.DataFrame, behov: pd.DataFrame) -> list[list[list[str]]]:
    """Ordene i behovet som ressursen også nevner: behov i rader, ressurser i kolonner."""
    hva = ressurser[["navn", "tilbud", "planer", "potensial"]].fillna("").agg(" ".join, axis=1)
    nevner = [set(_stammer(t)) for t in hva]
    return [[[o for s, o in _stammer(t).items() if s in n] for n in nevner] for t in behov["tekst"]]


def _stammer(tekst: str) -> dict[str, str]:
    """Begynnelsen av hvert ord som betyr noe → ordet, i den rekkefølgen de står."""
    k = katalog("ressurskart")["ord"]
    ut: dict[str, str] = {}
    for ord_ in re.findall(rf"[A-ZÆØÅa-zæøå]{{{k['minst']},}}", tekst):
        if (lite := ord_.lower()) not in k["ser_bort_fra"]:
            ut.setdefault(lite[: k["lengde"]], ord_ if ut else lite)
    return ut


def meter(ressurser: pd.DataFrame, behov: pd.DataFrame, punkter: pd.DataFrame | None,
          omraade: Sequence[str]) -> np.ndarray:  # fmt: skip
    """Avstanden i luftlinje fra sonen behovet gjelder, til hver ressurs. Uten sone: fra nærmeste del av området."""
    ut = np.full((len(behov), len(ressurser)), np.nan)
    if punkter is None or not len(ressurser):
        return ut
    alle = romlig.avstander(punkter, ressurser)
    soner = punkter["sone"].tolist()
    for i, sone in enumerate(behov["sone"]):
        fra = [soner.index(s) for s in ([sone] if sone in soner else omraade) if s in soner]
        if fra:
            ut[i] = alle[fra].min(axis=0)
    return ut


def poeng(
    ressurser: pd.DataFrame, behov: pd.DataFrame, avstand: np.ndarray, omraade: Sequence[str]
) -> np.ndarray:
    """Hvor godt hver ressurs passer til hvert behov, fra 0 til 1. Null uten felles tema."""
    v, g = katalog("ressurskart")["vekt"], katalog("ressurskart")["avstand"]
    tema = felles_tema(ressurser, behov)
    naer = np.clip((g["fjern"] - avstand) / (g["fjern"] - g["naer"]), 0, 1)
    naer = np.where(np.isnan(avstand), _naer_uten_kart(ressurser, behov, omraade), naer)
    nevner = np.array([[min(len(o), 2) / 2 for o in rad] for rad in felles_ord(ressurser, behov)])
    sier = {
        k: (ressurser[k].fillna("").str.strip() != "").to_numpy(float)
        for k in ("potensial", "planer")
    }
    flere = (ressurser["ledig"] > 0).to_numpy(float)
    sum_ = v["tema"] * tema + v["naerhet"] * naer + v["kapasitet"] * flere
    sum_ += v["ord"] * nevner.reshape(tema.shape)
    sum_ += v["potensial"] * sier["potensial"] + v["planer"] * sier["planer"]
    return np.where(tema > 0, sum_, 0.0)


def _naer_uten_kart(ressurser, behov, omraade) -> np.ndarray:
    inne = ressurser["sone"].isin(list(omraade)).to_numpy()
    samme = behov["sone"].to_numpy(object)[:, None] == ressurser["sone"].to_numpy(object)[None, :]
    return np.where(samme, 1.0, np.where(inne, 0.7, 0.3))


def med_ledig(ressurser: pd.DataFrame, koblinger: pd.DataFrame) -> pd.DataFrame:
    """Legg til `ledig`: kapasiteten minus behovene ressursen dekker i dag. Ukjent kapasitet regnes som én."""
    brukt = (
        koblinger[koblinger["type"] == DEKKER].drop_duplicates(["fra", "til"])["fra"].value_counts()
    )
    kapasitet = ressurser["kapasitet"].astype(float).fillna(1)
    return ressurser.assign(
        ledig=(kapasitet - ressurser["ressurs"].map(brukt).fillna(0)).clip(lower=0)
    )


def tildel(
    poeng_: np.ndarray, viktig: np.ndarray, ledig: np.ndarray, opptatt: np.ndarray
) -> dict[int, int]:
    """Fordel ressursene på behovene slik at de samlede poengene blir høyest, innenfor kapasiteten.

    Hvert behov får høyst én ressurs. `opptatt` er par som er koblet fra før.

    Eksempel
    --------
    >>> tildel(np.array([[0.9, 0.8], [0.8, 0.1]]), np.ones(2), np.ones(2), np.zeros((2, 2), bool))
    {0: 1, 1: 0}
    """
    from scipy.optimize import linear_sum_assignment

    plasser = np.repeat(np.arange(len(ledig)), np.minimum(ledig, len(poeng_)).astype(int))
    verdi = np.where(opptatt, 0.0, poeng_ * viktig[:, None])[:, plasser]
    behov, plass = linear_sum_assignment(verdi, maximize=True)
    return {int(b): int(plasser[p]) for b, p in zip(behov, plass, strict=True) if verdi[b, p] > 0}


def flest_mulige(kan: np.ndarray, ledig: np.ndarray) -> int:
    """Det høyeste antallet behov som kan få en ressurs hver, innenfor kapasiteten (heltallsprogram).

    Eksempel
    --------
    >>> flest_mulige(np.array([[True, True], [True, False], [True, False]]), np.array([1, 1]))
    2
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    b, r = np.nonzero(kan)
    if not len(b):
        return 0
    per_behov = np.equal.outer(np.arange(kan.shape[0]), b).astype(float)
    per_ressurs = np.equal.outer(np.arange(kan.shape[1]), r).astype(float)
    svar = milp(
        -np.ones(len(b)), integrality=np.ones(len(b)), bounds=Bounds(0, 1),
        constraints=[LinearConstraint(per_behov, ub=1), LinearConstraint(per_ressurs, ub=ledig)],
    )  # fmt: skip
    return round(-svar.fun)


def forslag(
    ressurser: pd.DataFrame, behov: pd.DataFrame, koblinger: pd.DataFrame, status: pd.DataFrame,
    avstand: np.ndarray, omraade: Sequence[str],
) -> tuple[pd.DataFrame, int]:  # fmt: skip
    """Foreslå én ny kobling for hvert behov, med grunn og alternativer.

    Returnerer tabellen og hvor mange behov som høyst kan få en ny kobling samtidig.
    """
    p = poeng(ressurser, behov, avstand, omraade)
    par = set(zip(koblinger["fra"], koblinger["til"], strict=True))
    opptatt = np.array(
        [[(r, b) in par for r in ressurser["ressurs"]] for b in behov["behov"]]
    ).reshape(p.shape)
    ledig = ressurser["ledig"].to_numpy(float)
    foran = katalog("ressurskart")["foran"]
    grad = status.set_index("behov")["status"].map(
        {INGEN_KAN: foran["ingen"], INGEN: foran["ingen"], EN: foran["en"]}
    )
    viktig = (
        behov["viktighet"].fillna(1).to_numpy(float)
        * behov["behov"].map(grad).fillna(foran["flere"]).to_numpy()
    )
    valgt = tildel(p, viktig, ledig, opptatt)
    navn, ordene = ressurser["navn"].tolist(), felles_ord(ressurser, behov)
    rader = []
    for b, r in sorted(valgt.items(), key=lambda t: (-viktig[t[0]], -p[t[0], t[1]])):
        andre = [
            j
            for j in np.argsort(-p[b], kind="stable")
            if p[b, j] > 0 and not opptatt[b, j] and j != r
        ]
        rader.append((behov["behov"].iloc[b], behov["tekst"].iloc[b], ressurser["ressurs"].iloc[r], navn[r],
                      grunn(ressurser.iloc[r], behov.iloc[b], avstand[b, r], ordene[b][r]), _alternativer(navn, andre), p[b, r]))  # fmt: skip
    tabell = pd.DataFrame(
        rader, columns=["behov", "tekst", "ressurs", "navn", "grunn", "alternativer", "poeng"]
    )
    tabell["status"] = tabell["behov"].map(status.set_index("behov")["status"])
    tabell["dekning"] = tabell["status"].str.capitalize()
    tabell["type"] = tabell["ressurs"].map(ressurser.set_index("ressurs")["type"])
    return tabell, flest_mulige((p > 0) & ~opptatt & (ledig > 0), ledig)


def _alternativer(navn: Sequence[str], andre: Sequence[int]) -> str:
    return "; ".join(navn[j] for j in andre[:ALTERNATIVER])


def grunn(ressurs: pd.Series, behov: pd.Series, avstand: float, ordene: Sequence[str] = ()) -> str:
    """Begrunn en foreslått kobling i ord, av det ressursen selv har oppgitt."""
    felles = [t for t in behov["tema"] if t in set(ressurs["tema"])]
    deler = [
        f"Arbeider med {liste(felles)}.",
        f"Nevner det samme: {liste(list(ordene))}." if ordene else "",
        _hvor_langt(avstand),
    ]
    deler += [f"{ord_}: {t.strip().rstrip('.')}." for ord_, k in (("Potensial", "potensial"), ("Planer", "planer"))
              if isinstance(t := ressurs[k], str) and t.strip()]  # fmt: skip
    ledig = int(ressurs["ledig"]) if pd.notna(ressurs["kapasitet"]) else 0
    deler.append(
        f"Kapasitet til {'ett' if ledig == 1 else tall(ledig)}{HARDT}behov til." if ledig else ""
    )
    return " ".join(d for d in deler if d)


def _hvor_langt(avstand: float) -> str:
    if np.isnan(avstand):
        return ""
    if avstand < 950:
        return f"Om lag {tall(max(round(avstand, -2), 100))}{HARDT}meter unna."
    return f"Om lag {tall(avstand / 1000, 1)}{HARDT}kilometer unna."
