"""Klasser, naboer, avstand, rekkevidde og Morans I mot publiserte svar."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import romlig
from tests.conftest import ROT

CALEMP = pd.read_csv(ROT / "tests/fasit/calemp.csv")["tetthet"].tolist()
COLUMBUS = pd.read_csv(ROT / "tests/fasit/columbus.csv", dtype={"nr": str})


def rutenett(n: int) -> dict[str, tuple[str, ...]]:
    """Naboer med felles side i et n × n-rutenett."""
    ruter = set(itertools.product(range(n), repeat=2))
    return {
        f"{r},{k}": tuple(f"{a},{b}" for a, b in ((r + 1, k), (r - 1, k), (r, k + 1), (r, k - 1)) if (a, b) in ruter)
        for r, k in ruter
    }  # fmt: skip


def test_naturlige_klasser_er_som_mapclassify_for_sysselsatte_i_california():
    grenser = romlig.klassegrenser(CALEMP, 5, "naturlige")
    antall = np.diff([0, *np.searchsorted(np.sort(CALEMP), grenser, side="right")])

    assert grenser == [75.29, 192.05, 370.5, 722.85, 4111.45]
    assert antall.tolist() == [49, 3, 4, 1, 1]


def test_kvantilene_er_som_mapclassify_for_sysselsatte_i_california():
    assert romlig.klassegrenser(CALEMP, 5) == pytest.approx([1.464, 5.798, 13.278, 54.616, 4111.45])


def test_like_brede_klasser_deler_spennet():
    assert romlig.klassegrenser([0, 3, 10], 2, "like") == [5, 10]


@given(st.lists(st.integers(0, 30), min_size=4, max_size=9).filter(lambda v: len(set(v)) >= 3))
def test_ingen_annen_deling_har_mindre_spredning_enn_den_naturlige(verdier):
    v = np.sort(np.array(verdier, dtype=float))

    def tap(kutt):
        return sum(((d - d.mean()) ** 2).sum() for d in np.split(v, kutt))

    grenser = romlig.klassegrenser(verdier, 3, "naturlige")
    alle = [tap(list(k)) for k in itertools.combinations(range(1, len(v)), 2)]
    # Like verdier deles aldri av grensene, og den beste delingen gjør det heller aldri.
    vaar = tap(list(np.searchsorted(v, grenser, side="right")[:-1]))

    assert vaar == pytest.approx(min(alle))


@pytest.mark.parametrize(("antall", "verdier"), [(6, range(50)), (3, [1, 1, 2]), (0, [1, 2])])
def test_klasser_som_ikke_gir_mening_stopper(antall, verdier):
    with pytest.raises(DataFeil, match="K896"):
        romlig.klassegrenser(list(verdier), antall)


def test_morans_i_for_columbus_er_som_i_spdep():
    verdier = dict(zip(COLUMBUS["nr"], COLUMBUS["tyveri_og_innbrudd"], strict=True))
    naboer = {
        n: tuple(rad.split()) for n, rad in zip(COLUMBUS["nr"], COLUMBUS["naboer"], strict=True)
    }

    svar = romlig.morans_i(verdier, naboer, rng=np.random.default_rng(1))

    assert sum(map(len, naboer.values())) == 236
    assert svar["i"] == pytest.approx(0.500188557183, abs=1e-8)
    assert svar["ventet"] == pytest.approx(-0.020833333)
    assert svar["p"] == pytest.approx(0.001)


def test_sjakkbrett_gir_minus_en_og_to_halvdeler_17_24_deler():
    naboer = rutenett(4)
    sjakk = {r: (int(r[0]) + int(r[2])) % 2 for r in naboer}
    halv = {r: int(r[0]) // 2 for r in naboer}

    assert romlig.morans_i(sjakk, naboer)["i"] == pytest.approx(-1)
    # 2/3 gjelder når hver kobling teller likt. Når hver sone teller likt, blir snittet 17/24.
    assert romlig.morans_i(halv, naboer)["i"] == pytest.approx(17 / 24)


def test_rekkevidden_i_lekeeksempelet_gaar_opp_med_tilbudet():
    avstand = np.array([[0, 9], [0, 0], [9, 0]], dtype=float)
    folk = [100, 50, 50]

    svar = romlig.rekkevidde([10, 5], folk, avstand, 1)

    assert svar == pytest.approx([0.0666667, 0.1166667, 0.05], abs=1e-7)
    assert svar @ folk == pytest.approx(15)


def test_naboer_i_hjoernet_er_med_og_oeya_staar_igjen_uten():
    gpd = pytest.importorskip("geopandas")
    from shapely import box

    ruter = [box(0, 0, 10, 10), box(10, 10, 20, 20), box(10.4, 0, 20, 9.6), box(99, 0, 110, 9)]
    g = gpd.GeoDataFrame({"sone": list("1234")}, geometry=ruter, crs=25833)

    assert romlig.naboer(g) == {"1": ("2", "3"), "2": ("1", "3"), "3": ("1", "2"), "4": ()}


@pytest.mark.parametrize("crs", [None, 4326])
def test_kart_i_grader_eller_uten_koordinatsystem_stopper(crs):
    gpd = pytest.importorskip("geopandas")
    from shapely import box

    g = gpd.GeoDataFrame({"sone": ["1"]}, geometry=[box(10, 59, 11, 60)], crs=crs)

    with pytest.raises(DataFeil, match="K895"):
        romlig.midtpunkter(g)


def test_midtpunktet_ligger_inne_i_en_hesteskoformet_sone():
    gpd = pytest.importorskip("geopandas")
    from shapely import Point, Polygon

    hestesko = Polygon([(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (1, 1), (1, 9), (0, 9)])
    g = gpd.GeoDataFrame({"sone": ["1"]}, geometry=[hestesko], crs=25833)

    assert hestesko.contains(Point(romlig.midtpunkter(g)[["ost", "nord"]].to_numpy()[0]))


def test_avstand_er_i_luftlinje_og_nan_uten_koordinater():
    fra = pd.DataFrame({"ost": [0.0], "nord": [0.0]})
    til = pd.DataFrame({"ost": [300.0, np.nan], "nord": [400.0, 1.0]})

    svar = romlig.avstander(fra, til)

    assert svar[0, 0] == 500
    assert np.isnan(svar[0, 1])
