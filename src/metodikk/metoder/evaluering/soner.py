"""Hvem området sammenliknes med: soner som likner, uten naboer og uten soner med endrede grenser."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.metoder.rater import slaa_sammen_aar

PROGRAM, SAMMENLIKNING = "programområdet", "sammenlikning"
NABO, GRENSE = "utelatt: nabo", "utelatt: endret grense"
MINST_SONER = 8
FOR_ULIK = 2.0
FOR_LITEN = 0.5
FAA_PERSONER, FAA_I_GRUPPEN = 5, 30


def roller(
    soner: pd.DataFrame, omraade: Sequence[str], naboer: Sequence[str] = (),
    endret_grense: Sequence[str] = (),
) -> pd.DataFrame:  # fmt: skip
    """Gi hver sone en rolle: i programmet, sammenlikning eller utelatt.

    Bruk denne før noe regnes ut. Naboene utelates fordi programmet kan ha nådd folk der.

    Parametere
    ----------
    soner : DataFrame
        Kommunens soner, med `sone` og `sonenavn`. Endres ikke.
    omraade, naboer, endret_grense : sequence of str
        Sonene i programmet, sonene som grenser til det, og sonene som fikk nye grenser i perioden.

    Returnerer
    ----------
    DataFrame
        `sone`, `sonenavn` og `rolle`.

    Eksempel
    --------
    >>> s = pd.DataFrame({"sone": list("abc"), "sonenavn": ["Øst", "Vest", "Nord"]})
    >>> roller(s, ["a"], ["b"])["rolle"].tolist()
    ['programområdet', 'utelatt: nabo', 'sammenlikning']
    """
    kode = soner["sone"]
    ut = soner[["sone", "sonenavn"]].assign(
        rolle=np.select(
            [kode.isin(omraade), kode.isin(naboer), kode.isin(endret_grense)],
            [PROGRAM, NABO, GRENSE],
            SAMMENLIKNING,
        )
    )
    if not (ut["rolle"] == SAMMENLIKNING).any():
        raise DataFeil(funn("K857", fant="alle sonene er med i programmet eller naboer til det"))
    return ut.reset_index(drop=True)


def endret_grense(brudd: pd.DataFrame, program) -> list[str]:
    """Sonene som fikk nye grenser mellom nullpunktet og oppfølgingen."""
    if not len(brudd):
        return []
    inne = brudd["aar"].between(min(program.nullpunkt) + 1, max(program.oppfolging))
    return brudd.loc[inne & (brudd["type"] == "grense"), "gjelder"].tolist()


def velg_like(
    data: pd.DataFrame, omraade: Sequence[str], kandidater: Sequence[str], *,
    nullpunkt: Sequence[int], oppfolging: Sequence[int], minst: int = MINST_SONER,
) -> pd.DataFrame:  # fmt: skip
    """Velg sammenlikningssonene som lå nærmest området før programmet.

    Nivået er summen over alle årene i nullpunktet, aldri ett år og aldri utvalgsårene. Tre slags
    soner utelates, så lenge det er åtte igjen: de med så få personer at tallet ikke kan vises, de
    med under halvparten så mange som den minste programsonen (de svinger mer av seg selv), og de
    som lå mer enn to standardavvik unna.

    Parametere
    ----------
    data : DataFrame
        Én indikator: `sone`, `aar`, `teller` og `nevner`. Endres ikke.
    omraade, kandidater : sequence of str
        Sonene i programmet, og sonene det kan velges blant.
    nullpunkt, oppfolging : sequence of int
        Årene sonene må ha tall for.
    minst : int, forvalgt 8
        Så mange beholdes alltid, hvis de finnes.

    Returnerer
    ----------
    DataFrame
        Én rad per kandidat: `sone`, `avstand` (i standardavvik), `med` og `grunn`.

    Eksempel
    --------
    >>> d = pd.DataFrame([(s, a, t, 100) for s, t in zip("Pab", (30, 28, 5)) for a in (1, 2)],
    ...                  columns=["sone", "aar", "teller", "nevner"])
    >>> velg_like(d, ["P"], ["a", "b"], nullpunkt=[1], oppfolging=[2], minst=1)["sone"].tolist()
    ['a', 'b']
    """
    nivaa = _nivaa(data, nullpunkt)
    eget = _samlet_nivaa(data, omraade, nullpunkt)
    har = _hele(data, [*nullpunkt, *oppfolging])
    hele = [s for s in kandidater if s in har]
    spredning = float(nivaa.reindex(hele).std(ddof=1)) if len(hele) > 1 else np.nan
    avstand = (nivaa.reindex(kandidater) - eget).abs() / (spredning if spredning > 0 else 1.0)
    ut = pd.DataFrame({"sone": list(kandidater), "avstand": avstand.to_numpy()})
    ut["grunn"] = np.where(ut["sone"].isin(hele), "", "mangler tall i noen av årene")
    return _utelat(ut, _for_faa(data), _folk(data, nullpunkt), omraade, minst)


def _utelat(ut, for_faa, folk, omraade, minst) -> pd.DataFrame:
    """Ta ut soner så lenge det er nok igjen: først dem med få personer, så små, så ulike."""
    egne = ut["sone"].map(folk)
    liten = egne < FOR_LITEN * folk.reindex(list(omraade)).min()
    skjules, ulik = ut["sone"].isin(for_faa), ut["avstand"] > FOR_ULIK
    for treff, grunn, orden in (
        (skjules, "for få personer til å kunne vises", egne), (liten, "for liten", egne),
        (ulik, "for ulik før programmet", -ut["avstand"]),
    ):  # fmt: skip
        kan_ut = max(int((ut["grunn"] == "").sum()) - minst, 0)
        valgt = orden[treff & (ut["grunn"] == "")].nsmallest(kan_ut).index
        ut.loc[valgt, "grunn"] = grunn
    ut["med"] = ut["grunn"] == ""
    return ut.sort_values("avstand", ignore_index=True)


def _nivaa(data, aar) -> pd.Series:
    slaatt = slaa_sammen_aar(data, aar).set_index("sone")
    return slaatt["teller"] / slaatt["nevner"]


def _for_faa(data) -> set[str]:
    """Soner der minst ett år har så få personer at antallet må skjules."""
    rest = data["nevner"] - data["teller"]
    faa = (data[["teller"]].min(axis=1) < FAA_PERSONER) | (rest < FAA_PERSONER)
    return set(data.loc[faa | (data["nevner"] < FAA_I_GRUPPEN), "sone"])


def _folk(data, aar) -> pd.Series:
    return data[data["aar"].isin(aar)].groupby("sone")["nevner"].mean()


def _samlet_nivaa(data, soner, aar) -> float:
    egne = data[data["sone"].isin(soner) & data["aar"].isin(aar)]
    return float(egne["teller"].sum() / max(egne["nevner"].sum(), 1.0))


def _hele(data, aar) -> set[str]:
    med = data[data["aar"].isin(aar)].dropna(subset=["teller", "nevner"])
    med = med[med["nevner"] > 0]
    return set(med.groupby("sone")["aar"].nunique().loc[lambda n: n == len(set(aar))].index)
