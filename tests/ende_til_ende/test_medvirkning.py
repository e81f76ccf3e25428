"""Medvirkningen i Eksempelvik finner det som er plantet, og viser aldri en gruppe på under fem."""

from __future__ import annotations

import shutil
import tomllib
import zipfile

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Symbol, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["medvirkning"]


def kopi(rot):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    return rot


def kjort(rot):
    kjoring = kjor(rot, ["medvirkning"])
    assert kjoring.returkode == 0
    return rot / "ut" / "medvirkning"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(kopi(tmp_path_factory.mktemp("medvirkning") / "prosjekt"))


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="medvirkning")


@pytest.fixture(scope="module")
def tekst(rapport):
    biter = (b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)
    return " ".join(biter).replace("\xa0", " ")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def kilde():
    return aapne(EKSEMPEL)


def rad(tabell, forste):
    verdier = next(r for r in tabell.rader if r[0] == forste)
    return dict(zip((k.tittel for k in tabell.kolonner), verdier, strict=True))


def oppslag(kilde, tabell, kode):
    t = kilde.tabell(tabell)
    return t.set_index(t.columns[0]).loc[kode]


def test_alle_formatene_finnes(mappe):
    assert {f.name for f in mappe.iterdir()} >= {
        "rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json",
    }  # fmt: skip


def test_personer_er_faerre_enn_oppmoeter(tekst, tabeller):
    assert f"{FASIT['personer']} personer på 16 år eller mer" in tekst
    assert f"gjennom {FASIT['oppmoter']} oppmøter" in tekst
    assert f"{FASIT['barn']} barn under 16 år" in tekst
    assert rad(tabeller["Deltakerne etter kjønn og alder"], "Alle")["Personer"] == FASIT["personer"]


def test_unge_menn_og_tangen_mangler_i_rommet(rapport, tekst, tabeller):
    mangler = tabeller["Grupper som mangler, de som er nådd minst, først"]

    assert mangler.rader[0][0] == "Menn 16–34 år"
    assert mangler.rader[0][1] == FASIT["unge_menn"]
    assert rad(mangler, "Tangen")["Var med"] == FASIT["tangen"]
    assert "Menn 16–34 år er 4 prosent av deltakerne, mot 15 prosent av innbyggerne." in tekst
    assert any("Tangen" in s for s in rapport.deler(Setninger)[0].kan_si)
    assert "Menn 16–34 år" in next(
        f.alt for f in rapport.deler(Figur) if f.tittel.startswith("Deltakerne")
    )


def test_ukjent_er_en_egen_rad(tabeller):
    assert rad(tabeller["Deltakerne etter kjønn og alder"], "Ukjent alder")["Personer"] == 12
    assert rad(tabeller["Deltakerne etter hvor de bor"], "Ukjent sone")["Personer"] == 16


def test_gruppa_paa_under_fem_er_skjult_i_alle_filer(mappe, tabeller):
    assert rad(tabeller["Andre dere ville nå"], FASIT["skjult_gruppe"])["Personer"] is Symbol.SKJULT
    personer = [t for t in tabeller.values() if any(k.tittel in ("Personer", "Oppmøter", "Var med") for k in t.kolonner)]  # fmt: skip
    assert len(personer) >= 6
    for t in personer:
        nr = [i for i, k in enumerate(t.kolonner) if k.tittel in ("Personer", "Oppmøter", "Var med", "Av dem 16–34 år")]  # fmt: skip
        assert all(isinstance(r[i], Symbol) or r[i] >= 5 for r in t.rader for i in nr), t.tittel
    with zipfile.ZipFile(mappe / "tall.xlsx") as z:
        ark = [z.read(n).decode("utf-8") for n in z.namelist() if "sharedStrings" in n or "sheet" in n]  # fmt: skip
    assert any(FASIT["skjult_gruppe"] in a for a in ark)


