"""Finner tabellen i et rutenett: overskrift, kolonner og rader, uten å tolke verdiene.

Alt som ikke blir data (titler, fotnoter, sumrader, tomme rader, eksempelrader i skjemaene),
tas ut her, og alt unntatt eksempelraden gir et funn. Ingenting forsvinner i stillhet.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.inn import overskrift, verdier
from metodikk.inn.adresser import bokstav
from metodikk.inn.navn import rens
from metodikk.inn.raatabell import Raatabell, Rutenett
from metodikk.inn.regelverk import grense
from metodikk.inn.regler import ark as arkregler
from metodikk.inn.regler import kolonner as kolonneregler
from metodikk.inn.regler import rader as radregler
from metodikk.inn.regler import tegn as tegnregler
from metodikk.inn.utsnitt import Utsnitt


def lag_tabell(nett: Rutenett, nokler: Collection[str]) -> Raatabell:
    """Finn tabellen i rutenettet.

    Parametere
    ----------
    nett : Rutenett
        Cellene slik de står i filen.
    nokler : samling av str
        Kolonnenavn vi venter å finne, i alle skrivemåter. Kan være tom.

    Returnerer
    ----------
    Raatabell
        Verdiene under overskriften, med radnummer og bokstav for hver verdi.
    """
    u = _start(nett, nokler)
    for steg in (
        radregler.over_tabellen, verdier.rens_verdier, arkregler.feilverdier, radregler.flere_tabeller,
        kolonneregler.uten_overskrift, radregler.eksempelrader, radregler.tomme_rader, radregler.sumrader,
        radregler.under_tabellen, radregler.feil_antall_felt, arkregler.overskrift_i_flere_rader,
        kolonneregler.like_navn, radregler.sum_som_ikke_stemmer, radregler.ingen_rader, verdier.hele_tall,
    ):  # fmt: skip
        steg(u)
    for regel in (*tegnregler.REGLER, *arkregler.REGLER):
        regel(u)
    return _ferdig(u)


def _start(nett: Rutenett, nokler: Collection[str]) -> Utsnitt:
    if not any(rens(v) for rad in nett.celler for v in rad):
        raise DataFeil((*nett.funn, funn("K002", sted={"fil": nett.fil.name, "ark": nett.ark})))
    i = overskrift.finn_overskrift(nett.celler, nokler)
    if i is None:
        innen = grense("overskrift_innen")
        raise DataFeil(
            (*nett.funn, funn("K040", sted={"fil": nett.fil.name, "ark": nett.ark}, innen=innen))
        )
    bredde = max(len(nett.celler[i]), *(len(r) for r in nett.celler[i : i + 200]))
    hode = [rens(v) for v in _jevn(nett.celler[i], bredde)]
    tabell = _kolonnevis(nett.celler[i + 1 :], bredde)
    rader = np.asarray(nett.rader, dtype=np.int64)[i + 1 :]
    return Utsnitt(nett, i, hode, list(range(bredde)), tabell, rader, nokler, list(nett.funn))


def _kolonnevis(rader: list[list], bredde: int) -> np.ndarray:
    """Sett radene i en tabell der hver kolonne ligger samlet i minnet."""
    if set(map(len, rader)) - {bredde}:
        rader = [rad if len(rad) == bredde else _jevn(rad, bredde) for rad in rader]
    tabell = np.array(rader, dtype=object).reshape(len(rader), bredde)
    return np.asfortranarray(tabell)


def _jevn(rad: list, bredde: int) -> list:
    return [*rad[:bredde], *[""] * (bredde - len(rad))]


def _ferdig(u: Utsnitt) -> Raatabell:
    data = pd.DataFrame(u.verdier, columns=u.navn, dtype=object)
    return Raatabell(
        u.nett.fil, u.nett.ark, tuple(u.navn), data, u.rader,
        tuple(bokstav(k) for k in u.kolonnenumre), tuple(u.funn), u.overskriftsrad, u.sumrader,
    )  # fmt: skip
