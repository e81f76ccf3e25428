"""Direktivet {lover} og rollen {lov}: lovene i boka er den samme katalogen som testene kontrollerer.

`{lover}` med et tema skriver lovene i temaet. `{lov}` med en nøkkel lenker til oppføringen.
"""

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from metodikk.grunn.kataloger import katalog

SIDE = "om/lov"
MAANEDER = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip
logg = logging.getLogger(__name__)


def navnet(lov: dict) -> str:
    return f"{lov['navn']}, {lov['paragraf']}" if lov["paragraf"] else lov["navn"]


def maaned(kontrollert: str) -> str:
    aar, nummer = kontrollert.split("-")
    return f"{MAANEDER[int(nummer) - 1]} {aar}"


def linjer(lover: dict[str, dict]) -> list[str]:
    """Lovene som en MyST-liste: navnet, hva det betyr, hva som er usikkert, og når det ble sjekket."""
    ut = []
    for lov in lover.values():
        kilder = "; ".join(k.strip() for k in lov["kilde"].split(";"))
        ut += [
            navnet(lov),
            f": {lov['betyr']}",
            "",
            f"  **Usikkert:** {lov['usikkerhet']}",
            "",
            f"  **Status:** {lov['status']}, kontrollert {maaned(lov['kontrollert'])} {{jf}}`{kilder}`.",
            "",
        ]
    return ut


class Lover(SphinxDirective):
    """Skriver lovene i ett tema, eller alle når temaet ikke er nevnt."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        tema = self.arguments[0] if self.arguments else None
        valgt = {n: lov for n, lov in katalog("lov").items() if tema in (None, lov["tema"])}
        if not valgt:
            raise self.error(f"Ingen lover har temaet «{tema}».")
        rot = nodes.Element()
        self.state.nested_parse(StringList(linjer(valgt), "lov.toml"), self.content_offset, rot)
        for nokkel, navn in zip(valgt, rot.findall(nodes.term), strict=True):
            navn["ids"].append(f"lov-{nokkel}")
        return rot.children


class Lovhenvisning(SphinxRole):
    def run(self):
        if self.text not in katalog("lov"):
            logg.warning("loven «%s» finnes ikke", self.text, location=self.get_location())
            return [nodes.Text(self.text)], []
        side = self.env.app.builder.get_relative_uri(self.env.docname, SIDE)
        navn = navnet(katalog("lov")[self.text])
        return [nodes.reference("", navn, refuri=f"{side}#lov-{self.text}", internal=True)], []


def setup(app):
    app.add_directive("lover", Lover)
    app.add_role("lov", Lovhenvisning())
    return {"version": "1", "parallel_read_safe": True}
