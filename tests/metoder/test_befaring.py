"""Befaring: andelen lukket er den Kaplan og Meier ga, funn får eier og frist, og små tellinger skjules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metodikk.metoder import befaring
from tests.conftest import ROT

FASIT = pd.read_csv(ROT / "tests/fasit/overlevelse.csv")
# Gjengitt i lærebøker og av R-pakken survival: tid, andel igjen, standardfeil (Greenwood).
PUBLISERT = [(6, 0.857, 0.0764), (7, 0.807, 0.0869), (10, 0.753, 0.0963), (13, 0.690, 0.1068), (16, 0.627, 0.1141), (22, 0.538, 0.1282), (23, 0.448, 0.1346)]  # fmt: skip


def funn(**bytt) -> pd.DataFrame:
    """Fem funn: to lukket, tre åpne, ett uten eier."""
    d = {
        "funn": ["F1", "F2", "F3", "F4", "F5"], "meldt": pd.to_datetime(["2025-01-01"] * 5), "sted": list("ABCDE"),
        "lys": ["mørke", "dagslys", "begge", "mørke", None], "sone": ["1", "1", "1", "2", None], "type": "lys",
        "alvor": [3.0, 1.0, 2.0, 3.0, 1.0], "hva": "noe", "eier": ["Park", "Park", None, "Bane", "Park"],
        "frist": pd.to_datetime(["2025-02-01", "2025-02-01", None, "2025-12-01", None]),
        "status": ["åpen", "utbedret", "åpen", "avvist med grunn", "åpen"],
        "lukket": pd.to_datetime([None, "2025-01-11", None, "2025-01-31", None]),
    }  # fmt: skip
    return pd.DataFrame(d).assign(**bytt)


def tellinger(opphold: int = 9, liten: int = 9) -> pd.DataFrame:
    rader = [(s, dag, kl, g, liten if (s, g, kl) == ("Parken", "67 år og over", 19) else opphold, 30)
             for s in ("Parken", "Løkka") for dag in ("2025-02-11", "2025-06-10") for kl in (10, 19) for g in ("0–12 år", "13–19 år", "67 år og over")]  # fmt: skip
    d = pd.DataFrame(rader, columns=["sted", "dato", "kl", "gruppe", "opphold", "forbi"])
    return d.assign(dato=pd.to_datetime(d["dato"]))


@pytest.fixture(scope="module")
def k():
    return befaring.lag({"befaringsfunn": funn(), "tellinger": tellinger()}, omraade=["1"], dato="2025-03-01")  # fmt: skip


def test_andelen_igjen_og_standardfeilen_er_de_publiserte():
    svar = befaring.andel_aapen(FASIT["dager"], FASIT["lukket"] == 1)

    assert svar["dager"].tolist() == [p[0] for p in PUBLISERT]
    assert svar["verdi"].round(3).tolist() == pytest.approx([p[1] for p in PUBLISERT], abs=6e-4)
    assert svar["se"].to_numpy() == pytest.approx([p[2] for p in PUBLISERT], abs=6e-5)


def test_er_alle_fulgt_til_de_er_lukket_er_andelen_den_vanlige():
    dager = np.arange(1, 21)

    for grense in (5, 10, 20):
        svar = befaring.lukket_innen(dager, [True] * 20, grense)
        assert svar["verdi"] == pytest.approx(grense / 20)


def test_et_aapent_funn_som_er_fulgt_kort_senker_ikke_andelen():
    uten = befaring.lukket_innen([10, 20], [True, True], 15)["verdi"]
    med = befaring.lukket_innen([10, 20, 1], [True, True, False], 15)["verdi"]

    assert med == pytest.approx(uten)


def test_andelen_faller_aldri_og_holder_seg_mellom_null_og_en():
    rng = np.random.default_rng(2)
    for _ in range(20):
        n = int(rng.integers(2, 40))
        svar = befaring.andel_aapen(rng.integers(0, 30, n), rng.random(n) < 0.6)
        assert (svar["verdi"].diff().dropna() < 0).all()
        assert svar["verdi"].between(0, 1).all()
        inne = svar.dropna(subset=["nedre"])
        assert (inne["nedre"] <= inne["verdi"]).all()
        assert (inne["verdi"] <= inne["ovre"]).all()


def test_ingen_lukket_gir_null_og_ukjent_intervall():
    svar = befaring.lukket_innen([5, 9], [False, False], 30)

    assert svar["verdi"] == 0
    assert np.isnan(svar["nedre"])


def test_aapne_funn_staar_etter_alvor_og_alder_og_funn_utenfor_er_ikke_med(k):
    assert k.aapne.tabell["sted"].tolist() == ["A", "C", "E"]
    assert k.opplysninger["utenfor"] == 1


def test_bare_aapne_funn_kan_vaere_over_fristen(k):
    assert k.funn.tabell.set_index("funn")["over_frist"].to_dict() == {"F1": True, "F2": False, "F3": False, "F5": False}  # fmt: skip


def test_et_funn_som_ble_lukket_etter_dagen_rapporten_gjelder_er_aapent():
    t = befaring.lag({"befaringsfunn": funn()}, dato="2025-01-10").funn.tabell.set_index("funn")

    assert not t.loc["F2", "er_lukket"]
    assert t.loc["F2", "dager"] == 9


def test_funn_uten_eier_er_sin_egen_rad(k):
    assert k.eiere.tabell.set_index("navn").loc["Ingen eier", "aapne"] == 1


def test_for_faa_fulgt_lenge_nok_gir_en_grunn_i_stedet_for_en_andel(k):
    i = k.innen.tabell

    assert i["verdi"].isna().all()
    assert i["merknad"].str.startswith("kan ikke beregnes").all()


def test_smaa_grupper_i_tellingene_skjules_sammen_med_en_nabo():
    k = befaring.lag({"befaringsfunn": funn(), "tellinger": tellinger(liten=1)})
    g = k.grupper.tabell

    skjult = g[g["snitt"].isna()]
    assert ("Parken", "kveld", "67 år og over") in set(skjult[["sted", "tid", "gruppe"]].itertuples(index=False, name=None))  # fmt: skip
    assert len(skjult) >= 2


def test_snittet_er_per_runde_og_forbi_er_per_time(k):
    parken = k.steder.tabell.set_index("sted").loc["Parken"]

    assert parken["runder"] == 4
    assert parken["snitt"] == pytest.approx(27)
    assert parken["forbi"] == pytest.approx(3 * 30 * 6)


def test_en_runde_som_mangler_er_funnet():
    t = tellinger()
    t = t[~((t["sted"] == "Løkka") & (t["dato"] == "2025-02-11") & (t["kl"] == 19))]

    assert befaring.lag({"befaringsfunn": funn(), "tellinger": t}).opplysninger["hull"] == ["Løkka om vinteren"]  # fmt: skip


def test_uten_tabeller_sier_delene_hva_som_maa_til():
    k = befaring.lag({})

    assert "Befaringsfunn" in k.funn.opplysninger["mangler"]
    assert "Tellinger" in k.steder.opplysninger["mangler"]


def test_lag_endrer_ikke_inndata():
    t = {"befaringsfunn": funn(), "tellinger": tellinger()}
    for_ = {n: d.copy() for n, d in t.items()}

    befaring.lag(t)

    for n, d in t.items():
        pd.testing.assert_frame_equal(d, for_[n])


def test_dagen_og_kvelden_staar_ved_siden_av_hverandre_og_det_skjulte_er_fortsatt_skjult():
    k = befaring.lag({"befaringsfunn": funn(), "tellinger": tellinger(liten=1)})
    lang, bred = k.grupper.tabell, k.dag_og_kveld.tabell

    for tid in ("dag", "kveld"):
        ventet = lang[lang["tid"] == tid].set_index(["sted", "gruppe"])["snitt"]
        svar = bred.set_index(["sted", "gruppe"])[tid]
        pd.testing.assert_series_equal(svar, ventet.reindex(svar.index), check_names=False)
    eldre = bred.set_index(["sted", "gruppe"]).loc[("Parken", "67 år og over")]
    assert eldre["merknad_kveld"].startswith("skjult")
