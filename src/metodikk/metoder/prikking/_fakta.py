"""Fakta uten personer, og regning videre på det som alt er klarert."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from metodikk.grunn.feil import PersonvernStopp
from metodikk.grunn.maskering import maskert
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Klarert


def klarer_uten_personer(data: pd.DataFrame, grunn: str, *, mangler: str = "") -> Klarert:
    """Klarer fakta om steder, bygninger og organisasjoner.

    Bruk denne bare når ingen rad handler om en enkeltperson. Rader som er merket som privatperson,
    stopper hele tabellen. Fødselsnummer, telefon og e-post i tekst skjules.

    Parametere
    ----------
    data : DataFrame
        Endres ikke.
    grunn : str
        Hvorfor tallene ikke handler om personer. Står i kvitteringen.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert

    Eksempel
    --------
    >>> d = pd.DataFrame({"navn": ["Eksempelvik IL"], "kontakt": ["leder@eksempel.no"]})
    >>> klarer_uten_personer(d, "lag og foreninger").tabell["kontakt"].tolist()
    ['[e-post skjult]']
    """
    if not grunn.strip():
        raise ValueError("Skriv hvorfor tabellen ikke handler om enkeltpersoner.")
    if "privatperson" in data and (
        personer := int(data["privatperson"].fillna(True).astype(bool).sum())
    ):
        raise PersonvernStopp(funn("K891", fant=f"{personer} rad(er) merket som privatperson"))
    ren = data.copy()
    for navn in ren.columns[[t.kind in "OU" or str(t) in ("str", "string") for t in ren.dtypes]]:
        ren[navn] = ren[navn].map(lambda v: maskert(v) if isinstance(v, str) else v)
    ingen = pd.DataFrame(columns=["regel", "verner"], dtype=str)
    return Klarert(ren, ingen, grunn, {"mangler": mangler})


def avled(
    kilder: Klarert | Sequence[Klarert], regn: Callable[..., pd.DataFrame], *,
    gjelder: Mapping[str, Sequence[str]] | None = None, **opplysninger,
) -> Klarert:  # fmt: skip
    """Regn videre på klarerte tall. Det som er skjult, er fortsatt skjult.

    Bruk denne når en tabell eller figur regnes ut av tall som alt har vært gjennom porten.

    Parametere
    ----------
    kilder : Klarert eller sekvens av Klarert
        Resultatene det regnes på.
    regn : funksjon
        Får tabellene til kildene, og bare dem, og gir den nye tabellen.
    gjelder : dict, valgfri
        Kolonne → verdier som peker ut hvilke skjulte celler den nye tabellen bygger på.
    **opplysninger
        Legges til opplysningene fra den første kilden.

    Returnerer
    ----------
    Klarert

    Eksempel
    --------
    >>> from metodikk.metoder.prikking import prikk
    >>> k = prikk(pd.DataFrame({"sone": ["1", "2"], "teller": [2, 40]}), celle=["sone"])
    >>> avled(k, lambda t: t.assign(dobbelt=t["teller"] * 2)).tabell["dobbelt"].tolist()
    [nan, 80.0]
    """
    kilder = [kilder] if isinstance(kilder, Klarert) else list(kilder)
    skjult = kilder[0].skjult
    for kolonne, verdier in (gjelder or {}).items():
        if kolonne in skjult:
            skjult = skjult[skjult[kolonne].isin([str(v) for v in verdier])]
    return Klarert(
        regn(*(k.tabell.copy() for k in kilder)), skjult.reset_index(drop=True),
        kilder[0].grunnlag, {**kilder[0].opplysninger, **opplysninger},
    )  # fmt: skip
