"""Revisjonen finner det som kan regnes ut, og bare det. Fasit: z1 i fasit/prikking.toml."""

from __future__ import annotations

import tomllib
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.metoder._intervaller import poisson, wilson
from metodikk.metoder._revisjon_intervall import Spenn, av_poisson, av_wilson
from metodikk.metoder.prikking import Grenser, prikk
from metodikk.metoder.revisjon import APEN, GRENSEN, SMAL, UPROVD, VERNET, Steder, grenser, revider
from tests.conftest import ROT
from tests.grundig import grundig

Z1 = tomllib.loads((ROT / "tests/fasit/prikking.toml").read_text(encoding="utf-8"))["z1"]
SMAA = ["B · arbeid", "D · arbeid", "H · arbeid"]


def _celler(tabell, skjult=(), **felt):
    """Celler av en tabell: rad → kolonne → antall, med summer begge veier."""
    kolonner = [*next(iter(tabell.values())), "I alt"]
    med_sum = {r: {**v, "I alt": sum(v.values())} for r, v in tabell.items()}
    med_sum["I alt"] = {k: sum(v[k] for v in med_sum.values()) for k in kolonner}
    rader = [
        {"rapport": "r", "ark": "T", "celle": f"{r} · {k}", "rad": i, "kolonne": k, "tall": k,
         "gruppe": r, "aar": "", "slag": "antall", "desimaler": 0,
         "verdi": None if f"{r} · {k}" in skjult else float(v[k]),
         "symbol": ":" if f"{r} · {k}" in skjult else ""}
        for i, (r, v) in enumerate(med_sum.items()) for k in kolonner
    ]  # fmt: skip
    return pd.DataFrame(rader).assign(**felt)


def _en(gruppe, verdi, **felt):
    fast = {"rapport": "r", "ark": "T", "celle": f"{gruppe}", "rad": 5, "kolonne": "Antall",
            "tall": "barn", "gruppe": gruppe, "aar": "2024", "slag": "antall", "desimaler": 0,
            "verdi": verdi, "symbol": ":" if verdi is None else ""}  # fmt: skip
    return fast | felt


@pytest.fixture
def z1():
    return {r: dict(zip(Z1["kolonner"], v, strict=True)) for r, v in Z1["antall"].items()}


def test_bare_primaer_prikking_lar_de_tre_smaa_cellene_i_z1_regnes_ut(z1):
    svar = grenser(_celler(z1, SMAA))

    assert [svar[f"r, T, {c}"] for c in SMAA] == [(1, 1), (2, 2), (3, 3)]
    assert set(revider(_celler(z1, SMAA))["dom"]) == {APEN}


def test_med_sekundaer_prikking_faar_cellene_i_z1_intervallene_fra_fasiten(z1):
    svar = grenser(_celler(z1, Z1["skjult"]))

    assert [svar[f"r, T, {c}"] for c in SMAA] == [(0, 6)] * 3
    assert [svar[f"r, T, {r} · annet"] for r in "BDH"] == [(2, 8), (9, 15), (6, 12)]
    assert set(revider(_celler(z1, Z1["skjult"]))["dom"]) == {VERNET}


def test_svaret_navngir_cellene_tallet_er_regnet_av_men_ikke_tallet(z1):
    svar = revider(_celler(z1, ["B · arbeid"])).iloc[0]

    assert svar["celle"] == "B · arbeid"
    assert "r, T, B · annet" in svar["av"] or "r, T, A · arbeid" in svar["av"]
    assert not {"nedre", "ovre", "verdi"} & set(svar.index)


def test_et_skjult_tall_som_staar_i_en_annen_rapport_er_funnet():
    celler = pd.DataFrame([_en("a", None), _en("A", 3.0, rapport="annen", celle="B9")])

    svar = revider(celler).iloc[0]

    assert (svar["dom"], svar["av"]) == (APEN, "annen, T, B9")


