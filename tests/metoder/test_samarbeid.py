"""Samarbeidet: nettverket, vernet mot for få svar, endringen mellom to år, avtalene og rollene."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Klarert
from metodikk.metoder import nettverk, samarbeid

SEKTORER = ("offentlig", "privat", "frivillig", "beboere")


def aktorer(n: int = 12, *, svart: int | None = None) -> pd.DataFrame:
    """n aktører som alle ble spurt i 2024 og 2026. De første `svart` svarte begge årene."""
    ja = n if svart is None else svart
    return pd.DataFrame({
        "aktor": [f"A{i:02}" for i in range(n)], "navn": [f"Laget {i}" for i in range(n)],
        "sektor": [SEKTORER[i % 4] for i in range(n)], "innflytelse": 3.0, "interesse": 3.0,
        "spurt": [("2024", "2026")] * n, "svart": [("2024", "2026") if i < ja else () for i in range(n)],
        "bekreftet": pd.Timestamp("2026-01-14"),
    })  # fmt: skip


def relasjoner(par, aar: int = 2026, styrke: float = 2.0) -> pd.DataFrame:
    rader = [(f"A{a:02}", f"A{b:02}", aar, "samarbeid", styrke) for a, b in par]
    return pd.DataFrame(rader, columns=["fra", "til", "aar", "type", "styrke"])


def to_ringer() -> list[tuple[int, int]]:
    """To ringer på fem, med aktør 0 som den eneste veien mellom dem, og aktør 1 ved den ene."""
    ring = [(i, i + 1) for i in range(2, 6)] + [(6, 2)]
    annen = [(i, i + 1) for i in range(7, 11)] + [(11, 7)]
    return [*ring, *annen, (0, 2), (0, 3), (0, 7), (0, 8), (1, 2), (1, 3)]


def avtaler(**endret) -> pd.DataFrame:
    rad = {"avtale": "V1", "navn": "Åpen hall", "parter": ("A00", "A01"), "gjelder_fra": pd.Timestamp("2025-01-01"),
           "gjelder_til": pd.Timestamp("2027-01-01"), "ansvarlig": "A00", "skriftlig": "ja",
           "gjennomgang": pd.Timestamp("2026-06-01"), "tiltak": ()}  # fmt: skip
    return pd.DataFrame([rad | endret])


def roller(*rader) -> pd.DataFrame:
    return pd.DataFrame(rader, columns=["oppgave", "aktor", "rolle", "sagt_ja"])


def lag(**tabeller) -> samarbeid.Samarbeid:
    return samarbeid.lag({"aktorer": aktorer(), "relasjoner": relasjoner(to_ringer())} | tabeller)


def test_broen_er_den_flest_mister_forbindelsen_uten():
    b = lag().opplysninger["bro"]

    assert b["aktor"] == "A00"
    assert b["mister"] == 6 * 5
    assert [len(d) for d in b["deler"]] == [6, 5]


def test_under_70_prosent_svar_gir_ingen_brobyggere_men_grad():
    k = lag(aktorer=aktorer(svart=8))

    assert k.brobyggere.tabell.empty
    assert "8 av 12" in k.brobyggere.opplysninger["mangler"]
    assert k.opplysninger["bro"] == {}
    assert k.noder.tabell[["mister", "mellomledd", "bindeledd"]].isna().all(axis=None)
    assert k.noder.tabell["grad"].notna().all()


def test_grensen_for_svar_er_den_samme_i_kontrollen_metoden_og_setningene():
    assert katalog("samarbeid")["nettverk"]["minst_svar"] == nettverk.MINST_SVARANDEL
    assert lag(aktorer=aktorer(10, svart=7)).opplysninger["for_faa"] == ""
    assert lag(aktorer=aktorer(10, svart=6)).opplysninger["for_faa"]


def test_uten_opplysning_om_hvem_som_har_svart_vises_ingen_brobyggere():
    uten = lag(aktorer=aktorer().drop(columns=["spurt", "svart"]))

    assert uten.brobyggere.opplysninger["mangler"] == samarbeid.UTEN_SVAR
    assert uten.sektorer.tabell["svart"].isna().all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_uten_skjulte_par_kan_ingen_manglende_svar_binde_delene_sammen(fro):
    """Legg til alle forbindelser ingen kunne fortalt om. Er skjulte_par null, holder delene seg skilt."""
    rng = np.random.default_rng(fro)
    g = nx.gnp_random_graph(9, 0.2, seed=fro)
    stumme = {n for n in g if rng.random() < 0.3}
    deler = [set(d) for d in nx.connected_components(g)]
    mer = nx.Graph(g)
    mer.add_edges_from(combinations(sorted(stumme), 2))

    skilt = nx.number_connected_components(mer) == len(deler)

    assert (samarbeid.skjulte_par(deler, stumme) == 0) == skilt


def test_to_som_forteller_om_det_samme_er_en_forbindelse_med_den_hoeyeste_styrken():
    r = pd.concat([relasjoner([(0, 1)], styrke=1.0), relasjoner([(1, 0)], styrke=3.0),
                   relasjoner([(0, 1)]).assign(type="penger")])  # fmt: skip

    par = samarbeid.forbindelser(r, 2026)

    assert par.values.tolist() == [["A00", "A01", "samarbeid, penger", 3.0]]


def test_andelen_paa_tvers_og_den_ventede_stemmer_med_e_i_indeksen():
    a, r = aktorer(), samarbeid.forbindelser(relasjoner(to_ringer()), 2026)
    sektor = dict(zip(a["aktor"], a["sektor"], strict=True))

    andel, ventet = samarbeid.paa_tvers(r, sektor)

    assert 2 * andel - 1 == pytest.approx(nettverk.ei_indeks(nettverk.graf(a["aktor"], r), sektor))
    assert ventet == pytest.approx(6 * 9 / 66)  # seks par av sektorer, tre ganger tre i hvert


def test_parene_mellom_sektorene_er_alle_parene_og_alle_forbindelsene():
    k = lag()
    p = k.sektorpar.tabell

    assert p["mulige"].sum() == 12 * 11 // 2
    assert p["antall"].sum() == k.opplysninger["helhet"]["koblinger"]
    assert (p["ukjente"] == 0).all()


def test_bare_par_der_ingen_av_de_to_har_svart_er_ukjente():
    k = lag(aktorer=aktorer(svart=9), relasjoner=relasjoner([(0, 1)]))

    assert k.sektorpar.tabell["ukjente"].sum() == 3


def test_en_sektor_uten_forbindelser_ut_staar_utenfor():
    r = relasjoner([(1, 5), (5, 9), (0, 2), (2, 3), (0, 4)])

    assert set(lag(relasjoner=r).utenfor.tabell["sektor"]) == {"privat"}


def test_meglingen_teller_par_som_ikke_kjenner_hverandre_etter_sektor():
    a = pd.DataFrame({"aktor": list("mabc"), "sektor": ["frivillig", "frivillig", "privat", "offentlig"]})  # fmt: skip
    par = pd.DataFrame({"fra": ["m", "m", "m", "b"], "til": ["a", "b", "c", "c"]})

    m = samarbeid.megling(a, par).set_index("aktor").loc["m"]

    assert m[["i_alt", "innad", "ut", "andre"]].tolist() == [2, 0, 2, 0]


def test_endringen_skiller_det_sikre_fra_det_som_kan_vaere_et_svar_som_mangler():
    a = aktorer(6, svart=2)
    r = pd.concat([
        relasjoner([(0, 1), (0, 2), (4, 5)], 2024), relasjoner([(1, 2)], 2024, 1.0),
        relasjoner([(0, 1), (3, 4), (0, 3)], 2026), relasjoner([(1, 2)], 2026, 3.0),
    ])  # fmt: skip

    e = samarbeid.endring(a, r, 2024, 2026).set_index(["fra", "til"])

    assert e["hva"].to_dict() == {
        ("A00", "A01"): "som før", ("A00", "A02"): "borte", ("A00", "A03"): "ny",
        ("A01", "A02"): "sterkere", ("A03", "A04"): "ny", ("A04", "A05"): "borte",
    }  # fmt: skip
    assert e.index[~e["sikker"]].tolist() == [("A03", "A04"), ("A04", "A05")]


def test_bare_aktoerer_som_ble_spurt_begge_aarene_sammenliknes():
    a = aktorer(4)
    a.at[3, "spurt"] = ("2026",)
    r = pd.concat([relasjoner([(0, 1)], 2024), relasjoner([(0, 1), (0, 3)], 2026)])

    k = samarbeid.lag({"aktorer": a, "relasjoner": r})

    assert k.endring.opplysninger["felles"] == 3
    assert k.endring.tabell["hva"].tolist() == ["som før"]
    assert k.endringer.tabell.empty


def test_ett_aar_gir_ingen_endring_men_en_grunn():
    assert lag().endring.opplysninger["mangler"] == samarbeid.ET_AAR


@pytest.mark.parametrize(("til", "fra", "ventet"), [
    ("2026-01-13", "2025-01-01", "gått ut"), ("2026-01-14", "2025-01-01", "går snart ut"),
    ("2026-07-14", "2025-01-01", "går snart ut"), ("2026-07-15", "2025-01-01", "gjelder"),
    (None, "2025-01-01", "uten siste dag"), ("2027-01-01", "2026-02-01", "har ikke begynt"),
])  # fmt: skip
def test_avtalen_har_riktig_tilstand_den_dagen(til, fra, ventet):
    d = avtaler(gjelder_til=pd.Timestamp(til) if til else pd.NaT, gjelder_fra=pd.Timestamp(fra))

    assert samarbeid.status(d, pd.Timestamp("2026-01-14"), 6).tolist() == [ventet]


def test_dagen_er_den_siste_bekreftelsen_hvis_den_ikke_er_oppgitt():
    v = avtaler(gjelder_til=pd.Timestamp("2026-03-01"))

    assert lag(avtaler=v).avtaler.tabell["status"].tolist() == ["går snart ut"]
    oppgitt = samarbeid.lag({"aktorer": aktorer(), "avtaler": v}, dato="2026-04-01")
    assert oppgitt.avtaler.tabell["status"].tolist() == ["gått ut"]


def test_det_avtalen_mangler_staar_ved_den():
    v = avtaler(skriftlig="nei", ansvarlig=None, parter=("A00",), gjennomgang=pd.NaT)

    assert lag(avtaler=v).avtaler.tabell.loc[0, "maa_ordnes"] == (
        "muntlig; uten ansvarlig; færre enn to parter; uten dag for gjennomgang"
    )


def test_hvert_hull_i_rollene_er_funnet_og_det_som_gaar_opp_er_ikke():
    r = roller(
        ("Rett", "A00", "beslutter", "ja"), ("Rett", "A01", "gjør", "ja"), ("Rett", "A03", "spørres", None),
        ("Ingen", "A01", "gjør", "nei"), ("Ingen", "A03", "gjør", "ja"),
        ("Flere", "A00", "beslutter", "ja"), ("Flere", "A01", "beslutter", "ja"), ("Flere", "A03", "får vite", None),
    )  # fmt: skip

    h = samarbeid.hull(r, aktorer())

    assert set(zip(h["oppgave"], h["hull"], strict=True)) == {
        ("Ingen", "ingen_beslutter"), ("Ingen", "ikke_sagt_ja"), ("Flere", "flere_beslutter"),
        ("Flere", "ingen_gjor"), ("Flere", "beboerne_mangler"),
    }  # fmt: skip
    assert h.set_index("hull").loc["ikke_sagt_ja", "hvem"] == "Laget 1"


def test_uten_svar_i_sagt_ja_er_det_ikke_et_hull_at_ingen_har_sagt_ja():
    r = roller(("Rydde", "A03", "beslutter", None), ("Rydde", "A01", "gjør", None))

    assert samarbeid.hull(r, aktorer()).empty


def test_tiltak_uten_roller_staar_foerst_og_ferdige_tiltak_er_ikke_med():
    t = pd.DataFrame({"tiltak": ["T1", "T2", "T3"], "navn": ["Hall", "Lys", "Fest"],
                      "status": ["i gang", "gjennomført", "ikke startet"]})  # fmt: skip
    r = roller(("Hall", "A00", "beslutter", "ja")).assign(tiltak="T1")

    ut = lag(tiltak=t, roller=r, avtaler=avtaler(tiltak=("T1",))).tiltak.tabell

    assert ut["navn"].tolist() == ["Fest", "Hall"]
    assert ut.loc[1, ["beslutter", "gjor", "avtale"]].tolist() == ["Laget 0", "ingen", "Gjelder: 01.01.2025–01.01.2027"]  # fmt: skip


def test_den_eneste_som_gjoer_noe_er_utsatt_og_avtaler_som_er_ute_teller_ikke():
    r = roller(("Rydde", "A05", "gjør", "ja"), ("Låse", "A05", "gjør", "ja"), ("Låse", "A06", "gjør", "ja"))  # fmt: skip

    k = lag(roller=r, avtaler=avtaler(gjelder_til=pd.Timestamp("2025-12-31")))

    assert k.utsatt.tabell[["aktor", "oppgaver", "avtaler"]].values.tolist() == [["A05", "Rydde", 0]]  # fmt: skip


def test_rutene_og_de_som_maa_med_eller_trenger_en_vei_inn():
    a = aktorer(4).assign(innflytelse=[5.0, 1, 4, None], interesse=[1.0, 5, 5, 3], berores=[1.0, 5, 5, 5],
                          spenn=[0.0, 2, 1, None], hort=["", None, "møte", ""])  # fmt: skip
    k = lag(aktorer=a)

    assert samarbeid.rute(a).tolist() == ["Finn ut hva de trenger", "Gi plass og støtte", "Samarbeid tett", ""]  # fmt: skip
    assert k.maa_med.tabell["aktor"].tolist() == ["A00"]
    assert k.vei_inn.tabell["aktor"].tolist() == ["A01"]
    assert k.uenige.tabell["aktor"].tolist() == ["A01"]
    assert k.ruter.tabell["antall"].sum() == len(k.punkter.tabell) == 3


@pytest.mark.parametrize("uten", ["relasjoner", "avtaler", "roller", "tiltak"])
def test_tabeller_som_mangler_gir_tomme_deler_med_en_grunn(uten):
    alle = {"aktorer": aktorer(), "relasjoner": relasjoner(to_ringer()), "avtaler": avtaler(),
            "roller": roller(("Rydde", "A00", "gjør", "ja")),
            "tiltak": pd.DataFrame({"tiltak": ["T1"], "navn": ["Lys"], "status": ["i gang"]})}  # fmt: skip
    k = samarbeid.lag({n: t for n, t in alle.items() if n != uten})

    del_ = {"relasjoner": k.koblinger}.get(uten) or getattr(k, uten)
    assert del_.tabell.empty
    assert del_.opplysninger["mangler"].endswith(".")
    assert k.om(uten if uten != "relasjoner" else "koblinger") == ()


def test_tomme_tabeller_og_ukjente_koder_stopper_ikke():
    tomt = samarbeid.lag({"aktorer": aktorer(0)})
    k = lag(relasjoner=relasjoner([(0, 99)]), avtaler=avtaler(parter=("A00", "X")),
            roller=roller(("Rydde", "X", "gjør", "ja")))  # fmt: skip

    assert tomt.aktorer.opplysninger["mangler"] == samarbeid.UTEN_AKTORER
    assert k.koblinger.tabell.empty
    assert k.avtaler.tabell.loc[0, "parter"] == "Laget 0"


def test_potensialet_til_en_privatperson_vises_ikke():
    r = pd.DataFrame(
        {
            "ressurs": ["R1", "R2"],
            "privatperson": [False, True],
            "potensial": ["Nøkkel", "Hemmelig"],
        }
    )

    a = lag(aktorer=aktorer(2).assign(ressurs=["R1", "R2"]), ressurser=r).aktorer.tabell

    assert set(a["potensial"]) == {"Nøkkel", ""}


def test_radenes_rekkefoelge_betyr_ingenting():
    alle = {"aktorer": aktorer(), "relasjoner": relasjoner(to_ringer()), "avtaler": avtaler()}
    stokket = {n: t.sample(frac=1, random_state=4).reset_index(drop=True) for n, t in alle.items()}

    en, to = samarbeid.lag(alle), samarbeid.lag(stokket)

    for navn, d in vars(en).items():
        if isinstance(d, Klarert):
            pd.testing.assert_frame_equal(d.tabell, getattr(to, navn).tabell)


def test_lag_endrer_ikke_inndata():
    alle = {"aktorer": aktorer(), "relasjoner": relasjoner(to_ringer()), "avtaler": avtaler(),
            "roller": roller(("Rydde", "A00", "gjør", "ja"))}  # fmt: skip
    foer = {n: t.copy() for n, t in alle.items()}

    samarbeid.lag(alle)

    for navn, t in alle.items():
        pd.testing.assert_frame_equal(t, foer[navn])
