"""Reglene for koder og soner, prøvd gjennom hele kontrollen."""

from __future__ import annotations

import pytest

from metodikk.grunn.typer import Alvor
from tests.inn.prosjekthjelp import (
    SONER,
    ett,
    folk,
    funnet,
    indikator,
    les,
    ressurs,
    sporsmal,
    utfall,
)


def test_ordet_for_tom_verdi_er_ingen_kode():
    assert ett("K201", befolkning=[folk(sone="0nan"), folk()]).celle == "A2"


def test_kode_i_vitenskapelig_form_kan_ikke_repareres():
    f = ett("K202", befolkning=[folk(sone="3,01E+07"), folk()])

    assert (f.celle, f.alvor, f.rettet) == ("A2", Alvor.FEIL, False)


def test_mellomrom_og_usynlige_tegn_rundt_koden_tas_bort_og_meldes():
    data = les(befolkning=[folk(sone="0099000001\u00a0"), folk(sone="\u200b0099000002")])

    assert data.tabeller["befolkning"]["sone"].tolist() == ["0099000001", "0099000002"]
    assert [f.celle for f in data.funn if f.kode == "K204"] == ["A2", "A3"]


def test_kode_med_andre_store_bokstaver_kjennes_igjen():
    koblinger = [{"fra": "r01", "til": "R02", "type": "samarbeider"}]
    f = ett("K205", ressurser=[ressurs(), ressurs(ressurs="R02")], koblinger=koblinger)

    assert (f.celle, f.forslag, f.rettet) == ("A2", "R01", True)


def test_ukjent_sone_er_en_feil_med_naert_forslag():
    f = ett("K206", befolkning=[folk(), folk(sone="Vikk")])

    assert (f.celle, f.fant, f.forslag) == ("A3", "«Vikk»", "0099000001 Vik")


def test_sone_som_ikke_likner_noe_gir_ikke_et_tilfeldig_forslag():
    assert ett("K206", befolkning=[folk(sone="9999")]).forslag == ""


def test_kode_uten_forste_null_rettes_og_listes_naar_koden_finnes():
    data = les(befolkning=[folk(sone=99000001, aar=a) for a in (2023, 2024)])
    (f,) = [f for f in data.funn if f.kode == "K207"]

    assert data.tabeller["befolkning"]["sone"].tolist() == ["0099000001"] * 2
    assert (f.celle, f.antall, f.rettet, f.forslag) == ("A2:A3", 2, True, "0099000001 Vik")


def test_kode_uten_forste_null_i_sonetabellen_er_en_feil_fordi_ingen_vet_fasiten():
    soner = [{**s, "sone": int(s["sone"])} for s in SONER]
    alle = funnet("K207", soner=soner)

    assert [f.forslag for f in alle] == [s["sone"] for s in SONER]
    assert not any(f.rettet for f in alle)


def test_desimaler_bak_koden_tas_bort():
    data = les(befolkning=[folk(sone="0099000001.0")])

    assert data.tabeller["befolkning"]["sone"][0] == "0099000001"
    assert [f.rettet for f in data.funn if f.kode == "K208"] == [True]


def test_tapt_null_og_desimaler_sammen_blir_riktig_kode():
    data = les(befolkning=[folk(sone="99000001.0")])

    assert data.tabeller["befolkning"]["sone"][0] == "0099000001"
    assert {"K207", "K208"} <= {f.kode for f in data.funn}


def test_sonenavn_i_stedet_for_kode_byttes_naar_navnet_er_entydig():
    data = les(befolkning=[folk(sone="vik")])

    assert data.tabeller["befolkning"]["sone"][0] == "0099000001"
    assert [f.rettet for f in data.funn if f.kode == "K209"] == [True]


def test_kode_og_navn_i_samme_celle_blir_koden():
    data = les(befolkning=[folk(sone="0099000001 Vik")])

    assert data.tabeller["befolkning"]["sone"][0] == "0099000001"
    assert [f.rettet for f in data.funn if f.kode == "K228"] == [True]


def test_navn_paa_flere_soner_gir_begge_kandidatene():
    soner = [SONER[0], {**SONER[1], "sonenavn": "Vik"}]
    f = ett("K210", soner=soner, befolkning=[folk(sone="Vik")])

    assert f.forslag == "0099000001 eller 0099000002"


def test_siste_fire_sifre_av_en_grunnkrets_er_ikke_nok():
    soner = [{"sone": "03010103", "sonenavn": "A"}, {"sone": "03010204", "sonenavn": "B"}]

    assert ett("K211", soner=soner, befolkning=[folk(sone="0103")]).forslag == "03010103 A"


def test_kode_med_gammelt_kommunenummer_faar_den_nye_som_forslag():
    soner = [{"sone": "32010103", "sonenavn": "A"}]

    assert ett("K212", soner=soner, befolkning=[folk(sone="02190103")]).forslag == "32010103 A"


def test_soner_fra_flere_aarganger_blandes_ikke():
    soner = [{"sone": k, "sonenavn": k} for k in ("32010103", "32010104", "02190105")]

    assert ett("K213", soner=soner).celle == "A4"