def test_et_tall_som_ble_vist_i_en_tidligere_utgave_er_funnet():
    svar = revider(pd.DataFrame([_en("a", None)]), tidligere=pd.DataFrame([_en("a", 3.0)]))

    assert svar["dom"].tolist() == [APEN]
    assert svar["av"].iloc[0].startswith("tidligere utgave:")


def test_soner_omraade_og_resten_henger_sammen_paa_tvers_av_rapportene():
    steder = Steder({"Nord": "1", "Sør": "2", "Vest": "3"}, ["1", "2"], "Brygga", "Vik")
    celler = pd.DataFrame([
        _en("Nord", None), _en("Sør", 20.0), _en("Vest", 30.0, celle="B8"),
        _en("Vik", 52.0, rapport="annen"),
    ])  # fmt: skip

    assert revider(celler, steder=steder)["dom"].tolist() == [APEN]
    assert revider(celler.drop(2), steder=steder)["dom"].tolist() == [VERNET]


def test_aar_og_samlet_periode_henger_sammen():
    celler = pd.DataFrame([
        _en("a", None, aar="2021"), _en("a", 6.0, aar="2022"), _en("a", 9.0, aar="2021–2022"),
    ])  # fmt: skip

    assert revider(celler)["dom"].tolist() == [APEN]


def test_avrundet_prosent_og_grunnlag_avsloerer_antallet():
    steder = Steder(omraadenavn="Brygga", kommunenavn="Vik")
    grunnlag = [_en(g, n, slag="grunnlag") for g, n in (("Brygga", 40.0), ("Vik", 140.0))]
    andeler = [_en("Brygga", None, slag="prosent"), _en("Vik", 10.0, slag="prosent"),
               _en("Resten av kommunen", 12.0)]  # fmt: skip

    assert revider(pd.DataFrame(grunnlag + andeler), steder=steder)["dom"].tolist() == [APEN]


def test_avrundede_rater_med_kjent_folketall_avsloerer_antallet():
    celler = pd.DataFrame([
        _en("a", None, aar="2021", slag="per 1 000"),
        _en("a", 4.1, aar="2022", slag="per 1 000", desimaler=1),
        _en("a", 3.0, aar="2021–2022", slag="per 1 000", desimaler=1),
    ])  # fmt: skip
    bosatte = {("a", "2021"): 2700.0, ("a", "2022"): 2700.0}

    assert revider(celler, bosatte=bosatte)["dom"].tolist() == [APEN]
    assert revider(celler)["dom"].tolist() == [UPROVD]


def test_et_intervall_paa_to_verdier_er_smalt():
    celler = pd.DataFrame([_en("a", None), _en("b", 10.0), _en("I alt", 12.0),
                           _en("c", None)])  # fmt: skip

    assert revider(celler)["dom"].tolist() == [SMAL, SMAL]


def test_to_smaa_tall_med_kjent_sum_er_nesten_kjent_for_den_som_kjenner_grensen():
    aar = [_en("a", v, aar=a) for a, v in (("2023", None), ("2024", None), ("2025", 5.0))]
    celler = pd.DataFrame([*aar, _en("a", 12.0, aar="2023–2025")])

    assert revider(celler)["dom"].tolist() == [VERNET, VERNET]
    assert revider(celler, grense=5)["dom"].tolist() == [GRENSEN, GRENSEN]


@pytest.mark.parametrize(("aar_2025", "dom"), [(None, VERNET), (5.0, GRENSEN)])
def test_leseren_gjetter_ikke_paa_aar_som_skjules_sammen_med_perioden(aar_2025, dom):
    aar = [_en("a", v, aar=a) for a, v in (("2023", None), ("2024", None), ("2025", aar_2025))]
    celler = pd.DataFrame([*aar, _en("a", 12.0, aar="2023–2025")])

    assert {*revider(celler, grense=5)["dom"]} == {dom}


