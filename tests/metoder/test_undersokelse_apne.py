"""Åpne svar: ord, temaer, sitater og enighet, og at få personer aldri vises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.metoder import undersokelse
from metodikk.metoder.undersokelse import _apne as apne

SPM = "Hva er viktigst?"


def tabeller(tekster, *, tema=None, i_omraadet=60, **felt):
    """Ett svar per person. De første bor i området (sone 1), resten i sone 2."""
    n = len(tekster)
    hvem = [f"25-{i:03}" for i in range(n)]
    svar = pd.DataFrame({"respondent": hvem, "runde": 2025, "sone": ["1"] * i_omraadet + ["2"] * (n - i_omraadet)})  # fmt: skip
    a = pd.DataFrame({"respondent": hvem, "runde": 2025, "sporsmal": SPM, "tekst": tekster,
                      "tema": [(t,) if t else () for t in (tema or [""] * n)], **felt})  # fmt: skip
    return {"svar": svar, "apne_svar": a}


def ett(*args, **valg):
    return apne.lag(tabeller(*args, **valg), ["1"], 2025)[0]


def test_g2_og_log_forhold_er_de_publiserte():
    ut = undersokelse.nokkelord(150, 10_000, 100, 20_000).loc[0]

    assert ut["g2"] == pytest.approx(74.171, abs=5e-4)
    assert ut["log_forhold"] == pytest.approx(1.585, abs=5e-4)


def test_g2_er_null_naar_ordet_er_like_vanlig_og_teller_ord_den_andre_aldri_bruker():
    ut = undersokelse.nokkelord([10, 10], [100, 100], [20, 0], [200, 200])

    assert ut["g2"][0] == pytest.approx(0)
    assert ut["log_forhold"].tolist() == pytest.approx([0, np.log2(0.1 / (0.5 / 200))])


def test_boyninger_blir_ett_ord_og_nekting_beholdes():
    assert undersokelse.lemmaer("Lyset, lysene og skoleveiene.") == {"lys", "skolevei"}
    assert undersokelse.lemmaer("Busser, benker og plasser") == {"buss", "benk", "plass"}
    assert undersokelse.lemmaer("Ikke trygt. Trygt!") == {"ikke trygg", "trygg"}
    assert undersokelse.lemmaer("Ring [telefonnummer skjult] eller [navn skjult]") == {"ring"}


def test_det_som_er_skjult_blir_aldri_et_ord_eller_et_sitat():
    tekst = ["Spør [navn skjult] om lys."] * 50 + ["Tur."] * 10 + ["Buss."] * 60
    a = ett(tekst, tema=["lys"] * 50 + ["tur"] * 10 + ["buss"] * 60, godkjent=True)

    vist = a.nokkelord.tabell["ord"].tolist() + a.sitater.tabell.get("tekst", pd.Series(dtype=str)).tolist()  # fmt: skip
    assert "lys" in vist
    assert not [v for v in vist if "navn" in v or "skjult" in v]
    assert a.opplysninger["venter"] == "50"


def test_nokkelord_finnes_og_et_likt_ord_er_ikke_et():
    tekst = ["Lys og buss."] * 40 + ["Buss."] * 20 + ["Buss."] * 50 + ["Lys."] * 10

    n = ett(tekst).nokkelord.tabell

    assert n["ord"].tolist() == ["lys"]
    assert n[["teller", "teller_mot"]].values.tolist() == [[40, 10]]


def test_ord_faa_bruker_vises_ikke_og_skjult_tall_i_resten_regnes_saa_hoyt_det_kan():
    tekst = ["Lys."] * 30 + ["Gjerde."] * 4 + ["Tur."] * 26 + ["Tur."] * 57 + ["Lys."] * 3

    n = ett(tekst).nokkelord.tabell

    assert n["ord"].tolist() == ["lys"]
    assert n["minst"].tolist() == [True]
    assert np.isnan(n["teller_mot"][0])
    assert n["ganger"][0] == pytest.approx((30 / 60) / (4 / 60))


def test_den_som_skriver_et_ord_mange_ganger_teller_en_gang():
    t = tabeller(["Lys lys lys."] * 30 + ["Tur."] * 30 + ["Tur."] * 60)
    ekstra = t["apne_svar"][:30].assign(sporsmal=SPM, tekst="Mer lys.")
    t["apne_svar"] = pd.concat([t["apne_svar"], ekstra])

    assert apne.lag(t, ["1"], 2025)[0].nokkelord.tabell["teller"].tolist() == [30]


def test_par_der_noen_faa_skiller_seg_ut_vises_ikke():
    tekst = ["Lys sti."] * 30 + ["Lys."] * 3 + ["Buss."] * 27 + ["Buss."] * 60
    assert not len(ett(tekst).sammen.tabell)

    tekst = ["Lys sti."] * 30 + ["Lys."] * 6 + ["Buss."] * 24 + ["Buss."] * 60
    par = ett(tekst).sammen.tabell
    assert {*par.loc[0, ["ord", "med"]]} == {"lys", "sti"}
    assert par["teller"].tolist() == [30]


def test_tema_under_fem_personer_vises_ikke_og_sitater_om_det_heller_ikke():
    tema = ["lys"] * 40 + ["støy"] * 4 + ["tur"] * 16 + ["buss"] * 60
    a = ett([f"Mer {t}." for t in tema], tema=tema, godkjent=True)

    assert a.temaer.tabell["tema"].tolist() == ["lys", "tur"]
    assert a.sitater.tabell["tema"].tolist() == ["lys"] * 3 + ["tur"] * 3


def test_bare_godkjente_svar_fra_omraadet_siteres_og_ikke_naar_de_kan_nevne_noen():
    tekst = ["Mer lys."] * 57 + ["Naboen Yasmin vil ha lys.", "Lys, takk.", "Lys nå."] + ["Lys ute."] * 60  # fmt: skip
    godkjent = [False] * 57 + [True] * 2 + [False] + [True] * 60
    a = ett(tekst, tema=["tur"] * 10 + ["lys"] * 110, godkjent=godkjent)

    assert a.sitater.tabell["tekst"].tolist() == ["Lys, takk."]


def test_enigheten_maales_for_hvert_tema_blant_svar_kodet_av_to():
    tema = ["lys", "buss"] * 60
    kontroll = [("lys",), ("buss",)] * 20 + [()] * 80
    a = ett(["Lys."] * 120, tema=tema, tema_kontroll=kontroll)

    assert a.enighet.tabell[["tema", "verdi", "n"]].values.tolist() == [["buss", 1.0, 40.0], ["lys", 1.0, 40.0]]  # fmt: skip
    assert "kode hvert tiende" in ett(["Lys."] * 120, tema=tema).enighet.opplysninger["mangler"]


def test_gruppene_vises_bare_naar_de_er_store_nok():
    tema = ["lys"] * 30 + ["buss"] * 30 + ["tur"] * 60
    a = ett(["Ord."] * 120, tema=tema, gruppe=(["på nett"] * 15 + ["på papir"] * 15) * 2 + ["på nett"] * 60)  # fmt: skip

    assert set(a.grupper.tabell["gruppe"]) == {"på nett", "på papir"}
    assert set(a.grupper.tabell["tema"]) == {"lys", "buss"}
    liten = ett(["Ord."] * 120, tema=tema, gruppe=["på nett"] * 50 + ["møte"] * 70)
    assert "møte" not in set(liten.grupper.tabell["gruppe"])


def test_to_aapne_sporsmaal_holdes_fra_hverandre_og_ukjente_svarere_er_ikke_med():
    t = tabeller(["Lys."] * 60 + ["Buss."] * 60)
    t["apne_svar"].loc[100:, "sporsmal"] = "Noe annet?"
    t["svar"] = t["svar"].drop(index=[0, 1])
    foer = t["apne_svar"].copy()

    ut = apne.lag(t, ["1"], 2025)

    assert [a.sporsmal for a in ut] == [SPM, "Noe annet?"]
    assert ut[0].opplysninger["skrev"]["omraade"] == "58"
    assert ut[1].opplysninger["skrev"]["omraade"] == "ingen"
    pd.testing.assert_frame_equal(t["apne_svar"], foer)
