"""Indikatorene i kunnskapsgrunnlaget: alle antall klareres samlet, alt annet regnes av det klarerte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.tall import periode, tall
from metodikk.metoder import _kunnskap_aar as samling
from metodikk.metoder import omraader, prikking, rater, usikkerhet
from metodikk.metoder.omraader import NABOER, OMRAADE, RESTEN

OVRIGE = "ovrige"
KONFIDENS = 0.99
TRAKT = 0.998
ENHETER = (OMRAADE, RESTEN, NABOER)


def valgte_perioder(
    indikatorer: pd.DataFrame, enheter: Mapping[str, Sequence[str]], brudd: pd.DataFrame,
    siste_aar: int, katalog: Mapping[str, Mapping],
    samlet: Mapping[str, Sequence[Sequence[int]]] | None = None,
) -> dict[str, list[int]]:  # fmt: skip
    """Velg årene som vises for hver indikator, uten å krysse et brudd i området.

    Er årene samlet i perioder, velges hele perioder.
    """
    sum_, valgt = samling.serier(indikatorer, enheter), {}
    for kode, serie in sum_[sum_["aar"] <= siste_aar].groupby("indikator", sort=False):
        siste_brudd = _bruddaar(brudd, str(kode), enheter[OMRAADE], siste_aar)
        if aar := rater.velg_aar(serie, tidligst=max(siste_brudd, default=None)):
            valgt[str(kode)] = samling.hele_perioder(aar, (samlet or {}).get(str(kode)))
    return {kode: valgt[kode] for kode in katalog if kode in valgt}


def soneperioder(
    indikatorer: pd.DataFrame, perioder: Mapping[str, Sequence[int]], brudd: pd.DataFrame,
    siste_aar: int, samlet: Mapping[str, Sequence[Sequence[int]]] | None = None,
) -> dict[str, list[int]]:  # fmt: skip
    """Velg årene sonene vises for: så mange at også den minste sonen tåler å leses.

    Ellers kan en liten sone se dårlig ut ett år bare ved en tilfeldighet.
    """
    valgt = {}
    for kode in perioder:
        d = indikatorer[(indikatorer["indikator"] == kode) & (indikatorer["aar"] <= siste_aar)]
        d = d.dropna(subset=["teller", "nevner"])
        aarene = sorted(d["aar"].unique())
        vanlig = (
            d[d["aar"].isin(aarene[-rater.FLEST_AAR :])]
            .groupby("sone")[["teller", "nevner"]]
            .mean()
        )
        minste = vanlig.loc[
            np.minimum(vanlig["teller"], vanlig["nevner"] - vanlig["teller"]).idxmin()
        ]
        serie = pd.DataFrame(
            {"aar": aarene, "teller": minste["teller"], "nevner": minste["nevner"]}
        )
        nye = samling.nye(brudd, kode, aarene[-1])
        aar = rater.velg_aar(serie, tidligst=max(nye, default=None))
        valgt[kode] = samling.hele_perioder(aar, (samlet or {}).get(kode))
    return valgt


def _bruddaar(brudd, kode, soner, siste_aar) -> list[int]:
    aar = omraader.brudd_for(brudd, kode, soner)["aar"]
    return [int(a) for a in aar if a <= siste_aar]


def celler(
    indikatorer: pd.DataFrame, enheter: Mapping[str, Sequence[str]],
    perioder: Mapping[str, Sequence[int]], for_sonene: Mapping[str, Sequence[int]], siste_aar: int,
    samlet_aar: Mapping[str, Sequence[Sequence[int]]] | None = None,
) -> tuple[pd.DataFrame, dict[str, dict[str, list[str]]]]:  # fmt: skip
    """Sett opp hver celle rapporten kan vise, og hver sum som binder dem sammen.

    Enhetene vises år for år og for perioden sin, sonene bare for sin periode. `tid` er året eller
    perioden som tekst. Er årene samlet i perioder, vises enhetene periode for periode.
    """
    samlet_aar = {k: p for k, p in (samlet_aar or {}).items() if k in perioder}
    nokkel = ["indikator", "aar"]
    i_bruk = indikatorer[
        (indikatorer["aar"] <= siste_aar) & indikatorer["indikator"].isin(list(perioder))
    ]
    vises = {k: s for k, s in enheter.items() if k in ENHETER}
    per_aar = omraader.summer(i_bruk, vises, nokkel=nokkel)
    per_aar = per_aar.assign(tid=per_aar["aar"].astype(int).astype(str), slag="enhet")
    alle = [*enheter[OMRAADE], *enheter.get(RESTEN, ())]
    for_soner = i_bruk[i_bruk["sone"].isin(alle)]
    samlet = [_periode(per_aar, k, aar, "enhet") for k, aar in perioder.items() if len(aar) > 1]
    samlet += [
        _alle_soner(_periode(for_soner, k, aar, "sone"), k, aar, alle)
        for k, aar in for_sonene.items()
    ]
    serier = [per_aar[~per_aar["indikator"].isin(list(samlet_aar))]] + [
        _periode(per_aar, k, aar, "enhet") for k, deler in samlet_aar.items() for aar in deler
    ]
    ut = pd.concat([*serier, *samlet], ignore_index=True)
    ut = ut.drop_duplicates(["indikator", "sone", "tid"], ignore_index=True)
    alle_perioder = [*perioder.values(), *for_sonene.values(), *(p for d in samlet_aar.values() for p in d)]  # fmt: skip
    return ut, {"sone": _sonesummer(enheter), "tid": _tidssummer(alle_perioder)}


def _periode(data, kode, aar, slag) -> pd.DataFrame:
    her = data[data["indikator"] == kode]
    samlet = rater.slaa_sammen_aar(her, aar, nokkel=["indikator", "sone"])
    return samlet.rename(columns={"periode": "tid"}).assign(slag=slag)


def _alle_soner(data, kode, aar, soner) -> pd.DataFrame:
    """Gi også soner uten rad en rad. Ellers tror porten at et ukjent tall verner naboen."""
    uten = [s for s in soner if s not in set(data["sone"])]
    rader = pd.DataFrame({"indikator": kode, "sone": uten, "tid": periode(aar[0], aar[-1]), "slag": "sone",
                          "merknad": "mangler: sonen står ikke i tabellen"})  # fmt: skip
    return pd.concat([data, rader], ignore_index=True) if uten else data


def _sonesummer(enheter) -> dict[str, list[str]]:
    summer = {OMRAADE: list(enheter[OMRAADE])}
    resten, naboer = enheter.get(RESTEN, ()), enheter.get(NABOER, ())
    ovrige = [s for s in resten if s not in set(naboer)]
    if naboer:
        summer |= {NABOER: list(naboer), RESTEN: [NABOER, OVRIGE], OVRIGE: ovrige}
    elif resten:
        summer[RESTEN] = ovrige
    return {hel: deler for hel, deler in summer.items() if deler != [hel]}


def _tidssummer(perioder: Sequence[Sequence[int]]) -> dict[str, list[str]]:
    return {periode(aar[0], aar[-1]): [str(a) for a in aar] for aar in perioder if len(aar) > 1}


def port(celler_: pd.DataFrame, summer: Mapping[str, Mapping[str, Sequence[str]]]) -> prikking.Port:
    """Alle cellene, klare til å gå gjennom porten i én jobb. Årene bak en periode skjules sammen."""
    valg = {"serie": "tid", "hele_perioder": "tid"}
    return prikking.Port("indikatorer", celler_, ["indikator", "sone", "tid"], summer, valg)


def alle_brudd(tabeller: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Bruddene kommunen har ført opp, og grenser som ifølge sonetabellen er nye."""
    kolonner = ["gjelder", "aar", "type", "beskrivelse"]
    brudd = tabeller.get("brudd")
    brudd = pd.DataFrame(columns=kolonner) if brudd is None else brudd[kolonner]
    soner = tabeller["soner"]
    if "gjelder_fra" not in soner:
        return brudd
    nye = soner.dropna(subset=["gjelder_fra"])
    ekstra = pd.DataFrame(
        {"gjelder": nye["sone"], "aar": nye["gjelder_fra"].astype(int), "type": "grense",
         "beskrivelse": "Sonen fikk nye grenser."}
    )  # fmt: skip
    samlet = pd.concat([brudd, ekstra], ignore_index=True) if len(brudd) else ekstra
    return samlet.drop_duplicates(["gjelder", "aar"], ignore_index=True)


