"""Den samme prøven med flere trekninger, under merket «treg»."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings


def grundig(prove: Callable, trekninger: int, *strategier, **navngitte) -> Callable:
    """Lag en treg utgave av en prøve som allerede trekker noen få. Strategiene er de samme."""
    igjen = given(*strategier, **navngitte)(prove.hypothesis.inner_test)
    mange = settings(
        max_examples=trekninger,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    return pytest.mark.treg(mange(igjen))
