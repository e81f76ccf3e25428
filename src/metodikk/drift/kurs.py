"""Kurset som mappe: legg ut notatbøkene, og åpne dem i JupyterLab eller vis dem på en skjerm."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

from metodikk.drift.prosjekt import PAKKE, kursmappe
from metodikk.drift.publisering import skrivefeil
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn

MERKE = ".metodikk-kurs.json"
VERT = "127.0.0.1"
BARE_NOTATBOK = "bare_notatbok"
OPPSTART = 60.0
_JUPYTERLAB = {
    "@jupyterlab/translation-extension/plugin.jupyterlab-settings": {"locale": "no_NO"},
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}


@dataclass(frozen=True)
class Utlagt:
    """Hva som ble lagt i kursmappen, og hva som var endret av deltakeren og derfor ble stående."""

    mappe: Path
    nye: tuple[str, ...]
    beholdt: tuple[str, ...]


@dataclass(frozen=True)
class Tjener:
    """Et program som viser kurset i nettleseren, og adressen det svarer på."""

    prosess: subprocess.Popen
    adresse: str

    def vent(self) -> None:
        """Vent til programmet stoppes med Ctrl og C."""
        with suppress(KeyboardInterrupt):
            self.prosess.wait()


def legg_ut(mappe: Path) -> Utlagt:
    """Legg kursnotatbøkene i en mappe. En notatbok deltakeren har arbeidet i, røres aldri.

    Bruk denne også etter en oppdatering: notatbøker som er slik de ble lagt ut, byttes med de nye.

    Parametere
    ----------
    mappe : Path
        Mappen kurset skal ligge i. Den må være ny, tom, eller ha kurset fra før.
    """
    mappe = Path(mappe).expanduser()
    kjent = _kjent(mappe)
    nye, beholdt = [], []
    with skrivefeil(mappe):
        for fra in _notatboker():
            navn = fra.relative_to(kursmappe()).as_posix()
            til, innhold = mappe / navn, fra.read_bytes()
            if til.is_file() and til.read_bytes() != innhold and _avtrykk(til.read_bytes()) != kjent.get(navn):  # fmt: skip
                beholdt.append(navn)
                continue
            if not til.is_file() or til.read_bytes() != innhold:
                til.parent.mkdir(parents=True, exist_ok=True)
                til.write_bytes(innhold)
                nye.append(navn)
            kjent[navn] = _avtrykk(innhold)
        (mappe / MERKE).write_text(json.dumps(kjent, indent=1, sort_keys=True), encoding="utf-8")
    return Utlagt(mappe, tuple(nye), tuple(beholdt))


def legg_ut_til_visning(mappe: Path) -> list[Path]:
    """Legg notatbøkene i en mappe slik de vises på en skjerm: med titler, og uten oppgavene."""
    ut = []
    for fra in _notatboker(fasit=False):
        bok = json.loads(fra.read_text(encoding="utf-8"))
        nummer, navn = fra.stem.split("_", 1)
        tittel = katalog("kurs")[navn]["tittel"]
        filnavn = re.sub(r"[^\w -]", "", tittel)
        bok["cells"] = [c for c in bok["cells"] if not _bare_notatbok(c)]
        bok["metadata"]["title"] = tittel
        fil = mappe / f"{nummer} {filnavn}.ipynb"
        fil.write_text(json.dumps(bok, ensure_ascii=False), encoding="utf-8")
        ut.append(fil)
    return ut


@contextmanager
def i_jupyterlab(mappe: Path, *, port: int = 0, apne: bool = True) -> Iterator[Tjener]:
    """Start JupyterLab på norsk i kursmappen, med den første notatboka åpen."""
    port, kode = _port(port, 8888), secrets.token_hex(16)
    _krev("jupyterlab", "ipywidgets", "seaborn")
    valg = mappe / ".jupyter"
    for navn, innhold in _JUPYTERLAB.items():
        fil = valg / navn
        if not fil.is_file():
            fil.parent.mkdir(parents=True, exist_ok=True)
            fil.write_text(json.dumps(innhold), encoding="utf-8")
    kommando = [
        "jupyterlab", "--no-browser", f"--ServerApp.ip={VERT}", f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0", f"--ServerApp.root_dir={mappe.resolve()}", "--log-level=ERROR",
        "--LabApp.news_url=", *_som_administrator(),
    ]  # fmt: skip
    miljo = {"JUPYTER_TOKEN": kode, "JUPYTERLAB_SETTINGS_DIR": str(valg.resolve())}
    adresse = f"http://{VERT}:{port}/lab/tree/{_notatboker()[0].name}?token={kode}"
    with _startet(kommando, miljo, port, adresse, apne) as tjener:
        yield tjener


@contextmanager
def paa_skjerm(mappe: Path, *, port: int = 0, apne: bool = True) -> Iterator[Tjener]:
    """Vis kurset uten kode, på norsk og uten nett. `mappe` er et arbeidssted som kan slettes etterpå."""
    port = _port(port, 8866)
    _krev("voila", "ipywidgets", "seaborn")
    legg_ut_til_visning(mappe)
    delt = str(PAKKE / "kurs" / "jupyter")
    kommando = [
        "voila", str(mappe), "--no-browser", f"--port={port}", f"--Voila.ip={VERT}",
        "--Voila.port_retries=0", "--template=metodikk", "--classic-tree", "--Voila.log_level=ERROR",
        "--HTMLExporter.language_code=nb",
    ]  # fmt: skip
    stier = os.pathsep.join(filter(None, (delt, os.environ.get("JUPYTER_PATH", ""))))
    with _startet(kommando, {"JUPYTER_PATH": stier}, port, f"http://{VERT}:{port}/", apne) as t:
        yield t


def ledig(port: int) -> bool:
    """Sann når ingen svarer på porten på denne maskinen."""
    with socket.socket() as s:
        try:
            s.bind((VERT, port))
        except OSError:
            return False
    return True


@contextmanager
def _startet(
    kommando: list[str], miljo: dict, port: int, adresse: str, apne: bool
) -> Iterator[Tjener]:
    """Start programmet, vent til det svarer, og stopp det igjen. Det det skriver, er engelsk og vises ikke."""
    with TemporaryFile() as logg:
        prosess = subprocess.Popen(
            [sys.executable, "-m", *kommando], env={**os.environ, **miljo}, stdin=subprocess.DEVNULL,
            stdout=logg, stderr=logg,
        )  # fmt: skip
        try:
            _vent_til(lambda: prosess.poll() is not None or not ledig(port))
            if prosess.poll() is not None:
                logg.seek(0)
                raise RuntimeError(f"{kommando[0]} stoppet: {logg.read().decode(errors='replace')}")
            if apne:
                webbrowser.open(adresse)
            yield Tjener(prosess, adresse)
        finally:
            prosess.terminate()
            try:
                prosess.wait(10)
            except subprocess.TimeoutExpired:
                prosess.kill()
                prosess.wait()


def _som_administrator() -> tuple[str, ...]:
    """JupyterLab vil ha beskjed når det startes av administratoren, som i en container."""
    return ("--allow-root",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()


def _vent_til(klar: Callable[[], bool]) -> None:
    slutt = time.monotonic() + OPPSTART
    while not klar():
        if time.monotonic() > slutt:
            raise RuntimeError("Kurset svarte ikke i tide.")
        time.sleep(0.1)


def _krev(*programmer: str) -> None:
    if mangler := [p for p in programmer if find_spec(p) is None]:
        raise BrukFeil(funn("K850", navn=mangler[0]))


def _port(onsket: int, forst: int) -> int:
    if onsket and not ledig(onsket):
        raise BrukFeil(funn("K851", navn=str(onsket), forslag_port=str(_port(0, onsket + 1))))
    return onsket or next(p for p in range(forst, 65535) if ledig(p))


def _kjent(mappe: Path) -> dict[str, str]:
    """Avtrykkene av det som er lagt ut før. Tom når mappen er ny."""
    merke = mappe / MERKE
    if merke.is_file():
        return json.loads(merke.read_text(encoding="utf-8"))
    if mappe.is_file() or (mappe.is_dir() and any(mappe.iterdir())):
        raise BrukFeil(funn("K852", navn=str(mappe)))
    return {}


def _notatboker(*, fasit: bool = True) -> list[Path]:
    """Notatbøkene som følger med, i kursets rekkefølge, og fasitene etter dem."""
    rot = kursmappe()
    return [*sorted(rot.glob("*.ipynb")), *(sorted(rot.glob("fasit/*.ipynb")) if fasit else ())]


def _bare_notatbok(celle: dict) -> bool:
    return BARE_NOTATBOK in celle["metadata"].get("tags", ())


def _avtrykk(innhold: bytes) -> str:
    return hashlib.sha256(innhold).hexdigest()
