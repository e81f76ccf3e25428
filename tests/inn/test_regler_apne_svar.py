"""Det folk har skrevet fritt: nummer og navn skjules i innlesingen, og kodingen henger sammen."""

from __future__ import annotations

import tomllib

import pytest

from metodikk.grunn.typer import Alvor
from tests.conftest import ROT
from tests.inn.prosjekthjelp import ett, funnet, les, runde, sporsmal, svar

NUMRE = tomllib.loads((ROT / "tests/fasit/fodselsnummer.toml").read_text(encoding="utf-8"))


def apent(tekst="Mer lys.", n=1, **endret):
    return {"respondent": f"25-{n:03}", "runde": 2025, "sporsmal": "Hva er viktigst?",
            "tekst": tekst, **endret}  # fmt: skip


def lest(*rader):
    return les(apne_svar=list(rader)).tabeller["apne_svar"]["tekst"].tolist()


@pytest.mark.parametrize("nummer", NUMRE["gyldige"])
def test_hvert_gyldig_nummer_ogsaa_etter_2032_skjules_foer_noe_annet_ser_det(nummer):
    rader = [apent(f"Jeg er {nummer}.")]

    assert lest(*rader) == ["Jeg er [fødselsnummer skjult]."]
    assert nummer not in str(les(apne_svar=rader).funn)


def test_telefon_epost_og_konto_skjules_og_meldes_en_gang_med_cellene():
    rader = [apent("Ring 912 34 567."), apent("Skriv til a@eksempel.no.", 2), apent("8601.11.17947", 3),
             apent("Mer lys.", 4)]  # fmt: skip
    f = ett("K950", apne_svar=rader)

    assert (f.celle, f.alvor, f.rettet) == ("D2:D4", Alvor.ADVARSEL, True)
    assert "912" not in " ".join(lest(*rader))
    assert not funnet("K603", apne_svar=rader)
    assert not funnet("K950", apne_svar=rader[3:])


def test_navn_i_en_epostadresse_er_ikke_et_navn_i_koeen():
    rader = [apent("Skriv til kari@eksempel.no.")]

    assert lest(*rader) == ["Skriv til [e-post skjult]."]
    assert not funnet("K951", apne_svar=rader)


def test_mulig_navn_skjules_til_noen_har_lest_svaret():
    rader = [apent("Uten naboen Yasmin er det ensomt."), apent("Bråk ved Furuveien 4.", 2)]

    assert lest(*rader) == ["Uten naboen [navn skjult] er det ensomt.", "Bråk ved [adresse skjult]."]  # fmt: skip
    assert ett("K951", apne_svar=rader).celle == "D2:D3"
    assert not funnet("K951", apne_svar=[apent("Mer lys på Nes.")])


def test_godkjent_svar_beholder_ordene_men_meldes_naar_det_kan_nevne_noen():
    rader = [apent("Naboen Yasmin hjelper.", godkjent="ja"), apent("Ring 912 34 567.", 2, godkjent="ja")]  # fmt: skip

    assert lest(*rader) == ["Naboen Yasmin hjelper.", "Ring [telefonnummer skjult]."]
    assert ett("K952", apne_svar=rader).celle == "D2"
    assert not funnet("K951", apne_svar=rader)
    assert not funnet("K952", apne_svar=[apent("Mer lys.", godkjent="ja")])


def test_fodselsnummer_i_andre_felt_stopper_fortsatt_alt():
    rader = [apent(gruppe=NUMRE["gyldige"][0])]

    assert ett("K601", apne_svar=rader).alvor is Alvor.STOPP


def test_svar_uten_tema_meldes_bare_naar_kodingen_er_begynt():
    begynt = [apent(tema="lys"), apent(n=2)]

    assert ett("K953", apne_svar=begynt).fant == "1 av 2 svar uten tema"
    assert not funnet("K953", apne_svar=[apent(), apent(n=2)])


def test_bare_ett_sporsmaal_kan_vaere_helheten():
    to = [sporsmal(helhet="ja"), sporsmal(sporsmal="pent", helhet="ja")]

    assert ett("K954", kodebok=to).fant == "trygg og pent"
    assert not funnet("K954", kodebok=[to[0], sporsmal(sporsmal="pent")])


def test_kontrollkoding_trenger_den_forste_kodingen():
    assert ett("K955", apne_svar=[apent(tema_kontroll="lys")]).celle == "E2"
    assert not funnet("K955", apne_svar=[apent(tema="lys", tema_kontroll="lys")])


def test_aapent_svar_uten_svarer_regnes_ikke_med_og_meldes():
    andre = {"kodebok": [sporsmal()], "runder": [runde()], "svar": [svar(1)]}

    assert ett("K956", apne_svar=[apent(), apent(n=2)], **andre).fant == "1 åpne svar"
    assert not funnet("K956", apne_svar=[apent()], **andre)