def test_gjetningen_om_grensen_forkastes_naar_en_skjult_nabo_er_stor(z1):
    assert set(revider(_celler(z1, Z1["skjult"]), grense=4)["dom"]) == {VERNET}


def test_en_sumrad_som_ikke_stemmer_brukes_ikke():
    celler = pd.DataFrame([
        _en("a", None), _en("b", 4.0), _en("I alt", 9.0),
        _en("a", 5.0, aar="2020"), _en("b", 4.0, aar="2020"), _en("I alt", 8.0, aar="2020"),
    ])  # fmt: skip

    assert revider(celler)["dom"].tolist() == [VERNET]


def test_uten_celler_er_det_ingen_funn(z1):
    assert revider(_celler(z1).iloc[:0]).empty


def test_revisjonen_endrer_ikke_cellene_den_faar(z1):
    celler = _celler(z1, SMAA)
    foer = celler.copy()

    revider(celler)

    pd.testing.assert_frame_equal(celler, foer)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_grensene_rommer_alltid_sannheten(data):
    rader, kolonner = "abc"[: data.draw(st.integers(2, 3))], "xyz"[: data.draw(st.integers(2, 3))]
    tabell = {r: {k: data.draw(st.integers(0, 12)) for k in kolonner} for r in rader}
    alle = [f"{r} · {k}" for r, k in product(rader, kolonner)]
    skjult = data.draw(st.sets(st.sampled_from(alle), min_size=1))

    svar = grenser(_celler(tabell, skjult))

    for c in skjult:
        r, k = c.split(" · ")
        assert svar[f"r, T, {c}"][0] <= tabell[r][k] <= svar[f"r, T, {c}"][1]


test_grensene_rommer_alltid_sannheten_i_mange = grundig(
    test_grensene_rommer_alltid_sannheten, 150, st.data()
)


antallene = st.lists(st.lists(st.integers(1, 30), min_size=3, max_size=3), min_size=3, max_size=4)


@settings(max_examples=10, deadline=None)
@given(antallene)
def test_revisjonen_kan_ikke_regne_ut_det_porten_har_skjult(antall):
    tabell = {r: dict(zip("xyz", v, strict=True)) for r, v in zip("abcd", antall, strict=False)}
    celler = _celler(tabell)
    rader, kolonner = [*tabell], ["x", "y", "z"]
    klart = prikk(
        celler[["gruppe", "kolonne"]].assign(teller=celler["verdi"]), celle=["gruppe", "kolonne"],
        summer={"gruppe": {"I alt": rader}, "kolonne": {"I alt": kolonner}}, grenser=Grenser.fra(),
    )  # fmt: skip
    skjult = klart.tabell.loc[klart.tabell["teller"].isna(), ["gruppe", "kolonne"]]

    svar = revider(_celler(tabell, {f"{g} · {k}" for g, k in skjult.to_numpy()}))

    assert APEN not in set(svar["dom"])


test_revisjonen_kan_ikke_regne_ut_det_porten_har_skjult_i_mange = grundig(
    test_revisjonen_kan_ikke_regne_ut_det_porten_har_skjult, 100, antallene
)


GRENSETALL = pd.read_csv(ROT / "tests/fasit/intervaller.csv").query("konfidens == 0.95")


def _med_grenser(gruppe, nedre, ovre, verdi=None, slag="prosent", desimaler=1, **felt):
    tall = ((slag, verdi), ("nedre", nedre), ("ovre", ovre))
    return [
        _en(gruppe, v, slag=s, desimaler=desimaler, celle=f"{gruppe}-{s}", **felt) for s, v in tall
    ]


@pytest.mark.parametrize("rad", GRENSETALL.query("maal == 'wilson'").to_dict("records"))
def test_publiserte_wilson_grenser_gir_telleren_tilbake(rad):
    lite = 1e-7
    n, u = (Spenn(rad[k] - lite, rad[k] + lite) for k in ("nedre", "ovre"))

    svar = av_wilson(None, n, u, rad["nevner"])

    assert svar.antall == Spenn(rad["teller"], rad["teller"])


