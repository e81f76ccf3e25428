"""Svaret fra revisjonen som én nettside. Verdien av et skjult tall står aldri der."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from metodikk.grunn.meldinger import melding
from metodikk.grunn.tall import dato
from metodikk.grunn.typer import Alvor, Funn

_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def skriv_html(
    funn: Sequence[Funn], fil: Path, *, navn: str = "", konklusjon: str = "",
    tidspunkt: dt.datetime | None = None,
) -> Path:  # fmt: skip
    """Skriv revisjonen som én nettside uten forespørsler til nettet.

    Parametere
    ----------
    funn : liste av Funn
        Funnene, med cellen det gjelder og cellene den er regnet av.
    fil : Path
        Filen som skal skrives.
    navn, konklusjon : str
        Navnet på prosjektet, og svaret i én setning.
    tidspunkt : datetime, valgfri
        Når revisjonen ble gjort.

    Returnerer
    ----------
    Path
        Filen.

    Eksempel
    --------
    >>> import tempfile
    >>> side = skriv_html([], Path(tempfile.mkdtemp()) / "revisjon.html", konklusjon="Ingen <b>")
    >>> "Ingen &lt;b&gt;" in side.read_text(encoding="utf-8")
    True
    """
    from markupsafe import Markup

    from metodikk.ut.delhtml import miljo, stil

    koder = sorted({f.kode for f in funn}, key=lambda k: ([*Alvor].index(melding(k).alvor), k))
    innhold = miljo().get_template("revisjon.html").render(
        navn=navn, konklusjon=konklusjon, csp=_CSP,
        deler=[(melding(k), [f for f in funn if f.kode == k]) for k in koder],
        tidspunkt=f"{dato(tidspunkt.date())} kl. {tidspunkt:%H.%M}" if tidspunkt else "",
        stil=Markup(stil("stil.css") + stil("feilrapport.css")),
    )  # fmt: skip
    Path(fil).write_text(innhold, encoding="utf-8", newline="\n")
    return Path(fil)
