"""Direktivene {indikatorer} og {sporsmaal}: tabellene i boka er de samme katalogene som koden bruker.

Med et tema bak navnet vises bare det temaet: ```{indikatorer} bolig```. Et ukjent tema gir en advarsel.
"""

from abc import abstractmethod

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from metodikk.grunn.kataloger import katalog

RETNING = {
    "lav_er_god": "lavt er bra",
    "hoy_er_god": "høyt er bra",
    "ingen": "ingen god side",
}
FORM = {"ordrett": "Ordrett", "gjengitt": "Gjengitt", "forslag": "Forslag"}
logg = logging.getLogger(__name__)


class Katalogtabell(SphinxDirective):
    """Skriver én tabell per tema, med bildetekst, i katalogens rekkefølge."""

    optional_arguments = 1
    final_argument_whitespace = True
    katalognavn: tuple[str, ...] = ()
    hva, kolonner = "", ""

    def run(self):
        rader = {k: v for n in self.katalognavn for k, v in katalog(n).items()}
        temaer = list(dict.fromkeys(v["tema"] for v in rader.values()))
        valgt = [self.arguments[0]] if self.arguments else temaer
        rot = nodes.Element()
        for tema in valgt:
            if tema not in temaer:
                logg.warning("temaet «%s» finnes ikke", tema, location=self.get_location())
                continue
            linjer = self._tabell(tema, {k: v for k, v in rader.items() if v["tema"] == tema})
            self.state.nested_parse(
                StringList(linjer, f"{self.katalognavn[0]}.toml"), self.content_offset, rot
            )
        return rot.children

    def _tabell(self, tema: str, rader: dict) -> list[str]:
        bredder = " ".join(str(b) for _, b in self.kolonner)
        linjer = [f"````{{list-table}} {self.hva}: {tema}", ":header-rows: 1", f":widths: {bredder}",
                  ":class: katalog", ""]  # fmt: skip
        linjer += _rad([navn for navn, _ in self.kolonner])
        for kode, verdi in rader.items():
            linjer += _rad(self._celler(kode, verdi))
        return [*linjer, "````"]

    @abstractmethod
    def _celler(self, kode: str, v: dict) -> list[str]:
        """Cellene i raden for én oppføring."""


class Indikatorer(Katalogtabell):
    """{indikatorer} [tema]: indikatorene og måltallene."""

    katalognavn = ("indikatorer", "maaltall")
    hva = "Indikatorer"
    kolonner = (("Indikator", 40), ("Måles i", 15), ("Finnes i", 25), ("Små tall", 20))

    def _celler(self, kode, v):
        slag = "" if "maal" in v else f" Føres i {v['foeres_i']}."
        kontrollert = v["kontrollert"]
        lest = (
            f"Lest {kontrollert:%d.%m.%Y}." if hasattr(kontrollert, "year") else "Ikke kontrollert."
        )
        return [
            f"**{v['navn']}** <br>`{kode}` <br>{v['definisjon']}{slag}{_kilder(v)}",
            f"{v['enhet']} <br>{RETNING[v['retning']]}",
            f"{v['kildetabell']} <br>Laveste nivå: {v['laveste_geografi']} <br>{lest}",
            v["smaa_tall"],
        ]  # fmt: skip


class Sporsmaal(Katalogtabell):
    """{sporsmaal} [tema]: spørsmål til innbyggerne."""

    katalognavn = ("sporsmaal",)
    hva = "Spørsmål"
    kolonner = (("Ordlyd", 40), ("Skala", 20), ("Kilde", 20), ("Å sammenlikne med", 20))

    def _celler(self, kode, v):
        ordlyd = f"«{v['ordlyd']}»" if v["form"] == "ordrett" else v["ordlyd"]
        return [
            f"{ordlyd} <br>{FORM[v['form']]}. `{kode}`",
            f"{v['skala']} <br>{v['hvem'][0].upper()}{v['hvem'][1:]}",
            f"{v['kilde']}{_kilder(v)}",
            v["sammenlikning"],
        ]  # fmt: skip


def _kilder(v: dict) -> str:
    return f" {{jf}}`{'; '.join(v['kildenokler'])}`" if v["kildenokler"] else ""


def _rad(celler: list[str]) -> list[str]:
    """En rad i list-table. « <br>» er linjeskift i cellen."""
    linjer = []
    for i, celle in enumerate(celler):
        forst, *resten = celle.replace(" <br>", "\\\n    ").split("\n")
        linjer += [f"{'* ' if i == 0 else '  '}- {forst}", *resten]
    return linjer


def setup(app):
    app.add_directive("indikatorer", Indikatorer)
    app.add_directive("sporsmaal", Sporsmaal)
    return {"version": "1", "parallel_read_safe": True}
