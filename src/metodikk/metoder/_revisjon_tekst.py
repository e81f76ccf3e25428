"""Teksten prøvd mot det som er skjult: sier en setning et tall som ikke skulle vises?

En setning er funnet når den nevner stedet, emnet og et tall som kan være det skjulte. Er den sanne
verdien kjent, må tallet være den. Ellers er ethvert tall av samme slag nok, når ingen tabell viser det.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from metodikk.metoder._revisjon_likninger import KOMMUNEN, OMRAADET, RESTEN, Steder

KOLONNER = ["rapport", "fil", "sted", "setning", "emne", "gruppe", "aar"]
SKJULT = ["emne", "gruppe", "aar", "slag", "verdi"]
TALLORD = {o: i for i, o in enumerate((
    "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"), 2)}  # fmt: skip
TALLORD |= {"én": 1, "syv": 7}
FASTE = {
    "området": OMRAADET, "programområdet": OMRAADET, "resten av kommunen": RESTEN,
    "hele kommunen": KOMMUNEN, "kommunen": KOMMUNEN, "nabosonene": "nabosonene",
}  # fmt: skip
IKKE_FOLK = (
    "sone", "kommune", "bydel", "år", "måned", "uke", "dag", "time", "minutt", "tabell", "figur",
    "spørsmål", "gang", "plass", "nabo", "kilde", "tiltak", "ressurs", "meter", "km", "kilometer", "kr",
    "krone", "grad", "grupp", "ledd", "måte", "trinn", "indikator", "sammenlikning", "tema", "rad",
    "pil", "standardavvik", "poeng", "desimal", "lag", "virksomhet", "mål", "runde", "punkt", "intervall",
    "prosentpoeng", "av sonene", "utfall", "utslag", "rapport", "avtrykk", "forhold", "steder", "celle", "tall",
)  # fmt: skip
FORAN = (
    "andre", "ny", "nytt", "nye", "ulike", "siste", "første", "slike", "hele", "store", "små", "kartlagte",
)  # fmt: skip
VANLIGE = {
    "antall", "antallet", "andel", "andelen", "prosent", "person", "personer", "personene", "innbyggere",
    "beboere", "flere", "færre", "flest", "andre", "etter", "under", "over", "eller", "uten", "siste",
    "samme", "første", "hele", "hver", "hvor", "tallene", "kommunen", "området", "bosatt", "bosatte",
}  # fmt: skip
GENERELLE = {"barn", "unge", "voksne", "eldre", "husholdninger", "familier", "kvinner", "menn"}
# Likner starten på videregående, mellomlagring, sammensatt og ferdigheter, men er ikke emnet.
SMAAORD = ("videre", r"viderefør\w*", "mellom", "sammen", "ferdig")
KORT, STAMME, NOK = 3, 6, 0.5

_AAR = re.compile(r"\b(?:19|20)\d\d(?:\s?–\s?(?:19|20)\d\d)?\b")
_IKKE_TALL = re.compile(
    r"\b(?:tabell|figur|kart|punkt|kapittel|side|nr|kl|nummer)\.? ?\d[\d.]*"
    r"|\d+(?:,\d+)?[ -]?prosents?[ -]?(?:konfidens)?intervall\w*"
    r"|\b\d{1,3}(?: ?– ?\d{1,3})? år\w*(?: og (?:over|eldre|yngre))?"
    r"|\b\d{1,2}\. ?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)"
)
_TALL = re.compile(
    rf"(?<![\w,.])(?P<tall>-?(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:,(?P<desimaler>\d+))?)(?![\d\w])"
    rf"|\b(?P<ord>{'|'.join(TALLORD)})\b"
)
_ENHET = re.compile(
    r"^\)?\s*(?:(?:mot|og|til|eller|–)\s-?[\d ,]+\s*)?(?P<enhet>prosentpoeng|prosent\b|%|per \d[\d ]*\d|per 1\b)"
)
_NOE_ANNET = re.compile(
    rf"^\s*(?:av (?:de |alle )?\d+ )?(?:(?:{'|'.join(FORAN)}) )?(?:{'|'.join(IKKE_FOLK)})\w{{0,5}}\b"
)
_I_STEDET = re.compile(r"\b(?:i|for) (?:hele )?(?:program)?(området|resten|kommunen)\b")
_SETNING = re.compile(r"(?<=[.!?])\s+(?=[^a-zæøå])")


@dataclass(frozen=True, slots=True)
class _Tall:
    """Et tall i en setning. `slag` er tomt når enheten ikke står der."""

    verdi: float
    desimaler: int
    slag: str

    def kan_vaere(self, slag: str) -> bool:
        if slag == "antall":
            return not self.slag and not self.desimaler
        return self.slag == slag or (not self.slag and bool(self.desimaler))

    def er(self, verdi: float) -> bool:
        return abs(self.verdi - verdi) <= 0.5 * 10.0**-self.desimaler + 1e-9

    def sier(self, slag: str, verdi: float) -> bool:
        if not self.kan_vaere(slag):
            return False
        return self.verdi == verdi if slag == "antall" else self.er(verdi)


@dataclass(frozen=True, slots=True)
class _Setning:
    """Det en setning sier: stedene, årene, tallene og ordene rundt."""

    setning: str
    steder: frozenset[str]
    aar: frozenset[str]
    tall: tuple[_Tall, ...]
    rundt: str
    gjettet_sted: bool = False
    aar_foran: frozenset[str] = frozenset()

    def gjelder(self, gruppe: str, aar: str) -> bool:
        return gruppe in self.steder and (not aar or not self.aar or aar in self.aar)

    def sikkert(self, aar: str) -> bool:
        """Sann når stedet står der, og ingen setning foran sier at det gjelder et annet år."""
        return not self.gjettet_sted and (not aar or not self.aar_foran or aar in self.aar_foran)


def finn_i_tekst(
    tekster: pd.DataFrame, skjulte: pd.DataFrame, *, steder: Steder | None = None,
    viste: pd.DataFrame | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Finn setningene som sier et skjult tall.

    Bruk denne på overskrifter, avsnitt, alternative tekster og titler. Tall i tabeller prøves med
    :func:`metodikk.metoder.revisjon.revider`. Årstall, aldre, datoer, nummer på figurer og antall soner
    regnes ikke som tall om folk.

    Parametere
    ----------
    tekster : DataFrame
        `rapport`, `fil`, `sted`, `tekst` og `sammenheng` (overskriften eller tittelen den hører til).
    skjulte : DataFrame
        `emne`, `gruppe`, `aar`, `slag` (antall, prosent eller per N) og `verdi`. NaN når den sanne
        verdien ikke er kjent.
    steder : Steder, valgfri
        Navnene på sonene og området. Andre grupper må stå ordrett i setningen.
    viste : DataFrame, valgfri
        Tallene som er vist i tabellene: `tall`, `gruppe`, `aar`, `slag` og `verdi`. Et tall som er vist
        om et sted, et år og et emne setningen nevner, er forklart.

    Returnerer
    ----------
    DataFrame
        Én rad per setning og skjult tall: hvor den står, setningen uten tallene, emnet, gruppen og året.

    Eksempel
    --------
    >>> t = pd.DataFrame({"tekst": ["I Tangen har 3 barn vedtak.", "Tangen hadde 9 barn med vedtak i 2019."]})
    >>> t = t.assign(rapport="r", fil="rapport.html", sted="avsnitt", sammenheng="")
    >>> s = pd.DataFrame({"emne": ["barn med vedtak"], "gruppe": ["4"], "aar": ["2024"], "slag": ["antall"],
    ...                   "verdi": [3.0]})
    >>> finn_i_tekst(t, s, steder=Steder({"Tangen": "4"}))["setning"].tolist()
    ['I Tangen har … barn vedtak.']
    """
    steder = steder or Steder()
    leser = _Leser(steder, {str(g) for g in skjulte["gruppe"]} if len(skjulte) else set())
    viste = (
        pd.DataFrame(columns=["tall", "gruppe", "aar", "slag", "verdi"]) if viste is None else viste
    )
    kjente = list(viste.itertuples())
    funnet: dict[tuple, None] = {}
    celler = list(skjulte.itertuples())
    for t in tekster.itertuples() if celler else ():
        for s in leser.les(str(t.tekst), str(t.sammenheng)):
            for c in _sagt(s, celler, kjente):
                funnet[t.rapport, t.fil, t.sted, uten_tall(s.setning), c.emne, c.gruppe, c.aar] = (
                    None
                )
    return pd.DataFrame(list(funnet), columns=KOLONNER)


