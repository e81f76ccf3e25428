from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box
from shapely.affinity import translate

from metodikk.grunn.feil import DataFeil
from metodikk.inn.geografi import les_geografi

pytestmark = pytest.mark.filterwarnings("ignore:'crs' was not provided")
KOLONNER = ("sone", "sonekode", "levekaarssone", "grunnkrets", "grunnkretsnummer", "omraade")
# Fire ruter på 1 km i Akershus, i UTM-sone 32.
RUTER = [box(597000 + 1000 * i, 6640000, 598000 + 1000 * i, 6641000) for i in range(4)]
KODER = ["0099000001", "0099000002", "0099000003", "0099000004"]


def kart(geometri=RUTER, koder=None, crs=25832, **kolonner):
    koder = koder or KODER[: len(geometri)]
    return gpd.GeoDataFrame({"sone": koder, **kolonner}, geometry=list(geometri), crs=crs)


def skriv(mappe: Path, data: gpd.GeoDataFrame, navn: str = "soner.gpkg", **valg) -> Path:
    data.to_file(mappe / navn, **valg)
    return mappe / navn


def les(fil: Path, **valg):
    return les_geografi(fil, sonekolonner=KOLONNER, **valg)


def koder(fil: Path, **valg) -> list[str]:
    try:
        return [f.kode for f in les(fil, **valg).funn]
    except DataFeil as feil:
        return [f.kode for f in feil.funn]


def funnet(fil: Path, kode: str):
    try:
        alle = les(fil).funn
    except DataFeil as feil:
        alle = feil.funn
    (treff,) = [f for f in alle if f.kode == kode]
    return treff


@pytest.mark.parametrize(
    "navn", ["soner.gpkg", "soner.shp", "soner.geojson", "Soner på østsiden.gpkg"]
)
def test_vanlige_formater_leses(tmp_path, navn):
    lest = les(skriv(tmp_path, kart(), navn))

    assert list(lest.data.columns) == ["sone", "geometry"]
    assert lest.data["sone"].tolist() == KODER
    assert lest.data.crs.to_epsg() == 25832
    assert lest.data.geometry.area.tolist() == pytest.approx([1e6] * 4, rel=1e-3)


def test_rent_kart_gir_ingen_funn(tmp_path):
    assert koder(skriv(tmp_path, kart())) == []


def test_shapefil_i_zip_leses(tmp_path):
    skriv(tmp_path, kart(), "soner.shp")
    with zipfile.ZipFile(tmp_path / "kart.zip", "w") as pakke:
        for del_ in tmp_path.glob("soner.*"):
            pakke.write(del_, f"mappe/{del_.name}")

    assert len(les(tmp_path / "kart.zip").data) == 4


@pytest.mark.parametrize(
    ("crs", "midt", "ventet"),
    [(4326, (10.5, 59.9), 25832), (3857, (10.5, 59.9), 25832), (4326, (15.0, 67.3), 25833), (25833, (10.5, 59.9), 25833),
     (32633, (15.0, 67.3), 25833), (25835, (26.0, 70.0), 25833), (4258, (5.3, 60.4), 25832)],
)  # fmt: skip
def test_alle_koordinatsystemer_ender_i_utm_32_eller_33(tmp_path, crs, midt, ventet):
    flate = gpd.GeoSeries([Point(midt).buffer(0.01)], crs=4326).to_crs(crs)

    lest = les(skriv(tmp_path, kart(flate.values, crs=crs)))

    assert lest.data.crs.to_epsg() == ventet
    assert ("K705" in [f.kode for f in lest.funn]) == (crs != ventet)


def test_arealet_er_det_samme_fra_grader_og_fra_meter(tmp_path):
    meter = les(skriv(tmp_path, kart(), "a.gpkg")).data
    grader = les(skriv(tmp_path, kart().to_crs(4326), "b.gpkg")).data

    assert grader.geometry.area.tolist() == pytest.approx(meter.geometry.area.tolist(), rel=1e-4)


@pytest.mark.parametrize("epsg", [25832, 25833, 4326])
def test_manglende_koordinatsystem_er_en_feil_med_gjetning(tmp_path, epsg):
    data = kart().to_crs(epsg).set_crs(None, allow_override=True)

    funn = funnet(skriv(tmp_path, data, "soner.shp"), "K702")

    assert f"EPSG:{epsg}" in funn.forslag


