"""Revisjonen: prøver å regne ut det som er skjult, av alt som er publisert sammen.

Skrevet uavhengig av porten. Porten eliminerer ukjente; her finnes den minste og den største verdien
hvert skjult antall kan ha, når alle summene skal stemme (lineær programmering).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

APEN, SMAL, GRENSEN, VERNET, UPROVD, UENIG = (
    "kan regnes ut", "smalt intervall", "smalt når grensen er kjent", "vernet", "ikke prøvd",
    "tallene passer ikke sammen",
)  # fmt: skip
OMRAADET, RESTEN, KOMMUNEN = "området", "resten av kommunen", "hele kommunen"
SUMORD = ("i alt", "totalt", "total", "sum", "alle", "hele kommunen", "kommunen")
TOLERANSE = 1e-6
Nokkel = tuple[str, str, str]


@dataclass(frozen=True)
class Steder:
    """Sonene slik leseren kjenner dem: navn → kode, og hvilke koder området består av."""

    soner: Mapping[str, str] = field(default_factory=dict)
    omraade: Sequence[str] = ()
    omraadenavn: str = ""
    kommunenavn: str = ""

    def gruppe(self, navn: str) -> str:
        """Det samme stedet heter det samme i alle rapportene.

        >>> Steder({"Tangen": "4"}).gruppe("Tangen")
        '4'
        """
        lite = navn.casefold()
        if lite in (self.omraadenavn.casefold(), OMRAADET):
            return OMRAADET
        if lite in (self.kommunenavn.casefold(), KOMMUNEN, "kommunen"):
            return KOMMUNEN
        return self.soner.get(navn, lite)

    def summer(self) -> list[tuple[str, tuple[str, ...]]]:
        """Hver sum av steder: helheten og delene."""
        if not self.soner:
            return [(KOMMUNEN, (OMRAADET, RESTEN))]
        alle = tuple(sorted(set(self.soner.values())))
        utenfor = tuple(s for s in alle if s not in self.omraade)
        return [
            (OMRAADET, tuple(self.omraade)), (RESTEN, utenfor), (KOMMUNEN, (OMRAADET, RESTEN)),
        ]  # fmt: skip


@dataclass
class _Likninger:
    """De ukjente med yttergrenser, hvor de står, og summene som binder dem."""

    nr: dict[Nokkel, int] = field(default_factory=dict)
    nedre: list[float] = field(default_factory=list)
    ovre: list[float] = field(default_factory=list)
    vist: dict[int, list[str]] = field(default_factory=dict)
    summer: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def ukjent(self, nokkel: Nokkel) -> int:
        if nokkel not in self.nr:
            self.nr[nokkel] = len(self.nr)
            self.nedre.append(0.0)
            self.ovre.append(math.inf)
        return self.nr[nokkel]

    def kjent(self, nokkel: Nokkel, nedre: float, ovre: float, sted: str) -> None:
        """Snevre inn et antall. Et tall som strider mot det som står fra før, hoppes over."""
        i = self.ukjent(nokkel)
        ny = (max(self.nedre[i], math.ceil(nedre - TOLERANSE)),
              min(self.ovre[i], math.floor(ovre + TOLERANSE)))  # fmt: skip
        if ny[0] <= ny[1]:
            self.nedre[i], self.ovre[i] = ny
            self.vist.setdefault(i, []).append(sted)

    def sum(self, hel: Nokkel, deler: Sequence[Nokkel]) -> None:
        if deler and (hel in self.nr or any(d in self.nr for d in deler)):
            ny = self.ukjent(hel), tuple(self.ukjent(d) for d in deler)
            if ny not in self.summer:
                self.summer.append(ny)


def revider(
    celler: pd.DataFrame, *, steder: Steder | None = None,
    bosatte: Mapping[tuple[str, str], float] | None = None, min_bredde: int = 3,
    tidligere: pd.DataFrame | None = None, grense: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Finn den minste og den største verdien hvert skjult tall kan ha.

    Bruk denne på tabellene slik de er publisert, alle rapportene samlet. Tall som heter det samme,
    gjelder samme sted og samme år, regnes som ett tall, uansett hvilken rapport de står i.

    Parametere
    ----------
    celler : DataFrame
        Én rad per publisert tall: `rapport`, `ark`, `celle`, `rad`, `kolonne`, `tall`, `gruppe`,
        `aar`, `slag`, `verdi`, `desimaler` og `symbol` («:» er skjult). Endres ikke.
    steder : Steder, valgfri
        Sonene, området og kommunen.
    bosatte : dict, valgfri
        (gruppe, år) → antall bosatte, grunnlaget for rater per 1 000.
    min_bredde : int, forvalgt 3
        Intervaller smalere enn dette gir advarsel.
    tidligere : DataFrame, valgfri
        Cellene i en tidligere utgave av rapportene.
    grense : int, forvalgt 0
        Det minste antallet som vises. Da prøves også leseren som gjetter at alt skjult er mindre.

    Returnerer
    ----------
    DataFrame
        Én rad per skjult tall: hvor det står, `bredde` (NaN når intet øvre tall finnes), `dom` og
        `av`, cellene det er regnet av. Verdien står ikke der.

    Eksempel
    --------
    >>> d = pd.DataFrame({"gruppe": ["a", "b", "I alt"], "verdi": [None, 5.0, 7.0]})
    >>> d = d.assign(rapport="r", ark="T", celle=["B5", "B6", "B7"], rad=[5, 6, 7], kolonne="Antall",
    ...     tall="barn", aar="", slag="antall", desimaler=0, symbol=[":", "", ""])
    >>> revider(d)[["celle", "dom", "av"]].values.tolist()
    [['B5', 'kan regnes ut', 'r, T, B6; r, T, B7']]

    Les mer
    -------
    Fischetti og Salazar (2001), om intervaller for skjulte celler. Fasit: ``fasit/prikking.toml``.
    """
    steder = steder or Steder()
    data = _ordnet(celler, steder)
    likninger = _likninger(data, steder, bosatte or {})
    kjente = _viste(data)
    if tidligere is not None:
        for nokkel, hvor in _viste(_ordnet(tidligere, steder)).items():
            kjente.setdefault(nokkel, [f"tidligere utgave: {h}" for h in hvor])
    skjulte = data[data["symbol"] == ":"]
    ganger = _GrenserFor(likninger)
    gjettet = _GrenserFor(_under(likninger, skjulte, grense)) if grense else None
    rader = [_dom(c, likninger, kjente, (ganger, gjettet), min_bredde)
             for c in skjulte.itertuples()]  # fmt: skip
    return pd.DataFrame(rader, columns=["rapport", "ark", "celle", "hva", "bredde", "dom", "av"])


