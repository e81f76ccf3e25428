"""Hvem svarte: vekting retter skjevheten bare når gruppene forklarer både frafallet og svarene."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import numpy as np
import pandas as pd
from scipy.special import expit, stdtrit

from metodikk.grunn.tall import mellom, prosent, tall
from metodikk.kurs.form import Valg, Vist
from metodikk.metoder import prikking, undersokelse, usikkerhet
from metodikk.metoder.undersokelse import vekting
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

ALDER = ("16–34 år", "35–49 år", "50–66 år", "67 år og over")
BEFOLKNING = (3000, 2500, 2500, 2000)
INVITERT, SVARANDEL = (600, 500, 500, 400), 0.4
FORNOYD = {"ingen": (0.5, 0.5, 0.5, 0.5), "alder": (0.25, 0.5, 0.6, 0.75), "svaret": (0.25, 0.5, 0.6, 0.75)}  # fmt: skip
FASIT = 0.5
VERDENER = {
    "ingen": "Like fornøyde i alle aldre", "alder": "De eldre er mest fornøyde",
    "svaret": "De eldre er mest fornøyde, og de misfornøyde svarer oftest",
}  # fmt: skip
KORT = {"ingen": "alle aldre er like", "alder": "de eldre er mest fornøyde", "svaret": "de misfornøyde svarer oftest"}  # fmt: skip
UKJENT, UKJENT_I_FOLKET = "ukjent", "kan ikke beregnes: alder er ukjent"
SVARTE, BOR_DER = "De som svarte", "Alle som bor der"
LIKT, VEKTET = "Alle, hvert svar teller likt", "Alle, vektet"
KILDE = "Oppdiktet: 2000 inviterte i et område med 10 000 innbyggere"
TREKNINGER, TYPISK = 2000, 111  # TYPISK: frøet til en undersøkelse som ligger nær snittet
KONTROLLER = (
    Valg(
        "svarandel",
        "Svarandel blant de unge (40 prosent i de andre gruppene)",
        (("5 prosent", 0.05), ("10 prosent", 0.1), ("20 prosent", 0.2), ("40 prosent", 0.4)),
        0.1,
    ),
    Valg("verden", "Hvem er fornøyd, og hvem svarer", tuple((t, v) for v, t in VERDENER.items()), "alder"),
    Valg("vektet", "Vekt svarene etter alder", (("Nei", False), ("Ja", True)), False),
)  # fmt: skip


def trekk(svarandel: float, verden: str, antall: int, fro: int) -> np.ndarray:
    """Trekk hvor mange fornøyde og misfornøyde som svarer i hver aldersgruppe.

    Parametere
    ----------
    svarandel : float
        Svarandelen blant de unge. I de andre gruppene er den 40 prosent.
    verden : {"ingen", "alder", "svaret"}
        Om de fornøyde er like mange i alle aldre, flest blant de eldre, eller flest blant de eldre
        samtidig som de misfornøyde i hver alder svarer dobbelt så ofte som de fornøyde.
    antall, fro : int
        Hvor mange undersøkelser, og frøet som gjør dem like hver gang.

    Returnerer
    ----------
    ndarray
        Undersøkelser × aldersgrupper × (fornøyd, misfornøyd).

    Eksempel
    --------
    >>> trekk(0.1, "alder", 2, fro=1).shape
    (2, 4, 2)
    """
    g = np.random.default_rng(fro)
    p = np.array(FORNOYD[verden])
    svarer = np.array([svarandel, *[SVARANDEL] * 3])
    sjanse = svarer / (2 - p) if verden == "svaret" else svarer
    fornoyde = g.binomial(INVITERT, p, (antall, len(p)))
    ganger = 2 if verden == "svaret" else 1
    return np.stack(
        [g.binomial(fornoyde, sjanse), g.binomial(INVITERT - fornoyde, ganger * sjanse)], axis=2
    )


def anslag(antall: np.ndarray, *, vektet: bool) -> vekting.Estimat:
    """Regn ut andelen fornøyde i én undersøkelse, slik rapportene gjør det.

    Parametere
    ----------
    antall : matrise
        Fornøyde og misfornøyde som svarte, én rad per aldersgruppe.
    vektet : bool
        Om svarene skal vektes til befolkningen etter alder.

    Returnerer
    ----------
    Estimat
        `verdi`, intervallet, og `n_eff`: hvor mange like svar svarene er verdt.

    Eksempel
    --------
    >>> e = anslag(np.array([[10, 30], [100, 100], [120, 80], [120, 40]]), vektet=True)
    >>> round(e.verdi, 2), round(e.n_eff)
    (0.5, 320)
    """
    celler = np.asarray(antall, int)
    gruppe = np.repeat(np.array(ALDER, object), celler.sum(axis=1))
    y = np.concatenate([np.repeat([1.0, 0.0], rad) for rad in celler])
    u = vekting.utvalg(len(y))
    if vektet:
        u = vekting.poststratifiser(u, gruppe, dict(zip(ALDER, BEFOLKNING, strict=True)))
    return vekting.andel(y, u)


def mange_anslag(antall: np.ndarray, *, vektet: bool) -> np.ndarray:
    """Regn ut det samme som :func:`anslag` for mange undersøkelser på én gang.

    Returnerer
    ----------
    ndarray
        Én rad per undersøkelse: verdi, nedre og øvre grense, og hvor mange like svar den er verdt.

    Eksempel
    --------
    >>> mange_anslag(np.array([[[10, 30], [100, 100], [120, 80], [120, 40]]]), vektet=True).round(2).tolist()
    [[0.5, 0.45, 0.55, 320.0]]
    """
    n = np.asarray(antall).sum(axis=2)
    p, i_alt = antall[..., 0] / n, n.sum(axis=1)
    del_ = np.array(BEFOLKNING) / sum(BEFOLKNING) if vektet else n / i_alt[:, None]
    verdi = (del_ * p).sum(axis=1)
    rest = p * (1 - p) if vektet else p * (1 - p) + (p - verdi[:, None]) ** 2
    se = np.sqrt(i_alt / (i_alt - 1) * (del_**2 / n * rest).sum(axis=1))
    halv, logit = stdtrit(i_alt - 1, 0.975) * se / (verdi * (1 - verdi)), np.log(verdi / (1 - verdi))  # fmt: skip
    verdt = 1 / (del_**2 / n).sum(axis=1)
    return np.column_stack([verdi, expit(logit - halv), expit(logit + halv), verdt])


@cache
def hyppighet(svarandel: float = 0.1) -> pd.DataFrame:
    """Gjenta undersøkelsen mange ganger i hver av de tre verdenene.

    Parametere
    ----------
    svarandel : float, forvalgt 0.1
        Svarandelen blant de unge.

    Returnerer
    ----------
    DataFrame
        Én rad per verden: snittet av anslagene, hvor ofte 95-prosentintervallet rommer fasiten,
        antall svar og hvor mange like svar de er verdt etter vekting.

    Eksempel
    --------
    >>> d = hyppighet(0.1).set_index("verden")
    >>> bool(d.loc["alder", "rommer_vektet"] > 0.9 > d.loc["svaret", "rommer_vektet"])
    True
    """
    rader = []
    for verden in VERDENER:
        antall = trekk(svarandel, verden, TREKNINGER, 0)
        rad = {"verden": verden, "hva": VERDENER[verden], "svar": antall.sum(axis=(1, 2)).mean()}
        for navn, vektet in (("likt", False), ("vektet", True)):
            verdi, nedre, ovre, verdt = mange_anslag(antall, vektet=vektet).T
            rad[f"snitt_{navn}"] = verdi.mean()
            rad[f"rommer_{navn}"] = ((nedre <= FASIT) & (ovre >= FASIT)).mean()
        rader.append(rad | {"verdt": verdt.mean()})
    return pd.DataFrame(rader)


def tegn(*, svarandel: float = 0.1, verden: str = "alder", vektet: bool = False) -> Vist:
    """Tegn én undersøkelse: andelen fornøyde blant dem som svarte, mot alle som bor der."""
    antall = trekk(svarandel, verden, 1, TYPISK)[0]
    alle = anslag(antall, vektet=vektet)
    maate = "Vektet etter alder" if vektet else "Når hvert svar teller likt,"
    funn = (
        f"{maate} er {prosent(alle.verdi, 0)} fornøyde, {mellom(alle.nedre, alle.ovre)}. "
        f"Fasiten er {prosent(FASIT, 0)}. {VERDENER[verden]}. Blant de unge svarer {prosent(svarandel, 0)}."
    )
    verdt = f"{tall(alle.n)} svar er verdt {tall(alle.n_eff)} like svar." if vektet else f"{tall(alle.n)} svarte."  # fmt: skip
    figur = figurer.intervaller(
        prikking.klarer_uten_personer(_linjer(antall, verden, alle, vektet), "oppdiktede innbyggere"),
        tittel=f"{'Vektet' if vektet else 'Uvektet'}: {svarandel * 100:.0f} prosent av de unge svarer, {KORT[verden]}",
        kategori="hvem", gruppe="blant", sorter=False, fremhev=[VEKTET if vektet else LIKT],
        kilde=KILDE, funn=funn, tekst="Streken er 95-prosentintervallet for dem som svarte. Firkanten er fasiten.",
    )  # fmt: skip
    return Vist(figur, f"{funn} {verdt}")


def stille() -> tuple:
    """Gi stillbildene til boka: hver verden med og uten vekter, og hvor ofte intervallet treffer."""
    bilder = [tegn(verden=v, vektet=w).figur for v, w in (("alder", False), ("alder", True), ("svaret", True))]  # fmt: skip
    return *bilder, tabell(
        prikking.klarer_uten_personer(hyppighet(), "oppdiktede undersøkelser"),
        tittel="Hva vektingen retter når hver tiende av de unge svarer",
        kolonner={
            "hva": "Hvem er fornøyd, og hvem svarer",
            "snitt_likt": Kolonne("Hvert svar teller likt", "prosent", 0),
            "snitt_vektet": Kolonne("Vektet etter alder", "prosent", 0),
            "rommer_likt": Kolonne("Intervallet rommer fasiten, uvektet", "prosent", 0),
            "rommer_vektet": Kolonne("Intervallet rommer fasiten, vektet", "prosent", 0),
            "svar": Kolonne("Antall svar", "antall"), "verdt": Kolonne("Verdt etter vekting", "antall"),
        },
        kilde=f"Oppdiktet: snitt av {tall(TREKNINGER)} undersøkelser, fasiten er 50 prosent",
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, sporsmal: str = "moteplass",
    soner: Collection[str] = (), grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Regn ut et spørsmål i en egen undersøkelse med og uten vekter, og etter alder.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `svar`, `kodebok`, `runder` og `befolkning`.
    sporsmal : str
        Spørsmålet, slik det heter i kodeboka. Siste runde brukes.
    soner : liste av str, valgfri
        Sonene svarene skal gjelde. Uten disse: alle sonene som har svar.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Andelen fornøyde i hver aldersgruppe og samlet, med og uten vekter.
    """
    svar, y = _siste_runde(tabeller, sporsmal, soner)
    bor = list(soner) or sorted(svar["sone"].unique())
    margin = undersokelse.befolkningsmargin(tabeller["befolkning"], bor, int(svar["runde"].iloc[0]))
    likt, vektet = vekting.utvalg(len(svar)), undersokelse.vekt(svar, margin)
    alder = [g for g in (*ALDER, UKJENT) if (svar["aldersgruppe"] == g).any()]
    rader = [(g, likt, (svar["aldersgruppe"] == g).to_numpy()) for g in alder]
    anslagene = [(g, vekting.andel(y, u, blant=med)) for g, u, med in (*rader, (LIKT, likt, None), (VEKTET, vektet, None))]  # fmt: skip
    klart = _klart(anslagene, margin.groupby(level=1).sum(), alder, grenser)
    alle = dict(anslagene)
    if klart.tabell["verdi"].tail(2).isna().any():
        raise ValueError(f"For få svar på «{sporsmal}» til å vise noe.")
    setning = (
        f"Når hvert svar teller likt, er {prosent(alle[LIKT].verdi, 0)} fornøyde. Vektet er det "
        f"{prosent(alle[VEKTET].verdi, 0)}, {mellom(alle[VEKTET].nedre, alle[VEKTET].ovre)}. "
        f"{tall(alle[VEKTET].n)} svar er verdt {tall(alle[VEKTET].n_eff)} like svar."
    )
    navn = {UKJENT: "Ukjent alder"}
    figur = figurer.intervaller(
        klart, tittel=f"Andel fornøyde i siste runde: {sporsmal}", kategori="hvem", sorter=False,
        fremhev=[LIKT, VEKTET], funn=setning, navn=navn, tekst=_ordlyd(tabeller, sporsmal),
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        klart, tittel="Hvem som svarte, og hvem som bor der",
        kolonner={
            "hvem": "Gruppe", "n": Kolonne("Svar", "antall"), "del_svar": Kolonne("Del av svarene", "prosent", 0),
            "del_folk": Kolonne("Del av befolkningen", "prosent", 0), "verdi": Kolonne("Fornøyde", "prosent", 0),
        },
        noter=tuple(vektet.merknader), navn=navn,
    ))  # fmt: skip


