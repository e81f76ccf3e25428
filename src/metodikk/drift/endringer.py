"""Legger det som er endret siden forrige rapport, inn i den kjørte notatboka."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from metodikk.drift.grupper import forklart
from metodikk.drift.kvittering import inndata, les_kvittering, om_prosjektet
from metodikk.drift.prosjekt import Prosjekt
from metodikk.grunn.skjema import skjema, tabeller
from metodikk.grunn.tall import dato, liste

MERKE = "endringer"


def med_endringer(
    notatbok: dict, prosjekt: Prosjekt, mal: str, parametere: Mapping[str, Any]
) -> dict:
    """Gi notatboka med et avsnitt om hva som er endret siden rapporten som ligger i `ut/<mal>/`.

    Bruk denne når malen er kjørt og vasket. Finnes det ingen hel rapport fra før, er notatboka den
    samme.
    """
    mappe = prosjekt.mappe / "ut" / mal
    kvittering = les_kvittering(mappe)
    if not kvittering or (forrige := _forrige(mappe)) is None:
        return notatbok
    from metodikk.ut.rapport.endringer import endringer
    from metodikk.ut.rapport.les import les

    tekst = endringer(
        les(notatbok, mal=mal), les(forrige, mal=mal),
        dato=dato(datetime.fromisoformat(kvittering["ferdig"])),
        grunnlag=[*_endret(prosjekt, mal, kvittering, parametere)],
    )  # fmt: skip
    return _satt_inn(notatbok, tekst)


def _forrige(mappe: Path) -> dict | None:
    """Notatboka i den forrige rapporten, uten avsnittet om hva som var endret da."""
    try:
        bok = json.loads((mappe / "notatbok.ipynb").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return bok | {"cells": [c for c in bok["cells"] if MERKE not in _merker(c)]}


def _merker(celle: Mapping) -> list[str]:
    return celle.get("metadata", {}).get("tags", [])


def _endret(
    prosjekt: Prosjekt, mal: str, kvittering: Mapping, parametere: Mapping[str, Any]
) -> Iterator[str]:
    """Det som er nytt i grunnlaget: tabeller, kart, valg og program."""
    da = {i["tabell"]: i["sha256"] for i in kvittering.get("inndata", ())}
    naa = {i["tabell"]: i["sha256"] for i in inndata(prosjekt, mal)}
    endret = [t for t in dict.fromkeys([*naa, *da]) if naa.get(t) != da.get(t)]
    if titler := [skjema(t).tittel for t in endret if t in tabeller()]:
        yield f"{'tabellen' if len(titler) == 1 else 'tabellene'} {liste(titler)}"
    if "geografi" in endret:
        yield "kartet"
    if _oppsettet(prosjekt) != [kvittering.get("prosjekt"), kvittering.get("sammenslaaing")]:
        yield "oppsettet i prosjektfilen"
    if dict(parametere) != kvittering.get("parametere"):
        yield "valgene i malen"
    from metodikk import __version__

    if __version__ != kvittering.get("versjoner", {}).get("metodikk"):
        yield "en ny versjon av metodikk"


def _oppsettet(prosjekt: Prosjekt) -> list:
    """Det kvitteringen sier om prosjektfilen, slik det er nå."""
    o = prosjekt.oppsett
    return [om_prosjektet(prosjekt), forklart(o.sammenslaaing, o.indikatorer)]


def _satt_inn(notatbok: dict, tekst) -> dict:
    """Sett avsnittet inn etter den første delen av rapporten, som er «Kort fortalt»."""
    from metodikk.ut.rapport.endringer import OVERSKRIFT

    celler = notatbok["cells"]
    deler = [i for i, c in enumerate(celler) if c["cell_type"] == "markdown" and "".join(c["source"]).startswith("## ")]  # fmt: skip
    plass = deler[1] if len(deler) > 1 else len(celler)
    merke = {"tags": [MERKE]}
    hode = {"cell_type": "markdown", "id": "endret-hode", "metadata": merke, "source": f"## {OVERSKRIFT}"}  # fmt: skip
    vist = {"output_type": "display_data", "metadata": {}, "data": tekst._repr_mimebundle_()}
    innhold = {"cell_type": "code", "id": "endret", "metadata": merke, "source": "# Lagt til da rapporten ble laget.", "execution_count": None, "outputs": [vist]}  # fmt: skip
    return notatbok | {"cells": [*celler[:plass], hode, innhold, *celler[plass:]]}
