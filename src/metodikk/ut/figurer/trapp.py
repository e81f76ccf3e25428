"""Trapp: trinn som bygger på hverandre, fra det laveste og opp."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning
from metodikk.ut.side import Kolonne

KORTEST, VOKSER = 1.9, 1.5
TEKSTBREDDE = 52
LYS = "#F3F6F9"


def trapp(
    klarert: Klarert, *, tittel: str, trinn: str = "trinn", innhold: str = "tekst",
    gruppe: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn trinn som bygger på hverandre, for eksempel graden av innflytelse.

    Parametere
    ----------
    klarert : Klarert
        Ett trinn per rad, det laveste først, med en kort forklaring i `innhold`.
    gruppe : str
        Kolonne med det trinnene hører til. Hver gruppe får sin farge og står i tabellen.

    Returnerer
    ----------
    Figur

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"trinn": ["Få vite", "Bli spurt"], "tekst": ["Kommunen forteller", "Kommunen lytter"]})
    >>> stige = mk.prikking.klarer_uten_personer(d, "nivåer av innflytelse")
    >>> mk.figurer.trapp(stige, tittel="Innflytelse").alt
    'Trapp. 2 trinn, fra Få vite nederst til Bli spurt øverst.'
    """
    r = Ramme("trapp", "Trapp", tittel, "", navn, kilde, funn, tekst, 2 if gruppe else 1)
    return r.lag(klarert, partial(_tegn, trinn=trinn, innhold=innhold, gruppe=gruppe))


def _tegn(data, *, trinn, innhold, gruppe) -> Tegning:
    kolonner = ({gruppe: Kolonne(gruppe.capitalize())} if gruppe else {}) | {
        trinn: Kolonne("Trinn"), innhold: Kolonne("Hva det betyr"),
    }  # fmt: skip
    grupper = list(dict.fromkeys(data[gruppe])) if gruppe else []
    linjer = [max(stil.brekk(t, b).count("\n") + 1 for t, b in ((r[trinn], 22), (r[innhold], TEKSTBREDDE)))
              for _, r in data.iterrows()]  # fmt: skip
    hoyder = [0.16 * n + 0.22 for n in linjer]
    hoyde = sum(hoyder) + (0.45 if grupper else 0.15)
    with stil.lerret(hoyde, venstre=0.05, hoyre=0.05, topp=0.4 if grupper else 0.1, bunn=0.05) as (
        fig, ax,
    ):  # fmt: skip
        ax.set_xlim(0, stil.BREDDE - 0.1)
        ax.set_ylim(0, sum(hoyder))
        ax.axis("off")
        bunn = 0.0
        for i, (h, (_, r)) in enumerate(zip(hoyder, data.iterrows(), strict=True)):
            farge = stil.FARGER[grupper.index(r[gruppe]) % 4 if grupper else 0]
            _trinn(ax, bunn, h, i / max(len(data) - 1, 1), r[trinn], r[innhold], farge)
            bunn += h
        _tegnforklaring(fig, grupper)
        png = stil.som_png(fig)
    funn = (
        f"{len(data)} trinn, fra {data[trinn].iloc[0]} nederst til {data[trinn].iloc[-1]} øverst."
    )
    return Tegning(png, hoyde, funn, kolonner)


def _trinn(ax, bunn, hoyde, andel, navn, forklaring, farge) -> None:
    lengde = KORTEST + VOKSER * andel
    ax.add_patch(_boks(bunn, lengde, hoyde, farge))
    ax.text(0.15, bunn + hoyde / 2, stil.brekk(navn, 22), va="center", fontweight="bold")
    ax.text(KORTEST + VOKSER + 0.15, bunn + hoyde / 2, stil.brekk(forklaring, TEKSTBREDDE),
            va="center", fontsize=8.7)  # fmt: skip


def _boks(bunn, lengde, hoyde, farge):
    from matplotlib.patches import Rectangle

    return Rectangle(
        (0.02, bunn + 0.03), lengde, hoyde - 0.06, facecolor=LYS, edgecolor=farge, lw=2
    )


def _tegnforklaring(fig, grupper) -> None:
    from matplotlib.patches import Patch

    if grupper:
        tegn = [Patch(facecolor=LYS, edgecolor=stil.FARGER[i % 4], lw=2, label=g)
                for i, g in enumerate(grupper)]  # fmt: skip
        fig.legend(handles=tegn, loc="upper left", bbox_to_anchor=(0.005, 0.995),
                   ncols=len(grupper), frameon=False, borderaxespad=0)  # fmt: skip
