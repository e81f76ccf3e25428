"""Kvitteringen: hva rapporten er laget av, hvordan, hva som er skjult, og hva som kom ut."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from metodikk.drift import avtrykk
from metodikk.drift.grupper import forklart
from metodikk.drift.prosjekt import Prosjekt, sportabeller
from metodikk.drift.vask import masker_alt
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import dato
from metodikk.grunn.typer import Alvor, Funn

FILNAVN = "kvittering.json"
NYTTELAST = "application/vnd.metodikk+json"
_PAKKER = (
    "pandas", "numpy", "scipy", "matplotlib", "geopandas", "networkx", "openpyxl", "papermill",
    "statsmodels",
)  # fmt: skip


def begynn_kvittering(
    prosjekt: Prosjekt, mal: str, *, nokler: Mapping[str, str], parametere: Mapping[str, Any],
    notatbok: dict, startet: datetime,
) -> dict:  # fmt: skip
    """Samle det som er kjent når malen er kjørt: inndata, valg, rettelser, funn og hva som er skjult.

    Bruk denne før rapporten skrives, for det samme står i rapporten. Stier er relative, og
    personopplysninger er maskert.
    """
    from metodikk import __version__

    funn = [f for f in prosjekt.funn if f.tabell in {*tabellene(mal), ""}]
    return masker_alt({
        "kvittering": 1,
        "mal": mal,
        "status": "underveis",
        "startet": startet.isoformat(timespec="seconds"),
        "dato": dato(startet),
        "prosjekt": om_prosjektet(prosjekt),
        "parametere": dict(parametere),
        **nokler,
        "versjoner": {"metodikk": __version__, **_versjoner()},
        "inndata": inndata(prosjekt, mal),
        "sammenslaaing": forklart(prosjekt.oppsett.sammenslaaing, prosjekt.oppsett.indikatorer),
        "automatiske_rettelser": [_funn(f) for f in funn if f.rettet],
        "funn": {a.value: sum(f.antall for f in funn if f.alvor is a) for a in Alvor},
        "skjult": list(_skjult(notatbok)),
    })  # fmt: skip


def fullfor_kvittering(kvittering: dict, mappe: Path) -> dict:
    """Legg til det som er kjent når alle filene i `mappe` er skrevet."""
    ferdig = datetime.now().astimezone()
    sekunder = (ferdig - datetime.fromisoformat(kvittering["startet"])).total_seconds()
    return kvittering | {
        "status": "ferdig",
        "ferdig": ferdig.isoformat(timespec="seconds"),
        "sekunder": round(sekunder, 1),
        "utdata": utdata(mappe),
    }


def skriv_kvittering(kvittering: dict, mappe: Path) -> None:
    """Skriv kvitteringen. Uten den regnes mappen ikke som en ferdig rapport."""
    tekst = json.dumps(kvittering, ensure_ascii=False, indent=2)
    (mappe / FILNAVN).write_text(tekst + "\n", encoding="utf-8")


def les_kvittering(mappe: Path) -> dict:
    """Les kvitteringen i en rapportmappe, eller {} når det ikke er noen hel rapport der."""
    try:
        innhold = json.loads((mappe / FILNAVN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return innhold if isinstance(innhold, dict) else {}


def tabellene(mal: str) -> tuple[str, ...]:
    """Tabellene en mal trenger, bruker, eller viser sporet i."""
    oppslag = katalog("maler")[mal]
    spor = sportabeller() if oppslag.get("spor") else ()
    return tuple(dict.fromkeys((*oppslag["trenger"], *oppslag["bruker"], *spor)))


def inndatafiler(prosjekt: Prosjekt, mal: str) -> list[tuple[str, Path]]:
    """Filene i data/ som malen bruker, med tabellen hver av dem hører til."""
    return [(tabell, fil) for tabell in tabellene(mal) for fil in prosjekt.filer(tabell)]


def om_prosjektet(prosjekt: Prosjekt) -> dict:
    """Navnet, kommunen og området rapporten gjelder."""
    omraade = prosjekt.omraade
    return {"navn": prosjekt.oppsett.navn, "kommune": prosjekt.oppsett.kommune, "omraade": omraade.navn,
            "soner": list(omraade.soner)}  # fmt: skip


def inndata(prosjekt: Prosjekt, mal: str) -> list[dict]:
    """Filene rapporten er laget av, med fingeravtrykk og antall rader."""
    ut = []
    for tabell, fil in inndatafiler(prosjekt, mal):
        rader = prosjekt.rader(tabell)
        sti = _relativ(fil, prosjekt.mappe)
        ut.append({"tabell": tabell, "fil": sti, "sha256": avtrykk.sha256(fil), "rader": rader})
    return ut


def utdata(mappe: Path) -> list[dict]:
    """Filene i en ferdig mappe, med fingeravtrykk og størrelse."""
    filer = sorted(f for f in mappe.iterdir() if f.is_file() and f.name != FILNAVN)
    return [{"fil": f.name, "sha256": avtrykk.sha256(f), "byte": f.stat().st_size} for f in filer]


def _skjult(notatbok: dict) -> Iterable[dict]:
    """Det som er skjult i hver del av rapporten, slik nyttelasten sier det."""
    for celle in notatbok["cells"]:
        for utdata in celle.get("outputs", ()):
            last = utdata.get("data", {}).get(NYTTELAST)
            if isinstance(last, dict):
                yield from _skjult_i(last)


def _skjult_i(last: dict) -> Iterable[dict]:
    skjult = last.get("skjult")
    if skjult:
        yield {"del": last.get("tittel", ""), **_tell(skjult)}
    for indre in last.values():
        if isinstance(indre, dict):
            yield from _skjult_i(indre)


def _tell(skjult: Any) -> dict:
    if isinstance(skjult, int):
        return {"antall": skjult}
    regler = Counter(_regel(r) for r in skjult)
    return {"antall": sum(regler.values()), "regler": dict(regler), "celler": list(skjult)}


def _regel(r: Any) -> str:
    if isinstance(r, dict):
        return "verner en nabo" if r.get("verner") else str(r.get("regel", ""))
    return str(r)


def _funn(f: Funn) -> dict:
    felter = ("kode", "tittel", "fil", "ark", "celle", "kolonne", "antall")
    return {n: v for n in felter if (v := getattr(f, n)) not in ("", None)}


@cache
def _versjoner() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    ut = {"python": platform.python_version(), "system": platform.system()}
    for pakke in _PAKKER:
        try:
            ut[pakke] = version(pakke)
        except PackageNotFoundError:
            continue
    return ut


def _relativ(fil: Path, rot: Path) -> str:
    fil = fil.resolve()
    return fil.relative_to(rot).as_posix() if fil.is_relative_to(rot) else fil.name
