"""Setningene om medvirkningen sier det tallene gir grunnlag for, og røper ingen."""

from __future__ import annotations

import pandas as pd
import pytest

from metodikk.metoder import medvirkning
from metodikk.ut import setninger_medvirkning as si
from tests.metoder.test_medvirkning import SONER, innspill, kort, laget, plan, uten_deltakere

ALDRE = ["20–34 år", "35–49 år", "50–66 år", "67–79 år"]


def skjevt(n: int = 200) -> pd.DataFrame:
    """Én av ti er ung, og ingen er ukjent."""
    aldre = [ALDRE[0]] * (n // 10) + [a for a in ALDRE[1:] for _ in range(n // 10 * 3)]
    return kort(n, aldersgruppe=aldre, kjonn=["kvinner", "menn"] * (n // 2), sone=["1", "2"] * (n // 2))  # fmt: skip


def tekst(*deler) -> str:
    return " ".join(d.klartekst() for d in deler).replace("\xa0", " ")


def bare_planen(**endret) -> medvirkning.Medvirkning:
    return medvirkning.lag({"soner": SONER, "medvirkningsplan": plan(**endret)}, omraade=["1"])


def test_oppsummeringen_skiller_personer_fra_oppmoeter():
    d = pd.concat([skjevt(), skjevt().head(50).assign(aktivitet="A2")])
    p = pd.concat([plan(), plan(aktivitet="A2")])

    t = tekst(si.oppsummering(laget(deltakere=d, medvirkningsplan=p), "Vika"))
    assert t.startswith("200 personer på 16 år eller mer har vært med i medvirkningen i Vika, gjennom 250 oppmøter.")  # fmt: skip


def test_gruppa_som_mangler_mest_er_nevnt_med_begge_andelene():
    t = tekst(si.oppsummering(laget(deltakere=skjevt()), "Vika"))

    assert "10 prosent av deltakerne, mot 25 prosent av innbyggerne" in t
    assert si.romfunn(laget(deltakere=skjevt())).startswith(("Kvinner 16–34 år", "Menn 16–34 år"))


def test_en_sone_som_mangler_skrives_som_et_sted():
    d = kort(
        100, sone=["1"] * 80 + ["2"] * 20, kjonn=["kvinner", "menn"] * 50, aldersgruppe=ALDRE * 25
    )

    assert "Fra Neset kommer 20 prosent av deltakerne, men 50 prosent av innbyggerne bor der." in tekst(si.kan_si(laget(deltakere=d)))  # fmt: skip


@pytest.mark.parametrize(("ukjente", "svar"), [(10, "Funnet tåler det vi ikke vet"), (90, "Da kan vi ikke være sikre")])  # fmt: skip
def test_det_verste_tilfellet_for_de_ukjente_er_regnet_ut(ukjente, svar):
    d = pd.concat([skjevt(), kort(ukjente, aldersgruppe="ukjent", kjonn="ukjent").assign(deltaker=lambda t: "U" + t["deltaker"])])  # fmt: skip

    assert svar in tekst(si.rekkevidden(laget(deltakere=d)))


def test_r_indikatoren_staar_med_forbehold():
    t = " ".join(si.om_likheten(laget(deltakere=skjevt())))

    assert "R-indikatoren er 0," in t
    assert "høy når bare en liten del av innbyggerne er med" in t


def test_loefter_og_innspill_uten_svar_gir_hver_sin_advarsel():
    k = laget(medvirkningsplan=plan(loftet_holdt="nei", forklaring="Pengene var brukt."), innspill=innspill({"svar": None}))  # fmt: skip

    titler = [b.tittel for b in si.vakter(k) if b.slag == "advarsel"]
    assert titler == ["Ett løfte er ikke holdt eller gjort opp", "Ett innspill venter på svar"]
    assert "Pengene var brukt." in tekst(*si.vakter(k))
    assert ".." not in tekst(*si.vakter(k))


def test_dialog_der_ingen_har_faatt_svar_staar_ved_innspillene_som_venter():
    ingen = si.vakter(laget(innspill=innspill({"svar": None})))
    en = si.vakter(laget(innspill=innspill({}, {"svar": None})))

    assert "men ingen har fått svar. Svar, eller kall det informasjon" in tekst(*ingen)
    assert "venter på svar" in tekst(*en)
    assert "ingen har fått svar" not in tekst(*en)


def test_alt_i_orden_gir_bare_forbeholdet_om_utvalg():
    k = laget(medvirkningsplan=plan(loftet_holdt="ja"), innspill=innspill({}))

    assert [b.slag for b in si.vakter(k)] == ["forbehold"]


def test_teksten_i_et_innspill_som_ikke_er_godkjent_staar_ikke_i_advarselen():
    k = uten_deltakere(
        innspill=innspill({"svar": None, "godkjent": False, "tekst": "Hun i tredje"})
    )
    alt = tekst(*si.vakter(k), si.om_tallene(k), si.neste(k), si.kan_si(k))

    assert "Hun i tredje" not in alt
    assert "et innspill om lys" in alt.lower()
    assert "ikke godkjent til visning" in alt


def test_skjulte_grupper_nevnes_uten_tall():
    k = laget(deltakere=kort(45, 3))

    assert k.sammenliknet.tabell["teller"].isna().any()
    assert "kan vi ikke vise hvor mange som var med" in tekst(si.aldri_i_rommet(k))


def test_to_som_er_uenige_om_tema_er_nevnt():
    d = innspill({"kode_1": ("lys",), "kode_2": ("lys",)}, {"kode_1": ("lys",), "kode_2": ("vei",)})

    assert "To leste to innspill hver for seg, og var enige om én." in tekst(
        si.temaene(uten_deltakere(innspill=d))
    )


def test_figuren_over_statusene_sier_hva_som_er_gjort_avslaatt_og_ikke_avgjort():
    d = innspill(*({"status": s} for s in ("gjort", "vedtatt", "sendt videre", "gjør vi ikke")))

    assert si.svarfunn(uten_deltakere(innspill=d)) == (
        "Av 4 innspill er to gjort eller vedtatt, ett er det sagt nei til, og ett er ikke avgjort."
    )


def test_vi_kan_aldri_si_at_innbyggerne_mener_det_deltakerne_sa():
    assert any("innbyggerne mener" in s for s in si.kan_si(bare_planen()).kan_ikke_si)


def test_uten_deltakere_og_innspill_sier_teksten_hva_som_maa_til():
    k = bare_planen()

    t = tekst(si.oppsummering(k, "Vika"), si.neste(k))
    assert "tabellen Deltakere" in t
    assert "tabellen Innspill" in t
    assert si.temaene(k) is None
    assert si.romfunn(k) == si.svarfunn(k) == ""


def test_alle_setningene_slutter_med_tegn_og_har_ikke_doble_mellomrom():
    k = laget(deltakere=skjevt(), innspill=innspill({}, {"svar": None}), medvirkningsplan=plan(loftet_holdt="delvis"))  # fmt: skip
    alle = [*si.oppsummering(k, "Vika").avsnitt, *si.om_tallene(k).punkter, *si.rekkevidden(k).avsnitt,
            *si.kan_si(k).kan_si, *si.kan_si(k).kan_ikke_si, *si.neste(k).punkter, *si.om_oppmotet(k),
            *si.om_kostnaden(k), *si.om_likheten(k), si.stigefunn(k), si.svarfunn(k), si.romfunn(k)]  # fmt: skip

    assert [s for s in alle if not s.endswith(".") or "  " in s or s[:1].islower()] == []
