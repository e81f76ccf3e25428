"""Fri tekst som et menneske må lese før den gis videre, og hva de som leste, bestemte."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from metodikk.grunn.maskering import maskert
from metodikk.grunn.personnavn import mistenkte

AVGJORELSER = GODKJENN, MASKER, UTELAT = "godkjenn", "masker", "utelat"
SKJULT_ORD, SKJULT_SVAR, SKJULT_TALL = "[navn skjult]", "[svaret er holdt tilbake]", "[tall skjult]"
LENGSTE_TALL = 7


@dataclass(frozen=True, slots=True)
class Tvil:
    """Et svar som kan nevne noen. Det samme svaret står én gang, også når flere har skrevet det.

    nummer : kjennetegner teksten i denne kolonnen. Endres teksten, får den et nytt nummer.
    tekst : svaret, uten fødselsnummer, telefonnummer og e-post.
    mistanke : «navn», «adresse» eller begge.
    ord : ordene det gjelder.
    """

    nummer: str
    kolonne: str
    tekst: str
    mistanke: str
    ord: tuple[str, ...]
    antall: int = 1


@dataclass(frozen=True, slots=True)
class Avgjorelse:
    """Det et menneske bestemte om ett svar: «godkjenn», «masker» (og hvilke ord) eller «utelat»."""

    slag: str
    ord: tuple[str, ...] = ()


def til_lesing(
    data: pd.DataFrame, fritekst: Sequence[str], kjente_ord: Collection[str] = ()
) -> list[Tvil]:
    """Finn svarene et menneske må lese før filen gis videre.

    Bruk denne før :func:`klarer_svarfil`, og :func:`avgjor` når svarene er lest.

    Parametere
    ----------
    data : DataFrame
        Én rad per svar. Endres ikke.
    fritekst : sequence of str
        Kolonnene der folk har skrevet fritt.
    kjente_ord : samling av str
        Stedsnavn og andre ord med stor bokstav som ikke er personer.

    Returnerer
    ----------
    list of Tvil

    Eksempel
    --------
    >>> d = pd.DataFrame({"svar": ["Bra", "Spør Kari på 22 33 44 55", "Spør Kari på 22 33 44 55"]})
    >>> [(t.tekst, t.mistanke, t.ord, t.antall) for t in til_lesing(d, ["svar"])]
    [('Spør Kari på [telefonnummer skjult]', 'navn', ('Kari',), 2)]
    """
    return [t for navn in fritekst for t in _i_kolonnen(data[navn], navn, kjente_ord)]


def _i_kolonnen(kolonne: pd.Series, navn: str, kjente_ord: Collection[str]) -> Iterator[Tvil]:
    for tekst, antall in kolonne.map(ren_tekst).value_counts(sort=False).items():
        if funnet := mistenkte(tekst, kjente_ord):
            slag = " og ".join(sorted({s for s, _ in funnet}))
            ord_ = tuple(dict.fromkeys(o for _, o in funnet))
            yield Tvil(nummer(navn, tekst), navn, tekst, slag, ord_, int(antall))


def ren_tekst(verdi: object) -> str:
    """Teksten uten fødselsnummer, telefonnummer og e-post. Lange tall uten tekst rundt skjules også.

    >>> ren_tekst("Ring 22 33 44 55"), ren_tekst(13097248022.0), ren_tekst(None)
    ('Ring [telefonnummer skjult]', '[tall skjult]', '')
    """
    if verdi is None or verdi != verdi:
        return ""
    if isinstance(verdi, str):
        return maskert(verdi).strip()
    tekst = str(int(verdi)) if isinstance(verdi, float) and verdi.is_integer() else str(verdi)
    return SKJULT_TALL if sum(map(str.isdigit, tekst)) > LENGSTE_TALL else tekst


def nummer(kolonne: str, tekst: str) -> str:
    """Nummeret til en tekst. Det samme hver gang, og et annet når teksten er endret."""
    return sha256(f"{kolonne}\0{tekst}".encode()).hexdigest()[:12]


def avgjor(
    data: pd.DataFrame, tvil: Sequence[Tvil], avgjorelser: Mapping[str, Avgjorelse],
    fritekst: Sequence[str],
) -> tuple[pd.DataFrame, set[Hashable]]:  # fmt: skip
    """Bruk avgjørelsene på svarene, og gi radene et menneske har lest og funnet i orden.

    Personopplysninger skjules i alle tekstene. Svar uten avgjørelse står, men er ikke godkjent, så
    :func:`klarer_svarfil` holder dem tilbake.

    Parametere
    ----------
    data : DataFrame
        Én rad per svar. Endres ikke.
    tvil : sequence of Tvil
        Fra :func:`til_lesing`.
    avgjorelser : dict
        Nummer → avgjørelsen.
    fritekst : sequence of str
        Kolonnene der folk har skrevet fritt.

    Returnerer
    ----------
    DataFrame, set
        Svarene, og indeksen til radene som er godkjent.

    Eksempel
    --------
    >>> d = pd.DataFrame({"svar": ["Bra", "Spør Kari"]})
    >>> tvil = til_lesing(d, ["svar"])
    >>> ny, godkjent = avgjor(d, tvil, {tvil[0].nummer: Avgjorelse("masker", ("Kari",))}, ["svar"])
    >>> ny["svar"].tolist(), godkjent
    (['Bra', 'Spør [navn skjult]'], {1})
    """
    rene = {n: data[n].map(ren_tekst) for n in fritekst}
    hvor = {n: tekster.groupby(tekster, sort=False).groups for n, tekster in rene.items()}
    ut = data.assign(**rene)
    apne, lest = set(), set()
    for t in tvil:
        rader = hvor[t.kolonne][t.tekst]
        if (a := avgjorelser.get(t.nummer)) is None:
            apne |= {*rader}
            continue
        lest |= {*rader}
        ut.loc[rader, t.kolonne] = _etter(t.tekst, a)
    return ut, lest - apne


def _etter(tekst: str, a: Avgjorelse) -> str:
    if a.slag == GODKJENN:
        return tekst
    return SKJULT_SVAR if a.slag == UTELAT else uten_ord(tekst, a.ord)


def uten_ord(tekst: str, ord_: Sequence[str]) -> str:
    """Teksten med ordene skjult, uansett store og små bokstaver. De lengste først.

    >>> uten_ord("Kari og karianne i Storgata 5", ["kari", "Storgata 5"])
    '[navn skjult] og karianne i [navn skjult]'
    """
    for o in sorted(ord_, key=len, reverse=True):
        tekst = re.sub(rf"(?<!\w){re.escape(o)}(?!\w)", SKJULT_ORD, tekst, flags=re.IGNORECASE)
    return tekst


def har_ordet(tekst: str, ord_: str) -> bool:
    """Sann når ordet står i teksten, slik :func:`uten_ord` leter.

    >>> har_ordet("Snakk med Yasmin", "Yasmin"), har_ordet("Snakk med Yasmine", "Yasmin")
    (True, False)
    """
    return bool(ord_) and uten_ord(tekst, [ord_]) != tekst
