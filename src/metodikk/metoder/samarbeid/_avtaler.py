"""Avtalene: hvilke som gjelder, hvilke som går ut, og hva de mangler."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import liste

UTE, SNART, UTEN_SLUTT, VENTER, GJELDER = "gått ut", "går snart ut", "uten siste dag", "har ikke begynt", "gjelder"  # fmt: skip
ORDEN = (UTE, SNART, UTEN_SLUTT, VENTER, GJELDER)


def status(avtaler: pd.DataFrame, dag: pd.Timestamp, maaneder: int) -> pd.Series:
    """Si om hver avtale gjelder, har gått ut, går ut snart eller mangler en siste dag.

    Eksempel
    --------
    >>> d = pd.DataFrame({"gjelder_fra": [None, None], "gjelder_til": ["2025-12-31", "2027-01-01"]}).apply(pd.to_datetime)
    >>> status(d, pd.Timestamp("2026-01-14"), 6).tolist()
    ['gått ut', 'gjelder']
    """
    til, fra = avtaler["gjelder_til"], avtaler["gjelder_fra"]
    ut = pd.Series(GJELDER, avtaler.index, dtype=object)
    if pd.notna(dag):
        ut[til <= dag + pd.DateOffset(months=maaneder)] = SNART
        ut[fra > dag] = VENTER
        ut[til < dag] = UTE
    ut[til.isna()] = UTEN_SLUTT
    return ut


def til_visning(avtaler: pd.DataFrame, navn: Mapping[str, str], dag: pd.Timestamp) -> pd.DataFrame:
    """Avtalene med navn, status og det de mangler. De som haster mest, står først."""
    if not len(avtaler):
        return pd.DataFrame()
    s = status(avtaler, dag, katalog("samarbeid")["avtaler"]["varsel"])
    ut = pd.DataFrame({
        "avtale": avtaler["avtale"], "navn": avtaler["navn"], "parter": [_navn(p, navn) for p in avtaler["parter"]],
        "aktorer": avtaler["parter"], "gjelder_fra": avtaler["gjelder_fra"], "gjelder_til": avtaler["gjelder_til"],
        "status": s, "tilstand": s.map(str.capitalize), "ansvarlig": avtaler["ansvarlig"].map(lambda a: navn.get(a, "")),
        "innhold": avtaler["innhold"].fillna(""), "tiltak": avtaler["tiltak"],
        "periode": [_periode(a, b) for a, b in zip(avtaler["gjelder_fra"], avtaler["gjelder_til"], strict=True)],
        "maa_ordnes": _merknader(avtaler, dag),
    })  # fmt: skip
    orden = ut.assign(rang=ut["status"].map(ORDEN.index))
    orden = orden.sort_values(["rang", "gjelder_til", "navn"], na_position="last")
    return orden.drop(columns="rang").reset_index(drop=True)


def _merknader(avtaler: pd.DataFrame, dag: pd.Timestamp) -> list[str]:
    forbi = avtaler["gjennomgang"] < dag
    feil = {
        "muntlig": avtaler["skriftlig"].eq("nei"), "uten ansvarlig": avtaler["ansvarlig"].isna(),
        "færre enn to parter": avtaler["parter"].map(len) < 2,
        "uten dag for gjennomgang": avtaler["gjennomgang"].isna(),
        "dagen for gjennomgang er forbi": forbi.fillna(False),
    }  # fmt: skip
    return ["; ".join(k for k, f in feil.items() if f.iloc[i]) for i in range(len(avtaler))]


def _navn(koder: tuple[str, ...], navn: Mapping[str, str]) -> str:
    return liste([navn[k] for k in koder if k in navn])


def _periode(fra: pd.Timestamp, til: pd.Timestamp) -> str:
    a, b = ("" if pd.isna(d) else f"{d:%d.%m.%Y}" for d in (fra, til))
    return f"{a}–{b}" if a and b else f"fra {a}" if a else f"til {b}" if b else ""
