"""Rapporten som Word-dokument: innebygde stiler, alternativ tekst og tabeller med hoderad."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from markupsafe import Markup

from metodikk.ut import delhtml
from metodikk.ut.rapport.html import opplysninger
from metodikk.ut.rapport.les import Bit, Rapport
from metodikk.ut.rapport.ordmal import ordmal
from metodikk.ut.rapport.tekst import Tekster
from metodikk.ut.side import Figur, Tabell

FLEST_RADER = 60
TEGN_PER_LINJE, FET = 96, 1.15
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
KLOKKE = "2000-01-01T00:00:00Z"


def skriv(rapport: Rapport, fil: Path, *, mal: Path | None = None) -> Path:
    """Skriv rapporten som Word-dokument.

    Tabellene bak figurene står samlet i et vedlegg. Tabeller med mange rader viser til Excel-filen.

    Parametere
    ----------
    rapport : Rapport
        Fra :func:`metodikk.ut.rapport.les.les`.
    mal : Path
        Kommunens egen Word-mal (.docx). Stilene, topptekst og bunntekst hentes derfra.

    Returnerer
    ----------
    Path
        Filen som ble skrevet.
    """
    bilder = {
        bildefil(b.nummer): b.innhold.png for b in rapport.biter if isinstance(b.innhold, Figur)
    }
    byte = _pandoc(_markup(rapport), bilder, ordmal() if mal is None else Path(mal).read_bytes())
    Path(fil).write_bytes(_etterarbeid(byte, rapport))
    return Path(fil)


def _markup(rapport: Rapport) -> str:
    maler = _maler()
    tekster = Tekster()
    biter = [_bit(b, tekster, maler) for b in rapport.biter]
    return str(maler.side(rapport, biter, _bak(rapport), opplysninger(rapport), FLEST_RADER))


@cache
def _maler():
    mal = delhtml.miljo().get_template(
        "dokument.html", globals={"bredder": bredder, "bildefil": bildefil}
    )
    return mal.module


def bredder(t: Tabell) -> list[int]:
    """Del bredden på siden mellom kolonnene: først plass til det lengste ordet, så etter tekst.

    Det som er igjen når teksten har fått plass, deles på alle, så ingen ord deles fordi en annen kolonne er for bred.

    >>> from metodikk.ut.side import Kolonne
    >>> rader = (("Bussholdeplassen", "67 år og over"), ("Bussholdeplassen", "67 år og over"))
    >>> bredder(Tabell(tittel="Bruk", kolonner=(Kolonne("Sted"), Kolonne("Gruppe")), rader=rader))
    [61, 39]
    """
    minst, onsket = [], []
    for j, k in enumerate(t.kolonner):
        celler = [k.skriv(rad[j]) for rad in t.rader]
        i_cellene = max((len(o) for c in celler for o in c.split(" ")), default=0)
        i_hodet = (
            max(len(o) for o in k.overskrift.replace("prosentp", "prosent p").split(" ")) * FET
        )
        minst.append(min(max(i_cellene, i_hodet) + 4, 24))
        lengst = sorted(map(len, celler)) or [0]
        vanlig = lengst[int(0.9 * (len(lengst) - 1))]
        onsket.append(max(minst[-1], min(max(vanlig, lengst[-1] // 2), 48)))
    rest, mer = max(TEGN_PER_LINJE - sum(minst), 0), sum(onsket) - sum(minst)
    del_ = min(rest / mer, 1) if mer else 0
    bredde = [m + del_ * (o - m) for m, o in zip(minst, onsket, strict=True)]
    andeler = [round(100 * b / sum(bredde)) for b in bredde]
    return [*andeler[:-1], 100 - sum(andeler[:-1])]


def _bit(bit: Bit, tekster: Tekster, maler) -> Markup:
    if not bit.er_tekst:
        return getattr(maler, bit.innhold.art)(bit.innhold, bit.nummer)
    html = tekster.html(bit.innhold)
    return Markup(re.sub(r"(</?h)([2-6])", lambda m: m[1] + str(int(m[2]) - 1), html))


def _bak(rapport: Rapport) -> list[tuple[str, Tabell]]:
    return [(b.nummer, b.innhold.tabell) for b in rapport.biter if isinstance(b.innhold, Figur)]


def bildefil(nummer: str) -> str:
    """Filnavnet bildet har mens pandoc arbeider.

    >>> bildefil("Figur 3")
    'figur-3.png'
    """
    return f"{nummer.lower().replace(' ', '-')}.png"


def _pandoc(html: str, bilder: dict[str, bytes], mal: bytes) -> bytes:
    import subprocess

    from pypandoc import get_pandoc_path

    with tempfile.TemporaryDirectory() as mappe:
        Path(mappe, "mal.docx").write_bytes(mal)
        for navn, png in bilder.items():
            Path(mappe, navn).write_bytes(png)
        svar = subprocess.run(
            [get_pandoc_path(), "-f", "html", "-t", "docx", "-M", "lang=nb-NO",
             "--reference-doc=mal.docx", "-o", "-"],
            input=html.encode(), capture_output=True, check=False, cwd=mappe,
            env={**os.environ, "SOURCE_DATE_EPOCH": "946684800"},
        )  # fmt: skip
    if svar.returncode:
        raise RuntimeError(
            f"Word-dokumentet ble ikke laget: {svar.stderr.decode(errors='replace')[:400]}"
        )
    return svar.stdout


def _etterarbeid(byte: bytes, rapport: Rapport) -> bytes:
    """Legg til det pandoc ikke skriver: navn og beskrivelse på tabeller, tittel og språk."""
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(byte)) as inn, zipfile.ZipFile(ut, "w") as pakke:
        for navn in inn.namelist():
            innhold = inn.read(navn)
            if navn == "word/document.xml":
                innhold = _dokument(innhold, rapport)
            elif navn == "docProps/core.xml":
                innhold = _egenskaper(rapport)
            pakke.writestr(
                zipfile.ZipInfo(navn, (1980, 1, 1, 0, 0, 0)), innhold, zipfile.ZIP_DEFLATED
            )
    return ut.getvalue()


def _dokument(xml: bytes, rapport: Rapport) -> bytes:
    from lxml import etree

    rot = etree.fromstring(xml)
    tabeller = [(b.nummer, b.innhold) for b in rapport.biter if isinstance(b.innhold, Tabell)]
    tabeller += [(n, t) for n, t in _bak(rapport) if len(t.rader) <= FLEST_RADER]
    merket = [t for t in rot.iter(f"{{{W}}}tbl") if _er_vaar(t)]
    for (nummer, t), element in zip(tabeller, merket, strict=True):
        _merk_tabell(element, f"{nummer}. {t.uten_forstavelse}", len(t.rader))
    figurer = rapport.deler(Figur)
    for nr, (bilde, f) in enumerate(zip(rot.iter(f"{{{WP}}}docPr"), figurer, strict=True), 1):
        bilde.set("id", str(1000 + nr))
        bilde.set("name", f"Bilde {nr}")
        bilde.set("descr", f.alt)
        bilde.attrib.pop("title", None)
    for indre in rot.iter(f"{{{PIC}}}cNvPr"):
        indre.set("descr", "")
    return etree.tostring(rot, xml_declaration=True, encoding="UTF-8", standalone=True)


def _er_vaar(tabell) -> bool:
    """Tabellene fra delene har bildetekst rett foran; tabeller skrevet i prosaen har ikke."""
    forrige = tabell.getprevious()
    stil = forrige.find(f"{{{W}}}pPr/{{{W}}}pStyle") if forrige is not None else None
    return stil is not None and stil.get(f"{{{W}}}val") == "Caption"


def _merk_tabell(tabell, tittel: str, rader: int) -> None:
    from lxml import etree

    egenskaper = tabell.find(f"{{{W}}}tblPr")
    for navn, tekst in (("tblCaption", tittel), ("tblDescription", f"Tabell med {rader} rader.")):
        for gammel in egenskaper.findall(f"{{{W}}}{navn}"):
            egenskaper.remove(gammel)
        etree.SubElement(egenskaper, f"{{{W}}}{navn}").set(f"{{{W}}}val", tekst)
    for rad in tabell.iter(f"{{{W}}}tr"):
        radvalg = rad.find(f"{{{W}}}trPr")
        if radvalg is None:
            radvalg = etree.Element(f"{{{W}}}trPr")
            rad.insert(0, radvalg)
        radvalg.insert(0, etree.Element(f"{{{W}}}cantSplit"))


def _egenskaper(rapport: Rapport) -> bytes:
    return str(delhtml.miljo().from_string(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ r.tittel }}</dc:title>'
        "<dc:creator>{{ r.hode.avsender or 'metodikk' }}</dc:creator><dc:language>nb-NO</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">{{ t }}</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">{{ t }}</dcterms:modified></cp:coreProperties>'
    ).render(r=rapport, t=KLOKKE)).encode()  # fmt: skip