def grenser(celler: pd.DataFrame, *, steder: Steder | None = None) -> dict[str, tuple]:
    """Gi den minste og den største verdien for hver skjult celle med antall, etter cellenavn.

    Bruk denne til å se selve intervallene. De er ikke til publisering.

    Parametere
    ----------
    celler, steder
        Som i :func:`revider`.

    Returnerer
    ----------
    dict
        «rapport, ark, celle» → (minst, størst).

    Eksempel
    --------
    >>> grenser(pd.DataFrame(columns=["tall", "gruppe", "aar", "slag", "symbol", "rapport", "ark",
    ...     "celle", "verdi", "desimaler", "kolonne", "rad"]))
    {}
    """
    data = _ordnet(celler, steder or Steder())
    likninger = _likninger(data, steder or Steder(), {})
    ganger = _GrenserFor(likninger)
    skjulte = data[(data["symbol"] == ":") & (data["slag"] == "antall")]
    return {c.sted: ganger(likninger.nr[(c.tall, c.gruppe, c.aar)])[:2]
            for c in skjulte.itertuples()}  # fmt: skip


def _ordnet(celler: pd.DataFrame, steder: Steder) -> pd.DataFrame:
    data = celler.copy()
    data["navn"] = data["gruppe"]
    data["gruppe"] = [steder.gruppe(str(g)) for g in data["gruppe"]]
    data["aar"] = data["aar"].astype(str)
    data["sted"] = [f"{c.rapport}, {c.ark}, {c.celle}" for c in data.itertuples()]
    return data


def _viste(data: pd.DataFrame) -> dict[tuple, list[str]]:
    ut: dict[tuple, list[str]] = {}
    for c in data[data["symbol"] == ""].itertuples():
        ut.setdefault((c.tall, c.gruppe, c.aar, c.slag), []).append(c.sted)
    return ut


