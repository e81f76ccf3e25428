"""Andeler, rater og standardiserte tall for små områder, alltid regnet av antallene.

En prosent uten antallet bak kan verken få usikkerhet eller slås sammen riktig. Derfor tar
funksjonene `teller` og `nevner`, og sier nei til ferdige prosenter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import periode
from metodikk.metoder._intervaller import poisson, wilson

MINST_HENDELSER = 10
MINST_NEVNER = 50
FLEST_AAR = 5


def andel(
    data: pd.DataFrame, teller: str = "teller", nevner: str = "nevner", *, konfidens: float = 0.95
) -> pd.DataFrame:
    """Regn ut andeler med usikkerhet (Wilson-intervall).

    Bruk denne når tallene er «antall av antall», for eksempel barn i lavinntektshusholdninger av
    alle barn. Tåler små tall og andeler nær 0 og 1.

    Parametere
    ----------
    data : DataFrame
        Én rad per område og år. Endres ikke.
    teller, nevner : str
        Kolonnene med antall.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne verdien.

    Returnerer
    ----------
    DataFrame
        `data` med `verdi`, `nedre`, `ovre`, `metode` og `merknad`. Der tallet ikke kan regnes ut,
        står grunnen i `merknad`.

    Eksempel
    --------
    >>> soner = pd.DataFrame({"sone": ["A", "B"], "teller": [8, 31], "nevner": [40, 210]})
    >>> andel(soner)[["sone", "verdi", "nedre", "ovre"]].round(3)
      sone  verdi  nedre   ovre
    0    A  0.200  0.105  0.348
    1    B  0.148  0.106  0.202

    Les mer
    -------
    Wilson (1927). Fasit: PHEindicatormethods.
    """
    x, n = _antall(data, teller, nevner)
    grunn = np.where(x > n, "kan ikke beregnes: flere i telleren enn i nevneren", "")
    x = np.where(x > n, np.nan, x)
    nedre, ovre = wilson(x, n, konfidens)
    return _ferdig(data, x, n, (x / n, nedre, ovre), "Wilson", grunn)


def rate(
    data: pd.DataFrame, teller: str = "teller", nevner: str = "nevner",
    *, per: float = 1000, konfidens: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Regn ut rater (hendelser per personår) med usikkerhet.

    Bruk denne når samme person kan telles flere ganger, for eksempel anmeldelser. Intervallet er
    eksakt under 10 hendelser, ellers Byars.

    Parametere
    ----------
    data : DataFrame
        Én rad per område og år. Endres ikke.
    teller, nevner : str
        Kolonnene med hendelser og personår.
    per : float, forvalgt 1000
        Raten oppgis per så mange personår.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne verdien.

    Returnerer
    ----------
    DataFrame
        `data` med `verdi`, `nedre`, `ovre`, `metode` og `merknad`.

    Eksempel
    --------
    >>> soner = pd.DataFrame({"sone": ["A", "B"], "teller": [5, 20], "nevner": [100, 100]})
    >>> rate(soner, per=100)[["verdi", "nedre", "ovre", "metode"]].round(3)
       verdi   nedre    ovre          metode
    0    5.0   1.623  11.668  eksakt Poisson
    1   20.0  12.211  30.890            Byar

    Les mer
    -------
    Breslow og Day (1987). Fasit: PHEindicatormethods.
    """
    x, n = _antall(data, teller, nevner)
    tall = tuple(g / n * per for g in (x, *poisson(x, konfidens)))
    return _ferdig(data, x, n, tall, np.where(x < MINST_HENDELSER, "eksakt Poisson", "Byar"))


def regn(data: pd.DataFrame, *, maal: str = "andel", per: float = 1, **valg) -> pd.DataFrame:
    """Regn ut andeler eller rater, etter hva indikatorkatalogen sier at tallet er.

    Eksempel
    --------
    >>> regn(pd.DataFrame({"teller": [8], "nevner": [40]}), maal="andel")["metode"].item()
    'Wilson'
    """
    return rate(data, per=per, **valg) if maal == "rate" else andel(data, **valg)