def test_kode_og_navn_som_er_uenige_er_en_feil_med_riktig_navn():
    f = ett("K214", befolkning=[folk(sonenavn="Vik"), folk(sone="0099000002", sonenavn="Berg")])

    assert (f.celle, f.forslag) == ("F3", "Nes (0099000002)")


def test_rad_for_hele_kommunen_holdes_utenfor_sonene():
    data = les(befolkning=[folk(), folk(sone="0099", antall=143)])

    assert data.tabeller["befolkning"]["sone"].tolist() == ["0099000001"]
    assert [f.celle for f in data.funn if f.kode == "K215"] == ["A3"]


def test_delomraader_og_grunnkretser_kan_ikke_staa_om_hverandre():
    soner = [{"sone": k, "sonenavn": k} for k in ("03010101", "03010102", "030101")]

    assert ett("K216", soner=soner).celle == "A4"


def test_sone_som_mangler_i_tabellen_navngis():
    f = ett("K217", befolkning=[folk(), folk(sone="0099000002")])

    assert "0099000003 Berg" in f.fant


def test_sone_uten_flate_og_flate_uten_sone_listes(tmp_path):
    import geopandas as gpd
    from shapely import box

    ruter = [box(10.5, 59.8, 10.51, 59.81), box(10.51, 59.8, 10.52, 59.81)]
    kart = gpd.GeoDataFrame({"sone": ["0099000001", "0099000009"]}, geometry=ruter, crs=4326)
    kart.to_file(tmp_path / "soner.geojson")
    koder = {f.kode: f for f in les(tmp_path).funn}

    assert koder["K218"].celle == "A3:A4"
    assert "0099000009" in koder["K219"].fant


def test_kode_paa_kartet_uten_forste_null_rettes_og_listes(tmp_path):
    import geopandas as gpd
    from shapely import box

    kart = gpd.GeoDataFrame(
        {"sone": [99000001]}, geometry=[box(10.5, 59.8, 10.51, 59.81)], crs=4326
    )
    kart.to_file(tmp_path / "soner.geojson")
    data = les(tmp_path)

    assert data.geografi["sone"].tolist() == ["0099000001"]
    assert [f.rettet for f in data.funn if f.kode == "K207"] == [True]


@pytest.mark.parametrize(("nummer", "forslag"), [(301, "0301"), ("SE0180", "")])
def test_kommunenummer_som_ikke_er_fire_sifre_er_en_feil(nummer, forslag):
    assert ett("K220", soner=[{**SONER[0], "kommune": nummer}]).forslag == forslag


def test_flere_koder_i_samme_celle_er_en_for_lang_kode():
    assert ett("K221", soner=[{**SONER[0], "sone": "0099000001; 0099000002"}]).celle == "A2"


def test_kode_som_ikke_finnes_i_tabellen_den_viser_til_er_en_feil():
    koblinger = [{"fra": "R01", "til": "R41", "type": "samarbeider"}]
    f = ett("K222", ressurser=[ressurs()], behov=_behov(), koblinger=koblinger)

    assert (f.celle, f.tittel) == ("B2", "Koden finnes ikke i ressurser eller behov")


def test_ukjent_indikator_faar_naert_forslag():
    f = ett("K223", indikatorer=[indikator(indikator="barn_lavinnt")])

    assert (f.celle, f.forslag) == ("A2", "barn_lavinntekt")


def test_egen_indikator_i_prosjektfilen_er_kjent():
    egne = {"egen": {"navn": "Egen", "retning": "ingen"}}

    assert not funnet("K223", indikatorer=[indikator(indikator="egen")], indikatorkatalog=egne)


def test_uten_sonetabellen_kan_ikke_sonekodene_kontrolleres():
    f = ett("K224", soner=[], befolkning=[folk()])

    assert (f.alvor, f.fant) == (Alvor.FEIL, "soner")


def test_utfall_maalt_med_et_sporsmaal_er_kjent():
    assert not funnet("K222", utfall=[utfall(maalt_med="trygg")], kodebok=[sporsmal()])


def test_to_soner_med_samme_navn_er_en_advarsel():
    assert ett("K225", soner=[SONER[0], {**SONER[1], "sonenavn": "VIK "}]).alvor is Alvor.ADVARSEL


def test_kode_fra_en_delt_kommune_flyttes_ikke_til_en_av_de_nye():
    soner = [{"sone": "15080103", "sonenavn": "A"}]
    f = ett("K226", soner=soner, befolkning=[folk(sone="15070103")])

    assert (f.rettet, f.forslag) == (False, "1508 Ålesund eller 1580 Haram")


def test_desimaltall_er_ingen_kode():
    assert ett("K227", befolkning=[folk(sone=3.5), folk()]).celle == "A2"


def _behov() -> list[dict]:
    return [
        {
            "behov": "B01",
            "tekst": "Et sted å være",
            "tema": "møteplass",
            "viktighet": 3,
            "kilde": "x",
        }
    ]
