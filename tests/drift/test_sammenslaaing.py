"""Sammenslåinger i prosjektfilen: antall summeres, hull arves, og det som ikke kan slås sammen, meldes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.drift.grupper import forklart
from metodikk.drift.kontroll import kontroller
from metodikk.drift.kvittering import begynn_kvittering
from metodikk.drift.prosjekt import aapne, eksempelmappe, les_prosjekt
from metodikk.grunn.feil import BrukFeil
from metodikk.metoder import kunnskapsgrunnlag
from tests.drift.lite import PROSJEKT, lag_prosjekt

ALDER = '[sammenslaaing.aldersgrupper]\n"0–15 år" = ["0–5 år", "6–15 år"]\n'
SONER = '[sammenslaaing.soner]\n"Vik 2 og 3" = ["0099000002", "0099000003"]\n'
TO, TRE = "0099000002", "0099000003"


@pytest.fixture
def lag(tmp_path):
    """Et lite prosjekt med tillegg i prosjektfilen og ekstra tabeller."""

    def lag(tillegg="", **tabeller):
        rot = lag_prosjekt(tmp_path / f"p{len(list(tmp_path.iterdir()))}", PROSJEKT + tillegg)
        for navn, linjer in tabeller.items():
            (rot / "data" / f"{navn}.csv").write_text("\n".join(linjer) + "\n", encoding="utf-8")
        return rot

    return lag


def _feil(rot):
    with pytest.raises(BrukFeil) as e:
        aapne(rot)
    return [(f.kode, f.fant) for f in e.value.funn]


def _indikatorer(*rader):
    return ["indikator;sone;aar;teller;nevner", *rader]


def test_aldersgrupper_summeres_og_resten_er_som_foer(lag):
    foer, etter = aapne(lag()).tabell("befolkning"), aapne(lag(ALDER)).tabell("befolkning")

    barn = foer["aldersgruppe"].isin(["0–5 år", "6–15 år"])
    nokkel = ["sone", "aar", "kjonn"]
    ventet = foer[barn].groupby(nokkel)["antall"].sum()
    fikk = etter[etter["aldersgruppe"] == "0–15 år"].set_index(nokkel)["antall"]
    assert fikk.sort_index().to_dict() == ventet.to_dict()
    assert etter["antall"].sum() == foer["antall"].sum()
    assert list(etter.columns) == list(foer.columns)
    pd.testing.assert_frame_equal(
        etter[etter["aldersgruppe"] != "0–15 år"].reset_index(drop=True),
        foer[~barn].reset_index(drop=True),
    )


def test_den_nye_aldersgruppen_staar_paa_sin_plass_i_rapporten(lag):
    p = aapne(lag('[sammenslaaing]\naldersgrupper = { "16–34 år" = ["16–19 år", "20–34 år"] }\n'))

    k = kunnskapsgrunnlag.lag(p.tabeller, omraade=p.omraade.soner, grenser=p.grenser)

    her = k.alder.tabell.query("gruppe == 'omraade'")
    assert her["aldersgruppe"].tolist()[1:4] == ["6–15 år", "16–34 år", "35–49 år"]
    assert her["verdi"].sum() == pytest.approx(1)


def test_soner_summeres_i_befolkning_og_bytter_navn_overalt(lag):
    ressurser = ["ressurs;navn;type;privatperson;tema;sone;kilde;bekreftet",
                 f"R1;Vik IL;frivillig organisasjon;nei;service;{TRE};intervju;2025-01-01"]  # fmt: skip
    foer, p = aapne(lag()), aapne(lag(SONER, ressurser=ressurser))

    folk = p.tabell("befolkning").groupby("sone")["antall"].sum()
    gamle = foer.tabell("befolkning").groupby("sone")["antall"].sum()
    assert folk["Vik 2 og 3"] == gamle[TO] + gamle[TRE]
    assert folk.sum() == gamle.sum()
    assert p.tabell("soner")[["sone", "sonenavn"]].values.tolist() == [
        ["0099000001", "Vik 1"], ["Vik 2 og 3", "Vik 2 og 3"],
    ]  # fmt: skip
    assert p.tabell("ressurser")["sone"].tolist() == ["Vik 2 og 3"]


def test_teller_og_nevner_summeres_og_det_skjulte_arves(lag):
    rader = _indikatorer(
        f"barn_lavinntekt;{TO};2023;10;100", f"barn_lavinntekt;{TRE};2023;20;50",
        f"barn_lavinntekt;{TO};2024;:;100", f"barn_lavinntekt;{TRE};2024;20;50",
        f"barn_lavinntekt;{TO};2025;10;100",
    )  # fmt: skip
    t = aapne(lag(SONER, indikatorer=rader)).tabell("indikatorer").set_index("aar")

    assert t.loc[2023, ["teller", "nevner"]].tolist() == [30, 150]
    assert np.isnan(t.loc[2024, "teller"])
    assert t.loc[2024, "nevner"] == 150
    assert t.loc[2024, "merknad"].startswith("skjult")
    assert np.isnan(t.loc[2025, ["teller", "nevner"]].astype(float)).all()
    assert t.loc[2025, "merknad"] == "mangler: tall for alle delene"


def test_en_grense_flyttet_mellom_delene_er_ikke_lenger_et_brudd(lag):
    brudd = ["gjelder;aar;type;beskrivelse", f"{TO};2020;grense;Vik 2 ga fra seg en gate.",
             f"{TRE};2020;grense;Vik 3 fikk en gate.", f"{TO};2022;grense;Vik 2 ble større."]  # fmt: skip

    t = aapne(lag(SONER, brudd=brudd)).tabell("brudd")

    assert t[["gjelder", "aar"]].values.tolist() == [["Vik 2 og 3", 2022]]


def test_omraadet_og_naboene_foelger_med(lag):
    toml = PROSJEKT.replace('soner = ["0099000001"]', f'soner = ["{TO}", "{TRE}"]\nnaboer = ["0099000001"]')  # fmt: skip
    rot = lag(SONER)
    (rot / "prosjekt.toml").write_text(toml + SONER, encoding="utf-8")

    assert aapne(rot).omraade.soner == ("Vik 2 og 3",)


def test_en_gruppe_kan_bygge_paa_en_annen(lag):
    mer = ALDER + '"0–19 år" = ["0–15 år", "16–19 år"]\n'

    grupper = aapne(lag(mer)).tabell("befolkning")["aldersgruppe"].unique()

    assert "0–19 år" in grupper
    assert not {"0–15 år", "0–5 år", "16–19 år"} & set(grupper)


def test_kartet_faar_en_flate_for_den_nye_sonen(tmp_path):
    from metodikk.drift.ny import lag_prosjekt as nytt

    nytt(tmp_path / "ev", eksempel=True)
    foer = aapne(eksempelmappe())
    fil = tmp_path / "ev" / "prosjekt.toml"
    ny = '\n[sammenslaaing.soner]\n"Øst" = ["0099000011", "0099000014"]\n'
    fil.write_text(fil.read_text("utf-8") + ny, encoding="utf-8")
    etter = aapne(tmp_path / "ev")

    assert len(etter.geografi) == len(foer.geografi) - 1
    assert etter.geografi.area.sum() == pytest.approx(foer.geografi.area.sum())
    assert "Øst" in etter.naboer  # Hestvika grenser til området
    assert etter.tabell("svar")["sone"].eq("Øst").sum() == foer.tabell("svar")["sone"].isin(
        ["0099000011", "0099000014"]
    ).sum()  # fmt: skip
    assert etter.tabell("befolkning")["antall"].sum() == foer.tabell("befolkning")["antall"].sum()
    i = foer.tabell("indikatorer")
    deler = i[i["sone"].isin(["0099000011", "0099000014"])].set_index(["indikator", "aar"])[
        "teller"
    ]
    ny = (
        etter.tabell("indikatorer").query("sone == 'Øst'").set_index(["indikator", "aar"])["teller"]
    )
    hele = deler.groupby(level=[0, 1]).agg(lambda t: t.sum() if t.count() == 2 else np.nan)
    pd.testing.assert_series_equal(ny.sort_index(), hele.sort_index())


@pytest.mark.parametrize(
    ("tillegg", "kode", "fant"),
    [
        (SONER.replace(TRE, "0099000030"), "K817", "0099000030"),
        (ALDER.replace('"6–15 år"', '"6-15"'), "K817", "6-15"),
        (SONER.replace(TRE, "0099000001"), "K818", "i området og utenfor"),
        (SONER + f'"Til" = ["{TO}", "{TRE}"]\n', "K818", "mer enn ett sted"),
        (SONER.replace("Vik 2 og 3", "Vik 1"), "K818", "alt navnet på noe annet"),
        (ALDER.replace('"6–15 år"', '"16–19 år"'), "K818", "ikke ved siden av hverandre"),
        (ALDER.replace('"0–15 år"', '"5–15 år"'), "K818", "begynner ikke på 0"),
        (ALDER.replace('"0–15 år"', '"barn"'), "K818", "begynner på 0"),
        (ALDER + '"A" = ["B", "0–5 år"]\n"B" = ["A", "6–15 år"]\n', "K818", "del av seg selv"),
        (SONER.replace(f'"{TO}", ', ""), "K811", ""),
        (SONER.replace(f'"{TO}"', "99000002"), "K812", "99000002"),
        ('[sammenslaaing]\nsone = { "A" = ["1", "2"] }\n', "K809", ""),
        ("[sammenslaaing]\naar = { anmeldt_void = 2 }\n", "K817", "anmeldt_void"),
        ("[sammenslaaing]\naar = { anmeldt_vold = 1 }\n", "K811", "anmeldt_vold = 1"),
        ("[sammenslaaing]\naar = { anmeldt_vold = 6 }\n", "K811", "anmeldt_vold = 6"),
        ('[sammenslaaing]\naar = { anmeldt_vold = "2" }\n', "K811", "anmeldt_vold = 2"),
        ("[sammenslaaing]\naar = { anmeldt_vold = true }\n", "K811", "anmeldt_vold = True"),
        ("[sammenslaaing]\naar = 2\n", "K811", "2"),
    ],
)
def test_det_som_ikke_kan_slaas_sammen_blir_funn(lag, tillegg, kode, fant):
    funnet = _feil(lag(tillegg))

    assert kode in [k for k, _ in funnet]
    assert any(fant in f for _, f in funnet)


def test_en_skrivefeil_faar_forslag(lag):
    with pytest.raises(BrukFeil) as e:
        aapne(lag(ALDER.replace('"6–15 år"', '"6-15 år"')))

    assert e.value.funn[0].forslag == "Mente du «6–15 år»?"


def test_aldersgrupper_over_grensene_i_undersoekelsen_stopper_naar_prosjektet_har_svar(tmp_path):
    from metodikk.drift.ny import lag_prosjekt as nytt

    nytt(tmp_path / "ev", eksempel=True)
    fil = tmp_path / "ev" / "prosjekt.toml"
    ny = '\n[sammenslaaing.aldersgrupper]\n"6–19 år" = ["6–15 år", "16–19 år"]\n'
    fil.write_text(fil.read_text("utf-8") + ny, encoding="utf-8")

    assert [k for k, _ in _feil(tmp_path / "ev")] == ["K818"]


def test_kontrollen_ser_filene_som_de_er_og_melder_feilene(lag):
    rot = lag(SONER.replace(TRE, "0099000030"))
    foer = {f: f.read_bytes() for f in (rot / "data").iterdir()}

    svar = kontroller(rot)

    assert [f.kode for f in svar.funn] == ["K817"]
    assert {f: f.read_bytes() for f in (rot / "data").iterdir()} == foer


def test_kvitteringen_sier_hva_som_er_slaatt_sammen_og_radene_i_filen(lag):
    from datetime import datetime

    p = aapne(lag(ALDER + '"0–19 år" = ["0–15 år", "16–19 år"]\n'))
    k = begynn_kvittering(p, "kunnskapsgrunnlag", nokler={}, parametere={},
                          notatbok={"cells": []}, startet=datetime.now().astimezone())  # fmt: skip

    assert k["sammenslaaing"] == {"aldersgrupper": {"0–19 år": ["0–5 år", "6–15 år", "16–19 år"]}}
    rader = {i["tabell"]: i["rader"] for i in k["inndata"]}
    assert rader["befolkning"] == 48 > len(p.tabell("befolkning"))


def test_uten_sammenslaaing_er_tabellene_akkurat_som_i_filene():
    p = les_prosjekt(eksempelmappe())

    assert not any(p.oppsett.sammenslaaing.values())
    assert p.rader("soner") == len(p.tabell("soner"))


def test_aar_staar_som_foer_i_tabellene_og_antallet_foelger_indikatoren(lag):
    rader = _indikatorer(*(f"anmeldt_vold;{TO};{a};10;100" for a in (2021, 2022)))
    foer = aapne(lag(indikatorer=rader))
    p = aapne(lag("[sammenslaaing]\naar = { anmeldt_vold = 2 }\n", indikatorer=rader))

    pd.testing.assert_frame_equal(p.tabell("indikatorer"), foer.tabell("indikatorer"))
    assert p.oppsett.indikatorer["anmeldt_vold"]["aar_sammen"] == 2
    assert p.oppsett.indikatorer["anmeldt_vold"]["navn"] == "Anmeldte voldshendelser"


def test_en_egen_indikator_kan_ogsaa_vises_i_perioder(lag):
    egen = (
        "[indikator.trygg_skolevei]\nnavn = 'Trygg skolevei'\ndefinisjon = 'Elever.'\ntema = 'oppvekst'\n"
        "maal = 'andel'\nretning = 'hoy_er_god'\nkilde = 'Skolen'\n"
        "[sammenslaaing]\naar = { trygg_skolevei = 3 }\n"
    )
    p = aapne(lag(egen))

    assert p.oppsett.indikatorer["trygg_skolevei"]["aar_sammen"] == 3
    assert forklart(p.oppsett.sammenslaaing, p.oppsett.indikatorer) == {
        "aar": {"Trygg skolevei": ["perioder på minst 3 år"]}
    }
