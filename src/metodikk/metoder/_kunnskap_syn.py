"""Innbyggernes syn i kunnskapsgrunnlaget, og hvor tallene og innbyggerne er uenige."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.metoder import undersokelse, usikkerhet
from metodikk.metoder.omraader import OMRAADE, RESTEN

NIVAA, KONFIDENS, ALLE = 0.06, 0.99, "alle"
INGEN_SPRIK = "Ingen tema har sikre forskjeller både i tallene og i svarene, sammenliknet med resten av kommunen."


@dataclass(frozen=True, eq=False)
class Syn:
    """Undersøkelsen i området og resten, før klarering. Tom når prosjektet ikke har svar."""

    runde: int = 0
    temaer: pd.DataFrame | None = None
    sporsmaal: pd.DataFrame | None = None
    hvem: pd.DataFrame | None = None
    endring: pd.DataFrame | None = None
    margin: pd.Series | None = None
    opplysninger: Mapping = field(default_factory=dict)


def lag(
    tabeller: Mapping[str, pd.DataFrame], enheter: Mapping[str, Sequence[str]], siste_aar: int
) -> Syn:
    """Regn ut innbyggernes syn i siste runde, og endringen siden runden før."""
    svar, kodebok, runder, folk = (
        tabeller.get(t) for t in ("svar", "kodebok", "runder", "befolkning")
    )
    if any(t is None or not len(t) for t in (svar, kodebok, runder)):
        return Syn(opplysninger={"mangler": "Prosjektet har ingen innbyggerundersøkelse."})
    aarene = sorted(int(r) for r in svar.loc[svar["runde"] <= siste_aar, "runde"].unique())
    if not aarene:
        return Syn(
            opplysninger={
                "mangler": f"Ingen runde av undersøkelsen er gjort til og med {siste_aar}."
            }
        )
    try:
        deler = {(r, e): _del(svar, folk, kodebok, runder, r, enheter[e]) for r in aarene[-2:]
                 for e in (OMRAADE, RESTEN) if e in enheter}  # fmt: skip
    except DataFeil as feil:
        return Syn(opplysninger={"mangler": str(feil)})
    siste, for_ = aarene[-1], aarene[-2] if len(aarene) > 1 else None
    if deler.get((siste, OMRAADE)) is None:
        return Syn(opplysninger={"mangler": f"Ingen i området svarte i {siste}."})
    return Syn(
        siste, _sett_sammen(deler, siste, "temaer"), _sett_sammen(deler, siste, "sporsmaal"),
        deler[siste, OMRAADE]["hvem"], _endring(deler, kodebok, runder, for_, siste),
        deler[siste, OMRAADE]["margin"], _opplysninger(deler, svar, runder, siste, for_),
    )  # fmt: skip


def _del(svar, folk, kodebok, runder, runde, soner) -> dict | None:
    om = runder.set_index("runde").loc[runde]
    gjelder = om["gjelder"] if "gjelder" in om and isinstance(om["gjelder"], tuple) else ()
    spurt = [s for s in soner if not gjelder or s in gjelder]
    her = svar[(svar["runde"] == runde) & svar["sone"].isin(spurt)].reset_index(drop=True)
    if not len(her):
        return None
    margin = undersokelse.befolkningsmargin(folk, spurt, runde)
    u, trekk = undersokelse.vekt(her, margin), om["trekkmaate"]
    stilt = kodebok[[str(runde) in _runder(r, runde) for r in kodebok["runder"]]]
    return {
        "temaer": undersokelse.temaer(her, stilt, u, trekkmaate=trekk),
        "sporsmaal": undersokelse.sporsmaal(her, stilt, u, trekkmaate=trekk),
        "hvem": undersokelse.hvem_svarte(her, margin), "margin": margin, "merknader": u.merknader, "trekkmaate": trekk,
        "n": len(her), "n_eff": u.effektivt_antall,
    }  # fmt: skip


def _runder(verdi, runde) -> set[str]:
    return {str(r).strip() for r in verdi} if isinstance(verdi, tuple) and verdi else {str(runde)}


def _sett_sammen(deler, runde, hva) -> pd.DataFrame:
    """Området og resten under hverandre, med forskjellen og ordet på områdets rad."""
    nokkel = "tema" if hva == "temaer" else "sporsmal"
    omraade = deler[runde, OMRAADE][hva].assign(gruppe=OMRAADE)
    resten = deler.get((runde, RESTEN))
    if resten is None:
        return omraade.assign(
            forskjell=np.nan, forskjell_nedre=np.nan, forskjell_ovre=np.nan, ord=usikkerhet.FOR_LITE
        )
    resten = resten[hva].assign(gruppe=RESTEN)
    d = undersokelse.forskjell(omraade, resten, nokkel=nokkel, konfidens=KONFIDENS)
    d = d.rename(columns={"nedre": "forskjell_nedre", "ovre": "forskjell_ovre"}).drop(
        columns="minste"
    )
    d["ord"] = usikkerhet.ord_for_forskjell(d["forskjell_nedre"], d["forskjell_ovre"], nivaa=NIVAA)
    return pd.concat([omraade.merge(d, on=nokkel, how="left"), resten], ignore_index=True)


def _endring(deler, kodebok, runder, for_, siste) -> pd.DataFrame | None:
    if for_ is None or deler.get((for_, OMRAADE)) is None:
        return None
    naa, da = (deler[r, OMRAADE]["sporsmaal"] for r in (siste, for_))
    d = undersokelse.forskjell(naa, da, nokkel="sporsmal", konfidens=KONFIDENS)
    d = d.merge(naa[["sporsmal", "tema", "tekst", "verdi", "n"]], on="sporsmal")
    d = d.merge(da[["sporsmal", "verdi", "n"]], on="sporsmal", suffixes=("_naa", "_da"))
    d = d.merge(undersokelse.sammenliknbare(kodebok, runder, for_, siste), on="sporsmal")
    stoppet = d["merknad"] != ""
    d.loc[stoppet, ["forskjell", "nedre", "ovre", "minste"]] = np.nan
    ord_ = usikkerhet.ord_for_forskjell(d["nedre"], d["ovre"], nivaa=NIVAA)
    bytt = {"høyere": "opp", "lavere": "ned", "på nivå": "uendret"}
    d["ord"] = [bytt.get(o, o) for o in ord_]
    vises = ("verdi_naa", "verdi_da", "forskjell", "nedre", "ovre")
    d = d.assign(**{f"vist_{n}": d[n] * 100 for n in vises})
    return d.assign(n=d[["n_naa", "n_da"]].min(axis=1))


def _opplysninger(deler, svar, runder, siste, for_) -> dict:
    r = runder.set_index("runde").loc[siste]
    antall = int((svar["runde"] == siste).sum())
    her = deler[siste, OMRAADE]
    return {
        "runde": siste, "forrige": for_, "n_omraade": her["n"], "n_eff": her["n_eff"], "n_alle": antall,
        "svarandel": undersokelse.svarandel(antall, float(r["invitert"]) if pd.notna(r["invitert"]) else 0),
        "modus": r["modus"], "trekkmaate": r["trekkmaate"], "merknader": her["merknader"],
        "aapen": r["trekkmaate"] == undersokelse.AAPEN_LENKE,
    }  # fmt: skip


def folkegrupper(margin: pd.Series) -> pd.DataFrame:
    """Befolkningen bak vektene, etter kjønn og alder hver for seg, klar til porten."""
    deler = [margin.groupby(level=nivaa).sum() for nivaa in (0, 1)]
    alle = pd.Series({ALLE: margin.sum()})
    return pd.concat([*deler, alle]).rename_axis("gruppe").rename("teller").reset_index()


def sprik(indikatorer: pd.DataFrame, sporsmaal: pd.DataFrame) -> pd.DataFrame:
    """Finn temaer der tallene og innbyggerne peker hver sin vei, sammenliknet med resten.

    Bare sikre forskjeller teller: ordet må være «høyere» eller «lavere» på begge sider.
    """
    kolonner = ["tema", "navn", "ord", "vurdering", "sporsmal", "tekst", "forskjell", "syn", "slag"]
    if not len(sporsmaal) or not len(indikatorer):
        return pd.DataFrame(columns=kolonner)
    sikre = sporsmaal[
        (sporsmaal["gruppe"] == OMRAADE) & sporsmaal["ord"].isin(["høyere", "lavere"])
    ]
    sikre = sikre.assign(syn=sikre["ord"].map({"høyere": "bedre", "lavere": "svakere"}))
    par = indikatorer[indikatorer["vurdering"] != ""].merge(
        sikre[["tema", "sporsmal", "tekst", "forskjell", "syn"]], on="tema", suffixes=("_tall", "")
    )
    slag = np.where(par["vurdering"] == par["syn"], "enige", "uenige")
    return par.assign(slag=slag)[kolonner].sort_values("slag", ascending=False, ignore_index=True)
