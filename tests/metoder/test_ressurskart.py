"""Ressurskartet: privatpersoner ute, behov dekket eller ikke, og koblinger med grunn."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.typer import Klarert
from metodikk.metoder import _ressurs_behov as koble
from metodikk.metoder import ressurskart

SONER = pd.DataFrame({"sone": ["1", "2"], "sonenavn": ["Vika", "Lia"]})
BEHOV = pd.DataFrame(
    [
        ("B1", "Ungdom mangler et sted å være", ("møteplass", "barn og unge"), "1", 3.0, "levekårstallene", ("fritid_barn",)),
        ("B2", "Noen å snakke med", ("psykisk helse",), None, 3.0, "innspill", ()),
        ("B3", "Hjelp med økonomien", ("gjeldsråd",), None, 2.0, "innspill", ()),
    ],
    columns=["behov", "tekst", "tema", "sone", "viktighet", "kilde", "maalt_med"],
)  # fmt: skip
KOBLINGER = pd.DataFrame(
    [("R1", "R2", "samarbeider"), ("R3", "B3", "dekker behov"), ("R9", "R1", "samarbeider"), ("R9", "B2", "dekker behov")],
    columns=["fra", "til", "type"],
)  # fmt: skip


def ressurser() -> pd.DataFrame:
    rader = [
        ("R1", "Grendehuset", "fysisk inne", False, ("møteplass",), "1", "Sal", "", "Står tomt på kveldstid", 2.0, "Befaring", "2025-03-01"),
        ("R2", "Ungdomsklubben", "offentlig institusjon", False, ("møteplass", "barn og unge"), "2", "Åpent", "Vil åpne fredag", "", 1.0, "Møte", "2025-01-01"),
        ("R3", "Økonomirådgivningen", "offentlig institusjon", False, ("gjeldsråd",), "2", "", "", "", None, "Møte", "2023-01-01"),
        ("R9", "Kari Nordmann-Hemmelig", "beboere", True, ("psykisk helse",), "1", "Hjelper naboer", "", "", 1.0, "", None),
    ]  # fmt: skip
    kolonner = [
        "ressurs",
        "navn",
        "type",
        "privatperson",
        "tema",
        "sone",
        "tilbud",
        "planer",
        "potensial",
        "kapasitet",
        "kilde",
        "bekreftet",
    ]
    return pd.DataFrame(rader, columns=kolonner).assign(
        bekreftet=lambda d: pd.to_datetime(d["bekreftet"])
    )


def alt(**bytt) -> dict[str, pd.DataFrame]:
    return {"soner": SONER, "ressurser": ressurser(), "behov": BEHOV, "koblinger": KOBLINGER} | bytt


def lag(tabeller=None, **valg) -> ressurskart.Ressurskart:
    return ressurskart.lag(alt() if tabeller is None else tabeller, omraade=["1"], **valg)


def all_tekst(k: ressurskart.Ressurskart) -> str:
    deler = [d for d in vars(k).values() if isinstance(d, Klarert)]
    return " ".join(f"{d.tabell.to_csv()}{d.skjult.to_csv()}{d.opplysninger}" for d in deler) + str(
        k.opplysninger
    )


def test_en_privatperson_staar_ingen_steder_verken_med_navn_omtale_eller_kode():
    tekst = all_tekst(lag())

    assert "Hemmelig" not in tekst
    assert "Hjelper naboer" not in tekst
    assert "R9" not in tekst


def test_antallet_privatpersoner_er_ogsaa_en_opplysning_som_vernes():
    mange = pd.concat(
        [ressurser(), *[ressurser()[-1:].assign(ressurs=f"P{i}") for i in range(6)]],
        ignore_index=True,
    )

    assert lag().opplysninger["privatpersoner"] == "noen få"
    assert lag(alt(ressurser=mange)).opplysninger["privatpersoner"] == "7"
    assert lag(alt(ressurser=ressurser()[:3])).opplysninger["privatpersoner"] == "ingen"


def test_en_rad_uten_svar_paa_om_det_er_en_privatperson_vises_ikke():
    uvisst = ressurser().astype({"privatperson": object})
    uvisst.loc[0, "privatperson"] = None

    assert "Grendehuset" not in all_tekst(lag(alt(ressurser=uvisst)))


def test_behovet_ingen_arbeider_med_staar_foerst_og_det_ene_baerer_alene():
    b = lag().behov.tabell.set_index("behov")

    assert b["status"].to_dict() == {
        "B2": "ingen kan dekke",
        "B1": "ingen dekker i dag",
        "B3": "bare én dekker",
    }
    assert b.loc["B3", ["dekkes_av", "eneste"]].tolist() == ["Økonomirådgivningen"] * 2
    assert b.index[0] == "B2"


def test_dekning_fra_en_privatperson_teller_ikke_i_det_som_vises():
    b = lag().behov.tabell.set_index("behov")

    assert b.loc["B2", "antall_dekker"] == 0


def test_kilden_til_behovet_skrives_med_indikatorens_navn():
    b = lag().behov.tabell.set_index("behov")

    assert b.loc["B1", "kilde"].startswith("Indikatoren «")
    assert "fritid_barn" not in b.loc["B1", "kilde"]


def test_forslaget_har_grunn_i_ord_og_alternativer():
    begge = ressurser()
    begge.at[0, "tema"] = ("møteplass", "barn og unge")

    f = lag(alt(ressurser=begge)).forslag.tabell

    assert f["behov"].tolist() == ["B1"]
    assert f.loc[0, "navn"] == "Grendehuset"
    assert f.loc[0, "grunn"].startswith("Arbeider med møteplass og barn og unge.")
    assert "Potensial: Står tomt på kveldstid." in f.loc[0, "grunn"]
    assert f.loc[0, "alternativer"] == "Ungdomsklubben"


def test_et_par_som_er_koblet_fra_foer_foreslaas_ikke_igjen():
    f = lag(
        alt(
            koblinger=pd.concat(
                [KOBLINGER, pd.DataFrame([("R2", "B1", "dekker behov")], columns=KOBLINGER.columns)]
            )
        )
    )

    assert ("B1", "R2") not in set(
        zip(f.forslag.tabell["behov"], f.forslag.tabell["ressurs"], strict=True)
    )


def test_en_ressurs_uten_ledig_kapasitet_foreslaas_ikke():
    fulle = ressurser().assign(kapasitet=0.0)

    k = lag(alt(ressurser=fulle))

    assert k.forslag.tabell.empty
    assert k.forslag.opplysninger["mangler"] == ressurskart.UTEN_FORSLAG


def test_et_sjeldent_felles_tema_teller_mer_enn_et_vanlig():
    r = pd.DataFrame({"tema": [("utlån",)] + [("barn og unge",)] * 20})
    b = pd.DataFrame({"tema": [("utlån", "barn og unge")]})

    felles = koble.felles_tema(r, b)[0]

    assert felles[0] > 0.5
    assert felles[1] == 0


@pytest.mark.parametrize("mangler", ["behov", "koblinger"])
def test_tabeller_som_mangler_gir_en_aerlig_grunn(mangler):
    k = lag({n: t for n, t in alt().items() if n != mangler})

    del_ = k.behov if mangler == "behov" else k.koblinger
    assert del_.tabell.empty
    assert mangler.capitalize() in del_.opplysninger["mangler"]


def test_uten_kart_er_det_ingen_avstand_men_forslagene_kommer_likevel():
    k = lag()

    assert "kartfil" in k.tilgang.opplysninger["mangler"]
    assert len(k.forslag.tabell) == 1
    assert "unna" not in k.forslag.tabell.loc[0, "grunn"]


def test_rader_uten_kilde_eller_dato_og_gamle_rader_er_merket():
    svake = ressurser()
    svake.loc[0, ["kilde", "bekreftet"]] = ["", pd.NaT]

    s = lag(alt(ressurser=svake)).svakheter.tabell.set_index("navn")["merknad"]

    assert s["Grendehuset"] == "uten kilde; uten dato"
    assert s["Økonomirådgivningen"] == "bør bekreftes på nytt"
    assert "Ungdomsklubben" not in s


def test_alderen_regnes_fra_dagen_som_er_oppgitt():
    s = lag(dato="2027-01-01").svakheter.tabell

    assert (s["merknad"] == "bør bekreftes på nytt").sum() == 3


def med_kart():
    gpd = pytest.importorskip("geopandas")
    from shapely import box

    return gpd.GeoDataFrame(
        {"sone": ["1", "2"]},
        geometry=[box(0, 6.6e6, 1000, 6.601e6), box(1000, 6.6e6, 2000, 6.601e6)],
        crs=25833,
    )


def test_avstanden_er_i_snitt_for_innbyggerne_og_avrundet():
    sted = ressurser().assign(ost=[1500.0, 1500, 500, 500], nord=6600500.0)
    folk = pd.DataFrame({"sone": ["1", "2"], "aar": 2024, "antall": [300, 100]})

    t = ressurskart.lag(
        alt(ressurser=sted, befolkning=folk), omraade=["1", "2"], geografi=med_kart()
    ).tilgang.tabell

    rad = t.set_index("tema").loc["møteplass"]
    assert rad["snitt"] == 750
    assert rad[["lengst", "lengst_fra", "navn"]].tolist() == [1000, "Vika", "Grendehuset"]


def test_koordinater_i_grader_gjoeres_om_og_de_langt_utenfor_brukes_ikke():
    sted = ressurser().assign(
        ost=[9.5, 400_000.0, np.nan, np.nan], nord=[59.5, 7_000_000.0, np.nan, np.nan]
    )

    k = lag(alt(ressurser=sted), geografi=med_kart())

    r = k.ressurser.tabell.set_index("navn")
    assert k.opplysninger["omregnet"] == 1
    assert np.isnan(r.loc["Ungdomsklubben", "ost"])
    assert "utenfor kartet" in r.loc["Ungdomsklubben", "merknad"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_tildelingen_er_den_beste_av_alle_innenfor_kapasiteten(fro):
    rng = np.random.default_rng(fro)
    poeng, viktig = (
        rng.random((3, 3)).round(2) * (rng.random((3, 3)) > 0.3),
        rng.integers(1, 4, 3).astype(float),
    )
    ledig, opptatt = rng.integers(0, 3, 3).astype(float), rng.random((3, 3)) > 0.8

    def verdi(valg):
        brukt = np.bincount([r for r in valg if r is not None], minlength=3)
        lov = (brukt <= ledig).all() and not any(
            r is not None and opptatt[b, r] for b, r in enumerate(valg)
        )
        return (
            sum(poeng[b, r] * viktig[b] for b, r in enumerate(valg) if r is not None) if lov else -1
        )

    best = max(verdi(v) for v in itertools.product([None, 0, 1, 2], repeat=3))
    svar = koble.tildel(poeng, viktig, ledig, opptatt)

    assert verdi([svar.get(b) for b in range(3)]) == pytest.approx(best)


def test_tildelingen_gir_det_publiserte_svaret_paa_tildelingsproblemet():
    """Kostnadene [[4,1,3],[2,0,5],[3,2,2]] har minste sum 5 (SciPy-dokumentasjonen)."""
    kostnad = np.array([[4, 1, 3], [2, 0, 5], [3, 2, 2]])

    svar = koble.tildel(10.0 - kostnad, np.ones(3), np.ones(3), np.zeros((3, 3), bool))

    assert sum(kostnad[b, r] for b, r in svar.items()) == 5


def test_radenes_rekkefoelge_endrer_ikke_forslag_og_dekning():
    stokket = {n: t.sample(frac=1, random_state=3).reset_index(drop=True) for n, t in alt().items()}

    rett, om = lag(), lag(stokket)

    pd.testing.assert_frame_equal(rett.behov.tabell, om.behov.tabell)
    pd.testing.assert_frame_equal(rett.forslag.tabell, om.forslag.tabell)
    pd.testing.assert_frame_equal(rett.ressurser.tabell, om.ressurser.tabell)


def test_bare_privatpersoner_gir_et_tomt_kart_og_ingen_feil():
    k = lag(alt(ressurser=ressurser()[3:]))

    assert k.ressurser.tabell.empty
    assert k.typer.opplysninger["mangler"]


def test_lag_endrer_ikke_inndata():
    tabeller = alt()
    foer = {n: t.copy() for n, t in tabeller.items()}

    lag(tabeller)

    for navn, tabell in tabeller.items():
        pd.testing.assert_frame_equal(tabell, foer[navn])


def test_tomme_temaer_viktighet_og_kapasitet_stopper_ikke_kartet():
    r = ressurser().astype({"tema": object}).assign(kapasitet=[1e6, None, None, None])
    r.at[1, "tema"] = None
    b = BEHOV.assign(viktighet=[None, 3.0, 2.0], tema=[("møteplass",), (), ("gjeldsråd",)])

    k = lag(alt(ressurser=r, behov=b))

    assert k.forslag.tabell["navn"].tolist() == ["Grendehuset"]
    assert k.behov.tabell["status"].tolist()[0] == "ingen kan dekke"
