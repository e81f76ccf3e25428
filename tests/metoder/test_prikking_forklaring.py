"""Hvert skjulte tall har en forklaring, og leseren får ikke vite hvilket av dem som er lite."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.grunn.kataloger import katalog
from metodikk.metoder.prikking import (
    Grenser,
    avled,
    forklar,
    forklar_celler,
    klarer_svar,
    klarer_uten_personer,
    prikk,
    prikk_belop,
)
from metodikk.metoder.prikking import _regler as regler

SUMMER = {"sone": {"alle": ["Nord", "Sør", "Øst"]}}
PRIMAERE = [
    regler.TELLER, regler.REST, regler.GRUNNLAG, regler.SVAR, regler.KILDEN, regler.SERIE,
    regler.PERIODE, regler.BIDRAG, regler.DOMINANS, regler.ANSLAG,
]  # fmt: skip


def _tre_soner(antall, **mer):
    data = pd.DataFrame({"sone": ["Nord", "Sør", "Øst", "alle"], "teller": [*antall, sum(antall)]})
    return prikk(data, celle=["sone"], summer=SUMMER, **mer)


@pytest.mark.parametrize("regel", [*PRIMAERE, regler.NABO, regler.NABO + regler.MOT_ANSLAG])
def test_hver_regel_i_porten_er_forklart_med_grensene_satt_inn(regel):
    vernet = "Nord" if regel.startswith(regler.NABO) else ""
    full = regler.naboregel(vernet, regel != regler.NABO) if vernet else regel
    skjult = pd.DataFrame({"sone": ["1"], "regel": [full], "verner": [vernet]})

    f = forklar_celler(skjult)

    assert f["regel"].tolist() == [regel]
    assert regel in katalog("skjuleregler")
    assert "{" not in f["analytiker"][0] + f["leser"][0]


def test_hver_skjulte_celle_faar_en_rad_med_cellen_regelen_og_naboen():
    k = _tre_soner([2, 20, 300])

    f = forklar(k)

    assert f[["sone", "regel", "verner"]].values.tolist() == [
        ["Nord", "liten teller", ""],
        ["Sør", "verner naboen", "Nord"],
    ]
    assert f["analytiker"][0] == "Antallet er under 5. Også 0 er skjult."
    assert "«Nord»" in f["analytiker"][1]
    assert "summene over «sone»" in f["analytiker"][1]
    assert "«liten teller»" in f["analytiker"][1]


def test_leseren_faar_det_samme_om_det_smaa_tallet_og_om_naboen():
    f = forklar(_tre_soner([2, 20, 300]))

    assert f["regel"].nunique() == 2
    assert f["leser"].nunique() == 1


def test_grensene_i_teksten_er_de_som_gjaldt():
    f = forklar(_tre_soner([8, 200, 300], grenser=Grenser.fra("standard", min_teller=12)))

    assert "under 12" in f["analytiker"][0]


def test_nabo_for_bredden_sier_at_tallet_ellers_kunne_anslaas():
    """Nord og Sør er 1 hver. Vises resten, kan hver av dem bare være 0, 1 eller 2."""
    f = forklar(_tre_soner([1, 1, 40], grenser=Grenser.fra("ssb", min_bredde=3)))
    f = f.set_index("sone")

    mot_anslag = f[f["regel"] == "verner naboen mot å bli anslått"]
    assert len(mot_anslag)
    assert mot_anslag["analytiker"].str.contains("skille minst 3").all()
    assert f["leser"].nunique() == 1


def test_lite_grunnlag_sies_til_leseren_bare_naar_grunnlaget_vises():
    d = pd.DataFrame({"sone": ["Nord", "Sør"], "teller": [10, 2], "nevner": [25, 4]})

    f = forklar(prikk(d, celle=["sone"])).set_index("sone")

    assert "liten gruppe" in f.loc["Nord", "leser"]
    assert "under 30" in f.loc["Nord", "analytiker"]
    assert f.loc["Sør", "leser"] == "Tallet er skjult for å verne enkeltpersoner."


def test_svar_og_beloep_forklares_med_sine_egne_grenser():
    svar = klarer_svar(pd.DataFrame({"gruppe": ["unge"], "n": [4]}), celle=["gruppe"])
    bidrag = pd.DataFrame({"sone": "Nord", "lag": range(2), "belop": [90, 10]})

    assert forklar(svar)["analytiker"].tolist() == ["Under 10 har svart."]
    assert "Færre enn 5" in forklar(prikk_belop(bidrag, celle=["sone"], bidragsyter="lag"))["analytiker"][0]  # fmt: skip


def test_det_som_er_regnet_videre_har_de_samme_forklaringene():
    k = _tre_soner([2, 20, 300])

    pd.testing.assert_frame_equal(forklar(avled(k, lambda t: t)), forklar(k))


def test_naboen_finnes_ogsaa_naar_kolonnene_staar_i_en_annen_rekkefoelge():
    """I kvitteringen står kolonnene etter alfabetet."""
    skjult = pd.DataFrame([
        {"aar": "2020", "regel": "verner naboen 11 · 2020", "sone": "8", "verner": "11 · 2020"},
        {"aar": "2020", "regel": "liten rest", "sone": "11", "verner": ""},
    ])  # fmt: skip

    tekst = forklar_celler(skjult)["analytiker"][0]

    assert "summene over «sone»" in tekst
    assert "«liten rest»" in tekst


def test_naboen_omtales_med_navn_naar_navnene_er_kjent():
    skjult = pd.DataFrame(
        {"sone": ["8"], "regel": ["verner naboen 11 · 2020"], "verner": ["11 · 2020"]}
    )

    assert "«Ospeneset · 2020»" in forklar_celler(skjult, navn={"11": "Ospeneset"})["analytiker"][0]


def test_uten_noe_skjult_er_tabellen_tom_med_de_samme_kolonnene():
    f = forklar(klarer_uten_personer(pd.DataFrame({"sone": ["1"]}), "navn på steder"))

    assert f.empty
    assert {"regel", "verner", "leser", "analytiker"} <= set(f)
