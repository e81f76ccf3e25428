"""Et celleskall: kjører notatbokceller i denne prosessen og samler opp det de viser."""

from __future__ import annotations

import base64
import os
import sys
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from traitlets import Any as Hva
from traitlets import Type
from traitlets.config import Config

_FIGURMOTOR = "module://matplotlib_inline.backend_inline"


class _Samler:
    """Det cellen har vist så langt, i samme form som en vanlig kjerne ville gitt."""

    def __init__(self):
        self.utdata: list = []
        self.nummer: int | None = None
        self.kode = ""

    def strom(self, navn: str, tekst: str) -> None:
        siste = self.utdata[-1] if self.utdata else {}
        if siste.get("output_type") == "stream" and siste["name"] == navn:
            siste["text"] += tekst
        elif tekst:
            self.utdata.append(new_output("stream", name=navn, text=tekst))

    def vis(self, slag: str, data: dict, metadata: dict | None, **mer) -> None:
        self.utdata.append(new_output(slag, data=_som_json(data), metadata=metadata or {}, **mer))


class _Strom:
    """Et skrivbart objekt som legger teksten i samleren."""

    encoding = "utf-8"

    def __init__(self, samler: _Samler, navn: str):
        self._samler, self._navn = samler, navn

    def write(self, tekst: str) -> int:
        self._samler.strom(self._navn, tekst)
        return len(tekst)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False


class _Utgiver(DisplayPublisher):
    samler = Hva()

    def publish(self, data, metadata=None, *, transient=None, update=False, **_) -> None:
        if not update:
            self.samler.vis("display_data", data, metadata)

    def clear_output(self, wait=False) -> None:
        self.samler.utdata.clear()


class _Visning(DisplayHook):
    samler = Hva()

    def quiet(self) -> bool:
        """Et semikolon til slutt betyr at verdien ikke skal vises."""
        return self.semicolon_at_end_of_expression(self.samler.kode)

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:
        self.samler.vis("execute_result", format_dict, md_dict, execution_count=self.samler.nummer)

    def finish_displayhook(self) -> None:
        pass


class Celleskall(InteractiveShell):
    """IPython uten terminal og uten kjerne. Lages og ryddes av `celleskall`."""

    displayhook_class = Type(_Visning)
    display_pub_class = Type(_Utgiver)
    samler = Hva()

    def enable_gui(self, gui=None) -> None:
        """Figurer skal ikke åpne vinduer."""

    def system(self, cmd) -> None:
        raise RuntimeError("Malene kan ikke starte andre programmer.")

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.samler.utdata.append(
            new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))
        )

    def kjor(self, kode: str, nummer: int) -> tuple[list, bool]:
        """Kjør én celle. Gir det den viste, og om den gikk bra."""
        self.samler.utdata, self.samler.nummer, self.samler.kode = [], nummer, kode
        self.execution_count = nummer
        with (
            redirect_stdout(_Strom(self.samler, "stdout")),
            redirect_stderr(_Strom(self.samler, "stderr")),
        ):
            svar = self.run_cell(kode, store_history=False)
        return self.samler.utdata, svar.success


@contextmanager
def celleskall():
    """Lag et skall for én notatbok, og sett prosessen tilbake slik den var etterpå."""
    hovedmodul, visning = sys.modules["__main__"], sys.displayhook
    # IPython vil ha en egen mappe for historikk og profil. Vi bruker en som forsvinner igjen.
    with tempfile.TemporaryDirectory(prefix="metodikk-") as mappe:
        skall = _nytt_skall(mappe)
        try:
            _slaa_paa_figurer(skall)
            yield skall
        finally:
            Celleskall.clear_instance()
            # IPython bytter ut hovedmodulen. Uten denne linjen dør alt som starter nye prosesser.
            sys.modules["__main__"], sys.displayhook = hovedmodul, visning


def _nytt_skall(mappe: str) -> Celleskall:
    valg = Config()
    valg.HistoryManager.enabled = False
    valg.InteractiveShell.colors = "nocolor"
    Celleskall.clear_instance()
    skall = Celleskall.instance(config=valg, ipython_dir=mappe, samler=_Samler())
    skall.display_pub.samler = skall.displayhook.samler = skall.samler
    return skall


def _slaa_paa_figurer(skall: Celleskall) -> None:
    """Vis figurer slik en kjerne gjør. Formatet må velges for hvert skall, ellers forsvinner de."""
    os.environ["MPLBACKEND"] = _FIGURMOTOR
    if "matplotlib" not in sys.modules:
        return
    import matplotlib
    from IPython.core.pylabtools import select_figure_formats
    from matplotlib_inline.backend_inline import configure_inline_support
    from matplotlib_inline.config import InlineBackend

    InlineBackend.clear_instance()
    matplotlib.use(_FIGURMOTOR)
    matplotlib.interactive(True)
    configure_inline_support(skall, _FIGURMOTOR)
    select_figure_formats(skall, {"png"})


def _som_json(data: dict[str, Any]) -> dict[str, Any]:
    return {
        mime: base64.b64encode(innhold).decode() if isinstance(innhold, bytes) else innhold
        for mime, innhold in data.items()
    }
