"""Tilbake mot midten lærer det den påstår: de høyeste sonene faller av seg selv, og hvor mye."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import integrate
from scipy.stats import norm

import metodikk as mk
from metodikk.kurs import tilbake_mot_midten as t
from metodikk.ut.side import Symbol


def _ventet_topp(antall, valgte):
    """Snittet av de høyeste av mange standard normalfordelte tall, regnet med integral."""

    def plass(k):
        fra_topp = antall - k
        konstant = np.exp(sum(np.log(np.arange(fra_topp + 1, antall + 1))) - sum(np.log(np.arange(1, k))))  # fmt: skip

        def tetthet(x):
            return x * norm.cdf(x) ** fra_topp * norm.sf(x) ** (k - 1) * norm.pdf(x)

        return konstant * integrate.quad(tetthet, -8, 8)[0]

    return np.mean([plass(k) for k in range(1, valgte + 1)])


def test_tallet_faller_saa_mye_som_fordelingen_av_de_hoyeste_tilsier():
    """Fasit uten trekning: ventet topp av 60 ganger spredningen, og andelen som er tilfeldig."""
    soner, innbyggere, valgte, spredning = 60, 700, 3, 0.02
    g = np.random.default_rng(11)
    nivaa = g.normal(0.12, spredning, (6000, soner))
    nevner = np.full(nivaa.shape, innbyggere)
    teller = t.trekk(nivaa, nevner, 2, fro=12)
    hvem = t.velg_hoyeste(teller[:, :, 0], nevner, valgte)
    valgt, etter = (
        np.take_along_axis(teller[:, :, i], hvem, 1).mean() / innbyggere for i in (0, 1)
    )

    tilfeldig = (0.12 * 0.88 - spredning**2) / innbyggere
    alt = np.sqrt(spredning**2 + tilfeldig)
    topp = _ventet_topp(soner, valgte) * alt
    assert valgt - 0.12 == pytest.approx(topp, rel=0.03)
    assert etter - 0.12 == pytest.approx(topp * spredning**2 / alt**2, rel=0.03)


def test_de_tre_hoyeste_av_seksti_ser_ut_som_en_sikker_bedring_i_hver_femte_kommune():
    b = t.bedring()

    assert b["foer"] == pytest.approx(0.167, abs=0.002)
    assert b["etter"] == pytest.approx(0.154, abs=0.002)
    assert b["sikker"] == pytest.approx(0.205, abs=0.04)


@pytest.mark.parametrize("ganger", [1, 4, 16])
@pytest.mark.parametrize("nullpunkt", ["året før", "de tre årene før"])
def test_med_andre_aar_som_nullpunkt_forsvinner_den_falske_bedringen(ganger, nullpunkt):
    b = t.bedring(3, ganger, nullpunkt)

    assert b["sikker"] < 0.05
    assert b["etter"] - b["foer"] == pytest.approx(0, abs=0.001)


def test_jo_storre_soner_jo_mindre_faller_de():
    fall = t.hyppighet(nullpunkt=("utvalgsåret",))["endring"]

    assert fall.is_monotonic_increasing
    assert (fall < 0).all()


def test_er_alle_sonene_valgt_er_det_ingen_bedring():
    b = t.bedring(t.SONER)

    assert b["etter"] - b["foer"] == pytest.approx(0, abs=0.0005)
    assert b["sikker"] < 0.05


def test_sonene_som_velges_er_de_hoyeste():
    g = np.random.default_rng(4)
    nevner = g.integers(100, 900, (50, 20))
    teller = g.binomial(nevner, 0.2)
    hvem = t.velg_hoyeste(teller, nevner, 4)
    andel = teller / nevner

    valgt = np.take_along_axis(andel, hvem, 1)
    assert (valgt.min(axis=1) >= np.sort(andel, axis=1)[:, -4]).all()


def test_egne_soner_faller_aaret_etter_og_tabellene_er_urort():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["indikatorer"].copy()

    vist = t.egne(tabeller, aar=2018, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["indikatorer"], for_)
    navn, foer, etter = zip(*vist.tabell.rader, strict=True)
    assert {"Nordre Brygge", "Tangen"} < set(navn)
    assert all(f > e for f, e in zip(foer, etter, strict=True))
    assert "2019" in vist.setning


def test_de_valgte_sonene_er_de_hoyeste_i_tabellen():
    p = mk.eksempel()
    d = p.tabell("indikatorer").query("indikator == 'unge_utenfor' and aar == 2018")
    fasit = (d["teller"] / d["nevner"]).nlargest(3).round(3) * 100

    foer = [rad[1] for rad in t.egne(p.tabeller, aar=2018, grenser=p.grenser).tabell.rader]
    assert foer == pytest.approx(list(fasit))


def test_en_sone_som_er_skjult_velges_aldri_og_vises_aldri():
    d = pd.DataFrame(
        [(s, a, t_, 40 if s == "A" else 400) for a in (2020, 2021, 2022)
         for s, t_ in zip("ABCDEF", (4, 60, 52, 44, 38, 35), strict=True)],
        columns=["sone", "aar", "teller", "nevner"],
    ).assign(indikator="x", merknad="")  # fmt: skip
    d.loc[(d["sone"] == "A") & (d["aar"] == 2021), "teller"] = 37

    vist = t.egne({"indikatorer": d}, indikator="x", aar=2021, valgte=2)

    assert [rad[0] for rad in vist.tabell.rader] == ["B", "C"]
    assert vist.setning.startswith("Høyest i 2021 var B og C,")


def test_skjulte_tall_i_aaret_etter_forblir_skjult():
    d = pd.DataFrame(
        [(s, a, t_, 400) for a in (2020, 2021, 2022)
         for s, t_ in zip("ABCDEF", (60, 55, 44, 42, 38, 35), strict=True)],
        columns=["sone", "aar", "teller", "nevner"],
    ).assign(indikator="x", merknad="")  # fmt: skip
    d.loc[(d["sone"] == "B") & (d["aar"] == 2022), "teller"] = 2

    etter = {
        rad[0]: rad[2]
        for rad in t.egne({"indikatorer": d}, indikator="x", aar=2021, valgte=3).tabell.rader
    }

    assert etter["B"] is Symbol.SKJULT
    assert Symbol.SKJULT in (etter["A"], etter["C"]), "ellers kan B regnes ut av summen"


def test_uten_et_aar_etterpaa_eller_med_for_mange_soner_sier_den_fra():
    p = mk.eksempel()
    with pytest.raises(ValueError, match="året etter"):
        t.egne(p.tabeller, aar=2025)
    with pytest.raises(ValueError, match="soner kan vises"):
        t.egne(p.tabeller, aar=2018, valgte=14)
    with pytest.raises(ValueError, match="barn_lavinntekt"):
        t.egne(p.tabeller, indikator="finnes_ikke")
