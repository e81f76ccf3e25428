"""Formene kurset er satt sammen av: kontroller, det som vises, og innholdet i en idé."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from metodikk.grunn.kataloger import katalog
from metodikk.ut.side import Figur, Tabell, Tekst, vis

FLEST_KONTROLLER = 3


@dataclass(frozen=True)
class Valg:
    """En kontroll der leseren velger mellom noen få verdier, hver med sin tekst.

    >>> Valg("folketall", "Innbyggere", (("100", 100), ("300", 300)), 300).verdier
    (100, 300)
    """

    navn: str
    ledetekst: str
    valg: tuple[tuple[str, Any], ...]
    forvalgt: Any

    def __post_init__(self):
        if self.forvalgt not in self.verdier:
            raise ValueError(f"«{self.forvalgt}» er ikke et av valgene i «{self.ledetekst}».")

    @property
    def verdier(self) -> tuple:
        return tuple(verdi for _, verdi in self.valg)


@dataclass(frozen=True)
class Trekk:
    """En knapp som trekker på nytt: frøet øker med én for hvert trykk."""

    ledetekst: str = "Trekk på nytt"
    navn: str = "fro"
    forvalgt: int = 1


@dataclass(frozen=True, eq=False)
class Vist:
    """Det en simulering viser: en figur, en setning som sier resultatet, og eventuelt en tabell."""

    figur: Figur
    setning: str
    tabell: Tabell | None = None

    def _ipython_display_(self) -> None:
        vis(Tekst((self.setning,)), self.figur, self.tabell)


@dataclass(frozen=True)
class Svar:
    """Ett svar på et flervalgsspørsmål, med hvorfor det er riktig eller fristende."""

    tekst: str
    hvorfor: str
    riktig: bool = False


@dataclass(frozen=True)
class Flervalg:
    """Et spørsmål med flere svar. Nøyaktig ett er riktig."""

    sporsmal: str
    svar: tuple[Svar, ...]

    def __post_init__(self):
        if sum(s.riktig for s in self.svar) != 1:
            raise ValueError(f"«{self.sporsmal}» må ha nøyaktig ett riktig svar.")


@dataclass(frozen=True)
class Oppgave:
    """En oppgave med hint og løsning i ord. Løsningen i kode står i kilden til notatboka."""

    tekst: str
    hint: tuple[str, ...]
    losning: str


@dataclass(frozen=True)
class Kursholder:
    """Det kursholderen trenger: tid, spørsmål, vanlige feilsvar og hva som kan sies."""

    tidsplan: tuple[tuple[str, int, str], ...]
    spor: tuple[str, ...]
    feilsvar: tuple[tuple[str, str], ...]
    si: tuple[str, ...]


@dataclass(frozen=True)
class Ide:
    """Én idé i kurset, slik den står i `kataloger/kurs/`."""

    navn: str
    nummer: int
    tittel: str
    ide: str
    misforstaaelse: str
    kapitler: tuple[str, ...]
    gjett: str
    ta_med: str
    flervalg: tuple[Flervalg, ...]
    oppgave: Oppgave
    kursholder: Kursholder

    @property
    def minutter(self) -> int:
        return sum(minutter for _, minutter, _ in self.kursholder.tidsplan)

    @property
    def fil(self) -> str:
        """Navnet på notatboka uten etternavn. Nummeret gir rekkefølgen i mappen."""
        return f"{self.nummer:02d}_{self.navn}"

    @property
    def modul(self):
        """Modulen med simuleringen: `KONTROLLER`, `tegn`, `stille` og `egne`."""
        return import_module(f"metodikk.kurs.{self.navn}")


@cache
def les(navn: str) -> Ide:
    """Les én idé fra katalogen.

    >>> les("smaa_tall").fil
    '01_smaa_tall'
    """
    d = katalog("kurs")[navn]
    return Ide(
        navn, d["nummer"], d["tittel"], d["ide"], d["misforstaaelse"], tuple(d["kapitler"]),
        d["gjett"], d["ta_med"],
        tuple(
            Flervalg(f["sporsmal"], tuple(Svar(**s) for s in f["svar"])) for f in d["flervalg"]
        ),
        Oppgave(d["oppgave"]["tekst"], tuple(d["oppgave"]["hint"]), d["oppgave"]["losning"]),
        Kursholder(
            tuple((t["del"], t["minutter"], t["gjor"]) for t in d["kursholder"]["tidsplan"]),
            tuple(d["kursholder"]["spor"]),
            tuple((f["sier"], f["svar"]) for f in d["kursholder"]["feilsvar"]),
            tuple(d["kursholder"]["si"]),
        ),
    )  # fmt: skip


def ideer() -> list[Ide]:
    """Gi alle ideene i den rekkefølgen de tas på kurset."""
    return sorted((les(navn) for navn in katalog("kurs")), key=lambda i: i.nummer)