def _linjer(antall: np.ndarray, verden: str, alle: vekting.Estimat, vektet: bool) -> pd.DataFrame:
    """Én linje per aldersgruppe og én for alle, med dem som svarte og alle som bor der."""
    svar = antall.sum(axis=1)
    nedre, ovre = usikkerhet.wilson(antall[:, 0], svar)
    hvem = [*ALDER, VEKTET if vektet else LIKT]
    sant = np.array([*FORNOYD[verden], FASIT])
    svarte = pd.DataFrame({"hvem": hvem, "blant": SVARTE, "verdi": [*antall[:, 0] / svar, alle.verdi],
                           "nedre": [*nedre, alle.nedre], "ovre": [*ovre, alle.ovre]})  # fmt: skip
    bor = pd.DataFrame({"hvem": hvem, "blant": BOR_DER, "verdi": sant, "nedre": sant, "ovre": sant})
    return pd.concat([svarte, bor], ignore_index=True)


def _siste_runde(tabeller, sporsmal: str, soner) -> tuple[pd.DataFrame, np.ndarray]:
    svar, runder = tabeller["svar"], tabeller["runder"].set_index("runde")
    fra = tabeller["kodebok"].set_index("sporsmal")["fornoyd_fra"]
    if sporsmal not in fra or sporsmal not in svar:
        raise ValueError(f"Spørsmålet «{sporsmal}» finnes ikke. Kodeboka har: {', '.join(sorted(fra.index))}.")  # fmt: skip
    siste = svar["runde"].max()
    if runder.loc[siste, "trekkmaate"] not in undersokelse.TILFELDIG:
        raise ValueError(f"Runden {siste} var en åpen lenke. Slike svar kan ikke vektes til befolkningen.")  # fmt: skip
    her = svar[(svar["runde"] == siste) & (svar["sone"].isin(soner) if len(soner) else True)]
    if her.empty:
        raise ValueError("Ingen svar i siste runde gjelder disse sonene.")
    y = her[sporsmal].to_numpy(float)
    return her, np.where(np.isnan(y), np.nan, y >= float(fra[sporsmal]))


