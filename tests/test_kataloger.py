"""Indikatorene, måltallene og spørsmålene er fullstendige, og kildene deres finnes."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema
from tests.conftest import ROT

TEMAER = (
    "befolkning", "økonomi", "arbeid", "utdanning", "oppvekst", "bolig", "helse", "trygghet",
    "miljø", "tilgjengelighet", "deltakelse",
)  # fmt: skip
NIVAA = ("grunnkrets", "sone (bestilles)", "bydel", "kommune", "fylke", "land", "adresse")
FELLES = {
    "navn", "definisjon", "tema", "retning", "kilde", "enhet", "kildetabell", "laveste_geografi",
    "smaa_tall", "kontrollert", "kildenokler",
}  # fmt: skip
INDIKATORER, MAALTALL, SPORSMAAL = (katalog(n) for n in ("indikatorer", "maaltall", "sporsmaal"))
BEGGE = INDIKATORER | MAALTALL
SSB_TABELLER = {  # tabellene der innholdet er lest i åpen dokumentasjon
    "04317", "04362", "06070", "06083", "06265", "06513", "06913", "06944", "06947", "07459",
    "08764", "09429", "09434", "10826", "11084", "12063", "12944", "14737",
}  # fmt: skip


@pytest.mark.parametrize("kode", INDIKATORER)
def test_indikatoren_har_alle_feltene_og_er_en_andel_eller_en_rate(kode):
    i = INDIKATORER[kode]

    assert set(i) - {"per"} == FELLES | {"maal"}
    assert i["maal"] in ("andel", "rate")
    assert ("per" in i) == (i["maal"] == "rate")


@pytest.mark.parametrize("kode", MAALTALL)
def test_maaltallet_har_alle_feltene_og_er_ikke_en_indikator(kode):
    assert set(MAALTALL[kode]) == FELLES | {"foeres_i"}
    assert kode not in INDIKATORER


@pytest.mark.parametrize("kode", BEGGE)
def test_tema_retning_nivaa_og_definisjon_er_gyldige(kode):
    v = BEGGE[kode]

    assert v["tema"] in TEMAER
    assert v["retning"] in ("lav_er_god", "hoy_er_god", "ingen")
    assert v["laveste_geografi"] in NIVAA
    assert v["definisjon"].endswith(".")
    assert v["smaa_tall"].endswith(".")
    assert v["kontrollert"] == "nei" or isinstance(v["kontrollert"], dt.date)


@pytest.mark.parametrize("kode", BEGGE)
def test_ssb_tabellene_er_bare_dem_vi_har_lest(kode):
    v = BEGGE[kode]

    assert set(re.findall(r"\b\d{5}\b", f"{v['kildetabell']} {v['kilde']}")) <= SSB_TABELLER


@pytest.mark.parametrize("kode", [k for k, v in BEGGE.items() if v["kontrollert"] != "nei"])
def test_det_som_er_kontrollert_har_en_kilde_eller_er_kommunens_eget(kode):
    v = BEGGE[kode]

    assert v["kildenokler"] or v["kilde"].startswith(("Kommunens", "Egen beregning"))


@pytest.mark.parametrize("tema", TEMAER)
def test_hvert_tema_har_noe_som_kan_maales(tema):
    assert any(v["tema"] == tema for v in INDIKATORER.values())


@pytest.mark.parametrize("kode", SPORSMAAL)
def test_sporsmaalet_har_ordlyd_skala_kilde_og_tema_fra_kodeboka(kode):
    s = SPORSMAAL[kode]

    assert set(s) == {
        "tema", "form", "ordlyd", "skala", "hvem", "kilde", "sammenlikning", "kildenokler",
    }  # fmt: skip
    assert s["ordlyd"].endswith(("?", "."))
    assert all(s[felt].strip() for felt in ("skala", "hvem", "kilde"))
    assert s["tema"] in skjema("kodebok").felt["tema"].valg
    assert s["form"] in ("ordrett", "gjengitt", "forslag")


@pytest.mark.parametrize("kode", SPORSMAAL)
def test_sporsmaalet_har_tall_bare_naar_det_har_kilde(kode):
    s = SPORSMAAL[kode]

    assert (s["form"] == "forslag") == s["sammenlikning"].startswith("Finnes ikke.")
    assert s["form"] == "forslag" or s["kildenokler"]


def test_alle_temaene_i_kodeboka_har_et_sporsmaal():
    assert {s["tema"] for s in SPORSMAAL.values()} == set(skjema("kodebok").felt["tema"].valg)


@pytest.mark.parametrize("kode", BEGGE | SPORSMAAL)
def test_kildene_finnes(kode):
    assert set((BEGGE | SPORSMAAL)[kode]["kildenokler"]) <= set(katalog("kilder"))


def test_sporsmaalene_fra_eksempelvik_har_samme_ordlyd_som_kodeboka():
    innhold = (ROT / "data/sample/lag/innhold/undersokelse.toml").read_text(encoding="utf-8")
    forslag = {k: v["ordlyd"] for k, v in SPORSMAAL.items() if v["kilde"].endswith("Eksempelvik")}

    assert len(forslag) >= 12
    assert [k for k, ordlyd in forslag.items() if k not in innhold or ordlyd not in innhold] == []
