"""Nettverk av organisasjoner: hvem som samarbeider, hvem som bygger bro, og hvem som står alene.

Bare organisasjoner, virksomheter og steder skal inn her, aldri navngitte personer. En plass midt i
nettverket sier hvem mange går gjennom, ikke hvem som er viktigst.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from metodikk.grunn.tall import tall

if TYPE_CHECKING:
    import networkx as nx

MINST_SVARANDEL = 0.7
MINST_NODER = 10
ROLLER = ("koordinator", "konsulent", "portvokter", "representant", "forbindelse")


@dataclass(frozen=True, eq=False)
class Nettverk:
    """Målene for et nettverk.

    noder : én rad per node, med `grad`, `mellomledd`, `bindeledd`, `mister`, `alene`, `del` og `miljo`.
    helhet : tall for hele nettverket: `noder`, `koblinger`, `flest_mulige`, `tetthet`, `deler`,
        `alene`, `ei_indeks`.
    forutsetninger, kan_ikke_si : det leseren må vite.
    """

    noder: pd.DataFrame
    helhet: dict
    forutsetninger: tuple[str, ...]
    kan_ikke_si: tuple[str, ...]


def graf(
    noder: Iterable[str], koblinger: pd.DataFrame, *, fra: str = "fra", til: str = "til"
) -> nx.Graph:
    """Bygg en graf uten retning. Koblinger til noder som ikke er med, og til seg selv, hoppes over.

    Eksempel
    --------
    >>> g = graf(["a", "b", "c"], pd.DataFrame({"fra": ["a", "a"], "til": ["b", "x"]}))
    >>> list(g.edges), list(g.nodes)
    ([('a', 'b')], ['a', 'b', 'c'])
    """
    import networkx as nx

    g = nx.Graph()
    g.add_nodes_from(sorted(map(str, noder)))
    par = zip(koblinger[fra].astype(str), koblinger[til].astype(str), strict=True)
    g.add_edges_from(sorted((a, b) for a, b in par if a in g and b in g and a != b))
    return g


def beskriv(
    noder: pd.DataFrame, koblinger: pd.DataFrame, *, node: str = "ressurs", gruppe: str = "type",
    fra: str = "fra", til: str = "til", svarandel: float | None = None,
) -> Nettverk:  # fmt: skip
    """Regn ut målene for et nettverk av organisasjoner.

    Bruk denne på 10–80 aktører. Med under 70 prosent svar regnes ikke mellomledd og bindeledd ut,
    for da kan den som mangler, være den som binder.

    Parametere
    ----------
    noder : DataFrame
        Én rad per organisasjon. Endres ikke.
    koblinger : DataFrame
        Én rad per kobling, med `fra` og `til`.
    node, gruppe : str
        Kolonnene med koden og gruppen (slag eller sektor).
    svarandel : float, valgfri
        Hvor stor del av aktørene som har fortalt om koblingene sine.

    Returnerer
    ----------
    Nettverk

    Eksempel
    --------
    >>> n = beskriv(pd.DataFrame({"ressurs": ["a", "b", "c"], "type": ["lag", "lag", "skole"]}),
    ...             pd.DataFrame({"fra": ["a", "b"], "til": ["b", "c"]}))
    >>> n.noder.set_index("ressurs")["bindeledd"].to_dict()
    {'a': False, 'b': True, 'c': False}
    >>> n.helhet["tetthet"]
    0.6666666666666666

    Les mer
    -------
    Freeman (1979), «Centrality in social networks». Krackhardt og Stern (1988) om E–I-indeksen.
    """
    g = graf(noder[node], koblinger, fra=fra, til=til)
    grupper = dict(zip(noder[node].astype(str), noder[gruppe].astype(str), strict=True))
    nok = svarandel is None or svarandel >= MINST_SVARANDEL
    maal = _nodemaal(g, nok)
    ut = noder.assign(**{k: noder[node].astype(str).map(v) for k, v in maal.items()})
    helhet = {
        "noder": len(g), "koblinger": g.number_of_edges(), "flest_mulige": len(g) * (len(g) - 1) // 2,
        "tetthet": tetthet(g), "deler": len(set(maal["del"].values())) - sum(maal["alene"].values()),
        "alene": sum(maal["alene"].values()), "ei_indeks": ei_indeks(g, grupper), "svarandel": svarandel,
    }  # fmt: skip
    return Nettverk(ut, helhet, _forutsetninger(g), _kan_ikke_si(g, nok))


def _nodemaal(g: nx.Graph, nok: bool) -> dict[str, dict]:
    import networkx as nx

    deler = sorted(nx.connected_components(g), key=lambda d: (-len(d), min(d)))
    maal = {
        "grad": dict(g.degree),
        "alene": {n: d == 0 for n, d in g.degree},
        "del": {n: i + 1 for i, d in enumerate(deler) for n in d},
        "miljo": {n: i + 1 for i, m in enumerate(miljoer(g)) for n in m},
    }
    if not nok:
        return maal | {k: dict.fromkeys(g) for k in ("mellomledd", "bindeledd", "mister")}
    return maal | {
        "mellomledd": nx.betweenness_centrality(g),
        "bindeledd": {n: n in set(nx.articulation_points(g)) for n in g},
        "mister": uten(g),
    }


def tetthet(g: nx.Graph) -> float:
    """Hvor stor del av de mulige koblingene som finnes. Kan ikke sammenliknes mellom ulike størrelser."""
    import networkx as nx

    return float(nx.density(g))


def uten(g: nx.Graph) -> dict[str, int]:
    """Hvor mange par som mister forbindelsen når en node faller bort.

    Eksempel
    --------
    >>> import networkx as nx
    >>> uten(nx.path_graph(["a", "b", "c", "d"]))
    {'a': 0, 'b': 2, 'c': 2, 'd': 0}
    """
    import networkx as nx

    tap = dict.fromkeys(g, 0)
    for n in nx.articulation_points(g):
        stor = [len(b) for b in biter(g, n)]
        tap[n] = (sum(stor) ** 2 - sum(b * b for b in stor)) // 2
    return tap


def biter(g: nx.Graph, node: str) -> list[set[str]]:
    """Delene nettverket rundt en node faller i når noden er borte, de største først.

    Eksempel
    --------
    >>> import networkx as nx
    >>> [sorted(b) for b in biter(nx.path_graph(["a", "b", "c", "d"]), "b")]
    [['c', 'd'], ['a']]
    """
    import networkx as nx

    resten = nx.node_connected_component(g, node) - {node}
    return sorted(nx.connected_components(g.subgraph(resten)), key=lambda b: (-len(b), min(b)))


def miljoer(g: nx.Graph) -> list[set[str]]:
    """Grupper som er tettere koblet innad enn utad, de største først. Samme svar hver gang.

    Les mer
    -------
    Clauset, Newman og Moore (2004), grådig modularitet.
    """
    from networkx.algorithms.community import greedy_modularity_communities

    if not g.number_of_edges():
        return [{n} for n in g]
    funnet = greedy_modularity_communities(g)
    return sorted((set(m) for m in funnet), key=lambda m: (-len(m), min(map(str, m))))


def ei_indeks(g: nx.Graph, grupper: dict) -> float:
    """Koblinger mellom grupper mot koblinger innen gruppene: −1 bare innad, 1 bare på tvers.

    Eksempel
    --------
    >>> import networkx as nx
    >>> ei_indeks(nx.path_graph(3), {0: "lag", 1: "lag", 2: "skole"})
    0.0
    """
    if not (alle := g.number_of_edges()):
        return float("nan")
    paa_tvers = sum(grupper[a] != grupper[b] for a, b in g.edges)
    return (paa_tvers - (alle - paa_tvers)) / alle


def begrensning(g: nx.Graph) -> dict[str, float]:
    """Hvor bundet hver node er av at de den kjenner, også kjenner hverandre (Burts begrensning).

    Lavt tall: kontaktene kjenner ikke hverandre, og noden står ved et hull i nettverket. Noder uten
    kobling får ikke noe tall.

    Eksempel
    --------
    >>> import networkx as nx
    >>> begrensning(nx.star_graph(["midten", "a", "b", "c", "d"]))["midten"]
    0.25

    Les mer
    -------
    Burt (1992), «Structural Holes».
    """
    import networkx as nx

    return {n: float(v) for n, v in nx.constraint(g).items()}


def meglere(
    koblinger: pd.DataFrame, grupper: dict[str, str], *, fra: str = "fra", til: str = "til"
) -> pd.DataFrame:
    """Tell hvor ofte hver aktør står mellom to som ikke er koblet direkte, etter hvilke grupper de er i.

    Bruk denne når koblingene har retning, for eksempel hvem som gir tilskudd eller låner ut til hvem.

    Parametere
    ----------
    koblinger : DataFrame
        Én rad per kobling med retning.
    grupper : dict
        Aktør → gruppe.

    Returnerer
    ----------
    DataFrame
        Én rad per aktør med antall i hver av de fem rollene og `i_alt`.

    Eksempel
    --------
    >>> k = pd.DataFrame({"fra": ["a", "b"], "til": ["b", "c"]})
    >>> meglere(k, {"a": "lag", "b": "lag", "c": "skole"}).query("i_alt > 0")[["aktor", "representant"]].values.tolist()
    [['b', 1]]

    Les mer
    -------
    Gould og Fernandez (1989), «Structures of mediation».
    """
    piler = {
        (str(a), str(b)) for a, b in zip(koblinger[fra], koblinger[til], strict=True) if a != b
    }
    inn, ut = {n: set() for n in grupper}, {n: set() for n in grupper}
    for a, b in piler:
        if a in grupper and b in grupper:
            ut[a].add(b)
            inn[b].add(a)
    rader = [_roller(m, inn[m], ut[m], piler, grupper) for m in sorted(grupper)]
    return pd.DataFrame(rader, columns=["aktor", *ROLLER, "i_alt"])


def _roller(megler, inn, ut, piler, grupper) -> tuple:
    antall = dict.fromkeys(ROLLER, 0)
    for a in inn:
        for c in ut - {a}:
            if (a, c) not in piler:
                antall[_rolle(grupper[a], grupper[megler], grupper[c])] += 1
    return (megler, *antall.values(), sum(antall.values()))


def _rolle(a: str, b: str, c: str) -> str:
    if a == b == c:
        return "koordinator"
    if a == c:
        return "konsulent"
    if b == c:
        return "portvokter"
    return "representant" if a == b else "forbindelse"


def felles(tilhorighet: pd.DataFrame, *, node: str, sted: str) -> pd.DataFrame:
    """Tell hvor mange steder to aktører har felles, for eksempel møter begge er med på.

    Nesten alle får noe felles når stedene er store, så bruk antallet, ikke bare at det er over null.

    Eksempel
    --------
    >>> d = pd.DataFrame({"lag": ["a", "b", "a"], "mote": ["1", "1", "2"]})
    >>> felles(d, node="lag", sted="mote").to_dict("records")
    [{'fra': 'a', 'til': 'b', 'antall': 1}]
    """
    par = (
        tilhorighet[[node, sted]]
        .drop_duplicates()
        .merge(tilhorighet[[node, sted]].drop_duplicates(), on=sted)
    )
    par = par[par[f"{node}_x"] < par[f"{node}_y"]]
    ut = par.groupby([f"{node}_x", f"{node}_y"], as_index=False).size()
    return ut.set_axis(["fra", "til", "antall"], axis=1)


def _forutsetninger(g: nx.Graph) -> tuple[str, ...]:
    return (
        "Nettverket viser koblingene som er registrert. En kobling ingen har fortalt om, er ikke med.",
        f"Med {len(g)} aktører kan det høyst være {tall(len(g) * (len(g) - 1) // 2)} koblinger. "
        "Tettheten kan ikke sammenliknes med nettverk av en annen størrelse.",
    )


def _kan_ikke_si(g: nx.Graph, nok: bool) -> tuple[str, ...]:
    sier = ["At en aktør er viktigere enn en annen fordi den står midt i nettverket."]
    if len(g) < MINST_NODER:
        sier.append(f"Hvem som bygger bro: med under {MINST_NODER} aktører er det for tilfeldig.")
    if not nok:
        sier.append("Hvem som bygger bro: for få har fortalt om koblingene sine.")
    return tuple(sier)
