"""Ingenting som kunne pekt ut enkeltpersoner, kommer ut: hele rapportene leses slik de er skrevet."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import sqlite3
import tomllib
import zipfile
import zlib

import numpy as np
import pandas as pd
import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.prosjekt import aapne
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from metodikk.grunn.skjema import tabeller as tabellnavn
from metodikk.metoder import kunnskapsgrunnlag
from metodikk.ut.rapport.les import les
from metodikk.ut.side import MIME, Symbol, Tabell, lag_id
from tests.conftest import ROT

pytestmark = pytest.mark.treg
EKSEMPEL = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((EKSEMPEL / "fasit.toml").read_text(encoding="utf-8"))
MALER = tuple(katalog("maler"))
TELLER_TING = {
    "kunnskapsgrunnlag": ("Kartlagte ressurser", "Hvor i rekken"),
    "undersokelse": ("Temaene i området",),
    "ressurskart": ("Ressurser", "De som binder", "Behov"),
    "handlingsplan": ("Målene", "Strategiene", "Hull i planen", "Budsjettet", "Følger pengene"),
    "medvirkning": ("Innspillene etter tema", "Hva det ble av innspillene", "Sakene i rådet"),
    "befaring": ("Funn etter", "Andelen funn", "Når funnene", "Runder som er gått"),
    "samarbeid": ("Aktører, svar", "Aktørene i hver", "Relasjonene", "De som binder", "Forbindelser", "Det som faller"),
    "videreforing": ("Tiltak som mangler", "Det som mangler", "Kostnaden"),
    "evaluering": ("Kan det være tilfeldig", "Er tiltakene"),
    "sammenheng": ("Målene",),
}  # fmt: skip
"""Tabellene der antallet er noe annet enn personer: tiltak, funn, ressurser, plasser."""
PERSONER = re.compile(
    r"person|innbygger|deltaker|oppmøte|informant|stemme|beboer|var med|kunne stemme|barn|unge|eldre"
)


@pytest.fixture(scope="module")
def prosjekt():
    return aapne(EKSEMPEL)


@pytest.fixture(scope="module")
def ut(tmp_path_factory):
    rot = tmp_path_factory.mktemp("porten") / "prosjekt"
    shutil.copytree(EKSEMPEL, rot, ignore=shutil.ignore_patterns("FASIT.md", "fasit.toml", "ut"))
    assert kjor(rot, list(MALER)).returkode == 0
    return rot / "ut"


@pytest.fixture(scope="module")
def person(prosjekt):
    return prosjekt.tabell("ressurser").set_index("ressurs").loc[FASIT["ressurser"]["privatperson"]]


@pytest.fixture(scope="module")
def smaa(prosjekt):
    """Hver celle under grensene, regnet rett fra tallene uten å bruke porten."""
    data, g = prosjekt.tabell("indikatorer"), prosjekt.grenser
    teller, rest = data["teller"], data["nevner"] - data["teller"]
    er_andel = data["indikator"].map(lambda k: katalog("indikatorer")[k]["maal"] != "rate")
    under = (
        (teller < g.min_teller) | (data["nevner"] < g.min_nevner) | (er_andel & rest.lt(g.min_rest))
    )
    return data[under.fillna(False)]


@pytest.fixture(scope="module")
def k(prosjekt):
    """Kunnskapsgrunnlaget slik malen lager det, med alle indikatorene."""
    return kunnskapsgrunnlag.lag(
        prosjekt.tabeller, omraade=prosjekt.omraade.soner, naboer=prosjekt.naboer,
        indikatorer=prosjekt.oppsett.indikatorer, grenser=prosjekt.grenser,
    )  # fmt: skip


def filer(ut):
    funnet = sorted(f for f in ut.rglob("*") if f.is_file())
    assert {f.suffix for f in funnet} >= {".html", ".docx", ".xlsx", ".gpkg", ".ipynb", ".json"}
    return funnet


def som_tekst(fil) -> str:
    """Alt som kan leses i en fil, også inne i pakkede filer og databaser. Pikslene i bildene er ikke med."""
    if fil.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(fil) as z:
            lesbare = [n for n in z.namelist() if not n.endswith((".png", ".jpeg", ".emf"))]
            return "\n".join(z.read(n).decode("utf-8", "ignore") for n in lesbare)
    if fil.suffix == ".gpkg":
        with sqlite3.connect(fil) as base:
            return "\n".join(base.iterdump())
    return re.sub(r"[\w+/=]{200,}", " ", fil.read_text(encoding="utf-8", errors="ignore"))


def nyttelaster(ut):
    for mal in MALER:
        notatbok = json.loads((ut / mal / "notatbok.ipynb").read_text(encoding="utf-8"))
        for celle in notatbok["cells"]:
            for utdata in celle.get("outputs", ()):
                if MIME in utdata.get("data", {}):
                    yield mal, utdata["data"][MIME]


def alle_tabeller(ut):
    for mal in MALER:
        for _, tabell in les(ut / mal / "notatbok.ipynb", mal=mal).tabeller():
            yield mal, tabell


def test_privatpersonen_staar_ikke_i_noen_fil(ut, person):
    forbudt = [person["navn"], FASIT["ressurser"]["privatperson"], person["tilbud"], person["potensial"],
               f"{person['ost']:.0f}", f"{person['nord']:.0f}"]  # fmt: skip

    assert not [(fil.name, ord_) for fil in filer(ut) for ord_ in forbudt if ord_ in som_tekst(fil)]


def test_privatpersonens_sted_er_ikke_et_punkt_i_noe_kart(ut, person):
    geopandas = pytest.importorskip("geopandas")
    from shapely import from_wkb, get_coordinates

    steder = [get_coordinates(from_wkb(zlib.decompress(base64.b64decode(lag["geometri"]))))
              for _, last in nyttelaster(ut) for lag in last.get("lag", ())]  # fmt: skip
    for fil in (f for f in filer(ut) if f.suffix == ".gpkg"):
        steder += [
            get_coordinates(geopandas.read_file(fil, layer=n).geometry)
            for n in geopandas.list_layers(fil)["name"]
        ]
    avstand = [np.hypot(*(s - [person["ost"], person["nord"]]).T).min() for s in steder if len(s)]

    assert avstand
    assert min(avstand) > 1


def felt(prosjekt, slag) -> dict[tuple[str, str], pd.DataFrame]:
    """Feltene som peker på personer, eller er skrevet fritt, med tabellen de står i."""
    return {
        (tabell, navn): prosjekt.tabell(tabell)
        for tabell in tabellnavn() if prosjekt.har(tabell)
        for navn, om in skjema(tabell).felt.items() if getattr(om, slag)
    }  # fmt: skip


def test_ingen_som_har_svart_snakket_eller_vaert_med_kan_foelges_inn_i_rapportene(ut, prosjekt):
    personer = {f: t[f[1]] for f, t in felt(prosjekt, "person").items() if f not in felt(prosjekt, "fritekst")}  # fmt: skip
    koder = {k for kolonne in personer.values() for k in kolonne.dropna()}
    ord_ = {o for fil in filer(ut) for o in re.findall(r"[\w\-]+", som_tekst(fil))}

    assert {t for t, _ in personer} == {"svar", "apne_svar", "stedskoder", "deltakere"}
    assert len(koder) > 1500
    assert not koder & ord_


def test_det_noen_har_sagt_staar_bare_der_naar_det_er_godkjent(ut, prosjekt):
    alt = " ".join(" ".join(re.sub(r"<[^>]+>", " ", som_tekst(f)).split()) for f in filer(ut))
    vist = {}
    for (tabell, navn), data in felt(prosjekt, "fritekst").items():
        ja = data["godkjent"].fillna(False).astype(bool)
        tekster = data[navn].dropna()
        godkjente = set(tekster[ja])
        assert [t for t in set(tekster[~ja]) - godkjente if t in alt] == [], tabell
        vist[tabell] = sum(t in alt for t in godkjente)

    assert all(vist.values()), vist


def antallene(ut):
    """Hver kolonne med antall i alle rapportene: malen, tabellen, kolonnen og tallene."""
    for mal, tabell in alle_tabeller(ut):
        for i, kolonne in enumerate(tabell.kolonner):
            if kolonne.enhet == "antall":
                yield mal, tabell, kolonne, [r[i] for r in tabell.rader if isinstance(r[i], (int, float))]  # fmt: skip


def teller_ting(mal, tabell) -> list[str]:
    return [t for t in TELLER_TING.get(mal, ()) if tabell.uten_forstavelse.startswith(t)]


def test_ingen_tabell_har_et_antall_personer_under_grensen(ut, prosjekt):
    funnet = [
        (mal, tabell.tittel, kolonne.tittel, min(tall))
        for mal, tabell, kolonne, tall in antallene(ut)
        if not teller_ting(mal, tabell) and tall and min(tall) < prosjekt.grenser.min_teller
    ]

    assert not funnet


def test_tabellene_som_teller_ting_har_ingen_kolonne_med_personer(ut):
    brukt = {(mal, t) for mal, tabell, *_ in antallene(ut) for t in teller_ting(mal, tabell)}
    feil = [
        (mal, tabell.tittel, kolonne.tittel) for mal, tabell, kolonne, _ in antallene(ut)
        if teller_ting(mal, tabell) and PERSONER.search(kolonne.tittel.lower())
    ]  # fmt: skip

    assert not feil
    assert brukt == {(mal, t) for mal, titler in TELLER_TING.items() for t in titler}


def test_hvert_tall_i_regnearket_staar_i_en_tabell_som_er_provd(ut):
    openpyxl = pytest.importorskip("openpyxl")
    antall = 0
    for mal in MALER:
        bok = openpyxl.load_workbook(ut / mal / "tall.xlsx")
        for nummer, tabell in les(ut / mal / "notatbok.ipynb", mal=mal).tabeller():
            i_arket = {
                c.value
                for rad in bok[nummer].iter_rows()
                for c in rad
                if isinstance(c.value, (int, float))
            }
            kjent = {v for rad in tabell.rader for v in rad if isinstance(v, (int, float))}
            antall += len(i_arket)
            assert [
                v for v in i_arket if not np.isclose(v, [*kjent], rtol=0, atol=1e-6).any()
            ] == [], (mal, nummer)

    assert antall > 1000


def test_ingen_sone_er_vist_med_en_andel_som_bygger_paa_for_faa(ut, prosjekt, smaa):
    navn = dict(
        zip(prosjekt.tabell("soner")["sone"], prosjekt.tabell("soner")["sonenavn"], strict=True)
    )
    for _, tabell in alle_tabeller(ut):
        for celle in smaa.itertuples():
            tittel = katalog("indikatorer")[celle.indikator]["navn"]
            if tittel.lower() not in tabell.tittel.lower() or not tabell.tittel.endswith(
                f"{celle.aar}"
            ):
                continue
            for rad in (r for r in tabell.rader if navn[celle.sone] in r or celle.sone in r):
                assert not [v for v in rad if isinstance(v, float)], (tabell.tittel, rad)

    assert len(smaa) > 100


def test_den_plantede_cellen_er_skjult_og_kan_ikke_regnes_ut_av_det_som_vises(k, prosjekt):
    f = FASIT["tilbakeregning"]
    celler = alle_celler(k, prosjekt, f["indikator"])

    plantet = celler[(celler["sone"] == f["sone"]) & (celler["tid"] == str(f["aar"]))]
    assert len(plantet) == 1
    assert plantet["teller"].isna().all()
    assert not avsloert(celler, prosjekt, f["indikator"])


def test_ingen_skjult_celle_i_noen_indikator_kan_regnes_ut(k, prosjekt):
    """Angriperen kjenner alle viste antall i alle tabellene, og vet hvordan summene henger sammen."""
    skjulte = 0
    for indikator in k.soner.tabell["indikator"].unique():
        celler = alle_celler(k, prosjekt, indikator)
        skjulte += int(celler["teller"].isna().sum())
        assert not avsloert(celler, prosjekt, indikator)

    assert skjulte > 5


def alle_celler(k, prosjekt, indikator) -> pd.DataFrame:
    """Hver celle kunnskapsgrunnlaget kan vise for en indikator: enhet eller sone, tid og teller."""
    i, n = (d.tabell[d.tabell["indikator"] == indikator] for d in (k.indikatorer, k.naboer))
    mot = {"teller_mot": "teller"}
    deler = [
        i.assign(sone="omraade"), n.assign(sone="omraade"),
        i.drop(columns="teller").rename(columns=mot).assign(sone="resten"),
        n.drop(columns="teller").rename(columns=mot).assign(sone="naboer"),
        *(d.tabell[d.tabell["indikator"] == indikator] for d in (k.utvikling, k.soner)),
    ]  # fmt: skip
    return pd.concat([d[["sone", "tid", "teller"]] for d in deler]).drop_duplicates(
        ["sone", "tid"], ignore_index=True
    )


def avsloert(celler: pd.DataFrame, prosjekt, indikator) -> list[tuple[str, str]]:
    """De skjulte cellene som er gitt av de viste.

    To angripere: en som får summer der alt er med, og en som får summer der hullene i kilden er
    hoppet over. Den siste kan finne en stor nabo, men aldri en celle som selv må vernes.
    """
    data = prosjekt.tabell("indikatorer").query("indikator == @indikator")
    enheter = {"omraade": set(prosjekt.omraade.soner), "naboer": set(prosjekt.naboer)}
    enheter["resten"] = set(prosjekt.tabell("soner")["sone"]) - enheter["omraade"]
    ukjente = list(zip(data["sone"], data["aar"], strict=True))
    hull = data[["teller", "nevner"]].isna().any(axis=1).to_numpy()
    rader = np.array([
        [s in enheter.get(c.sone, {c.sone}) and int(c.tid[:4]) <= a <= int(c.tid[-4:]) for s, a in ukjente]
        for c in celler.itertuples()
    ], dtype=float)  # fmt: skip
    teller, nevner = (rader @ data[n].fillna(0).to_numpy() for n in ("teller", "nevner"))
    g, vist = prosjekt.grenser, celler["teller"].notna().to_numpy()
    er_rate = katalog("indikatorer")[indikator]["maal"] == "rate"
    liten = (
        (teller < g.min_teller)
        | (nevner < g.min_nevner)
        | (~np.array(er_rate) & (nevner - teller < g.min_rest))
    )
    funnet = []
    for x, gjelder in ((rader, ~vist), (rader[:, ~hull], ~vist & liten)):
        rang = np.linalg.matrix_rank(x[vist])
        funnet += [
            (celler["sone"].iloc[j], celler["tid"].iloc[j]) for j in np.flatnonzero(gjelder)
            if x[j].any() and np.linalg.matrix_rank(np.vstack([x[vist], x[j]])) == rang
        ]  # fmt: skip
    return funnet


def test_ingen_setning_eller_alternativ_tekst_sier_en_skjult_andel(ut, prosjekt, smaa):
    navn = dict(
        zip(prosjekt.tabell("soner")["sone"], prosjekt.tabell("soner")["sonenavn"], strict=True)
    )
    setninger = [s for mal in MALER for s in re.split(r"(?<=[.!?])\s", _prosa(ut, mal))]
    siste = smaa[smaa["aar"] == smaa["aar"].max()]
    funnet = [
        s for r in siste.itertuples() for s in setninger
        if navn[r.sone] in s and re.search(rf"(?<![\d,]){_prosent(r)}\s?prosent", s)
        and katalog("indikatorer")[r.indikator]["navn"].lower() in s.lower()
    ]  # fmt: skip

    assert setninger
    assert not funnet


def _prosa(ut, mal) -> str:
    rapport = les(ut / mal / "notatbok.ipynb", mal=mal)
    deler = [b.innhold if b.er_tekst else b.innhold.klartekst() for b in rapport.biter]
    return " ".join(deler).replace("\u00a0", " ")


def _prosent(rad) -> str:
    return f"{rad.teller / rad.nevner * 100:.1f}".replace(".", ",")


def test_regnearket_og_notatboka_skjuler_de_samme_cellene(ut):
    openpyxl = pytest.importorskip("openpyxl")
    for mal in MALER:
        skjulte = sum(
            v is Symbol.SKJULT for m, t in alle_tabeller(ut) if m == mal for r in t.rader for v in r
        )
        bok = openpyxl.load_workbook(io.BytesIO((ut / mal / "tall.xlsx").read_bytes()))
        i_arket = sum(
            c.value == Symbol.SKJULT.value for ark in bok for rad in ark.iter_rows() for c in rad
        )
        assert i_arket >= skjulte


def test_kvitteringen_har_regelen_for_hver_skjulte_celle_men_aldri_tallet(ut):
    for mal in MALER:
        kvittering = json.loads((ut / mal / "kvittering.json").read_text(encoding="utf-8"))
        celler = [c for del_ in kvittering["skjult"] for c in del_["celler"]]
        assert all(c["regel"] for c in celler)
        assert not [c for c in celler if {"teller", "nevner", "verdi", "n"} & set(c)]


def _rutenett(rader) -> tuple:
    """Cellene i en tabell. Forklaringen en skjermleser får ved et tegn for skjult, er ikke med."""
    return tuple(
        tuple(re.sub(r"^(\.\.|[:.])(?!\d).*", r"\1", " ".join(c.split())) for c in rad)
        for rad in rader
    )


def _tabeller_paa_nettsiden(fil) -> set:
    from lxml import html

    return {
        _rutenett([c.text_content() for c in rad.xpath("./th|./td")] for rad in tabell.iter("tr"))
        for tabell in html.parse(str(fil)).getroot().iter("table")
    }


def test_hver_tabell_i_wordfila_er_en_tabell_som_er_provd_paa_nettsiden(ut):
    docx = pytest.importorskip("docx")
    for mal in MALER:
        nettside = _tabeller_paa_nettsiden(ut / mal / "rapport.html")
        word = [_rutenett([c.text for c in rad.cells] for rad in tabell.rows)
                for tabell in docx.Document(str(ut / mal / "rapport.docx")).tables]  # fmt: skip

        assert len(word) >= len(list(les(ut / mal / "notatbok.ipynb", mal=mal).deler(Tabell)))
        assert [t[:2] for t in word if t not in nettside] == []


def test_ingen_sone_i_kartfila_har_et_tall_som_bygger_paa_for_faa(ut, smaa):
    geopandas = pytest.importorskip("geopandas")
    indikator = {lag_id(f"{katalog('indikatorer')[i]['navn']}, {aar}"): (i, aar)
                 for i in katalog("indikatorer") for aar in range(2013, 2026)}  # fmt: skip
    provd = 0
    for fil in (f for f in filer(ut) if f.suffix == ".gpkg"):
        for lag in set(geopandas.list_layers(fil)["name"]) & set(indikator):
            i, aar = indikator[lag]
            skal_skjules = smaa.loc[(smaa["indikator"] == i) & (smaa["aar"] == aar), "sone"]
            kart = geopandas.read_file(fil, layer=lag).set_index("sone")
            provd += 1
            assert kart.loc[kart.index.isin(skal_skjules), "verdi"].isna().all()

    assert provd
