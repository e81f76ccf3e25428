"""Vannrette linjer med ett punkt eller én stolpe per kategori."""

from __future__ import annotations

import numpy as np

from metodikk.grunn.tall import liste
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Tegning, aksenavn, aksetall, med_enhet, overskrift
from metodikk.ut.side import Kolonne

RADHOYDE = 0.27
GRUPPEHOYDE = 0.2
FLEST_GRUPPER = 4


def tegn(data, *, kategori, gruppe, felt, sorter, fremhev, kol, referanse, referansetekst,
          stolpe, funn=None, stigende=False, fra_null=True):  # fmt: skip
    data = data.astype({kategori: str} | ({gruppe: str} if gruppe else {}))
    orden, grupper = _rekkefolge(data, kategori, gruppe, felt[0], sorter, stigende)
    data = _ordnet(data, kategori, gruppe, orden, grupper)
    kolonner = _kolonner(data, kategori, gruppe, felt, kol)
    if not data[felt[0]].notna().any():
        return Tegning(b"", 0, "", kolonner, data)
    rad = RADHOYDE + GRUPPEHOYDE * (max(len(grupper), 1) - 1)
    etikett = stil.etikettbredde(orden)
    linjer = max(stil.brekk(k, etikett).count("\n") + 1 for k in orden)
    rad = max(rad, 0.165 * linjer + 0.1) if linjer > 1 else rad
    topp = 0.12 + (0.3 if grupper else 0) + (0.24 if referanse is not None else 0)
    hoyde = rad * len(orden) + topp + 0.58
    venstre = stil.tekstbredde(orden, etikett)
    with stil.lerret(hoyde, venstre=venstre, topp=topp, hoyre=0.3, bunn=0.58) as (fig, ax):
        _plasser(ax, data, kategori, gruppe, orden, grupper, felt, fremhev, stolpe)
        _akser(ax, orden, fremhev, data, felt, stolpe or fra_null, kol)
        _referanse(ax, referanse, referansetekst)
        _tegnforklaring(fig, ax, grupper, stolpe)
        png = stil.som_png(fig)
    finn = funn or _funn
    return Tegning(png, hoyde, finn(data, kategori, gruppe, felt, kol, fremhev, referanse, referansetekst),
                   kolonner, data)  # fmt: skip


def _rekkefolge(data, kategori, gruppe, verdi, sorter, stigende):
    grupper = list(dict.fromkeys(data[gruppe])) if gruppe else []
    if len(grupper) > FLEST_GRUPPER:
        raise ValueError(f"Figuren viser høyst {FLEST_GRUPPER} grupper, men har {len(grupper)}.")
    orden = list(dict.fromkeys(data[kategori]))
    if sorter:
        forst = data[data[gruppe] == grupper[0]] if gruppe else data
        v = dict(zip(forst[kategori], forst[verdi].astype(float), strict=True))
        tegn = 1 if stigende else -1
        orden.sort(key=lambda k: (np.isnan(v.get(k, np.nan)), tegn * v.get(k, 0)))
    return orden, grupper


def _ordnet(data, kategori, gruppe, orden, grupper):
    plass = data[kategori].map({k: i for i, k in enumerate(orden)}) * 100
    if gruppe:
        plass = plass + data[gruppe].map({g: i for i, g in enumerate(grupper)})
    return data.loc[plass.sort_values(kind="stable").index].reset_index(drop=True)


def _kolonner(data, kategori, gruppe, felt, kol) -> dict[str, Kolonne]:
    kolonner = {kategori: Kolonne(overskrift(kategori))}
    if gruppe:
        kolonner[gruppe] = Kolonne(overskrift(gruppe))
    kolonner[felt[0]] = kol
    for navn, tittel in zip(felt[1:], ("Nedre grense", "Øvre grense"), strict=True):
        if navn in data:
            kolonner[navn] = Kolonne(tittel, kol.enhet, kol.desimaler)
    return kolonner


def _plasser(ax, data, kategori, gruppe, orden, grupper, felt, fremhev, stolpe) -> None:
    y = {k: i for i, k in enumerate(orden)}
    antall = max(len(grupper), 1)
    bredde = 0.72 / antall
    for g in range(antall):
        d = data[data[gruppe] == grupper[g]] if gruppe else data
        plass = d[kategori].map(y) + (g - (antall - 1) / 2) * bredde
        farger = [_farge(k, g, gruppe, fremhev) for k in d[kategori]]
        if stolpe:
            ax.barh(plass, d[felt[0]], height=bredde * 0.9, color=farger, edgecolor="white")
        if felt[1] in d:
            ax.hlines(plass, d[felt[1]], d[felt[2]], lw=2,
                      color=stil.SKRIFT if stolpe else farger)  # fmt: skip
        if not stolpe:
            ax.scatter(d[felt[0]], plass, c=farger, marker=stil.MERKER[g], s=46, zorder=4)
        _skjulte(ax, d, plass, felt[0])


