"""Teksten i kursnotatbøkene: spørsmål, hint og svar som foldes ut, også uten kjerne og skript."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from metodikk.kurs.form import Ide, les
from metodikk.ut.delhtml import stil

BOKSTAVER = "ABCDEF"


@dataclass(frozen=True)
class Kursdel:
    """Et stykke av kurset som kan vises i en notatbok, med samme innhold i ren tekst."""

    slag: str
    ide: Ide

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/html": self.html(), "text/plain": self.klartekst()}

    def html(self) -> str:
        innhold = getattr(_maler(), self.slag)(self.ide, BOKSTAVER)
        return f'<style>{stil("notatbok.css")}</style><div class="mk mk-kurs" lang="nb">{innhold}</div>'

    def klartekst(self) -> str:
        i = self.ide
        if self.slag == "flervalg":
            return "\n".join(
                linje
                for f in i.flervalg
                for linje in (f.sporsmal, *(f"{b} {s.tekst}" for b, s in zip(BOKSTAVER, f.svar, strict=False)))
            )  # fmt: skip
        return {"gjett": i.gjett, "oppgave": i.oppgave.tekst, "ta_med": i.ta_med}[self.slag]


def gjett(navn: str) -> Kursdel:
    """Vis spørsmålet deltakeren skal svare på før noe er prøvd.

    >>> print(gjett("smaa_tall").klartekst()[:12])
    Tjue soner e
    """
    return Kursdel("gjett", les(navn))


def flervalg(navn: str) -> Kursdel:
    """Vis flervalgsspørsmålene. Hvert svar foldes ut, og sier hvorfor det er riktig eller fristende."""
    return Kursdel("flervalg", les(navn))


def oppgave(navn: str) -> Kursdel:
    """Vis oppgaven, med hintene foldet."""
    return Kursdel("oppgave", les(navn))


def ta_med(navn: str) -> Kursdel:
    """Vis setningen deltakeren kan ta med seg til en sak."""
    return Kursdel("ta_med", les(navn))


@cache
def _maler():
    from jinja2 import Environment, PackageLoader, StrictUndefined

    miljo = Environment(
        loader=PackageLoader("metodikk.kurs", "maler"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return miljo.get_template("kurs.html").module
