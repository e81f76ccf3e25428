"""Revisjonen er en del av hver kjøring: den skal koste godt under to sekunder for tre rapporter."""

from __future__ import annotations

import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.ny import lag_prosjekt
from metodikk.drift.prosjekt import aapne
from metodikk.drift.prove import prov
from metodikk.drift.revisjon import les_framlagt
from metodikk.inn.publisert import rapportmapper

pytestmark = pytest.mark.ytelse


def test_rapportene_om_eksempelvik_proves_paa_under_to_sekunder(benchmark, tmp_path):
    rot = tmp_path / "p"
    lag_prosjekt(rot, eksempel=True)
    kjor(rot, jobber=1)
    prosjekt = aapne(rot)

    def provd():
        nye = {m.name: les_framlagt(m) for m in rapportmapper(rot / "ut")}
        return prov(prosjekt, nye, tmp_path / "tom")

    svar = benchmark.pedantic(provd, rounds=3, warmup_rounds=1)

    assert not svar.stoppet
    assert benchmark.stats.stats.min < 2
