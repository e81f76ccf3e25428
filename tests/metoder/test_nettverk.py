"""Nettverksmålene mot publiserte svar, og vernet mot for få svar."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.metoder import nettverk


def som_tabeller(g: nx.Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    noder = pd.DataFrame({"ressurs": [str(n) for n in g], "type": "lag"})
    return noder, pd.DataFrame([(str(a), str(b)) for a, b in g.edges], columns=["fra", "til"])


def test_krackhardts_drage_har_den_publiserte_broen():
    n = nettverk.beskriv(*som_tabeller(nx.krackhardt_kite_graph())).noder.set_index("ressurs")

    assert n["grad"].idxmax() == "3"
    assert n.loc["3", "grad"] == 6
    assert n["mellomledd"].idxmax() == "7"
    assert n.loc["7", "mellomledd"] == pytest.approx(14 / 36)
    assert n.query("bindeledd").index.tolist() == ["7", "8"]


def test_karateklubben_har_de_publiserte_tallene():
    g = nx.karate_club_graph()
    n = nettverk.beskriv(*som_tabeller(g))
    noder = n.noder.set_index("ressurs")

    assert n.helhet["koblinger"] == 78
    assert n.helhet["tetthet"] == pytest.approx(0.1390374332)
    assert noder.loc["0", "mellomledd"] == pytest.approx(0.4376352814)
    assert noder.loc["33", "mellomledd"] == pytest.approx(0.3040749760)


def test_karateklubbens_splittelse_har_den_publiserte_ei_indeksen():
    g = nx.karate_club_graph()

    assert nettverk.ei_indeks(g, dict(g.nodes("club"))) == pytest.approx(-0.7179487, abs=1e-7)


def test_graadige_miljoer_i_karateklubben_har_publisert_modularitet():
    g = nx.Graph(nx.karate_club_graph().edges)
    miljoer = nettverk.miljoer(g)

    assert len(miljoer) == 3
    assert nx.algorithms.community.modularity(g, miljoer) == pytest.approx(0.3806706114)


def test_davis_kvinner_moetes_slik_det_er_publisert():
    g = nx.davis_southern_women_graph()
    kvinner = set(g.graph["top"])
    par = pd.DataFrame(
        [(a, b) if a in kvinner else (b, a) for a, b in g.edges], columns=["kvinne", "mote"]
    )

    felles = nettverk.felles(par, node="kvinne", sted="mote").set_index(["fra", "til"])["antall"]

    assert len(par) == 89
    assert len(felles) == 139
    assert felles["Evelyn Jefferson", "Laura Mandeville"] == 6
    assert len(felles) / (18 * 17 / 2) == pytest.approx(0.9085, abs=1e-4)


def test_uten_broen_faller_nettverket_i_to():
    g = nx.Graph(
        [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "d")]
    )

    tap = nettverk.uten(g)

    assert tap["c"] == tap["d"] == 2 * 3
    assert tap["a"] == 0


@pytest.mark.parametrize(("grupper", "rolle"), [
    ("AAA", "koordinator"), ("ABA", "konsulent"), ("ABB", "portvokter"), ("AAB", "representant"),
    ("ABC", "forbindelse"),
])  # fmt: skip
def test_megleren_faar_rollen_gould_og_fernandez_gir(grupper, rolle):
    koblinger = pd.DataFrame({"fra": ["1", "2"], "til": ["2", "3"]})

    rader = nettverk.meglere(koblinger, dict(zip("123", grupper, strict=True))).set_index("aktor")

    assert rader.loc["2", rolle] == rader.loc["2", "i_alt"] == 1
    assert rader.loc[["1", "3"], "i_alt"].sum() == 0


def test_den_som_staar_mellom_to_som_alt_er_koblet_er_ingen_megler():
    koblinger = pd.DataFrame({"fra": ["1", "2", "1"], "til": ["2", "3", "3"]})

    assert nettverk.meglere(koblinger, {"1": "A", "2": "A", "3": "A"})["i_alt"].sum() == 0


def test_begrensningen_er_den_burt_definerer_regnet_for_haand():
    """a kjenner b, c og d, og b kjenner c: to ledd på (1/3 + 1/3 · 1/2)² og ett på (1/3)²."""
    g = nx.Graph([("a", "b"), ("a", "c"), ("a", "d"), ("b", "c")])

    bundet = nettverk.begrensning(g)

    assert bundet["a"] == pytest.approx(1 / 4 + 1 / 4 + 1 / 9)
    assert bundet["d"] == 1
    assert nettverk.begrensning(nx.empty_graph(1)) == pytest.approx({0: np.nan}, nan_ok=True)


@given(st.integers(0, 10_000))
def test_meglerne_er_de_samme_som_definisjonen_i_r_pakken_sna(fro):
    """sna::brokerage: w_I, w_O, b_OI, b_IO og b_O, telt med matriser i stedet for én og én pil."""
    rng = np.random.default_rng(fro)
    m, sektor = rng.random((6, 6)) < 0.4, rng.integers(0, 3, 6)
    np.fill_diagonal(m, False)
    lik = sektor[:, None] == sektor[None, :]
    piler = pd.DataFrame([(str(a), str(b)) for a, b in np.argwhere(m)], columns=["fra", "til"])

    svar = nettverk.meglere(piler, {str(i): str(s) for i, s in enumerate(sektor)})

    aapent = ~m & ~np.eye(6, dtype=bool)
    for j in range(6):
        via = np.outer(m[:, j], m[j]) & aapent
        a_j, j_c = lik[:, j][:, None], lik[j][None, :]
        ventet = [
            via & a_j & j_c,
            via & ~a_j & ~j_c & lik,
            via & ~a_j & j_c,
            via & a_j & ~j_c,
            via & ~a_j & ~j_c & ~lik,
        ]
        assert svar.loc[j, list(nettverk.ROLLER)].tolist() == [int(v.sum()) for v in ventet]


def test_for_faa_svar_gir_ingen_sentralitet():
    n = nettverk.beskriv(*som_tabeller(nx.krackhardt_kite_graph()), svarandel=0.6)

    assert n.noder[["mellomledd", "bindeledd", "mister"]].isna().all(axis=None)
    assert n.noder["grad"].notna().all()
    assert any("for få har fortalt" in s for s in n.kan_ikke_si)


def test_tomt_nettverk_og_en_enslig_node_gaar_bra():
    tom = pd.DataFrame(columns=["fra", "til"], dtype=str)
    n = nettverk.beskriv(pd.DataFrame({"ressurs": ["a"], "type": ["lag"]}), tom)

    assert n.helhet["alene"] == 1
    assert n.helhet["deler"] == 0
    assert (
        nettverk.beskriv(pd.DataFrame({"ressurs": [], "type": []}, dtype=str), tom).helhet["noder"]
        == 0
    )


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_retningen_og_rekkefoelgen_paa_koblingene_betyr_ingenting(par):
    noder = pd.DataFrame({"ressurs": [str(i) for i in range(8)], "type": "lag"})
    rett = pd.DataFrame([(str(a), str(b)) for a, b in par], columns=["fra", "til"])
    snudd = rett[::-1].rename(columns={"fra": "til", "til": "fra"})

    en, to = nettverk.beskriv(noder, rett), nettverk.beskriv(noder, snudd)

    pd.testing.assert_frame_equal(en.noder, to.noder)
    assert en.noder["grad"].sum() == 2 * en.helhet["koblinger"]


def test_beskriv_endrer_ikke_inndata():
    noder, koblinger = som_tabeller(nx.krackhardt_kite_graph())
    foer = noder.copy(), koblinger.copy()

    nettverk.beskriv(noder, koblinger)

    pd.testing.assert_frame_equal(noder, foer[0])
    pd.testing.assert_frame_equal(koblinger, foer[1])
