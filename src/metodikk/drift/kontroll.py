"""Kontrollen av et prosjekt: alle feil på én gang, som tekst, nettside og merkede kopier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from metodikk.drift.kvittering import skriv_kvittering, utdata
from metodikk.drift.prosjekt import finn_mappe, les_prosjekt
from metodikk.drift.publisering import arbeidsmappe, laas, publiser, rydd
from metodikk.grunn.feil import DATAFEIL, FERDIG, PERSONVERNSTOPP
from metodikk.grunn.typer import Funn

NAVN = "kontroll"


@dataclass(frozen=True, slots=True)
class Kontrollsvar:
    """Svaret fra kontrollen: funnene, filene som er skrevet, og teksten til terminalen."""

    funn: tuple[Funn, ...]
    rapport: Path
    kopier: tuple[Path, ...]
    tekst: str
    personvernstopp: bool

    @property
    def returkode(self) -> int:
        """0 når tallene kan brukes, 1 ved feil, 4 når personopplysninger stopper alt."""
        if self.personvernstopp:
            return PERSONVERNSTOPP
        return DATAFEIL if any(f.alvor.hindrer for f in self.funn) else FERDIG


def kontroller(mappe: str | Path = ".") -> Kontrollsvar:
    """Kontroller prosjektfilen og alle tabellene, og skriv svaret i `ut/kontroll/`.

    Bruk denne før rapportene lages. Filene i data/ endres aldri.
    """
    from metodikk.ut.feilrapport import terminaltekst

    rot = finn_mappe(mappe)
    prosjekt = les_prosjekt(rot)
    ut = rot / "ut"
    with laas(ut):
        rydd(ut)
        arbeid = arbeidsmappe(ut, NAVN)
        kopier = _skriv(prosjekt, arbeid)
        publiser(arbeid, ut / NAVN)
    tekst = terminaltekst(prosjekt.funn, prosjekt.data.antall_kontroller)
    hjem = ut / NAVN
    filer = tuple(hjem / k for k in kopier)
    stopp = bool(prosjekt.personvernstopp)
    return Kontrollsvar(prosjekt.funn, hjem / "feilrapport.html", filer, tekst, stopp)


def _skriv(prosjekt, arbeid: Path) -> list[str]:
    from metodikk.ut.feilark import skriv_kopier
    from metodikk.ut.feilrapport import skriv_html

    filer = {*prosjekt.data.filer.values()}
    kopier = [k.name for k in skriv_kopier(prosjekt.funn, filer, arbeid)]
    skriv_html(
        prosjekt.funn, arbeid / "feilrapport.html", navn=prosjekt.oppsett.navn,
        tidspunkt=datetime.now(), antall_kontroller=prosjekt.data.antall_kontroller,
        kopier={k: k for k in kopier},
    )  # fmt: skip
    # Retter noen feilene i kopien i stedet for i sin egen fil, tar neste kontroll vare på den.
    skriv_kvittering({"kvittering": 1, "utdata": utdata(arbeid)}, arbeid)
    return kopier
