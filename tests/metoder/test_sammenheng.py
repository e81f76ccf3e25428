"""Sammenhengen: hvert spor har navn, brudd står først, og ingen privatperson kommer med."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.metoder import sammenheng


def tabeller() -> dict[str, pd.DataFrame]:
    """To behov, to mål og to tiltak. Behovet B2 har ikke fått svar, og tiltaket T2 har ingen bedt om."""
    return {
        "behov": pd.DataFrame({
            "behov": ["B1", "B2"], "tekst": ["Et sted å være", "Lys på veien"], "viktighet": [1.0, 3.0],
            "kilde": ["innspill fra møte", "undersøkelsen"], "maalt_med": [("fritid_barn",), ("trygg",)],
        }),
        "kodebok": pd.DataFrame({"sporsmal": ["trygg"], "tekst": ["Er du trygg?"]}),
        "maal": pd.DataFrame({"maal": ["M1"], "tekst": ["Alle har et sted"], "behov": [("B1",)], "utfall": [("U1",)]}),
        "strategier": pd.DataFrame({"strategi": ["S1"], "tekst": ["Åpne det som finnes"], "maal": [("M1",)]}),
        "tiltak": pd.DataFrame({
            "tiltak": ["T1", "T2"], "navn": ["Åpen hall", "Fest"], "strategi": [("S1",), ()], "behov": [("B1",), ()],
            "utfall": [("U1",), ("U1",)], "ressurser": [("R1", "R2"), ()], "status": ["i gang", "ikke startet"],
        }),
        "utfall": pd.DataFrame({"utfall": ["U1"], "navn": ["Flere er med"], "maalt_med": ["fritid_barn"]}),
        "ressurser": pd.DataFrame({"ressurs": ["R1", "R2"], "navn": ["Hallen", "Kari Nordmann"], "privatperson": [False, True]}),
    }  # fmt: skip


@pytest.fixture
def k():
    return sammenheng.lag(tabeller())


def test_behov_uten_svar_staar_foerst_i_bruddene_og_i_behovene(k):
    assert k.brudd.tabell.loc[0, ["navn", "skrevet"]].tolist() == [
        "Lys på veien",
        "Ingen tiltak svarer på behovet.",
    ]
    assert k.behov.tabell.loc[0, "navn"] == "Lys på veien"
    assert k.behov.tabell.loc[0, "tiltak"] == sammenheng.INGEN_SVAR


def test_hvert_tiltak_sier_hvorfor_og_hva_det_maales_med(k):
    t = k.tiltak.tabell.set_index("navn")

    assert t.loc["Åpen hall", "behov"] == "«Et sted å være»"
    assert t.loc["Åpen hall", "maal"] == "«Alle har et sted»"
    assert t.loc["Åpen hall", "maales"] == "«Barn med i organisert fritidsaktivitet»"
    assert t.loc["Fest", "behov"] == "Ikke noe behov er oppgitt"


def test_maalingen_bak_et_behov_har_navn_eller_ordlyd_og_ikke_kode(k):
    fra = k.behov.tabell.set_index("navn")["fra"]

    assert fra["Lys på veien"] == "«Er du trygg?». Undersøkelsen"
    assert fra["Et sted å være"].startswith("«Barn med i organisert fritidsaktivitet»")


def test_et_helt_spor_gaar_fra_behov_gjennom_tiltak_til_maaling(k):
    assert k.opplysninger["hele"] == 1


def test_en_privatperson_blant_ressursene_er_aldri_med(k):
    alt = " ".join(
        str(v)
        for del_ in (k.brudd, k.behov, k.tiltak, k.maal, k.kjeder, sammenheng.rundt(tabeller(), "ressurs"))
        for v in del_.tabell.to_numpy().ravel()
    )  # fmt: skip

    assert "Hallen" in alt
    assert "Nordmann" not in alt


def test_figuren_av_et_maal_har_bare_piler_til_ledd_som_er_med(k):
    d = k.kjede("Alle har et sted").tabell

    assert d["type"].tolist() == ["Behov", "Mål", "Strategi", "Tiltak", "Utfall"]
    assert {til for tilene in d["leder_til"] for til in tilene} <= set(d["ledd"])
    assert k.maalene == ["Alle har et sted"]


def test_sporet_rundt_et_ledd_gaar_begge_veier():
    r = sammenheng.rundt(tabeller(), "strategi").tabell.iloc[0]

    assert "Mål: «Alle har et sted»." in r["fra"]
    assert "Tiltak: «Åpen hall»." in r["til"]


def test_sporet_kan_begrenses_til_noen_ledd():
    assert sammenheng.rundt(tabeller(), "tiltak", koder=["T2"]).tabell["navn"].tolist() == ["Fest"]


def test_sporet_kan_begrenses_til_det_noe_annet_peker_paa():
    t = tabeller() | {
        "innspill": pd.DataFrame({"innspill": ["I1"], "tekst": ["Kari sa"], "behov": [("B2",)]})
    }

    behov = sammenheng.rundt(t, "behov", nevnt_av="innspill").tabell

    assert behov["navn"].tolist() == ["Lys på veien"]
    assert "Innspill fra beboerne" in behov["fra"].item()
    assert not behov.astype(str).stack().str.contains("Kari").any()


def test_tabeller_uten_koblinger_faar_en_annen_grunn_enn_et_prosjekt_uten_tabeller():
    mangler = [
        sammenheng.rundt(t, "behov", nevnt_av="innspill").opplysninger["mangler"]
        for t in (tabeller(), {})
    ]

    assert mangler == [sammenheng.UTEN_KOBLING, sammenheng.INGEN_KJEDE]


def test_maalinger_har_ikke_egen_tabell_men_foelges_fra_det_som_viser_til_dem():
    t = sammenheng.rundt(tabeller(), "kilde").tabell.set_index("navn")

    assert "Behov: «Lys på veien»." in t.loc["Er du trygg?", "til"]


def test_lange_oppramsinger_sier_hvor_mange_som_ikke_er_nevnt():
    t = tabeller()
    t["tiltak"] = pd.DataFrame({
        "tiltak": [f"T{i}" for i in range(7)], "navn": [f"Tiltak {i}" for i in range(7)], "behov": [("B1",)] * 7,
    })  # fmt: skip

    svar = sammenheng.lag(t).behov.tabell.set_index("navn").loc["Et sted å være", "tiltak"]

    assert svar == "«Tiltak 0», «Tiltak 1», «Tiltak 2», «Tiltak 3» og 3 til"


def test_uten_tabeller_sier_hver_del_hva_som_maa_til():
    k = sammenheng.lag({})

    for del_ in (k.brudd, k.behov, k.tiltak, k.maal):
        assert not len(del_.tabell)
        assert "Fyll ut" in del_.opplysninger["mangler"]
    assert "behov" in k.opplysninger["mangler"]


def test_inndata_endres_ikke():
    t = tabeller()
    for_ = {n: d.copy() for n, d in t.items()}

    sammenheng.lag(t)
    sammenheng.rundt(t, "tiltak")

    for n, d in t.items():
        pd.testing.assert_frame_equal(d, for_[n])


def test_ledd_med_samme_vei_kan_staa_i_en_rad():
    t = tabeller()
    t["behov"] = pd.concat(
        [t["behov"], t["behov"].head(1).assign(behov="B9", tekst="Det samme")], ignore_index=True
    )
    hver = sammenheng.rundt(t, "behov").tabell
    samlet = sammenheng.rundt(t, "behov", samle=True).tabell

    assert len(samlet) == len(hver.drop_duplicates(["fra", "til", "brudd"]))
    assert set("; ".join(samlet["navn"]).split("; ")) == set(hver["navn"])


def test_noen_av_tiltakene_kan_vises_for_seg(k):
    t = k.tiltakene(["Fest"]).tabell

    assert t["navn"].tolist() == ["Fest"]
    assert t["behov"].tolist() == ["Ikke noe behov er oppgitt"]
    assert sammenheng.lag({}).tiltakene(["Fest"]).tabell.empty


def test_beslutningen_staar_bare_ved_tiltaket_den_gjelder():
    t = tabeller() | {
        "videreforingsplan": pd.DataFrame({"tiltak": ["T1"], "beslutning": ["overføres"]})
    }

    av_tiltak = sammenheng.rundt(t, "tiltak").tabell.set_index("navn")["til"]
    av_behov = sammenheng.rundt(t, "behov").tabell.set_index("navn")["til"]
    assert "Etter programmet: «overføres»." in av_tiltak["Åpen hall"]
    assert "Åpen hall" in av_behov["Et sted å være"]
    assert "Etter programmet" not in av_behov["Et sted å være"]
