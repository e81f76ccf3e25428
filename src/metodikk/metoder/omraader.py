"""Området mot resten av kommunen og mot naboene, og utviklingen over tid med bruddene synlige.

Området måles aldri mot en helhet det selv er del av. Soner slås sammen ved å legge sammen antall,
aldri ved å ta snittet av prosenter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import periode
from metodikk.metoder._intervaller import forskjell_andeler, forskjell_rater

OMRAADE, NABOER, RESTEN, KOMMUNE = "omraade", "naboer", "resten", "kommune"
MINST_DEKNING = 0.8


def enheter(
    soner: Sequence[str], omraade: Sequence[str], naboer: Sequence[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Del kommunens soner i området, naboene, resten av kommunen og hele kommunen.

    Resten er alle sonene utenfor området, naboene medregnet.

    Parametere
    ----------
    soner : sequence of str
        Alle sonene i kommunen.
    omraade : sequence of str
        Sonene området består av.
    naboer : sequence of str, valgfri
        Sonene som grenser til området.

    Returnerer
    ----------
    dict
        Navnet på enheten og sonene i den. Tomme enheter er ikke med.

    Eksempel
    --------
    >>> enheter(["1", "2", "3"], ["1"], ["2"])
    {'omraade': ('1',), 'naboer': ('2',), 'resten': ('2', '3'), 'kommune': ('1', '2', '3')}
    """
    krev_uten_overlapp(omraade, naboer)
    alle = {
        OMRAADE: tuple(omraade),
        NABOER: tuple(naboer),
        RESTEN: tuple(s for s in soner if s not in set(omraade)),
        KOMMUNE: tuple(soner),
    }
    return {navn: deler for navn, deler in alle.items() if deler}


def krev_uten_overlapp(omraade: Sequence[str], referanse: Sequence[str]) -> None:
    """Si nei når området sammenliknes med noe det selv er del av.

    Eksempel
    --------
    >>> krev_uten_overlapp(["1"], ["2", "3"])
    """
    if felles := sorted(set(omraade) & set(referanse)):
        raise DataFeil(funn("K888", fant=f"sonene {', '.join(felles)} er på begge sider"))


def summer(
    data: pd.DataFrame, enheter: Mapping[str, Sequence[str]], *, nokkel: Sequence[str] = ("aar",)
) -> pd.DataFrame:
    """Slå sammen soner til enheter ved å summere tellere og nevnere.

    Soner uten tall holdes utenfor både teller og nevner, så andelen fortsatt er riktig for dem som
    er med. Mangler mer enn en femdel av sonene, blir tallet NaN.

    Parametere
    ----------
    data : DataFrame
        Én rad per sone og nøkkel, med `sone`, `teller` og `nevner`. Endres ikke.
    enheter : dict
        Navnet på hver enhet og sonene i den, fra :func:`enheter`.
    nokkel : sequence of str, forvalgt ("aar",)
        Kolonnene som holdes fra hverandre, for eksempel indikator og år.

    Returnerer
    ----------
    DataFrame
        Én rad per enhet og nøkkel, med enheten i `sone`. `merknad` sier hva som mangler.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1", "2"], "aar": 2024, "teller": [5, 10], "nevner": [50, 40]})
    >>> summer(d, {"omraade": ["1", "2"]})[["sone", "aar", "teller", "nevner"]].values.tolist()
    [['omraade', 2024, 15.0, 90.0]]
    """
    nokkel = list(nokkel)
    hel = data[["teller", "nevner"]].notna().all(axis=1)
    deler = [_en_enhet(data, hel, navn, soner, nokkel) for navn, soner in enheter.items()]
    return pd.concat(deler, ignore_index=True)


def _en_enhet(data, hel, navn, soner, nokkel) -> pd.DataFrame:
    her = data[data["sone"].isin(list(soner))]
    sum_ = her[hel.loc[her.index]].groupby(nokkel, sort=True)[["teller", "nevner"]].sum()
    med = her[hel.loc[her.index]].groupby(nokkel)["sone"].nunique()
    alle = her.groupby(nokkel, sort=True)["sone"].nunique().index
    ut = sum_.reindex(alle).astype(float)
    antall = med.reindex(alle, fill_value=0).to_numpy()
    ut[antall < MINST_DEKNING * len(soner)] = np.nan
    merknad = np.select(
        [antall == len(soner), ut["teller"].notna()],
        ["", [f"uten {len(soner) - a} av {len(soner)} soner, som mangler tall" for a in antall]],
        [f"mangler: tall for {len(soner) - a} av {len(soner)} soner" for a in antall],
    )
    return ut.reset_index().assign(sone=navn, merknad=merknad)


def mot(
    data: pd.DataFrame, referanse: str, *, enhet: str = OMRAADE, nokkel: Sequence[str] = ("aar",)
) -> pd.DataFrame:
    """Sett området og sammenlikningen på samme rad, klar for :func:`usikkerhet.sammenlikn`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["omraade", "resten"], "aar": 2024, "teller": [5, 90],
    ...                   "nevner": [50, 900]})
    >>> mot(d, "resten").to_dict("records")
    [{'aar': 2024, 'teller': 5, 'nevner': 50, 'teller_mot': 90, 'nevner_mot': 900}]
    """
    if referanse == KOMMUNE:
        raise DataFeil(funn("K888", fant="området mot hele kommunen"))
    nokkel, antall = list(nokkel), ["teller", "nevner"]
    en, to = (data.loc[data["sone"] == e, [*nokkel, *antall]] for e in (enhet, referanse))
    return en.merge(to, on=nokkel, suffixes=("", "_mot"), how="left")


