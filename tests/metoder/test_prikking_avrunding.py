"""Avrunding av små antall: ingen små tall vises, summene stemmer, og avvikene er små."""

from __future__ import annotations

import itertools
import tomllib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.feil import BrukFeil, DataFeil, PersonvernStopp
from metodikk.metoder.prikking import Grenser, _rund, avrund
from tests.conftest import ROT
from tests.grundig import grundig
from tests.metoder.test_prikking import FASIT as TABELLER
from tests.metoder.test_prikking import KOLONNER, RADER, SUMMER, alle_celler, blader

FASIT = tomllib.loads((ROT / "tests/fasit/avrunding.toml").read_text(encoding="utf-8"))
SSB = Grenser.fra("ssb")
CELLE = ["rad", "kolonne"]


@pytest.mark.parametrize("navn", FASIT)
def test_z1_avrundes_like_naer_som_med_ssbs_plsrounding(navn):
    f, z1 = FASIT[navn], TABELLER["z1"]
    sanne = alle_celler(z1["antall"], z1["kolonner"], z1["summer"])

    k = avrund(sanne, celle=CELLE, summer=z1["summer"], base=f["base"], grenser=SSB)

    nye = k.tabell.set_index(sanne["rad"] + " · " + sanne["kolonne"])["teller"]
    fasit = sanne.set_index(nye.index)["teller"].astype(float)
    fasit.update(pd.Series(f["endret"], dtype=float))
    avvik = nye.to_numpy() - sanne["teller"]
    assert avvik.abs().max() <= (fasit.to_numpy() - sanne["teller"]).abs().max() <= 2
    assert avvik.abs().sum() <= (fasit.to_numpy() - sanne["teller"]).abs().sum()
    assert not avvik[sanne["rad"] == "Total"].any()
    assert k.opplysninger["avvik"] == avvik.abs().max()


tabeller = st.lists(
    st.lists(st.integers(0, 14), min_size=3, max_size=3), min_size=4, max_size=4
).map(lambda t: alle_celler(dict(zip(RADER, t, strict=True)), KOLONNER, SUMMER))


@settings(max_examples=25, deadline=None)
@given(tabeller, st.integers(3, 9), st.booleans())
def test_ingen_smaa_tall_vises_og_summene_er_lik_delene(data, base, graadig):
    with pytest.MonkeyPatch.context() as m:
        if graadig:
            m.setattr(_rund, "FLEST_NOYAKTIG", 0)
        k = avrund(data, celle=CELLE, summer=SUMMER, base=base, grenser=SSB)

    ny = k.tabell.set_index(CELLE)["teller"]
    sann = data.set_index(CELLE)["teller"]
    assert ((ny == 0) | (ny >= base)).all()
    for rad, kolonne in ny.index:
        deler = itertools.product(blader(rad, SUMMER["rad"]), blader(kolonne, SUMMER["kolonne"]))
        assert ny[rad, kolonne] == sum(ny[d] for d in {*deler})
    indre = [*itertools.product(RADER, KOLONNER)]
    assert (ny[indre] - sann[indre]).abs().max() < base
    assert (ny[indre] == sann[indre])[(sann[indre] == 0) | (sann[indre] >= base)].all()


test_ingen_smaa_tall_vises_og_summene_er_lik_delene_i_mange = grundig(
    test_ingen_smaa_tall_vises_og_summene_er_lik_delene,
    200,
    tabeller,
    st.integers(3, 9),
    st.booleans(),
)


@settings(max_examples=12, deadline=None)
@given(tabeller, st.randoms(use_true_random=False))
def test_radenes_rekkefoelge_endrer_ikke_avrundingen(data, tilfeldig):
    nytt = list(range(len(data)))
    tilfeldig.shuffle(nytt)

    rett, stokket = (avrund(d, celle=CELLE, summer=SUMMER) for d in (data, data.iloc[nytt]))

    pd.testing.assert_frame_equal(rett.tabell, stokket.tabell.sort_index())


test_radenes_rekkefoelge_endrer_ikke_avrundingen_i_mange = grundig(
    test_radenes_rekkefoelge_endrer_ikke_avrundingen,
    100,
    tabeller,
    st.randoms(use_true_random=False),
)


def test_den_graadige_losningen_er_nesten_like_naer_som_den_noyaktige(monkeypatch):
    avvik = []
    for flest in (40, 0):
        monkeypatch.setattr(_rund, "FLEST_NOYAKTIG", flest)
        rng = np.random.default_rng(7)
        for _ in range(20):
            data = alle_celler({r: rng.poisson(4, 3).tolist() for r in RADER}, KOLONNER, SUMMER)
            k = avrund(data, celle=CELLE, summer=SUMMER)
            avvik.append((k.tabell["teller"] - data["teller"]).abs().sum())

    noyaktig, graadig = np.sum(avvik[:20]), np.sum(avvik[20:])
    assert noyaktig <= graadig <= 1.15 * noyaktig