def _likninger(data: pd.DataFrame, steder: Steder, bosatte: Mapping) -> _Likninger:
    ut = _Likninger()
    kjent = {(c.tall, c.gruppe, c.aar): c.verdi for c in data.itertuples()
             if c.slag == "grunnlag" and c.symbol == ""}  # fmt: skip
    for c in data[data["symbol"].isin(["", ":"])].itertuples():
        _legg_inn(ut, c, _grunnlag(c, kjent, bosatte))
    _stedsummer(ut, steder)
    _aarsummer(ut)
    for _, ark in data[data["slag"] == "antall"].groupby(["rapport", "ark"], sort=True):
        _radsummer(ut, ark)
        _kolonnesummer(ut, ark)
    return ut


def _grunnlag(c, kjent: Mapping, bosatte: Mapping) -> float | None:
    if c.slag == "prosent":
        return kjent.get((c.tall, c.gruppe, c.aar))
    if c.slag.startswith("per "):
        tider = [bosatte.get((c.gruppe, a)) for a in _aar(c.aar)]
        return sum(tider) if tider and None not in tider else None
    return None


def _legg_inn(ut: _Likninger, c, grunnlag: float | None) -> None:
    nokkel = c.tall, c.gruppe, c.aar
    if c.slag == "antall":
        faktor = 1.0
    elif grunnlag:
        faktor = grunnlag / (100 if c.slag == "prosent" else _per(c.slag))
    else:
        return
    ut.ukjent(nokkel)
    if c.symbol == "":
        halv = 0.5 * 10.0**-c.desimaler if c.slag != "antall" or c.desimaler else 0.0
        ut.kjent(nokkel, (c.verdi - halv) * faktor, (c.verdi + halv) * faktor, c.sted)
    elif c.slag == "prosent":
        ut.ovre[ut.nr[nokkel]] = min(ut.ovre[ut.nr[nokkel]], grunnlag)


def _per(slag: str) -> float:
    return float(re.sub(r"\D", "", slag) or 1)


def _aar(tekst: str) -> list[str]:
    tall = [int(t) for t in re.findall(r"\b\d{4}\b", tekst)]
    return [str(a) for a in range(tall[0], tall[-1] + 1)] if tall else []


def _stedsummer(ut: _Likninger, steder: Steder) -> None:
    kjente = {OMRAADET, RESTEN, KOMMUNEN, *steder.soner.values()}
    for tall, aar in sorted({(t, a) for t, g, a in ut.nr if g in kjente}):
        for hel, deler in steder.summer():
            ut.sum((tall, hel, aar), [(tall, d, aar) for d in deler])


def _aarsummer(ut: _Likninger) -> None:
    for tall, gruppe, aar in [n for n in ut.nr if len(_aar(n[2])) > 1]:
        ut.sum((tall, gruppe, aar), [(tall, gruppe, a) for a in _aar(aar)])


def _radsummer(ut: _Likninger, ark: pd.DataFrame) -> None:
    """Rader som heter «I alt» og liknende, er summen av de andre radene i tabellen."""
    sumrad = ark["navn"].astype(str).str.casefold().isin(SUMORD)
    deler = ~sumrad & ~ark["gruppe"].isin([OMRAADET, RESTEN, KOMMUNEN])
    if sumrad.any():
        _prov(ut, ark, [
            (h, list(ark[deler & (ark["tall"] == h.tall) & (ark["aar"] == h.aar)].itertuples()))
            for h in ark[sumrad].itertuples()
        ])  # fmt: skip


def _kolonnesummer(ut: _Likninger, ark: pd.DataFrame) -> None:
    """Kolonnen «I alt» er summen av de andre, når det stemmer i radene der alt er vist."""
    sumkolonne = ark["kolonne"].astype(str).str.casefold().isin(SUMORD)
    par = [(h, list(ark[~sumkolonne & (ark["rad"] == h.rad)].itertuples()))
           for h in ark[sumkolonne].itertuples()]  # fmt: skip
    if any(h.symbol == "" and all(d.symbol == "" for d in deler) for h, deler in par):
        _prov(ut, ark, par)


def _prov(ut: _Likninger, ark: pd.DataFrame, par: list) -> None:
    """Bruk summene bare når ingen av dem som er helt vist, sier noe annet."""
    viste = [(h, d) for h, d in par if d and h.symbol == "" and all(x.symbol == "" for x in d)]
    if all(abs(h.verdi - sum(x.verdi for x in d)) < TOLERANSE for h, d in viste):
        for h, d in par:
            ut.sum((h.tall, h.gruppe, h.aar), [(x.tall, x.gruppe, x.aar) for x in d])


