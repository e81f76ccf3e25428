"""Sitatene som kan vises: godkjent, uten noe som peker på noen, og fra en gruppe som er stor nok."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from metodikk.grunn.maskering import maskert
from metodikk.grunn.personnavn import mistenkte

FLEST_PER_KODE = 2


def peker_paa_noen(sitat: str, kjente_ord: Collection[str] = ()) -> bool:
    """Avgjør om et sitat kan peke ut noen: navn, adresse, nummer, eller tall som alder og årstall.

    Bruk denne i tillegg til å lese sitatet. Den finner ikke alt, for eksempel ikke et yrke bare én har.

    Eksempel
    --------
    >>> peker_paa_noen("Alle hilser på alle."), peker_paa_noen("Sønnen min i 6B."), peker_paa_noen("Naboen Yasmin hjalp.")
    (False, True, True)
    >>> peker_paa_noen("Vi bor på Tangen.", ["Tangen"])
    False
    """
    ren = maskert(sitat)
    if ren != sitat or "skjult]" in sitat or re.search(r"\d", sitat):
        return True
    return bool(mistenkte(sitat, kjente_ord))


def velg(
    koder: pd.DataFrame, folk: pd.DataFrame, kjente_ord: Collection[str] = ()
) -> tuple[pd.DataFrame, int]:
    """Velg sitatene som kan vises, og tell de godkjente som holdes tilbake.

    Parametere
    ----------
    koder : DataFrame
        Utsagnene med `informant`, `akse`, `kode`, `retning`, `sitat` og `godkjent`.
    folk : DataFrame
        Personene i gruppene som kan vises, med `informant` og `gruppe`.
    kjente_ord : samling av str
        Ord med stor bokstav som ikke er personer, for eksempel stedsnavn.

    Returnerer
    ----------
    tuple
        Tabellen med kode, sitat og gruppe, og antallet som holdes tilbake. Informanten er ikke med.
        Høyst to sitater for hver kode og retning, fra hver sin gruppe når det går.

    Eksempel
    --------
    >>> folk = pd.DataFrame({"informant": ["I1"], "gruppe": ["unge"]})
    >>> d = pd.DataFrame({"informant": ["I1", "I1"], "akse": "stedsbilde", "kode": ["mørkt", "kaldt"], "retning": "negativ",
    ...                   "sitat": ["Det er mørkt.", "Kaldt."], "godkjent": [True, False]})
    >>> velg(d, folk)[0].values.tolist()
    [['stedsbilde', 'mørkt', 'Det er mørkt.', 'unge']]
    """
    ja = koder["godkjent"].map(lambda v: v is True or bool(pd.notna(v) and v))
    godkjent = koder[ja & koder["sitat"].fillna("").astype(str).str.strip().ne("")]
    peker = godkjent["sitat"].map(lambda s: peker_paa_noen(str(s), kjente_ord)).astype(bool)
    trygge = (
        godkjent[~peker]
        .drop(columns="gruppe", errors="ignore")
        .merge(folk[["informant", "gruppe"]], on="informant")
    )
    trygge = trygge.drop_duplicates(["informant", "kode"])
    nokkel = ["akse", "kode", "retning"]
    trygge["nr"] = trygge.groupby([*nokkel, "gruppe"], dropna=False).cumcount()
    trygge = trygge.sort_values([*nokkel, "nr", "gruppe"], kind="stable")
    valgt = trygge.groupby(nokkel, dropna=False, sort=False).head(FLEST_PER_KODE)
    return valgt[["akse", "kode", "sitat", "gruppe"]].reset_index(drop=True), int(peker.sum())
