"""Felles for prøvene av kjøringen."""

from __future__ import annotations

import pytest

from tests.drift.lite import lag_mal, lag_prosjekt


@pytest.fixture
def prosjekt(tmp_path):
    return lag_prosjekt(tmp_path / "prosjekt")


@pytest.fixture
def maler(tmp_path):
    lag_mal(tmp_path / "maler")
    return tmp_path / "maler"
