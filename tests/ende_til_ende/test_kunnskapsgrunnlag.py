"""Kunnskapsgrunnlaget for Eksempelvik finner det som er plantet, hele veien fra filene til rapporten."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import openpyxl
import pytest

import metodikk as mk
from metodikk.drift.kjoring import kjor
from metodikk.grunn.tall import HARDT

pytestmark = pytest.mark.treg
EKSEMPEL = Path(__file__).parents[2] / "data" / "sample" / "eksempelvik"
MAL, KALVHOLMEN = "kunnskapsgrunnlag", "0099000012"


@pytest.fixture(scope="module")
def fasit():
    return tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def p():
    return mk.aapne(EKSEMPEL)


def _lag(p, **valg):
    oppsett = {"omraade": p.omraade.soner, "naboer": p.naboer, "indeks": p.oppsett.indeks,
               "grenser": p.grenser, "geografi": True}  # fmt: skip
    return mk.kunnskapsgrunnlag.lag(p.tabeller, **{**oppsett, **valg})


@pytest.fixture(scope="module")
def k(p):
    return _lag(p)


@pytest.fixture(scope="module")
def rapport(tmp_path_factory):
    mappe = tmp_path_factory.mktemp("prosjekt") / "eksempelvik"
    shutil.copytree(EKSEMPEL, mappe, ignore=shutil.ignore_patterns("ut"))
    kjoring = kjor(mappe, (MAL,), i_kjerne=False)
    assert kjoring.returkode == 0, kjoring.resultater
    return mappe / "ut" / MAL


def test_naboene_finnes_fra_kartet_og_er_ikke_i_omraadet(p):
    assert p.oppsett.omraade.naboer == ()
    assert set(p.naboer)
    assert not set(p.naboer) & set(p.omraade.soner)


def test_sonen_som_ser_daarlig_ut_ved_en_tilfeldighet_kalles_ikke_daarligere(p, fasit):
    f = fasit["tilfeldig_daarlig"]
    alene = _lag(p, omraade=[f["sone"]], naboer=[], siste_aar=f["aar"], indeks={})

    rad = alene.indikatorer.tabell.set_index("indikator").loc[f["indikator"]]
    trakt = _lag(p, siste_aar=f["aar"]).sonetall(f["indikator"]).tabell.set_index("sone")

    assert f["sone"] == KALVHOLMEN
    assert rad["ord"] not in ("høyere", "lavere")
    assert rad["tid"] != str(f["aar"])
    assert trakt.loc[f["sone"], "trakt"] in ("innenfor", "")
    assert all(
        "unge utenfor" not in s for s in mk.setninger_kunnskap.kan_si(alene, "Kalvholmen").kan_si
    )


def test_bruddet_i_indikatoren_er_vist_og_ingen_endring_regnes_over_det(k, fasit):
    f = fasit["indikatorbrudd"]
    serie = k.serie(f["indikator"]).tabell
    endring = k.endring.tabell.set_index("indikator").loc[f["indikator"]]

    assert f["indikator"] in k.utvalgte
    assert serie.groupby("segment")["aar"].agg(["min", "max"]).values.tolist() == [
        [2012, 2018],
        [2019, 2025],
    ]
    assert int(endring["fra"][:4]) >= f["aar"]
    assert endring["ord"] == "uendret"


def test_grenseendringen_er_nevnt_og_bryter_serien_for_sonene_den_gjelder(p, k, fasit):
    f = fasit["grensebrudd"]
    for_sonen = _lag(p, omraade=[f["vokser"]], naboer=[], indeks={})

    assert (
        "Nye grenser for Bekkefaret og Hestvika, fra 2019"
        in mk.setninger_kunnskap.brudd(k).klartekst()
    )
    assert k.serie("barn_lavinntekt").tabell["segment"].max() == 0
    assert (
        for_sonen.serie("barn_lavinntekt").tabell.query("sone == 'omraade'")["segment"].max() == 1
    )


def test_cellen_som_kan_regnes_ut_er_skjult_sammen_med_en_nabo(k, fasit):
    f = fasit["tilbakeregning"]
    soner = k.sonetall(f["indikator"])

    skjult = soner.tabell[soner.tabell["teller"].isna()]["sone"].tolist()

    assert f["sone"] in skjult
    assert len(skjult) >= 2
    assert soner.skjult["regel"].str.startswith("verner naboen").any()


def test_vektingen_kommer_naermere_sannheten_enn_raa_svar(p, k, fasit):
    sann = fasit["undersokelse"]["sann_andel_omraade"]["moteplass"]["2025"]
    svar = p.tabeller["svar"]
    her = svar[(svar["runde"] == 2025) & svar["sone"].isin(p.omraade.soner)]["moteplass"].dropna()
    rad = k.sporsmaal.tabell.query("sporsmal == 'moteplass' and gruppe == 'omraade'").iloc[0]

    assert abs(rad["verdi"] - sann) < abs((her >= 4).mean() - sann)
    assert rad["nedre"] < sann < rad["ovre"]


def test_alle_sanne_andeler_ligger_i_eller_naer_intervallene(k, fasit):
    sann = {
        s: v["2025"] for s, v in fasit["undersokelse"]["sann_andel_omraade"].items() if "2025" in v
    }
    t = k.sporsmaal.tabell.query("gruppe == 'omraade'").set_index("sporsmal")

    treff = [t.loc[s, "nedre"] <= v <= t.loc[s, "ovre"] for s, v in sann.items()]

    assert sum(treff) >= len(treff) - 2


def test_skjev_respons_er_vist(k):
    skjeve = k.hvem.tabell.query("skjev")["gruppe"].tolist()
    boks = mk.setninger_kunnskap.hvem_svarte(k)

    assert {"16–34 år", "menn"} <= set(skjeve)
    assert boks.slag == "forbehold"
    assert any(p.startswith("16–34 år: 1") for p in boks.punkter)


def test_uenigheten_om_trygghet_er_funnet(k, fasit):
    f = fasit["uenighet"]
    s = k.sprik.tabell

    uenige = s[s["slag"] == "uenige"]
    assert set(uenige["tema"]) == {f["tema"]}
    assert f["sporsmal"] in set(uenige["sporsmal"])


def test_temaet_som_mangler_stedsfakta_staar_i_listen_med_raad(k, fasit):
    d = k.dekning.tabell

    assert d.loc[d["finnes"] == "nei", "tema"].str.lower().tolist() == [
        fasit["stedsfakta"]["mangler_tema"]
    ]


def test_belastede_indikatorer_er_funnet_og_rapporten_rangerer_ikke(k):
    svakere = set(k.indikatorer.tabell.query("vurdering == 'svakere'")["indikator"])

    assert {"barn_lavinntekt", "trangbodde", "ikke_sysselsatte"} <= svakere
    assert "rang" not in k.soner.tabell
    assert (k.indeks.tabell["rang_ovre"] - k.indeks.tabell["rang_nedre"]).mean() > 2


def test_rapporten_er_hel_og_har_alle_delene(rapport):
    html = (rapport / "rapport.html").read_text(encoding="utf-8").replace(HARDT, " ")

    for del_ in ("Kort fortalt", "Om tallene", "Levekår", "Utvikling over tid", "Stedet", "Slik ser innbyggerne det",
                 "Der tallene og innbyggerne møtes", "Levekårsindeks", "De neste spørsmålene"):  # fmt: skip
        assert f">{del_}<" in html
    assert "Hvem har laget tallene?" in html
    assert "Indeksen er ikke en rangering" in html
    assert "Oppdiktet kommune" in html
    assert (rapport / "rapport.docx").stat().st_size > 50_000
    assert (rapport / "kart.gpkg").is_file()
    assert (rapport / "rapport.html").stat().st_size < 3_000_000


def test_ingen_privatperson_eller_skjult_tall_naar_fram(rapport, p, fasit):
    ressurser = p.tabeller["ressurser"].set_index("ressurs")
    person = ressurser.loc[fasit["ressurser"]["privatperson"], "navn"]
    filer = [
        (rapport / f).read_text(encoding="utf-8")
        for f in ("rapport.html", "notatbok.ipynb", "kvittering.json")
    ]

    assert not any(person in tekst for tekst in filer)
    kvittering = json.loads(filer[-1])
    assert kvittering["skjult"]


def test_regnearket_har_tallene_bak_figurene(rapport):
    bok = openpyxl.load_workbook(rapport / "tall.xlsx", read_only=True)

    tekst = "\n".join(
        str(c)
        for ark in bok
        for rad in ark.iter_rows(values_only=True)
        for c in rad
        if c is not None
    )

    assert "Personer som bor trangt" in tekst
    assert len(bok.sheetnames) >= 15


def test_notatboken_har_alle_delene_og_ingen_feil(rapport):
    notatbok = json.loads((rapport / "notatbok.ipynb").read_text(encoding="utf-8"))

    deler = [
        u
        for c in notatbok["cells"]
        for u in c.get("outputs", [])
        if "application/vnd.metodikk+json" in u.get("data", {})
    ]
    assert len(deler) >= 30
    assert not [
        u for c in notatbok["cells"] for u in c.get("outputs", []) if u["output_type"] == "error"
    ]


def test_malen_er_kort_og_uten_valg_og_funksjoner():
    kilde = (Path(__file__).parents[2] / "templates" / "_kilde" / f"{MAL}.py").read_text(
        encoding="utf-8"
    )

    assert kilde.count("\n# %%\n") + kilde.count('tags=["parameters"]') <= 25
    assert not [
        linje for linje in kilde.splitlines() if linje.strip().startswith(("def ", "if ", "print("))
    ]
