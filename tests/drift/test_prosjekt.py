"""Prosjektet åpnes fra mappen eller en mappe i det, leses én gang, og sier fra om det som mangler."""

from __future__ import annotations

import pytest

from metodikk.drift.prosjekt import aapne, eksempel, eksempelmappe, finn_mappe, malfil
from metodikk.grunn.feil import BrukFeil, DataFeil
from metodikk.grunn.skjema import skjema
from tests.drift.lite import PROSJEKT, lag_prosjekt


def test_samme_prosjekt_leses_bare_en_gang(prosjekt):
    assert aapne(prosjekt) is aapne(prosjekt / "data")


def test_endret_fil_leses_paa_nytt(prosjekt):
    foer = aapne(prosjekt)
    fil = prosjekt / "data" / "soner.csv"
    fil.write_text(fil.read_text(encoding="utf-8") + "0099000004;Vik 4;0099\n", encoding="utf-8")

    assert (len(foer.tabell("soner")), len(aapne(prosjekt).tabell("soner"))) == (3, 4)


def test_tabellene_er_kopier(prosjekt):
    p = aapne(prosjekt)
    for tabell in (p.tabell("soner"), p.tabeller["soner"]):
        tabell["sonenavn"] = "endret"

    assert p.tabell("soner")["sonenavn"].tolist() == ["Vik 1", "Vik 2", "Vik 3"]


def test_manglende_tabell_er_tom_med_riktige_kolonner(prosjekt):
    p = aapne(prosjekt)

    assert not p.har("ressurser")
    assert list(p.tabell("ressurser")) == list(skjema("ressurser").felt)
    assert len(p.tabell("ressurser")) == 0


def test_tabell_med_feil_stopper_naar_den_brukes(prosjekt):
    fil = prosjekt / "data" / "befolkning.csv"
    fil.write_text(
        fil.read_text(encoding="utf-8").replace("0099000002;", "9999999999;"), encoding="utf-8"
    )
    p = aapne(prosjekt)

    assert len(p.tabell("soner")) == 3
    with pytest.raises(DataFeil):
        p.tabell("befolkning")
    with pytest.raises(DataFeil):
        p.tabeller["befolkning"]


def test_feilskrevet_tabell_faar_forslag(prosjekt):
    with pytest.raises(BrukFeil) as e:
        aapne(prosjekt).tabell("befolkningen")

    assert "befolkning" in e.value.funn[0].forslag


def test_sone_som_ikke_finnes_stopper_med_forslag(tmp_path):
    rot = lag_prosjekt(tmp_path / "p", PROSJEKT.replace("0099000001", "0099000010"))

    with pytest.raises(BrukFeil, match="K813"):
        aapne(rot)


def test_grensene_kan_strammes_men_ikke_losnes(tmp_path):
    stram = lag_prosjekt(tmp_path / "a", PROSJEKT + "[personvern]\nmin_teller = 12\n")
    los = lag_prosjekt(tmp_path / "b", PROSJEKT + "[personvern]\nmin_teller = 1\n")

    assert aapne(stram).grenser.min_teller == 12
    with pytest.raises(BrukFeil):
        aapne(los)


@pytest.mark.parametrize(
    ("linjer", "fant", "krav"),
    [
        ("min_teller = 4", "min_teller = 4", "være 5 eller høyere"),
        ("serie_prosent = 60", "serie_prosent = 60", "være 50 eller lavere"),
        ("dominans_andel = 90", "dominans_andel = 90", "være 85 eller lavere"),
        ("skjul_null = false", "skjul_null = false", "være true"),
        ('profil = "ssb"\nmin_like = 2', "min_like = 2", "være 3 eller høyere"),
    ],
)
def test_losnet_grense_sier_hva_den_minst_maa_vaere(tmp_path, linjer, fant, krav):
    with pytest.raises(BrukFeil, match="K890") as e:
        aapne(lag_prosjekt(tmp_path / "p", f"{PROSJEKT}[personvern]\n{linjer}\n"))

    assert e.value.funn[0].fant == fant
    assert krav in e.value.funn[0].forventet


def test_profilen_ssb_kan_velges_og_nullvern_legges_til(tmp_path):
    tekst = f'{PROSJEKT}[personvern]\nprofil = "ssb"\nskjul_null = true\nserie_prosent = 20\n'

    grenser = aapne(lag_prosjekt(tmp_path / "p", tekst)).grenser

    assert (grenser.min_teller, grenser.skjul_null, grenser.serie_prosent) == (3, True, 20)


def test_ukjent_profil_faar_vite_hvilke_som_finnes(tmp_path):
    with pytest.raises(BrukFeil, match="K893") as e:
        aapne(lag_prosjekt(tmp_path / "p", f'{PROSJEKT}[personvern]\nprofil = "slapp"\n'))

    assert all(
        f"«{p}»" in e.value.funn[0].forventet for p in ("ssb", "standard", "folkehelse", "streng")
    )


def test_program_som_mangler_i_prosjektfilen_sies_fra_om(prosjekt):
    with pytest.raises(BrukFeil, match="K814"):
        _ = aapne(prosjekt).program


@pytest.mark.parametrize(("mappe", "kode"), [("finnes_ikke", "K805"), (".", "K806")])
def test_feil_mappe_faar_raad(tmp_path, monkeypatch, mappe, kode):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BrukFeil, match=kode):
        finn_mappe(mappe)


def test_prosjekt_i_mappen_under_foreslaas(prosjekt):
    with pytest.raises(BrukFeil) as e:
        finn_mappe(prosjekt.parent)

    assert "prosjekt" in e.value.funn[0].forslag


def test_eksemplet_er_fiktivt_og_naboene_finnes_fra_kartet():
    p = eksempel("eksempelvik")

    assert p.oppsett.fiktiv
    assert p.naboer
    assert not set(p.naboer) & set(p.omraade.soner)


def test_ukjent_eksempel_og_ukjent_mal_faar_forslag():
    with pytest.raises(BrukFeil, match="K805"):
        eksempelmappe("eksempel")
    with pytest.raises(BrukFeil, match="K803") as e:
        malfil("ressurs-kart")

    assert e.value.funn[0].forslag == "Mente du «ressurskart»?"
