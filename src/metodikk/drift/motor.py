"""Motoren papermill bruker: cellene kjøres i denne prosessen, uten en egen kjerne."""

from __future__ import annotations

from papermill.engines import Engine

from metodikk.drift.skall import celleskall

_SPRAAK = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}


class MetodikkMotor(Engine):
    """Kjør en notatbok i et celleskall. Stopper ved første feil, som lagres i notatboka.

    Brukes av papermill under navnet «metodikk»: `papermill mal.ipynb ut.ipynb --engine metodikk`.
    Resultatet er det samme som fra en vanlig kjerne. Tidsgrense må settes utenfra, og
    `input()`, `!kommando` og styringer som snakker med nettleseren finnes ikke.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, fremdrift=None, **kwargs):
        nummer = 0
        with celleskall() as skall:
            for indeks, celle in enumerate(nb_man.nb.cells):
                nb_man.cell_start(celle, indeks)
                gikk = True
                if celle.cell_type == "code" and celle.source.strip():
                    nummer += 1
                    celle.execution_count = nummer
                    celle.outputs, gikk = skall.kjor(celle.source, nummer)
                if not gikk:
                    nb_man.cell_exception(celle, indeks)
                nb_man.cell_complete(celle, indeks)
                if fremdrift:
                    fremdrift((indeks + 1) / len(nb_man.nb.cells))
                if not gikk:
                    break
        nb_man.nb.metadata["language_info"] = _SPRAAK
