"""Forslagene viser det porten ville gjort, og bare dem som viser mer."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from metodikk.metoder.prikking import Grenser, Port, forslag, prikk

ALDRE = ["0–5 år", "6–15 år", "16–19 år", "20–34 år"]


def froe(rask: int, alle: int) -> list:
    """De første frøene i den raske pakken, resten under merket «treg»."""
    return [*range(rask), *(pytest.param(f, marks=pytest.mark.treg) for f in range(rask, alle))]


def _alder(antall, **mer):
    data = pd.DataFrame({"alder": [*ALDRE, "alle"], "teller": [*antall, sum(antall)]})
    return forslag(data, celle=["alder"], summer={"alder": {"alle": ALDRE}},
                   slaa_sammen={"alder": ALDRE}, **mer)  # fmt: skip


def _soner(antall, kanter, grupper):
    for sum_, deler in grupper.items():
        antall = antall | {sum_: sum(antall[d] for d in deler)}
    data = pd.DataFrame({"sone": list(antall), "teller": list(antall.values())})
    return forslag(data, celle=["sone"], summer={"sone": grupper}, naboer={"sone": kanter})


def test_to_nabogrupper_slaas_sammen_og_alt_vises():
    f = _alder([3, 40, 60, 80])

    assert f["ny"].iloc[0] == "0–15 år"
    assert f[["skjult_foer", "skjult_etter", "vist_foer", "vist_etter"]].iloc[0].tolist() == [
        2, 0, 140.0, 183.0,
    ]  # fmt: skip
    assert "«0–5 år» og «6–15 år»" in f["koster"].iloc[0]


def test_bare_naboer_i_rekkefoelgen_foreslaas():
    f = _alder([3, 40, 60, 80])

    par = {tuple(d) for d in f["deler"]}
    assert par <= set(itertools.pairwise(ALDRE))


def test_uten_noe_skjult_er_det_ingenting_aa_foreslaa():
    assert _alder([30, 40, 60, 80]).empty


def test_en_sammenslaaing_som_ikke_viser_mer_er_ikke_et_forslag():
    """a og b er fortsatt små sammen. Da er det færre skjulte celler, men ingenting mer å se."""
    data = pd.DataFrame({"alder": ["a", "b", "c"], "teller": [1, 1, 50]})

    f = forslag(data, celle=["alder"], slaa_sammen={"alder": ["a", "b", "c"]})

    assert f["deler"].tolist() == [("b", "c")]


def test_aar_blir_til_en_periode():
    data = pd.DataFrame({"aar": ["2021", "2022", "2023"], "teller": [3, 9, 20]})

    f = forslag(data, celle=["aar"], slaa_sammen={"aar": list(data["aar"])})

    assert f[["ny", "vist_foer", "vist_etter"]].values.tolist() == [["2021–2022", 29.0, 32.0]]


def test_soner_slaas_bare_sammen_over_en_felles_grense():
    f = _soner(
        {"1": 3, "2": 30, "3": 40, "4": 50}, {"1": ["2"], "2": ["3"]}, {"alle": list("1234")}
    )

    assert ("1", "2") in f["deler"].tolist()
    assert not any({"1", "3"} <= set(d) or "4" in d for d in f["deler"])


def test_en_sone_i_omraadet_slaas_ikke_sammen_med_en_utenfor():
    f = _soner({"1": 3, "2": 30, "3": 40, "4": 50}, {"1": ["2", "3"]},
               {"inne": ["1", "2", "4"], "alle": ["inne", "3"]})  # fmt: skip

    assert f["deler"].tolist() == [("1", "2")]


def test_en_sum_foreslaas_aldri_slaatt_sammen_til_ingenting():
    f = _soner(
        {"1": 3, "2": 30, "3": 40}, {"1": ["2"]}, {"inne": ["1", "2"], "alle": ["inne", "3"]}
    )

    assert f.empty


def test_det_som_er_skjult_i_kilden_arves():
    data = pd.DataFrame({"sone": ["1", "2", "3"], "teller": [np.nan, 30.0, 3.0],
                         "merknad": ["skjult: i kilden", "", ""]})  # fmt: skip

    f = forslag(data, celle=["sone"], naboer={"sone": {"1": ["2"], "2": ["3"]}})

    assert f["deler"].tolist() == [("2", "3")]


def test_inndata_endres_ikke():
    data = pd.DataFrame({"alder": ALDRE, "teller": [3, 40, 60, 80]})
    foer = data.copy()

    forslag(data, celle=["alder"], slaa_sammen={"alder": ALDRE})

    pd.testing.assert_frame_equal(data, foer)


@pytest.mark.parametrize("fro", froe(8, 25))
def test_tallene_i_forslaget_er_de_porten_gir_paa_den_sammenslaatte_tabellen(fro):
    """Slår sammen for hånd, med en annen fremgangsmåte enn forslaget, og teller på nytt."""
    rng = np.random.default_rng(fro)
    soner, aar = ["1", "2", "3", "4"], ["2021", "2022"]
    bred = pd.DataFrame(rng.integers(0, 25, (4, 2)), index=soner, columns=aar)
    kanter, grenser = {"1": ["2"], "2": ["3"], "3": ["4"]}, Grenser.fra("standard")

    def lang(b):
        b = pd.concat([b, b.sum().to_frame("alle").T]).rename_axis("sone")
        return b.reset_index().melt("sone", var_name="aar", value_name="teller")

    f = forslag(lang(bred), celle=["sone", "aar"], summer={"sone": {"alle": soner}},
                grenser=grenser, naboer={"sone": kanter})  # fmt: skip
    for rad in f.itertuples():
        ny = bred.rename(index=dict.fromkeys(rad.deler, rad.ny)).groupby(level=0).sum()
        k = prikk(lang(ny), celle=["sone", "aar"], summer={"sone": {"alle": list(ny.index)}},
                  grenser=grenser)  # fmt: skip
        vist = k.tabell.loc[k.tabell["sone"] != "alle", "teller"].sum()
        assert (rad.skjult_etter, rad.vist_etter) == (len(k.skjult), vist)
        assert rad.vist_etter > rad.vist_foer
    assert list(f["vist_etter"] - f["vist_foer"]) == sorted(f["vist_etter"] - f["vist_foer"])[::-1]


def test_personene_telles_en_gang_naar_bade_delene_og_summen_vises():
    data = pd.DataFrame({"sone": ["1", "2", "alle"], "teller": [20.0, 30.0, 50.0]})

    port = Port("folk", data, ["sone"], {"sone": {"alle": ["1", "2"]}})

    assert port.omfang().vist == 50.0


@pytest.mark.parametrize("fro", froe(12, 40))
def test_roeper_teller_det_en_leser_med_begge_utgavene_kan_regne_ut(fro):
    """Leseren skriver opp likningene i begge utgavene. Et tall er kjent når raden er en av dem."""
    rng = np.random.default_rng(fro)
    soner, aar = ["1", "2", "3", "4", "5"], ["a", "b"]
    bred = pd.DataFrame(rng.integers(0, 18, (5, 2)), index=soner, columns=aar)
    lang = pd.concat([bred, bred.sum().to_frame("alle").T]).rename_axis("sone").reset_index()
    data = lang.melt("sone", var_name="aar", value_name="teller")
    summer = {"sone": {"alle": soner}}

    f = forslag(
        data, celle=["sone", "aar"], summer=summer, naboer={"sone": {"1": ["2"], "3": ["4"]}}
    )

    foer = prikk(data, celle=["sone", "aar"], summer=summer)
    for rad in f.itertuples():
        ny = bred.rename(index=dict.fromkeys(rad.deler, rad.ny)).groupby(level=0).sum()
        ny = pd.concat([ny, ny.sum().to_frame("alle").T]).rename_axis("sone").reset_index()
        etter = prikk(ny.melt("sone", var_name="aar", value_name="teller"), celle=["sone", "aar"],
                      summer={"sone": {"alle": [s for s in ny["sone"] if s != "alle"]}})  # fmt: skip
        deler = {"alle": soner, rad.ny: list(rad.deler)}

        def likning(sone, tid, deler=deler):
            return [float(s in deler.get(sone, [sone]) and tid == t) for s in soner for t in aar]

        vist = [likning(r.sone, r.aar) for k in (foer, etter) for r in k.tabell.itertuples()
                if not np.isnan(r.teller)]  # fmt: skip
        rang = np.linalg.matrix_rank(vist)
        smaa = foer.skjult[foer.skjult["verner"] == ""]
        kjent = [np.linalg.matrix_rank([*vist, likning(r.sone, r.aar)]) == rang for r in smaa.itertuples()]  # fmt: skip
        assert rad.roper == sum(kjent)


def test_er_den_ene_delen_vist_foer_roeper_summen_den_andre():
    data = pd.DataFrame({"alder": ALDRE, "teller": [3, 40, 60, 80]})

    f = forslag(data, celle=["alder"], slaa_sammen={"alder": ALDRE})

    assert f["roper"].tolist() == [1]
