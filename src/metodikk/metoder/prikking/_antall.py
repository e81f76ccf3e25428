"""Antall personer: hvilke celler som er små i seg selv, og klareringen av dem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking import _serier as serier
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._klarering import (
    Summer,
    grunnlag_antall,
    klarert,
    med_naboer,
    nokler_for,
)
from metodikk.metoder.prikking._regler import GRUNNLAG, KILDEN, PERIODE, REST, TELLER


def prikk(
    data: pd.DataFrame, *, celle: Sequence[str], summer: Summer | None = None,
    grenser: Grenser | None = None, teller: str = "teller", nevner: str = "nevner",
    avledet: Sequence[str] = ("verdi", "nedre", "ovre"),
    behold: Mapping[str, Sequence[str]] | None = None, serie: str = "", hele_perioder: str = "",
    mangler: str = "",
) -> Klarert:  # fmt: skip
    """Skjul små antall, og naboene de ellers kunne regnes ut av.

    Bruk denne på alle tall som teller personer. Ta med alle tallene som publiseres sammen, og
    alle summene som binder dem, i samme kall. Både telleren og nevneren er antall personer og
    vernes hver for seg. Er en av dem skjult, skjules også det som er regnet av dem, for en prosent
    og grunnlaget dens gir antallet.

    Parametere
    ----------
    data : DataFrame
        Én rad per celle, med `teller` og eventuelt `nevner`. Endres ikke. Et tomt antall med
        «skjult: …» i `merknad` er skjult i kilden og vernes videre.
    celle : sequence of str
        Kolonnene som til sammen peker ut en celle, for eksempel indikator, sone og år.
    summer : dict, valgfri
        Hver sum som publiseres eller kan regnes ut: kolonne → sum → deler, for eksempel
        ``{"sone": {"omraade": ["1", "2"], "kommune": ["omraade", "resten"]}}``. Deler uten egen
        rad er ukjente for leseren.
    grenser : Grenser, valgfri
        Forvalgt er profilen «standard».
    teller, nevner : str
        Kolonnene med antall. Finnes ikke nevneren, vernes bare telleren.
    avledet : sequence of str
        Kolonnene som er regnet av antallene.
    behold : dict, valgfri
        Kolonne → verdier som helst skal vises når noe må skjules for å verne en nabo.
    serie : str, valgfri
        Kolonnen med år. Er for stor del av årene i en serie skjult av seg selv, skjules hele serien.
        Hvor stor del, står i grensene (`serie_prosent`).
    hele_perioder : str, valgfri
        Kolonnen med tid. Er ett av årene bak en periode skjult, skjules de andre årene også. Ellers
        står det smått igjen når de årene som vises, trekkes fra perioden.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert
        Samme rader som inn, med skjulte tall som NaN. `skjult` har én rad per skjult celle.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [2, 20, 30, 52]})
    >>> k = prikk(d, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})
    >>> k.tabell["teller"].tolist()
    [nan, nan, 30.0, 52.0]
    >>> k.skjult["regel"].tolist()
    ['liten teller', 'verner naboen 1']

    Les mer
    -------
    GaussSuppression (Statistisk sentralbyrå). Fasit: ``fasit/prikking.toml``.
    """
    grenser, summer = grenser or Grenser.fra(), summer or {}
    nokler = nokler_for(data, celle, [teller])
    antall = {k: data[k].astype(float) for k in (teller, nevner) if k in data}
    if any((a < 0).any() for a in antall.values()):
        raise DataFeil(funn("K881", fant="et negativt antall"))
    hull = {k: a.isna().to_numpy() for k, a in antall.items()}
    regler = _primaert(antall, teller, nevner, _i_kilden(data), grenser)
    if serie:
        for k, r in regler.items():
            regler[k] = serier.hele(nokler, r, hull[k], serie, summer, grenser.serie_prosent)
    forst, noe_mangler = _forst(nokler, behold or {}), np.logical_or.reduce([*hull.values()])
    vern = partial(
        med_naboer, nokler, summer, hull=noe_mangler, forst=forst, min_bredde=grenser.min_bredde
    )
    funnet = {k: vern(antall=a.to_numpy(), regel=regler[k]) for k, a in antall.items()}
    while hele_perioder and (resten := serier.resten_av_perioden(
        nokler, funnet[teller], hull[teller], hele_perioder, summer
    )).any():  # fmt: skip
        regler[teller] = np.where(resten, PERIODE, regler[teller])
        funnet[teller] = vern(antall=antall[teller].to_numpy(), regel=regler[teller])
    return klarert(data, nokler, funnet, avledet, grenser, grunnlag_antall(grenser), mangler)


def _i_kilden(data: pd.DataFrame) -> np.ndarray:
    merknad = data.get("merknad", pd.Series("", index=data.index)).fillna("").astype(str)
    return merknad.str.startswith("skjult").to_numpy()


def _primaert(antall, teller, nevner, i_kilden, g: Grenser) -> dict[str, np.ndarray]:
    """Regelen som skjuler hver celle av seg selv, for telleren og for nevneren."""
    t = antall[teller]
    regler = {teller: _velg([
        (i_kilden & t.isna().to_numpy(), KILDEN),
        (liten(t, g.min_teller, g.skjul_null), TELLER),
    ])}  # fmt: skip
    if nevner in antall:
        n = antall[nevner]
        regler[nevner] = _velg([
            (i_kilden & n.isna().to_numpy(), KILDEN),
            (liten(n, g.min_teller, g.skjul_null), GRUNNLAG),
        ])  # fmt: skip
        regler[teller] = _velg([
            (regler[teller] != "", regler[teller]),
            (liten(n, g.min_nevner, True) & t.notna().to_numpy(), GRUNNLAG),
            (liten((n - t).where(n >= t), g.min_rest, g.skjul_null), REST),
        ])  # fmt: skip
    return regler


def _velg(valg) -> np.ndarray:
    vilkaar, regler = zip(*valg, strict=True)
    return np.select(vilkaar, regler, "").astype(object)


def liten(antall: pd.Series, minst: float, ogsaa_null: bool) -> np.ndarray:
    under = (antall < minst).to_numpy()
    return under if ogsaa_null else under & (antall != 0).to_numpy()


def _forst(nokler: pd.DataFrame, behold: Mapping[str, Sequence[str]]) -> np.ndarray:
    forst = np.zeros(len(nokler), dtype=bool)
    for kolonne, verdier in behold.items():
        forst |= nokler[kolonne].isin([str(v) for v in verdier]).to_numpy()
    return forst
