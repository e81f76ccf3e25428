"""Slik tall og navn skrives i setningene, og navnene bak kodene."""

from __future__ import annotations

from metodikk.grunn.tall import HARDT, prosent, prosentpoeng, tall

OMRAADE, RESTEN, NABOER = "omraade", "resten", "naboer"


def navn(k, omraade: str) -> dict[str, str]:
    """Navnene som skal stå i tabeller og figurer i stedet for koder.

    Parametere
    ----------
    k : Kunnskapsgrunnlag
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    dict
        Enheter, soner og indikatorer.
    """
    i = k.indikatorer.tabell
    indikatorer = dict(zip(i["indikator"], i["navn"], strict=True)) if len(i) else {}
    enheter = {OMRAADE: omraade, RESTEN: "Resten av kommunen", NABOER: "Nabosonene"}
    return {**k.opplysninger["sonenavn"], **indikatorer, **enheter}


def verdi(v: float, r, desimaler: int = 0) -> str:
    """Skriv en verdi som prosent eller rate, etter hva indikatoren er."""
    if r.maal == "rate":
        return f"{tall(v, 1)}{HARDT}per{HARDT}{tall(r.per)}"
    return prosent(v, desimaler)


def mot(a: float, b: float, r, desimaler: int = 0) -> str:
    """Skriv to verdier mot hverandre med enheten én gang: «20 mot 14 prosent»."""
    forst = tall(a, 1) if r.maal == "rate" else tall(a * 100, desimaler)
    return f"{forst} mot {verdi(b, r, desimaler)}"


def spenn(r) -> str:
    """Skriv intervallet til en indikator kort: «17 til 24 prosent»."""
    if r.maal == "rate":
        return f"{tall(r.nedre, 1)} til {tall(r.ovre, 1)}"
    return f"{tall(r.nedre * 100)} til {prosent(r.ovre, 0)}"


def avstand(nedre: float, ovre: float, desimaler: int = 0) -> str:
    """Skriv hvor langt unna to andeler er, uten fortegn: «2 til 11 prosentpoeng».

    >>> avstand(-0.11, -0.019).replace(HARDT, " ")
    '2 til 11 prosentpoeng'
    """
    lav, hoy = sorted((abs(nedre), abs(ovre)))
    return f"{tall(lav * 100, desimaler)} til {prosentpoeng(hoy, desimaler)}"
