"""Direktivet {sjekklister}: sjekklistene fra alle kapitlene samlet, klare til å skrives ut."""

import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

LISTE = re.compile(r"^## Sjekkliste\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
TITTEL = re.compile(r"^# (.+)$", re.MULTILINE)
SIDE = re.compile(r"file: (\S+)")


class Sjekklister(SphinxDirective):
    """Én ramme per kapittel, i den rekkefølgen kapitlene står i innholdslista."""

    def run(self):
        rot = Path(self.env.srcdir)
        linjer = []
        for side in SIDE.findall((rot / "_toc.yml").read_text(encoding="utf-8")):
            if (fil := rot / f"{side}.md").is_file():
                linjer += self._ramme(side, fil)
        ut = nodes.Element()
        self.state.nested_parse(StringList(linjer, "sjekklister"), self.content_offset, ut)
        return ut.children

    def _ramme(self, side: str, fil: Path) -> list[str]:
        self.env.note_dependency(str(fil))
        tekst = fil.read_text(encoding="utf-8")
        funnet = LISTE.search(tekst)
        if not funnet:
            return []
        punkter = [p for p in funnet[1].splitlines() if p.startswith("- ☐ ")]
        tittel = f"{{doc}}`{TITTEL.search(tekst)[1]} </{side}>`"
        return [f":::{{admonition}} {tittel}", ":class: sjekkliste", *punkter, ":::", ""]


def setup(app):
    app.add_directive("sjekklister", Sjekklister)
    return {"version": "1", "parallel_read_safe": True}
