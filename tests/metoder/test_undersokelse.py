"""Innbyggerundersøkelsen: vekter, temaer, runder og vern mot å si for mye."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import _vekting as vekting
from metodikk.metoder import undersokelse

MARGIN = pd.Series(
    {(k, a): n for k in ("kvinner", "menn")
     for a, n in zip(["16–34 år", "35–49 år", "50–66 år", "67 år og over"], [300, 250, 250, 200], strict=True)}
).astype(float)  # fmt: skip
KODEBOK = pd.DataFrame(
    {"sporsmal": ["trygg", "trivsel"], "tema": ["trygghet", "trivsel"], "tekst": ["Trygg?", "Trives?"],
     "minst": 1, "hoyest": 5, "fornoyd_fra": 4, "runder": [("2019", "2025"), ("2025",)]}
)  # fmt: skip


def _svar(n=400, eldre=0.55, frø=4):
    """Skjev respons: de eldste svarer mest, og de er mest fornøyde."""
    rng = np.random.default_rng(frø)
    p = [(1 - eldre) / 3] * 3 + [eldre]
    alder = rng.choice(["16–34 år", "35–49 år", "50–66 år", "67 år og over"], n, p=p)
    eldst = alder == "67 år og over"
    trygg = np.where(rng.random(n) < np.where(eldst, 0.9, 0.5), 5.0, 2.0)
    return pd.DataFrame(
        {"kjonn": rng.choice(["kvinner", "menn"], n), "aldersgruppe": alder, "vekt": np.nan,
         "trygg": trygg, "trygg_vet_ikke": False, "trivsel": rng.integers(1, 6, n).astype(float)}
    )  # fmt: skip


def test_vektene_retter_opp_skjev_respons():
    svar = _svar()
    u = undersokelse.vekt(svar, MARGIN)

    vektet = vekting.andel(svar["trygg"] >= 4, u).verdi

    uvektet = (svar["trygg"] >= 4).mean()
    sann = 0.9 * 0.2 + 0.5 * 0.8
    assert abs(vektet - sann) < 0.06 < abs(uvektet - sann)
    assert u.vekt.sum() == pytest.approx(MARGIN.sum())


def test_hvem_svarte_viser_at_eldre_er_overrepresentert():
    tabell = undersokelse.hvem_svarte(_svar(), MARGIN).set_index("gruppe")

    assert tabell.loc["67 år og over", "skjev"]
    assert not tabell.loc["kvinner", "skjev"]
    assert (
        tabell.loc["67 år og over", "verdi"] > 2 * tabell.loc["67 år og over", "andel_befolkning"]
    )


def test_ukjent_alder_teller_som_gjennomsnitt_og_sies_fra_om():
    svar = _svar()
    svar.loc[:9, "aldersgruppe"] = "ukjent"

    u = undersokelse.vekt(svar, MARGIN)

    assert u.vekt[:10] == pytest.approx(MARGIN.sum() / len(svar))
    assert u.vekt.sum() == pytest.approx(MARGIN.sum())
    assert "10 svar uten kjønn eller alder" in u.merknader[-1]


def test_tom_gruppe_gir_raking_i_stedet_for_poststratifisering():
    svar = _svar()
    svar = svar[~((svar["kjonn"] == "menn") & (svar["aldersgruppe"] == "16–34 år"))]

    u = undersokelse.vekt(svar, MARGIN)

    assert "hver for seg" in u.merknader[0]


def test_aldersgruppe_helt_uten_svar_stopper_vektingen():
    svar = _svar()

    with pytest.raises(DataFeil, match="K885"):
        undersokelse.vekt(svar[svar["aldersgruppe"] != "16–34 år"], MARGIN)


def test_aapen_lenke_gir_tall_uten_intervall_og_med_forbehold():
    svar = _svar()
    u = undersokelse.vekt(svar, MARGIN)

    tabell = undersokelse.temaer(svar, KODEBOK, u, trekkmaate="åpen lenke").set_index("tema")

    assert np.isnan(tabell.loc["trygghet", "nedre"])
    assert tabell.loc["trygghet", "verdi"] > 0
    assert tabell.loc["trygghet", "merknad"].startswith("kan ikke generaliseres")


def test_alle_sju_temaer_er_med_ogsaa_de_uten_spoersmaal():
    svar = _svar()

    tabell = undersokelse.temaer(
        svar, KODEBOK, undersokelse.vekt(svar, MARGIN), trekkmaate="alle invitert"
    )

    assert tuple(tabell["tema"]) == undersokelse.TEMAER
    assert tabell["verdi"].notna().sum() == 2
    assert tabell.set_index("tema").loc["estetikk", "merknad"].startswith("mangler")


def test_under_tretti_svar_gir_ingen_prosent():
    svar = _svar(n=120)
    svar.loc[25:, "trygg"] = np.nan

    tabell = undersokelse.sporsmaal(
        svar, KODEBOK, undersokelse.vekt(svar, MARGIN), trekkmaate="tilfeldig utvalg"
    )

    assert np.isnan(tabell["verdi"][0])
    assert "færre enn 30 svar" in tabell["merknad"][0]


def test_vet_ikke_holdes_utenfor_skalaen_men_vises():
    svar = _svar()
    svar.loc[:39, "trygg"] = np.nan
    svar.loc[:39, "trygg_vet_ikke"] = True

    rad = undersokelse.sporsmaal(
        svar, KODEBOK, undersokelse.vekt(svar, MARGIN), trekkmaate="alle invitert"
    ).iloc[0]

    assert rad["n"] == 360
    assert 0.05 < rad["vet_ikke"] < 0.15


def test_runder_med_ulik_ordlyd_eller_svarmaate_kan_ikke_sammenliknes():
    runder = pd.DataFrame(
        {"runde": [2019, 2025], "modus": ["post", "post"], "trekkmaate": "tilfeldig utvalg"}
    )

    lik = undersokelse.sammenliknbare(KODEBOK, runder, 2019, 2025)["merknad"].tolist()
    ulik = undersokelse.sammenliknbare(KODEBOK, runder.assign(modus=["post", "web"]), 2019, 2025)
    aapen = undersokelse.sammenliknbare(
        KODEBOK, runder.assign(trekkmaate=["åpen lenke", "tilfeldig utvalg"]), 2019, 2025
    )

    assert lik[0] == ""
    assert "ordlyden" in lik[1]
    assert ulik["merknad"].str.contains("ulik måte").all()
    assert aapen["merknad"].str.contains("åpen lenke").all()


def test_minste_forskjell_vi_kunne_oppdaget_er_storre_enn_halve_intervallet():
    rad = pd.DataFrame({"tema": ["trygghet"], "verdi": [0.6], "se": [0.0245], "n_eff": [400.0]})

    svar = undersokelse.forskjell(rad, rad.assign(verdi=0.62)).iloc[0]

    assert svar["minste"] == pytest.approx(2.8 * np.hypot(0.0245, 0.0245), rel=0.01)
    assert svar["ovre"] - svar["nedre"] == pytest.approx(
        2 * 1.963 * np.hypot(0.0245, 0.0245), rel=0.01
    )


def test_alfa_bruker_parvise_svar():
    d = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 4, np.nan], "c": [1, 3, 3, 4, 5]})

    assert 0.9 < undersokelse.alfa(d) <= 1.05
    assert np.isnan(undersokelse.alfa(d[["a"]]))


def test_befolkningen_er_den_over_seksten_og_naermeste_aar():
    b = pd.DataFrame(
        {"sone": "A", "aar": [2019, 2024, 2024], "aldersgruppe": ["20–34 år", "20–34 år", "6–15 år"],
         "kjonn": "menn", "antall": [10, 20, 99]}
    )  # fmt: skip

    assert undersokelse.befolkningsmargin(b, ["A"], 2025).to_dict() == {("menn", "16–34 år"): 20.0}


def test_svarandel_uten_inviterte_er_ukjent():
    assert np.isnan(undersokelse.svarandel(10, np.nan))


def test_svarfordelingen_summerer_til_en_og_endrer_ikke_inndata():
    svar = _svar()
    kopi = svar.copy()

    f = undersokelse.svarfordeling(svar, KODEBOK, undersokelse.vekt(svar, MARGIN))

    np.testing.assert_allclose(f.groupby("sporsmal")["verdi"].sum(), 1)
    pd.testing.assert_frame_equal(svar, kopi)
