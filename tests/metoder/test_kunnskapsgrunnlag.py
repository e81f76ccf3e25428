"""Kunnskapsgrunnlaget på et lite prosjekt der svarene er kjent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import kunnskapsgrunnlag
from tests.metoder.kunnskap_data import EGNE, NABOER, OMRAADE, SONER, tabeller

INDEKS = {"trangbodde": 1.0, "unge_utenfor": 1.0, "lav_utdanning": 1.0}


def _lag(t=None, **valg):
    valg = {"omraade": OMRAADE, "naboer": NABOER, "indikatorer": EGNE, **valg}
    return kunnskapsgrunnlag.lag(t or tabeller(), **valg)


@pytest.fixture(scope="module")
def k():
    return _lag(indeks=INDEKS, geografi=True)


def _indikator(k, navn):
    return k.indikatorer.tabell.set_index("indikator").loc[navn]


def test_den_plantede_forskjellen_er_funnet_og_de_like_ikke(k):
    assert _indikator(k, "trangbodde")["ord"] == "høyere"
    assert _indikator(k, "trangbodde")["vurdering"] == "svakere"
    assert _indikator(k, "anmeldt_vold")["ord"] == "lavere"
    assert _indikator(k, "unge_utenfor")["ord"] not in ("høyere", "lavere")
    assert _indikator(k, "egen")["navn"] == "Egen indikator"


def test_omraadet_sammenliknes_med_resten_og_ikke_med_helheten(k):
    data = tabeller()["indikatorer"]
    siste = data[(data["indikator"] == "trangbodde") & (data["aar"] == 2025)].set_index("sone")

    rad = _indikator(k, "trangbodde")

    assert rad["teller"] == siste.loc[OMRAADE, "teller"].sum()
    assert rad["teller_mot"] == siste.loc[SONER[2:], "teller"].sum()
    assert (
        k.naboer.tabell.set_index("indikator").loc["trangbodde", "nevner_mot"]
        == siste.loc[NABOER, "nevner"].sum()
    )


def test_liten_sone_med_et_tilfeldig_daarlig_aar_kalles_ikke_daarligere():
    alene = _lag(omraade=[SONER[11]], naboer=())

    rad = _indikator(alene, "unge_utenfor")

    assert rad["tid"] != "2025"
    assert rad["ord"] not in ("høyere", "lavere")


def test_traktene_peker_ikke_ut_den_lille_sonen(k):
    t = k.soner.tabell
    t = t[(t["indikator"] == "unge_utenfor") & (t["sone"] == SONER[11])]

    assert t["trakt"].isin(["innenfor", ""]).all()
    assert t["tid"].item() != "2025"


def test_serien_deles_ved_bruddet_og_endringen_regnes_bare_etterpaa(k):
    serie = k.serie("lav_utdanning").tabell
    endring = k.endring.tabell.set_index("indikator").loc["lav_utdanning"]

    assert serie.groupby("segment")["aar"].max().tolist() == [2018, 2025]
    assert k.brudd("lav_utdanning") == {2019: "ny definisjon"}
    assert endring["fra"] == "2019–2021"
    assert endring["ord"] != "opp"
    assert "lav_utdanning" in k.utvalgte


def test_smaa_celler_skjules_og_naboen_med_dem():
    t = tabeller()
    d = t["indikatorer"]
    liten = (d["indikator"] == "trangbodde") & (d["sone"] == SONER[10])
    d.loc[liten, "teller"] = np.where(d.loc[liten, "aar"] == 2025, 0.0, 1.0)

    soner = _lag(t).sonetall("trangbodde")

    skjulte = soner.tabell[soner.tabell["teller"].isna()]
    assert SONER[10] in set(skjulte["sone"])
    assert len(skjulte) >= 2
    assert skjulte[["verdi", "nedre", "ovre", "krympet"]].isna().all(axis=None)
    assert set(soner.skjult["sone"]) >= set(skjulte["sone"])


def test_ingen_tall_i_rapporten_roeper_en_skjult_celle():
    t = tabeller()
    rader = t["indikatorer"]["sone"].isin(OMRAADE) & (t["indikatorer"]["indikator"] == "egen")
    t["indikatorer"].loc[rader, "teller"] = 1.0

    rad = _indikator(_lag(t), "egen")

    assert np.isnan(rad["teller"]) or rad["teller"] >= 5
    if np.isnan(rad["teller"]):
        assert rad[["verdi", "forskjell", "vist_verdi"]].isna().all()
        assert rad["ord"] == "for lite grunnlag"
        assert rad["merknad"].startswith("skjult")


def test_folketall_og_alder_stemmer_med_tabellen(k):
    folk = k.folketall.tabell
    siste = folk[(folk["gruppe"] == "omraade") & (folk["aar"] == 2025)].iloc[0]

    assert siste["teller"] == 2 * 16 * 71
    assert siste["verdi"] == pytest.approx(71 / 60 * 100)
    assert k.alder.tabell.groupby("gruppe")["verdi"].sum().round(9).eq(1).all()


def test_innbyggernes_syn_er_vektet_og_skjevheten_vises(k):
    hvem = k.hvem.tabell.set_index("gruppe")
    trygghet = k.syn.tabell[
        (k.syn.tabell["tema"] == "trygghet") & (k.syn.tabell["gruppe"] == "omraade")
    ].iloc[0]

    assert hvem.loc["16–34 år", "skjev"]
    assert trygghet["verdi"] == pytest.approx(0.5, abs=0.08)
    assert trygghet["ord"] == "lavere"
    assert len(k.syn.tabell) == 14


def test_smaa_grupper_i_befolkningen_vises_ikke_blant_dem_som_svarte():
    t = tabeller()
    b = t["befolkning"]
    eldst = b["sone"].isin(OMRAADE) & b["aldersgruppe"].isin(["67–79 år", "80 år og over"])
    b.loc[eldst, "antall"] = np.where(b.loc[eldst, "aldersgruppe"] == "80 år og over", 0.0, 1.0)

    hvem = _lag(t).hvem.tabell.set_index("gruppe")

    assert np.isnan(hvem.loc["67 år og over", "andel_befolkning"])
    assert hvem["andel_befolkning"].drop(["kvinner", "menn"]).isna().sum() >= 2
    assert not hvem.loc["67 år og over", "skjev"]


def test_undersoekelse_som_bare_dekker_omraadet_sammenliknes_ikke_med_resten():
    t = tabeller()
    t["runder"]["gjelder"] = [tuple(OMRAADE)] * 2

    k = _lag(t)

    assert set(k.syn.tabell["gruppe"]) == {"omraade"}
    assert set(k.syn.tabell["ord"]) == {"for lite grunnlag"}
    assert len(k.sprik.tabell) == 0


def test_tallene_og_innbyggerne_er_uenige_om_trygghet(k):
    s = k.sprik.tabell

    assert s[["tema", "slag"]].drop_duplicates().values.tolist() == [["trygghet", "uenige"]]


def test_bare_like_spoersmaal_sammenliknes_mellom_rundene(k):
    assert k.synsendring.tabell["sporsmal"].tolist() == ["trygg"]


def test_stedsfakta_viser_omraadet_mot_de_andre_sonene(k):
    rad = k.tema("rekreasjon").tabell.iloc[0]

    assert (rad["her"], rad["plass"]) == ("900", "høyere enn de fleste")
    assert rad["forhold"] == "Avstand til park (meter)"


def test_privatpersoner_telles_ikke_blant_ressursene(k):
    assert k.ressurser.tabell["antall"].sum() == 1


def test_indeksen_gir_intervaller_og_star_ikke_i_rekkefolge(k):
    i = k.indeks.tabell

    assert (i["rang_nedre"] <= i["rang_ovre"]).all()
    assert i["sone"].tolist() == SONER
    assert "kan_ikke_si" in k.indeks.opplysninger
    assert list(INDEKS) == [kolonne for kolonne in INDEKS if kolonne in k.komponenter.tabell]
    assert k.finnes("komponenter") == (k.komponenter,)


def test_indeks_uten_oppsett_eller_med_for_faa_indikatorer_sier_hvorfor():
    assert "ikke satt opp" in _lag().indeks.opplysninger["mangler"]
    assert "K883" in _lag(indeks={"trangbodde": 1.0}).indeks.opplysninger["mangler"]


def test_bare_soner_og_befolkning_gir_en_aerlig_liste_over_det_som_mangler():
    t = {navn: tabell for navn, tabell in tabeller().items() if navn in ("soner", "befolkning")}

    k = _lag(t, naboer=())

    d = k.dekning.tabell.set_index("tema")
    assert d.loc["Befolkning", "finnes"] == "ja"
    assert (d["finnes"] == "nei").sum() == len(d) - 1
    assert d.loc[d["finnes"] == "nei", "skaff"].str.len().gt(20).all()
    for del_ in (
        k.indikatorer,
        k.naboer,
        k.utvikling,
        k.soner,
        k.syn,
        k.hvem,
        k.sprik,
        k.stedsfakta,
        k.indeks,
    ):
        assert len(del_.tabell) == 0
        assert del_.opplysninger["mangler"]
    assert k.utvalgte == []
    assert k.fremst == []


def test_siste_aar_ser_bort_fra_nyere_tall():
    k = _lag(siste_aar=2020)

    assert k.utvikling.tabell["aar"].max() == 2020
    assert k.opplysninger["undersokelse"]["runde"] == 2019


def test_nabo_som_er_del_av_omraadet_avvises():
    with pytest.raises(DataFeil, match="K888"):
        _lag(naboer=[SONER[0]])


def test_samme_tall_gir_samme_svar_og_inndata_er_urort():
    t = tabeller()
    kopi = {navn: tabell.copy() for navn, tabell in t.items()}

    en, to = _lag(t, indeks=INDEKS), _lag(t, indeks=INDEKS)

    pd.testing.assert_frame_equal(en.indeks.tabell, to.indeks.tabell)
    for navn, tabell in t.items():
        pd.testing.assert_frame_equal(tabell, kopi[navn])


def test_aarene_bak_en_periode_skjules_sammen_naar_ett_av_dem_er_lite():
    from metodikk.metoder import _kunnskap_tall as tall

    antall = {"2023": 3, "2024": 4, "2025": 5, "2023–2025": 12, "2022": 9}
    celler = pd.DataFrame(
        [("vold", "omraade", tid, n, 2000.0, "enhet", "") for tid, n in antall.items()],
        columns=["indikator", "sone", "tid", "teller", "nevner", "slag", "merknad"],
    )

    summer = {"sone": {}, "tid": {"2023–2025": ["2023", "2024", "2025"]}}
    klart = tall.port(celler, summer).klarer()

    vist = klart.tabell.set_index("tid")["teller"]
    assert vist[["2023", "2024", "2025"]].isna().all()
    assert vist[["2023–2025", "2022"]].tolist() == [12.0, 9.0]
