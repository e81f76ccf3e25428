"""Kursnotatbøkene: lik kilden, i fast rekkefølge, og de kjører med svarene som står i dem."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from metodikk.drift import notatbok
from metodikk.kurs.form import ideer
from tests.conftest import ROT

IDEER = ideer()
DELER = ("Gjett", "Prøv", "Forklar", "Bruk på egne tall", "Ta med")
NOTATBOKER = ROT / "notebooks"


@pytest.fixture(params=IDEER, ids=lambda i: i.navn)
def ide(request):
    return request.param


def _kilde(ide):
    return NOTATBOKER / "_kilde" / f"{ide.navn}.py"


def _celler(ide):
    return notatbok.les_celler(_kilde(ide).read_text(encoding="utf-8"))


def test_numrene_er_hver_sin_plass_i_kurset():
    numre = [i.nummer for i in IDEER]

    assert len(set(numre)) == len(numre)
    assert all(1 <= n <= 14 for n in numre)


def test_det_er_ingen_notatbok_uten_ide_i_katalogen():
    forventet = {f"{i.fil}.ipynb" for i in IDEER}

    assert {f.name for f in NOTATBOKER.glob("*.ipynb")} <= forventet
    assert {f.stem for f in (NOTATBOKER / "_kilde").glob("*.py")} <= {i.navn for i in IDEER}


@pytest.mark.parametrize("fasit", [False, True], ids=["deltaker", "fasit"])
def test_notatboka_er_lik_kilden(ide, fasit, oppdater):
    fil = NOTATBOKER / ("fasit" if fasit else "") / f"{ide.fil}.ipynb"
    tekst = notatbok.som_tekst(notatbok.bygg(_kilde(ide), fasit=fasit))
    if oppdater:
        fil.parent.mkdir(exist_ok=True)
        fil.write_text(tekst, encoding="utf-8", newline="\n")

    assert fil.read_text(encoding="utf-8") == tekst, "Kjør pytest --oppdater"


def test_ideen_har_modul_kilde_notatbok_fasit_test_og_side_i_boka(ide):
    doerer = [
        ROT / f"src/metodikk/kurs/{ide.navn}.py",
        _kilde(ide),
        NOTATBOKER / f"{ide.fil}.ipynb",
        NOTATBOKER / f"fasit/{ide.fil}.ipynb",
        ROT / f"tests/kurs/test_{ide.navn}.py",
        ROT / f"book/kurs/{ide.navn}.md",
    ]

    assert [d.relative_to(ROT).as_posix() for d in doerer if not d.is_file()] == []


def test_delene_kommer_i_fast_rekkefolge(ide):
    overskrifter = [
        linje[3:]
        for c in _celler(ide)
        if c.prosa
        for linje in c.tekst.splitlines()
        if linje.startswith("## ")
    ]

    assert tuple(overskrifter) == DELER


def test_losningen_staar_i_fasiten_og_ikke_hos_deltakeren(ide):
    deltaker, fasit = (
        [c for c in notatbok.bygg(_kilde(ide), fasit=f)["cells"] if c["cell_type"] == "code"]
        for f in (False, True)
    )
    ulike = [(d, f) for d, f in zip(deltaker, fasit, strict=True) if d["source"] != f["source"]]

    assert ulike, "Ingen oppgave har en løsning i kilden"
    for d, f in ulike:
        assert notatbok.SKRIV_HER in "".join(d["source"])
        assert d["outputs"] == []
        assert f["outputs"], "Løsningen skal skrive ut et svar"
        assert "løsning>" not in "".join([*d["source"], *f["source"]])


def test_svarene_i_cellene_kontrolleres_naar_notatboka_kjoeres(ide):
    celler = notatbok.bygg(_kilde(ide), fasit=True)["cells"]
    med_svar = [c for c in celler if c.get("outputs")]

    assert len(med_svar) >= 2
    assert all("# NBVAL_CHECK_OUTPUT\n" in c["source"] for c in med_svar)


def test_kodecellene_er_korte_og_uten_logikk(ide):
    forbudt = (ast.FunctionDef, ast.ClassDef, ast.If, ast.While, ast.Try)
    koder = ["".join(c["source"]) for c in notatbok.bygg(_kilde(ide), fasit=True)["cells"]
             if c["cell_type"] == "code"]  # fmt: skip

    assert all(len(k.splitlines()) <= 12 for k in koder)
    assert not [n for k in koder for n in ast.walk(ast.parse(k)) if isinstance(n, forbudt)]


def test_notatboka_bruker_alt_i_ideen(ide):
    kode = "\n".join(c.tekst for c in _celler(ide) if not c.prosa)

    for kall in ("gjett", "prov", "flervalg", "oppgave", "ta_med"):
        assert f'mk.kurs.{kall}("{ide.navn}")' in kode, kall
    assert f"mk.kurs.{ide.navn}.egne(" in kode


@pytest.mark.treg
@pytest.mark.parametrize("fasit", [False, True], ids=["deltaker", "fasit"])
def test_notatboka_kjoerer_og_gir_svarene_som_staar_i_den(ide, fasit, tmp_path):
    fil = NOTATBOKER / ("fasit" if fasit else "") / f"{ide.fil}.ipynb"
    svar = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", str(fil), "-q", "-p", "no:cacheprovider",
         f"--rootdir={tmp_path}", "-c", "/dev/null" if sys.platform != "win32" else "NUL"],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path,
    )  # fmt: skip

    assert svar.returncode == 0, svar.stdout[-3000:]