def _ordlyd(tabeller, sporsmal: str) -> str:
    return str(tabeller["kodebok"].set_index("sporsmal").loc[sporsmal, "tekst"])


def _klart(anslagene, folk: pd.Series, deler, grenser):
    """Anslagene gjennom porten, sammen med summene de kan regnes ut av."""
    d = pd.DataFrame([{"hvem": g, "n": e.n, "verdi": e.verdi, "nedre": e.nedre, "ovre": e.ovre} for g, e in anslagene])  # fmt: skip
    for_faa = d["n"] < undersokelse.MINST_SVAR
    d.loc[for_faa, ["verdi", "nedre", "ovre"]] = np.nan
    d["merknad"] = np.where(for_faa, f"kan ikke beregnes: færre enn {undersokelse.MINST_SVAR} svar", "")  # fmt: skip
    d["del_svar"] = d["n"] / d["n"].iloc[-1]
    d["del_folk"] = (d["hvem"].map(folk / folk.sum())).where(~d["hvem"].isin([LIKT, VEKTET]), 1.0)
    d["merknad_del_folk"] = np.where(d["hvem"] == UKJENT, UKJENT_I_FOLKET, "")
    return prikking.klarer_svar(
        d, celle=["hvem"], summer={"hvem": {LIKT: deler, VEKTET: deler}}, grenser=grenser,
        avledet=("verdi", "nedre", "ovre", "del_svar"),
    )  # fmt: skip