def direkte_standardisert(
    data: pd.DataFrame, standard: pd.Series, *, gruppe: str, alder: str = "aldersgruppe",
    per: float = 100_000, konfidens: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Regn ut rater som om alle områdene hadde samme aldersfordeling.

    Bruk denne når du vil sammenlikne områder med ulik alder. Gir ikke tall under 10 hendelser.

    Parametere
    ----------
    data : DataFrame
        Én rad per område og aldersgruppe med `teller` og `nevner`. Endres ikke.
    standard : Series
        Standardbefolkningen, med aldersgruppene som indeks. Kobles på navn, aldri på rekkefølge.
    gruppe, alder : str
        Kolonnene med område og aldersgruppe.
    per : float, forvalgt 100 000
        Raten oppgis per så mange personår.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne verdien.

    Returnerer
    ----------
    DataFrame
        Én rad per område.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": "A", "aldersgruppe": ["ung", "gammel"], "teller": [10, 40],
    ...                   "nevner": [1000, 500]})
    >>> r = direkte_standardisert(d, pd.Series({"gammel": 300, "ung": 700}), gruppe="sone", per=1000)
    >>> r[["verdi", "nedre", "ovre"]].round(1).values.tolist()
    [[31.0, 23.0, 40.9]]

    Les mer
    -------
    Dobson m.fl. (1991). Fasit: PHEindicatormethods.
    """
    if not (data["nevner"] > 0).all():
        raise DataFeil(funn("K881", fant="en aldersgruppe uten folk i nevneren"))
    d = _kobl_alder(data, standard.rename("vekt"), gruppe, alder)
    d = d.assign(andel=d["vekt"] / standard.sum())
    d = d.assign(
        rate=d["andel"] * d["teller"] / d["nevner"],
        varians=d["andel"] ** 2 * d["teller"] / d["nevner"] ** 2,
    )
    s = d.groupby(gruppe, sort=False)[["teller", "nevner", "rate", "varians"]].sum().reset_index()
    o = s["teller"].to_numpy(float)
    skala = np.sqrt(s["varians"] / np.where(o > 0, o, np.nan))
    grenser = (s["rate"] + skala * (g - o) for g in poisson(o, konfidens))
    return _faa_hendelser(
        s[[gruppe, "teller", "nevner"]], o, [per * t for t in (s["rate"], *grenser)], "Dobson"
    )


def indirekte_standardisert(
    data: pd.DataFrame, referanse: pd.DataFrame, *, gruppe: str, alder: str = "aldersgruppe",
    konfidens: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Sammenlikn antall hendelser med det ventede om aldersgruppene hadde referansens rater.

    Bruk denne når det er for få hendelser til direkte standardisering. To slike forholdstall kan
    ikke sammenliknes med hverandre, bare med 1.

    Parametere
    ----------
    data : DataFrame
        Én rad per område og aldersgruppe med `teller` og `nevner`. Endres ikke.
    referanse : DataFrame
        Én rad per aldersgruppe med `teller` og `nevner` for referansebefolkningen.
    gruppe, alder : str
        Kolonnene med område og aldersgruppe.
    konfidens : float, forvalgt 0.95
        Hvor stor del av intervallene som skal dekke den sanne verdien.

    Returnerer
    ----------
    DataFrame
        Én rad per område: observert (`teller`), `ventet` og forholdet som `verdi`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": "A", "aldersgruppe": ["ung", "gammel"], "teller": [10, 40],
    ...                   "nevner": [1000, 500]})
    >>> ref = pd.DataFrame({"aldersgruppe": ["ung", "gammel"], "teller": [50, 600],
    ...                     "nevner": [10_000, 10_000]})
    >>> indirekte_standardisert(d, ref, gruppe="sone")[["ventet", "verdi"]].round(3).values.tolist()
    [[35.0, 1.429]]

    Les mer
    -------
    Breslow og Day (1987). Fasit: PHEindicatormethods.
    """
    rater = (referanse.set_index(alder)["teller"] / referanse.set_index(alder)["nevner"]).rename(
        "vekt"
    )
    d = _kobl_alder(data, rater, gruppe, alder)
    d = d.assign(ventet=d["vekt"] * d["nevner"])
    s = d.groupby(gruppe, sort=False)[["teller", "nevner", "ventet"]].sum().reset_index()
    o, e = s["teller"].to_numpy(float), s["ventet"].to_numpy(float)
    tall = tuple(g / e for g in (o, *poisson(o, konfidens)))
    return _ferdig(s, o, e, tall, np.where(o < MINST_HENDELSER, "eksakt Poisson", "Byar"))


