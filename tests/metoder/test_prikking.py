"""Porten skjuler små tall og naboene deres, og slipper resten gjennom."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from metodikk.grunn.feil import BrukFeil, DataFeil, PersonvernStopp
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder.prikking import Grenser, klarer_svar, klarer_uten_personer, prikk
from tests.conftest import ROT
from tests.grundig import grundig
from tests.metoder.prikkhjelp import uten_gulv

FASIT = tomllib.loads((ROT / "tests/fasit/prikking.toml").read_text(encoding="utf-8"))
BARE_TELLER = {"min_rest": 0, "min_nevner": 0, "min_svar": 0, "min_bredde": 0}


def blader(navn: str, summer: dict) -> list[str]:
    return [b for d in summer[navn] for b in blader(d, summer)] if navn in summer else [navn]


def alle_celler(antall: dict, kolonner: list[str], summer: dict) -> pd.DataFrame:
    """Regn ut alle cellene og summene i en tabell, uavhengig av motoren."""
    indre = {(r, k): v for r, rad in antall.items() for k, v in zip(kolonner, rad, strict=True)}
    rader, kols = (
        [*dict.fromkeys([*alle, *summer[d]])]
        for d, alle in (("rad", antall), ("kolonne", kolonner))
    )
    celler = [
        (r, k, sum(indre[b] for b in itertools.product(set(blader(r, summer["rad"])), set(blader(k, summer["kolonne"])))))
        for r in rader for k in kols
    ]  # fmt: skip
    return pd.DataFrame(celler, columns=["rad", "kolonne", "teller"])


@pytest.mark.parametrize("navn", FASIT)
def test_prikk_skjuler_de_samme_cellene_som_ssbs_gausssuppression(navn):
    f = FASIT[navn]
    data = alle_celler(f["antall"], f["kolonner"], f["summer"])
    grenser = uten_gulv(min_teller=f["maks"] + 1, skjul_null=f["verner_nuller"], **BARE_TELLER)

    k = prikk(data, celle=["rad", "kolonne"], summer=f["summer"], grenser=grenser)

    assert sorted(k.skjult["rad"] + " · " + k.skjult["kolonne"]) == sorted(f["skjult"])


def test_prikk_skjuler_ogsaa_naboen_naar_summen_vises():
    data = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [3, 20, 30, 53]})

    k = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})

    assert k.tabell["teller"].isna().tolist() == [True, True, False, False]
    assert k.skjult[["sone", "regel", "verner"]].to_numpy().tolist() == [
        ["1", "liten teller", ""], ["2", "verner naboen 1", "1"],
    ]  # fmt: skip


def test_leseren_ser_ikke_forskjell_paa_den_lille_cellen_og_naboen():
    data = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [3, 20, 30, 53]})

    merknader = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}}).tabell[
        "merknad"
    ]

    assert merknader[0] == merknader[1] == "skjult: for å verne enkeltpersoner"


def test_bare_delene_av_summen_maa_skjules_naar_ingen_sum_vises():
    data = pd.DataFrame({"sone": ["1", "2", "3"], "teller": [3, 20, 30]})

    k = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})

    assert k.tabell["teller"].isna().tolist() == [True, False, False]


def test_ukjent_del_av_summen_verner_naboen():
    data = pd.DataFrame({"sone": ["1", "2", "alle"], "teller": [3, 20, 53]})

    k = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "ikke vist"]}})

    assert k.tabell["teller"].isna().tolist() == [True, False, False]


def test_liten_rest_skjules_fordi_nesten_alle_har_kjennetegnet():
    data = pd.DataFrame({"sone": ["1"], "teller": [97], "nevner": [100], "verdi": [0.97]})

    k = prikk(data, celle=["sone"])

    assert k.skjult["regel"].tolist() == ["liten rest"]
    assert k.tabell[["teller", "verdi"]].isna().all(axis=None)
    assert k.tabell["nevner"].tolist() == [100]


def test_rate_med_flere_hendelser_enn_personer_har_ingen_rest():
    data = pd.DataFrame({"sone": ["1"], "teller": [130], "nevner": [128]})

    assert prikk(data, celle=["sone"]).skjult.empty


def test_lite_grunnlag_skjuler_andelen_men_ikke_hvor_mange_som_bor_der():
    data = pd.DataFrame(
        {"sone": ["1"], "teller": [12], "nevner": [24], "verdi": [0.5], "nedre": 0.3, "ovre": 0.7}
    )

    rad = prikk(data, celle=["sone"]).tabell.iloc[0]

    assert rad["nevner"] == 24
    assert rad[["teller", "verdi", "nedre", "ovre"]].isna().all()
    assert rad["merknad"] == "skjult: lite grunnlag"


@pytest.mark.parametrize(("skjul_null", "skjult"), [(True, True), (False, False)])
def test_null_skjules_bare_naar_grensene_sier_det(skjul_null, skjult):
    data = pd.DataFrame({"sone": ["1"], "teller": [0], "nevner": [80]})

    k = prikk(data, celle=["sone"], grenser=Grenser(skjul_null=skjul_null))

    assert k.tabell["teller"].isna().tolist() == [skjult]


@pytest.mark.parametrize(("teller", "skjult"), [(4, True), (5, False)])
def test_grensen_er_det_minste_tallet_som_vises(teller, skjult):
    data = pd.DataFrame({"sone": ["1"], "teller": [teller], "nevner": [80]})

    assert prikk(data, celle=["sone"]).tabell["teller"].isna().tolist() == [skjult]


@pytest.mark.parametrize(("nevner", "skjult"), [(29, True), (30, False)])
def test_grensen_for_grunnlaget_er_minste_gruppe_som_vises(nevner, skjult):
    data = pd.DataFrame({"sone": ["1"], "teller": [10], "nevner": [nevner]})

    assert prikk(data, celle=["sone"]).tabell["teller"].isna().tolist() == [skjult]


def test_skjult_nevner_skjuler_prosenten_selv_om_telleren_vises():
    data = pd.DataFrame({
        "sone": ["1", "2", "3", "alle"], "teller": [2, 40, 40, 82], "nevner": [4, 90, 80, 174],
        "verdi": [0.5, 0.44, 0.5, 0.47],
    })  # fmt: skip

    t = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}}).tabell

    assert t.loc[t["nevner"].isna() | t["teller"].isna(), "verdi"].isna().all()
    assert t["nevner"].isna().sum() == 2


def test_perioden_og_aarene_i_den_vernes_i_samme_jobb():
    data = pd.DataFrame({"tid": ["2021", "2022", "2023", "2021–2023"], "teller": [3, 20, 30, 53]})

    k = prikk(data, celle=["tid"], summer={"tid": {"2021–2023": ["2021", "2022", "2023"]}})

    assert k.tabell["teller"].isna().tolist() == [True, True, False, False]


def test_tall_skjult_i_kilden_kan_ikke_regnes_ut_av_kildens_egen_sum():
    data = pd.DataFrame({
        "sone": ["1", "2", "3", "alle"], "teller": [np.nan, 20, 30, 53],
        "merknad": ["skjult: «:» i kilden", "", "", ""],
    })  # fmt: skip

    k = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})

    assert k.skjult["regel"].tolist() == ["skjult i kilden", "verner naboen 1"]
    assert k.tabell["merknad"][0] == "skjult: «:» i kilden"


def test_sum_som_hopper_over_en_sone_uten_tall_avsloerer_ikke_en_liten_nabo():
    data = pd.DataFrame({
        "sone": ["1", "2", "3", "alle"], "teller": [3, 20, np.nan, 23], "merknad": ["", "", "mangler: tall", ""],
    })  # fmt: skip

    t = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}}).tabell

    assert t["teller"].isna().sum() == 3
    assert t["merknad"][2] == "mangler: tall"


def test_sone_uten_tall_for_perioden_kan_vaere_hoppet_over_i_summen_for_hvert_aar():
    """Summene er vist år for år, sonene bare for perioden. Sone 3 mangler, og sone 1 er liten."""
    data = pd.DataFrame(
        [("1", "2023–2024", 3), ("2", "2023–2024", 40), ("3", "2023–2024", np.nan), ("alle", "2023", 22), ("alle", "2024", 21)],
        columns=["sone", "tid", "teller"],
    )  # fmt: skip
    summer = {"sone": {"alle": ["1", "2", "3"]}, "tid": {"2023–2024": ["2023", "2024"]}}

    t = prikk(data, celle=["sone", "tid"], summer=summer).tabell

    assert t["teller"][[0, 2]].isna().all()
    assert t["teller"][[1, 3, 4]].isna().any()


def test_behold_skjuler_heller_en_annen_nabo():
    data = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [3, 20, 30, 53]})
    valg = {"celle": ["sone"], "summer": {"sone": {"alle": ["1", "2", "3"]}}}

    k = prikk(data, behold={"sone": ["2", "alle"]}, **valg)

    assert k.skjult["sone"].tolist() == ["1", "3"]


def test_svar_fra_for_faa_skjules_ogsaa_for_den_lille_resten():
    data = pd.DataFrame(
        {"gruppe": ["menn", "kvinner"], "n": [196, 80], "n_alle": [200, 200], "verdi": [0.4, 0.5]}
    )

    k = klarer_svar(data, celle=["gruppe"], alle="n_alle")

    assert k.skjult[["gruppe", "regel"]].to_numpy().tolist() == [["menn", "liten rest"]]
    assert k.tabell["verdi"].isna().tolist() == [True, False]


def test_svar_som_kan_regnes_ut_av_helheten_skjules():
    data = pd.DataFrame(
        {"gruppe": ["unge", "eldre", "alle"], "n": [6, 90, 96], "verdi": [0.4, 0.5, 0.5]}
    )

    k = klarer_svar(data, celle=["gruppe"], summer={"gruppe": {"alle": ["unge", "eldre"]}})

    assert k.tabell["verdi"].isna().tolist() == [True, True, False]


def test_svar_faar_merknad_om_faa_svar_men_ikke_antallet():
    rad = klarer_svar(pd.DataFrame({"n": [9], "verdi": [0.4]})).tabell.iloc[0]

    assert rad["merknad"] == "skjult: få svar"
    assert np.isnan(rad["n"])


def test_privatpersoner_slipper_aldri_gjennom_porten():
    data = pd.DataFrame({"navn": ["Laget", "Ola"], "privatperson": [False, True]})

    with pytest.raises(PersonvernStopp):
        klarer_uten_personer(data, "lag")


def test_ukjent_om_raden_er_en_privatperson_regnes_som_privatperson():
    with pytest.raises(PersonvernStopp):
        klarer_uten_personer(pd.DataFrame({"privatperson": [None]}, dtype=object), "lag")


def test_stedsfakta_klareres_med_begrunnelse():
    k = klarer_uten_personer(pd.DataFrame({"verdi": [2.0]}), "antall lekeplasser")

    assert isinstance(k, Klarert)
    assert k.grunnlag == "antall lekeplasser"
    with pytest.raises(ValueError, match="hvorfor"):
        klarer_uten_personer(pd.DataFrame(), " ")


def test_telefonnummer_i_fritekst_maskeres_paa_vei_ut():
    data = pd.DataFrame({"tilbud": ["Ring +47 22 33 44 55", None]})

    assert (
        klarer_uten_personer(data, "lag").tabell["tilbud"].tolist()[0]
        == "Ring [telefonnummer skjult]"
    )


def test_grensene_kan_strammes_inn_men_aldri_loesnes():
    assert Grenser.fra("standard", min_teller=8).min_teller == 8
    for feil in ({"min_teller": 4}, {"skjul_null": False}, {"min_svr": 40}):
        with pytest.raises(BrukFeil):
            Grenser.fra("standard", **feil)
    with pytest.raises(BrukFeil):
        Grenser.fra("slapp")


STRENGERE_NED = {"serie_prosent", "dominans_andel"}
FELT = [f for f in Grenser.__dataclass_fields__ if f != "profil"]


@pytest.mark.parametrize(("svak", "sterk"), [
    ("ssb", "standard"), ("standard", "folkehelse"), ("standard", "streng"),
])  # fmt: skip
def test_profilene_er_aldri_svakere_enn_den_de_bygger_paa(svak, sterk):
    svak, sterk = Grenser.fra(svak), Grenser.fra(sterk)

    ned = {f: getattr(svak, f) - getattr(sterk, f) for f in FELT if f in STRENGERE_NED}
    opp = {f: getattr(sterk, f) - getattr(svak, f) for f in FELT if f not in STRENGERE_NED}
    assert min([*ned.values(), *opp.values()]) >= 0
    assert any([*ned.values(), *opp.values()])


@pytest.mark.parametrize("profil", katalog("grenser"))
def test_profilen_har_alle_grensene_og_en_kilde(profil):
    assert set(FELT) <= set(katalog("grenser")[profil])
    assert katalog("grenser")[profil]["kilde"].endswith(".")
    assert Grenser.fra(profil).profil == profil


def test_grensene_uten_valg_er_profilen_standard():
    assert Grenser() == Grenser.fra("standard")


@pytest.mark.parametrize("felt", FELT)
def test_ingen_grense_kan_gaa_under_gulvet_heller_ikke_utenom_profilene(felt):
    gulv = Grenser.fra("ssb")
    under = getattr(gulv, felt) + (1 if felt in STRENGERE_NED else -1)

    for lag in (
        lambda: Grenser(**{felt: under}),
        lambda: Grenser.fra("ssb", **{felt: under}),
        lambda: replace(gulv, **{felt: under}),
    ):
        if felt != "skjul_null":  # gulvet skjuler ikke nuller
            with pytest.raises(BrukFeil, match="K890"):
                lag()


def test_gulvet_skjuler_antall_under_tre_og_naboen_men_ikke_nuller():
    data = pd.DataFrame({"sone": ["1", "2", "3", "4", "alle"], "teller": [2, 3, 0, 9, 14]})

    k = prikk(
        data,
        celle=["sone"],
        summer={"sone": {"alle": ["1", "2", "3", "4"]}},
        grenser=Grenser.fra("ssb"),
    )

    assert k.skjult["sone"].tolist() == ["1", "2"]


def serien(*teller, **valg) -> list[bool]:
    """Hvilke år som skjules i én sone, når en annen sone har store tall hele tiden."""
    aar = [str(2020 + i) for i in range(len(teller))]
    her = pd.DataFrame({"sone": "1", "aar": aar, "teller": teller})
    data = pd.concat([her, her.assign(sone="2", teller=80)], ignore_index=True)
    k = prikk(data, celle=["sone", "aar"], serie="aar", **valg)
    assert k.tabell["teller"][len(teller) :].notna().all()
    return k.tabell["teller"][: len(teller)].isna().tolist()


@pytest.mark.parametrize(("teller", "profil", "hel"), [
    ([1, 1, 50, 50], "standard", False), ([1, 1, 1, 50], "standard", True),
    ([1, 50, 50, 50, 50], "folkehelse", False), ([1, 50, 50, 50], "folkehelse", True),
    ([1, 1, 1, 50], "ssb", False), ([1, np.nan, 50], "standard", False), ([1, 1, np.nan, 50], "standard", True),
])  # fmt: skip
def test_serien_skjules_hel_naar_for_mange_aar_er_skjult(teller, profil, hel):
    skjult = serien(*teller, grenser=Grenser.fra(profil))

    assert skjult == [hel or not t >= Grenser.fra(profil).min_teller for t in teller]


def test_aarene_i_en_skjult_serie_kan_ikke_regnes_ut_av_summen():
    data = pd.DataFrame(
        [(s, a, t) for s, rad in {"1": [1, 1, 50], "2": [40] * 3, "3": [60] * 3}.items() for a, t in zip("abc", rad, strict=True)],
        columns=["sone", "aar", "teller"],
    )  # fmt: skip
    alle = data.groupby("aar", as_index=False)["teller"].sum().assign(sone="alle")

    k = prikk(
        pd.concat([data, alle]),
        celle=["sone", "aar"],
        serie="aar",
        summer={"sone": {"alle": ["1", "2", "3"]}},
    )

    skjult = k.skjult.set_index(["sone", "aar"])["regel"]
    assert skjult["1", "c"] == "for mange skjulte år"
    assert k.tabell[k.tabell["aar"] == "c"]["teller"].isna().sum() == 2


def test_perioden_er_ikke_et_aar_i_serien():
    data = pd.DataFrame({"tid": ["2021", "2022", "2023", "2021–2023"], "teller": [1, 2, 30, 33]})

    k = prikk(
        data, celle=["tid"], serie="tid", summer={"tid": {"2021–2023": ["2021", "2022", "2023"]}}
    )

    assert k.tabell["teller"].isna().tolist() == [True, True, True, False]


def test_aarene_bak_en_periode_skjules_sammen_men_ikke_de_andre():
    data = pd.DataFrame(
        {"tid": ["2020", "2021", "2022", "2023", "2021–2023"], "teller": [30, 3, 20, 30, 53]}
    )
    valg = {"celle": ["tid"], "summer": {"tid": {"2021–2023": ["2021", "2022", "2023"]}}}

    k = prikk(data, hele_perioder="tid", **valg)

    assert k.tabell["teller"].isna().tolist() == [False, True, True, True, False]
    assert set(k.skjult["regel"]) == {"liten teller", "skjult sammen med perioden"}
    assert prikk(data, **valg).tabell["teller"].isna().sum() == 2


def test_aarene_skjules_ikke_sammen_naar_perioden_ikke_vises():
    data = pd.DataFrame({"tid": ["2021", "2022", "2023"], "teller": [3, 20, 30]})

    k = prikk(
        data,
        celle=["tid"],
        hele_perioder="tid",
        summer={"tid": {"2021–2023": ["2021", "2022", "2023"]}},
    )

    assert k.tabell["teller"].isna().tolist() == [True, False, False]


@pytest.mark.parametrize("navn", prikking.__all__)
def test_hver_offentlig_funksjon_i_porten_er_forklart_med_eksempel(navn):
    ting = getattr(prikking, navn)

    if callable(ting):
        assert ting.__doc__
        assert ">>>" in ting.__doc__ or isinstance(ting, type)


def test_tom_tabell_blir_klarert_og_sier_hva_som_mangler():
    k = prikk(pd.DataFrame({"sone": [], "teller": []}), celle=["sone"], mangler="Ingen tall.")

    assert k.tabell.empty
    assert k.skjult.empty
    assert k.opplysninger["mangler"] == "Ingen tall."


@pytest.mark.parametrize("data", [
    {"sone": ["1", "1"], "teller": [9, 9]},
    {"sone": ["1"], "antall": [9]},
    {"sone": ["1"], "teller": [-1]},
])  # fmt: skip
def test_celler_som_ikke_kan_klareres_stopper(data):
    with pytest.raises(DataFeil):
        prikk(pd.DataFrame(data), celle=["sone"])


def test_summer_som_gaar_i_ring_stopper():
    data = pd.DataFrame({"sone": ["a", "b"], "teller": [1, 9]})

    with pytest.raises(DataFeil):
        prikk(data, celle=["sone"], summer={"sone": {"a": ["b"], "b": ["a"]}})


def test_stor_tabell_klareres_raskt():
    rng = np.random.default_rng(1)
    soner = [f"z{i}" for i in range(20)]
    indre = pd.DataFrame(
        itertools.product([f"i{i}" for i in range(12)], soner, range(2012, 2026)),
        columns=["indikator", "sone", "aar"],
    )
    indre = indre.assign(nevner=rng.integers(20, 400, len(indre)))
    indre["teller"] = rng.binomial(indre["nevner"], 0.08)
    alle = (
        indre.groupby(["indikator", "aar"], as_index=False)[["nevner", "teller"]]
        .sum()
        .assign(sone="alle")
    )
    data = pd.concat([indre, alle], ignore_index=True)

    k = prikk(data, celle=["indikator", "sone", "aar"], summer={"sone": {"alle": soner}})

    assert len(data) > 3000
    assert k.opplysninger["vist"] > 2000


RADER, KOLONNER = ["a", "b", "c", "d"], ["x", "y", "z"]
SUMMER = {
    "rad": {"alle": ["nord", "sor"], "nord": ["a", "b"], "sor": ["c", "d"]},
    "kolonne": {"alle": ["x", "y", "z"], "xy": ["x", "y"]},
}
tabeller = st.lists(
    st.lists(st.integers(0, 14), min_size=3, max_size=3), min_size=4, max_size=4
).map(lambda t: alle_celler(dict(zip(RADER, t, strict=True)), KOLONNER, SUMMER))


def angrip(data: pd.DataFrame, vist: np.ndarray) -> list[bool]:
    """Kan noen celle regnes ut? Uavhengig angriper: rang av ligningene og lineær programmering."""
    ukjente = list(itertools.product(RADER, KOLONNER))
    likning = np.array([
        [float(r in blader(rad, SUMMER["rad"]) and k in blader(kol, SUMMER["kolonne"])) for r, k in ukjente]
        for rad, kol in zip(data["rad"], data["kolonne"], strict=True)
    ])  # fmt: skip
    kjent, svar = likning[vist], data["teller"].to_numpy(float)[vist]
    rang = np.linalg.matrix_rank(kjent) if vist.any() else 0
    funnet = []
    for rad in likning[~vist]:
        if np.linalg.matrix_rank(np.vstack([kjent, rad])) == rang:
            funnet.append(True)
            continue
        ender = [
            linprog(f * rad, A_eq=kjent if vist.any() else None, b_eq=svar if vist.any() else None)
            for f in (1, -1)
        ]
        funnet.append(all(e.status == 0 for e in ender) and abs(ender[0].fun + ender[1].fun) < 1e-6)
    return funnet


@settings(max_examples=15, deadline=None)
@given(tabeller)
def test_ingen_liten_celle_kan_regnes_ut_igjen(data):
    k = prikk(data, celle=["rad", "kolonne"], summer=SUMMER)
    vist = k.tabell["teller"].notna().to_numpy()

    funnet = np.zeros(len(data), dtype=bool)
    funnet[~vist] = angrip(data, vist)

    assert not (funnet & (data["teller"] < 5)).any()


test_ingen_liten_celle_kan_regnes_ut_igjen_i_mange = grundig(
    test_ingen_liten_celle_kan_regnes_ut_igjen, 150, tabeller
)


@settings(max_examples=15, deadline=None)
@given(tabeller, st.randoms(use_true_random=False))
def test_radenes_rekkefoelge_endrer_ikke_hva_som_skjules(data, tilfeldig):
    nytt = list(range(len(data)))
    tilfeldig.shuffle(nytt)
    valg = {"celle": ["rad", "kolonne"], "summer": SUMMER}

    rett, stokket = prikk(data, **valg), prikk(data.iloc[nytt], **valg)

    pd.testing.assert_frame_equal(rett.tabell, stokket.tabell.sort_index())


test_radenes_rekkefoelge_endrer_ikke_hva_som_skjules_i_mange = grundig(
    test_radenes_rekkefoelge_endrer_ikke_hva_som_skjules,
    100,
    tabeller,
    st.randoms(use_true_random=False),
)


@settings(max_examples=15, deadline=None)
@given(tabeller)
def test_ingenting_skjules_uten_regel_og_alt_under_grensen_er_borte(data):
    k = prikk(data, celle=["rad", "kolonne"], summer=SUMMER)

    assert (k.tabell["teller"].dropna() >= 5).all()
    assert (k.skjult["regel"] != "").all()
    assert len(k.skjult) == k.tabell["teller"].isna().sum()
    if (data["teller"] >= 5).all():
        assert k.skjult.empty


test_ingenting_skjules_uten_regel_i_mange = grundig(
    test_ingenting_skjules_uten_regel_og_alt_under_grensen_er_borte, 100, tabeller
)


def test_prikk_endrer_ikke_inndata():
    data = pd.DataFrame(
        {"sone": ["1", "2", "alle"], "teller": [3, 20, 23], "nevner": [50, 60, 110], "verdi": 0.1}
    )
    foer = data.copy()

    prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2"]}})
    klarer_svar(data.rename(columns={"nevner": "n"}))
    klarer_uten_personer(data, "prøve")

    pd.testing.assert_frame_equal(data, foer)


def test_bare_primaer_prikking_kan_regnes_tilbake():
    """Uten naboene gir summen fra seg den skjulte cellen. Derfor er de med."""
    data = alle_celler(FASIT["z1"]["antall"], FASIT["z1"]["kolonner"], FASIT["z1"]["summer"])
    synlig = data[data["teller"] >= 4]
    rest = (
        synlig.query("rad == 'B' and kolonne == 'Total'")["teller"].sum()
        - synlig.query("rad == 'B' and kolonne != 'Total'")["teller"].sum()
    )

    assert rest == 1
    assert prikking.NABO in prikk(
        data, celle=["rad", "kolonne"], summer=FASIT["z1"]["summer"]
    ).skjult["regel"].str.slice(0, len(prikking.NABO)).tolist()  # fmt: skip


def test_avled_faar_bare_de_klarerte_tallene_og_tar_med_det_som_er_skjult():
    data = pd.DataFrame({"sone": ["1", "2", "3"], "teller": [2.0, 40.0, 30.0], "nevner": 100.0})
    klart = prikking.prikk(data, celle=["sone"])

    avledet = prikking.avled(
        klart, lambda t: t.assign(verdi=t["teller"] / t["nevner"]), mangler="x"
    )
    bare_to = prikking.avled(klart, lambda t: t[t["sone"] == "2"], gjelder={"sone": ["2"]})

    assert avledet.tabell["verdi"].isna().tolist() == [True, False, False]
    assert avledet.skjult["sone"].tolist() == ["1"]
    assert avledet.opplysninger["mangler"] == "x"
    assert bare_to.skjult.empty


def test_nuller_som_foelger_av_at_summen_er_brukt_opp_vernes():
    """Summen er 9, og én sone har 9. Da må de andre være null, selv om de er skjult."""
    data = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [0, 0, 9, 9]})

    k = prikk(data, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})

    assert k.tabell["teller"].notna().tolist() == [False, False, False, True]


def test_en_sum_som_ikke_stemmer_ett_sted_svekker_ikke_vernet_et_annet_sted():
    data = pd.DataFrame({
        "indikator": [*"aaaabbbb"], "sone": ["1", "2", "3", "alle"] * 2, "teller": [0, 0, 9, 9, 4, 30, 40, 20],
    })  # fmt: skip

    k = prikk(data, celle=["indikator", "sone"], summer={"sone": {"alle": ["1", "2", "3"]}})

    assert k.tabell["teller"].notna().tolist()[:4] == [False, False, False, True]
