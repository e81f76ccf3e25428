"""Kildene: rollene {kilde} og {jf} i teksten, rollen {en} for engelske ord, og lista {kilder}.

Kildene er data i `kataloger/kilder/`, som ordlista. En nøkkel som ikke finnes, stopper byggingen.
"""

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from metodikk.grunn.kataloger import katalog

SIDE = "om/kilder"
logg = logging.getLogger(__name__)


def aarstall(kilde: dict) -> str:
    return str(kilde["aar"]) if "aar" in kilde else f"lest {kilde['lest']}"


def merket(tekst: str, spraak: str) -> nodes.inline:
    """Tekst på et annet språk, slik at skjermleseren uttaler den riktig."""
    return nodes.inline("", tekst, classes=[f"language-{spraak}"] if spraak else [])


class Kildehenvisning(SphinxRole):
    """En henvisning i teksten: «Wilson (1927)», eller «(Wilson, 1927; SSB, lest 2026)»."""

    def __init__(self, i_parentes: bool):
        self.i_parentes = i_parentes

    def run(self):
        deler = []
        for nokkel in (n.strip() for n in self.text.split(";")):
            if nokkel not in katalog("kilder"):
                logg.warning("kilden «%s» finnes ikke", nokkel, location=self.get_location())
                continue
            deler += [nodes.Text("; ")] if deler else []
            deler.append(self._lenke(nokkel, katalog("kilder")[nokkel]))
        return ([nodes.Text("("), *deler, nodes.Text(")")] if self.i_parentes else deler), []

    def _lenke(self, nokkel: str, kilde: dict) -> nodes.reference:
        side = self.env.app.builder.get_relative_uri(self.env.docname, SIDE)
        lenke = nodes.reference("", "", refuri=f"{side}#kilde-{nokkel}", internal=True)
        navn = merket(kilde["kort"], kilde.get("spraak", ""))
        aar = aarstall(kilde)
        lenke += [navn, nodes.Text(f", {aar}" if self.i_parentes else f" ({aar})")]
        return lenke


class Engelsk(SphinxRole):
    def run(self):
        return [merket(self.text, "en")], []


class Kildeliste(SphinxDirective):
    """Skriver alle kildene, i alfabetisk rekkefølge."""

    def run(self):
        kilder = sorted(katalog("kilder").items(), key=lambda k: norsk(k[1]["forfatter"]))
        return [nodes.bullet_list("", *(self._punkt(n, k) for n, k in kilder), classes=["kilder"])]

    def _punkt(self, nokkel: str, kilde: dict) -> nodes.list_item:
        spraak = kilde.get("spraak", "")
        tittel = self._tittel(kilde, spraak)
        if adresse := kilde.get("adresse"):
            tittel = nodes.reference("", "", tittel, refuri=adresse)
        linje = nodes.paragraph("", "", merket(kilde["forfatter"], spraak))
        linje += [nodes.Text(f" ({aarstall(kilde)}). "), tittel, nodes.Text(". ")]
        if hvor := kilde.get("hvor"):
            linje += [merket(hvor, spraak), nodes.Text(". ")]
        return nodes.list_item("", linje, ids=[f"kilde-{nokkel}"])

    def _tittel(self, kilde: dict, spraak: str) -> nodes.Node:
        """Tittelen i kursiv, eller vår egen beskrivelse i hakeparentes."""
        if kilde.get("beskrivelse"):
            return merket(f"[{kilde['tittel']}]", spraak)
        return nodes.emphasis("", "", merket(kilde["tittel"], spraak))


def norsk(tekst: str) -> list[int]:
    """Sorteringsnøkkel med æ, ø og å til slutt."""
    return ["abcdefghijklmnopqrstuvwxyzæøå".find(b) for b in tekst.lower()]


def setup(app):
    app.add_role("kilde", Kildehenvisning(i_parentes=False))
    app.add_role("jf", Kildehenvisning(i_parentes=True))
    app.add_role("en", Engelsk())
    app.add_directive("kilder", Kildeliste)
    return {"version": "1", "parallel_read_safe": True}
