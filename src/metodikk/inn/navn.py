"""Kjenner igjen kolonnenavn, ark og filer slik folk skriver dem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_NORSKE = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "aa", "ß": "ss", "ð": "d", "đ": "d", "ŋ": "n"}
)
_USYNLIGE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_MELLOMROM = re.compile(r"[\s\u00a0\u2007\u202f]+")


def rens(tekst: object) -> str:
    """Fjern usynlige tegn og overflødige mellomrom i en overskrift eller et navn.

    Bruk denne på det som skal vises. Store bokstaver og æøå beholdes.

    Eksempel
    --------
    >>> rens("  Antall\\u00a0\\n personer\\u200b ")
    'Antall personer'
    >>> rens(2024.0)
    '2024'
    """
    if tekst is None:
        return ""
    if isinstance(tekst, float) and tekst.is_integer():
        tekst = int(tekst)
    sammensatt = unicodedata.normalize("NFC", str(tekst))
    return _MELLOMROM.sub(" ", _USYNLIGE.sub("", sammensatt)).strip()


@lru_cache(maxsize=4096)
def _normaliser(tekst: str) -> str:
    ren = rens(unicodedata.normalize("NFKC", tekst)).casefold().translate(_NORSKE)
    uten_aksenter = unicodedata.normalize("NFKD", ren)
    return re.sub(r"[^a-z0-9]+", "", uten_aksenter)


def normaliser(tekst: object) -> str:
    """Gjør et navn om til formen vi sammenlikner med: små bokstaver a–z og sifre.

    Bruk denne når to skrivemåter av samme navn skal være like: store og små bokstaver, æøå,
    mellomrom, hardt mellomrom, bindestrek, understrek og usynlige tegn spiller ingen rolle.

    Eksempel
    --------
    >>> normaliser("Områdenavn "), normaliser("sist_bekreftet"), normaliser("Kjønn")
    ('omraadenavn', 'sistbekreftet', 'kjonn')
    """
    return _normaliser(rens(tekst))


def lose_former(navn: str) -> tuple[str, ...]:
    """Gi den normaliserte formen og formene folk bruker uten æøå på tastaturet.

    Eksempel
    --------
    >>> lose_former("Område")
    ('omraade', 'omrade')
    >>> "kjonn" in lose_former("kjoenn")
    True
    """
    streng = normaliser(navn)
    former = [streng, streng.replace("aa", "a"), streng.replace("oe", "o")]
    return tuple(dict.fromkeys(f for f in former if f))


def finn(navn: object, kjente: Iterable[str] | Mapping[str, str]) -> str:
    """Finn hvilket av de kjente navnene `navn` er en skrivemåte av. Tom tekst når ingen passer.

    Parametere
    ----------
    navn : str
        Navnet slik det står i filen.
    kjente : navn eller dict
        Navnene vi leter blant. Er det en dict, gis verdien som hører til.

    Eksempel
    --------
    >>> finn("Levekårssone", ["sone", "levekaarssone"])
    'levekaarssone'
    >>> finn("OMRADE", {"omraade": "sonenavn"})
    'sonenavn'
    """
    oppslag = kjente if isinstance(kjente, Mapping) else {k: k for k in kjente}
    streng = {normaliser(k): v for k, v in oppslag.items()}
    if (eksakt := normaliser(navn)) in streng:
        return streng[eksakt]
    losere = {form: v for k, v in oppslag.items() for form in lose_former(k)}
    return next((losere[f] for f in lose_former(rens(navn)) if f in losere), "")
