"""Sammensatt indeks for levekår, alltid med usikkerhet i plasseringen.

En indeks skjuler mer enn den viser. Derfor krever byggeren retning på hver indikator, sier nei når
grunnlaget er for lite, og gir plasseringen som et intervall, aldri som ett tall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn

MINST_OMRAADER, MINST_INDIKATORER, MINST_DEKNING = 8, 3, 2 / 3
VEKTSLINGRING = 0.25
DOBBELTTELLING = 0.92
IMD_SKALA = 23.0
KAN_IKKE_SI = (
    "Indeksen sier ikke hvor det er godt eller dårlig å bo, og ingenting om den enkelte som bor der.",
    "Indeksen gir ikke grunnlag for å rangere soner. Soner med overlappende plassering kan ikke skilles.",
    "Indeksen er regnet mot sonene i denne kommunen dette året og kan ikke følges over tid.",
    "Samme indeks skal ikke brukes både til å velge område og til å måle om innsatsen virket.",
)


@dataclass(frozen=True, eq=False)
class Indeks:
    """En ferdig indeks.

    tabell : én rad per sone: `verdi` (høyt = flere levekårsutfordringer), `rang`, `rang_nedre`,
        `rang_ovre` (90 prosent av trekkene) og `dekning`.
    komponenter : én rad per sone og indikator med den normaliserte verdien.
    vekter, korrelasjon : det indeksen er satt sammen av.
    overlapp : hvor stor del av den øverste firedelen som blir stående under andre valg.
    """

    tabell: pd.DataFrame
    komponenter: pd.DataFrame
    vekter: pd.Series
    korrelasjon: pd.DataFrame
    overlapp: pd.DataFrame
    advarsler: tuple[str, ...]
    forutsetninger: tuple[str, ...]
    kan_ikke_si: tuple[str, ...] = KAN_IKKE_SI


def bygg(
    data: pd.DataFrame, retning: Mapping[str, str], *, rng: np.random.Generator,
    vekter: Mapping[str, float] | None = None, normalisering: str = "z",
    aggregering: str = "aritmetisk", trekk: int = 1000,
) -> Indeks:  # fmt: skip
    """Bygg en levekårsindeks med komponenter, vekter og intervall for plasseringen.

    Bruk denne når noen må ha ett samlet bilde. Vis alltid komponentene ved siden av, og aldri en
    rangert liste.

    Parametere
    ----------
    data : DataFrame
        Én rad per indikator og sone med `indikator`, `sone`, `teller` og `nevner`. Endres ikke.
    retning : dict
        For hver indikator «lav_er_god» eller «hoy_er_god». Uten god side: ikke i indeksen.
    rng : numpy.random.Generator
        Tilfeldighetskilden, sådd av den som kaller, slik at svaret kan gjentas.
    vekter : dict, valgfri
        Vekten til hver indikator. Like vekter når den ikke er gitt.
    normalisering : {"z", "minmaks", "rang"}, forvalgt "z"
    aggregering : {"aritmetisk", "geometrisk"}, forvalgt "aritmetisk"
    trekk : int, forvalgt 1000
        Antall ganger indeksen regnes på nytt med andre vekter (±25 prosent), annen normalisering,
        én indikator ute, og andeler trukket innenfor sin usikkerhet.

    Returnerer
    ----------
    Indeks

    Eksempel
    --------
    >>> soner = [f"S{i}" for i in range(8)]
    >>> d = pd.DataFrame([(k, s, 5 + 4 * i, 200) for k in "abc" for i, s in enumerate(soner)],
    ...                  columns=["indikator", "sone", "teller", "nevner"])
    >>> svar = bygg(d, dict.fromkeys("abc", "lav_er_god"), rng=np.random.default_rng(1))
    >>> svar.tabell.loc[[7], ["sone", "rang", "rang_nedre", "rang_ovre"]]
      sone  rang  rang_nedre  rang_ovre
    7   S7     1           1          2

    Les mer
    -------
    OECD/JRC (2008), «Handbook on Constructing Composite Indicators».
    """
    vekt = _vekter(data, retning, vekter)
    x, n = (_bred(data, kolonne, vekt.index) for kolonne in ("teller", "nevner"))
    med = x.notna().mean(axis=1) >= MINST_DEKNING
    _krev_nok(x[med])
    fortegn = np.array([1.0 if retning[k] == "lav_er_god" else -1.0 for k in vekt.index])
    andel = (x / n)[med].to_numpy() * fortegn
    deler = normaliser(andel, normalisering)
    verdi = aggreger(deler, vekt.to_numpy(), aggregering)
    simulert = _trekk_rang(
        x[med].to_numpy(), n[med].to_numpy(), fortegn, vekt.to_numpy(), rng, trekk
    )
    korr = pd.DataFrame(andel, columns=vekt.index).corr()
    return Indeks(
        _tabell(x, med, verdi, simulert),
        _lang(deler, x.index[med], vekt.index), vekt, korr,
        _overlapp(andel, vekt.to_numpy(), verdi, simulert), _korrelasjonsvarsler(korr),
        _forutsetninger(normalisering, aggregering, trekk, x, med),
    )  # fmt: skip


def normaliser(verdier: np.ndarray, maate: str = "z") -> np.ndarray:
    """Gjør indikatorer med ulik skala sammenliknbare, kolonne for kolonne.

    Eksempel
    --------
    >>> normaliser(np.array([[1.0], [2.0], [4.0]]), "minmaks").round(3).ravel().tolist()
    [0.0, 33.333, 100.0]
    """
    v = np.asarray(verdier, dtype=float)
    if maate == "z":
        spredning = np.nanstd(v, axis=0, ddof=1)
        return (v - np.nanmean(v, axis=0)) / np.where(spredning > 0, spredning, 1.0)
    if maate == "minmaks":
        lav, bredde = np.nanmin(v, axis=0), np.nanmax(v, axis=0) - np.nanmin(v, axis=0)
        return (v - lav) / np.where(bredde > 0, bredde, 1.0) * 100
    if maate == "rang":
        return pd.DataFrame(v).rank(pct=True).to_numpy() * 100
    raise ValueError(f"normalisering skal være z, minmaks eller rang, ikke «{maate}»")


def aggreger(deler: np.ndarray, vekter: np.ndarray, maate: str = "aritmetisk") -> np.ndarray:
    """Slå sammen normaliserte indikatorer til ett tall per sone, av dem som finnes.

    Eksempel
    --------
    >>> aggreger(np.array([[1.0, 3.0], [2.0, np.nan]]), np.array([1.0, 1.0])).tolist()
    [2.0, 2.0]
    """
    finnes = np.isfinite(deler)
    vekt = np.where(finnes, vekter, 0.0)
    if maate == "aritmetisk":
        return np.where(finnes, deler * vekter, 0.0).sum(axis=1) / vekt.sum(axis=1)
    if maate == "geometrisk":
        positive = np.where(finnes, deler - np.nanmin(deler) + 1, 1.0)
        return np.exp((np.log(positive) * vekt).sum(axis=1) / vekt.sum(axis=1))
    raise ValueError(f"aggregering skal være aritmetisk eller geometrisk, ikke «{maate}»")


def eksponentiell(rang, antall: int) -> np.ndarray:
    """Gjør en rang om til en skår som strekker ut den mest utsatte enden (engelsk IMD).

    Bruk denne når et godt tall på ett tema ikke skal veie opp for et svært dårlig på et annet.

    Parametere
    ----------
    rang : tall eller matrise
        1 for området med størst utfordringer.
    antall : int
        Hvor mange områder som er rangert.

    Returnerer
    ----------
    matrise
        Skår fra 0 til 100.

    Eksempel
    --------
    >>> eksponentiell([1, 101], 1000).round(2).tolist()
    [100.0, 50.43]

    Les mer
    -------
    MHCLG (2019), «The English Indices of Deprivation: Technical Report». Fasit: IMD 2019.
    """
    r = (antall - np.asarray(rang, dtype=float) + 1) / antall
    return -IMD_SKALA * np.log(1 - r * (1 - np.exp(-100 / IMD_SKALA)))


def snitt_av_tilgjengelige(komponenter: pd.DataFrame) -> pd.Series:
    """Regn ut SSBs «Indeks for levekårsproblemer»: snittet av de komponentene som finnes.

    Eksempel
    --------
    >>> stavanger_1999 = pd.DataFrame([[7, 6, 2, 4, 7, 6, 5]])
    >>> round(float(snitt_av_tilgjengelige(stavanger_1999)[0]), 2)
    5.29

    Les mer
    -------
    SSB, «Indeks for levekårsproblemer»: delskårer fra 1 til 10, like vekter.
    """
    return komponenter.mean(axis=1, skipna=True)


def _vekter(data, retning, vekter) -> pd.Series:
    navn = list(vekter) if vekter else list(dict.fromkeys(data["indikator"]))
    uten = [k for k in navn if retning.get(k) not in ("lav_er_god", "hoy_er_god")]
    if uten:
        raise DataFeil(funn("K884", fant=", ".join(uten)))
    vekt = pd.Series({k: float((vekter or {}).get(k, 1.0)) for k in navn})
    return vekt / vekt.sum()


def _bred(data, kolonne, indikatorer) -> pd.DataFrame:
    bred = data.pivot(index="sone", columns="indikator", values=kolonne)
    return bred.reindex(columns=indikatorer).astype(float)


def _krev_nok(x: pd.DataFrame) -> None:
    omraader, indikatorer = len(x), int((x.notna().mean() >= MINST_DEKNING).sum())
    if omraader < MINST_OMRAADER or indikatorer < MINST_INDIKATORER:
        raise DataFeil(funn("K883", fant=f"{omraader} områder og {indikatorer} indikatorer"))


def _trekk_rang(x, n, fortegn, vekt, rng, trekk) -> np.ndarray:
    """Plasseringen i hvert trekk. Alle valgene varieres samtidig, slik leseren kunne ha gjort."""
    rang = np.empty((trekk, len(x)), dtype=int)
    maater = ("z", "minmaks", "rang")
    mangler = np.isnan(x) | np.isnan(n)
    med, uten = np.where(mangler, 1, x), np.where(mangler, 1, np.maximum(n - x, 0))
    for i in range(trekk):
        andel = rng.beta(med + 0.5, uten + 0.5)
        w = vekt * rng.uniform(1 - VEKTSLINGRING, 1 + VEKTSLINGRING, vekt.size)
        ute = rng.integers(-1, vekt.size)
        if ute >= 0:
            w[ute] = 0.0
        deler = normaliser(np.where(mangler, np.nan, andel) * fortegn, maater[rng.integers(3)])
        rang[i] = _rang(aggreger(deler, w))
    return rang


def _rang(verdi: np.ndarray) -> np.ndarray:
    """Plass 1 til den høyeste. Soner uten verdi kommer sist."""
    rang = np.empty(len(verdi), dtype=int)
    rang[np.argsort(-verdi, kind="stable")] = np.arange(1, len(verdi) + 1)
    return rang


def _tabell(x, med, verdi, simulert) -> pd.DataFrame:
    nedre, ovre = np.quantile(simulert, [0.05, 0.95], axis=0, method="nearest")
    inne = pd.DataFrame(
        {"verdi": verdi, "rang": _rang(verdi), "rang_nedre": nedre, "rang_ovre": ovre},
        index=x.index[med],
    )  # fmt: skip
    inne[["rang", "rang_nedre", "rang_ovre"]] = inne[["rang", "rang_nedre", "rang_ovre"]].astype(
        int
    )
    ut = inne if med.all() else inne.astype(float).reindex(x.index)
    dekning = x.notna().mean(axis=1)
    grunn = np.where(med, "", "kan ikke beregnes: tall for under to tredeler av indikatorene")
    return ut.assign(dekning=dekning, merknad=grunn).rename_axis("sone").reset_index()


def _lang(deler, soner, indikatorer) -> pd.DataFrame:
    bred = pd.DataFrame(deler, index=soner, columns=indikatorer).rename_axis("sone")
    lang = bred.reset_index().melt("sone", var_name="indikator", value_name="verdi")
    return lang.assign(
        merknad=np.where(lang["verdi"].isna(), "mangler: tallet er ikke oppgitt", "")
    )


def _overlapp(andel, vekt, verdi, simulert) -> pd.DataFrame:
    antall = int(np.ceil(len(verdi) / 4))
    topp = set(np.argsort(-verdi)[:antall])
    like = np.ones_like(vekt) / vekt.size
    andre = {
        "like vekter": aggreger(normaliser(andel, "z"), like),
        "rang i stedet for avstand": aggreger(normaliser(andel, "rang"), vekt),
        "fra minste til største verdi": aggreger(normaliser(andel, "minmaks"), vekt),
    }
    rader = [(valg, len(topp & set(np.argsort(-v)[:antall])) / antall) for valg, v in andre.items()]
    igjen = np.mean([(simulert[:, i] <= antall).mean() for i in topp])
    return pd.DataFrame(
        [*rader, ("alle valgene variert samtidig (snitt av trekkene)", igjen)],
        columns=["valg", "verdi"],
    )


def _korrelasjonsvarsler(korr: pd.DataFrame) -> tuple[str, ...]:
    par = [(a, b, korr.loc[a, b]) for i, a in enumerate(korr) for b in list(korr)[i + 1 :]]
    dobbelt = (f"«{a}» og «{b}» måler nesten det samme (r = {r:.2f}) og teller dobbelt.".replace(
        "0.", "0,") for a, b, r in par if r > DOBBELTTELLING)  # fmt: skip
    motsatt = (f"«{a}» og «{b}» trekker hver sin vei (r = {r:.2f}) og utlikner hverandre.".replace(
        "0.", "0,").replace("-", "−") for a, b, r in par if r < -0.3)  # fmt: skip
    return (*dobbelt, *motsatt)


def _forutsetninger(normalisering, aggregering, trekk, x, med) -> tuple[str, ...]:
    navn = {"z": "avstand fra snittet i standardavvik", "minmaks": "minste til største verdi",
            "rang": "rang"}[normalisering]  # fmt: skip
    snitt = {"aritmetisk": "vanlig snitt", "geometrisk": "geometrisk snitt"}[aggregering]
    return (
        f"Hver indikator er gjort om til {navn} og satt sammen med {snitt}.",
        f"Plasseringen er regnet {trekk} ganger med andre vekter, normaliseringer og indikatorer, og innenfor usikkerheten i hvert tall.",
        f"{int(med.sum())} av {len(x)} soner har tall for minst to tredeler av indikatorene og er med.",
    )
