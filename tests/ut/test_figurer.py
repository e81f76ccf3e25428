"""Figurene: bilde, alternativ tekst med funn i tall, og de samme tallene i tabell."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.ut.figurer.ramme import alt_tekst
from metodikk.ut.side import Boks, Figur, Samling, Symbol, Tabell
from tests.ut.klart import SONENAVN, SONER, SVAR, alle_figurer, klar, serie, sonetall, svar


@pytest.fixture(scope="module")
def figurer():
    return alle_figurer()


NAVN = ("utvikling", "intervaller", "soyler", "trakt", "svarfordeling", "befolkning", "hendelsestid",
        "permutasjon", "rangintervall", "nettverk", "kjede", "trapp", "matrise", "tidslinje")  # fmt: skip


@pytest.mark.parametrize("navn", NAVN)
def test_alt_teksten_sier_hva_det_er_og_funnet_i_tall(figurer, navn):
    alt = figurer[navn].alt

    assert 40 <= len(alt) <= 250
    assert re.search(r"\d", alt)
    assert not alt.lower().startswith(("figur", "bilde", "image"))


@pytest.mark.parametrize("navn", NAVN)
def test_figuren_er_liten_og_har_tallene_bak(figurer, navn):
    f = figurer[navn]

    assert f.png.startswith(b"\x89PNG")
    assert len(f.png) < 120_000
    assert f.tabell.rader
    assert f.bredde == 720


@pytest.mark.parametrize("navn", NAVN)
def test_figurene_nekter_tall_som_ikke_er_klarert(navn):
    tilleggsvalg = {
        "trakt": {"grenser": pd.DataFrame(), "snitt": 0.1}, "svarfordeling": {"rekkefolge": ["a", "b"]},
        "soyler": {"kategori": "sone"}, "permutasjon": {"observert": 0.1}, "nettverk": {"koblinger": sonetall()},
    }  # fmt: skip
    with pytest.raises(TypeError, match="klarerte resultater"):
        getattr(mk.figurer, navn)(sonetall(), tittel="T", **tilleggsvalg.get(navn, {}))


def test_samme_tall_gir_samme_byte(figurer):
    igjen = alle_figurer.__wrapped__()

    assert all(figurer[n].png == igjen[n].png for n in NAVN)


def test_uten_tall_blir_det_en_mangler_boks():
    tom = klar(serie().iloc[:0], mangler="Tabellen Indikatorer finnes ikke.")

    assert mk.figurer.utvikling(tom, tittel="T") == Boks(
        "mangler", "T", "Tabellen Indikatorer finnes ikke."
    )


def test_naar_alt_er_skjult_blir_det_tabell_og_ikke_et_tomt_bilde():
    data = sonetall().assign(verdi=np.nan, nedre=np.nan, ovre=np.nan, merknad="skjult: få")
    t = mk.figurer.intervaller(klar(data), tittel="T", navn=SONENAVN)

    assert isinstance(t, Tabell)
    assert t.symboler == (Symbol.SKJULT,)


def test_per_gir_en_figur_for_hver_verdi_med_navnet_i_tittelen():
    data = pd.concat([serie().assign(indikator=i) for i in ("lav", "trang")])
    figurer = mk.figurer.utvikling(klar(data), tittel="Utvikling: {indikator}", per="indikator",
                                   navn={"lav": "Lavinntekt", "trang": "Trangbodde"})  # fmt: skip

    assert isinstance(figurer, Samling)
    assert [f.tittel for f in figurer] == ["Utvikling: Lavinntekt", "Utvikling: Trangbodde"]
    assert all(isinstance(f, Figur) and len(f.tabell.rader) == 20 for f in figurer)


def test_linjen_trekkes_ikke_over_et_brudd(monkeypatch):
    from matplotlib.axes import Axes

    linjer = []
    ekte = Axes.plot
    monkeypatch.setattr(Axes, "plot", lambda self, x, *a, **k: (linjer.append(list(np.atleast_1d(x))), ekte(self, x, *a, **k))[1])  # fmt: skip
    mk.figurer.utvikling(klar(serie()), tittel="T", brudd={2019: "Ny definisjon"})

    assert linjer
    assert not [x for x in linjer if min(x) < 2019 <= max(x)]


def test_funnet_i_alt_teksten_sammenlikner_ikke_over_brudd():
    f = mk.figurer.utvikling(klar(serie()), tittel="T", brudd={2019: "Ny definisjon"})

    assert "2019" in f.alt
    assert "2015" not in f.alt
    assert "Brudd i 2019" in f.alt


def test_bruddtabellen_gjelder_bare_sin_egen_indikator():
    data = pd.concat([serie().assign(indikator=i) for i in ("lav", "trang")])
    brudd = pd.DataFrame({"gjelder": ["lav"], "aar": [2019], "beskrivelse": ["Ny definisjon"]})
    lav, trang = mk.figurer.utvikling(
        klar(data), tittel="{indikator}", per="indikator", brudd=brudd
    )

    assert "Brudd" in lav.alt
    assert "Brudd" not in trang.alt


def test_flere_enn_fire_linjer_nektes_med_raad():
    data = pd.concat([serie().assign(gruppe=f"g{i}") for i in range(5)])

    with pytest.raises(ValueError, match="per="):
        mk.figurer.utvikling(klar(data), tittel="T")


def test_skjulte_tall_er_ikke_med_i_funnet_og_er_symbol_i_tabellen():
    f = mk.figurer.intervaller(klar(sonetall()), tittel="T", navn=SONENAVN)

    assert "Myra" not in f.alt
    assert next(r for r in f.tabell.rader if r[0] == "Myra")[1] is Symbol.SKJULT


def test_perioder_som_tekst_staar_i_riktig_rekkefoelge():
    data = pd.DataFrame({"gruppe": "Området", "aar": ["2021–2023", "2015–2017", "2018–2020"],
                         "verdi": [0.3, 0.1, 0.2], "merknad": ""})  # fmt: skip
    f = mk.figurer.utvikling(klar(data), tittel="T")

    assert [r[1] for r in f.tabell.rader] == ["2015–2017", "2018–2020", "2021–2023"]
    assert "10,0 prosent i 2015–2017" in f.alt.replace("\u00a0", " ")


def test_rangintervallet_sier_hvor_usikker_plasseringen_er(figurer):
    assert re.search(r"nummer 1 av 6.*fra 1 til 3", figurer["rangintervall"].alt)


def test_eget_funn_brukes_i_alt_teksten():
    f = mk.figurer.intervaller(
        klar(sonetall()), tittel="T", funn="Området ligger 9 prosentpoeng over resten."
    )

    assert f.alt == "Punktdiagram med intervaller. Området ligger 9 prosentpoeng over resten."


@pytest.mark.parametrize("funn", ["", "5", "Ett ord " * 80])
def test_alt_teksten_er_mellom_40_og_250_tegn(funn):
    assert 40 <= len(alt_tekst("Linjediagram", funn, "Barn i lavinntekt i kommunen")) <= 250


@pytest.mark.parametrize("antall", [1, 2, 30])
def test_en_to_eller_mange_soner_lar_seg_tegne(antall):
    data = pd.DataFrame({"sone": [f"S{i}" for i in range(antall)], "verdi": np.linspace(0, 0.3, antall), "merknad": ""})  # fmt: skip

    assert isinstance(mk.figurer.soyler(klar(data), tittel="T", kategori="sone"), Figur)


def test_figurene_endrer_ikke_tallene_de_faar():
    k = klar(sonetall())
    foer = k.tabell.copy()
    mk.figurer.intervaller(k, tittel="T", navn=SONENAVN, fremhev=SONER[:1])

    pd.testing.assert_frame_equal(k.tabell, foer)


def test_spoersmaal_med_et_skjult_svar_tegnes_ikke_men_staar_i_tabellen():
    data = svar()
    data.loc[2, ["verdi", "merknad"]] = [np.nan, "skjult: få svar"]
    f = mk.figurer.svarfordeling(klar(data), tittel="T", rekkefolge=SVAR)

    assert f.tabell.rader[0][0] == "Trygg på dagtid"
    assert Symbol.SKJULT in f.tabell.rader[0]
    assert "dagtid" not in f.alt


def test_de_som_ikke_har_koblinger_staar_ogsaa_i_tabellen(figurer):
    f = figurer["nettverk"]

    assert f.tabell.rader[-1][1] == "ingen registrert kobling"
    assert len({navn for rad in f.tabell.rader for navn in rad[:2]}) == 5 + 1


def test_tidslinjen_teller_milepaeler_for_seg_og_skriver_datoene_i_tabellen(figurer):
    f = figurer["tidslinje"]

    assert "2 aktiviteter og 1 milepæl" in f.alt
    assert [rad[2].replace("\u00a0", " ") for rad in f.tabell.rader][:2] == [
        "1. januar 2026",
        "20. juni 2026",
    ]


def test_tidslinjen_sier_fra_naar_noe_slutter_foer_det_begynner():
    d = pd.DataFrame({"hva": ["A"], "fra": [5], "til": [2]})

    with pytest.raises(ValueError, match="slutter før det begynner"):
        mk.figurer.tidslinje(klar(d), tittel="T")


def test_matrisen_sier_hvem_som_er_interessert_uten_aa_ha_innflytelse(figurer):
    assert "høy interesse og lav innflytelse: 1 (Velet)" in figurer["matrise"].alt


def test_matrisen_kan_ha_en_annen_skala_og_dele_mellom_to_hele_tall():
    d = pd.DataFrame({"navn": ["Velet", "Skolen"], "kort": ["V", "S"], "x": [4, 3], "y": [4, 5]})

    alt = mk.figurer.matrise(klar(d), tittel="T", skala=(1, 5), deling=3.5, etikett="kort").alt

    assert "Høy på begge: 1 (Velet)" in alt
    assert "lav x og høy y: 1 (Skolen)" in alt


def test_matrisen_nekter_tall_utenfor_skalaen():
    d = pd.DataFrame({"navn": ["A"], "x": [12], "y": [2]})

    with pytest.raises(ValueError, match="mellom 0 og 10"):
        mk.figurer.matrise(klar(d), tittel="T")
