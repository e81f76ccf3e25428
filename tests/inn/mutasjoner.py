"""Måter en gyldig arbeidsbok kan bli ødelagt eller rotete på, og kodene som da må komme.

Hver mutasjon endrer arket eller filen. `koder` er meldingene som kan forklare at dataene er blitt
annerledes. Er `koder` tom, skal dataene være akkurat de samme.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from metodikk.inn.navn import normaliser
from tests.inn.arkhjelp import HODE, RADER

GUL = PatternFill("solid", fgColor="FFFF00")


@dataclass(frozen=True)
class Mutasjon:
    navn: str
    gjor: Callable
    koder: frozenset[str]
    paa_fil: bool = False


MUTASJONER: list[Mutasjon] = []


def mutasjon(*koder: str, paa_fil: bool = False):
    def legg_til(f):
        MUTASJONER.append(Mutasjon(f.__name__, f, frozenset(koder), paa_fil))
        return f

    return legg_til


def _hoderad(ark: Worksheet) -> int:
    return next(r for r in range(1, 40) if any(normaliser(c.value) == "teller" for c in ark[r]))


def _datacelle(ark: Worksheet, r: Random, kolonne: int | None = None):
    hode = _hoderad(ark)
    rader = [n for n in range(hode + 1, hode + 6) if ark.cell(n, _forste(ark)).value] or [hode + 1]
    return ark.cell(
        r.choice(rader), _forste(ark) + (r.randrange(4) if kolonne is None else kolonne)
    )


def _forste(ark: Worksheet) -> int:
    return next(c.column for c in ark[_hoderad(ark)] if c.value)


def _siste(ark: Worksheet) -> int:
    return max(c.column for c in ark[_hoderad(ark)] if c.value)


@mutasjon()
def pynt(ark, r):
    ark.freeze_panes, ark.sheet_view.showGridLines = "B2", False
    for celle in ark[_hoderad(ark)]:
        celle.font, celle.fill = Font(bold=True), GUL
    ark.auto_filter.ref = ark.dimensions


@mutasjon()
def navn_med_usynlige_tegn(ark, r):
    for celle in ark[_hoderad(ark)]:
        if isinstance(celle.value, str):
            celle.value = r.choice(["\u00a0{} ", "{}\u200b", " {}", "{}\n"]).format(celle.value)


@mutasjon()
def store_bokstaver_i_navnene(ark, r):
    for celle in ark[_hoderad(ark)]:
        if isinstance(celle.value, str):
            celle.value = celle.value.upper()


@mutasjon()
def flyttet_paa_arket(ark, r):
    ark.insert_rows(1, r.randrange(1, 9))
    ark.insert_cols(1, r.randrange(1, 5))


@mutasjon()
def arket_har_annet_navn(ark, r):
    ark.title = r.choice(["Ark 1", "Tall – øst", "x" * 31, "'; DROP"])


@mutasjon("K109")
def skjult_rad(ark, r):
    ark.row_dimensions[_datacelle(ark, r).row].hidden = True


@mutasjon("K110")
def skjult_kolonne(ark, r):
    ark.column_dimensions[_datacelle(ark, r).column_letter].hidden = True


@mutasjon("K105")
def flettet_i_data(ark, r):
    c = _datacelle(ark, r, 0)
    ark.merge_cells(start_row=c.row, end_row=c.row + 1, start_column=c.column, end_column=c.column)


@mutasjon("K104", "K044")
def flettet_overskrift(ark, r):
    n, k = _hoderad(ark), _forste(ark)
    ark.merge_cells(start_row=n, end_row=n, start_column=k + 2, end_column=k + 3)


@mutasjon("K106", "K045")
def formel_uten_svar(ark, r):
    _datacelle(ark, r).value = "=SUM(1,2)"


@mutasjon("K107", "K045")
def feilverdi(ark, r):
    _datacelle(ark, r).value = r.choice(["#REF!", "#DIV/0!", "#N/A", "#I/T"])


@mutasjon("K108")
def tall_som_tekst(ark, r):
    c = _datacelle(ark, r, 2)
    if c.value is not None:
        c.value = f"{c.value}"


@mutasjon("K111")
def farget_celle(ark, r):
    _datacelle(ark, r).fill = GUL


@mutasjon("K116")
def merknad_i_celle(ark, r):
    _datacelle(ark, r).comment = Comment("Foreløpig", "x")


@mutasjon("K041")
def tittel_over(ark, r):
    ark.insert_rows(1, 2)
    ark.cell(1, 1).value = "Barn i lavinntekt, etter sone"


@mutasjon("K042", "K045")
def kilde_under(ark, r):
    ark.cell(ark.max_row + r.randrange(1, 3), _forste(ark)).value = "Kilde: SSB, tabell 08764"


@mutasjon("K043", "K042")
def sumrad_under(ark, r):
    n, k = ark.max_row + 1, _forste(ark)
    for i, verdi in enumerate([r.choice(["I alt", "Hele kommunen"]), 2023, 51, 770]):
        ark.cell(n, k + i).value = verdi


@mutasjon("K045", "K112")
def tom_rad(ark, r):
    ark.insert_rows(_hoderad(ark) + 2)


@mutasjon("K044")
def notat_uten_overskrift(ark, r):
    ark.cell(_datacelle(ark, r, 0).row, _siste(ark) + 2).value = "sjekk denne"


@mutasjon("K046", "K104", "K112")
def to_like_kolonner(ark, r):
    n, k = _hoderad(ark), _siste(ark) + 1
    ark.cell(n, k).value = "Teller"
    for rad in range(n + 1, n + 4):
        ark.cell(rad, k).value = 1


@mutasjon("K112")
def gjentatt_overskrift(ark, r):
    n, k = ark.max_row + 1, _forste(ark)
    for i, navn in enumerate(HODE):
        ark.cell(n, k + i).value = navn
        ark.cell(n + 1, k + i).value = RADER[0][i]


@mutasjon("K113")
def ark_til_med_samme_kolonner(ark, r):
    kopi = ark.parent.create_sheet("Kopi 2024")
    for rad in [HODE, *RADER]:
        kopi.append(rad)


@mutasjon("K120")
def ark_til_med_notater(ark, r):
    ark.parent.create_sheet("Notater").append(["Husk å ringe om tallene"])


@mutasjon("K102", "K103")
def skjult_ark(ark, r):
    ny = ark.parent.create_sheet("Gammel")
    ny.append(HODE)
    ny.sheet_state = r.choice(["hidden", "veryHidden"])


@mutasjon("K118")
def bortkommen_celle(ark, r):
    ark["XFD1048576"] = "."


@mutasjon("K117", "K045")
def bare_mellomrom(ark, r):
    _datacelle(ark, r, r.randrange(1, 4)).value = r.choice([" ", "\u00a0", "\t "])


@mutasjon("K021")
def odelagte_bokstaver(ark, r):
    _datacelle(ark, r, 0).value = "BÃ¦rum"


@mutasjon("K022")
def tapte_bokstaver(ark, r):
    _datacelle(ark, r, 0).value = "B\ufffdrum"


@mutasjon("K010", paa_fil=True)
def feil_endelse(fil: Path, r):
    return fil.rename(fil.with_suffix(r.choice([".xls", ".csv", ".xlsb"])))


@mutasjon("K004", paa_fil=True)
def aapen_i_excel(fil: Path, r):
    (fil.parent / f"~${fil.name}").write_bytes(b"\x04Ola")
    return fil


@mutasjon("K009", "K007", "K014", "K006", paa_fil=True)
def avkortet(fil: Path, r):
    fil.write_bytes(fil.read_bytes()[: r.randrange(30, fil.stat().st_size)])
    return fil


@mutasjon("K012", paa_fil=True)
def egen_definisjon(fil: Path, r):
    return _endre(
        fil, "xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    )


@mutasjon(paa_fil=True)
def uten_celleadresser(fil: Path, r):
    """Bare når arket er tett: uten adresser kan ingen vite hvor lukene er."""
    with zipfile.ZipFile(fil) as pakke:
        ark = pakke.read("xl/worksheets/sheet1.xml")
    tett = re.findall(rb'<row r="(\d+)"', ark) == [
        str(i).encode() for i in range(1, ark.count(b"<row") + 1)
    ]
    fulle = all(rad.count(b"<c ") == 4 for rad in ark.split(b"<row ")[1:])
    if not (tett and fulle) or b"mergeCell" in ark or b"hidden" in ark:
        return fil
    return _skriv_del(
        fil, "xl/worksheets/sheet1.xml", re.sub(rb'(<(?:row|c))( r="[^"]*")', rb"\1", ark)
    )


def _endre(fil: Path, del_: str, gammelt: bytes, nytt: bytes) -> Path:
    with zipfile.ZipFile(fil) as pakke:
        return _skriv_del(fil, del_, pakke.read(del_).replace(gammelt, nytt, 1))


def _skriv_del(fil: Path, del_: str, innhold: bytes) -> Path:
    with zipfile.ZipFile(fil) as pakke:
        deler = {n: pakke.read(n) for n in pakke.namelist()}
    with zipfile.ZipFile(fil, "w", zipfile.ZIP_DEFLATED) as ut:
        for navn, data in {**deler, del_: innhold}.items():
            ut.writestr(navn, data)
    return fil