def test_innspillene_uten_svar_er_funnet_og_staar_foerst(rapport, kilde, tabeller):
    punkter = " ".join(p for b in rapport.deler(Boks) if b.slag == "advarsel" for p in b.punkter)

    for kode in FASIT["uten_svar"]:
        assert oppslag(kilde, "innspill", kode)["tekst"] in punkter
    assert tabeller["Du sa – vi gjorde: trygghet"].rader[0][1] == "Venter på svar"


def test_alle_innspillene_staar_med_status_og_svar(kilde, tabeller):
    rader = [
        r for t in tabeller.values() if t.tittel.startswith("Du sa – vi gjorde") for r in t.rader
    ]

    assert len(rader) == len(kilde.tabell("innspill"))
    assert all(r[-2] and r[-3] for r in rader)


def test_dialogen_uten_svar_og_det_brutte_loeftet_er_funnet(rapport, kilde, tabeller):
    advarsler = {b.tittel: " ".join(b.punkter) for b in rapport.deler(Boks) if b.slag == "advarsel"}
    stum = oppslag(kilde, "medvirkningsplan", FASIT["dialog_uten_svar"])["navn"]
    brutt = oppslag(kilde, "medvirkningsplan", FASIT["brutt_lofte"])

    [venter] = [t for tittel, t in advarsler.items() if tittel.endswith("venter på svar")]
    assert f"{stum}: «" in venter
    assert "men ingen har fått svar" in venter
    assert brutt["lovet"] in advarsler["To løfter er ikke holdt eller gjort opp"]
    assert tabeller["Løftene, og hvordan det gikk"].rader[0][:3] == (
        brutt["lovet"],
        brutt["navn"],
        "Nei",
    )


def test_innspill_som_ikke_er_godkjent_staar_ingen_steder(mappe, kilde, tabeller):
    forbudt = [oppslag(kilde, "innspill", k)["tekst"] for k in FASIT["ikke_godkjent"]]
    raatt = [
        (mappe / f).read_text(encoding="utf-8")
        for f in ("rapport.html", "notatbok.ipynb", "kvittering.json")
    ]
    for arkiv in ("rapport.docx", "tall.xlsx"):
        with zipfile.ZipFile(mappe / arkiv) as z:
            raatt += [
                z.read(n).decode("utf-8", "ignore") for n in z.namelist() if n.endswith(".xml")
            ]

    assert not [f for f in forbudt for r in raatt if f in r]
    vist = tabeller["Du sa – vi gjorde: andre temaer"]
    assert [r[1] for r in vist.rader].count("Vises ikke") == len(FASIT["ikke_godkjent"])


def test_ingen_lopenumre_eller_grupper_fra_innspillene_vises(mappe):
    html = (mappe / "rapport.html").read_text(encoding="utf-8")

    assert "D001" not in html
    assert ">ungdom<" not in html


def test_stigen_enigheten_og_raadet_er_med(tekst, rapport, tabeller):
    assert next(f for f in rapport.deler(Figur) if f.alt.startswith("Trapp."))
    assert f"var enige om {FASIT['enige']}" in tekst
    assert tabeller["Sakene i rådet"].rader == (("Tangenblokka", 5, 9, 3, 9),)
    assert rad(tabeller["Valg til rådet"], "14.05.2025")["Andel"] == 47


def test_ingen_tabell_er_bredere_enn_seks_kolonner(tabeller):
    assert max(len(t.kolonner) for t in tabeller.values()) <= 6


def test_med_bare_planen_kommer_rapporten_likevel_med_aerlige_bokser(tmp_path):
    from openpyxl import load_workbook

    rot = kopi(tmp_path / "lite")
    fil = rot / "data" / "medvirkning.xlsx"
    bok = load_workbook(fil)
    for ark in [n for n in bok.sheetnames if n != "Medvirkningsplan"]:
        del bok[ark]
    bok.save(fil)

    rapport = les(kjort(rot) / "notatbok.ipynb", mal="medvirkning")

    mangler = " ".join(b.klartekst() for b in rapport.deler(Boks) if b.slag == "mangler")
    assert all(f"tabellen {ord_}" in mangler for ord_ in ("Deltakere", "Innspill", "Beboerråd"))
    assert any(t.tittel.startswith("Løftene") for t in rapport.deler(Tabell))
