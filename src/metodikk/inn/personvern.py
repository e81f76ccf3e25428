"""Finner personopplysninger i råverdiene, før noe annet ser dem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.maskering import USYNLIGE, fodselsnummer, maskert, personopplysninger
from metodikk.grunn.personnavn import uten_navn
from metodikk.grunn.typer import Funn

_TALLFELT = ("tall", "heltall", "aar", "dato", "svar")


def finn_i_kolonne(raa: np.ndarray, felttype: str = "") -> dict[str, np.ndarray]:
    """Finn radene med personopplysninger i en kolonne.

    Bruk denne på råverdiene i alle kolonner, også dem som ikke skal brukes. Et fødselsnummer kan
    være lagret som tall, og har da kanskje mistet den første nullen.

    Parametere
    ----------
    raa : array
        Råverdiene slik de står i filen.
    felttype : str, forvalgt tom
        Typen til feltet. I tallkolonner letes det bare etter fødselsnummer.

    Returnerer
    ----------
    dict
        Slag («fodselsnummer», «kontonummer», «telefon», «epost») → posisjonene til radene.

    Eksempel
    --------
    >>> finn_i_kolonne(np.array(["hei", "130972 48022", 13097248022.0], dtype=object))
    {'fodselsnummer': array([1, 2])}
    """
    posisjon, unike = pd.factorize(raa)
    return finn_blant(unike, posisjon, felttype)


def finn_blant(
    unike: np.ndarray, posisjon: np.ndarray, felttype: str = ""
) -> dict[str, np.ndarray]:
    """Som `finn_i_kolonne`, når de ulike verdiene alt er samlet."""
    funnet: dict[str, list[int]] = defaultdict(list)
    for i, verdi in enumerate(unike):
        for slag in _slag(verdi, felttype):
            funnet[slag].append(i)
    return {slag: np.flatnonzero(np.isin(posisjon, i)) for slag, i in funnet.items()}


def _slag(verdi: object, felttype: str) -> set[str]:
    if type(verdi) is str:
        return _slag_i_tekst(verdi, felttype) if len(verdi) > 5 else set()
    if type(verdi) in (int, float) and 1e8 <= verdi < 1e11 and float(verdi).is_integer():
        return _slag_av_tall(int(verdi), felttype)
    return set()


def _slag_i_tekst(tekst: str, felttype: str) -> set[str]:
    if "@" not in tekst and sum(map(str.isdigit, tekst)) < 8:
        return set()
    slag = {s for s, _, _ in personopplysninger(USYNLIGE.sub("", tekst))}
    return slag & {"fodselsnummer"} if felttype in _TALLFELT else slag


def _slag_av_tall(tall: int, felttype: str) -> set[str]:
    """Elleve sifre med gyldig dato er alltid mistenkt. Ti sifre bare når kontrollsifrene stemmer,

    for sonekoder har også ti sifre."""
    sifre = f"{tall:011}"
    treff = fodselsnummer(sifre)
    mistenkt = treff == "gyldig" or (treff == "datolikt" and tall >= 1e10)
    manglet_null = 1e9 <= tall < 1e10 and felttype not in ("kode", *_TALLFELT)
    return {"fodselsnummer"} if mistenkt and (tall >= 1e10 or manglet_null) else set()


def maskert_funn(funn: Funn) -> Funn:
    """Skjul personopplysninger i alle tekstene i et funn."""
    tekster = ("tittel", "fant", "forventet", "slik_retter_du", "forslag", "kolonne", "ark")
    return funn.med(**{navn: maskert(getattr(funn, navn)) for navn in tekster})


def maskert_tabell(data: pd.DataFrame) -> pd.DataFrame:
    """Skjul personopplysninger i alle tekstkolonnene i en tabell."""
    tekst = [
        k for k in data.columns if pd.api.types.is_string_dtype(data[k]) and data[k].dtype != object
    ]
    return data.assign(**{k: _maskert_serie(data[k]) for k in tekst})


def _maskert_serie(serie: pd.Series) -> pd.Series:
    bytt = {v: m for v in serie.dropna().unique() if (m := maskert(v)) != v}
    return serie.replace(bytt) if bytt else serie


def uten_mulige_navn(
    data: pd.DataFrame, felt: Sequence[str], kjente_ord: Collection[str]
) -> pd.DataFrame:
    """Skjul mulige navn og adresser i det folk har skrevet fritt.

    Svar et menneske har lest og merket med `godkjent`, beholder ordene sine. Nummer og
    e-postadresser skjules uansett, av :func:`maskert_tabell`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"tekst": ["Spør Kari", "Naboen Kari"], "godkjent": [False, True]})
    >>> uten_mulige_navn(d, ["tekst"], ())["tekst"].tolist()
    ['Spør [navn skjult]', 'Naboen Kari']
    """
    lest = data["godkjent"].astype(bool) if "godkjent" in data else pd.Series(False, data.index)
    skjult = {
        f: data[f].map(lambda t: uten_navn(maskert(t), kjente_ord), na_action="ignore")
        for f in felt
    }
    return data.assign(**{f: ny.where(~lest, data[f]) for f, ny in skjult.items()})
