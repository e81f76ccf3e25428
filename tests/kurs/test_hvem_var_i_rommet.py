"""Hvem var i rommet lærer det den påstår: et stort skjevt rom bommer mer enn et lite som likner innbyggerne."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import metodikk as mk
from metodikk.kurs import hvem_var_i_rommet as h
from metodikk.metoder import medvirkning
from metodikk.ut.side import Symbol

KOM = {"16–34 år": 17, "35–49 år": 25, "50–66 år": 41, "67 år og over": 33}


def _personer():
    """Alle 3000 innbyggere, én og én, med gruppe og mening."""
    d = h.folk()
    gruppe = np.repeat(np.arange(len(d)), d["bor"])
    mener = np.concatenate(
        [np.arange(n) < round(n * ja) for n, ja in zip(d["bor"], d["ja"], strict=True)]
    )
    return gruppe, mener


def _bom(kanal, sted, ganger=3000):
    """Hvor mye rommet bommer når hver innbygger kommer eller ikke, hver for seg."""
    gruppe, mener = _personer()
    kom = np.random.default_rng(4).random((ganger, len(gruppe))) < h.sjanse(kanal, sted)[gruppe]
    ja = (kom * mener).sum(axis=1) / kom.sum(axis=1)
    return np.sqrt(((ja - mener.mean()) ** 2).mean()), kom.sum(axis=1).mean()


@pytest.mark.parametrize(("kanal", "sted"), [("brev", "raadhuset"), ("spurt", "skolen")])
def test_saa_mange_tilfeldig_valgte_bommer_like_mye_som_rommet(kanal, sted):
    _, mener = _personer()
    bom, kom = _bom(kanal, sted)
    t = h.tall_for(kanal, sted)
    n = t["tilsvarer"]

    ved_n = np.sqrt((1 / n - 1 / len(mener)) * mener.var(ddof=1))

    assert kom == pytest.approx(t["antall"], rel=0.02)
    assert ved_n == pytest.approx(bom, rel=0.06)


def test_et_trukket_utvalg_paa_aatte_bommer_som_258_i_rommet():
    _, mener = _personer()
    g = np.random.default_rng(1)
    utvalg = np.array([g.choice(mener, 8, replace=False).mean() for _ in range(5000)])

    bom, kom = _bom("brev", "raadhuset")

    assert round(kom) == 258
    assert np.sqrt(((utvalg - mener.mean()) ** 2).mean()) == pytest.approx(bom, rel=0.06)


def test_bommen_er_det_likheten_til_meng_sier():
    """Bommen = korrelasjon mellom å komme og å mene ja, ganger √((1 − f)/f), ganger standardavviket."""
    gruppe, mener = _personer()
    kom = np.random.default_rng(2).random(len(gruppe)) < h.sjanse("brev", "raadhuset")[gruppe]
    f = kom.mean()

    rho = np.corrcoef(kom, mener)[0, 1]
    bom = mener[kom].mean() - mener.mean()

    assert rho * np.sqrt((1 - f) / f) * mener.std() == pytest.approx(bom)
    ventet = h.tall_for("brev", "raadhuset")
    assert bom == pytest.approx(ventet["ja"] - ventet["sant"], abs=0.06)


def test_flere_som_kommer_paa_samme_maate_gjoer_ikke_rommet_riktigere():
    plakat, brev = (h.tall_for(k, "raadhuset") for k in ("plakat", "brev"))
    spurt = h.tall_for("spurt", "raadhuset")

    assert brev["antall"] > 2.5 * plakat["antall"]
    assert abs(brev["tilsvarer"] - plakat["tilsvarer"]) < 1
    assert spurt["antall"] < brev["antall"] / 2
    assert spurt["tilsvarer"] > 7 * brev["tilsvarer"]


def test_kvoter_for_alder_retter_opp_alder_men_ikke_bolig_og_spraak():
    uten, med = (
        h.andeler("spurt", "torget", k).pivot(index="gruppe", columns="hvem", values="verdi")
        for k in ("ingen", "alder")
    )
    aldre = list(h.ALDRE)

    assert med.loc[aldre, h.I_ROMMET].to_numpy() == pytest.approx(
        med.loc[aldre, h.INNBYGGERE].to_numpy()
    )
    assert uten.loc["16–34 år", h.I_ROMMET] > 1.1 * uten.loc["16–34 år", h.INNBYGGERE]
    assert med.loc["Leier boligen", h.I_ROMMET] > med.loc["Leier boligen", h.INNBYGGERE] + 0.05


def test_kvoter_fyller_ikke_plasser_fra_grupper_som_ikke_ble_naadd():
    uten, med = h.rommet("plakat", "raadhuset"), h.rommet("plakat", "raadhuset", "alt")

    assert (med["kom"] <= uten["kom"] + 1e-9).all()
    assert med["kom"].sum() < 40
    assert h.rommet("spurt", "skolen", "alt")["kom"].sum() == pytest.approx(h.PLASSER)


def test_skjevheten_er_den_minste_andelen_som_maa_byttes_ut():
    i_rommet, bor = np.array([20, 60, 90]), np.array([0.4, 0.3, 0.3])
    mange = i_rommet * 10
    byttes = sum(max(0, n - round(1700 * a)) for n, a in zip(mange, bor, strict=True))

    assert medvirkning.skjevhet(i_rommet, bor) == pytest.approx(byttes / 1700, abs=1e-3)
    assert medvirkning.skjevhet([4, 3, 3], bor) == pytest.approx(0)


def test_egne_tall_er_de_samme_som_regnet_for_haand_og_tabellene_er_uroert():
    p = mk.eksempel()
    tabeller = dict(p.tabeller)
    for_ = tabeller["befolkning"].copy(), tabeller["svar"].copy()

    vist = h.egne(tabeller, deltakere=KOM, soner=p.omraade.soner, grenser=p.grenser)

    pd.testing.assert_frame_equal(tabeller["befolkning"], for_[0])
    pd.testing.assert_frame_equal(tabeller["svar"], for_[1])
    b = for_[0].query("aar == 2025")
    b = b[b["sone"].isin(p.omraade.soner)].groupby("aldersgruppe")["antall"].sum()
    unge = b[["16–19 år", "20–34 år"]].sum() / b.drop(["0–5 år", "6–15 år"]).sum()
    assert f"{100 * 17 / 116:.0f}" in vist.setning
    assert f"mot {100 * unge:.0f}" in vist.setning.replace("\xa0", " ")
    assert len(vist.tabell.rader) == 4


def test_uten_egne_tall_telles_personene_i_tabellen_deltakere():
    p = mk.eksempel()
    valg = {"soner": p.omraade.soner, "grenser": p.grenser}

    assert h.egne(p.tabeller, **valg).setning == h.egne(p.tabeller, deltakere=KOM, **valg).setning
    uten = {n: t for n, t in p.tabeller.items() if n != "deltakere"}
    with pytest.raises(ValueError, match="tabellen Deltakere"):
        h.egne(uten, **valg)


def test_en_gruppe_med_faa_deltakere_vises_ikke_og_kan_ikke_regnes_ut():
    p = mk.eksempel()
    vist = h.egne(
        p.tabeller, deltakere=KOM | {"16–34 år": 3}, soner=p.omraade.soner, grenser=p.grenser
    )

    skjulte = [r for r in vist.figur.tabell.rader if isinstance(r[2], Symbol)]
    assert {r[1] for r in skjulte} == {h.I_ROMMET}
    assert "16–34 år" in {r[0] for r in skjulte}
    assert len(skjulte) == 2
    assert "kan ikke vises" in vist.setning


def test_feil_gruppe_og_ukjent_sporsmaal_gir_svar_paa_norsk():
    p = mk.eksempel()
    with pytest.raises(ValueError, match="16–34 år, 35–49 år"):
        h.egne(p.tabeller, deltakere={"unge": 4})
    with pytest.raises(ValueError, match="ingen undersøkelse med spørsmålet «fritid»"):
        h.egne(p.tabeller, deltakere=KOM, sporsmal="fritid")
