"""Avrunding av små antall: et annet vern enn å skjule, når leseren trenger hele tabellen.

Små antall blir 0 eller basen, og summene regnes ut av de avrundede delene. Da stemmer tabellen, og
ingen kan se hvem som var 1 og hvem som var 0. Hvilke som rundes opp, velges slik at summene kommer
så nær de sanne som mulig.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd
from scipy import sparse

from metodikk.grunn.feil import BrukFeil, DataFeil, PersonvernStopp
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking import _motor as motor
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._klarering import Summer, nokler_for
from metodikk.metoder.prikking._regler import GRUNNLAG, MERKNADER
from metodikk.metoder.prikking._rund import rund

DEL, MED, REST, ALLE = "del av gruppen", "med", "uten", "alle"


def avrund(
    data: pd.DataFrame, *, celle: Sequence[str], summer: Summer | None = None,
    base: int | None = None, grenser: Grenser | None = None, teller: str = "teller",
    nevner: str = "nevner", avledet: Sequence[str] = ("verdi", "nedre", "ovre"), mangler: str = "",
) -> Klarert:  # fmt: skip
    """Rund små antall til 0 eller basen, slik at summene fortsatt stemmer.

    Bruk denne i stedet for :func:`prikk` når leseren trenger alle cellene, og det gjør mindre at de
    små er omtrentlige. Velg én av dem for tall som publiseres sammen: den samme cellen avrundet i én
    tabell og skjult i en annen er ikke vernet.

    Parametere
    ----------
    data : DataFrame
        Én rad per celle, med `teller` og eventuelt `nevner`. Endres ikke. Summene må stemme med delene.
    celle, summer, grenser, teller, nevner
        Som i :func:`prikk`.
    base : int, valgfri
        Ingen antall fra 1 opp til basen vises, heller ikke rester (nevner minus teller). Forvalgt er
        `min_teller` eller `min_rest` i grensene, den største av dem, og basen kan ikke være lavere.
    avledet : sequence of str
        Kolonnene som er regnet av antallene. De tas bort; regn dem på nytt av de avrundede tallene.
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert
        Samme rader som inn, med avrundede antall. `opplysninger` har basen og det største avviket
        fra de sanne tallene. Er det færre enn `min_nevner` i gruppen, skjules telleren.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1", "2", "3", "alle"], "teller": [2, 3, 30, 35]})
    >>> k = avrund(d, celle=["sone"], summer={"sone": {"alle": ["1", "2", "3"]}})
    >>> k.tabell["teller"].tolist()
    [0.0, 5.0, 30.0, 35.0]

    Les mer
    -------
    SmallCountRounding (Statistisk sentralbyrå). Fasit: ``fasit/avrunding.toml``.
    """
    grenser, summer = grenser or Grenser.fra(), summer or {}
    base = _base(base, grenser)
    nokler = nokler_for(data, celle, [teller])
    antall = {k: data[k].astype(float) for k in (teller, nevner) if k in data}
    _kontroller(data, antall)
    rundet = _rund_alle(nokler, summer, antall, teller, nevner, base)
    ut = data.drop(columns=[k for k in avledet if k in data]).assign(**rundet)
    ut["merknad"] = data.get("merknad", pd.Series("", index=data.index)).fillna("").astype(str)
    avvik = max(
        (float((rundet[k] - a).abs().max()) for k, a in antall.items() if len(a)), default=0.0
    )
    lite = (
        (rundet[nevner] < grenser.min_nevner).to_numpy()
        if nevner in antall
        else np.zeros(len(ut), bool)
    )
    ut[teller] = ut[teller].mask(lite)
    ut.loc[lite, "merknad"] = MERKNADER[GRUNNLAG]
    skjult = nokler[lite].assign(regel=GRUNNLAG, verner="", gjelder=teller)
    tall = {"skjult": int(lite.sum()), "primaert": int(lite.sum()), "vist": int((~lite).sum())}
    return Klarert(ut, skjult.reset_index(drop=True), _grunnlag(grenser, base),
                   {"mangler": mangler, "grenser": asdict(grenser), "base": base, "avvik": avvik, **tall})  # fmt: skip


def _base(base: int | None, g: Grenser) -> int:
    minst = max(g.min_teller, g.min_rest)
    if base is not None and base < minst:
        raise BrukFeil(funn("K890", fant=f"base = {base}", navn="base", profil=g.profil,
                            krav=f"{minst} eller høyere"))  # fmt: skip
    return base or minst


def _kontroller(data: pd.DataFrame, antall: dict[str, pd.Series]) -> None:
    for tall in antall.values():
        if ((tall < 0) | (tall.dropna() % 1 != 0).reindex(tall.index, fill_value=False)).any():
            raise DataFeil(funn("K881", fant="et antall som ikke er et helt tall fra 0 og opp"))
    merknad = data.get("merknad", pd.Series("", index=data.index)).fillna("").astype(str)
    if i_kilden := int(merknad.str.startswith("skjult").sum()):
        raise PersonvernStopp(funn("K898", fant=f"{i_kilden} celle(r) skjult i kilden"))


def _rund_alle(nokler, summer, antall, teller, nevner, base) -> dict[str, pd.Series]:
    """De avrundede antallene. Med nevner rundes tellerne og restene, og nevneren er summen av dem."""
    a = antall[teller]
    if nevner not in antall:
        return {teller: _rund_ett(nokler, summer, a, base)}
    n = antall[nevner]
    if (
        a > n
    ).any():  # Hendelser, der samme person kan telles flere ganger. Da finnes det ingen rest.
        return {k: _rund_ett(nokler, summer, v, base) for k, v in antall.items()}
    deler = pd.concat([nokler.assign(**{DEL: d}) for d in (MED, REST, ALLE)], ignore_index=True)
    sammen = pd.concat([a, n - a, n], ignore_index=True)
    svar = _rund_ett(deler, {**summer, DEL: {ALLE: [MED, REST]}}, sammen, base).to_numpy()
    m = len(a)
    return {teller: pd.Series(svar[:m], a.index), nevner: pd.Series(svar[2 * m :], a.index)}


def _rund_ett(nokler: pd.DataFrame, summer: Summer, antall: pd.Series, base: int) -> pd.Series:
    """Avrund én tabell. Rekkefølgen på radene spiller ingen rolle."""
    tall = antall.to_numpy(float)
    ut = np.full(len(tall), np.nan)
    kjent = np.flatnonzero(~np.isnan(tall))
    orden = kjent[np.lexsort(nokler.iloc[kjent].to_numpy().T[::-1])]
    if len(orden):
        x = motor.indre_celler(nokler.iloc[orden], summer)
        ut[orden] = x @ rund(x, _indre(x, tall[orden]), base)
    return pd.Series(ut, antall.index)


def _indre(x: sparse.csr_matrix, tall: np.ndarray) -> np.ndarray:
    """Antallet i hver indre celle. DataFeil når summene ikke stemmer med delene."""
    indre = np.full(x.shape[1], np.nan)
    alene = np.flatnonzero(np.diff(x.indptr) == 1)
    indre[x.indices[x.indptr[alene]]] = tall[alene]
    ukjent = np.flatnonzero(np.isnan(indre))
    if len(ukjent):
        rest = tall - x @ np.nan_to_num(indre)
        indre[ukjent] = _los(x[:, ukjent].tocsr(), rest)
    if not np.allclose(x @ indre, tall):
        hvor = int(np.argmax(np.abs(x @ indre - tall)))
        raise DataFeil(
            funn("K899", fant=f"en sum på {tall[hvor]:.0f} med deler på {(x @ indre)[hvor]:.0f}")
        )
    return indre


def _los(x: sparse.csr_matrix, rest: np.ndarray) -> np.ndarray:
    """En løsning i hele tall for delene som ikke har egen rad."""
    from scipy.optimize import LinearConstraint, milp

    med = np.flatnonzero(np.diff(x.indptr) > 0)
    svar = milp(
        np.zeros(x.shape[1]), integrality=np.ones(x.shape[1]),
        constraints=LinearConstraint(x[med].astype(float), rest[med], rest[med]),
    )  # fmt: skip
    if svar.x is None:
        raise DataFeil(funn("K899", fant="en sum som er mindre enn delene som vises"))
    return np.round(svar.x)


def _grunnlag(g: Grenser, base: int) -> str:
    return (
        f"Profil «{g.profil}»: antall og rester under {base} er avrundet til 0 eller {base}, og summene er "
        f"regnet av de avrundede tallene. Andeler av færre enn {g.min_nevner} er skjult."
    )