def uten_tall(setning: str) -> str:
    """Setningen slik den kan gjengis: tallene er tatt ut.

    >>> uten_tall("Det er 3 barn, eller 4,5 prosent, i 2024.")
    'Det er … barn, eller … prosent, i 2024.'
    """
    return re.sub(
        rf"\b(?:19|20)\d\d\b|\d[\d ,]*\d|\d|\b(?:{'|'.join(TALLORD)})\b",
        lambda m: m[0] if _AAR.fullmatch(m[0]) else "…", setning, flags=re.IGNORECASE,
    )  # fmt: skip


def _sagt(s: _Setning, skjulte: list, viste: list) -> Iterator:
    """De skjulte tallene setningen sier. Uten den sanne verdien må stedet stå der."""
    for c in skjulte if s.tall else ():
        kjent = c.verdi == c.verdi
        if not s.gjelder(c.gruppe, c.aar) or not (kjent or s.sikkert(c.aar)):
            continue
        if not kjent and _et_annet_sted(c.emne, s.setning):
            continue
        tall = [n for n in s.tall if (n.sier(c.slag, c.verdi) if kjent else n.kan_vaere(c.slag))]
        nevnt = tall and _handler_om(c.emne, s.rundt, kjent)
        if nevnt and not all(_forklart(n, s, viste) for n in tall):
            yield c


