"""Reglene for kolonner, faste valg og like rader, prøvd gjennom hele kontrollen."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import SONER, ett, folk, funnet, indikator, les, ressurs, svar


def test_kolonne_som_mangler_faar_forslag_om_en_som_likner():
    f = ett("K501", befolkning=[{"sone": "0099000001", "aar": 2024, "aldersgruppe": "20–34 år",
                                 "kjonn": "menn", "antal": 3}])  # fmt: skip

    assert (f.kolonne, f.forslag) == ("antall", "mente du «antal»?")


def test_kolonne_som_mangler_helt_sier_hva_den_skal_inneholde():
    f = ett("K501", soner=[{"sone": "0099000001"}])

    assert "Navnet folk kjenner sonen ved." in f.forventet


def test_tom_celle_som_maa_fylles_ut_er_en_feil():
    assert ett("K502", befolkning=[folk(), folk(sone=None)]).celle == "A3"


def test_ukjente_kolonner_listes_saa_ingenting_forsvinner_i_stillhet():
    f = ett("K503", befolkning=[folk(notat="x")])

    assert (f.alvor, f.fant) == (Alvor.INFO, "«notat»")


def test_to_kolonner_som_begge_kan_vaere_sonekoden_er_en_feil():
    rad = {k: v for k, v in folk().items() if k != "sone"}
    f = ett("K504", befolkning=[{"Grunnkrets": "0099000001", "Delområde": "0099000002", **rad}])

    assert f.fant == "«Grunnkrets» og «Delområde»"


def test_feltets_eget_navn_gaar_foran_andre_navn():
    assert not funnet("K504", befolkning=[folk(grunnkrets="x")])


def test_ukjent_valg_faar_naert_forslag_og_alle_valgene():
    f = ett("K505", ressurser=[ressurs(type="frivilig organisasjon")])

    assert f.forslag == "frivillig organisasjon"
    assert "«fysisk ute»" in f.forventet


@pytest.mark.parametrize(
    ("skrevet", "lest"),
    [("20-34", "20–34 år"), ("20 – 34 ÅR", "20–34 år"), ("80+", "80 år og over")],
)
def test_valg_skrevet_paa_en_annen_maate_kjennes_igjen_og_listes(skrevet, lest):
    data = les(befolkning=[folk(aldersgruppe=skrevet)])

    assert data.tabeller["befolkning"]["aldersgruppe"].tolist() == [lest]
    assert [f.rettet for f in data.funn if f.kode == "K506"] == [True]


def test_kanskje_er_verken_ja_eller_nei():
    assert ett("K507", ressurser=[ressurs(privatperson="kanskje")]).forslag == "ja eller nei"


def test_komma_i_en_liste_gir_en_advarsel_med_semikolon_som_forslag():
    f = ett("K508", ressurser=[ressurs(tema="møteplass, barn og unge")])

    assert f.forslag == "møteplass; barn og unge"


def test_usynlige_tegn_i_tekst_fjernes_og_meldes():
    data = les(soner=[{**SONER[0], "sonenavn": "Vi\u200bk\u202e"}])

    assert data.tabeller["soner"]["sonenavn"][0] == "Vik"
    assert "K509" in {f.kode for f in data.funn}


def test_kommunens_egne_kolonnenavn_kjennes_igjen_og_listes():
    f = ett("K510", soner=[{"Grunnkrets": "0099000001", "Navn": "Vik"}])

    assert f.fant == "«Grunnkrets» → sone og «Navn» → sonenavn"


def test_like_rader_telles_en_gang_og_listes():
    data = les(befolkning=[folk(), folk(aar=2023), folk()])
    (f,) = [f for f in data.funn if f.kode == "K511"]

    assert len(data.tabeller["befolkning"]) == 2
    assert (f.celle, f.rettet, f.alvor) == ("A4", True, Alvor.ADVARSEL)


def test_samme_nokkel_med_ulike_verdier_viser_begge_cellene():
    f = ett("K512", befolkning=[folk(), folk(aar=2023), folk(antall=134)])

    assert "E2 = «143», E4 = «134»" in f.fant
    assert (f.celle, f.antall) == ("A2, A4", 2)


def test_samme_aar_to_ganger_for_en_indikator_er_en_feil():
    assert ett("K512", indikatorer=[indikator(), indikator(teller=19)]).alvor is Alvor.FEIL


def test_samme_person_to_ganger_vises_uten_lopenummer():
    rader = [svar(1), svar(1, trygg=2)]
    f = ett("K512", svar=rader, kodebok=_kodebok())

    assert f.fant == "samme person og «runde»: F2, F3"


@pytest.mark.parametrize(("tabell", "rader", "felles"), [
    ("deltakere", [{"deltaker": "D1", "Møte": "A1", "sone": s} for s in ("0099000001", "0099000002")], "samme person og «Møte»: C2, C3"),
    ("stedskoder", [{"utsagn": "S1", "kode": k} for k in ("trygt", "utrygt")], "samme «utsagn»: B2, B3"),
])  # fmt: skip
def test_like_rader_om_personer_sier_hva_de_har_felles_med_tabellens_egne_ord(
    tabell, rader, felles
):
    f = ett("K512", **{tabell: rader})

    assert f.fant == felles


def test_fil_som_ikke_hører_til_noen_tabell_listes_med_forslag(tmp_path):
    (tmp_path / "befolking.csv").write_text("a;b\n1;2\n")
    (f,) = [f for f in les(tmp_path).funn if f.kode == "K513"]

    assert (f.fant, f.forslag) == ("befolking.csv", "befolkning")


def test_to_filer_for_samme_tabell_er_en_feil(tmp_path):
    (tmp_path / "Soner 2024.csv").write_text("sone;sonenavn\n1;2\n")

    assert [f.antall for f in les(tmp_path).funn if f.kode == "K514"] == [2]


def test_gruppe_som_mangler_i_en_sone_gir_en_advarsel():
    rader = [folk(sone=s["sone"], kjonn=k) for s in SONER for k in ("kvinner", "menn")][:-1]

    assert "0099000003 i 2024" in ett("K516", befolkning=rader).fant


def test_indikator_uten_et_eneste_tall_navngis():
    assert ett("K517", indikatorer=[indikator(teller=":")]).fant == "barn_lavinntekt"


def test_indikator_som_er_lik_overalt_gir_en_advarsel():
    rader = [indikator(aar=a, teller=10, nevner=100) for a in range(2019, 2025)]

    assert ett("K518", indikatorer=rader).fant == "barn_lavinntekt"


def test_egen_indikator_uten_retning_er_en_feil():
    egne = {"egen": {"navn": "Egen"}}

    assert (
        ett("K519", indikatorer=[indikator(indikator="egen")], indikatorkatalog=egne).fant == "egen"
    )


def test_temaord_med_ulik_boyning_gir_en_advarsel():
    behov = [{"behov": "B1", "tekst": "x", "tema": "møteplasser", "viktighet": 3, "kilde": "y"}]
    f = ett("K520", ressurser=[ressurs()], behov=behov)

    assert (f.fant, f.forslag) == ("«møteplasser»", "«møteplass»")


def test_behov_ingen_ressurs_dekker_er_ikke_en_feil_i_tallene():
    behov = [{"behov": "B1", "tekst": "x", "tema": "snømåking", "viktighet": 3, "kilde": "y"}]

    assert not funnet("K520", ressurser=[ressurs()], behov=behov)


def test_brudd_for_noe_ukjent_er_en_feil():
    brudd = [{"gjelder": "lavutdanning", "aar": 2019, "type": "definisjon", "beskrivelse": "x"}]

    assert ett("K521", brudd=brudd).forslag == "lav_utdanning"


def test_aar_som_egne_kolonner_er_en_feil_med_raad_om_aa_snu_tabellen():
    rad = {
        "sone": "0099000001",
        "aldersgruppe": "20–34 år",
        "kjonn": "menn",
        "2023": 140,
        "Personer 2024": 143,
    }
    f = ett("K522", befolkning=[rad])

    assert f.fant == "«2023» og «Personer 2024»"


def _kodebok() -> list[dict]:
    from tests.inn.prosjekthjelp import sporsmal

    return [sporsmal()]
