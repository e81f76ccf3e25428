"""Stedsanalysen: personer telles, små grupper vises ikke, og bilder prøves mot tall uten å overdrive."""

from __future__ import annotations

import itertools
import tomllib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.typer import Klarert
from metodikk.metoder import kunnskapsgrunnlag, stedsanalyse
from metodikk.metoder.prikking import Grenser
from metodikk.metoder.stedsanalyse import enighet, grupper, myter, sitater
from tests.conftest import ROT
from tests.metoder import kunnskap_data

FASIT = tomllib.loads((ROT / "tests/fasit/krippendorff.toml").read_text(encoding="utf-8"))
SONER = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vika"]})
BILDE = {"akse": "stedsbilde", "kode": "mørkt", "retning": "negativ"}


def koding(linjer) -> pd.DataFrame:
    return pd.DataFrame(
        {i: [np.nan if v == "*" else float(v) for v in rad.split()] for i, rad in enumerate(linjer)}
    )


def utsagn(gruppe: str, antall: int, *, fra: int = 0, bor: bool = True, **felt) -> list[dict]:
    """Ett utsagn fra hver av personene fra nummer `fra` i gruppen."""
    return [
        {"kilde_slag": "intervju", "informant": f"{gruppe}-I{nr:02}", "gruppe": gruppe, "bor_her": bor,
         **BILDE, **felt}
        for nr in range(fra, fra + antall)
    ]  # fmt: skip


def tabell(*deler: list[dict]) -> pd.DataFrame:
    ut = pd.DataFrame([rad for del_ in deler for rad in del_])
    return ut.assign(utsagn=[f"S{i:03}" for i in range(len(ut))])


def grunn() -> tuple[list[dict], ...]:
    """Tolv unge og elleve eldre som bor her, ti besøkende, og tre nye som er for få."""
    return (
        utsagn("unge", 12, kode="vennlig", retning="positiv"), utsagn("eldre", 11, kode="vennlig", retning="positiv"),
        utsagn("besøkende", 10, bor=False, kode="voldelig"), utsagn("nye", 3, kode="hemmelig kode"),
    )  # fmt: skip


def lag(koder: pd.DataFrame, **tabeller) -> stedsanalyse.Stedsanalyse:
    return stedsanalyse.lag({"soner": SONER, "stedskoder": koder, **tabeller}, omraade=["1"])


def all_tekst(k) -> str:
    deler = [d for d in vars(k).values() if isinstance(d, Klarert)]
    return " ".join(f"{d.tabell.to_csv()}{d.skjult.to_csv()}{d.opplysninger}" for d in deler) + str(
        k.opplysninger
    )


# Enigheten mellom dem som koder


@pytest.mark.parametrize("navn", FASIT)
@pytest.mark.parametrize("nivaa", ["nominal", "interval"])
def test_alfa_er_den_publiserte(navn, nivaa):
    alfa = stedsanalyse.krippendorff(koding(FASIT[navn]["koding"]), nivaa=nivaa)

    assert alfa == pytest.approx(FASIT[navn][nivaa], abs=6e-7)


def test_kappa_er_den_publiserte_for_20_5_10_15():
    """Cohens eget slag eksempel: 20 ja-ja, 5 ja-nei, 10 nei-ja og 15 nei-nei gir 0,40."""
    en = pd.Series(["ja"] * 25 + ["nei"] * 25)
    to = pd.Series(["ja"] * 20 + ["nei"] * 5 + ["ja"] * 10 + ["nei"] * 15)

    assert stedsanalyse.kappa(en, to) == pytest.approx(0.40)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 4))
def test_alfa_er_en_minus_uenighet_i_par_innen_utsagn_mot_par_paa_tvers(fro, kodere):
    """Regnet helt på nytt: alle par av svar i samme utsagn, mot alle par av svar i hele materialet."""
    rng = np.random.default_rng(fro)
    d = pd.DataFrame(rng.integers(0, 3, (8, kodere)).astype(float))
    d = d.mask(rng.random(d.shape) < 0.2)
    svar = [rad.dropna().tolist() for _, rad in d.iterrows() if rad.notna().sum() > 1]
    alle = [v for rad in svar for v in rad]
    if len(set(alle)) < 2:
        assert np.isnan(stedsanalyse.krippendorff(d))
        return
    innen = sum(
        sum(a != b for a, b in itertools.permutations(rad, 2)) / (len(rad) - 1) for rad in svar
    )
    tvers = sum(a != b for a, b in itertools.permutations(alle, 2)) / (len(alle) - 1)

    assert stedsanalyse.krippendorff(d) == pytest.approx(1 - innen / tvers)