def slaa_sammen_aar(
    data: pd.DataFrame, aar: Sequence[int], *, nokkel: Sequence[str] = ("sone",)
) -> pd.DataFrame:
    """Slå sammen flere år til én periode: sum av tellere delt på sum av nevnere.

    Bruk denne når tallene er så små at ett år svinger mye. Perioden følger med i `periode`.
    Rullende perioder overlapper og må aldri brukes til å måle en trend.

    Parametere
    ----------
    data : DataFrame
        Én rad per nøkkel og år med `aar`, `teller` og `nevner`. Endres ikke.
    aar : sequence of int
        Årene som slås sammen.
    nokkel : sequence of str, forvalgt ("sone",)
        Kolonnene som skal holdes fra hverandre.

    Returnerer
    ----------
    DataFrame
        Én rad per nøkkel. Mangler ett av årene, blir tallet NaN med grunnen i `merknad`.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": "A", "aar": [2021, 2022, 2023], "teller": [3, 5, 4],
    ...                   "nevner": [40, 50, 60]})
    >>> slaa_sammen_aar(d, [2021, 2022, 2023])[["sone", "periode", "teller", "nevner"]]
      sone    periode  teller  nevner
    0    A  2021–2023    12.0   150.0
    """
    aarene = sorted(int(a) for a in aar)
    nokkel = list(nokkel)
    valgt = data[data["aar"].isin(aarene)]
    hele = valgt[["teller", "nevner"]].notna().all(axis=1)
    ut = valgt.groupby(nokkel, sort=False)[["teller", "nevner"]].sum(min_count=1).astype(float)
    med = valgt[hele].groupby(nokkel)["aar"].nunique().reindex(ut.index, fill_value=0)
    mangler = (med < len(aarene)).to_numpy()
    ut[mangler] = np.nan
    ut = ut.reset_index().assign(aar=aarene[-1], periode=periode(aarene[0], aarene[-1]))
    grunn = np.where(mangler, "mangler: ikke tall for alle årene i perioden", "")
    if "merknad" in data:
        fra_kilden = valgt[valgt["merknad"].fillna("") != ""].groupby(nokkel)["merknad"].first()
        fra_kilden = fra_kilden.reindex(
            pd.Index(ut[nokkel[0]]) if len(nokkel) == 1 else pd.MultiIndex.from_frame(ut[nokkel])
        )
        grunn = np.where(fra_kilden.notna(), fra_kilden, grunn)
    return ut.assign(merknad=grunn)


