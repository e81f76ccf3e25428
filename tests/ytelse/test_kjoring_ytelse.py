"""Hvor lang tid brukeren venter. Kjøres for seg på en rolig maskin: pytest tests/ytelse -m ytelse."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from metodikk.drift.ny import lag_prosjekt
from tests.conftest import ROT

pytestmark = pytest.mark.ytelse
BIN = Path(sys.executable).parent
MAL = "kunnskapsgrunnlag"


def _kjor(*kommando, **valg) -> float:
    start = time.perf_counter()
    subprocess.run([str(k) for k in kommando], check=True, capture_output=True, **valg)
    return time.perf_counter() - start


def _beste(antall: int, *kommando) -> float:
    return min(_kjor(*kommando) for _ in range(antall))


def test_demo_lager_tre_rapporter_paa_hoyst_20_sekunder(benchmark, tmp_path):
    nummer = iter(range(100))

    def demo():
        _kjor(BIN / "metodikk", "demo", tmp_path / f"demo{next(nummer)}")

    benchmark.pedantic(demo, rounds=3, warmup_rounds=1)

    assert benchmark.stats.stats.min <= 20


def test_en_kald_rapport_tar_hoyst_seks_tideler_av_papermill_og_nbconvert(benchmark, tmp_path):
    """Vi skriver fire formater, de to kommandoene bare notatbok og nettside."""
    lag_prosjekt(tmp_path / "p", eksempel=True)
    vaar = (BIN / "metodikk", "kjor", MAL, "--mappe", tmp_path / "p", "--paa-nytt")
    deres = (
        (BIN / "papermill", ROT / "templates" / f"{MAL}.ipynb", tmp_path / "ut.ipynb", "-p", "prosjekt", tmp_path / "p"),
        (BIN / "jupyter", "nbconvert", "--to", "html", "--no-input", tmp_path / "ut.ipynb"),
    )  # fmt: skip
    _kjor(*vaar)
    tider = [(_kjor(*vaar), sum(_kjor(*k) for k in deres)) for _ in range(3)]

    vaar_tid, deres_tid = (min(t) for t in zip(*tider, strict=True))
    benchmark.extra_info.update(
        vaar=vaar_tid, papermill_og_nbconvert=deres_tid, forhold=vaar_tid / deres_tid
    )
    benchmark.pedantic(_kjor, args=vaar, rounds=1)
    assert vaar_tid <= 0.6 * deres_tid


def test_uendret_prosjekt_svarer_paa_under_ett_sekund(benchmark, tmp_path):
    lag_prosjekt(tmp_path / "p", eksempel=True)
    kommando = (BIN / "metodikk", "kjor", MAL, "--mappe", tmp_path / "p")
    _kjor(*kommando)

    benchmark.pedantic(_kjor, args=kommando, rounds=5)

    assert benchmark.stats.stats.min <= 1.0


def test_hjelpen_vises_paa_hoyst_et_halvt_sekund(benchmark):
    benchmark.pedantic(_kjor, args=(BIN / "metodikk", "--help"), rounds=7, warmup_rounds=1)

    assert benchmark.stats.stats.min <= 0.5


def test_aa_importere_metodikk_koster_hoyst_tre_tideler(benchmark):
    tom = _beste(7, sys.executable, "-c", "pass")

    benchmark.pedantic(_kjor, args=(sys.executable, "-c", "import metodikk"), rounds=7)

    assert benchmark.stats.stats.min - tom <= 0.3
