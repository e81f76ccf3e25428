"""Setningene i stedsanalysen sier det samtalene og tallene gir grunnlag for, og ikke mer."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from metodikk.metoder import prikking, stedsanalyse
from metodikk.metoder.stedsanalyse import enighet, grupper, myter
from metodikk.ut import setninger_stedsanalyse as si
from metodikk.ut.setninger_stedsanalyse import form

SONER = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vika"]})


def utsagn(gruppe: str, antall: int, kode: str, *, bor: bool = True, akse: str = "stedsbilde", retning: str = "negativ",
           fra: int = 0, **felt) -> list[dict]:  # fmt: skip
    return [
        {"kilde_slag": "intervju", "informant": f"{gruppe}-I{nr:02}", "gruppe": gruppe, "bor_her": bor, "akse": akse,
         "kode": kode, "retning": retning, **felt} for nr in range(fra, fra + antall)
    ]  # fmt: skip


def grunn(**felt) -> list[dict]:
    return [
        *utsagn("unge", 12, "vennlig", retning="positiv", **felt), *utsagn("eldre", 12, "vennlig", retning="positiv", **felt),
        *utsagn("besøkende", 12, "voldelig", bor=False, **felt),
    ]  # fmt: skip


def analyse(*flere: list[dict], rader=None, **om) -> stedsanalyse.Stedsanalyse:
    koder = pd.DataFrame(
        [*(grunn() if rader is None else rader), *(r for del_ in flere for r in del_)]
    )
    koder["utsagn"] = [f"S{i}" for i in range(len(koder))]
    k = stedsanalyse.lag({"soner": SONER, "stedskoder": koder}, omraade=["1"])
    return replace(k, opplysninger={**k.opplysninger, **om})


def med_myter(dom: str, **felt) -> stedsanalyse.Stedsanalyse:
    rad = {"kode": "voldelig", "tekst": "Det er mye vold.", "maalt": "Anmeldt vold", "enhet": "per 1 000", "slag": "indikator",
           "her": 1.5, "ellers": 5.5, "ord": "lavere", "dom": dom, "merknad": "", **felt}  # fmt: skip
    klart = prikking.klarer_uten_personer(pd.DataFrame([rad]), "oppdiktede tall")
    return replace(analyse(kodedom=enighet.ENIGE), myter=klart)


def test_ordene_i_setningene_er_de_samme_som_i_metoden():
    assert (form.FLESTE, form.NOEN) == (grupper.FLESTE, grupper.NOEN)
    assert (form.UTENFRA, form.INNENFRA) == (grupper.UTENFRA, grupper.INNENFRA)
    assert (form.UENIGHET, form.INNAD, form.ENIGHET) == (grupper.UENIGHET, grupper.INNAD, grupper.ENIGHET)  # fmt: skip
    assert {form.STOTTER, form.MOTSATT, form.STOTTER_IKKE, form.GIR_IKKE} == {myter.STOTTER, myter.MOTSATT, myter.STOTTER_IKKE, myter.GIR_IKKE}  # fmt: skip
    assert {form.UENIGE, form.FORELOPIG, form.ENIGE} == {enighet.UENIGE, enighet.FORELOPIG, enighet.ENIGE}  # fmt: skip


def test_oppsummeringen_begynner_med_det_de_som_bor_der_sier():
    avsnitt = si.oppsummering(analyse(), "Vika").avsnitt

    assert avsnitt[0] == "De fleste vi snakket med som bor i Vika, beskriver stedet med «vennlig»."
    assert avsnitt[1] == "Bildet «voldelig» er sterkest hos dem som ikke bor der."


def test_uenige_kodere_staar_foerst_og_stopper_funnene():
    k = analyse(kodedom=enighet.UENIGE, svake_koder=[])

    assert si.oppsummering(k, "Vika").avsnitt[0].startswith("Koderne er ikke enige nok.")
    assert not [s for s in si.kan_si(k).kan_si if "vennlig" in s]
    assert "Hva gruppene sier om stedet. Koderne er ikke enige nok." in si.kan_si(k).kan_ikke_si


def test_foreloepig_enighet_sies_i_oppsummeringen():
    tekst = si.oppsummering(analyse(kodedom=enighet.FORELOPIG), "Vika").avsnitt[0]

    assert tekst.startswith("Funnene er foreløpige")


@pytest.mark.parametrize(
    ("uenige", "tittel"), [(5, "Funnene er foreløpige"), (12, "Koderne er ikke enige nok")]
)
def test_vakten_har_tittel_etter_alfa_og_sier_tallet_med_intervall(uenige, tittel):
    rader = [r | {"kode2": r["kode"], "retning2": r["retning"]} for r in grunn()]
    for r in rader[:uenige]:
        r["kode2"] = "voldelig"

    boks = si.kvalitet(analyse(rader=rader))

    assert boks.tittel == tittel
    assert boks.punkter[0].startswith("Enigheten om kodene er 0,")
    assert "(mellom 0," in boks.punkter[0]


def test_uten_dobbeltkoding_sies_det_i_boksen_og_i_det_neste():
    k = analyse()

    assert any("Ingen utsagn er kodet av to" in p for p in si.kvalitet(k).punkter)
    assert any("La en til kode" in p for p in si.neste(k).punkter)
    assert si.koding(k) is None


def test_en_svak_kode_er_nevnt_i_boksen_men_brukes_ikke_i_det_vi_kan_si():
    k = analyse(svake_koder=["vennlig"], kodedom=enighet.ENIGE)
    s = si.kan_si(k)

    assert "«vennlig»" in si.kvalitet(k).punkter[0]
    assert not [x for x in s.kan_si if "vennlig" in x]
    assert any(x.startswith("Noe om «vennlig».") for x in s.kan_ikke_si)
    assert "vennlig" not in " ".join(si.oppsummering(k, "Vika").avsnitt)


def test_alt_i_orden_gir_ingen_advarsel():
    godt = {"kodedom": enighet.ENIGE, "metning": {"antall": 36, "siste_nye": 20, "siden": 16}}

    assert si.kvalitet(analyse(**godt)) is None


def test_konflikt_og_enighet_sies_med_hvem_som_er_for_og_imot():
    vil = {"akse": "stedsinteresse"}
    k = analyse(
        utsagn("unge", 9, "bål", retning="for", **vil), utsagn("eldre", 8, "bål", retning="mot", **vil),
        *(utsagn(g, 8, "lys", retning="for", **vil) for g in ("unge", "eldre", "besøkende")), kodedom=enighet.ENIGE,
    )  # fmt: skip
    kan = si.kan_si(k).kan_si

    assert (
        "Gruppene er uenige om «bål»: de fleste blant unge er for, de fleste blant eldre er imot."
        in kan
    )
    assert "De fleste i alle gruppene vil ha «lys». Ingen gruppe samler seg mot det." in kan
    assert "Begynn med «lys». Det vil alle gruppene ha." in si.neste(k).punkter


@pytest.mark.parametrize(
    ("dom", "felt", "slutt"),
    [
        (myter.MOTSATT, {}, "Tallet er lavere. Det sier det motsatte av bildet."),
        (myter.STOTTER, {}, "Tallet er lavere. Det støtter bildet."),
        (myter.STOTTER_IKKE, {"ord": "på nivå"}, "Tallet er på nivå. Det støtter ikke bildet."),
    ],
)
def test_tallet_og_dommen_staar_i_samme_setning(dom, felt, slutt):
    setning = next(s for s in si.kan_si(med_myter(dom, **felt)).kan_si if "vold»" in s)

    assert "«Anmeldt vold» (per 1 000): 1,5 i området, mot 5,5 i resten" in setning.replace("\u00a0", " ")  # fmt: skip
    assert setning.endswith(slutt)


def test_et_bilde_uten_grunnlag_er_noe_vi_ikke_kan_si():
    s = si.kan_si(
        med_myter(myter.GIR_IKKE, ord="", her=float("nan"), merknad="skjult: få personer")
    )

    assert "Om «Det er mye vold» stemmer. Tallet gir ikke grunnlag." in s.kan_ikke_si
    assert not [x for x in s.kan_si if "vold»" in x]


def test_det_som_ikke_er_registrert_nevnes_bare_naar_en_indikator_er_brukt():
    uten = si.kan_si(med_myter(myter.STOTTER, slag="spørsmål")).kan_ikke_si

    assert (
        "Hvor mye som skjer uten å bli registrert."
        in si.kan_si(med_myter(myter.STOTTER)).kan_ikke_si
    )
    assert "Hvor mye som skjer uten å bli registrert." not in uten


@pytest.mark.parametrize(
    ("siden", "svar"), [(0, "Kanskje ikke."), (2, "Kanskje ikke."), (3, "Ja, etter det vi kan se.")]
)
def test_metningen_sier_om_vi_har_snakket_med_nok(siden, svar):
    k = analyse(metning={"antall": 30, "siste_nye": 30 - siden, "siden": siden})

    assert any(f"Har vi snakket med nok? {svar}" in p for p in si.om_tallene(k).punkter)


def test_smaa_grupper_nevnes_uten_navn_og_antall():
    k = analyse(utsagn("nye", 3, "hemmelig"))
    tekst = " ".join(d.klartekst() for d in (si.oppsummering(k, "Vika"), si.om_tallene(k), si.kvalitet(k), si.kan_si(k), si.neste(k), si.nokkeltall(k)))  # fmt: skip

    assert "Hva de minste gruppene mener" in tekst
    assert "hemmelig" not in tekst
    assert "nye" not in tekst.replace("nye kode", "")


def test_helt_uten_samtaler_gir_setninger_uten_feil():
    k = stedsanalyse.lag({"soner": SONER}, omraade=["1"])

    assert "Stedskoder" in si.oppsummering(k, "Vika").avsnitt[0]
    for skriv in (si.om_tallene, si.kan_si, si.neste, si.nokkeltall):
        assert skriv(k) is not None
    assert si.kvalitet(k) is si.myter(k) is si.koding(k) is None
