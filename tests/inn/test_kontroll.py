"""Kontrollen finner alle feilene på én gang, er lik uansett rekkefølge, og endrer aldri filene."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.meldinger import koder
from metodikk.grunn.skjema import skjema
from metodikk.grunn.typer import Alvor
from metodikk.inn.kontroll import les_prosjektdata
from metodikk.inn.register import finn_regel, regler
from tests.conftest import ROT
from tests.inn.prosjekthjelp import SONER, folk, indikator, les, ressurs, skriv_ark, sporsmal, svar

PROVD_PAA_ANNET = {
    *(f"K{n}" for n in (843, 845, 846)),  # dommene i test_revisjon
    *(f"K{n}" for n in (881, 891, 892, 894, 897, 899, 912)),  # unntakene i test_prikking*
}
EKSEMPELVIK = ROT / "data/sample/eksempelvik"
ROTETE = [
    folk(sone=99000001), folk(sone="9999"), folk(antall=":", kjonn="menn"), folk(aar="24"),
    folk(antall="1 234", aar=2023), folk(aldersgruppe="20-34", aar=2022), folk(antall="x", aar=2021),
]  # fmt: skip


def test_alle_feilene_kommer_paa_en_gang():
    koder_funnet = {f.kode for f in les(befolkning=ROTETE).funn}

    assert {"K207", "K206", "K309", "K402", "K304", "K506", "K301"} <= koder_funnet


@pytest.mark.parametrize("fro", range(5))
def test_rekkefolgen_paa_rader_og_kolonner_endrer_verken_funn_eller_tall(fro):
    rng = np.random.default_rng(fro)
    kolonner = rng.permutation(list(ROTETE[0]))
    stokket = [{k: ROTETE[i][k] for k in kolonner} for i in rng.permutation(len(ROTETE))]
    rett, annen = les(befolkning=ROTETE), les(befolkning=stokket)

    def uten_sted(d):
        return sorted((f.kode, f.fant, f.forslag, f.antall) for f in d.funn if f.kode >= "K2")

    assert uten_sted(rett) == uten_sted(annen)
    alle = [d.tabeller["befolkning"].sort_values(["sone", "aar", "kjonn", "aldersgruppe", "merknad"])
            for d in (rett, annen)]  # fmt: skip
    pd.testing.assert_frame_equal(*(a.reset_index(drop=True) for a in alle))


def test_en_ekstra_kolonne_endrer_ikke_tallene():
    uten, med = (
        les(befolkning=[folk(**e), folk(aar=2023, **e)]).tabeller["befolkning"]
        for e in ({}, {"notat": "x"})
    )

    pd.testing.assert_frame_equal(uten, med)


def test_filene_er_byte_for_byte_de_samme_etter_kontrollen(tmp_path):
    skriv_ark(tmp_path / "befolkning.xlsx", ROTETE)
    foer = hashlib.sha256((tmp_path / "befolkning.xlsx").read_bytes()).hexdigest()
    les(tmp_path)

    assert hashlib.sha256((tmp_path / "befolkning.xlsx").read_bytes()).hexdigest() == foer


def test_like_feil_samles_i_ett_funn_med_celleomraade_og_antall():
    (f,) = [
        f
        for f in les(befolkning=[folk(sone="9999", aar=a) for a in range(2010, 2025)]).funn
        if f.kode == "K206"
    ]

    assert (f.celle, f.antall) == ("A2:A16", 15)


def test_svaert_mange_ulike_feil_kortes_ned_men_antallet_stemmer():
    alle = [
        f
        for f in les(befolkning=[folk(sone=f"X{i:03}") for i in range(120)]).funn
        if f.kode == "K206"
    ]

    assert len(alle) == 51
    assert sum(f.antall for f in alle) == 120


def test_det_mest_alvorlige_staar_forst():
    alvor = [list(Alvor).index(f.alvor) for f in les(befolkning=ROTETE).funn]

    assert alvor == sorted(alvor)


@pytest.mark.parametrize("tabell", ["soner", "befolkning", "indikatorer", "ressurser"])
def test_rene_tabeller_har_alle_kolonnene_i_skjemaet_i_samme_rekkefolge(tabell):
    rader = {"befolkning": [folk()], "indikatorer": [indikator()], "ressurser": [ressurs()]}
    data = les(**rader).tabeller[tabell]

    assert list(data.columns)[: len(skjema(tabell).felt)] == list(skjema(tabell).felt)
    assert data["sone"].dtype == "str"


def test_typene_er_de_metodene_venter():
    typer = les(indikatorer=[indikator()]).tabeller["indikatorer"].dtypes.astype(str).to_dict()

    assert typer == {"indikator": "str", "sone": "str", "aar": "int64", "teller": "float64",
                     "nevner": "float64", "kilde": "str", "merknad": "str"}  # fmt: skip


def test_fil_som_ikke_kan_leses_blir_et_funn_og_stanser_ikke_resten(tmp_path):
    (tmp_path / "befolkning.xlsx").write_bytes(b"")
    data = les(tmp_path, indikatorer=[indikator()])

    assert "indikatorer" in data.tabeller
    assert [f.fil for f in data.funn if f.tabell == "befolkning"] == ["befolkning.xlsx"]


def test_bare_tabellene_som_trengs_leses(tmp_path):
    for navn, rader in (("soner", SONER), ("befolkning", ROTETE)):
        skriv_ark(tmp_path / f"{navn}.xlsx", rader)

    assert list(les_prosjektdata(tmp_path, bare=["soner"]).tabeller) == ["soner"]


def test_tom_eller_manglende_mappe_gir_ingen_tabeller(tmp_path):
    assert les_prosjektdata(tmp_path).tabeller == {}
    assert les_prosjektdata(tmp_path / "finnes ikke").tabeller == {}


def test_navnene_i_prosjektfilen_gaar_foran(tmp_path):
    skriv_ark(tmp_path / "levekår.xlsx", [{"Sted": "0099000001", "Hva": "Vik"}])
    filer = {"soner": {"fil": "levekår.xlsx", "kolonner": {"sone": "Sted", "sonenavn": "Hva"}}}

    assert les_prosjektdata(tmp_path, filer=filer).tabeller["soner"]["sonenavn"].tolist() == ["Vik"]


def test_oppgitt_fil_som_mangler_er_et_funn(tmp_path):
    data = les_prosjektdata(tmp_path, filer={"soner": {"fil": "borte.xlsx"}})

    assert [(f.kode, f.tabell) for f in data.funn] == [("K001", "soner")]


def test_svarene_faar_en_tallkolonne_og_en_vet_ikke_kolonne_per_sporsmaal():
    data = les(kodebok=[sporsmal()], svar=[svar()]).tabeller["svar"]

    assert data[["trygg", "trygg_vet_ikke"]].dtypes.astype(str).tolist() == ["float64", "bool"]


def test_hver_kode_for_tabeller_har_en_regel_og_hver_regel_en_kode():
    egne = {k for k in koder() if "K200" <= k < "K700" or k >= "K920"}
    utenfor_reglene = {"K513", "K514"}  # filene finnes før det er noen tabell å prøve

    assert {r.kode for r in regler()} == egne - utenfor_reglene


def test_hver_kode_har_en_regel_eller_meldes_av_koden_og_er_provd():
    kilder, prover = (
        "".join(f.read_text(encoding="utf-8") for f in (ROT / mappe).rglob("*.py"))
        for mappe in ("src", "tests")
    )
    har_regel = {r.kode for r in regler()}

    assert [k for k in koder() if k not in har_regel and f'"{k}"' not in kilder] == []
    assert [k for k in koder() if k not in prover and k not in PROVD_PAA_ANNET] == []
    assert [k for k in PROVD_PAA_ANNET if k in har_regel] == []


def test_en_regel_finnes_med_koden_sin():
    assert finn_regel("K302").funksjon.__name__ == "tvetydig_tall"
    with pytest.raises(KeyError):
        finn_regel("K999")


def test_hver_regel_har_en_test_som_nevner_koden():
    tekst = "".join(f.read_text(encoding="utf-8") for f in (ROT / "tests/inn").glob("test_*.py"))

    assert [r.kode for r in regler() if f'"{r.kode}"' not in tekst] == []


def test_reglene_er_smaa():
    import inspect

    lange = {
        r.kode: n for r in regler() if (n := len(inspect.getsource(r.funksjon).splitlines())) > 24
    }

    assert lange == {}


@pytest.mark.skipif(not EKSEMPELVIK.is_dir(), reason="Eksempelkommunen er ikke laget.")
def test_eksempelkommunen_har_ingen_feil():
    import tomllib

    oppsett = tomllib.loads((EKSEMPELVIK / "prosjekt.toml").read_text(encoding="utf-8"))
    data = les_prosjektdata(
        EKSEMPELVIK / "data",
        filer=oppsett.get("filer"),
        kommune=oppsett["prosjekt"]["kommune"],
        i_aar=2026,
    )

    assert [f for f in data.funn if f.alvor.hindrer] == []
    assert data.geografi is not None
