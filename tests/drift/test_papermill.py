"""Malene virker også uten oss: med papermill alene, med vår motor i papermill, og i JupyterLab."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from metodikk.drift.kjoring import kjor
from metodikk.drift.kvittering import NYTTELAST
from metodikk.drift.ny import lag_prosjekt
from metodikk.grunn.kataloger import katalog
from tests.drift.lite import les_json

pytestmark = pytest.mark.treg
MAL = "kunnskapsgrunnlag"


def _deler(fil):
    celler = les_json(fil)["cells"]
    return [
        u["data"][NYTTELAST]["slag"]
        for c in celler
        for u in c.get("outputs", ())
        if NYTTELAST in u.get("data", {})
    ]


@pytest.mark.parametrize("motor", [[], ["--engine", "metodikk"]], ids=["kjerne", "motor"])
def test_papermill_alene_kjoerer_malen_paa_prosjektet(prosjekt, maler, tmp_path, motor):
    kommando = [
        Path(sys.executable).parent / "papermill",
        maler / f"{MAL}.ipynb",
        "ut.ipynb",
        "-p",
        "prosjekt",
        prosjekt,
    ]

    subprocess.run([*map(str, kommando), *motor], cwd=tmp_path, check=True, capture_output=True)

    assert _deler(tmp_path / "ut.ipynb") == ["boks", "tabell"]


def test_malen_kan_aapnes_og_kjoeres_slik_jupyterlab_gjoer(prosjekt, maler):
    from nbclient import NotebookClient

    bok = nbformat.read(maler / f"{MAL}.ipynb", as_version=4)
    bok.cells[1].source = bok.cells[1].source.replace('"."', repr(str(prosjekt)))

    NotebookClient(bok, resources={"metadata": {"path": str(maler)}}).execute()

    assert sum(NYTTELAST in u.get("data", {}) for c in bok.cells for u in c.get("outputs", ())) == 2


def test_uten_prosjekt_sier_malen_hva_som_mangler(maler, tmp_path):
    svar = subprocess.run(
        [str(Path(sys.executable).parent / "papermill"), str(maler / f"{MAL}.ipynb"), "-", "--engine", "metodikk"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert svar.returncode == 1
    assert "K806 Finner ikke prosjekt.toml" in svar.stderr


def test_gren_og_kjerne_gir_noeyaktig_samme_rapporter(tmp_path):
    """De ekte malene på eksempelkommunen: notatbok og nettside er like byte for byte."""
    for maate in ("gren", "kjerne"):
        lag_prosjekt(tmp_path / maate, eksempel=True)
        assert kjor(tmp_path / maate, i_kjerne=maate == "kjerne").returkode == 0

    for mal in katalog("maler"):
        for fil in ("notatbok.ipynb", "rapport.html"):
            a, b = ((tmp_path / m / "ut" / mal / fil).read_bytes() for m in ("gren", "kjerne"))
            assert a == b, f"{mal}/{fil}"
