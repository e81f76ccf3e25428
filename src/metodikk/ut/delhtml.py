"""HTML for én del. Samme utforming i notatboken og i rapporten."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from metodikk.ut.side import Del, Symbol

MERKER = {
    "sirkel": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z", "firkant": "M-4.5-4.5h9v9h-9Z",
    "trekant": "M0-6L5.5 4.5H-5.5Z", "rute": "M0-6.5L6.5 0L0 6.5L-6.5 0Z",
    "omvendt": "M0 6L5.5-4.5H-5.5Z", "kryss": "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4Z",
    "sekskant": "M-3-5.5h6L6 0L3 5.5h-6L-6 0Z",
    "ex": "M-5.5-3.5L-3.5-5.5L0-2L3.5-5.5L5.5-3.5L2 0L5.5 3.5L3.5 5.5L0 2L-3.5 5.5L-5.5 3.5L-2 0Z",
}  # fmt: skip


@cache
def miljo():
    """Jinja-miljøet for alle malene. Alt som settes inn, blir rømt."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    m = Environment(
        loader=PackageLoader("metodikk.ut", "maler"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    m.globals.update(datauri=datauri, merke=MERKER)
    m.tests["symbol"] = lambda v: isinstance(v, Symbol)
    return m


def html(del_: Del, *, nummer: str = "") -> Markup:
    """Skriv én del som HTML, med nummer («Figur 3») når den har et."""
    return _skriv(del_, del_.art, nummer)


def _skriv(del_: Del, makro: str, nummer: str = "") -> Markup:
    return Markup(getattr(_deler(), makro)(del_, getattr(del_, "id", ""), nummer))


@cache
def _deler():
    return miljo().get_template("deler.html").module


def notatbok_html(del_: Del) -> str:
    """HTML for notatboken, med den lille stilen delen trenger for å stå alene."""
    makro = "figur" if del_.art == "kart" else del_.art
    innhold = _skriv(del_, makro)
    return f'<style>{stil("notatbok.css")}</style><div class="mk" lang="nb">{innhold}</div>'


@cache
def stil(navn: str) -> str:
    """Les et stilark fra mappen med maler."""
    return (files("metodikk.ut") / "maler" / navn).read_text(encoding="utf-8")


def datauri(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
