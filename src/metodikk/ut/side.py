"""Delene en rapport er satt sammen av: tabell, figur, kart, boks, setninger, nøkkeltall og hode.

Hver del kan vises i en notatbok. Med den følger nyttelasten `application/vnd.metodikk+json`, som
HTML, Word, Excel og GeoPackage lages av. Den kjørte notatboken er eneste kilde til rapporten.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any, ClassVar

from metodikk.grunn.tall import tall

MIME = "application/vnd.metodikk+json"
SKALERES = ("prosent", "prosentpoeng")
FORVALGT_DESIMALER = {"prosent": 1, "prosentpoeng": 1, "antall": 0, "kr": 0, "aar": 0, "meter": 0}
EKTE_TEKST = ("tekst", "aar", "tall", "antall")


class Symbol(StrEnum):
    """Hvorfor et tall ikke står der, med symbolet SSB bruker."""

    SKJULT = ":"
    MANGLER = ".."
    UMULIG = "."

    @property
    def ord(self) -> str:
        return {":": "skjult av hensyn til personvernet", "..": "tallet mangler",
                ".": "kan ikke beregnes"}[self]  # fmt: skip


@dataclass(frozen=True)
class Kolonne:
    """Hvordan en kolonne vises: overskrift, enhet og antall desimaler.

    `enhet` er "tekst", "antall", "aar", "tall", "prosent", "prosentpoeng", "kr", "meter" eller en
    annen enhet i ord («per 1000»). Andeler (0–1) med enheten prosent eller prosentpoeng ganges
    med 100 når de vises.
    """

    tittel: str
    enhet: str = "tekst"
    desimaler: int | None = None

    @property
    def er_tekst(self) -> bool:
        return self.enhet == "tekst"

    @property
    def plasser(self) -> int:
        valgt = FORVALGT_DESIMALER.get(self.enhet, 1) if self.desimaler is None else self.desimaler
        return 0 if self.enhet == "aar" else valgt

    @property
    def overskrift(self) -> str:
        """Tittelen med enheten i parentes.

        >>> Kolonne("Andel", "prosent").overskrift
        'Andel (prosent)'
        >>> Kolonne("Prosent", "prosent").overskrift
        'Prosent'
        """
        sagt = self.tittel.lower() == self.enhet or f"({self.enhet})" in self.tittel
        enhet = "" if self.enhet in EKTE_TEKST or sagt else self.enhet
        return f"{self.tittel} ({enhet})" if enhet else self.tittel

    def skriv(self, verdi: Any) -> str:
        """Skriv en verdi slik den står i tabellen.

        >>> Kolonne("Andel", "prosent").skriv(12.5)
        '12,5'
        """
        if isinstance(verdi, (Symbol, str)) or verdi is None:
            return str(verdi or "")
        return str(int(verdi)) if self.enhet == "aar" else tall(verdi, self.plasser)


@dataclass(frozen=True)
class Del:
    """Felles for alle delene: de kan vises i en notatbok og skrives til nyttelast."""

    art: ClassVar[str] = ""

    def nyttelast(self) -> dict:
        data = _til_data(self)
        if "slag" in data:
            data["type"] = data.pop("slag")
        return {"metodikk": 1, "slag": self.art, **data}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        from metodikk.ut.delhtml import notatbok_html

        pakke = {"text/plain": self.klartekst(), "text/html": notatbok_html(self)}
        if bilde := getattr(self, "png", b""):
            pakke["image/png"] = base64.b64encode(bilde).decode("ascii")
        return {**pakke, MIME: self.nyttelast()}

    def klartekst(self) -> str:
        return getattr(self, "tittel", "") or self.art


@dataclass(frozen=True)
class Tabell(Del):
    """En ferdig tabell. Lages med :func:`metodikk.ut.tabeller.tabell`."""

    art: ClassVar[str] = "tabell"
    tittel: str
    kolonner: tuple[Kolonne, ...]
    rader: tuple[tuple, ...]
    kilde: str = ""
    noter: tuple[str, ...] = ()
    radhoder: int = 1
    skjult: tuple[dict, ...] = ()
    id: str = ""

    @property
    def uten_forstavelse(self) -> str:
        """Tittelen slik den står under en figur, uten «Tallene bak»."""
        return self.tittel.removeprefix("Tallene bak: ")

    @property
    def symboler(self) -> tuple[Symbol, ...]:
        """Symbolene som er brukt, til forklaringen under tabellen."""
        brukt = {v for rad in self.rader for v in rad if isinstance(v, Symbol)}
        return tuple(s for s in Symbol if s in brukt)

    def klartekst(self) -> str:
        linjer = [self.tittel, " | ".join(k.overskrift for k in self.kolonner)]
        for rad in self.rader:
            linjer.append(" | ".join(k.skriv(v) for k, v in zip(self.kolonner, rad, strict=True)))
        return "\n".join(linjer)


@dataclass(frozen=True)
class Figur(Del):
    """Et bilde med alternativ tekst og tallene bak. Lages i :mod:`metodikk.ut.figurer`."""

    art: ClassVar[str] = "figur"
    tittel: str
    alt: str
    tabell: Tabell
    png: bytes = field(default=b"", repr=False)
    kilde: str = ""
    tekst: str = ""
    bredde: int = 720
    hoyde: int = 400
    id: str = ""

    def klartekst(self) -> str:
        return f"{self.tittel}\n{self.alt}"


@dataclass(frozen=True)
class Kart(Figur):
    """Et kart: bilde, tabell og det som trengs for et levende kart og en GeoPackage.

    `levende` er figurene i SVG-koordinater, `lag` er de samme klarerte lagene i kartkoordinater.
    """

    art: ClassVar[str] = "kart"
    levende: dict = field(default_factory=dict, repr=False)
    lag: tuple[dict, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Boks(Del):
    """En uthevet boks: "advarsel", "forbehold", "mangler" eller "tips".

    En advarsel eller et forbehold kan ikke foldes sammen: den som leser tallet, skal lese boksen.
    """

    art: ClassVar[str] = "boks"
    slag: str
    tittel: str
    tekst: str = ""
    punkter: tuple[str, ...] = ()

    ORD: ClassVar[dict[str, tuple[str, str]]] = {
        "advarsel": ("⚠", "Advarsel"), "forbehold": ("!", "Forbehold"),
        "mangler": ("◻", "Mangler"), "tips": ("ℹ", "Tips"),
    }  # fmt: skip

    def __post_init__(self):
        if self.slag not in self.ORD:
            raise ValueError(f"Boks kan være {', '.join(self.ORD)}, ikke «{self.slag}».")
        _frys(self, "punkter")

    def klartekst(self) -> str:
        return "\n".join([f"{self.ORD[self.slag][1]}: {self.tittel}", self.tekst, *self.punkter])


@dataclass(frozen=True)
class Setninger(Del):
    """Hva tallene gir grunnlag for å si, og hva de ikke gir grunnlag for å si."""

    art: ClassVar[str] = "setninger"
    kan_si: tuple[str, ...] = ()
    kan_ikke_si: tuple[str, ...] = ()
    tittel: str = "Hva vi kan si"

    def __post_init__(self):
        _frys(self, "kan_si", "kan_ikke_si")

    def klartekst(self) -> str:
        return "\n".join(["Dette kan vi si:", *self.kan_si, "Dette kan vi ikke si:",
                          *self.kan_ikke_si])  # fmt: skip


@dataclass(frozen=True)
class Nokkeltall(Del):
    """Noen få tall med ord. Hvert tall er (navn, tall som tekst, forklaring)."""

    art: ClassVar[str] = "nokkeltall"
    tall: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "tall", tuple((*map(str, t), "", "")[:3] for t in self.tall))

    def klartekst(self) -> str:
        return "\n".join(f"{navn}: {verdi}. {tekst}" for navn, verdi, tekst in self.tall)


@dataclass(frozen=True)
class Tekst(Del):
    """Avsnitt og punkter som er skrevet av resultatene."""

    art: ClassVar[str] = "tekst"
    avsnitt: tuple[str, ...] = ()
    punkter: tuple[str, ...] = ()

    def __post_init__(self):
        _frys(self, "avsnitt", "punkter")

    def klartekst(self) -> str:
        return "\n".join([*self.avsnitt, *(f"• {p}" for p in self.punkter)])


@dataclass(frozen=True)
class Hode(Del):
    """Toppen av rapporten: hva den handler om, hvem som har laget den, og når."""

    art: ClassVar[str] = "hode"
    tittel: str
    omraade: str = ""
    kommune: str = ""
    avsender: str = ""
    dato: str = ""
    periode: str = ""
    ingress: str = ""
    fiktiv: bool = False
    kontakt: str = ""


@dataclass(frozen=True)
class Samling:
    """Flere deler som vises etter hverandre, for eksempel én figur per indikator."""

    deler: tuple[Del, ...]

    def __iter__(self):
        return iter(self.deler)

    def __len__(self) -> int:
        return len(self.deler)

    def _ipython_display_(self) -> None:
        vis(*self.deler)


_ARTER = {c.art: c for c in (Tabell, Figur, Kart, Boks, Setninger, Nokkeltall, Tekst, Hode)}


def vis(*deler) -> None:
    """Vis én eller flere deler i notatboken. None og tomme samlinger hoppes over.

    Eksempel
    --------
    >>> vis(Boks("tips", "Les dette først"))
    Tips: Les dette først
    """
    from IPython import get_ipython

    for del_ in utfold(deler):
        if get_ipython() is None:
            print(del_.klartekst().strip())
        else:
            _publiser(del_)


def _publiser(del_: Del) -> None:
    from IPython.display import display

    display(del_._repr_mimebundle_(), raw=True)


def utfold(deler) -> list[Del]:
    """Gjør lister og samlinger av deler om til én flat liste, og nekt alt annet."""
    flat: list[Del] = []
    for d in deler:
        if isinstance(d, Del):
            flat.append(d)
        elif isinstance(d, (list, tuple, Samling)):
            flat.extend(utfold(d))
        elif d is not None:
            raise TypeError(
                f"vis() tar ferdige deler (tabell, figur, kart, boks …), ikke {type(d).__name__}. "
                "Bruk mk.tabell() på et klarert resultat."
            )
    return flat


def fra_nyttelast(data: dict, png: bytes = b"") -> Del:
    """Bygg delen opp igjen fra nyttelasten i en kjørt notatbok."""
    cls = _ARTER[data["slag"]]
    data = {**data, "slag": data.get("type")}
    verdier = {f.name: data[f.name] for f in fields(cls) if f.name in data and f.name != "png"}
    if "tabell" in verdier:
        verdier["tabell"] = fra_nyttelast(verdier["tabell"])
    if cls is Tabell:
        verdier["kolonner"] = tuple(Kolonne(**k) for k in verdier["kolonner"])
        verdier["rader"] = tuple(tuple(map(_fra_celle, rad)) for rad in verdier["rader"])
    verdier = {k: tuple(v) if isinstance(v, list) else v for k, v in verdier.items()}
    return cls(**verdier, **({"png": png} if issubclass(cls, Figur) else {}))


def lag_id(tekst: str) -> str:
    """Lag en id av en tittel: bare a–z, 0–9 og bindestrek.

    >>> lag_id("Trygghet på Nordre Brygge, 2024")
    'trygghet-paa-nordre-brygge-2024'
    """
    tekst = tekst.lower().replace("æ", "ae").replace("ø", "o").replace("å", "aa")
    enkel = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", enkel).strip("-")[:60] or "del"


def _frys(del_: Del, *navn: str) -> None:
    for n in navn:
        verdi = getattr(del_, n)
        object.__setattr__(del_, n, (verdi,) if isinstance(verdi, str) else tuple(verdi))


def _til_data(x: Any) -> Any:
    if isinstance(x, Symbol):
        return {"mangler": x.value}
    if isinstance(x, Tabell):
        return {"slag": x.art} | _felt(x)
    if is_dataclass(x):
        return _felt(x)
    if isinstance(x, (list, tuple)):
        return [_til_data(v) for v in x]
    return {k: _til_data(v) for k, v in x.items()} if isinstance(x, dict) else x


def _felt(x) -> dict:
    return {f.name: _til_data(getattr(x, f.name)) for f in fields(x) if f.name != "png"}


def _fra_celle(v: Any) -> Any:
    return Symbol(v["mangler"]) if isinstance(v, dict) else v
