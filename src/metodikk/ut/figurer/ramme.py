"""Rammen alle figurene deler: klarering, én figur per gruppe, alternativ tekst og tallene bak."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from metodikk.grunn.tall import HARDT, tall
from metodikk.grunn.typer import Klarert
from metodikk.ut.side import SKALERES, Boks, Figur, Kolonne, Samling, Tabell, lag_id
from metodikk.ut.stil import piksler
from metodikk.ut.tabeller import krev_klarert, mangler, tabell

if TYPE_CHECKING:
    import pandas as pd

ALT_MINST, ALT_MEST = 40, 250
OVERSKRIFTER = {
    "tekst": "Spørsmål",
    "sporsmal": "Spørsmål",
    "kjonn": "Kjønn",
    "aar": "År",
    "maal": "Mål",
}


@dataclass(frozen=True)
class Tegning:
    """Det en tegner gir tilbake: bildet, funnet i ord og kolonnene i tabellen bak."""

    png: bytes
    hoyde: float
    funn: str
    kolonner: Mapping[str, Kolonne]
    tabell: pd.DataFrame | None = None


@dataclass(frozen=True)
class Ramme:
    """Det alle figurer tar imot, samlet slik at hver figur bare trenger sitt eget."""

    hva: str
    bilde: str
    tittel: str
    per: str = ""
    navn: Mapping[str, str] | None = None
    kilde: str = ""
    funn: str = ""
    tekst: str = ""
    radhoder: int = 1

    def lag(self, klarert: Klarert, tegn: Callable[..., Tegning | None]):
        """Lag figuren, eller én figur for hver verdi i kolonnen `per`."""
        data = krev_klarert(klarert, self.hva)
        if not len(data):
            return mangler(klarert, self.tittel)
        if not self.per:
            return self._en(klarert, data, tegn, self.tittel)
        navn = self.navn or {}
        grupper = ((v, data[data[self.per] == v]) for v in data[self.per].unique())
        return Samling(tuple(
            self._en(klarert, d, tegn, self.tittel.format(**{self.per: navn.get(v, v)}))
            for v, d in grupper
        ))  # fmt: skip

    def _en(self, klarert: Klarert, data, tegn, tittel: str) -> Figur | Tabell | Boks:
        vist = data.reset_index(drop=True)
        vist = vist.replace(dict(self.navn)) if self.navn else vist
        tegning = tegn(vist)
        bak = vist if tegning.tabell is None else tegning.tabell
        tallene = self._tallene(replace(klarert, tabell=bak), tegning, tittel)
        if not tegning.png:
            return replace(
                tallene, noter=("Ingen av tallene kan vises, derfor er det ingen figur.",)
            )
        bredde, hoyde = piksler(tegning.hoyde)
        return Figur(
            tittel, alt_tekst(self.bilde, self.funn or tegning.funn, tittel), tallene, tegning.png,
            self.kilde, self.tekst, bredde, hoyde, lag_id(tittel),
        )  # fmt: skip

    def _tallene(self, klarert: Klarert, tegning: Tegning, tittel: str) -> Tabell:
        bak = f"Tallene bak: {tittel}" if tegning.png else tittel
        return tabell(klarert, tittel=bak, kolonner=tegning.kolonner, radhoder=self.radhoder)


def alt_tekst(bilde: str, funn: str, tittel: str) -> str:
    """Sett sammen den alternative teksten: hva slags bilde det er, og funnet med tall.

    >>> alt_tekst("Linjediagram", "Andelen økte fra 8 til 12 prosent fra 2015 til 2024.", "Lavinntekt")
    'Linjediagram. Andelen økte fra 8 til 12 prosent fra 2015 til 2024.'
    """
    tekst = f"{bilde}. {funn}".strip()
    if len(tekst) < ALT_MINST:
        tekst = f"{bilde}: {tittel}. {funn}".strip()
    if len(tekst) <= ALT_MEST:
        return tekst
    return tekst[: ALT_MEST - 2].rsplit(" ", 1)[0].rstrip(",;:. ") + " …"


def med_enhet(verdi: float, kolonne: Kolonne) -> str:
    """Skriv et tall med enheten i ord, slik det står i en setning.

    >>> med_enhet(0.125, Kolonne("Andel", "prosent")).replace(HARDT, " ")
    '12,5 prosent'
    """
    skala = 100 if kolonne.enhet in SKALERES else 1
    tegn = tall(verdi * skala, kolonne.plasser)
    return tegn if kolonne.enhet in ("tall", "antall", "aar") else f"{tegn}{HARDT}{kolonne.enhet}"


def aksetall(ax, akse: str, kolonne: Kolonne) -> None:
    """Skriv tallene på aksen på norsk. Bare hele tall når det er antall."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    skala = 100 if kolonne.enhet in SKALERES else 1
    a = getattr(ax, f"{akse}axis")
    lo, hi = getattr(ax, f"get_{akse}lim")()
    steder = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=kolonne.enhet == "antall")
    a.set_major_locator(steder)
    steg = abs(steder.tick_values(lo, hi)[1] - steder.tick_values(lo, hi)[0]) * skala
    plasser = next((d for d in range(4) if abs(round(steg, d) - steg) < 1e-9), 3)
    a.set_major_formatter(FuncFormatter(lambda v, _: tall(v * skala, plasser)))


def aksenavn(kolonne: Kolonne) -> str:
    """Det som står ved aksen: enheten, med stor forbokstav."""
    enhet = "" if kolonne.enhet in ("tall", "aar") else kolonne.enhet
    return (enhet or kolonne.tittel).capitalize()


def overskrift(kolonne: str) -> str:
    """Overskriften over en kolonne i tallene bak, når bare navnet i dataene er kjent.

    >>> overskrift("tekst"), overskrift("aldersgruppe")
    ('Spørsmål', 'Aldersgruppe')
    """
    return OVERSKRIFTER.get(kolonne) or kolonne.replace("_", " ").capitalize()


def enhetstittel(enhet: str) -> str:
    """Overskriften på verdikolonnen når bare enheten er kjent."""
    return "Verdi" if enhet == "tall" else enhet[:1].upper() + enhet[1:]


def antall(n: int, entall: str, flertall: str) -> str:
    """Skriv et antall med ordet i riktig form.

    >>> antall(1, "kobling", "koblinger")
    '1 kobling'
    """
    return f"{tall(n)} {entall if n == 1 else flertall}"


def som_vist(fremhev: Collection[str] | str, navn: Mapping[str, str] | None) -> set[str]:
    """Gi kategoriene som skal framheves, med navnene som vises."""
    liste_ = [fremhev] if isinstance(fremhev, str) else fremhev
    return {str((navn or {}).get(f, f)) for f in liste_ if f}
