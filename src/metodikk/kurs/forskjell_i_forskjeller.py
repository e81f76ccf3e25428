"""Forskjell i forskjeller: endringen i området måles mot endringen andre steder, og kan fortsatt villede."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import prosentpoeng, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.metoder import effekt, evaluering, prikking
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne, Tabell
from metodikk.ut.tabeller import tabell

AAR, START = tuple(range(2014, 2026)), 2020
NULLPUNKT, OPPFOLGING = AAR[:6], AAR[6:]
EFFEKT, SMITTE, OVERALT, SJOKK = 0.05, 0.5, 0.005, 0.04
BARN, NIVAA, SPREDNING = 800, 0.55, 0.05
OMRAADET = ("Øvre Li", "Nedre Li")
NABOER = tuple(f"Nabo {i}" for i in range(1, 9))
UNNA = tuple(f"Sone {i}" for i in range(1, 11))
SONER = (*OMRAADET, *NABOER, *UNNA)
MOT = {"ingen": (), "naboer": NABOER, "unna": UNNA}
MAALT = {"ingen": "bare før og etter", "naboer": "mot naboene", "unna": "mot soner lenger unna"}
ULIKT = {0.0: "lik utvikling", 0.005: "litt ulik utvikling", 0.01: "svært ulik utvikling"}
HENDTE = {
    "nei": "ingenting annet i 2020", "alle": "noe annet i alle sonene i 2020",
    "omraadet": "noe annet bare i området i 2020",
}  # fmt: skip
TREKNINGER = 1000
VIST_TREKNING = 252  # valgt fordi den likner snittet av trekningene
KILDE = "Oppdiktet: barn i 20 soner, der den sanne effekten er 5 prosentpoeng"
VENTET, SANT = "Ventet uten programmet", "Sant uten programmet"
KONTROLLER = (
    Valg(
        "mot", "Området måles mot",
        (("Seg selv før", "ingen"), ("Naboene", "naboer"), ("Soner lenger unna", "unna")), "ingen",
    ),
    Valg(
        "trend", "Området utviklet seg ulikt fra før",
        (("Nei", 0.0), ("Litt", 0.005), ("Svært", 0.01)), 0.0,
    ),
    Valg(
        "sjokk", "Noe annet skjer i 2020",
        (("Nei", "nei"), ("I alle sonene", "alle"), ("Bare i området", "omraadet")), "nei",
    ),
)  # fmt: skip


def sant(trend: float = 0.0, sjokk: str = "nei", *, virkning: float = EFFEKT) -> np.ndarray:
    """Sett opp det sanne tillegget til nivået i hver sone hvert år.

    Alle sonene øker litt hvert år. Området kan ha sin egen utvikling i tillegg. Fra 2020 kommer
    programmet, og naboene får halvparten av virkningen. Noe annet kan skje samtidig.

    Parametere
    ----------
    trend : float
        Hvor mye mer området øker hvert år, også uten programmet.
    sjokk : {"nei", "alle", "omraadet"}
        Hvor noe annet skjer samtidig med programmet.
    virkning : float
        Den sanne effekten av programmet.

    Returnerer
    ----------
    ndarray
        Én rad per sone, én kolonne per år.

    Eksempel
    --------
    >>> round(float(sant()[0, -1] - sant(virkning=0)[0, -1]), 3)
    0.05
    """
    aar = np.arange(len(AAR))
    etter = (np.array(AAR) >= START).astype(float)
    i_omraadet = np.isin(SONER, OMRAADET)[:, None].astype(float)
    hos_naboene = np.isin(SONER, NABOER)[:, None].astype(float)
    annet = {"nei": 0 * i_omraadet, "alle": i_omraadet * 0 + 1, "omraadet": i_omraadet}[sjokk]
    return (
        OVERALT * aar + trend * aar * i_omraadet + SJOKK * annet * etter
        + virkning * (i_omraadet + SMITTE * hos_naboene) * etter
    )  # fmt: skip


def trekk(tillegg: np.ndarray, antall: int, fro: int) -> np.ndarray:
    """Trekk antall barn med i aktivitet i hver sone hvert år.

    Svingningene er de samme uansett tillegg, slik at bare det som er valgt, skiller to trekninger.

    Parametere
    ----------
    tillegg : ndarray
        Fra :func:`sant`: sone × år.
    antall, fro : int
        Hvor mange trekninger, og frøet som gjør dem like hver gang.

    Returnerer
    ----------
    ndarray
        Trekning × sone × år, av 800 barn.

    Eksempel
    --------
    >>> trekk(sant(), 3, fro=1).shape
    (3, 20, 12)
    """
    g = np.random.default_rng(fro)
    nivaa = g.normal(NIVAA, SPREDNING, (antall, len(SONER), 1))
    svingning = g.normal(0, np.sqrt(NIVAA * (1 - NIVAA) / BARN), (antall, *tillegg.shape))
    return np.rint(np.clip(nivaa + tillegg + svingning, 0, 1) * BARN).astype(int)


def anslag(teller: np.ndarray, mot: str) -> np.ndarray:
    """Regn ut forskjellen i hver trekning: endringen i området, minus endringen i sammenlikningen.

    Eksempel
    --------
    >>> anslag(trekk(sant(), 3, fro=1), "unna").shape
    (3,)
    """
    er_etter = np.array(AAR) >= START
    endring = (teller[..., er_etter].mean(-1) - teller[..., ~er_etter].mean(-1)) / BARN
    omraadet = endring[:, np.isin(SONER, OMRAADET)].mean(axis=1)
    return omraadet - endring[:, np.isin(SONER, MOT[mot])].mean(axis=1) if MOT[mot] else omraadet


@cache
def i_snitt(mot: str = "unna", trend: float = 0.0, sjokk: str = "nei") -> float:
    """Regn ut hva målingen viser i snitt over mange trekninger. Den sanne effekten er 0,05.

    Eksempel
    --------
    >>> round(i_snitt("unna"), 2), round(i_snitt("naboer"), 3)
    (0.05, 0.025)
    """
    return float(anslag(trekk(sant(trend, sjokk), TREKNINGER, 0), mot).mean())


def maal(mot: str, trend: float, sjokk: str) -> dict:
    """Mål effekten i én trekning, slik en evaluering gjør det, og se på årene før.

    Returnerer
    ----------
    dict
        `verdi`, `nedre`, `ovre` og `p`, `spriker` (endringen i forskjellen per år før start), og
        `forlop` med linjene år for år.

    Eksempel
    --------
    >>> maal("unna", 0.0, "nei")["forlop"]["gruppe"].nunique()
    4
    """
    d = _som_tabell(trekk(sant(trend, sjokk), 1, VIST_TREKNING)[0])
    bred = d.assign(verdi=d["teller"] / d["nevner"]).pivot(index="aar", columns="sone", values="verdi")  # fmt: skip
    omraadet = bred[list(OMRAADET)].mean(axis=1)
    andre = bred[list(MOT[mot])].mean(axis=1) if MOT[mot] else 0 * omraadet
    for_ = list(NULLPUNKT)
    svar = {"nedre": np.nan, "ovre": np.nan, "p": np.nan}
    if mot == "ingen":
        svar["verdi"] = float(omraadet[list(OPPFOLGING)].mean() - omraadet[for_].mean())
    else:
        e = effekt.forskjell_i_forskjeller(
            d, OMRAADET, MOT[mot], nullpunkt=NULLPUNKT, oppfolging=OPPFOLGING, start=START
        )
        svar = {"verdi": e.verdi, "nedre": e.nedre, "ovre": e.ovre, "p": e.p}
    uten = _som_tabell(trekk(sant(trend, sjokk, virkning=0), 1, VIST_TREKNING)[0])
    linjer = {
        "Området": omraadet,
        VENTET: omraadet[for_].mean() + andre - andre[for_].mean(),
        SANT: uten[uten["sone"].isin(OMRAADET)].groupby("aar")["teller"].sum().loc[START - 1 :] / (BARN * len(OMRAADET)),
    }  # fmt: skip
    if mot != "ingen":
        linjer["Sammenlikningen"] = andre
    forlop = pd.concat(
        [pd.DataFrame({"gruppe": g, "aar": v.index, "verdi": v.to_numpy()}) for g, v in linjer.items()]
    )  # fmt: skip
    return svar | {
        "spriker": float(np.polyfit(for_, (omraadet - andre)[for_], 1)[0]),
        "forlop": forlop.reset_index(drop=True),
    }


def tegn(*, mot: str = "ingen", trend: float = 0.0, sjokk: str = "nei") -> Vist:
    """Tegn området med og uten programmet, og si hva målingen viser mot det som er sant."""
    m = _alle_valg()[mot, trend, sjokk]
    hva = (
        f"Målt {MAALT[mot]} er effekten {prosentpoeng(m['verdi'])}{_mellom(m)}. Den sanne er {tall(100 * EFFEKT, 1)}. "
        f"Vi valgte {ULIKT[trend]} før start og {HENDTE[sjokk]}."
    )  # fmt: skip
    figur = figurer.utvikling(
        prikking.klarer_uten_personer(m["forlop"], "oppdiktede soner"), tittel=f"Målt {MAALT[mot]}: {ULIKT[trend]} før, {HENDTE[sjokk]}",
        fremhev="Området", merker={START: "Programmet starter"}, fra_null=False, kilde=KILDE, funn=hva,
        tekst="Målingen er riktig når de to linjene uten programmet følger hverandre.",
    )  # fmt: skip
    hvem = "Området selv endret seg" if mot == "ingen" else "Forskjellen endret seg"
    return Vist(figur, (
        f"{hva} {hvem} med {prosentpoeng(m['spriker'])} i året i årene før."
    ), _tre_maater(trend, sjokk))  # fmt: skip


def stille() -> tuple:
    """Gi stillbildene til boka: fem målinger av den samme effekten, og en tabell med svarene."""
    valg = ({}, {"mot": "unna"}, {"mot": "naboer"}, {"mot": "unna", "trend": 0.01}, {"mot": "unna", "sjokk": "omraadet"})  # fmt: skip
    rader = [
        {"trend": ULIKT[t].capitalize(), "sjokk": HENDTE[s].capitalize(), **{m: i_snitt(m, t, s) for m in MOT}}
        for t, s in product(ULIKT, HENDTE)
    ]  # fmt: skip
    return *(tegn(**v).figur for v in valg), tabell(
        prikking.klarer_uten_personer(pd.DataFrame(rader), "oppdiktede soner"),
        tittel="Hva målingen viser i snitt når den sanne effekten er 5 prosentpoeng",
        kolonner={"trend": "Området og de andre", "sjokk": "Samtidig", "ingen": Kolonne("Bare før og etter", "prosentpoeng"),
                  "naboer": Kolonne("Mot naboene", "prosentpoeng"), "unna": Kolonne("Mot soner lenger unna", "prosentpoeng")},
        radhoder=2, kilde=f"Oppdiktet: snittet av {TREKNINGER} trekninger",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str], program, naboer: Sequence[str] = (),
    indikator: str = "fritid_barn", grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Mål egne soner mot dem de kan sammenliknes med, og se på årene før programmet.

    Dette er den samme beregningen som i evalueringen, med det samme vernet av enkeltpersoner.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt, med `indikatorer` og `utfall`.
    omraade, naboer : sequence of str
        Sonene i programmet, og naboene som ikke brukes til å sammenlikne med.
    program : objekt
        Årene: `start`, `slutt`, `utvalgsaar`, `nullpunkt` og `oppfolging`.
    indikator : str
        Utfallet som måles. Må være målt med en indikator i tabellen `utfall`.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Forskjellen år for år, og hva målingen viser med og uten sammenlikning.
    """
    utfall = tabeller["utfall"]
    valgt = utfall[utfall["maalt_med"] == indikator].head(1)
    if valgt.empty:
        kjente = ", ".join(sorted(set(utfall["maalt_med"])))
        raise ValueError(f"Ingen av utfallene er målt med «{indikator}». De er målt med: {kjente}.")
    ev = evaluering.evaluer({**tabeller, "utfall": valgt}, omraade=omraade, program=program, naboer=naboer)  # fmt: skip
    detaljer = evaluering.klarer(ev, grenser).detaljer
    if not detaljer or not np.isfinite(detaljer[0].observert):
        raise ValueError(f"Utfallet «{indikator}» kan ikke sammenliknes med andre soner, eller har for få personer til å vises.")  # fmt: skip
    d = detaljer[0]
    setning = _egen_setning(d, program.start)
    figur = figurer.hendelsestid(
        d.hendelsestid, tittel=f"Området mot de andre sonene: {d.navn}", tid="aar", start=program.start,
        enhet=d.forskjellsenhet, funn=setning, tekst="Punktene før start skal ligge nær null.",
    )  # fmt: skip
    return Vist(figur, setning)


