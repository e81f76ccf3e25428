"""Små tall-lotteriet: når alle sonene er like, trekker tilfeldigheter den minste til topps og til bunns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.tall import prosent, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Trekk, Valg, Vist
from metodikk.kurs.prosjekttall import siste_aar_med_sum, sonenavn, tall_for
from metodikk.metoder import prikking, usikkerhet
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

MINST, OVRIGE = "Den minste sonen", (900, 1000, 1200, 1300, 1500, 1600, 1800, 2000, 2100, 2300,
                                     2500, 2700, 3000, 3300, 3600, 4000, 4500, 5000, 6000)  # fmt: skip
OPPDIKTET = "Oppdiktet: alle sonene har samme sanne andel"
TREKNINGER, PLASSER = 1000, 3
KONTROLLER = (
    Valg(
        "folketall",
        "Innbyggere i den minste sonen",
        (("100", 100), ("300", 300), ("1000", 1000), ("3000", 3000)),
        300,
    ),
    Valg(
        "andel",
        "Den sanne andelen, lik i alle sonene",
        (("5 prosent", 0.05), ("10 prosent", 0.1), ("20 prosent", 0.2)),
        0.1,
    ),
    Trekk("Trekk et nytt år"),
)


def trekk(nevner: Sequence[int], andel: float, antall: int, fro: int) -> np.ndarray:
    """Trekk antall personer i hver sone, når alle har den samme sanne andelen.

    Parametere
    ----------
    nevner : sekvens av int
        Antall innbyggere i hver sone.
    andel : float
        Den sanne andelen.
    antall, fro : int
        Hvor mange trekninger, og frøet som gjør dem like hver gang.

    Returnerer
    ----------
    ndarray
        Én rad per trekning, én kolonne per sone.

    Eksempel
    --------
    >>> trekk([100, 1000], 0.1, 2, fro=1).shape
    (2, 2)
    """
    return np.random.default_rng(fro).binomial(np.asarray(nevner, int), andel, (antall, len(nevner)))  # fmt: skip


def blant_de_hoyeste(teller: np.ndarray, nevner: Sequence[int], plasser: int = PLASSER) -> np.ndarray:  # fmt: skip
    """Finn hvor ofte hver sone er blant de høyeste. Like soner deler plassen likt.

    Eksempel
    --------
    >>> blant_de_hoyeste(np.array([[5, 1, 1], [1, 5, 1]]), [10, 10, 10], 1).tolist()
    [0.5, 0.5, 0.0]
    """
    rate = np.round(teller / np.asarray(nevner, float), 12)
    grense = np.sort(rate, axis=1)[:, [-plasser]]
    over, paa = rate > grense, rate == grense
    ledige = plasser - over.sum(axis=1, keepdims=True)
    return (over + paa * ledige / paa.sum(axis=1, keepdims=True)).mean(axis=0)


def sist_ved_full_tilfeldighet(plasser: int, soner: int) -> float:
    """Andelen hver sone ville vært blant de høyeste om størrelsen ikke betydde noe."""
    return plasser / soner


def tegn(*, folketall: int = 300, andel: float = 0.1, fro: int = 1) -> Vist:
    """Tegn én trekning, og si hvor ofte den minste sonen havner blant de tre høyeste."""
    nevner = [folketall, *OVRIGE]
    sone = [MINST, *(f"Sone {i}" for i in range(2, len(nevner) + 1))]
    en = trekk(nevner, andel, 1, fro)[0]
    ofte = blant_de_hoyeste(trekk(nevner, andel, TREKNINGER, 0), nevner)[0]
    data = pd.DataFrame({"sone": sone, "teller": en, "nevner": nevner, "verdi": en / nevner})
    plass = int((data["verdi"] > data["verdi"][0]).sum()) + 1
    hvor = (
        f"Den minste sonen, med {tall(folketall)} innbyggere, har {prosent(data['verdi'][0])} i denne "
        f"trekningen, og er nummer {plass} av {len(nevner)}. Sann andel er {prosent(andel, 0)} i alle."
    )
    figur = figurer.trakt(
        prikking.klarer_uten_personer(data, "oppdiktede soner"), _trakt(andel, min(nevner), max(nevner)),
        tittel=f"Én trekning når den minste sonen har {folketall} innbyggere", snitt=andel,
        nevnernavn="Innbyggere", fremhev=[MINST], kilde=OPPDIKTET, funn=hvor,
    )  # fmt: skip
    ventet = sist_ved_full_tilfeldighet(PLASSER, len(nevner))
    return Vist(figur, (
        f"{hvor} Over {tall(TREKNINGER)} trekninger er den blant de tre høyeste i {prosent(ofte, 0)}. "
        f"Hadde størrelsen ikke betydd noe, ville det vært {prosent(ventet, 0)}."
    ))  # fmt: skip


def hyppighet(folketall: Sequence[int] = (100, 300, 1000, 3000), andel: float = 0.1) -> pd.DataFrame:  # fmt: skip
    """Regn ut hvor ofte den minste sonen er blant de tre høyeste, for hvert folketall."""
    rader = [
        (n, blant_de_hoyeste(trekk([n, *OVRIGE], andel, TREKNINGER, 0), [n, *OVRIGE])[0])
        for n in folketall
    ]
    return pd.DataFrame(rader, columns=["folketall", "blant_tre"])


def stille() -> tuple:
    """Gi stillbildene til boka: tre størrelser, og en tabell med svaret."""
    bilder = [tegn(folketall=n).figur for n in (100, 300, 3000)]
    return *bilder, tabell(
        prikking.klarer_uten_personer(hyppighet(), "oppdiktede soner"),
        tittel="Hvor ofte den minste av tjue like soner er blant de tre høyeste",
        kolonner={
            "folketall": Kolonne("Innbyggere i den minste sonen", "antall"),
            "blant_tre": Kolonne("Blant de tre høyeste", "prosent", 0),
        },
        kilde=f"Oppdiktet: {TREKNINGER} trekninger med sann andel 10 prosent i alle sonene",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, indikator: str = "barn_lavinntekt",
    grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Spill lotteriet med egne soner: hvem ville vært blant de tre høyeste om alle var like?

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` og eventuelt `soner` med navnene.
    indikator : str
        Indikatoren det trekkes for. Siste år i tabellen brukes.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Sonene i en trakt, og hvor ofte hver av dem ville vært blant de tre høyeste.
    """
    klart, andel = _klarert(tabeller["indikatorer"], indikator, grenser)
    vist = klart.tabell.dropna(subset=["verdi"])
    if len(vist) <= PLASSER or not np.isfinite(andel):
        raise ValueError(f"For få soner kan vises for «{indikator}» til å trekke mellom dem.")
    nevner = vist["nevner"].astype(int)
    ofte = blant_de_hoyeste(trekk(nevner, andel, TREKNINGER, 0), nevner)
    klart = prikking.avled(klart, lambda t: t.assign(blant_tre=pd.Series(ofte, index=vist.index)))
    navn = sonenavn(tabeller)
    oftest = vist.index[int(np.argmax(ofte))]
    figur = figurer.trakt(
        klart, _trakt(andel, nevner.min(), nevner.max()), tittel="Sonene i trakten, siste år",
        snitt=andel, nevnernavn="Antall i gruppen", navn=navn,
    )  # fmt: skip
    sone = navn.get(vist["sone"][oftest], vist["sone"][oftest])
    return Vist(figur, (
        f"Var alle sonene like, ville {sone} likevel vært blant de tre høyeste i {prosent(ofte.max(), 0)} av "
        f"årene. Størrelsen på gruppen er {tall(nevner[oftest])}."
    ), tabell(
        klart, tittel="Hvor ofte hver sone ville vært blant de tre høyeste om alle var like", navn=navn,
        kolonner={
            "sone": "Sone", "nevner": Kolonne("Antall i gruppen", "antall"), "verdi": Kolonne("Andel", "prosent"),
            "blant_tre": Kolonne("Blant de tre høyeste ved lik andel", "prosent", 0),
        },
    ))  # fmt: skip


def _klarert(indikatorer: pd.DataFrame, indikator: str, grenser) -> tuple[Klarert, float]:
    """Sonene siste år gjennom porten, sammen med summen som snittet regnes av."""
    d = tall_for(indikatorer, indikator)
    d, deler = siste_aar_med_sum(d)
    d["verdi"] = d["teller"] / d["nevner"]
    summer = {"sone": {"alle": deler}}
    klart = prikking.prikk(d, celle=["sone"], summer=summer, grenser=grenser)
    snitt = float(klart.tabell["verdi"].iloc[-1])
    return prikking.avled(klart, lambda t: t.iloc[:-1]), snitt


def _trakt(andel: float, fra: int, til: int) -> pd.DataFrame:
    nevner = np.linspace(0.85 * fra, 1.05 * til, 80)
    ytre, indre = (usikkerhet.trakt_andel(andel, nevner, k) for k in (0.998, 0.95))
    return pd.DataFrame({"nevner": nevner, "nedre": ytre[0], "ovre": ytre[1],
                         "nedre95": indre[0], "ovre95": indre[1]})  # fmt: skip
