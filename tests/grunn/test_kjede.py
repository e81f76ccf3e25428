"""Kjeden: koblingene leses fra begge sider, sporet følges begge veier, og hvert brudd blir funnet."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.kjede import FRAM, TILBAKE, bygg_kjede
from metodikk.grunn.skjema import skjema, tabeller

HEL = {
    "behov": pd.DataFrame({"behov": ["B1"], "maalt_med": [("fritid_barn",)]}),
    "maal": pd.DataFrame({"maal": ["M1"], "behov": [("B1",)], "utfall": [("U1",)]}),
    "strategier": pd.DataFrame({"strategi": ["S1"], "maal": [("M1",)]}),
    "tiltak": pd.DataFrame(
        {"tiltak": ["T1"], "strategi": [("S1",)], "behov": [("B1",)], "utfall": [("U1",)]}
    ),
    "utfall": pd.DataFrame({"utfall": ["U1"], "maalt_med": ["fritid_barn"]}),
}


def uten(tabell: str, **bytt) -> dict[str, pd.DataFrame]:
    """Den hele kjeden med noen felt i én tabell byttet ut."""
    ny = HEL[tabell].assign(**{k: [v] for k, v in bytt.items()})
    return {**HEL, tabell: ny}


def brudd(tabeller) -> list[tuple[str, str]]:
    return [(b.kode, b.ledd[1]) for b in bygg_kjede(tabeller).brudd()]


def test_en_hel_kjede_har_ingen_brudd():
    assert brudd(HEL) == []


@pytest.mark.parametrize(
    ("tabell", "bytt", "ventet"),
    [
        ("tiltak", {"behov": ()}, [("K570", "B1"), ("K574", "T1")]),
        ("strategier", {"maal": ()}, [("K571", "M1")]),
        ("tiltak", {"strategi": ()}, [("K572", "S1"), ("K573", "T1")]),
        ("maal", {"utfall": ()}, [("K575", "M1")]),
        ("tiltak", {"utfall": ()}, [("K541", "T1"), ("K577", "U1")]),
        ("maal", {"behov": ()}, [("K576", "M1")]),
    ],
)
def test_hvert_ledd_som_mangler_gir_bruddene_det_skal(tabell, bytt, ventet):
    assert brudd(uten(tabell, **bytt)) == ventet


def test_det_er_ikke_brudd_at_en_tabell_ikke_er_laget_ennaa():
    assert brudd({"behov": HEL["behov"]}) == []
    assert brudd({"tiltak": HEL["tiltak"]}) == []


def test_sporet_naar_fra_maalingen_til_maalingen_og_tilbake():
    k = bygg_kjede(HEL)

    fram = k.naas(("kilde", "fritid_barn"), FRAM)
    tilbake = k.naas(("maaling", "fritid_barn"), TILBAKE)

    assert fram == [
        ("behov", "B1"), ("maal", "M1"), ("tiltak", "T1"), ("utfall", "U1"), ("maaling", "fritid_barn"),
    ]  # fmt: skip
    assert set(tilbake) == {n for n in fram if n[0] != "maaling"} | {
        ("kilde", "fritid_barn"), ("strategi", "S1"),
    }  # fmt: skip


def test_et_tiltak_og_et_behov_hoerer_ikke_sammen_fordi_de_har_samme_maal():
    t = uten("tiltak", behov=())
    k = bygg_kjede(t)

    assert ("behov", "B1") not in k.naas(("tiltak", "T1"), TILBAKE)
    assert ("maal", "M1") in k.naas(("tiltak", "T1"), TILBAKE)
    assert ("tiltak", "T1") not in k.naas(("behov", "B1"), FRAM)
    assert ("tiltak", "T1") in k.naas(("maal", "M1"), FRAM)


def test_en_ring_stopper_ikke_sporet():
    ring = {"behov": pd.DataFrame({"behov": ["B1"]}), "maal": pd.DataFrame({"maal": ["M1"], "behov": [("B1", "B1")]})}  # fmt: skip

    assert bygg_kjede(ring).naas(("behov", "B1"), FRAM) == [("maal", "M1")]


def test_tomme_celler_binder_ingenting():
    k = bygg_kjede({"utfall": pd.DataFrame({"utfall": ["U1", "U2"], "maalt_med": [None, ""]})})

    assert k.koblinger == ()


def test_modellen_viser_bare_til_felt_som_finnes_og_koder_som_har_melding():
    kjede = katalog("kjede")
    egne = {om["tabell"] for om in kjede["ledd"].values() if "tabell" in om}

    assert egne <= set(tabeller())
    for bindeledd, ledd in kjede["bindeledd"].items():
        tabell, felt = bindeledd.split(".")
        assert felt in skjema(tabell).felt
        assert set(ledd) <= set(kjede["ledd"])
    for kode, regel in kjede["brudd"].items():
        assert kode in katalog("meldinger")
        assert {regel["ledd"], *regel["mangler"]} <= set(kjede["ledd"])
        assert set(regel["krever"]) <= egne
