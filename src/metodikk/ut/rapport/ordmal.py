"""Word-malen: A4, norsk språk, innebygde stiler og sidetall. Lages i kode, så den kan leses."""

from __future__ import annotations

import io
from functools import cache

SKRIFTNAVN = "Arial"
HOVED, SKRIFT, DEMPET = "12436D", "1D1D1D", "505A5F"
_AVSNITT = ("First Paragraph", "Compact", "Body Text", "Kilde", "Figur", "Caption", "Table Caption",
            "Image Caption", "Block Text")  # fmt: skip
_BOKSER = {
    "Boks advarsel": ("801650", "FBF1F5"), "Boks forbehold": ("801650", "FBF1F5"),
    "Boks mangler": ("505A5F", "F4F4F4"), "Boks tips": (HOVED, "EEF4F9"),
}  # fmt: skip


@cache
def ordmal() -> bytes:
    """Gi malen som byte."""
    from docx import Document
    from docx.shared import Cm

    dok = Document()
    _skrift(dok)
    _overskrifter(dok)
    _avsnitt(dok)
    _bokser(dok)
    _tabellstil(dok)
    side = dok.sections[0]
    side.page_width, side.page_height = Cm(21), Cm(29.7)
    side.left_margin = side.right_margin = Cm(2.2)
    side.top_margin = side.bottom_margin = Cm(2.2)
    _sidetall(side.footer.paragraphs[0])
    ut = io.BytesIO()
    dok.save(ut)
    return ut.getvalue()


def _skrift(dok) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    vanlig = dok.styles["Normal"]
    vanlig.font.name, vanlig.font.size = SKRIFTNAVN, Pt(10.5)
    vanlig.font.color.rgb = RGBColor.from_string(SKRIFT)
    vanlig.paragraph_format.space_after = Pt(8)
    vanlig.paragraph_format.line_spacing = 1.15
    for lang in dok.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "nb-NO")
        lang.set(qn("w:eastAsia"), "nb-NO")


def _overskrifter(dok) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for navn, storrelse, foer in (
        ("Title", 24, 0), ("Subtitle", 11, 0), ("Heading 1", 17, 24), ("Heading 2", 13, 16),
        ("Heading 3", 12, 12), ("Heading 4", 11, 10),
    ):  # fmt: skip
        stil = dok.styles[navn]
        skrift = stil.font
        skrift.name, skrift.size, skrift.italic = SKRIFTNAVN, Pt(storrelse), False
        skrift.bold = navn != "Subtitle"
        skrift.color.rgb = RGBColor.from_string(DEMPET if navn == "Subtitle" else HOVED)
        _bare_skrift(stil, SKRIFTNAVN)
        stil.paragraph_format.space_before, stil.paragraph_format.space_after = Pt(foer), Pt(6)
        stil.paragraph_format.keep_with_next = True
        for kant in stil.element.iter(qn("w:pBdr")):
            kant.getparent().remove(kant)


def _bare_skrift(stil, navn: str) -> None:
    """Temaskriftene i malen overstyrer ellers den vi har valgt."""
    from docx.oxml.ns import qn

    fonter = stil.element.rPr.rFonts
    for attributt in list(fonter.attrib):
        if "Theme" in attributt:
            del fonter.attrib[attributt]
    for slag in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonter.set(qn(f"w:{slag}"), navn)


def _avsnitt(dok) -> None:
    from docx.shared import Pt, RGBColor

    for navn in _AVSNITT:
        stil = _stil(dok, navn)
        stil.base_style = dok.styles["Normal"]
    for navn in ("Caption", "Table Caption", "Image Caption"):
        stil = dok.styles[navn]
        stil.font.bold, stil.font.italic, stil.font.size = True, False, Pt(10.5)
        stil.font.color.rgb = RGBColor.from_string(SKRIFT)
        stil.paragraph_format.keep_with_next = True
        stil.paragraph_format.space_before, stil.paragraph_format.space_after = Pt(14), Pt(4)
    kilde = dok.styles["Kilde"]
    kilde.font.size, kilde.font.color.rgb = Pt(9), RGBColor.from_string(DEMPET)
    kilde.paragraph_format.space_before, kilde.paragraph_format.space_after = Pt(3), Pt(3)
    dok.styles["Compact"].paragraph_format.space_after = Pt(2)
    dok.styles["Figur"].paragraph_format.space_after = Pt(4)


def _bokser(dok) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, Pt

    for navn, (kant, flate) in _BOKSER.items():
        stil = _stil(dok, navn)
        stil.base_style = dok.styles["Normal"]
        form = stil.paragraph_format
        form.left_indent = form.right_indent = Cm(0.3)
        form.space_before = form.space_after = Pt(8)
        form.keep_together = True
        egenskaper = stil.element.get_or_add_pPr()
        egenskaper.append(parse_xml(f"<w:contextualSpacing {nsdecls('w')}/>"))
        egenskaper.append(
            parse_xml(
                f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="36" w:space="8" w:color="{kant}"/></w:pBdr>'
            )
        )
        egenskaper.append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{flate}"/>')
        )
        _i_rekkefolge(egenskaper)


def _i_rekkefolge(egenskaper) -> None:
    """Word krever at elementene står i den rekkefølgen skjemaet har."""
    orden = (
        "pStyle",
        "keepNext",
        "keepLines",
        "pBdr",
        "shd",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
    )
    barn = sorted(egenskaper, key=lambda e: orden.index(e.tag.rpartition("}")[2]))
    for element in barn:
        egenskaper.append(element)


def _stil(dok, navn: str):
    from docx.enum.style import WD_STYLE_TYPE

    if navn in [s.name for s in dok.styles]:
        return dok.styles[navn]
    return dok.styles.add_style(navn, WD_STYLE_TYPE.PARAGRAPH)


def _tabellstil(dok) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    kant = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    dok.styles.element.append(parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/></w:rPr><w:tblPr><w:tblBorders>'
        + kant.format("bottom", 4, "808080") + kant.format("insideH", 4, "BFBFBF")
        + '</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        + kant.format("bottom", 12, SKRIFT) + '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    ))  # fmt: skip


def _sidetall(avsnitt) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    avsnitt.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    avsnitt.add_run("Side ")
    felt = '<w:fldSimple {} w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    avsnitt._p.append(parse_xml(felt.format(nsdecls("w"), "PAGE")))
    avsnitt.add_run(" av ")
    avsnitt._p.append(parse_xml(felt.format(nsdecls("w"), "NUMPAGES")))
