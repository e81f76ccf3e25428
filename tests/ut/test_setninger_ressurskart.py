"""Setningene i ressurskartet sier det tallene gir grunnlag for, og ikke mer."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.metoder import ressurskart
from metodikk.ut import setninger_ressurskart as si
from metodikk.ut.setninger import antall

SONER = pd.DataFrame({"sone": ["1"], "sonenavn": ["Vika"]})


def ressurser(n: int = 3) -> pd.DataFrame:
    return pd.DataFrame({
        "ressurs": [f"R{i}" for i in range(n)], "navn": [f"Laget {i}" for i in range(n)], "type": "frivillig organisasjon",
        "privatperson": False, "tema": [("kultur",)] * n, "sone": "1", "kilde": "Møte", "bekreftet": pd.Timestamp("2025-03-01"),
    })  # fmt: skip


def kart(**tabeller) -> ressurskart.Ressurskart:
    alt = {"soner": SONER, "ressurser": ressurser()} | tabeller
    return ressurskart.lag(alt, omraade=["1"])


def behov(tema: str = "idrett") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "behov": ["B1"],
            "tekst": ["Noe å gjøre"],
            "tema": [(tema,)],
            "viktighet": 2.0,
            "kilde": "x",
        }
    )


def test_oppsummeringen_begynner_med_det_som_finnes_i_omraadet():
    tekst = si.oppsummering(kart(), "Vika").avsnitt[0]

    assert tekst.startswith(
        "Vika har mye å bygge på. Vi har kartlagt tre ressurser, tre av dem i området."
    )


def test_uten_behov_sier_oppsummeringen_hva_som_mangler():
    assert any("tabellen Behov" in a for a in si.oppsummering(kart(), "Vika").avsnitt)


def test_behov_ingen_arbeider_med_kan_vi_si_at_ingen_kjent_ressurs_dekker():
    s = si.kan_si(kart(behov=behov()))

    assert "Vi har ikke kartlagt noen ressurs som kan møte «Noe å gjøre»." in s.kan_si
    assert "At noe ikke finnes, fordi det ikke står på kartet." in s.kan_ikke_si


def test_noen_faa_privatpersoner_telles_ikke_i_klartekst():
    med = pd.concat(
        [ressurser(), ressurser(1).assign(ressurs="P", privatperson=True)], ignore_index=True
    )

    tekst = " ".join(si.om_tallene(kart(ressurser=med)).punkter)

    assert "Noen få ressurser er privatpersoner" in tekst


def test_alt_i_orden_gir_ingen_advarsel():
    assert si.kvalitet(kart()) is None
    assert "uten kilde" in si.kvalitet(kart(ressurser=ressurser().assign(kilde=""))).punkter[0]


def test_uten_koblinger_sies_ingenting_om_nettverket():
    assert si.nettverk(kart()) is None
    assert any("Koblinger" in p for p in si.neste(kart()).punkter)


def test_et_sted_inviteres_ikke_til_samtale():
    sted = ressurser(1).assign(type="fysisk ute", navn="Parken")

    punkter = si.neste(kart(ressurser=sted, behov=behov("kultur"))).punkter

    assert any("hvem som har ansvar for Parken" in p for p in punkter)
    assert not any(p.startswith("Inviter Parken") for p in punkter)


@pytest.mark.parametrize(("n", "ord_"), [(0, "ingen"), (1, "én"), (12, "tolv"), (13, "13")])
def test_smaa_antall_skrives_med_ord(n, ord_):
    assert antall(n) == ord_


def test_helt_tomt_kart_gir_setninger_uten_feil():
    tomt = kart(ressurser=ressurser().assign(privatperson=True))

    for skriv in (si.om_tallene, si.kan_si, si.neste, si.nokkeltall):
        assert skriv(tomt)
    assert si.tilgang(tomt) is si.forslagene(tomt) is None
    assert si.kartfunn(tomt) == ""
