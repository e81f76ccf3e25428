"""Brobyggere lærer det den påstår: den med flest koblinger er sjelden den nettverket deler seg uten."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import brobyggere as b

DRAKEN = [
    "AB",
    "AC",
    "AD",
    "AF",
    "BD",
    "BE",
    "BG",
    "CD",
    "CF",
    "DE",
    "DF",
    "DG",
    "EG",
    "FG",
    "FH",
    "GH",
    "HI",
    "IJ",
]


def _naar(start, naboer, borte):
    """Alle som kan nås fra `start` uten å gå gjennom `borte`."""
    sett, ko = {start}, [start]
    while ko:
        for n in naboer[ko.pop()] - sett - {borte}:
            sett.add(n)
            ko.append(n)
    return sett


def _tapte_par(noder, par, borte):
    """Par som henger sammen med alle på plass, men ikke når en er borte. Talt ett og ett."""
    naboer = {n: set() for n in noder}
    for a, c in par:
        naboer[a].add(c)
        naboer[c].add(a)
    andre = [n for n in noder if n != borte]
    med = {a: _naar(a, naboer, None) for a in andre}
    uten = {a: _naar(a, naboer, borte) for a in andre}
    return sum(c in med[a] and c not in uten[a] for a, c in combinations(andre, 2))


def _par(d):
    return list(d[["fra", "til"]].itertuples(index=False, name=None))


def test_draken_til_krackhardt_har_de_publiserte_svarene():
    """Krackhardt (1990): D har flest koblinger, seks. H har tre, og 14 av 36 veier går gjennom den."""
    par = pd.DataFrame([tuple(p) for p in DRAKEN], columns=["fra", "til"])
    m = b.maal(par, dict.fromkeys("ABCDEFGHIJ", "en")).set_index("navn")

    assert m["koblinger"].idxmax() == "D"
    assert m.loc["D", "koblinger"] == 6
    assert m["mellomledd"].idxmax() == "H"
    assert m.loc["H", "koblinger"] == 3
    assert m.loc["H", "mellomledd"] == pytest.approx(14 / 36)
    assert m["mister"].idxmax() == "H"


@pytest.mark.parametrize("styrke", [1, 2])
@pytest.mark.parametrize("ny", b.NYE)
def test_tapte_par_er_det_vi_faar_ved_aa_telle_ett_og_ett(ny, styrke):
    par = b.koblinger(ny=ny, styrke=styrke)
    m = b.maal(par).set_index("navn")["mister"]

    assert m.to_dict() == {n: _tapte_par(b.NODER, _par(par), n) for n in b.NODER}


def test_den_med_flest_koblinger_skiller_ingen_og_en_med_faerre_deler_nettverket():
    m = b.maal(b.koblinger()).set_index("navn")

    assert m["koblinger"].idxmax() == "Idrettslaget"
    assert m.loc["Idrettslaget", "mister"] == 0
    assert m.loc[m["mister"] > 0].index.tolist() == ["Frivilligsentralen"]
    assert (m["koblinger"] > m.loc["Frivilligsentralen", "koblinger"]).sum() == 3
    assert b.deler(b.koblinger(), "Frivilligsentralen") == [7, 6]


@pytest.mark.parametrize("ny", b.NYE[1:])
def test_bare_en_ny_kobling_paa_tvers_gir_en_vei_utenom(ny):
    a, c = ny.split("–")
    innad = b.NODER[a] == b.NODER[c]

    assert (b.maal(b.koblinger(ny=ny))["mister"] > 0).any() == innad


def test_i_trukne_nettverk_er_den_med_flest_koblinger_sjelden_den_det_gaar_mest_tapt_uten():
    svar = []
    for fro in range(b.NETTVERK):
        noder, par = b.trekk(fro)
        g = nx.Graph(_par(par))
        g.add_nodes_from(noder)
        tap = {n: _tapte_par(noder, _par(par), n) for n in nx.articulation_points(g)}
        if tap:
            flest = [n for n, grad in g.degree if grad == max(dict(g.degree).values())]
            svar.append(sum(tap.get(n) == max(tap.values()) for n in flest) / len(flest))
    h = b.hyppighet()

    assert h["med_bindeledd"] == len(svar)
    assert h["andel"] == pytest.approx(sum(svar) / len(svar))
    assert h["andel"] < 0.5


def test_egne_finner_brobyggeren_og_viser_ingen_privatperson():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["ressurser"].copy(), tabeller["koblinger"].copy()

    vist = b.egne(tabeller, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["ressurser"], for_[0])
    pd.testing.assert_frame_equal(tabeller["koblinger"], for_[1])
    privat = for_[0].loc[for_[0]["privatperson"], "navn"].tolist()
    assert privat
    assert not [n for n in privat if n in vist.figur.tabell.klartekst() + vist.tabell.klartekst()]
    assert "uten Frivilligsentralen Brua (6). Resten faller i 2 deler" in vist.setning
    ekte = for_[1][for_[1]["til"].str.startswith("R")]
    assert (
        f"{_tapte_par(set(ekte['fra']) | set(ekte['til']), _par(ekte), 'R020')} av" in vist.setning
    )


def test_egne_kan_proeve_uten_en_annen_og_med_bare_sterke_koblinger():
    p = mk.eksempel()

    assert "uten Tangen skole (6)" in b.egne(p.tabeller, uten="Tangen skole").setning
    assert b.egne(p.tabeller, minst_styrke=2).setning != b.egne(p.tabeller).setning


def test_ukjent_navn_og_for_faa_organisasjoner_gir_svar_paa_norsk():
    p = mk.eksempel()
    faa = dict(p.tabeller) | {"koblinger": p.tabeller["koblinger"].head(3)}

    with pytest.raises(ValueError, match="Ingen med koblinger heter «Finnes ikke»"):
        b.egne(p.tabeller, uten="Finnes ikke")
    with pytest.raises(ValueError, match="for få til å si hvem som bygger bro"):
        b.egne(faa)
