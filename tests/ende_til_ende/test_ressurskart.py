"""Ressurskartet for Eksempelvik finner det som er plantet, og viser aldri privatpersonen."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
import zipfile

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Kart, Setninger, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))


def kopi(rot, **bytt):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    for fil in bytt.get("uten", ()):
        (rot / "data" / fil).unlink()
    return rot


def kjort(rot):
    kjoring = kjor(rot, ["ressurskart"])
    assert kjoring.returkode == 0
    return rot / "ut" / "ressurskart"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(kopi(tmp_path_factory.mktemp("ressurskart") / "prosjekt"))


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="ressurskart")


@pytest.fixture(scope="module")
def tekst(rapport):
    return " ".join(b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


def rad(tabell, forste):
    return dict(
        zip(
            (k.tittel for k in tabell.kolonner),
            next(r for r in tabell.rader if r[0] == forste),
            strict=True,
        )
    )


def oppslag(tabell, kode):
    """Navnet bak en kode i Eksempelviks egne filer."""
    from metodikk.drift.prosjekt import aapne

    t = aapne(EKSEMPEL).tabell(tabell)
    return t.set_index(t.columns[0]).loc[kode]


def test_frivilligsentralen_som_binder_to_miljoeer_er_funnet(tekst, tabeller):
    megler = oppslag("ressurser", FASIT["nettverk"]["megler"])["navn"]

    assert f"{megler} bygger bro" in tekst
    assert "(barn og unge, idrett)" in tekst
    assert "(eldre, kultur)" in tekst
    assert tabeller["De som binder sammen"].rader[0][0] == megler


def test_behovet_ingen_kan_dekke_staar_foerst_og_i_setningene(rapport, tabeller):
    behov = oppslag("behov", FASIT["behov"]["ingen_kan_dekke"])["tekst"]
    dekning = tabeller["Behov og dekning"]

    assert dekning.rader[0][0] == behov
    assert rad(dekning, behov)["Dekning"] == "Ingen kan dekke"
    assert any(behov in s for s in rapport.deler(Setninger)[0].kan_si)


def test_behovet_bare_en_ressurs_dekker_er_funnet(tabeller):
    behov = oppslag("behov", FASIT["behov"]["bare_en_kan_dekke"])["tekst"]
    en = rad(tabeller["Behov og dekning"], behov)

    assert en["Dekning"] == "Bare én dekker"
    assert en["Dekkes av"] == oppslag("ressurser", FASIT["behov"]["eneste_ressurs"])["navn"]
    assert en["Kan dekke"] == 1


def test_behov_ingen_dekker_i_dag_faar_et_forslag_med_grunn(tabeller):
    udekket = set(FASIT["behov"]["ikke_koblet_i_dag"]) - {FASIT["behov"]["ingen_kan_dekke"]}
    forslag = tabeller["Foreslåtte koblinger, de viktigste først"]

    forst = [r[0] for r in forslag.rader[: len(udekket)]]
    assert {oppslag("behov", b)["tekst"] for b in udekket} == set(forst)
    assert all(r[2].startswith("Arbeider med ") for r in forslag.rader)


def test_rader_uten_kilde_eller_dato_staar_i_en_advarsel(rapport):
    punkter = " ".join(p for b in rapport.deler(Boks) if b.slag == "advarsel" for p in b.punkter)

    for kode in FASIT["ressurser"]["uten_kilde"]:
        assert f"{oppslag('ressurser', kode)['navn']}: uten kilde" in punkter
    for kode in FASIT["ressurser"]["uten_dato"]:
        assert f"{oppslag('ressurser', kode)['navn']}: uten dato" in punkter


def test_kartet_har_bilde_alt_tekst_og_et_merke_for_hver_synlige_ressurs(rapport, tekst):
    kart = rapport.deler(Kart)[0]

    assert kart.png[:4] == b"\x89PNG"
    assert "ressurser ligger i området" in kart.alt
    assert len(kart.levende["punkter"]) == len(kart.tabell.rader) == 59


def test_privatpersonen_er_nevnt_som_utelatt_men_staar_ingen_steder(mappe, tekst):
    person = oppslag("ressurser", FASIT["ressurser"]["privatperson"])
    forbudt = [person["navn"], person["tilbud"], f"{person['ost']:.0f}", "R057"]
    raatt = [
        (mappe / f).read_text(encoding="utf-8")
        for f in ("rapport.html", "notatbok.ipynb", "kvittering.json")
    ]
    for arkiv in ("rapport.docx", "tall.xlsx"):
        with zipfile.ZipFile(mappe / arkiv) as z:
            raatt += [
                z.read(n).decode("utf-8", "ignore")
                for n in z.namelist()
                if n.endswith((".xml", ".rels"))
            ]
    with sqlite3.connect(mappe / "kart.gpkg") as base:
        raatt.append("\n".join(base.iterdump()))

    assert "privatpersoner" in tekst
    assert not [f for f in forbudt for r in raatt if f in r]


def test_samme_figur_har_nettverket_og_tallene_bak(rapport):
    nettverk = next(f for f in rapport.deler(Figur) if f.tittel == "Samarbeid mellom ressursene")

    koblet = [rad for rad in nettverk.tabell.rader if rad[1] != "ingen registrert kobling"]

    assert len(koblet) == 34
    assert len(nettverk.tabell.rader) - len(koblet) == 29
    assert nettverk.alt.startswith("Nettverksdiagram.")


def test_uten_behov_koblinger_og_kart_kommer_rapporten_likevel_med_aerlige_bokser(tmp_path):
    rot = kopi(tmp_path / "lite", uten=("behov.xlsx", "koblinger.csv", "soner.gpkg"))

    rapport = les(kjort(rot) / "notatbok.ipynb", mal="ressurskart")

    mangler = " ".join(b.klartekst() for b in rapport.deler(Boks) if b.slag == "mangler")
    assert all(ord_ in mangler for ord_ in ("kartfil", "Koblinger", "Behov"))
    assert any(t.tittel.startswith("Frivillig organisasjon") for t in rapport.deler(Tabell))