@cache
def _alle_valg() -> dict[tuple, dict]:
    """Mål alle valgene én gang, slik at hvert av dem vises med en gang det er valgt."""
    return {v: maal(*v) for v in product(*(k.verdier for k in KONTROLLER))}


def _egen_setning(d, start: int) -> str:
    u, skala = d.utfall, 1.0 if d.enhet == "prosent" else d.utfall.skala

    def skriv(verdi) -> str:
        return prosentpoeng(verdi) if d.enhet == "prosent" else f"{tall(verdi, 1)} {d.forskjellsenhet}"  # fmt: skip

    tid = d.hendelsestid.tabell
    for_ = tid.loc[tid["aar"] < start, "verdi"]
    mellom = f", {_spenn(u.nedre * skala, u.ovre * skala, d.enhet)}" if np.isfinite(u.nedre) else ""
    return (
        f"Bare før og etter viser en endring på {skriv((u.etter - u.foer) * skala)}. Målt mot de andre sonene er "
        f"forskjellen {skriv(d.observert)}{mellom}. I årene før start lå forskjellen {_spenn(for_.min(), for_.max(), d.enhet)}."
    )  # fmt: skip


def _spenn(nedre: float, ovre: float, enhet: str) -> str:
    ganger = 100 if enhet == "prosent" else 1
    return f"mellom {tall(nedre * ganger, 1)} og {tall(ovre * ganger, 1)}"


