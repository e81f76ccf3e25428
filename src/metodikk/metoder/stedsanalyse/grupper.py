"""Hvem sier hva: informantene telles som personer, og hvor vanlig noe er, sies med ord."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.tall import liste

SAMTALER = ("intervju", "gruppesamtale")
FLESTE, NOEN, INGEN_ORD = "de fleste", "noen", ""
ANDRE = "andre grupper"
MINST_BREDDE = 3
STOR_FORSKJELL = 0.25
UTENFRA, INNENFRA, BEGGE = "sterkest utenfra", "sterkest innenfra", "begge steder"
ENIGHET, UENIGHET, INNAD, NOEN_VIL = (
    "Alle gruppene vil det", "Uenighet mellom grupper", "Uenighet i gruppen", "Noen grupper vil det",
)  # fmt: skip
INGEN_TYDELIG = "Ingen gruppe samler seg om det"
ORDEN = {FLESTE: 0, NOEN: 1, INGEN_ORD: 2}


def informanter(koder: pd.DataFrame) -> pd.DataFrame:
    """Gi én rad per person: informant, gruppe og om personen bor i området.

    Står samme person i to grupper, brukes den første. Bare samtaler teller, og bare dem vi vet
    hvem har sagt.

    Eksempel
    --------
    >>> d = pd.DataFrame({"kilde_slag": ["intervju", "intervju", "media"], "informant": ["I1", "I1", None],
    ...                   "gruppe": ["unge", "unge", None], "bor_her": [True, True, None]})
    >>> informanter(d).values.tolist()
    [['I1', 'unge', True]]
    """
    d = koder[koder["kilde_slag"].isin(SAMTALER)].dropna(subset=["informant", "gruppe"])
    return d.drop_duplicates("informant")[["informant", "gruppe", "bor_her"]].reset_index(drop=True)


def slaa_sammen(gruppe: pd.Series, minst: int) -> pd.Series:
    """Slå sammen grupper med for få personer til «andre grupper», når de da blir mange nok.

    >>> slaa_sammen(pd.Series(["a"] * 6 + ["b"] * 3 + ["c"] * 2), 5).unique().tolist()
    ['a', 'andre grupper']
    >>> slaa_sammen(pd.Series(["a"] * 6 + ["b"] * 3), 5).unique().tolist()
    ['a', 'b']
    """
    antall = gruppe.value_counts()
    smaa = antall[antall < minst]
    nok = len(smaa) > 1 and smaa.sum() >= minst
    return gruppe.where(~gruppe.isin(smaa.index), ANDRE) if nok else gruppe.copy()


def ord_for_utbredelse(antall: float, av: float, *, bredde: int = MINST_BREDDE) -> str:
    """Si med ett ord hvor vanlig noe er i en gruppe.

    «De fleste» er over halvparten. «Noen» er minst `bredde` personer. Hvert ord dekker alltid minst
    `bredde` mulige antall, så ingen kan telle seg fram til enkeltpersoner. I små grupper sies
    derfor bare «de fleste», eller ingenting.

    Parametere
    ----------
    antall, av : tall
        Personene som sa det, og personene i gruppen.
    bredde : int, forvalgt 3

    Returnerer
    ----------
    str
        «de fleste», «noen» eller tom tekst.

    Eksempel
    --------
    >>> [ord_for_utbredelse(n, 12) for n in (2, 3, 6, 7)], [ord_for_utbredelse(n, 6) for n in (3, 4)]
    (['', 'noen', 'noen', 'de fleste'], ['', 'de fleste'])
    """
    halvparten = int(av // 2)
    if antall > halvparten and av - halvparten >= bredde:
        return FLESTE
    delt = halvparten - bredde + 1 >= bredde
    return NOEN if delt and bredde <= antall <= halvparten else INGEN_ORD


def hvor_mange(
    koder: pd.DataFrame, folk: pd.DataFrame, nokkel: Sequence[str], del_: str = "gruppe", *,
    bredde: int = MINST_BREDDE,
) -> pd.DataFrame:  # fmt: skip
    """Tell personene i hver del av folket som har sagt det samme, og si det med ord.

    Parametere
    ----------
    koder, folk : DataFrame
        Utsagnene, og personene med `informant` og kolonnen `del_`.
    nokkel : sequence of str
        Kolonnene som er «det samme», for eksempel kode og retning.
    del_ : str, forvalgt "gruppe"
    bredde : int
        Som i :func:`ord_for_utbredelse`.

    Returnerer
    ----------
    DataFrame
        Nøkkelen, `del_`, `antall`, `av`, `andel` og `ord`. Endrer ikke inndata.

    Eksempel
    --------
    >>> folk = pd.DataFrame({"informant": list("abcdef"), "gruppe": "unge"})
    >>> d = pd.DataFrame({"informant": list("aabcd"), "kode": "mørkt"})
    >>> hvor_mange(d, folk, ["kode"])[["antall", "av", "ord"]].values.tolist()
    [[4, 6, 'de fleste']]
    """
    sagt = koder.drop(columns=[del_], errors="ignore").merge(
        folk[["informant", del_]], on="informant"
    )
    antall = sagt.groupby([*nokkel, del_], dropna=False)["informant"].nunique().rename("antall")
    ut = antall.reset_index()
    ut["av"] = ut[del_].map(folk[del_].value_counts())
    ord_ = [
        ord_for_utbredelse(n, av, bredde=bredde)
        for n, av in zip(ut["antall"], ut["av"], strict=True)
    ]
    return ut.assign(andel=ut["antall"] / ut["av"], ord=ord_)


def samme_skrivemaate(koder: pd.DataFrame, felt: Sequence[str]) -> pd.DataFrame:
    """Skriv ord som bare skiller seg i store bokstaver og mellomrom, likt i alle feltene.

    Ellers blir «Mørkt» og «mørkt» to koder, og de som koder, ser uenige ut. Den vanligste måten brukes.

    >>> samme_skrivemaate(pd.DataFrame({"kode": ["mørkt", "Mørkt ", "mørkt"], "kode2": ["MØRKT", None, "mørkt"]}),
    ...                   ["kode", "kode2"]).fillna("").values.tolist()
    [['mørkt', 'mørkt'], ['mørkt', ''], ['mørkt', 'mørkt']]
    """
    alle = pd.concat([koder[f] for f in felt]).dropna().astype(str).str.strip()
    vanligst = alle.groupby(alle.str.casefold()).agg(
        lambda v: v.value_counts().sort_index().idxmax()
    )
    bytt = {
        v: vanligst[str(v).strip().casefold()] for f in felt for v in koder[f].dropna().unique()
    }
    return koder.assign(
        **{f: koder[f].map(lambda v: bytt.get(v, v), na_action="ignore") for f in felt}
    )


def hvem(rader: pd.DataFrame, ord_: str, grupper: Sequence[str]) -> list[str]:
    """Gruppene som har fått et bestemt ord, i fast rekkefølge."""
    har = set(rader.loc[rader["ord"] == ord_, "gruppe"])
    return [g for g in grupper if g in har]


def bilder(
    koder: pd.DataFrame, folk: pd.DataFrame, media: pd.DataFrame, *, bredde: int = MINST_BREDDE
) -> pd.DataFrame:
    """Sett bildet innenfra ved siden av bildet utenfra og det som står i media."""
    d = koder[koder["akse"] == "stedsbilde"]
    sider = hvor_mange(d, folk, ["kode"], "side", bredde=bredde)
    saker = media.loc[media["akse"] == "stedsbilde", "kode"].value_counts()
    rader = []
    for kode in sorted({*d["kode"], *saker.index}):
        her = sider[sider["kode"] == kode].set_index("side")
        ord_, andel = her["ord"], her["andel"]
        inn, ut = (str(ord_.get(s, INGEN_ORD)) for s in ("innenfra", "utenfra"))
        alle = {*folk["side"]} >= {"innenfra", "utenfra"}
        skille = float(andel.get("utenfra", 0)) - float(andel.get("innenfra", 0))
        rader.append((kode, tone(d[d["kode"] == kode], media[media["kode"] == kode]), inn, ut,
                      int(saker.get(kode, 0)), sammenlikn_sider(inn, ut, skille) if alle else ""))  # fmt: skip
    ut_ = pd.DataFrame(rader, columns=["kode", "tone", "innenfra", "utenfra", "media", "forskjell"])
    rang = [ut_[s].map(ORDEN) for s in ("innenfra", "utenfra")]
    orden = np.lexsort((ut_["kode"], rang[1], rang[0]))
    return ut_.iloc[orden].reset_index(drop=True)


def sammenlikn_sider(inn: str, ut: str, skille: float) -> str:
    """Si hvor et bilde er sterkest. Bare når ordene er ulike, og forskjellen er minst en firedel.

    >>> sammenlikn_sider("noen", "de fleste", 0.4), sammenlikn_sider("noen", "de fleste", 0.1)
    ('sterkest utenfra', 'begge steder')
    >>> sammenlikn_sider("", "", 0.0)
    ''
    """
    if inn == ut == INGEN_ORD:
        return ""
    if inn != ut and abs(skille) >= STOR_FORSKJELL:
        return UTENFRA if ORDEN[ut] < ORDEN[inn] else INNENFRA
    return BEGGE if INGEN_ORD not in (inn, ut) else ""


def tone(*deler: pd.DataFrame) -> str:
    """Retningen de fleste utsagnene har."""
    retning = pd.concat([d["retning"] for d in deler]).dropna()
    retning = retning[retning.isin(["positiv", "nøytral", "negativ"])]
    return str(retning.value_counts().sort_index(ascending=False).idxmax()) if len(retning) else ""


def hvem_sier(
    koder: pd.DataFrame, folk: pd.DataFrame, grupper: Sequence[str], *, bredde: int = MINST_BREDDE
) -> pd.DataFrame:
    """Stedsbildene gruppe mot gruppe: hvem de fleste og noen er blant."""
    d = hvor_mange(koder[koder["akse"] == "stedsbilde"], folk, ["kode"], bredde=bredde)
    rader = [
        (str(kode), liste(hvem(r, FLESTE, grupper)), liste(hvem(r, NOEN, grupper)), len(hvem(r, FLESTE, grupper)))
        for kode, r in d.groupby("kode")
    ]  # fmt: skip
    ut = pd.DataFrame(rader, columns=["kode", "fleste", "noen", "antall_grupper"])
    ut = ut[(ut["fleste"] != "") | (ut["noen"] != "")]
    return ut.sort_values(["antall_grupper", "kode"], ascending=[False, True], ignore_index=True)


def bruk(
    koder: pd.DataFrame, folk: pd.DataFrame, observert: pd.DataFrame, grupper: Sequence[str], *,
    bredde: int = MINST_BREDDE,
) -> pd.DataFrame:  # fmt: skip
    """Hvem som er hvor, når og til hva, av samtalene og av det som er observert."""
    nokkel = ["sted", "kode"]
    d, sett = (
        t[t["akse"] == "stedsbruk"].fillna({"sted": "Uten bestemt sted"})
        for t in (koder, observert)
    )
    sagt = hvor_mange(d, folk, nokkel, bredde=bredde)
    ganger = sett.groupby(nokkel).size()
    tider = hvor_mange(d.dropna(subset=["tid"]), folk.assign(alle="alle"), [*nokkel, "tid"], "alle")
    rader = []
    for sted, kode in sorted({*zip(d["sted"], d["kode"], strict=True), *ganger.index}):
        r = sagt[(sagt["sted"] == sted) & (sagt["kode"] == kode)]
        t = tider[(tider["sted"] == sted) & (tider["kode"] == kode) & (tider["antall"] >= bredde)]
        s = sett[(sett["sted"] == sted) & (sett["kode"] == kode)]
        naar = list(
            dict.fromkeys([*t.sort_values("antall", ascending=False)["tid"], *s["tid"].dropna()])
        )
        rader.append((sted, kode, liste(naar), liste(hvem(r, FLESTE, grupper)), liste(hvem(r, NOEN, grupper)),
                      int(ganger.get((sted, kode), 0))))  # fmt: skip
    ut = pd.DataFrame(rader, columns=["sted", "kode", "naar", "fleste", "noen", "observert"])
    return ut[(ut["fleste"] != "") | (ut["noen"] != "") | (ut["observert"] > 0)].reset_index(
        drop=True
    )


def interesser(
    koder: pd.DataFrame, folk: pd.DataFrame, grupper: Sequence[str], *, bredde: int = MINST_BREDDE
) -> pd.DataFrame:
    """Hvem som vil hva, hvem som er imot, og om gruppene er enige."""
    d = koder[koder["akse"] == "stedsinteresse"]
    sagt = hvor_mange(d.dropna(subset=["retning"]), folk, ["kode", "retning"], bredde=bredde)
    steder = (
        d.dropna(subset=["sted"]).groupby("kode")["sted"].agg(lambda s: s.value_counts().index[0])
    )
    rader = []
    for kode, r in sagt.groupby("kode"):
        sider = {s: r[r["retning"] == s] for s in ("for", "mot")}
        med_ord = {s: {o: hvem(t, o, grupper) for o in (FLESTE, NOEN)} for s, t in sider.items()}
        rader.append((kode, steder.get(kode, ""), *(_skriv(med_ord[s]) for s in ("for", "mot")),
                      forhold(med_ord["for"], med_ord["mot"], grupper), med_ord["for"], med_ord["mot"]))  # fmt: skip
    ut = pd.DataFrame(
        rader, columns=["kode", "sted", "for", "mot", "forhold", "hvem_for", "hvem_mot"]
    )
    rang = ut["forhold"].map({UENIGHET: 0, INNAD: 1, ENIGHET: 2, NOEN_VIL: 3, INGEN_TYDELIG: 4})
    return ut.iloc[np.lexsort((ut["kode"], rang))].reset_index(drop=True)


def forhold(for_: Mapping[str, Sequence[str]], mot: Mapping[str, Sequence[str]], grupper: Sequence[str]) -> str:  # fmt: skip
    """Si om gruppene er enige, uenige eller om bare noen har sagt noe.

    >>> forhold({FLESTE: ["unge"], NOEN: []}, {FLESTE: ["eldre"], NOEN: []}, ["unge", "eldre"])
    'Uenighet mellom grupper'
    >>> forhold({FLESTE: ["unge", "eldre"], NOEN: []}, {FLESTE: [], NOEN: []}, ["unge", "eldre"])
    'Alle gruppene vil det'
    """
    vil, vil_ikke = ({*s[FLESTE], *s[NOEN]} for s in (for_, mot))
    if any(a != b for a in vil for b in vil_ikke):
        return UENIGHET
    if vil & vil_ikke:
        return INNAD
    if len(grupper) > 1 and set(for_[FLESTE]) == set(grupper):
        return ENIGHET
    return NOEN_VIL if vil or vil_ikke else INGEN_TYDELIG


def _skriv(med_ord: Mapping[str, Sequence[str]]) -> str:
    deler = [f"{o}: {liste(list(g))}" for o, g in med_ord.items() if g]
    return "; ".join(deler)[:1].upper() + "; ".join(deler)[1:]


def metning(koder: pd.DataFrame, folk: pd.DataFrame) -> dict[str, int]:
    """Finn hvor i rekken av samtaler den siste nye koden kom.

    >>> folk = pd.DataFrame({"informant": ["I1", "I2", "I10"]})
    >>> d = pd.DataFrame({"informant": ["I10", "I1", "I2"], "akse": "stedsbilde", "kode": ["a", "a", "b"]})
    >>> metning(d, folk)
    {'antall': 3, 'siste_nye': 2, 'siden': 1}
    """
    nr = folk["informant"].str.extract(r"(\d+)")[0].astype(float).fillna(np.inf)
    rekke = folk["informant"].iloc[np.lexsort((folk["informant"], nr))].tolist()
    plass = {i: n for n, i in enumerate(rekke, 1)}
    forst = koder.assign(plass=koder["informant"].map(plass)).dropna(subset=["plass", "kode"])
    siste = forst.groupby(["akse", "kode"])["plass"].min().max() if len(forst) else 0
    return {"antall": len(rekke), "siste_nye": int(siste), "siden": len(rekke) - int(siste)}
