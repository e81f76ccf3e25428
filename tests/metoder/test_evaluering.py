"""Evalueringen finner det som er plantet, lar vaktene slå ut, og avslører ingen."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import melding
from metodikk.grunn.typer import Klarert
from metodikk.metoder import evaluering
from metodikk.metoder.evaluering.soner import velg_like
from tests.metoder import evalueringsdata as d


def evaluer(tabeller=None, naboer=(d.NABO,), program=d.PROGRAM, omraade=d.OMRAADE):
    return evaluering.evaluer(
        tabeller or d.tabeller(), omraade=omraade, program=program, naboer=naboer
    )


def koder(del_):
    return {f.kode for f in del_.funn}


@pytest.fixture(scope="module")
def ev():
    return evaluer(d.tabeller(**d.undersokelse()))


@pytest.fixture(scope="module")
def klar(ev):
    return evaluering.klarer(ev)


@pytest.fixture(scope="module")
def u1(ev):
    return ev.utfall[0]


@pytest.fixture(scope="module")
def u2(ev):
    return ev.utfall[1]


def test_sann_effekt_blir_funnet_med_intervall_som_rommer_den(u1):
    assert u1.nedre <= d.EFFEKT <= u1.ovre
    assert u1.nedre > 0
    assert u1.svar == "tydelig, ønsket vei"
    assert u1.ledd == "sannsynliggjort bidrag"


def test_der_ingenting_skjedde_sies_det_ikke_at_programmet_bidro(u2, klar):
    assert u2.svar == "ikke tydelig"
    assert u2.ledd == "beskrivende endring"
    assert any("ikke hadde noe å si for «Færre unge" in s for s in klar.kan_ikke_si)


def test_tilbakefall_fra_utvalgsaarene_blir_varslet_med_tall(u2, klar):
    assert "K877" in koder(u2)
    assert u2.tilbakefall.fra_utvalg < -0.04
    assert u2.tilbakefall.ventet == pytest.approx(-0.06, abs=0.02)
    assert any("så området verre ut" in s for s in klar.kan_ikke_si)


def test_linjen_uten_programmet_begynner_i_siste_utvalgsaar_og_faller_tilbake(u2):
    sti = u2.utvikling[u2.utvikling["gruppe"] == "Ventet uten programmet"].set_index("aar")["verdi"]

    assert sti.index.min() == 2018
    assert sti[2018] - sti[2019] > 0.03


def test_naboer_er_aldri_med_i_sammenlikningen(ev, u1):
    assert ev.soner.set_index("sone").loc[d.NABO, "rolle"] == "utelatt: nabo"
    assert d.NABO not in set(u1.effekt.sone_endring["sone"])


def test_ukjente_naboer_blir_varslet():
    assert "K875" in koder(evaluer(naboer=()))


def test_sone_med_endret_grense_utelates():
    ev = evaluer(d.tabeller(brudd=d.brudd("S05", 2019, "grense")))

    assert ev.soner.set_index("sone").loc["S05", "rolle"] == "utelatt: endret grense"


def test_brudd_mellom_foer_og_etter_gjoer_at_ingenting_kan_avgjores():
    ev = evaluer(d.tabeller(brudd=d.brudd("fritid_barn", 2019)))

    assert "K863" in koder(ev.utfall[0])
    assert ev.utfall[0].svar == "kan ikke avgjøres"


def test_brudd_inne_i_nullpunktet_korter_det_ned():
    ev = evaluer(d.tabeller(brudd=d.brudd("fritid_barn", 2015)))

    assert ev.utfall[0].nullpunkt == (2015, 2016)
    assert "K863" in koder(ev.utfall[0])


def test_grenseendring_i_omraadet_selv_blir_varslet():
    assert "K863" in koder(evaluer(d.tabeller(brudd=d.brudd("S00", 2019, "grense"))).utfall[0])


def test_utfall_valgt_for_sent_er_ikke_hovedutfall():
    sen = d.utfall((*d.U1[:5], "2023-02-10"), d.U2)

    u = next(u for u in evaluer(d.tabeller(utfall=sen)).utfall if u.kode == "U1")

    assert "K864" in koder(u)
    assert not u.hovedutfall
    assert u.ledd == "beskrivende endring"


def test_lite_gjennomfort_gir_ikke_bidrag():
    u = evaluer(d.tabeller(tiltak=d.tiltak(levert=30.0))).utfall[0]

    assert "K868" in koder(u)
    assert u.ledd == "samvariasjon"


def test_for_mange_hovedutfall_gjor_at_ingen_kan_bli_tydelig():
    mange = d.utfall(
        *[(f"U{i}", f"Utfall {i}", d.U1[2], "opp", True, "2019-06-01") for i in range(5)]
    )

    ev = evaluer(d.tabeller(utfall=mange))

    assert "K867" in koder(ev)
    assert all(u.p_holm > 0.05 for u in ev.utfall)


def test_hovedutfall_justeres_for_seg_og_tillegg_for_seg():
    tre = d.utfall(d.U1, d.U2, ("U3", "Tillegg", "fritid_barn", "opp", False, "2019-06-01"))

    u = {u.kode: u for u in evaluer(d.tabeller(utfall=tre)).utfall}

    assert u["U1"].p_holm == pytest.approx(2 * u["U1"].p)
    assert u["U3"].p_holm == pytest.approx(u["U3"].p)
    assert u["U3"].ledd == "samvariasjon"


def test_under_aatte_sammenlikningssoner_gir_bare_en_beskrivelse():
    ev = evaluer(naboer=d.SONER[8:])

    assert "K859" in koder(ev)
    assert ev.utfall[0].svar == "kan ikke avgjøres"
    assert np.isfinite(ev.utfall[0].verdi)


def test_nullpunkt_i_utvalgsaarene_stoppes_foer_noe_regnes():
    with pytest.raises(DataFeil, match="K858"):
        evaluer(program=SimpleNamespace(**{**vars(d.PROGRAM), "nullpunkt": (2016, 2017)}))


def test_hele_kommunen_i_programmet_stoppes():
    with pytest.raises(DataFeil, match="K857"):
        evaluer(omraade=d.SONER)


def _uten_aar(tabeller, indikator, aar):
    i = tabeller["indikatorer"]
    hull = (i["sone"] == "S00") & i["aar"].isin(aar) & (i["indikator"] == indikator)
    return tabeller | {"indikatorer": i[~hull]}


def test_aar_uten_tall_for_omraadet_tas_ut_og_blir_nevnt():
    u = evaluer(_uten_aar(d.tabeller(), "unge_utenfor", [2013, 2023])).utfall[1]

    assert (u.nullpunkt, u.oppfolging) == ((2014, 2015, 2016), (2022, 2024, 2025))
    assert any("uten 2013 og 2023" in f.fant for f in u.funn if f.kode == "K869")


def test_programsone_uten_tall_stopper_bare_det_ene_utfallet():
    ev = evaluer(_uten_aar(d.tabeller(), "unge_utenfor", d.PROGRAM.oppfolging))
    klar = evaluering.klarer(ev)

    assert ev.utfall[1].effekt is None
    assert ev.utfall[0].ledd == "sannsynliggjort bidrag"
    assert "Noe om «Færre unge står utenfor»: programområdet mangler tall." in klar.kan_ikke_si


def test_uten_valgfrie_tabeller_sier_rapporten_hva_som_mangler():
    t = {k: v for k, v in d.tabeller().items() if k in ("soner", "indikatorer", "utfall")}

    klar = evaluering.klarer(evaluer(t))

    assert "Tiltak" in klar.tiltak.opplysninger["mangler"]
    assert "Programteori" in klar.teori.opplysninger["mangler"]
    assert "to runder" in klar.endring.opplysninger["mangler"]
    assert klar.oversikt.tabell["verdi"].notna().all()


def test_undersokelsen_sammenlikner_bare_spoersmaal_med_samme_ordlyd(ev):
    runder = ev.undersokelse

    assert runder.endring["sporsmal"].tolist() == ["moteplass"]
    assert runder.utelatt["sporsmal"].tolist() == ["pent"]
    assert "K879" in koder(runder)


def test_endringen_mellom_rundene_har_intervall_som_rommer_den_sanne(ev):
    moteplass = ev.undersokelse.endring.iloc[0]

    assert moteplass["omraadet_nedre"] <= 0.25 <= moteplass["omraadet_ovre"]
    assert moteplass["nedre"] > 0


def test_utfall_fra_undersokelsen_gaar_aldri_lenger_enn_samvariasjon():
    u3 = ("U3", "Flere er fornøyd", "moteplass", "opp", True, "2019-06-01")

    u = evaluer(
        d.tabeller(utfall=d.utfall(u3), tiltak=d.tiltak(utfall=("U3",)), **d.undersokelse())
    ).utfall[0]

    assert (u.svar, u.ledd) == ("tydelig, ønsket vei", "samvariasjon")


def test_aapen_lenke_gir_ingen_endring():
    runder = evaluer(d.tabeller(**d.undersokelse(trekkmaate="åpen lenke"))).undersokelse

    assert runder.endring.empty
    assert "K871" in koder(runder)


def test_gruppa_som_svarte_sjeldnere_enn_de_andre_blir_nevnt():
    u = d.undersokelse()
    unge_i_omraadet = (
        u["svar"]["sone"].isin(d.OMRAADE)
        & (u["svar"]["runde"] == 2025)
        & (u["svar"]["aldersgruppe"] == "16–34 år")
    )
    u["svar"] = u["svar"].drop(index=u["svar"].index[unge_i_omraadet][10:])

    skjev = [f.fant for f in evaluer(d.tabeller(**u)).undersokelse.funn if f.kode == "K878"]

    assert skjev == ["for få svar fra 16–34 år"]
    assert "K878" not in koder(evaluer(d.tabeller(**d.undersokelse())).undersokelse)


def test_for_faa_svar_blir_varslet():
    assert "K872" in koder(evaluer(d.tabeller(**d.undersokelse(per_gruppe=20))).undersokelse)


@pytest.mark.parametrize(
    ("endret", "ord_"),
    [({"utfall": ()}, "uten utfall"), ({"ansvarlig": ""}, "uten ansvarlig")],
)
def test_tiltak_som_ikke_kan_evalueres_listes(endret, ord_):
    funn = [
        f for f in evaluering.prosess(d.tiltak(**endret), d.utfall(d.U1)).funn if f.kode == "K873"
    ]

    assert [f.fant for f in funn] == [f"{ord_}: Åpen hall"]


def test_avsluttet_tiltak_uten_tall_teller_som_ikke_gjennomfort():
    t = d.tiltak(levert=np.nan, status="avsluttet uten å bli gjennomført")

    assert evaluering.prosess(t, d.utfall(d.U1)).per_utfall["gjennomfort"].tolist() == [0.0]


def test_mer_levert_enn_planlagt_teller_som_alt():
    assert evaluering.prosess(d.tiltak(levert=150.0), d.utfall(d.U1)).tiltak[
        "gjennomfort"
    ].tolist() == [1.0]


def test_hel_programteori_har_ingen_hull():
    assert evaluering.programteori(d.teori(), d.utfall(d.U1)).funn == ()


@pytest.mark.parametrize(
    ("felt", "ledd", "verdi", "ventet"),
    [
        ("antakelse", 0, "", "uten antakelse: P1"),
        ("utfall", 3, "", "brukereffekt uten måling: P4"),
        ("leder_til", 1, (), "ingenting fører til: P3"),
        ("leder_til", 1, ("P3", "P9"), "peker på et ledd som ikke finnes: P9"),
        ("leder_til", 3, ("P5", "P2"), "går i ring: P2 → P3 → P4 → P2"),
    ],
)
def test_hull_i_programteorien_blir_funnet(felt, ledd, verdi, ventet):
    t = d.teori()
    t[felt] = t[felt].astype(object)
    t.at[ledd, felt] = verdi

    (funn,) = evaluering.programteori(t, d.utfall(d.U1)).funn
    assert funn.kode == "K874"
    assert ventet in funn.fant


def test_smaa_soner_utelates_foerst_saa_lenge_aatte_er_igjen():
    data = d.indikator("fritid_barn")
    data.loc[data["sone"] == "S05", ["teller", "nevner"]] = [20.0, 60.0]

    valgt = velg_like(data, d.OMRAADE, d.SONER[2:], nullpunkt=[2013], oppfolging=[2022]).set_index(
        "sone"
    )
    aatte = velg_like(data, d.OMRAADE, d.SONER[2:10], nullpunkt=[2013], oppfolging=[2022])

    assert valgt.loc["S05", "grunn"] == "for liten"
    assert aatte["med"].all()


def test_sone_med_skjulte_antall_utelates_fra_sammenlikningen():
    t = d.tabeller()
    liten = (t["indikatorer"]["sone"] == "S07") & (t["indikatorer"]["aar"] == 2024)
    t["indikatorer"].loc[liten, "teller"] = 3.0

    u = evaluer(t).utfall[0]

    assert u.valgte.set_index("sone").loc["S07", "grunn"] == "for få personer til å kunne vises"


def test_alt_som_vises_er_klarert_og_har_ingen_antall_personer(klar):
    deler = [v for v in vars(klar).values() if isinstance(v, Klarert)]
    deler += [v for x in klar.detaljer for v in vars(x).values() if isinstance(v, Klarert)]

    assert len(deler) > 20
    assert not any({"teller", "nevner"} & set(k.tabell) for k in deler)


def _med_liten_sone(nevner=60.0, antall=3.0):
    """Åtte sammenlikningssoner, der én er så liten at antallet ett år må skjules."""
    t = d.tabeller()
    i = t["indikatorer"]
    liten = (i["sone"] == "S09") & (i["indikator"] == "fritid_barn")
    i.loc[liten, "nevner"] = nevner
    i.loc[liten, "teller"] = (i.loc[liten, "teller"] / 10).round()
    i.loc[liten & (i["aar"] == 2023), "teller"] = antall
    return t


def test_skjult_antall_i_en_sone_kan_ikke_regnes_ut_av_det_som_vises():
    """En leser som kjenner alle de andre sonene, skal fortsatt være usikker på minst tre personer."""
    t = _med_liten_sone()
    ev = evaluer(t, naboer=d.SONER[10:])
    vist = evaluering.klarer(ev).detaljer[0]
    andre = ev.utfall[0].effekt.sone_endring.query("not behandlet")["sone"]
    i = t["indikatorer"].query("indikator == 'fritid_barn' and aar == 2023").set_index("sone")
    andel = (i["teller"] / i["nevner"])[andre]
    snitt = vist.utvikling.tabell.query("gruppe == 'Sammenlikningssonene' and aar == 2023")[
        "verdi"
    ].iloc[0]

    def avrundet(v):
        return round(v / 0.02) * 0.02  # én av 60 er rundet opp til 2 prosent

    sum_av_kjente = andel.drop("S09").sum()
    mulige = [
        x
        for x in range(61)
        if avrundet((sum_av_kjente + x / 60) / len(andre)) == pytest.approx(snitt)
    ]

    assert "S09" in set(andre)
    assert 3 in mulige
    assert len(mulige) >= 3


def test_en_skjult_sone_utenfor_regnestykket_gjor_ogsaa_tallene_grovere():
    """En annen rapport kan ha skjult en av våre soner for å verne den."""
    t = d.tabeller()
    utenfor = (t["indikatorer"]["sone"] == d.NABO) & (t["indikatorer"]["aar"] == 2024)
    t["indikatorer"].loc[utenfor & (t["indikatorer"]["indikator"] == "fritid_barn"), "teller"] = 2.0

    fritid, unge = evaluering.klarer(evaluer(t)).detaljer

    assert (fritid.utvikling.tabell["verdi"] * 100 % 1).round(6).isin([0, 1]).all()
    assert not (unge.utvikling.tabell["verdi"] * 100 % 1).round(6).isin([0, 1]).all()


def test_rater_avrundes_saa_grovt_at_en_person_ikke_synes_naar_noe_er_skjult():
    data = d.indikator("anmeldt", nivaa=0.02, nevner=1000)
    data.loc[(data["sone"] == d.NABO) & (data["aar"] == 2024), "teller"] = 2.0
    rad = d.utfall(("U1", "Mindre vold", "anmeldt", "ned", True, "2019-01-01"))
    egne = {"anmeldt": {"navn": "Anmeldt vold", "maal": "rate", "per": 1000}}
    t = d.tabeller(indikatorer=data, utfall=rad)

    ev = evaluering.evaluer(
        t, omraade=d.OMRAADE, program=d.PROGRAM, naboer=[d.NABO], indikatorer=egne
    )
    vist = evaluering.klarer(ev).detaljer[0].utvikling.tabell["verdi"]

    assert (vist % 1).round(6).isin([0, 1]).all()  # én person av 1000 er 1 per 1000


def test_omraade_med_faa_personer_vises_ikke():
    t = d.tabeller(
        indikatorer=d.indikator("fritid_barn", nivaa=0.01, nevner=120), utfall=d.utfall(d.U1)
    )

    klar = evaluering.klarer(evaluer(t))

    assert klar.oversikt.tabell["verdi"].isna().all()
    assert klar.oversikt.tabell["merknad"].str.startswith("skjult").all()
    assert klar.oversikt.tabell[["p", "p_holm"]].isna().all(axis=None)
    assert klar.kan_si == klar.detaljer == ()


def test_rater_vises_per_tusen_og_ikke_som_prosent():
    egne = {"anmeldt": {"navn": "Anmeldt vold", "maal": "rate", "per": 1000}}
    t = d.tabeller(indikatorer=d.indikator("anmeldt", nivaa=0.05, nevner=2000),
                   utfall=d.utfall(("U1", "Mindre vold", "anmeldt", "ned", True, "2019-01-01")))  # fmt: skip

    ev = evaluering.evaluer(
        t, omraade=d.OMRAADE, program=d.PROGRAM, naboer=[d.NABO], indikatorer=egne
    )
    klar = evaluering.klarer(ev)

    assert klar.detaljer[0].enhet.replace("\u00a0", " ") == "per 1 000"
    assert 40 < klar.nivaaer.tabell["foer"].iloc[0] < 60
    assert "per" in klar.oversikt.tabell["navn"].iloc[0]


def test_befolkningen_foer_og_etter_staar_for_omraadet_og_de_andre():
    klar = evaluering.klarer(evaluer(d.tabeller(befolkning=d.befolkning_med_innflytting())))

    folk = klar.folk.tabell.set_index("gruppe")
    assert folk.loc["Programområdet", "vekst"] == pytest.approx(0.125)
    assert folk.loc["Programområdet", "alder_endret"] == pytest.approx(1 / 12)
    assert folk.loc["Sammenlikningssonene", ["vekst", "alder_endret"]].tolist() == [0.0, 0.0]
    assert "Befolkning" in evaluering.klarer(evaluer()).folk.opplysninger["mangler"]


def test_ingen_setning_sier_at_noe_virket(klar):
    tekst = " ".join([*klar.kan_si, *klar.kan_ikke_si, *(f.fant for f in klar.funn)]).lower()

    assert not re.search(r"\bvirke(t|r|de)?\b|\beffektivt?\b|\bbeviser?\b", tekst)


def test_hvert_funn_staar_i_meldingskatalogen_med_raad(ev):
    assert all(melding(f.kode).slik_retter_du and melding(f.kode).hvorfor for f in ev.funn)


def test_samme_fro_gir_samme_svar():
    en, to = evaluer(), evaluer()

    assert [u.p for u in en.utfall] == [u.p for u in to.utfall]
    pd.testing.assert_frame_equal(en.utfall[0].syntetisk.placebo, to.utfall[0].syntetisk.placebo)


def test_inndata_endres_ikke():
    t = d.tabeller(**d.undersokelse())
    foer = {k: v.copy() for k, v in t.items()}

    evaluering.klarer(evaluer(t))

    for navn in t:
        pd.testing.assert_frame_equal(t[navn], foer[navn])
