"""Motoren viser det samme som en vanlig kjerne, uten å starte noen."""

from __future__ import annotations

import os
import subprocess
import sys

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from metodikk.drift.skall import celleskall
from tests.conftest import ROT
from tests.drift.lite import lag_mal

ALT = """\
# %% tags=["parameters"]
kode: str = "0301"  # kode
# %%
import pandas as pd
import matplotlib.pyplot as plt
pd.DataFrame({"a": [1, 2]})
# %%
print("hei")
print("på deg")
fig, ax = plt.subplots()
_ = ax.plot([1, 2])
# %%
import subprocess
import sys
print("til side", file=sys.stderr)
kode
# %%
ax.set_title("vises ikke");
# %%
from IPython.display import HTML, Image, display
import metodikk as mk
display(HTML("<b>x</b>"))
mk.Boks("tips", "Tittel", "Tekst")
# %%
mk.vis(mk.Setninger(["kan"], ["kan ikke"]))
__name__
# %%
display({"text/plain": "b", "image/png": b"\\x89PNG"}, raw=True)
# %%

# %%
await __import__("asyncio").sleep(0)
fig
"""


def _kjor(fil, motor=None, **valg):
    nb = papermill.execute_notebook(
        str(fil), None, engine_name=motor, progress_bar=False, parameters=valg
    )
    return [[_som_sammenliknes(u) for u in c.outputs] for c in nb.cells if c.cell_type == "code"]


def _som_sammenliknes(u):
    data = u.get("data", {})
    like = {m: data[m] for m in ("text/html", "application/vnd.metodikk+json") if m in data}
    return u.output_type, sorted(data), u.get("name"), u.get("text"), like


@pytest.mark.treg
def test_motoren_gir_samme_utdata_som_en_vanlig_kjerne(tmp_path):
    fil = lag_mal(tmp_path, kilde=ALT)

    assert _kjor(fil, "metodikk", kode="0302") == _kjor(fil, kode="0302")


def test_figurer_vises_ogsaa_i_det_andre_skallet_i_samme_prosess(tmp_path):
    fil = lag_mal(tmp_path, kilde=ALT)

    assert _kjor(fil, "metodikk") == _kjor(fil, "metodikk")
    assert (
        sum("image/png" in mimer for celle in _kjor(fil, "metodikk") for _, mimer, *_ in celle) == 3
    )


def test_hovedmodulen_og_visningen_settes_tilbake():
    foer = sys.modules["__main__"], sys.displayhook

    with celleskall() as skall:
        skall.kjor("x = 1\nx", 1)

    assert (sys.modules["__main__"], sys.displayhook) == foer


def test_skallene_deler_ikke_variabler():
    with celleskall() as skall:
        skall.kjor("hemmelig = 1", 1)
    with celleskall() as skall:
        _, gikk = skall.kjor("hemmelig", 1)

    assert not gikk


def test_feil_i_en_celle_stopper_og_lagres(tmp_path):
    fil = lag_mal(tmp_path, kilde="# %%\n1 / 0\n# %%\nprint('hit kommer vi ikke')\n")

    with pytest.raises(PapermillExecutionError) as e:
        _kjor(fil, "metodikk")

    assert e.value.ename == "ZeroDivisionError"


@pytest.mark.parametrize("kode", ["!ls", "input()"])
def test_kommandoer_og_spoersmaal_til_brukeren_stopper(kode, monkeypatch):
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: SIM115
    with celleskall() as skall:
        _, gikk = skall.kjor(kode, 1)

    assert not gikk


def test_skallet_legger_ikke_igjen_filer_i_hjemmemappen(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("IPYTHONDIR", raising=False)

    with celleskall() as skall:
        skall.kjor("1", 1)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.treg
def test_figurer_vises_uansett_om_matplotlib_er_lastet_foer_eller_etter(tmp_path):
    lag_mal(tmp_path, kilde=ALT)
    kode = f"""
import subprocess
import sys
if sys.argv[1]:
    import matplotlib; matplotlib.use("Agg")
    if sys.argv[1] == "pyplot":
        import matplotlib.pyplot
from tests.drift.test_motor import _kjor
print([m for c in _kjor({str(tmp_path / "kunnskapsgrunnlag.ipynb")!r}, "metodikk") for _, m, *_ in c])
"""
    svar = {
        subprocess.run(
            [sys.executable, "-c", kode, foer], cwd=ROT, capture_output=True, text=True, check=True
        ).stdout
        for foer in ("", "matplotlib", "pyplot")
    }

    assert len(svar) == 1
    assert svar.pop().count("image/png") == 3
