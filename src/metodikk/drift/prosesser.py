"""Kjører oppgaver i egne prosesser: så mange om gangen, med tidsgrense, og uten at én stopper alle."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from metodikk.drift.arbeider import Oppgave, Utfall, arbeid
from metodikk.grunn.feil import EGEN_FEIL
from metodikk.grunn.meldinger import funn

MAATE = "METODIKK_KJORING"
"""Miljøvariabel som velger måten: «kjerne» eller «gren»."""


def kan_gafle() -> bool:
    """Sann når en varm prosess kan dele seg. På Windows og macOS brukes en vanlig kjerne."""
    valgt = os.environ.get(MAATE, "")
    return valgt == "gren" or (valgt != "kjerne" and sys.platform.startswith("linux"))


@dataclass(slots=True)
class _Igang:
    oppgave: Oppgave
    prosess: BaseProcess
    kanal: Connection
    startet: float
    utfall: Utfall | None = None

    @property
    def sekunder(self) -> float:
        return time.monotonic() - self.startet


@dataclass(frozen=True, slots=True)
class Prosesser:
    """Hvor mange prosesser som kan gå samtidig, hvor lenge, og om de bruker en egen kjerne."""

    jobber: int
    tidsgrense: float
    i_kjerne: bool

    def kjor(
        self, oppgaver: Sequence[Oppgave], meld: Callable[[str, float, str], None]
    ) -> Iterator[tuple[Oppgave, Utfall, float]]:
        """Kjør oppgavene, og gi fra deg hver av dem når den er ferdig."""
        venter, igang = deque(oppgaver), list[_Igang]()
        try:
            while venter or igang:
                while venter and len(igang) < max(1, self.jobber):
                    igang.append(self._start(venter.popleft()))
                wait([i.kanal for i in igang], timeout=0.25)
                for i in igang:
                    self._lytt(i, meld)
                for i in [i for i in igang if i.utfall]:
                    igang.remove(i)
                    i.prosess.join()
                    yield i.oppgave, i.utfall, i.sekunder
        finally:
            for i in igang:
                _stopp(i)

    def _start(self, oppgave: Oppgave) -> _Igang:
        maate = multiprocessing.get_context("spawn" if self.i_kjerne else "fork")
        vaar, deres = maate.Pipe(duplex=False)
        prosess = maate.Process(target=arbeid, args=(oppgave, deres))
        with warnings.catch_warnings():
            # Regnebibliotekenes egne tråder tåler at prosessen deler seg.
            warnings.simplefilter("ignore", DeprecationWarning)
            prosess.start()
        deres.close()
        return _Igang(oppgave, prosess, vaar, time.monotonic())

    def _lytt(self, i: _Igang, meld: Callable[[str, float, str], None]) -> None:
        try:
            while i.utfall is None and i.kanal.poll():
                melding = i.kanal.recv()
                if isinstance(melding, Utfall):
                    i.utfall = melding
                else:
                    meld(i.oppgave.mal, *melding)
        except (EOFError, OSError):
            i.utfall = Utfall(EGEN_FEIL, (funn("K836", mal=i.oppgave.mal),))
        if i.utfall is None and i.sekunder > self.tidsgrense:
            _stopp(i)
            i.utfall = Utfall(EGEN_FEIL, (_for_lenge(i.oppgave, self.tidsgrense),))


def _stopp(i: _Igang) -> None:
    i.prosess.kill()
    i.prosess.join()
    i.kanal.close()


def _for_lenge(oppgave: Oppgave, grense: float):
    return funn("K835", mal=oppgave.mal, sekunder=f"{grense:g}", forslag_tid=f"{grense * 3:g}")
