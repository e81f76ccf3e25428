"""Reglene for alternativer, kriterier, poeng og vekter."""

from __future__ import annotations

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet


def studie(**bytt):
    alternativ = {"alternativ": "A1", "navn": "Park", "nullalternativ": "ja"}
    kriterium = {"kriterium": "K1", "navn": "Brukes", "minst": 0, "hoyest": 10}
    poeng = {"alternativ": "A1", "kriterium": "K1", "vurdert_av": "fag", "poeng": 8, "begrunnelse": "fordi"}  # fmt: skip
    vekt = {"gruppe": "unge", "kriterium": "K1", "vekt": 100}
    rader = {"alternativer": alternativ, "kriterier": kriterium, "poeng": poeng, "vekter": vekt}
    return {t: [rad | bytt.get(t, {})] for t, rad in rader.items()}


def test_en_riktig_studie_gir_ingen_funn():
    for kode in ("K990", "K991", "K992", "K993", "K994", "K995", "K996"):
        assert not funnet(kode, **studie())


def test_poeng_utenfor_skalaen_er_en_feil():
    f = ett("K990", **studie(poeng={"poeng": 12}))

    assert (f.alvor, f.celle) == (Alvor.FEIL, "D2")


def test_vekter_som_ikke_blir_hundre_gir_en_advarsel_med_summen():
    assert ett("K991", **studie(vekter={"vekt": 90})).fant == "90 til sammen"


def test_nullalternativet_som_mangler_gir_en_advarsel():
    assert ett("K992", **studie(alternativer={"nullalternativ": "nei"})).alvor is Alvor.ADVARSEL


def test_alternativ_uten_alle_poeng_nevnes():
    t = studie()
    t["alternativer"].append({"alternativ": "A2", "navn": "Hus", "nullalternativ": "nei"})

    assert ett("K993", **t).fant == "A2"


def test_poeng_uten_begrunnelse_er_til_orientering():
    assert ett("K994", **studie(poeng={"begrunnelse": None})).alvor is Alvor.INFO


def test_personnavn_som_gruppe_gir_en_advarsel_uten_navnet():
    f = ett("K995", **studie(vekter={"gruppe": "Kari Nordmann"}))

    assert "Nordmann" not in repr(f)


def test_skala_som_gaar_feil_vei_er_en_feil():
    assert ett("K996", **studie(kriterier={"minst": 10, "hoyest": 0})).alvor is Alvor.FEIL
