"""Tilbake mot midten: soner som velges fordi de lå høyest, faller året etter uten at noe er gjort."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosent, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.kurs.prosjekttall import sonenavn, tall_for
from metodikk.metoder import prikking, tilbakefall, usikkerhet
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

SONER, MINST, STORST, SNITT, SPREDNING = 60, 300, 1500, 0.12, 0.02
AAR = (2015, 2016, 2017, 2018, 2019, 2020)
UTVALG, ETTER = 2018, 2019
NULLPUNKT = {"utvalgsåret": (2018,), "året før": (2017,), "de tre årene før": (2015, 2016, 2017)}
KOMMUNER = 1000
VALGTE, ALLE = "De valgte sonene", "Alle sonene"
KILDE = f"Oppdiktet: {KOMMUNER} kommuner med {SONER} soner, der ingenting virker"
KONTROLLER = (
    Valg("valgte", "Soner som velges", (("1", 1), ("3", 3), ("10", 10)), 3),
    Valg(
        "ganger", "Innbyggere i hver sone",
        (("300–1500", 1), ("1200–6000", 4), ("4800–24 000", 16)), 1,
    ),
    Valg(
        "nullpunkt", "Nullpunktet er",
        (("Utvalgsåret", "utvalgsåret"), ("Året før", "året før"), ("De tre årene før", "de tre årene før")),
        "utvalgsåret",
    ),
)  # fmt: skip


def trekk(nivaa: np.ndarray, nevner: np.ndarray, antall_aar: int, fro: int) -> np.ndarray:
    """Trekk antall personer i hver sone hvert år, når nivået i sonen er det samme hele tiden.

    Parametere
    ----------
    nivaa, nevner : ndarray
        Det sanne nivået og antall innbyggere. Én rad per kommune, én kolonne per sone.
    antall_aar, fro : int
        Hvor mange år, og frøet som gjør trekningen lik hver gang.

    Returnerer
    ----------
    ndarray
        Kommune × sone × år.

    Eksempel
    --------
    >>> trekk(np.full((2, 5), 0.1), np.full((2, 5), 300), 4, fro=1).shape
    (2, 5, 4)
    """
    form = (*np.shape(nivaa), antall_aar)
    return np.random.default_rng(fro).binomial(nevner[..., None], nivaa[..., None], form)


def velg_hoyeste(teller: np.ndarray, nevner: np.ndarray, antall: int) -> np.ndarray:
    """Finn sonene med høyest andel i hver kommune.

    Eksempel
    --------
    >>> velg_hoyeste(np.array([[5, 9, 7]]), np.array([[50, 50, 100]]), 1).tolist()
    [[1]]
    """
    return np.argsort(-(teller / nevner), axis=1, kind="stable")[:, :antall]


@cache
def _kommuner(ganger: int) -> tuple[np.ndarray, np.ndarray]:
    """Innbyggere og trukne tall i alle kommunene. Bare størrelsen på sonene er ulik."""
    g = np.random.default_rng(0)
    nevner = g.integers(MINST, STORST, (KOMMUNER, SONER), endpoint=True) * ganger
    nivaa = np.clip(g.normal(SNITT, SPREDNING, (KOMMUNER, SONER)), 0.01, 0.99)
    return nevner, trekk(nivaa, nevner, len(AAR), fro=1)


@cache
def folg(valgte: int = 3, ganger: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Velg de høyeste sonene i 2018 i hver kommune, og legg sammen tallene deres hvert år.

    Parametere
    ----------
    valgte : int
        Hvor mange soner som velges.
    ganger : int
        Hvor mange ganger 300–1500 innbyggere sonene har.

    Returnerer
    ----------
    tuple
        Antall med kjennetegnet (kommune × år), og antall innbyggere i de valgte sonene.

    Eksempel
    --------
    >>> teller, nevner = folg(3)
    >>> teller.shape, nevner.shape
    ((1000, 6), (1000,))
    """
    nevner, teller = _kommuner(ganger)
    hvem = velg_hoyeste(teller[:, :, AAR.index(UTVALG)], nevner, valgte)
    return (
        np.take_along_axis(teller, hvem[:, :, None], axis=1).sum(axis=1),
        np.take_along_axis(nevner, hvem, axis=1).sum(axis=1),
    )


def bedring(valgte: int = 3, ganger: int = 1, nullpunkt: str = "utvalgsåret") -> dict[str, float]:
    """Mål endringen fra nullpunktet til året etter utvalget, slik en evaluering ville gjort.

    Returnerer
    ----------
    dict
        `foer` og `etter` i snitt over kommunene, og hvor ofte nedgangen ser sikker ut (`sikker`).

    Eksempel
    --------
    >>> b = bedring()
    >>> round(b["foer"], 3), round(b["etter"], 3)
    (0.167, 0.155)
    """
    teller, nevner = folg(valgte, ganger)
    aar = [AAR.index(a) for a in NULLPUNKT[nullpunkt]]
    foer, n_foer = teller[:, aar].sum(axis=1), nevner * len(aar)
    etter = teller[:, AAR.index(ETTER)]
    ovre = np.asarray(usikkerhet.forskjell_andeler(etter, nevner, foer, n_foer, 0.95)[2])
    return {
        "foer": float((foer / n_foer).mean()), "etter": float((etter / nevner).mean()),
        "sikker": float((ovre < 0).mean()),
    }  # fmt: skip


