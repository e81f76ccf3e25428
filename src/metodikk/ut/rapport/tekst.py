"""Markdown til HTML: uten rå HTML, uten bilder, og med overskrifter som ikke hopper over nivåer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup


@dataclass(frozen=True)
class Overskrift:
    """En overskrift i innholdslisten."""

    nivaa: int
    tekst: str
    id: str


@cache
def _tolk():
    from markdown_it import MarkdownIt

    return (
        MarkdownIt("commonmark", {"html": False, "typographer": False})
        .enable("table")
        .disable("image")
    )


class Tekster:
    """Gjør markdown til HTML og samler overskriftene. Nivåene følger hverandre gjennom hele siden."""

    def __init__(self):
        self.overskrifter: list[Overskrift] = []
        self._forrige, self._tall = 1, [0] * 7

    def html(self, markdown: str) -> Markup:
        tokens = _tolk().parse(markdown)
        for i, t in enumerate(tokens):
            if t.type == "heading_open":
                self._overskrift(t, tokens[i + 1], tokens[i + 2])
            elif t.type == "th_open":
                t.attrSet("scope", "col")
        return Markup(_tolk().renderer.render(tokens, _tolk().options, {}))

    def _overskrift(self, aapne, innhold, lukk) -> None:
        nivaa = min(max(int(aapne.tag[1]), 2), self._forrige + 1)
        self._forrige = nivaa
        self._tall[nivaa] += 1
        self._tall[nivaa + 1 :] = [0] * (6 - nivaa)
        id_ = "del-" + "-".join(str(max(n, 1)) for n in self._tall[2 : nivaa + 1])
        aapne.tag = lukk.tag = f"h{nivaa}"
        aapne.attrSet("id", id_)
        tekst = "".join(b.content for b in innhold.children if b.type in ("text", "code_inline"))
        self.overskrifter.append(Overskrift(nivaa, tekst, id_))
