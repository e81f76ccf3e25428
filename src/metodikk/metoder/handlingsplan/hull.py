"""Kontrollen av planen: hva som mangler i hvert mål, hver strategi, hvert tiltak, utfall og behov."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.kjede import FRAM, TILBAKE, Kjede
from metodikk.grunn.maalord import er_noe_vi_gjor
from metodikk.metoder.handlingsplan.framdrift import OVER
from metodikk.metoder.handlingsplan.graf import antall_tiltak, ringer
from metodikk.metoder.handlingsplan.maaling import FOR_FAA, UTEN_NULLPUNKT

KOLONNER = ["kontroll", "slag", "kode", "navn", "tittel", "rett", "maa"]


def kontroller(
    kjede: Kjede, tiltak: pd.DataFrame, maal: pd.DataFrame, strategier: pd.DataFrame, utfall: pd.DataFrame,
    *, navn: Mapping[tuple[str, str], str], finansiert: pd.DataFrame, har_milepaeler: bool,
    med_milepael: set[str], start: int | None,
) -> pd.DataFrame:  # fmt: skip
    """Finn hullene i planen, ett per rad, de som bør rettes før vedtak, først.

    Bruk denne før planen vedtas, og ved hver revisjon. Kontrollene står i `kataloger/handlingsplan.toml`.

    Parametere
    ----------
    kjede : Kjede
        Fra :func:`metodikk.grunn.kjede.bygg_kjede`, så bare det prosjektet har tabeller til, kontrolleres.
    tiltak : DataFrame
        Fra :func:`metodikk.metoder.handlingsplan.framdrift.framdrift`.
    maal, strategier : DataFrame
        Tabellene.
    utfall : DataFrame
        Fra :func:`metodikk.metoder.handlingsplan.maaling.kan_vises`.
    navn : dict
        (slag, kode) → navnet.
    finansiert : DataFrame
        Fra :func:`metodikk.metoder.handlingsplan.penger.finansiering`. Tom når prosjektet ikke har budsjett.
    har_milepaeler, med_milepael
        Om prosjektet har milepæler, og tiltakene som har dem.
    start : int
        Første år i planen, for å se om utfallene er valgt i tide.

    Returnerer
    ----------
    DataFrame
        `kontroll`, `slag`, `kode`, `navn`, `tittel`, `rett` og `maa`.
    """
    funnet = [
        *_kjedehull(kjede), *_tiltak(tiltak, finansiert, har_milepaeler, med_milepael),
        *_ferdige(kjede, tiltak), *_ordlyd(maal, strategier), *_utfall(utfall, start),
        *(("i_ring", ledd) for ring in ringer(kjede.koblinger) for ledd in ring),
    ]  # fmt: skip
    rader = []
    for hva, om in katalog("handlingsplan")["kontroll"].items():
        for slag, kode in dict.fromkeys(ledd for k, ledd in funnet if k == hva):
            rader.append((hva, slag, kode, navn.get((slag, kode), kode), om["tittel"], om["rett"], om["maa"]))  # fmt: skip
    ut = pd.DataFrame(rader, columns=KOLONNER)
    return ut.sort_values("maa", ascending=False, kind="stable", ignore_index=True)


FRA_KJEDEN = {
    "K571": "maal_uten_strategi", "K576": "maal_uten_behov", "K575": "maal_uten_utfall",
    "K572": "strategi_uten_tiltak", "K573": "tiltak_uten_strategi", "K574": "tiltak_uten_behov",
    "K541": "tiltak_uten_utfall", "K577": "utfall_uten_tiltak", "K570": "behov_uten_tiltak",
}  # fmt: skip


def _kjedehull(kjede: Kjede) -> Iterator[tuple]:
    """Bruddene på sporet, de samme som kontrollen av filene finner, og målene uten tiltak."""
    for b in kjede.brudd():
        if b.kode in FRA_KJEDEN:
            yield FRA_KJEDEN[b.kode], b.ledd
    if {"strategier", "tiltak"} <= kjede.tabeller:
        for m in kjede.av_slag("maal"):
            har_strategi = any(n[0] == "strategi" for n in kjede.naboer(m, FRAM))
            if har_strategi and not antall_tiltak(kjede, m):
                yield "maal_uten_tiltak", m


def _ferdige(kjede: Kjede, tiltak: pd.DataFrame) -> Iterator[tuple]:
    """Mål og behov der alt som skulle gjøres, er over. Enten er de nådd, eller så trengs noe nytt."""
    over = set(tiltak.loc[tiltak["framdrift"].isin(OVER), "tiltak"])
    for slag, hva in (("maal", "maal_uten_tiltak_naa"), ("behov", "behov_uten_tiltak_naa")):
        for ledd in kjede.av_slag(slag):
            egne = {n[1] for n in kjede.naboer(ledd, FRAM) if n[0] == "tiltak"} if slag == "behov" else antall_tiltak(kjede, ledd)  # fmt: skip
            if egne and egne <= over:
                yield hva, ledd


def _tiltak(t: pd.DataFrame, finansiert, har_milepaeler: bool, med: set[str]) -> Iterator[tuple]:
    igjen = ~t["framdrift"].isin(OVER)
    tester = {
        "tiltak_uten_ansvarlig": t["ansvarlig"].isna(),
        "tiltak_uten_frist": t[["start", "slutt"]].isna().any(axis=1),
        "tiltak_uten_penger": t["budsjett"].isna(),
        "tiltak_uten_milepael": igjen & har_milepaeler & ~t["tiltak"].isin(med),
    }
    if len(finansiert):
        mangler = finansiert.loc[finansiert["mangler"] >= 1, "tiltak"]
        tester["tiltak_uten_finansiering"] = igjen & t["tiltak"].isin(mangler)
    for hva, treff in tester.items():
        yield from ((hva, ("tiltak", kode)) for kode in t.loc[treff, "tiltak"])


def _ordlyd(maal: pd.DataFrame, strategier: pd.DataFrame) -> Iterator[tuple]:
    for m in maal.itertuples():
        if er_noe_vi_gjor(str(m.tekst)):
            yield "maal_er_tiltak", ("maal", m.maal)
    for s in strategier.itertuples():
        if not isinstance(s.valgt_bort, str) or not s.valgt_bort.strip():
            yield "strategi_velger_ikke", ("strategi", s.strategi)


def _utfall(utfall: pd.DataFrame, start: int | None) -> Iterator[tuple]:
    for u in utfall.itertuples():
        if u.nullpunkt == UTEN_NULLPUNKT:
            yield "utfall_uten_nullpunkt", ("utfall", u.utfall)
        if u.kan == FOR_FAA:
            yield "utfall_uten_svar", ("utfall", u.utfall)
        if start is not None and pd.notna(u.valgt) and u.valgt.year > start:
            yield "utfall_valgt_sent", ("utfall", u.utfall)


def samlet(hull: pd.DataFrame) -> pd.DataFrame:
    """Én rad per kontroll som slo ut, med alle navnene det gjelder.

    Eksempel
    --------
    >>> h = pd.DataFrame({"kontroll": "x", "navn": ["A", "B"], "tittel": "Uten eier", "rett": "Finn en.", "maa": True})
    >>> samlet(h)[["tittel", "antall", "hvilke"]].values.tolist()
    [['Uten eier', 2, '«A», «B»']]
    """
    rader = [
        (tittel, len(d), ", ".join(f"«{n}»" for n in d["navn"]), d["rett"].iloc[0], bool(d["maa"].iloc[0]))
        for tittel, d in hull.groupby("tittel", sort=False)
    ]  # fmt: skip
    ut = pd.DataFrame(rader, columns=["tittel", "antall", "hvilke", "rett", "maa"])
    return ut.assign(naar=["Før vedtak" if m else "Kan vente" for m in ut["maa"]])


def maal_av(kjede: Kjede) -> dict[str, list[str]]:
    """Målene hvert tiltak fører til, gjennom strategiene."""
    ut: dict[str, list[str]] = {}
    for tiltak in kjede.av_slag("tiltak"):
        strategier = [n for n in kjede.naboer(tiltak, TILBAKE) if n[0] == "strategi"]
        maal = [n[1] for s in strategier for n in kjede.naboer(s, TILBAKE) if n[0] == "maal"]
        ut[tiltak[1]] = list(dict.fromkeys(maal))
    return ut
