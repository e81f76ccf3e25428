"""Setningene om undersøkelsen sier det tallene gir grunnlag for, og ikke mer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metodikk.grunn.tall import HARDT
from metodikk.metoder import prikking, undersokelse
from metodikk.ut import setninger_undersokelse as si
from tests.metoder.test_undersokelse_rapport import lag, svar, tabeller


def ren(del_):
    return del_.klartekst().replace(HARDT, " ")


def apne_svar(n=120):
    """De første halvparten bor i området. Der skriver mange om lys."""
    hvem = svar(240).loc[[*range(n // 2), *range(120, 120 + n // 2)], "respondent"].tolist()
    tekst = ["Mer lys."] * 40 + ["Flere benker."] * 20 + ["Buss oftere."] * 60
    tema = [("lys",)] * 40 + [("benker",)] * 20 + [("buss",)] * 60
    return {"respondent": hvem, "runde": 2025, "sporsmal": "Hva er viktigst?", "tekst": tekst, "tema": tema}  # fmt: skip


@pytest.fixture(scope="module")
def k():
    import pandas as pd

    return lag(apne_svar=pd.DataFrame(apne_svar()))


@pytest.fixture(scope="module")
def aapen():
    return lag(runder=tabeller()["runder"].assign(trekkmaate="åpen lenke"))


@pytest.fixture(scope="module")
def tom():
    t = tabeller()
    return lag(svar=t["svar"][t["svar"]["sone"] == "3"])


def test_oppsummeringen_har_helheten_driveren_og_det_folk_skriver(k):
    s = ren(si.oppsummering(k, "Vika og Lia"))

    assert s.startswith("120 innbyggere i Vika og Lia svarte på undersøkelsen i 2025.")
    assert "«Trives du?» svarer" in s
    assert "følger helheten tettest, er «Naboene?». Det betyr ikke at det ene fører til det andre." in s  # fmt: skip
    assert "Med egne ord skriver flest om lys (40 av 60)" in s
    assert "Ordene «lys»" in s


def test_noekkeltallene_har_svarandel_og_hva_svarene_er_verdt(k):
    t = {navn: (verdi.replace(HARDT, " "), om) for navn, verdi, om in si.nokkeltall(k).tall}

    assert t["Svarandel"][0] == "30 prosent"
    assert t["Svar i området"][0] == "120"
    assert "uten vekting" in t["Svar i området"][1]


def test_om_tallene_sier_hvem_hvordan_og_hvor_sikkert(k):
    s = ren(si.om_tallene(k, "Enheten"))

    assert "Enheten, i 2025. Hvem ble spurt? Et tilfeldig utvalg. De svarte på web." in s
    assert "vektet til befolkningen" in s
    assert "tre spørsmål" in s


def test_driverne_har_alltid_forbeholdet(k):
    boks = si.drivere(k)

    assert boks.slag == "forbehold"
    assert "«Naboene?»" in boks.tekst
    assert any("begge veier" in p for p in boks.punkter)
    assert "Naboene?" in si.driverfunn(k)
    assert "Bussen?" not in si.driverfunn(k)


def test_endringene_sier_hva_som_ikke_er_sammenliknet_og_hva_som_kunne_vaert_sett(k):
    s = ren(si.endringer(k))

    assert (
        "«Bussen?» er ikke sammenliknet. Grunnen: spørsmålet ble ikke stilt med denne ordlyden i 2019."
        in s
    )
    assert "Det er ikke det samme som at ingenting er endret." in s
    assert si.endringsfunn(k) == "Ingen endring er større enn usikkerheten."


def test_temaer_som_ikke_henger_sammen_skal_ikke_leses_som_ett_tall(k):
    nei = (k.temaer.tabell["samlet"].str.startswith("Nei")).any()

    assert bool(si.temaene(k)) == nei


def test_aapen_lenke_gir_advarsel_og_ingen_paastander_om_innbyggerne(aapen):
    sagt = si.kan_si(aapen)

    assert "Ingen tall har intervaller" in ren(si.kvalitet(aapen))
    assert not [s for s in sagt.kan_si if "prosent i området" in s]
    assert any("åpen lenke" in s for s in sagt.kan_ikke_si)
    assert "Det kan vi ikke si." in ren(si.om_tallene(aapen, ""))


def test_kan_ikke_si_nevner_frafall_aarsak_ordlyd_og_aapne_svar(k):
    ikke = " ".join(si.kan_si(k).kan_ikke_si)

    assert all(o in ikke for o in ("ikke svarte", "fører til", "«Bussen?»", "åpne svarene", "uendret"))  # fmt: skip


def test_uten_svar_i_omraadet_sies_grunnen_og_resten_er_stille(tom):
    assert "Ingen i området svarte" in ren(si.oppsummering(tom, "Vika"))
    assert si.nokkeltall(tom).tall == ()
    assert si.kvalitet(tom) is None
    assert si.hvem(tom) is None
    assert si.endringer(tom) is None
    assert si.drivere(tom) is None
    assert si.hvemfunn(tom) == si.endringsfunn(tom) == si.driverfunn(tom) == ""
    assert si.kan_si(tom).kan_si == ()
    assert "Ingen i området svarte" in ren(si.neste(tom))


def test_det_neste_er_aa_gi_svarene_tilbake_og_fylle_hullene(k):
    s = ren(si.neste(k))

    assert "innen åtte uker" in s
    assert "Les alle svarene om lys" in s
    assert "kode hvert tiende svar" in s
    assert si.uten_apne(k) is None


def test_uten_apne_svar_sies_hva_som_maa_til(aapen):
    assert "tabellen Åpne svar" in ren(si.uten_apne(aapen))
    assert "ett åpent spørsmål" in ren(si.neste(aapen))


def test_frafallsfiguren_sier_gruppen_med_stoerst_avstand(k):
    h = k.hvem.tabell
    storst = h.loc[(h["verdi"] - h["andel_befolkning"]).abs().idxmax(), "gruppe"]

    assert storst in si.hvemfunn(k)
    assert "måtte ha kommet fra andre grupper" in ren(si.hvem(k))


def test_oppsummeringen_sier_hvor_stor_forskjellen_til_resten_er(k):
    def lavere(t):
        return t.assign(
            ord=["lavere" if g == "omraade" else "" for g in t["gruppe"]], forskjell=-0.2
        )

    skilt = replace(k, sporsmaal=prikking.avled(k.sporsmaal, lavere))
    t = skilt.sporsmaal.tabell.set_index(["gruppe", "sporsmal"])["verdi"]
    sporsmal = t["omraade"].index[0]

    assert f"({t['omraade', sporsmal] * 100:.0f} mot {t['resten', sporsmal] * 100:.0f} prosent)" in ren(si.oppsummering(skilt, "Vika"))  # fmt: skip
    assert f"Størst er forskjellen på «{skilt.sporsmaal.tabell['tekst'].iloc[0]}»" in si.restfunn(
        skilt
    )


def test_et_spoersmaal_som_er_uendret_staar_ikke_blant_det_vi_ikke_kan_si(k):
    def bytt(t):
        return t.assign(ord=["uendret", *["for lite grunnlag"] * (len(t) - 1)])

    uendret = replace(k, endring=prikking.avled(k.endring, bytt))
    navn = uendret.like.tabell["tekst"].iloc[0]

    assert f"«{navn}» er omtrent som i 2019." in ren(si.endringer(uendret))
    assert navn not in next(s for s in si.kan_si(uendret).kan_ikke_si if "uendret" in s)


def test_andelene_i_de_aapne_svarene_er_av_antallet_som_er_nevnt(k):
    a = k.apne[0]
    nevner = a.temaer.tabell["nevner"].iloc[0]

    assert f"{nevner:.0f} svar i området" in ren(si.apne(a))
    assert f"Av {nevner:.0f} i området" in " ".join(si.kan_si(k).kan_si)


def test_alternativ_tekst_sier_hva_flest_og_faerrest_svarer_positivt_paa(k):
    t = k.sporsmaal.tabell
    her = t[t["gruppe"] == "omraade"]

    assert f"Flest svarer positivt på «{her.loc[her['verdi'].idxmax(), 'tekst']}»" in si.svarfunn(k)
    assert si.restfunn(k) == "Ingen forskjell som vises, er større enn usikkerheten."


def test_konstantene_er_de_reglene_bruker():
    assert undersokelse.MINST_SVAR == 30
    assert "30 svar" in si.GRUPPER[0]
