"""Direktivet {metoder}: metodene i en fase, fra samme katalog som prøvene bruker."""

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from metodikk.grunn.kataloger import katalog


class Metoder(SphinxDirective):
    """Skriver metodene i fasen som en tabell, med lenke til kapitlet og navnet på malen."""

    required_arguments = 1

    def run(self):
        fase = int(self.arguments[0])
        maler = katalog("maler")
        linjer = [f"```{{table}} Metodene i fase {fase}", "| Metode | Svarer på | Mal |", "| --- | --- | --- |"]
        for navn, m in katalog("metoder").items():
            if m["fase"] == fase:
                mal = f"`{navn}`" if navn in maler else "–"
                linjer.append(f"| {{doc}}`{m['tittel']} <{navn}>` | {m['svarer_paa']} | {mal} |")
        rot = nodes.Element()
        self.state.nested_parse(StringList([*linjer, "```"], "metoder.toml"), self.content_offset, rot)
        return rot.children


def setup(app):
    app.add_directive("metoder", Metoder)
    return {"version": "1", "parallel_read_safe": True}
