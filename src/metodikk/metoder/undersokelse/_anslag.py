"""Anslagene: svarene vektet til befolkningen, med usikkerhet, og hva som kan sammenliknes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.metoder import _vekting as vekting
from metodikk.metoder._intervaller import wilson
from metodikk.metoder._vekting import Utvalg

TEMAER = (
    "trygghet", "estetikk", "trivsel", "omdømme", "service", "kommunikasjoner", "rekreasjon",
)  # fmt: skip
ALDER = {
    "16–19 år": "16–34 år", "20–34 år": "16–34 år", "35–49 år": "35–49 år",
    "50–66 år": "50–66 år", "67–79 år": "67 år og over", "80 år og over": "67 år og over",
}  # fmt: skip
MINST_SVAR, MINST_ALFA, TILFELDIG = 30, 0.7, ("tilfeldig utvalg", "alle invitert")
AAPEN_LENKE = "åpen lenke"
KAN_IKKE_GENERALISERES = "kan ikke generaliseres: svarene kom gjennom en åpen lenke"


def befolkningsmargin(befolkning: pd.DataFrame, soner: Sequence[str], aar: int) -> pd.Series:
    """Tell befolkningen 16 år og over etter kjønn og undersøkelsens aldersgrupper.

    Bruker året nærmest `aar` som finnes i tabellen.

    Eksempel
    --------
    >>> b = pd.DataFrame({"sone": "A", "aar": 2025, "aldersgruppe": ["16–19 år", "20–34 år"],
    ...                   "kjonn": "menn", "antall": [5, 20]})
    >>> befolkningsmargin(b, ["A"], 2025).to_dict()
    {('menn', '16–34 år'): 25.0}
    """
    her = befolkning[befolkning["sone"].isin(soner)]
    aarene = her["aar"].unique()
    naermest = aarene[np.argmin(np.abs(aarene - aar))] if len(aarene) else aar
    her = her[her["aar"] == naermest]
    her = her.assign(alder=her["aldersgruppe"].map(ALDER)).dropna(subset=["alder"])
    return her.groupby(["kjonn", "alder"])["antall"].sum().astype(float)


def vekt(svar: pd.DataFrame, margin: pd.Series) -> Utvalg:
    """Vekt svarene i én runde og ett område til befolkningen.

    Bruk denne før alle tall fra undersøkelsen. Vekter etter kjønn og alder samtidig når hver
    gruppe har svar, ellers etter kjønn og alder hver for seg. Svar med ukjent kjønn eller alder
    teller som ett gjennomsnittlig svar.

    Parametere
    ----------
    svar : DataFrame
        Svarene, med `kjonn`, `aldersgruppe` og `vekt` (tom = lik sjanse for å bli trukket).
    margin : Series
        Befolkningen etter kjønn og aldersgruppe, fra :func:`befolkningsmargin`.

    Returnerer
    ----------
    Utvalg
        `merknader` sier hvordan det ble vektet.

    Eksempel
    --------
    >>> s = pd.DataFrame({"kjonn": ["kvinner", "menn", "menn"], "aldersgruppe": "16–34 år",
    ...                   "vekt": np.nan})
    >>> m = pd.Series({("kvinner", "16–34 år"): 60.0, ("menn", "16–34 år"): 40.0})
    >>> vekt(s, m).vekt.tolist()
    [60.0, 20.0, 20.0]
    """
    u = vekting.utvalg(len(svar), vekt=svar["vekt"].astype(float).fillna(1.0).to_numpy())
    if margin.sum() <= 0:
        raise DataFeil(funn("K885", fant="ingen befolkning å vekte til"))
    kjent = ((svar["kjonn"] != "ukjent") & (svar["aldersgruppe"] != "ukjent")).to_numpy()
    if not kjent.all():
        return _med_ukjente(svar, u, margin, kjent)
    return _til_margin(svar, u, margin)


def _til_margin(svar: pd.DataFrame, u: Utvalg, margin: pd.Series) -> Utvalg:
    grupper = svar[["kjonn", "aldersgruppe"]].set_axis(["kjonn", "alder"], axis=1)
    celler = grupper["kjonn"] + ", " + grupper["alder"]
    folk = {", ".join(k): n for k, n in margin[margin > 0].items()}
    if set(celler) == set(folk):
        vektet, maate = (
            vekting.poststratifiser(u, celler, folk),
            "kjønn og alder samtidig",
        )
    else:
        rand = {
            k: margin.groupby(level=i).sum().to_dict() for i, k in enumerate(["kjonn", "alder"])
        }
        vektet, maate = vekting.rak(u, grupper, rand), "kjønn og alder hver for seg"
    vektet = vekting.trim(vektet)
    return Utvalg(
        *_felt(vektet), (f"Svarene er vektet til befolkningen etter {maate}.", *vektet.merknader)
    )


def _med_ukjente(svar, u: Utvalg, margin: pd.Series, kjent: np.ndarray) -> Utvalg:
    """Gi ukjente gjennomsnittlig vekt og vekt de kjente til resten av befolkningen."""
    andel = u.design[kjent].sum() / u.design.sum()
    delvis = vekting.utvalg(int(kjent.sum()), vekt=u.design[kjent])
    vektet = _til_margin(svar[kjent], delvis, margin * andel)
    w = u.design * margin.sum() / u.design.sum()
    hjelp = np.zeros((len(svar), vektet.hjelp.shape[1]))
    w[kjent], hjelp[kjent] = vektet.vekt, vektet.hjelp
    antall = int((~kjent).sum())
    merknad = f"{antall} svar uten kjønn eller alder teller som gjennomsnittlige svar."
    return Utvalg(u.design, w, u.strata, u.enhet, u.populasjon, hjelp, (*vektet.merknader, merknad))


def _felt(u: Utvalg) -> tuple:
    return u.design, u.vekt, u.strata, u.enhet, u.populasjon, u.hjelp


def sporsmaal(
    svar: pd.DataFrame, kodebok: pd.DataFrame, utvalg: Utvalg, *, trekkmaate: str,
    konfidens: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Regn ut andelen fornøyde på hvert spørsmål, med intervall, «vet ikke» og antall svar.

    Parametere
    ----------
    svar : DataFrame
        Svarene i én runde og ett område, i samme rekkefølge som i `utvalg`.
    kodebok : DataFrame
        Spørsmålene, med `sporsmal`, `tema`, `tekst` og `fornoyd_fra`.
    utvalg : Utvalg
        Vektene fra :func:`vekt`.
    trekkmaate : str
        Fra tabellen Runder. En åpen lenke gir ingen intervaller.
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    DataFrame
        Én rad per spørsmål: `verdi` (andel fornøyde), `nedre`, `ovre`, `se`, `n`, `n_eff`,
        `vet_ikke`, `snitt`, `metode` og `merknad`.

    Eksempel
    --------
    >>> s = pd.DataFrame({"trygg": [5.0] * 30 + [1.0] * 10})
    >>> k = pd.DataFrame({"sporsmal": ["trygg"], "tema": "trygghet", "tekst": "Hvor trygg …?",
    ...                   "fornoyd_fra": 4})
    >>> sporsmaal(s, k, vekting.utvalg(40), trekkmaate="tilfeldig utvalg")[["n", "verdi"]].values.tolist()
    [[40.0, 0.75]]
    """
    rader = []
    for s in kodebok.itertuples():
        if s.sporsmal not in svar:
            continue
        y = svar[s.sporsmal].to_numpy(dtype=float)
        fornoyd = np.where(np.isnan(y), np.nan, y >= float(s.fornoyd_fra))
        rader.append(
            {"tema": s.tema, "sporsmal": s.sporsmal, "tekst": s.tekst,
             **_anslag(fornoyd, utvalg, trekkmaate, konfidens),
             "snitt": vekting.snitt(y, utvalg).verdi, "vet_ikke": _vet_ikke(svar, s.sporsmal, utvalg)}
        )  # fmt: skip
    return pd.DataFrame(rader)


