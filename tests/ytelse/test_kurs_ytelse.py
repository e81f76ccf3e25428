"""Hvor lang tid det tar fra en kontroll endres, til setning og bilde er tegnet på nytt. Måles uten å dømme."""

from __future__ import annotations

import pytest

from metodikk.kurs import flate
from metodikk.kurs.form import Trekk, ideer

pytestmark = pytest.mark.ytelse


@pytest.mark.parametrize("ide", ideer(), ids=lambda i: i.navn)
def test_tiden_fra_en_kontroll_endres_til_svaret_er_tegnet(benchmark, ide):
    f = flate.prov(ide.navn)
    kontroll = ide.modul.KONTROLLER[-1]
    verdier = range(2, 1000) if isinstance(kontroll, Trekk) else kontroll.verdier * 300
    neste = iter(verdier)

    benchmark.pedantic(
        lambda: f._sett(kontroll.navn, next(neste)), rounds=15, warmup_rounds=2, iterations=1
    )