def test_geojson_med_utm_tall_uten_koordinatsystem_er_en_feil(tmp_path):
    data = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"sone": "0099000001"}, "geometry": shapely.geometry.mapping(RUTER[0])}]}  # fmt: skip
    (tmp_path / "a.geojson").write_text(json.dumps(data))

    assert "EPSG:25832" in funnet(tmp_path / "a.geojson", "K702").forslag


def test_koordinater_ingen_steder_i_landet_stopper(tmp_path):
    data = kart([box(0, 0, 1e9, 1e9)]).set_crs(None, allow_override=True)

    assert koder(skriv(tmp_path, data, "soner.shp")) == ["K702"]


def test_sone_32_tall_merket_sone_33_er_en_feil_med_forslag(tmp_path):
    funn = funnet(skriv(tmp_path, kart().set_crs(25833, allow_override=True)), "K703")

    assert "EPSG:25832" in funn.forslag


def test_sone_33_tall_merket_sone_32_oppdages_av_fylket_i_koden(tmp_path):
    """Akershus i sone 33 lest som sone 32 havner i Vestland, altså fortsatt i Norge."""
    data = kart(koder=["32010101", "32010102", "32010103", "32010104"]).to_crs(25833)

    funn = funnet(skriv(tmp_path, data.set_crs(25832, allow_override=True)), "K703")

    assert "EPSG:25833" in funn.forslag
    assert "fylket" in funn.forventet


def test_byttet_bredde_og_lengdegrad_er_en_feil(tmp_path):
    data = kart().to_crs(4326)
    data["geometry"] = shapely.transform(data.geometry.values, lambda xy: xy[:, ::-1])

    assert koder(skriv(tmp_path, data, "a.geojson"))[0] == "K704"


def test_byttet_ost_og_nord_i_meter_er_en_feil(tmp_path):
    data = kart()
    data["geometry"] = shapely.transform(data.geometry.values, lambda xy: xy[:, ::-1])

    assert koder(skriv(tmp_path, data))[0] == "K704"


def test_liten_sloyfe_repareres_og_meldes(tmp_path):
    sloyfe = Polygon(
        [
            (0, 0),
            (1000, 0),
            (1000, 1000),
            (500, 1000),
            (499.9, 1000.1),
            (499.9, 999.9),
            (500, 1000),
            (0, 1000),
        ]
    )
    lest = les(skriv(tmp_path, kart([translate(sloyfe, 597000, 6640000)])))

    assert [f.kode for f in lest.funn] == ["K707"]
    assert lest.funn[0].rettet
    assert lest.data.geometry.is_valid.all()


def test_timeglass_repareres_ikke_i_stillhet(tmp_path):
    timeglass = Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])

    assert koder(skriv(tmp_path, kart([translate(timeglass, 597000, 6640000)]))) == ["K708"]


def test_overlapp_meldes_med_soner_og_kvadratmeter(tmp_path):
    over = [RUTER[0], translate(RUTER[1], -10, 0), *RUTER[2:]]

    fant = funnet(skriv(tmp_path, kart(over)), "K709").fant.replace("\u00a0", " ")

    assert "0099000001 og 0099000002 (10 000 m²)" in fant


def test_sprekk_mellom_soner_meldes_men_ikke_en_innsjo(tmp_path):
    med_sprekk = [
        box(0, 0, 1000, 400),
        box(0, 600, 1000, 1000),
        box(0, 400, 498, 600),
        box(500, 400, 1000, 600),
    ]
    med_sjo = [*med_sprekk[:2], box(0, 400, 200, 600), box(800, 400, 1000, 600)]
    flytt = [translate(f, 597000, 6640000) for f in med_sprekk]
    sjo = [translate(f, 597000, 6640000) for f in med_sjo]

    assert koder(skriv(tmp_path, kart(flytt), "a.gpkg")) == ["K710"]
    assert koder(skriv(tmp_path, kart(sjo), "b.gpkg")) == []


@pytest.mark.parametrize("tom", [None, Polygon()])
def test_sone_uten_flate_er_en_feil_med_kode(tmp_path, tom):
    assert funnet(skriv(tmp_path, kart([*RUTER[:3], tom])), "K711").fant == "0099000004"


