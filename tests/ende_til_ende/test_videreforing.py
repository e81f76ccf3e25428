"""Rapporten om videreføringen i Eksempelvik finner det som er plantet, og tåler at tabeller mangler."""

from __future__ import annotations

import json
import shutil
import tomllib

import docx
import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.ut.rapport.les import les
from metodikk.ut.side import Boks, Figur, Setninger, Tabell
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))["videreforing"]
FORMATER = ("rapport.html", "rapport.docx", "tall.xlsx", "notatbok.ipynb", "kvittering.json")


def kopi(rot, uten=()):
    bort = shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut", *uten)
    shutil.copytree(EKSEMPEL, rot, ignore=bort)
    return rot


def kjort(rot):
    assert kjor(rot, ["videreforing"]).returkode == 0
    return rot / "ut" / "videreforing"


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    return kjort(kopi(tmp_path_factory.mktemp("videreforing") / "prosjekt"))


@pytest.fixture(scope="module")
def rapport(mappe):
    return les(mappe / "notatbok.ipynb", mal="videreforing")


@pytest.fixture(scope="module")
def tekst(rapport):
    biter = (b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter)
    return " ".join(biter).replace("\xa0", " ")


@pytest.fixture(scope="module")
def tabeller(rapport):
    return {t.tittel: t for t in rapport.deler(Tabell)}


@pytest.fixture(scope="module")
def navn():
    return aapne(EKSEMPEL).tabell("tiltak").set_index("tiltak")["navn"].to_dict()


@pytest.fixture(scope="module")
def klart(tabeller):
    return {r[0]: r[1].replace("\xa0", " ") for r in tabeller["Beslutningen, eieren og om det er klart"].rader}  # fmt: skip


def hvilke(tabeller, krav):
    t = tabeller["Det som mangler, i hvilke tiltak, og hva dere gjør med det"]
    return next(r[3] for r in t.rader if r[0] == krav)


@pytest.mark.parametrize(
    ("fasit", "begynner"),
    [("klare", "Klar"), ("nesten", "Nesten klar: "), ("ikke_klare", "Ikke klar: "), ("avsluttes", "Avsluttes")],
)  # fmt: skip
def test_hvert_tiltak_er_klart_nesten_klart_eller_ikke(klart, navn, fasit, begynner):
    assert {n for n, h in klart.items() if h.startswith(begynner)} == {navn[t] for t in FASIT[fasit]}  # fmt: skip


def test_bare_tiltakene_i_programmet_er_med(klart):
    assert len(klart) == 14


def test_tiltakene_uten_eier_og_uten_penger_er_funnet_med_grunn(klart, tabeller, navn):
    for t in FASIT["uten_eier"]:
        assert "ingen eier" in klart[navn[t]]
        assert f"«{navn[t]}»" in hvilke(tabeller, "Eier")
    for t in FASIT["uten_penger"]:
        assert "ingen penger" in klart[navn[t]]
    assert "bare penger til en del" in klart[navn[FASIT["delvis_penger"]]]


def test_det_viktigste_tiltaket_staar_i_advarselen_med_evalueringens_ord(rapport, tekst, navn):
    advarsel = next(b for b in rapport.deler(Boks) if b.slag == "advarsel").klartekst()

    assert f"«{navn['T02']}» (sannsynliggjort bidrag)" in advarsel
    assert f"«{navn['T02']}» skulle føre dit, men er ikke klart til å leve videre." in tekst


def test_evalueringens_ord_er_flyttet_uendret(tabeller, navn):
    sier = {r[0]: r[3] for r in tabeller["Det som ble levert, og utfallet tiltaket skulle påvirke"].rader}  # fmt: skip
    om = FASIT["evaluering"]

    assert {n for n, s in sier.items() if s == "Sannsynliggjort bidrag"} == {navn[t] for t in om["bidrag"]}  # fmt: skip
    assert {n for n, s in sier.items() if s == "Samvariasjon"} == {navn[t] for t in om["samvariasjon"]}  # fmt: skip
    assert sier[navn[om["ikke_maalt"]]] == "Ingenting er målt"
    assert set(sier.values()) == {"Sannsynliggjort bidrag", "Samvariasjon", "Ikke tydelig", "Ingenting er målt"}  # fmt: skip


def test_avtalene_som_er_gaatt_ut_og_som_snart_gaar_ut(klart, tabeller, navn):
    tilstand = {r[0]: r[3] for r in tabeller["Avtalene, de som går ut først, øverst"].rader}

    assert tilstand[navn[FASIT["avtale_gaatt_ut"]]] == "Gått ut"
    assert {n for n, s in tilstand.items() if s == "Går snart ut"} == {navn[t] for t in FASIT["avtaler_snart_ute"]}  # fmt: skip
    assert (
        klart[navn[FASIT["avtale_gaatt_ut"]]] == "Nesten klar: avtalen gikk ut 31. desember 2025."
    )
    assert klart[navn["T10"]] == "Klar, men avtalen går ut 30. april 2026."
    assert all(f"«{navn[t]}»" in hvilke(tabeller, "Avtale") for t in FASIT["uten_avtale"])


