"""Framdriften: hva som er gjort av det som skulle vært gjort til nå, vist med en dato eller et tall."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import HARDT, tall
from metodikk.grunn.tall import dato as skriv_dato

PAA_PLAN, FORSINKET, IKKE_STARTET = "på plan", "forsinket", "ikke startet"
STANSET, FERDIG, IKKE_VIST = "stanset", "ferdig", "ikke vist"
OVER = (FERDIG, STANSET)
I_TIDE, FOR_SENT, UTE, KOMMER = "nådd i tide", "nådd for sent", "fristen er ute", "kommer"
SLUTT_MANGLER = "slutt mangler"


def siste_dato(tiltak: pd.DataFrame, milepaeler: pd.DataFrame) -> pd.Timestamp | None:
    """Den siste dagen noe i planen er meldt startet eller nådd. Frister fram i tid teller ikke.

    Eksempel
    --------
    >>> t = pd.DataFrame({"status": ["i gang", "ikke startet"], "start": pd.to_datetime(["2025-09-01", "2026-03-01"])})
    >>> m = pd.DataFrame({"naadd": pd.to_datetime(["2026-01-08", None])})
    >>> str(siste_dato(t, m).date())
    '2026-01-08'
    """
    startet = tiltak.loc[tiltak["status"] != IKKE_STARTET, "start"]
    dager = pd.concat([startet, milepaeler["naadd"]]).dropna()
    return None if dager.empty else dager.max()


def milepaelene(
    milepaeler: pd.DataFrame, tiltak: pd.DataFrame, dato: pd.Timestamp | None
) -> pd.DataFrame:
    """Si for hver milepæl om den er nådd, og hvor mange dager det er til eller fra fristen.

    Parametere
    ----------
    milepaeler, tiltak : DataFrame
        Tabellene. Endres ikke.
    dato : Timestamp
        Dagen det regnes fra. Det som er nådd etter den, er ikke nådd ennå.

    Returnerer
    ----------
    DataFrame
        Milepælene etter frist, med `navn` på tiltaket, `tilstand` og `dager` (over fristen er positivt).

    Eksempel
    --------
    >>> m = pd.DataFrame({"tiltak": ["T1"], "milepael": ["Første kveld"], "naadd": [pd.NaT],
    ...                   "frist": [pd.Timestamp("2025-12-19")]})
    >>> t = pd.DataFrame({"tiltak": ["T1"], "navn": ["Åpen hall"]})
    >>> milepaelene(m, t, pd.Timestamp("2026-01-08"))[["navn", "tilstand", "dager"]].values.tolist()
    [['Åpen hall', 'fristen er ute', 20.0]]
    """
    navn = dict(zip(tiltak["tiltak"], tiltak["navn"], strict=True))
    naadd = milepaeler["naadd"].where(milepaeler["naadd"] <= (dato or pd.Timestamp.max))
    fram_til = naadd if dato is None else naadd.fillna(dato)
    dager = (fram_til - milepaeler["frist"]).dt.days.astype(float)
    tilstand = [
        (FOR_SENT if d > 0 else I_TIDE) if pd.notna(n) else UTE if d > 0 else KOMMER
        for n, d in zip(naadd, dager, strict=True)
    ]
    ut = milepaeler.assign(
        navn=milepaeler["tiltak"].map(navn), naadd=naadd, tilstand=tilstand, dager=dager
    )
    return ut.sort_values(["frist", "tiltak", "milepael"], ignore_index=True)


def framdrift(
    tiltak: pd.DataFrame, milepaeler: pd.DataFrame, dato: pd.Timestamp | None
) -> pd.DataFrame:
    """Si om hvert tiltak er på plan, og vis det tallet eller den datoen det bygger på.

    «På plan» krever at noe er levert eller nådd. Sier ingen hvor tiltaket står, er svaret «ikke vist».

    Parametere
    ----------
    tiltak : DataFrame
    milepaeler : DataFrame
        Resultatet av :func:`milepaelene`.
    dato : Timestamp

    Returnerer
    ----------
    DataFrame
        Tiltakene med `framdrift` og `vist_ved`.

    Eksempel
    --------
    >>> t = pd.DataFrame({"tiltak": ["T1"], "navn": ["Kafé"], "status": ["i gang"], "enhet": ["kvelder"],
    ...     "planlagt": [100.0], "levert": [11.0], "endring": [None],
    ...     "start": [pd.Timestamp("2025-01-01")], "slutt": [pd.Timestamp("2025-12-31")]})
    >>> m = pd.DataFrame(columns=["tiltak", "milepael", "frist", "naadd", "tilstand"])
    >>> framdrift(t, m, pd.Timestamp("2025-07-01")).loc[0, ["framdrift", "vist_ved"]].tolist()
    ['forsinket', '11 av 100 kvelder så langt. 50 var ventet til nå.']
    """
    egne = dict(iter(milepaeler.groupby("tiltak"))) if len(milepaeler) else {}
    svar = [_ett(r, egne.get(r.tiltak), dato) for r in tiltak.itertuples()]
    ut = tiltak.assign(framdrift=[s for s, _ in svar], vist_ved=[v for _, v in svar])
    return ut.assign(omfang=[omfang(r) for r in tiltak.itertuples()])


def _ett(r, milepaeler, dato) -> tuple[str, str]:
    status = r.status if isinstance(r.status, str) else ""
    slutt_naadd = dato is not None and pd.notna(r.slutt) and r.slutt <= dato
    if status.startswith("avsluttet"):
        return STANSET, r.endring if isinstance(r.endring, str) else ""
    if status == "gjennomført" or (status == "endret" and slutt_naadd):
        return FERDIG, _levert(r, "")
    if milepaeler is not None and (ute := milepaeler[milepaeler["tilstand"] == UTE]).size:
        m = ute.iloc[0]
        return FORSINKET, f"«{m['milepael']}» skulle vært nådd {skriv_dato(m['frist'])}."
    if status == IKKE_STARTET:
        return _ikke_startet(r, dato)
    if slutt_naadd:
        return FORSINKET, f"Skulle vært ferdig {skriv_dato(r.slutt)}."
    return _i_gang(r, milepaeler, dato)


def _ikke_startet(r, dato) -> tuple[str, str]:
    if pd.isna(r.start):
        return IKKE_STARTET, "Starten er ikke satt."
    if dato is not None and r.start < dato:
        return FORSINKET, f"Skulle startet {skriv_dato(r.start)}."
    return IKKE_STARTET, f"Starter {skriv_dato(r.start)}."


def _i_gang(r, milepaeler, dato) -> tuple[str, str]:
    ventet = ventet_til_naa(r.start, r.slutt, r.planlagt, dato)
    if pd.notna(r.levert) and pd.notna(r.planlagt):
        if r.levert < katalog("handlingsplan")["framdrift"]["minst_levert"] * (ventet or 0):
            return FORSINKET, f"{_levert(r)} {tall(ventet)} var ventet til nå."
        return PAA_PLAN, _levert(r)
    naadd = None if milepaeler is None else milepaeler.dropna(subset=["naadd"])
    if naadd is None or not len(naadd):
        return IKKE_VIST, "Verken omfang eller milepæler viser hvor det står."
    m = naadd.sort_values("naadd").iloc[-1]
    return PAA_PLAN, f"«{m['milepael']}» ble nådd {skriv_dato(m['naadd'])}."


def ventet_til_naa(start, slutt, planlagt, dato) -> float | None:
    """Hvor mye som skulle vært levert til nå, om det leveres like mye hver dag.

    Eksempel
    --------
    >>> dag = pd.Timestamp
    >>> ventet_til_naa(dag("2025-01-01"), dag("2025-01-11"), 20, dag("2025-01-06"))
    10.0
    """
    if dato is None or pd.isna(start) or pd.isna(slutt) or pd.isna(planlagt) or slutt <= start:
        return None
    return float(planlagt * min(max((dato - start) / (slutt - start), 0), 1))


def omfang(r) -> str:
    """Levert av planlagt, i ord: «96 av 120 kvelder». Uten levert er det bare det planlagte.

    Eksempel
    --------
    >>> from types import SimpleNamespace as Rad
    >>> omfang(Rad(planlagt=120.0, levert=96.0, enhet="kvelder")).replace(HARDT, " ")
    '96 av 120 kvelder'
    """
    if pd.isna(r.planlagt):
        return ""
    enhet = f" {r.enhet}" if isinstance(r.enhet, str) else ""
    av = f"{tall(r.levert)} av " if pd.notna(r.levert) else ""
    return f"{av}{tall(r.planlagt)}{enhet}"


def _levert(r, naar: str = " så langt") -> str:
    skrevet = omfang(r)
    return f"{skrevet}{naar}." if skrevet and pd.notna(r.levert) else ""


def tidslinje(tiltak: pd.DataFrame, milepaeler: pd.DataFrame) -> pd.DataFrame:
    """Tiltakene som ikke er over, med milepælene under hvert, klare til å tegnes.

    Er alle over, er alle med. Et tiltak uten start kan ikke tegnes.

    Returnerer
    ----------
    DataFrame
        `hva`, `fra`, `til` (tom for milepæler) og `framdrift`.
    """
    paagaar = tiltak[~tiltak["framdrift"].isin(OVER)]
    med = (paagaar if len(paagaar) else tiltak).dropna(subset=["start"])
    rader = []
    for r in med.sort_values(["start", "tiltak"]).itertuples():
        hel = pd.notna(r.slutt) and r.slutt >= r.start
        hva = r.navn if hel else f"{r.navn} ({SLUTT_MANGLER})"
        rader.append((hva, r.start, r.slutt if hel else pd.NaT, r.framdrift.capitalize()))
        for m in milepaeler[milepaeler["tiltak"] == r.tiltak].itertuples():
            rader.append((f"◆{HARDT}{m.milepael}", m.frist, pd.NaT, r.framdrift.capitalize()))
    ut = pd.DataFrame(rader, columns=["hva", "fra", "til", "framdrift"])
    return ut.assign(fra=pd.to_datetime(ut["fra"]), til=pd.to_datetime(ut["til"]))
