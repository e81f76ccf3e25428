"""Permutasjonene: hvor uvanlig er forskjellen?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from metodikk.grunn.tall import prosent
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksetall, med_enhet
from metodikk.ut.side import Kolonne


def permutasjon(
    klarert: Klarert, *, tittel: str, observert: float, p: float | None = None,
    verdi: str = "verdi", enhet: str = "prosentpoeng", desimaler: int | None = None,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn hvor ofte andre områder får like stor «effekt» uten noe program.

    Bruk denne for å vise permutasjonstesten: stolpene er områder som ikke var med, streken er
    området som var med. Ligger streken midt i haugen, er resultatet ikke uvanlig.

    Parametere
    ----------
    klarert : Klarert
        Én rad per permutasjon, med «effekten» i `verdi`.
    observert : float
        Forskjellen i området.
    p : float
        Andelen som er minst like langt fra null. Oppgis av metoden.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"verdi": [-0.02, -0.01, 0.0, 0.01]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.permutasjon(tall, tittel="Permutasjoner", observert=-0.02, p=0.25).alt.replace("\\xa0", " ")
    'Histogram over permutasjoner. Området har −2,0 prosentpoeng. 25,0 prosent av 4 permutasjoner er minst like langt fra null.'
    """
    r = Ramme("permutasjon", "Histogram over permutasjoner", tittel, per, navn, kilde, funn, tekst)
    tegn = partial(_tegn_permutasjon, observert=observert, p=p, verdi=verdi,
                   kol=Kolonne("Forskjell", enhet, desimaler))  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn_permutasjon(data, *, observert, p, verdi, kol):
    v = data[verdi].dropna().to_numpy(float)
    antall, kanter = np.histogram(v, bins=min(25, max(6, round(np.sqrt(max(v.size, 1))))))
    tabell = pd.DataFrame({"fra": kanter[:-1], "til": kanter[1:], "antall": antall})
    kolonner = {"fra": Kolonne("Forskjell fra", kol.enhet, kol.desimaler),
                "til": Kolonne("til", kol.enhet, kol.desimaler), "antall": Kolonne("Antall", "antall")}  # fmt: skip
    with stil.lerret(3.5, topp=0.5, bunn=0.6) as (fig, ax):
        ax.bar(
            kanter[:-1], antall, np.diff(kanter), align="edge", color=stil.DEMPET, edgecolor="white"
        )
        ax.axvline(0, color=stil.SKRIFT, lw=1)
        ax.axvline(observert, color=stil.FARGER[0], lw=3)
        lo, hi = min(v.min(), observert), max(v.max(), observert)
        ax.set_xlim(lo - (hi - lo) * 0.06, hi + (hi - lo) * 0.06)
        hoy = observert > (lo + hi) / 2
        ax.annotate(f"Området: {med_enhet(observert, kol)}", (observert, 1), (-5 if hoy else 5, 5),
                    xycoords=("data", "axes fraction"), textcoords="offset points", fontweight="bold",
                    ha="right" if hoy else "left", color=stil.FARGER[0])  # fmt: skip
        ax.grid(False, axis="x")
        aksetall(ax, "x", kol)
        aksetall(ax, "y", kolonner["antall"])
        ax.set_xlabel(f"Forskjell ({kol.enhet})")
        ax.set_title("Antall permutasjoner", loc="left", fontsize=9.5, pad=18)
        png = stil.som_png(fig)
    like = np.mean(np.abs(v) >= abs(observert) - 1e-12) if p is None else p
    funn = (f"Området har {med_enhet(observert, kol)}. {prosent(float(like), 1)} av {v.size} permutasjoner er "
            "minst like langt fra null.")  # fmt: skip
    return Tegning(png, 3.5, funn, kolonner, tabell)
