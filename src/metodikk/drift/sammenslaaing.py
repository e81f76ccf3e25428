"""Sammenslåinger i prosjektfilen: aldersgrupper, soner og år som leses hver for seg, men brukes sammen.

Filene leses og kontrolleres som de er. Først etterpå legges delene sammen, slik at alle rapportene
bygger på de samme gruppene. Antall summeres. Mangler én av delene, mangler summen, med grunnen.
Årene står som de er i tabellene. Hvor mange av dem som vises sammen, følger med indikatoren.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from metodikk.drift.grupper import AAR, ALDER, SONER, feil, ny_kode, utfoldet
from metodikk.drift.oppsett import Omraade, Oppsett
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.skjema import skjema, tabeller
from metodikk.grunn.typer import Funn

if TYPE_CHECKING:
    import pandas as pd

    from metodikk.inn.kontroll import Prosjektdata

SUMMERES = {"befolkning": ("antall",), "indikatorer": ("teller", "nevner")}
KAN_HA_HULL = "befolkning"  # en gruppe det ikke bor noen i, har ofte ingen rad


def slaa_sammen(
    data: Prosjektdata, oppsett: Oppsett
) -> tuple[Prosjektdata, Oppsett, tuple[Funn, ...]]:
    """Slå sammen det prosjektfilen sier, i de rene tabellene, kartet og området.

    Er noe galt, er alt som det var, og funnene sier hva som må rettes. Tabeller med feil røres ikke.
    """
    hindret = {f.tabell for f in data.funn if f.alvor.hindrer}
    hele = {n: t for n, t in data.tabeller.items() if n not in hindret}
    if galt := tuple(feil(oppsett.sammenslaaing, hele, oppsett.omraade, oppsett.indikatorer)):
        return data, oppsett, galt
    alder, soner = (ny_kode(utfoldet(oppsett.sammenslaaing.get(d, {}))) for d in (ALDER, SONER))
    if alder and "befolkning" in hele:
        hele["befolkning"] = _summert(hele["befolkning"], "befolkning", "aldersgruppe", alder)
    kart, omraade = data.geografi, oppsett.omraade
    if soner and "soner" in hele:
        intern = _egne_grenser(hele, soner)
        hele = {n: _med_soner(n, t, soner, intern) for n, t in hele.items()}
        kart, omraade = None if kart is None else _kart(kart, soner), _omraadet(omraade, soner)
    nye = replace(data, tabeller={**data.tabeller, **hele}, geografi=kart)
    return nye, replace(oppsett, omraade=omraade, indikatorer=_indikatorene(oppsett)), ()


def _indikatorene(oppsett: Oppsett) -> dict[str, Mapping]:
    """Prosjektets indikatorer, med hvor mange år som vises sammen for dem det gjelder."""
    alle = {**katalog("indikatorer"), **oppsett.indikatorer}
    samlet = {
        kode: {**alle[kode], "aar_sammen": n}
        for kode, n in oppsett.sammenslaaing.get(AAR, {}).items()
    }
    return {**oppsett.indikatorer, **samlet}


def _omraadet(omraade: Omraade, ny: Mapping[str, str]) -> Omraade:
    soner, naboer = (
        tuple(dict.fromkeys(ny.get(s, s) for s in liste)) for liste in (omraade.soner, omraade.naboer)
    )  # fmt: skip
    return replace(omraade, soner=soner, naboer=naboer)


def _kart(kart, ny: Mapping[str, str]):
    """Flatene til delene blir én flate."""
    slaatt = kart.assign(sone=kart["sone"].replace(dict(ny))).dissolve("sone", as_index=False)
    return slaatt[list(kart.columns)]


def _med_soner(
    navn: str, t: pd.DataFrame, ny: Mapping[str, str], intern: set[tuple[str, int]]
) -> pd.DataFrame:
    """Tabellen med de nye sonene. Antall summeres, resten viser til den nye sonen."""
    if navn == "soner":
        return _sonene(t, ny, intern)
    if navn == "brudd":
        return _bruddene(t, ny, intern)
    if navn in SUMMERES:
        return _summert(t, navn, "sone", ny)
    for felt, f in skjema(navn).felt.items() if navn in tabeller() else ():
        if "soner.sone" in f.viser_til and felt in t:
            t = t.assign(**{felt: _byttet(t[felt], ny)})
    return t


def _byttet(kolonne: pd.Series, ny: Mapping[str, str]) -> pd.Series:
    if kolonne.map(lambda v: isinstance(v, tuple)).any():
        return kolonne.map(
            lambda v: tuple(dict.fromkeys(ny.get(s, s) for s in v)) if isinstance(v, tuple) else v
        )
    return kolonne.replace(dict(ny))


def _summert(t: pd.DataFrame, navn: str, felt: str, ny: Mapping[str, str]) -> pd.DataFrame:
    """Legg sammen radene til delene av hver gruppe. Plassen i tabellen er den første delens."""
    tall, nokkel = SUMMERES[navn], list(skjema(navn).nokkel)
    inne = t[felt].isin(list(ny))
    her = t[inne].assign(rad_=t.index[inne], **{felt: t.loc[inne, felt].map(ny)})
    if her.empty:
        return t
    g = her.groupby(nokkel, sort=False, dropna=False)
    antall = her[felt].map({n: [*ny.values()].count(n) for n in set(ny.values())})
    fulle = (g.size() == antall.groupby([her[k] for k in nokkel], sort=False).first()) | (navn == KAN_HA_HULL)  # fmt: skip
    ut = g.agg({k: _felles for k in t if k not in (*nokkel, *tall)} | {"rad_": "min"})
    for k in tall:
        ut[k] = g[k].sum(min_count=1).where(fulle & (g[k].count() == g.size()))
    if "merknad" in t:
        uten = ut[list(tall)].isna().any(axis=1) & (ut["merknad"] == "")
        ut["merknad"] = ut["merknad"].mask(uten, "mangler: tall for alle delene")
    return _satt_inn(t, ~inne, ut.reset_index())


def _felles(verdier: pd.Series):
    """Én verdi for en tekst som gjelder flere rader. Er noe skjult, gjelder det."""
    ulike = list(dict.fromkeys(v for v in verdier.dropna() if v != ""))
    skjult = [v for v in ulike if str(v).startswith("skjult")]
    if skjult or verdier.name == "merknad":
        return (skjult or ulike or [""])[0]
    return "; ".join(ulike) if ulike and all(isinstance(v, str) for v in ulike) else (ulike or [None])[0]  # fmt: skip


def _satt_inn(t: pd.DataFrame, beholdes, nye: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    nye = nye.set_index("rad_")[list(t.columns)].astype(t.dtypes.to_dict())
    return pd.concat([t[beholdes], nye]).sort_index().reset_index(drop=True)


def _sonene(t: pd.DataFrame, ny: Mapping[str, str], intern: set[tuple[str, int]]) -> pd.DataFrame:
    """Den nye sonen heter det samme som koden. Grensene er så nye som den nyeste delens."""
    inne = t["sone"].isin(list(ny))
    her = t[inne].assign(rad_=t.index[inne], sone=t.loc[inne, "sone"].map(ny))
    regler = {k: _felles for k in t if k not in ("sone", "gjelder_fra")} | {"rad_": "min"}
    if "gjelder_fra" in t:
        egne = [(s, a) in intern for s, a in zip(her["sone"], her["gjelder_fra"], strict=True)]
        her["gjelder_fra"], regler["gjelder_fra"] = her["gjelder_fra"].mask(egne), "max"
    nye = her.groupby("sone", sort=False).agg(regler).reset_index()
    return _satt_inn(t, ~inne, nye.assign(sonenavn=nye["sone"]))


def _bruddene(t: pd.DataFrame, ny: Mapping[str, str], intern: set[tuple[str, int]]) -> pd.DataFrame:
    """Bruddene gjelder den nye sonen. En grense som bare er flyttet inne i den, er ikke et brudd."""
    ut = t.assign(gjelder=t["gjelder"].replace(dict(ny)))
    egne = [
        type_ == "grense" and (s, a) in intern
        for s, a, type_ in zip(ut["gjelder"], ut["aar"], ut["type"], strict=True)
    ]
    return ut[[not e for e in egne]].drop_duplicates(["gjelder", "aar"], ignore_index=True)


def _egne_grenser(hele: Mapping[str, pd.DataFrame], ny: Mapping[str, str]) -> set[tuple[str, int]]:
    """Nye soner og år der grensen bare er flyttet mellom delene av den samme nye sonen."""
    flyttet: dict[int, list[str]] = {}
    brudd, soner = hele.get("brudd"), hele["soner"]
    par: list[tuple[str, int]] = []
    if brudd is not None:
        grense = brudd[brudd["type"] == "grense"]
        par += zip(grense["gjelder"], grense["aar"], strict=True)
    if "gjelder_fra" in soner:
        nye = soner.dropna(subset=["gjelder_fra"])
        par += zip(nye["sone"], nye["gjelder_fra"].astype(int), strict=True)
    for sone, aar in dict.fromkeys(par):
        flyttet.setdefault(int(aar), []).append(sone)
    return {
        (ny[soner_[0]], aar) for aar, soner_ in flyttet.items()
        if len(soner_) > 1 and len({ny.get(s) for s in soner_}) == 1 and soner_[0] in ny
    }  # fmt: skip
