"""Grenser og flytting: et område kan endre seg uten at noen som bor der, får det annerledes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste, prosent, prosentpoeng, tall
from metodikk.grunn.typer import Klarert
from metodikk.kurs.form import Valg, Vist
from metodikk.metoder import omraader, prikking
from metodikk.ut import figurer
from metodikk.ut.side import Kolonne
from metodikk.ut.tabeller import tabell

FOLK, I_ARBEID, AAR = 2000, 0.60, 5
OFTERE, SJELDNERE, FLYTTER_INN = 1.1, 0.85, 0.58
BODDE, UT, INN = "Bodde der hele tiden", "Flyttet ut", "Flyttet inn"
NYBYGG, GRENSE = "Kom med nye boliger", "Kom med ny grense"
ALLE = "Hele området"
TILVEKST = {
    "ingen": ("", 0, 0.0, "ingen nye boliger", "det bygges ingenting"),
    "100": (NYBYGG, 200, 0.88, "100 nye boliger", "det bygges 100 boliger"),
    "300": (NYBYGG, 600, 0.88, "300 nye boliger", "det bygges 300 boliger"),
    "grense": (GRENSE, 400, 0.80, "ny grense", "grensen flyttes"),
}
OPPDIKTET = f"Oppdiktet: et område med {FOLK} voksne, fulgt i fem år"
OMRAADET, RESTEN, BOTID = "Området", "Resten av kommunen", "kort_botid"
KONTROLLER = (
    Valg("flytting", "Så mange bytter bolig hvert år", (
        ("5 prosent", 0.05), ("10 prosent", 0.10), ("20 prosent", 0.20),
    ), 0.10),
    Valg("tilvekst", "Nytt i området", (
        ("Ingenting", "ingen"), ("100 nye boliger", "100"), ("300 nye boliger", "300"), ("Grensen flyttes", "grense"),
    ), "300"),
    Valg("ekte", "De som bodde der hele tiden", (
        ("Ingen endring", 0.0), ("6 av 100 flere i arbeid", 0.06), ("3 av 100 færre i arbeid", -0.03),
    ), 0.0),
)  # fmt: skip


def fem_aar(*, flytting: float = 0.10, tilvekst: str = "300", ekte: float = 0.0) -> pd.DataFrame:
    """Følg folk i et område i fem år, og tell hvem som er der før og etter, og hvor mange som arbeider.

    De som er i arbeid, flytter litt oftere enn de andre. Boligene de flytter fra, fylles igjen.

    Parametere
    ----------
    flytting : float
        Så stor del som flytter ut hvert år.
    tilvekst : str
        Nøkkelen i `TILVEKST`.
    ekte : float
        Endringen i andelen i arbeid blant dem som bodde der hele tiden.

    Returnerer
    ----------
    DataFrame
        Én rad per gruppe: `gruppe`, `antall_foer`, `arbeid_foer`, `antall_etter` og `arbeid_etter`.

    Eksempel
    --------
    >>> d = fem_aar(flytting=0.1, tilvekst="ingen")
    >>> int(d["antall_foer"].sum()), round(d["antall_etter"].sum())
    (2000, 2000)
    """
    bli_i, bli_u = (1 - OFTERE * flytting) ** AAR, (1 - SJELDNERE * flytting) ** AAR
    i_arbeid = FOLK * I_ARBEID
    blir, blir_i = i_arbeid * bli_i + (FOLK - i_arbeid) * bli_u, i_arbeid * bli_i
    ut, ut_i = FOLK - blir, i_arbeid - blir_i
    rader = [
        (BODDE, blir, blir_i, blir, blir_i + ekte * blir),
        (UT, ut, ut_i, 0.0, 0.0),
        (INN, 0.0, 0.0, ut, FLYTTER_INN * ut),
    ]
    navn, nye, andel, *_ = TILVEKST[tilvekst]
    if nye:
        rader.append((navn, 0.0, 0.0, float(nye), andel * nye))
    return pd.DataFrame(rader, columns=["gruppe", "antall_foer", "arbeid_foer", "antall_etter", "arbeid_etter"])  # fmt: skip


def del_opp(d: pd.DataFrame) -> dict[str, float]:
    """Del endringen i andelen på dem som bodde der, dem som flyttet ut og inn, og dem som kom i tillegg.

    Først endringen blant dem som bodde der, så byttet av folk i boligene som sto der, så det nye. De tre
    er til sammen hele endringen.

    Parametere
    ----------
    d : DataFrame
        Tabellen fra :func:`fem_aar`, eller en med de samme kolonnene og gruppene.

    Returnerer
    ----------
    dict
        `foer`, `etter` og `endring` for hele området, og `boende`, `bytte` og `nye`.

    Eksempel
    --------
    >>> d = del_opp(fem_aar(tilvekst="ingen", ekte=0.06))
    >>> round(d["boende"] + d["bytte"] + d["nye"] - d["endring"], 9)
    0.0
    """
    g = d.set_index("gruppe")
    folk, etter = g["antall_foer"].sum(), g["antall_etter"].sum()
    foer = float(g["arbeid_foer"].sum() / folk)
    boende = float((g.loc[BODDE, "arbeid_etter"] - g.loc[BODDE, "arbeid_foer"]) / folk)
    bytte = float((g.loc[INN, "arbeid_etter"] - g.loc[UT, "arbeid_foer"]) / folk)
    naa = float(g["arbeid_etter"].sum() / etter)
    return {"foer": foer, "etter": naa, "endring": naa - foer, "boende": boende, "bytte": bytte,
            "nye": naa - foer - boende - bytte}  # fmt: skip


def andel_nye(nye_siste_to: Sequence[float]) -> float:
    """Regn ut hvor stor del som høyst er nye, av andelen som flyttet inn i hver toårsperiode.

    Det er et tak så lenge de som nettopp har flyttet inn, flytter minst like ofte videre som de andre.

    Parametere
    ----------
    nye_siste_to : sekvens av tall
        Andelen som har bodd der under to år, ved slutten av hver toårsperiode.

    Returnerer
    ----------
    float

    Eksempel
    --------
    >>> round(andel_nye([0.2, 0.2]), 2)
    0.36
    """
    return float(1 - np.prod(1 - np.asarray(nye_siste_to, float)))


def maa_vaere_ulike(endring: float, nye: float) -> float:
    """Regn ut hvor ulike de nye måtte vært de andre, om hele endringen kom av flytting.

    Eksempel
    --------
    >>> round(maa_vaere_ulike(0.06, 0.4), 2)
    0.15
    """
    return endring / nye


def oversikt(*, flytting: float = 0.10) -> pd.DataFrame:
    """Sett opp hva området og de som bodde der, får av endring, i alle tilfellene."""
    rader = []
    for tilvekst, ekte in product(TILVEKST, KONTROLLER[2].verdier):
        d = del_opp(fem_aar(flytting=flytting, tilvekst=tilvekst, ekte=ekte))
        rader.append((TILVEKST[tilvekst][3].capitalize(), ekte, d["endring"]))
    return pd.DataFrame(rader, columns=["nytt", "folk", "omraadet"])


def tegn(*, flytting: float = 0.10, tilvekst: str = "300", ekte: float = 0.0) -> Vist:
    """Tegn hva endringen i området kommer av, og si hvem som fikk det annerledes."""
    d = fem_aar(flytting=flytting, tilvekst=tilvekst, ekte=ekte)
    u, nytt = del_opp(d), TILVEKST[tilvekst]
    deler = [(ALLE, u["endring"]), (BODDE, u["boende"]), ("Utflytting og innflytting", u["bytte"])]
    deler += [(nytt[0], u["nye"])] if nytt[0] else []
    hva = (
        f"{prosent(flytting, 0)} flytter hvert år, og {nytt[4]}. Andelen i arbeid går fra {prosent(u['foer'], 0)} til "
        f"{prosent(u['etter'], 1)}. Av endringen på {prosentpoeng(u['endring'], 1)} er {prosentpoeng(u['boende'], 1)} fra "
        "dem som bodde der hele tiden."
    )
    figur = figurer.soyler(
        prikking.klarer_uten_personer(pd.DataFrame(deler, columns=["del", "verdi"]), "oppdiktede folk"),
        tittel=f"Endringen med {prosent(flytting, 0)} flytting, {nytt[3]} og {prosentpoeng(ekte, 0)} blant dem som bodde der", kategori="del",
        enhet="prosentpoeng", sorter=False, fremhev=[BODDE], kilde=OPPDIKTET, funn=hva,
    )  # fmt: skip
    return Vist(figur, f"{hva} {_resten(u, nytt)}", _tabell(d))


def stille() -> tuple:
    """Gi stillbildene til boka: bare nybygg, bare ekte, ekte som flytter bort, og en ny grense."""
    valg = (
        {"ekte": 0.0}, {"tilvekst": "ingen", "ekte": 0.06},
        {"flytting": 0.20, "tilvekst": "ingen", "ekte": 0.06}, {"tilvekst": "grense"},
    )  # fmt: skip
    alle = oversikt()
    bred = alle.pivot(index="nytt", columns="folk", values="omraadet")
    bred = bred.loc[alle["nytt"].unique()].reset_index()
    bred = bred.rename(columns={v: f"v{i}" for i, v in enumerate(KONTROLLER[2].verdier)})
    titler = {f"v{i}": Kolonne(t, "prosentpoeng", 1) for i, (t, _) in enumerate(KONTROLLER[2].valg)}
    return *(tegn(**v).figur for v in valg), tabell(
        prikking.klarer_uten_personer(bred, "oppdiktede folk"), kilde=OPPDIKTET,
        tittel="Endringen i området, etter hva som skjedde med dem som bodde der hele tiden",
        kolonner={"nytt": "Nytt i området"} | titler, noter=("10 prosent bytter bolig hvert år.",),
    )  # fmt: skip


def egne(
    tabeller: Mapping[str, pd.DataFrame], *, soner: Sequence[str], indikator: str = "fritid_barn",
    fra: int | None = None, til: int | None = None, grenser: prikking.Grenser | None = None,
) -> Vist:  # fmt: skip
    """Regn ut hvor ulike de nye måtte vært, om endringen i eget område bare kom av flytting.

    Parametere
    ----------
    tabeller : dict
        Tabellene i et prosjekt: `indikatorer` med `kort_botid`, og eventuelt `brudd`.
    soner : sekvens av str
        Sonene i området. Resten av kommunen vises ved siden av.
    indikator : str
        Indikatoren som prøves. Den må ha en andel.
    fra, til : int, valgfri
        Årene som sammenliknes, med et like antall år mellom. Utelatt: de seks siste årene.
    grenser : Grenser, valgfri
        Personverngrensene i prosjektet.

    Returnerer
    ----------
    Vist
        Endringen, andelen nye, og hvor ulike de nye måtte vært.
    """
    alle = tabeller["indikatorer"]
    fra, til = _aar(alle, indikator, fra, til)
    hele = omraader.enheter(sorted(alle["sone"].unique()), list(soner))
    enhetene = {OMRAADET: hele[omraader.OMRAADE], RESTEN: hele.get(omraader.RESTEN, ())}
    _krev_samme_grenser(tabeller, indikator, enhetene[OMRAADET], fra, til)
    klart = _summer(alle, {n: s for n, s in enhetene.items() if s}, indikator, fra, til, grenser)
    svar = prikking.avled(klart, lambda t: _regn(t, indikator, fra, til))
    setning = _egen_setning(svar.tabell, fra, til)
    figur = figurer.soyler(
        prikking.avled(svar, _langt), kategori="sone", gruppe="hva", enhet="prosentpoeng", sorter=False,
        tittel=f"Endringen fra {fra} til {til}, og det flytting måtte bety", funn=setning,
    )  # fmt: skip
    return Vist(figur, setning, tabell(
        svar, tittel=f"Endring og flytting fra {fra} til {til}", kolonner={
            "sone": "Sted", "foer": Kolonne(f"{fra}", "prosent", 0), "etter": Kolonne(f"{til}", "prosent", 0),
            "nye": Kolonne("Nye, høyst", "prosent", 0), "ulike": Kolonne("De nye måtte skilt seg", "prosentpoeng", 0),
        },
        noter=(
            "«Nye» er alle som har byttet bolig, også innen området. Derfor er tallet et tak.",
            "Endringen kan også komme av tilfeldigheter, eller av at folk blir eldre og bytter aldersgruppe.",
        ),
    ))  # fmt: skip


def _resten(u: Mapping[str, float], nytt: tuple) -> str:
    deler = [f"{prosentpoeng(u['bytte'], 1)} fra utflytting og innflytting"]
    deler += [f"{prosentpoeng(u['nye'], 1)} fra dem som {nytt[0].lower()}"] if nytt[0] else []
    return f"Resten er {liste(deler)}."


def _tabell(d: pd.DataFrame):
    tom = "kan ikke beregnes: ingen i gruppen"
    vist = d.assign(**{
        k: v for n in ("foer", "etter") for k, v in (
            (n, d[f"arbeid_{n}"] / d[f"antall_{n}"].where(d[f"antall_{n}"] > 0)),
            (f"merknad_{n}", np.where(d[f"antall_{n}"] > 0, "", tom)),
        )
    })  # fmt: skip
    return tabell(
        prikking.klarer_uten_personer(vist, "oppdiktede folk"), tittel="Hvem som bor der, før og etter",
        kolonner={
            "gruppe": "Gruppe", "antall_foer": Kolonne("Voksne før", "antall"), "foer": Kolonne("I arbeid før", "prosent", 0),
            "antall_etter": Kolonne("Voksne etter", "antall"), "etter": Kolonne("I arbeid etter", "prosent", 0),
        },
        kilde=OPPDIKTET,
    )  # fmt: skip


def _aar(alle: pd.DataFrame, indikator: str, fra, til) -> tuple[int, int]:
    finnes = {n: set(d["aar"]) for n, d in alle.groupby("indikator")}
    if savnet := [n for n in (indikator, BOTID) if n not in finnes]:
        raise ValueError(f"Tabellen har ikke {liste([f'«{n}»' for n in savnet])}. Den har: {', '.join(sorted(finnes))}.")  # fmt: skip
    til = max(finnes[indikator] & finnes[BOTID]) if til is None else til
    fra = til - 6 if fra is None else fra
    if fra >= til or (til - fra) % 2:
        raise ValueError(f"Velg et like antall år mellom «fra» og «til», ikke {fra} og {til}.")
    if not {fra, til} <= finnes[indikator] or not set(range(fra + 2, til + 1, 2)) <= finnes[BOTID]:
        raise ValueError(f"Tallene for «{indikator}» og «{BOTID}» dekker ikke {fra}–{til}.")
    return int(fra), int(til)


def _krev_samme_grenser(tabeller, indikator: str, soner, fra: int, til: int) -> None:
    if "brudd" not in tabeller:
        return
    b = omraader.brudd_for(tabeller["brudd"], indikator, soner)
    b = b[(b["aar"] > fra) & (b["aar"] <= til)]
    if len(b):
        raise ValueError(f"Tallene før og etter {b['aar'].iloc[0]} kan ikke sammenliknes: {b['beskrivelse'].iloc[0]} Velg år på samme side.")  # fmt: skip


def _summer(alle, enhetene, indikator: str, fra: int, til: int, grenser) -> Klarert:
    """Andelene i området og resten, gjennom porten: indikatoren i to år, og de nye i hver toårsperiode."""
    er_botid = (alle["indikator"] == BOTID) & alle["aar"].isin(range(fra + 2, til + 1, 2))
    valgt = alle[er_botid | ((alle["indikator"] == indikator) & alle["aar"].isin([fra, til]))]
    d = omraader.summer(valgt, enhetene, nokkel=("indikator", "aar"))
    d = d.assign(verdi=d["teller"] / d["nevner"])
    return prikking.prikk(d, celle=["indikator", "sone", "aar"], grenser=grenser)


def _regn(t: pd.DataFrame, indikator: str, fra: int, til: int) -> pd.DataFrame:
    rader = []
    for sone, d in t.groupby("sone", sort=False):
        v = d[d["indikator"] == indikator].set_index("aar")["verdi"]
        nye = andel_nye(d.loc[(d["indikator"] == BOTID) & (d["aar"] > fra), "verdi"])
        rader.append((sone, v[fra], v[til], v[til] - v[fra], nye, maa_vaere_ulike(v[til] - v[fra], nye)))  # fmt: skip
    ut = pd.DataFrame(rader, columns=["sone", "foer", "etter", "endring", "nye", "ulike"])
    return ut.assign(merknad=np.where(ut["ulike"].isna(), prikking.MERKNAD, ""))


def _langt(t: pd.DataFrame) -> pd.DataFrame:
    navn = {"endring": "Endringen", "ulike": "De nye måtte skilt seg så mye"}
    return pd.concat([
        t[["sone", "merknad"]].assign(hva=tekst, verdi=t[kolonne]) for kolonne, tekst in navn.items()
    ], ignore_index=True)  # fmt: skip


def _egen_setning(t: pd.DataFrame, fra: int, til: int) -> str:
    r = t.set_index("sone").loc[OMRAADET]
    if np.isnan(r["ulike"]):
        raise ValueError(f"Tallene for området i {fra} og {til} kan ikke vises. Velg andre år eller en annen indikator.")  # fmt: skip
    return (
        f"Andelen gikk fra {prosent(r['foer'], 0)} i {fra} til {prosent(r['etter'], 0)} i {til} i området. Høyst {prosent(r['nye'], 0)} "
        f"er nye der. Kom hele endringen av flytting, måtte de nye skilt seg fra de andre med {tall(abs(r['ulike']) * 100)} prosentpoeng."
    )
