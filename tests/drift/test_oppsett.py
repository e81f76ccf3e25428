"""Prosjektfilen leses strengt: alle feil på én gang, koder er tekst, og skrivefeil blir forklart."""

from __future__ import annotations

import pytest

from metodikk.drift.ny import prosjektfil
from metodikk.drift.oppsett import les_oppsett
from metodikk.grunn.feil import BrukFeil
from tests.conftest import ROT
from tests.drift.lite import PROSJEKT


@pytest.fixture
def les(tmp_path):
    def les(innhold: str | bytes):
        fil = tmp_path / "prosjekt.toml"
        fil.write_bytes(innhold if isinstance(innhold, bytes) else innhold.encode())
        return les_oppsett(fil)

    return les


def _feil(les, innhold):
    with pytest.raises(BrukFeil) as e:
        les(innhold)
    return {f.kode: f for f in e.value.funn}


def test_et_lite_oppsett_leses_med_forvalg_for_resten(les):
    o = les(PROSJEKT)

    assert (o.kommune, o.omraade.soner, o.program, dict(o.indeks)) == (
        "0099",
        ("0099000001",),
        None,
        {},
    )


def test_oppsettet_kan_ikke_endres(les):
    o = les(PROSJEKT)

    with pytest.raises(AttributeError):
        o.kommune = "0301"


def test_en_ny_prosjektfil_og_eksemplets_leses_uten_feil(les):
    assert les(prosjektfil()).kommune == "0099"
    assert les_oppsett(ROT / "data/sample/eksempelvik/prosjekt.toml").fiktiv


def test_en_ny_prosjektfil_leses_ogsaa_naar_alle_valg_er_slaatt_paa(les, tmp_path):
    paa = "\n".join(
        linje.removeprefix("#") if not linje.startswith("# ") else linje
        for linje in prosjektfil().splitlines()
    )

    (tmp_path / "kommunens mal.docx").write_bytes(b"")

    o = les(paa)

    assert o.program.start == 2020
    assert o.filer["befolkning"]["ark"] == "Tall"
    assert o.indikatorer["trygg_skolevei"]["maal"] == "andel"


def test_alle_feilene_meldes_paa_en_gang(les):
    feil = _feil(les, '[prosjekt]\nkommune = 301\nfiktiv = "ja"\n[omrade]\nx = 1\n')

    assert {"K809", "K810", "K811", "K812"} <= feil.keys()


def test_feilskrevet_navn_faar_forslag(les):
    feil = _feil(les, PROSJEKT + "nabor = []\n")

    assert feil["K809"].forslag == "Mente du «naboer»?"


@pytest.mark.parametrize(
    ("linje", "raad"),
    [
        ("kommune = 0301", 'kommune = "0301"'),
        ("navn = “Vik”", "rett anførselstegn"),
        ("vekt = 12,5", "vekt = 12.5"),
        ('fil = "C:\\data\\x.xlsx"', "C:/data/x.xlsx"),
        ("fiktiv = ja", "fiktiv = true"),
        ("navn = Vik", 'navn = "Vik"'),
        ('navn = "Vik', "anførselstegnet som mangler"),
        ('kommune: "0099"', "likhetstegn"),
        ("område = 1", "ae, o og aa"),
    ],
)
def test_skrivefeil_forklares_med_linje_og_raad(les, linje, raad):
    f = _feil(les, f"[prosjekt]\n{linje}\n")["K807"]

    assert f.rad == 2
    assert raad.casefold() in (f.slik_retter_du + f.forventet).casefold()


def test_samme_navn_to_ganger_forklares(les):
    f = _feil(les, '[prosjekt]\nnavn = "a"\nnavn = "b"\n')["K807"]

    assert "én gang" in f.forventet
    assert f.rad == 3


def test_fil_fra_notisblokk_med_bom_eller_utf16_leses(les):
    assert les(b"\xef\xbb\xbf" + PROSJEKT.encode()).kommune == "0099"
    assert les(PROSJEKT.encode("utf-16")).kommune == "0099"


def test_fil_med_feil_tegnsett_faar_raad(les):
    assert _feil(les, 'navn = "Bærum"'.encode("cp1252"))["K808"].rad == 1


@pytest.mark.parametrize("sti", ["../hemmelig.xlsx", "/etc/passwd", "C:\\\\x.xlsx"])
def test_filer_utenfor_data_avvises(les, sti):
    assert "K811" in _feil(les, PROSJEKT + f'[filer]\nsoner = {{ fil = "{sti}" }}\n')


@pytest.mark.parametrize(
    "aar",
    [
        "start = 2024\nslutt = 2020\nnullpunkt = [2010]\noppfolging = [2025]",
        "start = 2020\nslutt = 2024\nnullpunkt = [2020]\noppfolging = [2025]",
        "start = 2020\nslutt = 2024\nnullpunkt = [2015]\noppfolging = [2019]",
        "start = 2020\nslutt = 2024\nnullpunkt = [2015]\nutvalgsaar = [2015]\noppfolging = [2025]",
    ],
)
def test_aar_som_blander_foer_og_etter_avvises(les, aar):
    assert "K815" in _feil(les, f"{PROSJEKT}[program]\n{aar}\n")


def test_ukjent_indikator_i_indeksen_faar_forslag(les):
    feil = _feil(les, PROSJEKT + "[indeks]\nindikatorer = { barn_lavintekt = 1.0 }\n")

    assert feil["K809"].forslag == "Mente du «barn_lavinntekt»?"


def test_wordmal_maa_finnes_i_prosjektmappen(les, tmp_path):
    med = PROSJEKT.replace("fiktiv", 'wordmal = "mal.docx"\nfiktiv')
    assert _feil(les, med)["K811"].fant == "mal.docx"

    (tmp_path / "mal.docx").write_bytes(b"x")

    assert les(med).wordmal == "mal.docx"
