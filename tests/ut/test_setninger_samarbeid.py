"""Setningene om samarbeidet sier det tallene gir grunnlag for, og ikke mer."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.metoder import samarbeid
from metodikk.ut import setninger_samarbeid as si
from tests.metoder.test_samarbeid import aktorer, avtaler, lag, relasjoner, roller, to_ringer


def tekst(del_) -> str:
    return del_.klartekst().replace("\xa0", " ")


def test_oppsummeringen_sier_hvem_som_er_med_og_hvem_som_binder():
    t = tekst(si.oppsummering(lag(), "Vika"))

    assert t.startswith("Tolv aktører er kartlagt i samarbeidet om Vika: tre offentlige, tre private, tre frivillige og tre beboergrupper.")  # fmt: skip
    assert (
        "Laget 0 binder sammen. Uten den mister 30 par av aktører forbindelsen med hverandre." in t
    )


def test_hvem_som_skilles_uten_broen_staar_ett_sted():
    k = lag()

    assert "Uten den er det ingen vei mellom seks aktører" in tekst(si.nettverk(k))
    assert "ingen vei" not in tekst(si.oppsummering(k, "Vika"))


def test_for_faa_svar_gir_en_advarsel_og_ingen_bro():
    k = lag(aktorer=aktorer(svart=8))

    assert "binder sammen" not in tekst(si.oppsummering(k, "Vika")) + tekst(si.nettverk(k))
    assert "Bare 8 av 12 svarte i 2026." in tekst(si.vakter(k))
    assert any("for få har fortalt" in s for s in si.kan_si(k).kan_ikke_si)
    assert "Spør dem som ikke har svart, hvem de samarbeider med." in si.neste(k).punkter


def test_alle_har_svart_og_ingen_er_uenige_gir_ingen_advarsel():
    assert si.vakter(lag()) is None


def test_det_broen_hviler_paa_er_sagt_naar_noen_ikke_har_svart():
    a = aktorer()
    stumme = a.assign(svart=[() if i in (5, 10) else s for i, s in enumerate(a["svart"])])

    assert "kan ikke endre dette" in tekst(si.nettverk(lag()))
    assert "I ett par på hver sin side har ingen av de to svart." in tekst(si.nettverk(lag(aktorer=stumme)))  # fmt: skip


def test_en_sektor_med_faa_svar_sies_ikke_aa_staa_alene():
    a = aktorer()
    stumme = a.assign(svart=[() if i in (3, 7) else s for i, s in enumerate(a["svart"])])

    assert "Bare én av de tre beboergruppene har svart." in tekst(si.vakter(lag(aktorer=stumme)))


def test_hullet_er_et_hull_i_det_vi_vet():
    k = lag(relasjoner=relasjoner([(1, 5), (5, 9), (0, 2), (2, 3), (0, 4)]))

    t = tekst(si.hullene(k))
    assert "De tre private har ingen kjent forbindelse til de andre sektorene." in t
    assert "minst én svart" in t
    assert any(s.startswith("Ingen av de tre private har fortalt") for s in si.kan_si(k).kan_si)


def test_en_usikker_endring_staar_ikke_blant_det_vi_kan_si():
    a = aktorer()
    a.at[10, "svart"] = a.at[11, "svart"] = ("2024",)
    r = pd.concat([relasjoner([(0, 1), (10, 11)], 2024), relasjoner([(2, 3)], 2026)])
    k = samarbeid.lag({"aktorer": a, "relasjoner": r})

    kan = " ".join(si.kan_si(k).kan_si)
    assert "Laget 0 og Laget 1 samarbeidet i 2024, men ikke i 2026." in kan
    assert "Laget 10" not in kan
    assert "Én endring kan komme av at ingen av de to svarte" in tekst(si.endringen(k))


def test_tettheten_sammenliknes_aldri_mellom_to_aar():
    r = pd.concat([relasjoner([(0, 1)], 2024), relasjoner(to_ringer(), 2026)])
    k = lag(relasjoner=r)

    assert "Tettheten i de to nettverkene er ikke sammenliknet." in tekst(si.endringen(k))
    assert any("tettere eller løsere siden 2024" in s for s in si.kan_si(k).kan_ikke_si)


def test_avtaler_som_er_ute_og_roller_med_hull_blir_til_noe_aa_gjoere():
    k = lag(avtaler=avtaler(gjelder_til=pd.Timestamp("2025-12-31"), skriftlig="nei"),
            roller=roller(("Rydde", "A01", "gjør", "ja")))  # fmt: skip

    punkter = si.neste(k).punkter
    assert "Ta kontakt med partene i «Åpen hall». Avtalen har gått ut." in punkter
    assert "Avtal hvem som beslutter om «Rydde»." in punkter
    assert "«Åpen hall» er muntlig." in tekst(si.avtalene(k))
    assert "Ingen beslutter om «Rydde»." in tekst(si.oppsummering(k, "Vika"))
    assert si.rollene(k) is None


def test_er_rollene_i_orden_sies_det():
    k = lag(roller=roller(("Rydde", "A01", "beslutter", "ja"), ("Rydde", "A02", "gjør", "ja"), ("Rydde", "A11", "spørres", "ja")))  # fmt: skip

    assert k.hull.tabell.empty
    assert "Hver oppgave har én som beslutter" in tekst(si.rollene(k))


@pytest.mark.parametrize("antall", [0, 1, 12])
def test_bare_aktoerene_gir_setninger_uten_feil_og_sier_hva_som_mangler(antall):
    k = samarbeid.lag({"aktorer": aktorer(antall)})

    assert tekst(si.oppsummering(k, "Vika"))
    assert tekst(si.om_tallene(k))
    assert si.nettverk(k) is si.hullene(k) is si.endringen(k) is si.avtalene(k) is si.rollene(k) is None  # fmt: skip
    assert any("tabellen Relasjoner" in p for p in si.neste(k).punkter)
    assert si.nettfunn(k) == ""
    si.nokkeltall(k)
