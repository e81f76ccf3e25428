"""To runder av innbyggerundersøkelsen: vektet, med samme ordlyd, og området mot resten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtr

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import liste
from metodikk.grunn.typer import Funn
from metodikk.metoder import undersokelse
from metodikk.metoder.effekt import to_ganger_to

OMRAADET, RESTEN = "programområdet", "resten av kommunen"
STYRKE = 2.801585218
TOM = pd.DataFrame(
    columns=["gruppe", "runde", "tema", "sporsmal", "tekst", "verdi", "nedre", "ovre", "se", "n"]
)


@dataclass(frozen=True, eq=False)
class Runder:
    """Svarene før og etter, i området og i resten av kommunen.

    anslag : én rad per gruppe, runde og spørsmål: vektet andel fornøyde med intervall og `n`.
    endring : én rad per spørsmål som kan sammenliknes: endringen i området, i resten og forskjellen
        mellom dem, med intervall, `p` og minste forskjell vi kunne ha sett.
    utelatt : spørsmålene som ikke kan sammenliknes, med grunnen.
    hvem : hvem som svarte mot hvem som bor der, i området i siste runde.
    """

    foer: int | None
    etter: int | None
    anslag: pd.DataFrame
    endring: pd.DataFrame
    utelatt: pd.DataFrame
    hvem: pd.DataFrame
    funn: tuple[Funn, ...]
    mangler: str = ""


def runder(
    svar: pd.DataFrame, kodebok: pd.DataFrame, om_rundene: pd.DataFrame, befolkning: pd.DataFrame,
    *, omraade: Sequence[str], resten: Sequence[str], start: int,
) -> Runder:  # fmt: skip
    """Sammenlikn siste runde før programmet med siste runde etter, i området og i resten.

    Parametere
    ----------
    svar, kodebok, om_rundene, befolkning : DataFrame
        Tabellene `svar`, `kodebok`, `runder` og `befolkning`. Endres ikke.
    omraade, resten : sequence of str
        Sonene i programmet, og sonene utenfor det.
    start : int
        Første år i programmet.

    Returnerer
    ----------
    Runder
        `mangler` sier hvorfor, når rundene ikke kan sammenliknes.

    Eksempel
    --------
    >>> tom = pd.DataFrame(columns=["runde", "sone"])
    >>> runder(tom, tom, tom, tom, omraade=["a"], resten=["b"], start=2020).mangler
    'Prosjektet har ikke to runder av innbyggerundersøkelsen, én før og én etter at programmet startet.'
    """
    tider = sorted({int(r) for r in svar["runde"]} & {int(r) for r in om_rundene["runde"]})
    foer = max((r for r in tider if r <= start), default=None)
    etter = max((r for r in tider if r > start), default=None)
    if foer is None or etter is None:
        return _uten(
            "Prosjektet har ikke to runder av innbyggerundersøkelsen, én før og én etter at programmet startet."
        )
    kan = undersokelse.sammenliknbare(kodebok, om_rundene, foer, etter)
    kan = kan.merge(kodebok[["sporsmal", "tekst"]], on="sporsmal")
    grupper = {OMRAADET: list(omraade), RESTEN: list(resten)}
    anslag, hvem, funnene = _anslag(svar, kodebok, om_rundene, befolkning, grupper, (foer, etter))
    likt = kan.loc[kan["merknad"] == "", "sporsmal"]
    endring = _endring(anslag[anslag["sporsmal"].isin(likt)], foer, etter)
    return Runder(
        foer, etter, anslag, endring, kan[kan["merknad"] != ""].reset_index(drop=True), hvem,
        (*funnene, *_funn(kan, anslag, om_rundene, (foer, etter))),
    )  # fmt: skip


def _uten(grunn: str) -> Runder:
    return Runder(
        None,
        None,
        TOM,
        pd.DataFrame(columns=["sporsmal"]),
        pd.DataFrame(),
        pd.DataFrame(),
        (),
        grunn,
    )


def _anslag(svar, kodebok, om_rundene, befolkning, grupper, tider):
    maate = om_rundene.set_index("runde")["trekkmaate"]
    deler, hvem, ut = [], pd.DataFrame(), []
    for runde in tider:
        for gruppe, soner in grupper.items():
            egne = svar[(svar["runde"] == runde) & svar["sone"].isin(soner)].reset_index(drop=True)
            margin = undersokelse.befolkningsmargin(befolkning, soner, runde)
            try:
                utvalg = undersokelse.vekt(egne, margin)
            except DataFeil as feil:
                ut.extend(feil.funn)
                continue
            tall = undersokelse.sporsmaal(egne, kodebok, utvalg, trekkmaate=maate[runde])
            deler.append(tall.assign(gruppe=gruppe, runde=runde))
            if gruppe == OMRAADET and runde == tider[-1]:
                hvem = undersokelse.hvem_svarte(egne, margin)
    return (pd.concat(deler, ignore_index=True) if deler else TOM), hvem, [*ut, *_skjevhet(hvem)]


def _skjevhet(hvem: pd.DataFrame) -> list[Funn]:
    skjeve = hvem[hvem["skjev"]] if len(hvem) else hvem
    if not len(skjeve):
        return []
    faa = skjeve.loc[skjeve["verdi"] < skjeve["andel_befolkning"], "gruppe"].tolist()
    return [funn("K878", fant=f"for få svar fra {liste(faa)}" if faa else "skjev fordeling")]


def _endring(anslag: pd.DataFrame, foer: int, etter: int) -> pd.DataFrame:
    rader = []
    for sporsmal, deler in anslag.groupby("sporsmal", sort=False):
        celler = deler.set_index(["gruppe", "runde"])
        rader.append({"sporsmal": sporsmal, "tema": deler["tema"].iloc[0],
                      "tekst": deler["tekst"].iloc[0], **_en(celler, foer, etter)})  # fmt: skip
    return pd.DataFrame(rader, columns=[*(rader[0] if rader else ("sporsmal",))])


def _en(celler: pd.DataFrame, foer: int, etter: int) -> dict:
    """Endringen i hver gruppe, og forskjellen mellom endringene når resten også er spurt."""

    def celle(gruppe, runde, felt):
        return float(celler[felt].get((gruppe, runde), np.nan))

    ut = {}
    for navn, gruppe in (("omraadet", OMRAADET), ("resten", RESTEN)):
        ut[f"{navn}_foer"], ut[f"{navn}_etter"] = (celle(gruppe, r, "verdi") for r in (foer, etter))
        se = np.hypot(celle(gruppe, foer, "se"), celle(gruppe, etter, "se"))
        ut[f"{navn}_endring"] = ut[f"{navn}_etter"] - ut[f"{navn}_foer"]
        ut[f"{navn}_nedre"] = ut[f"{navn}_endring"] - 1.959964 * se
        ut[f"{navn}_ovre"] = ut[f"{navn}_endring"] + 1.959964 * se
    se = [celle(g, r, "se") for g in (OMRAADET, RESTEN) for r in (foer, etter)]
    verdi, nedre, ovre = to_ganger_to(
        ut["omraadet_foer"], ut["omraadet_etter"], ut["resten_foer"], ut["resten_etter"], se
    )
    samlet = float(np.sqrt(np.square(se).sum()))
    p = 2 * (1 - float(ndtr(abs(verdi) / samlet))) if samlet > 0 else np.nan
    faerrest = min(celle(OMRAADET, r, "n") for r in (foer, etter))
    return ut | {
        "verdi": verdi,
        "nedre": nedre,
        "ovre": ovre,
        "p": p,
        "mde": STYRKE * samlet,
        "n": faerrest,
    }


def _funn(kan, anslag, om_rundene, tider) -> list[Funn]:
    ut = []
    om = om_rundene.set_index("runde").loc[list(tider)]
    stengt = kan["merknad"].str.contains("ulik måte|åpen lenke").any()
    if stengt or om["trekkmaate"].nunique() > 1:
        beskrivelse = [f"{r}: {om.loc[r, 'trekkmaate']}, {om.loc[r, 'modus']}" for r in tider]
        ut.append(funn("K871", fant="; ".join(beskrivelse)))
    ulik = kan.loc[kan["merknad"].str.contains("ordlyden"), "tekst"].tolist()
    if ulik:
        ut.append(funn("K879", fant=liste([f"«{t}»" for t in ulik])))
    felles = anslag[anslag["sporsmal"].isin(kan.loc[kan["merknad"] == "", "sporsmal"])]
    faa = felles.loc[felles["n"] < undersokelse.MINST_SVAR, ["gruppe", "runde"]].drop_duplicates()
    if len(faa):
        ut.append(funn("K872", fant=liste([f"{r.gruppe} i {r.runde}" for r in faa.itertuples()])))
    return ut
