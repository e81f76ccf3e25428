"""Direktivene {kursprogram} og {notatbokene} og rollen {ide}: kurset slik det står i katalogene.

En ny idé i `kataloger/kurs/` kommer med av seg selv, og programmene flytter klokkeslettene etter den.
`{ide}` med navnet på en idé gir nummeret og tittelen, med lenke til siden.
"""

from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from metodikk.grunn.kataloger import katalog
from metodikk.kurs.form import ideer

VANLIG_TID = 30
logg = logging.getLogger(__name__)


def varighet(del_: dict) -> int:
    """Minuttene en del av programmet tar. Notatbøkene har tiden sin i sin egen katalog."""
    if "notatbok" not in del_:
        return del_.get("minutter", 0) or del_["pause"]
    tider = {i.navn: i.minutter for i in ideer()}
    return tider.get(del_["notatbok"], VANLIG_TID)


def klokka(minutter: int) -> str:
    return f"{minutter // 60:02d}.{minutter % 60:02d}"


def med_tider(program: dict) -> list[tuple[str, list[tuple[int, int, dict]]]]:
    """Dagene i programmet: navnet, og delene med start og slutt i minutter etter midnatt."""
    ut = []
    for nummer, dag in enumerate(program["dager"], 1):
        time, minutt = dag["start"].split(".")
        naa, deler = int(time) * 60 + int(minutt), []
        for del_ in (d for d in program["deler"] if d.get("dag", 1) == nummer):
            deler.append((naa, naa + varighet(del_), del_))
            naa = deler[-1][1]
        ut.append((dag["navn"], deler))
    return ut


def titler() -> dict[str, str]:
    return {i.navn: f"{i.nummer} {i.tittel}" for i in ideer()}


def lenke(navn: str) -> str:
    """Nummeret og tittelen på en idé, med lenke. Bare navnet når ideen ikke er i katalogen."""
    return f"{{doc}}`{titler()[navn]} </kurs/{navn}>`" if navn in titler() else navn


def hva(del_: dict) -> str:
    return f"**{lenke(del_['notatbok']) if 'notatbok' in del_ else del_.get('hva', 'Pause')}**"


def ideen(del_: dict) -> str:
    """Ideen i notatboka, i én setning. Tom for andre deler."""
    return next((i.ide for i in ideer() if i.navn == del_.get("notatbok")), "")


def programlinjer(program: dict) -> list[str]:
    linjer = []
    for navn, deler in med_tider(program):
        linjer += [f"```{{table}} {navn}", "| Klokka | Hva, og hva du gjør |", "| --- | --- |"]
        for fra, til, del_ in deler:
            gjor = del_.get("gjor") or ideen(del_)
            tekst = f"{hva(del_)}: {gjor}" if gjor else hva(del_)
            linjer.append(f"| {klokka(fra)}–{klokka(til)} | {tekst} |")
        linjer += ["```", "", f"Slutt klokka {klokka(deler[-1][1])}.", ""]
    return linjer


class Kursprogram(SphinxDirective):
    """Skriver et kursprogram med klokkeslett, én tabell for hver dag."""

    required_arguments = 1

    def run(self):
        return _skriv(self, programlinjer(katalog("kursprogram")[self.arguments[0]]))


class Idehenvisning(SphinxRole):
    def run(self):
        tekst = titler().get(self.text)
        if tekst is None:
            return [nodes.Text(self.text)], []
        side = self.env.app.builder.get_relative_uri(self.env.docname, f"kurs/{self.text}")
        return [nodes.reference("", tekst, refuri=side, internal=True)], []


class Notatbokene(SphinxDirective):
    """Skriver hva hver notatbok lærer bort, hvor lang tid den tar, og hva den bygger på."""

    def run(self):
        linjer = []
        for i in ideer():
            kapitler = [self._kapittel(navn) for navn in i.kapitler]
            linjer += [
                lenke(i.navn),
                f": {i.ide}",
                "",
                f"  **Misforståelsen den tar:** «{i.misforstaaelse.rstrip('.')}.»",
                "",
                f"  **Tid:** {i.minutter} minutter. **Kapitler:** {', '.join(kapitler)}.",
                "",
                f"  **Notatbok:** `{i.fil}.ipynb`. **Fasit:** `fasit/{i.fil}.ipynb`.",
                "",
            ]
        return _skriv(self, linjer)

    def _kapittel(self, navn: str) -> str:
        bok = Path(self.env.srcdir)
        steder = [f for f in sorted(bok.glob(f"*/{navn}.md")) if f.parent.name != "kurs"]
        if not steder:
            logg.warning("kapitlet «%s» finnes ikke", navn, location=self.get_location())
            return navn
        return f"{{doc}}`/{steder[0].parent.name}/{navn}`"


def _skriv(direktiv: SphinxDirective, linjer: list[str]) -> list[nodes.Node]:
    direktiv.env.note_dependency(__file__)
    rot = nodes.Element()
    direktiv.state.nested_parse(StringList(linjer, "kurs"), direktiv.content_offset, rot)
    return rot.children


def setup(app):
    app.add_directive("kursprogram", Kursprogram)
    app.add_directive("notatbokene", Notatbokene)
    app.add_role("ide", Idehenvisning())
    return {"version": "1", "parallel_read_safe": True}
