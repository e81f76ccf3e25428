"""Hvilke rapporter et prosjekt har, og om de fortsatt stemmer med tallene."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from metodikk.drift.kjoring import hurtignokler
from metodikk.drift.kvittering import les_kvittering
from metodikk.drift.prosjekt import finn_mappe, malfil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import dato


@dataclass(frozen=True, slots=True)
class Status:
    """Tilstanden til én rapport."""

    mal: str
    mappe: Path
    laget: datetime | None
    oppdatert: bool

    @property
    def symbol(self) -> str:
        return "✓" if self.oppdatert else "↻" if self.laget else "–"

    @property
    def tekst(self) -> str:
        if self.laget is None:
            return "ikke laget"
        naar = f"laget {dato(self.laget)}"
        return naar if self.oppdatert else f"{naar}, men tallene eller malen er endret siden"

    def som_data(self) -> dict:
        return {
            "mal": self.mal,
            "mappe": f"ut/{self.mal}",
            "laget": self.laget,
            "oppdatert": self.oppdatert,
        }


def status_for(mappe: str | Path = ".", malmappe: Path | None = None) -> list[Status]:
    """Gi tilstanden til alle rapportene i et prosjekt, uten å lese tabellene."""
    rot = finn_mappe(mappe)
    return [_status(rot, mal, malmappe) for mal in katalog("maler")]


def _status(rot: Path, mal: str, malmappe: Path | None) -> Status:
    hjem = rot / "ut" / mal
    kvittering = les_kvittering(hjem)
    if not kvittering:
        return Status(mal, hjem, None, False)
    nokkel = hurtignokler(rot, {mal: malfil(mal, malmappe)}, {mal: kvittering["parametere"]})[mal]
    laget = datetime.fromisoformat(kvittering["ferdig"])
    return Status(mal, hjem, laget, kvittering.get("hurtignokkel") == nokkel)
