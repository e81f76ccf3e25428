"""Ordlyden i et mål: en tilstand folk kan merke, eller noe kommunen gjør."""

from __future__ import annotations

from metodikk.grunn.kataloger import katalog


def er_noe_vi_gjor(tekst: str) -> bool:
    """Avgjør om et mål begynner med noe kommunen gjør, i stedet for en tilstand folk merker.

    >>> er_noe_vi_gjor("Etablere to møteplasser"), er_noe_vi_gjor("Folk er trygge ute om kvelden")
    (True, False)
    """
    verb = katalog("handlingsplan")["verb"]["gjor"]
    return tekst.strip().casefold().startswith(tuple(f"{v} " for v in verb))
