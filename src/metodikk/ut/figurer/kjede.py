"""Kjeden i en programteori, fra innsats til samfunnseffekt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, antall
from metodikk.ut.side import Kolonne

SKRIFT = 8.7
ROLLER = ("innsats", "aktivitet", "produkt", "brukereffekt", "samfunnseffekt")


def kjede(
    klarert: Klarert, *, tittel: str, ledd: str = "ledd", type: str = "type",
    innhold: str = "tekst", leder_til: str = "leder_til", maalt: str = "",
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn programteorien fra innsats til samfunnseffekt, fra venstre til høyre.

    Parametere
    ----------
    klarert : Klarert
        Tabellen `programteori`: ett ledd per rad, med leddene det fører til i `leder_til`.
    maalt : str
        Kolonne som er utfylt når leddet måles. Ledd som ikke måles, får stiplet ramme.

    Returnerer
    ----------
    Figur

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"ledd": ["P1", "P2"], "type": ["innsats", "aktivitet"], "leder_til": [("P2",), ()],
    ...                   "tekst": ["En stilling", "Åpen hall"]})
    >>> teori = mk.prikking.klarer_uten_personer(d, "programteori")
    >>> mk.figurer.kjede(teori, tittel="Teorien").alt
    'Flytdiagram. 2 ledd i 2 trinn, fra innsats til aktivitet, med 1 pil. 1 ledd fører ikke videre.'
    """
    r = Ramme("kjede", "Flytdiagram", tittel, "", navn, kilde, funn, tekst, 2)
    tegn = partial(_tegn_kjede, ledd=ledd, type_=type, innhold=innhold, til=leder_til, maalt=maalt)
    return r.lag(klarert, tegn)


def _tegn_kjede(data, *, ledd, type_, innhold, til, maalt):
    kolonner = {type_: Kolonne("Slag"), innhold: Kolonne("Ledd"), "_til": Kolonne("Skal føre til")}
    tekst = dict(zip(data[ledd].astype(str), data[innhold].astype(str), strict=True))
    mot = {str(a): [str(v) for v in _liste(b)] for a, b in zip(data[ledd], data[til], strict=True)}
    tabell = data.assign(_til=[liste([tekst.get(m, m) for m in mot[str(a)]]) for a in data[ledd]])
    if maalt:
        kolonner[maalt] = Kolonne("Måles med")
    roller = [r for r in ROLLER if r in set(data[type_])] or list(dict.fromkeys(data[type_]))
    spalter = _ordnet([data[data[type_] == r] for r in roller], ledd, mot)
    bredde = int(stil.BREDDE / len(roller) * 0.8 / 0.07)
    linjer = max(stil.brekk(t, bredde).count("\n") + 1 for t in tekst.values())
    boks = 0.17 * linjer + 0.2
    hoyde = max(len(s) for s in spalter) * (boks + 0.22) + 0.55
    with stil.lerret(hoyde, venstre=0.05, hoyre=0.05, topp=0.4, bunn=0.05) as (fig, ax):
        ax.set_xlim(0, len(roller))
        ax.set_ylim(hoyde - 0.45, 0)
        ax.axis("off")
        plass = _kjedebokser(ax, spalter, roller, ledd, innhold, maalt, bredde, boks, hoyde - 0.45)
        _piler(ax, plass, mot)
        png = stil.som_png(fig)
    ledd_uten = sum(not m for m in mot.values())
    funn = (f"{len(tekst)} ledd i {len(roller)} trinn, fra {roller[0]} til {roller[-1]}, med "
            f"{antall(sum(map(len, mot.values())), 'pil', 'piler')}. {ledd_uten} ledd fører ikke videre.")  # fmt: skip
    return Tegning(png, hoyde, funn, kolonner, tabell)


def _ordnet(spalter: list, ledd: str, mot: dict) -> list:
    """Sorter hver spalte etter hvor pilene inn kommer fra, så færre piler krysser."""
    plass: dict[str, float] = {}
    ut = []
    for d in spalter:
        fra = {
            k: [plass[f] for f, til in mot.items() if k in til and f in plass]
            for k in d[ledd].astype(str)
        }
        nokkel = [
            sum(p) / len(p) if (p := fra[k]) else i / max(len(d), 1) for i, k in enumerate(fra)
        ]
        d = d.assign(_nokkel=nokkel).sort_values("_nokkel", kind="stable").drop(columns="_nokkel")
        plass |= {str(k): (i + 0.5) / len(d) for i, k in enumerate(d[ledd])}
        ut.append(d)
    return ut


def _liste(v) -> list:
    if isinstance(v, (tuple, list)):
        return [x for x in v if str(x).strip()]
    return [] if v is None or pd.isna(v) else [x.strip() for x in str(v).split(";") if x.strip()]


def _kjedebokser(ax, spalter, roller, ledd, innhold, maalt, bredde, boks, hoyde) -> dict:
    from matplotlib.patches import FancyBboxPatch

    plass = {}
    for i, (rolle, d) in enumerate(zip(roller, spalter, strict=True)):
        ax.text(i + 0.5, -0.08, rolle.capitalize(), ha="center", va="bottom", fontweight="bold",
                color=stil.FARGER[0])  # fmt: skip
        steg = hoyde / len(d)
        for j, (_, r) in enumerate(d.iterrows()):
            y = steg * (j + 0.5)
            umaalt = bool(maalt) and not _liste(r[maalt])
            ax.add_patch(FancyBboxPatch(
                (i + 0.06, y - boks / 2), 0.88, boks, boxstyle="round,pad=0,rounding_size=0.05",
                facecolor="#F3F6F9", edgecolor=stil.FARGER[0], lw=1.2, ls="--" if umaalt else "-",
                mutation_aspect=1.4,
            ))  # fmt: skip
            ax.text(i + 0.5, y, stil.brekk(r[innhold], bredde), ha="center", va="center",
                    fontsize=_skrift(r[innhold], bredde))  # fmt: skip
            plass[str(r[ledd])] = (i, y)
    return plass


def _skrift(tekst: str, bredde: int) -> float:
    """Skriftstørrelsen i boksen: mindre når ett ord er bredere enn boksen.

    >>> _skrift("Åpen hall", 16), round(_skrift("Trygghetsvandringer", 16), 1)
    (8.7, 7.3)
    """
    lengst = max((len(o) for o in str(tekst).split()), default=0)
    return SKRIFT * min(1, bredde / lengst) if lengst else SKRIFT


def _piler(ax, plass, mot) -> None:
    for fra, mottakere in mot.items():
        for til in mottakere:
            if til not in plass:
                continue
            (x1, y1), (x2, y2) = plass[fra], plass[til]
            start, slutt = (
                ((x1 + 0.94, y1), (x2 + 0.06, y2)) if x1 != x2 else ((x1 + 0.5, y1), (x2 + 0.5, y2))
            )
            pil = {"arrowstyle": "-|>", "color": stil.GRAA, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", slutt, start, arrowprops=pil, zorder=0.9)  # bak boksene
