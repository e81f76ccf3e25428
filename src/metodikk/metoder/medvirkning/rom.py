"""Hvem som var i rommet, mot hvem som bor der: personer, ikke oppmøter, og «ukjent» som egen rad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metodikk.grunn.tall import tall as skriv
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder._intervaller import wilson
from metodikk.metoder.undersokelse import ALDER, befolkningsmargin

ALLE, KJENT, UKJENT = "alle", "kjent", "ukjent"
I_OMRAADET, UTENFOR = "i området", "utenfor området"
BARN = ("0–5 år", "6–15 år")
FAERRE, FLERE, USIKKERT = "færre enn ventet", "flere enn ventet", "kan ikke si"
KJONN, ALDERSGRUPPE, BEGGE, SONE, I_ALT = "Kjønn", "Alder", "Kjønn og alder", "Sone", "I alt"
KJONNENE, ALDRENE = ("kvinner", "menn"), tuple(dict.fromkeys(ALDER.values()))
NOKLER = ["kjonn", "alder", "bosted"]
MINST_VENTET, KONFIDENS = 5, 0.99


def personer(deltakere: pd.DataFrame) -> pd.DataFrame:
    """Gjør oppmøter om til personer: hver person telles én gang, første gang hun er med.

    Bruk denne før noe sammenliknes med innbyggerne. Den som er merket med `igjen`, er telt før.

    Parametere
    ----------
    deltakere : DataFrame
        Én rad per person og aktivitet. Endres ikke.

    Returnerer
    ----------
    DataFrame
        Én rad per person.

    Eksempel
    --------
    >>> d = pd.DataFrame({"deltaker": ["1", "2", "1", "3"], "igjen": [False, False, False, True]})
    >>> len(personer(d))
    2
    """
    nye = deltakere[~deltakere["igjen"].fillna(False).astype(bool)]
    return nye.drop_duplicates("deltaker").reset_index(drop=True)


def skjevhet(i_rommet: Sequence[float], bor: Sequence[float]) -> float:
    """Regn ut hvor stor del av deltakerne som måtte vært byttet ut for at rommet skulle likne innbyggerne.

    Parametere
    ----------
    i_rommet, bor : sekvens av tall
        Antall i de samme gruppene, blant deltakerne og blant innbyggerne.

    Returnerer
    ----------
    float
        0 når rommet er likt fordelt, og nærmere 1 jo skjevere det er.

    Eksempel
    --------
    >>> skjevhet([30, 10], [50, 50])
    0.25
    """
    p, q = (np.asarray(v, float) / np.sum(v) for v in (i_rommet, bor))
    return float(np.abs(p - q).sum() / 2)


@dataclass(frozen=True, slots=True)
class Likhet:
    """Hvor likt rommet er befolkningen.

    r : R-indikatoren, 1 når alle grupper er like godt nådd. cv : spredningen i hvor godt gruppene er
    nådd, delt på snittet. minste_forhold : den gruppa som er nådd minst, mot snittet. skjevhet : delen
    som måtte vært byttet ut. kjikvadrat, p : prøven av om forskjellen kan være tilfeldig. p er NaN
    når noen av gruppene er for små til prøven.
    """

    r: float
    cv: float
    minste_forhold: float
    skjevhet: float
    kjikvadrat: float
    p: float
    grupper: int


def likhet(i_rommet: Sequence[float], bor: Sequence[float]) -> Likhet:
    """Regn ut R-indikatoren og de andre målene på hvor likt rommet er befolkningen.

    Bruk denne på grupper som til sammen er alle, for eksempel kjønn og alder.

    Parametere
    ----------
    i_rommet, bor : sekvens av tall
        Antall i de samme gruppene, blant deltakerne og blant innbyggerne.

    Returnerer
    ----------
    Likhet

    Eksempel
    --------
    >>> m = likhet([20, 60, 90], [400, 300, 300])
    >>> round(m.r, 5), round(m.cv, 5), round(m.minste_forhold, 5), round(m.kjikvadrat, 3)
    (0.78918, 0.62005, 0.29412, 65.294)

    Les mer
    -------
    Schouten, Cobben og Bethlehem (2009), om R-indikatoren.
    """
    from scipy.stats import chi2

    n, bosatte = np.asarray(i_rommet, float), np.asarray(bor, float)
    alle, folk = n.sum(), bosatte.sum()
    tilboyelighet, snitt = n / bosatte, alle / folk
    spredning = float(np.sqrt((bosatte * (tilboyelighet - snitt) ** 2).sum() / (folk - 1)))
    ventet = alle * bosatte / folk
    kji = float(((n - ventet) ** 2 / ventet).sum())
    p = float(chi2.sf(kji, len(n) - 1)) if ventet.min() >= MINST_VENTET else float("nan")
    return Likhet(1 - 2 * spredning, float(spredning / snitt), float(tilboyelighet.min() / snitt),
                  skjevhet(n, bosatte), kji, p, len(n))  # fmt: skip


def rommet(
    deltakere: pd.DataFrame, befolkning: pd.DataFrame | None, soner: Sequence[str],
    sonenavn: Mapping[str, str], aar: int, grenser: prikking.Grenser | None = None,
) -> Klarert:  # fmt: skip
    """Sett deltakerne over 16 år opp mot innbyggerne, og klarer tallene.

    Parametere
    ----------
    deltakere : DataFrame
        Én rad per person og aktivitet.
    befolkning : DataFrame eller None
        Uten befolkningen vises bare hvem som var med.
    soner, sonenavn
        Sonene i området, og navnene på dem.
    aar : int
        Året befolkningen skal være fra. Det nærmeste brukes.

    Returnerer
    ----------
    Klarert
        Én rad per gruppe: `slag`, `gruppe`, `teller` (personer), `nevner` (personer med kjent svar),
        `verdi` med intervall, `av_innbyggerne`, `forhold` med intervall, `ventet` og `ord`.

    Eksempel
    --------
    >>> aldre = ["20–34 år", "35–49 år", "50–66 år", "67–79 år"]
    >>> d = pd.DataFrame({"deltaker": [str(i) for i in range(160)], "igjen": False, "sone": "1",
    ...                   "kjonn": ["kvinner"] * 120 + ["menn"] * 40, "aldersgruppe": aldre * 40})
    >>> b = pd.DataFrame({"sone": "1", "aar": 2025, "aldersgruppe": aldre * 2,
    ...                   "kjonn": ["kvinner"] * 4 + ["menn"] * 4, "antall": 200})
    >>> r = rommet(d, b, ["1"], {"1": "Vika"}, 2025).tabell.set_index("gruppe")
    >>> r.loc["menn", "ord"]
    'færre enn ventet'
    """
    folk = voksne(personer(deltakere), soner)
    rader = _rader(folk, soner)
    klart = prikking.prikk(
        rader, celle=NOKLER, summer=_summer(folk, soner), grenser=grenser,
        behold={"alder": [*ALDRENE, ALLE], "bosted": list(soner)},
    )  # fmt: skip
    bor = _bosatte(befolkning, soner, aar, grenser)
    g = grenser or prikking.Grenser.fra()
    return prikking.avled([klart, bor], lambda r, b: _sammenlikn(r, b, sonenavn, g.min_nevner))


def samlet_likhet(rom: pd.DataFrame) -> Likhet | None:
    """Regn ut hvor likt rommet er befolkningen i kjønn og alder, av det som er klarert.

    Gruppene som er skjult, regnes som én, så ingen av dem kan regnes ut av målet. Er også summen
    skjult, er de ikke med. None når det er færre enn to grupper å sammenlikne.
    """
    d = rom[rom["slag"] == BEGGE] if len(rom) else rom
    if not len(d):
        return None
    alle = d[d["gruppe"] == KJENT]
    synlig = d[(d["gruppe"] != KJENT) & d["teller"].notna() & d["bosatte"].notna()]
    bosatte = (
        float((synlig["bosatte"] / synlig["av_innbyggerne"]).iloc[0]) if len(synlig) else np.nan
    )
    kjente = float(alle["teller"].iloc[0]) if len(alle) else np.nan
    n, bor = synlig["teller"].tolist(), synlig["bosatte"].tolist()
    if len(n) < len(d) - 1 and np.isfinite(kjente):
        n, bor = [*n, kjente - sum(n)], [*bor, bosatte - sum(bor)]
    if len(n) < 2 or not np.isfinite([*n, *bor]).all() or min(bor) <= 0 or sum(n) <= 0:
        return None
    return likhet(n, bor)


def voksne(folk: pd.DataFrame, soner: Sequence[str]) -> pd.DataFrame:
    """Personene over 16 år, med grov alder og hvor de bor. Ukjent alder er med.

    Eksempel
    --------
    >>> d = pd.DataFrame({"aldersgruppe": ["6–15 år", "ukjent"], "kjonn": "menn", "sone": [None, "9"]})
    >>> voksne(d, ["1"])[["alder", "bosted"]].to_numpy().tolist()
    [['ukjent', 'utenfor området']]
    """
    d = folk[~folk["aldersgruppe"].isin(BARN)].reset_index(drop=True)
    bosted = [
        s if s in set(soner) else UTENFOR if isinstance(s, str) and s else UKJENT for s in d["sone"]
    ]
    alder = d["aldersgruppe"].map(ALDER).fillna(UKJENT)
    return d.assign(alder=alder, bosted=bosted, kjonn=d["kjonn"].fillna(UKJENT))


def etter_alder(deltakere: pd.DataFrame) -> dict[str, int]:
    """Tell personene over 16 år i hver grov aldersgruppe. De med ukjent alder er ikke med.

    Råtall, som ikke er klarert.

    Eksempel
    --------
    >>> d = pd.DataFrame({"deltaker": ["1", "2", "2"], "igjen": False, "kjonn": "menn", "sone": None,
    ...                   "aldersgruppe": ["16–19 år", "50–66 år", "50–66 år"]})
    >>> etter_alder(d)
    {'16–34 år': 1, '35–49 år': 0, '50–66 år': 1, '67 år og over': 0}
    """
    alder = voksne(personer(deltakere), ())["alder"]
    return {a: int((alder == a).sum()) for a in ALDRENE}


def _rader(folk: pd.DataFrame, soner: Sequence[str]) -> pd.DataFrame:
    """Cellene som vises: hvert kjennetegn for seg, og kjønn og alder sammen."""
    ukjent = {k: (folk[k] == UKJENT).any() for k in NOKLER}
    kjonn = [*KJONNENE, *((KJENT, UKJENT) if ukjent["kjonn"] else ())]
    alder = [*ALDRENE, *((KJENT, UKJENT) if ukjent["alder"] else ())]
    bosted = [*soner, I_OMRAADET] if len(soner) > 1 else [I_OMRAADET]
    bosted += [b for b in (UTENFOR, UKJENT) if (folk["bosted"] == b).any()]
    begge = [(k, a) for k in KJONNENE for a in ALDRENE] + [(KJENT, KJENT)]
    celler = [(I_ALT, ALLE, ALLE, ALLE)]
    celler += [(KJONN, k, ALLE, ALLE) for k in kjonn] + [
        (ALDERSGRUPPE, ALLE, a, ALLE) for a in alder
    ]
    celler += [(BEGGE, k, a, ALLE) for k, a in begge]
    if folk["bosted"].isin([*soner, UTENFOR]).any():
        celler += [(SONE, ALLE, ALLE, b) for b in bosted]
    med = {
        "kjonn": {ALLE: set(folk["kjonn"]), KJENT: set(KJONNENE)},
        "alder": {ALLE: set(folk["alder"]), KJENT: set(ALDRENE)},
        "bosted": {ALLE: set(folk["bosted"]), I_OMRAADET: set(soner)},
    }
    ut = pd.DataFrame(celler, columns=["slag", *NOKLER]).drop_duplicates(NOKLER)
    telt = [
        np.logical_and.reduce([folk[k].isin(med[k].get(r[k], {r[k]})) for k in NOKLER]).sum()
        for r in ut.to_dict("records")
    ]
    return ut.assign(teller=np.asarray(telt, float)).reset_index(drop=True)


def _summer(folk: pd.DataFrame, soner: Sequence[str]) -> dict:
    """Hvordan summene henger sammen. Er ingen ukjent, er alle og kjent det samme."""
    summer: dict[str, dict[str, list[str]]] = {}
    for k, deler in (("kjonn", KJONNENE), ("alder", ALDRENE)):
        har = (folk[k] == UKJENT).any()
        summer[k] = {KJENT: list(deler), ALLE: [KJENT, UKJENT] if har else [KJENT]}
    andre = [b for b in (UTENFOR, UKJENT) if (folk["bosted"] == b).any()]
    summer["bosted"] = {I_OMRAADET: list(soner), ALLE: [I_OMRAADET, *andre]}
    return summer


def _bosatte(befolkning, soner, aar, grenser) -> Klarert:
    """Innbyggerne over 16 år i de samme gruppene, gjennom porten for seg."""
    tom = pd.DataFrame(columns=[*NOKLER, "teller"]).astype({"teller": float})
    if befolkning is None or not len(befolkning):
        return prikking.prikk(tom, celle=NOKLER, grenser=grenser)
    deler = []
    for sone in soner:
        margin = befolkningsmargin(befolkning, [sone], aar).reset_index(name="teller")
        deler.append(margin.assign(bosted=sone))
    d = pd.concat(deler, ignore_index=True)
    if not len(d):
        return prikking.prikk(tom, celle=NOKLER, grenser=grenser)
    kolonner = [["kjonn"], ["alder"], ["kjonn", "alder"], ["bosted"]]
    sum_ = [d.groupby(k, as_index=False)["teller"].sum() for k in kolonner]
    alt = pd.DataFrame({"teller": [d["teller"].sum()]})
    rader = pd.concat([alt, *sum_], ignore_index=True).fillna(dict.fromkeys(NOKLER, ALLE))
    summer = {
        "kjonn": {ALLE: list(KJONNENE)},
        "alder": {ALLE: list(ALDRENE)},
        "bosted": {ALLE: list(soner)},
    }
    rader = rader.drop_duplicates(NOKLER) if len(soner) > 1 else rader[rader["bosted"] == ALLE]
    return prikking.prikk(rader[[*NOKLER, "teller"]], celle=NOKLER, summer=summer, grenser=grenser)


def _sammenlikn(rom: pd.DataFrame, bor: pd.DataFrame, sonenavn, min_nevner: int) -> pd.DataFrame:
    """Andelene og forholdet til innbyggerne, bare av det som er klarert."""
    antall = rom.set_index(NOKLER)["teller"]
    bosatte = bor.set_index(NOKLER)["teller"] if len(bor) else pd.Series(dtype=float)
    alle_bor = _hent(bosatte, (ALLE, ALLE, ALLE))
    ut = rom.assign(
        nevner=[_nevner(antall, r) for r in rom.to_dict("records")],
        bosatte=[_hent(bosatte, tuple(r)) for r in rom[NOKLER].to_numpy()],
        gruppe=[_navn(r, sonenavn) for r in rom.to_dict("records")],
    )
    ut.loc[ut["slag"] == I_ALT, "bosatte"] = np.nan
    for_faa = ut["nevner"] < min_nevner
    ut["nevner"] = ut["nevner"].where(ut["bosatte"].notna() & ~for_faa)
    ut["av_innbyggerne"] = ut["bosatte"] / alle_bor
    ut["verdi"] = ut["teller"] / ut["nevner"]
    ut["nedre"], ut["ovre"] = wilson(ut["teller"], ut["nevner"], KONFIDENS)
    for k, fra in (("forhold", "verdi"), ("forhold_nedre", "nedre"), ("forhold_ovre", "ovre")):
        ut[k] = ut[fra] / ut["av_innbyggerne"]
    ut["ventet"] = ut["av_innbyggerne"] * ut["nevner"]
    ut["ord"] = np.select([ut["forhold_ovre"] < 1, ut["forhold_nedre"] > 1, ut["forhold"].notna()],
                          [FAERRE, FLERE, USIKKERT], "")  # fmt: skip
    ut["vist"] = [g[:1].upper() + g[1:] for g in ut["gruppe"]]
    ut["forhold_vist"] = [
        _med_intervall(*r) for r in ut[["forhold", "forhold_nedre", "forhold_ovre"]].to_numpy()
    ]
    uten = ut["verdi"].isna() & (ut["merknad"] == "")
    grunn = np.where(for_faa, f"kan ikke beregnes: færre enn {min_nevner} med kjent svar", "kan ikke beregnes: ingen tilsvarende gruppe blant innbyggerne")  # fmt: skip
    return ut.assign(merknad=ut["merknad"].mask(uten, grunn))


def _med_intervall(verdi: float, nedre: float, ovre: float) -> str:
    """Forholdet med intervall, som tekst."""
    return "" if np.isnan(verdi) else f"{skriv(verdi, 2)} ({skriv(nedre, 2)}–{skriv(ovre, 2)})"


def _nevner(antall: pd.Series, r: Mapping) -> float:
    """De med kjent svar på det samme. Er det skjult, brukes alle, så «ukjent» ikke kan regnes ut."""
    kjent = {
        KJONN: (KJENT, ALLE, ALLE), ALDERSGRUPPE: (ALLE, KJENT, ALLE), BEGGE: (KJENT, KJENT, ALLE),
        SONE: (ALLE, ALLE, I_OMRAADET),
    }.get(r["slag"], (ALLE, ALLE, ALLE))  # fmt: skip
    verdi = _hent(antall, kjent)
    return _hent(antall, (ALLE,) * 3) if np.isnan(verdi) and r["slag"] != SONE else verdi


def _hent(serie: pd.Series, nokkel: tuple) -> float:
    return float(serie.get(nokkel, np.nan))


def _navn(r: Mapping, sonenavn: Mapping[str, str]) -> str:
    if r["slag"] == I_ALT:
        return ALLE
    if r["slag"] == BEGGE:
        return KJENT if r["alder"] == KJENT else f"{r['kjonn']} {r['alder']}"
    verdi = r[{KJONN: "kjonn", ALDERSGRUPPE: "alder", SONE: "bosted"}[r["slag"]]]
    hva = {KJONN: "kjønn", ALDERSGRUPPE: "alder", SONE: "sone"}[r["slag"]]
    if verdi == KJENT:
        return f"kjent {hva}"
    return f"ukjent {hva}" if verdi == UKJENT else sonenavn.get(verdi, verdi)
