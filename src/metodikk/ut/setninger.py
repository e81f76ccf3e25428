"""Setninger i klarspråk, skrevet av klarerte resultater: forskjell, utvikling og forbehold."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from metodikk.grunn.tall import HARDT, liste, mellom, periode, tall
from metodikk.grunn.typer import Klarert
from metodikk.ut.figurer.ramme import med_enhet
from metodikk.ut.side import SKALERES, Kolonne, Tekst
from metodikk.ut.tabeller import krev_klarert

FORSKJELL = {"prosent": "prosentpoeng"}
TALLORD = (
    "ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv",
)  # fmt: skip


def sammenlikninger(
    klarert: Klarert, *, hva: str = "indikator", hvem: str = "området", mot: str = "resten av kommunen",
    enhet: str = "prosent", desimaler: int | None = None, navn: Mapping[str, str] | None = None,
) -> list[str]:  # fmt: skip
    """Skriv én setning per rad om området mot det det sammenliknes med.

    Bruk denne på et klarert resultat av :func:`metodikk.metoder.usikkerhet.sammenlikn`. Ordet
    «høyere» eller «lavere» står bare når intervallet gir dekning for det.

    Parametere
    ----------
    klarert : Klarert
        Kolonnene `verdi`, `verdi_mot`, `forskjell_nedre`, `forskjell_ovre`, `ord` og `hva`.
    hva : str
        Kolonnen som sier hva som er målt.

    Returnerer
    ----------
    list of str
        Rader som er skjult, gir ingen setning.
    """
    data = krev_klarert(klarert, "sammenlikninger")
    rader = [r for r in data.to_dict("records") if _kjent(r.get("verdi"), r.get("verdi_mot"))]
    return [
        sammenlikning(r, hva=(navn or {}).get(r[hva], r[hva]), hvem=hvem, mot=mot, enhet=enhet,
                      desimaler=desimaler)
        for r in rader
    ]  # fmt: skip


def sammenlikning(
    rad: Mapping, *, hva: str, hvem: str = "området", mot: str = "resten av kommunen",
    enhet: str = "prosent", desimaler: int | None = None,
) -> str:  # fmt: skip
    """Skriv setningen om én forskjell, med intervall.

    >>> rad = {"verdi": .225, "verdi_mot": .1, "ord": "høyere", "forskjell_nedre": .08, "forskjell_ovre": .17}
    >>> print(sammenlikning(rad, hva="Barn i lavinntekt").replace(HARDT, " "))
    Barn i lavinntekt: 22,5 prosent i området, mot 10,0 prosent i resten av kommunen. Tallet er høyere: forskjellen er mellom 8,0 og 17,0 prosentpoeng.
    """
    kol = Kolonne("", enhet, desimaler)
    setning = f"{hva}: {med_enhet(rad['verdi'], kol)} i {hvem}, mot {med_enhet(rad['verdi_mot'], kol)} i {mot}."
    grenser = rad.get("forskjell_nedre"), rad.get("forskjell_ovre")
    if not _kjent(*grenser):
        return setning
    spenn = mellom(*grenser, kol.plasser, FORSKJELL.get(enhet, enhet))
    slutt = {
        "høyere": f"Tallet er høyere: forskjellen er {spenn}.",
        "lavere": f"Tallet er lavere: forskjellen er {spenn}.",
        "på nivå": f"Tallene er på nivå: forskjellen er {spenn}.",
    }.get(rad.get("ord", ""), f"Grunnlaget er for lite til å si om tallene er ulike: forskjellen er {spenn}.")  # fmt: skip
    return f"{setning} {slutt}"


def utvikling(
    fra: float, til: float, fra_aar: int, til_aar: int, *, hva: str, enhet: str = "prosent",
    desimaler: int | None = None, sikker: bool | None = None,
) -> str:  # fmt: skip
    """Skriv setningen om hva som skjedde mellom to år.

    `sikker` er om endringen er større enn usikkerheten. Utelatt: setningen sier ikke noe om det.

    >>> print(utvikling(.2, .15, 2015, 2024, hva="Andelen", sikker=True).replace(HARDT, " "))
    Andelen gikk ned fra 20,0 prosent i 2015 til 15,0 prosent i 2024. Endringen er større enn usikkerheten i tallene.
    """
    kol = Kolonne("", enhet, desimaler)
    if not _kjent(fra, til):
        return f"{hva}: utviklingen {periode(fra_aar, til_aar)} kan ikke vises."
    a, b = med_enhet(fra, kol), med_enhet(til, kol)
    if a == b:
        return f"{hva} var {a} både i {fra_aar} og i {til_aar}."
    setning = f"{hva} gikk {'opp' if til > fra else 'ned'} fra {a} i {fra_aar} til {b} i {til_aar}."
    if sikker is None:
        return setning
    storre = "større" if sikker else "ikke større"
    return f"{setning} Endringen er {storre} enn usikkerheten i tallene."


def en_person(nevner: float, *, hvem: str = "Én person") -> str:
    """Si hvor mye én person betyr for andelen.

    >>> print(en_person(40).replace(HARDT, " "))
    Én person tilsvarer 2,5 prosentpoeng.
    """
    if not _kjent(nevner) or nevner <= 0:
        return "Andelen kan ikke beregnes, for det er ingen i gruppen."
    plasser = 1 if nevner <= 2000 else 2
    return f"{hvem} tilsvarer {tall(100 / nevner, plasser)}{HARDT}prosentpoeng."


def intervall(verdi: float, nedre: float, ovre: float, *, enhet: str = "prosent",
              desimaler: int | None = None) -> str:  # fmt: skip
    """Skriv et tall med usikkerheten i ord.

    >>> print(intervall(.11, .08, .14, desimaler=0).replace(HARDT, " "))
    11 prosent (mellom 8 og 14 prosent)
    """
    kol = Kolonne("", enhet, desimaler)
    if not _kjent(verdi):
        return "tallet vises ikke"
    if not _kjent(nedre, ovre):
        return med_enhet(verdi, kol)
    skrevet = mellom(nedre, ovre, kol.plasser, enhet if enhet in SKALERES else "")
    return f"{med_enhet(verdi, kol)} ({skrevet})"


def antall(n: float, en: str = "", flere: str = "") -> str:
    """Skriv antall til og med tolv med ord, gjerne med ordet som telles.

    `en` er entallsformen med tallordet («ett tiltak»), `flere` er flertallsformen («tiltak»).

    >>> antall(3), antall(40), antall(1, "ett tiltak", "tiltak"), antall(2, "ett tiltak", "tiltak")
    ('tre', '40', 'ett tiltak', 'to tiltak')
    """
    if n == 1 and en:
        return en
    skrevet = TALLORD[int(n)] if n < len(TALLORD) else tall(n)
    return f"{skrevet} {flere}" if flere else skrevet


def stor(tekst: str) -> str:
    """Gjør teksten klar til å begynne en setning, uten å endre resten.

    >>> stor("tre tiltak i SLT")
    'Tre tiltak i SLT'
    """
    return tekst[:1].upper() + tekst[1:]


def liten(tekst: str) -> str:
    """Gjør et navn klart til å stå inne i en setning: liten forbokstav og uten komma.

    >>> liten("Lav utdanning, 30–59 år"), liten("SSB-tall")
    ('lav utdanning 30–59 år', 'SSB-tall')
    """
    tekst = tekst.replace(", ", " ")
    return tekst if tekst[1:2].isupper() else tekst[:1].lower() + tekst[1:]


def sitat(tekster: Sequence[str]) -> str:
    """Ram opp tekster i anførselstegn.

    >>> sitat(["a", "b"])
    '«a» og «b»'
    """
    return liste([f"«{t}»" for t in tekster])


def avsnitt(*deler: str | None) -> Tekst:
    """Sett sammen avsnittene som har noe å si. Tomme hoppes over.

    >>> avsnitt("Først.", "", None, "Så.").avsnitt
    ('Først.', 'Så.')
    """
    return Tekst(avsnitt=tuple(d for d in deler if d))


def oppramsing(navn: Sequence[str], *, ingen: str = "ingen", flest: int = 5) -> str:
    """Ram opp navn, og si hvor mange som ikke er nevnt.

    >>> oppramsing(["a", "b", "c"], flest=2)
    'a, b og 1 til'
    """
    if not navn:
        return ingen
    resten = len(navn) - flest
    return liste([*navn[:flest], f"{resten} til"] if resten > 0 else list(navn))


def skjulte(klarert: Klarert) -> str:
    """Si hvor mange tall som er skjult, og hvorfor."""
    krev_klarert(klarert, "skjulte")
    antall = len(klarert.skjult)
    if not antall:
        return "Ingen tall er skjult."
    ord_ = "Ett tall er skjult" if antall == 1 else f"{antall} tall er skjult"
    return f"{ord_} fordi de gjelder få personer, eller fordi de ellers kunne ha blitt regnet ut."


def _kjent(*verdier) -> bool:
    return all(isinstance(v, (int, float)) and math.isfinite(v) for v in verdier)
