"""Siden om sammenhengen finner hvert brudd som er plantet i Eksempelvik, og viser dem først."""

from __future__ import annotations

import shutil
import tomllib

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Figur, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["sammenheng"]
PLANTET = {
    "behov_uten_svar": ("behov", "Ingen tiltak svarer på behovet."),
    "maal_uten_strategi": ("maal", "Ingen strategi fører til målet."),
    "maal_uten_utfall": ("maal", "Ingenting måler om målet er nådd."),
    "maal_uten_behov": ("maal", "Målet springer ikke ut av noe behov."),
    "strategi_uten_tiltak": ("strategier", "Ingen tiltak gjennomfører strategien."),
    "tiltak_uten_strategi": ("tiltak", "Tiltaket hører ikke til noen strategi."),
    "tiltak_uten_behov": ("tiltak", "Tiltaket svarer ikke på noe behov."),
}


def kopi(rot):
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    return rot


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    rot = kopi(tmp_path_factory.mktemp("sammenheng") / "prosjekt")
    assert kjor(rot, ["sammenheng"]).returkode == 0
    return rot / "ut" / "sammenheng"


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="sammenheng")


def navnene(tabell, koder):
    t = aapne(EKSEMPEL).tabell(tabell)
    felt = "navn" if "navn" in t else "tekst"
    return set(t.set_index(t.columns[0]).loc[koder, felt])


@pytest.mark.parametrize("plantet", PLANTET)
def test_bruddet_som_er_plantet_er_funnet(rapport, plantet):
    tabell, skrevet = PLANTET[plantet]
    brudd = next(t for t in rapport.deler(Tabell) if t.tittel == "Det som står alene")

    assert {r[1] for r in brudd.rader if r[2] == skrevet} == navnene(tabell, FASIT[plantet])


def test_behovene_uten_svar_er_det_foerste_leseren_moeter(rapport):
    brudd = next(t for t in rapport.deler(Tabell) if t.tittel == "Det som står alene")

    assert {r[1] for r in brudd.rader[: len(FASIT["behov_uten_svar"])]} == navnene(
        "behov", FASIT["behov_uten_svar"]
    )


def test_hvert_maal_med_et_spor_er_tegnet_med_alt_tekst(rapport):
    figurer = list(rapport.deler(Figur))

    assert len(figurer) == 7
    assert all(f.alt.startswith("Flytdiagram") for f in figurer)


def test_rapporten_finnes_i_alle_formater(mappe):
    for fil in ("rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json"):
        assert (mappe / fil).is_file()


def test_en_feil_i_tiltakene_stopper_ikke_siden_men_tiltakene_er_ikke_med(tmp_path):
    from openpyxl import load_workbook

    rot = kopi(tmp_path / "prosjekt")
    fil = rot / "data" / "program.xlsx"
    bok = load_workbook(fil)
    ark = bok["Tiltak"]
    topp = next(r for r in range(1, 10) if ark.cell(r, 1).value == "tiltak")
    status = next(c.column for c in ark[topp] if c.value == "status")
    ark.cell(topp + 1, status).value = "kanskje"
    bok.save(fil)

    assert kjor(rot, ["sammenheng"]).returkode == 0
    tekst = (rot / "ut" / "sammenheng" / "rapport.html").read_text(encoding="utf-8")
    assert "Sporet stopper der tabellene slutter" in tekst


@pytest.mark.parametrize(("mal", "overskrift"), [
    ("ressurskart", "Hva det blir av behovene"), ("evaluering", "Hvorfor tiltakene er der"),
    ("kunnskapsgrunnlag", "Hva kunnskapen blir brukt til"), ("undersokelse", "Hva svarene er brukt til"),
    ("stedsanalyse", "Hva bildene har ført til"), ("mulighetsstudie", "Hvorfor alternativene er der"),
    ("medvirkning", "Hva innspillene har ført til"), ("samarbeid", "Hva avtalene skal føre til"),
])  # fmt: skip
def test_sporet_vises_i_rapportene_det_angaar(tmp_path, mal, overskrift):
    rot = kopi(tmp_path / "prosjekt")

    assert kjor(rot, [mal]).returkode == 0
    html = (rot / "ut" / mal / "rapport.html").read_text(encoding="utf-8")
    assert overskrift.lower() in html.lower()
    assert "Springer ut av" in html or "Fører til" in html
