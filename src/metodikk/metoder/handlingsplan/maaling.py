"""Kan målene vise det planen håper på? Nullpunktet og den minste endringen tallene kan vise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import HARDT, periode, tall
from metodikk.grunn.typer import Klarert
from metodikk.metoder import _vekting as vekting
from metodikk.metoder import prikking, undersokelse
from metodikk.metoder._tabeller import fyll
from metodikk.metoder.effekt import multiplikator

KAN, FOR_FAA, UTEN_TALL, VISES_IKKE = "ja", "nei, for få", "ingen tall", "vises ikke, få personer"
UTEN_NULLPUNKT = "mangler"
KOLONNER = ["maalt_med", "antall", "nivaa", "minste", "aar"]
UTEN_UTFALL = "Prosjektet har ikke tabellen Utfall. Velg hva målene skal måles med."


def sjanse(fra: float, endring: float, antall: float, *, konfidens: float = 0.95) -> float:
    """Regn ut sjansen for at to like store målinger viser en endring i en andel, når den virkelig har skjedd.

    Parametere
    ----------
    fra, endring : float
        Andelen før (0–1), og hvor mye den endrer seg.
    antall : float
        Personer eller svar bak hver av de to målingene.
    konfidens : float
        Hvor sikre vi vil være på ikke å se noe som ikke er der.

    Returnerer
    ----------
    float

    Eksempel
    --------
    >>> round(sjanse(0.5, 0.1, 387.34), 3)
    0.8

    Les mer
    -------
    Fasit: `power.prop.test` i R. Håndboka: «Styrke».
    """
    til = fra + endring
    felles = np.sqrt(2 * (fra + til) / 2 * (1 - (fra + til) / 2))
    hver = np.sqrt(fra * (1 - fra) + til * (1 - til))
    return float(
        ndtr((abs(endring) * np.sqrt(antall) - ndtri(0.5 + konfidens / 2) * felles) / hver)
    )


def minste_endring(
    andel: float, antall: float, *, konfidens: float = 0.95, styrke: float = 0.8, retning: str = ""
) -> float:
    """Regn ut den minste endringen i en andel som to like store målinger trolig ville vist.

    Bruk denne før utfallet velges: er tallet større enn det tiltakene kan gi, kan målingen ikke vise det.

    Parametere
    ----------
    andel : float
        Andelen i dag (0–1).
    antall : float
        Personer eller svar bak hver av de to målingene.
    konfidens, styrke : float
        Hvor sikre vi vil være på ikke å se noe som ikke er der, og på å se det som er der.
    retning : {"", "opp", "ned"}
        Veien andelen skal gå. Uten den gjelder svaret like godt begge veier.

    Returnerer
    ----------
    float
        NaN når andelen er 0 eller 1, gruppen er under 30, eller selv den største mulige endringen er for liten.

    Eksempel
    --------
    >>> round(minste_endring(0.5, 400), 3), round(minste_endring(0.9, 100, retning="opp"), 3)
    (0.099, 0.09)

    Les mer
    -------
    Bloom (1995). Håndboka: «Styrke».
    """
    if not 0 < andel < 1 or not antall >= katalog("handlingsplan")["maaling"]["faa"]:
        return float("nan")
    if retning:
        return _minste_en_vei(1 - andel if retning == "ned" else andel, antall, konfidens, styrke)
    m = multiplikator(2 * antall - 2, konfidens=konfidens, styrke=styrke)
    return float(m * np.sqrt(2 * andel * (1 - andel) / antall))


def _minste_en_vei(fra: float, antall: float, konfidens: float, styrke: float) -> float:
    """Den minste økningen sjansen er stor nok for. Er det ikke plass til den, er svaret NaN."""
    storst = 1 - fra - 1e-9
    if sjanse(fra, storst, antall, konfidens=konfidens) < styrke:
        return float("nan")
    return float(
        brentq(lambda d: sjanse(fra, d, antall, konfidens=konfidens) - styrke, 1e-9, storst)
    )


def minste_endring_rate(hendelser: float, *, konfidens: float = 0.95, styrke: float = 0.8) -> float:
    """Regn ut den minste endringen i en rate, som del av raten i dag.

    Eksempel
    --------
    >>> round(minste_endring_rate(100), 2)
    0.4
    """
    if not hendelser > 0:
        return float("nan")
    m = multiplikator(1e9, konfidens=konfidens, styrke=styrke)
    return float(m * np.sqrt(2 / hendelser))


def indikatorene(
    tabeller: Mapping[str, pd.DataFrame], omraade: Sequence[str], om: Mapping[str, Mapping],
    grenser: prikking.Grenser | None = None,
) -> Klarert:  # fmt: skip
    """Nivået og den minste endringen i området, siste år alle sonene har tall, for hver indikator."""
    data = fyll(tabeller, "indikatorer")
    rader = []
    for kode, d in _egne(data, omraade).groupby("indikator"):
        aar = _hele_aar(d, omraade)
        if not aar:
            continue
        x, n = d.loc[d["aar"] == aar[-1], ["teller", "nevner"]].sum()
        rate = om.get(kode, {}).get("maal") == "rate"
        minste = minste_endring_rate(x) * x / n if rate else minste_endring(x / n, n)
        rader.append((kode, x, n, x / n, minste, aar[-1]))
    d = pd.DataFrame(rader, columns=["maalt_med", "teller", "nevner", "nivaa", "minste", "aar"])
    klart = prikking.prikk(d, celle=["maalt_med"], grenser=grenser, avledet=("nivaa", "minste"))
    return prikking.avled(klart, lambda t: t.rename(columns={"nevner": "antall"})[KOLONNER])


def sporsmaalene(
    tabeller: Mapping[str, pd.DataFrame], omraade: Sequence[str],
    grenser: prikking.Grenser | None = None,
) -> Klarert:  # fmt: skip
    """Andelen fornøyde, antall svar og den minste endringen i området i siste runde, for hvert spørsmål."""
    svar, kodebok = tabeller.get("svar"), tabeller.get("kodebok")
    tom = pd.DataFrame(columns=KOLONNER).astype(dict.fromkeys(KOLONNER[1:], float))
    if svar is None or kodebok is None or not len(svar):
        return prikking.klarer_svar(tom, n="antall", celle=["maalt_med"], grenser=grenser)
    her = svar[(svar["runde"] == svar["runde"].max()) & svar["sone"].isin(list(omraade))]
    her = her.reset_index(drop=True)
    s = undersokelse.sporsmaal(her, kodebok, _vekter(her, tabeller, omraade), trekkmaate=_trekk(tabeller, svar)) if len(her) else tom  # fmt: skip
    if len(s):
        minste = undersokelse.forskjell(s, s, nokkel="sporsmal").set_index("sporsmal")["minste"]
        tom = pd.DataFrame({
            "maalt_med": s["sporsmal"], "antall": s["n"], "nivaa": s["verdi"],
            "minste": s["sporsmal"].map(minste), "aar": float(svar["runde"].max()),
        })  # fmt: skip
    return prikking.klarer_svar(
        tom, n="antall", celle=["maalt_med"], grenser=grenser, avledet=("nivaa", "minste")
    )


def _vekter(her: pd.DataFrame, tabeller, omraade) -> vekting.Utvalg:
    """Vekter som i undersøkelsen. Uten befolkning å vekte til teller alle svar likt."""
    try:
        folk = tabeller["befolkning"]
        margin = undersokelse.befolkningsmargin(folk, omraade, int(her["runde"].max()))
        return undersokelse.vekt(her, margin)
    except (KeyError, DataFeil):
        return vekting.utvalg(len(her))


def _trekk(tabeller, svar) -> str:
    runder = fyll(tabeller, "runder")
    maate = runder.loc[runder["runde"] == svar["runde"].max(), "trekkmaate"]
    return maate.iloc[0] if len(maate) else undersokelse.TILFELDIG[0]


def _egne(data: pd.DataFrame, omraade) -> pd.DataFrame:
    egne = data[data["sone"].isin(list(omraade)) & (data["nevner"] > 0)]
    return egne.dropna(subset=["teller", "nevner"])


def _hele_aar(d: pd.DataFrame, omraade) -> list[int]:
    """Årene der alle sonene i området har tall."""
    antall = d.groupby("aar")["sone"].nunique()
    return sorted(int(a) for a in antall.index[antall == len(set(omraade))])


def nullpunkt(
    tabeller: Mapping[str, pd.DataFrame], omraade: Sequence[str], *, aar: Sequence[int] = (),
    start: int | None = None,
) -> dict[str, str]:  # fmt: skip
    """Finn årene før planen som hver indikator og hvert spørsmål har tall for.

    Parametere
    ----------
    tabeller, omraade
        Som i :func:`metodikk.metoder.handlingsplan.lag`.
    aar : sequence of int
        Årene som er valgt som nullpunkt. Uten dem brukes alle år før `start`.
    start : int
        Første år i planen.

    Returnerer
    ----------
    dict
        Kode → årene, for dem som har et nullpunkt.

    Eksempel
    --------
    >>> i = pd.DataFrame({"indikator": "fritid_barn", "sone": "1", "aar": [2018, 2019, 2021],
    ...                   "teller": 40.0, "nevner": 90.0})
    >>> nullpunkt({"indikatorer": i}, ["1"], start=2020)
    {'fritid_barn': '2018–2019'}
    """
    for_ = set(aar)
    ut = {}
    for kode, d in _egne(fyll(tabeller, "indikatorer"), omraade).groupby("indikator"):
        har = [
            a
            for a in _hele_aar(d, omraade)
            if (a in for_ if for_ else start is not None and a < start)
        ]
        if har:
            ut[kode] = periode(min(har), max(har))
    svar = tabeller.get("svar")
    if svar is None or not len(svar) or start is None:
        return ut
    her = svar[(svar["runde"] <= start) & svar["sone"].isin(list(omraade))]
    for kode in fyll(tabeller, "kodebok")["sporsmal"]:
        if kode in her and her[kode].notna().any():
            ut[kode] = str(int(her.loc[her[kode].notna(), "runde"].max()))
    return ut


def kan_vises(
    utfall: pd.DataFrame, maalt: Sequence[Klarert], navn: Mapping[str, str], fra: Mapping[str, str],
    om: Mapping[str, Mapping], ventet: float,
) -> Klarert:  # fmt: skip
    """Si for hvert utfall om målingen kan vise endringen planen håper på, og om den har et nullpunkt.

    `ventet` er håpet i andel (0,1 = 10 prosentpoeng). Er det mer enn halvparten av det som er mulig,
    regnes det med halvparten: av 11 prosent kan ikke 10 prosentpoeng forsvinne.
    """

    def regn(*deler: pd.DataFrame) -> pd.DataFrame:
        grunnlag = pd.concat(deler, ignore_index=True)
        grunnlag = grunnlag.drop_duplicates("maalt_med").set_index("maalt_med")
        return pd.DataFrame([_et_utfall(u, grunnlag, navn, fra, om, ventet) for u in utfall.itertuples()])  # fmt: skip

    return prikking.avled(list(maalt), regn, mangler=UTEN_UTFALL)


def _et_utfall(u, grunnlag, navn, fra, om, ventet) -> dict:
    g = grunnlag.loc[u.maalt_med] if u.maalt_med in grunnlag.index else None
    rate = om.get(u.maalt_med, {}).get("maal") == "rate"
    per = float(om.get(u.maalt_med, {}).get("per", 1) or 1)
    haap = (
        np.nan
        if g is None or np.isnan(g["nivaa"])
        else haapet(g["nivaa"], u.onsket, ventet, rate=rate)
    )
    if g is None:
        svar = UTEN_TALL
    elif np.isnan(g["nivaa"]):
        svar = VISES_IKKE
    else:
        svar = KAN if g["minste"] <= haap else FOR_FAA
    skriv = _skriv(rate, per)
    return {
        "utfall": u.utfall, "navn": u.navn, "maalnavn": navn.get(u.maalt_med, u.maalt_med), "maalt_med": u.maalt_med,
        "onsket": u.onsket, "antall": np.nan if g is None else g["antall"],
        "nivaa": "" if g is None else skriv(g["nivaa"], "prosent"),
        "minste": "" if g is None else skriv(g["minste"], "prosentpoeng"),
        "haap": "" if g is None else skriv(haap, "prosentpoeng"),
        "nullpunkt": fra.get(u.maalt_med, UTEN_NULLPUNKT), "kan": svar, "valgt": u.valgt,
        "merknad": "mangler: ingen tall for området" if g is None else "",
    }  # fmt: skip


def _skriv(rate: bool, per: float):
    def skriv(verdi: float, enhet: str) -> str:
        if pd.isna(verdi):
            return "–"
        if rate:
            return f"{tall(verdi * per, 1)} per{HARDT}{tall(per)}"
        return f"{tall(verdi * 100, 1)}{HARDT}{enhet}"

    return skriv


def haapet(nivaa: float, onsket: str, ventet: float, *, rate: bool = False) -> float:
    """Endringen planen håper på: `ventet`, men høyst halvparten av det som er mulig.

    Eksempel
    --------
    >>> haapet(0.114, "ned", 0.1), haapet(0.5, "opp", 0.1)
    (0.057, 0.1)
    """
    halve = katalog("handlingsplan")["maaling"]["halve"]
    if rate:
        return halve * nivaa
    return min(ventet, halve * (nivaa if onsket == "ned" else 1 - nivaa))
