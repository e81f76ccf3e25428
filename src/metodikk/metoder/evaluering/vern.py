"""Vernet av personer i evalueringen: hvilke soner som er skjult, og hvor grovt resten må avrundes.

Evalueringen viser aldri antall. Men et snitt av få soner kan røpe et antall som er skjult i en annen
rapport. Derfor avrundes alt som er regnet av en indikator der minst én sone er skjult.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder.evaluering.soner import PROGRAM, SAMMENLIKNING
from metodikk.metoder.evaluering.utfall import DE_ANDRE, KAN_IKKE_VISES, PROGRAMMET, Utfall

KOMMUNEN = "Kommunen"
STEG, GROVT_STEG, GROVE_AAR = 0.001, 0.005, 0.01
ANSLAG = ("verdi", "nedre", "ovre", "mde", "foer", "etter", "andre_foer", "andre_etter", "sdid")
UVIST = (*ANSLAG, "p", "p_holm")


def klarer_soner(u: Utfall, soner: pd.DataFrame, grenser) -> Klarert:
    """Klarer antallet i hver sone sammen med summene leseren kjenner fra andre rapporter."""
    andre = u.valgte.loc[u.valgte["med"], "sone"].tolist()
    return soneport(u.kode, u.data, soner, andre).klarer(grenser)


def soneport(
    kode: str, data: pd.DataFrame, soner: pd.DataFrame, andre: Sequence[str]
) -> prikking.Port:
    """Antallene bak ett utfall, klare til porten: hver sone og summene av dem, år for år."""
    programmet = soner.loc[soner["rolle"] == PROGRAM, "sone"].tolist()
    data = data[["sone", "aar", "teller", "nevner"]].assign(merknad=data.get("merknad", ""))
    grupper = {PROGRAMMET: programmet, DE_ANDRE: list(andre), KOMMUNEN: sorted(set(data["sone"]))}
    sum_ = [
        data[data["sone"].isin(deler)].groupby("aar")[["teller", "nevner"]].sum(min_count=len(deler))
        .reset_index().assign(sone=navn, merknad="")
        for navn, deler in grupper.items()
    ]  # fmt: skip
    valg = {"behold": {"sone": list(grupper)}, "avledet": ()}
    celler = pd.concat([data, *sum_], ignore_index=True)
    return prikking.Port(kode, celler, ["sone", "aar"], {"sone": grupper}, valg)


def folkegrupper(soner: pd.DataFrame) -> dict[str, list[str]]:
    """Sonene i området og i sammenlikningen."""
    return {
        navn: soner.loc[soner["rolle"] == rolle, "sone"].tolist()
        for navn, rolle in ((PROGRAMMET, PROGRAM), (DE_ANDRE, SAMMENLIKNING))
    }


def skjulte_aar(k: Klarert, soner: Sequence[str]) -> set[int]:
    """Årene minst én av sonene (eller gruppene) er skjult."""
    return set(k.skjult.loc[k.skjult["sone"].isin(soner), "aar"].astype(int))


def steg(u: Utfall, k: Klarert) -> tuple[float, float]:
    """Hvor grovt årstall og anslag må avrundes, i andeler eller rater.

    Er ingen sone skjult for denne indikatoren, holder tideler. Ellers avrundes det så grovt at den
    minste sonen i regnestykket kan ha flere eller færre personer uten at det synes.
    """
    skala = 1.0 if u.enhet == "prosent" else u.skala
    if k.skjult.empty:
        return STEG / skala, STEG / skala
    soner = u.data["sone"].isin(u.effekt.sone_endring["sone"])
    en_person = _opp(
        1 / max(float(u.data.loc[soner & (u.data["nevner"] > 0), "nevner"].min()), 1.0)
    )
    aar = min(len(u.nullpunkt), len(u.oppfolging))
    return max(GROVE_AAR / skala, en_person), max(GROVT_STEG / skala, en_person / aar)


def _opp(tall: float) -> float:
    """Rund opp til ett siffer: 0,0175 blir 0,02."""
    orden = 10.0 ** np.floor(np.log10(tall))
    return float(np.ceil(tall / orden - 1e-9) * orden)


def avrundet(u: Utfall, k: Klarert) -> Utfall:
    """Avrund anslagene, eller ta dem bort når området selv har for få personer."""
    skjult = skjulte_aar(k, [PROGRAMMET]) & {*u.nullpunkt, *u.oppfolging}
    _, grovt = steg(u, k)
    if skjult:
        return u.med(**dict.fromkeys(UVIST, np.nan), tilbakefall=None, svar=KAN_IKKE_VISES, ledd="")
    fall = u.tilbakefall and replace(u.tilbakefall, **{
        f: rund(getattr(u.tilbakefall, f), grovt) for f in ("fra_utvalg", "ventet", "nullpunkt", "utvalgsnivaa")
    })  # fmt: skip
    synt = u.syntetisk and replace(u.syntetisk, effekt=float(rund(u.syntetisk.effekt, grovt)))
    return u.med(
        **{f: rund(getattr(u, f), grovt) for f in ANSLAG}, tilbakefall=fall, syntetisk=synt
    )


def rund(verdi, steg: float):
    """Avrund til nærmeste steg.

    >>> float(rund(0.1234, 0.005))
    0.125
    """
    return np.round(np.asarray(verdi, dtype=float) / steg) * steg + 0.0
