"""Revisjonen: prøver å regne ut det som er skjult, av alt som er publisert sammen.

Skrevet uavhengig av porten. Porten eliminerer ukjente; her finnes den minste og den største verdien
hvert skjult antall kan ha, når alle summene skal stemme (lineær programmering).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.metoder._revisjon_likninger import (  # noqa: F401
    KOMMUNEN,
    OMRAADET,
    RESTEN,
    Steder,
    nokkel,
    sett_opp,
)
from metodikk.metoder._revisjon_lp import GrenserFor, under
from metodikk.metoder._revisjon_tekst import FASTE, SKJULT, finn_i_tekst

APEN, SMAL, GRENSEN, VERNET, UPROVD, UENIG = (
    "kan regnes ut", "smalt intervall", "smalt når grensen er kjent", "vernet", "ikke prøvd",
    "tallene passer ikke sammen",
)  # fmt: skip
TIDLIGERE = "tidligere utgave: "
REGNEARK = "tall.xlsx"
KOLONNER = ["rapport", "fil", "ark", "celle", "hva", "bredde", "smalest", "dom", "av", "rapporter"]


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
        `aar`, `slag`, `verdi`, `desimaler` og `symbol` («:» er skjult), og `fil` når tallet ikke
        står i regnearket. Endres ikke.
    steder : Steder, valgfri
        Sonene, området og kommunen, og det som er slått sammen i en av utgavene.
    bosatte : dict, valgfri
        (gruppe, år) → antall bosatte, grunnlaget for rater per 1 000.
    min_bredde : int, forvalgt 3
        Intervaller smalere enn dette gir advarsel.
    tidligere : DataFrame, valgfri
        Cellene i en tidligere utgave av rapportene. Leseren legger de to utgavene ved siden av
        hverandre. Tall som er rettet siden sist, brukes ikke. Det som var skjult i den, prøves også:
        den nye utgaven kan røpe det.
    grense : int, forvalgt 0
        Det minste antallet som vises. Da prøves også leseren som gjetter at alt skjult er mindre.

    Returnerer
    ----------
    DataFrame
        Én rad per skjult tall, også dem som bare var skjult før: hvor det står, `bredde` (NaN når intet øvre tall finnes), `smalest`
        (det samme for den som også kjenner grensen), `dom`, `av` (cellene det er regnet av) og
        `rapporter` (rapportene de står i). Verdien står ikke der.

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
    steder, bosatte = steder or Steder(), bosatte or {}
    data = _ordnet(celler, steder)
    deler = [data]
    if tidligere is not None and len(tidligere):
        eldre = tidligere.assign(rapport=TIDLIGERE + tidligere["rapport"].astype(str))
        deler.append(pd.concat([data, _ordnet(eldre, steder)], ignore_index=True))
    skjulte = _skjulte(deler)
    angrep = [sett_opp(d, steder, bosatte) for d in deler] if len(skjulte) else []
    lesere = _Lesere(
        _viste(deler[-1]), dict(zip(deler[-1]["sted"], deler[-1]["rapport"], strict=True)),
        [GrenserFor(a) for a in angrep],
        [GrenserFor(under(a, skjulte, grense)) for a in angrep if grense], min_bredde, grense,
        {*_viste(data)},
    )  # fmt: skip
    igjen = [
        c for c in skjulte.itertuples() if not (c.gammel and lesere.vist_fordi_det_er_stort(c))
    ]
    return pd.DataFrame([lesere.dom(c) for c in igjen], columns=KOLONNER)


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
    ganger = GrenserFor(sett_opp(data, steder or Steder(), {}))
    skjulte = data[(data["symbol"] == ":") & (data["slag"] == "antall")]
    return {c.sted: ganger(nokkel(c))[:2]
            for c in skjulte.itertuples()}  # fmt: skip


def revider_tekst(
    tekster: pd.DataFrame, celler: pd.DataFrame, *, steder: Steder | None = None,
    sanne: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Finn setninger, overskrifter og alternative tekster som sier et skjult tall.

    Bruk denne sammen med :func:`revider`, som bare ser på tabellene.

    Parametere
    ----------
    tekster : DataFrame
        Teksten i rapportene: `rapport`, `fil`, `sted`, `tekst` og `sammenheng`, tittelen den hører til.
    celler, steder
        Som i :func:`revider`.
    sanne : DataFrame, valgfri
        Det som ikke kan vises, med den sanne verdien: `emne`, `gruppe`, `aar`, `slag` og `verdi`. Uten
        den er ethvert tall av samme slag om et skjult tall et funn, når ingen tabell viser det.

    Returnerer
    ----------
    DataFrame
        Én rad per setning og skjult tall. Tallene i setningen er tatt ut.

    Eksempel
    --------
    >>> celler = pd.DataFrame({"gruppe": ["Tangen"], "tall": ["barn med vedtak"], "symbol": [":"]})
    >>> celler = celler.assign(rapport="r", ark="T", celle="B5", aar="2024", slag="antall", verdi=None)
    >>> tekster = pd.DataFrame({"tekst": ["Tangen har tre barn med vedtak."], "sted": ["avsnitt"]})
    >>> tekster = tekster.assign(rapport="r", fil="rapport.html", sammenheng="")
    >>> revider_tekst(tekster, celler)["setning"].tolist()
    ['Tangen har … barn med vedtak.']

    Les mer
    -------
    Håndboka: «Revisjon: se rapportene utenfra».
    """
    steder = steder or Steder()
    data = _ordnet(celler, steder)
    data["gruppe"] = data["gruppe"].replace(FASTE)
    om_folk = data["slag"].isin(["antall", "prosent"]) | data["slag"].str.startswith("per ")
    sanne = pd.DataFrame(columns=SKJULT) if sanne is None else sanne
    kjente = {(c.gruppe, c.aar): set() for c in sanne.itertuples()}
    for c in sanne.itertuples():
        kjente[c.gruppe, c.aar].add(c.emne.casefold())
    ukjente = [
        (c.tall, c.gruppe, c.aar, c.slag, math.nan)
        for c in data[om_folk & (data["symbol"] == ":")].itertuples()
        if not any(e in c.tall or c.tall in e for e in kjente.get((c.gruppe, c.aar), ()))
    ]
    skjulte = [*sanne[SKJULT].itertuples(index=False, name=None), *dict.fromkeys(ukjente)]
    return finn_i_tekst(
        tekster, pd.DataFrame(skjulte, columns=SKJULT), steder=steder,
        viste=data[data["symbol"] == ""],
    )  # fmt: skip


