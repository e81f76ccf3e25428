"""Reglene for medvirkningsplanen, deltakerne, innspillene og beboerrådet."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import ett, funnet


def plan(**endret) -> dict:
    return {"aktivitet": "A1", "navn": "Idédugnad", "metode": "idédugnad", "maalgruppe": "Alle",
            "nivaa": "innhenting", "lovet": "Svar innen fire uker", "ansvarlig": "Enhet for kultur",
            "dato": "2025-03-15", "svar_innen": "2025-06-01", "loftet_holdt": "ja", **endret}  # fmt: skip


def kort(**endret) -> dict:
    return {"deltaker": "D001", "aktivitet": "A1", "kjonn": "kvinner", "aldersgruppe": "35–49 år",
            "sone": "0099000001", **endret}  # fmt: skip


def innspill(**endret) -> dict:
    return {"innspill": "I1", "aktivitet": "A1", "tekst": "Åpne huset", "tema": "møteplass",
            "status": "gjort", "svar": "Åpent fra juni", "besvart": "2025-04-01",
            "ansvarlig": "Grendehuset", **endret}  # fmt: skip


def hendelse(**endret) -> dict:
    return {"hendelse": "H1", "dato": "2025-05-14", "slag": "valg", "stemmer": 67,
            "stemmeberettigede": 144, **endret}  # fmt: skip


FEIL = {
    "K965": {"medvirkningsplan": [plan(lovet=None)]},
    "K966": {"innspill": [innspill(status="ikke vurdert")]},
    "K967": {"medvirkningsplan": [plan(loftet_holdt=None, svar_innen="2025-03-20")],
             "innspill": [innspill()]},
    "K968": {"medvirkningsplan": [plan(nivaa="dialog og samarbeid")], "innspill": [innspill(svar=None)]},
    "K969": {"medvirkningsplan": [plan(), plan(aktivitet="A2")],
             "deltakere": [kort(), kort(aktivitet="A2", aldersgruppe="50–66 år")]},
    "K970": {"medvirkningsplan": [plan()], "innspill": [innspill(besvart="2025-03-01")]},
    "K971": {"beboerraad": [hendelse(stemmer=160)]},
    "K972": {"medvirkningsplan": [plan()], "deltakere": [kort(deltaker="Kari")]},
    "K973": {"innspill": [innspill(tema=None)]},
    "K974": {"medvirkningsplan": [plan(ansvarlig="Kari Nordmann")]},
    "K975": {"medvirkningsplan": [plan(), plan(aktivitet="A2")], "deltakere": [kort()]},
    "K976": {"medvirkningsplan": [plan()],
             "deltakere": [kort(), kort(deltaker="D002", aldersgruppe="ukjent")]},
}  # fmt: skip
RETT = {
    "medvirkningsplan": [plan(), plan(aktivitet="A2", nivaa="dialog")],
    "deltakere": [kort(), kort(aktivitet="A2"), kort(deltaker="D002", kjonn="ukjent")],
    "innspill": [innspill(), innspill(innspill="I2", aktivitet="A2")],
    "beboerraad": [hendelse(), hendelse(hendelse="H2", slag="møte", saker=2, fulgt_opp=2)],
}


@pytest.mark.parametrize("kode", FEIL)
def test_feilen_er_funnet_en_gang(kode):
    assert ett(kode, **FEIL[kode]).slik_retter_du


@pytest.mark.parametrize("kode", FEIL)
def test_riktige_tabeller_gir_ikke_funnet(kode):
    assert funnet(kode, **RETT) == []


def test_bare_det_som_gjoer_tallene_gale_er_feil():
    alvor = {kode: ett(kode, **FEIL[kode]).alvor for kode in FEIL}

    assert {k for k, a in alvor.items() if a is Alvor.FEIL} == {"K971", "K972"}


def test_lopenummeret_som_likner_et_navn_vises_ikke():
    assert "Kari" not in repr(ett("K972", **FEIL["K972"]))


def test_flere_avgjorte_saker_enn_saker_er_feil():
    assert (
        ett("K971", beboerraad=[hendelse(stemmer=None, saker=2, avgjort_selv=3)]).fant == "3 av 2"
    )