def _mellom(m: Mapping) -> str:
    return f", {_spenn(m['nedre'], m['ovre'], 'prosent')}" if np.isfinite(m["nedre"]) else ""


def _som_tabell(teller: np.ndarray) -> pd.DataFrame:
    sone, aar = np.repeat(SONER, len(AAR)), np.tile(AAR, len(SONER))
    return pd.DataFrame({"sone": sone, "aar": aar, "teller": teller.ravel(), "nevner": BARN})


def _tre_maater(trend: float, sjokk: str) -> Tabell:
    """De tre målingene ved siden av hverandre, i den samme trekningen."""
    maalt = {m: _alle_valg()[m, trend, sjokk] for m in MOT}
    d = pd.DataFrame([
        {"maalt": MAALT[m].capitalize(), "verdi": r["verdi"], "feil": r["verdi"] - EFFEKT, "spriker": r["spriker"],
         "p": r["p"], "merknad": "" if np.isfinite(r["p"]) else "kan ikke beregnes: ingen å sammenlikne med"}
        for m, r in maalt.items()
    ])  # fmt: skip
    klart: Klarert = prikking.klarer_uten_personer(d, "oppdiktede soner")
    return tabell(
        klart, tittel=f"Tre målinger av det samme: {ULIKT[trend]}, {HENDTE[sjokk]}", kilde=KILDE,
        kolonner={"maalt": "Målt", "verdi": Kolonne("Målt effekt", "prosentpoeng"), "feil": Kolonne("Avvik fra det sanne", "prosentpoeng"),
                  "spriker": Kolonne("Endring i året før start", "prosentpoeng"), "p": Kolonne("Andel fordelinger med minst like stor forskjell", "prosent", 0)},
    )  # fmt: skip
