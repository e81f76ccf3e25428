"""Handlingsplanen: hull i planen, framdrift som er vist, penger med kilde, og to versjoner mot hverandre."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.kjede import bygg_kjede
from metodikk.grunn.maalord import er_noe_vi_gjor
from metodikk.grunn.typer import Klarert
from metodikk.metoder import handlingsplan as hp
from metodikk.metoder.handlingsplan.framdrift import ventet_til_naa
from metodikk.metoder.handlingsplan.hull import maal_av
from metodikk.metoder.handlingsplan.maaling import haapet, minste_endring_rate

DAG = pd.Timestamp
PROGRAM = SimpleNamespace(start=2024, nullpunkt=(2021, 2022))


def tiltak(kode="T1", **endret) -> dict:
    return {"tiltak": kode, "navn": f"Tiltak {kode}", "strategi": ("S1",), "behov": ("B1",), "ressurser": (), "utfall": ("U1",),
            "ansvarlig": "Enhet for kultur", "start": DAG("2025-01-01"), "slutt": DAG("2026-12-31"), "budsjett": 1000.0, "brukt": 400.0,
            "planlagt": 100.0, "levert": 50.0, "enhet": "kvelder", "status": "i gang", "endring": None, **endret}  # fmt: skip


def milepael(kode="T1", **endret) -> dict:
    return {"tiltak": kode, "milepael": "Døra er åpnet", "frist": DAG("2025-02-01"), "naadd": DAG("2025-01-30"),
            "ferdig_naar": "Noen kom", "hvis_den_glipper": "Vent", **endret}  # fmt: skip


def plan(**bytt) -> dict[str, pd.DataFrame]:
    aar = [2021, 2022, 2025]
    hel = {
        "behov": [{"behov": "B1", "tekst": "Et sted å være", "tema": ("møteplass",), "viktighet": 3.0, "kilde": "møte", "maalt_med": ()}],
        "maal": [{"maal": "M1", "tekst": "Det er steder å møtes", "behov": ("B1",), "utfall": ("U1",), "vedtatt": DAG("2024-01-01")}],
        "strategier": [{"strategi": "S1", "tekst": "Åpne det som finnes", "maal": ("M1",), "valgt_bort": "Nytt hus"}],
        "tiltak": [tiltak()],
        "utfall": [{"utfall": "U1", "navn": "Flere er med", "maalt_med": "fritid_barn", "onsket": "opp", "hovedutfall": True, "valgt": DAG("2023-05-01")}],
        "milepaeler": [milepael()],
        "budsjett": [{"tiltak": "T1", "aar": 2025, "kilde": "Kommunen", "belop": 1000.0, "brukt": 400.0}],
        "indikatorer": [{"indikator": "fritid_barn", "sone": "1", "aar": a, "teller": 1500.0, "nevner": 3000.0} for a in aar],
    }  # fmt: skip
    return {n: pd.DataFrame(r) for n, r in {**hel, **bytt}.items() if r is not None}


@cache
def hel() -> hp.Handlingsplan:
    return hp.lag(plan(), omraade=["1"], dato="2026-01-01", program=PROGRAM)


def lag(dato="2026-01-01", **bytt) -> hp.Handlingsplan:
    if not bytt:
        return hel()
    return hp.lag(plan(**bytt), omraade=["1"], dato=dato, program=PROGRAM)


def hull(k: hp.Handlingsplan) -> dict[str, list[str]]:
    t = k.hull.tabell
    return {n: d["kode"].tolist() for n, d in t.groupby("kontroll")} if len(t) else {}


def test_en_hel_plan_har_ingen_hull_og_er_paa_plan():
    k = lag()

    assert hull(k) == {}
    assert k.tiltak.tabell["framdrift"].tolist() == ["på plan"]
    assert k.kontroll.opplysninger["mangler"]


def test_hvert_hull_i_et_tiltak_blir_funnet_for_det_tiltaket_og_ikke_andre():
    endret = {
        "tiltak_uten_strategi": {"strategi": ()}, "tiltak_uten_ansvarlig": {"ansvarlig": None},
        "tiltak_uten_frist": {"slutt": pd.NaT}, "tiltak_uten_utfall": {"utfall": ()},
        "tiltak_uten_behov": {"behov": ()}, "tiltak_uten_penger": {"budsjett": np.nan},
        "tiltak_uten_finansiering": {"budsjett": 1500.0},
    }  # fmt: skip
    rader = [tiltak(k, **{"budsjett": 0.0, **e}) for k, e in endret.items()]
    funnet = hull(lag(tiltak=[tiltak(), *rader], milepaeler=None))

    assert {k: funnet[k] for k in endret} == {k: [k] for k in endret}


def test_tiltak_uten_milepael_gjelder_bare_dem_som_ikke_er_over():
    to = [tiltak(), tiltak("T2"), tiltak("T3", status="gjennomført")]

    assert hull(lag(tiltak=to))["tiltak_uten_milepael"] == ["T2"]
    assert "tiltak_uten_milepael" not in hull(lag(tiltak=to, milepaeler=None))


def test_hvert_ledd_som_staar_alene_blir_funnet():
    hel = plan()
    alene = {
        "maal": {"maal": "M2", "tekst": "Styrke bomiljøet", "behov": (), "utfall": ()},
        "strategier": {"strategi": "S2", "tekst": "Bred innsats", "maal": ("M1",), "valgt_bort": None},
        "behov": {"behov": "B2", "tekst": "Lys", "viktighet": 1.0, "kilde": "møte", "tema": ()},
        "utfall": {"utfall": "U2", "navn": "Færre", "maalt_med": "unge_utenfor", "onsket": "ned", "hovedutfall": False, "valgt": DAG("2025-06-01")},
    }  # fmt: skip
    med = {n: [*hel[n].to_dict("records"), r] for n, r in alene.items()}

    assert hull(lag(**med)) == {
        "maal_uten_strategi": ["M2"], "maal_uten_behov": ["M2"], "maal_uten_utfall": ["M2"], "maal_er_tiltak": ["M2"],
        "strategi_uten_tiltak": ["S2"], "strategi_velger_ikke": ["S2"], "behov_uten_tiltak": ["B2"],
        "utfall_uten_tiltak": ["U2"], "utfall_valgt_sent": ["U2"], "utfall_uten_nullpunkt": ["U2"],
    }  # fmt: skip


def test_behov_og_maal_der_alt_er_over_trenger_et_nytt_svar():
    funnet = hull(lag(tiltak=[tiltak(status="gjennomført")]))

    assert funnet["behov_uten_tiltak_naa"] == ["B1"]
    assert funnet["maal_uten_tiltak_naa"] == ["M1"]


def test_en_ring_i_koblingene_blir_funnet_og_en_kjede_ikke():
    assert hp.ringer([("a", "b"), ("b", "c")]) == []
    assert hp.ringer([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]) == [["a", "b", "c"]]
    assert hp.ringer([("a", "a")]) == [["a"]]


def test_grafen_gaar_fra_maalet_gjennom_leveransen_til_maalingen():
    g = hp.graf(plan())

    vei = nx.shortest_path(g, ("maal", "M1"), ("maaling", "fritid_barn"))
    assert [slag for slag, _ in vei] == ["maal", "strategi", "tiltak", "leveranse", "utfall", "maaling"]  # fmt: skip
    assert nx.is_directed_acyclic_graph(g)


@pytest.mark.parametrize(
    ("endret", "milepaeler", "svar", "vist"),
    [
        ({"status": "avsluttet uten å bli gjennomført", "endring": "Nei fra grunneier"}, [], "stanset", "Nei fra grunneier"),
        ({"status": "gjennomført"}, [], "ferdig", "50 av 100"),
        ({"status": "endret", "slutt": DAG("2025-06-01")}, [], "ferdig", "50 av 100"),
        ({"levert": 20.0}, [], "forsinket", "ventet til nå"),
        ({}, [{"naadd": pd.NaT}], "forsinket", "«Døra er åpnet» skulle vært nådd"),
        ({}, [{"naadd": DAG("2026-02-01")}], "forsinket", "skulle vært nådd"),
        ({"slutt": DAG("2025-06-01")}, [], "forsinket", "Skulle vært ferdig"),
        ({"status": "ikke startet"}, [], "forsinket", "Skulle startet"),
        ({"status": "ikke startet", "start": DAG("2026-03-01")}, [], "ikke startet", "Starter"),
        ({"levert": np.nan}, [{}], "på plan", "ble nådd"),
        ({"levert": np.nan}, [], "ikke vist", "Verken omfang eller milepæler"),
    ],
)  # fmt: skip
def test_framdriften_er_den_tallene_og_datoene_viser(endret, milepaeler, svar, vist):
    t, dag = pd.DataFrame([tiltak(**endret)]), DAG("2026-01-01")
    rader = pd.DataFrame([milepael(**m) for m in milepaeler], columns=list(milepael()))
    rader = rader.assign(frist=pd.to_datetime(rader["frist"]), naadd=pd.to_datetime(rader["naadd"]))
    rad = hp.framdrift(t, hp.milepaelene(rader, t, dag), dag).loc[0]

    assert rad["framdrift"] == svar
    assert vist in rad["vist_ved"].replace("\u00a0", " ")


def test_milepaelene_er_naadd_i_tide_for_sent_ute_eller_kommer():
    rader = [
        milepael(milepael="a"), milepael(milepael="b", naadd=DAG("2025-02-11")),
        milepael(milepael="c", naadd=pd.NaT), milepael(milepael="d", naadd=pd.NaT, frist=DAG("2026-05-01")),
    ]  # fmt: skip
    m = lag(milepaeler=rader).milepaeler.tabell.set_index("milepael")

    assert m["tilstand"].to_dict() == {"a": "nådd i tide", "b": "nådd for sent", "c": "fristen er ute", "d": "kommer"}  # fmt: skip
    assert m.loc["b", "dager"] == 10


def test_uten_dato_regnes_det_fra_siste_dag_noe_er_meldt_og_aldri_fra_en_frist():
    sent = [milepael(naadd=DAG("2025-09-12")), milepael(milepael="x", frist=DAG("2030-01-01"), naadd=pd.NaT)]  # fmt: skip

    assert lag(dato="", milepaeler=sent).opplysninger["dato"] == "2025-09-12"


@given(st.integers(0, 3000))
def test_det_som_er_ventet_til_naa_ligger_mellom_null_og_alt(dager):
    v = ventet_til_naa(DAG("2025-01-01"), DAG("2026-01-01"), 120, DAG("2024-06-01") + pd.Timedelta(days=dager))  # fmt: skip

    assert 0 <= v <= 120


@pytest.mark.parametrize(("fra", "endring"), [(0.5, 0.1), (0.3, 0.05), (0.1, 0.03)])
def test_minste_endring_stemmer_med_lehrs_tommelfingerregel(fra, endring):
    """Lehr (1992): 16 ganger variansen delt på den kvadrerte forskjellen gir 80 prosent styrke."""
    antall = 16 * fra * (1 - fra) / endring**2

    assert hp.minste_endring(fra, antall) == pytest.approx(endring, rel=0.015)


def test_minste_endring_er_den_en_trukket_maaling_ser_i_atte_av_ti_tilfeller():
    rng, n, fra = np.random.default_rng(7), 500, 0.5
    d = hp.minste_endring(fra, n)
    a, b = rng.binomial(n, fra, 5_000) / n, rng.binomial(n, fra + d, 5_000) / n
    se = np.sqrt((a * (1 - a) + b * (1 - b)) / n)

    assert (np.abs(b - a) > 1.96 * se).mean() == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(
    ("fra", "til", "antall", "styrke"), [(0.5, 0.75, 76.7, 0.9), (0.5, 0.6, 387.34, 0.8)]
)
def test_minste_endring_en_vei_og_sjansen_for_aa_se_den_er_den_r_har_publisert(
    fra, til, antall, styrke
):
    """Eksemplene i dokumentasjonen til power.prop.test i R, og 50 mot 60 prosent regnet i R."""
    assert hp.sjanse(fra, til - fra, antall) == pytest.approx(styrke, abs=5e-4)
    assert hp.minste_endring(fra, antall, styrke=styrke, retning="opp") == pytest.approx(
        til - fra, abs=5e-4
    )


def test_minste_fall_er_minste_oekning_sett_fra_den_andre_siden():
    assert hp.minste_endring(0.2, 300, retning="ned") == pytest.approx(
        hp.minste_endring(0.8, 300, retning="opp")
    )
    assert (
        hp.minste_endring(0.2, 300, retning="ned")
        < hp.minste_endring(0.2, 300)
        < hp.minste_endring(0.2, 300, retning="opp")
    )
    assert np.isnan(hp.minste_endring(0.9, 30, retning="opp"))


def test_minste_endring_i_en_rate_halveres_med_fire_ganger_saa_mange_hendelser():
    assert minste_endring_rate(400) == pytest.approx(minste_endring_rate(100) / 2)
    assert np.isnan(minste_endring_rate(0))


@pytest.mark.parametrize(("andel", "antall"), [(0, 500), (1, 500), (0.5, 29), (float("nan"), 500)])
def test_minste_endring_gis_ikke_uten_grunnlag(andel, antall):
    assert np.isnan(hp.minste_endring(andel, antall))


def test_et_lite_tall_kan_ikke_falle_saa_mye_som_planen_haaper():
    assert haapet(0.06, "ned", 0.1) == 0.03
    assert haapet(0.06, "opp", 0.1) == 0.1
    assert haapet(0.06, "ned", 0.1, rate=True) == 0.03


def maalt(teller: float, nevner: float) -> str:
    rader = [{"indikator": "fritid_barn", "sone": "1", "aar": a, "teller": teller, "nevner": nevner} for a in (2021, 2025)]  # fmt: skip
    return lag(indikatorer=rader).maaling.tabell.loc[0, "kan"]


def test_tallene_er_store_nok_for_faa_eller_vises_ikke():
    assert maalt(1500, 3000) == "ja"
    assert maalt(40, 80) == "nei, for få"
    assert maalt(3, 80).startswith("vises ikke")


def test_nivaaet_bak_et_lite_tall_staar_ingen_steder():
    rader = [{"indikator": "fritid_barn", "sone": "1", "aar": a, "teller": 3.0, "nevner": 400.0} for a in (2021, 2025)]  # fmt: skip
    m = lag(indikatorer=rader).maaling.tabell.loc[0]

    assert m[["nivaa", "minste", "haap"]].tolist() == ["–"] * 3


def test_nullpunktet_krever_tall_for_alle_sonene_i_aarene_som_er_valgt():
    i = pd.DataFrame({"indikator": "a", "sone": ["1", "2", "1", "1"], "aar": [2020, 2020, 2021, 2025], "teller": 9.0, "nevner": 90.0})  # fmt: skip

    assert hp.nullpunkt({"indikatorer": i}, ["1", "2"], start=2024) == {"a": "2020"}
    assert hp.nullpunkt({"indikatorer": i}, ["1"], aar=(2021, 2022), start=2024) == {"a": "2021"}
    assert hp.nullpunkt({"indikatorer": i}, ["1"], aar=(2022,), start=2024) == {}


def test_et_spoersmaal_maaler_som_undersoekelsen_og_har_nullpunkt_i_runden_foer():
    svar = pd.DataFrame(
        {"runde": [2023] * 40 + [2025] * 400, "sone": "1", "trygg": [5.0, 1.0] * 220}
    )
    kodebok = pd.DataFrame({"sporsmal": ["trygg"], "tema": "trygghet", "tekst": "Hvor trygg?", "fornoyd_fra": 4.0, "minst": 1.0, "hoyest": 5.0})  # fmt: skip
    utfall = [{"utfall": "U1", "navn": "Flere er trygge", "maalt_med": "trygg", "onsket": "opp", "hovedutfall": True, "valgt": DAG("2023-05-01")}]  # fmt: skip
    k = hp.lag(
        plan(utfall=utfall) | {"svar": svar, "kodebok": kodebok}, omraade=["1"], program=PROGRAM
    )

    rad = k.maaling.tabell.loc[0]
    assert rad[["maalnavn", "antall", "nullpunkt", "kan"]].tolist() == ["Hvor trygg?", 400.0, "2023", "ja"]  # fmt: skip
    assert rad["minste"].startswith("9,9")


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(2024, 2026), st.sampled_from("KS"), st.integers(0, 999)), min_size=1, max_size=12))  # fmt: skip
def test_summene_per_aar_er_summen_av_alle_linjene(linjer):
    b = pd.DataFrame(linjer, columns=["tiltak", "aar", "kilde", "belop"]).assign(brukt=np.nan)
    t = hp.per_aar_og_kilde(b)

    alle = t["kilde"] == "I alt"
    assert t.loc[alle, "belop"].sum() == t.loc[~alle, "belop"].sum() == b["belop"].sum()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sets(st.sampled_from(["M1", "M2", "M3"])), st.integers(1, 999)), min_size=1, max_size=8))  # fmt: skip
def test_pengene_per_maal_summerer_til_hele_budsjettet(tiltakene):
    t = pd.DataFrame([(f"T{i}", float(b), np.nan) for i, (_, b) in enumerate(tiltakene)], columns=["tiltak", "budsjett", "brukt"])  # fmt: skip
    ut = hp.per_maal(t, {f"T{i}": sorted(m) for i, (m, _) in enumerate(tiltakene)}, {"M1": "a", "M2": "b", "M3": "c"})  # fmt: skip

    assert ut["budsjett"].sum() == pytest.approx(t["budsjett"].sum())
    assert ut["andel"].sum() == pytest.approx(1)


def test_et_tiltak_hoerer_til_maalene_strategiene_foerer_til_og_ikke_til_behovets_andre_maal():
    t = plan(maal=[{"maal": "M1", "tekst": "a", "behov": ("B1",)}, {"maal": "M2", "tekst": "b", "behov": ("B1",)}])  # fmt: skip

    assert maal_av(bygg_kjede(t)) == {"T1": ["M1"]}


def test_to_versjoner_gir_nytt_endret_ny_status_tatt_ut_og_grunnen():
    forrige = pd.DataFrame(
        [
            ("tiltak", "T1", "Åpen hall", "Kultur", 900.0, "i gang", "Dyrere vakter"),
            ("tiltak", "T2", "Kafé", "Kultur", 100.0, "i gang", None),
            ("tiltak", "T9", "Nyhetsbrev", "Info", 50.0, "i gang", None),
            ("mål", "M1", "Trygt", None, np.nan, None, None),
        ],
        columns=["slag", "kode", "navn", "ansvarlig", "budsjett", "status", "hvorfor"],
    )
    naa = pd.DataFrame(
        [
            ("tiltak", "T1", "Åpen hall", "Kultur", 1000.0, "i gang"),
            ("tiltak", "T2", "Kafé", "Kultur", 100.0, "gjennomført"),
            ("tiltak", "T3", "Lys", "Vei", 10.0, "i gang"), ("mål", "M1", "Trygt ute", None, np.nan, None),
        ],
        columns=["slag", "kode", "navn", "ansvarlig", "budsjett", "status"],
    )  # fmt: skip
    e = hp.sammenlikn(forrige, naa).set_index("kode")

    assert e["hva"].to_dict() == {"M1": "endret", "T1": "endret", "T2": "ny status", "T3": "nytt", "T9": "tatt ut"}  # fmt: skip
    assert e.loc["T1", "endringer"].replace("\u00a0", " ") == "Budsjett: 900 kr → 1 000 kr."
    assert e["uten_grunn"].to_dict() == {"M1": True, "T1": False, "T2": False, "T3": False, "T9": True}  # fmt: skip


def test_samme_plan_to_ganger_gir_ingen_endringer():
    naa = pd.DataFrame([("tiltak", "T1", "Hall", None, pd.NaT, 1.0, "i gang")], columns=["slag", "kode", "navn", "ansvarlig", "slutt", "budsjett", "status"])  # fmt: skip

    assert hp.sammenlikn(naa.assign(hvorfor=None), naa)["hva"].tolist() == ["uendret"]


@pytest.mark.parametrize("tekst", ["Etablere to møteplasser", "Legge til rette for trygghet", "Øke trivselen"])  # fmt: skip
def test_et_maal_som_er_noe_vi_gjoer_kjennes_igjen(tekst):
    assert er_noe_vi_gjor(tekst)
    assert not er_noe_vi_gjor("Økende trivsel er merkbar")


@pytest.mark.parametrize("navn", ["maal", "strategier", "utfall", "milepaeler", "budsjett", "behov", "indikatorer"])  # fmt: skip
def test_planen_taaler_at_en_tabell_mangler(navn):
    k = lag(**{navn: None})

    assert k.tiltak.tabell["navn"].tolist() == ["Tiltak T1"]
    tomme = [d for d in vars(k).values() if isinstance(d, Klarert) and not len(d.tabell)]
    assert all(d.opplysninger["mangler"] for d in tomme)


def test_bare_tiltak_gir_en_rapport_som_sier_hva_som_mangler():
    k = hp.lag({"tiltak": plan()["tiltak"]})

    assert k.maal.tabell.empty
    assert "Mål" in k.maal.opplysninger["mangler"]
    assert k.opplysninger["dato"] == "2025-01-01"


def test_en_plan_der_ingenting_har_begynt_og_status_mangler_kan_leses():
    ny = {"start": pd.NaT, "slutt": pd.NaT, "status": None, "levert": np.nan}
    k = lag(dato="", tiltak=[tiltak(**ny)], milepaeler=[milepael(naadd=pd.NaT)])

    assert k.opplysninger["dato"] == ""
    assert k.tiltak.tabell["framdrift"].tolist() == ["ikke vist"]
    assert k.milepaeler.tabell["tilstand"].tolist() == ["kommer"]


def test_samme_rad_to_ganger_i_forrige_plan_stopper_ikke_sammenlikningen():
    to = pd.DataFrame({"slag": ["mål", "mål", None], "kode": ["M1", "M1", "M2"], "navn": ["Trygt", "Trygt", "x"], "hvorfor": None})  # fmt: skip

    assert hp.sammenlikn(to, to[:1])["hva"].tolist() == ["uendret"]


def test_radenes_rekkefoelge_endrer_ikke_hull_penger_og_tidslinje():
    t = plan(
        tiltak=[tiltak(), tiltak("T2", ansvarlig=None)], milepaeler=[milepael(), milepael("T2")]
    )
    stokket = {n: d.iloc[::-1].reset_index(drop=True) for n, d in t.items()}
    a, b = (hp.lag(x, omraade=["1"], program=PROGRAM) for x in (t, stokket))

    for del_ in ("kontroll", "tiltak", "milepaeler", "tidslinje", "aar", "penger"):
        pd.testing.assert_frame_equal(getattr(a, del_).tabell, getattr(b, del_).tabell)


def test_lag_endrer_ikke_inndata():
    tabeller = plan()
    foer = {n: t.copy(deep=True) for n, t in tabeller.items()}

    hp.lag(tabeller, omraade=["1"], program=PROGRAM)

    for navn, tabell in tabeller.items():
        pd.testing.assert_frame_equal(tabell, foer[navn])