@pytest.mark.parametrize("rad", GRENSETALL.query("maal != 'wilson'").to_dict("records"))
def test_publiserte_poisson_grenser_gir_antallet_tilbake(rad):
    lite = 1e-7
    n, u = (Spenn(rad[k] - lite, rad[k] + lite) for k in ("nedre", "ovre"))

    svar = av_poisson(None, n, u, 1)

    assert svar.antall == Spenn(rad["teller"], rad["teller"])


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 400), st.floats(0, 1), st.integers(0, 1), st.booleans())
def test_grensene_snudd_rommer_alltid_antallet_og_gruppen(n, andel, desimaler, kjent_gruppe):
    x, halv = round(andel * n), 0.5 * 10.0**-desimaler + 1e-9
    nedre, ovre = (round(100 * float(g), desimaler) for g in wilson(x, n))

    svar = av_wilson(
        None, *(Spenn((g - halv) / 100, (g + halv) / 100) for g in (nedre, ovre)), n if kjent_gruppe else None
    )  # fmt: skip

    assert svar.antall.lav <= x <= svar.antall.hoy
    assert svar.gruppe.lav <= n <= svar.gruppe.hoy


test_grensene_snudd_rommer_alltid_antallet_og_gruppen_i_mange = grundig(
    test_grensene_snudd_rommer_alltid_antallet_og_gruppen,
    400,
    st.integers(1, 400),
    st.floats(0, 1),
    st.integers(0, 1),
    st.booleans(),
)


def test_grensene_og_grunnlaget_avsloerer_det_skjulte_antallet():
    grunnlag = _en("a", 60.0, slag="grunnlag", rapport="annen")

    svar = revider(pd.DataFrame([*_med_grenser("a", 1.7, 13.7), grunnlag]))

    assert svar["dom"].tolist() == [APEN]
    assert svar["rapporter"].iloc[0] == ("annen", "r")


def test_grensene_og_andelen_avsloerer_antallet_uten_grunnlaget():
    celler = [*_med_grenser("a", 1.71, 13.70, 5.00, desimaler=2), _en("a", None)]

    assert revider(pd.DataFrame(celler))["dom"].tolist() == [APEN]
    assert revider(pd.DataFrame(celler[:1] + celler[3:]))["dom"].tolist() == [VERNET]


def test_grensene_rundt_en_rate_avsloerer_antallet_naar_folketallet_er_kjent():
    celler = pd.DataFrame(_med_grenser("a", 1.6, 11.7, slag="per 1 000"))

    assert revider(celler, bosatte={("a", "2024"): 1000.0})["dom"].tolist() == [APEN]


def test_grenser_som_er_regnet_paa_en_annen_maate_brukes_ikke():
    andre = [*_med_grenser("b", 2.0, 9.0, 5.0), _en("b", 60.0, slag="grunnlag")]
    skjult = [*_med_grenser("a", 1.7, 13.7), _en("a", 60.0, slag="grunnlag")]

    assert revider(pd.DataFrame(skjult + andre))["dom"].tolist() == [VERNET]


def test_en_sum_i_den_forrige_utgaven_og_deler_i_den_nye_avsloerer_tallet():
    naa = pd.DataFrame([_en("a", None), _en("b", 20.0), _en("I alt", None)])
    foer = pd.DataFrame([_en("a", None), _en("b", None), _en("I alt", 23.0)])

    svar = revider(naa, tidligere=foer)

    assert revider(naa)["dom"].tolist() == [VERNET, VERNET]
    assert svar["dom"].tolist() == [APEN, APEN]
    assert "tidligere utgave: r, T, I alt" in svar["av"].iloc[0]


