"""Eksempelvik er det den sier at den er: laget på nytt av generatoren, oppdiktet, og med sannhetene på plass."""

from __future__ import annotations

import importlib.util
import tomllib

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest

import metodikk
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.maskering import personopplysninger
from metodikk.grunn.skjema import skjema, tabeller
from tests.conftest import ROT

MAPPE = ROT / "data" / "sample" / "eksempelvik"
FASIT = tomllib.loads((MAPPE / "fasit.toml").read_text(encoding="utf-8"))
OMRAADE = FASIT["omraade"]


def _generator():
    fil = ROT / "data" / "sample" / "lag_eksempelvik.py"
    spesifikasjon = importlib.util.spec_from_file_location("lag_eksempelvik", fil)
    modul = importlib.util.module_from_spec(spesifikasjon)
    spesifikasjon.loader.exec_module(modul)
    return modul


@pytest.fixture(scope="module")
def nylaget(tmp_path_factory):
    mappe = tmp_path_factory.mktemp("eksempelvik")
    _generator().skriv_mappe(mappe)
    return mappe


@pytest.fixture(scope="module")
def t():
    """Tabellene slik generatoren har dem, med feltnavn fra skjemaet."""
    return _generator().lag_tabeller()


@pytest.fixture(scope="module")
def prosjekt():
    return metodikk.eksempel()


def _ark(fil):
    return pd.read_excel(fil, sheet_name=None, header=None, dtype=object, engine="calamine")


def _andel(t, indikator):
    tall = t["indikatorer"].query("indikator == @indikator")
    teller, nevner = (pd.to_numeric(tall[k], errors="coerce") for k in ("teller", "nevner"))
    return tall.assign(andel=teller / nevner).pivot(index="sone", columns="aar", values="andel")


FILER = sorted(p.name for p in (MAPPE / "data").iterdir())


@pytest.mark.parametrize("navn", [f for f in FILER if not f.endswith(".gpkg")])
def test_generatoren_gir_de_samme_tabellene(nylaget, navn):
    gammel, ny = MAPPE / "data" / navn, nylaget / "data" / navn

    if navn.endswith(".csv"):
        assert ny.read_bytes() == gammel.read_bytes()
    else:
        for ark, innhold in _ark(gammel).items():
            pd.testing.assert_frame_equal(_ark(ny)[ark], innhold)


def test_generatoren_gir_det_samme_kartet_og_den_samme_fasiten(nylaget):
    gammelt, nytt = (gpd.read_file(m / "data" / "soner.gpkg") for m in (MAPPE, nylaget))

    assert gammelt.crs == nytt.crs == "EPSG:25833"
    assert gammelt["sonekode"].tolist() == nytt["sonekode"].tolist()
    assert gammelt.geometry.geom_equals(nytt.geometry).all()
    assert tomllib.loads((nylaget / "fasit.toml").read_text(encoding="utf-8")) == FASIT


def test_alle_tabellene_i_skjemaet_finnes_og_har_feltene(t):
    assert set(t) == set(tabeller())
    for navn, data in t.items():
        felt = set(skjema(navn).felt)
        ekstra = set(t["kodebok"]["sporsmal"]) if navn == "svar" else set()

        assert set(skjema(navn).paakrevde) <= set(data.columns) <= felt | ekstra
        assert not data.duplicated(list(skjema(navn).nokkel)).any()


def test_valgene_er_de_skjemaet_kjenner(t):
    for navn, data in t.items():
        for felt in skjema(navn).felt.values():
            if felt.type == "valg":
                tomt = set() if felt.paakrevd else {""}
                assert set(data[felt.felt]) - tomt <= set(felt.valg)


def test_folketallet_er_fjorten_soner_paa_400_til_3200_og_summerer_seg(t):
    soner = t["befolkning"].groupby(["sone", "aar"])["antall"].sum().unstack()

    assert soner.shape == (14, 14)
    assert soner.min().min() >= 400
    assert soner.max().max() <= 3200
    assert soner.sum().min() >= 19_000
    assert soner.sum().max() <= 22_000


def test_tellere_og_nevnere_passer_befolkningen(t):
    tall = (
        t["indikatorer"]
        .query("teller != ':' and teller != '..'")
        .astype({"teller": int, "nevner": int})
    )
    folk = t["befolkning"].groupby(["sone", "aar"])["antall"].sum()
    i_alt = folk.reindex(pd.MultiIndex.from_frame(tall[["sone", "aar"]])).to_numpy()

    assert (tall["teller"] <= tall["nevner"]).all()
    assert (tall["nevner"] <= i_alt).all()
    assert set(tall["indikator"]) <= set(katalog("indikatorer"))


