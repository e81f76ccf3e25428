"""Innbyggernes syn i området og i resten av kommunen, i siste runde og siden runden før."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking, usikkerhet
from metodikk.metoder._klarert import uten_tall
from metodikk.metoder._vekting import Utvalg
from metodikk.metoder.omraader import OMRAADE, RESTEN
from metodikk.metoder.undersokelse import _anslag as anslag

NIVAA, KONFIDENS, ALLE = 0.06, 0.99, "alle"


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


@dataclass(frozen=True, eq=False)
class Utsnitt:
    """Svarene i én runde fra dem som ble spurt i noen soner, med vektene."""

    svar: pd.DataFrame
    margin: pd.Series
    utvalg: Utvalg
    trekkmaate: str


def utsnitt(
    svar: pd.DataFrame, folk: pd.DataFrame, runder: pd.DataFrame, runde: int, soner: Sequence[str]
) -> Utsnitt | None:
    """Velg og vekt svarene i én runde. None når ingen i sonene svarte."""
    om = runder.set_index("runde").loc[runde]
    gjelder = om["gjelder"] if "gjelder" in om and isinstance(om["gjelder"], tuple) else ()
    spurt = [s for s in soner if not gjelder or s in gjelder]
    her = svar[(svar["runde"] == runde) & svar["sone"].isin(spurt)].reset_index(drop=True)
    if not len(her):
        return None
    margin = anslag.befolkningsmargin(folk, spurt, runde)
    return Utsnitt(her, margin, anslag.vekt(her, margin), om["trekkmaate"])


def stilt(kodebok: pd.DataFrame, runde: int) -> pd.DataFrame:
    """Spørsmålene som ble stilt i runden."""
    return kodebok[[str(runde) in _runder(r, runde) for r in kodebok["runder"]]]


def _del(svar, folk, kodebok, runder, runde, soner) -> dict | None:
    d = utsnitt(svar, folk, runder, runde, soner)
    if d is None:
        return None
    spm, valg = stilt(kodebok, runde), {"trekkmaate": d.trekkmaate}
    return {
        "temaer": anslag.temaer(d.svar, spm, d.utvalg, **valg),
        "sporsmaal": anslag.sporsmaal(d.svar, spm, d.utvalg, **valg),
        "hvem": anslag.hvem_svarte(d.svar, d.margin), "margin": d.margin, "merknader": d.utvalg.merknader,
        "trekkmaate": d.trekkmaate, "n": len(d.svar), "n_eff": d.utvalg.effektivt_antall,
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
    d = anslag.forskjell(omraade, resten, nokkel=nokkel, konfidens=KONFIDENS)
    d = d.rename(columns={"nedre": "forskjell_nedre", "ovre": "forskjell_ovre"}).drop(
        columns="minste"
    )
    d["ord"] = usikkerhet.ord_for_forskjell(d["forskjell_nedre"], d["forskjell_ovre"], nivaa=NIVAA)
    return pd.concat([omraade.merge(d, on=nokkel, how="left"), resten], ignore_index=True)


def _endring(deler, kodebok, runder, for_, siste) -> pd.DataFrame | None:
    if for_ is None or deler.get((for_, OMRAADE)) is None:
        return None
    naa, da = (deler[r, OMRAADE]["sporsmaal"] for r in (siste, for_))
    d = anslag.forskjell(naa, da, nokkel="sporsmal", konfidens=KONFIDENS)
    d = d.merge(naa[["sporsmal", "tema", "tekst", "verdi", "n"]], on="sporsmal")
    d = d.merge(da[["sporsmal", "verdi", "n"]], on="sporsmal", suffixes=("_naa", "_da"))
    d = d.merge(anslag.sammenliknbare(kodebok, runder, for_, siste), on="sporsmal")
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
        "svarandel": anslag.svarandel(antall, float(r["invitert"]) if pd.notna(r["invitert"]) else 0),
        "modus": r["modus"], "trekkmaate": r["trekkmaate"], "merknader": her["merknader"],
        "aapen": r["trekkmaate"] == anslag.AAPEN_LENKE,
    }  # fmt: skip


def folkegrupper(margin: pd.Series) -> pd.DataFrame:
    """Befolkningen bak vektene, etter kjønn og alder hver for seg, klar til porten."""
    deler = [margin.groupby(level=nivaa).sum() for nivaa in (0, 1)]
    alle = pd.Series({ALLE: margin.sum()})
    return pd.concat([*deler, alle]).rename_axis("gruppe").rename("teller").reset_index()


def klarer(sp: Syn, grenser=None) -> dict[str, Klarert]:
    """Send delene gjennom porten: `syn`, `sporsmaal`, `synsendring` og `hvem`."""
    mangler = sp.opplysninger.get("mangler", "Det finnes bare én runde av undersøkelsen.")
    deler = {"syn": sp.temaer, "sporsmaal": sp.sporsmaal, "synsendring": sp.endring}
    ut = {n: uten_tall(mangler) if d is None else _klart(d, grenser, "n") for n, d in deler.items()}
    return {**ut, "hvem": uten_tall(mangler) if sp.hvem is None else _hvem(sp, grenser)}


def _hvem(sp: Syn, grenser) -> Klarert:
    """Klarer både dem som svarte, og befolkningen de sammenliknes med."""
    folk = folkegrupper(sp.margin)
    kjonn, alder = (sorted(sp.margin.index.unique(nivaa)) for nivaa in (0, 1))
    # Kjønnene og aldrene summerer seg til det samme, så begge må være med i én jobb.
    summer = {"gruppe": {ALLE: alder, ALLE + " ": kjonn}}
    folk = pd.concat([folk, folk[folk["gruppe"] == ALLE].assign(gruppe=ALLE + " ")])
    klart = prikking.prikk(
        folk.reset_index(drop=True), celle=["gruppe"], summer=summer, grenser=grenser
    )
    skjult = set(klart.tabell.loc[klart.tabell["teller"].isna(), "gruppe"])
    hvem = sp.hvem.assign(
        andel_befolkning=sp.hvem["andel_befolkning"].mask(sp.hvem["gruppe"].isin(skjult))
    )
    return _klart(
        hvem.assign(skjev=hvem["skjev"] & hvem["andel_befolkning"].notna()),
        grenser,
        "teller",
        "nevner",
    )


def _klart(data: pd.DataFrame, grenser, n: str, alle: str = "") -> Klarert:
    tall_ = [k for k in data.select_dtypes("float") if k not in (n, alle, "andel_befolkning")]
    return prikking.klarer_svar(data, n=n, alle=alle, avledet=tall_, grenser=grenser)
