"""Linjer over tid: utvikling med intervall og brudd, og hendelsestid rundt en programstart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksenavn, aksetall, med_enhet
from metodikk.ut.side import Kolonne

FLEST_SERIER = 4
LINJE = 14.4


def utvikling(
    klarert: Klarert, *, tittel: str, serie: str = "gruppe", tid: str = "aar",
    brudd: Mapping[int, str] | pd.DataFrame | None = None, merker: Mapping[int, str] | None = None,
    periode: tuple[int, int] | None = None, fremhev: str = "", verdi: str = "verdi",
    nedre: str = "nedre", ovre: str = "ovre", enhet: str = "prosent", desimaler: int | None = None,
    fra_null: bool = True, per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "",
    funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn utviklingen over tid, med usikkerhet og brudd.

    Bruk denne når samme tall er målt flere ganger for høyst fire grupper. Linjen stopper ved et
    brudd og begynner på nytt etterpå, for tallene før og etter kan ikke sammenliknes.

    Parametere
    ----------
    klarert : Klarert
        Én rad per gruppe og år.
    tittel : str
        Hva figuren viser. Kan inneholde {kolonnen i `per`}.
    serie, tid : str
        Kolonnen med gruppen, og kolonnen med året (eller perioden, «2021–2023»).
    brudd : dict eller tabellen `brudd`
        Første år etter endringen → hva som ble endret.
    merker, periode : dict, (fra, til)
        Hendelser med tekst, og perioden som skal skyggelegges (programmet).
    fremhev : str
        Gruppen figuren handler om. Ellers den første.
    fra_null : bool
        Om aksen skal begynne på null.
    per : str
        Kolonne som gir én figur per verdi.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt
    """
    r = Ramme("utvikling", "Linjediagram", tittel, per, navn, kilde, funn, tekst, 2)
    kol = Kolonne("Verdi" if enhet == "tall" else enhet.capitalize(), enhet, desimaler)
    tegn = partial(
        _tegn, serie=serie, tid=tid, brudd=brudd, merker=merker or {}, periode=periode, per=per,
        fremhev=fremhev, felt=(verdi, nedre, ovre), kol=kol, fra_null=fra_null,
    )  # fmt: skip
    return r.lag(klarert, tegn)


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
    """
    r = Ramme("hendelsestid", "Hendelsesdiagram", tittel, per, navn, kilde, funn, tekst)
    kol = Kolonne("Forskjell", enhet, desimaler)
    tegn = partial(_tegn_hendelse, tid=tid, start=start, felt=(verdi, nedre, ovre), kol=kol)
    return r.lag(klarert, tegn)


def _tegn(data, *, serie, tid, brudd, merker, periode, per, fremhev, felt, kol, fra_null):
    data = data.assign(_x=[aar_plass(t) for t in data[tid]]).sort_values("_x", kind="stable")
    serier = _serier(data, serie, fremhev)
    brudd = _bruddene(brudd, data, per)
    kolonner = _kolonner(data, serie, tid, felt, kol)
    vist = pd.concat([d for _, d in serier]).drop(columns="_x")
    if not data[felt[0]].notna().any():
        return Tegning(b"", 0, "", kolonner, vist)
    topp = 0.38 + 0.2 * (len(brudd) + len(merker))
    hoyre = stil.tekstbredde([s for s, _ in serier], 18) if len(serier) > 1 else 0.35
    bunn = 0.6 if data[felt[0]].isna().any() else 0.4
    hoyde = 2.9 + topp + bunn
    with stil.lerret(hoyde, hoyre=max(hoyre, 0.35) + 0.1, topp=topp, bunn=bunn) as (fig, ax):
        _skygge(ax, periode)
        for i, (_, d) in enumerate(serier):
            _linje(ax, d, felt, i, sorted(brudd))
        _grenser(ax, data, felt, fra_null)
        _etiketter(ax, serier, felt[0])
        _streker(ax, brudd, merker)
        _aarsakse(ax, data, tid)
        aksetall(ax, "y", kol)
        ax.set_title(
            aksenavn(kol), loc="left", fontsize=9.5, x=0, pad=6 + LINJE * (topp - 0.38) / 0.2
        )
        for i, (_, d) in enumerate(serier):
            _skjulte(ax, d, felt[0], i)
        if data[felt[0]].isna().any():
            ax.set_xlabel(": betyr at tallet ikke vises", fontsize=9, loc="right")
        png = stil.som_png(fig)
    return Tegning(png, hoyde, _funn(serier, felt, kol, tid, brudd), kolonner, vist)


def aar_plass(t) -> float:
    """Hvor på tidsaksen et år eller en periode står.

    >>> aar_plass(2024), aar_plass("2021–2023")
    (2024.0, 2022.0)
    """
    deler = str(t).replace("-", "–").split("–") if isinstance(t, str) else [t]
    tall = [float(d) for d in deler if str(d).strip()]
    return sum(tall) / len(tall)


def _serier(data, serie, fremhev) -> list[tuple[str, pd.DataFrame]]:
    if serie not in data:
        return [("", data)]
    navn = sorted(data[serie].unique(), key=lambda s: (s != fremhev) if fremhev else 0)
    if len(navn) > FLEST_SERIER:
        raise ValueError(
            f"utvikling() viser høyst {FLEST_SERIER} linjer, men «{serie}» har {len(navn)} verdier. "
            "Velg ut de viktigste, eller lag én figur for hver med per=."
        )
    return [(str(s), data[data[serie] == s]) for s in navn]


def _bruddene(brudd, data, per) -> dict[int, str]:
    if brudd is None:
        return {}
    if isinstance(brudd, pd.DataFrame):
        if per and "gjelder" in brudd and per in data:
            brudd = brudd[brudd["gjelder"].isin(set(data[per]))]
        brudd = dict(zip(brudd["aar"].astype(int), brudd["beskrivelse"], strict=True))
    lo, hi = data["_x"].min(), data["_x"].max()
    return {aar: str(t) for aar, t in sorted(brudd.items()) if lo < aar <= hi}


def _kolonner(data, serie, tid, felt, kol) -> dict[str, Kolonne]:
    verdi, nedre, ovre = felt
    kolonner = {serie: Kolonne("Gruppe")} if serie in data else {}
    kolonner[tid] = Kolonne("År", "tekst" if data[tid].dtype.kind not in "iuf" else "aar")
    kolonner[verdi] = kol
    for navn, tittel in ((nedre, "Nedre grense"), (ovre, "Øvre grense")):
        if navn in data:
            kolonner[navn] = Kolonne(tittel, kol.enhet, kol.desimaler)
    return kolonner


def _skygge(ax, periode) -> None:
    if periode:
        ax.axvspan(periode[0] - 0.5, periode[1] + 0.5, color="#F0F0F0", zorder=0, lw=0)


def _linje(ax, d, felt, i, bruddaar) -> None:
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


def _grenser(ax, data, felt, fra_null) -> None:
    kolonner = [f for f in felt if f in data]
    lo, hi = np.nanmin(data[kolonner]), np.nanmax(data[kolonner])
    luft = (hi - lo) * 0.08 or abs(hi) * 0.1 or 1
    bunn = min(0, lo - luft if lo < 0 else 0) if fra_null else lo - luft
    ax.set_ylim(bunn, hi + luft)
    ax.set_xlim(data["_x"].min() - 0.4, data["_x"].max() + 0.4)


def _etiketter(ax, serier, verdi) -> None:
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


def _streker(ax, brudd, merker) -> None:
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


def _aarsakse(ax, data, tid) -> None:
    x = data.drop_duplicates("_x")[["_x", tid]]
    hopp = 1 + (len(x) - 1) // (12 if data[tid].dtype.kind in "iuf" else 7)
    x = x[::-1][::hopp][::-1]
    ax.set_xticks(x["_x"], [str(t) if isinstance(t, str) else f"{t:.0f}" for t in x[tid]])
    ax.grid(False, axis="x")


def _skjulte(ax, d, verdi, i) -> None:
    for x in d.loc[d[verdi].isna(), "_x"]:
        ax.annotate(
            ":", (x, 0), (0, 5 + 10 * i), xycoords=("data", "axes fraction"), ha="center",
            textcoords="offset points", color=TEKSTFARGER[i], fontweight="bold", fontsize=11,
        )  # fmt: skip


TEKSTFARGER = (stil.FARGER[0], "#1B6F68", stil.FARGER[2], "#B0440F")


def _funn(serier, felt, kol, tid, brudd) -> str:
    navn, d = serier[0]
    d = d.dropna(subset=[felt[0]])
    if d.empty:
        return "Tallene kan ikke vises."
    etter = d[d["_x"] >= max(brudd)] if brudd and (d["_x"] >= max(brudd)).any() else d
    forste, siste = etter.iloc[0], etter.iloc[-1]
    hvem = f"{navn}: " if navn else ""
    setning = (
        f"{hvem}{med_enhet(forste[felt[0]], kol)} i {_tid(forste[tid])} og "
        f"{med_enhet(siste[felt[0]], kol)} i {_tid(siste[tid])}"
        if len(etter) > 1
        else f"{hvem}{med_enhet(siste[felt[0]], kol)} i {_tid(siste[tid])}"
    )
    andre = [
        f"{s} {med_enhet(o[felt[0]].dropna().iloc[-1], kol)}"
        for s, o in serier[1:]
        if o[felt[0]].notna().any()
    ]
    brutt = f" Brudd i {', '.join(map(str, brudd))}." if brudd else ""
    return f"{setning}{'. Sist: ' + ', '.join(andre) if andre else ''}.{brutt}"


def _tid(t) -> str:
    return str(t) if isinstance(t, str) else f"{t:.0f}"


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
