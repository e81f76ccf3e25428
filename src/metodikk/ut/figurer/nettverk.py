"""Nettverket av koblinger mellom ressurser eller aktører."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from metodikk.grunn.typer import Klarert
from metodikk.ut import stil
from metodikk.ut.figurer.etiketter import etiketter
from metodikk.ut.figurer.ramme import Ramme, Tegning, antall, som_vist
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import krev_klarert

INGEN = "ingen registrert kobling"
FLEST_ALENE = 8
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

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"ressurs": ["R1", "R2", "R3"], "navn": ["Korpset", "Skolen", "Parken"], "type": "lag"})
    >>> noder = mk.prikking.klarer_uten_personer(d, "lag og steder")
    >>> k = pd.DataFrame({"fra": ["R1"], "til": ["R2"]})
    >>> koblinger = mk.prikking.klarer_uten_personer(k, "samarbeid mellom lag")
    >>> mk.figurer.nettverk(noder, koblinger, tittel="Samarbeid").alt
    'Nettverksdiagram. 3 ressurser med 1 kobling. Flest har Korpset (1). 1 har ingen kobling.'
    """
    r = Ramme("nettverk", "Nettverksdiagram", tittel, "", navn, kilde, funn, tekst, 2)
    n = krev_klarert(noder, "nettverk")
    tegn = partial(_tegn_nettverk, noder=n, node=node, etikett=etikett, type_=type, fra=fra,
                   til=til, slag=slag, fremhev=som_vist(fremhev, navn))  # fmt: skip
    if not len(n):
        koblinger = replace(koblinger, tabell=koblinger.tabell.iloc[:0])
    return r.lag(koblinger, tegn)


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
        streker = [p for a, b in graf.edges for p in (plass[a], plass[b], (None, None))]
        ax.plot(*np.array(streker, dtype=float).reshape(-1, 2).T, color="#9AA0A6", lw=1.2, zorder=1)
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
    tabell = _koblingstabell(data, graf, navn, fra, til)
    kolonner = {fra: Kolonne("Fra"), til: Kolonne("Til")} | (
        {slag: Kolonne("Slag")} if slag else {}
    )
    return Tegning(png, 5.4, _funn_nettverk(graf, navn), kolonner, tabell)


def _koblingstabell(data, graf, navn, fra, til):
    """Koblingene med navn, og til slutt dem som ikke har noen. Alle i figuren står i tabellen."""
    med_navn = {k: data[k].astype(str).map(lambda v: navn.get(v, v)) for k in (fra, til)}
    alene = sorted(navn[n] for n, grad in graf.degree if grad == 0)
    return pd.concat(
        [data.assign(**med_navn), pd.DataFrame({fra: alene, til: INGEN})], ignore_index=True
    )


def _plasser(graf) -> dict:
    """Legg sammenhengende deler ved siden av hverandre og de enslige på rad nederst."""
    import networkx as nx

    deler = sorted(map(sorted, nx.connected_components(graf)), key=lambda d: (-len(d), d))
    plass, x = {}, 0.0
    for d in (d for d in deler if len(d) > 1):
        bredde = len(d) ** 0.5
        kanter = tuple(sorted(tuple(sorted(k)) for k in graf.subgraph(d).edges))
        for n, (px, py) in _fordel(tuple(d), kanter).items():
            plass[n] = (x + bredde * (1 + float(px)), bredde * float(py))
        x += 2 * bredde + 1.2
    alene = [d[0] for d in deler if len(d) == 1]
    bunn = min((p[1] for p in plass.values()), default=0) - 0.9
    for i, n in enumerate(alene):
        plass[n] = ((i + 0.5) * max(x, 4) / len(alene), bunn)
    return plass


@lru_cache(maxsize=64)
def _fordel(noder: tuple[str, ...], kanter: tuple[tuple[str, str], ...]) -> dict:
    """Plasser én sammenhengende del. Noder og kanter i fast rekkefølge gir samme bilde hver gang."""
    import networkx as nx

    if len(noder) == 2:
        return {noder[0]: (-1, 0.3), noder[1]: (1, -0.3)}
    del_ = nx.Graph()
    del_.add_nodes_from(noder)
    del_.add_edges_from(kanter)
    return nx.kamada_kawai_layout(del_)


def _nodenavn(ax, graf, plass, navn, fremhev) -> None:
    ax.autoscale_view()
    grad = dict(graf.degree)
    orden = sorted(navn, key=lambda n: (not _valgt(n, navn, fremhev), -grad[n], n))
    for n in orden:
        if _valgt(n, navn, fremhev):
            ax.scatter(*plass[n], s=190, facecolor="none", edgecolor=stil.SKRIFT, lw=2, zorder=4)
    alene = [n for n in orden if grad[n] == 0]
    if len(alene) > FLEST_ALENE:
        orden = [n for n in orden if n not in alene]
        ax.annotate(
            f"Uten kobling ({len(alene)}):", plass[min(alene)], (-4, 9), textcoords="offset points"
        )
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
    koblinger = antall(graf.number_of_edges(), "kobling", "koblinger")
    return (f"{len(grad)} ressurser med {koblinger}. Flest har {navn[mest]} "
            f"({grad[mest]}). {alene} har ingen kobling.")  # fmt: skip