def test_navnene_paa_kodene_og_rekkefoelgen_endrer_ikke_alfa():
    d = koding(FASIT["krippendorff_2011"]["koding"])
    om = d.sample(frac=1, random_state=1)[[3, 1, 0, 2]].map(lambda v: {1: "e", 2: "d", 3: "c", 4: "b", 5: "a"}.get(v))  # fmt: skip

    assert stedsanalyse.krippendorff(om) == pytest.approx(stedsanalyse.krippendorff(d))


def test_intervallet_er_det_samme_med_samme_froe_og_rommer_alfa():
    rng = np.random.default_rng(3)
    en = pd.Series(rng.choice(list("abc"), 80))
    d = pd.DataFrame({"en": en, "to": en.where(rng.random(80) > 0.15, "a")})

    e = stedsanalyse.vurder(d, fro=1)

    assert e == stedsanalyse.vurder(d, fro=1)
    assert e.nedre < e.alfa < e.ovre
    assert stedsanalyse.vurder(d, fro=2).nedre == pytest.approx(e.nedre, abs=0.03)


@pytest.mark.parametrize(
    ("alfa", "n", "dom"),
    [(0.8, 30, enighet.ENIGE), (0.7999, 30, enighet.FORELOPIG), (0.667, 30, enighet.FORELOPIG),
     (0.6669, 30, enighet.UENIGE), (1.0, 29, enighet.FOR_FAA), (float("nan"), 90, enighet.FOR_FAA)],
)  # fmt: skip
def test_dommen_foelger_grensene(alfa, n, dom):
    assert enighet.dom(alfa, n) == dom


def test_en_kode_med_lav_enighet_blir_funnet_og_forvekslingen_staar_foerst():
    par = [("lyst", "lyst")] * 30 + [("slitent", "slitent")] * 4 + [("slitent", "mørkt")] * 6 + [("mørkt", "mørkt")] * 20  # fmt: skip
    koder = tabell(*grunn()).head(0)
    koder = tabell(utsagn("unge", len(par))).assign(
        kode=[p[0] for p in par], kode2=[p[1] for p in par]
    )

    k = lag(koder)

    assert k.opplysninger["svake_koder"] == ["slitent"]
    assert k.forvekslinger.tabell.iloc[0].tolist() == ["mørkt", "slitent", 6]


# Grupper og ord


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 200), st.integers(3, 6))
def test_hvert_ord_dekker_saa_mange_mulige_antall_at_ingen_kan_telles(av, bredde):
    ord_ = [stedsanalyse.ord_for_utbredelse(n, av, bredde=bredde) for n in range(av + 1)]

    assert all(ord_.count(o) >= bredde for o in set(ord_))
    assert [o for o, _ in itertools.groupby(ord_)] == [
        o for o in ("", "noen", "de fleste") if o in ord_
    ]


def test_de_fleste_er_alltid_over_halvparten():
    assert all(
        n > av / 2 for av in range(5, 60) for n in range(av + 1)
        if stedsanalyse.ord_for_utbredelse(n, av) == grupper.FLESTE
    )  # fmt: skip


def test_personer_telles_en_gang_uansett_hvor_mange_ganger_de_sier_det():
    en_sier_mye = tabell(*grunn(), utsagn("unge", 1) * 9)
    sju_sier_det = tabell(*grunn(), utsagn("unge", 7))

    assert "mørkt" not in lag(en_sier_mye).bilder_grupper.tabell["kode"].tolist()
    assert (
        lag(sju_sier_det).bilder_grupper.tabell.set_index("kode").loc["mørkt", "fleste"] == "unge"
    )


def test_store_bokstaver_og_mellomrom_gir_ikke_nye_koder_grupper_eller_uenighet():
    slurv = tabell(*grunn()).assign(kode2=lambda d: d["kode"].str.upper())
    slurv.loc[::2, "kode"] = slurv.loc[::2, "kode"].str.capitalize() + " "
    slurv.loc[::3, "gruppe"] = slurv.loc[::3, "gruppe"].str.capitalize()
    k = lag(slurv)

    assert len(k.grupper.tabell) == 4
    assert k.koding.tabell["alfa"].tolist()[0] == 1
    assert k.bilder.tabell["kode"].str.casefold().tolist() == lag(tabell(*grunn())).bilder.tabell["kode"].tolist()  # fmt: skip


