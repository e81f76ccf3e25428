"""Det brukeren ser i terminalen: fremdrift, funn og hva som er neste steg."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from metodikk.drift.hendelser import Hendelse
from metodikk.grunn.typer import Alvor, Funn

FARGER = {"stopp": "bold red", "feil": "red", "advarsel": "yellow", "info": "cyan"}
TIDELER = 0.25


def ut() -> Console:
    """Terminalen for det brukeren har bedt om. Linjer brytes av terminalen, aldri av oss i en logg."""
    return _konsoll(sys.stdout)


def si(tekst: str = "", stil: str = "") -> None:
    """Skriv en linje til brukeren."""
    ut().print(Text(tekst, style=stil), soft_wrap=True)


def neste(tekst: str) -> None:
    """Skriv den siste linjen: hva brukeren kan gjøre nå."""
    ut().print(Text.assemble(("Neste steg: ", "bold"), tekst), soft_wrap=True)


def skriv_json(verdi: Any) -> None:
    """Skriv svaret til en maskin: bare JSON på standard ut."""
    sys.stdout.write(json.dumps(verdi, ensure_ascii=False, indent=2, default=str) + "\n")


def vis_funn(funn: Iterable[Funn], hoyest: int = 20) -> None:
    """Skriv funn, de alvorligste først. Samme melding vises én gang, med alle stedene."""
    konsoll, vist = _konsoll(sys.stderr), 0
    grupper = _grupper(funn)
    for like in grupper[:hoyest]:
        konsoll.print(_som_tekst(like), soft_wrap=True)
        vist += 1
    if len(grupper) > vist:
        konsoll.print(f"… og {len(grupper) - vist} til.", soft_wrap=True)


def som_data(f: Funn) -> dict:
    """Et funn slik det skrives som JSON: bare feltene som sier noe."""
    return {k: v for k, v in asdict(f).items() if v not in ("", None)} | {"alvor": f.alvor.value}


def i_mappe(mappe: Path) -> str:
    """Det som må legges til en kommando for å gjelde denne mappen."""
    return "" if mappe.resolve() == Path.cwd() else f" --mappe {lenke(mappe)}"


def lenke(fil: Path) -> str:
    """Stien slik brukeren kan skrive den herfra."""
    try:
        return os.path.relpath(fil)
    except ValueError:
        return str(fil)


@contextmanager
def venter(tekst: str, stille: bool = False):
    """Vis at noe pågår. Bare i en terminal: en logg skal ikke fylles med det."""
    konsoll = _konsoll(sys.stderr)
    if stille or not konsoll.is_terminal:
        yield
    else:
        with konsoll.status(f"{tekst} …"):
            yield


@contextmanager
def fremdrift(stille: bool = False):
    """Gi en funksjon som viser fremdriften: en stripe i en terminal, korte linjer i en logg."""
    konsoll = _konsoll(sys.stderr)
    if stille:
        yield lambda h: None
    elif konsoll.is_terminal:
        yield from _striper(konsoll)
    else:
        yield _Linjer(konsoll)


def _striper(konsoll: Console):
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    kolonner = (
        TextColumn("{task.description:<20}"),
        BarColumn(30),
        TextColumn("{task.fields[tekst]:<30}"),
        TimeElapsedColumn(),
    )
    with Progress(*kolonner, console=konsoll, transient=True) as stripe:
        oppgaver: dict[str, Any] = {}

        def vis(h: Hendelse) -> None:
            navn = h.mal or "tallene"
            if navn not in oppgaver:
                oppgaver[navn] = stripe.add_task(navn, total=1.0, tekst="")
            if h.mal and "tallene" in oppgaver:
                stripe.update(oppgaver["tallene"], completed=1.0, tekst="lest")
            stripe.update(oppgaver[navn], completed=h.andel, tekst=h.tekst)

        yield vis


class _Linjer:
    """Én linje hver gang en rapport er kommet en fjerdedel lenger."""

    def __init__(self, konsoll: Console):
        self._konsoll, self._sist = konsoll, {}

    def __call__(self, h: Hendelse) -> None:
        trinn = int(h.andel / TIDELER)
        if self._sist.get(h.mal) == trinn:
            return
        self._sist[h.mal] = trinn
        del_ = f"{h.andel:.0%}, ".replace("%", " %") if h.mal and h.andel < 1 else ""
        self._konsoll.print(Text(f"{h.mal or 'prosjekt'}: {del_}{h.tekst}"), soft_wrap=True)


def _grupper(funn: Iterable[Funn]) -> list[list[Funn]]:
    rekkefolge = list(Alvor)
    grupper: dict[tuple, list[Funn]] = {}
    for f in funn:
        grupper.setdefault((f.kode, f.tittel, f.slik_retter_du), []).append(f)
    return sorted(grupper.values(), key=lambda g: rekkefolge.index(g[0].alvor))


def _som_tekst(like: list[Funn]) -> Text:
    f = like[0]
    tekst = Text.assemble(
        (f"{f.alvor.symbol} {f.kode} {f.alvor.ord}: ", FARGER[f.alvor]), (f.tittel, "bold")
    )
    steder = [s for s in map(_sted, like) if s]
    if steder:
        mer = f" og {len(steder) - 3} steder til" if len(steder) > 3 else ""
        tekst.append(f"\n  Hvor: {'; '.join(dict.fromkeys(steder[:3]))}{mer}")
    fant = list(dict.fromkeys(x.fant for x in like if x.fant))[:3]
    for navn, innhold in (
        ("Fant", ", ".join(fant)), ("Forventet", f.forventet), ("Slik retter du", f.slik_retter_du),
        ("Forslag", f.forslag),
    ):  # fmt: skip
        if innhold:
            tekst.append(f"\n  {navn}: ").append(innhold)
    return tekst


def _sted(f: Funn) -> str:
    deler = [
        f.fil,
        f.ark,
        f"celle {f.celle}" if f.celle else "",
        f"linje {f.rad}" if f.rad and not f.celle else "",
    ]
    return ", ".join(d for d in deler if d)


def _konsoll(strom) -> Console:
    return Console(file=strom, highlight=False, emoji=False, width=None if strom.isatty() else 200)