def test_tall_som_er_rettet_siden_forrige_utgave_brukes_ikke():
    naa = pd.DataFrame([_en("a", None), _en("b", 20.0), _en("c", None), _en("I alt", 30.0)])
    foer = pd.DataFrame([_en("b", 19.0), _en("I alt", 31.0)])

    assert revider(naa, tidligere=foer)["dom"].tolist() == [VERNET, VERNET]


def test_en_skjult_gruppe_er_et_eget_antall_og_kan_regnes_ut_av_de_andre():
    steder = Steder({"Nord": "1", "Sør": "2"}, ["1", "2"], "Brygga", "Vik")
    celler = pd.DataFrame([
        _en("Nord", 12.0), _en("Nord", None, slag="grunnlag", celle="n"),
        _en("Sør", 40.0, slag="grunnlag"), _en("Brygga", 65.0, slag="grunnlag"),
    ])  # fmt: skip

    assert revider(celler, steder=steder)["dom"].tolist() == [APEN]
    assert revider(celler.drop(3), steder=steder)["dom"].tolist() == [VERNET]


def test_bredden_naar_grensen_er_kjent_staar_for_seg():
    aar = [_en("a", v, aar=a) for a, v in (("2023", None), ("2024", None), ("2025", 5.0))]

    svar = revider(pd.DataFrame([*aar, _en("a", 12.0, aar="2023–2025")]), grense=5)

    assert svar["bredde"].tolist() == [7, 7]
    assert svar["smalest"].tolist() == [1, 1]


def test_en_indeks_summeres_ikke_over_soner_eller_aar():
    steder = Steder({"Nord": "1", "Sør": "2"}, ["1", "2"], "Brygga", "Vik")
    i_fjor = [_en(g, v, aar="2023") for g, v in (("Nord", 99.0), ("Sør", 104.0), ("Brygga", 102.0))]
    i_aar = [_en(g, v) for g, v in (("Nord", None), ("Sør", 101.0), ("Brygga", 103.0))]

    assert revider(pd.DataFrame(i_aar), steder=steder)["dom"].tolist() == [APEN]
    assert revider(pd.DataFrame(i_aar + i_fjor), steder=steder)["dom"].tolist() == [VERNET]


SLAATT = Steder({"Nord": "1", "Sør": "2", "Vest": "3", "Sør og Vest": "sv"}, ["1"], "Brygga", "Vik",
                slaatt_sammen={"sv": ["2", "3"]})  # fmt: skip


def _foer_og_naa(sor, vest=20.0):
    """Sør og Vest hver for seg i den tidligere utgaven, og summen av dem i den nye."""
    return pd.DataFrame([_en("Sør", sor), _en("Vest", vest)]), pd.DataFrame([_en("Sør og Vest", 23.0)])  # fmt: skip


def test_summen_i_den_nye_utgaven_avsloerer_en_del_som_var_skjult_i_den_tidligere():
    foer, naa = _foer_og_naa(None)

    svar = revider(naa, steder=SLAATT, tidligere=foer)

    assert svar[["rapport", "celle", "dom"]].values.tolist() == [["tidligere utgave: r", "Sør", APEN]]  # fmt: skip
    assert svar["rapporter"].iloc[0] == ("r", "tidligere utgave: r")
    uten = Steder({**SLAATT.soner}, ["1"], "Brygga", "Vik")
    assert revider(naa, steder=uten, tidligere=foer)["dom"].tolist() == [VERNET]


def test_en_rapport_fra_foer_sammenslaaingen_og_en_fra_etter_avsloerer_delen():
    foer, naa = _foer_og_naa(None)

    svar = revider(pd.concat([foer, naa.assign(rapport="ny")]), steder=SLAATT)

    assert svar[["celle", "dom"]].values.tolist() == [["Sør", APEN]]


