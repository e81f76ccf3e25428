"""Hva som er endret i en rapport siden forrige gang den ble laget, i setninger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metodikk.grunn.tall import liste
from metodikk.ut.rapport.les import Rapport
from metodikk.ut.setninger import antall, oppramsing, stor
from metodikk.ut.side import Nokkeltall, Symbol, Tabell, Tekst

OVERSKRIFT = "Endret siden forrige rapport"
FLEST_TABELLER = 12


def endringer(ny: Rapport, forrige: Rapport, *, dato: str, grunnlag: Sequence[str] = ()) -> Tekst:
    """Skriv hva som er endret fra forrige rapport til den nye.

    Bruk denne når en rapport lages på nytt, så leseren slipper å lete. Rader som er borte, telles,
    men nevnes ikke: de kan være borte fordi de ikke skal vises.

    Parametere
    ----------
    ny, forrige : Rapport
        Lest med :func:`metodikk.ut.rapport.les.les`.
    dato : str
        Når den forrige ble laget, slik det skal stå i teksten.
    grunnlag : liste av str
        Tabellene og innstillingene som er endret.

    Returnerer
    ----------
    Tekst
    """
    punkter = [*_nokkeltall(ny, forrige), *_tabeller(ny, forrige)]
    fra = f"Sammenliknet med rapporten fra {dato}."
    nytt = f"Nytt i grunnlaget: {'; '.join(grunnlag)}." if grunnlag else "Grunnlaget er det samme."
    if not punkter:
        return Tekst((f"{fra} {nytt} Ingen tall eller rader i rapporten er endret.",))
    return Tekst((f"{fra} {nytt}",), tuple(punkter))


def _nokkeltall(ny: Rapport, forrige: Rapport) -> Iterator[str]:
    """Det gamle tallet vises bare når forklaringen er den samme. Ellers kan det gjelde noe som nå er skjult."""
    naa, da = (
        {navn: (verdi, om) for n in r.deler(Nokkeltall) for navn, verdi, om in n.tall}
        for r in (ny, forrige)
    )
    for navn, (verdi, om) in naa.items():
        var, gammel_om = da.get(navn, (verdi, om))
        if var != verdi and Symbol.SKJULT.value not in verdi:
            yield f"{navn}: {verdi}, før {var}." if om == gammel_om else f"{navn} er nå {verdi}."


def _tabeller(ny: Rapport, forrige: Rapport) -> Iterator[str]:
    naa, da = ({t.tittel: t for _, t in r.tabeller()} for r in (ny, forrige))
    endret = [e for tittel in naa if tittel in da and (e := _en_tabell(naa[tittel], da[tittel]))]
    yield from endret[:FLEST_TABELLER]
    if rest := len(endret[FLEST_TABELLER:]):
        yield f"{stor(antall(rest, 'én tabell', 'tabeller'))} til er endret."
    if nye := [f"«{t}»" for t in naa if t not in da]:
        yield f"Nye tabeller: {oppramsing(nye)}."
    if borte := sum(t not in naa for t in da):
        yield f"{stor(antall(borte, 'én tabell', 'tabeller'))} er ikke lenger med."


def _en_tabell(ny: Tabell, forrige: Tabell) -> str:
    """«…»: to nye rader («A» og «B»), én rad er borte, tre celler er endret. Tom når alt er likt."""
    naa, da = _rader(ny), _rader(forrige)
    nye, borte = [n for n in naa if n not in da], [n for n in da if n not in naa]
    like = ny.kolonner == forrige.kolonner
    celler = sum(
        a != b
        for n in naa
        if like and n in da
        for a, b in zip(naa[n], da[n], strict=True)
    )  # fmt: skip
    deler = []
    if nye:
        deler.append(f"{antall(len(nye), 'én ny rad', 'nye rader')} ({oppramsing(_navnene(nye), flest=3)})")  # fmt: skip
    if borte:
        deler.append(f"{antall(len(borte), 'én rad er', 'rader er')} borte")
    if celler:
        deler.append(f"{antall(celler, 'én celle er', 'celler er')} endret")
    if not like:
        deler.append("kolonnene er andre")
    return f"«{ny.tittel}»: {liste(deler)}." if deler else ""


def _navnene(rader: Sequence[tuple]) -> list[str]:
    return [f"«{navn}»" for navn in dict.fromkeys(str(n[0]) for n in rader)]


def _rader(tabell: Tabell) -> dict[tuple, tuple]:
    """Radene etter det som står i radhodet. Like radhoder får nummer."""
    ut: dict[tuple, tuple] = {}
    for rad in tabell.rader:
        hode = tuple(str(v) for v in rad[: max(tabell.radhoder, 1)])
        nummer = sum(n[: len(hode)] == hode for n in ut)
        ut[(*hode, nummer) if nummer else hode] = rad
    return ut
