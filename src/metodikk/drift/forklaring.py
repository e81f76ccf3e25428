"""Forklarer en meldingskode, slik den står i katalogen."""

from __future__ import annotations

import re
from difflib import get_close_matches

from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn, koder, melding


def forklaring(kode: str) -> dict[str, str]:
    """Slå opp en kode. BrukFeil med forslag når den ikke finnes.

    >>> forklaring("k801")["alvor"]
    'Feil'
    """
    skrevet = kode.strip().upper()
    skrevet = skrevet if skrevet.startswith("K") else f"K{skrevet}"
    if skrevet not in koder():
        naer = get_close_matches(skrevet, koder(), n=3, cutoff=0.5)
        raise BrukFeil(
            funn("K838", navn=kode, forslag=f"Koder som likner: {', '.join(naer)}." if naer else "")
        )
    m = melding(skrevet)
    return {
        "kode": m.kode, "alvor": m.alvor.ord, "tittel": _lesbar(m.tittel), "hvorfor": _lesbar(m.hvorfor),
        "forventet": _lesbar(m.forventet), "slik_retter_du": _lesbar(m.slik_retter_du), "eksempel": _lesbar(m.eksempel),
    }  # fmt: skip


def _lesbar(tekst: str) -> str:
    """Feltene som fylles ut i hvert funn, er ikke kjent her."""
    utfylt = re.sub(r"«?(?<!\{)\{\w+\}(?!\})»?", "…", tekst)
    return utfylt.replace("{{", "{").replace("}}", "}")
