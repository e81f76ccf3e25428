"""Nettverket: hvem som har en forbindelse, hvor mange som har svart, hvem som bygger bro, og hva som er endret."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import pandas as pd

from metodikk.grunn.skjema import skjema
from metodikk.metoder import nettverk
from metodikk.metoder.samarbeid._aktorer import sektorene

NY, BORTE, STERKERE, SVAKERE, LIK = "ny", "borte", "sterkere", "svakere", "som før"


def forbindelser(relasjoner: pd.DataFrame, aar: int) -> pd.DataFrame:
    """Slå sammen det som er meldt om samme par, til én rad. Den sterkeste relasjonen gjelder.

    Bruk denne før nettverket regnes ut: to kan fortelle om den samme forbindelsen, og et par kan
    ha flere slag.

    Parametere
    ----------
    relasjoner : DataFrame
        Tabellen `relasjoner`. Endres ikke.
    aar : int

    Returnerer
    ----------
    DataFrame
        `fra`, `til`, `type` (alle slagene), `styrke` og `kilde`.

    Eksempel
    --------
    >>> r = pd.DataFrame({"fra": ["a", "b"], "til": ["b", "a"], "aar": 2026, "type": "samarbeid", "styrke": [1, 3]})
    >>> forbindelser(r, 2026)[["fra", "til", "styrke"]].values.tolist()
    [['a', 'b', 3.0]]
    """
    d = relasjoner[(relasjoner["aar"] == aar) & (relasjoner["fra"] != relasjoner["til"])]
    d = d.dropna(subset=["fra", "til"])
    par = [tuple(sorted(map(str, p))) for p in zip(d["fra"], d["til"], strict=True)]
    orden = list(skjema("relasjoner").felt["type"].valg)
    d = d.assign(par=par, styrke=d["styrke"].astype(float).fillna(1))
    rader = [
        (*p, ", ".join(sorted(set(g["type"]), key=orden.index)), g["styrke"].max())
        for p, g in d.groupby("par")
    ]
    return pd.DataFrame(rader, columns=["fra", "til", "type", "styrke"])


def spurte(aktorer: pd.DataFrame, aar: int) -> pd.Series:
    """Hvem som ble spurt et år. Er ingen ført som spurt, regnes alle som spurt."""
    if not aktorer["spurt"].map(bool).any():
        return pd.Series(True, aktorer.index)
    return aktorer["spurt"].map(lambda v: str(aar) in v).astype(bool)


def svarte(aktorer: pd.DataFrame, aar: int) -> pd.Series:
    return aktorer["svart"].map(lambda v: str(aar) in v).astype(bool)


def svarandel(aktorer: pd.DataFrame, aar: int) -> tuple[int, int]:
    """Tell hvor mange som svarte, og hvor mange som ble spurt.

    Eksempel
    --------
    >>> svarandel(pd.DataFrame({"spurt": [("2026",), ("2026",), ()], "svart": [("2026",), (), ()]}), 2026)
    (1, 2)
    """
    spurt = spurte(aktorer, aar)
    return int((svarte(aktorer, aar) & spurt).sum()), int(spurt.sum())


def med_i(aktorer: pd.DataFrame, relasjoner: pd.DataFrame, aar: int) -> pd.DataFrame:
    """Aktørene i nettverket et år: de som ble spurt, og de andre som noen har nevnt."""
    d = relasjoner[relasjoner["aar"] == aar]
    nevnt = aktorer["aktor"].isin({*d["fra"], *d["til"]})
    return aktorer[spurte(aktorer, aar) | nevnt].reset_index(drop=True)


def sektorer(aktorer: pd.DataFrame, par: pd.DataFrame, aar: int) -> pd.DataFrame:
    """Tell aktører, svar og forbindelser i hver sektor, og hvor mange forbindelser som går ut av den."""
    sektor = dict(zip(aktorer["aktor"], aktorer["sektor"], strict=True))
    fra, til = par["fra"].map(sektor), par["til"].map(sektor)
    rader = []
    for s in (s for s in sektorene() if (aktorer["sektor"] == s).any()):
        egne = aktorer[aktorer["sektor"] == s]
        svart, spurt = svarandel(egne, aar) if aktorer["svart"].map(bool).any() else (None, len(egne))  # fmt: skip
        ut = int(((fra == s) ^ (til == s)).sum())
        rader.append((s, len(egne), spurt, svart, int(((fra == s) & (til == s)).sum()), ut))
    ut = pd.DataFrame(rader, columns=["sektor", "aktorer", "spurt", "svart", "innad", "ut"])
    return ut.assign(navn=ut["sektor"].map(str.capitalize))


def paa_tvers(par: pd.DataFrame, sektor: Mapping[str, str]) -> tuple[float, float]:
    """Andelen av forbindelsene som går mellom sektorer, og andelen om alle hadde valgt tilfeldig.

    Eksempel
    --------
    >>> paa_tvers(pd.DataFrame({"fra": ["a"], "til": ["b"]}), {"a": "privat", "b": "privat", "c": "offentlig"})
    (0.0, 0.6666666666666666)
    """
    mulige = list(combinations(sektor.values(), 2))
    ulike = par["fra"].map(sektor) != par["til"].map(sektor)
    ventet = sum(a != b for a, b in mulige) / len(mulige) if mulige else float("nan")
    return (float(ulike.mean()) if len(par) else float("nan")), ventet


def sektorpar(aktorer: pd.DataFrame, par: pd.DataFrame, stumme: Collection[str]) -> pd.DataFrame:
    """Tell forbindelsene mellom hver sektor og hver av de andre, og inne i hver.

    `ukjente` er par der ingen av de to har svart, og ingen andre har fortalt om en forbindelse.
    Bare mellom dem kan det være en forbindelse vi ikke kjenner.
    """
    sektor = dict(zip(aktorer["aktor"], aktorer["sektor"], strict=True))
    kjent = {frozenset(p) for p in zip(par["fra"], par["til"], strict=True)}
    rader: dict[tuple[str, str], list[int]] = {}
    for a, b in combinations(sektor, 2):
        nokkel = tuple(sorted((sektor[a], sektor[b]), key=sektorene().index))
        telt = rader.setdefault(nokkel, [0, 0, 0])
        koblet = frozenset((a, b)) in kjent
        telt[0] += koblet
        telt[1] += 1
        telt[2] += not koblet and a in stumme and b in stumme
    ut = pd.DataFrame(
        [(a, b, *t) for (a, b), t in rader.items()],
        columns=["sektor", "annen", "antall", "mulige", "ukjente"],
    )
    navn = [f"Innen {a}" if a == b else f"{a.capitalize()} og {b}" for a, b in zip(ut["sektor"], ut["annen"], strict=True)]  # fmt: skip
    ut = ut.assign(navn=navn, andel=ut["antall"] / ut["mulige"], mellom=ut["sektor"] != ut["annen"])
    return ut.sort_values(["mellom", "andel", "navn"], ascending=[False, True, True], ignore_index=True)  # fmt: skip


def skjulte_par(deler: Sequence[Collection[str]], stumme: Collection[str]) -> int:
    """Tell par på tvers av delene der ingen av de to har svart.

    En forbindelse mellom to som ikke har svart, har ingen fortalt om. Er tallet null, kan ikke et
    manglende svar binde delene sammen, så lenge de andre har nevnt alle sine.

    Eksempel
    --------
    >>> skjulte_par([{"a", "b"}, {"c", "d"}], {"a", "c", "d"})
    2
    """
    antall = [len(set(d) & set(stumme)) for d in deler]
    return (sum(antall) ** 2 - sum(n * n for n in antall)) // 2


def slag(relasjoner: pd.DataFrame, aar: int) -> pd.DataFrame:
    """Tell relasjonene etter hva de går ut på og hvor sterke de er. Et par telles én gang for hvert slag."""
    d = relasjoner[(relasjoner["aar"] == aar) & (relasjoner["fra"] != relasjoner["til"])]
    if not len(d):
        return pd.DataFrame()
    par = [tuple(sorted(p)) for p in zip(d["fra"], d["til"], strict=True)]
    en = d.assign(par=par, styrke=d["styrke"].fillna(1)).groupby(["type", "par"])["styrke"].max()
    telt = en.reset_index().pivot_table(index="type", columns="styrke", values="par", aggfunc="count")  # fmt: skip
    telt = telt.reindex(index=list(skjema("relasjoner").felt["type"].valg), columns=[1.0, 2.0, 3.0]).fillna(0).astype(int)  # fmt: skip
    ut = telt.set_axis(["av_og_til", "jevnlig", "fast"], axis=1).rename_axis("type").reset_index()
    ut = ut.assign(antall=ut[["av_og_til", "jevnlig", "fast"]].sum(axis=1))
    return ut[ut["antall"] > 0].assign(navn=lambda t: t["type"].map(str.capitalize)).reset_index(drop=True)  # fmt: skip


def megling(aktorer: pd.DataFrame, par: pd.DataFrame) -> pd.DataFrame:
    """Tell parene hver aktør kan sette i kontakt: to den kjenner, som ikke kjenner hverandre.

    `innad` er par i aktørens egen sektor, `ut` er én i egen og én i en annen, og `andre` er par
    der begge er i andre sektorer. `bundet` er Burts begrensning.
    """
    sektor = dict(zip(aktorer["aktor"], aktorer["sektor"], strict=True))
    begge = pd.concat([par[["fra", "til"]], par[["til", "fra"]].set_axis(["fra", "til"], axis=1)])
    m = nettverk.meglere(begge, sektor).set_index("aktor")
    g = nettverk.graf(aktorer["aktor"], par)
    ut = pd.DataFrame({
        "innad": m["koordinator"] // 2, "ut": (m["portvokter"] + m["representant"]) // 2,
        "andre": (m["konsulent"] + m["forbindelse"]) // 2,
    })  # fmt: skip
    ut = ut.assign(i_alt=ut.sum(axis=1), paa_tvers=ut["ut"] + ut["andre"])
    return ut.assign(bundet=pd.Series(nettverk.begrensning(g))).rename_axis("aktor").reset_index()


def endring(aktorer: pd.DataFrame, relasjoner: pd.DataFrame, fra_aar: int, til_aar: int) -> pd.DataFrame:  # fmt: skip
    """Sammenlikn forbindelsene to år, bare mellom aktører som ble spurt begge årene.

    Bruk denne for å se hva som er nytt, borte, sterkere og svakere. `sikker` er falsk når det kan
    være svarene som er ulike, og ikke samarbeidet: ingen av de to svarte det året forbindelsen mangler.

    Parametere
    ----------
    aktorer, relasjoner : DataFrame
        Endres ikke.
    fra_aar, til_aar : int

    Returnerer
    ----------
    DataFrame
        Én rad per par med `hva` («ny», «borte», «sterkere», «svakere», «som før»), styrken hvert år og `sikker`.

    Eksempel
    --------
    >>> a = pd.DataFrame({"aktor": ["x", "y"], "spurt": [("1", "2")] * 2, "svart": [("1", "2"), ("1",)]})
    >>> r = pd.DataFrame({"fra": ["x"], "til": ["y"], "aar": [1], "type": ["samarbeid"], "styrke": [2.0]})
    >>> endring(a, r, 1, 2)[["hva", "sikker"]].values.tolist()
    [['borte', True]]
    """
    felles = set(aktorer.loc[spurte(aktorer, fra_aar) & spurte(aktorer, til_aar), "aktor"])
    foer, naa = (_styrker(relasjoner, aar, felles) for aar in (fra_aar, til_aar))
    svart = {a: set(aktorer.loc[svarte(aktorer, a), "aktor"]) for a in (fra_aar, til_aar)}
    rader = []
    for p in sorted(foer.keys() | naa.keys()):
        hva = _hva(foer.get(p), naa.get(p))
        mangler = [a for a, d in ((fra_aar, foer), (til_aar, naa)) if p not in d]
        rader.append((*p, hva, foer.get(p), naa.get(p), all(svart[a] & set(p) for a in mangler)))
    return pd.DataFrame(rader, columns=["fra", "til", "hva", "foer", "naa", "sikker"])


def _styrker(relasjoner: pd.DataFrame, aar: int, felles: set[str]) -> dict[tuple[str, str], float]:
    par = forbindelser(relasjoner, aar)
    par = par[par["fra"].isin(felles) & par["til"].isin(felles)]
    return dict(zip(zip(par["fra"], par["til"], strict=True), par["styrke"], strict=True))


def _hva(foer: float | None, naa: float | None) -> str:
    if foer is None:
        return NY
    if naa is None:
        return BORTE
    return LIK if foer == naa else STERKERE if naa > foer else SVAKERE
