"""Direktivet {kursdel}: kursholderens tekst i boka er den samme katalogen som notatbøkene bruker."""

from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from metodikk.kurs.form import les
from metodikk.kurs.tekst import BOKSTAVER


def kort(i, boka):
    sider = {k: next(boka.rglob(f"{k}.md")).relative_to(boka).with_suffix("").as_posix() for k in i.kapitler}
    forkunnskaper = ", ".join(f"{{doc}}`/{side}`" for side in sider.values())
    return [
        ":::{admonition} Kort fortalt", f"Ideen: {i.ide}", "", f"Den vanlige misforståelsen: «{i.misforstaaelse}»", "",
        f"Tid: {i.minutter} minutter. Bygger på: {forkunnskaper}.", "",
        f"Notatbok: `{i.fil}.ipynb`. Åpne den med `metodikk kurs`, eller vis den på skjerm med `metodikk kurs --vis`.",
        ":::",
    ]  # fmt: skip


def tidsplan(i):
    rader = [f"| {d} | {m} min | {gjor} |" for d, m, gjor in i.kursholder.tidsplan]
    return ["| Del | Tid | Slik gjør du |", "| --- | --- | --- |", *rader]


def gjett(i):
    return [i.gjett]


def spor(i):
    return [f"- {s}" for s in i.kursholder.spor]


def feilsvar(i):
    rader = [f"| «{sier}» | {svar} |" for sier, svar in i.kursholder.feilsvar]
    return ["| Deltakeren sier | Svar |", "| --- | --- |", *rader]


def si(i):
    return [f"- «{s}»" for s in i.kursholder.si]


def flervalg(i):
    linjer = []
    for f in i.flervalg:
        linjer += [f"**{f.sporsmal}**", ""]
        for b, s in zip(BOKSTAVER, f.svar, strict=False):
            dom = "Riktig." if s.riktig else "Ikke riktig."
            linjer += [f":::{{dropdown}} {b} {s.tekst}", f"**{dom}** {s.hvorfor}", ":::", ""]
    return linjer


def oppgave(i):
    hint = [
        x
        for nr, h in enumerate(i.oppgave.hint, 1)
        for x in (f":::{{dropdown}} Hint {nr}", h, ":::", "")
    ]
    return [i.oppgave.tekst, "", *hint, ":::{dropdown} Løsning", i.oppgave.losning, ":::"]


def ta_med(i):
    return [f"> {i.ta_med}"]


DELER = {f.__name__: f for f in (tidsplan, gjett, spor, feilsvar, si, flervalg, oppgave, ta_med)}  # fmt: skip


class Kursdel(SphinxDirective):
    """Skriver én del av en idé, for eksempel «smaa_tall flervalg»."""

    required_arguments = 2

    def run(self):
        navn, del_ = self.arguments
        self.env.note_dependency(__file__)
        rot = nodes.Element()
        linjer = kort(les(navn), Path(self.env.srcdir)) if del_ == "kort" else DELER[del_](les(navn))
        self.state.nested_parse(StringList(linjer, f"kurs/{navn}.toml"), self.content_offset, rot)
        return rot.children


def setup(app):
    app.add_directive("kursdel", Kursdel)
    return {"version": "1", "parallel_read_safe": True}
