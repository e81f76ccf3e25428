"""Direktivet {rettelser}: rettelsene i boka er dem som står under «Rettet» i CHANGELOG."""

import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

import metodikk

LOGG = Path(metodikk.__file__).parents[2] / "CHANGELOG.md"
INGEN = "Endringsloggen har ingen rettelser ennå."


def rettelser(logg: str) -> dict[str, list[str]]:
    """Punktene under «Rettet» i hver versjon, nyeste først, slik loggen har dem."""
    funnet = {}
    for versjon, tekst in re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", logg, re.M | re.S):
        deler = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", tekst, re.M | re.S))
        if punkter := re.findall(r"^- (.+(?:\n  .+)*)", deler.get("Rettet", ""), re.M):
            funnet[versjon] = [" ".join(p.split()) for p in punkter]
    return funnet


class Rettelser(SphinxDirective):
    def run(self):
        self.env.note_dependency(str(LOGG))
        linjer = []
        for versjon, punkter in rettelser(LOGG.read_text(encoding="utf-8")).items():
            linjer += [f"**{versjon}**", "", *(f"- {p}" for p in punkter), ""]
        rot = nodes.Element()
        self.state.nested_parse(
            StringList(linjer or [INGEN], "CHANGELOG.md"), self.content_offset, rot
        )
        return rot.children


def setup(app):
    app.add_directive("rettelser", Rettelser)
    return {"version": "1", "parallel_read_safe": True}
