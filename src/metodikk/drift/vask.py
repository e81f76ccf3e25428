"""Vasker det som skal lagres: ingen stier, brukernavn, klokkeslett eller personopplysninger."""

from __future__ import annotations

import getpass
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from metodikk.grunn.feil import PersonvernStopp
from metodikk.grunn.maskering import fodselsnummer, maskert
from metodikk.grunn.meldinger import funn

UMASKET = {"sha256", "nokkel", "hurtignokkel", "startet", "ferdig"}
_ELLEVE = re.compile(r"(?<!\d)\d{11}(?!\d)")


def masker_alt(verdi: Any) -> Any:
    """Skjul personopplysninger i alle tekstene i en nøstet struktur. Fingeravtrykk røres ikke.

    >>> masker_alt({"tekst": ["13097248022"], "antall": 3})
    {'tekst': ['[fødselsnummer skjult]'], 'antall': 3}
    """
    if isinstance(verdi, str):
        return maskert(verdi)
    if isinstance(verdi, dict):
        return {k: v if k in UMASKET else masker_alt(v) for k, v in verdi.items()}
    if isinstance(verdi, list | tuple):
        return [masker_alt(v) for v in verdi]
    return verdi


def uten_stier(tekst: str, mappe: Path) -> str:
    """Bytt ut stiene på denne maskinen med korte navn, slik at brukernavn ikke følger med."""
    for sti, navn in _stier(mappe):
        tekst = tekst.replace(sti, navn).replace(sti.replace("\\", "\\\\"), navn)
    return tekst


def vask_notatbok(notatbok: dict, mappe: Path) -> str:
    """Ta bort det som hører maskinen og øyeblikket til. Gir advarslene som ble skrevet underveis.

    Bruk denne på en kjørt notatbok før den lagres. To kjøringer av det samme gir da samme fil.
    PersonvernStopp hvis et fødselsnummer er kommet med i det som vises.
    """
    notatbok["metadata"] = {
        k: v for k, v in notatbok["metadata"].items() if k in ("kernelspec", "language_info")
    }
    notatbok["metadata"]["language_info"] = {"name": "python"}
    advarsler = [
        _vask_celle(nummer, celle, mappe) for nummer, celle in enumerate(notatbok["cells"])
    ]
    _stopp_ved_fodselsnummer(notatbok)
    return "".join(advarsler)


def _vask_celle(nummer: int, celle: dict, mappe: Path) -> str:
    merker = [m for m in celle["metadata"].get("tags", ()) if not m.startswith("papermill")]
    celle["metadata"] = {"tags": merker} if merker else {}
    if "injected-parameters" in merker:
        celle["id"] = f"valg-{nummer}"
        celle["source"] = celle["source"].replace("# Parameters", "# Valgt for denne kjøringen", 1)
    if celle["cell_type"] != "code":
        return ""
    advarsler = [u for u in celle["outputs"] if u.get("name") == "stderr"]
    celle["outputs"] = [_vask(u, mappe) for u in celle["outputs"] if u not in advarsler]
    return "".join("".join(u["text"]) for u in advarsler)


def _vask(verdi: Any, mappe: Path) -> Any:
    if isinstance(verdi, str):
        return uten_stier(verdi, mappe)
    if isinstance(verdi, dict):
        return type(verdi)({k: _vask(v, mappe) for k, v in verdi.items()})
    return [_vask(v, mappe) for v in verdi] if isinstance(verdi, list) else verdi


def _stier(mappe: Path) -> Iterator[tuple[str, str]]:
    """De lengste stiene først, ellers ville en kort sti spist begynnelsen av en lang."""
    kjente = {
        str(mappe): ".",
        str(Path.home()): "~",
        sys.prefix: "python",
        sys.base_prefix: "python",
    }
    for sti in sorted(kjente, key=len, reverse=True):
        if len(sti) > 3:
            yield sti, kjente[sti]
    if len(bruker := _bruker()) > 3:
        yield f"/{bruker}/", "/bruker/"
        yield f"\\{bruker}\\", "\\bruker\\"


def _bruker() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _stopp_ved_fodselsnummer(notatbok: dict) -> None:
    for celle in notatbok["cells"]:
        for utdata in celle.get("outputs", ()):
            tekst = utdata.get("text") or utdata.get("data", {}).get("text/plain", "")
            if any(fodselsnummer(t) == "gyldig" for t in _ELLEVE.findall("".join(tekst))):
                raise PersonvernStopp(funn("K840"))
