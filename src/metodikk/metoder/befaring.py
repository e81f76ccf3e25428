"""Befaring: hva som ble funnet ute, hvem som eier det, hvor fort det lukkes, og hvem som bruker stedene.

Andelen lukkede funn regnes med Kaplan og Meiers metode, så funn som fortsatt er åpne, teller med så
lenge de er fulgt. Tellingene er øyeblikksbilder: snittet av dem er aldri antall besøkende.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking, romlig
from metodikk.metoder._tabeller import fyll

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

UTEN_PERSONER = (
    "Funn på steder: lys, veg, drift og annet som kan rettes. Ingen rad handler om en person."
)
UTEN_FUNN = "Prosjektet har ikke tabellen Befaringsfunn."
UTEN_TELLINGER = (
    "Prosjektet har ikke tabellen Tellinger. Tell hvem som bruker stedene, på dagtid og kveld."
)
INGEN_AAPNE = "Ingen funn er åpne."
Z95 = 1.959963984540054
ALLE = "alle"


@dataclass(frozen=True, eq=False)
class Befaring:
    """Alt rapporten viser, klarert. Hver del er tom med en grunn når tabellen mangler.

    funn : ett funn per rad, med alvor i ord, status, alder i dager og om fristen er gått.
    aapne : de åpne funnene, de alvorligste og eldste først.
    lukkede : de lukkede, med svaret til deltakerne.
    innen : andelen lukket innen så mange dager, for alle og for de alvorligste, med intervall.
    forlop : andelen som fortsatt er åpen, dag for dag, for alle og for de alvorligste.
    alvor, eiere, lys : antall meldt, lukket, åpne og over fristen.
    runder : hvor mange ganger hvert sted er telt, etter årstid og tid.
    steder : bruken av hvert sted i snitt. aarstider : det samme etter årstid.
    grupper : hvem som var der på dagen og kvelden.
    opplysninger : tall og navn setningene trenger.
    """

    funn: Klarert
    aapne: Klarert
    lukkede: Klarert
    innen: Klarert
    forlop: Klarert
    alvor: Klarert
    eiere: Klarert
    lys: Klarert
    runder: Klarert
    steder: Klarert
    aarstider: Klarert
    grupper: Klarert
    opplysninger: Mapping[str, Any]

    @property
    def dag_og_kveld(self) -> Klarert:
        """Hvem som var der, med dagen og kvelden ved siden av hverandre: én rad for hvert sted og gruppe."""
        return prikking.avled(self.grupper, _i_kolonner)


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, omraade: Sequence[str] = (),
    geografi: GeoDataFrame | None = None, dato: str = "", grenser: prikking.Grenser | None = None,
) -> Befaring:  # fmt: skip
    """Lag rapporten om befaringene i et område.

    Bruk denne før hvert månedsmøte om funnene, og to ganger i året til styringsgruppa.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn: `befaringsfunn` og `tellinger`. Endres ikke.
    omraade : sequence of str, valgfri
        Sonene i området. Funn uten sone regnes med.
    geografi : GeoDataFrame, valgfri
        Sonene i meter.
    dato : str, valgfri
        Dagen åpne funn er fulgt til (ÅÅÅÅ-MM-DD). Forvalgt er den siste datoen i tabellen.
    grenser : metodikk.metoder.prikking.Grenser, valgfri

    Returnerer
    ----------
    Befaring

    Eksempel
    --------
    >>> f = pd.DataFrame({"funn": ["F1", "F2"], "meldt": pd.to_datetime(["2025-01-01", "2025-01-01"]), "sted": "Brua",
    ...     "type": "lys", "alvor": [3.0, 1.0], "hva": ["Mørkt", "Rust"], "status": ["åpen", "utbedret"],
    ...     "lukket": pd.to_datetime([None, "2025-01-11"])})
    >>> lag({"befaringsfunn": f}, dato="2025-03-01").aapne.tabell[["sted", "dager"]].to_numpy().tolist()
    [['Brua', 59]]

    Les mer
    -------
    Kaplan og Meier (1958). Håndboka: «Befaring».
    """
    alle = fyll(tabeller, "befaringsfunn")
    i_dag = _i_dag(alle, dato)
    funn = _fulgt(_i_omraadet(alle, omraade), i_dag, geografi)
    tellinger = _med_tid(fyll(tabeller, "tellinger"))
    bruk = _bruk(tellinger, grenser)
    return Befaring(
        funn=_klar(funn), aapne=_klar(_aapne(funn), INGEN_AAPNE if len(funn) else UTEN_FUNN),
        lukkede=_klar(_lukkede(funn), "Ingen funn er lukket." if len(funn) else UTEN_FUNN),
        innen=_klar(_innen(funn)), forlop=_klar(_forlop(funn)),
        alvor=_klar(_etter(funn, "alvorlighet")), eiere=_klar(_etter(funn, "eiernavn")),
        lys=_klar(_etter(funn, "sett")),
        runder=prikking.klarer_uten_personer(_runder(tellinger), "Hvor mange ganger stedene er telt.", mangler=UTEN_TELLINGER),
        steder=_del_av(bruk, aarstid=ALLE, tid=ALLE, gruppe=ALLE), aarstider=_del_av(bruk, tid=ALLE, gruppe=ALLE, uten="aarstid"),
        grupper=_del_av(bruk, aarstid=ALLE, uten="gruppe", ogsaa_uten="tid"),
        opplysninger={
            "i_dag": "" if pd.isna(i_dag) else f"{i_dag:%Y-%m-%d}", "antall": len(funn), "utenfor": len(alle) - len(funn),
            "vandringer": int(funn["meldt"].nunique()) if len(funn) else 0, "runder": len(_rundene(tellinger)),
            "hull": _hull(tellinger), "aldri_kveld": _uten_tid(tellinger, "kveld"),
        },
    )  # fmt: skip


def andel_aapen(dager: Sequence[float], lukket: Sequence[bool]) -> pd.DataFrame:
    """Andelen som fortsatt er åpen etter så mange dager (Kaplan–Meier), med 95 prosent intervall.

    Et åpent funn teller med så lenge det er fulgt, og går deretter ut uten å regnes som lukket.
    Intervallet er Greenwoods, på log(−log)-skala, så det holder seg mellom 0 og 1.

    Parametere
    ----------
    dager : sequence of float
        Dager til funnet ble lukket, eller til i dag for de åpne.
    lukket : sequence of bool

    Returnerer
    ----------
    DataFrame
        Én rad per dag noe ble lukket: `dager`, `lukkes`, `aapne` (åpne like før), `verdi`, `se`,
        `nedre` og `ovre`.

    Eksempel
    --------
    >>> andel_aapen([10, 20, 30, 15], [True, True, True, False])["verdi"].round(3).tolist()
    [0.75, 0.375, 0.0]

    Les mer
    -------
    Kaplan og Meier (1958).
    """
    d = pd.DataFrame({"dager": np.asarray(dager, float), "lukket": np.asarray(lukket, bool)})
    dag = d.groupby("dager")["lukket"].agg(lukkes="sum", ute="count").reset_index()
    dag["aapne"] = len(d) - dag["ute"].cumsum().shift(fill_value=0)
    dag = dag[dag["lukkes"] > 0]
    verdi = (1 - dag["lukkes"] / dag["aapne"]).cumprod()
    with np.errstate(divide="ignore", invalid="ignore"):
        sum_ = (dag["lukkes"] / (dag["aapne"] * (dag["aapne"] - dag["lukkes"]))).cumsum()
        bredde = Z95 * np.sqrt(sum_) / np.abs(np.log(verdi))
        nedre, ovre = verdi ** np.exp(bredde), verdi ** np.exp(-bredde)
    sikker = (verdi > 0) & (verdi < 1)
    return dag.assign(
        verdi=verdi, se=(verdi * np.sqrt(sum_)).where(sikker), nedre=nedre.where(sikker), ovre=ovre.where(sikker),
    )[["dager", "lukkes", "aapne", "verdi", "se", "nedre", "ovre"]].reset_index(drop=True)  # fmt: skip


def lukket_innen(dager: Sequence[float], lukket: Sequence[bool], grense: float) -> dict[str, float]:
    """Andelen som er lukket innen så mange dager, med intervall, regnet av alle funnene.

    Er ingen lukket innen grensen, er andelen 0 og intervallet ukjent.

    Eksempel
    --------
    >>> svar = lukket_innen([10, 20, 30, 15, 100, 200], [True, True, True, False, False, False], 30)
    >>> round(svar["verdi"], 3)
    0.583
    """
    kurve = andel_aapen(dager, lukket)
    foer = kurve[kurve["dager"] <= grense]
    if not len(foer):
        return {"verdi": 0.0, "nedre": np.nan, "ovre": np.nan}
    siste = foer.iloc[-1]
    svar = {"verdi": siste["verdi"], "nedre": siste["ovre"], "ovre": siste["nedre"]}
    return {navn: float(1 - v) for navn, v in svar.items()}


def _i_dag(funn: pd.DataFrame, dato: str) -> pd.Timestamp:
    if dato:
        return pd.Timestamp(dato)
    return pd.concat([funn["meldt"], funn["lukket"]]).max()


def _i_omraadet(funn: pd.DataFrame, omraade: Sequence[str]) -> pd.DataFrame:
    if not omraade:
        return funn
    return funn[funn["sone"].isna() | funn["sone"].isin(list(omraade))].reset_index(drop=True)


def _fulgt(funn: pd.DataFrame, i_dag: pd.Timestamp, geografi) -> pd.DataFrame:
    """Legg til om funnet er lukket, hvor lenge det er fulgt, og ordene rapporten bruker."""
    if not len(funn):
        return pd.DataFrame()
    er_lukket = funn["lukket"].notna() & (funn["lukket"] <= i_dag)
    slutt = funn["lukket"].where(er_lukket, i_dag)
    ord_ = {int(k): v for k, v in katalog("befaring")["alvor"].items()}
    sett = {"begge": "Både i dagslys og i mørke", "dagslys": "Bare i dagslys", "mørke": "Bare i mørke"}  # fmt: skip
    tekst = {k: funn[k].fillna("") for k in ("hva", "forslag", "eier", "svar", "sted")}
    ut = funn.assign(
        **tekst, er_lukket=er_lukket, dager=(slutt - funn["meldt"]).dt.days.clip(lower=0),
        alvorlighet=funn["alvor"].map(lambda a: f"{int(a)} {ord_[int(a)]}"),
        eiernavn=tekst["eier"].mask(tekst["eier"] == "", "Ingen eier"),
        sett=funn["lys"].map(sett).fillna("Ikke oppgitt"),
        over_frist=~er_lukket & funn["frist"].notna() & (funn["frist"] < i_dag),
        fristord=funn["frist"].dt.strftime("%d.%m.%Y").fillna("Ingen"),
        meldtord=funn["meldt"].dt.strftime("%d.%m.%Y"), navn=tekst["sted"],
    )  # fmt: skip
    return ut if geografi is None else romlig.paa_kartet(ut, geografi)


def _aapne(funn: pd.DataFrame) -> pd.DataFrame:
    if not len(funn):
        return funn
    aapne = funn[~funn["er_lukket"]]
    return aapne.sort_values(["alvor", "dager"], ascending=False).reset_index(drop=True)


def _lukkede(funn: pd.DataFrame) -> pd.DataFrame:
    if not len(funn):
        return funn
    lukket = funn[funn["er_lukket"]].sort_values("lukket", ascending=False)
    return lukket.assign(
        lukketord=lukket["lukket"].dt.strftime("%d.%m.%Y"), statusord=lukket["status"].str.capitalize()
    ).reset_index(drop=True)  # fmt: skip


def _utvalgene(funn: pd.DataFrame) -> dict[str, pd.DataFrame]:
    verst = max(katalog("befaring")["alvor"], key=int)
    ord_ = katalog("befaring")["alvor"][verst]
    return {"Alle funn": funn, f"Funn som {ord_}": funn[funn["alvor"] == int(verst)]}


def _innen(funn: pd.DataFrame) -> pd.DataFrame:
    """Andelen lukket innen hver grense. Vises bare når nok funn er fulgt så lenge."""
    if not len(funn):
        return pd.DataFrame()
    krav, rader = katalog("befaring")["innen"], []
    for hvem, d in _utvalgene(funn).items():
        for grense in krav["dager"]:
            lenge_nok = int(((d["dager"] >= grense) | d["er_lukket"]).sum())
            ut = lukket_innen(d["dager"], d["er_lukket"], grense)
            nok = lenge_nok >= krav["minst_igjen"]
            merknad = "" if nok else "kan ikke beregnes: for få funn er fulgt så lenge"
            rader.append({"hvem": hvem, "innen": f"{grense} dager", "grense": grense, "n": lenge_nok, "merknad": merknad,
                          **(ut if nok else dict.fromkeys(ut, np.nan))})  # fmt: skip
    return pd.DataFrame(rader)


def _forlop(funn: pd.DataFrame) -> pd.DataFrame:
    """Trinnene i kurven, fra alle åpne på dag 0 til den dagen det lengste funnet er fulgt."""
    if not len(funn):
        return pd.DataFrame()
    deler = []
    for hvem, d in _utvalgene(funn).items():
        if len(d):
            k = andel_aapen(d["dager"], d["er_lukket"])[["dager", "verdi"]]
            ender = [(0.0, 1.0), (float(d["dager"].max()), k["verdi"].iloc[-1] if len(k) else 1.0)]
            start, slutt = (pd.DataFrame([e], columns=["dager", "verdi"]) for e in ender)
            deler.append(pd.concat([start, k, slutt]).drop_duplicates("dager").assign(hvem=hvem))
    return pd.concat(deler, ignore_index=True)


def _etter(funn: pd.DataFrame, kolonne: str) -> pd.DataFrame:
    if not len(funn):
        return pd.DataFrame()
    d = funn.assign(utbedret=funn["er_lukket"] & (funn["status"] == "utbedret"), avvist=funn["er_lukket"] & (funn["status"] != "utbedret"), aapent=~funn["er_lukket"])  # fmt: skip
    ut = d.groupby(kolonne).agg(
        meldt=("funn", "size"), utbedret=("utbedret", "sum"), avvist=("avvist", "sum"), aapne=("aapent", "sum"),
        over_frist=("over_frist", "sum"),
    )  # fmt: skip
    ut = ut.astype(int).reset_index().rename(columns={kolonne: "navn"})
    orden = ["navn"] if kolonne == "alvorlighet" else ["aapne", "meldt", "navn"]
    stigende = [False] if kolonne == "alvorlighet" else [False, False, True]
    return ut.sort_values(orden, ascending=stigende, ignore_index=True)


def _klar(tabell: pd.DataFrame, mangler: str = UTEN_FUNN) -> Klarert:
    return prikking.klarer_uten_personer(tabell, UTEN_PERSONER, mangler=mangler)


def _med_tid(tellinger: pd.DataFrame) -> pd.DataFrame:
    """Legg til årstid, og om det var dag eller kveld."""
    k = katalog("befaring")
    aarstid = {m: navn for navn, maaneder in k["aarstid"].items() for m in maaneder}
    tid = {t: navn for navn, (fra, til) in k["tid"].items() for t in range(fra, til)}
    return tellinger.assign(aarstid=tellinger["dato"].dt.month.map(aarstid), tid=tellinger["kl"].map(tid))  # fmt: skip


def _rundene(tellinger: pd.DataFrame) -> pd.DataFrame:
    return tellinger[["sted", "dato", "kl", "aarstid", "tid"]].drop_duplicates(["sted", "dato", "kl"])  # fmt: skip


def _runder(tellinger: pd.DataFrame) -> pd.DataFrame:
    """Hvor mange runder som er gått på hvert sted, etter årstid og tid."""
    if not len(tellinger):
        return pd.DataFrame()
    r = _rundene(tellinger)
    ut = r.groupby(["sted", "aarstid"], sort=False).agg(dag=("tid", lambda t: int((t == "dag").sum())), kveld=("tid", lambda t: int((t == "kveld").sum())))  # fmt: skip
    return ut.reset_index().sort_values(["sted", "aarstid"], key=_ordnet, ignore_index=True)


def _ordnet(kolonne: pd.Series) -> pd.Series:
    aarstider = list(katalog("befaring")["aarstid"])
    return kolonne.map(aarstider.index) if kolonne.name == "aarstid" else kolonne


def _hull(tellinger: pd.DataFrame) -> list[str]:
    """Steder og årstider som er telt færre ganger enn de andre. Da kan de ikke sammenliknes rett fram."""
    r = _rundene(tellinger)
    n = r.groupby(["sted", "aarstid"]).size()
    return [f"{s} om {_bestemt(a)}" for (s, a), k in n.items() if k < n.max()] if len(n) else []


def _bestemt(aarstid: str) -> str:
    return {"sommer": "sommeren", "vår": "våren"}.get(aarstid, f"{aarstid}en")


def _uten_tid(tellinger: pd.DataFrame, tid: str) -> list[str]:
    r = _rundene(tellinger)
    return sorted(set(r["sted"]) - set(r.loc[r["tid"] == tid, "sted"]))


def _bruk(tellinger: pd.DataFrame, grenser) -> Klarert:
    """Personer til stede, talt sammen over rundene, gjennom porten. Alle summene henger sammen."""
    if not len(tellinger):
        return prikking.klarer_uten_personer(pd.DataFrame(), "Ingen tellinger.", mangler=UTEN_TELLINGER)  # fmt: skip
    r, celler = _rundene(tellinger), []
    for nokler in ((), ("aarstid",), ("tid",), ("gruppe",), ("tid", "gruppe")):
        d = tellinger.groupby(["sted", *nokler], sort=False)[["opphold", "forbi"]].sum(min_count=1).reset_index()  # fmt: skip
        i_rundene = [k for k in nokler if k != "gruppe"]
        antall = r.groupby(["sted", *i_rundene], sort=False).size().rename("runder").reset_index()
        celler.append(d.merge(antall, on=["sted", *i_rundene]))
    d = pd.concat(celler, ignore_index=True)
    nokler = ["sted", "aarstid", "tid", "gruppe"]
    d = d.assign(**{k: d[k].fillna(ALLE) for k in nokler[1:]})
    summer = {k: {ALLE: sorted(set(d[k]) - {ALLE})} for k in nokler[1:]}
    d = d.assign(teller=d["opphold"].astype(float), snitt=d["opphold"] / d["runder"])
    klart = prikking.prikk(d, celle=nokler, summer=summer, grenser=grenser, avledet=["snitt", "opphold"], mangler=UTEN_TELLINGER)  # fmt: skip
    forbi = _forbi(d, nokler, summer, grenser)
    return prikking.avled([klart, forbi], lambda a, b: a.drop(columns="forbi").assign(forbi=b["per_time"].to_numpy()))  # fmt: skip


def _forbi(d: pd.DataFrame, nokler: list[str], summer, grenser) -> Klarert:
    """De som går forbi, i løpet av en time. Telles i ti minutter."""
    f = d.assign(teller=d["forbi"].astype(float), per_time=d["forbi"] / d["runder"] * 6)
    return prikking.prikk(f, celle=nokler, summer=summer, grenser=grenser, avledet=["per_time", "forbi"])  # fmt: skip


def _del_av(bruk: Klarert, *, uten: str = "", ogsaa_uten: str = "", **fast: str) -> Klarert:
    """Radene med faste verdier, og uten summen i kolonnene `uten` og `ogsaa_uten`."""

    def velg(t: pd.DataFrame) -> pd.DataFrame:
        if not len(t):
            return t
        med = np.logical_and.reduce([*(t[k] == v for k, v in fast.items()), *(t[k] != ALLE for k in (uten, ogsaa_uten) if k)])  # fmt: skip
        return t[med].sort_values(["sted", "aarstid"], key=_sist_alle, kind="stable").reset_index(drop=True)  # fmt: skip

    gjelder = {k: [v] for k, v in fast.items()}
    return prikking.avled(bruk, velg, gjelder=gjelder)


def _i_kolonner(grupper: pd.DataFrame) -> pd.DataFrame:
    if not len(grupper):
        return grupper
    ut = grupper[["sted", "gruppe"]].drop_duplicates(ignore_index=True)
    for tid in katalog("befaring")["tid"]:
        d = grupper.loc[grupper["tid"] == tid, ["sted", "gruppe", "snitt", "merknad"]]
        ut = ut.merge(d.rename(columns={"snitt": tid, "merknad": f"merknad_{tid}"}), how="left")
        ut[f"merknad_{tid}"] = ut[f"merknad_{tid}"].fillna("mangler: ikke talt")
    return ut


def _sist_alle(kolonne: pd.Series) -> pd.Series:
    orden = {a: i for i, a in enumerate([*katalog("befaring")["aarstid"], ALLE])}
    return kolonne.map(orden) if kolonne.name == "aarstid" else kolonne
