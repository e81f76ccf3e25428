"""Felles for testene: de ekte dataene ligger utenfor prosjektet og er ikke alltid der."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser):
    parser.addoption("--oppdater", action="store_true", help="skriv genererte filer på nytt")


@pytest.fixture
def oppdater(request) -> bool:
    return request.config.getoption("--oppdater")


@pytest.fixture(scope="session")
def testdata():
    """Gi en funksjon som finner en mappe med ekte testdata, eller hopper over testen."""
    rot = Path(os.environ.get("METODIKK_TESTDATA", ROT.parent / "shared" / "data"))

    def finn(mappe: str) -> Path:
        if not (rot / mappe).is_dir():
            pytest.skip(
                f"Testdata «{mappe}» finnes ikke. Sett METODIKK_TESTDATA til mappen de ligger i."
            )
        return rot / mappe

    return finn
