"""Feilene brukeren kan møte. Hver har en returkode og kan vises som én norsk setning med råd."""

from __future__ import annotations

from collections.abc import Iterable

from metodikk.grunn.typer import Funn

FERDIG, DATAFEIL, FEIL_BRUK, DELVIS, PERSONVERNSTOPP, EGEN_FEIL, AVBRUTT = 0, 1, 2, 3, 4, 70, 130


class MetodikkFeil(Exception):
    """Felles rot for alt vi selv sier fra om. Bærer funnene som skal vises."""

    returkode = EGEN_FEIL

    def __init__(self, funn: Funn | Iterable[Funn]):
        self.funn = (funn,) if isinstance(funn, Funn) else tuple(funn)
        super().__init__("; ".join(_setning(f) for f in self.funn))


class DataFeil(MetodikkFeil):
    """Kommunens data har feil som må rettes før rapporten kan lages."""

    returkode = DATAFEIL


class BrukFeil(MetodikkFeil):
    """Kommandoen, prosjektfilen eller en parameter er feil."""

    returkode = FEIL_BRUK


class PersonvernStopp(MetodikkFeil):
    """Noe ville ha avslørt enkeltpersoner. Ingenting publiseres."""

    returkode = PERSONVERNSTOPP


def _setning(f: Funn) -> str:
    deler = [f"{f.kode} {f.tittel}", f.fant and f"Fant: {f.fant}", f.slik_retter_du]
    return ". ".join(d.rstrip(".") for d in deler if d) + "."
