"""Forklarer skrivefeil i prosjekt.toml: hvilken linje, hva som sto der, og hvordan den rettes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn

_LINJE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class _Skrivefeil:
    """Et mønster folk skriver, hva filen venter, og rådet (som kan bruke {navn} og {verdi})."""

    moenster: re.Pattern[str]
    ventet: str
    raad: str


_SKRIVEFEIL = (
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]+)\s*=\s*(?P<verdi>0\d+)\s*(#.*)?$"),
        "En kode i anførselstegn",
        'Skriv {navn} = "{verdi}". Da beholder koden nullen foran.',
    ),
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]+)\s*=.*(?P<verdi>[“”«»„’])"),
        "Rette anførselstegn",
        'Bytt ut «{verdi}» med " (rett anførselstegn), slik Notisblokk skriver det.',
    ),
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]+)\s*=\s*(?P<verdi>-?\d+,\d+)\s*(#.*)?$"),
        "Desimaltall med punktum",
        "Skriv {navn} = {punktum}. I denne filen er desimaltegnet punktum.",
    ),
    _Skrivefeil(
        re.compile(r'^\s*(?P<navn>[\w-]+)\s*=.*"(?P<verdi>[^"]*\\[^"]*)"'),
        "En sti med skråstrek forover",
        'Skriv {navn} = "{skraa}".',
    ),
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]+)\s*=\s*(?P<verdi>(?i:ja|nei|true|false|sann|usann))\s*(#.*)?$"),
        "true eller false med små bokstaver",
        "Skriv {navn} = true eller {navn} = false.",
    ),
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]*[æøåÆØÅ][\w-]*)\s*(=|\])"),
        "Navn uten æ, ø og å",
        "Navnene skrives med ae, o og aa. Teksten i anførselstegn kan ha æ, ø og å.",
    ),
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]+)\s*=\s*(?P<verdi>[^\W\d][^\"'\[{]*?)\s*(#.*)?$"),
        "Tekst i anførselstegn",
        'Skriv {navn} = "{verdi}".',
    ),
    _Skrivefeil(
        re.compile(r"^\s*(?P<navn>[\w-]+)\s*:\s*(?P<verdi>.+)$"),
        "Likhetstegn mellom navn og verdi",
        "Skriv {navn} = {verdi}.",
    ),
)  # fmt: skip


def forklar(tekst: str, feil: str) -> Funn:
    """Gjør en feil fra TOML-leseren om til ett funn med linje, innhold og råd.

    Bruk denne når prosjektfilen ikke kan leses i det hele tatt.

    Eksempel
    --------
    >>> f = forklar("[prosjekt]\\nkommune = 0301\\n", "Invalid value (at line 2, column 12)")
    >>> f.rad, f.fant
    (2, 'kommune = 0301')
    """
    linjer = tekst.splitlines() or [""]
    treff = _LINJE.search(feil)
    nummer = min(int(treff[1]), len(linjer)) if treff else _siste_med_innhold(linjer)
    innhold = linjer[nummer - 1].strip()
    ventet, raad = _raad(innhold, feil)
    return funn("K807", sted={"fil": "prosjekt.toml", "rad": nummer}, fant=innhold[:80], linje=nummer,
                ventet=ventet, raad=raad)  # fmt: skip


def _raad(innhold: str, feil: str) -> tuple[str, str]:
    if (
        "overwrite" in feil
        or "twice" in feil
        or "Cannot declare" in feil
        or "Cannot mutate" in feil
    ):
        return "Hvert navn én gang", "Navnet står allerede lenger opp i filen. Ta bort ett av dem."
    for kjent in _SKRIVEFEIL:
        if m := kjent.moenster.search(innhold):
            deler = {"navn": "", "verdi": "", **{k: v for k, v in m.groupdict().items() if v}}
            deler |= {
                "punktum": deler["verdi"].replace(",", "."),
                "skraa": deler["verdi"].replace("\\", "/"),
            }
            return kjent.ventet, kjent.raad.format(**deler)
    if innhold.count('"') % 2:
        return "Et anførselstegn foran og ett bak teksten", "Sett inn anførselstegnet som mangler."
    return (
        'Linjer på formen navn = "tekst", navn = tall eller navn = [liste]',
        "Se etter komma, klammer eller anførselstegn som mangler.",
    )


def _siste_med_innhold(linjer: list[str]) -> int:
    """Når leseren bare vet at filen sluttet for tidlig, er siste linje med innhold et godt sted å lete."""
    return max((i for i, linje in enumerate(linjer, 1) if linje.strip()), default=1)
