"""År og datoer tolkes når de bare kan bety én ting."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodikk.grunn.tall import HARDT, dato
from metodikk.inn.tidsverdier import tolk_aar, tolk_dato

DATOER = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(DATOER)
def test_dato_skrevet_i_lopende_tekst_leses_tilbake(dag):
    assert tolk_dato(dato(dag).replace(HARDT, " ")).verdi == dag
    assert tolk_dato(dato(dag)).verdi == dag


@given(DATOER)
def test_dato_i_alle_entydige_formater_er_den_samme(dag):
    former = (
        dag,
        dt.datetime.combine(dag, dt.time()),
        dag.isoformat(),
        f"{dag:%d.%m.%Y}",
        f"{dag.day}.{dag.month}.{dag.year}",
    )

    assert {tolk_dato(f).verdi for f in former} == {dag}


@given(DATOER)
def test_skraastrek_gir_aldri_en_dato(dag):
    assert tolk_dato(f"{dag:%d/%m/%Y}").verdi is None


@given(st.integers(1900, 2100))
def test_aar_leses_som_tall_tekst_og_desimaltall(aar):
    assert {
        tolk_aar(f).verdi for f in (aar, float(aar), str(aar), f"{aar}.0", f" {aar} ", f"'{aar}")
    } == {aar}


@given(st.text(max_size=12))
def test_ingen_tekst_gir_unntak(tekst):
    tolk_aar(tekst), tolk_dato(tekst)


@pytest.mark.parametrize("skrevet", [24, "24", 1.5, "1850", "20244", True, "vår 2024", "2022–2020"])
def test_det_som_ikke_er_et_aar_blir_ikke_gjettet(skrevet):
    assert tolk_aar(skrevet).verdi is None


def test_eneste_aarstall_i_en_tekst_foreslaas_uten_aa_brukes():
    assert tolk_aar("vår 2024").forslag == "2024"


@pytest.mark.parametrize(
    ("periode", "aar"),
    [("2020–2022", 2022), ("2020-2022", 2022), ("2020_2022", 2022), ("2020 – 2022", 2022)],
)
def test_perioder_faar_siste_aar(periode, aar):
    assert (tolk_aar(periode).verdi, tolk_aar(periode).slag) == (aar, ("periode",))


@pytest.mark.parametrize("umulig", ["31.02.2024", "2024-13-01", "32. mai 2024", "1. brumaire 2024"])
def test_datoer_som_ikke_finnes_er_ingen_dato(umulig):
    assert tolk_dato(umulig).slag == ("ikke_dato",)
