"""Kobler kolonnene i en fil til feltene i skjemaet, også når kommunen kaller dem noe annet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from metodikk.grunn.skjema import Felt, Tabellskjema
from metodikk.inn.navn import lose_former, normaliser


@dataclass(frozen=True)
class Kolonnekart:
    """Hvilken kolonne hvert felt står i. `tvetydige`: felt der flere kolonner passer like godt."""

    kolonner: dict[str, str]
    tvetydige: dict[str, list[str]] = field(default_factory=dict)


def kartlegg(
    skjema: Tabellskjema, kolonner: Sequence[str], valgt: Mapping[str, str] | None = None
) -> Kolonnekart:
    """Finn kolonnen til hvert felt.

    Navnet i prosjektfilen går foran feltets eget navn, som går foran de andre navnene det kan ha.

    Parametere
    ----------
    skjema : Tabellskjema
        Skjemaet for tabellen.
    kolonner : liste av str
        Overskriftene i filen.
    valgt : dict, valgfri
        Felt → overskrift, slik det står i prosjekt.toml.

    Returnerer
    ----------
    Kolonnekart
        Felt → overskrift, og feltene som er tvetydige.

    Eksempel
    --------
    >>> from metodikk.grunn.skjema import skjema
    >>> kartlegg(skjema("befolkning"), ["Grunnkrets", "ÅR", "Alder", "Kjønn", "Personer"]).kolonner
    {'aar': 'ÅR', 'kjonn': 'Kjønn', 'sone': 'Grunnkrets', 'aldersgruppe': 'Alder', 'antall': 'Personer'}
    """
    ledige = {k: frozenset(lose_former(k)) for k in kolonner}
    funnet: dict[str, str] = {}
    tvetydige: dict[str, list[str]] = {}
    for navn, overskrift in (valgt or {}).items():
        _ta(funnet, ledige, navn, _treff([overskrift], ledige))
    for navn in skjema.felt:
        if navn not in funnet:
            _ta(funnet, ledige, navn, _treff([navn], ledige))
    for navn, felt in skjema.felt.items():
        if navn not in funnet and (treff := _treff(felt.navn, ledige)):
            if len(treff) > 1:
                tvetydige[navn] = treff
            _ta(funnet, ledige, navn, treff)
    return Kolonnekart(funnet, tvetydige)


def _treff(navn: Iterable[str], ledige: Mapping[str, frozenset[str]]) -> list[str]:
    former = [normaliser(n) for n in navn]
    funnet = [k for f in former for k, egne in ledige.items() if f and f in egne]
    return list(dict.fromkeys(funnet))


def _ta(funnet: dict, ledige: dict, navn: str, treff: list[str]) -> None:
    if treff:
        funnet[navn] = treff[0]
        del ledige[treff[0]]


def ventede_navn(skjema: Tabellskjema, valgt: Mapping[str, str] | None = None) -> list[str]:
    """Alle navnene kolonnene i tabellen kan ha. Leseren finner overskriften og arket med dem.

    >>> from metodikk.grunn.skjema import skjema
    >>> "ordlyd" in ventede_navn(skjema("kodebok"))
    True
    """
    felt: Iterable[Felt] = skjema.felt.values()
    return [*(valgt or {}).values(), *(n for f in felt for n in (f.felt, *f.navn))]
