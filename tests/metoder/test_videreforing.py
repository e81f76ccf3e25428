"""Videreføringen: beredskapen er en regel med grunn, pengene går opp, og evalueringens ord flyttes uendret."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from metodikk.grunn.typer import Klarert
from metodikk.metoder import videreforing as v
from metodikk.metoder.evaluering.svar import BESKRIVENDE, BIDRAG, SAMVARIASJON
from metodikk.metoder.evaluering.utfall import (
    FEIL_RETNING,
    IKKE_TYDELIG,
    KAN_IKKE,
    KAN_IKKE_VISES,
    RIKTIG_RETNING,
)

DAG = pd.Timestamp
PROGRAM = SimpleNamespace(start=2020, slutt=2024, utvalgsaar=(), nullpunkt=(), oppfolging=())


def rad(kode="T1", **endret) -> dict:
    return {"tiltak": kode, "beslutning": "overføres", "eier": "Velet", "budsjettpost": "Drift", "aarlig_kostnad": 1000.0,
            "finansiert": "ja", "avtale": "V1", "kompetanse": "ivaretatt", "data_og_arkiv": "ivaretatt", "neste_maaling": 2027.0,
            "maales_av": "Enhet for plan", "grunn": "Laget driver det alt", "besluttet": DAG("2024-05-23"),
            "bestemt_av": "Formannskapet", **endret}  # fmt: skip


def tiltak(kode="T1", **endret) -> dict:
    return {"tiltak": kode, "navn": f"Tiltak {kode}", "utfall": ("U1",), "start": DAG("2021-01-01"), "slutt": DAG("2024-12-31"),
            "planlagt": 100.0, "levert": 90.0, "enhet": "kvelder", "status": "gjennomført", **endret}  # fmt: skip


def steg(slag, frist, ferdig=None) -> dict:
    return {"steg": f"Steg {slag}", "slag": slag, "frist": DAG(frist), "ansvarlig": "Programleder", "ferdig": pd.to_datetime(ferdig)}  # fmt: skip


def prosjekt(*rader, **bytt) -> dict[str, pd.DataFrame]:
    rader = rader or (rad(),)
    hel = {
        "tiltak": [tiltak(r["tiltak"]) for r in rader], "videreforingsplan": list(rader),
        "avtaler": [{"avtale": "V1", "navn": "Drift", "gjelder_fra": DAG("2024-01-01"), "gjelder_til": DAG("2027-01-01")}],
        "utfall": [{"utfall": "U1", "navn": "Flere er med", "maalt_med": "fritid_barn", "onsket": "opp"}],
        "avslutning": [steg("avslutningsutredning", "2023-12-31", "2024-05-23"), steg("slutt", "2024-12-31", "2024-12-31")],
    }  # fmt: skip
    return {n: pd.DataFrame(r) for n, r in {**hel, **bytt}.items() if r is not None}


def lag(*rader, program=None, dato="2026-01-13", **bytt) -> v.Videreforing:
    return v.lag(prosjekt(*rader, **bytt), program=program, dato=dato)


def ett(**endret) -> pd.Series:
    return lag(rad(**endret)).plan.tabell.iloc[0]


def test_et_tiltak_med_alt_paa_plass_er_klart():
    assert ett()[["status", "hvorfor", "mangler"]].tolist() == ["klar", "Klar.", ""]


@pytest.mark.parametrize(
    ("endret", "hvorfor"),
    [
        ({"eier": None}, "Ikke klar: ingen eier."),
        ({"eier": None, "finansiert": "nei"}, "Ikke klar: ingen eier og ingen penger."),
        ({"finansiert": "delvis"}, "Ikke klar: bare penger til en del."),
        ({"finansiert": None}, "Ikke klar: ingen penger."),
        ({"avtale": None}, "Nesten klar: ingen avtale."),
        ({"avtale": "V9"}, "Nesten klar: ingen avtale."),
        ({"kompetanse": "delvis"}, "Nesten klar: opplæringen er ikke ferdig."),
        ({"data_og_arkiv": "nei", "neste_maaling": None}, "Nesten klar: data og arkiv er ikke overlevert og ingen ny måling."),
        ({"beslutning": "videreføres", "avtale": None}, "Klar."),
        ({"beslutning": "avsluttes", "eier": None, "finansiert": None, "avtale": None}, "Avsluttes ryddig."),
        ({"beslutning": "avsluttes", "grunn": None}, "Avsluttes, men ingen grunn er skrevet ned."),
        ({"beslutning": "ikke bestemt"}, "Ingen har bestemt hva som skal skje."),
    ],
)  # fmt: skip
def test_grunnen_til_beredskapen_staar_i_klartekst(endret, hvorfor):
    assert ett(**endret)["hvorfor"] == hvorfor


@pytest.mark.parametrize(
    ("til", "status", "hvorfor"),
    [
        ("2026-01-12", "nesten klar", "Nesten klar: avtalen gikk ut 12. januar 2026."),
        ("2026-01-13", "klar", "Klar, men avtalen går ut 13. januar 2026."),
        ("2026-07-13", "klar", "Klar, men avtalen går ut 13. juli 2026."),
        ("2026-07-14", "klar", "Klar."),
    ],
)
def test_avtalen_regnes_fra_dagen(til, status, hvorfor):
    avtaler = [{"avtale": "V1", "navn": "Drift", "gjelder_fra": pd.NaT, "gjelder_til": DAG(til)}]
    r = lag(avtaler=avtaler).plan.tabell.iloc[0]

    assert (r["status"], r["hvorfor"].replace("\xa0", " ")) == (status, hvorfor)


def test_kapitlets_regel_gir_det_samme_for_alle_svar_paa_de_seks_spoersmaalene():
    """Regelen i håndboka, skrevet på en annen måte: uten eier eller penger er det ikke klart, ellers teller alle."""
    navn = ("eier", "finansiert", "avtale", "kompetanse", "data_og_arkiv", "neste_maaling")
    paa, av = (rad()[n] for n in navn), (None, "nei", None, "nei", "nei", None)
    valg = list(product(*zip(paa, av, strict=True)))
    rader = [rad(f"T{i:02}", **dict(zip(navn, valg_, strict=True))) for i, valg_ in enumerate(valg)]

    t = lag(*rader).plan.tabell.set_index("tiltak")["status"]

    for i, svar in enumerate(product((1, 0), repeat=6)):
        ventet = "ikke klar" if not (svar[0] and svar[1]) else "klar" if all(svar) else "nesten klar"  # fmt: skip
        assert t[f"T{i:02}"] == ventet


def test_alle_beslutningene_i_skjemaet_har_krav_som_finnes_og_alle_stegene_har_et_raad():
    om = katalog("videreforing")
    felt = skjema("videreforingsplan").felt["beslutning"].valg

    assert set(felt) == set(om["beslutninger"])
    assert {k for krav in om["beslutninger"].values() for k in krav} == set(om["krav"])
    assert set(om["steg"]) == set(skjema("avslutning").felt["slag"].valg) - {"annet"}


def test_de_som_ikke_er_klare_staar_foerst_og_de_som_avsluttes_sist():
    k = lag(rad("T1"), rad("T2", beslutning="avsluttes"), rad("T3", eier=None), rad("T4", avtale=None), rad("T5", beslutning="ikke bestemt"))  # fmt: skip

    assert k.plan.tabell["tiltak"].tolist() == ["T3", "T5", "T4", "T1", "T2"]


def test_tiltak_fra_programmet_som_ikke_staar_i_planen_er_med_som_ikke_bestemt():
    flere = [tiltak("T1"), tiltak("T2"), tiltak("T3", start=DAG("2025-01-01"), status="i gang")]
    k = lag(tiltak=flere, program=PROGRAM)
    t = k.plan.tabell.set_index("tiltak")

    assert list(t.index) == ["T2", "T1"]
    assert t.loc["T2", "hvorfor"] == "Tiltaket står ikke i videreføringsplanen."
    assert k.opplysninger["nye"] == 1


def test_uten_aarene_i_programmet_er_det_tiltakene_som_er_over():
    flere = [tiltak("T1"), tiltak("T2", status="i gang"), tiltak("T3", status="endret")]

    assert set(lag(tiltak=flere).plan.tabell["tiltak"]) == {"T1", "T3"}


def test_kostnaden_for_hver_eier_summerer_til_alt_og_bare_det_som_lever_er_med():
    k = lag(rad("T1"), rad("T2", aarlig_kostnad=500.0, finansiert="delvis"), rad("T3", eier="Nav", aarlig_kostnad=None),
            rad("T4", beslutning="avsluttes", aarlig_kostnad=9e6), rad("T5", beslutning="ikke bestemt", aarlig_kostnad=9e6))  # fmt: skip
    t = k.kostnader.tabell.set_index("eier")

    assert t.loc["Velet", ["tiltak", "kostnad", "uten"]].tolist() == [2, 1500, 500]
    assert t.loc["Nav", "ukjent"] == 1
    assert t.loc["I alt", ["tiltak", "kostnad", "uten", "ukjent"]].tolist() == [3, 1500, 500, 1]


def test_kravene_er_talt_mot_dem_som_trenger_dem():
    k = lag(rad("T1", eier=None), rad("T2"), rad("T3", beslutning="videreføres", avtale=None), rad("T4", beslutning="avsluttes"))  # fmt: skip
    t = k.krav.tabell.set_index("krav")

    assert t.loc["eier", ["ja", "trenger", "mangler"]].tolist() == [2, 3, 1]
    assert t.loc["avtale", ["ja", "trenger"]].tolist() == [2, 2]
    assert k.krav.tabell.iloc[0]["krav"] == "eier"


def test_neste_maaling_har_aar_enhet_og_det_som_maales():
    t = lag(rad("T1", neste_maaling=2028.0, maales_av=None), rad("T2"), rad("T3", neste_maaling=None)).maalinger.tabell  # fmt: skip

    assert t.values.tolist() == [
        [2027.0, "Tiltak T2", "Enhet for plan", "Flere er med"],
        [2028.0, "Tiltak T1", "Ingen er satt opp", "Flere er med"],
    ]


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)), st.integers(0, 60))
def test_maanedene_foer_slutt_er_de_samme_som_naar_kalenderen_telles_bakfra(slutt, n):
    """Månedene telt ett år og én måned om gangen, med kalenderen i standardbiblioteket."""
    aar, mnd = divmod(slutt.year * 12 + slutt.month - 1 - n, 12)
    dag = dt.date(aar, mnd + 1, min(slutt.day, calendar.monthrange(aar, mnd + 1)[1]))

    assert v.maaneder_foer(DAG(dag), DAG(slutt)) == n
    assert v.maaneder_foer(DAG(slutt), DAG(dag)) in ((0,) if n == 0 else (-n, 1 - n))


def test_bergens_utredning_kom_tretten_maaneder_foer_slutten():
    """Bystyret fikk utredningen i november 2021, og satsingen sluttet 31. desember 2022 (bergen_laksevag_2022)."""
    dager = pd.date_range("2021-11-01", "2021-11-30")

    assert {v.maaneder_foer(d, DAG("2022-12-31")) for d in dager} == {13}


@pytest.mark.parametrize(
    ("ferdig", "maaneder", "sent"),
    [("2023-12-31", 12, False), ("2024-01-01", 11, True), ("2024-05-23", 7, True)],
)
def test_utredningen_maa_vaere_ferdig_minst_tolv_maaneder_foer_slutt(ferdig, maaneder, sent):
    k = lag(avslutning=[steg("avslutningsutredning", "2023-12-31", ferdig), steg("slutt", "2024-12-31")])  # fmt: skip
    u = k.opplysninger["utredning"]

    assert (u["maaneder"], bool(u["sent"])) == (maaneder, sent)


def test_siste_dag_i_tabellen_gaar_foran_det_siste_aaret_i_programmet():
    skrevet = pd.DataFrame([steg("slutt", "2024-06-30")])

    assert v.siste_dag(skrevet, PROGRAM) == DAG("2024-06-30")
    assert v.siste_dag(skrevet[:0], PROGRAM) == DAG("2024-12-31")
    assert v.siste_dag(skrevet[:0], None) is None


def test_stegene_er_gjort_i_tide_gjort_for_sent_ute_eller_kommer():
    rader = [steg("budsjett", "2023-12-31", "2023-12-31"), steg("opplæring", "2024-09-30", "2024-10-01"),
             steg("arkiv", "2024-10-31"), steg("ettermåling", "2027-01-01"), steg("farvel", "2024-11-30", "2026-02-01")]  # fmt: skip
    s = lag(avslutning=rader).steg.tabell.set_index("slag")
    t = s["tilstand"]

    assert s.loc[["opplæring", "arkiv", "ettermåling"], "ferdig_ord"].tolist() == ["01.10.2024", "Ikke gjort", "Kommer"]  # fmt: skip
    assert t.to_dict() == {
        "budsjett": "gjort i tide", "opplæring": "gjort for sent", "arkiv": "fristen er ute",
        "farvel": "fristen er ute", "ettermåling": "kommer",
    }  # fmt: skip


def test_dagen_er_den_siste_noe_er_bestemt_eller_gjort_naar_ingen_er_valgt():
    assert lag(rad(besluttet=DAG("2026-01-13")), dato="").opplysninger["dato"] == DAG("2026-01-13")
    assert lag(rad(besluttet=pd.NaT), dato="", avslutning=None).opplysninger["dato"] is None


def test_ordet_gaar_aldri_lenger_enn_evalueringen():
    ventet = {
        (RIKTIG_RETNING, BIDRAG): "sannsynliggjort bidrag", (RIKTIG_RETNING, SAMVARIASJON): "samvariasjon",
        (RIKTIG_RETNING, BESKRIVENDE): "bare en beskrivelse", (FEIL_RETNING, SAMVARIASJON): "tydelig, men i motsatt retning",
        (IKKE_TYDELIG, BESKRIVENDE): "ikke tydelig", (KAN_IKKE, "–"): "kan ikke sies", (KAN_IKKE_VISES, "–"): "kan ikke vises",
    }  # fmt: skip

    assert {par: v.ord_for(*par) for par in ventet} == ventet


def test_uten_tall_er_tiltakene_ikke_evaluert_og_grunnen_staar_der():
    k = lag()

    assert k.evaluering.tabell["sier"].tolist() == ["ikke evaluert"]
    assert "ikke tabellene Indikatorer og Utfall" in k.opplysninger["uten_evaluering"]


def test_aar_som_ikke_gaar_opp_stopper_ikke_rapporten():
    tall = pd.DataFrame({"indikator": ["fritid_barn"], "sone": ["1"], "aar": [2020], "teller": [10.0], "nevner": [20.0]})  # fmt: skip
    soner = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vik"]})
    k = lag(program=PROGRAM, indikatorer=tall, soner=soner)

    assert k.evaluering.tabell["sier"].tolist() == ["ikke evaluert"]
    assert "Evalueringen kunne ikke lages." in k.opplysninger["uten_evaluering"]


def test_tiltak_uten_utfall_er_ikke_maalt_og_flere_utfall_gir_flere_rader():
    t = pd.DataFrame({"tiltak": ["T1", "T2"], "utfall": [(), ("U1", "U2")]})
    u = pd.DataFrame({"utfall": ["U1"], "ord": ["ikke tydelig"]})

    ut = v.per_tiltak(t, u, {"U1": "Flere er med", "U2": "Flere er trygge"})

    assert ut["sier"].tolist() == ["ingenting er målt", "ikke tydelig", "ikke evaluert"]


def test_tabeller_som_mangler_gir_deler_som_sier_hva_som_maa_til():
    k = lag(avtaler=None, avslutning=None, utfall=None)

    for del_ in (k.avtaler, k.steg, k.evaluering):
        assert del_.tabell.empty
        assert del_.opplysninger["mangler"].endswith(".")


def test_alt_som_vises_er_klarert_og_inndata_er_uendret():
    t = prosjekt(rad("T1"), rad("T2", eier=None))
    foer = {n: d.copy() for n, d in t.items()}

    k = v.lag(t, program=None)

    felt = {n: getattr(k, n) for n in k.__dataclass_fields__ if n != "opplysninger"}
    assert all(isinstance(f, Klarert) for f in felt.values())
    for n, d in foer.items():
        pd.testing.assert_frame_equal(t[n], d)


def test_sluttrapporten_sier_hvilke_deler_prosjektet_har_tall_til():
    t = lag().sluttrapport.tabell.set_index("del")["har"]

    assert t["Innsats"] == "Ja"
    assert t["Hva innbyggerne sier"] == "Nei"
    assert t["Hva vi lærte"] == "Må skrives"
    assert not np.array(t == "").any()