def test_strengere_bredde_krever_flere_bak_hvert_ord():
    koder = tabell(*grunn(), utsagn("unge", 3))
    valg = {"omraade": ["1"], "grenser": Grenser.fra("standard", min_bredde=5)}
    k = stedsanalyse.lag({"soner": SONER, "stedskoder": koder}, **valg)

    assert "mørkt" in lag(koder).bilder_grupper.tabell["kode"].tolist()
    assert "mørkt" not in k.bilder_grupper.tabell["kode"].tolist()
    assert "minst 5" in k.ordene


def test_en_gruppe_med_under_fem_vises_ikke_verken_antall_utsagn_eller_sitat():
    hemmelig = utsagn("nye", 3, sitat="Hemmelig sitat.", godkjent=True)
    k = lag(tabell(*grunn(), hemmelig))

    g = k.grupper.tabell.set_index("gruppe")["teller"]
    assert np.isnan(g["nye"])
    assert g.drop("nye").tolist() == [10, 11, 12]
    assert "emmelig sitat" not in all_tekst(k)
    assert k.opplysninger["metning"]["antall"] == 33
    assert "hemmelig kode" not in k.bilder.tabell["kode"].tolist()


def test_smaa_grupper_som_til_sammen_er_mange_nok_slaas_sammen():
    k = lag(tabell(utsagn("unge", 6), utsagn("nye", 3), utsagn("ansatte", 4)))

    assert k.grupper.tabell["gruppe"].tolist() == [grupper.ANDRE, "unge"]
    assert k.opplysninger["slaatt_sammen"]


def test_strengere_grenser_slaar_sammen_flere_grupper():
    koder = tabell(*grunn())
    streng = stedsanalyse.lag(
        {"soner": SONER, "stedskoder": koder}, omraade=["1"], grenser=Grenser.fra("standard", min_teller=11)
    )  # fmt: skip

    assert streng.opplysninger["gruppenavn"] == [grupper.ANDRE, "eldre", "unge"]


def test_ingen_informant_staar_noe_sted():
    koder = tabell(*grunn(), utsagn("unge", 4, sitat="Fint her.", godkjent=True))

    assert "-I0" not in all_tekst(lag(koder))


def test_innenfra_mot_utenfra_sier_hvor_bildet_er_sterkest():
    k = lag(
        tabell(*grunn(), utsagn("unge", 3, kode="voldelig"), utsagn("eldre", 1, kode="voldelig"))
    )
    b = k.bilder.tabell.set_index("kode")

    assert b.loc["voldelig", ["innenfra", "utenfra", "forskjell"]].tolist() == ["noen", "de fleste", "sterkest utenfra"]  # fmt: skip
    assert b.loc["vennlig", "forskjell"] == "sterkest innenfra"


def test_uten_noen_utenfra_sies_ingenting_om_forskjellen():
    k = lag(tabell(*grunn()[:2]))

    assert not k.opplysninger["begge_sider"]
    assert set(k.bilder.tabell["forskjell"]) == {""}


def test_media_teller_for_seg_og_er_ingen_person():
    media = [{"kilde_slag": "media", "informant": None, "gruppe": None, "bor_her": None, **BILDE, "kode": "voldelig"}] * 4  # fmt: skip
    k = lag(tabell(*grunn(), media))

    assert k.bilder.tabell.set_index("kode").loc["voldelig", "media"] == 4
    assert k.grupper.tabell["teller"].sum() == 33


VIL = {"akse": "stedsinteresse", "kode": "bål"}


@pytest.mark.parametrize(
    ("deler", "forhold"),
    [
        ([utsagn("unge", 9, **VIL | {"retning": "for"}), utsagn("eldre", 8, **VIL | {"retning": "mot"})], grupper.UENIGHET),
        ([utsagn("unge", 4, **VIL | {"retning": "for"}), utsagn("unge", 4, fra=6, **VIL | {"retning": "mot"})], grupper.INNAD),
        ([utsagn(g, 9, **VIL | {"retning": "for"}) for g in ("unge", "eldre", "besøkende")], grupper.ENIGHET),
        ([utsagn(g, 9, **VIL | {"retning": "for"}) for g in ("unge", "eldre")], grupper.NOEN_VIL),
        ([utsagn("unge", 2, **VIL | {"retning": "for"})], grupper.INGEN_TYDELIG),
    ],
)  # fmt: skip
def test_interessene_sier_om_gruppene_er_enige(deler, forhold):
    assert lag(tabell(*grunn(), *deler)).interesser.tabell["forhold"].tolist() == [forhold]