def test_hele_kommunen_avrundes_med_smaa_avvik_i_summene():
    rng, soner = np.random.default_rng(3), [f"z{i}" for i in range(300)]
    antall = rng.poisson(2, (300, 4))
    data = alle_celler(dict(zip(soner, antall.tolist(), strict=True)), list("wxyz"),
                       {"rad": {"alle": soner}, "kolonne": {"alle": list("wxyz")}})  # fmt: skip

    t = avrund(
        data, celle=CELLE, summer={"rad": {"alle": soner}, "kolonne": {"alle": list("wxyz")}}
    ).tabell

    assert (t["teller"] - data["teller"]).abs().max() <= 5


def test_rester_rundes_ogsaa_og_telleren_blir_aldri_storre_enn_nevneren():
    data = pd.DataFrame({
        "sone": ["1", "2", "3", "alle"], "teller": [97, 2, 40, 139], "nevner": [100, 40, 80, 220], "verdi": 0.5,
    })  # fmt: skip

    t = avrund(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}}).tabell

    for tall in (t["teller"], t["nevner"], t["nevner"] - t["teller"]):
        assert ((tall == 0) | (tall >= 5)).all()
        assert tall[3] == tall[:3].sum()
    assert "verdi" not in t


def test_rate_med_flere_hendelser_enn_personer_avrundes_hver_for_seg():
    data = pd.DataFrame({"sone": ["1", "2"], "teller": [130, 3], "nevner": [128, 60]})

    assert avrund(data, celle=["sone"]).tabell[["teller", "nevner"]].to_numpy().tolist() == [
        [130, 128],
        [5, 60],
    ]


def test_telleren_vises_ikke_i_en_liten_gruppe():
    data = pd.DataFrame({"sone": ["1", "2"], "teller": [12, 12], "nevner": [24, 80]})

    k = avrund(data, celle=["sone"])

    assert k.tabell["teller"].isna().tolist() == [True, False]
    assert k.tabell["merknad"].tolist() == ["skjult: lite grunnlag", ""]
    assert k.skjult["sone"].tolist() == ["1"]


@pytest.mark.parametrize(
    ("profil", "base"), [("ssb", 3), ("standard", 5), ("folkehelse", 7), ("streng", 10)]
)
def test_basen_folger_profilen_og_kan_ikke_vaere_lavere(profil, base):
    data, grenser = pd.DataFrame({"sone": ["1"], "teller": [1]}), Grenser.fra(profil)

    assert avrund(data, celle=["sone"], grenser=grenser).opplysninger["base"] == base
    with pytest.raises(BrukFeil, match="K890"):
        avrund(data, celle=["sone"], grenser=grenser, base=base - 1)


def test_del_uten_egen_rad_regnes_ut_av_summen():
    data = pd.DataFrame({"sone": ["1", "2", "alle"], "teller": [3, 20, 53]})

    t = avrund(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "ikke vist"]}}).tabell

    assert t["teller"].tolist() == [5, 20, 55]


def test_tall_som_mangler_mangler_fortsatt():
    data = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [3, 20, np.nan, 23],
                         "merknad": ["", "", "mangler: tall", ""]})  # fmt: skip

    t = avrund(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}}).tabell

    assert t["teller"].tolist()[:2] == [5, 20]
    assert np.isnan(t["teller"][2])
    assert t["merknad"].tolist() == ["", "", "mangler: tall", ""]


@pytest.mark.parametrize("teller", [[3, 20, 24], [3, 20, 22], [-1, 20, 19], [2.5, 20, 22.5]])
def test_tall_som_ikke_stemmer_stopper(teller):
    data = pd.DataFrame({"sone": ["1", "2", "alle"], "teller": teller})

    with pytest.raises(DataFeil):
        avrund(data, celle=["sone"], summer={"sone": {"alle": ["1", "2"]}})


def test_tall_skjult_i_kilden_kan_ikke_avrundes():
    data = pd.DataFrame(
        {"sone": ["1", "2"], "teller": [np.nan, 20], "merknad": ["skjult: «:» i kilden", ""]}
    )

    with pytest.raises(PersonvernStopp, match="K898"):
        avrund(data, celle=["sone"])


def test_avrunding_endrer_ikke_inndata_og_tom_tabell_gir_tom_tabell():
    data = pd.DataFrame({"sone": ["1", "2"], "teller": [3, 20], "nevner": [50, 60], "verdi": 0.1})
    foer = data.copy()

    avrund(data, celle=["sone"])
    tom = avrund(data.iloc[:0], celle=["sone"], mangler="Ingen tall.")

    pd.testing.assert_frame_equal(data, foer)
    assert tom.tabell.empty
    assert tom.opplysninger["mangler"] == "Ingen tall."
