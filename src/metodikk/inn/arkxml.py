"""Leser oppbygningen av et Excel-ark rett fra XML-en, i små stykker og uten å laste hele arket.

Verdiene leses av calamine. Det calamine ikke forteller (skjulte rader, fletting, farger, feilverdier,
formler uten svar, celler langt utenfor tabellen), finnes her med mønstre over råteksten. Det koster
en brøkdel av tiden det tar å lese verdiene.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.inn.adresser import les_adresse

_STYKKE = 1 << 22
_FLEST_FARGER = 50_000
_BEGYNNELSE = 1 << 16
Posisjon = tuple[int, int]


@dataclass(eq=False)
class Arkstruktur:
    """Det vi vet om et ark utover verdiene. Rader telles fra 1, kolonner fra 0.

    flettede : (første rad, første kolonne, siste rad, siste kolonne).
    feilceller : posisjon → feilverdien som står der.
    farger : posisjon → nummeret på fyllet, bare for celler med annen farge enn hvit.
    radnumre, kolonner, antall : radene og kolonnene som har celler, og hvor mange celler det er.
    """

    skjulte_rader: list[int] = field(default_factory=list)
    skjulte_kolonner: list[int] = field(default_factory=list)
    flettede: list[tuple[int, int, int, int]] = field(default_factory=list)
    feilceller: dict[Posisjon, str] = field(default_factory=dict)
    formler_uten_svar: list[Posisjon] = field(default_factory=list)
    farger: dict[Posisjon, int] = field(default_factory=dict)
    merknader: list[Posisjon] = field(default_factory=list)
    radnumre: list[int] = field(default_factory=list)
    kolonner: set[int] = field(default_factory=set)
    antall: int = 0


def les_struktur(strom: IO[bytes], farget_stil: Mapping[int, int]) -> Arkstruktur:
    """Les oppbygningen av arket i `strom`.

    Parametere
    ----------
    strom : åpen binærfil
        XML-en til arket.
    farget_stil : dict
        Nummeret på stilene som har en farge, og hvilket fyll de bruker.
    """
    ark = Arkstruktur()
    forst = True
    for blokk, monstre in _blokker(strom):
        if forst:
            _les_hodet(blokk, monstre, ark)
            forst = False
        _les_blokk(blokk, monstre, farget_stil, ark)
    _les_halen(blokk, monstre, ark)
    return ark


def celler_med_innhold(xml: bytes) -> list[tuple[Posisjon, tuple[int, int]]]:
    """Finn alle celler som har en verdi, og hvor i XML-en de står. Bare for små ark."""
    monstre = Monstre.for_ark(xml[:4096])
    funnet = []
    for treff in monstre.celle_med_innhold.finditer(xml):
        funnet.append((_posisjon(treff, treff[1], xml, 0, monstre), treff.span()))
    return funnet


@dataclass(frozen=True)
class Monstre:
    """Mønstrene for ett ark. Noen programmer setter et navnerom foran hvert element («x:row»)."""

    slutt_rad: bytes
    rad: re.Pattern
    rad_skjult: re.Pattern
    radnummer: re.Pattern
    cellestart: re.Pattern
    kolonne: re.Pattern
    kolonne_langt_ute: tuple[re.Pattern, re.Pattern]
    celle_aapner: bytes
    radstart: bytes
    celle_med_innhold: re.Pattern
    feil: re.Pattern
    uten_svar: re.Pattern
    formel: bytes
    skjult_kolonne: re.Pattern
    flettet: re.Pattern
    navnerom: bytes

    @staticmethod
    def for_ark(hode: bytes) -> Monstre:
        treff = re.search(rb"<(\w+:)?worksheet\b", hode)
        return _monstre((treff[1] or b"") if treff else b"")


@lru_cache(maxsize=8)
def _monstre(ns: bytes) -> Monstre:
    def m(tekst: bytes) -> re.Pattern:
        return re.compile(tekst.replace(b"@", ns), re.DOTALL)

    return Monstre(
        slutt_rad=b"</" + ns + b"row>",
        rad=m(rb"<@row\b[^>]*>"),
        rad_skjult=m(rb"<@row\b([^>]*?\shidden=[\"'](?:1|true)[\"'][^>]*)>"),
        radnummer=m(rb"<@row\b[^>]*?\sr=[\"'](\d+)"),
        cellestart=m(rb"<@c\b"),
        kolonne=m(rb"<@c\b[^>]*?\sr=[\"']([A-Z]{1,3})\d"),
        kolonne_langt_ute=(m(rb' r="([A-Z]{2,3})\d'), m(rb"\sr='([A-Z]{2,3})\d")),
        celle_aapner=b"<" + ns + b"c ",
        radstart=b"<" + ns + b"row",
        celle_med_innhold=m(
            rb"<@c\b([^>]*)(?<!/)>(?:(?!</@c>).)*?<@(?:v|t)\b[^>]*(?<!/)>[^<].*?</@c>"
        ),
        feil=m(rb"<@c\b([^>]*?\st=[\"']e[\"'][^>]*)(?<!/)>.*?<@v>([^<]*)</@v>"),
        uten_svar=m(
            rb"<@c\b((?:(?!\st=[\"']str[\"'])[^>])*)(?<!/)>\s*<@f\b(?:[^>]*/>|[^>]*>[^<]*</@f>)"
            rb"\s*(?:</@c>|<@v\s*/>|<@v>\s*</@v>)"
        ),
        formel=b"<" + ns + b"f",
        skjult_kolonne=m(rb"<@col\b([^>]*?\shidden=[\"'](?:1|true)[\"'][^>]*)>"),
        flettet=m(rb"<@mergeCell\b[^>]*?\sref=[\"']([A-Z]+\d+):([A-Z]+\d+)"),
        navnerom=ns,
    )


def _blokker(strom: IO[bytes]) -> Iterator[tuple[bytes, Monstre]]:
    """Gi stykker av XML-en som slutter på en hel rad. Det siste stykket er halen."""
    rest = strom.read(_STYKKE)
    monstre = Monstre.for_ark(rest[:4096])
    while True:
        _avvis_definisjoner(rest)
        nytt = strom.read(_STYKKE)
        slutt = rest.rfind(monstre.slutt_rad) + len(monstre.slutt_rad)
        if not nytt:
            yield rest, monstre
            return
        if slutt >= len(monstre.slutt_rad):
            yield rest[:slutt], monstre
            rest = rest[slutt:]
        rest += nytt


def _avvis_definisjoner(xml: bytes) -> None:
    if b"<!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise DataFeil(funn("K012", fant="en XML-definisjon i arket"))


def _les_hodet(blokk: bytes, m: Monstre, ark: Arkstruktur) -> None:
    for treff in m.skjult_kolonne.finditer(blokk):
        fra, til = _attributt(treff[1], b"min"), _attributt(treff[1], b"max")
        ark.skjulte_kolonner += range(int(fra) - 1, min(int(til), 16384))


def _les_blokk(blokk: bytes, m: Monstre, farget: Mapping[int, int], ark: Arkstruktur) -> None:
    base = ark.radnumre[-1] if ark.radnumre else 0
    antall_rader = blokk.count(m.radstart + b" ") + blokk.count(m.radstart + b">")
    numre = [int(r) for r in m.radnummer.findall(blokk)]
    if len(numre) != antall_rader:
        numre = list(range(base + 1, base + antall_rader + 1))
    ark.radnumre += numre
    ark.antall += blokk.count(m.celle_aapner)
    # Kolonnene A–Z finnes i de første radene. De som ligger langt ute, må letes fram overalt.
    enkle = b"='" in blokk[:_BEGYNNELSE]
    langt_ute = m.kolonne_langt_ute[enkle].findall(blokk)
    bokstaver = {*m.kolonne.findall(blokk, 0, _BEGYNNELSE), *langt_ute}
    ark.kolonner |= {les_adresse(b.decode() + "1")[1] for b in bokstaver}
    if b"hidden=" in blokk:
        ark.skjulte_rader += [_radnummer(t, blokk, base, m) for t in m.rad_skjult.finditer(blokk)]
    if b't="e"' in blokk or b"t='e'" in blokk:
        for t in m.feil.finditer(blokk):
            ark.feilceller[_posisjon(t, t[1], blokk, base, m)] = t[2].decode("utf-8", "replace")
    if m.formel in blokk:
        treff = m.uten_svar.finditer(blokk)
        ark.formler_uten_svar += [_posisjon(t, t[1], blokk, base, m) for t in treff]
    if farget and len(ark.farger) < _FLEST_FARGER:
        _les_farger(blokk, m, farget, ark, base)


def _les_farger(
    blokk: bytes, m: Monstre, farget: Mapping[int, int], ark: Arkstruktur, base: int
) -> None:
    stiler = b"|".join(str(s).encode() for s in sorted(farget))
    monster = re.compile(
        rb"<%bc\b([^>]*?\ss=[\"'](%b)[\"'][^>]*)(?<!/)>(?!</)" % (m.navnerom, stiler)
    )
    for t in monster.finditer(blokk):
        ark.farger[_posisjon(t, t[1], blokk, base, m)] = farget[int(t[2])]
        if len(ark.farger) >= _FLEST_FARGER:
            return


def _les_halen(blokk: bytes, m: Monstre, ark: Arkstruktur) -> None:
    for t in m.flettet.finditer(blokk):
        (r1, k1), (r2, k2) = les_adresse(t[1].decode()), les_adresse(t[2].decode())
        ark.flettede.append((r1, k1, r2, k2))


def _attributt(attributter: bytes, navn: bytes) -> str:
    treff = re.search(rb"\s" + navn + rb"=[\"']([^\"']*)", attributter)
    return treff[1].decode() if treff else ""


def _radnummer(treff: re.Match, blokk: bytes, base: int, m: Monstre) -> int:
    nummer = _attributt(treff[0], b"r")
    return int(nummer) if nummer else base + len(m.rad.findall(blokk, 0, treff.start())) + 1


def _posisjon(treff: re.Match, attributter: bytes, blokk: bytes, base: int, m: Monstre) -> Posisjon:
    """Finn hvor cellen er. Adressen er frivillig i formatet: mangler den, telles det."""
    adresse = _attributt(attributter, b"r")
    if adresse:
        return les_adresse(adresse)
    rader = list(m.rad.finditer(blokk, 0, treff.start()))
    siste = rader[-1]
    rad = int(_attributt(siste[0], b"r") or base + len(rader))
    return rad, len(m.cellestart.findall(blokk, siste.end(), treff.start()))
