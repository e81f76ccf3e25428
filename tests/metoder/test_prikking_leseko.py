"""Svar et menneske må lese, og hva avgjørelsene gjør med dem."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.feil import PersonvernStopp
from metodikk.metoder.prikking import Avgjorelse, avgjor, har_ordet, klarer_svarfil, til_lesing
from metodikk.metoder.prikking._leseko import SKJULT_SVAR, nummer, ren_tekst, uten_ord

TEKSTER = ["Bra", "Naboen Yasmin hjelper", "Kari i Storgata 5", "Naboen Yasmin hjelper", None, ""]
SVAR = pd.DataFrame({"sone": "1", "fritt": TEKSTER})


def _med(**slag):
    """Avgjørelsene for dem som er i tvil: ordet i teksten → avgjørelsen."""
    tvil = til_lesing(SVAR, ["fritt"])
    valg = {t.nummer: a for t in tvil for o, a in slag.items() if o in t.tekst}
    return avgjor(SVAR, tvil, valg, ["fritt"])


def test_bare_svar_som_kan_nevne_noen_staar_i_koen_og_like_svar_en_gang():
    tvil = til_lesing(SVAR, ["fritt"])

    assert [(t.tekst, t.mistanke, t.ord, t.antall) for t in tvil] == [
        ("Naboen Yasmin hjelper", "navn", ("Yasmin",), 2),
        ("Kari i Storgata 5", "adresse og navn", ("Storgata 5", "Kari"), 1),
    ]


def test_koen_har_aldri_foedselsnummer_eller_telefon():
    data = pd.DataFrame({"fritt": ["Kari 13097248022 ringer 22 33 44 55, kari@eksempel.no"]})

    (t,) = til_lesing(data, ["fritt"])

    assert not any(c.isdigit() for c in t.tekst)
    assert "@" not in t.tekst


def test_nummeret_foelger_teksten_og_kolonnen():
    assert nummer("a", "Kari") == nummer("a", "Kari")
    assert len({nummer("a", "Kari"), nummer("b", "Kari"), nummer("a", "Kari ")}) == 3


def test_hver_avgjoerelse_gjoer_det_den_sier():
    ny, godkjent = _med(Yasmin=Avgjorelse("godkjenn"), Kari=Avgjorelse("masker", ("kari", "Storgata 5")))  # fmt: skip

    assert ny["fritt"].tolist() == [
        "Bra", "Naboen Yasmin hjelper", "[navn skjult] i [navn skjult]", "Naboen Yasmin hjelper", "", "",
    ]  # fmt: skip
    assert godkjent == {1, 2, 3}
    assert _med(Yasmin=Avgjorelse("utelat"))[0]["fritt"][1] == SKJULT_SVAR
    assert SVAR["fritt"].tolist()[:4] == TEKSTER[:4]


def test_uten_avgjoerelse_er_raden_ikke_godkjent_og_slippes_ikke_gjennom():
    data = pd.concat([SVAR] * 5, ignore_index=True)
    tvil = til_lesing(data, ["fritt"])
    ny, godkjent = avgjor(data, tvil, {tvil[0].nummer: Avgjorelse("godkjenn")}, ["fritt"])

    klart = klarer_svarfil(ny, nokler=["sone"], fritekst=["fritt"], godkjent=godkjent)

    assert {p["rad"] for p in klart.opplysninger["ko"]} == {2, 8, 14, 20, 26}
    assert not klart.tabell["fritt"].str.contains("Kari").any()


def test_en_rad_er_ikke_godkjent_foer_alle_tekstene_i_den_er_lest():
    data = pd.DataFrame({"a": ["Spør Kari"], "b": ["Spør Ola"]})
    tvil = til_lesing(data, ["a", "b"])

    assert avgjor(data, tvil, {tvil[0].nummer: Avgjorelse("godkjenn")}, ["a", "b"])[1] == set()


def test_steder_vi_kjenner_staar_ikke_i_koen():
    data = pd.DataFrame({"fritt": ["Benker i Nordre Brygge"]})

    assert til_lesing(data, ["fritt"], ["Nordre Brygge"]) == []


@pytest.mark.parametrize(("verdi", "ventet"), [
    (13097248022, "[tall skjult]"), (13097248022.0, "[tall skjult]"), (4.0, "4"), (True, "True"),
    (float("nan"), ""), (" hei ", "hei"), ("130972 48022", "[fødselsnummer skjult]"),
])  # fmt: skip
def test_ren_tekst(verdi, ventet):
    assert ren_tekst(verdi) == ventet


@pytest.mark.parametrize(("ord_", "finnes"), [("kari", True), ("Kar", False), ("", False), ("Kari.", True), ("(Kari", False)])  # fmt: skip
def test_ordet_maa_staa_i_svaret(ord_, finnes):
    assert har_ordet("Takk, Kari. Vi ses.", ord_) is finnes


@given(st.text(max_size=30), st.text(min_size=1, max_size=8))
def test_et_ord_som_er_skjult_staar_ikke_igjen(tekst, ord_):
    assert not har_ordet(uten_ord(tekst, [ord_]), ord_) or ord_.casefold() in "[navn skjult]"


def test_uten_kjennetegn_kreves_likevel_mange_nok_svar():
    data = pd.DataFrame({"trygg": [1, 2, 3, 4, 5]})

    assert "ingen kjennetegn" in klarer_svarfil(data, nokler=[]).grunnlag
    with pytest.raises(PersonvernStopp, match="K910"):
        klarer_svarfil(data.head(4), nokler=[])


def test_rekkefoelgen_i_filen_sier_ikke_hvem_som_svarte_foerst():
    data = pd.DataFrame({"sone": "1", "trygg": [5, 1, 4, 2, 3]})

    en, to = (klarer_svarfil(d, nokler=["sone"]).tabell for d in (data, data[::-1]))

    pd.testing.assert_frame_equal(en, to)