def test_to_deler_som_begge_var_skjult_er_vernet_naar_summen_vises():
    foer, naa = _foer_og_naa(None, None)

    assert revider(naa, steder=SLAATT, tidligere=foer)["dom"].tolist() == [VERNET, VERNET]
    assert revider(naa, steder=SLAATT, tidligere=_foer_og_naa(3.0)[0]).empty


def test_summene_over_omraadet_og_kommunen_gjelder_ogsaa_etter_sammenslaaingen():
    foer = pd.DataFrame([_en("Sør", None), _en("Nord", 10.0), _en("Vest", None)])
    naa = pd.DataFrame([_en("Sør og Vest", None), _en("Nord", 10.0), _en("Resten av kommunen", 23.0)])  # fmt: skip

    svar = revider(naa, steder=SLAATT, tidligere=foer).set_index("celle")["dom"]

    assert svar.to_dict() == {"Sør og Vest": APEN, "Sør": VERNET, "Vest": VERNET}


def test_en_sone_som_er_slaatt_sammen_paa_to_maater_telles_en_gang():
    steder = Steder({n: n for n in "abcd"}, ["a"], "O", "K", slaatt_sammen={"ab": "ab", "bc": "bc"})
    foer = pd.DataFrame([_en("ab", 11.0), _en("c", 20.0), _en("d", 9.0)])
    naa = pd.DataFrame([_en("a", None), _en("bc", None), _en("d", 9.0), _en("K", 40.0)])

    svar = revider(naa, steder=steder, tidligere=foer)

    assert svar["dom"].tolist() == [VERNET, VERNET]
    assert revider(naa.assign(verdi=naa["verdi"].fillna(28.0), symbol=["", ":", "", ""]).drop(0),
                   steder=steder, tidligere=foer)["dom"].tolist() == [VERNET]  # fmt: skip


def test_en_indeks_summeres_ikke_over_soner_som_er_slaatt_sammen():
    foer = pd.DataFrame([_en(g, v) for g, v in (("Nord", 99.0), ("Sør", None), ("Vest", 104.0))])
    naa = pd.DataFrame([_en("Nord", 99.0), _en("Sør og Vest", 230.0), _en("Vik", 102.0)])

    assert APEN not in set(revider(naa, steder=SLAATT, tidligere=foer)["dom"])


@pytest.mark.parametrize("som", ["rad", "navn", "kolonne"])
def test_en_aldersgruppe_som_er_slaatt_sammen_avsloerer_delen_som_var_skjult(som):
    def alder(navn, verdi):
        hvor = {"rad": {"gruppe": navn}, "navn": {"tall": f"folk · {navn}"},
                "kolonne": {"tall": f"folk · {navn.casefold()}", "kolonne": navn}}  # fmt: skip
        return _en("Vik", verdi) | hvor[som] | {"celle": navn}

    steder = Steder(aldre={"67 år og Over": ["67–79 år", "80 år og over"]})
    foer = pd.DataFrame([alder("67–79 år", 40.0), alder("80 år og over", None)])
    naa = pd.DataFrame([alder("67 år og Over", 43.0)])

    svar = revider(naa, steder=steder, tidligere=foer)

    assert svar[["celle", "dom"]].values.tolist() == [["80 år og over", APEN]]
    assert revider(naa, tidligere=foer)["dom"].tolist() != [APEN]


@pytest.mark.parametrize(("vist", "dom"), [(3.0, [APEN]), (5.0, [])])
def test_det_som_var_skjult_og_naa_vises_er_roept_bare_naar_det_er_lite(vist, dom):
    svar = revider(pd.DataFrame([_en("a", vist)]), tidligere=pd.DataFrame([_en("a", None)]))

    assert svar["dom"].tolist() == dom


