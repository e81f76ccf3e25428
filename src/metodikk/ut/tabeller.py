"""Tabeller: fra et klarert resultat til en tabell med norske overskrifter og riktige symboler."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from metodikk.grunn.typer import Funn, Klarert
from metodikk.ut.side import SKALERES, Boks, Kolonne, Symbol, Tabell, lag_id

if TYPE_CHECKING:
    import pandas as pd

STANDARD = {
    "sone": Kolonne("Sone"),
    "sonenavn": Kolonne("Sone"),
    "aar": Kolonne("År", "aar"),
    "indikator": Kolonne("Indikator"),
    "gruppe": Kolonne("Gruppe"),
    "tema": Kolonne("Tema"),
    "teller": Kolonne("Antall", "antall"),
    "nevner": Kolonne("Av i alt", "antall"),
    "n": Kolonne("Svar", "antall"),
    "verdi": Kolonne("Andel", "prosent"),
    "nedre": Kolonne("Nedre grense", "prosent"),
    "ovre": Kolonne("Øvre grense", "prosent"),
    "metode": Kolonne("Metode"),
    "merknad": Kolonne("Merknad"),
}
PREFIKS = (
    ("skjult", Symbol.SKJULT), ("mangler", Symbol.MANGLER), ("kan ikke beregnes", Symbol.UMULIG),
)  # fmt: skip


def tabell(
    klarert: Klarert, *, tittel: str, kolonner: Mapping[str, Kolonne | str] | None = None,
    kilde: str = "", noter: Sequence[str] = (), navn: Mapping[str, str] | None = None,
    radhoder: int = 1,
) -> Tabell | Boks:  # fmt: skip
    """Sett opp en tabell av et klarert resultat.

    Bruk denne for alle tabeller i en rapport. Tall som ikke kan vises, får SSBs symbol og
    en forklaring, aldri 0.

    Parametere
    ----------
    klarert : Klarert
        Resultat fra :mod:`metodikk.metoder.prikking`. Er det tomt, blir det en «Mangler»-boks
        med teksten i `klarert.opplysninger["mangler"]`.
    tittel : str
        Hva tabellen viser, for hvem og når.
    kolonner : dict
        Kolonnene som skal vises, i rekkefølge: navn → :class:`Kolonne` eller bare en overskrift.
        Utelatt: alle kolonnene, med vanlige overskrifter.
    kilde : str
        Hvor tallene kommer fra.
    noter : liste av str
        Merknader under tabellen.
    navn : dict
        Navn som skal stå i stedet for koder, for eksempel sonekode → sonenavn.
    radhoder : int, forvalgt 1
        Hvor mange av de første kolonnene som sier hva raden er.

    Returnerer
    ----------
    Tabell
        Kan vises i notatboken og kommer med i HTML, Word og Excel.

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"sone": ["A", "B"], "verdi": [0.125, None], "merknad": ["", "mangler: ikke målt"]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> print(mk.tabell(tall, tittel="Grøntareal", kolonner={"sone": "Sone", "verdi": "Andel"}).klartekst())
    Grøntareal
    Sone | Andel (prosent)
    A | 12,5
    B | ..
    """
    data = krev_klarert(klarert, "tabell")
    if not len(data):
        return mangler(klarert, tittel)
    valgt = kolonner or dict.fromkeys(data)
    if ukjente := [k for k in valgt if k not in data]:
        raise KeyError(f"Kolonnene {ukjente} finnes ikke. Tabellen har {list(data)}.")
    oppsett = {k: _kolonne(k, v, data[k].dtype.kind) for k, v in valgt.items()}
    return Tabell(
        tittel=tittel, kolonner=tuple(oppsett.values()), rader=_rader(data, oppsett, navn or {}),
        kilde=kilde, noter=tuple(noter), radhoder=min(radhoder, len(oppsett)),
        skjult=_skjult(klarert), id=lag_id(tittel),
    )  # fmt: skip


def krev_klarert(klarert: Any, hva: str) -> pd.DataFrame:
    """Gi tabellen i et klarert resultat, og nekt alt annet."""
    if not isinstance(klarert, Klarert):
        raise TypeError(
            f"{hva}() tar bare klarerte resultater, ikke {type(klarert).__name__}. "
            "Kjør tallene gjennom mk.prikking først, slik at ingen enkeltpersoner kan kjennes igjen."
        )
    return klarert.tabell


def mangler(klarert: Klarert, tittel: str) -> Boks:
    """Lag boksen som vises i stedet for en tabell eller figur uten tall."""
    grunn = klarert.opplysninger.get("mangler") or "Prosjektet har ingen tall som kan vises her."
    return Boks("mangler", tittel, grunn)


def celle(verdi: Any, kolonne: Kolonne, merknad: str = "") -> Any:
    """Gjør en verdi klar for tabellen: avrundet tall, tekst eller symbol.

    >>> celle(0.1249, Kolonne("Andel", "prosent"))
    12.5
    >>> celle(float("nan"), Kolonne("Andel", "prosent"), "skjult: få personer").value
    ':'
    """
    if kolonne.er_tekst:
        return _tekst(verdi)
    if not _er_tall(verdi):
        return symbol(merknad) if _tomt(verdi) else _tekst(verdi)
    skala = 100 if kolonne.enhet in SKALERES else 1
    return _avrund(float(verdi) * skala, kolonne.plasser)


def symbol(merknad: str) -> Symbol:
    """Finn symbolet for grunnen i `merknad`.

    >>> symbol("kan ikke beregnes: nevneren er 0").value
    '.'
    """
    merknad = merknad if isinstance(merknad, str) else ""
    return next((s for p, s in PREFIKS if merknad.startswith(p)), Symbol.MANGLER)


def datakontroll(funn: Sequence[Funn]) -> Tabell | Boks:
    """Sett opp funnene fra datakontrollen, samlet per kode. Innholdet i cellene vises ikke."""
    if not funn:
        return Boks("tips", "Datakontrollen fant ingenting å melde.")
    antall: dict[tuple, int] = {}
    for f in funn:
        nokkel = (f.alvor.symbol + " " + f.alvor.ord, f.kode, f.tittel, f.tabell or f.fil)
        antall[nokkel] = antall.get(nokkel, 0) + f.antall
    kolonner = (Kolonne("Alvor"), Kolonne("Kode"), Kolonne("Hva"), Kolonne("Tabell"),
                Kolonne("Antall", "antall"))  # fmt: skip
    rader = tuple((*k, n) for k, n in antall.items())
    tittel = "Funn i datakontrollen"
    return Tabell(tittel, kolonner, rader, radhoder=2, id=lag_id(tittel))


def _skjult(klarert: Klarert) -> tuple[dict, ...]:
    """Hvilke celler som er skjult, og hvorfor. Går til kvitteringen, ikke til leseren."""
    rader = klarert.skjult.astype(object).to_dict("records")
    return tuple({str(k): _tekst(v) for k, v in rad.items()} for rad in rader)


def _kolonne(navn: str, valg: Kolonne | str | None, type_: str) -> Kolonne:
    if isinstance(valg, Kolonne):
        return valg
    enhet = {"f": "tall", "i": "antall", "u": "antall"}.get(type_, "tekst")
    vanlig = STANDARD.get(navn, Kolonne(navn.replace("_", " ").capitalize(), enhet))
    return Kolonne(valg, vanlig.enhet, vanlig.desimaler) if valg else vanlig


def _rader(data, oppsett, navn) -> tuple[tuple, ...]:
    kolonner = [_celler(data, k, kol, navn) for k, kol in oppsett.items()]
    return tuple(zip(*kolonner, strict=True))


def _celler(data, navn_i_data, kolonne, navn) -> list:
    merknader = _merknader(data, navn_i_data)
    verdier = (celle(v, kolonne, m) for v, m in zip(data[navn_i_data], merknader, strict=True))
    return [
        navn.get(v, v) if isinstance(v, str) and not isinstance(v, Symbol) else v for v in verdier
    ]


def _merknader(data, kolonne: str) -> list[str]:
    for k in (f"merknad_{kolonne}", "merknad"):
        if k in data:
            return list(data[k])
    return [""] * len(data)


def _tekst(verdi: Any) -> str:
    if _tomt(verdi):
        return ""
    return ", ".join(map(str, verdi)) if isinstance(verdi, (tuple, list)) else _ja_nei(verdi)


def _ja_nei(verdi: Any) -> str:
    if str(verdi) in ("True", "False"):
        return "ja" if bool(verdi) else "nei"
    return f"{verdi:%d.%m.%Y}" if hasattr(verdi, "strftime") else str(verdi)


def _er_tall(verdi: Any) -> bool:
    try:
        return not isinstance(verdi, str) and math.isfinite(verdi)
    except TypeError:
        return False


def _tomt(verdi: Any) -> bool:
    if verdi is None or str(verdi) in ("nan", "<NA>", "NaT", ""):
        return True
    return isinstance(verdi, float) and not math.isfinite(verdi)


def _avrund(verdi: float, desimaler: int) -> float | int:
    skala = 10**desimaler
    hel = math.floor(abs(verdi) * skala + 0.5 + 1e-9)
    avrundet = math.copysign(hel / skala, verdi) if hel else 0.0
    return int(avrundet) if desimaler == 0 else avrundet
