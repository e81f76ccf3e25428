"""Personopplysninger stopper kontrollen og vises aldri noe sted."""

from __future__ import annotations

import numpy as np
import pytest

from metodikk.grunn.typer import Alvor
from metodikk.inn.personvern import finn_i_kolonne
from tests.grunn.test_maskering import FASIT, lag_fodselsnummer
from tests.inn.prosjekthjelp import SONER, ett, folk, funnet, les, ressurs, sporsmal, svar


@pytest.mark.parametrize("nummer", [*FASIT["gyldige"], *FASIT["datolike"]])
def test_fodselsnummer_i_en_kolonne_vi_ikke_bruker_stopper_alt(nummer):
    f = ett("K601", befolkning=[folk(notat=f"ringte {nummer}")])

    assert (f.alvor, f.celle) == (Alvor.STOPP, "F2")


@pytest.mark.parametrize("lagret", [13097248022, 13097248022.0, "130972 48022", "13.09.72-48022"])
def test_fodselsnummer_finnes_uansett_hvordan_det_er_lagret(lagret):
    assert ett("K601", befolkning=[folk(notat=lagret)]).alvor is Alvor.STOPP


def test_fodselsnummer_som_har_mistet_den_forste_nullen_finnes_ogsaa():
    assert ett("K601", befolkning=[folk(notat=2013299997)]).celle == "F2"


def test_tisifret_sonekode_er_ikke_et_fodselsnummer():
    soner = [{"sone": 1103010001, "sonenavn": "A"}, {"sone": "1103010002", "sonenavn": "B"}]

    assert not funnet("K601", soner=soner)


def test_ingen_funn_eller_tabeller_viser_fodselsnummeret():
    rader = [ressurs(navn="Ola 13097248022", sone="13097248022", tilbud="kontonr 86011117947")]
    data = les(ressurser=rader)

    assert "K601" in {f.kode for f in data.funn}
    for tekst in (repr(data.funn), data.tabeller["ressurser"].to_string()):
        assert "13097248022" not in tekst
        assert "86011117947" not in tekst


def test_fodselsnummer_som_kolonnenavn_vises_ikke():
    assert "13097248022" not in repr(les(befolkning=[{**folk(), "13097248022": "x"}]).funn)


def test_alle_fodselsnumrene_i_en_kolonne_blir_funnet():
    numre = lag_fodselsnummer(np.random.default_rng(1), 2_000)
    rader = finn_i_kolonne(np.array(numre, dtype=object))["fodselsnummer"]

    assert len(rader) == 2_000


def test_kontonummer_er_en_feil():
    assert ett("K602", ressurser=[ressurs(tilbud="konto 8601.11.17947")]).alvor is Alvor.FEIL


@pytest.mark.parametrize("kontakt", ["+47 912 34 567", "ola@eksempel.no"])
def test_kontaktopplysninger_er_en_advarsel_i_ressurser_og_en_feil_i_svar(kontakt):
    assert ett("K603", ressurser=[ressurs(tilbud=kontakt)]).alvor is Alvor.ADVARSEL
    assert ett("K603", kodebok=[sporsmal()], svar=[svar(fritekst=kontakt)]).alvor is Alvor.FEIL


def test_kolonne_for_fodselsnummer_er_en_feil_ogsaa_naar_den_er_tom_for_numre():
    assert ett("K604", befolkning=[folk(Fødselsnr="x")]).alvor is Alvor.FEIL


def test_navn_paa_dem_som_svarte_er_en_feil():
    assert ett("K604", kodebok=[sporsmal()], svar=[svar(Navn="x")]).alvor is Alvor.FEIL


def test_kolonne_for_telefon_i_ressurser_er_en_advarsel():
    assert ett("K604", ressurser=[ressurs(Telefon="x")]).alvor is Alvor.ADVARSEL


def test_fritekst_i_svarene_vises_ikke_i_meldinger():
    alle = les(
        kodebok=[sporsmal()], svar=[svar(1, fritekst="hemmelig"), svar(1, fritekst="annet")]
    ).funn

    assert "hemmelig" not in repr(alle)


def test_vanlige_tabeller_har_ingen_personopplysninger():
    assert not [f for f in les(befolkning=[folk()], soner=SONER).funn if f.kode.startswith("K60")]
