"""Linjene i en tidsserie: bånd, brudd, merker og etiketter."""

from __future__ import annotations

import numpy as np

from metodikk.ut import stil

LINJE = 14.4
TEKSTFARGER = (stil.FARGER[0], "#1B6F68", stil.FARGER[2], "#B0440F")


def skygge(ax, periode) -> None:
    if periode:
        ax.axvspan(periode[0] - 0.5, periode[1] + 0.5, color="#F0F0F0", zorder=0, lw=0)


def linje(ax, d, felt, i, bruddaar) -> None:
    verdi, nedre, ovre = felt
    farge, strek, merke = stil.FARGER[i], stil.STREKER[i], stil.MERKER[i]
    bolk = np.searchsorted(bruddaar, d["_x"].to_numpy(), side="right")
    for b in np.unique(bolk):
        del_ = d[bolk == b]
        if nedre in d and ovre in d:
            ax.fill_between(del_["_x"], del_[nedre], del_[ovre], color=farge, alpha=0.16, lw=0)
            alene = del_[del_[verdi].notna() & ~_har_nabo(del_[verdi])]
            ax.vlines(alene["_x"], alene[nedre], alene[ovre], color=farge, lw=1.6)
        ax.plot(
            del_["_x"], del_[verdi], color=farge, ls=strek, marker=merke, ms=5, zorder=4 - i / 9
        )


def _har_nabo(verdi) -> np.ndarray:
    """Hvilke punkter som henger sammen med punktet før eller etter. De andre trenger egen strek."""
    kjent = np.r_[False, verdi.notna().to_numpy(), False]
    return kjent[:-2] | kjent[2:]


def grenser(ax, data, felt, fra_null) -> None:
    kolonner = [f for f in felt if f in data]
    lo, hi = np.nanmin(data[kolonner]), np.nanmax(data[kolonner])
    luft = (hi - lo) * 0.08 or abs(hi) * 0.1 or 1
    bunn = min(0, lo - luft if lo < 0 else 0) if fra_null else lo - luft
    ax.set_ylim(bunn, hi + luft)
    ax.set_xlim(data["_x"].min() - 0.4, data["_x"].max() + 0.4)


def etiketter(ax, serier, verdi) -> None:
    if len(serier) == 1:
        return
    synlige = [(i, s, d.dropna(subset=[verdi])) for i, (s, d) in enumerate(serier)]
    synlige = [(i, s, d.iloc[-1]) for i, s, d in synlige if len(d)]
    lo, hi = ax.get_ylim()
    linjer = max(stil.brekk(s, 18).count("\n") + 1 for _, s, _ in synlige)
    y = stil.spre([r[verdi] for *_, r in synlige], (hi - lo) * 0.062 * linjer)
    for (i, s, _), plass in zip(synlige, y, strict=True):
        ax.annotate(
            stil.brekk(s, 18), (1, plass), (6, 0), xycoords=("axes fraction", "data"), va="center",
            textcoords="offset points", color=TEKSTFARGER[i], fontweight="bold",
            annotation_clip=False,
        )  # fmt: skip


def streker(ax, brudd, merker) -> None:
    alle = [(aar - 0.5, f"Brudd {aar}: {t}", "--") for aar, t in brudd.items()]
    alle += [(aar - 0.5, t, "-") for aar, t in merker.items()]
    for nr, (x, tekst, strek, mot_hoyre) in enumerate(_uten_kryss(ax, alle)):
        ax.axvline(x, color=stil.GRAA, lw=1.2, ls=strek, zorder=1)
        felles = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points",
                  "annotation_clip": False}  # fmt: skip
        pil = {
            "arrowstyle": "-",
            "color": stil.GRAA,
            "lw": 1.2,
            "ls": strek,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        ax.annotate("", (x, 1), (0, 14 + LINJE * nr), arrowprops=pil, **felles)
        ax.annotate(
            tekst, (x, 1), (4 if mot_hoyre else -4, 5 + LINJE * nr), fontsize=9,
            ha="left" if mot_hoyre else "right", **felles,
        )  # fmt: skip


def _uten_kryss(ax, streker) -> list[tuple]:
    """Legg tekstene i høyden slik at ingen av dem krysser streken til en annen."""
    lo, hi = ax.get_xlim()
    bredde = ax.get_position().width * stil.BREDDE
    plass = {x: (hi - x) / (hi - lo) * bredde + 0.4 for x, *_ in streker}
    korte = [(x, t if len(t) < 64 else t[:61].rstrip() + " …", s) for x, t, s in streker]
    hoyre = [(x, t, s, True) for x, t, s in korte if len(t) * 0.075 < plass[x]]
    venstre = [(x, t, s, False) for x, t, s in korte if len(t) * 0.075 >= plass[x]]
    return sorted(hoyre, reverse=True) + sorted(venstre)


def aarsakse(ax, data, tid) -> None:
    x = data.drop_duplicates("_x")[["_x", tid]]
    hopp = 1 + (len(x) - 1) // (12 if data[tid].dtype.kind in "iuf" else 7)
    x = x[::-1][::hopp][::-1]
    ax.set_xticks(x["_x"], [str(t) if isinstance(t, str) else f"{t:.0f}" for t in x[tid]])
    ax.grid(False, axis="x")


def skjulte(ax, d, verdi, i) -> None:
    for x in d.loc[d[verdi].isna(), "_x"]:
        ax.annotate(
            ":", (x, 0), (0, 5 + 10 * i), xycoords=("data", "axes fraction"), ha="center",
            textcoords="offset points", color=TEKSTFARGER[i], fontweight="bold", fontsize=11,
        )  # fmt: skip