def test_bruken_sier_hvem_hvor_og_naar_og_det_som_bare_er_observert():
    bruk = {"akse": "stedsbruk", "retning": None, "kode": "henger", "sted": "kaia", "tid": "kveld"}
    sett = [{"kilde_slag": "observasjon", "informant": None, "gruppe": None, "bor_her": None, **bruk, "sted": "torget"}] * 2  # fmt: skip
    t = lag(tabell(*grunn(), utsagn("unge", 8, **bruk), sett)).bruk.tabell.set_index("sted")

    assert t.loc["kaia", ["naar", "fleste", "observert"]].tolist() == ["kveld", "unge", 0]
    assert t.loc["torget", ["fleste", "noen", "observert"]].tolist() == ["", "", 2]


def test_metningen_foelger_rekken_av_samtaler():
    folk = pd.DataFrame({"informant": ["I2", "I10", "I1"]})
    d = pd.DataFrame(
        {"informant": ["I1", "I2", "I10"], "akse": "stedsbilde", "kode": ["a", "a", "ny"]}
    )

    assert grupper.metning(d, folk) == {"antall": 3, "siste_nye": 3, "siden": 0}


# Sitater


@pytest.mark.parametrize(
    "sitat",
    ["Naboen Yasmin hjalp meg.", "Bor i Storgata 5.", "Siden 1987.", "Ring 22 33 44 55.", "Skriv til a@eksempel.no",
     "Spør [navn skjult]."],
)  # fmt: skip
def test_et_godkjent_sitat_som_kan_peke_paa_noen_holdes_tilbake(sitat):
    k = lag(tabell(*grunn(), utsagn("unge", 1, sitat=sitat, godkjent=True)))

    assert k.sitater.tabell.empty
    assert k.opplysninger["holdt_tilbake"] == 1


def test_bare_det_som_er_godkjent_vises():
    folk = pd.DataFrame({"informant": list("abcde"), "gruppe": "unge"})
    svar = [False, None, np.nan, pd.NA, True]
    d = pd.DataFrame(
        [
            {"informant": i, **BILDE, "sitat": f"Sitat {i}.", "godkjent": g}
            for i, g in zip("abcde", svar, strict=True)
        ]
    )

    assert sitater.velg(d, folk)[0]["sitat"].tolist() == ["Sitat e."]


def test_hoeyst_to_sitater_om_det_samme_og_helst_fra_hver_sin_gruppe():
    folk = pd.DataFrame({"informant": list("abc"), "gruppe": ["unge", "unge", "eldre"]})
    d = pd.DataFrame(
        [{"informant": i, **BILDE, "sitat": f"Det sier {i}.", "godkjent": True} for i in "abc"]
    )

    valgt, _ = sitater.velg(d, folk)

    assert sorted(valgt["gruppe"]) == ["eldre", "unge"]


# Myter mot tall


@pytest.fixture(scope="module")
def prosjekt():
    bilder = pd.DataFrame(
        [("voldelig", "Mye vold", "anmeldt_vold", "høyere", ()), ("trangt", "Trangt", "trangbodde", "høyere", ()),
         ("likt", "Få unge i jobb", "unge_utenfor", "høyere", ()), ("borte", "Mye støy", "stoy", "høyere", ()),
         ("uten tall", "Mørkt", None, None, ())],
        columns=["kode", "tekst", "maalt_med", "paastand", "behov"],
    )  # fmt: skip
    tabeller = kunnskap_data.tabeller() | {"stedskoder": tabell(*grunn()), "stedsbilder": bilder}
    valg = {"omraade": kunnskap_data.OMRAADE, "naboer": kunnskap_data.NABOER}
    return tabeller, valg, stedsanalyse.lag(tabeller, **valg)