def test_bare_en_sone_endrer_grenser_om_gangen(t):
    soner = t["befolkning"].groupby(["sone", "aar"])["antall"].sum().unstack()
    store = soner.pct_change(axis=1).abs().stack().loc[lambda e: e > 0.15]
    brudd = FASIT["grensebrudd"]

    assert set(store.index) == {(brudd["vokser"], brudd["aar"]), (brudd["mister"], brudd["aar"])}


def test_sonene_ligger_inntil_hverandre_uten_overlapp_og_omraadet_har_tre_naboer():
    kart = gpd.read_file(MAPPE / "data" / "soner.gpkg").set_index("sonekode").geometry
    naboer = {k for o in OMRAADE for k in kart.index if kart[k].intersects(kart[o])} - set(OMRAADE)

    assert kart.is_valid.all()
    assert abs(kart.area.sum() - kart.union_all().area) < 1
    assert naboer == {"0099000001", "0099000013", "0099000014"}


def test_ressursene_ligger_i_sonen_sin(t):
    kart = gpd.read_file(MAPPE / "data" / "soner.gpkg").set_index("sonekode").geometry
    ressurser = t["ressurser"]
    punkter = gpd.points_from_xy(ressurser["ost"], ressurser["nord"])

    assert all(
        kart[sone].contains(punkt) for sone, punkt in zip(ressurser["sone"], punkter, strict=True)
    )


def test_effekten_er_der_og_de_andre_utfallene_har_ingen(t):
    nullpunkt, oppfolging = [2013, 2014, 2015, 2016], FASIT["effekt"]["oppfolging"]
    utenfor = [*OMRAADE, "0099000001", "0099000013", "0099000014"]

    def did(indikator):
        andel = _andel(t, indikator)
        endring = andel[oppfolging].mean(axis=1) - andel[nullpunkt].mean(axis=1)
        return endring[OMRAADE].mean() - endring.drop(utenfor).mean()

    assert did(FASIT["effekt"]["indikator"]) == pytest.approx(
        FASIT["effekt"]["gjennomsnitt_oppfolging"], abs=0.03
    )
    assert all(abs(did(indikator)) < 0.02 for indikator in FASIT["ingen_effekt"]["indikatorer"])


@pytest.mark.parametrize("indikator", list(FASIT["tilbakegang"]["tillegg"]))
def test_omraadet_er_verst_i_utvalgsaarene_men_ikke_foer(t, indikator):
    andel = _andel(t, indikator)
    utvalg = andel[FASIT["tilbakegang"]["aar"]].mean(axis=1)
    foer = andel[[2013, 2014, 2015, 2016]].mean(axis=1)

    assert set(utvalg.nlargest(2).index) == set(OMRAADE)
    assert set(foer.nlargest(2).index) != set(OMRAADE)


def test_bare_en_celle_er_liten_i_tabellen_som_kan_tilbakeregnes(t):
    celle = FASIT["tilbakeregning"]
    tabell = t["indikatorer"].query("indikator == @celle['indikator'] and aar == @celle['aar']")
    teller = tabell.set_index("sone")["teller"].astype(int)

    assert teller[celle["sone"]] == celle["teller"]
    assert teller.drop(celle["sone"]).min() >= 8


def test_uten_megleren_faller_nettverket_i_to(t):
    deler = _deler_uten(t["koblinger"], "")
    uten = _deler_uten(t["koblinger"], FASIT["nettverk"]["megler"])

    assert uten[0] + uten[1] == deler[0] - 1
    assert uten[1] >= 8


def _deler_uten(koblinger, megler):
    nett = nx.Graph(
        koblinger.query("type != 'dekker behov'")[["fra", "til"]].itertuples(index=False, name=None)
    )
    nett.remove_nodes_from([megler])
    return sorted(map(len, nx.connected_components(nett)), reverse=True)


def test_ett_behov_kan_ingen_dekke_og_ett_bare_en(t):
    temaer = t["ressurser"].set_index("ressurs")["tema"].str.split("; ")

    def kan(behov):
        tema = set(t["behov"].set_index("behov").loc[behov, "tema"].split("; "))
        return [r for r, har in temaer.items() if tema & set(har)]

    assert kan(FASIT["behov"]["ingen_kan_dekke"]) == []
    assert kan(FASIT["behov"]["bare_en_kan_dekke"]) == [FASIT["behov"]["eneste_ressurs"]]
    assert all(len(kan(b)) > 1 for b in t["behov"]["behov"] if b not in ("B08", "B09"))


def test_behovene_ingen_dekker_i_dag_er_de_fasiten_sier(t):
    dekket = set(t["koblinger"].query("type == 'dekker behov'")["til"])

    assert sorted(set(t["behov"]["behov"]) - dekket) == FASIT["behov"]["ikke_koblet_i_dag"]


