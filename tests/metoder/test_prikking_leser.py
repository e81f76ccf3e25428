"""Det leseren kan regne seg fram til, prøvd mot lineær programmering på hele tabellen for hver celle."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linprog

from metodikk.metoder.prikking import _leser as leser
from metodikk.metoder.prikking import _motor as motor
from tests.ytelse.test_prikking_ytelse import to_hierarkier

BREDDE = 3
FORMER = [(10, 4, 12), (9, 2, 16), (8, 6, 14)]


@cache
def prikket(form: tuple[int, int, int]):
    """En tabell der ingen liten celle kan regnes ut, men noen har for smalt intervall."""
    data, summer = to_hierarkier(*form)
    x = motor.indre_celler(data[["sone", "alder"]], summer)
    antall = data["teller"].to_numpy(float)
    smaa = antall < 5
    rang = motor.rekkefolge(x, antall, np.zeros(len(antall), dtype=bool))
    vist = ~smaa
    vist[[*motor.skjul_naboer(x, smaa, rang[vist[rang]])]] = False
    return x, antall, vist, np.flatnonzero(smaa)


@cache
def fasit(form: tuple[int, int, int]) -> list[bool]:
    x, antall, vist, vernede = prikket(form)
    kjent, svar = x[np.flatnonzero(vist)], antall[vist]

    def ende(celle: int, fortegn: int) -> float:
        return linprog(fortegn * x[[celle]].toarray().ravel(), A_eq=kjent, b_eq=svar).fun

    return [-ende(c, -1) - ende(c, 1) < BREDDE - 1e-6 for c in vernede]


@pytest.mark.parametrize(
    "form", [FORMER[1], *(pytest.param(f, marks=pytest.mark.treg) for f in FORMER[::2])]
)
@pytest.mark.parametrize("uten", ["", "RUNDER", "STRAMMES", "REGNES_HVER_FOR_SEG"])
def test_de_samme_cellene_er_for_smale_hvilken_vei_det_enn_bevises(monkeypatch, form, uten):
    """Uten flyttingen må hver celle regnes i omegnen sin, uten grensene må alt regnes."""
    if uten:
        monkeypatch.setattr(leser, uten, 0)
    x, antall, vist, vernede = prikket(form)

    smale = leser.for_smale(leser.Leser.av(x, antall, vist, vernede), BREDDE)

    assert any(fasit(form))
    assert smale.tolist() == fasit(form)


def test_ingen_svar_naar_summen_ikke_stemmer_med_delene():
    x = sparse.csr_matrix([[1, 0, 0], [1, 1, 0], [1, 1, 1]])
    vist, vernede = np.array([False, True, True]), np.array([0])

    stemmer = leser.Leser.av(x, np.array([2.0, 30, 40]), vist, vernede)
    stemmer_ikke = leser.Leser.av(x, np.array([2.0, 30, 20]), vist, vernede)

    assert leser.for_smale(stemmer, BREDDE).tolist() == [False]
    assert leser.for_smale(stemmer_ikke, BREDDE) is None


def test_et_tall_uten_ovre_grense_er_bredt_nok():
    x = sparse.csr_matrix([[1, 0], [0, 1]])

    bare_delene = leser.Leser.av(x, np.array([2.0, 30]), np.array([False, True]), np.array([0]))

    assert leser.for_smale(bare_delene, BREDDE).tolist() == [False]


def test_forenkling_endrer_ikke_hva_likningene_sier():
    x, antall, vist, _ = prikket(FORMER[0])
    likninger = x[np.flatnonzero(vist)]

    korte, trukket = leser.forenkle(likninger)

    assert (korte != trukket @ likninger).nnz == 0
    assert korte.nnz < likninger.nnz / 2
    assert np.linalg.matrix_rank(trukket.toarray()) == len(antall[vist])
