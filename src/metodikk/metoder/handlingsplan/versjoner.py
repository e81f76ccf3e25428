"""To versjoner av planen: hva som er nytt, endret og tatt ut, og hvorfor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from metodikk.grunn.tall import HARDT, tall
from metodikk.grunn.tall import dato as skriv_dato

NYTT, ENDRET, NY_STATUS, TATT_UT, UENDRET = "nytt", "endret", "ny status", "tatt ut", "uendret"
UTEN_GRUNN = "Ingen grunn er skrevet ned."
FAST = ("mål", "strategi")
FELT = {"navn": "Ordlyden", "ansvarlig": "Ansvarlig", "slutt": "Slutt", "budsjett": "Budsjett"}
KOLONNER = ["slag", "kode", "navn", "hva", "endringer", "hvorfor", "uten_grunn"]


def naavaerende(tabeller: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Sett mål, strategier og tiltak opp slik tabellen Forrige plan har dem."""
    deler = [
        tabeller[t].rename(columns={nokkel: "kode", tekst: "navn"}).assign(slag=slag)
        for t, nokkel, tekst, slag in (
            ("maal", "maal", "tekst", "mål"), ("strategier", "strategi", "tekst", "strategi"),
            ("tiltak", "tiltak", "navn", "tiltak"),
        )
    ]  # fmt: skip
    felt = ["slag", "kode", *FELT, "status", "endring"]
    return pd.concat([d.reindex(columns=felt) for d in deler if len(d)] or [pd.DataFrame(columns=felt)], ignore_index=True)  # fmt: skip


def sammenlikn(forrige: pd.DataFrame, naa: pd.DataFrame) -> pd.DataFrame:
    """Sammenlikn to versjoner av planen, rad for rad.

    Bruk denne ved hver revisjon. Mål og strategier ligger fast, så en ny ordlyd der trenger en grunn.
    At et tiltak har fått ny status, er framdrift og ikke en endring av planen. Grunnen hentes fra `hvorfor` i
    forrige plan, ellers fra `endring` i tabellen Tiltak.

    Parametere
    ----------
    forrige, naa : DataFrame
        Planene med `slag`, `kode`, `navn`, `ansvarlig`, `slutt`, `budsjett` og `status`. `forrige` har
        også `hvorfor`. Endres ikke.

    Returnerer
    ----------
    DataFrame
        `hva` er «nytt», «endret», «ny status», «tatt ut» eller «uendret». `endringer` sier fra hva til hva.
        `uten_grunn` er sann når noe er tatt ut eller endret uten at grunnen står der.

    Eksempel
    --------
    >>> f = pd.DataFrame({"slag": ["mål"], "kode": ["M1"], "navn": ["Trygt"], "hvorfor": [None]})
    >>> n = pd.DataFrame({"slag": ["mål", "mål"], "kode": ["M1", "M2"], "navn": ["Trygt ute", "Møteplasser"]})
    >>> sammenlikn(f, n)[["kode", "hva", "uten_grunn"]].values.tolist()
    [['M1', 'endret', True], ['M2', 'nytt', False]]
    """
    felt = ["slag", "kode", *FELT, "status", "hvorfor", "endring"]
    nokkel = ["slag", "kode"]
    foer, etter = (
        d.reindex(columns=felt).dropna(subset=nokkel).drop_duplicates(nokkel).set_index(nokkel)
        for d in (forrige, naa)
    )
    orden = {s: i for i, s in enumerate((*FAST, "tiltak"))}
    alle = sorted({*foer.index, *etter.index}, key=lambda n: (orden.get(n[0], 9), n[1]))
    rader = [_rad(n, foer, etter) for n in alle]
    return pd.DataFrame(rader, columns=KOLONNER)


def _rad(nokkel: tuple[str, str], foer: pd.DataFrame, etter: pd.DataFrame) -> tuple:
    slag, kode = nokkel
    if nokkel not in foer.index:
        return slag, kode, etter.loc[nokkel, "navn"], NYTT, "", "", False
    f = foer.loc[nokkel]
    grunn = f["hvorfor"] if isinstance(f["hvorfor"], str) else ""
    if nokkel not in etter.index:
        return slag, kode, f["navn"], TATT_UT, "", grunn or UTEN_GRUNN, not grunn
    e = etter.loc[nokkel]
    grunn = grunn or (e["endring"] if isinstance(e["endring"], str) else "")
    endringer = " ".join(_endringer(f, e))
    hva = ENDRET if endringer else NY_STATUS if _ulike(f["status"], e["status"]) and pd.notna(f["status"]) else UENDRET  # fmt: skip
    if hva == NY_STATUS:
        endringer = f"Status: {f['status']} → {e['status']}."
    mangler = hva == ENDRET and not grunn
    return slag, kode, e["navn"], hva, endringer, UTEN_GRUNN if mangler else grunn, mangler


def _endringer(f: pd.Series, e: pd.Series) -> Iterator[str]:
    """Feltene som er ulike. Sto feltet tomt sist, er det ingen endring å vise."""
    for felt, ord_ in FELT.items():
        if pd.notna(f[felt]) and _ulike(f[felt], e[felt]):
            yield f"{ord_}: {_skriv(f[felt])} → {_skriv(e[felt])}."


def _ulike(a, b) -> bool:
    return not (pd.isna(a) and pd.isna(b)) and (pd.isna(a) or pd.isna(b) or a != b)


def _skriv(verdi) -> str:
    if pd.isna(verdi):
        return "ingen"
    if hasattr(verdi, "year"):
        return skriv_dato(verdi)
    return f"{tall(verdi)}{HARDT}kr" if isinstance(verdi, float) else f"«{verdi}»"
