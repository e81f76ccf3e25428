"""Fra mål til tiltak lærer det den påstår: et tiltak uten vei, antakelse, måling eller størrelse gir ikke noe svar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import fra_maal_til_tiltak as f


@pytest.mark.parametrize(
    ("fra", "til", "antall", "styrke"), [(0.5, 0.75, 50, 0.740), (0.5, 0.75, 76.7, 0.90), (0.5, 0.6, 387.34, 0.80)]
)  # fmt: skip
def test_sjansen_er_den_r_har_publisert(fra, til, antall, styrke):
    """Eksemplene i dokumentasjonen til power.prop.test i R, og 50 mot 60 prosent regnet i R."""
    assert f.sjanse(fra, til - fra, antall) == pytest.approx(styrke, abs=5e-4)
    assert f.minste_synlige(fra, antall, styrke) == pytest.approx(til - fra, abs=5e-4)


def test_naar_andelen_alt_er_hoey_finnes_det_ikke_noe_aa_se_med_faa_svar():
    """R sier at 30 svar er for få fra 0,9, og at det trengs 74."""
    assert np.isnan(f.minste_synlige(0.9, 30))
    assert 0.09 < f.minste_synlige(0.9, 74) <= 0.1
    assert np.isnan(f.minste_synlige(np.nan, 600))


@pytest.mark.parametrize(
    "tiltak", ["Fritidskoordinator", "Lys på skoleveien", "Trygghetsvandringer"]
)
def test_trukne_undersoekelser_viser_endringen_saa_ofte_som_tabellen_sier(tiltak):
    d = f.plan(antall=600).set_index("tiltak").loc[tiltak]
    fra, n = next(p for t, _, p in f.VIRKNINGER.values() if t == d["virkning"]), 600
    trekning = np.random.default_rng(6)
    foer, etter = (trekning.binomial(n, p, 40_000) / n for p in (fra, fra + d["ventet"]))
    felles = (foer + etter) / 2
    viser = (etter - foer) / np.sqrt(2 * felles * (1 - felles) / n) > 1.96

    assert viser.mean() == pytest.approx(d["sjanse"], abs=0.012)
    assert (viser.mean() > 0.8) == (d["svar"] == f.KAN)


def test_to_av_seks_tiltak_kan_evalueres_og_de_andre_har_hver_sin_grunn():
    svar = f.plan().set_index("tiltak")["svar"]

    assert svar.tolist() == [
        f.KAN,
        f.KAN,
        f.FOR_LITEN,
        f.FOR_LITEN,
        f.UTEN_MAALING,
        f.UTEN_VIRKNING,
    ]


@pytest.mark.parametrize(
    ("endring", "tiltak", "svar"),
    [
        ("kobling_bort", "Fritidskoordinator", f.UTEN_VIRKNING),
        ("maaling_bort", "Åpent grendehus", f.UTEN_MAALING),
        ("antakelse_bort", "Lys på skoleveien", f.UTEN_ANTAKELSE),
        ("kobling_til", "Benker på torget", f.FOR_LITEN),
        ("maaling_til", "Gatekunst", f.FOR_LITEN),
    ],
)
def test_en_endring_i_planen_endrer_bare_svaret_for_tiltaket_den_gjelder(endring, tiltak, svar):
    for_, etter = (f.plan(endring=e).set_index("tiltak")["svar"] for e in ("ingen", endring))

    assert etter[tiltak] == svar
    assert for_.index[for_ != etter].tolist() == [tiltak]


def test_flere_svar_hjelper_bare_det_som_har_en_vei_og_en_maaling():
    kan = {
        n: set(f.plan(antall=n).query("svar == @f.KAN")["tiltak"]) for n in (200, 600, 1200, 10**6)
    }

    assert kan[200] < kan[600] < kan[1200] < kan[10**6]
    assert {"Gatekunst", "Benker på torget"}.isdisjoint(kan[10**6])


def test_halvparten_gjort_gir_halv_virkning_og_ingen_svar():
    hel, halv = f.plan(), f.plan(levert=0.5)

    assert (halv["ventet"] * 2).tolist() == pytest.approx(hel["ventet"].tolist())
    assert f.KAN not in set(halv["svar"])


def test_stiplet_ramme_og_svaret_i_tabellen_sier_det_samme():
    d = f.plan(antall=1200)
    ledd = f._ledd(d, "ingen").set_index("ledd")

    assert [bool(ledd.loc[t, "maalt"]) for t in d["tiltak"]] == (d["svar"] == f.KAN).tolist()
    assert ledd.loc["Benker på torget", "leder_til"] == ()


def test_egne_tiltak_faar_svar_og_tabellene_er_uroert():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = {n: tabeller[n].copy() for n in ("tiltak", "utfall", "programteori")}

    vist = f.egne(tabeller, soner=p.omraade.soner, ventet=0.10, grenser=p.grenser)

    for navn, tabell in for_.items():
        pd.testing.assert_frame_equal(tabeller[navn], tabell)
    svar = {r[0]: r[3] for r in vist.tabell.rader}
    assert len(svar) == len(for_["tiltak"])
    assert svar["Kunst i gatene"] == f.UTEN_VIRKNING
    assert svar["Velkomstpakke til nye beboere"] == svar["Gjeldsråd på biblioteket"] == f.UTEN_ANTAKELSE  # fmt: skip
    assert svar["Lys på skoleveien over Bekkeelva"] == f.FOR_LITEN
    assert svar["Fritidskoordinator i hel stilling"] == f.KAN
    inne = tabeller["indikatorer"].query("indikator == 'fritid_barn' and aar == 2025")
    inne = inne[inne["sone"].isin(p.omraade.soner)][["teller", "nevner"]].sum()
    minste = f.minste_synlige(inne["teller"] / inne["nevner"], inne["nevner"])
    rad = next(r for r in vist.tabell.rader if r[0] == "Fritidskoordinator i hel stilling")
    assert rad[2] == round(100 * minste, 1)


def test_en_maaling_som_er_skjult_gir_ikke_noe_svar():
    p = mk.eksempel()
    streng = replace(p.grenser, min_nevner=10**6, min_svar=10**6)

    vist = f.egne(p.tabeller, soner=p.omraade.soner, ventet=0.10, grenser=streng)

    assert f.KAN not in {r[3] for r in vist.tabell.rader}
    assert {str(r[2]) for r in vist.tabell.rader} == {"."}


def test_uten_plan_sies_det_hvilke_tabeller_som_mangler():
    p = mk.eksempel()
    uten = {n: t for n, t in p.tabeller.items() if n != "programteori"}

    with pytest.raises(ValueError, match="mangler programteori"):
        f.egne(uten, soner=p.omraade.soner)
