"""Setningene om videreføringen sier hva som mangler, lover aldri virkning, og skriver bare det planen har."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking, videreforing
from metodikk.ut import setninger_videreforing as si
from tests.metoder.test_videreforing import DAG, lag, rad, steg


def tekst(del_) -> str:
    return del_.klartekst().replace("\xa0", " ")


def med_evaluering(k, ord_: str) -> videreforing.Videreforing:
    """Det samme resultatet, med det evalueringen ville sagt om utfallet."""
    funnet: Klarert = prikking.avled(k.evaluering, lambda t: t.assign(sier=ord_, ord=ord_.capitalize()))  # fmt: skip
    felt = {n: getattr(k, n) for n in k.__dataclass_fields__}
    return videreforing.Videreforing(**{**felt, "evaluering": funnet, "opplysninger": {**k.opplysninger, "evaluert": True}})  # fmt: skip


BLANDET = (
    rad("T1"), rad("T2", eier=None, finansiert="nei"), rad("T3", avtale=None, neste_maaling=None),
    rad("T4", beslutning="avsluttes", grunn="Jobben er gjort"), rad("T5", beslutning="ikke bestemt"),
)  # fmt: skip


def test_oppsummeringen_teller_beslutningene_og_sier_hva_som_ikke_er_klart():
    t = tekst(si.oppsummering(lag(*BLANDET), "Vika"))

    assert "Programmet for Vika sluttet 31. desember 2024." in t
    assert "Av fem tiltak: tre skal leve videre, ett avsluttes og ett er ikke bestemt." in t
    assert "Ett av de tre som skal leve videre, er klart." in t
    assert "«Tiltak T2» er ikke klart: ingen eier og ingen penger." in t
    assert "koster 3 000 kroner i året. Tiltak som koster 1 000 kroner, har ikke alle pengene i budsjettet: «Tiltak T2»." in t  # fmt: skip


def test_mens_programmet_varer_slutter_det_en_gang_i_framtida():
    t = tekst(si.oppsummering(lag(dato="2024-06-01"), "Vika"))

    assert "Programmet for Vika slutter 31. desember 2024." in t


@pytest.mark.parametrize(
    ("ferdig", "setning"),
    [
        ("2023-12-15", "var ferdig 15. desember 2023, tolv måneder før slutten. Det er i tide."),
        ("2024-05-23", "var ferdig 23. mai 2024, sju måneder før slutten. Den bør være ferdig minst tolv måneder før."),
        (None, "skal være ferdig 31. desember 2023, tolv måneder før slutten. Det er i tide."),
    ],
)  # fmt: skip
def test_utredningen_maales_mot_tolv_maaneder(ferdig, setning):
    k = lag(avslutning=[steg("avslutningsutredning", "2023-12-31", ferdig), steg("slutt", "2024-12-31", "2024-12-31")])  # fmt: skip

    assert setning in tekst(si.oppsummering(k, "Vika"))


@pytest.mark.parametrize(
    ("ord_", "nevnt"),
    [("sannsynliggjort bidrag", True), ("samvariasjon", True), ("ikke tydelig", False)],
)
def test_det_viktigste_hullet_er_tiltak_som_ikke_er_klare_der_evalueringen_finner_noe(ord_, nevnt):
    k = med_evaluering(lag(rad("T1"), rad("T2", eier=None)), ord_)
    boks = si.vakter(k)

    assert (f"«Tiltak T2» ({ord_})" in (tekst(boks) if boks else "")) is nevnt
    assert (f"Evalueringen sier «{ord_}»" in tekst(si.oppsummering(k, "Vika"))) is nevnt
    assert ("Ta opp «Tiltak T2» i styringsgruppa nå: ingen eier." in tekst(si.neste(k))) is nevnt


def test_vaktene_sier_hva_som_kan_gaa_tapt_og_er_tause_naar_alt_er_i_orden():
    avtaler = [{"avtale": "V1", "navn": "Drift", "gjelder_fra": pd.NaT, "gjelder_til": DAG("2025-12-31")}]  # fmt: skip
    stegene = [steg("avslutningsutredning", "2023-12-31", "2023-12-01"), steg("slutt", "2024-12-31", "2024-12-31")]  # fmt: skip

    t = tekst(si.vakter(lag(rad("T1"), rad("T2", beslutning="ikke bestemt"), avtaler=avtaler, avslutning=[*stegene, steg("arkiv", "2024-10-31")])))  # fmt: skip

    assert "Avtalen er gått ut: «Tiltak T1»." in t
    assert "Ingen har bestemt hva som skal skje: «Tiltak T2»." in t
    assert "Ikke gjort, og fristen er ute: «Steg arkiv»." in t
    assert si.vakter(lag(avslutning=stegene)) is None


def test_utkastet_til_vedtak_har_bare_det_som_staar_i_planen():
    t = tekst(si.vedtak(lag(*BLANDET)))

    assert "Velet («Tiltak T1» og «Tiltak T3»). Kostnaden er 2 000 kroner i året." in t
    assert "Kommunedirektøren legger fram en løsning for det som mangler eier, penger eller beslutning: «Tiltak T2» og «Tiltak T5»." in t  # fmt: skip
    assert "«Tiltak T4» avsluttes." in t
    assert "Sett en dato." in t


def test_ingen_setning_sier_at_noe_virket_eller_er_i_ordinaer_drift():
    s = si.kan_si(med_evaluering(lag(*BLANDET), "samvariasjon"))
    sagt = " ".join(s.kan_si)

    assert "«Tiltak T4» avsluttes. Jobben er gjort." in sagt
    assert "Evalueringen sier «samvariasjon» om «Flere er med»." in sagt
    assert not any(ord_ in sagt for ord_ in ("virket", "effekt", "ordinær drift", "førte til"))
    assert any("virket, fordi det videreføres" in x for x in s.kan_ikke_si)


def test_uten_evaluering_sier_rapporten_hvorfor():
    assert "ikke tabellene Indikatorer og Utfall" in tekst(si.om_evalueringen(lag()))


def test_kravfunnet_og_tidsfunnet_har_tall():
    k = lag(*BLANDET)

    assert si.kravfunn(k).startswith("Det som oftest mangler, er ")
    assert "eier (1 av 3 tiltak)" in si.kravfunn(k)
    assert si.tidsfunn(k) == "2 steg: 1 gjort i tide og 1 gjort for sent."
    assert si.kravfunn(lag()) == "Ingen tiltak mangler noe."
    assert si.tidsfunn(lag(avslutning=None)) == ""


def test_stegene_som_ikke_er_foert_opp_nevnes():
    assert "Ikke ført opp: undersøkelse, spørsmål til eierne" in tekst(si.stegene(lag()))
    assert si.stegene(lag(avslutning=None)) is None


def test_noten_om_kostnad_kommer_bare_naar_noe_mangler():
    assert si.kostnadsnoter(lag()) == ()
    assert "ett tiltak har ingen kostnad" in si.kostnadsnoter(lag(rad(aarlig_kostnad=None)))[0]


def test_nokkeltallene_er_antall_av_dem_som_skal_leve_videre():
    tall = {navn: verdi for navn, verdi, _ in si.nokkeltall(lag(*BLANDET)).tall}

    assert tall["Klare til å leve videre"] == "1 av 3"
    assert tall["Uten eier"] == "1 av 3"
    assert tall["Måles igjen"] == "2 av 3"


def test_uten_plan_sier_oppsummeringen_hva_som_maa_til():
    k = lag(tiltak=[], videreforingsplan=[])

    assert "Fyll ut tabellen Videreføringsplan" in tekst(si.oppsummering(k, "Vika"))
    assert si.vedtak(k) is None
    assert len(si.neste(k).punkter) >= 1


def test_uten_noen_dato_sier_rapporten_bare_naar_siste_dag_er():
    k = lag(rad(besluttet=pd.NaT), dato="", avslutning=[steg("slutt", "2024-12-31")])

    assert "Siste dag i programmet for Vika er 31. desember 2024." in tekst(si.oppsummering(k, "Vika"))  # fmt: skip


def test_lange_lister_kortes_ned():
    k = lag(*(rad(f"T{i}", beslutning="ikke bestemt") for i in range(1, 9)))

    assert "«Tiltak T5» og 3 til" in tekst(si.vakter(k))
    assert "«Tiltak T5» og 3 til" in tekst(si.neste(k))
