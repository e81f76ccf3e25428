"""Teksten i evalueringen følger resultatene: den sier aldri mer enn tallene bærer."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from metodikk.grunn.meldinger import funn
from metodikk.metoder import evaluering
from metodikk.ut import setninger_evaluering as si
from metodikk.ut.side import Boks
from tests.metoder import evalueringsdata as d


@pytest.fixture(scope="module")
def ev():
    return evaluering.evaluer(
        d.tabeller(**d.undersokelse()), omraade=d.OMRAADE, program=d.PROGRAM, naboer=[d.NABO]
    )


@pytest.fixture(scope="module")
def klar(ev):
    return evaluering.klarer(ev)


def test_oppsummeringen_skiller_bidrag_fra_det_vi_ikke_ser(klar):
    tekst = " ".join(si.oppsummering(klar, "Øst", d.PROGRAM).avsnitt)

    assert "varte fra 2020 til 2024" in tekst
    assert "sannsynlig at programmet har bidratt til «Flere barn er med»" in tekst
    assert "ingen tydelig forskjell for «Færre unge står utenfor»" in tekst


def test_nokkeltallene_har_hovedutfallene_og_tiltakene(klar):
    tall = si.nokkeltall(klar).tall

    assert [t[0] for t in tall] == [
        "Flere barn er med",
        "Færre unge står utenfor",
        "Tiltak gjennomført som planlagt",
    ]
    assert tall[0][1].startswith("+")
    assert tall[2][1] == "1 av 1"


def test_vaktene_samles_per_kode_og_er_alltid_en_advarsel():
    boks = si.vakter([funn("K864", fant="«A»"), funn("K864", fant="«B»"), funn("K870", fant="x")])

    assert (boks.slag, len(boks.punkter)) == ("advarsel", 1)
    assert boks.punkter[0].endswith("«A»; «B».")


def test_uten_vakter_blir_det_ingen_boks():
    assert si.vakter([]) is None


def test_ved_tallet_faar_hver_vakt_begrunnelsen_sin(klar):
    tekst, boks = si.ved_tallet(klar.detaljer[1])

    assert tekst.avsnitt[0].startswith("Færre unge står utenfor: fra")
    assert isinstance(boks, Boks)
    assert boks.slag == "forbehold"
    assert any("retter seg av seg selv" in p for p in boks.punkter)


def test_grov_avrunding_blir_nevnt_ved_tallet():
    t = d.tabeller()
    liten = (t["indikatorer"]["sone"] == d.NABO) & (t["indikatorer"]["aar"] == 2024)
    t["indikatorer"].loc[liten & (t["indikatorer"]["indikator"] == "fritid_barn"), "teller"] = 2.0
    ev = evaluering.evaluer(t, omraade=d.OMRAADE, program=d.PROGRAM, naboer=[d.NABO])

    fritid, unge = (si.ved_tallet(x)[0].avsnitt[0] for x in evaluering.klarer(ev).detaljer)

    assert "grovt avrundet" in fritid
    assert "grovt avrundet" not in unge


def test_uten_p_verdi_sier_figuren_ingenting_om_hvor_ofte():
    ev = evaluering.evaluer(d.tabeller(), omraade=d.OMRAADE, program=d.PROGRAM, naboer=d.SONER[8:])
    detalj = evaluering.klarer(ev).detaljer[0]

    tekst = si.permutasjonsfunn(detalj)

    assert detalj.p is None
    assert "uten p-verdi" in tekst
    assert "gir minst like stor" not in tekst


def test_med_p_verdi_staar_ogsaa_den_lavest_mulige(klar):
    assert "Lavest mulig er" in si.permutasjonsfunn(klar.detaljer[0])


def test_hendelsesfunnet_holder_utvalgsaarene_utenfor(klar):
    tekst = si.hendelsesfunn(klar.detaljer[1], d.PROGRAM)

    assert "(2017)" not in tekst
    assert "(2018)" not in tekst


def test_undersokelsen_sier_hvor_mange_utslag_som_er_ventet_ved_en_tilfeldighet(klar, ev):
    tekst = si.undersokelse(klar, ev.undersokelse)

    assert "tydelig på 1 av dem" in tekst.avsnitt[0]
    assert tekst.punkter[0].startswith("Steder å møtes?")


def test_tom_undersokelse_gir_ingen_tekst():
    ev = evaluering.evaluer(d.tabeller(), omraade=d.OMRAADE, program=d.PROGRAM, naboer=[d.NABO])

    assert si.undersokelse(evaluering.klarer(ev), ev.undersokelse).avsnitt == ()


def test_aarene_skrives_som_spenn_naar_de_henger_sammen():
    program = SimpleNamespace(utvalgsaar=(), nullpunkt=(2013, 2015), oppfolging=(2022, 2023))

    assert "2013 og 2015" in si.aarene(program).avsnitt[0]
    assert "2022–2023" in si.aarene(program).avsnitt[0]


def test_setningene_kommer_fra_det_klarerte(klar):
    boks = si.setninger(klar)

    assert boks.kan_si == klar.kan_si
    assert len(boks.kan_ikke_si) >= 4
    assert not any(np.isnan(x.observert) for x in klar.detaljer)
