"""Porten for beløp: få bidragsytere, dominans og p-regelen, og naboene som røper dem."""

from __future__ import annotations

import itertools
import tomllib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from metodikk.grunn.feil import DataFeil
from metodikk.metoder.prikking import Grenser, prikk_belop
from tests.conftest import ROT
from tests.grundig import grundig
from tests.metoder.prikkhjelp import uten_gulv

FASIT = tomllib.loads((ROT / "tests/fasit/prikking_belop.toml").read_text(encoding="utf-8"))
AV = {
    "min_bidragsytere": 0,
    "dominans_antall": 1,
    "dominans_andel": 100,
    "p_prosent": 0,
    "min_bredde": 0,
}


@pytest.mark.parametrize("navn", FASIT["tilfeller"])
def test_de_samme_belopene_skjules_som_i_ssbs_gausssuppression(navn):
    f = FASIT["tilfeller"][navn]
    data = pd.DataFrame(FASIT["bidrag"], columns=["naering", "land", "belop"])
    data["bidragsyter"] = range(len(data))

    k = prikk_belop(
        data, celle=["naering", "land"], bidragsyter="bidragsyter", summer=FASIT["summer"],
        grenser=uten_gulv(**AV | f["grenser"]),
    )  # fmt: skip

    navnene, nabo = k.skjult["naering"] + " · " + k.skjult["land"], k.skjult["verner"] != ""
    assert len(k.tabell) == 20
    assert sorted(navnene[~nabo]) == sorted(f["primaert"])
    assert sorted(navnene) == sorted(f["skjult"])


def en_sone(belop: list[float], **valg):
    data = pd.DataFrame({"sone": "1", "lag": range(len(belop)), "belop": belop})
    return prikk_belop(data, celle=["sone"], bidragsyter="lag", **valg)


@pytest.mark.parametrize(("belop", "regel"), [
    ([10] * 4, ["få bidragsytere"]), ([10] * 5, []),
    ([50, 35.1, 5, 5, 4.9], ["dominans"]), ([50, 35, 5, 5, 5], []),
    ([100, 5, 4, 3, 2.9], ["dominans"]), ([10] * 4 + [0], ["få bidragsytere"]),
])  # fmt: skip
def test_reglene_slaar_inn_paa_grensen(belop, regel):
    assert en_sone(belop).skjult["regel"].tolist() == regel


@pytest.mark.parametrize(("tredje", "regel"), [(9.9, ["lett å anslå"]), (10, [])])
def test_den_nest_storste_kan_ikke_ansla_den_storste_naermere_enn_ti_prosent(tredje, regel):
    grenser = uten_gulv(**AV | {"p_prosent": 10})

    assert en_sone([100, 60, tredje], grenser=grenser).skjult["regel"].tolist() == regel


def test_flere_rader_fra_samme_lag_er_ett_bidrag():
    data = pd.DataFrame({"sone": "1", "lag": [1, 1, 1, 2, 3], "belop": 10.0})

    k = prikk_belop(
        data, celle=["sone"], bidragsyter="lag", grenser=Grenser.fra("ssb", min_bidragsytere=4)
    )

    assert k.skjult["regel"].tolist() == ["få bidragsytere"]


def test_bidragsyteren_staar_ikke_i_svaret():
    assert [*en_sone([10] * 6).tabell] == ["sone", "belop", "merknad"]


def test_den_som_er_alene_om_en_celle_kan_ikke_regne_ut_naboen():
    """Lag c er alene i Øst, og kan trekke seg selv fra summen. Derfor må også Sør skjules."""
    data = pd.DataFrame(
        [("Nord", "a", 40), ("Nord", "b", 40), ("Øst", "c", 50)]
        + [("Sør", f"s{i}", 20) for i in range(6)] + [("Vest", f"v{i}", 30) for i in range(6)],
        columns=["sone", "lag", "belop"],
    )  # fmt: skip

    t = prikk_belop(
        data, celle=["sone"], bidragsyter="lag", summer={"sone": {"alle": ["Nord", "Øst", "Sør", "Vest"]}}
    ).tabell.set_index("sone")["belop"]  # fmt: skip

    assert t[["Nord", "Øst", "Sør"]].isna().all()
    assert t["Vest"] == 180


@pytest.mark.parametrize(
    "endring", [{"belop": -1.0}, {"belop": None}, {"lag": None}, {"sone": "alle"}]
)
def test_bidrag_som_ikke_kan_legges_sammen_stopper(endring):
    data = pd.DataFrame(
        {"sone": ["1", "2"], "lag": ["a", "b"], "belop": [10.0, 20.0]}, dtype=object
    )
    data.loc[0, [*endring]] = [*endring.values()]

    with pytest.raises(DataFeil):
        prikk_belop(data, celle=["sone"], bidragsyter="lag", summer={"sone": {"alle": ["1", "2"]}})