def brudd_for(
    brudd: pd.DataFrame, indikator: str, soner: Sequence[str], *, hele_kommunen: bool = False
) -> pd.DataFrame:
    """Finn bruddene som gjelder én indikator i én enhet.

    Endring i definisjon eller kilde gjelder alle. En grenseendring gjelder når bare noen av
    sonene den rører ved, er i enheten; flyttes grensen innenfor enheten, er summen den samme.

    Parametere
    ----------
    brudd : DataFrame
        Tabellen Brudd (`gjelder`, `aar`, `type`, `beskrivelse`).
    indikator : str
    soner : sequence of str
        Sonene i enheten.
    hele_kommunen : bool, forvalgt False
        Sann når enheten er hele kommunen. Da endrer ikke indre grenser noe.

    Returnerer
    ----------
    DataFrame
        Bruddene, eldste først.

    Eksempel
    --------
    >>> b = pd.DataFrame({"gjelder": ["utdanning", "1", "2"], "aar": [2019, 2021, 2021],
    ...                   "type": ["definisjon", "grense", "grense"], "beskrivelse": "x"})
    >>> brudd_for(b, "utdanning", ["1"])["aar"].tolist(), brudd_for(b, "leie", ["1", "2"])["aar"].tolist()
    ([2019, 2021], [])
    """
    grense = brudd["type"] == "grense"
    rort = brudd[grense].groupby("aar")["gjelder"].agg(set)
    inne = set(soner)
    krysser = {
        aar for aar, berort in rort.items()
        if berort & inne and not hele_kommunen and (berort - inne or len(berort) == 1)
    }  # fmt: skip
    gjelder = (brudd["gjelder"] == indikator) | (
        grense & brudd["gjelder"].isin(list(inne)) & brudd["aar"].isin(list(krysser))
    )
    return brudd[gjelder].sort_values("aar", ignore_index=True)


def segmenter(data: pd.DataFrame, bruddaar: Sequence[int]) -> pd.DataFrame:
    """Del tidsserien der tallene ikke kan sammenliknes. Linjer trekkes aldri over et brudd.

    Eksempel
    --------
    >>> segmenter(pd.DataFrame({"aar": [2017, 2018, 2019]}), [2019])["segment"].tolist()
    [0, 0, 1]
    """
    return data.assign(segment=np.searchsorted(sorted(bruddaar), data["aar"], side="right"))


def endring(
    data: pd.DataFrame, *, maal: str = "andel", per: float = 1, konfidens: float = 0.95
) -> dict | None:
    """Sammenlikn starten og slutten av den siste ubrutte delen av en tidsserie.

    Bruker like lange perioder i hver ende, som aldri overlapper. Gir None når det er under to år
    etter siste brudd.

    Parametere
    ----------
    data : DataFrame
        Én enhets `aar`, `teller`, `nevner` og `segment`. Står `fra_aar` der, er hver rad en periode
        fra det året, og den første og den siste perioden sammenliknes.
    maal, per : som i :func:`rater.regn`
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    dict
        `fra`, `til` (periodene), `verdi_fra`, `verdi_til`, `forskjell`, `nedre`, `ovre`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"aar": [2020, 2021, 2022, 2023], "segment": 0, "teller": [40, 42, 60, 66],
    ...                   "nevner": 200})
    >>> e = endring(d)
    >>> e["fra"], e["til"], round(e["forskjell"], 3)
    ('2020–2021', '2022–2023', 0.11)
    """
    siste = data[data["segment"] == data["segment"].max()].dropna(subset=["teller", "nevner"])
    siste = siste.sort_values("aar")
    aar = siste["aar"].astype(int).tolist()
    fra = siste.get("fra_aar", siste["aar"]).astype(int).tolist()
    lengder = (3, 2, 1) if fra == aar else (1,)
    lengde = next((k for k in lengder if _to_like_ender(aar, k)), 0)
    if not lengde:
        return None
    x, n = siste["teller"].to_numpy(float), siste["nevner"].to_numpy(float)
    (x0, n0), (x1, n1) = ((x[d].sum(), n[d].sum()) for d in (slice(lengde), slice(-lengde, None)))
    skala, regn = (per, forskjell_rater) if maal == "rate" else (1, forskjell_andeler)
    d, nedre, ovre = (float(v) * skala for v in regn(x1, n1, x0, n0, konfidens))
    return {
        "fra": periode(fra[0], aar[lengde - 1]), "til": periode(fra[-lengde], aar[-1]),
        "verdi_fra": x0 / n0 * skala, "verdi_til": x1 / n1 * skala,
        "forskjell": d, "nedre": nedre, "ovre": ovre,
    }  # fmt: skip


def _to_like_ender(aar: list[int], lengde: int) -> bool:
    """Sann når det finnes like mange sammenhengende år i hver ende, uten overlapp."""
    ender = aar[:lengde], aar[-lengde:]
    hele = all(ende[-1] - ende[0] == lengde - 1 for ende in ender if ende)
    return len(aar) >= 2 * lengde and hele
