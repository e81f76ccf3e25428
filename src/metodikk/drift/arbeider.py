"""Lager én rapport i en arbeidsmappe. Kjøres i en egen prosess."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from metodikk.drift.publisering import skrivefeil
from metodikk.drift.skriving import skriv_rapport
from metodikk.drift.varm import uten_grammatikk
from metodikk.drift.vask import uten_stier, vask_notatbok
from metodikk.grunn.feil import BrukFeil, DataFeil, MetodikkFeil, PersonvernStopp
from metodikk.grunn.maskering import maskert
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn

Meld = Callable[[float, str], None]
VAARE_FEIL = {k.__name__: k for k in (BrukFeil, DataFeil, PersonvernStopp)}
_DOE_MED_FORELDEREN = 1


@dataclass(frozen=True, slots=True)
class Oppgave:
    """Alt en arbeider trenger for å lage én rapport."""

    prosjekt: Path
    mal: str
    malfil: Path
    parametere: Mapping[str, Any]
    arbeid: Path
    logg: Path
    nokler: Mapping[str, str]
    i_kjerne: bool


@dataclass(frozen=True, slots=True)
class Utfall:
    """Hvordan det gikk. Uten funn gikk det bra."""

    returkode: int = 0
    funn: tuple[Funn, ...] = ()


def arbeid(oppgave: Oppgave, kanal: Connection) -> None:
    """Lag rapporten, og meld fra i kanalen underveis og til slutt."""
    avskjerm()
    try:
        with skrivefeil(oppgave.arbeid):
            utfor(oppgave, lambda andel, tekst: kanal.send((andel, tekst)))
        utfall = Utfall()
    except MetodikkFeil as e:
        utfall = Utfall(e.returkode, e.funn)
        _loggfor(oppgave)
    except BaseException:
        utfall = Utfall(MetodikkFeil.returkode, (stoppet(oppgave),))
        _loggfor(oppgave)
    kanal.send(utfall)
    kanal.close()


def utfor(oppgave: Oppgave, meld: Meld) -> None:
    """Kjør malen, og skriv notatbok, rapporter og kvittering i arbeidsmappen."""
    from metodikk.drift.endringer import med_endringer
    from metodikk.drift.kvittering import begynn_kvittering, fullfor_kvittering, skriv_kvittering
    from metodikk.drift.prosjekt import aapne

    startet = datetime.now().astimezone()
    os.chdir(oppgave.prosjekt)
    prosjekt = aapne(oppgave.prosjekt)
    notatbok = _kjor_mal(oppgave, meld)
    advarsler = vask_notatbok(notatbok, oppgave.prosjekt)
    if advarsler:
        _skriv_logg(oppgave, advarsler)
    meld(0.6, "skriver rapporten")
    notatbok = med_endringer(notatbok, prosjekt, oppgave.mal, oppgave.parametere)
    notatbok = _lagre(notatbok, oppgave.arbeid / "notatbok.ipynb")
    kvittering = begynn_kvittering(
        prosjekt, oppgave.mal, nokler=oppgave.nokler, parametere=oppgave.parametere,
        notatbok=notatbok, startet=startet,
    )  # fmt: skip
    fremdrift = lambda andel, tekst: meld(0.6 + 0.4 * andel, tekst)  # noqa: E731
    skriv_rapport(notatbok, oppgave.arbeid, kvittering, fremdrift, prosjekt.wordmal)
    skriv_kvittering(fullfor_kvittering(kvittering, oppgave.arbeid), oppgave.arbeid)


def _lagre(notatbok: dict, fil: Path) -> dict:
    """Lagre notatboka, og gi den slik den ble lagret: likt for alle måter å kjøre på."""
    tekst = json.dumps(notatbok, ensure_ascii=False, indent=1, sort_keys=True, default=_enkel)
    fil.write_text(tekst + "\n", encoding="utf-8")
    return json.loads(tekst)


def _enkel(verdi: Any) -> Any:
    """Tall fra regnebibliotekene skrives som vanlige tall."""
    return verdi.item() if hasattr(verdi, "item") else str(verdi)


def _kjor_mal(oppgave: Oppgave, meld: Meld) -> dict:
    with uten_grammatikk():
        import papermill
        from papermill.exceptions import PapermillExecutionError

    motor = (
        {}
        if oppgave.i_kjerne
        else {"engine_name": "metodikk", "fremdrift": lambda a: meld(0.6 * a, "regner")}
    )
    meld(0.0, "regner")
    try:
        return papermill.execute_notebook(
            _uten_felt(oppgave.malfil), None, parameters=dict(oppgave.parametere), progress_bar=False,
            cwd=str(oppgave.prosjekt), request_save_on_cell_execute=False, **motor,
        )  # fmt: skip
    except PapermillExecutionError as e:
        if feil := VAARE_FEIL.get(e.ename):
            raise feil(_fra_setning(oppgave, e.evalue)) from e
        raise


def _uten_felt(fil: Path) -> str:
    """Papermill fyller ut {…} i stier. Mapper kan hete slikt, så tegnene må dobles."""
    return str(fil).replace("{", "{{").replace("}", "}}")


def _fra_setning(oppgave: Oppgave, setning: str) -> Funn:
    """Lag funnet på nytt av setningen i notatboka. En kjerne gir oss bare teksten."""
    kode, _, resten = setning.partition(" ")
    tittel, _, raad = resten.partition(". ")
    fant, _, etter = (
        raad.removeprefix("Fant: ").partition(". ") if raad.startswith("Fant: ") else ("", "", raad)
    )
    return stoppet(oppgave).med(
        kode=kode, tittel=tittel, fant=fant, forventet="", slik_retter_du=etter
    )


def stoppet(oppgave: Oppgave) -> Funn:
    """Meldingen om at en rapport ikke ble ferdig."""
    return funn("K834", mal=oppgave.mal, logg=f"ut/logg/{oppgave.logg.name}")


def _loggfor(oppgave: Oppgave) -> None:
    _skriv_logg(oppgave, traceback.format_exc())


def _skriv_logg(oppgave: Oppgave, tekst: str) -> None:
    ren = maskert(uten_stier(tekst, oppgave.prosjekt))
    with suppress(OSError):  # er disken full, skal meldingen om det likevel fram
        oppgave.logg.parent.mkdir(exist_ok=True)
        with open(oppgave.logg, "a", encoding="utf-8") as f:
            f.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {oppgave.mal}\n{ren}\n")


def avskjerm() -> None:
    """Hold det biblioteker skriver, unna terminalen, og ikke lev lenger enn den som startet oss."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_DOE_MED_FORELDEREN, signal.SIGKILL)
    ingen = os.open(os.devnull, os.O_RDWR)
    for strom in (0, 1, 2):
        os.dup2(ingen, strom)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