def test_flere_lag_maa_navngis(tmp_path):
    fil = skriv(tmp_path, kart(), layer="grunnkretser")
    kart(RUTER[:2]).to_file(fil, layer="levekårssoner")

    assert funnet(fil, "K712").fant == "«grunnkretser», «levekårssoner»"
    assert len(les(fil, lag="Levekårssoner").data) == 2


def test_ukjent_lag_gir_listen_over_dem_som_finnes(tmp_path):
    assert koder(skriv(tmp_path, kart()), lag="finnes ikke") == ["K712"]


def test_det_eneste_laget_med_flater_velges(tmp_path):
    fil = skriv(tmp_path, kart(), layer="soner")
    kart([r.centroid for r in RUTER]).to_file(fil, layer="navn")

    assert len(les(fil).data) == 4


def test_punkter_og_linjer_brukes_ikke_men_meldes(tmp_path):
    blandet = [*RUTER[:2], Point(597500, 6640500), LineString([(0, 0), (1, 1)])]
    lest = les(skriv(tmp_path, kart(blandet), "a.geojson"))

    assert {"K713", "K711"} <= {f.kode for f in lest.funn}
    assert lest.data["sone"].tolist() == KODER[:2]


def test_bare_punkter_stopper(tmp_path):
    assert "K720" in koder(skriv(tmp_path, kart([r.centroid for r in RUTER])))


def test_hoyde_fjernes_med_opplysning(tmp_path):
    lest = les(skriv(tmp_path, kart(shapely.force_3d(RUTER, 12.0))))

    assert [f.kode for f in lest.funn] == ["K714"]
    assert not lest.data.geometry.has_z.any()


def test_buer_blir_rette_linjer(tmp_path):
    gml = """<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/"
      xmlns:gml="http://www.opengis.net/gml/3.2"><ogr:featureMember><ogr:soner gml:id="a"><ogr:sone>0099000001</ogr:sone>
      <ogr:geometryProperty><gml:Surface srsName="urn:ogc:def:crs:EPSG::25832" gml:id="b"><gml:patches><gml:PolygonPatch>
      <gml:exterior><gml:Ring><gml:curveMember><gml:Curve gml:id="c"><gml:segments><gml:Circle><gml:posList>
      597000 6640000 598000 6641000 599000 6640000</gml:posList></gml:Circle></gml:segments></gml:Curve></gml:curveMember>
      </gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface></ogr:geometryProperty></ogr:soner>
      </ogr:featureMember></ogr:FeatureCollection>"""
    (tmp_path / "a.gml").write_text(gml)

    lest = les(tmp_path / "a.gml")

    assert lest.data.geom_type.tolist() == ["Polygon"]
    assert lest.data.geometry.area[0] == pytest.approx(3.14159e6, rel=0.01)


def test_deler_av_samme_sone_slaas_sammen(tmp_path):
    lest = les(skriv(tmp_path, kart(koder=["A", "A", "B", "C"])))

    assert [f.kode for f in lest.funn] == ["K715"]
    assert lest.data.set_index("sone").geometry.area["A"] == pytest.approx(2e6)


def test_samme_kode_paa_flater_som_overlapper_er_en_feil(tmp_path):
    fil = skriv(tmp_path, kart([RUTER[0], translate(RUTER[0], 100, 0)], ["A", "A"]))

    assert koder(fil) == ["K716"]


def test_flate_uten_kode_er_en_feil(tmp_path):
    assert koder(skriv(tmp_path, kart(koder=["A", "B", None, ""]))) == ["K718"]


def test_ingen_sonekolonne_er_en_feil_som_lister_kolonnene(tmp_path):
    fil = skriv(tmp_path, kart().rename(columns={"sone": "objid"}))

    assert "«objid»" in funnet(fil, "K706").fant


def test_koder_som_tall_blir_tekst_med_advarsel(tmp_path):
    lest = les(skriv(tmp_path, kart(koder=[99000001, 99000002, 99000003, 99000004])))

    assert lest.data["sone"].tolist() == ["99000001", "99000002", "99000003", "99000004"]
    assert [f.kode for f in lest.funn] == ["K721"]


