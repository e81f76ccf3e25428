"""Et lite prosjekt og en liten mal, så prøvene av kjøringen er raske og ikke venter på de ekte malene."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from metodikk.drift import notatbok

PROSJEKT = """\
[prosjekt]
navn = "Prøve"
kommune = "0099"
kommunenavn = "Eksempelvik"
fiktiv = true
[omraade]
navn = "Nordre Brygge"
soner = ["0099000001"]
"""
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
MAL = """\
# %% [markdown]
# # Prøve
# Svarer på: virker kjøringen?
# %% tags=["parameters"]
prosjekt: str = "."  # mappen med prosjekt.toml
tema: str = "0301"  # en kode, altså tekst
aar: int = 2024  # et år
andel: float = 0.5  # en andel
vis_alt: bool = True  # om alt skal vises
# %%
import metodikk as mk

p = mk.aapne(prosjekt)
# %%
mk.vis(mk.Boks("tips", f"Tema {tema} i {aar}", p.omraade.navn))
# %%
soner = mk.prikking.klarer_uten_personer(p.tabell("soner"), "navn på steder")
mk.tabell(soner, tittel="Sonene", kolonner={"sone": "Sone", "sonenavn": "Navn"})
"""


def lag_prosjekt(mappe: Path, toml: str = PROSJEKT) -> Path:
    """Et prosjekt med tre tabeller, nok til kunnskapsgrunnlag og ressurskart."""
    (mappe / "data").mkdir(parents=True)
    (mappe / "prosjekt.toml").write_text(toml, encoding="utf-8")
    _csv(
        mappe, "soner", "sone;sonenavn;kommune", *(f"009900000{i};Vik {i};0099" for i in (1, 2, 3))
    )
    rader = (
        f"009900000{i};2024;{alder};{kjonn};{100 + 7 * i}"
        for i in (1, 2, 3)
        for alder in ALDRE
        for kjonn in ("kvinner", "menn")
    )
    _csv(mappe, "befolkning", "sone;aar;aldersgruppe;kjonn;antall", *rader)
    return mappe


ALDRE = ("0–5 år", "6–15 år", "16–19 år", "20–34 år", "35–49 år", "50–66 år", "67–79 år", "80 år og over")  # fmt: skip


def lag_mal(
    mappe: Path, navn: str = "kunnskapsgrunnlag", ekstra: str = "", kilde: str = MAL
) -> Path:
    """En liten mal med navnet til en av de ekte. `ekstra` er kode i en siste celle."""
    mappe.mkdir(parents=True, exist_ok=True)
    py = mappe / f"{navn}.py"
    siste = f"# %%\n{textwrap.dedent(ekstra)}\n" if ekstra else ""
    py.write_text(kilde + siste, encoding="utf-8")
    fil = mappe / f"{navn}.ipynb"
    fil.write_text(notatbok.som_tekst(notatbok.bygg(py)), encoding="utf-8")
    return fil


def les_json(fil: Path) -> dict:
    return json.loads(fil.read_text(encoding="utf-8"))


def _csv(mappe: Path, navn: str, *linjer: str) -> None:
    (mappe / "data" / f"{navn}.csv").write_text("\n".join(linjer) + "\n", encoding="utf-8")
