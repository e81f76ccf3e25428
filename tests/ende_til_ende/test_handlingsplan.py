"""Handlingsplanen for Eksempelvik finner hullene, forsinkelsene, pengene som mangler og det som er endret."""

from __future__ import annotations

import json
import shutil
import tomllib

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["handlingsplan"]
FORMATER = ("rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json")


def kopi(rot, uten=()):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    for fil in uten:
        (rot / "data" / fil).unlink()
    return rot


def kjort(rot):
    assert kjor(rot, ["handlingsplan"]).returkode == 0
    return rot / "ut" / "handlingsplan"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(kopi(tmp_path_factory.mktemp("handlingsplan") / "prosjekt"))


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="handlingsplan")


@pytest.fixture(scope="module")
def tekst(rapport):
    biter = (b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)
    return " ".join(biter).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def navn():
    """Navnet bak en kode i Eksempelviks egne filer."""
    p = aapne(EKSEMPEL)
    ut = {}
    for tabell, felt in (("tiltak", "navn"), ("maal", "tekst"), ("strategier", "tekst"), ("behov", "tekst"), ("utfall", "navn")):  # fmt: skip
        t = p.tabell(tabell)
        ut |= dict(zip(t[t.columns[0]], t[felt], strict=True))
    forrige = p.tabell("forrige_plan")
    return dict(zip(forrige["kode"], forrige["navn"], strict=True)) | ut


def rader(tabell, kolonne=0):
    return {r[kolonne]: r for r in tabell.rader}


@pytest.mark.parametrize(
    ("tittel", "fasit"),
    [
        ("Tiltak uten strategi", "tiltak_uten_strategi"), ("Tiltak som ikke svarer på et behov eller et innspill", "tiltak_uten_behov"),
        ("Tiltak uten start eller slutt", "tiltak_uten_slutt"), ("Tiltak uten ansvarlig", "tiltak_uten_ansvarlig"),
        ("Tiltak uten noe å måles med", "tiltak_uten_utfall"), ("Tiltak uten milepæler", "tiltak_uten_milepael"),
        ("Strategier uten tiltak", "strategi_uten_tiltak"), ("Mål uten strategi", "maal_uten_strategi"),
        ("Mål som ikke springer ut av et behov", "maal_uten_behov"), ("Mål uten noe å måles med", "maal_uten_utfall"),
        ("Behov ingen tiltak svarer på", "behov_uten_tiltak"),
        ("Behov der alle tiltakene er ferdige eller stanset", "behov_der_alle_tiltak_er_ferdige"),
    ],
)  # fmt: skip
def test_hvert_plantede_hull_staar_i_kontrollen(tabeller, navn, tittel, fasit):
    koder = [FASIT[fasit]] if isinstance(FASIT[fasit], str) else FASIT[fasit]
    hvilke = rader(tabeller["Hull i planen"])[tittel][2]

    assert hvilke == ", ".join(f"«{navn[k]}»" for k in koder)


def test_behov_uten_svar_staar_i_sporet_uten_maal_og_tiltak(tabeller, navn):
    spor = rader(tabeller["Hva det ble av hvert behov"])

    for kode in FASIT["behov_uten_svar"]:
        assert spor[navn[kode]][2:] == ("", "Ingen ennå")


def test_utfallet_tallene_er_for_smaa_til_aa_vise_er_funnet(tabeller, rapport, navn):
    t = rader(tabeller["Nullpunktet, og den minste endringen tallene kan vise"])
    sagt = " ".join(rapport.deler(Setninger)[0].kan_si)

    assert {n for n, r in t.items() if r[4] == "nei, for få"} == {navn[k] for k in FASIT["maaling"]["kan_ikke_vise_endring"]}  # fmt: skip
    assert all(r[5] != "mangler" for r in t.values())
    assert f"Vi vil trolig ikke se om «{navn['U2']}»" in sagt


def test_framdriften_er_regnet_fra_siste_dag_noe_er_meldt(tabeller, tekst, navn):
    f = {n: r[3] for n, r in rader(tabeller["Hvor langt tiltakene er kommet"]).items()}

    assert "8. januar 2026" in tekst
    for svar, felt in (("Forsinket", "forsinket"), ("På plan", "paa_plan"), ("Ikke startet", "ikke_startet")):  # fmt: skip
        assert {n for n, s in f.items() if s == svar} == {navn[k] for k in FASIT["framdrift"][felt]}
    assert f[navn[FASIT["framdrift"]["stanset"]]] == "Stanset"


