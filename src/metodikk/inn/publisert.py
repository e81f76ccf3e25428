"""Leser tabellene i rapportene slik de er publisert: det en leser utenfra har å regne med."""

from __future__ import annotations

import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn
from metodikk.inn.nettside import Rute, Rutenett, les_nettside

REGNEARK, NETTSIDE = "tall.xlsx", "rapport.html"
HODERAD = 4
SYMBOLER = (":", "..", ".")
GRUPPER = ("gruppe", "sone", "område", "rad")
MAAL = ("indikator", "utfall", "spørsmål", "tekst")
TIDER = ("år", "periode")
SAMME_SOM_TITTELEN = (
    "andel", "prosent", "verdi", "antall", "teller", "per 1 000", "per 1000", "rate",
)  # fmt: skip
GRUNNLAG = ("antall i gruppen", "nevner", "grunnlag", "antall svar", "bosatte", "n")
NEDRE = ("nedre grense", "fra", "nedre", "nedre konfidensgrense")
OVRE = ("øvre grense", "til", "øvre", "øvre konfidensgrense")
STEDER = {"her": "området", "resten": "resten av kommunen", "naboene": "nabosonene"}
KOLONNER = (
    "rapport", "fil", "ark", "celle", "rad", "kolonne", "tall", "gruppe", "aar", "slag", "verdi",
    "desimaler", "symbol", "konfidens",
)  # fmt: skip
_ARK, _RAD, _TALL, _VERDI, _SYMBOL, _KONFIDENS = (
    KOLONNER.index(k) for k in ("ark", "rad", "tall", "verdi", "symbol", "konfidens")
)
_ENHET = re.compile(r"^(?P<navn>.*?)\s*\((?P<enhet>prosent|per [\d ]+|antall|kr|[a-zæøå]+)\)$")
_ER_ENHET = re.compile(r"prosent|per [\d ]+")
_PROSENT = r"[ -]?(?:prosents?|%)"
_NIVAA = r"(?P<nivaa>[5-9]\d(?:[,.]\d+)?)" + _PROSENT
_I_HODET = re.compile(rf"[\s,(]*{_NIVAA}[\s,)-]*(?:konfidens)?(?:intervall)?[\s,)]*")
_I_TEKSTEN = re.compile(rf"(?<![\d,]){_NIVAA.removesuffix(_PROSENT)}(?={_PROSENT}|- (?:og|eller) )")
_I_TITTELEN = re.compile(rf"[\s,(]*(?:med )?{_NIVAA}[ -]?(?:konfidens)?intervall(?:er)?\)?")
_AARSTALL = re.compile(r",?\s*\b((?:19|20)\d\d(?:\s*[–-]\s*(?:19|20)\d\d)?)\b")


@dataclass(frozen=True)
class _Kolonne:
    """En kolonne slik overskriften forklarer den. Grenser hører til tallet til venstre for dem."""

    nr: int
    navn: str
    enhet: str
    slag: str
    gjelder: str = ""
    konfidens: float = math.nan


def les_publisert(ut: Path) -> pd.DataFrame:
    """Les alle tabellene i `ut/*/tall.xlsx` og `ut/*/rapport.html`, én rad per tall.

    Bruk denne når noen skal prøve å regne ut det som er skjult. Ingenting hentes fra prosjektet,
    bare fra filene som er lagt fram.

    Parametere
    ----------
    ut : Path
        Mappen med rapportene.

    Returnerer
    ----------
    DataFrame
        Kolonnene i `KOLONNER`. `slag` er antall, grunnlag, prosent, per N, nedre, ovre eller annet.
        `symbol` er «:», «..» eller «.» når tallet ikke er vist. `konfidens` er nivået til en grense,
        når det står i overskriften, i raden, i tittelen eller under tabellen.

    Eksempel
    --------
    >>> import tempfile
    >>> len(les_publisert(Path(tempfile.mkdtemp())))
    0
    """
    return slaa_sammen([les_rapport(mappe) for mappe in rapportmapper(ut)])


