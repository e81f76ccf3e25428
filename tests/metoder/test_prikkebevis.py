"""Porten prøvd mot en angriper som er skrevet uten motoren: rang av likninger og lineær programmering."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from metodikk.metoder.prikking import Grenser, prikk

FAA, MANGE = 10, 1000
STOR = 7  # Frøet som gir en tabell med tre dimensjoner. Den er tung å angripe.
GRENSER = Grenser.fra("standard", min_nevner=30)


@dataclass(frozen=True)
class Tabell:
    """En tilfeldig tabell: cellene, summene som binder dem, og likningen bak hver celle."""

    data: pd.DataFrame
    summer: dict
    likninger: np.ndarray


def tilfeldig_hierarki(rng: np.random.Generator, navn: str) -> tuple[list[str], dict]:
    blader = [f"{navn}{i}" for i in range(rng.integers(2, 5))]
    summer = {f"{navn} alle": blader}
    if len(blader) > 2 and rng.random() < 0.6:
        summer = {f"{navn} del": blader[:2], f"{navn} alle": [f"{navn} del", *blader[2:]]}
    if len(blader) > 3 and rng.random() < 0.4:
        summer[f"{navn} kryss"] = blader[1:3]
    return blader, summer


def utfoldet(verdi: str, summer: dict) -> set[str]:
    return {b for d in summer[verdi] for b in utfoldet(d, summer)} if verdi in summer else {verdi}


def tilfeldig_tabell(fro: int) -> Tabell:
    rng = np.random.default_rng(fro)
    dimensjoner = ["sone", "alder", "kjonn"][: rng.choice([1, 2, 2, 2, 3])]
    blader, summer = zip(*(tilfeldig_hierarki(rng, d) for d in dimensjoner), strict=True)
    indre = pd.MultiIndex.from_product(blader, names=dimensjoner).to_frame(index=False)
    antall = rng.poisson(rng.gamma(1.2, 8, len(indre))) * (rng.random(len(indre)) > 0.15)
    verdier = [[*b, *s] for b, s in zip(blader, summer, strict=True)]
    celler = pd.MultiIndex.from_product(verdier, names=dimensjoner).to_frame(index=False)
    celler = celler[rng.random(len(celler)) > 0.1].reset_index(drop=True)
    likninger = np.array([
        np.prod([indre[d].isin(utfoldet(r[d], s)).to_numpy() for d, s in zip(dimensjoner, summer, strict=True)], axis=0)
        for _, r in celler.iterrows()
    ], dtype=float)  # fmt: skip
    return Tabell(
        celler.assign(teller=likninger @ antall),
        dict(zip(dimensjoner, summer, strict=True)),
        likninger,
    )


def bredde(t: Tabell, vist: np.ndarray, celle: int) -> float:
    """Avstanden mellom den minste og den største verdien cellen kan ha. 0 når den kan regnes ut."""
    kjent, svar, rad = t.likninger[vist], t.data["teller"].to_numpy()[vist], t.likninger[celle]
    if len(kjent) and np.linalg.matrix_rank(np.vstack([kjent, rad])) == np.linalg.matrix_rank(
        kjent
    ):
        return 0.0
    ender = [
        linprog(f * rad, A_eq=kjent if len(kjent) else None, b_eq=svar if len(kjent) else None)
        for f in (1, -1)
    ]
    if any(e.status == 3 for e in ender):
        return np.inf
    return -ender[1].fun - ender[0].fun


def prikket(t: Tabell, grenser: Grenser = GRENSER):
    return prikk(t.data, celle=list(t.summer), summer=t.summer, grenser=grenser)


def smale(t: Tabell, grenser: Grenser = GRENSER) -> list[int]:
    k = prikket(t, grenser)
    vist = k.tabell["teller"].notna().to_numpy()
    vernet = np.flatnonzero((t.data["teller"] < GRENSER.min_teller).to_numpy())
    return [c for c in vernet if bredde(t, vist, c) < GRENSER.min_bredde - 1e-6]


@pytest.mark.parametrize(
    "fro", [pytest.param(f, marks=pytest.mark.treg) if f == STOR else f for f in range(FAA)]
)
def test_ingen_liten_celle_kan_regnes_ut_eller_snevres_inn(fro):
    assert smale(tilfeldig_tabell(fro)) == []


def unodige(t: Tabell) -> list[int]:
    """Naboene som kunne vært vist uten at noen vernet celle ble røpt."""
    k = prikket(t)
    vist = k.tabell["teller"].notna().to_numpy()
    liten = (t.data["teller"] < GRENSER.min_teller).to_numpy()
    funnet = []
    for celle in np.flatnonzero(~vist & ~liten):
        med = vist.copy()
        med[celle] = True
        if all(bredde(t, med, v) >= GRENSER.min_bredde - 1e-6 for v in np.flatnonzero(liten)):
            funnet.append(celle)
    return funnet


@pytest.mark.parametrize("fro", range(6))
def test_ingen_nabo_er_skjult_uten_at_vernet_trenger_den(fro):
    assert unodige(tilfeldig_tabell(fro)) == []


@pytest.mark.treg
def test_ingen_liten_celle_i_tusen_tilfeldige_tabeller_kan_regnes_ut_eller_snevres_inn():
    assert {fro: s for fro in range(FAA, FAA + MANGE) if (s := smale(tilfeldig_tabell(fro)))} == {}


def paa_grensen() -> pd.DataFrame:
    """Alle antall fra 0 til 12 av alle grupper fra 1 til 60, hver i sin sone."""
    par = [(t, n) for n in range(1, 61) for t in range(min(n, 12) + 1)] + [(n - r, n) for n in range(30, 61) for r in range(13)]  # fmt: skip
    d = pd.DataFrame(sorted(set(par)), columns=["teller", "nevner"]).astype(float)
    return d.assign(sone=[f"z{i}" for i in range(len(d))], verdi=d["teller"] / d["nevner"])


def vist_mot_reglene(data: pd.DataFrame, grenser: Grenser) -> int:
    """Hvor mange celler som er vist selv om profilen «standard» sier nei. Regnet uten motoren."""
    k = prikk(data, celle=["sone"], grenser=grenser).tabell
    sant, standard = data.set_index("sone"), Grenser.fra("standard")
    vist = k.set_index("sone")["teller"].notna()
    liten = (
        (sant["teller"] < standard.min_teller)
        | (sant["nevner"] - sant["teller"] < standard.min_rest)
        | (sant["nevner"] < standard.min_nevner)
    )
    return int((vist & liten).sum())


def test_ingen_celle_vises_mot_reglene_i_hele_grenseomraadet():
    assert vist_mot_reglene(paa_grensen(), Grenser.fra("standard")) == 0


@pytest.mark.parametrize("grense", ["min_teller", "min_rest", "min_nevner"])
def test_en_grense_som_er_en_for_lav_blir_oppdaget(grense):
    standard = Grenser.fra("standard")

    assert vist_mot_reglene(
        paa_grensen(), replace(standard, **{grense: getattr(standard, grense) - 1})
    )


def test_et_krav_til_bredde_som_er_en_for_lavt_blir_oppdaget():
    slappere = replace(GRENSER, min_bredde=GRENSER.min_bredde - 1)

    assert any(smale(tilfeldig_tabell(fro), slappere) for fro in range(FAA))
