"""Forskjøvet oppstart: samme svar som R-pakken `did` på datasettet mpdta."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import forskjovet

NAVN = {"enhet": "countyreal", "tid": "year", "verdi": "lemp", "kull": "first.treat"}
SAMLET = {"enkel": "simple", "kull": "group", "hendelsestid": "dynamic", "kalender": "calendar"}


@pytest.fixture(scope="module", params=[("aldri", "nev"), ("ikke_enda", "nyt")], ids=lambda p: p[0])
def mpdta(request, testdata):
    maate, kode = request.param
    fasit = testdata("m_did_csdid_ref")
    data = pd.read_csv(testdata("m_did_mpdta") / "mpdta.csv")
    ref = {
        navn: pd.read_csv(fasit / f"ref_{navn}.csv").query(f"scenario == 'mpdta_{kode}_dr'")
        for navn in ("attgt", "aggte", "pretest")
    }
    return forskjovet.att(data, **NAVN, sammenlikning=maate), ref


def test_effekt_og_standardfeil_for_hvert_kull_og_aar_er_som_i_r(mpdta):
    svar, ref = mpdta

    np.testing.assert_allclose(svar.tabell["verdi"], ref["attgt"]["att"], atol=1e-12)
    np.testing.assert_allclose(svar.tabell["se"], ref["attgt"]["se"], atol=1e-12)


@pytest.mark.parametrize("etter", SAMLET)
def test_samlet_effekt_er_som_i_r(mpdta, etter):
    svar, ref = mpdta
    ventet = ref["aggte"].query(f"type == '{SAMLET[etter]}'")

    samlet = forskjovet.samle(svar, etter=etter)

    assert samlet["verdi"].iloc[-1] == pytest.approx(ventet["overall_att"].iloc[0], abs=1e-12)
    assert samlet["se"].iloc[-1] == pytest.approx(ventet["overall_se"].iloc[0], abs=1e-12)
    if etter != "enkel":
        np.testing.assert_allclose(samlet["verdi"][:-1], ventet["att_egt"], atol=1e-12)
        np.testing.assert_allclose(samlet["se"][:-1], ventet["se_egt"], atol=1e-12)


def test_prove_av_utviklingen_foer_oppstart_er_som_i_r(mpdta):
    svar, ref = mpdta

    assert svar.p_for == pytest.approx(ref["pretest"]["Wpval"].iloc[0], abs=1e-4)


def _panel(kull):
    rader = [(s, a, float(a + i), k) for i, (s, k) in enumerate(kull.items()) for a in (1, 2, 3)]
    return pd.DataFrame(rader, columns=["sone", "aar", "verdi", "kull"])


def test_alle_med_i_programmet_gir_feil():
    with pytest.raises(DataFeil, match="K857"):
        forskjovet.att(_panel({"A": 2, "B": 2}))


def test_hull_i_tidsserien_gir_feil():
    with pytest.raises(DataFeil, match="K856"):
        forskjovet.att(_panel({"A": 2, "B": 0}).drop(index=1))


def test_kull_etter_siste_aar_teller_som_aldri_med():
    svar = forskjovet.att(_panel({"A": 2, "B": 9, "C": 0}))

    assert set(svar.tabell["kull"]) == {2}


def test_lik_utvikling_gir_null_effekt_og_endrer_ikke_inndata():
    data = _panel({"A": 3, "B": 0, "C": 3, "D": 0})
    foer = data.copy()

    svar = forskjovet.att(data)

    assert svar.tabell["verdi"].abs().max() == 0
    pd.testing.assert_frame_equal(data, foer)
