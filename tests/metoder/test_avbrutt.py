"""Avbrutt tidsserie: røykeforbudet på Sicilia, og vaktene."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder.avbrutt import avbrutt_tidsserie
from tests.conftest import ROT

FORBUDET = 37  # januar 2005


@pytest.fixture(scope="module")
def sicilia():
    return pd.read_csv(ROT / "tests" / "fasit" / "sicilia.csv")


def test_sicilia_uten_sesong_gir_forholdet_i_artikkelen(sicilia):
    """Lopez Bernal mfl. (2017): 0,894. Kvasi-Poisson fordi spredningen er 3,56."""
    svar = avbrutt_tidsserie(sicilia, FORBUDET)

    assert svar.forhold == pytest.approx(0.894377, abs=1e-6)
    assert svar.overspredning == pytest.approx(3.559, abs=1e-3)
    assert (svar.nedre, svar.ovre) == pytest.approx((0.839189, 0.953193), abs=2e-6)


def test_sicilia_med_sesong_gir_forholdet_i_artikkelen(sicilia):
    """Lopez Bernal mfl. (2017): 0,885 (0,839–0,933)."""
    svar = avbrutt_tidsserie(sicilia, FORBUDET, sesong=12)

    assert svar.forhold == pytest.approx(0.885072, abs=1e-6)
    assert (svar.nedre, svar.ovre) == pytest.approx((0.839401, 0.933227), abs=2e-6)


def _serie(antall=20, hopp=0.0, fro=1, nevner=5000.0):
    rng = np.random.default_rng(fro)
    tid = np.arange(1, antall + 1)
    rate = 0.05 * np.exp(0.005 * tid + hopp * (tid > antall / 2))
    return pd.DataFrame(
        {"tid": tid, "teller": rng.poisson(rate * nevner).astype(float), "nevner": nevner}
    )


def test_intervallet_dekker_sannheten_omtrent_saa_ofte_som_lovet():
    svar = [avbrutt_tidsserie(_serie(40, np.log(0.8), i), 21) for i in range(100)]

    assert np.mean([s.nedre <= 0.8 <= s.ovre for s in svar]) >= 0.88


def test_uten_endring_er_forholdet_naer_en():
    assert avbrutt_tidsserie(_serie(nevner=1e7), 11).forhold == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("start", [5, 17])
def test_under_aatte_tidspunkter_paa_en_side_stoppes(start):
    with pytest.raises(DataFeil, match="K889"):
        avbrutt_tidsserie(_serie(), start)


def test_manglende_sammenlikning_og_sesong_blir_alltid_sagt(sicilia):
    advarsler = " ".join(avbrutt_tidsserie(sicilia, FORBUDET).advarsler)

    assert "ingen sammenlikning" in advarsler
    assert "Sesongen" in advarsler
    assert "bredere" in advarsler


def test_linjen_uten_tiltak_er_lik_modellen_foer_start(sicilia):
    t = avbrutt_tidsserie(sicilia, FORBUDET).tabell

    assert (t["modell"] == t["uten_tiltak"]).tolist() == (t["tid"] < FORBUDET).tolist()


def test_hull_i_serien_taales_og_inndata_endres_ikke():
    data = _serie(24)
    data.loc[3, "teller"] = np.nan
    foer = data.copy()

    assert len(avbrutt_tidsserie(data, 13).tabell) == 23
    pd.testing.assert_frame_equal(data, foer)
