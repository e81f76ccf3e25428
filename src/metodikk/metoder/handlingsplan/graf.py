"""Planen som graf: mål → strategi → tiltak → leveranse → utfall → måling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx
import pandas as pd

from metodikk.grunn.kjede import FRAM, Kjede, Ledd, bygg_kjede

REKKE = {
    "maal": "mål", "strategi": "strategi", "tiltak": "tiltak", "leveranse": "leveranse",
    "utfall": "utfall", "maaling": "måles med",
}  # fmt: skip


def graf(tabeller: Mapping[str, pd.DataFrame]) -> nx.DiGraph:
    """Bygg planen som en rettet graf.

    Bruk denne for å følge et mål fram til det som måles, eller et tall tilbake til tiltakene.

    Parametere
    ----------
    tabeller : dict
        `maal`, `strategier`, `tiltak` og `utfall`, de som finnes. Endres ikke.

    Returnerer
    ----------
    networkx.DiGraph
        Hver node er (slag, kode). Leveransen har samme kode som tiltaket.

    Eksempel
    --------
    >>> t = {"strategier": pd.DataFrame({"strategi": ["S1"], "maal": [("M1",)]}),
    ...      "tiltak": pd.DataFrame({"tiltak": ["T1"], "strategi": [("S1",)], "utfall": [("U1",)]})}
    >>> nx.shortest_path(graf(t), ("maal", "M1"), ("utfall", "U1"))
    [('maal', 'M1'), ('strategi', 'S1'), ('tiltak', 'T1'), ('leveranse', 'T1'), ('utfall', 'U1')]
    """
    kjede = bygg_kjede(tabeller)
    g = nx.DiGraph()
    g.add_nodes_from(n for n in kjede.ledd if n[0] in REKKE)
    g.add_edges_from((t, ("leveranse", t[1])) for t in kjede.av_slag("tiltak"))
    for fra, til in kjede.koblinger:
        if fra[0] == "tiltak" and til[0] == "utfall":
            g.add_edge(("leveranse", fra[1]), til)
        elif (fra[0], til[0]) in NABOER:
            g.add_edge(fra, til)
    return g


NABOER = {("maal", "strategi"), ("strategi", "tiltak"), ("utfall", "maaling")}


def ringer(koblinger: Iterable[tuple]) -> list[list]:
    """Finn det som går i ring, så en virkning er sin egen årsak.

    Eksempel
    --------
    >>> ringer([("a", "b"), ("b", "c"), ("c", "b")])
    [['b', 'c']]
    """
    g = nx.DiGraph(list(koblinger))
    deler = nx.strongly_connected_components(g)
    return sorted(sorted(s) for s in deler if len(s) > 1 or any(g.has_edge(n, n) for n in s))


def kjeder(g: nx.DiGraph, navn: Mapping[Ledd, str]) -> pd.DataFrame:
    """Sett opp veien fra hvert mål, ett ledd per rad, slik `figurer.kjede` tegner den.

    Målet selv er ikke et ledd: det er overskriften. Mål uten en strategi er ikke med.

    Eksempel
    --------
    >>> g = nx.DiGraph([(("maal", "M1"), ("strategi", "S1")), (("strategi", "S1"), ("tiltak", "T1"))])
    >>> kjeder(g, {("strategi", "S1"): "Lys", ("tiltak", "T1"): "Lyktestolper"})["tekst"].tolist()
    ['Lys', 'Lyktestolper']
    """
    rader = []
    for m in sorted(n for n in g if n[0] == "maal"):
        med = sorted(nx.descendants(g, m), key=lambda n: ([*REKKE].index(n[0]), n[1]))
        for n in med:
            til = tuple("/".join(x) for x in sorted(g.successors(n)))
            rader.append((m[1], "/".join(n), REKKE[n[0]], navn.get(n) or n[1], til))
    return pd.DataFrame(rader, columns=["maal", "ledd", "type", "tekst", "leder_til"])


def antall_tiltak(kjede: Kjede, ledd: Ledd) -> set[str]:
    """Tiltakene sporet fra leddet når fram til."""
    return {n[1] for n in kjede.naas(ledd, FRAM) if n[0] == "tiltak"}