class _GrenserFor:
    """Løser ett antall om gangen, og bare med likningene som henger sammen med det."""

    def __init__(self, likninger: _Likninger):
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        self.l, n, m = likninger, len(likninger.nr), len(likninger.summer)
        trippel = [(r, k, v) for r, (hel, deler) in enumerate(likninger.summer)
                   for k, v in [(hel, -1.0), *((d, 1.0) for d in deler)]]  # fmt: skip
        r, k, v = (np.array(x) for x in zip(*trippel, strict=True)) if trippel else ([], [], [])
        self.a = coo_array((v, (r, k)), shape=(m, n)).tocsr()
        graf = coo_array((np.ones(len(r)), (r, np.asarray(k) + m)), shape=(m + n, m + n))
        self.gruppe = connected_components(graf, directed=False)[1] if m + n else np.array([])
        self.rader = m

    def __call__(self, i: int) -> tuple[float, float, list[str]] | None:
        """Minst, størst og stedene som avgjør. None når tallene ikke passer sammen."""
        egen = self.gruppe == self.gruppe[self.rader + i]
        rader, kol = np.flatnonzero(egen[: self.rader]), np.flatnonzero(egen[self.rader :])
        if not len(rader):
            return self.l.nedre[i], self.l.ovre[i], self.l.vist.get(i, [])
        svar = [self._los(rader, kol, i, fortegn) for fortegn in (1.0, -1.0)]
        if None in svar:
            return None
        (lav, av_lav), (hoy, av_hoy) = svar
        brukt = {int(k) for r in {*av_lav, *av_hoy} for k in self.a[[r]].indices}
        steder = sorted({s for k in brukt for s in self.l.vist.get(k, [])})
        return math.ceil(lav - TOLERANSE), _gulv(-hoy), steder or self.l.vist.get(i, [])

    def _los(self, rader, kol, i: int, fortegn: float) -> tuple[float, list[int]] | None:
        from scipy.optimize import linprog

        maal = fortegn * (kol == i).astype(float)
        yttergrenser = [(self.l.nedre[k], self.l.ovre[k]) for k in kol]
        svar = linprog(maal, A_eq=self.a[rader][:, kol], b_eq=np.zeros(len(rader)),
                       bounds=yttergrenser, method="highs")  # fmt: skip
        if svar.status == 3:
            return -math.inf, []
        if svar.status != 0:
            return None
        return svar.fun, [int(r) for r in rader[np.abs(svar.eqlin.marginals) > TOLERANSE]]


def _under(ut: _Likninger, skjulte: pd.DataFrame, grense: int) -> _Likninger:
    """Likningene slik de er for en leser som tror at hvert skjult antall er under grensen."""
    tak = list(ut.ovre)
    for c in skjulte.itertuples():
        i = ut.nr.get((c.tall, c.gruppe, c.aar))
        if i is not None and i not in ut.vist:
            tak[i] = max(ut.nedre[i], min(tak[i], grense - 1))
    return replace(ut, ovre=tak)


def _gulv(tall: float) -> float:
    return math.floor(tall + TOLERANSE) if math.isfinite(tall) else tall


def _dom(c, ut: _Likninger, kjente: Mapping, lesere: tuple, min_bredde: int) -> tuple:
    hva = " · ".join(str(d) for d in (c.tall, c.navn, c.aar, c.kolonne) if d)
    her = c.rapport, c.ark, c.celle, hva
    if andre := kjente.get((c.tall, c.gruppe, c.aar, c.slag)):
        return *her, 0.0, APEN, "; ".join(andre)
    i = ut.nr.get((c.tall, c.gruppe, c.aar))
    if i is None or c.slag in ("nedre", "ovre"):
        return *her, math.nan, UPROVD, ""
    svar, gjettet = (leser(i) if leser else None for leser in lesere)
    if svar is None:
        return *her, math.nan, UENIG, ""
    bredde = svar[1] - svar[0]
    if bredde < min_bredde:
        return *her, bredde, SMAL if bredde > 0 else APEN, "; ".join(svar[2])
    if gjettet and gjettet[1] - gjettet[0] < min_bredde and gjettet[2]:
        return *her, bredde, GRENSEN, "; ".join(gjettet[2])
    return *her, bredde if math.isfinite(bredde) else math.nan, VERNET, ""
