"""Varmer opp: laster det tunge én gang, slik at prosessene som lager rapportene slipper."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

_TUNGE = (
    "IPython.core.interactiveshell",
    "matplotlib_inline.backend_inline",
    "papermill",
    "metodikk.drift.motor",
)
_GRAMMATIKK = "rfc3987_syntax"


def last(moduler: Iterable[str] = ()) -> None:
    """Last kjøringen og modulene malene bruker.

    Det som ikke lar seg laste, sier malen selv fra om når den trenger det.
    """
    with uten_grammatikk():
        for navn in (*_TUNGE, *moduler):
            with suppress(ImportError):
                import_module(navn)


@contextmanager
def uten_grammatikk() -> Iterator[None]:
    """Last notatbokverktøyene uten tolken for internasjonale nettadresser.

    Den følger med kontrollen av JSON, bruker halvannet sekund på å bygge en grammatikk, og brukes
    aldri på notatbøker. Kontrollen klarer seg uten når pakken ikke finnes.
    """
    if _GRAMMATIKK in sys.modules:
        yield
        return
    sys.modules[_GRAMMATIKK] = None
    try:
        yield
    finally:
        del sys.modules[_GRAMMATIKK]
