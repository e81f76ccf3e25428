"""Leser vår egen kildekode for testene om prosjektet selv."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROT

PAKKE = ROT / "src" / "metodikk"


def moduler(rom: str = "") -> list[Path]:
    return sorted((PAKKE / rom).rglob("*.py"))


@cache
def tre(fil: Path) -> ast.Module:
    return ast.parse(fil.read_text(encoding="utf-8"), filename=str(fil))


def navn(fil: Path) -> str:
    return fil.relative_to(PAKKE).as_posix()


@cache
def importer(fil: Path) -> tuple[str, ...]:
    """Fulle modulnavn som filen importerer, også inne i funksjoner, men ikke for typer alene."""
    return tuple(_importer(fil))


def _importer(fil: Path) -> Iterator[str]:
    for node in _uten_typesjekk(tre(fil)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _uten_typesjekk(rot: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(rot):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _uten_typesjekk(node)


def funksjoner(fil: Path) -> Iterator[ast.FunctionDef]:
    yield from (n for n in ast.walk(tre(fil)) if isinstance(n, ast.FunctionDef))


def linjer_uten_docstring(funksjon: ast.FunctionDef) -> int:
    kropp = funksjon.body[1:] if ast.get_docstring(funksjon) else funksjon.body
    return kropp[-1].end_lineno - kropp[0].lineno + 1 if kropp else 0
