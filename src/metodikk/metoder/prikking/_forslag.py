"""Forslag til hva som kan slås sammen for at mer kan vises, med det leseren mister.

Hver sammenslåing prøves ved å regne hele porten på nytt. Et forslag som viser mer ett sted og
skjuler mer et annet, blir derfor målt riktig.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking import _motor as motor
from metodikk.metoder.prikking._antall import prikk
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._nullrom import Nullrom
from metodikk.metoder.prikking._serier import inni

Summer = Mapping[str, Mapping[str, Sequence[str]]]
KOLONNER = (
    "kolonne", "ny", "deler", "skjult_foer", "skjult_etter", "vist_foer", "vist_etter", "koster", "roper",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Port:
    """Det som sendes gjennom porten i ett kall: cellene, og summene som binder dem sammen.

    >>> p = Port("folk", pd.DataFrame({"sone": ["1", "2"], "teller": [2, 40]}), ["sone"])
    >>> p.omfang(Grenser.fra())
    Omfang(skjult=1, vist=40.0, alle=42.0)
    """

    navn: str
    data: pd.DataFrame
    celle: Sequence[str]
    summer: Summer = field(default_factory=dict)
    valg: Mapping[str, Any] = field(default_factory=dict)

    @property
    def teller(self) -> str:
        return self.valg.get("teller", "teller")

    def klarer(self, grenser: Grenser | None = None) -> Klarert:
        """Send cellene gjennom porten."""
        return prikk(
            self.data, celle=self.celle, summer=self.summer, grenser=grenser, **self.valg
        )  # fmt: skip

    def omfang(self, grenser: Grenser | None = None, klart: Klarert | None = None) -> Omfang:
        """Tell cellene som blir skjult, og personene i de minste cellene som vises."""
        klart = klart or self.klarer(grenser)
        minste = _minste(klart.tabell[list(self.celle)].astype(str), self.summer)
        vist, alle = (
            np.nansum(t[self.teller].to_numpy()[minste]) for t in (klart.tabell, self.data)
        )
        return Omfang(len(klart.skjult), float(vist), float(alle))


@dataclass(frozen=True, slots=True)
class Omfang:
    """Hvor mange celler som er skjult, og personene i de minste cellene: dem som vises, og alle."""

    skjult: int = 0
    vist: float = 0.0
    alle: float = 0.0

    @property
    def andel(self) -> float:
        """Hvor stor del av personene som vises."""
        return self.vist / self.alle if self.alle else 1.0

    def __add__(self, andre: Omfang) -> Omfang:
        return Omfang(self.skjult + andre.skjult, self.vist + andre.vist, self.alle + andre.alle)


def forslag(
    data: pd.DataFrame, *, celle: Sequence[str], summer: Summer | None = None,
    grenser: Grenser | None = None, slaa_sammen: Mapping[str, Sequence[str]] | None = None,
    naboer: Mapping[str, Mapping[str, Sequence[str]]] | None = None, **valg,
) -> pd.DataFrame:  # fmt: skip
    """Finn sammenslåingene som gjør at mer kan vises, og hva hver av dem koster.

    Bruk denne når for mye er skjult. Prøver to og to verdier som ligger ved siden av hverandre: i
    rekkefølgen i `slaa_sammen` (aldersgrupper, år) eller på kartet (`naboer`). Bare par der minst
    én av verdiene har noe skjult, og som er med i de samme summene, prøves.

    Parametere
    ----------
    data, celle, summer, grenser
        Som i :func:`prikk`. Endres ikke.
    slaa_sammen : dict, valgfri
        Kolonne → verdiene i rekkefølge, for eksempel aldersgruppene fra yngst til eldst.
    naboer : dict, valgfri
        Kolonne → verdi → verdiene den grenser til, for eksempel fra
        :func:`metodikk.metoder.romlig.naboer`.
    **valg
        Andre valg til :func:`prikk`, for eksempel `serie`.

    Returnerer
    ----------
    DataFrame
        Én rad per forslag, det som viser mest først: `kolonne`, `ny` (navnet på det nye), `deler`,
        skjulte celler og personer i viste celler før og etter, `koster`, og `roper`: hvor mange av de
        små tallene som kan regnes ut av den som har tabellen både slik den var og slik den blir. Er like mange vist som før,
        er det ikke et forslag, selv om færre celler er skjult. Tom når ingenting hjelper.

    Eksempel
    --------
    >>> d = pd.DataFrame({"alder": ["0–5 år", "6–15 år", "16–19 år", "alle"], "teller": [3, 40, 60, 103]})
    >>> f = forslag(d, celle=["alder"], summer={"alder": {"alle": list(d["alder"][:3])}},
    ...             slaa_sammen={"alder": list(d["alder"][:3])})
    >>> f[["ny", "skjult_foer", "skjult_etter", "vist_foer", "vist_etter"]].values.tolist()
    [['0–15 år', 2, 0, 60.0, 103.0]]
    >>> f["roper"].tolist()  # begge delene var skjult, så ingen av dem kan trekkes fra
    [0]
    """
    port = Port("", data, celle, summer or {}, valg)
    klart = port.klarer(grenser)
    foer = port.omfang(klart=klart)
    rader = []
    for kolonne, a, b in kandidater(klart, port.summer, slaa_sammen or {}, naboer or {}):
        ny = nytt_navn(a, b)
        slaatt = slaatt_sammen(port, kolonne, ny, (a, b))
        etter = slaatt.omfang(klart=(nytt := slaatt.klarer(grenser)))
        if etter.vist > foer.vist:
            avslort = roper((port, klart), (slaatt, nytt), kolonne, {ny: (a, b)})
            rader.append((kolonne, ny, (a, b), foer.skjult, etter.skjult, foer.vist, etter.vist,
                          pris(klart.tabell[port.teller], klart.tabell[kolonne], (a, b)), avslort))  # fmt: skip
    return sortert(pd.DataFrame(rader, columns=list(KOLONNER)))


def sortert(forslagene: pd.DataFrame) -> pd.DataFrame:
    """Det som viser mest først. Viser to like mye, kommer det som skjuler minst, først."""
    mer = forslagene["vist_etter"] - forslagene["vist_foer"]
    orden = np.lexsort((forslagene["ny"].astype(str), forslagene["skjult_etter"], -mer))
    return forslagene.iloc[orden].reset_index(drop=True)


def kandidater(
    klart: Klarert, summer: Summer, slaa_sammen: Mapping[str, Sequence[str]],
    naboer: Mapping[str, Mapping[str, Sequence[str]]],
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """Parene som kan slås sammen: kolonnen og de to verdiene, hvert par én gang."""
    par: dict[tuple[str, str, str], None] = {}
    for kolonne, orden in slaa_sammen.items():
        par |= dict.fromkeys((kolonne, str(a), str(b)) for a, b in pairwise(orden))
    for kolonne, hos in naboer.items():
        kanter = {tuple(sorted((str(a), str(b)))) for a, rundt in hos.items() for b in rundt}
        par |= dict.fromkeys((kolonne, *k) for k in sorted(kanter))
    for kolonne, a, b in par:
        finnes = set(klart.tabell[kolonne].astype(str))
        skjult = set(klart.skjult[kolonne]) if kolonne in klart.skjult else set()
        if {a, b} <= finnes and {a, b} & skjult and _i_samme_summer(summer.get(kolonne, {}), a, b):
            yield kolonne, a, b


def _i_samme_summer(summer: Mapping[str, Sequence[str]], a: str, b: str) -> bool:
    """Sann når summene fortsatt er summer av noe etterpå, og det nye ikke er en av summene."""
    if {a, b} & set(summer):
        return False
    deler = [{str(d) for d in liste} for liste in summer.values()]
    return all((a in d) == (b in d) and d != {a, b} for d in deler)


def slaatt_sammen(port: Port, kolonne: str, ny: str, deler: Sequence[str]) -> Port:
    """Slå sammen verdiene i en kolonne: antallene summeres, og det som mangler eller er skjult, arves."""
    andre = [k for k in port.celle if k != kolonne]
    tall_ = [k for k in (port.teller, port.valg.get("nevner", "nevner")) if k in port.data]
    data = port.data.assign(
        **{k: port.data[k].astype(str) for k in port.celle},
        merknad=port.data.get("merknad", pd.Series("", index=port.data.index)).fillna(""),
    )[[*port.celle, *tall_, "merknad"]]  # fmt: skip
    inne = data[kolonne].isin(list(deler))
    hele = summer_rader(data[inne], andre or [kolonne], tall_, len(deler), bool(andre))
    samlet = hele.assign(**{kolonne: ny})
    nye = {
        s: [*(x for x in map(str, liste) if x not in deler), *([ny] if set(deler) <= {*liste} else [])]
        for s, liste in port.summer.get(kolonne, {}).items()
    }  # fmt: skip
    summer = {**port.summer, **({kolonne: nye} if nye else {})}
    return replace(port, data=pd.concat([data[~inne], samlet], ignore_index=True), summer=summer)


def summer_rader(
    data: pd.DataFrame, nokkel: Sequence[str], tall_: Sequence[str], antall: int, grupper: bool = True
) -> pd.DataFrame:  # fmt: skip
    """Summer radene i hver gruppe. Mangler én av de `antall` delene, mangler summen, med grunnen."""
    if not grupper:
        data = data.assign(**{nokkel[0]: ""})
    gruppe = data.groupby(list(nokkel), sort=False, dropna=False)
    ut = gruppe[list(tall_)].sum(min_count=1)
    hele = gruppe.size() == antall
    for k in tall_:
        ut[k] = ut[k].where(hele & (gruppe[k].count() == antall))
    ut["merknad"] = gruppe["merknad"].agg(arvet)
    uten_grunn = ut[list(tall_)].isna().any(axis=1) & (ut["merknad"] == "")
    ut.loc[uten_grunn, "merknad"] = "mangler: tall for alle delene"
    return ut.reset_index()


def arvet(merknader: pd.Series) -> str:
    """Grunnen som gjelder summen: er noe skjult, er summen det, ellers det første som mangler.

    >>> arvet(pd.Series(["", "mangler: ikke oppgitt", "skjult: i kilden"]))
    'skjult: i kilden'
    """
    skrevet = [str(m) for m in merknader if isinstance(m, str) and m]
    return next((m for m in skrevet if m.startswith("skjult")), skrevet[0] if skrevet else "")


def nytt_navn(a: str, b: str) -> str:
    """Navnet på to verdier som er slått sammen. Tall i rekkefølge gir et spenn.

    >>> nytt_navn("0–5 år", "6–15 år"), nytt_navn("67–79 år", "80 år og over"), nytt_navn("2021", "2022")
    ('0–15 år', '67 år og over', '2021–2022')
    >>> nytt_navn("Vika", "Lia")
    'Vika og Lia'
    """
    fra = re.fullmatch(r"(\d{1,4})(?:–\d{1,4})?( år.*)?", a)
    til = re.fullmatch(r"(?:(\d{1,4})–)?(\d{1,4})( år.*)?", b)
    if not (fra and til):
        return f"{a} og {b}"
    aapen = til[3] and til[3] != " år"
    return fra[1] + (til[3] if aapen else f"–{til[2]}{til[3] or ''}")


def pris(
    antall: pd.Series, verdier: pd.Series, deler: Sequence[str], navn: Mapping[str, str] | None = None
) -> str:  # fmt: skip
    """Hva leseren mister: skillet mellom delene, og tallene som ikke lenger vises hver for seg.

    >>> pris(pd.Series([10, 20, None]), pd.Series(["1", "2", "3"]), ("2", "3"), {"2": "Vika"})
    'Leseren mister skillet mellom «Vika» og «3». Ett tall som vises i dag, går inn i en sum.'
    """
    vist = int(antall[verdier.astype(str).isin(list(deler))].notna().sum())
    a, b = ((navn or {}).get(d, d) for d in deler)
    hva = {0: "Ingen tall", 1: "Ett tall"}.get(vist, f"{tall(vist)} tall")
    sum_ = "en sum" if vist < 2 else "summer"
    return f"Leseren mister skillet mellom «{a}» og «{b}». {hva} som vises i dag, går inn i {sum_}."


def roper(
    foer: tuple[Port, Klarert], etter: tuple[Port, Klarert], kolonne: str, ny: Mapping[str, Sequence[str]]
) -> int:  # fmt: skip
    """Tell tallene som var skjult for sin egen del, og som kan regnes ut av begge utgavene samlet.

    Vises den ene delen før og summen etter, er den andre delen forskjellen. Dette er et varsel før
    noe er laget, om alle tallene bak én tabell, også dem ingen rapport viser. Revisjonen leser de
    ferdige rapportene på tvers, og har siste ord.

    Parametere
    ----------
    foer, etter : Port og Klarert
        Cellene og resultatet slik de var, og slik de blir.
    kolonne : str
        Kolonnen noe er slått sammen i.
    ny : dict
        Det nye navnet → delene.

    Returnerer
    ----------
    int

    Eksempel
    --------
    >>> p = Port("", pd.DataFrame({"sone": ["1", "2"], "teller": [2, 40]}), ["sone"])
    >>> q = Port("", pd.DataFrame({"sone": ["1 og 2"], "teller": [42]}), ["sone"])
    >>> roper((p, p.klarer()), (q, q.klarer()), "sone", {"1 og 2": ["1", "2"]})
    1
    """
    (p, k), (q, m) = foer, etter
    celle = list(p.celle)
    merket = {s: f"{s} (ny)" for s in q.summer.get(kolonne, {})}
    deler = {merket[s]: [merket.get(str(d), str(d)) for d in liste] for s, liste in q.summer.get(kolonne, {}).items()}  # fmt: skip
    nye = m.tabell[celle].astype(str)
    nokler = pd.concat(
        [k.tabell[celle].astype(str), nye.assign(**{kolonne: nye[kolonne].replace(merket)})],
        ignore_index=True,
    )
    tid = {n: {**q.summer.get(n, {}), **p.summer.get(n, {})} for n in {*p.summer, *q.summer}}
    summer = {**tid, kolonne: {**p.summer.get(kolonne, {}), **deler, **ny}}
    x = motor.indre_celler(nokler, summer)
    smaa = set(map(tuple, k.skjult.loc[k.skjult["verner"] == "", celle].to_numpy()))
    er_smaa = np.array([rad in smaa for rad in map(tuple, k.tabell[celle].astype(str).to_numpy())], dtype=bool)  # fmt: skip
    avslort = np.zeros(len(k.tabell), dtype=bool)
    for tall_ in (p.teller, p.valg.get("nevner", "nevner")):
        if tall_ in k.tabell and tall_ in m.tabell:
            vist = np.r_[k.tabell[tall_].notna(), m.tabell[tall_].notna()]
            avslort |= _regnet_ut(x, vist, er_smaa & ~vist[: len(er_smaa)])
    return int(avslort.sum())


def _regnet_ut(x, vist: np.ndarray, vernes: np.ndarray) -> np.ndarray:
    """De vernede cellene som kan regnes ut av dem som vises."""
    ut, igjen = np.zeros(len(vernes), dtype=bool), vernes.copy()
    while igjen.any():
        rom = Nullrom.av(x, np.flatnonzero(igjen))
        ropt = {v for c in np.flatnonzero(vist) if (v := rom.vis(int(c))) is not None}
        if not ropt:
            break
        ut[[*ropt]], igjen[[*ropt]] = True, False
    return ut


def _minste(nokler: pd.DataFrame, summer: Summer) -> np.ndarray:
    """Cellene som ikke er en sum av andre celler i tabellen."""
    finnes = set(map(tuple, nokler.to_numpy()))
    deler = [inni(nokler[k].unique(), summer.get(k, {})) for k in nokler]

    def er_sum(rad: tuple[str, ...]) -> bool:
        return any(
            (*rad[:i], del_, *rad[i + 1 :]) in finnes
            for i, i_kolonnen in enumerate(deler)
            for del_ in i_kolonnen.get(rad[i], ())
        )

    return np.array([not er_sum(rad) for rad in map(tuple, nokler.to_numpy())], dtype=bool)
