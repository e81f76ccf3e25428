"""Kunne vi ha sett det: hvor stor en endring må være før den synes i et lite område."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd
from scipy.special import ndtri

from metodikk.grunn.tall import prosent, prosentpoeng, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.kurs.prosjekttall import sonenavn, tall_for
from metodikk.metoder import effekt, prikking
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne, Tabell
from metodikk.ut.tabeller import tabell

ANDEL, MELLOMROM, GANGER, STYRKE = 0.2, 5, 2000, 0.8
NEDGANGER = (0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1)
ALLE = "Alle sonene samlet"
KILDE = f"Oppdiktet: {GANGER} trekninger av hver nedgang fra 20 prosent"
LIKE = {0.0: "ulike år", 0.5: "nokså like år", 0.7: "svært like år"}
KONTROLLER = (
    Valg(
        "innbyggere", "Innbyggere i området",
        (("300", 300), ("600", 600), ("1800", 1800), ("6000", 6000)), 1800,
    ),
    Valg(
        "aar", "Målinger før og etter",
        (("Ett år", 1), ("Tre år", 3), ("Fem år", 5)), 3,
    ),
    Valg(
        "samsvar", "Årene likner på hverandre",
        (("Nei", 0.0), ("Nokså mye", 0.5), ("Svært mye", 0.7)), 0.5,
    ),
)  # fmt: skip


def trekk(
    innbyggere: int, aar: int, samsvar: float, nedgang: Sequence[float], ganger: int, fro: int
) -> np.ndarray:
    """Trekk endringen vi ville målt, når andelen falt fra 20 prosent med en kjent nedgang.

    Hver innbygger har et kjennetegn eller ikke. Fra ett år til det neste beholder noen det de hadde,
    og resten trekkes på nytt. Andelen som beholder, er samsvaret mellom årene.

    Parametere
    ----------
    innbyggere, aar : int
        Innbyggere i området, og antall år før og etter.
    samsvar : float
        Korrelasjonen mellom to år på rad (0–1).
    nedgang : sekvens av float
        De sanne nedgangene.
    ganger, fro : int
        Hvor mange trekninger av hver, og frøet som gjør dem like hver gang.

    Returnerer
    ----------
    ndarray
        Målt endring. Én rad per nedgang, én kolonne per trekning.

    Eksempel
    --------
    >>> trekk(300, 3, 0.5, [0.02, 0.1], 4, fro=1).shape
    (2, 4)
    """
    g = np.random.default_rng(fro)
    ned = np.asarray(nedgang, float)[:, None]
    naa = g.binomial(innbyggere, ANDEL, (len(ned), ganger))
    foer = naa.astype(float)
    for _ in range(aar - 1):
        naa = _neste(g, naa, innbyggere, ANDEL, samsvar)
        foer += naa
    beholdt = samsvar ** (MELLOMROM + 1)
    naa = _neste(g, naa, innbyggere, ANDEL - ned, beholdt, mister=ned / ANDEL)
    etter = naa.astype(float)
    for _ in range(aar - 1):
        naa = _neste(g, naa, innbyggere, ANDEL - ned, samsvar)
        etter += naa
    return (etter - foer) / (aar * innbyggere)


def standardfeil(innbyggere, aar: int, samsvar: float, andel: float = ANDEL):
    """Regn ut hvor mye en målt endring svinger av seg selv.

    Eksempel
    --------
    >>> round(float(standardfeil(1800, 1, 0.0)), 4)
    0.0133
    """
    t = np.r_[np.arange(aar), np.arange(aar) + aar + MELLOMROM]
    vekt = np.repeat([-1 / aar, 1 / aar], aar)
    likhet = np.power(float(samsvar), np.abs(t[:, None] - t[None, :]))
    return np.sqrt(andel * (1 - andel) / np.asarray(innbyggere, float) * (vekt @ likhet @ vekt))


def minste(innbyggere, aar: int, samsvar: float, andel: float = ANDEL):
    """Regn ut minste synlige endring: den vi ser i fire av fem tilfeller.

    Parametere
    ----------
    innbyggere : tall eller matrise
        Antall i området.
    aar : int
        Antall år før og etter.
    samsvar : float
        Korrelasjonen mellom to år på rad (0–1).
    andel : float, forvalgt 0,2
        Andelen før.

    Returnerer
    ----------
    float eller matrise
        Endringen, som andel (0,02 = 2 prosentpoeng).

    Eksempel
    --------
    >>> minste([600, 2400], 1, 0.0).round(3).tolist()
    [0.065, 0.032]

    Les mer
    -------
    Bloom (1995).
    """
    return effekt.multiplikator(1e9, styrke=STYRKE) * standardfeil(innbyggere, aar, samsvar, andel)


@cache
def sjanser(innbyggere: int = 1800, aar: int = 3, samsvar: float = 0.5) -> pd.DataFrame:
    """Regn ut hvor ofte hver nedgang blir sett, og hvor stor den da ser ut.

    Eksempel
    --------
    >>> d = sjanser(6000)
    >>> bool(d["sjanse"].iloc[0] < d["sjanse"].iloc[-1])
    True
    """
    maalt = trekk(innbyggere, aar, samsvar, NEDGANGER, GANGER, fro=1)
    sett = maalt < -ndtri(0.975) * standardfeil(innbyggere, aar, samsvar)
    vist = np.divide(
        -(maalt * sett).sum(axis=1), sett.sum(axis=1), where=sett.any(axis=1), out=np.full(len(NEDGANGER), np.nan)
    )  # fmt: skip
    return pd.DataFrame({
        "nedgang": [prosentpoeng(n, 0) for n in NEDGANGER], "sann": NEDGANGER,
        "sjanse": sett.mean(axis=1), "vist": vist,
        "merknad": np.where(sett.any(axis=1), "", "kan ikke beregnes: aldri sett"),
    })  # fmt: skip


def tegn(*, innbyggere: int = 1800, aar: int = 3, samsvar: float = 0.5) -> Vist:
    """Tegn hvor ofte hver nedgang blir sett, og si hva som er den minste synlige."""
    d = sjanser(innbyggere, aar, samsvar)
    hva = (
        f"Med {tall(innbyggere)} innbyggere, {_aarene(aar)} og {LIKE[samsvar]} er minste synlige endring "
        f"{prosentpoeng(minste(innbyggere, aar, samsvar))}."
    )
    klart = prikking.klarer_uten_personer(d, "oppdiktede innbyggere")
    synlige = d.loc[d["sjanse"] >= STYRKE, "nedgang"]
    figur = figurer.soyler(
        klart, tittel=f"Hvor ofte nedgangen blir sett: {innbyggere} innbyggere, {_aarene(aar)}, {LIKE[samsvar]}",
        kategori="nedgang", verdi="sjanse", sorter=False, desimaler=0, referanse=STYRKE, referansetekst="80 prosent",
        fremhev=list(synlige) or ["ingen"], kilde=KILDE, funn=hva,
        tekst="De mørke stolpene er nedgangene vi trolig ser. 20 prosent hadde kjennetegnet før.",
    )  # fmt: skip
    to = round(d["sjanse"][NEDGANGER.index(0.02)], 2)
    return Vist(figur, (
        f"{hva} En nedgang på 2 prosentpoeng ville vi sett i {prosent(to, 0)} av gangene, og oversett i {prosent(1 - to, 0)}."
    ), _sett(klart, f"{innbyggere} innbyggere, {_aarene(aar)}, {LIKE[samsvar]}"))  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: tre størrelser, og en tabell med minste synlige endring."""
    bilder = [tegn(innbyggere=n).figur for n in (300, 1800, 6000)]
    rader = [
        {"innbyggere": n, "like": LIKE[s].capitalize(), **{f"a{a}": float(minste(n, a, s)) for a in (1, 3, 5)}}
        for s in LIKE
        for n in KONTROLLER[0].verdier
    ]  # fmt: skip
    return *bilder, tabell(
        prikking.klarer_uten_personer(pd.DataFrame(rader), "regnestykke uten personer"),
        tittel="Minste synlige endring når 20 prosent har kjennetegnet",
        kolonner={"like": "Årene", "innbyggere": Kolonne("Innbyggere", "antall")}
        | {f"a{a}": Kolonne(_aarene(a).capitalize(), "prosentpoeng") for a in (1, 3, 5)},
        radhoder=2, kilde="Oppdiktet område. Regnet ut med 95 prosent sikkerhet og 80 prosent styrke",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, indikator: str = "unge_utenfor", aar: int = 3,
    samsvar: float = 0.5, grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Regn ut minste synlige endring i hver av sonene, av størrelsen på gruppen.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    indikator : str
        Indikatoren det gjelder. Siste år i tabellen brukes.
    aar : int, forvalgt 3
        Antall år før og etter.
    samsvar : float, forvalgt 0,5
        Hvor mye to år på rad likner på hverandre (0–1).
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Minste synlige endring i sonene som kan vises, og i alle samlet.
    """
    klart, andel = _klarert(tabeller["indikatorer"], indikator, grenser)
    med = prikking.avled(klart, lambda t: t.assign(minste=minste(t["nevner"], aar, samsvar, andel)))
    vist = med.tabell.dropna(subset=["minste"])
    soner = vist[vist["sone"] != ALLE]
    if soner.empty or not np.isfinite(andel):
        raise ValueError(f"For få soner kan vises for «{indikator}» til å regne ut noe.")
    navn = sonenavn(tabeller)
    liten, stor = soner.loc[soner["nevner"].idxmin()], soner.loc[soner["nevner"].idxmax()]
    samlet = vist.loc[vist["sone"] == ALLE, "minste"]
    setning = (
        f"Med {_aarene(aar)} er minste synlige endring {prosentpoeng(liten['minste'])} i {navn.get(liten['sone'], liten['sone'])} "
        f"({tall(liten['nevner'])} i gruppen) og {prosentpoeng(stor['minste'])} i {navn.get(stor['sone'], stor['sone'])} "
        f"({tall(stor['nevner'])} i gruppen)."
    ) + "".join(f" I alle sonene samlet er den {prosentpoeng(m)}." for m in samlet)  # fmt: skip
    if antall := int((soner["minste"] > andel).sum()):
        setning += f" I {tall(antall)} av {tall(len(soner))} soner er den større enn hele andelen. Der kan ingen nedgang bli synlig."  # fmt: skip
    figur = figurer.soyler(
        med, tittel=f"Minste synlige endring i hver sone med {_aarene(aar)}", kategori="sone", verdi="minste",
        enhet="prosentpoeng", navn=navn, funn=setning,
        tekst=f"Regnet med andelen i alle sonene samlet, {prosent(andel)}.",
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        med, tittel="Minste synlige endring og størrelsen på gruppen", navn=navn,
        kolonner={"sone": "Sone", "nevner": Kolonne("Antall i gruppen", "antall"), "verdi": Kolonne("Andel", "prosent"),
                  "minste": Kolonne("Minste synlige endring", "prosentpoeng")},
    ))  # fmt: skip


def _neste(g, naa, innbyggere: int, andel, beholder: float, mister=0.0) -> np.ndarray:
    """Neste år: noen beholder kjennetegnet de hadde, resten trekkes på nytt med sjansen `andel`."""
    ny = (1 - beholder) * andel
    return g.binomial(naa, beholder * (1 - mister) + ny) + g.binomial(innbyggere - naa, ny)


def _aarene(aar: int) -> str:
    ord_ = {1: "ett", 3: "tre", 5: "fem"}.get(aar, tall(aar))
    return f"{ord_} år før og {ord_} etter"


def _sett(klart: Klarert, hva: str) -> Tabell:
    return tabell(
        klart, tittel=f"Det vi ser, og hvor stort det ser ut: {hva}",
        kolonner={"nedgang": "Sann nedgang", "sjanse": Kolonne("Hvor ofte vi ser den", "prosent", 0),
                  "vist": Kolonne("Hvor stor den ser ut når vi ser den", "prosentpoeng")},
        kilde=KILDE,
    )  # fmt: skip


def _klarert(indikatorer: pd.DataFrame, indikator: str, grenser) -> tuple[Klarert, float]:
    """Sonene siste år gjennom porten, sammen med summen som andelen regnes av."""
    d = tall_for(indikatorer, indikator)
    d = d[d["aar"] == d["aar"].max()][["sone", "teller", "nevner", "merknad"]]
    full = d.dropna(subset=["teller", "nevner"])
    alle = pd.DataFrame({"sone": [ALLE], "teller": [full["teller"].sum()],
                         "nevner": [full["nevner"].sum()], "merknad": [""]})  # fmt: skip
    d = pd.concat([d, alle], ignore_index=True)
    d["verdi"] = d["teller"] / d["nevner"]
    klart = prikking.prikk(
        d, celle=["sone"], summer={"sone": {ALLE: list(full["sone"])}}, grenser=grenser,
        behold={"sone": [ALLE]},
    )  # fmt: skip
    return klart, float(klart.tabell["verdi"].iloc[-1])
