"""Skriver rapporten i alle formater fra den kjørte notatboka."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def skriv_rapport(
    notatbok: dict,
    mappe: Path,
    kvittering: dict,
    meld: Callable[[float, str], None],
    wordmal: Path | None = None,
) -> None:
    """Skriv HTML, Word, Excel og, når rapporten har kart, GeoPackage i mappen.

    Bruk denne når notatboka er kjørt og vasket. Alle filene lages av den og av det kvitteringen
    sier om kjøringen. `wordmal` er kommunens egen Word-mal.
    """
    from metodikk.ut.rapport import docx, geopakke, html, les, xlsx

    rapport = les.les(notatbok, mal=kvittering["mal"], opplysninger=kvittering)
    filer = {"rapport.html": html, "tall.xlsx": xlsx, "kart.gpkg": geopakke}
    # Word-filen lages av et annet program. Imens skriver vi de andre.
    with ThreadPoolExecutor(1) as ved_siden_av:
        word = ved_siden_av.submit(docx.skriv, rapport, mappe / "rapport.docx", mal=wordmal)
        for nummer, (navn, skriver) in enumerate(filer.items()):
            meld(nummer / 4, f"skriver {navn}")
            skriver.skriv(rapport, mappe / navn)
        meld(3 / 4, "skriver rapport.docx")
        word.result()
