"""Lager små prosjekter med feil i, slik at hver regel kan prøves gjennom hele kontrollen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import Workbook

from metodikk.grunn.typer import Funn
from metodikk.inn.adresser import bokstav
from metodikk.inn.kontroll import Prosjektdata, kontroller, les_prosjektdata, sortert
from metodikk.inn.oppbygging import bygg_tabeller
from metodikk.inn.raatabell import Raatabell

SONER = [
    {"sone": "0099000001", "sonenavn": "Vik", "kommune": "0099"},
    {"sone": "0099000002", "sonenavn": "Nes", "kommune": "0099"},
    {"sone": "0099000003", "sonenavn": "Berg", "kommune": "0099"},
]
Rader = Sequence[Mapping[str, object]]


def indikator(**endret) -> dict:
    return {"indikator": "barn_lavinntekt", "sone": "0099000001", "aar": 2024, "teller": 18,
            "nevner": 212, **endret}  # fmt: skip


def folk(**endret) -> dict:
    return {"sone": "0099000001", "aar": 2024, "aldersgruppe": "20–34 år", "kjonn": "kvinner",
            "antall": 143, **endret}  # fmt: skip


def ressurs(**endret) -> dict:
    return {"ressurs": "R01", "navn": "Vik velforening", "type": "frivillig organisasjon",
            "privatperson": "nei", "tema": "møteplass", "kilde": "Samtale", "bekreftet": "2025-09-14",
            **endret}  # fmt: skip


def tiltak(**endret) -> dict:
    return {"tiltak": "T01", "navn": "Åpen hall", "maal": "Flere er med", "utfall": "U1",
            "ansvarlig": "Enhet for kultur", "start": "2021-08-15", "slutt": "2024-06-20",
            "budsjett": 450000, "brukt": 420000, "planlagt": 120, "levert": 96, "status": "gjennomført",
            "endring": None, **endret}  # fmt: skip


def utfall(**endret) -> dict:
    return {"utfall": "U1", "navn": "Flere er med", "maalt_med": "barn_lavinntekt", "onsket": "ned",
            "hovedutfall": "ja", "valgt": "2020-11-03", **endret}  # fmt: skip


def ledd(**endret) -> dict:
    return {"ledd": "P1", "type": "innsats", "tekst": "Hallen åpnes", "leder_til": None, **endret}


def sporsmal(**endret) -> dict:
    return {"sporsmal": "trygg", "tema": "trygghet", "tekst": "Hvor trygg?", "minst": 1, "hoyest": 5,
            "fornoyd_fra": 4, "vet_ikke": 9, **endret}  # fmt: skip


def runde(**endret) -> dict:
    return {
        "runde": 2025,
        "modus": "web",
        "trekkmaate": "tilfeldig utvalg",
        "invitert": 1500,
        **endret,
    }


def svar(n: int = 1, **endret) -> dict:
    return {"respondent": f"25-{n:03}", "runde": 2025, "sone": "0099000001", "kjonn": "kvinner",
            "aldersgruppe": "35–49 år", "trygg": 4, **endret}  # fmt: skip


def skriv_ark(fil: Path, rader: Rader) -> Path:
    """Skriv rader til et ark med overskriften på rad 1. Første datarad er rad 2."""
    bok = Workbook()
    kolonner = list(dict.fromkeys(k for rad in rader for k in rad))
    bok.active.append(kolonner)
    for rad in rader:
        bok.active.append([rad.get(k) for k in kolonner])
    bok.save(fil)
    return fil


def raatabell(navn: str, rader: Rader) -> Raatabell:
    """Radene slik leseren gir dem fra seg, med overskriften på rad 1 i filen."""
    kolonner = tuple(dict.fromkeys(k for rad in rader for k in rad))
    data = pd.DataFrame(
        {k: pd.Series([rad.get(k) for rad in rader], dtype=object) for k in kolonner}
    )
    bokstaver = tuple(bokstav(i) for i in range(len(kolonner)))
    return Raatabell(
        Path(f"{navn}.xlsx"), "Ark1", kolonner, data, np.arange(len(rader)) + 2, bokstaver
    )


def les(_mappe: Path | None = None, **tabeller: Rader) -> Prosjektdata:
    """Kontroller tabellene. Sonene er de tre over når de ikke er gitt. Med en mappe skrives filer."""
    egne = tabeller.pop("indikatorkatalog", None)
    tabeller = {navn: rader for navn, rader in {"soner": SONER, **tabeller}.items() if rader}
    if _mappe is not None:
        for navn, rader in tabeller.items():
            skriv_ark(_mappe / f"{navn}.xlsx", rader)
        return les_prosjektdata(_mappe, kommune="0099", i_aar=2026, indikatorer=egne)
    bygd = bygg_tabeller({navn: raatabell(navn, rader) for navn, rader in tabeller.items()})
    rene, funn, antall = kontroller(bygd, egne, kommune="0099", i_aar=2026)
    return Prosjektdata(rene, None, sortert(funn), {}, antall)


def funnet(kode: str, **tabeller: Rader) -> list[Funn]:
    """Funnene med denne koden når tabellene kontrolleres."""
    return [f for f in les(**tabeller).funn if f.kode == kode]


def ett(kode: str, **tabeller: Rader) -> Funn:
    """Det ene funnet med denne koden. Feiler når det er flere eller ingen."""
    (eneste,) = funnet(kode, **tabeller)
    return eneste
