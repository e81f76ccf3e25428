"""Leser en tabell fra en fil slik kommunen har den: Excel eller tekst, i mange varianter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from metodikk.grunn.feil import DataFeil
from metodikk.inn.filtype import Filtype, finn_filtype, laasefil
from metodikk.inn.overskrift import alle_former
from metodikk.inn.raatabell import Raatabell
from metodikk.inn.tabellform import lag_tabell
from metodikk.inn.tekstfiler import les_tekstfil

__all__ = ["Raatabell", "les_tabell"]


def les_tabell(fil: Path | str, *, ark: str = "", ventede: Collection[str] = ()) -> Raatabell:
    """Les en tabell fra en Excel-fil eller en tekstfil, uten å tolke verdiene.

    Bruk denne på alle tabellene i data-mappen. Alt som avviker fra en ren tabell, blir et funn i
    resultatet: tegnsett som er antatt, rader som er hoppet over, celler som er flettet, og så videre.
    Originalfilen endres aldri.

    Parametere
    ----------
    fil : Path
        Filen. Innholdet avgjør hva slags fil det er, ikke endelsen.
    ark : str, forvalgt tom
        Navnet på arket i en arbeidsbok. Tomt: arket med de ventede kolonnene brukes.
    ventede : samling av str
        Kolonnenavn vi venter å finne, med andre navn de kan ha. Brukes til å finne overskriften,
        arket og skilletegnet. Skrivemåten spiller ingen rolle.

    Returnerer
    ----------
    Raatabell
        Råverdiene, med radnummer og bokstav slik at hver verdi kan vises igjen i filen.
        DataFeil når ingenting kan leses.

    Eksempel
    --------
    >>> import tempfile
    >>> fil = Path(tempfile.mkdtemp()) / "befolkning.csv"
    >>> _ = fil.write_text("Sone;År;Antall\\n01;2024;1 200\\nI alt;2024;1 200\\n", encoding="utf-8")
    >>> tabell = les_tabell(fil, ventede=["sone", "aar", "antall"])
    >>> tabell.kolonner, tabell.celle(0, "Antall"), [f.kode for f in tabell.funn]
    (('Sone', 'År', 'Antall'), 'C2', ['K043'])

    Les mer
    -------
    Håndboka: «Egne tall inn». Regelen bak en kode: `metodikk forklar K043`.
    """
    fil = Path(fil)
    filtype, merknader = finn_filtype(fil)
    merknader = [*merknader, *laasefil(fil)]
    nokler = alle_former(ventede)
    try:
        if filtype is Filtype.EXCEL:
            from metodikk.inn.excel import les_excel

            nett = les_excel(fil, ark, nokler)
        else:
            nett = les_tekstfil(fil, nokler)
    except OSError as feil:
        raise _tapt(fil, feil) from None
    except DataFeil as feil:
        raise DataFeil((*merknader, *feil.funn)) from None
    return lag_tabell(replace(nett, funn=(*merknader, *nett.funn)), nokler)


def _tapt(fil: Path, feil: OSError) -> DataFeil:
    """Filen forsvant mens den ble lest, for eksempel fordi nettverket falt ut."""
    from metodikk.grunn.meldinger import funn

    return DataFeil(funn("K005", sted={"fil": fil.name}, fant=type(feil).__name__))
