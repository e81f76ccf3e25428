"""Gulltabellene med krav til bredde: aldri flere skjulte enn det som må til.

GaussSuppression hindrer at et tall kan regnes ut, men krever ingen bredde. Der svaret derfra er bredt
nok, skjuler porten like mange. Der det ikke er det, prøves alle valg med færre skjulte celler.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from metodikk.metoder.prikking import prikk
from tests.metoder.prikkhjelp import uten_gulv
from tests.metoder.test_prikkebevis import Tabell, bredde
from tests.metoder.test_prikking import BARE_TELLER, FASIT, alle_celler, blader

BREDDE = 3
FOR_SMAL_I_FASIT = "alder_land_eu"


def tabell(navn: str) -> Tabell:
    f = FASIT[navn]
    data, rader = alle_celler(f["antall"], f["kolonner"], f["summer"]), f["summer"]["rad"]
    likninger = np.array([
        [float(r in blader(rad, rader) and k in blader(kolonne, f["summer"]["kolonne"]))
         for r in f["antall"] for k in f["kolonner"]]
        for rad, kolonne in zip(data["rad"], data["kolonne"], strict=True)
    ])  # fmt: skip
    return Tabell(data, f["summer"], likninger)


def smaa(navn: str, t: Tabell) -> np.ndarray:
    antall = t.data["teller"].to_numpy()
    return np.flatnonzero(
        (antall <= FASIT[navn]["maks"]) & (FASIT[navn]["verner_nuller"] | (antall > 0))
    )


def smaleste(navn: str, t: Tabell, vist: np.ndarray) -> float:
    return min(bredde(t, vist, celle) for celle in smaa(navn, t))


def vist_i_fasit(navn: str, t: Tabell) -> np.ndarray:
    return ~(t.data["rad"] + " · " + t.data["kolonne"]).isin(FASIT[navn]["skjult"]).to_numpy()


def vist_av_porten(navn: str, t: Tabell) -> np.ndarray:
    f, valg = FASIT[navn], {**BARE_TELLER, "min_bredde": BREDDE}
    grenser = uten_gulv(min_teller=f["maks"] + 1, skjul_null=f["verner_nuller"], **valg)
    k = prikk(t.data, celle=["rad", "kolonne"], summer=t.summer, grenser=grenser)
    return k.tabell["teller"].notna().to_numpy()


@pytest.mark.parametrize("navn", FASIT)
def test_porten_gir_bredde_i_gulltabellene_med_like_faa_skjulte_som_ssb_der_det_er_mulig(navn):
    t = tabell(navn)
    fasit, vist = vist_i_fasit(navn, t), vist_av_porten(navn, t)

    assert smaleste(navn, t, vist) >= BREDDE
    assert ((~vist).sum() <= (~fasit).sum()) == (navn != FOR_SMAL_I_FASIT)


def like_celler(t: Tabell) -> list[list[int]]:
    """Celler som er summen av de samme indre cellene. Vises én av dem, er de andre kjent."""
    sett: dict[tuple, list[int]] = {}
    for celle, likning in enumerate(t.likninger):
        sett.setdefault(tuple(likning), []).append(celle)
    return [*sett.values()]


def test_ti_skjulte_er_faerrest_mulig_i_gulltabellen_der_svaret_fra_ssb_er_for_smalt():
    """Alle valg med ni skjulte celler prøves. Færre kan ikke være nok, for hver ekstra gir mer bredde."""
    t = tabell(FOR_SMAL_I_FASIT)
    smaa_celler = {*smaa(FOR_SMAL_I_FASIT, t)}
    skjules = [c for like in like_celler(t) if smaa_celler & {*like} for c in like]
    resten = [like for like in like_celler(t) if not smaa_celler & {*like}]
    flest = 9 - len(skjules)
    valg = [
        [*skjules, *itertools.chain(*v)]
        for antall in range(flest + 1) for v in itertools.combinations(resten, antall)
        if sum(map(len, v)) == flest
    ]  # fmt: skip

    def gir_bredde(skjult: list[int]) -> bool:
        vist = ~np.isin(np.arange(len(t.data)), skjult)
        return all(bredde(t, vist, c) >= BREDDE - 1e-6 for c in smaa_celler)

    assert len(valg) > 1000
    assert not any(gir_bredde(v) for v in valg)
    assert smaleste(FOR_SMAL_I_FASIT, t, vist_i_fasit(FOR_SMAL_I_FASIT, t)) == pytest.approx(2)
    assert (~vist_av_porten(FOR_SMAL_I_FASIT, t)).sum() == 10
