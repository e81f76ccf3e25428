"""Malene er lette å lese: lite kode, ingen logikk, og notatboka er alltid lik kilden."""

from __future__ import annotations

import ast
import re
from statistics import median

import pytest

from metodikk.drift import notatbok
from metodikk.grunn.kataloger import katalog
from tests.conftest import ROT

KILDER = sorted((ROT / "templates" / "_kilde").glob("*.py"))


@pytest.fixture(params=KILDER, ids=lambda f: f.stem)
def kilde(request):
    return request.param


def _kode(kilde):
    return [c for c in notatbok.les_celler(kilde.read_text(encoding="utf-8")) if not c.prosa]


def test_det_er_en_mal_for_hver_oppforing_i_katalogen():
    assert {k.stem for k in KILDER} == set(katalog("maler"))


def test_notatboka_er_lik_kilden(kilde, oppdater):
    fil = ROT / "templates" / f"{kilde.stem}.ipynb"
    tekst = notatbok.som_tekst(notatbok.bygg(kilde))
    if oppdater:
        fil.write_text(tekst, encoding="utf-8", newline="\n")

    assert fil.read_text(encoding="utf-8") == tekst, "Kjør pytest --oppdater"


def test_malen_har_ingen_utskrift_fra_kjoring(kilde):
    celler = notatbok.bygg(kilde)["cells"]

    assert not any(c.get("outputs") or c.get("execution_count") for c in celler)


def test_malen_har_hoyst_25_korte_kodeceller(kilde):
    lengder = [len(c.tekst.splitlines()) for c in _kode(kilde)]

    assert len(lengder) <= 25
    assert median(lengder) <= 5
    assert max(lengder) <= 25


def test_malen_har_ingen_logikk(kilde):
    traer = [ast.parse(c.tekst) for c in _kode(kilde)]
    forbudt = (
        ast.FunctionDef,
        ast.ClassDef,
        ast.If,
        ast.IfExp,
        ast.For,
        ast.While,
        ast.Try,
        ast.Lambda,
    )
    noder = [n for tre in traer for n in ast.walk(tre)]

    assert not [n for n in noder if isinstance(n, forbudt)]
    assert not [n for n in noder if isinstance(n, ast.Name) and n.id == "print"]


def test_malen_har_en_parametercelle_med_type_og_forklaring_paa_hver_linje(kilde):
    celler = [c for c in _kode(kilde) if "parameters" in c.merker]
    linjer = [linje for linje in celler[0].tekst.splitlines() if linje.strip()]

    assert len(celler) == 1
    assert linjer[0].startswith('prosjekt: str = "."')
    assert all(re.fullmatch(r"[a-z_]+: (str|int|float|bool) = .+  # .+", linje) for linje in linjer)


def test_malen_begynner_med_tittelen_og_har_prosa_foer_hver_del(kilde):
    celler = notatbok.les_celler(kilde.read_text(encoding="utf-8"))

    assert celler[0].prosa
    assert celler[0].tekst.startswith("# ")
    assert sum(c.prosa for c in celler) >= 7
