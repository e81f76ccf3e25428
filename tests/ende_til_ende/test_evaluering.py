"""Evalueringen av Eksempelvik finner det som er plantet, og rapporten tåler å bli lest av alle."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import zipfile

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))
FRITID, UNGE = (
    "Flere barn er med på organiserte fritidsaktiviteter",
    "Færre unge står utenfor arbeid og utdanning",
)
LAVINNTEKT, FLYTTER = (
    "Færre barn vokser opp i husholdninger med lavinntekt",
    "Færre flytter etter kort tid",
)


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    rot = tmp_path_factory.mktemp("evaluering") / "prosjekt"
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    kjoring = kjor(rot, ["evaluering"])
    assert kjoring.returkode == 0
    return rot / "ut" / "evaluering"


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="evaluering")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


def celle(tabell, rad, kolonne):
    plass = next(i for i, k in enumerate(tabell.kolonner) if k.tittel == kolonne)
    return next(r for r in tabell.rader if rad in r)[plass]


def spenn(tabell, rad):
    tekst = celle(tabell, rad, "Mellom").replace("\u00a0", " ").replace("−", "-").replace(",", ".")
    return tuple(float(t) for t in tekst.split(" til "))


def setninger(rapport):
    alle = rapport.deler(Setninger)[0]
    return " ".join(alle.kan_si), " ".join(alle.kan_ikke_si)


def all_tekst(rapport):
    return " ".join(b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)


def test_den_sanne_effekten_ligger_i_intervallet_og_er_tydelig(tabeller):
    resultat = tabeller["Resultatet for hvert utfall"]
    sann = FASIT["effekt"]["gjennomsnitt_oppfolging"] * 100
    nedre, ovre = spenn(resultat, FRITID)

    assert nedre <= sann <= ovre
    assert nedre > 0
    assert celle(resultat, FRITID, "Så langt kan vi gå") == "sannsynliggjort bidrag"
    assert abs(celle(resultat, FRITID, "Forskjell") - sann) < 4


@pytest.mark.parametrize("utfall", [UNGE, LAVINNTEKT, FLYTTER])
def test_der_ingen_effekt_er_plantet_sies_ingenting_om_bidrag(tabeller, rapport, utfall):
    resultat = tabeller["Resultatet for hvert utfall"]
    nedre, ovre = spenn(resultat, utfall)

    assert nedre <= 0 <= ovre
    assert celle(resultat, utfall, "Forskjellen er") == "ikke tydelig"
    assert f"ikke hadde noe å si for «{utfall}»" in setninger(rapport)[1]


@pytest.mark.parametrize("utfall", [UNGE, LAVINNTEKT])
def test_tilbakefallet_fra_utvalgsaarene_staar_oeverst_og_i_det_vi_ikke_kan_si(rapport, utfall):
    oeverst = rapport.deler(Boks)[0]
    kan_ikke = setninger(rapport)[1]

    assert oeverst.slag == "advarsel"
    assert any("så verre ut" in p and utfall in p for p in oeverst.punkter)
    assert re.search(f"At «{utfall}» er bedret med .* siden 2017–2018", kan_ikke)


def test_linjen_for_ventet_utvikling_uten_programmet_er_tegnet_for_hvert_utfall(rapport):
    figurer = [f for f in rapport.deler(Figur) if f.tittel in (FRITID, UNGE, LAVINNTEKT, FLYTTER)]

    assert len(figurer) == 4
    assert all(any("Ventet uten programmet" in rad for rad in f.tabell.rader) for f in figurer)


def test_sonene_med_ny_grense_er_ikke_med_i_sammenlikningen(tabeller):
    roller = tabeller["Rollen til hver sone"]

    assert celle(roller, "Bekkefaret", "Rolle").startswith("utelatt")
    assert celle(roller, "Hestvika", "Rolle").startswith("utelatt")


def test_minste_forskjell_og_gjennomforing_staar_foer_resultatene(rapport):
    titler = [b.innhold.tittel for b in rapport.biter if isinstance(b.innhold, (Tabell, Figur))]

    assert (
        titler.index("Planlagt og levert")
        < titler.index("Minste forskjell vi trolig ville sett")
        < titler.index(FRITID)
    )


def test_tiltak_uten_utfall_og_uten_ansvarlig_listes(rapport):
    boks = next(b for b in rapport.deler(Boks) if b.tittel == "Det som ikke kan evalueres")

    assert any("uten utfall: Kunst i gatene" in p for p in boks.punkter)
    assert any("uten ansvarlig: Trygghetsvandringer" in p for p in boks.punkter)


def test_tiltaket_som_ikke_ble_gjennomfort_staar_med_grunnen(tabeller):
    endret = tabeller["Endret eller stoppet underveis"]

    assert (
        celle(endret, "Lys på skoleveien over Bekkeelva", "Status")
        == "avsluttet uten å bli gjennomført"
    )
    assert "Grunneier" in str(endret.rader)


def test_utfallet_som_ble_valgt_for_sent_er_merket(tabeller, rapport):
    assert celle(tabeller["Utfallene, og når de ble valgt"], FLYTTER, "Valgt") == "for sent"
    assert any("valgt 10.02.2023" in p for p in rapport.deler(Boks)[0].punkter)


def test_moeteplasser_er_klart_opp_og_skoleveien_for_usikker(rapport):
    sann = FASIT["undersokelse"]["sann_andel_omraade"]["moteplass"]
    figur = next(f for f in rapport.deler(Figur) if f.tittel.startswith("Endringen i området"))
    rad = {r[0]: r[1:4] for r in figur.tabell.rader}
    moteplass = next(v for k, v in rad.items() if "steder å møtes" in k)
    skolevei = next(v for k, v in rad.items() if "skoleveien" in k)

    assert moteplass[1] <= (sann["2025"] - sann["2019"]) * 100 <= moteplass[2]
    assert moteplass[1] > 0
    assert skolevei[1] < 0 < skolevei[2]


def test_det_skjeve_frafallet_er_varslet(rapport):
    boks = next(b for b in rapport.deler(Boks) if b.tittel == "Om undersøkelsen")

    assert any("16–34 år" in p and "menn" in p for p in boks.punkter)


def test_ingenting_i_rapporten_sier_at_programmet_virket(rapport):
    tekst = all_tekst(rapport).lower()

    assert not re.search(r"\bvirket\b|\bvirker\b|\bbeviser\b", tekst)


def test_rapporten_har_figurer_med_funn_i_tall_og_ingen_antall_personer(rapport):
    figurer = rapport.deler(Figur)

    assert len(figurer) >= 9
    assert all(re.search(r"\d", f.alt) for f in figurer if not f.tittel.startswith("Fra innsats"))
    assert not any(
        k.tittel in ("Antall", "Av i alt") and "permutasj" not in f.alt.lower()
        for f in figurer
        for k in f.tabell.kolonner
    )


def test_alle_filene_er_laget_og_kvitteringen_sier_hva_som_ble_skjult(mappe):
    kvittering = json.loads((mappe / "kvittering.json").read_text(encoding="utf-8"))

    assert {"rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb"} <= {
        f.name for f in mappe.iterdir()
    }
    assert "skjult" in json.dumps(kvittering, ensure_ascii=False)


def test_html_siden_er_under_tre_megabyte_og_henter_ingenting(mappe):
    html = (mappe / "rapport.html").read_text(encoding="utf-8")

    assert len(html.encode()) < 3_000_000
    assert not re.search(r"""(?:src|href)=["']https?://""", html)


def test_word_filen_har_bildetekst_paa_alle_bildene(mappe):
    xml = zipfile.ZipFile(mappe / "rapport.docx").read("word/document.xml").decode()
    beskrivelser = re.findall(r'<wp:docPr[^>]*descr="([^"]*)"', xml)

    assert len(beskrivelser) >= 9
    assert all(len(b) > 30 for b in beskrivelser)
