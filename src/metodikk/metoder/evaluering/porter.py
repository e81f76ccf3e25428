"""Antallene evalueringen sender gjennom porten, uten å regne ut virkningen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.metoder import prikking
from metodikk.metoder.evaluering.folk import folkeaar, folketall
from metodikk.metoder.evaluering.soner import SAMMENLIKNING, endret_grense, roller, velg_like
from metodikk.metoder.evaluering.utfall import aarene
from metodikk.metoder.evaluering.vern import folkegrupper, soneport

TOMT_BRUDD = ("gjelder", "aar", "type", "beskrivelse")


def porter(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], program,
    naboer: Sequence[str] = (), indikatorer: Mapping[str, Mapping] | None = None,
) -> list[prikking.Port]:  # fmt: skip
    """Gi antallene evalueringen sender gjennom porten. Ta dem som i :func:`evaluer`.

    Bruk denne for å se hva som blir skjult, uten å vente på resten av evalueringen.
    """
    brudd = tabeller.get("brudd", pd.DataFrame(columns=list(TOMT_BRUDD)))
    sonene = roller(tabeller["soner"], omraade, naboer, endret_grense(brudd, program))
    om = katalog("indikatorer") | dict(indikatorer or {})
    folk = tabeller.get("befolkning", pd.DataFrame())
    aar = folkeaar(folk, program)
    bosatte = [folketall(folk, folkegrupper(sonene), aar)] if aar else []
    return [*_utfall(tabeller, om, sonene, omraade, program, brudd), *bosatte]


def _utfall(tabeller, om, sonene, omraade, program, brudd) -> Iterator[prikking.Port]:
    kandidater = sonene.loc[sonene["rolle"] == SAMMENLIKNING, "sone"].tolist()
    for rad in tabeller["utfall"].itertuples():
        data = tabeller["indikatorer"]
        data = data[data["indikator"] == rad.maalt_med].reset_index(drop=True)
        if rad.maalt_med not in om or data.empty:
            continue
        try:
            nullpunkt, oppfolging, *_ = aarene(rad, data, omraade, program, brudd)
            valgte = velg_like(
                data, omraade, kandidater, nullpunkt=nullpunkt, oppfolging=oppfolging
            )
        except (
            DataFeil
        ):  # utfallet kan ikke sammenliknes, og da viser rapporten ingen antall bak det
            continue
        yield soneport(rad.utfall, data, sonene, valgte.loc[valgte["med"], "sone"].tolist())
