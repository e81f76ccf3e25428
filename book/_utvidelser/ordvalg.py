"""Direktivet {ordvalg}: ordene vi ikke bruker, fra samme katalog som prøvene leter med."""

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from metodikk.grunn.kataloger import katalog


def linjer(ordene: dict[str, dict]) -> list[str]:
    """Ordene som en MyST-liste: ordet, det vi skriver i stedet, og hvorfor."""
    ut = []
    for ord_, o in ordene.items():
        vist = f"{{en}}`{ord_}`" if o.get("spraak") == "en" else ord_
        ut += [vist, f": **Skriv heller:** {o['bedre']}", "", f"  {o['hvorfor']}", ""]
    return ut


class Ordvalg(SphinxDirective):
    """Skriver ordene i én gruppe, eller de som er merket med varsomhet."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"varsomt": directives.flag}

    def run(self):
        varsomt = "varsomt" in self.options
        gruppe = self.arguments[0] if self.arguments else None
        ordene = {
            ord_: o
            for ord_, o in katalog("ordvalg").items()
            if o.get("varsomt", False) is varsomt and gruppe in (None, o["gruppe"])
        }
        if not ordene:
            raise self.error(f"Ingen ord hører til «{gruppe}».")
        rot = nodes.Element()
        self.state.nested_parse(
            StringList(linjer(ordene), "ordvalg.toml"), self.content_offset, rot
        )
        return rot.children


def setup(app):
    app.add_directive("ordvalg", Ordvalg)
    return {"version": "1", "parallel_read_safe": True}
