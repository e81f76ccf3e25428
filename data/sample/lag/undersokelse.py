"""Innbyggerundersøkelsen: kodebok, to runder og svarene, med skjevt frafall."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .felles import innhold

SVARGRUPPE = {
    "16–19 år": "16–34 år", "20–34 år": "16–34 år", "35–49 år": "35–49 år", "50–66 år": "50–66 år",
    "67–79 år": "67 år og over", "80 år og over": "67 år og over",
}  # fmt: skip
ALDER = {"16–34 år": -1, "35–49 år": 0, "50–66 år": 1, "67 år og over": 2}
RUNDER = (2019, 2025)
VET_IKKE, BLANK = 0.03, 0.01
HELHET = {"trives": "ja"}
NABOER = {
    "tema": "annet",
    "tekst": "Hvor fornøyd er du med kontakten med naboene?",
}  # svarene: se apne_svar.py


def kodebok() -> pd.DataFrame:
    """Ett spørsmål per rad. Alle har skalaen 1–5 der 4 og 5 er fornøyd."""
    rader = [
        (
            kode,
            s["tema"],
            s["tekst"],
            1,
            5,
            4,
            9,
            "; ".join(map(str, s.get("runder", RUNDER))),
            HELHET.get(kode, ""),
        )
        for kode, s in (*innhold("undersokelse")["sporsmal"].items(), ("naboer", NABOER))
    ]
    return pd.DataFrame(
        rader,
        columns=[
            "sporsmal",
            "tema",
            "tekst",
            "minst",
            "hoyest",
            "fornoyd_fra",
            "vet_ikke",
            "runder",
            "helhet",
        ],
    )


def runder() -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                int(aar),
                r["modus"],
                r["trekkmaate"],
                r["invitert_omraade"] + r["invitert_resten"],
                "",
            )
            for aar, r in innhold("undersokelse")["runder"].items()
        ],
        columns=["runde", "modus", "trekkmaate", "invitert", "gjelder"],
    )


def voksne(folk: pd.DataFrame, aar: int) -> pd.DataFrame:
    """Befolkningen 16 år og over i svargruppene, én rad per sone, gruppe og kjønn."""
    aktuelle = folk[(folk["aar"] == aar) & folk["aldersgruppe"].isin(SVARGRUPPE)]
    grupper = aktuelle.assign(aldersgruppe=aktuelle["aldersgruppe"].map(SVARGRUPPE))
    samlet = grupper.groupby(["sone", "aldersgruppe", "kjonn"], as_index=False)["antall"].sum()
    return samlet.assign(i_omraadet=samlet["sone"].isin(innhold("sannheter")["omraade"]))


def svar(folk: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Trekk svarene for begge rundene."""
    deler = [_runde(voksne(folk, aar), aar, rng) for aar in RUNDER]
    return pd.concat(deler, ignore_index=True)


def _runde(celler: pd.DataFrame, aar: int, rng: np.random.Generator) -> pd.DataFrame:
    oppsett = innhold("undersokelse")["runder"][str(aar)]
    deler = []
    for sted, i_omraadet in (("omraade", True), ("resten", False)):
        her = celler[celler["i_omraadet"] == i_omraadet].reset_index(drop=True)
        valgt = rng.choice(len(her), size=oppsett[sted], p=_svarsjanse(her))
        vekt = round(her["antall"].sum() / oppsett[f"invitert_{sted}"], 2)
        deler.append(her.iloc[valgt].assign(vekt=vekt))
    personer = pd.concat(deler).sample(frac=1, random_state=rng).reset_index(drop=True)
    personer["runde"] = aar
    personer["respondent"] = [f"{aar % 100}-{i:04d}" for i in range(1, len(personer) + 1)]
    return _besvar(personer, aar, rng)


def _svarsjanse(celler: pd.DataFrame) -> np.ndarray:
    vilje = innhold("undersokelse")["svarvilje"]
    menn = np.where(celler["kjonn"] == "menn", vilje["menn"], 1.0)
    vekt = celler["antall"] * celler["aldersgruppe"].map(vilje) * menn
    return (vekt / vekt.sum()).to_numpy()


def sannsynlighet(celler: pd.DataFrame, sporsmal: dict, aar: int) -> pd.Series:
    """Sannsynligheten for et fornøyd svar i hver rad."""
    i_omraadet = celler["i_omraadet"].astype(float)
    return (
        sporsmal["nivaa"]
        + sporsmal["omraade"] * i_omraadet
        + sporsmal["per_alder"] * celler["aldersgruppe"].map(ALDER)
        + sporsmal["menn"] * (celler["kjonn"] == "menn")
        + sporsmal["endring"] * i_omraadet * (aar == RUNDER[-1])
    ).clip(0.02, 0.98)


def _besvar(personer: pd.DataFrame, aar: int, rng: np.random.Generator) -> pd.DataFrame:
    humor = rng.normal(0, 0.06, size=len(personer))
    svarene = {}
    for kode, sporsmal in innhold("undersokelse")["sporsmal"].items():
        if aar in sporsmal.get("runder", RUNDER):
            sjanse = (sannsynlighet(personer, sporsmal, aar) + humor).clip(0.01, 0.99)
            svarene[kode] = _skala(sjanse.to_numpy(), rng)
        else:
            svarene[kode] = [""] * len(personer)
    kolonner = ["respondent", "runde", "sone", "kjonn", "aldersgruppe", "vekt"]
    return pd.concat([personer[kolonner], pd.DataFrame(svarene, dtype=object)], axis=1)


def _skala(sjanse: np.ndarray, rng: np.random.Generator) -> list:
    """Gjør sjansen for å være fornøyd om til svar 1–5, noen «vet ikke» (9) og noen blanke."""
    n = len(sjanse)
    fornoyd = rng.random(n) < sjanse
    hoyt = rng.choice([4, 5], size=n, p=[0.6, 0.4])
    lavt = rng.choice([1, 2, 3], size=n, p=[0.15, 0.35, 0.5])
    verdi = np.where(fornoyd, hoyt, lavt)
    lodd = rng.random(n)
    verdi = np.where(lodd < VET_IKKE, 9, verdi)
    return ["" if lodd[i] > 1 - BLANK else int(verdi[i]) for i in range(n)]


def sanne_andeler(folk: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Andelen fornøyde i hele befolkningen i området, slik den er når alle har svart."""
    fasit: dict[str, dict[str, float]] = {}
    for aar in RUNDER:
        celler = voksne(folk, aar).query("i_omraadet")
        for kode, sporsmal in innhold("undersokelse")["sporsmal"].items():
            if aar in sporsmal.get("runder", RUNDER):
                p = sannsynlighet(celler, sporsmal, aar)
                fasit.setdefault(kode, {})[str(aar)] = round(
                    float(np.average(p, weights=celler["antall"])), 4
                )
    return fasit
