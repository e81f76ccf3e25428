"""Forskjellen år for år rundt starten av et program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksenavn, aksetall, med_enhet
from metodikk.ut.side import Kolonne


def hendelsestid(
    klarert: Klarert, *, tittel: str, tid: str = "tid", start: int = 0, verdi: str = "verdi",
    nedre: str = "nedre", ovre: str = "ovre", enhet: str = "prosentpoeng",
    desimaler: int | None = None, per: str = "", navn: Mapping[str, str] | None = None,
    kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn forskjellen år for år rundt starten av et program.

    Bruk denne for å se om området og sammenlikningsområdene fulgte hverandre før start. Punktene
    før start skal ligge ved null. Gjør de ikke det, kan forskjellen etterpå ikke tilskrives
    programmet.

    Parametere
    ----------
    klarert : Klarert
        Én rad per år. `tid` er år fra start (…, −2, −1, 0, 1, …) eller kalenderår.
    start : int
        Første år programmet virket, på samme skala som `tid`.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"tid": [-2, -1, 0, 1], "verdi": [0.0, 0.0, -0.02, -0.04]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.hendelsestid(tall, tittel="År for år").alt.replace("\\xa0", " ")
    'Hendelsesdiagram. Gjennomsnittlig forskjell før start: 0,0 prosentpoeng. Etter start: −3,0 prosentpoeng.'
    """
    r = Ramme("hendelsestid", "Hendelsesdiagram", tittel, per, navn, kilde, funn, tekst)
    kol = Kolonne("Forskjell", enhet, desimaler)
    tegn = partial(_tegn_hendelse, tid=tid, start=start, felt=(verdi, nedre, ovre), kol=kol)
    return r.lag(klarert, tegn)


def _tegn_hendelse(data, *, tid, start, felt, kol):
    verdi, nedre, ovre = felt
    data = data.sort_values(tid)
    kolonner = {tid: Kolonne("År fra start" if abs(start) < 1000 else "År", "aar"), verdi: kol}
    kolonner |= {k: Kolonne(t, kol.enhet, kol.desimaler) for k, t in
                 ((nedre, "Nedre grense"), (ovre, "Øvre grense")) if k in data}  # fmt: skip
    if not data[verdi].notna().any():
        return Tegning(b"", 0, "", kolonner, data)
    etter = data[tid] >= start
    with stil.lerret(3.7, topp=0.6, bunn=0.62) as (fig, ax):
        ax.axhline(0, color=stil.SKRIFT, lw=1.2)
        ax.axvline(start - 0.5, color=stil.GRAA, ls="--", lw=1.2)
        for i, d in enumerate((data[~etter], data[etter])):
            _punkter(ax, d[tid], d, felt, stil.FARGER[2 if i == 0 else 0], stil.MERKER[i])
        for x, tekst, ha in ((-6, "før start", "right"), (6, "etter start", "left")):
            ax.annotate(tekst, (start - 0.5, 1), (x, 4), xycoords=("data", "axes fraction"),
                        textcoords="offset points", ha=ha)  # fmt: skip
        ax.set_xticks(data[tid], [_tid(t).replace("-", "−") for t in data[tid]])
        ax.set_xlabel(kolonner[tid].tittel)
        ax.grid(False, axis="x")
        aksetall(ax, "y", kol)
        ax.set_title(aksenavn(kol), loc="left", fontsize=9.5, pad=20)
        png = stil.som_png(fig)
    return Tegning(png, 3.7, _funn_hendelse(data, tid, start, felt, kol), kolonner, data)


def _punkter(ax, x, d, felt, farge, merke) -> None:
    verdi, nedre, ovre = felt
    if nedre in d:
        ax.vlines(x, d[nedre], d[ovre], color=farge, lw=2)
    ax.plot(x, d[verdi], ls="", marker=merke, ms=7, color=farge)


def _funn_hendelse(data, tid, start, felt, kol) -> str:
    snitt = [data.loc[m, felt[0]].mean() for m in (data[tid] < start, data[tid] >= start)]
    ord_ = [med_enhet(s, kol) if np.isfinite(s) else "ikke vist" for s in snitt]
    return f"Gjennomsnittlig forskjell før start: {ord_[0]}. Etter start: {ord_[1]}."


def _tid(t) -> str:
    return str(t) if isinstance(t, str) else f"{t:.0f}"
