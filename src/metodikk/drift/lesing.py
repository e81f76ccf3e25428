"""Køen av svar et menneske må lese: arkene i lesing/, og avgjørelsene som står i dem.

Et ark som er skrevet, endres aldri. Kommer det nye svar, får de et nytt ark med neste nummer.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from metodikk.drift.prosjekt import Prosjekt
from metodikk.drift.publisering import skrivefeil
from metodikk.drift.svartabell import Svartabell
from metodikk.grunn.feil import DataFeil, PersonvernStopp
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Funn

if TYPE_CHECKING:
    import pandas as pd

    from metodikk.inn.leseark import Svarlinje
    from metodikk.metoder.prikking import Avgjorelse, Tvil

MAPPE = "lesing"
_IKKE_DEL = "# Svarene her er ikke klare til å deles.\n*\n"


@dataclass(frozen=True, eq=False)
class Lest:
    """Svarene etter lesingen, radene som er godkjent, det som ble gjort, og funn som ikke stoppet."""

    data: pd.DataFrame
    godkjent: set[Hashable]
    telling: Mapping[str, Mapping[str, int]]
    funn: tuple[Funn, ...] = ()


def les_og_avgjor(p: Prosjekt, svar: Svartabell, navn: str) -> Lest:
    """Bruk avgjørelsene i lesing/. Mangler noen, skrives de nye i et ark, og PersonvernStopp kommer."""
    from metodikk.metoder.prikking import avgjor, til_lesing

    tvil = til_lesing(svar.data, svar.fritekst, svar.kjente_ord)
    mappe = p.mappe / MAPPE
    linjer = [linje for fil in ark_i(mappe, navn) for linje in _les(fil)] if svar.fritekst else []
    avgjorelser = _avgjorelser(linjer, {t.nummer: t for t in tvil})
    gamle = tuple(_gamle(linjer, {t.nummer for t in tvil}))
    if ubesvart := [t for t in tvil if t.nummer not in avgjorelser]:
        i_ark = {linje.nummer: linje.fil for linje in linjer}
        nye = [t for t in ubesvart if t.nummer not in i_ark]
        filer = [i_ark[t.nummer] for t in ubesvart if t.nummer in i_ark]
        if nye:
            filer.append(f"{MAPPE}/{skriv_nytt_ark(nye, mappe, navn).name}")
        raise PersonvernStopp([_venter(len(ubesvart), filer), *gamle])
    data, godkjent = avgjor(svar.data, tvil, avgjorelser, svar.fritekst)
    return Lest(data, godkjent, _telling(svar, data, tvil, avgjorelser), gamle)


def _venter(antall: int, filer: Sequence[str]) -> Funn:
    fil = " og ".join(dict.fromkeys(filer))
    return funn(
        "K913", sted={"fil": fil}, hva="Ett svar" if antall == 1 else f"{tall(antall)} ulike svar",
        fil=fil,
    )  # fmt: skip


def ark_i(mappe: Path, navn: str) -> list[Path]:
    """Arkene for en fil, det eldste først: undersokelse.xlsx, undersokelse-2.xlsx …"""
    funnet = [(m, f) for f in mappe.glob("*.xlsx") if (m := _nummer(f, navn))]
    return [f for _, f in sorted(funnet)]


def _nummer(fil: Path, navn: str) -> int:
    m = re.fullmatch(rf"{re.escape(navn)}(?:-([1-9]\d*))?", fil.stem)
    return int(m[1] or 1) if m else 0


def _les(fil: Path) -> list[Svarlinje]:
    from metodikk.inn.leseark import les_leseark

    return les_leseark(fil)


def skriv_nytt_ark(tvil: Sequence[Tvil], mappe: Path, navn: str) -> Path:
    """Skriv et nytt ark ved siden av dem som finnes. Et ark noen har begynt på, røres aldri."""
    from metodikk.ut.svarark import skriv_leseark

    with skrivefeil(mappe):
        mappe.mkdir(exist_ok=True)
        if not (mappe / ".gitignore").exists():
            (mappe / ".gitignore").write_text(_IKKE_DEL, encoding="utf-8")
        kladd = mappe / f".{navn}-{secrets.token_hex(4)}.kladd"
        try:
            skriv_leseark(tvil, kladd)
            return _flytt_til_ledig(kladd, mappe, navn)
        finally:
            kladd.unlink(missing_ok=True)


def _flytt_til_ledig(kladd: Path, mappe: Path, navn: str) -> Path:
    """Gi arket det første ledige navnet. Skriver aldri over en fil, heller ikke en som nettopp kom."""
    nr = max((_nummer(f, navn) for f in mappe.iterdir()), default=0) + 1
    while True:
        maal = mappe / (f"{navn}.xlsx" if nr == 1 else f"{navn}-{nr}.xlsx")
        try:
            with maal.open("xb"):
                pass
        except FileExistsError:
            nr += 1
            continue
        os.replace(kladd, maal)
        return maal


def _avgjorelser(linjer: Sequence[Svarlinje], tvil: Mapping[str, Tvil]) -> dict[str, Avgjorelse]:
    """Avgjørelsen for hvert svar. DataFeil med alle feilene når noe ikke kan brukes."""
    from metodikk.metoder.prikking import Avgjorelse

    gjelder = [linje for linje in linjer if linje.nummer in tvil and linje.avgjorelse]
    if feil := [f for linje in gjelder for f in _feil(linje, tvil[linje.nummer])]:
        raise DataFeil(feil)
    ut: dict[str, Avgjorelse] = {}
    for linje in gjelder:
        ny = Avgjorelse(linje.avgjorelse, linje.ord if linje.avgjorelse == "masker" else ())
        if ut.setdefault(linje.nummer, ny) != ny:
            raise DataFeil(
                _galt(linje, linje.avgjorelse, "Samme avgjørelse hver gang svaret står.")
            )
    return ut


def _feil(linje: Svarlinje, tvil: Tvil) -> Iterator[Funn]:
    from metodikk.metoder.prikking import AVGJORELSER, har_ordet

    if linje.avgjorelse not in AVGJORELSER:
        yield _galt(linje, linje.avgjorelse, f"Ett av ordene {', '.join(AVGJORELSER)}.")
    elif linje.avgjorelse == "masker":
        if not linje.ord:
            yield _galt(linje, "ingen ord", "Minst ett ord som skal skjules.", ordene=True)
        borte = [o for o in linje.ord if not har_ordet(tvil.tekst, o)]
        if borte:
            yield _galt(linje, f"{len(borte)} ord som ikke står i svaret", "Ord som står i svaret, skilt med semikolon.", ordene=True)  # fmt: skip


def _galt(linje: Svarlinje, fant: str, ventet: str, ordene: bool = False) -> Funn:
    return funn("K915", sted=linje.sted(ordene), fant=fant[:40], ventet=ventet)


def _gamle(linjer: Sequence[Svarlinje], gjelder: set[str]) -> Iterator[Funn]:
    gamle = {linje.nummer: linje.fil for linje in linjer if linje.avgjorelse and linje.nummer not in gjelder}  # fmt: skip
    for fil in dict.fromkeys(gamle.values()):
        antall = sum(f == fil for f in gamle.values())
        hva = "en avgjørelse" if antall == 1 else f"{tall(antall)} avgjørelser"
        yield funn("K914", sted={"fil": fil}, fant=hva)


def _telling(svar: Svartabell, etter: pd.DataFrame, tvil, avgjorelser) -> dict[str, dict[str, int]]:
    """For hver kolonne: svar der noe er skjult, og hvor mange ulike tekster som fikk hver avgjørelse."""
    from metodikk.metoder.prikking import AVGJORELSER

    ut = {}
    for navn in svar.fritekst:
        slag = [avgjorelser[t.nummer].slag for t in tvil if t.kolonne == navn]
        skjult = etter[navn].astype(str).str.contains(r"\[[^\]]* skjult\]", regex=True)
        ut[navn] = {"skjult": int(skjult.sum()), "lest": len(slag), **{a: slag.count(a) for a in AVGJORELSER}}  # fmt: skip
    return ut
