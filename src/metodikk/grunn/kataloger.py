"""Leser katalogene: fakta som data (TOML), slik at ny indikator eller melding ikke er ny kode."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def katalog(navn: str) -> dict[str, Any]:
    """Les `kataloger/<navn>.toml`, eller alle filene i mappen `kataloger/<navn>/` slått sammen.

    >>> next(iter(katalog("maler")))
    'kunnskapsgrunnlag'
    """
    rot = files("metodikk") / "kataloger"
    fil = rot / f"{navn}.toml"
    if fil.is_file():
        return tomllib.loads(fil.read_text(encoding="utf-8"))
    samlet: dict[str, Any] = {}
    for del_ in sorted((rot / navn).iterdir(), key=lambda p: p.name):
        innhold = tomllib.loads(del_.read_text(encoding="utf-8"))
        if like := samlet.keys() & innhold.keys():
            raise ValueError(f"{sorted(like)} står i flere filer i katalogen «{navn}»")
        samlet |= innhold
    return samlet
