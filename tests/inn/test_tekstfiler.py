from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.inn.filer import les_tabell
from metodikk.inn.tekstfiler import finn_skilletegn
from tests.inn.arkhjelp import VENTEDE, csvfil, funnet, koder, les


@pytest.mark.parametrize("skille", [";", ",", "\t", "|"])
def test_alle_vanlige_skilletegn_kjennes_igjen(tmp_path, skille):
    tekst = "Sone;År;Antall\n01;2024;12\n02;2024;8\n".replace(";", skille)

    tabell = les(csvfil(tmp_path / "a.csv", tekst))

    assert tabell.kolonner == ("Sone", "År", "Antall")
    assert tabell.data.values.tolist() == [["01", "2024", "12"], ["02", "2024", "8"]]


def test_desimalkomma_forveksles_ikke_med_skilletegn(tmp_path):
    tabell = les(csvfil(tmp_path / "a.csv", "Sone;Andel\n01;12,5\n02;8,0\n03;7,1\n"))

    assert list(tabell.data["Andel"]) == ["12,5", "8,0", "7,1"]


@pytest.mark.parametrize(("linje", "skille"), [("sep=;", ";"), ("sep=,", ","), ('"sep=\t"', "\t")])
def test_sep_linjen_bestemmer_skilletegnet_og_radnumrene_er_filens(tmp_path, linje, skille):
    tekst = f"{linje}\r\n" + "Sone;Antall\r\n01;12\r\n".replace(";", skille)

    tabell = les(csvfil(tmp_path / "a.csv", tekst))

    assert tabell.celle(0, "Antall") == "B3"


def test_tvetydig_skilletegn_er_en_feil(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "x,a;y\nNord,1;2\nVest,3;4\n")

    assert koder(fil) == ["K031"]


def test_kjente_kolonnenavn_avgjoer_skilletegnet():
    linjer = ["sone;antall, i alt\n", "01;12,0\n", "02;8,0\n"]

    assert finn_skilletegn(linjer, {"sone", "antallialt"}) == ";"


def test_rader_med_et_annet_skilletegn_er_en_feil(tmp_path):
    fil = csvfil(tmp_path / "a.csv", "Sone;År;Antall\n01;2024;12\n02;2024;8\n03,2024,5\n")

    funn = funnet(fil, "K030")

    assert (funn.rad, funn.antall) == (4, 1)


@pytest.mark.parametrize("rad", ["02;2024", "02;2024;8;9"])
def test_rader_med_feil_antall_felt_er_en_feil(tmp_path, rad):
    fil = csvfil(tmp_path / "a.csv", f"Sone;År;Antall\n01;2024;12\n{rad}\n03;2024;4\n")

    assert funnet(fil, "K032").rad == 3


def test_tomme_felt_paa_slutten_er_i_orden(tmp_path):
    assert koder(csvfil(tmp_path / "a.csv", "Sone;År;Antall;;\n01;2024;12;;\n02;2024;8;;\n")) == []


def test_anfoerselstegn_som_ikke_lukkes_er_en_feil_med_linje(tmp_path):
    fil = csvfil(tmp_path / "a.csv", 'Sone;År;Antall\n01;2024;12\n02;"2024;8\n03;2024;1\n')

    assert "linje 3" in funnet(fil, "K033").fant


def test_tekst_over_flere_linjer_beholder_linjenummeret(tmp_path):
    fil = csvfil(tmp_path / "a.csv", 'Sone;Sonenavn;Antall\n01;"Nordre\nBrygge";12\n02;Vik;8\n')

    tabell = les(fil)

    assert list(tabell.rader) == [2, 4]
    assert tabell.data.loc[0, "Sonenavn"] == "Nordre\nBrygge"


@pytest.mark.parametrize("slutt", ["\n", "\r\n", "\r"])
def test_linjeskift_fra_alle_systemer(tmp_path, slutt):
    fil = csvfil(tmp_path / "a.csv", slutt.join(["Sone;Antall", "01;12", "02;8", ""]))

    assert les(fil).data["Antall"].tolist() == ["12", "8"]


def test_blandede_linjeskift_er_i_orden(tmp_path):
    assert les(csvfil(tmp_path / "a.csv", "Sone;Antall\r\n01;12\n02;8\r03;1\n")).data.shape == (
        3,
        2,
    )


def test_for_mange_rader_er_en_feil_og_ikke_minnemangel(tmp_path, monkeypatch):
    monkeypatch.setitem(katalog("lesing")["grenser"], "rader", 50)
    fil = csvfil(tmp_path / "a.csv", "Sone;Antall\n" + "01;1\n" * 60)

    assert koder(fil) == ["K013"]


TRYGGE = st.text(
    st.characters(categories=["L", "N", "Zs"], include_characters="æøå,.;:%<>-"),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rader=st.lists(st.tuples(TRYGGE, TRYGGE, TRYGGE), min_size=1, max_size=6),
    skille=st.sampled_from(";,\t"), slutt=st.sampled_from(["\n", "\r\n"]),
    tegnsett=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)  # fmt: skip
def test_gyldig_csv_leses_likt_med_det_som_ble_skrevet(tmp_path, rader, skille, slutt, tegnsett):
    assume(all(v.strip() and not v.startswith("'") for rad in rader for v in rad))
    ut = io.StringIO(newline="")
    csv.writer(ut, delimiter=skille, lineterminator=slutt).writerows(
        [("Sone", "Teller", "Nevner"), *rader]
    )

    tabell = les(csvfil(tmp_path / "a.csv", ut.getvalue(), tegnsett))

    assert tabell.data.values.tolist() == [list(rad) for rad in rader]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    raa=st.one_of(
        st.binary(max_size=200),
        st.text(st.sampled_from(" ;,\t\n\r\"'01åÃx=#<>\0"), max_size=80).map(str.encode),
    )
)
def test_vilkaarlig_innhold_gir_tabell_eller_kodet_melding(tmp_path, raa):
    fil = tmp_path / "a.csv"
    fil.write_bytes(raa)

    try:
        tabell = les_tabell(fil, ventede=VENTEDE)
        funn = tabell.funn
    except DataFeil as feil:
        tabell, funn = None, feil.funn

    assert all(re.fullmatch(r"K[01]\d\d", f.kode) and f.fil == "a.csv" for f in funn)
    if tabell is None:
        assert funn
        return
    assert len(tabell.data) == len(tabell.rader)
    assert len(set(tabell.kolonner)) == len(tabell.kolonner) == len(tabell.bokstaver)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_ingen_rad_forsvinner_i_stillhet(tmp_path, data):
    """Hver linje under overskriften er en rad i tabellen, eller nevnt i et funn."""
    linjer = data.draw(st.lists(st.sampled_from([
        "01;2024;5", "02;2024;7", "", ";;", "I alt;2024;12", "Kilde: SSB", "03,2024,4", "04;2024", "05;2024;1;9",
        "Sone;År;Antall", "Merk at tallene er foreløpige", " ; ;",
    ]), min_size=1, max_size=10))  # fmt: skip
    fil = csvfil(tmp_path / "a.csv", "\n".join(["Sone;År;Antall", "00;2023;1", *linjer]) + "\n")

    tabell = les(fil)

    forklart = {f.kode for f in tabell.funn}
    borte = {i + 3 for i in range(len(linjer))} - set(map(int, tabell.rader))
    assert not borte or forklart & {"K030", "K042", "K043", "K045", "K112"}
    assert len(tabell.data) >= 1