def hyppighet(
    valgte: int = 3, ganger: tuple[int, ...] = (1, 4, 16), nullpunkt: tuple[str, ...] = tuple(NULLPUNKT)
) -> pd.DataFrame:  # fmt: skip
    """Regn ut hvor ofte nedgangen ser sikker ut, for hver størrelse og hvert nullpunkt."""
    rader = [
        {"soner": _storrelse(g), "nullpunkt": n, **bedring(valgte, g, n)}
        for g in ganger
        for n in nullpunkt
    ]
    return pd.DataFrame(rader).assign(endring=lambda d: d["etter"] - d["foer"])


def tegn(*, valgte: int = 3, ganger: int = 1, nullpunkt: str = "utvalgsåret") -> Vist:
    """Tegn de valgte sonene år for år, og si hvor mye de «bedrer seg» uten at noe er gjort."""
    b = _alle_valg()[valgte, ganger, nullpunkt]
    soner = "Den høyeste sonen" if valgte == 1 else f"De {tall(valgte)} høyeste av {SONER} soner"
    hva = (
        f"{soner} i {UTVALG} ({_storrelse(ganger)} innbyggere) går fra {prosent(b['foer'])} i nullpunktet, "
        f"{nullpunkt}, til {prosent(b['etter'])} i {ETTER}."
    )
    aar = NULLPUNKT[nullpunkt]
    figur = figurer.utvikling(
        prikking.klarer_uten_personer(_forlop(valgte, ganger), "oppdiktede soner"), kilde=KILDE, funn=hva,
        tittel=f"Høyest i {UTVALG}: {'én sone' if valgte == 1 else f'{valgte} soner'} med {_storrelse(ganger)} innbyggere, nullpunkt {nullpunkt}",
        periode=(aar[0], aar[-1]), merker={ETTER: "Etter utvalget"}, fra_null=False,
        tekst=f"Snittet av {KOMMUNER} kommuner. Båndet rommer 95 av 100 kommuner. Det grå feltet er nullpunktet.",
    )  # fmt: skip
    return Vist(figur, (
        f"{hva} Ingenting er gjort i noen av dem. I {prosent(b['sikker'], 0)} av kommunene ser nedgangen sikker ut. "
        "Det skulle vært 2–3 prosent."
    ))  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: små og store soner, et rent nullpunkt, og en tabell med svarene."""
    bilder = [
        tegn().figur, tegn(ganger=16).figur, tegn(nullpunkt="de tre årene før").figur,
    ]  # fmt: skip
    return *bilder, tabell(
        prikking.klarer_uten_personer(hyppighet(), "oppdiktede soner"),
        tittel=f"Hva som skjer med de tre høyeste av {SONER} soner når ingenting virker",
        kolonner={
            "soner": "Innbyggere i hver sone", "nullpunkt": "Nullpunkt", "foer": Kolonne("Før", "prosent"),
            "etter": Kolonne("Etter", "prosent"),
            "sikker": Kolonne("Ser sikker ut", "prosent", 0),
        },
        kilde=KILDE, radhoder=2,
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, indikator: str = "unge_utenfor", aar: int | None = None,
    valgte: int = 3, grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Velg de høyeste egne sonene i ett år, og se hva som skjedde med dem før og etter.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    indikator : str
        Indikatoren sonene velges etter.
    aar : int, valgfri
        Året de velges i. Ellers det nest siste, slik at det finnes et år etterpå.
    valgte : int, forvalgt 3
        Hvor mange soner som velges.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        De valgte sonene mot alle sonene, og hva krympingen ventet året etter.
    """
    d = _indikator(tabeller["indikatorer"], indikator)
    aarene = sorted(d["aar"].unique())
    aar = int(aarene[-2] if aar is None and len(aarene) > 1 else aarene[-1] if aar is None else aar)
    if aar not in aarene or aar + 1 not in aarene:
        raise ValueError(f"Velg et år med tall både i året og i året etter. Tabellen har {aarene[0]}–{aarene[-1]}.")  # fmt: skip
    hoyest = _hoyeste(_gjennom_porten(d, {}, grenser), aar, valgte)
    klart = _gjennom_porten(d, {VALGTE: hoyest}, grenser)
    ventet = _ventet(klart.tabell, aar, hoyest)
    grupper = prikking.avled(
        klart, lambda t: t[t["sone"].isin([VALGTE, ALLE])], gjelder={"sone": [VALGTE, ALLE]}
    )
    verdi = grupper.tabell[grupper.tabell["sone"] == VALGTE].set_index("aar")["verdi"]
    if not np.isfinite([verdi[aar], verdi[aar + 1]]).all():
        raise ValueError(f"Tallene for de {valgte} høyeste sonene kan ikke vises i {aar} og {aar + 1}. Velg flere soner.")  # fmt: skip
    navn = sonenavn(tabeller)
    setning = (
        f"Høyest i {aar} var {liste([navn.get(s, s) for s in hoyest])}, med {prosent(verdi[aar])}. "
        f"Av tallene for {aar} alene ventet krympingen {prosent(ventet)} året etter, uten tiltak. I {aar + 1} var andelen {prosent(verdi[aar + 1])}."
    )  # fmt: skip
    figur = figurer.utvikling(
        grupper, tittel=f"{'Den høyeste sonen' if valgte == 1 else f'De {valgte} høyeste sonene'} i {aar}, før og etter", serie="sone", fremhev=VALGTE,
        periode=(aar, aar), funn=setning, tekst="Det grå feltet er året sonene er valgt etter.",
    )  # fmt: skip
    return Vist(figur, setning, _sonetabell(klart, aar, hoyest, navn))