def temaer(
    svar: pd.DataFrame, kodebok: pd.DataFrame, utvalg: Utvalg, *, trekkmaate: str,
    konfidens: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Regn ut andelen fornøyde på hvert av de sju temaene, som snitt av temaets spørsmål.

    Temaene er dem veilederen nevner: trygghet, estetikk, trivsel, omdømme, service,
    kommunikasjoner og rekreasjon. Tema uten spørsmål står med grunnen i `merknad`.

    Eksempel
    --------
    >>> s = pd.DataFrame({"trygg": [5.0] * 30 + [1.0] * 10})
    >>> k = pd.DataFrame({"sporsmal": ["trygg"], "tema": "trygghet", "tekst": "", "fornoyd_fra": 4})
    >>> t = temaer(s, k, vekting.utvalg(40), trekkmaate="tilfeldig utvalg")
    >>> t[["tema", "verdi", "merknad"]].head(2).values.tolist()
    [['trygghet', 0.75, ''], ['estetikk', nan, 'mangler: ingen spørsmål om temaet']]
    """
    rader = []
    for tema in TEMAER:
        valgt = [s for s in kodebok.loc[kodebok["tema"] == tema, "sporsmal"] if s in svar]
        if not valgt:
            rader.append(
                {
                    "tema": tema,
                    "sporsmaal": 0,
                    "n": 0,
                    "merknad": "mangler: ingen spørsmål om temaet",
                }
            )
            continue
        grense = kodebok.set_index("sporsmal").loc[valgt, "fornoyd_fra"].astype(float)
        y = svar[valgt].astype(float)
        fornoyd = y.ge(grense, axis=1).where(y.notna()).mean(axis=1).to_numpy(dtype=float)
        anslag = _anslag(fornoyd, utvalg, trekkmaate, konfidens)
        rader.append({"tema": tema, "sporsmaal": len(valgt), **anslag})
    ut = pd.DataFrame(rader).reindex(columns=["tema", "sporsmaal", *_ANSLAG])
    return ut.fillna({"merknad": "", "metode": ""})


_ANSLAG = ("verdi", "nedre", "ovre", "se", "n", "n_eff", "metode", "merknad")


def _anslag(fornoyd, utvalg: Utvalg, trekkmaate: str, konfidens: float) -> dict:
    e = vekting.andel(fornoyd, utvalg, konfidens=konfidens)
    for_faa = e.n < MINST_SVAR
    aapen = trekkmaate not in TILFELDIG
    merknad = f"kan ikke beregnes: færre enn {MINST_SVAR} svar" if for_faa else ""
    tom = float("nan")
    return {
        "verdi": tom if for_faa else e.verdi,
        "nedre": tom if for_faa or aapen else e.nedre, "ovre": tom if for_faa or aapen else e.ovre,
        "se": tom if for_faa or aapen else e.se, "n": e.n, "n_eff": e.n_eff,
        "metode": "vektet, uten intervall" if aapen else "vektet, logit-intervall",
        "merknad": merknad or (KAN_IKKE_GENERALISERES if aapen else ""),
    }  # fmt: skip


def _vet_ikke(svar: pd.DataFrame, sporsmal: str, utvalg: Utvalg) -> float:
    kolonne = f"{sporsmal}_vet_ikke"
    if kolonne not in svar:
        return 0.0
    vet_ikke = svar[kolonne].fillna(False).to_numpy(dtype=bool)
    med = vet_ikke | svar[sporsmal].notna().to_numpy()
    return float((utvalg.vekt * vet_ikke)[med].sum() / utvalg.vekt[med].sum()) if med.any() else 0.0


def svarfordeling(
    svar: pd.DataFrame, kodebok: pd.DataFrame, utvalg: Utvalg, *, minst_svar: int = MINST_SVAR
) -> pd.DataFrame:
    """Regn ut hvor stor del som valgte hvert svar, i rekkefølge fra lavest til høyest.

    Eksempel
    --------
    >>> s = pd.DataFrame({"trygg": [1.0, 2.0, 2.0, 2.0] * 10})
    >>> k = pd.DataFrame({"sporsmal": ["trygg"], "tema": "trygghet", "tekst": "", "minst": 1,
    ...                   "hoyest": 2, "fornoyd_fra": 2})
    >>> svarfordeling(s, k, vekting.utvalg(40))[["svar", "verdi", "n"]].values.tolist()
    [[1.0, 0.25, 40.0], [2.0, 0.75, 40.0]]
    """
    rader = []
    for s in kodebok.itertuples():
        y = svar[s.sporsmal].to_numpy(dtype=float) if s.sporsmal in svar else np.array([])
        n = int(np.isfinite(y).sum())
        if n < minst_svar:
            continue
        for verdi in range(int(s.minst), int(s.hoyest) + 1):
            andel = vekting.snitt(np.where(np.isnan(y), np.nan, y == verdi), utvalg).verdi
            rader.append(
                (s.tema, s.sporsmal, s.tekst, verdi, andel, n, bool(verdi >= s.fornoyd_fra))
            )
    return pd.DataFrame(
        rader, columns=["tema", "sporsmal", "tekst", "svar", "verdi", "n", "fornoyd"]
    )


def hvem_svarte(svar: pd.DataFrame, margin: pd.Series) -> pd.DataFrame:
    """Sammenlikn dem som svarte, med dem som bor der, etter kjønn og alder.

    Bruk denne for å se om noen er sterkt under- eller overrepresentert før svarene leses.

    Parametere
    ----------
    svar : DataFrame
        Svarene i én runde og ett område.
    margin : Series
        Befolkningen etter kjønn og alder, fra :func:`befolkningsmargin`.

    Returnerer
    ----------
    DataFrame
        Én rad per gruppe: `verdi` (andel av svarene), `nedre`, `ovre`, `andel_befolkning`,
        `teller`, `nevner` og `skjev` (sann når andelen i befolkningen ligger utenfor intervallet).

    Eksempel
    --------
    >>> s = pd.DataFrame({"kjonn": ["kvinner"] * 80 + ["menn"] * 20, "aldersgruppe": "16–34 år"})
    >>> m = pd.Series({("kvinner", "16–34 år"): 50.0, ("menn", "16–34 år"): 50.0})
    >>> hvem_svarte(s, m).loc[[0], ["gruppe", "verdi", "andel_befolkning", "skjev"]]
        gruppe  verdi  andel_befolkning  skjev
    0  kvinner    0.8               0.5   True
    """
    rader = []
    for nivaa, kolonne in ((0, "kjonn"), (1, "aldersgruppe")):
        folk = margin.groupby(level=nivaa).sum()
        kjent = svar[svar[kolonne] != "ukjent"][kolonne]
        for gruppe, antall in folk.items():
            rader.append((gruppe, int((kjent == gruppe).sum()), len(kjent), antall / folk.sum()))
    ut = pd.DataFrame(rader, columns=["gruppe", "teller", "nevner", "andel_befolkning"])
    nedre, ovre = wilson(ut["teller"], ut["nevner"], 0.99)
    utenfor = (ut["andel_befolkning"] < nedre) | (ut["andel_befolkning"] > ovre)
    return ut.assign(verdi=ut["teller"] / ut["nevner"], nedre=nedre, ovre=ovre, skjev=utenfor)


def forskjell(a: pd.DataFrame, b: pd.DataFrame, *, nokkel: str = "tema", konfidens: float = 0.95) -> pd.DataFrame:  # fmt: skip
    """Regn ut forskjellen mellom to områder eller to runder, fra standardfeilene i begge.

    Parametere
    ----------
    a, b : DataFrame
        Tabeller fra :func:`temaer` eller :func:`sporsmaal`, for ulike personer.
    nokkel : str, forvalgt "tema"
    konfidens : float, forvalgt 0.95

    Returnerer
    ----------
    DataFrame
        `forskjell`, `nedre`, `ovre` og `minste` (den minste forskjellen vi kunne ha oppdaget).

    Eksempel
    --------
    >>> rad = {"tema": ["trygghet"], "se": [0.03], "n_eff": [400.0]}
    >>> forskjell(pd.DataFrame(rad | {"verdi": [0.7]}), pd.DataFrame(rad | {"verdi": [0.8]})).round(3)
           tema  forskjell  nedre   ovre  minste
    0  trygghet       -0.1 -0.183 -0.017   0.119
    """
    par = a.merge(b, on=nokkel, suffixes=("", "_mot"))
    se = np.hypot(par["se"], par["se_mot"])
    df = np.maximum(par["n_eff"] + par["n_eff_mot"] - 2, 1)
    d, t = par["verdi"] - par["verdi_mot"], stdtrit(df, 0.5 + konfidens / 2)
    minste = (t + stdtrit(df, 0.8)) * se
    return pd.DataFrame(
        {
            nokkel: par[nokkel],
            "forskjell": d,
            "nedre": d - t * se,
            "ovre": d + t * se,
            "minste": minste,
        }
    )


def sammenliknbare(kodebok: pd.DataFrame, runder: pd.DataFrame, en: int, to: int) -> pd.DataFrame:
    """Avgjør hvilke spørsmål som kan sammenliknes mellom to runder, og hvorfor andre ikke kan.

    Ordlyden må være stilt likt i begge rundene (`runder` i kodeboka), folk må ha svart på samme
    måte, og ingen av rundene kan være en åpen lenke.

    Eksempel
    --------
    >>> k = pd.DataFrame({"sporsmal": ["trygg", "pent"], "runder": [("2019", "2025"), ("2025",)]})
    >>> r = pd.DataFrame({"runde": [2019, 2025], "modus": "web", "trekkmaate": "tilfeldig utvalg"})
    >>> sammenliknbare(k, r, 2019, 2025)["merknad"].tolist()
    ['', 'kan ikke beregnes: ordlyden er ikke den samme i 2019 og 2025']
    """
    om = runder.set_index("runde")
    felles = ""
    if om.loc[en, "modus"] != om.loc[to, "modus"]:
        felles = f"kan ikke beregnes: folk svarte på ulik måte ({om.loc[en, 'modus']} i {en}, {om.loc[to, 'modus']} i {to})"
    if AAPEN_LENKE in (om.loc[en, "trekkmaate"], om.loc[to, "trekkmaate"]):
        felles = f"kan ikke beregnes: minst én av rundene {en} og {to} var en åpen lenke"
    stilt = [
        {str(en), str(to)} <= {str(r).strip() for r in runder_}
        if isinstance(runder_, tuple)
        else False
        for runder_ in kodebok["runder"]
    ]
    ordlyd = f"kan ikke beregnes: ordlyden er ikke den samme i {en} og {to}"
    merknad = [felles or ("" if lik else ordlyd) for lik in stilt]
    return kodebok[["sporsmal"]].assign(merknad=merknad).reset_index(drop=True)


def svarandel(svar: int, invitert: float) -> float:
    """Regn ut svarandelen: hele svar delt på alle inviterte (AAPOR RR1).

    Eksempel
    --------
    >>> svarandel(414, 1500)
    0.276
    """
    return svar / invitert if invitert and invitert > 0 else float("nan")


def alfa(svar: pd.DataFrame) -> float:
    """Regn ut Cronbachs alfa, med kovarianser av alle som har svart på hvert par av spørsmål.

    Bruk denne før flere spørsmål slås sammen til én indeks: under 0,7 skal de vises hver for seg.

    Eksempel
    --------
    >>> round(alfa(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 2, 4, 4], "c": [1, 3, 3, 5]})), 3)
    0.933

    Les mer
    -------
    Cronbach (1951). Samme svar som `alpha` i R-pakken psych.
    """
    kov = svar.astype(float).cov().to_numpy()
    k = kov.shape[0]
    return float(k / (k - 1) * (1 - np.trace(kov) / kov.sum())) if k > 1 else float("nan")
