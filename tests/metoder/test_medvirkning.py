"""Medvirkningen: personer og ikke oppmøter, rommet mot innbyggerne, og svar på det folk sa."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.stats import chisquare

from metodikk.grunn.typer import Klarert
from metodikk.metoder import medvirkning as m
from metodikk.metoder.medvirkning import rom

SONER = pd.DataFrame({"sone": ["1", "2"], "sonenavn": ["Vika", "Neset"]})
ALDRE = ["20–34 år", "35–49 år", "50–66 år", "67–79 år", "ukjent"]


def kort(n: int = 160, fro: int = 1, **fast) -> pd.DataFrame:
    g = np.random.default_rng(fro)
    d = {
        "deltaker": [f"D{i}" for i in range(n)], "aktivitet": "A1", "igjen": False,
        "kjonn": g.choice(["kvinner", "menn", "ukjent"], n, p=[0.55, 0.35, 0.1]),
        "aldersgruppe": g.choice(ALDRE, n, p=[0.15, 0.25, 0.3, 0.2, 0.1]),
        "sone": g.choice(["1", "2", "9", ""], n, p=[0.55, 0.25, 0.1, 0.1]), "gruppe": None,
    }  # fmt: skip
    return pd.DataFrame(d | fast)


def folk(antall: int = 100) -> pd.DataFrame:
    rader = itertools.product(["1", "2"], ALDRE[:-1], ["kvinner", "menn"])
    d = pd.DataFrame(rader, columns=["sone", "aldersgruppe", "kjonn"])
    return d.assign(aar=2025, antall=antall)


def plan(**endret) -> pd.DataFrame:
    rad = {"aktivitet": "A1", "navn": "Dugnad", "metode": "idédugnad", "maalgruppe": "Alle",
           "nivaa": "dialog og samarbeid", "lovet": "Svar i juni", "dato": "2025-03-15",
           "svar_innen": "2025-06-01", "kostnad": 6000, "timer": 20, "loftet_holdt": None}  # fmt: skip
    return pd.DataFrame([rad | endret])


def innspill(*rader: dict) -> pd.DataFrame:
    fast = {"aktivitet": "A1", "tema": ("lys",), "status": "gjort", "svar": "Ja",
            "besvart": "2025-04-14", "godkjent": True}  # fmt: skip
    return pd.DataFrame([{"innspill": f"I{i}", "tekst": f"Tekst {i}"} | fast | r for i, r in enumerate(rader)])  # fmt: skip


def laget(**tabeller) -> m.Medvirkning:
    alt = {"soner": SONER, "befolkning": folk(), "medvirkningsplan": plan(), "deltakere": kort()}
    return m.lag(alt | tabeller, omraade=["1", "2"])


def uten_deltakere(**tabeller) -> m.Medvirkning:
    return m.lag({"soner": SONER, "medvirkningsplan": plan()} | tabeller, omraade=["1", "2"])


def deler(k: m.Medvirkning) -> dict[str, Klarert]:
    return {n: v for n, v in vars(k).items() if isinstance(v, Klarert)}


def test_maalene_paa_likhet_er_de_som_er_regnet_ut_av_andre():
    """Fasiten står i kilden til metodene: 400, 300 og 300 innbyggere, 20, 60 og 90 deltakere."""
    v = m.likhet([20, 60, 90], [400, 300, 300])

    assert (v.r, v.cv) == pytest.approx((0.78918, 0.62005), abs=1e-5)
    assert v.minste_forhold == pytest.approx(0.29412, abs=1e-5)
    assert v.kjikvadrat == pytest.approx(65.294, abs=1e-3)
    assert v.p == pytest.approx(6.6e-15, rel=0.02)


def test_r_indikatoren_er_spredningen_i_sjansen_hver_innbygger_hadde():
    """Regnet på 1000 enkeltpersoner i stedet for på gruppene."""
    sjanse = np.repeat([20 / 400, 60 / 300, 90 / 300], [400, 300, 300])

    assert m.likhet([20, 60, 90], [400, 300, 300]).r == pytest.approx(1 - 2 * sjanse.std(ddof=1))


def test_kjikvadratet_er_det_scipy_gir():
    n, bor = np.array([31, 22, 47]), np.array([300, 500, 200])
    ventet = chisquare(n, n.sum() * bor / bor.sum())

    v = m.likhet(n, bor)
    assert (v.kjikvadrat, v.p) == pytest.approx((ventet.statistic, ventet.pvalue))


def test_like_andeler_gir_likhet_en_og_ingen_skjevhet():
    v = m.likhet([40, 30, 30], [400, 300, 300])

    assert (v.r, v.cv, v.skjevhet, v.minste_forhold) == pytest.approx((1, 0, 0, 1))


def test_proeven_gir_ingen_p_naar_noen_av_gruppene_er_for_smaa():
    assert np.isnan(m.likhet([3, 9], [300, 700]).p)


def test_skjevheten_er_halve_summen_av_avvikene():
    assert m.skjevhet([20, 60, 90], [400, 300, 300]) == pytest.approx(0.5 * (0.4 - 2 / 17 + 6 / 17 - 0.3 + 9 / 17 - 0.3))  # fmt: skip


def test_samme_nummer_og_merket_igjen_er_oppmoeter_men_ikke_personer():
    d = pd.concat([kort(10), kort(4).assign(aktivitet="A2"), kort(3).assign(deltaker=["x", "y", "z"], igjen=True)])  # fmt: skip

    assert len(m.personer(d)) == 10


def test_ukjent_er_en_egen_rad_og_ikke_med_i_nevneren():
    d = kort()
    r = laget(deltakere=d).rommet.tabell.set_index("gruppe")

    assert r.loc["ukjent alder", "teller"] == (d["aldersgruppe"] == "ukjent").sum()
    assert r.loc["50–66 år", "nevner"] == (d["aldersgruppe"] != "ukjent").sum()
    assert r.loc["alle", "teller"] == 160


def test_barn_under_16_sammenliknes_ikke_med_de_voksne():
    d = pd.concat([kort(), kort(20, aldersgruppe="6–15 år").assign(deltaker=lambda t: "B" + t["deltaker"])])  # fmt: skip
    k = laget(deltakere=d)

    assert k.rommet.tabell.set_index("gruppe").loc["alle", "teller"] == 160
    assert k.opplysninger["barn"] == 20


def test_forholdet_er_andelen_i_rommet_delt_paa_andelen_som_bor_der():
    d = kort(200, kjonn=["kvinner"] * 150 + ["menn"] * 50, aldersgruppe="35–49 år", sone="1")
    menn = laget(deltakere=d).rommet.tabell.query("gruppe == 'menn'").iloc[0]

    assert menn["forhold"] == pytest.approx(0.5)
    assert (menn["ord"], menn["ventet"]) == (rom.FAERRE, 100)
    assert menn["forhold_ovre"] == pytest.approx(menn["ovre"] / 0.5)


def test_sonene_sammenliknes_bare_blant_dem_som_bor_i_omraadet():
    d = kort(100, sone=["1"] * 60 + ["2"] * 20 + ["9"] * 20, kjonn="kvinner")
    r = laget(deltakere=d).rommet.tabell.set_index("gruppe")

    assert r.loc["Neset", ["teller", "nevner", "av_innbyggerne"]].tolist() == [20, 80, 0.5]
    assert r.loc["utenfor området", "teller"] == 20


@pytest.mark.parametrize("fro", range(3))
def test_det_som_er_skjult_kan_ikke_regnes_ut_av_summene(fro):
    """Angriperen kjenner alle tallene som vises, og at ingen celle er negativ."""
    d = kort(45, fro)
    r = laget(deltakere=d).rommet.tabell
    verdier = {"kjonn": ["kvinner", "menn", "ukjent"], "alder": [*rom.ALDRENE, "ukjent"],
               "bosted": ["1", "2", rom.UTENFOR, "ukjent"]}  # fmt: skip
    celler = list(itertools.product(*verdier.values()))
    grupper = {"kjent": {*rom.KJONNENE, *rom.ALDRENE}, rom.I_OMRAADET: {"1", "2"}}

    def med(rad):
        return [all(r in ("alle", c) or c in grupper.get(r, ()) for r, c in zip(rad, celle, strict=True)) for celle in celler]  # fmt: skip

    A = np.array([med(rad) for rad in r[rom.NOKLER].to_numpy()], dtype=float)
    synlig = r["teller"].notna().to_numpy()
    assert (~synlig).any()
    for rad in A[~synlig]:
        ned, opp = (linprog(f * rad, A_eq=A[synlig], b_eq=r.loc[synlig, "teller"]).fun for f in (1, -1))  # fmt: skip
        assert -opp - ned >= 1


def test_ingen_synlig_gruppe_er_under_grensen():
    k = laget(deltakere=kort(45, 3))
    for klart in (k.rommet, k.oppmote, k.grupper):
        assert not (klart.tabell["teller"] < 5).any()


def test_likheten_regnes_bare_av_det_som_vises():
    """To datasett som ser like ut etter porten, gir samme mål."""
    d = kort(200, 2)
    liten = laget(deltakere=d[~((d["kjonn"] == "menn") & (d["aldersgruppe"] == "20–34 år"))])
    vist = liten.rommet.tabell

    assert vist.query("slag == 'Kjønn og alder'")["teller"].isna().any()
    assert liten.likhet == rom.samlet_likhet(vist)
    assert liten.likhet.grupper < 8


def test_unge_i_hver_aktivitet_og_kroner_per_oppmoete():
    d = kort(40, aldersgruppe=["20–34 år"] * 10 + ["50–66 år"] * 30)
    rad = laget(deltakere=d).oppmote.tabell.iloc[0]

    assert (rad["teller"], rad["unge"], rad["verdi"], rad["per_oppmote"]) == (40, 10, 0.25, 150)


def test_en_liten_gruppe_skjules_uten_at_de_andre_maa_det():
    d = kort(60, gruppe=["leietaker"] * 12 + ["tolk"] * 3 + [None] * 45)
    t = laget(deltakere=d).grupper.tabell.set_index("gruppe")["teller"]

    assert t["leietaker"] == 12
    assert np.isnan(t["tolk"])


def test_innspill_som_ikke_er_godkjent_viser_bare_tema_og_svar():
    k = uten_deltakere(innspill=innspill({}, {"tekst": "Hun i tredje", "godkjent": False}))

    assert k.innspill.tabell["sagt"].tolist() == ["Tekst 0", "Vises ikke"]
    assert k.innspill.tabell["svaret"].tolist() == ["Ja", "Ja"]
    assert "Hun i tredje" not in k.innspill.tabell.to_csv()


def test_ikke_vurdert_og_tomt_svar_er_ikke_besvart():
    d = innspill({}, {"status": "ikke vurdert"}, {"svar": " "}, {"status": None})

    assert m.besvart(d).tolist() == [True, False, False, False]


def test_dialog_der_ingen_har_faatt_svar_er_funnet():
    stum = uten_deltakere(innspill=innspill({"svar": None}, {"svar": None}))

    assert stum.stille.tabell[["aktivitet", "antall"]].to_numpy().tolist() == [["A1", 2]]
    assert not len(uten_deltakere(innspill=innspill({}, {"svar": None})).stille.tabell)
    informert = uten_deltakere(
        medvirkningsplan=plan(nivaa="informasjon"), innspill=innspill({"svar": None})
    )
    assert not len(informert.stille.tabell)


def test_temaene_teller_innspill_og_aktiviteter_hver_for_seg():
    d = innspill({}, {}, {"tema": ("lys", "buss"), "aktivitet": "A2"}, {"tema": ()})
    t = uten_deltakere(innspill=d).temaer.tabell.set_index("tema")

    assert t.loc["lys", ["antall", "steder"]].tolist() == [3, 2]
    assert t.loc["buss", ["antall", "steder"]].tolist() == [1, 1]
    assert t.loc["uten tema", "antall"] == 1


def test_dager_til_svar_og_om_fristen_ble_holdt():
    d = uten_deltakere(
        innspill=innspill({}, {"besvart": "2025-07-01"}, {"besvart": None})
    ).innspill.tabell

    assert d["dager"].tolist()[:2] == [30, 108]
    assert d["i_tide"].tolist()[:2] == [True, False]
    assert pd.isna(d["i_tide"].iloc[2])


@pytest.mark.parametrize(("dato", "forfalt"), [("2025-05-01", False), ("2025-07-01", True)])
def test_fristen_regnes_fra_datoen_som_er_gitt(dato, forfalt):
    k = m.lag({"soner": SONER, "medvirkningsplan": plan()}, omraade=["1"], dato=dato)

    assert k.lofter.tabell["forfalt"].tolist() == [forfalt]


def test_brutte_loefter_staar_foerst():
    p = pd.concat([plan(aktivitet=a, loftet_holdt=h) for a, h in zip("ABCD", ("ja", "delvis", "nei", None), strict=True)])  # fmt: skip

    assert uten_deltakere(medvirkningsplan=p).lofter.tabell["svar_til"].tolist() == ["Nei", "Ikke avklart", "Delvis", "Ja"]  # fmt: skip


def test_alle_trinnene_er_med_ogsaa_de_uten_aktiviteter():
    t = uten_deltakere().stige.tabell

    assert t["antall"].tolist() == [0, 0, 1, 0]
    assert "Dugnad" in t["tekst"].iloc[2]
    assert "Ingen aktivitet" in t["tekst"].iloc[0]


def test_raadets_saker_og_valg():
    d = pd.DataFrame({"hendelse": ["H1", "H2", "H3"], "dato": "2025-05-01", "slag": ["møte", "møte", "valg"],
                      "saker": [2, 3, None], "avgjort_selv": [1, 0, None], "fulgt_opp": [2, 1, None],
                      "deltakere": [6, 4, None], "stemmer": [None, None, 67], "stemmeberettigede": [None, None, 144],
                      "kandidater": [None, None, 9]})  # fmt: skip
    k = uten_deltakere(beboerraad=d)

    assert k.saker.tabell[["saker", "avgjort_selv", "fulgt_opp"]].to_numpy().tolist() == [[5, 1, 3]]
    assert k.valg.tabell["verdi"].tolist() == pytest.approx([67 / 144])
    assert k.hendelser.tabell["deltakere"].isna().tolist() == [False, True]


def test_bare_planen_gir_tomme_deler_som_sier_hva_som_maa_til():
    k = m.lag({"soner": SONER, "medvirkningsplan": plan()}, omraade=["1"])

    tomme = {n: d.opplysninger.get("mangler", "") for n, d in deler(k).items() if not len(d.tabell)}
    assert {"rommet", "oppmote", "innspill", "temaer", "hendelser", "valg"} <= set(tomme)
    assert all(tomme.values())
    assert k.likhet is None
    assert not len(k.mangler.tabell)
    assert not len(k.figur.tabell)


@pytest.mark.parametrize("d", [kort(3), kort(40, aldersgruppe="6–15 år"), kort(40, aldersgruppe="ukjent", kjonn="ukjent", sone="")])  # fmt: skip
def test_for_faa_eller_bare_ukjente_gir_en_grunn_i_stedet_for_en_figur(d):
    k = laget(deltakere=d)

    assert not len(k.figur.tabell)
    assert k.figur.opplysninger["mangler"].startswith("For få deltakere")


def test_uten_befolkning_vises_hvem_som_kom_men_ingen_andel():
    k = m.lag({"soner": SONER, "medvirkningsplan": plan(), "deltakere": kort()}, omraade=["1", "2"])

    assert k.rommet.tabell["teller"].notna().any()
    assert k.rommet.tabell["verdi"].isna().all()
    assert k.likhet is None


def test_en_eneste_sone_gir_ingen_sammenlikning_mellom_soner():
    k = m.lag({"soner": SONER, "medvirkningsplan": plan(), "deltakere": kort(), "befolkning": folk()}, omraade=["1"])  # fmt: skip

    assert "Vika" not in set(k.rommet.tabell["gruppe"])


def test_tabellene_er_uroert_og_rekkefoelgen_betyr_ingenting():
    tabeller = {"soner": SONER, "befolkning": folk(), "medvirkningsplan": plan(), "deltakere": kort(),
                "innspill": innspill({}, {"svar": None})}  # fmt: skip
    for_ = {n: t.copy() for n, t in tabeller.items()}
    blandet = tabeller | {"deltakere": kort().sample(frac=1, random_state=3)}

    k, b = (m.lag(t, omraade=["1", "2"]) for t in (tabeller, blandet))

    for n, t in for_.items():
        pd.testing.assert_frame_equal(tabeller[n], t)
    pd.testing.assert_frame_equal(k.rommet.tabell, b.rommet.tabell)
