"""Alt en analytiker kan kalle, er forklart på norsk med et eksempel som virker."""

from __future__ import annotations

import ast
import doctest
import re
from importlib import import_module

import pytest

from tests.conftest import ROT
from tests.kildekode import PAKKE, moduler, navn, tre

MED_EKSEMPLER = [
    f for f in moduler() if ">>>" in f.read_text(encoding="utf-8") and f.name != "__main__.py"
]
METODER = [
    f
    for f in moduler("metoder")
    if f.name == "__init__.py" or (f.parent.name == "metoder" and f.name[0] != "_")
]
ENGELSK = re.compile(
    r"\b(TODO|FIXME|XXX|Parameters|Returns|Examples?|See also|Notes|Raises|kommer senere|lorem ipsum)\b"
)


def _modul(fil):
    return import_module(
        ".".join(("metodikk", *fil.relative_to(PAKKE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
    )


def _offentlige(fil):
    return [
        n
        for n in tre(fil).body
        if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")
    ]


@pytest.mark.parametrize("fil", MED_EKSEMPLER, ids=navn)
def test_eksemplene_i_docstringene_virker(fil):
    feil, provd = doctest.testmod(_modul(fil), optionflags=doctest.NORMALIZE_WHITESPACE)

    assert provd
    assert not feil


@pytest.mark.parametrize("fil", METODER, ids=navn)
def test_hver_offentlig_metode_er_forklart(fil):
    uten = [n.name for n in _offentlige(fil) if not ast.get_docstring(n)]

    assert uten == []


@pytest.mark.parametrize("fil", METODER, ids=navn)
def test_hver_offentlig_metode_med_docstring_i_full_lengde_har_eksempel(fil):
    """En funksjon som har «Parametere», er laget for at andre skal bruke den, og har da et eksempel."""
    lange = [n for n in _offentlige(fil) if "Parametere\n" in (ast.get_docstring(n) or "")]

    assert [n.name for n in lange if ">>>" not in ast.get_docstring(n)] == []


@pytest.mark.parametrize("fil", moduler(), ids=navn)
def test_modulene_er_forklart_paa_norsk_uten_stubber(fil):
    noder = [
        n for n in ast.walk(tre(fil)) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Module)
    ]
    forklaringer = "\n".join(ast.get_docstring(n) or "" for n in noder)

    assert ast.get_docstring(tre(fil))
    assert ENGELSK.findall(forklaringer) == []


@pytest.mark.parametrize(
    "mappe", ["src/metodikk/kataloger", "templates/_kilde", "book", "data/sample/lag"]
)
def test_tekstene_har_ingen_stubber_eller_engelske_skjermord(mappe):
    ord_ = re.compile(
        r"\b(TODO|FIXME|XXX|lorem|kommer senere|Loading|Submit|Cancel|Click here|Untitled|Figure \d)\b"
    )
    filer = [
        f
        for f in (ROT / mappe).rglob("*")
        if f.suffix in {".toml", ".md", ".py", ".html", ".csv"} and "_build" not in f.parts
    ]

    treff = {
        f.name: ord_.findall(f.read_text(encoding="utf-8")) for f in filer if f.name != "norsk.py"
    }

    assert {f: t for f, t in treff.items() if t} == {}
