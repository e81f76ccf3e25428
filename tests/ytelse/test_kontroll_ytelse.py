"""Å kontrollere 100 000 rader skal ikke ta mer enn dobbelt så lang tid som å lese dem."""

from __future__ import annotations

import itertools
import statistics
import time

import pandas as pd
import pytest

from metodikk.grunn.skjema import skjema
from metodikk.inn.filer import les_tabell
from metodikk.inn.kolonnekart import ventede_navn
from metodikk.inn.kontroll import les_prosjektdata
from metodikk.inn.register import regler

pytestmark = pytest.mark.ytelse
SONER = [f"0099{nummer:06}" for nummer in range(1, 482)]
AAR = range(2012, 2025)


@pytest.fixture(scope="module")
def mappe(tmp_path_factory):
    """Et prosjekt med 100 048 rader befolkning i Excel, og sonene de hører til."""
    mappe = tmp_path_factory.mktemp("stort")
    felt = skjema("befolkning").felt
    grupper = itertools.product(SONER, AAR, felt["aldersgruppe"].valg, felt["kjonn"].valg)
    rader = [(*g, 100 + i % 90) for i, g in enumerate(grupper)]
    befolkning = pd.DataFrame(rader, columns=["sone", "aar", "aldersgruppe", "kjonn", "antall"])
    befolkning.to_excel(mappe / "befolkning.xlsx", sheet_name="Befolkning", index=False)
    pd.DataFrame({"sone": SONER, "sonenavn": SONER}).to_excel(mappe / "soner.xlsx", index=False)
    regler()
    return mappe


def test_kontroll_av_hundre_tusen_rader(benchmark, mappe):
    data = benchmark.pedantic(_kontroller, args=(mappe,), rounds=3, warmup_rounds=1)

    assert len(data.tabeller["befolkning"]) > 100_000
    assert not data.funn


def test_kontrollen_tar_hoyst_dobbelt_saa_lang_tid_som_lesingen(mappe):
    ventede = ventede_navn(skjema("befolkning"))
    lesing = _median(lambda: les_tabell(mappe / "befolkning.xlsx", ventede=ventede))
    kontroll = _median(lambda: _kontroller(mappe))

    assert kontroll <= 2 * lesing, f"lesing {lesing:.2f} s, lesing og kontroll {kontroll:.2f} s"


def test_feil_i_alle_rader_gjor_ikke_kontrollen_treg(mappe, tmp_path):
    feil = pd.read_excel(mappe / "befolkning.xlsx", dtype=str, engine="calamine")
    feil = feil.assign(sone="9" + feil["sone"], antall="ca. " + feil["antall"])
    feil.to_csv(tmp_path / "befolkning.csv", sep=";", index=False)
    pd.DataFrame({"sone": SONER, "sonenavn": SONER}).to_excel(tmp_path / "soner.xlsx", index=False)
    start = time.process_time()
    data = _kontroller(tmp_path)

    assert time.process_time() - start < 20
    assert len(data.funn) < 400


def _kontroller(mappe):
    return les_prosjektdata(mappe, kommune="0099", i_aar=2026)


def _median(arbeid) -> float:
    """Tiden i prosessen, så annet arbeid på maskinen ikke teller med."""
    tider = []
    for _ in range(3):
        start = time.process_time()
        arbeid()
        tider.append(time.process_time() - start)
    return statistics.median(tider)