def test_bildene_proeves_mot_de_samme_tallene_som_i_kunnskapsgrunnlaget(prosjekt):
    tabeller, valg, k = prosjekt
    ind = kunnskapsgrunnlag.lag(tabeller, **valg).indikatorer.tabell.set_index("indikator")
    m = k.myter.tabell.set_index("kode")

    assert m.loc["voldelig", ["her", "ellers"]].tolist() == ind.loc["anmeldt_vold", ["vist_verdi", "vist_verdi_mot"]].tolist()  # fmt: skip
    assert m["dom"].to_dict() == {
        "voldelig": myter.MOTSATT, "trangt": myter.STOTTER, "likt": m.loc["likt", "dom"], "borte": myter.GIR_IKKE,
    }  # fmt: skip
    assert m.loc["likt", "dom"] in (myter.STOTTER_IKKE, myter.GIR_IKKE)
    assert m.loc["voldelig", "utenfra"] == "de fleste"


def test_et_tall_prosjektet_ikke_har_vises_med_navn_og_grunn(prosjekt):
    borte = prosjekt[2].myter.tabell.set_index("kode").loc["borte"]

    assert borte["maalt"] != "stoy"
    assert borte["merknad"].startswith("mangler")


def test_det_staar_hvilke_aar_tallet_bak_et_bilde_gjelder():
    bilder = pd.DataFrame([("vold", "Mye vold", "anmeldt_vold", "høyere", ())], columns=["kode", "tekst", "maalt_med", "paastand", "behov"])  # fmt: skip
    tall = pd.DataFrame([{"indikator": "anmeldt_vold", "tid": "2023–2025", "navn": "Anmeldt vold", "maales_i": "per 1 000", "vist_verdi": 1.5,
                          "vist_verdi_mot": 5.5, "ord": "lavere", "merknad": "", "merknad_verdi_mot": ""}])  # fmt: skip

    assert myter.mot_tall(bilder, tall, pd.DataFrame()).loc[0, "enhet"] == "per 1 000, 2023–2025"


def test_skjulte_tall_gir_aldri_grunnlag_selv_om_ordet_finnes():
    spm = pd.DataFrame([("omraade", "trygg", "Trygg?", np.nan, "lavere", "skjult: få svar"), ("resten", "trygg", "Trygg?", 0.7, "", "")],
                       columns=["gruppe", "sporsmal", "tekst", "verdi", "ord", "merknad"])  # fmt: skip
    bilder = pd.DataFrame([("utrygt", "Utrygt", "trygg", "lavere", ())], columns=["kode", "tekst", "maalt_med", "paastand", "behov"])  # fmt: skip

    ut = myter.mot_tall(bilder, pd.DataFrame(), spm)

    assert ut.loc[0, ["ord", "dom"]].tolist() == ["", myter.GIR_IKKE]


def test_dommen_over_et_bilde_er_riktig_for_alle_par():
    ord_ = ("høyere", "lavere", "på nivå", "for lite grunnlag", "")
    for tallet, paastand in itertools.product(ord_, ord_[:3]):
        svar = myter.dom(tallet, paastand)

        assert (svar == myter.STOTTER) == (tallet == paastand)
        assert (svar == myter.MOTSATT) == ({tallet, paastand} == {"høyere", "lavere"})
        assert (svar == myter.GIR_IKKE) == (tallet in ord_[3:])


# Grenser


def test_uten_samtaler_sier_hver_del_hva_som_maa_til():
    k = stedsanalyse.lag({"soner": SONER}, omraade=["1"])

    for navn, del_ in vars(k).items():
        if isinstance(del_, Klarert):
            assert del_.tabell.empty, navn
            assert del_.opplysninger["mangler"], navn


def test_bare_smaa_grupper_gir_ingen_funn_og_ingen_feil():
    k = lag(tabell(utsagn("unge", 3, sitat="Fint.", godkjent=True)))

    assert k.bilder.tabell.empty
    assert k.sitater.tabell.empty
    assert k.opplysninger["gruppenavn"] == []


def test_radenes_rekkefoelge_endrer_ikke_svaret():
    koder = tabell(*grunn(), utsagn("unge", 5), utsagn("eldre", 6, **VIL | {"retning": "for"}))
    rett, om = lag(koder), lag(koder.sample(frac=1, random_state=5))

    for del_ in ("bilder", "bilder_grupper", "bruk", "interesser", "grupper"):
        pd.testing.assert_frame_equal(getattr(rett, del_).tabell, getattr(om, del_).tabell)


def test_lag_endrer_ikke_inndata(prosjekt):
    tabeller, valg, _ = prosjekt
    foer = {n: t.copy() for n, t in tabeller.items()}

    stedsanalyse.lag(tabeller, **valg)

    for navn, t in tabeller.items():
        pd.testing.assert_frame_equal(t, foer[navn])
