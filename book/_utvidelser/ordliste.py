"""Direktivet {ordliste}: ordlista i boka er den samme katalogen som koden bruker."""

from docutils import nodes
from docutils.statemachine import StringList
from kilder import norsk
from sphinx.util.docutils import SphinxDirective

from metodikk.grunn.kataloger import katalog


class Ordliste(SphinxDirective):
    """Skriver alle ordene som et {glossary}, i alfabetisk rekkefølge."""

    def run(self):
        ord_ = sorted(katalog("ordliste").items(), key=lambda o: norsk(o[0]))
        linjer = ["```{glossary}"]
        for term, o in ord_:
            linjer += [term, f"  {o['definisjon']} *Engelsk:* {{en}}`{o['engelsk']}`.", ""]
        rot = nodes.Element()
        self.state.nested_parse(
            StringList([*linjer, "```"], "ordliste.toml"), self.content_offset, rot
        )
        return rot.children


def setup(app):
    app.add_directive("ordliste", Ordliste)
    return {"version": "1", "parallel_read_safe": True}
