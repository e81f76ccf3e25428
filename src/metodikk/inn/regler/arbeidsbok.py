"""Regler for arbeidsboka som helhet: skjulte ark, makroer og lenker til andre filer."""

from __future__ import annotations

from collections.abc import Iterator

from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn
from metodikk.inn.arbeidsbok import Arbeidsbok
from metodikk.inn.navn import normaliser
from metodikk.inn.regelverk import ordliste


def bokfunn(bok: Arbeidsbok) -> list[Funn]:
    """Prøv alle reglene for arbeidsboka."""
    return [f for regel in (skjulte_ark, svaert_skjulte_ark, makroer, lenker) for f in regel(bok)]


def skjulte_ark(bok: Arbeidsbok) -> Iterator[Funn]:
    """K102: ark som er skjult i Excel. Våre egne hjelpeark er ikke et funn."""
    yield from _ark(bok, "hidden", "K102")


def svaert_skjulte_ark(bok: Arbeidsbok) -> Iterator[Funn]:
    """K103: ark som er skjult slik at de ikke kan vises fra menyen."""
    yield from _ark(bok, "veryHidden", "K103")


def makroer(bok: Arbeidsbok) -> Iterator[Funn]:
    """K114: arbeidsboka inneholder makroer."""
    if bok.har_del("xl/vbaProject"):
        yield funn("K114", fant=bok.fil.name)


def lenker(bok: Arbeidsbok) -> Iterator[Funn]:
    """K115: formler som henter verdier fra andre arbeidsbøker."""
    if bok.har_del("xl/externalLinks/"):
        navn = [n for n in bok.pakke.namelist() if n.startswith("xl/externalLinks/externalLink")]
        yield funn("K115", fant=f"{len(navn)} kobling{'er' * (len(navn) != 1)}", antall=len(navn))


def _ark(bok: Arbeidsbok, tilstand: str, kode: str) -> Iterator[Funn]:
    egne = ordliste("ark", "hjelpeark")
    navn = [
        a.navn
        for a in bok.ark
        if a.skjult == tilstand and not a.navn.startswith("_") and normaliser(a.navn) not in egne
    ]
    if navn:
        yield funn(kode, fant=", ".join(f"«{n}»" for n in navn), antall=len(navn))
