"""Leser tallene i en egen prosess mens bibliotekene lastes i denne: to kjerner, kortere ventetid."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from metodikk.drift.arbeider import avskjerm
from metodikk.drift.oppsett import FILNAVN, Oppsett, les_oppsett
from metodikk.drift.prosjekt import les_data


class Leser:
    """En lesing som pågår. Brukes i en `with`, og `hent` gir dataene når de trengs."""

    def __init__(self, rot: Path):
        maate = multiprocessing.get_context("fork")
        self._kanal, deres = maate.Pipe(duplex=False)
        self._prosess = maate.Process(target=_les, args=(rot, deres), daemon=True)
        self._prosess.start()
        deres.close()

    def __enter__(self) -> Leser:
        return self

    def __exit__(self, *_) -> None:
        self._prosess.kill()
        self._prosess.join()
        self._kanal.close()

    def hent(self, rot: Path, oppsett: Oppsett):
        """Gi dataene. Gikk noe galt, leses de på nytt her, så feilen kommer fram som vanlig."""
        try:
            data = self._kanal.recv()
        except (EOFError, OSError):
            data = None
        return les_data(rot, oppsett) if data is None else data


def _les(rot: Path, kanal: Connection) -> None:
    avskjerm()
    data = None
    with suppress(Exception):
        data = les_data(rot, les_oppsett(rot / FILNAVN))
    kanal.send(data)
    kanal.close()