def slaa_sammen(rapporter: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Legg tallene i flere rapporter etter hverandre."""
    hele = [r for r in rapporter if len(r)]
    return pd.concat(hele, ignore_index=True) if hele else pd.DataFrame(columns=list(KOLONNER))


def rapportmapper(ut: Path) -> list[Path]:
    """Mappene i `ut/` som har en rapport. De med punktum først er ikke lagt fram."""
    filer = [*ut.glob(f"*/{REGNEARK}"), *ut.glob(f"*/{NETTSIDE}")]
    return sorted({f.parent for f in filer if not f.parent.name.startswith(".")})


def les_rapport(mappe: Path, navn: str = "") -> pd.DataFrame:
    """Les tallene i én rapport, i samme form som :func:`les_publisert`.

    En tabell som står likt i regnearket og på nettsiden, er med én gang. `navn` er navnet på
    rapporten når den ikke heter det samme som mappen.
    """
    rapport = navn or mappe.name
    rader: list[tuple] = []
    for nett in _les(mappe / REGNEARK, _bok):
        rader += _rader(rapport, REGNEARK, nett)
    i_arket = defaultdict(set)
    for r in rader:
        i_arket[r[_ARK]].add(_tallet(r))
    for nett in _les(mappe / NETTSIDE, les_nettside):
        nye = list(_rader(rapport, NETTSIDE, nett))
        if not {_tallet(r) for r in nye} <= i_arket[nett.ark]:
            rader += nye
    return pd.DataFrame(rader, columns=list(KOLONNER))


def _les(fil: Path, leser) -> list[Rutenett]:
    """En fil som ikke lar seg lese, kan ikke prøves. Da skal ingen tro at den er det."""
    if not fil.is_file():
        return []
    try:
        return list(leser(fil))
    except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as e:
        sti = f"{fil.parent.name}/{fil.name}"
        raise BrukFeil(funn("K849", sted={"fil": sti}, fil=sti)) from e


def _tallet(rad: tuple) -> tuple:
    felt = dict(zip(KOLONNER, rad, strict=True))
    return (
        *(felt[k] for k in ("tall", "gruppe", "aar", "slag", "desimaler")),
        felt["symbol"] or felt["verdi"],
    )


def _bok(fil: Path) -> Iterator[Rutenett]:
    from openpyxl import load_workbook

    bok = load_workbook(fil, data_only=True)
    for ark in bok.worksheets:
        if ark.title != "Innhold" and ark.max_row > HODERAD:
            rader = [tuple(_rute(c) for c in r) for r in ark.iter_rows(min_row=HODERAD + 1)]
            tittel = _rent(re.sub(r"^\w+ \d+\.\s*", "", str(ark.cell(1, 1).value or "")))
            hode = tuple(_rent(c.value) for c in ark[HODERAD])
            yield Rutenett(ark.title, tittel, hode, tuple(rader), _rent(ark.cell(2, 1).value))


def _rute(celle) -> Rute:
    desimaler = re.search(r"\.(0+)", celle.number_format or "")
    return Rute(celle.coordinate, celle.row, celle.value, len(desimaler[1]) if desimaler else 0)


def _rader(rapport: str, fil: str, nett: Rutenett) -> list[tuple]:
    """Ett tall per rad. Heter to ulike tall i tabellen det samme, er flere av tekstene med i navnet."""
    for alle_tekster in (False, True):
        rader = list(_tolk(rapport, fil, nett, alle_tekster))
        like = defaultdict(set)
        for r in rader:
            like[_likt(r)].add(r[_SYMBOL] or r[_VERDI])
        if all(len(v) == 1 for v in like.values()):
            return rader
    nummer = {rad[0].rad: i for i, rad in enumerate(nett.rader, 1)}
    return [
        (*r[:_TALL], f"{r[_TALL]} · rad {nummer[r[_RAD]]}", *r[_TALL + 1 :])
        if len(like[_likt(r)]) > 1 else r for r in rader
    ]  # fmt: skip


def _likt(rad: tuple) -> tuple:
    """Det et tall heter. To grenser på hvert sitt nivå er ikke det samme tallet."""
    return (*rad[_TALL:_VERDI], str(rad[_KONFIDENS]))


def _tolk(rapport: str, fil: str, nett: Rutenett, alle_tekster: bool) -> Iterator[tuple]:
    kolonner = _kolonner(nett)
    emne, aar = _emne(nett.tittel)
    felles = _nivaa(nett.tittel, nett.noter)
    for rad in nett.rader:
        ord_ = _radens_ord(rad, kolonner, emne, aar, alle_tekster)
        i_raden = _nivaa(*(_rent(rad[k.nr].verdi) for k in kolonner if k.slag == "tekst"))
        for k in kolonner:
            rute = rad[k.nr]
            if k.slag not in ("tekst", "tid") and rute.verdi is not None:
                yield (
                    rapport,
                    fil,
                    nett.ark,
                    rute.sted,
                    rute.rad,
                    k.navn,
                    *_hva(k, *ord_),
                    *_tall(rute),
                    _forst(k.konfidens, i_raden, felles)
                    if k.slag in ("nedre", "ovre")
                    else math.nan,
                )


def _nivaa(*tekster: str) -> float:
    """Konfidensnivået som står i tekstene. NaN når det ikke står der, eller når det står flere.

    >>> _nivaa("Fra og til: 99-prosentintervall."), _nivaa("Intervallene er 95- og 99-prosent.")
    (0.99, nan)
    """
    setninger = (s for t in tekster for s in re.split(r"(?<=[.!?])\s", t.casefold()))
    funnet = {float(m["nivaa"].replace(",", ".")) / 100
              for s in setninger if "intervall" in s or "konfidens" in s
              for m in _I_TEKSTEN.finditer(s)}  # fmt: skip
    return funnet.pop() if len(funnet) == 1 else math.nan


def _forst(*nivaaer: float) -> float:
    return next((n for n in nivaaer if n == n), math.nan)


def _kolonner(nett: Rutenett) -> list[_Kolonne]:
    ut: list[_Kolonne] = []
    gjelder = ""
    for j, hode in enumerate(nett.hode):
        navn, enhet = _navn_og_enhet(hode)
        navn, konfidens = _uten_nivaa(navn)
        slag = _kolonneslag(navn, enhet, [r[j].verdi for r in nett.rader], nett.tittel)
        if slag not in ("tekst", "tid", "nedre", "ovre", "grunnlag"):
            gjelder = navn
        ut.append(_Kolonne(j, navn, enhet, slag, gjelder, konfidens))
    return ut


def _uten_nivaa(hode: str) -> tuple[str, float]:
    """Overskriften til en grense uten konfidensnivået, og nivået.

    >>> _uten_nivaa("Nedre grense (99 prosent)"), _uten_nivaa("Vekst over 50 prosent")[0]
    (('Nedre grense', 0.99), 'Vekst over 50 prosent')
    """
    funnet = _I_HODET.search(hode.casefold())
    navn = hode if funnet is None else (hode[: funnet.start()] + " " + hode[funnet.end() :]).strip()
    if funnet is None or navn.casefold() not in (*NEDRE, *OVRE):
        return hode, math.nan
    return navn, float(funnet["nivaa"].replace(",", ".")) / 100


def _kolonneslag(navn: str, enhet: str, verdier: list, tittel: str) -> str:
    if navn.casefold() in TIDER:
        return "tid"
    if not all(v is None or v in SYMBOLER or isinstance(v, (int, float)) for v in verdier):
        return "tekst"
    return _slag(navn.casefold(), enhet, verdier, "i prosent" in tittel)


def _slag(navn: str, enhet: str, verdier: list, prosenttabell: bool) -> str:
    if navn in NEDRE:
        return "nedre"
    if navn in OVRE:
        return "ovre"
    enhet = enhet or (navn if _ER_ENHET.fullmatch(navn) else "")
    if enhet == "prosent" or enhet.startswith("per "):
        return enhet
    if navn in GRUNNLAG:
        return "grunnlag"
    if prosenttabell and navn in (*STEDER, "forrige", "nå"):
        return "prosent"
    hele = all(float(v).is_integer() for v in verdier if isinstance(v, (int, float)))
    return "antall" if hele and enhet in ("", "antall") and "plass" not in navn else "annet"


def _navn_og_enhet(tekst: str) -> tuple[str, str]:
    funnet = _ENHET.match(tekst)
    return (funnet["navn"], funnet["enhet"].strip()) if funnet else (tekst, "")


def _emne(tittel: str) -> tuple[str, str]:
    """Det tabellen handler om, og året når det står i tittelen."""
    forst = _I_TITTELEN.sub("", tittel.split(":")[0])
    aar = _AARSTALL.search(forst)
    return _AARSTALL.sub("", forst).strip().casefold(), aar[1] if aar else ""


def _radens_ord(
    rad, kolonner: list[_Kolonne], emne: str, aar: str, alle_tekster: bool
) -> tuple[str, str, str, str]:
    tekster = {k.navn.casefold(): _rent(rad[k.nr].verdi) for k in kolonner if k.slag == "tekst"}
    for k in kolonner:
        if k.slag == "tid":
            aar = _rent(rad[k.nr].verdi)
    maal = next((tekster.pop(m) for m in MAAL if m in tekster), "")
    gruppe = next((tekster.pop(g) for g in GRUPPER if g in tekster), "")
    if not gruppe and not maal and tekster:
        gruppe = tekster.pop(next(iter(tekster)))
    resten = [v for n, v in tekster.items() if v and (alle_tekster or n.endswith("gruppe"))]
    navn, enhet = _navn_og_enhet(maal)
    return " · ".join([navn.casefold() or emne, *resten]), gruppe, aar, enhet


def _hva(k: _Kolonne, tall: str, gruppe: str, aar: str, enhet: str) -> tuple[str, str, str, str]:
    slag = enhet if enhet.startswith("per ") and k.slag == "prosent" else k.slag
    navn = (k.gjelder if slag in ("nedre", "ovre") else k.navn).casefold()
    if navn in STEDER:
        return tall, STEDER[navn], aar, slag
    if not navn or navn in SAMME_SOM_TITTELEN or _ER_ENHET.fullmatch(navn) or slag == "grunnlag":
        return tall, gruppe, aar, slag
    return f"{tall} · {navn}", gruppe, aar, slag


def _tall(rute: Rute) -> tuple[float, int, str]:
    if rute.verdi in SYMBOLER:
        return float("nan"), 0, str(rute.verdi)
    return float(rute.verdi), rute.desimaler, ""


def _rent(verdi) -> str:
    return "" if verdi is None else re.sub(r"\s+", " ", str(verdi)).strip()
