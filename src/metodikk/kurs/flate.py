"""Den felles, tynne visningen: kontroller, en setning som sier resultatet, og figuren bak den."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import count

from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn
from metodikk.kurs.form import FLEST_KONTROLLER, Trekk, Valg, Vist, les
from metodikk.ut import stil
from metodikk.ut.delhtml import notatbok_html

FLEST_SYNLIGE = 6
_NUMMER = count(1)


class Flate:
    """En simulering leseren kan styre. Vises ved å stå sist i en celle.

    `setning` er resultatlinjen, `bilde` er figuren. Begge endres når en kontroll endres.
    """

    def __init__(self, kontroller: Sequence[Valg | Trekk], tegn: Callable[..., Vist]):
        if not 1 <= len(kontroller) <= FLEST_KONTROLLER:
            raise ValueError(f"En flate har fra én til {FLEST_KONTROLLER} kontroller.")
        self._w, self._tegn, self._nummer = _widgets(), tegn, next(_NUMMER)
        self.verdier = {k.navn: k.forvalgt for k in kontroller}
        self.kontroller = [self._kontroll(k) for k in kontroller]
        self.setning, self.bilde = self._w.HTML(), self._w.HTML()
        self.setning.add_class("mk-svar")
        css = self._w.HTML(f"<style>{_fil('flate.css')}</style>")
        self.boks = self._w.VBox([css, *self.kontroller, self.setning, self.bilde])
        self.boks.add_class("mk-flate")
        self.tegn()

    def tegn(self) -> None:
        """Tegn på nytt med verdiene som er valgt."""
        with stil.paa_skjerm():
            vist = self._tegn(**self.verdier)
        deler = [
            replace(d, id=f"flate{self._nummer}-{d.id}")
            for d in (vist.figur, vist.tabell)
            if d is not None
        ]
        self.bilde.value = "".join(map(notatbok_html, deler))
        self.setning.value = f'<p lang="nb">{_rom(vist.setning)}</p>'

    def _kontroll(self, k: Valg | Trekk):
        if isinstance(k, Trekk):
            knapp = self._w.Button(description=k.ledetekst)
            knapp.on_click(lambda _: self._sett(k.navn, self.verdier[k.navn] + 1))
            return knapp
        faa = len(k.valg) <= FLEST_SYNLIGE
        felles = {
            "options": list(k.valg),
            "value": k.forvalgt,
            "description": k.ledetekst,
            "style": {"description_width": "initial"},
        }
        felt = self._w.RadioButtons(**felles, orientation="horizontal") if faa else self._w.Dropdown(**felles)  # fmt: skip
        felt.observe(lambda endring: self._sett(k.navn, endring["new"]), "value")
        return felt

    def _sett(self, navn: str, verdi) -> None:
        self.verdier[navn] = verdi
        self.tegn()

    def _ipython_display_(self) -> None:
        from IPython.display import Javascript, display

        display(Javascript(_fil("flate.js")))
        display(self.boks)


def prov(navn: str) -> Flate:
    """Åpne simuleringen til en idé i kurset, med kontroller.

    Bruk denne i en notatbok. Stillbildet til boka lages av `stille` i modulen til ideen.

    Parametere
    ----------
    navn : str
        Navnet på ideen, for eksempel "smaa_tall".
    """
    modul = les(navn).modul
    return Flate(modul.KONTROLLER, modul.tegn)


def _widgets():
    try:
        import ipywidgets
    except ImportError as e:
        raise BrukFeil(funn("K850", navn=str(e.name))) from e
    return ipywidgets


def _fil(navn: str) -> str:
    return (files("metodikk.kurs") / "maler" / navn).read_text(encoding="utf-8")


def _rom(tekst: str) -> str:
    from markupsafe import escape

    return str(escape(tekst))