def test_unge_og_menn_svarer_sjeldnere(t):
    svar = t["svar"].query("sone in @OMRAADE and runde == 2025")
    voksne = t["befolkning"].query(
        "sone in @OMRAADE and aar == 2025 and aldersgruppe not in ('0–5 år', '6–15 år')"
    )
    unge = voksne["aldersgruppe"].isin(["16–19 år", "20–34 år"])

    assert len(svar) == 414
    assert (svar["aldersgruppe"] == "16–34 år").mean() < 0.6 * voksne["antall"][
        unge
    ].sum() / voksne["antall"].sum()
    assert (svar["kjonn"] == "menn").mean() < 0.45


def test_det_rae_tallet_for_moteplasser_er_hoeyere_enn_fasiten(t):
    svar = t["svar"].query("sone in @OMRAADE and runde == 2025")["moteplass"]
    gyldige = svar[svar.isin([1, 2, 3, 4, 5])].astype(int)

    assert (gyldige >= 4).mean() > FASIT["undersokelse"]["sann_andel_omraade"]["moteplass"][
        "2025"
    ] + 0.02


def test_registeret_og_innbyggerne_er_uenige_om_trygghet(t):
    vold = _andel(t, FASIT["uenighet"]["indikator"])[[2023, 2024, 2025]].mean(axis=1)
    svar = t["svar"].query("runde == 2025")
    trygg = svar[svar[FASIT["uenighet"]["sporsmal"]].isin([1, 2, 3, 4, 5])]
    andel = (
        (trygg[FASIT["uenighet"]["sporsmal"]].astype(int) >= 4)
        .groupby(trygg["sone"].isin(OMRAADE))
        .mean()
    )

    assert vold[OMRAADE].mean() < vold.drop(OMRAADE).mean()
    assert andel[True] < andel[False]


def test_plantede_huller_i_program_og_ressurser(t):
    tiltak, ressurser = t["tiltak"].set_index("tiltak"), t["ressurser"].set_index("ressurs")
    fasit = FASIT["ressurser"]

    assert tiltak.index[tiltak["utfall"] == ""].tolist() == [FASIT["tiltak"]["uten_utfall"]]
    assert tiltak.index[tiltak["ansvarlig"] == ""].tolist() == [FASIT["tiltak"]["uten_ansvarlig"]]
    assert ressurser.index[ressurser["privatperson"] == "ja"].tolist() == [fasit["privatperson"]]
    assert ressurser.index[ressurser["kilde"] == ""].tolist() == fasit["uten_kilde"]
    assert ressurser.index[ressurser["bekreftet"] == ""].tolist() == fasit["uten_dato"]
    assert FASIT["stedsfakta"]["mangler_tema"] not in set(t["stedsfakta"]["tema"])


def test_ingenting_i_eksemplet_likner_paa_et_fodselsnummer(t):
    """Telefonnummeret og e-postadressen i to av de åpne svarene er plantet, og skal skjules."""
    plantet = FASIT["undersokelse"]["personopplysninger"]["skjules"]
    celler = {str(v) for data in t.values() for v in pd.unique(data.to_numpy().ravel())}
    funnet = {v[fra:til] for v in celler for _, fra, til in personopplysninger(v)}

    assert funnet == {v for v in plantet if list(personopplysninger(v))}
    assert not {slag for v in funnet for slag, *_ in personopplysninger(v)} & {
        "fodselsnummer",
        "kontonummer",
    }


def test_eksemplet_sier_at_det_er_oppdiktet(t):
    prosjekt = tomllib.loads((MAPPE / "prosjekt.toml").read_text(encoding="utf-8"))

    assert prosjekt["prosjekt"]["fiktiv"] is True
    assert prosjekt["omraade"]["soner"] == OMRAADE
    assert "oppdiktet" in (MAPPE / "KILDE.md").read_text(encoding="utf-8")
    assert set(t["soner"]["kommune"]) == {"0099"}


def test_kontrollen_finner_bare_det_fasiten_sier(prosjekt):
    funnet = {(f.kode, f.alvor.value) for f in prosjekt.funn}
    ventet = {(kode, "advarsel") for kode in FASIT["kontroll"]["advarsler"]}

    assert funnet == ventet | {(kode, "info") for kode in FASIT["kontroll"]["opplysninger"]}


def test_kontrollen_leser_de_samme_tallene_som_generatoren_laget(prosjekt, t):
    for navn, laget in t.items():
        assert len(prosjekt.tabell(navn)) == len(laget)
    lest = prosjekt.tabell("befolkning").groupby("sone")["antall"].sum()
    assert lest.to_dict() == t["befolkning"].groupby("sone")["antall"].sum().to_dict()
    assert prosjekt.tabell("stedsfakta")["verdi"].tolist() == t["stedsfakta"]["verdi"].tolist()
    assert sorted(prosjekt.geografi["sone"]) == sorted(t["soner"]["sone"])
