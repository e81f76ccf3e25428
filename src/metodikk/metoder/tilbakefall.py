"""Tilbakefall mot gjennomsnittet: områder som velges fordi de ligger dårlig an, bedrer seg av seg selv.

Noe av det dårlige resultatet var tilfeldig det året. Neste gang er tilfeldighetene andre, og tallet
nærmer seg snittet uten at noen har gjort noe. Det må trekkes fra før noe kan kalles en endring.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr

from metodikk.grunn.tall import periode
from metodikk.metoder.usikkerhet import krymp


def tilbakefall(
    snitt: float, standardavvik: float, grense: float, samsvar: float, *, side: str = "under"
) -> float:
    """Regn ut hvor mye de utvalgte ventes å bedre seg uten at noe er gjort.

    Bruk denne når utvalget ble gjort med en grense («alle under 40»).

    Parametere
    ----------
    snitt, standardavvik : float
        Fordelingen av målet i alle områdene.
    grense : float
        Grensen områdene ble valgt etter.
    samsvar : float
        Korrelasjonen mellom to målinger av samme område (0–1).
    side : {"under", "over"}, forvalgt "under"
        Om de under eller over grensen ble valgt.

    Returnerer
    ----------
    float
        Ventet bevegelse mot snittet.

    Eksempel
    --------
    >>> [round(tilbakefall(60, 15, 40, r), 3) for r in (0, 0.5, 1)]
    [26.972, 13.486, 0.0]

    Les mer
    -------
    Barnett, van der Pols og Dobson (2005).
    """
    z = (grense - snitt) / standardavvik * (1 if side == "under" else -1)
    tetthet = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return float(standardavvik * (1 - samsvar) * tetthet / ndtr(z))


def ventet_uten_tiltak(data: pd.DataFrame, aar: Sequence[int]) -> pd.DataFrame:
    """Regn ut hva hver sone ventes å ligge på når tilfeldighetene i `aar` er trukket fra.

    Bruk denne på årene området ble valgt etter, og på nullpunktet. Forskjellen mellom `verdi` og
    `krympet` er den endringen som ventes uten noe tiltak.

    Parametere
    ----------
    data : DataFrame
        Én rad per sone og år med `teller` og `nevner`, for alle sonene. Endres ikke.
    aar : sequence of int
        Årene som slås sammen.

    Returnerer
    ----------
    DataFrame
        Én rad per sone: `verdi`, `krympet`, `ventet_endring` og `periode`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": list("ABC"), "aar": 2018, "teller": [30, 10, 11], "nevner": 100})
    >>> ventet_uten_tiltak(d, [2018])["ventet_endring"].round(3).tolist()
    [-0.026, 0.014, 0.012]

    Les mer
    -------
    Marshall (1991) for krympingen.
    """
    aarene = sorted(int(a) for a in aar)
    sum_ = data[data["aar"].isin(aarene)].groupby("sone")[["teller", "nevner"]].sum(min_count=1)
    verdi = sum_["teller"] / sum_["nevner"]
    krympet = pd.Series(krymp(sum_["teller"], sum_["nevner"]), index=sum_.index)
    return pd.DataFrame(
        {"verdi": verdi, "krympet": krympet, "ventet_endring": krympet - verdi,
         "periode": periode(aarene[0], aarene[-1])}
    ).reset_index()  # fmt: skip
