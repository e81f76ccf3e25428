"""Trinnkurve: en andel som endrer seg i hopp etter hvert som noe skjer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from metodikk.grunn.tall import HARDT, prosent, tall
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksetall
from metodikk.ut.side import Kolonne


def trinnkurve(
    klarert: Klarert, *, tittel: str, tid: str = "dager", verdi: str = "verdi", gruppe: str = "",
    tidsenhet: str = "dager", verdinavn: str = "Fortsatt åpne", merker: tuple[float, ...] = (),
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn andelen som er igjen etter så lang tid, som en trapp som går nedover.

    Bruk denne for tid fram til noe skjer, når ikke alt har skjedd ennå (Kaplan–Meier).

    Parametere
    ----------
    klarert : Klarert
        Ett punkt per hopp, fra :func:`metodikk.metoder.befaring.andel_aapen`.
    gruppe : str
        Kolonne som deler kurven i flere (høyst fire).
    merker : tuple av tall
        Tidspunkter som får en loddrett strek, for eksempel fristene.

    Returnerer
    ----------
    Figur

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"dager": [0, 10, 40], "verdi": [1.0, 0.75, 0.5]})
    >>> funn = mk.prikking.klarer_uten_personer(d, "funn på steder")
    >>> mk.figurer.trinnkurve(funn, tittel="Funn som er åpne").alt.replace(HARDT, " ")
    'Trinnkurve. Etter 40 dager er 50 prosent igjen.'
    """
    r = Ramme("trinnkurve", "Trinnkurve", tittel, "", navn, kilde, funn, tekst, 2 if gruppe else 1)
    tegn = partial(_tegn, tid=tid, verdi=verdi, gruppe=gruppe, tidsenhet=tidsenhet, verdinavn=verdinavn, merker=merker)  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn(data, *, tid, verdi, gruppe, tidsenhet, verdinavn, merker) -> Tegning:
    grupper = list(dict.fromkeys(data[gruppe])) if gruppe else [""]
    kolonner = ({gruppe: Kolonne("Gruppe")} if gruppe else {}) | {
        tid: Kolonne(tidsenhet.capitalize(), "antall"), verdi: Kolonne(verdinavn, "prosent", 0),
    }  # fmt: skip
    with stil.lerret(3.4, venstre=0.65, topp=0.45, bunn=0.55) as (fig, ax):
        for i, g in enumerate(grupper):
            d = data[data[gruppe] == g] if gruppe else data
            ax.step(d[tid], d[verdi], where="post", color=stil.FARGER[i % 4], lw=2.2, ls=stil.STREKER[i % 4], label=str(g))  # fmt: skip
        for m in merker:
            ax.axvline(m, color=stil.RUTENETT, lw=1, zorder=0)
        ax.set_ylim(0, 1.03)
        ax.set_xlim(0, max(float(data[tid].max()), 1) * 1.02)
        aksetall(ax, "y", kolonner[verdi])
        aksetall(ax, "x", kolonner[tid])
        ax.set_xlabel(tidsenhet.capitalize())
        ax.set_ylabel("Prosent")
        if gruppe:
            fig.legend(loc="upper left", bbox_to_anchor=(0.08, 0.995), ncols=min(len(grupper), 4), frameon=False)  # fmt: skip
        png = stil.som_png(fig)
    deler = [_sagt(data[data[gruppe] == g] if gruppe else data, tid, verdi, tidsenhet, g) for g in grupper]  # fmt: skip
    return Tegning(png, 3.4, " ".join(deler), kolonner)


def _sagt(data, tid, verdi, tidsenhet, gruppe) -> str:
    siste = data.iloc[-1]
    hvem = f"{gruppe}: etter" if gruppe else "Etter"
    return f"{hvem} {tall(siste[tid])}{HARDT}{tidsenhet} er {prosent(siste[verdi], 0)} igjen."
