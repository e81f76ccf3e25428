"""HTML for én del. Samme utforming i notatboken og i rapporten."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from metodikk.ut.side import Del, Symbol


@cache
def miljo():
    """Jinja-miljøet for alle malene. Alt som settes inn, blir rømt."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    m = Environment(
        loader=PackageLoader("metodikk.ut", "maler"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    m.globals.update(Symbol=Symbol, datauri=datauri)
    m.tests["symbol"] = lambda v: isinstance(v, Symbol)
    return m


def html(del_: Del, *, fra: str = "") -> Markup:
    """Skriv én del som HTML. `fra` er en forstavelse som gjør id-ene unike på siden."""
    makro = getattr(miljo().get_template("deler.html").module, del_.art)
    return Markup(makro(del_, f"{fra}{getattr(del_, 'id', '')}"))


def notatbok_html(del_: Del) -> str:
    """HTML for notatboken, med den lille stilen delen trenger for å stå alene."""
    return f'<style>{stil("notatbok.css")}</style><div class="mk" lang="nb">{html(del_)}</div>'


@cache
def stil(navn: str) -> str:
    """Les et stilark fra mappen med maler."""
    return (files("metodikk.ut") / "maler" / navn).read_text(encoding="utf-8")


def datauri(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
