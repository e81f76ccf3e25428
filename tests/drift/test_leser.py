"""Tallene kan leses i en egen prosess, og feil derfra kommer fram som ellers."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from metodikk.drift.leser import Leser
from metodikk.drift.oppsett import les_oppsett
from metodikk.drift.prosjekt import les_data
from metodikk.grunn.feil import MetodikkFeil
from tests.drift.lite import PROSJEKT, lag_prosjekt

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="brukes bare der prosesser kan dele seg"
)


def test_en_annen_prosess_leser_det_samme(prosjekt):
    oppsett = les_oppsett(prosjekt / "prosjekt.toml")

    with Leser(prosjekt) as leser:
        der = leser.hent(prosjekt, oppsett)

    her = les_data(prosjekt, oppsett)
    assert der.funn == her.funn
    for navn, tabell in her.tabeller.items():
        pd.testing.assert_frame_equal(der.tabeller[navn], tabell)


def test_feil_i_lesingen_kommer_fram_som_vanlig(tmp_path):
    rot = lag_prosjekt(tmp_path / "p", PROSJEKT.replace('kommune = "0099"', "kommune = 99"))

    with Leser(rot) as leser, pytest.raises(MetodikkFeil):
        leser.hent(rot, les_oppsett(rot / "prosjekt.toml"))


def test_en_leser_som_doer_stopper_ikke_kjoeringen(prosjekt):
    with Leser(prosjekt) as leser:
        leser._prosess.kill()
        data = leser.hent(prosjekt, les_oppsett(prosjekt / "prosjekt.toml"))

    assert len(data.tabeller["soner"]) == 3
