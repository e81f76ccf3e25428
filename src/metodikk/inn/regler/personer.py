"""Regler for personopplysninger (K60x). De prøves på råverdiene, også i kolonner vi ikke bruker."""

from __future__ import annotations

from collections.abc import Iterator

from metodikk.grunn.typer import Alvor
from metodikk.inn.fritekst import fritekstfelt
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.navn import normaliser
from metodikk.inn.register import Treff, tabellregel
from metodikk.inn.tallverdier import skrivemaater


@tabellregel("K601")
def fodselsnummer_i_tabellen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Stopper alt: tabellen skulle aldri vært i mappen."""
    yield from _funnet(t, "fodselsnummer", "et fødselsnummer (vises ikke)")


@tabellregel("K602")
def kontonummer_i_tabellen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from _funnet(t, "kontonummer", "et kontonummer (vises ikke)")


@tabellregel("K603")
def telefon_eller_epost(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Alvorlig i svar på en undersøkelse, en advarsel ellers."""
    alvor = None if t.skjema.personopplysninger else Alvor.ADVARSEL
    yield from _funnet(t, "telefon", "et telefonnummer (vises ikke)", alvor)
    yield from _funnet(t, "epost", "en e-postadresse (vises ikke)", alvor)


@tabellregel("K604")
def kolonne_for_personopplysninger(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    ord_ = skrivemaater("personkolonner")
    gruppe = ["direkte", "kontakt", *(["i_svar"] if t.skjema.personopplysninger else [])]
    mistenkte = {normaliser(n) for g in gruppe for n in ord_[g]}
    alvorlig = t.skjema.personopplysninger
    for kolonne in t.ekstra:
        if (form := normaliser(kolonne)) in mistenkte:
            direkte = form in {normaliser(n) for n in ord_["direkte"]}
            yield Treff((), kolonne, fant=f"kolonnen «{kolonne}»",
                        alvor=None if alvorlig or direkte else Alvor.ADVARSEL)  # fmt: skip


def _funnet(t: Tabell, slag: str, fant: str, alvor: Alvor | None = None) -> Iterator[Treff]:
    fritt = {t.kolonner[f].navn for f in fritekstfelt(t)}  # der skjules de i stedet (K950)
    for kolonne, funnet in t.personfunn.items():
        if slag in funnet and kolonne not in fritt:
            yield Treff(funnet[slag], kolonne, fant=fant, alvor=alvor)