def tider(perioder: Mapping[str, Sequence[int]]) -> list[str]:
    """Periodene som tekst, slik de står i cellene."""
    return sorted({periode(aar[0], aar[-1]) for aar in perioder.values()})


def regn(klart: pd.DataFrame, katalog: Mapping[str, Mapping]) -> pd.DataFrame:
    """Regn ut andel eller rate med intervall for hver klarert celle."""
    deler = [rater.regn(d, maal=maal, per=per) for (maal, per), d in _etter_maal(klart, katalog)]
    return pd.concat(deler).sort_index() if deler else klart


def _etter_maal(data: pd.DataFrame, katalog: Mapping[str, Mapping]):
    """Del radene etter om de er andeler eller rater, og per hvor mange."""
    maal = data["indikator"].map(
        {k: (_maal(katalog, k), _per(katalog, k)) for k in data["indikator"].unique()}
    )
    return data.groupby(maal, sort=False)


def _i_perioden(klart: pd.DataFrame, perioder: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """Cellene for den valgte perioden til hver indikator, i katalogens rekkefølge."""
    valgt = pd.DataFrame(
        [(k, periode(aar[0], aar[-1])) for k, aar in perioder.items()], columns=["indikator", "tid"]
    )
    return valgt.merge(klart, on=["indikator", "tid"])


def mot_referanse(
    klart: pd.DataFrame, perioder: Mapping[str, Sequence[int]], katalog: Mapping[str, Mapping],
    referanse: str, *, kilder: Mapping[str, str],
) -> pd.DataFrame:  # fmt: skip
    """Sett området mot resten eller naboene, én rad per indikator, med ord for forskjellen."""
    her = _i_perioden(klart, perioder)
    par = omraader.mot(her, referanse, nokkel=["indikator", "tid"])
    if not len(par):
        return pd.DataFrame()
    deler = [
        usikkerhet.sammenlikn(
            rater.regn(d, maal=maal, per=per), maal=maal, per=per, konfidens=KONFIDENS
        )
        for (maal, per), d in _etter_maal(par, katalog)
    ]
    ut = pd.concat(deler).sort_index().drop(columns=["metode", "merknad"])
    for navn, enhet_ in (("merknad", OMRAADE), ("merknad_verdi_mot", referanse)):
        merknad = her[her["sone"] == enhet_].set_index("indikator")["merknad"]
        ut[navn] = ut["indikator"].map(merknad).fillna("")
    return _med_opplysninger(ut.reset_index(drop=True), katalog, kilder)


def _med_opplysninger(ut: pd.DataFrame, katalog, kilder) -> pd.DataFrame:
    """Legg på navnene fra katalogen, og tallene slik de vises: prosent eller per så mange."""
    koder = ut["indikator"]
    rate = koder.map(lambda k: _maal(katalog, k)) == "rate"
    per, vist = koder.map(lambda k: _per(katalog, k)), np.where(rate, 1, 100)
    for felt in ("navn", "tema", "retning"):
        ut[felt] = koder.map(lambda k, f=felt: katalog[k][f])
    ut = ut.assign(
        maal=np.where(rate, "rate", "andel"), per=per, kilde=[kilder.get(k, "") for k in koder],
        maales_i=koder.map(lambda k: enhet(katalog, k)), en_person=rater.en_person(ut["nevner"]),
        verdi_mot=ut["teller_mot"] / ut["nevner_mot"] * np.where(rate, per, 1),
        vurdering=[vurdering(o, r) for o, r in zip(ut["ord"], ut["retning"], strict=True)],
    )  # fmt: skip
    ut = ut.assign(**{f"vist_{n}": ut[n] * vist for n in ("verdi", "nedre", "ovre", "verdi_mot")})
    return ut.assign(
        vist_navn=np.where(rate, ut["navn"] + " (" + ut["maales_i"] + ")", ut["navn"]),
        vist_en_person=(ut["en_person"] * 100).mask(rate),
        merknad_vist_en_person=np.where(rate, "kan ikke beregnes: raten gjelder hendelser", ""),
    )  # fmt: skip


def vurdering(ord_: str, retning: str) -> str:
    """Si om forskjellen er til områdets fordel, når tallet har en god side.

    >>> vurdering("høyere", "lav_er_god"), vurdering("høyere", "ingen"), vurdering("på nivå", "lav_er_god")
    ('svakere', '', '')
    """
    if ord_ not in (usikkerhet.HOYERE, usikkerhet.LAVERE) or retning == "ingen":
        return ""
    god = (ord_ == usikkerhet.LAVERE) == (retning == "lav_er_god")
    return "bedre" if god else "svakere"


def utvikling(
    klart: pd.DataFrame, katalog: Mapping[str, Mapping], brudd: pd.DataFrame,
    enheter: Mapping[str, Sequence[str]],
    samlet_aar: Mapping[str, Sequence[Sequence[int]]] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Regn ut tidsserien for området og resten, delt i segmenter som ikke går over brudd.

    Er årene samlet i perioder, er `fra_aar` og `aar` det første og det siste året i hver.
    """
    samlet = {(k, periode(p[0], p[-1])) for k, deler in (samlet_aar or {}).items() for p in deler}
    perioder = [t in samlet for t in zip(klart["indikator"], klart["tid"], strict=True)]
    i_serien = klart["tid"].str.fullmatch(r"\d{4}") | np.array(perioder, dtype=bool)
    aarlig = klart[(klart["slag"] == "enhet") & i_serien & klart["sone"].isin([OMRAADE, RESTEN])]
    fra, til = (aarlig["tid"].str[d].astype(int) for d in (slice(4), slice(-4, None)))
    aarlig = aarlig.assign(fra_aar=fra, aar=til, segment=0)
    for (kode, sone), rader in aarlig.groupby(["indikator", "sone"], sort=False).groups.items():
        bruddaar = omraader.brudd_for(brudd, str(kode), enheter[str(sone)])["aar"].tolist()
        if bruddaar:
            aarlig.loc[rader] = omraader.segmenter(aarlig.loc[rader], bruddaar)
    return regn(aarlig, katalog).reset_index(drop=True)


def endringer(serie: pd.DataFrame, katalog: Mapping[str, Mapping]) -> pd.DataFrame:
    """Sammenlikn første og siste periode i den siste ubrutte delen av hver serie, i området."""
    rader = []
    for kode, del_ in serie[serie["sone"] == OMRAADE].groupby("indikator", sort=False):
        maal, per = _maal(katalog, kode), _per(katalog, kode)
        e = omraader.endring(del_, maal=maal, per=per, konfidens=KONFIDENS)
        if e is None:
            continue
        nivaa = usikkerhet.NIVAA_ANDEL if maal == "andel" else abs(e["verdi_fra"]) / 4
        ord_ = usikkerhet.ord_for_forskjell(e["nedre"], e["ovre"], nivaa=nivaa)[0]
        rader.append({"indikator": kode, "navn": katalog[kode]["navn"], "maal": maal, "per": per,
                      "retning": katalog[kode]["retning"], **e, "ord": ENDRINGSORD[ord_]})  # fmt: skip
    return pd.DataFrame(rader)


ENDRINGSORD = {
    usikkerhet.HOYERE: "opp", usikkerhet.LAVERE: "ned", usikkerhet.PAA_NIVAA: "uendret",
    usikkerhet.FOR_LITE: "for lite grunnlag",
}  # fmt: skip


def soner(
    klart: pd.DataFrame, perioder: Mapping[str, Sequence[int]], katalog: Mapping[str, Mapping],
    omraade: Sequence[str],
) -> pd.DataFrame:  # fmt: skip
    """Regn ut sonetallene med traktgrenser og krympet verdi for perioden."""
    her = _i_perioden(klart[klart["slag"] == "sone"], perioder)
    deler = [
        _en_trakt(d, maal, per)
        for (maal, per), alle in _etter_maal(her, katalog)
        for _, d in rater.regn(alle, maal=maal, per=per).groupby("indikator", sort=False)
    ]
    ut = pd.concat(deler).sort_index() if deler else regn(her, katalog)
    return ut.assign(i_omraadet=ut["sone"].isin(list(omraade))).reset_index(drop=True)


def _en_trakt(d: pd.DataFrame, maal: str, per: float) -> pd.DataFrame:
    skala = per if maal == "rate" else 1
    snitt = d["teller"].sum() / d["nevner"].where(d["teller"].notna()).sum()
    if maal == "rate":
        nedre, ovre = (g * snitt for g in usikkerhet.trakt_rate(d["nevner"] * snitt, TRAKT))
    else:
        nedre, ovre = usikkerhet.trakt_andel(snitt, d["nevner"], TRAKT)
    v, nedre, ovre = d["verdi"].to_numpy(), nedre * skala, ovre * skala
    plass = np.select([np.isnan(v), v > ovre, v < nedre], ["", "over", "under"], "innenfor")
    return d.assign(snitt=snitt * skala, krympet=_krympet(d) * skala, trakt_nedre=nedre,
                    trakt_ovre=ovre, trakt=plass)  # fmt: skip


def _krympet(d: pd.DataFrame) -> np.ndarray:
    return usikkerhet.krymp(d["teller"], d["nevner"]) if d["teller"].notna().any() else np.nan


def traktgrenser(soner: pd.DataFrame, maal: str, per: float) -> dict:
    """Grensene til å tegne trakten for én indikator, og snittet den er lagt rundt."""
    snitt, n = soner["snitt"].iloc[0], soner["nevner"].dropna()
    nevner = np.linspace(n.min() * 0.7, n.max() * 1.05, 60)
    skala = per if maal == "rate" else 1
    ut = {"nevner": nevner}
    for navn, konfidens in (("", TRAKT), ("95", 0.95)):
        if maal == "rate":
            grenser = (g * snitt for g in usikkerhet.trakt_rate(nevner * snitt / skala, konfidens))
        else:
            grenser = usikkerhet.trakt_andel(snitt, nevner, konfidens)
        ut[f"nedre{navn}"], ut[f"ovre{navn}"] = grenser
    return {"grenser": pd.DataFrame(ut), "snitt": float(snitt)}


def enhet(katalog, kode) -> str:
    """Det tallet måles i: «prosent» eller «per 1 000»."""
    return f"per {tall(_per(katalog, kode))}" if _maal(katalog, kode) == "rate" else "prosent"


def _maal(katalog, kode) -> str:
    return katalog[kode].get("maal", "andel")


def _per(katalog, kode) -> float:
    return float(katalog[kode].get("per", 1000 if _maal(katalog, kode) == "rate" else 1))