def test_desimaltall_som_kode_gir_ikke_krasj(tmp_path):
    lest = les(skriv(tmp_path, kart(koder=[99000001.0, 2.5, 3.0, None])))

    assert lest.data["sone"].tolist() == ["99000001", "2.5", "3"]
    assert {"K721", "K718"} == {f.kode for f in lest.funn}


def test_sonekolonnen_velges_i_rekkefolge(tmp_path):
    lest = les(skriv(tmp_path, kart(omraade=["x"] * 4)))

    assert lest.data["sone"].tolist() == KODER


def test_sone_i_guineabukta_meldes(tmp_path):
    fil = skriv(tmp_path, kart([*RUTER[:3], box(0, 0, 1000, 1000)]))

    assert funnet(fil, "K719").fant == "0099000004"


def test_flate_som_ikke_kan_regnes_om_er_en_feil_med_kode(tmp_path):
    data = kart([*RUTER[:3], RUTER[3]]).to_crs(4326)
    data.loc[3, "geometry"] = box(1e5, 6e6, 2e5, 7e6)

    lest = les(skriv(tmp_path, data))

    assert lest.data["sone"].tolist() == KODER[:3]
    assert [f.kode for f in lest.funn if f.kode == "K711"] == ["K711"]


def test_shapefil_uten_shx_sier_hva_som_mangler(tmp_path):
    fil = skriv(tmp_path, kart(), "soner.shp")
    (tmp_path / "soner.dbf").unlink()
    (tmp_path / "soner.shx").unlink()

    assert koder(fil) in (["K701"], ["K706"])


def test_dbf_i_latin1_merket_utf8_leses_med_advarsel(tmp_path):
    fil = skriv(tmp_path, kart(koder=["Ås", "Bø", "Ål", "Vik"]), "soner.shp", encoding="ISO-8859-1")
    fil.with_suffix(".cpg").write_text("UTF-8")

    lest = les(fil)

    assert lest.data["sone"].tolist() == ["Ås", "Bø", "Ål", "Vik"]
    assert [f.kode for f in lest.funn] == ["K717"]


@pytest.mark.parametrize(
    ("navn", "innhold", "kode"),
    [("a.gpkg", b"tull", "K701"), ("a.geojson", b"{", "K701"), ("a.shp", b"\0" * 200, "K701"), ("a.zip", b"PK", "K701"),
     ("a.sos", b".HODE", "K701"), ("a.geojson", b"", "K002"), ("a.geojson", b'{"type":"FeatureCollection","features":[]}', "K706")],
)  # fmt: skip
def test_odelagte_kartfiler_gir_kodet_melding(tmp_path, navn, innhold, kode):
    (tmp_path / navn).write_bytes(innhold)

    assert koder(tmp_path / navn) == [kode]


def test_kart_som_ikke_finnes_stopper(tmp_path):
    assert koder(tmp_path / "borte.gpkg") == ["K001"]


def test_lag_uten_geometri_er_en_feil(tmp_path):
    pyogrio.write_dataframe(kart().drop(columns="geometry"), tmp_path / "a.gpkg")

    assert koder(tmp_path / "a.gpkg") == ["K720"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    geometri=st.lists(st.sampled_from([*RUTER, None, Polygon(), Point(1, 1), box(0, 0, 1, 1),
                                       Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), LineString([(0, 0), (5, 5)])]), min_size=1, max_size=5),
    sone=st.lists(st.sampled_from(["0301", "A", "", None, " 1 "]), min_size=5, max_size=5),
    crs=st.sampled_from([25832, 25833, 4326, None]),
)  # fmt: skip
def test_vilkaarlige_kart_gir_gyldig_kart_eller_kodet_melding(tmp_path, geometri, sone, crs):
    data = kart(geometri, sone[: len(geometri)], crs=None).set_crs(crs)
    fil = tmp_path / "a.geojson"
    fil.write_text(data.to_json(to_wgs84=False))

    try:
        lest = les(fil)
    except DataFeil as feil:
        lest, funn = None, feil.funn

    if lest is None:
        assert funn
        return
    assert lest.data["sone"].is_unique
    assert lest.data.geometry.is_valid.all()
    borte = {k.strip() for k in sone[: len(geometri)] if k} - set(lest.data["sone"])
    assert not borte or {"K711", "K708", "K713"} & {f.kode for f in lest.funn}
