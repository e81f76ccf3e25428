"""Tall og datoer slik de skrives på norsk: desimalkomma, hardt mellomrom og tankestrek."""

from __future__ import annotations

import datetime as dt
import math
import re

HARDT = "\u00a0"
MAANEDER = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "desember",
)  # fmt: skip


def tall(verdi: float | None, desimaler: int = 0) -> str:
    """Skriv et tall med desimalkomma og hardt mellomrom mellom tusener. Manglende blir «–».

    >>> tall(12345.678, 1).replace(HARDT, " ")
    '12 345,7'
    >>> tall(-0.04, 1)
    '0,0'
    """
    if verdi is None or not math.isfinite(verdi):
        return "–"
    skrevet = f"{_avrund(verdi, desimaler):,.{desimaler}f}"
    return skrevet.replace(",", HARDT).replace(".", ",").replace("-", "−")


def _avrund(verdi: float, desimaler: int) -> float:
    """Avrund halve oppover slik leseren venter, uten negativ null."""
    skala = 10**desimaler
    hel = math.floor(abs(verdi) * skala + 0.5 + 1e-9)
    return math.copysign(hel / skala, verdi) if hel else 0.0


def prosent(andel: float | None, desimaler: int = 1) -> str:
    """Skriv en andel (0–1) i løpende tekst.

    >>> prosent(0.125).replace(HARDT, " ")
    '12,5 prosent'
    """
    return f"{tall(None if andel is None else andel * 100, desimaler)}{HARDT}prosent"


def prosentpoeng(forskjell: float | None, desimaler: int = 1) -> str:
    """Skriv en forskjell mellom to andeler.

    >>> prosentpoeng(-0.021).replace(HARDT, " ")
    '−2,1 prosentpoeng'
    """
    return f"{tall(None if forskjell is None else forskjell * 100, desimaler)}{HARDT}prosentpoeng"


def mellom(nedre: float, ovre: float, desimaler: int = 0, enhet: str = "prosent") -> str:
    """Skriv et intervall i ord. Andeler ganges med 100 når enheten er prosent(poeng).

    >>> mellom(0.082, 0.14).replace(HARDT, " ")
    'mellom 8 og 14 prosent'
    """
    skala = 100 if enhet.startswith("prosent") else 1
    slutt = f"{HARDT}{enhet}" if enhet else ""
    return f"mellom {tall(nedre * skala, desimaler)} og {tall(ovre * skala, desimaler)}{slutt}"


def periode(fra: int, til: int) -> str:
    """Skriv ett år eller et spenn av år.

    >>> periode(2021, 2023), periode(2024, 2024)
    ('2021–2023', '2024')
    """
    return str(fra) if fra == til else f"{fra}–{til}"


def dato(dag: dt.date) -> str:
    """Skriv en dato i løpende tekst.

    >>> dato(dt.date(2026, 6, 5)).replace(HARDT, " ")
    '5. juni 2026'
    """
    return f"{dag.day}.{HARDT}{MAANEDER[dag.month - 1]}{HARDT}{dag.year}"


def datoer_i_ord(tekst: str) -> str:
    """Skriv datoene i en tekst slik de står i løpende tekst.

    >>> datoer_i_ord("innspill fra møtet 2025-02-04").replace(HARDT, " ")
    'innspill fra møtet 4. februar 2025'
    >>> datoer_i_ord("sak 2025-02-99")
    'sak 2025-02-99'
    """

    def i_ord(m: re.Match) -> str:
        try:
            return dato(dt.date.fromisoformat(m[0]))
        except ValueError:
            return m[0]

    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", i_ord, tekst)


def liste(ord_: list[str], siste: str = "og") -> str:
    """Sett ord sammen til en oppramsing.

    >>> liste(["park", "skole", "buss"])
    'park, skole og buss'
    """
    if len(ord_) < 2:
        return "".join(ord_)
    return f"{', '.join(ord_[:-1])} {siste} {ord_[-1]}"
