"""Prosessevalueringen: hva som var planlagt, hva som ble gjort, og hva som ble endret underveis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import liste, prosent, tall
from metodikk.grunn.typer import Funn

MINST_GJENNOMFORT = 0.6
IKKE_GJORT = ("ikke startet", "avsluttet uten å bli gjennomført")


@dataclass(frozen=True, eq=False)
class Prosess:
    """Hva som ble gjort.

    tiltak : én rad per tiltak med `gjennomfort` (levert av planlagt, høyst 1) og `forbruk`.
    per_utfall : én rad per utfall med snittet av tiltakene bak og om det er nok.
    endret : tiltakene som ble endret, med hva og hvorfor.
    """

    tiltak: pd.DataFrame
    per_utfall: pd.DataFrame
    endret: pd.DataFrame
    funn: tuple[Funn, ...]


def prosess(tiltak: pd.DataFrame, utfall: pd.DataFrame) -> Prosess:
    """Sammenlikn det som var planlagt, med det som ble gjort.

    Bruk denne før effekten: et tiltak som ikke ble gjennomført, kan ikke ha bidratt.

    Parametere
    ----------
    tiltak, utfall : DataFrame
        Tabellene `tiltak` og `utfall`. Endres ikke.

    Returnerer
    ----------
    Prosess

    Eksempel
    --------
    >>> t = pd.DataFrame({"tiltak": ["T1"], "navn": ["Åpen hall"], "utfall": [("U1",)],
    ...     "ansvarlig": ["Kultur"], "status": ["i gang"], "planlagt": [100.0], "levert": [40.0],
    ...     "enhet": ["kvelder"], "budsjett": [1000.0], "brukt": [500.0], "endring": [""]})
    >>> u = pd.DataFrame({"utfall": ["U1"], "navn": ["Flere er med"]})
    >>> prosess(t, u).per_utfall[["gjennomfort", "nok"]].values.tolist()
    [[0.4, False]]
    """
    t = tiltak.assign(
        gjennomfort=_gjennomfort(tiltak),
        forbruk=tiltak["brukt"] / tiltak["budsjett"].where(tiltak["budsjett"] > 0),
        maaler=[liste(list(u)) if isinstance(u, tuple) else "" for u in tiltak["utfall"]],
        ansvarlig=tiltak["ansvarlig"].fillna(""), endring=tiltak["endring"].fillna(""),
        omfang=[_omfang(r) for r in tiltak.itertuples()],
    )  # fmt: skip
    per = _per_utfall(t, utfall)
    endret = t[(t["endring"] != "") | t["status"].isin(("endret", *IKKE_GJORT))]
    return Prosess(t, per, endret.reset_index(drop=True), _funn(t, per))


def _omfang(r) -> str:
    """Levert av planlagt, i ord: «96 av 120 kvelder»."""
    if pd.isna(r.planlagt):
        return ""
    enhet = "" if pd.isna(r.enhet) else f" {r.enhet}"
    return f"{tall(r.levert) if pd.notna(r.levert) else 'ukjent'} av {tall(r.planlagt)}{enhet}"


def _gjennomfort(t: pd.DataFrame) -> np.ndarray:
    levert = (t["levert"] / t["planlagt"].where(t["planlagt"] > 0)).clip(upper=1.0)
    ikke = t["status"].isin(IKKE_GJORT)
    return np.where(levert.isna() & ikke, 0.0, levert).astype(float)


def _per_utfall(t: pd.DataFrame, utfall: pd.DataFrame) -> pd.DataFrame:
    rader = []
    for u in utfall.itertuples():
        bak = t[[isinstance(m, tuple) and u.utfall in m for m in t["utfall"]]]
        snitt = float(bak["gjennomfort"].mean()) if bak["gjennomfort"].notna().any() else np.nan
        rader.append((u.utfall, u.navn, len(bak), snitt, bool(snitt >= MINST_GJENNOMFORT)))
    return pd.DataFrame(rader, columns=["utfall", "navn", "tiltak", "gjennomfort", "nok"])


def _funn(t: pd.DataFrame, per: pd.DataFrame) -> tuple[Funn, ...]:
    ut = []
    uten = t.loc[t["maaler"] == "", "navn"].tolist()
    uten_ansvar = t.loc[t["ansvarlig"] == "", "navn"].tolist()
    if len(t) and uten:
        ut.append(funn("K873", fant=f"uten utfall: {liste(uten)}", sted={"tabell": "tiltak"}))
    if len(t) and uten_ansvar:
        ut.append(
            funn("K873", fant=f"uten ansvarlig: {liste(uten_ansvar)}", sted={"tabell": "tiltak"})
        )
    for u in per[(per["tiltak"] > 0) & ~per["nok"]].itertuples():
        andel = "ukjent del" if np.isnan(u.gjennomfort) else prosent(u.gjennomfort, 0)
        ut.append(
            funn(
                "K868",
                fant=f"«{u.navn}»: {andel} av det planlagte er levert",
                sted={"kolonne": u.utfall},
            )
        )
    for u in per[per["tiltak"] == 0].itertuples() if len(t) else ():
        ut.append(
            funn(
                "K868",
                fant=f"«{u.navn}»: ingen tiltak er koblet til utfallet",
                sted={"kolonne": u.utfall},
            )
        )
    return tuple(ut)
