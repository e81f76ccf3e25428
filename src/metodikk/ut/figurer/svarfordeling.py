"""Svar på en ordnet skala, som stolper ut fra midten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from metodikk.grunn.tall import liste, prosent
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksetall, overskrift
from metodikk.ut.side import Kolonne


def svarfordeling(
    klarert: Klarert, *, tittel: str, rekkefolge: Sequence[str], kategori: str = "sporsmal",
    svar: str = "svar", noytral: str = "", verdi: str = "verdi", desimaler: int | None = 0,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn svarene på en skala som stolper ut fra midten: negative til venstre, positive til høyre.

    Bruk denne for spørsmål med ordnede svar (misfornøyd … fornøyd). Det nøytrale svaret ligger
    midt på nullinjen i en nøytral farge.

    Parametere
    ----------
    klarert : Klarert
        Én rad per spørsmål og svar, med andelen i `verdi`.
    rekkefolge : liste av str
        Svarene fra mest negativt til mest positivt (høyst fem).
    noytral : str
        Svaret i midten. Utelatt: det midterste når antallet er odde.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> svar = ["Utrygg", "Verken eller", "Trygg"]
    >>> d = pd.DataFrame({"sporsmal": "Ute på kvelden", "svar": svar, "verdi": [0.3, 0.2, 0.5]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.svarfordeling(tall, tittel="Trygghet", rekkefolge=svar).alt.replace("\\xa0", " ")
    'Stolpediagram over svar. Ute på kvelden: 50 prosent svarer trygg.'
    """
    r = Ramme("svarfordeling", "Stolpediagram over svar", tittel, per, navn, kilde, funn, tekst)
    midt = noytral or (rekkefolge[len(rekkefolge) // 2] if len(rekkefolge) % 2 else "")
    tegn = partial(_tegn_svar, kategori=kategori, svar=svar, orden=list(rekkefolge), midt=midt,
                   verdi=verdi, kol=Kolonne("Andel", "prosent", desimaler))  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn_svar(data, *, kategori, svar, orden, midt, verdi, kol):
    if len(orden) > len(stil.LIKERT):
        raise ValueError(f"svarfordeling() viser høyst {len(stil.LIKERT)} svar. Slå sammen noen.")
    bred = data.pivot_table(
        index=kategori, columns=svar, values=verdi, aggfunc="first", sort=False, dropna=False
    )
    bred = bred.reindex(columns=orden).astype(float)
    kolonner = {kategori: Kolonne(overskrift(kategori))} | {
        s: Kolonne(s, kol.enhet, kol.desimaler) for s in orden
    }
    merknad = data.groupby(kategori, sort=False)["merknad"].max() if "merknad" in data else ""
    tabell = bred.assign(merknad=merknad).reset_index()
    if not bred.notna().all(axis=1).any():
        return Tegning(b"", 0, "", kolonner, tabell)
    navn = [str(k) for k in bred.index]
    etikett = stil.etikettbredde(navn, 26)
    linjer = max(stil.brekk(n, etikett).count("\n") + 1 for n in navn)
    hoyde = max(0.46, 0.165 * linjer + 0.1) * len(navn) + 1.1
    with stil.lerret(hoyde, venstre=stil.tekstbredde(navn, etikett), topp=0.55, bunn=0.5) as (
        fig,
        ax,
    ):
        _stable(ax, bred, orden, midt)
        ax.set_ylim(len(navn) - 0.4, -0.6)
        ax.set_yticks(range(len(navn)), [stil.brekk(n, etikett) for n in navn])
        ax.axvline(0, color=stil.SKRIFT, lw=1, zorder=0)
        ax.grid(False, axis="y")
        aksetall(ax, "x", kol)
        ax.xaxis.set_major_formatter(lambda v, _: f"{abs(v) * 100:.0f}")
        ax.set_xlabel("Prosent av svarene")
        _likertforklaring(fig, orden, midt)
        png = stil.som_png(fig)
    return Tegning(png, hoyde, _funn_svar(bred, orden, midt), kolonner, tabell)


def _farger(orden, midt) -> list[str]:
    negative = orden.index(midt) if midt else len(orden) // 2
    positive = len(orden) - negative - bool(midt)
    lav, hoy = stil.LIKERT[:2], stil.LIKERT[:2:-1]
    return [*lav[:negative], *([stil.LIKERT[2]] if midt else []), *hoy[:positive][::-1]]


def _stable(ax, bred, orden, midt) -> None:
    tall = bred.where(bred.notna().all(axis=1), 0).to_numpy()
    for y, rad in enumerate(tall):
        bunn = (
            -rad[: orden.index(midt)].sum() - rad[orden.index(midt)] / 2
            if midt
            else -rad[: len(orden) // 2].sum()
        )
        for v, _s, farge in zip(rad, orden, _farger(orden, midt), strict=True):
            ax.barh(y, v, left=bunn, height=0.68, color=farge, edgecolor="white", linewidth=1.2)
            if v >= 0.06:
                mork = farge in (stil.LIKERT[0], stil.LIKERT[-1])
                ax.text(bunn + v / 2, y, f"{v * 100:.0f}", ha="center", va="center",
                        color="white" if mork else stil.SKRIFT)  # fmt: skip
            bunn += v
    for y in np.flatnonzero(bred.isna().any(axis=1)):
        ax.text(0.01, y, "vises ikke", va="center", style="italic", color=stil.GRAA, fontsize=9)


def _likertforklaring(fig, orden, midt) -> None:
    from matplotlib.patches import Patch

    tegn = [Patch(facecolor=f, label=s) for f, s in zip(_farger(orden, midt), orden, strict=True)]
    fig.legend(handles=tegn, loc="upper left", bbox_to_anchor=(0.005, 0.99), ncols=len(orden),
               frameon=False, handlelength=1, handletextpad=0.4, columnspacing=1.0, borderaxespad=0)  # fmt: skip


def _funn_svar(bred, orden, midt) -> str:
    grense = orden.index(midt) + 1 if midt else len(orden) // 2
    positive = bred.dropna()[orden[grense:]].sum(axis=1)
    topp, bunn = positive.idxmax(), positive.idxmin()
    ord_ = liste([s.lower() for s in orden[grense:]], "eller")
    if topp == bunn:
        return f"{topp}: {prosent(positive[topp], 0)} svarer {ord_}."
    return (f"Flest svarer {ord_} om {topp} ({prosent(positive[topp], 0)}), færrest om {bunn} "
            f"({prosent(positive[bunn], 0)}).")  # fmt: skip
