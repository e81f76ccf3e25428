"""Det setningene deler: radene for området, de sikre svarene og spørsmålet om helheten."""

from __future__ import annotations

import pandas as pd

from metodikk.grunn.tall import prosent
from metodikk.ut.setninger import antall

OMRAADE = "omraade"
SIKRE = ("høyere", "lavere")
KILDE = "Innbyggerundersøkelsen, vektet til befolkningen"
TALT = "Åpne svar i undersøkelsen. Hver person teller én gang"
ALFA = (
    "Temaene er de sju i veilederen. Er spørsmålene i et tema ulike, bør de leses hvert for seg.",
    "Alfa sier hvor godt spørsmålene følger hverandre. Nær 1 er helt likt, rundt 0 er ikke i det hele tatt. Fra 0,7 kan de slås sammen til ett tall.",
)
GRUPPER = ("Forskjellen har et 99-prosentintervall. Grupper med under 30 svar er ikke med.",)
MINSTE = (
    "Minste synlige: en endring så stor ville vi sett fire av fem ganger. «For lite grunnlag» betyr at endringen kan være tilfeldig.",
)
DE_ANDRE = (
    "«De andre like» sier hvor tett svaret følger helheten når svarene på de andre spørsmålene er de samme. Det er en regresjon i standardavvik, blant dem som har svart på alt.",
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


def mot_resten(k) -> pd.DataFrame:
    """Svarene som sikkert skiller området fra resten, de største forskjellene først, med andelen i resten."""
    t = k.sporsmaal.tabell
    if not len(t):
        return t
    resten = t[t["gruppe"] != OMRAADE].set_index("sporsmal")["verdi"]
    d = sikre(her(k.sporsmaal))
    return storst_forst(d.assign(verdi_mot=d["sporsmal"].map(resten).astype(float)))


def sikre(t: pd.DataFrame, *ord_: str) -> pd.DataFrame:
    """Radene der forskjellen er større enn usikkerheten."""
    return t[t["ord"].isin(ord_ or SIKRE)] if len(t) else t


def storst_forst(t: pd.DataFrame) -> pd.DataFrame:
    """Radene ordnet etter hvor stor forskjellen er."""
    return t.sort_values("forskjell", key=abs, ascending=False) if len(t) else t


def mot_de_andre(r) -> str:
    r"""Én gruppe mot de andre i området: andelen som svarer positivt.

    >>> from types import SimpleNamespace as Rad
    >>> r = Rad(tekst="Trives du?", gruppe="67 år og over", verdi=0.91, verdi_mot=0.72)
    >>> mot_de_andre(r).replace("\N{NO-BREAK SPACE}", " ")
    'i gruppen 67 år og over svarer 91 prosent positivt på «Trives du?», mot 72 prosent av de andre i området'
    """
    return (
        f"i gruppen {r.gruppe} svarer {prosent(r.verdi, 0)} positivt på «{r.tekst}», "
        f"mot {prosent(r.verdi_mot, 0)} av de andre i området"
    )


def tilfeldige(ventet: float) -> str:
    """Si hvor mange av forskjellene som kan skyldes tilfeldigheter.

    >>> tilfeldige(0.13)
    'Da er det lite trolig at noen av dem bare skyldes tilfeldigheter.'
    >>> tilfeldige(0.78)
    'Da må vi regne med at omtrent én av dem bare skyldes tilfeldigheter.'
    """
    if ventet < 0.5:
        return "Da er det lite trolig at noen av dem bare skyldes tilfeldigheter."
    return (
        f"Da må vi regne med at omtrent {antall(round(ventet))} av dem bare skyldes tilfeldigheter."
    )


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
