"""Svaret fra revisjonen som én nettside. Verdien av et skjult tall står aldri der."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path

from metodikk.grunn.meldinger import melding
from metodikk.grunn.tall import dato, tall
from metodikk.grunn.typer import Alvor, Funn

VERNET, GRENSEN = "vernet", "smalt når grensen er kjent"
_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def skriv_html(
    funn: Sequence[Funn], fil: Path, *, navn: str = "", konklusjon: str = "",
    tidspunkt: dt.datetime | None = None, bredder: Sequence[tuple] = (),
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
    bredder : liste, valgfri
        For hvert skjult tall: rapporten, filen, arket, cellen, hva det er, bredden på det smaleste
        intervallet, det samme for den som kjenner grensen, og dommen.

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

    rader = [(f"ut/{r}/{fil}", ark, celle, hva, _bredde(b, dom), _bredde(smalest, dom), dom)
             for r, fil, ark, celle, hva, b, smalest, dom in bredder]  # fmt: skip
    koder = sorted({f.kode for f in funn}, key=lambda k: ([*Alvor].index(melding(k).alvor), k))
    innhold = miljo().get_template("revisjon.html").render(
        navn=navn, konklusjon=konklusjon, csp=_CSP,
        bredder=rader, deler=[(melding(k), [f for f in funn if f.kode == k]) for k in koder],
        tidspunkt=f"{dato(tidspunkt.date())} kl. {tidspunkt:%H.%M}" if tidspunkt else "",
        stil=Markup(stil("stil.css") + stil("feilrapport.css")),
    )  # fmt: skip
    Path(fil).write_text(innhold, encoding="utf-8", newline="\n")
    return Path(fil)


def _bredde(bredde: float, dom: str) -> str:
    """Avstanden mellom den minste og den største verdien. Verdiene selv vises aldri."""
    if math.isfinite(bredde):
        return tall(bredde)
    return "uten øvre grense" if dom in (VERNET, GRENSEN) else "–"