def test_det_som_ikke_er_bestemt_og_det_som_avsluttes_har_grunn(klart, tabeller, tekst, navn):
    grunn = {r[0]: r[2] for r in tabeller["Grunnen til hver beslutning"].rader}

    assert klart[navn[FASIT["ikke_bestemt"]]] == "Ingen har bestemt hva som skal skje."
    assert grunn[navn["T08"]].startswith("Grunneieren sa nei til kabelen")
    assert f"«{navn['T08']}» avsluttes. Grunneieren sa nei til kabelen." in tekst


def test_pengene_gaar_opp_og_neste_maaling_mangler_for_to(tabeller, navn):
    sum_ = tabeller["Kostnaden i året for det som skal leve videre"].rader[-1]
    maalt = {r[1] for r in tabeller["Neste måling av hvert tiltak"].rader}

    assert sum_[0] == "I alt"
    assert sum_[2:] == (FASIT["penger"]["i_aret"], FASIT["penger"]["mangler"])
    assert hvilke(tabeller, "Neste måling") == " og ".join(f"«{navn[t]}»" for t in FASIT["uten_maaling"])  # fmt: skip
    assert not maalt & {navn[t] for t in FASIT["uten_maaling"]}


def test_utredningen_kom_for_sent_og_arkivet_er_ikke_gjort(tabeller, tekst):
    steg = {r[0]: r for r in tabeller["Frist, gjort, og måneder til slutten"].rader}
    utredning = [v.replace("\xa0", " ") for v in steg["Utredning av avslutning vedtatt"]]

    assert utredning[4:] == [f"{FASIT['utredning_maaneder']} måneder før", "12 måneder før"]
    assert "Utredningen av avslutningen var ferdig 23. mai 2024, sju måneder før slutten. Den bør være ferdig minst tolv måneder før." in tekst  # fmt: skip
    assert steg[FASIT["ikke_gjort"]][3] == "Ikke gjort"
    assert "13. januar 2026" in tekst


def test_figurene_har_funnet_med_tall_i_den_alternative_teksten(rapport):
    figurer = {f.tittel: f for f in rapport.deler(Figur)}

    assert (
        "avtale (4 av 6 tiltak)" in figurer["Tiltak som mangler noe av det beslutningen krever"].alt
    )
    assert "11 steg: 6 gjort i tide, 3 gjort for sent, 1 over fristen og 1 kommer." in figurer["Stegene i avslutningen"].alt  # fmt: skip
    assert all(f.png[:4] == b"\x89PNG" for f in figurer.values())


def test_sporet_viser_behovene_bak_tiltakene(tabeller, navn):
    spor = {r[0]: r for r in tabeller["Tiltakene, behovene bak og målet de fører til"].rader}

    assert set(spor) == set(list(navn.values())[:14])
    assert "«Flere barn bør få være med" in spor[navn["T02"]][1]


def test_ingen_koder_staar_i_det_leseren_ser(rapport):
    synlig = " ".join(str(r) for t in rapport.deler(Tabell) for r in t.rader)
    synlig += " ".join(s for d in rapport.deler(Setninger) for s in (*d.kan_si, *d.kan_ikke_si))

    assert not [k for k in ("T02", "V01", "U1'", "S1'", "B02") if k in synlig]


def test_alle_formatene_er_laget_og_ingen_tabell_er_bredere_enn_siden(mappe):
    kvittering = (mappe / "kvittering.json").read_text(encoding="utf-8")

    assert all((mappe / f).stat().st_size > 1000 for f in FORMATER)
    assert "videreforing.xlsx" in json.dumps(json.loads(kvittering), ensure_ascii=False)
    assert max(len(t.columns) for t in docx.Document(mappe / "rapport.docx").tables) <= 6


def test_uten_avtaler_tall_og_program_kommer_rapporten_likevel(tmp_path):
    borte = ("samarbeid.xlsx", "levekår 2025.xlsx", "undersokelse.xlsx", "soner.gpkg", "behov.xlsx")
    rot = kopi(tmp_path / "lite", uten=borte)
    oppsett = (rot / "prosjekt.toml").read_text(encoding="utf-8")
    (rot / "prosjekt.toml").write_text(oppsett.partition("[program]")[0], encoding="utf-8")

    r = les(kjort(rot) / "notatbok.ipynb", mal="videreforing")
    tabell = {t.tittel: t for t in r.deler(Tabell)}
    mangler = " ".join(b.klartekst() for b in r.deler(Boks) if b.slag == "mangler")

    assert {x[3] for x in tabell["Det som ble levert, og utfallet tiltaket skulle påvirke"].rader} == {"Ikke evaluert", "Ingenting er målt"}  # fmt: skip
    assert "Ingen av tiltakene har en avtale" in mangler
    assert len(tabell["Beslutningen, eieren og om det er klart"].rader) == 14
