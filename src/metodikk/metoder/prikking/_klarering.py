"""Det alle slags tall går gjennom: naboene finnes, det skjulte tas ut, og resten klareres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd
from scipy import sparse

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking import _motor as motor
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._regler import GRUNNLAG, MERKNAD, MERKNADER, NABO, naboregel

Summer = Mapping[str, Mapping[str, Sequence[str]]]


def nokler_for(data: pd.DataFrame, celle: Sequence[str], maa_ha: Sequence[str]) -> pd.DataFrame:
    """Nøkkelkolonnene som tekst. DataFeil når en kolonne mangler eller en celle står to ganger."""
    krev_kolonner(data, [*celle, *maa_ha])
    nokler = data[list(celle)].astype(str).reset_index(drop=True)
    if not celle:
        nokler["rad"] = np.arange(len(data)).astype(str)
    if (like := nokler.duplicated()).any():
        raise DataFeil(funn("K892", fant=" · ".join(nokler[like].iloc[0]), antall=int(like.sum())))
    return nokler


def krev_kolonner(data: pd.DataFrame, kolonner: Sequence[str]) -> None:
    if savnet := [k for k in kolonner if k not in data]:
        raise DataFeil(funn("K880", fant=f"kolonnene {', '.join(savnet)} mangler"))


def med_naboer(
    nokler: pd.DataFrame, summer: Summer, antall: np.ndarray, regel: np.ndarray, hull: np.ndarray,
    forst: np.ndarray, min_bredde: float,
) -> pd.DataFrame:  # fmt: skip
    """Regel og vernet celle for hver celle, også naboene som må skjules. "" når tallet vises."""
    verner, mot_anslag = np.full(len(regel), -1), np.zeros(len(regel), dtype=bool)
    orden = np.lexsort(nokler.to_numpy().T[::-1])
    if (regel != "").any() and any(summer.values()):
        for x in _modeller(nokler.iloc[orden], summer, hull[orden]):
            rang = motor.rekkefolge(x, antall[orden], forst[orden])
            nabo, for_bredde = motor.vern(
                x, antall[orden], (regel != "")[orden], verner[orden] >= 0, rang, min_bredde
            )
            verner[orden[[*nabo]]] = orden[[*nabo.values()]]
            mot_anslag[orden[[*for_bredde]]] = True
    return regler_med_naboer(nokler, regel, verner, mot_anslag)


def regler_med_naboer(
    nokler: pd.DataFrame, regel: np.ndarray, verner: np.ndarray, mot_anslag: np.ndarray
) -> pd.DataFrame:
    """Sett navn på cellene som er skjult for å verne en annen. `verner` er -1 for de andre."""
    navn = np.array([" · ".join(n) for n in nokler.to_numpy()], dtype=object)
    ut = pd.DataFrame({"regel": regel, "verner": ""}, dtype=object)
    naboer = verner >= 0
    ut.loc[naboer, "verner"] = navn[verner[naboer]]
    hvem = zip(navn[verner[naboer]], mot_anslag[naboer], strict=True)
    ut.loc[naboer, "regel"] = [naboregel(n, anslag) for n, anslag in hvem]
    return ut


def _modeller(
    nokler: pd.DataFrame, summer: Summer, hull: np.ndarray
) -> Iterator[sparse.csr_matrix]:
    """To lesere: en som får summer der alle delene er med, og en der delene uten tall er hoppet over."""
    x = motor.indre_celler(nokler, summer)
    yield x
    hoppet = motor.uten_tall(x, hull)
    if hoppet.any():
        yield x[:, ~hoppet].tocsr()


def klarert(
    data: pd.DataFrame, nokler: pd.DataFrame, funnet: Mapping[str, pd.DataFrame],
    avledet: Sequence[str], grenser: Grenser, grunnlag: str, mangler: str,
) -> Klarert:  # fmt: skip
    """Ta ut det som er skjult i hver kolonne i `funnet`, og alt som er regnet av dem."""
    antall = [*funnet]
    ut = data.copy()
    hvor = {k: (f["regel"] != "").to_numpy() for k, f in funnet.items()}
    noe = np.logical_or.reduce(list(hvor.values()))
    for k in antall:
        ut[k] = ut[k].astype(float).mask(hvor[k])
    for k in [k for k in avledet if k in ut and k not in antall]:
        ut[k] = ut[k].astype(float).mask(noe)
    forste = (
        pd.concat([f.where(f["regel"] != "") for f in funnet.values()]).groupby(level=0).first()
    )
    forste = forste.reindex(range(len(data)))[noe]
    ut["merknad"] = _merknader(ut, noe, forste["regel"], hvor[antall[-1]])
    skjult = nokler[noe].assign(
        regel=forste["regel"], verner=forste["verner"].fillna(""),
        gjelder=[" og ".join(k for k in antall if hvor[k][i]) for i in np.flatnonzero(noe)],
    )  # fmt: skip
    primaert = ~skjult["regel"].str.startswith(NABO)
    tall = {"skjult": len(skjult), "primaert": int(primaert.sum()), "vist": int((~noe).sum())}
    grunnlag = f"{grunnlag} Skjult: {tall['skjult']} celler, vist: {tall['vist']}."
    return Klarert(ut, skjult.reset_index(drop=True), grunnlag,
                   {"mangler": mangler, "grenser": asdict(grenser), **tall})  # fmt: skip


def _merknader(ut, noe, regel, grunnlag_skjult) -> pd.Series:
    """Leseren får ikke vite hvilken av cellene som er liten, bare at den er skjult."""
    merknad = (
        ut.get("merknad", pd.Series("", index=ut.index)).fillna("").astype(object).to_numpy().copy()
    )
    for i, r in zip(np.flatnonzero(noe), regel, strict=True):
        if not str(merknad[i]).startswith("skjult"):
            merknad[i] = (
                MERKNAD if r == GRUNNLAG and grunnlag_skjult[i] else MERKNADER.get(r, MERKNAD)
            )
    return pd.Series(merknad, index=ut.index).astype(str)


def grunnlag_antall(g: Grenser) -> str:
    return (
        f"Profil «{g.profil}»: antall under {g.min_teller}, rest under {g.min_rest} og andeler av færre "
        f"enn {g.min_nevner} er skjult, og tallene de kunne regnes ut av. Fra undersøkelser kreves "
        f"{g.min_svar} svar."
    )
