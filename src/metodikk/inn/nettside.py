"""Leser tabellene i en nettside slik en leser ser dem, også dem som er foldet sammen, og kartene."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BARE_FOR_SKJERMLESER = "skjult"
TALLKOLONNE = "tall"
_TALL = re.compile(r"[−-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:,(?P<desimaler>\d+))?")
_MED_ENHET = re.compile(rf"(?P<tall>{_TALL.pattern}) ?(?P<enhet>.*)")
_NUMMER = re.compile(r"^(?:Tabell|Figur|Kart) \d+")
_I_STEDET_FOR_TALL = {
    "skjult av hensyn til personvernet": ":", "tallet mangler": "..", "kan ikke beregnes": ".",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rute:
    """En celle: hvor den står, tallet eller teksten i den, og hvor mange desimaler tallet har."""

    sted: str
    rad: int
    verdi: Any
    desimaler: int = 0


@dataclass(frozen=True, slots=True)
class Rutenett:
    """En tabell: nummeret den har i rapporten, tittelen, overskriftene, radene og det som står under."""

    ark: str
    tittel: str
    hode: tuple[str, ...]
    rader: tuple[tuple[Rute, ...], ...]
    noter: str = ""


def les_nettside(fil: Path) -> list[Rutenett]:
    """Les alle tabellene i en rapport, og tallene i de levende kartene.

    Bruk denne når tallene skal leses slik de er publisert. Skjult tekst for skjermlesere er ikke
    med, for den gjentar det som vises.

    Parametere
    ----------
    fil : Path
        Rapporten, som HTML.

    Returnerer
    ----------
    list
        Ett rutenett for hver tabell og hvert kart, i den rekkefølgen de står.

    Eksempel
    --------
    >>> import tempfile
    >>> side = Path(tempfile.mkdtemp()) / "rapport.html"
    >>> _ = side.write_text("<table><tr><th>Sone<th>Antall<tr><td>Tangen<td>1 200</table>", encoding="utf-8")
    >>> [[r.verdi for r in rad] for rad in les_nettside(side)[0].rader]
    [['Tangen', 1200]]
    """
    from lxml import etree, html

    leser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    side = etree.fromstring(Path(fil).read_bytes() or b"<html/>", leser)
    if side is None:
        return []
    ut, tabeller = [], 0
    for del_ in side.iter("table", "svg"):
        tabeller += del_.tag == "table"
        lest = _tabell(del_, tabeller) if del_.tag == "table" else _kart(del_)
        ut += [lest] if lest else []
    return ut


def _tabell(tabell, nr: int) -> Rutenett | None:
    linjer = _linjer(tabell)
    hoder = [i for i, (tr, _) in enumerate(linjer) if _er_hode(tr)]
    if not hoder or len(linjer) == len(hoder):
        return None
    tekst = _tekst(tabell.find("caption")) if tabell.find("caption") is not None else ""
    nummer = _NUMMER.match(tekst)
    hode = linjer[hoder[-1]][1]
    tall = [TALLKOLONNE in h.get("class", "").split() if h is not None else False for h in hode]
    navn = _ulike([_tekst(h) if h is not None else "" for h in hode])
    rader = [celler for i, (_, celler) in enumerate(linjer) if i not in hoder]
    return Rutenett(
        nummer[0] if nummer else _figurnummer(tabell) or f"tabell nr. {nr}",
        tekst[nummer.end() :].strip(" .") if nummer else tekst.removeprefix("Tallene bak: "), navn,
        tuple(tuple(_rute(c, i, navn[j], tall[j] or not any(tall)) for j, c in enumerate(rad[: len(navn)]))
              for i, rad in enumerate(rader, 1)),
        _noter(tabell),
    )  # fmt: skip


def _noter(tabell) -> str:
    """Det som står rett under tabellen. Tabellen ligger alene i en boks som kan rulles."""
    etter = tabell.getnext()
    if etter is None and tabell.getparent() is not None and len(tabell.getparent()) == 1:
        etter = tabell.getparent().getnext()
    return "" if etter is None or etter.tag in ("table", "figure") else _tekst(etter)


def _linjer(tabell) -> list[tuple[Any, list]]:
    """Radene med en celle i hver kolonne. En celle over flere kolonner eller rader gjentas."""
    dekket: dict[tuple[int, int], Any] = {}
    rader = list(tabell.iter("tr"))
    for i, tr in enumerate(rader):
        j = 0
        for celle in tr.iterchildren("td", "th"):
            while (i, j) in dekket:
                j += 1
            for ned in range(_spenn(celle, "rowspan")):
                for bort in range(_spenn(celle, "colspan")):
                    dekket[i + ned, j + bort] = celle
    bredde = 1 + max((j for _, j in dekket), default=-1)
    return [(tr, [dekket.get((i, j)) for j in range(bredde)]) for i, tr in enumerate(rader)]


def _spenn(celle, retning: str) -> int:
    antall = celle.get(retning, "1")
    return min(max(int(antall), 1), 1000) if antall.isdigit() else 1


def _er_hode(tr) -> bool:
    if tr.getparent().tag == "thead":
        return True
    return all(c.tag == "th" and c.get("scope") != "row" for c in tr)


def _rute(celle, rad: int, kolonne: str, kan_vaere_tall: bool) -> Rute:
    sted = f"rad {rad}, {kolonne}" if kolonne else f"rad {rad}"
    tekst = "" if celle is None else _tekst(celle)
    return Rute(sted, rad, *(_som_tall(tekst) if kan_vaere_tall else (tekst or None, 0)))


def _som_tall(tekst: str) -> tuple[Any, int]:
    funnet = _TALL.fullmatch(tekst)
    if not funnet or re.match(r"0\d", tekst):  # et tall med null foran er en kode
        return tekst or None, 0
    enkel = tekst.replace(" ", "").replace("−", "-").replace(",", ".")
    desimaler = len(funnet["desimaler"] or "")
    return (float(enkel) if desimaler else int(enkel)), desimaler


def _kart(svg) -> Rutenett | None:
    """Stedene i et levende kart: «Tangen: 14,1 prosent»."""
    merker = [
        p.get("aria-label", "").rsplit(": ", 1)
        for p in svg.iter("path")
        if p.get("role") == "option"
    ]
    par = [(m[0], _rent(m[1])) for m in merker if len(m) == 2]
    tall = [_MED_ENHET.fullmatch(v) for _, v in par]
    if not any(tall):
        return None
    enhet = next(t["enhet"] for t in tall if t)
    rader = tuple(
        (Rute(f"kartet, {navn}", i, navn), _kartrute(navn, i, t, verdi))
        for i, ((navn, verdi), t) in enumerate(zip(par, tall, strict=True), 1)
        if t or verdi in _I_STEDET_FOR_TALL
    )  # fmt: skip
    tittel = _rent(svg.get("aria-label", "")).removeprefix("Kart: ")
    hode = ("Sone", f"Verdi ({enhet})" if enhet else "Verdi")
    return Rutenett(_figurnummer(svg) or "kart", tittel, hode, rader)


def _kartrute(navn: str, rad: int, tall, verdi: str) -> Rute:
    lest = _som_tall(tall["tall"]) if tall else (_I_STEDET_FOR_TALL[verdi], 0)
    return Rute(f"kartet, {navn}", rad, *lest)


def _figurnummer(del_) -> str:
    """Nummeret på figuren tabellen eller kartet hører til."""
    figur = next(del_.iterancestors("figure"), None)
    tekst = figur.find("figcaption") if figur is not None else None
    nummer = _NUMMER.match(_tekst(tekst)) if tekst is not None else None
    return nummer[0] if nummer else ""


def _ulike(navn: list[str]) -> tuple[str, ...]:
    """Samme nummer på like overskrifter som regnearket har."""
    sett: dict[str, int] = {}
    ut = []
    for n in (n or "Kolonne" for n in navn):
        sett[n] = sett.get(n, 0) + 1
        ut.append(n if sett[n] == 1 else f"{n} {sett[n]}")
    return tuple(ut)


def _tekst(del_) -> str:
    return _rent("".join(_synlig(del_)))


def _synlig(del_) -> Iterator[str]:
    if isinstance(del_.tag, str) and BARE_FOR_SKJERMLESER not in del_.get("class", "").split():
        yield del_.text or ""
        for barn in del_:
            yield from _synlig(barn)
            yield barn.tail or ""


def _rent(tekst: str) -> str:
    return re.sub(r"\s+", " ", tekst).strip()
