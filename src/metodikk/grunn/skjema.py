"""Tabellskjemaene: hvilke tabeller et prosjekt kan ha, og hva feltene skal inneholde."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from metodikk.grunn.kataloger import katalog


@dataclass(frozen=True, slots=True)
class Felt:
    """Ett felt (én kolonne) i en tabell. Typene er forklart øverst i `kataloger/skjema/10_grunnlag.toml`."""

    felt: str
    type: str
    beskrivelse: str
    eksempel: str
    paakrevd: bool = False
    navn: tuple[str, ...] = ()
    valg: tuple[str, ...] = ()
    viser_til: tuple[str, ...] = ()
    minst: float | None = None
    hoyest: float | None = None
    lengde: int | None = None
    person: bool = False
    fritekst: bool = False


@dataclass(frozen=True, slots=True)
class Tabellskjema:
    """Skjemaet for én tabell."""

    tabell: str
    tittel: str
    beskrivelse: str
    nokkel: tuple[str, ...]
    felt: dict[str, Felt]
    flere_kolonner_fra: str = ""
    personopplysninger: bool = False

    @property
    def paakrevde(self) -> tuple[str, ...]:
        return tuple(navn for navn, felt in self.felt.items() if felt.paakrevd)


@cache
def skjema(tabell: str) -> Tabellskjema:
    """Slå opp skjemaet for en tabell. KeyError hvis tabellen ikke finnes.

    >>> skjema("befolkning").nokkel
    ('sone', 'aar', 'aldersgruppe', 'kjonn')
    """
    s = katalog("skjema")[tabell]
    return Tabellskjema(
        tabell, s["tittel"], s["beskrivelse"], tuple(s["nokkel"]),
        {navn: _felt(navn, f) for navn, f in s["felt"].items()},
        s.get("flere_kolonner_fra", ""), s.get("personopplysninger", False),
    )  # fmt: skip


def tabeller() -> tuple[str, ...]:
    """Navnene på alle tabellene, i den rekkefølgen de bør fylles ut."""
    return tuple(katalog("skjema"))


def _felt(navn: str, f: dict) -> Felt:
    return Felt(
        navn, f["type"], f["beskrivelse"], f["eksempel"], f.get("paakrevd", False),
        tuple(f.get("navn", ())), tuple(f.get("valg", ())),
        tuple(f["viser_til"].split("|")) if "viser_til" in f else (),
        f.get("minst"), f.get("hoyest"), f.get("lengde"), f.get("person", False),
        f.get("fritekst", False),
    )  # fmt: skip
