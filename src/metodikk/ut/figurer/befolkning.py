"""Befolkningen etter alder og kjønn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksenavn, aksetall, med_enhet
from metodikk.ut.side import Kolonne


def befolkning(
    klarert: Klarert, *, tittel: str, alder: str = "aldersgruppe", kjonn: str = "kjonn",
    verdi: str = "verdi", mot: str = "", mottekst: str = "Resten av kommunen",
    enhet: str = "prosent", desimaler: int | None = None, per: str = "",
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn befolkningen etter alder og kjønn, med omrisset av det den sammenliknes med.

    Parametere
    ----------
    klarert : Klarert
        Én rad per aldersgruppe og kjønn, yngste først.
    mot, mottekst : str
        Kolonnen med sammenlikningen (tegnes som strek), og hva den heter.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"aldersgruppe": ["0–5 år"] * 2 + ["6–15 år"] * 2, "kjonn": ["kvinner", "menn"] * 2,
    ...                   "verdi": [0.2, 0.2, 0.3, 0.3]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.befolkning(tall, tittel="Alder").alt.replace("\\xa0", " ")
    'Befolkningspyramide. Største aldersgruppe er 6–15 år med 60,0 prosent.'
    """
    r = Ramme("befolkning", "Befolkningspyramide", tittel, per, navn, kilde, funn, tekst, 2)
    tegn = partial(_tegn_befolkning, alder=alder, kjonn=kjonn, verdi=verdi, mot=mot,
                   mottekst=mottekst, kol=Kolonne("Andel" if enhet == "prosent" else "Antall", enhet, desimaler))  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn_befolkning(data, *, alder, kjonn, verdi, mot, mottekst, kol):
    kolonner = {alder: Kolonne("Aldersgruppe"), kjonn: Kolonne("Kjønn"), verdi: kol}
    if mot:
        kolonner[mot] = Kolonne(mottekst, kol.enhet, kol.desimaler)
    if not data[verdi].notna().any():
        return Tegning(b"", 0, "", kolonner, data)
    aldre = [str(a) for a in dict.fromkeys(data[alder])]
    hoyde = 0.36 * len(aldre) + 1.15
    with stil.lerret(hoyde, venstre=stil.tekstbredde(aldre), topp=0.62, bunn=0.5) as (fig, ax):
        for i, k in enumerate(dict.fromkeys(data[kjonn])):
            _side(ax, data[data[kjonn] == k].set_index(alder).reindex(aldre), i, verdi, mot)
            ax.annotate(str(k).capitalize(), (i, 1), (0, 5), xycoords="axes fraction", ha=("left", "right")[i],
                        textcoords="offset points", fontweight="bold", color=(stil.FARGER[0], "#1B6F68")[i])  # fmt: skip
        ax.set_yticks(range(len(aldre)), aldre)
        ax.set_ylim(-0.6, len(aldre) - 0.4)
        mest = np.nanmax(data[[verdi, *([mot] if mot else [])]].to_numpy(float)) * 1.08
        ax.set_xlim(-mest, mest)
        ax.axvline(0, color="white", lw=1.5)
        ax.grid(False, axis="y")
        aksetall(ax, "x", kol)
        vanlig = ax.xaxis.get_major_formatter()
        ax.xaxis.set_major_formatter(lambda v, p: vanlig(abs(v), p))
        ax.set_xlabel(aksenavn(kol))
        _motforklaring(fig, mot, mottekst)
        png = stil.som_png(fig)
    return Tegning(png, hoyde, _funn_befolkning(data, alder, verdi, mot, mottekst, kol), kolonner)


def _side(ax, d, nr, verdi, mot) -> None:
    fortegn = (-1, 1)[nr]
    y = np.arange(len(d))
    ax.barh(y, fortegn * d[verdi].fillna(0), height=0.82, color=stil.FARGER[nr], edgecolor="white")
    if mot:
        ax.vlines(fortegn * d[mot], y - 0.41, y + 0.41, color="white", lw=5)
        ax.vlines(fortegn * d[mot], y - 0.41, y + 0.41, color=stil.SKRIFT, lw=2.4)
    for plass in y[d[verdi].isna()]:
        ax.text(fortegn * 0.002, plass, "vises ikke", ha=("right", "left")[nr], va="center",
                style="italic", fontsize=9, color=stil.GRAA)  # fmt: skip


def _motforklaring(fig, mot, mottekst) -> None:
    if not mot:
        return
    from matplotlib.lines import Line2D

    strek = Line2D([], [], ls="", marker="|", ms=13, mew=2.4, color=stil.SKRIFT, label=mottekst)
    fig.legend(handles=[strek], loc="upper center", frameon=False, borderaxespad=0.2)


def _funn_befolkning(data, alder, verdi, mot, mottekst, kol) -> str:
    sum_ = data.groupby(alder, sort=False)[[verdi, *([mot] if mot else [])]].sum(min_count=2)
    if not sum_[verdi].notna().any():
        return "Ingen aldersgruppe har tall for begge kjønn som kan vises."
    storst = sum_[verdi].idxmax()
    setning = f"Største aldersgruppe er {storst} med {med_enhet(sum_[verdi][storst], kol)}"
    if not mot:
        return setning + "."
    avvik = (sum_[verdi] - sum_[mot]).dropna()
    a = avvik.abs().idxmax()
    return (f"{setning}. Størst avvik fra {mottekst.lower()}: {a} med {med_enhet(sum_[verdi][a], kol)} "
            f"mot {med_enhet(sum_[mot][a], kol)}.")  # fmt: skip