def _forklart(n: _Tall, s: _Setning, viste: Iterable) -> bool:
    """Sann når en tabell viser tallet om noe setningen nevner."""
    return any(
        n.sier("antall" if v.slag == "grunnlag" else v.slag, v.verdi)
        and s.gjelder(v.gruppe, v.aar) and _handler_om(v.tall, s.rundt, False)
        for v in viste
    )  # fmt: skip


@cache
def _et_annet_sted(emne: str, setning: str) -> bool:
    """Sann når kolonnen gjelder ett sted, og setningen bare nevner et annet.

    >>> _et_annet_sted("svar · andel i resten", "Lys nevnes i 36 prosent av svarene i området.")
    True
    >>> _et_annet_sted("svar · andel i resten", "36 prosent i området, mot 4 prosent i resten.")
    False
    """
    kolonnen = {*_I_STEDET.findall(_enkel(emne.rpartition(" · ")[2]))}
    nevnt = {*_I_STEDET.findall(_enkel(setning))}
    return bool(kolonnen and nevnt) and not kolonnen & nevnt


@cache
def _handler_om(emne: str, tekst: str, kjent: bool) -> bool:
    """Sann når teksten nevner emnet: minst halvparten av ordene, eller ett som ikke er vanlig."""
    ord_ = _emneord(emne)
    if not ord_:
        return _enkel(emne) in tekst
    nevnt = [o for o in ord_ if re.search(_stamme(o), tekst)]
    return len(nevnt) / len(ord_) >= NOK or (kjent and bool({*nevnt} - GENERELLE))


def _emneord(emne: str) -> list[str]:
    ord_ = re.findall(r"[a-zæøåé]+", _enkel(emne))
    return list(dict.fromkeys(o for o in ord_ if len(o) > KORT and o not in VANLIGE))


def _stamme(o: str) -> str:
    smaaord = "|".join(SMAAORD)
    if len(o) > STAMME:
        return rf"\b(?!(?:{smaaord})\b){o[:STAMME]}"
    return rf"\b{o}(?:e|et|en|a|er|ene|ne)?\b"


def _enkel(tekst: str) -> str:
    """Små bokstaver, vanlige mellomrom, og ett slags strek."""
    tekst = re.sub(r"\s+", " ", tekst.casefold()).replace("−", "-")
    return re.sub(r"(?<=\d)-(?=\d)", "–", tekst)


class _Leser:
    """Leser setninger. Et sted som er nevnt før i avsnittet eller i tittelen, gjelder til et nytt nevnes."""

    def __init__(self, steder: Steder, grupper: set[str]):
        navn = {_enkel(n): k for n, k in steder.soner.items() if n} | FASTE
        navn |= {_enkel(g): g for g in grupper if g not in steder.kjente}
        navn |= {_enkel(n): k for n, k in ((steder.omraadenavn, OMRAADET), (steder.kommunenavn, KOMMUNEN)) if n}  # fmt: skip
        navn.pop("", None)
        self.navn = navn
        alle = "|".join(re.escape(n) for n in sorted(navn, key=len, reverse=True))
        self.monster = re.compile(rf"(?<!\w)({alle})(?:s|')?(?!\w)")

    def les(self, tekst: str, sammenheng: str) -> Iterator[_Setning]:
        over, forrige, aar, sagt = self._forstaa(sammenheng), frozenset(), frozenset(), ""
        for setning in _SETNING.split(tekst):
            s = self._forstaa(setning)
            forrige, aar = s.steder or forrige, s.aar or aar
            sagt = f"{sagt} {_enkel(setning)}"
            nevnt = forrige or over.steder
            yield _Setning(
                setning, nevnt or frozenset({OMRAADET}), s.aar or over.aar, s.tall,
                f"{_enkel(sammenheng)} {sagt}", not nevnt, aar or over.aar,
            )  # fmt: skip

    def _forstaa(self, setning: str) -> _Setning:
        tekst, steder = _enkel(setning), set()

        def ta_ut(m: re.Match) -> str:
            steder.add(self.navn[m[1]])
            return "¤"

        tekst = self.monster.sub(ta_ut, tekst)
        aar = frozenset(re.sub(r"\s", "", m[0]) for m in _AAR.finditer(tekst))
        tekst = _IKKE_TALL.sub("§", _AAR.sub("§", tekst))
        return _Setning(setning, frozenset(steder), aar, tuple(_tallene(tekst)), tekst)


def _tallene(tekst: str) -> Iterator[_Tall]:
    for m in _TALL.finditer(tekst):
        etter = tekst[m.end() :]
        enhet = _ENHET.match(etter)
        slag = (
            "prosent"
            if enhet and enhet["enhet"] == "%"
            else enhet["enhet"].strip()
            if enhet
            else ""
        )
        if slag == "prosentpoeng" or (not slag and _NOE_ANNET.match(etter)) or tekst[: m.start()].endswith("per "):  # fmt: skip
            continue
        if m["ord"]:
            yield _Tall(float(TALLORD[m["ord"]]), 0, slag)
        else:
            tall = m["tall"].replace(" ", "").replace(",", ".")
            yield _Tall(float(tall), len(m["desimaler"] or ""), slag)