def velg_aar(data: pd.DataFrame, *, tidligst: int | None = None) -> list[int]:
    """Velg hvor mange år som må slås sammen for at tallet skal tåle å leses.

    Ett år holder når det vanligvis er minst 10 med og 10 uten kjennetegnet og minst 50 i gruppen.
    Ellers prøves 3 og så 5 år. Valget følger snittet av de siste fem årene, ikke det siste året:
    ellers ville et tilfeldig høyt år bli stående alene. Et brudd (`tidligst`) krysses aldri.

    Parametere
    ----------
    data : DataFrame
        Ett områdes `aar`, `teller` og `nevner` for én indikator.
    tidligst : int, valgfri
        Første år som kan være med, fordi definisjonen eller grensen ble endret da.

    Returnerer
    ----------
    list of int
        Årene, eldste først. Tom når det ikke finnes tall.

    Eksempel
    --------
    >>> d = pd.DataFrame({"aar": [2021, 2022, 2023], "teller": [6, 4, 5], "nevner": [90, 95, 92]})
    >>> velg_aar(d), velg_aar(d, tidligst=2023)
    ([2021, 2022, 2023], [2023])
    """
    hele = data.dropna(subset=["teller", "nevner"]).sort_values("aar")
    if tidligst is not None:
        hele = hele[hele["aar"] >= tidligst]
    vanlig = hele.tail(FLEST_AAR)
    x, n = vanlig["teller"].mean(), vanlig["nevner"].mean()
    valgt: list[int] = []
    for antall in (1, 3, FLEST_AAR):
        aar = hele.tail(antall)["aar"].astype(int).tolist()
        if len(aar) < antall or aar[-1] - aar[0] != antall - 1:
            break
        valgt = aar
        if antall * min(x, n - x) >= MINST_HENDELSER and antall * n >= MINST_NEVNER:
            break
    return valgt


def en_person(nevner):
    """Regn ut hvor mye én person flytter andelen, som andel (0,02 = 2 prosentpoeng).

    Eksempel
    --------
    >>> float(en_person(50))
    0.02
    """
    n = np.asarray(nevner, dtype=float)
    return 1 / np.where(n > 0, n, np.nan)


def _antall(data: pd.DataFrame, teller: str, nevner: str) -> tuple[np.ndarray, np.ndarray]:
    mangler = [k for k in (teller, nevner) if k not in data]
    if mangler or (len(data) and data[nevner].isna().all() and data[teller].notna().any()):
        raise DataFeil(funn("K880", fant=f"mangler {mangler or [nevner]}"))
    x, n = data[teller].to_numpy(dtype=float), data[nevner].to_numpy(dtype=float)
    if np.nanmin(np.r_[x, n, 0.0]) < 0:
        raise DataFeil(funn("K881", fant="et negativt antall"))
    return x, np.where(n > 0, n, np.nan)


def _kobl_alder(data: pd.DataFrame, vekt: pd.Series, gruppe: str, alder: str) -> pd.DataFrame:
    ukjente = sorted(set(data[alder]) - set(vekt.index))
    for omraade, del_ in data.groupby(gruppe, sort=False):
        mangler = sorted(set(vekt.index) - set(del_[alder]))
        dobbelt = del_[alder][del_[alder].duplicated()].tolist()
        if mangler or ukjente or dobbelt:
            raise DataFeil(funn("K882", fant=f"{omraade}: {mangler or ukjente or dobbelt}"))
    return data.merge(vekt, left_on=alder, right_index=True, validate="many_to_one")


def _faa_hendelser(data: pd.DataFrame, o: np.ndarray, tall: list, metode: str) -> pd.DataFrame:
    faa = o < MINST_HENDELSER
    tall = [np.where(faa, np.nan, t) for t in tall]
    grunn = np.where(faa, f"kan ikke beregnes: færre enn {MINST_HENDELSER} hendelser", "")
    return _ferdig(data, o, o + 1, tall, metode, grunn)


def _ferdig(data: pd.DataFrame, x, n, tall, metode, grunn="") -> pd.DataFrame:
    """Legg på resultatkolonnene uten å miste en grunn som alt står i `merknad`."""
    verdi, nedre, ovre = tall
    fra_for = data["merknad"].fillna("") if "merknad" in data else ""
    utregnet = np.where(
        np.isnan(x) & (np.asarray(grunn) == ""), "mangler: antallet er ikke oppgitt",
        np.where(np.isnan(n), "kan ikke beregnes: ingen i gruppen", grunn),
    )  # fmt: skip
    merknad = pd.Series(fra_for, index=data.index, dtype="str")
    return data.assign(
        verdi=np.asarray(verdi), nedre=np.asarray(nedre), ovre=np.asarray(ovre), metode=metode,
        merknad=merknad.where(merknad != "", pd.Series(utregnet, index=data.index, dtype="str")),
    )  # fmt: skip
