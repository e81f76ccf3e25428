"""Leser teksten i rapportene slik den er publisert: avsnitt, overskrifter, alternative tekster og titler.

Tall i tabeller leses av `publisert`. Her er alt det andre, på nettsiden og i Word-fila.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn

NETTSIDE, WORD = "rapport.html", "rapport.docx"
KOLONNER = ("rapport", "fil", "sted", "tekst", "sammenheng")
BLOKKER = {
    "p", "li", "dt", "dd", "div", "figcaption", "summary", "caption", "title", "blockquote", "pre",
    "section", "header", "footer", "main", "nav", "article", "aside", "figure", "details", "ul", "ol",
    "dl", "body", "html", "head", "svg", "button", "label", "option", "select", "text", "desc",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
OVERSKRIFTER = {"h1", "h2", "h3", "h4", "h5", "h6"}
TITLER = {"figcaption", "caption"}
BOKSTITTEL = "boks-tittel"
UTEN_TEKST = {"script", "style", "template"}
I_ATTRIBUTTER = ("alt", "title", "aria-label", "aria-description")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_I_WORD = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|docProps/core\.xml")  # fmt: skip
_MED_TALL = re.compile(r"\d")
_BARE_TALL = re.compile(r"[\d\s,.:%+–−-]*")


def les_tekster(mappe: Path, navn: str = "") -> pd.DataFrame:
    """Les all løpende tekst i én rapport, på nettsiden og i Word-fila.

    Bruk denne når teksten skal prøves mot det som er skjult i tabellene.

    Parametere
    ----------
    mappe : Path
        Mappen med rapporten.
    navn : str, valgfri
        Navnet på rapporten, når den ikke heter det samme som mappen.

    Returnerer
    ----------
    DataFrame
        Kolonnene i `KOLONNER`. `sammenheng` er overskriften over avsnittet, eller tittelen på figuren
        eller tabellen en alternativ tekst hører til.

    Eksempel
    --------
    >>> import tempfile
    >>> rot = Path(tempfile.mkdtemp())
    >>> _ = (rot / "rapport.html").write_text("<h2>Barn</h2><p>Tangen har <b>3</b> barn.</p>", encoding="utf-8")
    >>> les_tekster(rot)[["tekst", "sammenheng"]].values.tolist()
    [['Barn', ''], ['Tangen har 3 barn.', 'Barn']]
    """
    rader = [
        (navn or mappe.name, fil, *rad)
        for fil, leser in ((NETTSIDE, _nettside), (WORD, _word))
        if (mappe / fil).is_file()
        for rad in _les(mappe / fil, leser)
    ]
    return pd.DataFrame(rader, columns=list(KOLONNER))


def _les(fil: Path, leser) -> list[tuple[str, str, str]]:
    """En fil som ikke lar seg lese, kan ikke prøves. Da skal ingen tro at den er det."""
    try:
        return [r for r in leser(fil) if r[1]]
    except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as e:
        sti = f"{fil.parent.name}/{fil.name}"
        raise BrukFeil(funn("K849", sted={"fil": sti}, fil=sti)) from e


def _nettside(fil: Path) -> Iterator[tuple[str, str, str]]:
    from lxml import etree, html

    leser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    side = etree.fromstring(fil.read_bytes() or b"<html/>", leser)
    return iter(()) if side is None else _Nettside().les(side)


class _Nettside:
    """Går gjennom siden i den rekkefølgen den leses, og husker overskriften."""

    def __init__(self):
        self.overskrift, self.tittel, self.ledd = "", "", ""

    @property
    def _over(self) -> str:
        """Det som sier hva teksten handler om: tittelen på figuren, ellers overskriften over."""
        return self.tittel or self.overskrift

    def les(self, del_) -> Iterator[tuple[str, str, str]]:
        if not isinstance(del_.tag, str) or del_.tag in UTEN_TEKST:
            return
        if del_.tag == "table":
            yield from self._tabell(del_)
            return
        ytre, self.tittel = self.tittel, self._tittel(del_) or self.tittel
        for navn in I_ATTRIBUTTER:
            if (tekst := _rent(del_.get(navn, ""))) and del_.get("role") != "option":
                yield f"{navn}", tekst, self._over
        yield from self._blokk(del_)
        if BOKSTITTEL not in del_.get("class", "").split():  # den gjelder resten av boksen
            self.tittel = ytre

    def _blokk(self, del_) -> Iterator[tuple[str, str, str]]:
        """Teksten i en blokk, og så blokkene i den. Tekst mellom to blokker er et eget avsnitt."""
        samlet = [del_.text or ""]
        for barn in del_:
            if isinstance(barn.tag, str) and (barn.tag in BLOKKER or barn.tag == "table"):
                yield from self._avsnitt(del_, samlet)
                samlet = []
                yield from self.les(barn)
            elif isinstance(barn.tag, str) and barn.tag not in UTEN_TEKST:
                luft = " " if barn.tag == "span" else ""
                samlet.append(luft + "".join(barn.itertext()) + luft)
                yield from self._attributter_i(barn)
            samlet.append(barn.tail or "")
        yield from self._avsnitt(del_, samlet)

    def _avsnitt(self, del_, samlet: list[str]) -> Iterator[tuple[str, str, str]]:
        if tekst := _rent("".join(samlet)):
            yield _navn(del_), tekst, (del_.tag == "dd" and self.ledd) or self._over
            if del_.tag in OVERSKRIFTER:
                self.overskrift = tekst
            elif del_.tag == "dt":
                self.ledd = tekst
            elif BOKSTITTEL in del_.get("class", "").split():
                self.tittel = tekst

    def _attributter_i(self, del_) -> Iterator[tuple[str, str, str]]:
        for d in del_.iter():
            for navn in I_ATTRIBUTTER if isinstance(d.tag, str) else ():
                if (tekst := _rent(d.get(navn, ""))) and d.get("role") != "option":
                    yield navn, tekst, self._over

    def _tabell(self, tabell) -> Iterator[tuple[str, str, str]]:
        tittel = tabell.find("caption")
        emne = _rent("".join(tittel.itertext())) if tittel is not None else ""
        yield "caption", emne, self._over
        for rad in (r for r in tabell.iter("tr") if r.find("td") is not None):
            celler = [_rent(" ".join(c.itertext())) for c in rad.iter("td", "th")]
            yield "rad", _radtekst(celler), emne or self._over

    def _tittel(self, del_) -> str:
        tittel = del_.find("figcaption") if del_.tag == "figure" else None
        return _rent("".join(tittel.itertext())) if tittel is not None else ""


def _radtekst(celler: list[str]) -> str:
    """Raden som en setning, når et tall står inne i en tekst i den. Rene tall er tabellens egne."""
    ord_ = [c for c in celler if c and not _BARE_TALL.fullmatch(c)]
    return ": ".join(ord_) if any(_MED_TALL.search(c) for c in ord_) else ""


def _navn(del_) -> str:
    """Det stedet kalles i svaret."""
    if del_.tag in OVERSKRIFTER or del_.tag == "title":
        return "overskrift"
    return {"figcaption": "figurtittel", "caption": "tabelltittel"}.get(del_.tag, "avsnitt")


def _word(fil: Path) -> Iterator[tuple[str, str, str]]:
    from lxml import etree

    with zipfile.ZipFile(fil) as pakke:
        for del_ in sorted(n for n in pakke.namelist() if _I_WORD.fullmatch(n)):
            rot = etree.fromstring(pakke.read(del_))
            if del_.startswith("docProps"):
                yield from (("egenskap", _rent(e.text or ""), "") for e in rot)
            else:
                yield from _avsnitt_i_word(rot)


def _avsnitt_i_word(rot) -> Iterator[tuple[str, str, str]]:
    overskrift = tittel = boks = forrige = ""
    for del_ in rot.iter(f"{_W}p", f"{_W}tr"):
        if del_.tag == f"{_W}tr":
            if del_.getprevious() is None or del_.getprevious().tag != f"{_W}tr":
                continue  # overskriftene i tabellen
            celler = [_rent(_wordtekst(c)) for c in del_.iterchildren(f"{_W}tc")]
            yield "rad", _radtekst(celler), tittel or overskrift
            continue
        stil = _stil(del_)
        for bilde in del_.iter(f"{_WP}docPr"):
            yield from (("alt", _rent(bilde.get(n, "")), tittel or overskrift) for n in ("descr", "title"))  # fmt: skip
        if next(del_.iterancestors(f"{_W}tbl"), None) is not None:
            continue
        tekst = _rent(_wordtekst(del_))
        er_tittel = "caption" in stil or "bildetekst" in stil
        if stil.startswith("boks"):
            boks, forrige = (boks if stil == forrige else tekst), stil
        else:
            boks = forrige = ""
        over = "" if er_tittel else boks or overskrift
        yield ("figurtittel" if er_tittel else "avsnitt"), tekst, over
        if "heading" in stil or "overskrift" in stil:
            overskrift, tittel = tekst, ""
        elif er_tittel:
            tittel = tekst


def _stil(avsnitt) -> str:
    stil = avsnitt.find(f"{_W}pPr/{_W}pStyle")
    return "" if stil is None else str(stil.get(f"{_W}val", "")).casefold()


def _wordtekst(del_) -> str:
    skilt = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}noBreakHyphen": "-"}
    return "".join(e.text or "" if e.tag == f"{_W}t" else skilt.get(e.tag, "") for e in del_.iter())


def _rent(tekst: str) -> str:
    return re.sub(r"\s+", " ", tekst.replace("\u00ad", "")).strip()