@cache
def _alle_valg() -> dict[tuple, dict[str, float]]:
    """Mål alle valgene én gang, slik at hvert av dem vises med en gang det er valgt."""
    return {v: bedring(*v) for v in product(*(k.verdier for k in KONTROLLER))}


@cache
def _forlop(valgte: int, ganger: int) -> pd.DataFrame:
    teller, nevner = folg(valgte, ganger)
    andel = teller / nevner[:, None]
    alle_nevner, alle_teller = _kommuner(ganger)
    hele = alle_teller.sum(axis=1) / alle_nevner.sum(axis=1, keepdims=True)
    return pd.concat([
        pd.DataFrame({"gruppe": gruppe, "aar": AAR, "verdi": a.mean(axis=0),
                      "nedre": np.quantile(a, 0.025, axis=0), "ovre": np.quantile(a, 0.975, axis=0)})
        for gruppe, a in ((VALGTE, andel), (ALLE, hele))
    ], ignore_index=True)  # fmt: skip


def _storrelse(ganger: int) -> str:
    return f"{tall(MINST * ganger)}–{tall(STORST * ganger)}"


def _indikator(indikatorer: pd.DataFrame, indikator: str) -> pd.DataFrame:
    d = tall_for(indikatorer, indikator)
    return d[["sone", "aar", "teller", "nevner", "merknad"]]


def _gjennom_porten(d: pd.DataFrame, grupper: Mapping[str, list[str]], grenser) -> Klarert:
    """Sonene og summene av dem gjennom porten i samme omgang, for alle årene."""
    grupper = {**grupper, ALLE: sorted(d["sone"].unique())}
    summer = [
        d[d["sone"].isin(deler)].groupby("aar")[["teller", "nevner"]].sum(min_count=len(deler))
        .reset_index().assign(sone=navn, merknad="")
        for navn, deler in grupper.items()
    ]  # fmt: skip
    med = pd.concat([d, *summer], ignore_index=True)
    med["verdi"] = med["teller"] / med["nevner"]
    return prikking.prikk(
        med, celle=["sone", "aar"], summer={"sone": grupper}, grenser=grenser, behold={"sone": [*grupper]}
    )  # fmt: skip


def _hoyeste(klart: Klarert, aar: int, antall: int) -> list[str]:
    """De høyeste av sonene som kan vises, slik at valget ikke røper noe om de skjulte."""
    t = klart.tabell
    t = t[(t["aar"] == aar) & (t["sone"] != ALLE)].dropna(subset=["verdi"])
    if not 0 < antall < len(t):
        raise ValueError(f"{len(t)} soner kan vises i {aar}. Velg fra 1 til {max(len(t) - 1, 1)} av dem.")  # fmt: skip
    return t.sort_values("verdi", ascending=False, kind="stable")["sone"].head(antall).tolist()


def _ventet(t: pd.DataFrame, aar: int, hoyest: list[str]) -> float:
    """Det de valgte ventes å ligge på når tilfeldighetene i utvalgsåret er trukket fra."""
    soner = t[(t["aar"] == aar) & ~t["sone"].isin([VALGTE, ALLE])].dropna(subset=["verdi"])
    krympet = tilbakefall.ventet_uten_tiltak(soner, [aar]).set_index("sone")["krympet"]
    nevner = soner.set_index("sone")["nevner"]
    return float(np.average(krympet[hoyest], weights=nevner[hoyest]))


def _sonetabell(klart: Klarert, aar: int, hoyest: list[str], navn: Mapping[str, str]):
    def bortover(t: pd.DataFrame) -> pd.DataFrame:
        ut = pd.DataFrame({"sone": hoyest})
        for kolonne, a in (("foer", aar), ("etter", aar + 1)):
            del_ = t[t["aar"] == a].set_index("sone").reindex(hoyest)
            ut[kolonne], ut[f"merknad_{kolonne}"] = list(del_["verdi"]), list(del_["merknad"])
        return ut

    return tabell(
        prikking.avled(klart, bortover, gjelder={"sone": hoyest, "aar": [str(aar), str(aar + 1)]}),
        tittel=f"Sonene som lå høyest i {aar}, og året etter", navn=navn,
        kolonner={"sone": "Sone", "foer": Kolonne(str(aar), "prosent"), "etter": Kolonne(str(aar + 1), "prosent")},
    )  # fmt: skip
