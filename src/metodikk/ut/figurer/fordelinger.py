"""Fordelinger: svar på en skala, alder og kjønn, trakt og permutasjoner."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosent
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.etiketter import etiketter
from metodikk.ut.figurer.intervaller import _som_vist
from metodikk.ut.figurer.ramme import Ramme, Tegning, aksenavn, aksetall, med_enhet
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
    """
    r = Ramme("svarfordeling", "Stolpediagram over svar", tittel, per, navn, kilde, funn, tekst)
    midt = noytral or (rekkefolge[len(rekkefolge) // 2] if len(rekkefolge) % 2 else "")
    tegn = partial(_tegn_svar, kategori=kategori, svar=svar, orden=list(rekkefolge), midt=midt,
                   verdi=verdi, kol=Kolonne("Andel", "prosent", desimaler))  # fmt: skip
    return r.lag(klarert, tegn)


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
    """
    r = Ramme("befolkning", "Befolkningspyramide", tittel, per, navn, kilde, funn, tekst, 2)
    tegn = partial(_tegn_befolkning, alder=alder, kjonn=kjonn, verdi=verdi, mot=mot,
                   mottekst=mottekst, kol=Kolonne("Andel" if enhet == "prosent" else "Antall", enhet, desimaler))  # fmt: skip
    return r.lag(klarert, tegn)


def trakt(
    klarert: Klarert, grenser: pd.DataFrame, *, tittel: str, snitt: float, kategori: str = "sone",
    verdi: str = "verdi", nevner: str = "nevner", nevnernavn: str = "Antall i gruppen",
    fremhev: Collection[str] = (), enhet: str = "prosent", desimaler: int | None = None,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn sonene i en trakt: hvor langt fra snittet tilfeldigheter alene kan ta dem.

    Bruk denne i stedet for en rangering. Soner innenfor trakten skiller seg ikke sikkert fra
    snittet, uansett hvilken plass de ville ha fått på en liste.

    Parametere
    ----------
    klarert : Klarert
        Én rad per sone.
    grenser : DataFrame
        `nevner`, `nedre`, `ovre` (99,8 prosent) og eventuelt `nedre95`, `ovre95`. Fra
        :func:`metodikk.metoder.usikkerhet.trakt_andel`.
    snitt : float
        Snittet trakten er lagt rundt.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt
    """
    r = Ramme("trakt", "Traktdiagram", tittel, per, navn, kilde, funn, tekst)
    tegn = partial(
        _tegn_trakt, grenser=grenser, snitt=snitt, kategori=kategori, verdi=verdi, nevner=nevner,
        nevnernavn=nevnernavn, fremhev=_som_vist(fremhev, navn),
        kol=Kolonne("Verdi", enhet, desimaler),
    )  # fmt: skip
    return r.lag(klarert, tegn)


def permutasjon(
    klarert: Klarert, *, tittel: str, observert: float, p: float | None = None,
    verdi: str = "verdi", enhet: str = "prosentpoeng", desimaler: int | None = None,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn hvor ofte andre områder får like stor «effekt» uten noe program.

    Bruk denne for å vise permutasjonstesten: stolpene er områder som ikke var med, streken er
    området som var med. Ligger streken midt i haugen, er resultatet ikke uvanlig.

    Parametere
    ----------
    klarert : Klarert
        Én rad per permutasjon, med «effekten» i `verdi`.
    observert : float
        Forskjellen i området.
    p : float
        Andelen som er minst like langt fra null. Oppgis av metoden.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt
    """
    r = Ramme("permutasjon", "Histogram over permutasjoner", tittel, per, navn, kilde, funn, tekst)
    tegn = partial(_tegn_permutasjon, observert=observert, p=p, verdi=verdi,
                   kol=Kolonne("Forskjell", enhet, desimaler))  # fmt: skip
    return r.lag(klarert, tegn)


def _tegn_svar(data, *, kategori, svar, orden, midt, verdi, kol):
    if len(orden) > len(stil.LIKERT):
        raise ValueError(f"svarfordeling() viser høyst {len(stil.LIKERT)} svar. Slå sammen noen.")
    bred = data.pivot_table(
        index=kategori, columns=svar, values=verdi, aggfunc="first", sort=False, dropna=False
    )
    bred = bred.reindex(columns=orden).astype(float)
    kolonner = {kategori: Kolonne(kategori.capitalize().replace("Sporsmal", "Spørsmål"))} | {
        s: Kolonne(s, kol.enhet, kol.desimaler) for s in orden
    }
    merknad = data.groupby(kategori, sort=False)["merknad"].max() if "merknad" in data else ""
    tabell = bred.assign(merknad=merknad).reset_index()
    if not bred.notna().any(axis=None):
        return Tegning(b"", 0, "", kolonner, tabell)
    navn = [str(k) for k in bred.index]
    hoyde = 0.46 * len(navn) + 1.1
    with stil.lerret(hoyde, venstre=stil.tekstbredde(navn, 26), topp=0.55, bunn=0.5) as (fig, ax):
        _stable(ax, bred, orden, midt)
        ax.set_ylim(len(navn) - 0.4, -0.6)
        ax.set_yticks(range(len(navn)), [stil.brekk(n, 26) for n in navn])
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
    tall = bred.fillna(0).to_numpy()
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
    for y in np.flatnonzero(bred.isna().all(axis=1)):
        ax.text(0.01, y, "vises ikke", va="center", style="italic", color=stil.GRAA, fontsize=9)


def _likertforklaring(fig, orden, midt) -> None:
    from matplotlib.patches import Patch

    tegn = [Patch(facecolor=f, label=s) for f, s in zip(_farger(orden, midt), orden, strict=True)]
    fig.legend(handles=tegn, loc="upper left", bbox_to_anchor=(0.005, 0.99), ncols=len(orden),
               frameon=False, handlelength=1, handletextpad=0.4, columnspacing=1.0, borderaxespad=0)  # fmt: skip


def _funn_svar(bred, orden, midt) -> str:
    grense = orden.index(midt) + 1 if midt else len(orden) // 2
    positive = bred[orden[grense:]].sum(axis=1, min_count=1).dropna()
    topp, bunn = positive.idxmax(), positive.idxmin()
    ord_ = liste([s.lower() for s in orden[grense:]], "eller")
    if topp == bunn:
        return f"{topp}: {prosent(positive[topp], 0)} svarer {ord_}."
    return (f"Flest svarer {ord_} om {topp} ({prosent(positive[topp], 0)}), færrest om {bunn} "
            f"({prosent(positive[bunn], 0)}).")  # fmt: skip


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


def _tegn_trakt(data, *, grenser, snitt, kategori, verdi, nevner, nevnernavn, fremhev, kol):
    kolonner = {kategori: Kolonne("Sone"), nevner: Kolonne(nevnernavn, "antall"), verdi: kol}
    if not data[verdi].notna().any():
        return Tegning(b"", 0, "", kolonner, data)
    g = grenser.sort_values("nevner")
    n = g["nevner"].to_numpy(float)
    d = data.dropna(subset=[verdi])
    nedre, ovre = (np.interp(d[nevner], n, g[k]) for k in ("nedre", "ovre"))
    utenfor = (d[verdi].to_numpy() < nedre) | (d[verdi].to_numpy() > ovre)
    with stil.lerret(4.3, topp=0.4, bunn=0.6, hoyre=0.25) as (fig, ax):
        ax.fill_between(n, g["nedre"], g["ovre"], color="#EEF2F5", lw=0)
        ax.plot(n, g["nedre"], n, g["ovre"], color=stil.GRAA, lw=1.4)
        if "nedre95" in g:
            ax.plot(n, g["nedre95"], n, g["ovre95"], color=stil.GRAA, lw=1.2, ls=(0, (4, 2)))
        ax.axhline(snitt, color=stil.SKRIFT, lw=1.2)
        ax.plot(d[nevner], d[verdi], ls="")
        ax.autoscale_view()
        ax.set_xlim(n.min(), n.max())
        _traktpunkter(ax, d, kategori, nevner, verdi, fremhev, utenfor)
        ax.grid(False, axis="x")
        aksetall(ax, "y", kol)
        aksetall(ax, "x", kolonner[nevner])
        ax.set_xlabel(nevnernavn)
        ax.set_title(aksenavn(kol), loc="left", fontsize=9.5)
        png = stil.som_png(fig)
    navn = liste([str(s) for s in d.loc[utenfor, kategori]][:4])
    funn = (f"{int(utenfor.sum())} av {len(d)} soner ligger utenfor trakten rundt snittet på "
            f"{med_enhet(snitt, kol)}{': ' + navn if navn else ''}.")  # fmt: skip
    return Tegning(png, 4.3, funn, kolonner, data)


def _traktpunkter(ax, d, kategori, nevner, verdi, fremhev, utenfor) -> None:
    punkter = []
    for (_, r), ute in zip(d.iterrows(), utenfor, strict=True):
        navn, x, y = str(r[kategori]), r[nevner], r[verdi]
        valgt = navn in fremhev
        farge = stil.FARGER[0] if valgt else stil.FARGER[2] if ute else stil.DEMPET
        ax.plot(
            x, y, ls="", marker="D" if ute else "o", ms=9 if valgt else 6, color=farge, zorder=4
        )
        if valgt or ute:
            punkter.append((x, y, navn, valgt))
    etiketter(
        ax, sorted(punkter, key=lambda p: not p[3]), list(zip(d[nevner], d[verdi], strict=True))
    )


def _tegn_permutasjon(data, *, observert, p, verdi, kol):
    v = data[verdi].dropna().to_numpy(float)
    antall, kanter = np.histogram(v, bins=min(25, max(6, round(np.sqrt(max(v.size, 1))))))
    tabell = pd.DataFrame({"fra": kanter[:-1], "til": kanter[1:], "antall": antall})
    kolonner = {"fra": Kolonne("Forskjell fra", kol.enhet, kol.desimaler),
                "til": Kolonne("til", kol.enhet, kol.desimaler), "antall": Kolonne("Antall", "antall")}  # fmt: skip
    with stil.lerret(3.5, topp=0.5, bunn=0.6) as (fig, ax):
        ax.bar(
            kanter[:-1], antall, np.diff(kanter), align="edge", color=stil.DEMPET, edgecolor="white"
        )
        ax.axvline(0, color=stil.SKRIFT, lw=1)
        ax.axvline(observert, color=stil.FARGER[0], lw=3)
        lo, hi = min(v.min(), observert), max(v.max(), observert)
        ax.set_xlim(lo - (hi - lo) * 0.06, hi + (hi - lo) * 0.06)
        hoy = observert > (lo + hi) / 2
        ax.annotate(f"Området: {med_enhet(observert, kol)}", (observert, 1), (-5 if hoy else 5, 5),
                    xycoords=("data", "axes fraction"), textcoords="offset points", fontweight="bold",
                    ha="right" if hoy else "left", color=stil.FARGER[0])  # fmt: skip
        ax.grid(False, axis="x")
        aksetall(ax, "x", kol)
        aksetall(ax, "y", kolonner["antall"])
        ax.set_xlabel(f"Forskjell ({kol.enhet})")
        ax.set_title("Antall permutasjoner", loc="left", fontsize=9.5, pad=18)
        png = stil.som_png(fig)
    like = np.mean(np.abs(v) >= abs(observert) - 1e-12) if p is None else p
    funn = (f"Området har {med_enhet(observert, kol)}. {prosent(float(like), 1)} av {v.size} permutasjoner er "
            "minst like langt fra null.")  # fmt: skip
    return Tegning(png, 3.5, funn, kolonner, tabell)
