"""Det setningene deler: radene for området, de sikre svarene og spørsmålet om helheten."""

from __future__ import annotations

import pandas as pd

OMRAADE = "omraade"
SIKRE = ("høyere", "lavere")
KILDE = "Innbyggerundersøkelsen, vektet til befolkningen"
TALT = "Åpne svar i undersøkelsen. Hver person teller én gang"
GRUPPER = ("Forskjellen har et 99-prosentintervall. Grupper med under 30 svar er ikke med.",)
MINSTE = (
    "Minste synlige: en endring så stor ville vi sett fire av fem ganger. «For lite grunnlag» betyr at endringen kan være tilfeldig.",
)
DE_ANDRE = (
    "De andre like: en regresjon med alle spørsmålene, målt i standardavvik, blant dem som har svart på alt.",
)
NOKKELORD = (
    "Ordene er i grunnform. G² over 10,8 kommer av tilfeldigheter sjeldnere enn én av tusen ganger.",
)
SITATER = (
    "Sitatene er lest og godkjent av et menneske. De viser hva noen skriver, ikke hvor mange som mener det.",
)
AAPEN = "Svarene kom gjennom en åpen lenke, og gjelder bare dem som svarte."


def her(klart) -> pd.DataFrame:
    """Radene for området, med tall som kan vises."""
    t = klart.tabell
    return t[(t["gruppe"] == OMRAADE) & t["verdi"].notna()] if len(t) else t


def sikre(t: pd.DataFrame, *ord_: str) -> pd.DataFrame:
    """Radene der forskjellen er større enn usikkerheten."""
    return t[t["ord"].isin(ord_ or SIKRE)] if len(t) else t


def helheten(k) -> pd.DataFrame:
    """Spørsmålet om helheten, som én rad. Tomt når ingen er valgt."""
    valgt = k.opplysninger.get("helhet") or {}
    t = her(k.sporsmaal)
    return t[t["sporsmal"] == valgt.get("sporsmal")] if len(t) else t


def sterke(k) -> pd.DataFrame:
    """Spørsmålene som sikkert følger helheten."""
    t = k.drivere.tabell
    return t[t["sikker"] & t["verdi"].notna()] if len(t) else t


def folk(grupper: list[str]) -> list[str]:
    """Navnene på gruppene slik de står inne i en setning.

    >>> folk(["menn", "16–34 år"])
    ['menn', 'de på 16–34 år']
    """
    return [f"de på {g}" if g[:1].isdigit() else g for g in grupper]


def svarte_sjelden(k) -> list[str]:
    """Gruppene som sikkert svarte sjeldnere enn de andre."""
    h = k.hvem.tabell
    if not len(h):
        return []
    return folk(
        h[h["skjev"].astype(bool) & (h["verdi"] < h["andel_befolkning"])]["gruppe"].tolist()
    )