def test_tom_tabell_sier_hva_som_mangler_og_inndata_endres_ikke():
    data = pd.DataFrame({"sone": ["1"] * 5, "lag": range(5), "belop": 10})
    foer = data.copy()

    tom = prikk_belop(data.iloc[:0], celle=["sone"], bidragsyter="lag", mangler="Ingen tilskudd.")
    prikk_belop(data, celle=["sone"], bidragsyter="lag")

    assert tom.tabell.empty
    assert tom.opplysninger["mangler"] == "Ingen tilskudd."
    pd.testing.assert_frame_equal(data, foer)


RADER, KOLONNER = ["a", "b", "c"], ["x", "y", "z"]
SUMMER = {"rad": {"alle": RADER}, "kolonne": {"alle": KOLONNER}}
LAG = ["p", "q", "r", "s", "t", "u", "v"]
bidragene = st.lists(
    st.tuples(st.sampled_from(RADER), st.sampled_from(KOLONNER), st.sampled_from(LAG), st.integers(1, 90)),
    min_size=12, max_size=45,
)  # fmt: skip


def bredden(data: pd.DataFrame, tabell: pd.DataFrame, rad: int, kjenner: str) -> float:
    """Hvor mye en skjult sum kan variere for et lag som kjenner cellene det er alene om."""
    ukjente = list(itertools.product(RADER, KOLONNER))
    likning = np.array([
        [float(r in (rr, *SUMMER["rad"].get(rr, ())) and k in (kk, *SUMMER["kolonne"].get(kk, ()))) for r, k in ukjente]
        for rr, kk in zip(tabell["rad"], tabell["kolonne"], strict=True)
    ])  # fmt: skip
    vist = tabell["belop"].notna().to_numpy()
    a, b = [*likning[vist]], [*tabell["belop"][vist]]
    for j, (r, k) in enumerate(ukjente):
        her = data[(data["rad"] == r) & (data["kolonne"] == k)]
        if {*her["lag"]} == {kjenner}:
            a.append(np.eye(len(ukjente))[j])
            b.append(her["belop"].sum())
    ender = [
        linprog(f * likning[rad], A_eq=a if len(a) else None, b_eq=b if len(a) else None)
        for f in (1, -1)
    ]
    return np.inf if any(e.status for e in ender) else -ender[1].fun - ender[0].fun


def ropte(data: pd.DataFrame, kjenner: str) -> list[str]:
    """Beløpene som vernes, men som laget `kjenner` kan regne ut eller anslå for nøyaktig."""
    k = prikk_belop(
        data, celle=["rad", "kolonne"], bidragsyter="lag", summer=SUMMER, grenser=Grenser.fra("ssb")
    )
    primaere, funnet = k.skjult[k.skjult["verner"] == ""], []
    nokkel = k.tabell["rad"] + k.tabell["kolonne"]
    for i in np.flatnonzero(nokkel.isin(primaere["rad"] + primaere["kolonne"])):
        rad, kolonne = k.tabell.loc[i, ["rad", "kolonne"]]
        her = data[
            data["rad"].isin([rad, *SUMMER["rad"].get(rad, ())])
            & data["kolonne"].isin([kolonne, *SUMMER["kolonne"].get(kolonne, ())])
        ]
        alene = her.groupby(["rad", "kolonne"])["lag"].agg(set).map(lambda s: s == {kjenner}).all()
        storst = her.groupby("lag")["belop"].sum().max()
        if not alene and bredden(data, k.tabell, i, kjenner) < 0.2 * storst - 1e-6:
            funnet.append(nokkel[i])
    return funnet


@settings(max_examples=12, deadline=None)
@given(bidragene, st.sampled_from(["", *LAG]))
def test_ingen_kan_regne_ut_et_belop_som_vernes(rader, kjenner):
    assert ropte(pd.DataFrame(rader, columns=["rad", "kolonne", "lag", "belop"]), kjenner) == []


test_ingen_kan_regne_ut_et_belop_som_vernes_i_mange = grundig(
    test_ingen_kan_regne_ut_et_belop_som_vernes, 150, bidragene, st.sampled_from(["", *LAG])
)


@pytest.mark.parametrize(("rader", "kjenner"), [
    (["c y q 2", "c z s 1", "c y s 1", "b x t 5", "c y p 2"], "t"),
    (["a x s 1", "c z t 2", "b x r 20", "c z t 1", "a y p 5", "c y s 5", "b y q 5", "c x r 1"], "r"),
    (["a z s 90", "a y r 90", "a y s 90", "c x s 1", "a y s 1", "b y t 20", "b z s 2", "a y t 90", "a z p 20"], "t"),
])  # fmt: skip
def test_et_lag_som_trekker_fra_sitt_eget_belop_kan_ikke_ansla_de_andre(rader, kjenner):
    data = pd.DataFrame([r.split() for r in rader], columns=["rad", "kolonne", "lag", "belop"])

    assert ropte(data.astype({"belop": float}), kjenner) == []
