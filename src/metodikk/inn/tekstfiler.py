"""Leser tekstfiler (CSV og liknende) til et rutenett: skilletegn, anførselstegn og linjer."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Funn
from metodikk.inn.adresser import rader_i_ord
from metodikk.inn.overskrift import antall_treff
from metodikk.inn.raatabell import Rutenett
from metodikk.inn.regelverk import grense
from metodikk.inn.tegnsett import les_tekst

_SEP = re.compile(r'^"?sep=(.)"?\r?\n?$', re.IGNORECASE)
_SKILLETEGN = ";\t,|"
_ORD = {";": "semikolon", "\t": "tabulator", ",": "komma", "|": "loddrett strek"}
_PROVE = 200


def les_tekstfil(fil: Path, nokler: Collection[str]) -> Rutenett:
    """Les en tekstfil til et rutenett med radnummer lik linjenummer i filen.

    Parametere
    ----------
    fil : Path
        Filen. Tegnsettet finnes av innholdet.
    nokler : samling av str
        Kolonnenavn vi venter å finne. De avgjør hva som skiller kolonnene når det er tvil.
    """
    try:
        tekst = les_tekst(fil.read_bytes())
        linjer = list(io.StringIO(tekst.innhold, newline=""))
        erklaert = _SEP.match(linjer[0]) if linjer else None
        fra = 1 if erklaert else 0
        skille = erklaert[1] if erklaert else finn_skilletegn(linjer, nokler)
        celler, rader = _les_rader(linjer[fra:], skille, fra)
    except DataFeil as feil:
        raise DataFeil(f.med(fil=fil.name) for f in feil.funn) from None
    celler, rader, blandet = _skill_ut_blandede(celler, rader, skille)
    alle = [f.med(fil=fil.name) for f in (*tekst.funn, *blandet)]
    return Rutenett(fil, "", celler, rader, funn=tuple(alle))


def finn_skilletegn(linjer: list[str], nokler: Collection[str]) -> str:
    """Finn tegnet som skiller kolonnene. DataFeil når filen gir mening på flere måter.

    Eksempel
    --------
    >>> finn_skilletegn(["sone;andel\\n", "01;12,5\\n", "02;8,0\\n"], set())
    ';'
    """
    prove = [linje for linje in linjer[: 3 * _PROVE] if linje.strip()][:_PROVE]
    poeng = {s: _poeng(prove, s, nokler) for s in _SKILLETEGN}
    best = max(poeng.values())
    like = [s for s, p in poeng.items() if p == best and p[1] > 0]
    if len(like) > 1:
        fant = " og ".join(_ORD[s] for s in like)
        raise DataFeil(funn("K031", fant=f"{fant} deler radene like godt"))
    return like[0] if like else ";"


def _poeng(prove: list[str], skille: str, nokler: Collection[str]) -> tuple[int, float]:
    """Gi antall kjente kolonnenavn, og andelen rader som har den vanligste bredden."""
    rader = list(csv.reader(prove, delimiter=skille))
    bredder = Counter(len(r) for r in rader if len(r) > 1)
    if not bredder:
        return 0, 0.0
    treff = max(antall_treff(r, nokler) for r in rader) if nokler else 0
    return (treff if treff > 1 else 0), round(bredder.most_common(1)[0][1] / len(rader), 6)


def _les_rader(linjer: list[str], skille: str, fra: int) -> tuple[list[list[str]], list[int]]:
    celler: list[list[str]] = []
    rader: list[int] = []
    hoyst = grense("rader")
    for nummer, rad in _strengt(linjer, skille):
        celler.append(rad)
        rader.append(fra + nummer)
        if len(celler) > hoyst:
            i_ord = f"{tall(hoyst)} rader"
            raise DataFeil(funn("K013", fant=f"mer enn {i_ord}", grense=i_ord))
    return celler, rader


def _strengt(linjer: list[str], skille: str) -> Iterator[tuple[int, list[str]]]:
    leser = csv.reader(linjer, delimiter=skille, strict=True)
    start = 1
    try:
        for rad in leser:
            yield start, rad
            start = leser.line_num + 1
    except csv.Error as feil:
        fant = (
            "et svært langt felt"
            if "field larger" in str(feil)
            else "et anførselstegn som ikke er lukket"
        )
        raise DataFeil(funn("K033", fant=f"{fant}, fra linje {start}", linje=start)) from None


def _skill_ut_blandede(celler: list, rader: list, skille: str) -> tuple[list, list, list[Funn]]:
    """Ta ut rader som bare kan deles med et annet skilletegn (K030)."""
    bredde = Counter(len(r) for r in celler if len(r) > 1).most_common(1)
    if not bredde:
        return celler, rader, []
    andre = [s for s in _SKILLETEGN if s != skille]
    feil = [
        i for i, r in enumerate(celler)
        if len(r) == 1 and any(r[0].count(s) == bredde[0][0] - 1 for s in andre)
    ]  # fmt: skip
    if not feil:
        return celler, rader, []
    borte = set(feil)
    numre = [rader[i] for i in feil]
    melding = funn(
        "K030",
        sted={"rad": numre[0]},
        skille=_ORD.get(skille, skille),
        fant=rader_i_ord(numre),
        antall=len(feil),
    )
    behold = [i for i in range(len(celler)) if i not in borte]
    return [celler[i] for i in behold], [rader[i] for i in behold], [melding]
