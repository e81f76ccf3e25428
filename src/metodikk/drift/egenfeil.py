"""Når noe uventet skjer: detaljene i en loggfil, og én setning til brukeren."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from metodikk.drift.vask import uten_stier
from metodikk.grunn.feil import MetodikkFeil
from metodikk.grunn.maskering import maskert
from metodikk.grunn.meldinger import funn


def loggfor(feil: BaseException) -> MetodikkFeil:
    """Skriv feilen til en logg uten personopplysninger, og lag meldingen som peker på den."""
    from metodikk import __version__

    spor = "".join(traceback.format_exception(feil))
    hode = f"{datetime.now():%Y-%m-%d %H:%M:%S} metodikk {__version__}, Python {sys.version.split()[0]}, {platform.platform()}"
    tekst = maskert(uten_stier(spor, Path.cwd()))
    with tempfile.NamedTemporaryFile(
        "w", prefix="metodikk-feil-", suffix=".txt", delete=False, encoding="utf-8"
    ) as f:
        f.write(f"{hode}\n{tekst}")
    return MetodikkFeil(funn("K901", logg=f.name))
