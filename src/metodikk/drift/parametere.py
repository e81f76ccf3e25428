"""Malenes parametere: navn, type og forvalg leses fra malen, og verdiene kontrolleres strengt."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from metodikk.drift.forslag import mente_du
from metodikk.drift.verdier import Feilverdi
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn

STYRT = "prosjekt"
"""Parameteren kjøringen selv setter: hvilken mappe prosjektet ligger i."""

_NAVN = re.compile(r"[a-z][a-z0-9_]*")
_TYPER = {"str": str, "int": int, "float": float, "bool": bool}
_VENTET = {
    "str": ("Tekst", "{navn}=tekst"),
    "int": ("Et helt tall", "{navn}=2024"),
    "float": ("Et tall", "{navn}=0,5"),
    "bool": ("ja eller nei", "{navn}=ja"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """Én parameter i en mal."""

    navn: str
    type: str
    forvalgt: Any
    beskrivelse: str


@lru_cache(maxsize=64)
def les_parametere(fil: Path) -> dict[str, Parameter]:
    """Les parameterne i en mal, slik de står i cellen som er merket «parameters».

    Bruk denne for å se hva en mal tar imot. Hver linje er `navn: type = verdi  # forklaring`.
    """
    celler = json.loads(fil.read_text(encoding="utf-8"))["cells"]
    merket = [c for c in celler if "parameters" in c["metadata"].get("tags", ())]
    return {p.navn: p for c in merket for p in _i_celle("".join(c["source"]))}


def _i_celle(kode: str) -> Iterable[Parameter]:
    linjer = kode.splitlines()
    for node in ast.parse(kode).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            kommentar = linjer[node.end_lineno - 1][node.end_col_offset :].partition("#")[2].strip()
            yield Parameter(
                node.target.id,
                ast.unparse(node.annotation),
                ast.literal_eval(node.value),
                kommentar,
            )


def kontroller(fil: Path, valgt: Mapping[str, Any]) -> dict[str, Any]:
    """Kontroller verdiene før noe kjøres. BrukFeil med alle feilene på én gang.

    Bruk denne på det brukeren har skrevet. Tekst fra kommandolinjen gjøres om til typen i malen:
    koder forblir tekst, ja og nei blir sant og usant, desimalkomma godtas.
    """
    kjente = {n: p for n, p in les_parametere(fil).items() if n != STYRT}
    ut, feil = {}, list[Funn]()
    for navn, verdi in valgt.items():
        if not _NAVN.fullmatch(navn) or navn not in kjente:
            feil.append(_ukjent(navn, kjente, fil.stem))
            continue
        try:
            ut[navn] = som_type(verdi, kjente[navn].type)
        except Feilverdi as e:
            _, eksempel = _VENTET[kjente[navn].type]
            feil.append(
                funn(
                    "K802",
                    fant=e.fant,
                    navn=navn,
                    ventet=e.ventet,
                    eksempel=eksempel.format(navn=navn),
                )
            )
    if feil:
        raise BrukFeil(feil)
    return ut


def som_type(verdi: Any, type_: str) -> str | int | float | bool:
    """Gjør verdien om til parameterens type, eller si hva som var ventet.

    >>> som_type("0301", "str"), som_type("2024", "int"), som_type("0,5", "float"), som_type("nei", "bool")
    ('0301', 2024, 0.5, False)
    """
    if isinstance(verdi, str):
        return _fra_tekst(verdi.strip(), type_)
    riktig = type(verdi) is _TYPER[type_] or (type_ == "float" and type(verdi) is int)
    if not riktig:
        raise Feilverdi(verdi, _VENTET[type_][0])
    return _TYPER[type_](verdi)


def _fra_tekst(verdi: str, type_: str) -> str | int | float | bool:
    moenster = {
        "int": r"[-−]?\d+",
        "float": r"[-−]?\d+([.,]\d+)?",
        "bool": r"(?i:ja|nei|true|false)",
        "str": r"[^\x00-\x1f]*",
    }
    if not re.fullmatch(moenster[type_], verdi):
        raise Feilverdi(verdi, _VENTET[type_][0])
    if type_ == "bool":
        return verdi.casefold() in {"ja", "true"}
    return verdi if type_ == "str" else _TYPER[type_](verdi.replace("−", "-").replace(",", "."))


def del_opp(valg: Iterable[str]) -> dict[str, str]:
    """Del «navn=verdi» fra kommandolinjen.

    >>> del_opp(["aar=2024", "sone=0301"])
    {'aar': '2024', 'sone': '0301'}
    """
    ut = {}
    for v in valg:
        navn, likhetstegn, verdi = v.partition("=")
        if not likhetstegn or not navn.strip():
            raise BrukFeil(
                funn(
                    "K802",
                    fant=v,
                    navn=navn,
                    ventet="Navn, likhetstegn og verdi",
                    eksempel="-p aar=2024",
                )
            )
        ut[navn.strip()] = verdi.strip()
    return ut


def _ukjent(navn: str, kjente: Mapping[str, Parameter], mal: str) -> Funn:
    if navn == STYRT:
        return funn(
            "K801", navn=navn, mal=mal, kjente="--mappe, som sier hvilket prosjekt som skal kjøres"
        )
    return funn(
        "K801",
        forslag=mente_du(navn, kjente),
        navn=navn[:40],
        mal=mal,
        kjente=", ".join(kjente) or "ingen (malen har ingen valg)",
    )
