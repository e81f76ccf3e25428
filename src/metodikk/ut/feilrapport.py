"""Funnene fra kontrollen som tekst i terminalen og som en side i nettleseren."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from metodikk.grunn.meldinger import melding
from metodikk.grunn.tall import dato, liste
from metodikk.grunn.typer import Alvor, Funn
from metodikk.ut.feilark import skriv_kopier

__all__ = ["konklusjon", "skriv_html", "skriv_kopier", "terminaltekst"]

FLEST_STEDER = 200
_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_FLERTALL = {"stopp": "stoppfeil", "feil": "feil", "advarsel": "advarsler", "info": "opplysninger"}
_ENTALL = {"stopp": "stoppfeil", "feil": "feil", "advarsel": "advarsel", "info": "opplysning"}


@dataclass(frozen=True)
class Gruppe:
    """Funn med samme kode og samme råd. Teksten står én gang, stedene i en tabell."""

    forste: Funn
    hvorfor: str
    steder: tuple[Funn, ...]
    flere: int

    @property
    def antall(self) -> int:
        return sum(f.antall for f in self.steder) + self.flere


@dataclass(frozen=True)
class Del:
    """En del av feilrapporten: overskrift, innledning og gruppene i den."""

    id: str
    symbol: str
    tittel: str
    innledning: str
    grupper: tuple[Gruppe, ...]


def konklusjon(funn: Sequence[Funn]) -> str:
    """Si i én eller to setninger om tallene kan brukes.

    >>> konklusjon([])
    'Ingen feil. Tallene kan brukes.'
    """
    antall = {a: sum(f.alvor is a and not f.rettet for f in funn) for a in Alvor}
    if antall[Alvor.STOPP]:
        return f"Kontrollen stoppet. {_antall(Alvor.STOPP, antall)} må ordnes før noe annet kan gjøres."
    if antall[Alvor.FEIL]:
        rest = f" {_antall(Alvor.ADVARSEL, antall)} bør leses." if antall[Alvor.ADVARSEL] else ""
        return f"{_antall(Alvor.FEIL, antall)} må rettes før rapportene kan lages.{rest}"
    if antall[Alvor.ADVARSEL]:
        return f"Ingen feil. {_antall(Alvor.ADVARSEL, antall)} bør leses før tallene brukes."
    return "Ingen feil. Tallene kan brukes."


def _antall(alvor: Alvor, antall: Mapping[Alvor, int]) -> str:
    n = antall[alvor]
    return f"{n} {(_ENTALL if n == 1 else _FLERTALL)[alvor]}"


def terminaltekst(
    funn: Sequence[Funn], antall_kontroller: int = 0, *, hoyst: int = 20, bredde: int = 100
) -> str:
    """Skriv funnene som tekst til terminalen, det mest alvorlige først.

    Bruk denne til å vise resultatet av kontrollen. Det som bare er til orientering, telles opp.

    Parametere
    ----------
    funn : liste av Funn
        Funnene fra kontrollen.
    antall_kontroller : int, forvalgt 0
        Hvor mange prøver som ble gjort.
    hoyst : int, forvalgt 20
        Hvor mange funn som vises. De andre står i feilrapporten.
    bredde : int, forvalgt 100
        Linjebredden.

    Returnerer
    ----------
    str
        Teksten, uten farger.

    Eksempel
    --------
    >>> from metodikk.grunn.meldinger import funn
    >>> print(terminaltekst([funn("K003", sted={"fil": "tom.csv"})], bredde=120))
    ⛔ K003 Stopp: Tabellen har overskrift, men ingen rader
       Hvor: tom.csv
       Forventet: Minst én rad under overskriften.
       Slik retter du: Fyll inn tabellen, eller ta filen ut av data-mappen hvis dere ikke har disse tallene.
    <BLANKLINE>
    Kontrollen stoppet. 1 stoppfeil må ordnes før noe annet kan gjøres.
    """
    viktige = [f for f in funn if f.alvor is not Alvor.INFO and not f.rettet]
    deler = [_i_terminalen(f, bredde) for f in viktige[:hoyst]]
    if len(viktige) > hoyst:
        deler.append(f"… og {len(viktige) - hoyst} funn til. Alle står i feilrapporten.")
    rettet = [f for f in funn if f.rettet]
    if rettet:
        deler.append(_rettet_i_terminalen(rettet, bredde))
    info = sum(f.alvor is Alvor.INFO and not f.rettet for f in funn)
    slutt = [konklusjon(funn)]
    if info:
        slutt.append(f"{info} funn er bare til orientering og står i feilrapporten.")
    if antall_kontroller:
        slutt.append(f"{antall_kontroller} kontroller er gjort.")
    return "\n\n".join([*deler, "\n".join(textwrap.wrap(" ".join(slutt), max(bredde, 40)))])


def _i_terminalen(f: Funn, bredde: int) -> str:
    linjer = [f"{f.alvor.symbol} {f.kode} {f.alvor.ord}: {f.tittel}"]
    ledd = (
        ("Hvor", sted_i_ord(f)), ("Fant", f.fant), ("Forventet", f.forventet),
        ("Slik retter du", f.slik_retter_du), ("Forslag", f.forslag),
    )  # fmt: skip
    for navn, tekst in ledd:
        if tekst:
            linjer += textwrap.wrap(
                f"{navn}: {tekst}", max(bredde, 40), initial_indent="   ", subsequent_indent="     ",
                break_on_hyphens=False,
            )  # fmt: skip
    return "\n".join(linjer)


def _rettet_i_terminalen(rettet: Sequence[Funn], bredde: int) -> str:
    linjer = ["✓ Rettet eller tolket automatisk (filene er ikke endret):"]
    for f in rettet[:10]:
        tekst = f"{f.kode} {f.tittel}: {f.fant or sted_i_ord(f)}" + (
            f" → {f.forslag}" if f.forslag else ""
        )
        linjer += textwrap.wrap(
            f"{tekst} ({sted_i_ord(f)})",
            max(bredde, 40),
            initial_indent="   ",
            subsequent_indent="     ",
        )
    if len(rettet) > 10:
        linjer.append(f"   … og {len(rettet) - 10} til i feilrapporten.")
    return "\n".join(linjer)


def sted_i_ord(f: Funn) -> str:
    """Skriv hvor funnet er: fil, ark og celler.

    >>> from metodikk.grunn.meldinger import funn
    >>> sted_i_ord(funn("K207", sted={"fil": "a.xlsx", "celle": "B14:B40"}, antall=27, kolonne="sone"))
    'a.xlsx, B14:B40 (27 celler)'
    """
    celler = f"{f.celle} ({f.antall} celler)" if f.celle and f.antall > 1 else f.celle
    kolonne = f"kolonnen «{f.kolonne}»" if f.kolonne and not f.celle else ""
    return ", ".join(d for d in (f.fil, f.ark and f"ark «{f.ark}»", celler or kolonne) if d)


def skriv_html(
    funn: Sequence[Funn], fil: Path, *, navn: str = "", tidspunkt: dt.datetime | None = None,
    antall_kontroller: int = 0, kopier: Mapping[str, str] | None = None,
) -> Path:  # fmt: skip
    """Skriv feilrapporten som én nettside uten forespørsler til nettet.

    Parametere
    ----------
    funn : liste av Funn
        Funnene fra kontrollen, med personopplysninger maskert.
    fil : Path
        Filen som skal skrives.
    navn : str, forvalgt tom
        Navnet på prosjektet.
    tidspunkt : datetime, valgfri
        Når kontrollen ble gjort.
    antall_kontroller : int, forvalgt 0
        Hvor mange prøver som ble gjort.
    kopier : dict, valgfri
        Filnavn → lenke til kopien der feilene er merket.

    Returnerer
    ----------
    Path
        Filen.

    Eksempel
    --------
    >>> import tempfile
    >>> fil = skriv_html([], Path(tempfile.mkdtemp()) / "feilrapport.html")
    >>> "Ingen feil" in fil.read_text(encoding="utf-8")
    True

    Les mer
    -------
    Håndboka: «Egne tall inn».
    """
    from markupsafe import Markup

    from metodikk.ut.delhtml import miljo, stil

    mal = miljo().get_template("feilrapport.html")
    innhold = mal.render(
        navn=navn, konklusjon=konklusjon(funn), csp=_CSP, deler=_deler(funn), kopier=kopier or {},
        oppsummering=_oppsummering(funn), antall_kontroller=antall_kontroller,
        tidspunkt=_tidspunkt(tidspunkt), filer=_filer(funn),
        stil=Markup(stil("stil.css") + stil("feilrapport.css")),
    )  # fmt: skip
    Path(fil).write_text(innhold, encoding="utf-8", newline="\n")
    return Path(fil)


def _tidspunkt(tid: dt.datetime | None) -> str:
    return f"{dato(tid.date())} kl. {tid:%H.%M}" if tid else ""


def _filer(funn: Sequence[Funn]) -> str:
    return liste(sorted({f.fil for f in funn if f.fil}))


def _oppsummering(funn: Sequence[Funn]) -> list[tuple[str, str, str, str, int]]:
    """Én rad per kode: symbol, ord, kode, tittel og antall steder."""
    samlet: dict[tuple, int] = defaultdict(int)
    for f in funn:
        samlet[(f.alvor.symbol, f.alvor.ord, f.kode, f.tittel)] += f.antall
    return [(*nokkel, antall) for nokkel, antall in samlet.items()]


def _deler(funn: Sequence[Funn]) -> list[Del]:
    aapne = [f for f in funn if not f.rettet]
    planer = [
        *((a, [f for f in aapne if f.alvor is a]) for a in Alvor if a is not Alvor.INFO),
        ("rettet", [f for f in funn if f.rettet]),
        (Alvor.INFO, [f for f in aapne if f.alvor is Alvor.INFO]),
    ]
    return [_del(art, egne) for art, egne in planer if egne]


def _del(art: Alvor | str, funn: list[Funn]) -> Del:
    tekster = {
        "stopp": ("Stopp", "Ingenting beregnes eller skrives før dette er ordnet."),
        "feil": ("Feil som må rettes", "Tabellene med feil brukes ikke før feilene er rettet."),
        "advarsel": ("Advarsler", "Tallene kan brukes, men les dette først."),
        "rettet": ("Rettet eller tolket automatisk", "Filene er ikke endret. Alt som er lest på en annen måte enn det står, er listet her."),
        "info": ("Til orientering", "Dere trenger ikke gjøre noe."),
    }  # fmt: skip
    tittel, innledning = tekster[art]
    symbol = "✓" if art == "rettet" else Alvor(art).symbol
    return Del(str(art), symbol, tittel, innledning, tuple(_grupper(funn)))


def _grupper(funn: list[Funn]) -> list[Gruppe]:
    samlet: dict[tuple, list[Funn]] = defaultdict(list)
    for f in funn:
        samlet[(f.kode, f.tittel, f.forventet, f.slik_retter_du)].append(f)
    return [
        Gruppe(
            fs[0], melding(fs[0].kode).hvorfor, tuple(fs[:FLEST_STEDER]),
            sum(f.antall for f in fs[FLEST_STEDER:]),
        )
        for fs in samlet.values()
    ]  # fmt: skip