def test_milepaelen_som_ble_naadd_for_sent_og_den_uten_kjennetegn_er_merket(tabeller, navn):
    m = tabeller["Milepælene"].rader

    assert {r[0] for r in m if r[4].startswith("Nådd for sent")} == {navn[FASIT["framdrift"]["naadd_for_sent"]]}  # fmt: skip
    assert {r[0] for r in m if r[2] == "Ikke skrevet ned"} == {navn[FASIT["framdrift"]["milepael_uten_kjennetegn"]]}  # fmt: skip


def test_tidslinjen_har_tiltakene_som_ikke_er_over_og_sier_hvem_som_er_forsinket(rapport, navn):
    (gantt,) = [
        f for f in rapport.deler(Figur) if f.tittel.startswith("Tiltakene som ikke er over")
    ]

    assert gantt.png[:4] == b"\x89PNG"
    assert gantt.alt.startswith("Tidslinje. 6 tiltak og 14 milepæler. 2 frister er ute.")
    assert all(navn[k] in gantt.alt for k in FASIT["framdrift"]["forsinket"])


def test_pengene_per_aar_stemmer_og_tiltaket_uten_finansiering_er_funnet(tabeller, navn):
    aar = {str(r[0]): r[3] for r in tabeller["Budsjettet etter år og finansieringskilde"].rader if r[1] == "I alt"}  # fmt: skip
    betaler = rader(tabeller["Hvem som betaler tiltakene som ikke er over"])

    assert aar == FASIT["penger"]["sum_aar"]
    assert {n: r[3] for n, r in betaler.items() if r[3] > 0} == {navn[FASIT["penger"]["uten_finansiering"]]: FASIT["penger"]["mangler"]}  # fmt: skip


@pytest.mark.parametrize(
    ("tittel", "fasit"),
    [
        ("Nytt i planen", "nye"), ("Tatt ut siden forrige versjon", "tatt_ut"),
        ("Endret siden forrige versjon", "endret"),
    ],
)  # fmt: skip
def test_revisjonen_finner_det_som_er_nytt_tatt_ut_og_endret(tabeller, navn, tittel, fasit):
    assert [r[1] for r in tabeller[tittel].rader] == [navn[k] for k in FASIT["revisjon"][fasit]]


def test_maalet_med_ny_ordlyd_og_tiltaket_som_forsvant_mangler_en_grunn(tekst, navn):
    r = FASIT["revisjon"]

    assert f"Ingen grunn er skrevet ned for «{navn[r['maal_endret_uten_grunn']]}» og «{navn[r['tatt_ut_uten_grunn']]}»." in tekst  # fmt: skip


def test_hvert_maal_med_en_vei_er_tegnet_med_det_det_maales_med(rapport, navn):
    veier = {f.tittel.removeprefix("Mål: "): f for f in rapport.deler(Figur) if f.tittel.startswith("Mål: ")}  # fmt: skip

    assert set(veier) == {navn[f"M{i}"] for i in range(1, 8)}
    assert veier[navn["M3"]].alt.endswith("«Hvor trygg føler du deg når du er ute i nabolaget om kvelden?».")  # fmt: skip
    assert "uten noe å måle" in veier[navn["M7"]].alt


def test_programteorien_er_tegnet_og_har_en_tabell(rapport, tabeller):
    teori = next(f for f in rapport.deler(Figur) if f.tittel == "Fra innsats til samfunnseffekt")

    assert len(teori.tabell.rader) == len(tabeller["Leddene, og det som må stemme"].rader) == 13


def test_alle_formatene_er_laget_og_kvitteringen_kjenner_filene(mappe):
    kvittering = json.loads((mappe / "kvittering.json").read_text(encoding="utf-8"))

    assert all((mappe / f).stat().st_size > 1000 for f in FORMATER)
    assert "handlingsplan.xlsx" in json.dumps(kvittering, ensure_ascii=False)


def test_uten_milepaeler_budsjett_forrige_plan_og_undersoekelse_kommer_rapporten_likevel(tmp_path):
    rot = kopi(tmp_path / "lite", uten=("handlingsplan.xlsx", "undersokelse.xlsx", "behov.xlsx"))

    mangler = " ".join(b.klartekst() for b in les(kjort(rot) / "notatbok.ipynb", mal="handlingsplan").deler(Boks) if b.slag == "mangler")  # fmt: skip

    assert all(ord_ in mangler for ord_ in ("Milepæler", "Budsjett", "Forrige plan"))
