"""Trakten: soner sett samlet, uten å rangere dem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.etiketter import etiketter
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksenavn, aksetall, med_enhet, som_vist
from metodikk.ut.side import Kolonne


def trakt(
    klarert: Klarert, grenser: pd.DataFrame, *, tittel: str, snitt: float, kategori: str = "sone",
    verdi: str = "verdi", nevner: str = "nevner", nevnernavn: str = "Antall i gruppen",
    fremhev: Collection[str] = (), enhet: str = "prosent", desimaler: int | None = None,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn sonene i en trakt: hvor langt fra snittet tilfeldigheter alene kan ta dem.

    Bruk denne i stedet for en rangering. Soner innenfor trakten skiller seg ikke sikkert fra
    snittet, uansett hvilken plass de ville ha fått på en liste.

    Parametere
    ----------
    klarert : Klarert
        Én rad per sone.
    grenser : DataFrame
        `nevner`, `nedre`, `ovre` (99,8 prosent) og eventuelt `nedre95`, `ovre95`. Fra
        :func:`metodikk.metoder.usikkerhet.trakt_andel`.
    snitt : float
        Snittet trakten er lagt rundt.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"sone": ["A", "B"], "nevner": [100, 400], "verdi": [0.1, 0.3]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> nedre, ovre = mk.usikkerhet.trakt_andel(0.15, [50, 100, 400])
    >>> grenser = pd.DataFrame({"nevner": [50, 100, 400], "nedre": nedre, "ovre": ovre})
    >>> mk.figurer.trakt(tall, grenser, tittel="Trakt", snitt=0.15).alt.replace("\\xa0", " ")
    'Traktdiagram. 1 av 2 soner ligger utenfor trakten rundt snittet på 15,0 prosent: B.'
    """
    r = Ramme("trakt", "Traktdiagram", tittel, per, navn, kilde, funn, tekst)
    tegn = partial(
        _tegn_trakt, grenser=grenser, snitt=snitt, kategori=kategori, verdi=verdi, nevner=nevner,
        nevnernavn=nevnernavn, fremhev=som_vist(fremhev, navn),
        kol=Kolonne("Verdi", enhet, desimaler),
    )  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn_trakt(data, *, grenser, snitt, kategori, verdi, nevner, nevnernavn, fremhev, kol):
    kolonner = {kategori: Kolonne("Sone"), nevner: Kolonne(nevnernavn, "antall"), verdi: kol}
    if not data[verdi].notna().any():
        return Tegning(b"", 0, "", kolonner, data)
    g = grenser.sort_values("nevner")
    n = g["nevner"].to_numpy(float)
    d = data.dropna(subset=[verdi])
    nedre, ovre = (np.interp(d[nevner], n, g[k]) for k in ("nedre", "ovre"))
    utenfor = (d[verdi].to_numpy() < nedre) | (d[verdi].to_numpy() > ovre)
    with stil.lerret(4.3, topp=0.4, bunn=0.6, hoyre=0.25) as (fig, ax):
        ax.fill_between(n, g["nedre"], g["ovre"], color="#EEF2F5", lw=0)
        ax.plot(n, g["nedre"], n, g["ovre"], color=stil.GRAA, lw=1.4)
        if "nedre95" in g:
            ax.plot(n, g["nedre95"], n, g["ovre95"], color=stil.GRAA, lw=1.2, ls=(0, (4, 2)))
        ax.axhline(snitt, color=stil.SKRIFT, lw=1.2)
        ax.plot(d[nevner], d[verdi], ls="")
        ax.autoscale_view()
        ax.set_xlim(n.min(), n.max())
        _traktpunkter(ax, d, kategori, nevner, verdi, fremhev, utenfor)
        ax.grid(False, axis="x")
        aksetall(ax, "y", kol)
        aksetall(ax, "x", kolonner[nevner])
        ax.set_xlabel(nevnernavn)
        ax.set_title(aksenavn(kol), loc="left", fontsize=9.5)
        png = stil.som_png(fig)
    navn = liste([str(s) for s in d.loc[utenfor, kategori]][:4])
    funn = (f"{int(utenfor.sum())} av {len(d)} soner ligger utenfor trakten rundt snittet på "
            f"{med_enhet(snitt, kol)}{': ' + navn if navn else ''}.")  # fmt: skip
    return Tegning(png, 4.3, funn, kolonner, data)


def _traktpunkter(ax, d, kategori, nevner, verdi, fremhev, utenfor) -> None:
    punkter = []
    for (_, r), ute in zip(d.iterrows(), utenfor, strict=True):
        navn, x, y = str(r[kategori]), r[nevner], r[verdi]
        valgt = navn in fremhev
        farge = stil.FARGER[0] if valgt else stil.FARGER[2] if ute else stil.DEMPET
        ax.plot(
            x, y, ls="", marker="D" if ute else "o", ms=9 if valgt else 6, color=farge, zorder=4
        )
        if valgt or ute:
            punkter.append((x, y, navn, valgt))
    etiketter(
        ax, sorted(punkter, key=lambda p: not p[3]), list(zip(d[nevner], d[verdi], strict=True))
    )