def _farge(kategori, nr, gruppe, fremhev) -> str:
    if gruppe:
        return stil.FARGER[nr]
    return stil.FARGER[0] if not fremhev or kategori in fremhev else stil.DEMPET


def _skjulte(ax, d, plass, verdi) -> None:
    for y in plass[d[verdi].isna()]:
        ax.annotate("vises ikke", (0, y), (5, 0), xycoords=("axes fraction", "data"), va="center",
                    textcoords="offset points", fontsize=9, style="italic", color=stil.GRAA)  # fmt: skip


def _akser(ax, orden, fremhev, data, felt, fra_null, kol) -> None:
    ax.set_ylim(len(orden) - 0.4, -0.6)
    ax.set_yticks(range(len(orden)), [stil.brekk(k, stil.etikettbredde(orden)) for k in orden])
    for etikett, k in zip(ax.get_yticklabels(), orden, strict=True):
        etikett.set_fontweight("bold" if k in fremhev else "normal")
    tall = data[[f for f in felt if f in data]].to_numpy(float)
    lo, hi = np.nanmin(tall), np.nanmax(tall)
    luft = (hi - lo) * 0.05 or abs(hi) * 0.1 or 1
    ax.set_xlim(min(0, lo - luft if lo < 0 else 0) if fra_null else lo - luft, hi + luft)
    ax.grid(False, axis="y")
    if lo < 0 < hi or lo < 0:
        ax.axvline(0, color=stil.SKRIFT, lw=1.1, zorder=1)
    aksetall(ax, "x", kol)
    ax.set_xlabel(kol.tittel if kol.enhet == "antall" else aksenavn(kol))


def _referanse(ax, referanse, tekst) -> None:
    if referanse is None or not np.isfinite(referanse):
        return
    ax.axvline(referanse, color=stil.FARGER[2], ls="--", lw=1.6, zorder=2)
    hoy = referanse > sum(ax.get_xlim()) / 2
    ax.annotate(tekst, (referanse, 1), (3 if not hoy else -3, 4), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="right" if hoy else "left", color=stil.FARGER[2],
                fontweight="bold")  # fmt: skip


def _tegnforklaring(fig, ax, grupper, stolpe) -> None:
    if not grupper:
        return
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    tegn = [Patch(color=stil.FARGER[i], label=g) if stolpe else
            Line2D([], [], ls="", marker=stil.MERKER[i], ms=7, color=stil.FARGER[i], label=g)
            for i, g in enumerate(grupper)]  # fmt: skip
    fig.legend(handles=tegn, loc="upper left", bbox_to_anchor=(0.005, 0.995), ncols=len(grupper),
               frameon=False, handletextpad=0.4, columnspacing=1.4, borderaxespad=0)  # fmt: skip


def _funn(data, kategori, gruppe, felt, kol, fremhev, referanse, referansetekst) -> str:
    d = data[data[gruppe] == data[gruppe].iloc[0]] if gruppe else data
    d = d.dropna(subset=[felt[0]])
    valgt = d[d[kategori].isin(fremhev)] if fremhev else d
    d = valgt if len(valgt) else d
    hoy, lav = d.loc[d[felt[0]].idxmax()], d.loc[d[felt[0]].idxmin()]
    hvem = f" for {d[gruppe].iloc[0]}" if gruppe else ""
    if len(d) <= 2:
        deler = [f"{r[kategori]}: {med_enhet(r[felt[0]], kol)}" for _, r in d.iterrows()]
        setning = f"{liste(deler)}{hvem}."
    else:
        setning = (f"Høyest{hvem} er {hoy[kategori]} med {med_enhet(hoy[felt[0]], kol)}, lavest "
                   f"{lav[kategori]} med {med_enhet(lav[felt[0]], kol)}.")  # fmt: skip
    if referanse is not None and np.isfinite(referanse):
        navn = referansetekst or "referansen"
        setning += f" {navn[:1].upper()}{navn[1:]}: {med_enhet(referanse, kol)}."
    return setning
