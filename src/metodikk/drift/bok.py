"""Håndboka som mappe: bygg den uten nett, og gi forsiden."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from metodikk.drift.prosjekt import bokmappe
from metodikk.drift.publisering import skrivefeil
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn

MERKE = ".metodikk-handbok"
FORSIDE = "index.html"


def bygg(mappe: Path) -> Path:
    """Bygg håndboka i en mappe, og gi forsiden. Eksemplene i boka kjøres, så det tar noen minutter.

    Bruk denne også etter en oppdatering: den gamle boka byttes først når den nye er ferdig.

    Parametere
    ----------
    mappe : Path
        Mappen boka skal ligge i. Den må være ny, tom, eller ha boka fra før.
    """
    mappe = Path(mappe).expanduser().resolve()
    if (
        mappe.exists()
        and not (mappe / MERKE).is_file()
        and (mappe.is_file() or any(mappe.iterdir()))
    ):
        raise BrukFeil(funn("K854", navn=mappe.name))
    if find_spec("jupyter_book") is None:
        raise BrukFeil(funn("K853"))
    with skrivefeil(mappe):
        mappe.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{mappe.name}-", dir=mappe.parent) as sted:
            sider = _sider(Path(sted))
            (sider / MERKE).write_text("", encoding="utf-8")
            if mappe.exists():
                mappe.rename(Path(sted) / "gammel")
            sider.rename(mappe)
    return mappe / FORSIDE


def _sider(sted: Path) -> Path:
    kilde = shutil.copytree(bokmappe(), sted / "bok", ignore=shutil.ignore_patterns("_build"))
    kommando = ["-c", "from jupyter_book.cli.main import main; main()", "build", str(kilde)]
    svar = subprocess.run(
        [sys.executable, *kommando, "--path-output", str(sted)], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if svar.returncode:
        raise RuntimeError(f"Håndboka ble ikke bygd: {svar.stderr[-2000:]}")
    return sted / "_build" / "html"
