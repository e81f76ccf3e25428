"""Rapporten om undersøkelsen: alt er klarert, grensene holder, og det som mangler, sies."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.typer import Klarert
from metodikk.metoder import undersokelse
from metodikk.metoder.undersokelse import _svar as svarene
from metodikk.metoder.undersokelse import _syn as syn

ALDRE = ["16–34 år", "35–49 år", "50–66 år", "67 år og over"]
FOLK = ["20–34 år", "35–49 år", "50–66 år", "67–79 år"]
KODEBOK = pd.DataFrame({
    "sporsmal": ["trives", "naboer", "buss"], "tema": ["trivsel", "trivsel", "kommunikasjoner"],
    "tekst": ["Trives du?", "Naboene?", "Bussen?"], "minst": 1.0, "hoyest": 5.0, "fornoyd_fra": 4.0,
    "runder": [("2019", "2025"), ("2019", "2025"), ("2025",)], "helhet": [True, False, False],
})  # fmt: skip


def svar(n=240, frø=5, runde=2025):
    rng = np.random.default_rng([frø, runde])
    naboer = rng.integers(1, 6, n).astype(float)
    return pd.DataFrame({
        "respondent": [f"{runde % 100}-{i:03}" for i in range(n)], "runde": runde,
        "sone": np.where(np.arange(n) < n // 2, np.where(np.arange(n) % 2, "1", "2"), "3"),
        "kjonn": rng.choice(["kvinner", "menn"], n), "aldersgruppe": rng.choice(ALDRE, n), "vekt": np.nan,
        "trives": np.where(rng.random(n) < 0.6, naboer, rng.integers(1, 6, n)), "naboer": naboer,
        "buss": rng.integers(1, 6, n).astype(float), "buss_vet_ikke": False,
    })  # fmt: skip


def tabeller(**bytt):
    folk = pd.DataFrame(
        [(s, a, g, k, 100) for s in "123" for a in (2019, 2025) for g in FOLK for k in ("kvinner", "menn")],
        columns=["sone", "aar", "aldersgruppe", "kjonn", "antall"],
    )  # fmt: skip
    runder = pd.DataFrame({"runde": [2019, 2025], "modus": "web", "trekkmaate": "tilfeldig utvalg",
                           "invitert": [900.0, 800.0], "gjelder": [(), ()]})  # fmt: skip
    soner = pd.DataFrame({"sone": list("123"), "sonenavn": ["Vika", "Lia", "Neset"]})
    to = pd.concat([svar(runde=2019), svar()], ignore_index=True)
    return {"soner": soner, "befolkning": folk, "kodebok": KODEBOK, "runder": runder, "svar": to} | bytt  # fmt: skip


def lag(**bytt):
    return undersokelse.lag(tabeller(**bytt), omraade=["1", "2"])


def utsnittet(alle_svar):
    t = tabeller()
    return syn.utsnitt(alle_svar, t["befolkning"], t["runder"], 2025, ["1", "2"])


@pytest.fixture(scope="module")
def inn():
    t = tabeller()
    return t, {n: d.copy() for n, d in t.items()}


@pytest.fixture(scope="module")
def k(inn):
    return undersokelse.lag(inn[0], omraade=["1", "2"])


def test_hver_del_er_klarert_og_inndata_er_urort(inn, k):
    (t, foer), ut = inn, k

    assert all(isinstance(getattr(ut, f.name), Klarert) for f in fields(ut) if f.name not in ("apne", "opplysninger"))  # fmt: skip
    for navn, d in foer.items():
        pd.testing.assert_frame_equal(t[navn], d)


def test_opplegget_har_svarandel_og_effektivt_antall_for_hver_runde(k):
    siste = k.opplegg.tabell.iloc[-1]

    assert siste["svarandel"] == pytest.approx(240 / 800)
    assert (siste["n"], siste["n_omraade"]) == (240, 120)
    assert siste["n_eff"] == pytest.approx(k.opplysninger["vekter"]["n_eff"])
    assert siste["n_eff"] < 120


def test_driveren_er_den_som_er_plantet_og_de_andre_er_usikre(k):
    d = k.drivere.tabell.set_index("sporsmal")

    assert d.index[0] == "naboer"
    assert d["sikker"].tolist() == [True, False]


def test_sporsmaal_med_ny_ordlyd_sammenliknes_ikke(k):
    assert k.like.tabell["sporsmal"].tolist() == ["trives", "naboer"]
    assert k.ulike.tabell[["sporsmal", "grunn"]].values.tolist() == [["buss", "ble ikke stilt med denne ordlyden i 2019"]]  # fmt: skip


def test_ny_maate_aa_svare_paa_stopper_alle_sammenlikninger():
    runder = tabeller()["runder"].assign(modus=["post", "web"])
    ut = lag(runder=runder)

    assert not len(ut.like.tabell)
    assert ut.ulike.tabell["grunn"].str.contains("ulik måte").tolist() == [True] * 3
    assert ut.endring.tabell["forskjell"].isna().all()


def test_aapen_lenke_gir_ingen_intervaller_og_ingen_drivere():
    ut = lag(runder=tabeller()["runder"].assign(trekkmaate="åpen lenke"))

    assert ut.sporsmaal.tabell["nedre"].isna().all()
    assert ut.grupper.tabell["forskjell_nedre"].isna().all()
    assert not len(ut.skiller.tabell)
    assert "åpen lenke" in ut.drivere.opplysninger["mangler"]


def test_fordelingen_summerer_seg_til_hele_og_har_fem_trinn(k):
    f = k.fordeling.tabell

    assert k.trinn == list(svarene.FEM)
    assert f.groupby("sporsmal")["verdi"].sum().tolist() == pytest.approx([1, 1, 1])


def test_faa_som_valgte_et_svar_slaar_trinnene_sammen_og_viser_dem_ikke():
    t = tabeller()["svar"]
    sjelden = (t["runde"] == 2025) & (t["buss"] == 1) & t["sone"].isin(["1", "2"])
    t.loc[t.index[sjelden][3:], "buss"] = 2.0
    f = svarene.fordeling(utsnittet(t), KODEBOK).tabell

    assert set(f["svar"]) == {*svarene.TRE, svarene.VET_IKKE}
    assert (f["teller"].dropna() >= 5).all()


def test_skala_uten_midte_faar_ingen_i_midten():
    y, s = np.array([1.0, 2, 3, 4, np.nan]), KODEBOK.assign(hoyest=4.0, fornoyd_fra=3.0).iloc[0]

    assert svarene._trinn(y, s, 3).tolist() == [0, 0, 2, 2, -1]


def test_grupper_med_faa_svar_vises_ikke_og_naboen_skjules_saa_den_ikke_kan_regnes_ut():
    t = tabeller()["svar"]
    her = t.index[(t["runde"] == 2025) & t["sone"].isin(["1", "2"])]
    t.loc[her, "aldersgruppe"] = ALDRE[1]
    t.loc[her[:6], "aldersgruppe"] = ALDRE[0]
    t.loc[her[6:46], "aldersgruppe"] = ALDRE[3]
    t.loc[her[46:86], "aldersgruppe"] = ALDRE[2]
    g = svarene.grupper(utsnittet(t), KODEBOK[:1], {}).tabell.set_index("gruppe")

    assert g.loc[ALDRE[0], ["n", "verdi"]].isna().all()
    assert g.loc[ALDRE[1:], "n"].isna().sum() >= 1
    assert g.loc["kvinner", "n"] >= 30


def test_gruppe_mot_resten_er_den_samme_forskjellen_begge_veier(k):
    g = k.gruppene("trives").tabell.set_index("gruppe")

    assert g.loc["kvinner", "forskjell"] == pytest.approx(-g.loc["menn", "forskjell"])
    assert g.loc["Vika", "verdi"] == pytest.approx(g.loc["Lia", "verdi_mot"])


def test_tema_med_lav_alfa_skal_ikke_slaas_sammen(k):
    t = k.temaer.tabell.set_index("tema")
    d = tabeller()["svar"].query("runde == 2025 and sone in ['1', '2']")

    assert t.loc["trivsel", "alfa"] == pytest.approx(undersokelse.alfa(d[["trives", "naboer"]]))
    assert t.loc["trivsel", "samlet"] == ("Ja" if t.loc["trivsel", "alfa"] >= 0.7 else "Nei, se hvert spørsmål")  # fmt: skip
    assert t.loc["kommunikasjoner", "samlet"] == "Ett spørsmål"


def test_skjevheten_er_null_naar_alle_grupper_svarte_likt():
    t = tabeller()
    jevn = pd.DataFrame([(k, a) for a in ALDRE for k in ("kvinner", "menn")] * 5, columns=["kjonn", "aldersgruppe"])  # fmt: skip
    margin = undersokelse.befolkningsmargin(t["befolkning"], ["1"], 2025)
    bare_menn = jevn.assign(kjonn="menn")

    def d(s):
        return syn.Utsnitt(s, margin, undersokelse.vekting.utvalg(len(s)), "tilfeldig utvalg")

    assert undersokelse.skjevhet(d(jevn)) == pytest.approx(0)
    assert undersokelse.skjevhet(d(bare_menn)) == pytest.approx(0.5)


def test_uten_helhet_uten_apne_svar_og_uten_runden_foer_sies_det_hva_som_maa_til(k):
    ut = lag(svar=svar(), kodebok=KODEBOK.drop(columns="helhet"))

    assert "kolonnen Helhet" in ut.drivere.opplysninger["mangler"]
    assert "bare én runde" in ut.endring.opplysninger["mangler"]
    assert k.apne == ()


def test_ingen_svar_i_omraadet_gir_tomme_deler_med_grunn():
    t = tabeller()["svar"]
    ut = lag(svar=t[t["sone"] == "3"])

    assert "Ingen i området svarte" in ut.sporsmaal.opplysninger["mangler"]
    assert not len(ut.fordeling.tabell)
