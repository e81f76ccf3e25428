"""Det som står i [sammenslaaing] i prosjektfilen: hva det består av, og hva som kan være galt med det."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from metodikk.drift.forslag import mente_du
from metodikk.drift.oppsett import FILNAVN, Omraade
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import skjema
from metodikk.grunn.typer import Funn

if TYPE_CHECKING:
    import pandas as pd

ALDER, SONER, AAR = "aldersgrupper", "soner", "aar"
Grupper = Mapping[str, Sequence[str]]


def utfoldet(grupper: Grupper) -> dict[str, tuple[str, ...]]:
    """Gruppene med de opprinnelige delene. En del kan selv være en gruppe.

    >>> utfoldet({"AB": ["A", "B"], "ABC": ["AB", "C"]})
    {'ABC': ('A', 'B', 'C')}
    """
    brukt = {d for deler in grupper.values() for d in deler}
    return {n: tuple(_blader(n, grupper)) for n in grupper if n not in brukt}


def _blader(navn: str, grupper: Grupper) -> Iterator[str]:
    for del_ in grupper[navn]:
        yield from _blader(del_, grupper) if del_ in grupper else (del_,)


def ny_kode(grupper: Grupper) -> dict[str, str]:
    """Del → gruppen den er med i.

    >>> ny_kode({"AB": ["A", "B"]})
    {'A': 'AB', 'B': 'AB'}
    """
    return {del_: navn for navn, deler in grupper.items() for del_ in deler}


def forklart(
    sammenslaaing: Mapping[str, Mapping], indikatorer: Mapping[str, Mapping] | None = None
) -> dict[str, dict[str, list[str]]]:
    """Det som er slått sammen, slik det står i kvitteringen: gruppe → de opprinnelige delene.

    >>> forklart({"soner": {"AB": ["A", "B"]}, "aldersgrupper": {}, "aar": {"anmeldt_vold": 3}})
    {'soner': {'AB': ['A', 'B']}, 'aar': {'Anmeldte voldshendelser': ['perioder på minst 3 år']}}
    """
    alle = {
        del_: _i_perioder(g, indikatorer or {}) if del_ == AAR else utfoldet(g)
        for del_, g in sammenslaaing.items()
    }
    return {del_: {n: list(d) for n, d in g.items()} for del_, g in alle.items() if g}


def _i_perioder(aar: Mapping[str, int], egne: Mapping[str, Mapping]) -> dict[str, list[str]]:
    alle = {**katalog("indikatorer"), **egne}
    return {
        str(alle.get(k, {}).get("navn", k)): [f"perioder på minst {n} år"] for k, n in aar.items()
    }


def aldre() -> list[str]:
    """Aldersgruppene i skjemaet, yngste først."""
    return list(skjema("befolkning").felt["aldersgruppe"].valg)


def krysser_undersokelsen(deler: Sequence[str]) -> bool:
    """Sann når gruppen går over en av grensene mellom aldersgruppene i undersøkelsen.

    >>> krysser_undersokelsen(["16–19 år", "20–34 år"]), krysser_undersokelsen(["6–15 år", "16–19 år"])
    (False, True)
    """
    from metodikk.metoder.undersokelse import ALDER as I_UNDERSOKELSEN

    return len({I_UNDERSOKELSEN.get(d) for d in deler}) > 1


def feil(
    skrevet: Mapping[str, Grupper], tabeller: Mapping[str, pd.DataFrame], omraade: Omraade,
    indikatorer: Mapping[str, Mapping] | None = None,
) -> Iterator[Funn]:  # fmt: skip
    """Alt som er galt med det som skal slås sammen. Uten en brukbar sonetabell prøves ikke sonene."""
    alder, soner = skrevet.get(ALDER, {}), skrevet.get(SONER, {})
    yield from _ukjente_indikatorer(skrevet.get(AAR, {}), indikatorer or {})
    yield from _feil(ALDER, alder, aldre(), lambda g: _i_alder(g, "svar" in tabeller))
    if "soner" in tabeller:
        koder = [str(s) for s in tabeller["soner"]["sone"].dropna()]
        navn = [str(s) for s in tabeller["soner"]["sonenavn"].dropna()]
        yield from _feil(SONER, soner, koder, lambda g: _i_soner(g, tabeller, omraade), navn)


def _feil(del_: str, skrevet: Grupper, kjente, videre, opptatt=()) -> Iterator[Funn]:
    if ring := [n for n in skrevet if n in _under(n, skrevet, set())]:
        yield _galt(del_, ring[0], f"«{ring[0]}» er del av seg selv")
        return
    grupper = utfoldet(skrevet)
    ukjente = list(_ukjente(del_, grupper, kjente))
    yield from ukjente or _dobbelt(del_, grupper)
    yield from (
        _galt(del_, n, f"«{n}» er alt navnet på noe annet")
        for n in skrevet if n in kjente or n in opptatt
    )  # fmt: skip
    if not ukjente:
        yield from videre(grupper)


def _ukjente_indikatorer(aar: Mapping[str, int], egne: Mapping[str, Mapping]) -> Iterator[Funn]:
    kjente = [*katalog("indikatorer"), *egne]
    for kode in (k for k in aar if k not in kjente):
        sted = {"fil": FILNAVN, "ark": f"[sammenslaaing.{AAR}]", "kolonne": kode}
        yield funn("K817", sted=sted, fant=kode, forslag=mente_du(kode, kjente), hva="Indikatoren",
                   navn=kode, ventet="indikatorene i katalogen og i prosjektfilen")  # fmt: skip


def _under(navn: str, grupper: Grupper, sett: set[str]) -> set[str]:
    for d in grupper.get(navn, ()):
        if d not in sett:
            sett.add(d)
            _under(d, grupper, sett)
    return sett


def _ukjente(del_: str, grupper: Grupper, kjente) -> Iterator[Funn]:
    for navn, deler in grupper.items():
        for d in (d for d in deler if d not in kjente):
            sted = {"fil": FILNAVN, "ark": f"[sammenslaaing.{del_}]", "kolonne": navn}
            hva = "Aldersgruppen" if del_ == ALDER else "Sonen"
            yield funn("K817", sted=sted, fant=d, forslag=mente_du(d, kjente), hva=hva, navn=d,
                       ventet="aldersgruppene i skjemaet" if del_ == ALDER else "kodene i tabellen soner")  # fmt: skip


def _dobbelt(del_: str, grupper: Grupper) -> Iterator[Funn]:
    alle = [d for deler in grupper.values() for d in deler]
    for d in dict.fromkeys(d for d in alle if alle.count(d) > 1):
        yield _galt(del_, d, f"«{d}» er med mer enn ett sted")


def _i_alder(grupper: Grupper, har_svar: bool) -> Iterator[Funn]:
    orden = aldre()
    for navn, deler in grupper.items():
        plass = sorted(orden.index(d) for d in deler)
        fra = re.search(r"\d+", orden[plass[0]])[0]
        if plass != list(range(plass[0], plass[-1] + 1)):
            yield _galt(ALDER, navn, f"Delene av «{navn}» ligger ikke ved siden av hverandre")
        elif (re.search(r"\d+", navn) or "") and re.search(r"\d+", navn)[0] != fra:
            yield _galt(ALDER, navn, f"«{navn}» begynner ikke på {fra}")
        elif not re.search(r"\d+", navn):
            yield _galt(ALDER, navn, f"«{navn}» sier ikke at gruppen begynner på {fra}")
        elif har_svar and krysser_undersokelsen(deler):
            yield _galt(ALDER, navn, f"«{navn}» går over en aldersgrense i undersøkelsen")


def _i_soner(grupper: Grupper, tabeller, omraade: Omraade) -> Iterator[Funn]:
    for navn, deler in grupper.items():
        inne = set(deler) & set(omraade.soner)
        if inne and inne != set(deler):
            yield _galt(SONER, navn, f"«{navn}» har soner både i området og utenfor")
        for runde in _runder_med_en_del(tabeller.get("runder"), set(deler)):
            yield _galt(SONER, navn, f"Runden {runde} dekker bare noen av sonene i «{navn}»")


def _runder_med_en_del(runder: pd.DataFrame | None, deler: set[str]) -> list[str]:
    if runder is None or "gjelder" not in runder:
        return []
    dekker = [deler & set(g) if isinstance(g, tuple) and g else deler for g in runder["gjelder"]]
    return [str(r) for r, d in zip(runder["runde"], dekker, strict=True) if d and d != deler]


def _galt(del_: str, navn: str, hva: str) -> Funn:
    sted = {"fil": FILNAVN, "ark": f"[sammenslaaing.{del_}]", "kolonne": navn}
    return funn("K818", sted=sted, fant=hva)