def _ordnet(celler: pd.DataFrame, steder: Steder) -> pd.DataFrame:
    data = celler.copy()
    if "fil" not in data:
        data["fil"] = REGNEARK
    data["tall"] = data["tall"].astype(str).str.casefold()
    data["navn"] = data["gruppe"]
    data["gruppe"] = [steder.gruppe(str(g)) for g in data["gruppe"]]
    data["aar"] = data["aar"].astype(str)
    data["sted"] = [
        ", ".join([c.rapport, *([c.fil] if c.fil != REGNEARK else []), c.ark, c.celle])
        for c in data.itertuples()
    ]
    return data


def _skjulte(deler: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Hvert skjult tall i den nye utgaven, og dem som bare er skjult i den tidligere."""
    nye, alle = deler[0], deler[-1]
    skjult = alle[alle["symbol"] == ":"]
    kjente = {n for c in nye[nye["symbol"] == ":"].itertuples() for n in [_navn(c)]}
    gammel = [c.rapport.startswith(TIDLIGERE) for c in skjult.itertuples()]
    beholdes = [not g or _navn(c) not in kjente
                for g, c in zip(gammel, skjult.itertuples(), strict=True)]  # fmt: skip
    return skjult.assign(gammel=gammel)[beholdes]


def _navn(c) -> tuple[str, str, str, str]:
    return c.tall, c.gruppe, c.aar, c.slag


def _viste(data: pd.DataFrame) -> dict[tuple, list[str]]:
    ut: dict[tuple, list[str]] = {}
    for c in data[data["symbol"] == ""].itertuples():
        ut.setdefault(_navn(c), []).append(c.sted)
    return ut


@dataclass(frozen=True)
class _Lesere:
    """Leserne som prøver: den som ser det som er vist nå, den som har spart på den forrige utgaven,
    og de samme to når de også gjetter at alt skjult er under grensen."""

    viste: Mapping[tuple, list[str]]
    rapport: Mapping[str, str]
    alminnelige: Sequence[GrenserFor]
    gjettende: Sequence[GrenserFor]
    min_bredde: int
    grense: int
    vist_naa: Collection[tuple]

    def dom(self, c) -> tuple:
        hva = " · ".join(str(d) for d in (c.tall, c.navn, c.aar, c.kolonne) if d)
        her = c.rapport, c.fil, c.ark, c.celle, hva
        if andre := self.viste.get(_navn(c)):
            return *her, 0.0, 0.0, APEN, *self._av(andre)
        n = nokkel(c)
        if c.slag in ("nedre", "ovre") or not any(n in g.l.nr for g in self.alminnelige):
            return *her, math.nan, math.nan, UPROVD, "", ()
        bredde, av = _smalest(self.alminnelige, n)
        if av is None:
            return *her, math.nan, math.nan, UENIG, "", ()
        gjettet, gjettet_av = _smalest(self.gjettende, n)
        smalest = _eller_nan(min(bredde, gjettet))
        if bredde < self.min_bredde:
            return *her, bredde, smalest, SMAL if bredde > 0 else APEN, *self._av(av)
        if gjettet < self.min_bredde and gjettet_av:
            return *her, _eller_nan(bredde), smalest, GRENSEN, *self._av(gjettet_av)
        return *her, _eller_nan(bredde), smalest, VERNET, "", ()

    def vist_fordi_det_er_stort(self, c) -> bool:
        """Et tall som før var skjult for å verne en nabo, kan vises. Et lite tall kan aldri det."""
        leser, n = self.alminnelige[0], nokkel(c)
        if _navn(c) not in self.vist_naa or n not in leser.l.nr:
            return False
        grense = self.grense or katalog("grenser")["standard"]["min_teller"]
        lav, hoy = (leser(n) or (0, math.inf))[:2]
        gruppe = leser.l.nr.get((f"{c.tall} · grunnlag", c.gruppe, c.aar))
        rest = math.inf if gruppe is None else leser.l.nedre[gruppe] - hoy
        return lav >= grense and (rest >= grense or gruppe not in leser.l.vist)

    def _av(self, steder: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        return "; ".join(steder), tuple(sorted({self.rapport[s] for s in steder}))


def _smalest(lesere: Sequence[GrenserFor], n) -> tuple[float, list[str] | None]:
    """Det smaleste intervallet noen av leserne finner. None når tallene ikke passer for noen."""
    svar = [s for leser in lesere if n in leser.l.nr and (s := leser(n)) is not None]
    lav, hoy, av = min(svar, key=lambda s: s[1] - s[0], default=(0.0, math.inf, None))
    return hoy - lav, av


def _eller_nan(bredde: float) -> float:
    return bredde if math.isfinite(bredde) else math.nan
