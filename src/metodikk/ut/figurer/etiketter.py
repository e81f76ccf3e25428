"""Setter navn ved punkter uten at de dekker hverandre."""

from __future__ import annotations

from collections.abc import Sequence

from metodikk.ut import stil

TEGN, LINJE, AVSTAND = 0.07, 0.155, 12


def etiketter(ax, punkter: Sequence[tuple], hindre: Sequence[tuple[float, float]]) -> None:
    """Skriv navnet ved hvert punkt (x, y, navn, fet), de viktigste først.

    Et navn som ikke får plass over, under eller ved siden av punktet, blir ikke skrevet. Det står i
    tabellen under figuren.
    """
    from matplotlib.patheffects import withStroke

    til_px = ax.transData.transform
    tatt = [(x - 9, y - 9, x + 9, y + 9) for x, y in map(til_px, hindre)]
    for x, y, navn, fet in punkter:
        tekst = stil.brekk(navn, 22)
        ledig = _ledig(til_px((x, y)), tekst, tatt, ax.figure.bbox.extents)
        if ledig is None:
            continue
        boks, flytt, ha, va = ledig
        tatt.append(boks)
        ax.annotate(
            tekst, (x, y), flytt, textcoords="offset points", ha=ha, va=va, fontsize=8.7, zorder=5,
            fontweight="bold" if fet else "normal", linespacing=1.05,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )  # fmt: skip


def _ledig(punkt, tekst: str, tatt: list, ramme):
    """Finn den første plassen rundt punktet der teksten ikke dekker noe."""
    linjer = tekst.split("\n")
    b = max(map(len, linjer)) * TEGN * stil.OPPLOSNING
    h = len(linjer) * LINJE * stil.OPPLOSNING
    (x, y), a = punkt, AVSTAND
    valg = (
        ((x - b / 2, y + a, x + b / 2, y + a + h), (0, 6), "center", "bottom"),
        ((x - b / 2, y - a - h, x + b / 2, y - a), (0, -6), "center", "top"),
        ((x + a + 2, y - h / 2, x + a + 2 + b, y + h / 2), (7, 0), "left", "center"),
        ((x - a - 2 - b, y - h / 2, x - a - 2, y + h / 2), (-7, 0), "right", "center"),
    )
    for boks, *sted in valg:
        inne = boks[0] > ramme[0] and boks[2] < ramme[2] and boks[1] > ramme[1]
        if inne and not any(_dekker(boks, t) for t in tatt):
            return boks, *sted
    return None


def _dekker(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
