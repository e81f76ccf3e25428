"""Matrise: to egenskaper mot hverandre, delt i fire ruter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.etiketter import etiketter
from metodikk.ut.figurer.ramme import Ramme, Tegning
from metodikk.ut.side import Kolonne

STORST = 10
LUFT, VED_KANTEN = 4, 14  # rundt skalaen, i prosent av den


def matrise(
    klarert: Klarert, *, tittel: str, hva: str = "navn", x: str = "x", y: str = "y",
    xtittel: str = "", ytittel: str = "", ruter: Sequence[str] = ("", "", "", ""),
    skala: tuple[float, float] = (0, STORST), deling: float | None = None, etikett: str = "",
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn hvor aktører eller tiltak står på to egenskaper, for eksempel interesse og innflytelse.

    Parametere
    ----------
    klarert : Klarert
        Én rad per aktør, med to tall fra 0 til 10.
    ruter : fire str
        Navnene på rutene: nede til venstre, nede til høyre, oppe til venstre, oppe til høyre.
    skala : to tall
        Laveste og høyeste tall. Forvalgt 0–10.
    deling : float, valgfri
        Tallet delelinjene går ved. Forvalgt er midt på skalaen.
    etikett : str
        Kolonnen med det som står ved punktet, når navnet i `hva` er for langt.

    Returnerer
    ----------
    Figur

    Reiser
    ------
    ValueError
        Når et tall er utenfor skalaen.

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"navn": ["Velet", "Skolen"], "interesse": [8, 9], "innflytelse": [2, 8]})
    >>> aktorer = mk.prikking.klarer_uten_personer(d, "organisasjoner")
    >>> mk.figurer.matrise(aktorer, tittel="Aktører", x="interesse", y="innflytelse").alt
    'Matrise. Høy på begge: 1 (Skolen); høy interesse og lav innflytelse: 1 (Velet); lav interesse og høy innflytelse: 0.'
    """
    r = Ramme("matrise", "Matrise", tittel, "", navn, kilde, funn, tekst)
    titler = [t or _tittel(k) for t, k in ((xtittel, x), (ytittel, y))]
    midt = sum(skala) / 2 if deling is None else deling
    return r.lag(klarert, partial(_tegn, hva=hva, x=x, y=y, titler=titler, ruter=tuple(ruter), skala=skala, midt=midt, etikett=etikett or hva))  # fmt: skip


def _tittel(kolonne: str) -> str:
    return kolonne.replace("_", " ").capitalize()


def _tegn(data, *, hva, x, y, titler, ruter, skala, midt, etikett) -> Tegning:
    tallene = data[[x, y]].astype(float)
    if not tallene.dropna().stack().between(*skala).all():
        raise ValueError(f"Tallene i «{x}» og «{y}» må være mellom {skala[0]} og {skala[1]}.")
    kolonner = {hva: Kolonne("Hvem"), x: Kolonne(titler[0], "tall", 0), y: Kolonne(titler[1], "tall", 0)}  # fmt: skip
    if tallene.dropna().empty:
        return Tegning(b"", 0, "", kolonner)
    hoyde = 5.0
    with stil.lerret(hoyde, venstre=0.55, hoyre=0.1, topp=0.15, bunn=0.55) as (fig, ax):
        ved_kanten = tallene.isin(skala).to_numpy().any()
        del_, side = (skala[1] - skala[0]) / 100, VED_KANTEN if ved_kanten else LUFT
        ax.set_xlim(skala[0] - side * del_, skala[1] + side * del_)
        ax.set_ylim(skala[0] - (side + 3) * del_, skala[1] + (side + 5) * del_)
        ax.grid(False)
        ax.axhline(midt, color=stil.GRAA, lw=1)
        ax.axvline(midt, color=stil.GRAA, lw=1)
        _ruter(ax, ruter)
        ax.scatter(tallene[x], tallene[y], s=46, color=stil.FARGER[0], zorder=4)
        punkter = [(a, b, str(n), False) for a, b, n in zip(tallene[x], tallene[y], data[etikett], strict=True)]  # fmt: skip
        etiketter(ax, punkter, [p[:2] for p in punkter])
        for akse, tittel in zip((ax.set_xlabel, ax.set_ylabel), titler, strict=True):
            akse(f"{tittel}: lav til høy")
        for a in (ax.xaxis, ax.yaxis):
            a.set_ticks([])
        png = stil.som_png(fig)
    return Tegning(png, hoyde, _funn(data, tallene, hva, x, y, titler, midt), kolonner)


def _ruter(ax, ruter) -> None:
    hjorner = (("left", "bottom"), ("right", "bottom"), ("left", "top"), ("right", "top"))
    for navn, (ha, va) in zip(ruter, hjorner, strict=True):
        ax.text(
            0.01 if ha == "left" else 0.99, 0.01 if va == "bottom" else 0.99, navn, ha=ha, va=va,
            transform=ax.transAxes, color=stil.GRAA, style="italic", fontsize=9,
        )  # fmt: skip


def _funn(data, tallene, hva, x, y, titler, midt) -> str:
    hoy_x, hoy_y = tallene[x] > midt, tallene[y] > midt
    a, b = (t.lower() for t in titler)
    ruter = (
        ("Høy på begge", hoy_x & hoy_y),
        (f"høy {a} og lav {b}", hoy_x & ~hoy_y),
        (f"lav {a} og høy {b}", ~hoy_x & hoy_y),
    )
    return "; ".join(f"{navn}: {_hvem(data[hva][valgt])}" for navn, valgt in ruter) + "."


def _hvem(navn) -> str:
    """Antallet, og navnene når de er få nok til å leses opp."""
    vist = f" ({liste([str(n) for n in navn])})" if 1 <= len(navn) <= 3 else ""
    return f"{len(navn)}{vist}"
