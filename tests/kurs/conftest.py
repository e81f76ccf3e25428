"""Felles for prøvene av kurset: figurene tegnes slik kurset viser dem, i skjermens oppløsning."""

from __future__ import annotations

import pytest

from metodikk.ut.stil import paa_skjerm


@pytest.fixture(autouse=True)
def skjerm():
    with paa_skjerm():
        yield