def test_nesten_alle_i_gruppen_er_ogsaa_lite():
    naa = pd.DataFrame([_en("a", 58.0), _en("a", 60.0, slag="grunnlag", celle="n")])

    svar = revider(naa, tidligere=pd.DataFrame([_en("a", None)]), grense=5)

    assert svar["dom"].tolist() == [APEN]
    assert revider(naa.replace(60.0, 90.0), tidligere=pd.DataFrame([_en("a", None)]), grense=5).empty  # fmt: skip


def _paa_nivaa(gruppe, teller, n, nivaa, skjult=False, slag="prosent", **felt):
    """Verdien og grensene slik de ville stått i en tabell, med én desimal."""
    if slag == "prosent":
        verdi, grenser_ = 100 * teller / n, [100 * float(g) for g in wilson(teller, n, nivaa)]
    else:
        verdi, grenser_ = 1000 * teller / n, [1000 * float(g) / n for g in poisson(teller, nivaa)]
    tall = [None if skjult else round(verdi, 1), *(round(g, 1) for g in grenser_)]
    return [*_med_grenser(gruppe, tall[1], tall[2], tall[0], slag, **felt),
            _en(gruppe, float(n), slag="grunnlag", celle=f"{gruppe}-n")]  # fmt: skip


@pytest.mark.parametrize("nivaa", [0.8, 0.9, 0.95, 0.99, 0.998])
@pytest.mark.parametrize("oppgitt", [True, False])
def test_grenser_paa_andre_nivaaer_snus_naar_nivaaet_staar_der_eller_stemmer_i_andre_rader(nivaa, oppgitt):  # fmt: skip
    rader = [*_paa_nivaa("b", 23, 80, nivaa), *_paa_nivaa("c", 31, 95, nivaa),
             *_paa_nivaa("a", 3, 60, nivaa, skjult=True)]  # fmt: skip
    celler = pd.DataFrame(rader)
    if oppgitt:
        celler = celler[celler["gruppe"] == "a"].assign(konfidens=nivaa)

    assert revider(celler)["dom"].tolist() == [APEN]


@pytest.mark.parametrize("nivaa", [0.8, 0.99])
def test_en_grense_er_nok_naar_nivaaet_er_provd_paa_andre_rader(nivaa):
    celler = pd.DataFrame(
        _paa_nivaa("b", 23, 80, nivaa) + _paa_nivaa("a", 3, 60, nivaa, skjult=True)
    )

    assert revider(celler[celler["celle"] != "a-ovre"])["dom"].tolist() == [APEN]
    assert revider(celler[~celler["celle"].isin(["a-ovre", "b-ovre", "b-nedre"])])["dom"].tolist() == [VERNET]  # fmt: skip


def test_grenser_rundt_en_rate_paa_99_prosent_snus():
    celler = pd.DataFrame([
        *_paa_nivaa("b", 12, 900, 0.99, slag="per 1 000")[:3],
        *_paa_nivaa("a", 4, 1000, 0.99, True, "per 1 000")[:3],
    ])  # fmt: skip
    bosatte = {("a", "2024"): 1000.0, ("b", "2024"): 900.0}

    assert revider(celler, bosatte=bosatte)["dom"].tolist() == [APEN]


def test_to_nivaaer_i_samme_tabell_proeves_hver_for_seg():
    par = [pd.DataFrame([*_paa_nivaa("b", 23, 80, n), *_paa_nivaa("a", 3, 60, n, True)])
           .assign(konfidens=n) for n in (0.95, 0.998)]  # fmt: skip

    assert set(revider(pd.concat(par))["dom"]) == {APEN}


def test_brede_grenser_fra_en_vektet_undersokelse_passer_ikke_paa_noe_nivaa():
    vektet = [*_med_grenser("b", 20.0, 41.0, 29.0), _en("b", 80.0, slag="grunnlag", celle="bn"),
              *_med_grenser("a", 1.0, 16.0), _en("a", 60.0, slag="grunnlag", celle="an")]  # fmt: skip

    assert revider(pd.DataFrame(vektet))["dom"].tolist() == [VERNET]
