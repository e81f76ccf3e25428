"""Huset har faste rom: hvem som kan importere hvem, hva metodene holder seg unna, og hvor store ting blir."""

from __future__ import annotations

import ast

import pytest

from tests.kildekode import PAKKE, funksjoner, importer, linjer_uten_docstring, moduler, navn, tre

KAN_BRUKE = {
    "grunn": set(),
    "inn": {"grunn"},
    "metoder": {"grunn"},
    "ut": {"grunn"},
    "drift": {"grunn", "inn", "metoder", "ut"},
    "kurs": {"grunn", "metoder", "ut"},
}
UTENFOR_METODENE = {
    "pathlib", "os", "io", "urllib", "requests", "socket", "matplotlib", "seaborn", "time",
    "datetime", "openpyxl", "papermill", "IPython",
}  # fmt: skip
ROM = [(rom, fil) for rom in KAN_BRUKE for fil in moduler(rom)]


@pytest.mark.parametrize(("rom", "fil"), ROM, ids=[navn(f) for _, f in ROM])
def test_rommene_importerer_bare_i_tillatt_retning(rom, fil):
    brukt = {m.split(".")[1] for m in importer(fil) if m.startswith("metodikk.")} & KAN_BRUKE.keys()

    assert brukt - {rom} <= KAN_BRUKE[rom], (
        f"{navn(fil)} importerer {brukt - {rom} - KAN_BRUKE[rom]}"
    )


@pytest.mark.parametrize("fil", moduler("metoder"), ids=navn)
def test_metodene_roerer_ikke_filer_nett_klokke_eller_figurer(fil):
    rotpakker = {m.split(".")[0] for m in importer(fil)}
    kall = {ast.unparse(n.func) for n in ast.walk(tre(fil)) if isinstance(n, ast.Call)}

    assert not rotpakker & UTENFOR_METODENE
    assert not kall & {"print", "open", "input"}
    assert not {k for k in kall if k.startswith("np.random.") and k != "np.random.default_rng"}


def test_bare_porten_lager_klarerte_resultater():
    lager = {
        navn(fil)
        for fil in moduler()
        for n in ast.walk(tre(fil))
        if isinstance(n, ast.Call) and ast.unparse(n.func).split(".")[-1] == "Klarert"
    }

    assert lager
    assert all(sti.startswith("metoder/prikking") for sti in lager)


def test_bare_drift_kjenner_papermill():
    kjenner = {navn(f) for f in moduler() if any(m.startswith("papermill") for m in importer(f))}

    assert all(sti.startswith("drift/") for sti in kjenner)


@pytest.mark.parametrize("fil", moduler(), ids=navn)
def test_moduler_er_hoeyst_400_linjer_og_funksjoner_hoeyst_40(fil):
    lange = {f.name: n for f in funksjoner(fil) if (n := linjer_uten_docstring(f)) > 40}

    assert len(fil.read_text(encoding="utf-8").splitlines()) <= 400
    assert not lange


def test_pakken_har_bare_de_planlagte_rommene():
    rom = {p.name for p in PAKKE.iterdir() if p.is_dir() and not p.name.startswith("_")}

    assert rom <= KAN_BRUKE.keys() | {"kataloger"}
