"""Sammenhengen: hvorfor kommunen gjør dette, hva det ble av hvert behov, og hvor sporet er brutt.

Kjeden går fra det som viser et behov, gjennom mål, strategi og tiltak, til det som måler om det
hjalp. Modellen er den samme som i kontrollen: :mod:`metodikk.grunn.kjede`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.kjede import (
    FRAM,
    TILBAKE,
    Brudd,
    Kjede,
    Ledd,
    bygg_kjede,
    kjedetabeller,
    nokkelfelt,
)
from metodikk.grunn.tall import datoer_i_ord, liste
from metodikk.grunn.typer import Klarert
from metodikk.metoder import prikking
from metodikk.metoder._tabeller import fyll

UTEN_PERSONER = "Behov, mål, strategier, tiltak og målinger. Ingen rad handler om en person."
FLEST_NAVN = 4
INGEN_SVAR = "Ingen ennå"
_I_FIGUREN = ("behov", "maal", "strategi", "tiltak", "utfall")
INGEN_KJEDE = (
    "Prosjektet har ikke tabellene Behov, Mål, Strategier og Tiltak. Fyll ut to av dem, "
    "så følger rapporten sporet mellom dem."
)
UTEN_BRUDD = "Sporet er helt så langt tabellene går."
UTEN_KOBLING = (
    "Ingenting her er koblet til noe annet i planen. Fyll ut feltene som viser til behov, mål og tiltak, "
    "så følger rapporten sporet mellom dem."
)


@dataclass(frozen=True, eq=False)
class Sammenheng:
    """Sporet gjennom et prosjekt, klarert. Hver del er tom med en grunn når tabellen mangler.

    brudd : leddene som står uten noe de skulle hengt sammen med, de viktigste bruddene først.
    behov : hva hvert behov kommer fra, og hva det ble av det.
    tiltak : hvorfor kommunen gjør hvert tiltak, og hva det skal føre til.
    maal : hva hvert mål bygger på, veien dit, og hva det måles med.
    kjeder : sporet rundt hvert mål, ett ledd per rad, til figuren av det.
    opplysninger : antall av hvert slag, antall hele spor, og tabellene som mangler.
    """

    brudd: Klarert
    behov: Klarert
    tiltak: Klarert
    maal: Klarert
    kjeder: Klarert
    opplysninger: Mapping[str, Any]

    @property
    def maalene(self) -> list[str]:
        """Målene det er et spor å tegne rundt: de henger sammen med minst to andre ledd."""
        t = self.kjeder.tabell
        antall = t["maal"].value_counts(sort=False) if len(t) else pd.Series(dtype=int)
        return antall.index[antall > 2].tolist()

    def tiltakene(self, navn: Iterable[str]) -> Klarert:
        """Hvorfor kommunen gjør disse tiltakene, og hva de skal føre til."""
        med = {*navn}
        return prikking.avled(
            self.tiltak,
            lambda t: t[t["navn"].isin(med)].reset_index(drop=True) if len(t) else t,
        )

    def kjede(self, maal: str) -> Klarert:
        """Sporet rundt ett mål."""
        return prikking.avled(
            self.kjeder, lambda t: t[t["maal"] == maal].reset_index(drop=True) if len(t) else t
        )


def lag(
    tabeller: Mapping[str, pd.DataFrame], *, indikatorer: Mapping[str, Mapping] | None = None
) -> Sammenheng:
    """Følg sporet fra behov til virkning gjennom alle tabellene et prosjekt har.

    Bruk denne før planen vedtas, ved hver revisjon, og når noen spør «hvorfor gjør dere dette?».

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn: `behov`, `maal`, `strategier`, `tiltak`, `utfall` og de andre
        som har felt som binder. Endres ikke.
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer, i tillegg til katalogen.

    Returnerer
    ----------
    Sammenheng

    Eksempel
    --------
    >>> behov = pd.DataFrame({"behov": ["B1", "B2"], "tekst": ["Et sted å være", "Lys på veien"]})
    >>> tiltak = pd.DataFrame({"tiltak": ["T1"], "navn": ["Åpen hall"], "behov": [("B1",)], "utfall": [("U1",)]})
    >>> lag({"behov": behov, "tiltak": tiltak}).brudd.tabell[["navn", "skrevet"]].to_numpy().tolist()
    [['Lys på veien', 'Ingen tiltak svarer på behovet.']]

    Les mer
    -------
    Håndboka: «Sammenhengen».
    """
    kjede, navn = bygg_kjede(tabeller), _navn(tabeller, indikatorer or {})
    brudd = kjede.brudd()
    return Sammenheng(
        brudd=_klar(_brudd(brudd, navn), UTEN_BRUDD if kjede.ledd else INGEN_KJEDE),
        behov=_klar(_behov(kjede, navn, fyll(tabeller, "behov"))),
        tiltak=_klar(_tiltak(kjede, navn, fyll(tabeller, "tiltak"))),
        maal=_klar(_maal(kjede, navn)), kjeder=_klar(_kjeder(kjede, navn)),
        opplysninger={
            "antall": {s: len(kjede.av_slag(s)) for s in _I_FIGUREN},
            "hele": _hele(kjede), "mangler": [t for t in kjedetabeller() if t not in tabeller],
            "regler": pd.Series([b.kode for b in brudd], dtype=object).value_counts(sort=False).to_dict(),
        },
    )  # fmt: skip


def rundt(
    tabeller: Mapping[str, pd.DataFrame], slag: str, *, koder: Iterable[str] | None = None,
    nevnt_av: str = "", indikatorer: Mapping[str, Mapping] | None = None, samle: bool = False,
) -> Klarert:  # fmt: skip
    """Vis hva hvert ledd av ett slag springer ut av, og hva det fører til.

    Bruk denne i rapporter som handler om noe annet, for å vise hvor det de handler om, står i kjeden.

    Parametere
    ----------
    tabeller : dict
        De rene tabellene etter navn. Endres ikke.
    slag : str
        Slaget i `kataloger/kjede.toml`: behov, maal, strategi, tiltak, utfall, ressurs, kilde …
    koder : samling av str, valgfri
        Leddene som skal være med. Uten den er alle med.
    nevnt_av : str, valgfri
        Et annet slag. Bare leddene som følger rett av et ledd av det slaget, er med.
    indikatorer : dict, valgfri
        Prosjektets egne indikatorer.
    samle : bool, forvalgt False
        Om ledd som springer ut av det samme og fører til det samme, skal stå i én rad.

    Returnerer
    ----------
    Klarert
        `navn`, `fra` (det leddet springer ut av), `til` (det leddet fører til) og `brudd`. Ledd som
        ikke henger sammen med noe og heller ikke har noe brudd, er ikke med.

    Eksempel
    --------
    >>> t = {"behov": pd.DataFrame({"behov": ["B1"], "tekst": ["Et sted å være"]}),
    ...      "tiltak": pd.DataFrame({"tiltak": ["T1"], "navn": ["Åpen hall"], "behov": [("B1",)]})}
    >>> rundt(t, "tiltak").tabell.loc[0, ["fra", "brudd"]].tolist()
    ['Behov: «Et sted å være».', 'Tiltaket har ikke noe utfall.']
    """
    kjede, navn = bygg_kjede(tabeller), _navn(tabeller, indikatorer or {})
    brudd: dict[Ledd, list[str]] = {}
    for b in kjede.brudd():
        brudd.setdefault(b.ledd, []).append(b.skrevet)
    alle = kjede.av_slag(slag) or _bare_vist_til(kjede, slag)
    valgte = alle if koder is None else [n for n in alle if n[1] in {*koder}]
    if nevnt_av:
        valgte = [n for n in valgte if _av_slag(kjede.naboer(n, TILBAKE), nevnt_av)]
    rader = [(navn.get(n, n[1]), _nevnt(kjede, navn, n, TILBAKE), _nevnt(kjede, navn, n, FRAM), " ".join(brudd.get(n, [])))
             for n in valgte if n in navn]  # fmt: skip
    ut = pd.DataFrame([r for r in rader if any(r[1:])], columns=["navn", "fra", "til", "brudd"])
    if samle:
        ut = (
            ut.groupby(["fra", "til", "brudd"], sort=False)["navn"]
            .agg("; ".join)
            .reset_index()[[*ut]]
        )
    return _klar(ut, UTEN_KOBLING if kjede.ledd else INGEN_KJEDE)


def _bare_vist_til(kjede: Kjede, slag: str) -> list[Ledd]:
    """Ledd uten egen tabell: indikatorer og spørsmål de andre viser til."""
    alle = dict.fromkeys(n for par in kjede.koblinger for n in par if n[0] == slag)
    return sorted(alle)


def _klar(tabell: pd.DataFrame, mangler: str = INGEN_KJEDE) -> Klarert:
    return prikking.klarer_uten_personer(tabell, UTEN_PERSONER, mangler=mangler)


def _navn(tabeller: Mapping[str, pd.DataFrame], egne: Mapping[str, Mapping]) -> dict[Ledd, str]:
    """Hva hvert ledd heter. Privatpersoner blant ressursene har ikke noe navn her, og vises aldri."""
    ut: dict[Ledd, str] = {}
    for slag, om in katalog("kjede")["ledd"].items():
        if (tabell := om.get("tabell")) in tabeller:
            data = fyll(tabeller, tabell)
            if "privatperson" in data:
                data = data[~data["privatperson"].fillna(True).astype(bool)]
            for kode, tekst in zip(data[nokkelfelt(tabell)], data[om["navn"]], strict=True):
                ut[slag, str(kode)] = om.get("samlenavn") or str(tekst).rstrip(".")
    maalinger = {k: v["navn"] for k, v in {**katalog("indikatorer"), **egne}.items()}
    kodebok = fyll(tabeller, "kodebok")
    maalinger |= dict(zip(kodebok["sporsmal"], kodebok["tekst"], strict=True))
    return ut | {(slag, k): n for slag in ("kilde", "maaling") for k, n in maalinger.items()}


def _sitert(navn: Mapping[Ledd, str], ledd: Iterable[Ledd], *, flest: int = FLEST_NAVN) -> str:
    """Navnene på leddene i anførselstegn. Er de mange, sies det hvor mange som ikke er nevnt."""
    alle = list(dict.fromkeys(navn[n] for n in ledd if n in navn))
    resten = len(alle) - flest
    nevnt = [f"«{n}»" for n in alle[:flest]] + ([f"{resten} til"] if resten > 0 else [])
    return liste(nevnt)


def _nevnt(kjede: Kjede, navn: Mapping[Ledd, str], ledd: Ledd, vei: str) -> str:
    """Alt sporet når i én retning, ett slag om gangen: «Behov: «…» og «…». Mål: «…».»

    Noen ledd sier mest ved siden av det de er bundet til. De nevnes bare når de er naboer.
    """
    naadd, naboer = kjede.naas(ledd, vei), kjede.naboer(ledd, vei)
    deler = []
    for slag, om in katalog("kjede")["ledd"].items():
        aktuelle = naboer if om.get("bare_nabo") else naadd
        av_slaget = _av_slag(aktuelle, slag)
        if av_slaget and "samlenavn" in om:
            deler.append(f"{om['samlenavn']}.")
        elif nevnt := _sitert(navn, av_slaget):
            deler.append(f"{om['tittel']}: {nevnt}.")
    return " ".join(deler)


def _av_slag(ledd: Sequence[Ledd], *slag: str) -> list[Ledd]:
    return [n for n in ledd if n[0] in slag]


def _brudd(brudd: Sequence[Brudd], navn: Mapping[Ledd, str]) -> pd.DataFrame:
    titler = {s: om["tittel"] for s, om in katalog("kjede")["ledd"].items()}
    rader = [(b.kode, titler[b.ledd[0]], navn.get(b.ledd, b.ledd[1]), b.skrevet) for b in brudd]
    return pd.DataFrame(rader, columns=["kode", "slag", "navn", "skrevet"])


def _behov(kjede: Kjede, navn: Mapping[Ledd, str], behov: pd.DataFrame) -> pd.DataFrame:
    rader = []
    for b in behov.itertuples():
        fram = kjede.naas(n := ("behov", str(b.behov)), FRAM)
        maalt = _sitert(navn, _av_slag(kjede.naboer(n, TILBAKE), "kilde"))
        svar = _sitert(navn, _av_slag(kjede.naboer(n, FRAM), "tiltak"))
        rader.append((
            b.tekst, ". ".join(d for d in (maalt, _forst_stor(b.kilde)) if d), _sitert(navn, _av_slag(fram, "maal")),
            svar or INGEN_SVAR, _sitert(navn, _av_slag(fram, "maaling")) if svar else "", float(b.viktighet),
        ))  # fmt: skip
    ut = pd.DataFrame(rader, columns=["navn", "fra", "maal", "tiltak", "maales", "viktighet"])
    uten = ut["tiltak"] == INGEN_SVAR
    return (
        ut.assign(_u=~uten, _v=-ut["viktighet"]).sort_values(["_u", "_v"], kind="stable")
        .drop(columns=["_u", "_v"]).reset_index(drop=True)
    )  # fmt: skip


def _forst_stor(tekst) -> str:
    return datoer_i_ord(tekst[:1].upper() + tekst[1:]) if isinstance(tekst, str) else ""


def _tiltak(kjede: Kjede, navn: Mapping[Ledd, str], tiltak: pd.DataFrame) -> pd.DataFrame:
    rader = []
    for t in tiltak.itertuples():
        n = ("tiltak", str(t.tiltak))
        foran, etter = kjede.naas(n, TILBAKE), kjede.naas(n, FRAM)
        rader.append((
            t.navn, _sitert(navn, _av_slag(kjede.naboer(n, TILBAKE), "behov", "innspill")) or "Ikke noe behov er oppgitt",
            _sitert(navn, _av_slag(foran, "maal")) or "Ikke noe mål", _sitert(navn, _av_slag(foran, "ressurs")),
            _sitert(navn, _av_slag(etter, "maaling")) or "Ingenting", _forst_stor(t.status),
        ))  # fmt: skip
    return pd.DataFrame(rader, columns=["navn", "behov", "maal", "ressurser", "maales", "status"])


def _maal(kjede: Kjede, navn: Mapping[Ledd, str]) -> pd.DataFrame:
    rader = []
    for n in kjede.av_slag("maal"):
        fram = kjede.naas(n, FRAM)
        rader.append((
            navn[n], _sitert(navn, _av_slag(kjede.naboer(n, TILBAKE), "behov")) or "Ikke noe behov er oppgitt",
            _sitert(navn, _av_slag(fram, "strategi")) or "Ingen strategi", len(_av_slag(fram, "tiltak")),
            _sitert(navn, _av_slag(fram, "maaling")) or "Ingenting",
        ))  # fmt: skip
    return pd.DataFrame(rader, columns=["navn", "behov", "strategi", "tiltak", "maales"])


def _kjeder(kjede: Kjede, navn: Mapping[Ledd, str]) -> pd.DataFrame:
    """Leddene rundt hvert mål, med leddene de fører til. Ressurser og målinger er ikke med i figuren."""
    titler = {s: katalog("kjede")["ledd"][s]["tittel"] for s in _I_FIGUREN}
    rader = []
    for n in kjede.av_slag("maal"):
        med = [x for x in (*kjede.naas(n, TILBAKE), n, *kjede.naas(n, FRAM)) if x[0] in titler and x in navn]  # fmt: skip
        inne = {*med}
        for x in sorted(inne, key=lambda x: ([*titler].index(x[0]), med.index(x))):
            til = tuple(
                "/".join(y) for y in kjede.naboer(x, FRAM) if y in inne and _neste(x, y, titler)
            )
            rader.append((navn[n], "/".join(x), titler[x[0]], navn[x], til))
    return pd.DataFrame(rader, columns=["maal", "ledd", "type", "tekst", "leder_til"])


def _neste(fra: Ledd, til: Ledd, titler: Mapping[str, str]) -> bool:
    """Bare piler til nærmeste slag til høyre, så figuren kan leses."""
    rekke = [*titler]
    return rekke.index(til[0]) == rekke.index(fra[0]) + 1


def _hele(kjede: Kjede) -> int:
    """Behov der sporet går helt fram til noe som måles."""
    return sum(
        any(n[0] == "maaling" for n in kjede.naas(b, FRAM))
        and any(n[0] == "tiltak" for n in kjede.naboer(b, FRAM))
        for b in kjede.av_slag("behov")
    )
