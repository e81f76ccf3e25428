"""Rotete arbeidsbøker: riktig resultat eller en kodet melding. Aldri krasj, aldri stille feil."""

from __future__ import annotations

from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metodikk.grunn.feil import DataFeil
from metodikk.inn.navn import normaliser
from tests.grundig import grundig
from tests.inn.arkhjelp import HODE, RADER, bok, les
from tests.inn.mutasjoner import MUTASJONER, Mutasjon

ALLE = pytest.mark.parametrize("m", MUTASJONER, ids=lambda m: m.navn)
SIST = ("", "flettet_i_data", "flettet_overskrift", "bortkommen_celle", "avkortet")
# Kodene som kan forklare at dataene er blitt annerledes. En merknad om farge kan for eksempel ikke det.
FORKLARER = {
    "K004", "K006", "K007", "K009", "K012", "K014", "K021", "K022", "K046", "K104", "K105", "K106",
    "K107", "K112", "K113", "K117",
}  # fmt: skip
FLERE = st.lists(st.sampled_from(MUTASJONER), min_size=2, max_size=4, unique=True)
ENDRINGER = st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=4)
FASIT = [[str(v) for v in rad] for rad in RADER]


def muter(fil: Path, valgt: list[Mutasjon], fro: int) -> Path:
    r = Random(fro)
    arbeidsbok = openpyxl.load_workbook(bok(fil))
    valgt = sorted(valgt, key=lambda m: SIST.index(m.navn) if m.navn in SIST else 0)
    for m in valgt:
        if not m.paa_fil:
            m.gjor(arbeidsbok.worksheets[0], r)
    arbeidsbok.save(fil)
    for m in valgt:
        if m.paa_fil:
            fil = m.gjor(fil, r)
    return fil


def resultat(fil: Path) -> tuple[list[list[str]] | None, set[str]]:
    """Dataene som tekst (None når ingenting kunne leses) og kodene på funnene."""
    try:
        tabell = les(fil)
    except DataFeil as feil:
        return None, {f.kode for f in feil.funn}
    navn = {normaliser(k): k for k in tabell.kolonner}
    kolonner = [navn[normaliser(k)] for k in HODE if normaliser(k) in navn]
    data = [
        ["" if v is None else str(v) for v in rad] for rad in tabell.data[kolonner].values.tolist()
    ]
    return data, {f.kode for f in tabell.funn}


def test_det_er_minst_25_mutasjoner_og_umutert_gir_ingen_funn(tmp_path):
    assert len(MUTASJONER) >= 25
    assert resultat(bok(tmp_path / "a.xlsx")) == (FASIT, set())


@ALLE
@pytest.mark.parametrize("fro", range(3))
def test_hver_mutasjon_gir_sin_melding_eller_uendrede_data(tmp_path, m, fro):
    data, koder = resultat(muter(tmp_path / "a.xlsx", [m], fro))

    assert koder <= m.koder
    assert bool(koder) == bool(m.koder)
    assert data == FASIT or koder


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(valgt=FLERE, fro=st.integers(0, 2**16))
def test_flere_mutasjoner_sammen_gir_aldri_krasj_og_aldri_stille_feil(tmp_path_factory, valgt, fro):
    fil = muter(tmp_path_factory.mktemp("bok") / "a.xlsx", valgt, fro)

    data, koder = resultat(fil)

    ventet = set().union(*(m.koder for m in valgt))
    assert data == FASIT or koder & ventet & FORKLARER
    assert data is not None or koder


test_flere_mutasjoner_sammen_i_mange = grundig(
    test_flere_mutasjoner_sammen_gir_aldri_krasj_og_aldri_stille_feil,
    200,
    valgt=FLERE,
    fro=st.integers(0, 2**16),
)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(endringer=ENDRINGER)
def test_tilfeldig_odelagte_bytes_gir_samme_data_eller_melding(tmp_path_factory, endringer):
    fil = bok(tmp_path_factory.mktemp("bok") / "a.xlsx")
    raa = bytearray(fil.read_bytes())
    for hvor, med in endringer:
        raa[int(hvor * len(raa))] ^= med
    fil.write_bytes(bytes(raa))

    data, koder = resultat(fil)

    assert data == FASIT or koder


test_tilfeldig_odelagte_bytes_i_mange = grundig(
    test_tilfeldig_odelagte_bytes_gir_samme_data_eller_melding, 400, endringer=ENDRINGER
)
