"""Noder og piler: nettverk av koblinger, og kjeden i en programteori."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.etiketter import etiketter
from metodikk.ut.figurer.intervaller import _som_vist
from metodikk.ut.figurer.ramme import Ramme, Tegning
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import krev_klarert

ROLLER = ("innsats", "aktivitet", "produkt", "brukereffekt", "samfunnseffekt")
NODEMERKER = ("o", "s", "^", "D", "v", "P", "h", "X")
NODEFARGER = (*stil.FARGER, "#3D3D3D", "#7A5AA6", "#5B7F1E", "#8C5A2B")


def nettverk(
    noder: Klarert, koblinger: Klarert, *, tittel: str, node: str = "ressurs",
    etikett: str = "navn", type: str = "type", fra: str = "fra", til: str = "til",
    slag: str = "", fremhev: Collection[str] = (), navn: Mapping[str, str] | None = None,
    kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn et nettverk av ressurser eller aktører og koblingene mellom dem.

    Bruk denne for å vise hvem som binder grupper sammen, og hvem som står alene. Plasseringen på
    siden betyr ingenting i seg selv; tabellen under sier det samme.

    Parametere
    ----------
    noder : Klarert
        Én rad per node.
    koblinger : Klarert
        Én rad per kobling, med nodene i `fra` og `til` (og eventuelt slaget i `slag`).
    fremhev : liste av str
        Nodene figuren handler om, for eksempel brobyggerne. De får navn og fet ring.

    Returnerer
    ----------
    Figur
    """
    r = Ramme("nettverk", "Nettverksdiagram", tittel, "", navn, kilde, funn, tekst, 2)
    n = krev_klarert(noder, "nettverk")
    tegn = partial(_tegn_nettverk, noder=n, node=node, etikett=etikett, type_=type, fra=fra,
                   til=til, slag=slag, fremhev=_som_vist(fremhev, navn))  # fmt: skip
    if not len(n):
        koblinger = replace(koblinger, tabell=koblinger.tabell.iloc[:0])
    return r.lag(koblinger, tegn)


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
    """
    r = Ramme("kjede", "Flytdiagram", tittel, "", navn, kilde, funn, tekst, 2)
    tegn = partial(_tegn_kjede, ledd=ledd, type_=type, innhold=innhold, til=leder_til, maalt=maalt)
    return r.lag(klarert, tegn)


def _tegn_nettverk(data, *, noder, node, etikett, type_, fra, til, slag, fremhev):
    import networkx as nx

    navn = dict(zip(noder[node].astype(str), noder[etikett].astype(str), strict=True))
    typer = dict(zip(noder[node].astype(str), noder[type_].astype(str), strict=True))
    graf = nx.Graph()
    graf.add_nodes_from(navn)
    kanter = [(str(a), str(b)) for a, b in zip(data[fra], data[til], strict=True)]
    graf.add_edges_from(k for k in kanter if k[0] in navn and k[1] in navn)
    plass = _plasser(graf)
    slags = list(dict.fromkeys(typer.values()))
    with stil.lerret(5.4, venstre=0.1, hoyre=0.1, topp=0.62, bunn=0.1) as (fig, ax):
        for a, b in graf.edges:
            ax.plot(*zip(plass[a], plass[b], strict=True), color="#9AA0A6", lw=1.2, zorder=1)
        for i, s in enumerate(slags):
            med = [n for n in graf if typer[n] == s]
            ax.scatter(*zip(*(plass[n] for n in med), strict=True), s=64, zorder=3, label=s.capitalize(),
                       marker=NODEMERKER[i % 8], color=NODEFARGER[i % 8], edgecolor="white")  # fmt: skip
        ax.axis("off")
        ax.margins(0.12, 0.08)
        _nodenavn(ax, graf, plass, navn, fremhev)
        fig.legend(*ax.get_legend_handles_labels(), loc="upper left", ncols=3, frameon=False,
                   bbox_to_anchor=(0.005, 0.995), borderaxespad=0, handletextpad=0.3)  # fmt: skip
        png = stil.som_png(fig)
    tabell = data.assign(
        **{k: data[k].astype(str).map(lambda v: navn.get(v, v)) for k in (fra, til)}
    )
    kolonner = {fra: Kolonne("Fra"), til: Kolonne("Til")} | (
        {slag: Kolonne("Slag")} if slag else {}
    )
    return Tegning(png, 5.4, _funn_nettverk(graf, navn), kolonner, tabell)


def _plasser(graf) -> dict:
    """Legg sammenhengende deler ved siden av hverandre og de enslige på rad nederst."""
    import networkx as nx

    deler = sorted(map(sorted, nx.connected_components(graf)), key=lambda d: (-len(d), d))
    plass, x = {}, 0.0
    for d in (d for d in deler if len(d) > 1):
        bredde = len(d) ** 0.5
        for n, (px, py) in _fordel(d, graf).items():
            plass[n] = (x + bredde * (1 + float(px)), bredde * float(py))
        x += 2 * bredde + 1.2
    alene = [d[0] for d in deler if len(d) == 1]
    bunn = min((p[1] for p in plass.values()), default=0) - 0.9
    for i, n in enumerate(alene):
        plass[n] = ((i + 0.5) * max(x, 4) / len(alene), bunn)
    return plass


def _fordel(noder: list, graf) -> dict:
    """Plasser én sammenhengende del. Noder og kanter i fast rekkefølge gir samme bilde hver gang."""
    import networkx as nx

    if len(noder) == 2:
        return {noder[0]: (-1, 0.3), noder[1]: (1, -0.3)}
    del_ = nx.Graph()
    del_.add_nodes_from(noder)
    del_.add_edges_from(sorted(sorted(k) for k in graf.subgraph(noder).edges))
    return nx.kamada_kawai_layout(del_)


def _nodenavn(ax, graf, plass, navn, fremhev) -> None:
    ax.autoscale_view()
    grad = dict(graf.degree)
    orden = sorted(navn, key=lambda n: (not _valgt(n, navn, fremhev), -grad[n], n))
    for n in orden:
        if _valgt(n, navn, fremhev):
            ax.scatter(*plass[n], s=190, facecolor="none", edgecolor=stil.SKRIFT, lw=2, zorder=4)
    punkter = [(*plass[n], navn[n], _valgt(n, navn, fremhev)) for n in orden]
    etiketter(ax, punkter, list(plass.values()))


def _valgt(n, navn, fremhev) -> bool:
    return n in fremhev or navn[n] in fremhev


def _funn_nettverk(graf, navn) -> str:
    grad = dict(graf.degree)
    if not graf.number_of_edges():
        return f"{len(grad)} ressurser og ingen koblinger mellom dem."
    mest = max(sorted(grad), key=grad.get)
    alene = sum(g == 0 for g in grad.values())
    return (f"{len(grad)} ressurser med {graf.number_of_edges()} koblinger. Flest har {navn[mest]} "
            f"({grad[mest]}). {alene} har ingen kobling.")  # fmt: skip


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
            f"{sum(map(len, mot.values()))} piler. {ledd_uten} ledd fører ikke videre.")  # fmt: skip
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
            ax.text(
                i + 0.5,
                y,
                stil.brekk(r[innhold], bredde),
                ha="center",
                va="center",
                fontsize=8.7,
            )
            plass[str(r[ledd])] = (i, y)
    return plass


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
