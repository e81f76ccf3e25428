"""Prosjektfilen: fra prosjekt.toml til et fast oppsett. Alle feil meldes på én gang."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metodikk.drift import tomlfeil
from metodikk.drift.forslag import mente_du
from metodikk.drift.verdier import TYPER, Feilverdi, i_mappen
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn

FILNAVN = "prosjekt.toml"


def _tomt() -> Mapping:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Omraade:
    """Området arbeidet gjelder: navnet, sonene det består av og sonene det grenser til."""

    navn: str
    soner: tuple[str, ...]
    naboer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """Når satsingen varte, og hvilke år som brukes til hva i evalueringen."""

    start: int
    slutt: int
    utvalgsaar: tuple[int, ...] = ()
    nullpunkt: tuple[int, ...] = ()
    oppfolging: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Oppsett:
    """Innholdet i prosjekt.toml, kontrollert. Det som ikke er satt opp, er None eller tomt."""

    navn: str
    kommune: str
    kommunenavn: str
    omraade: Omraade
    avsender: str = ""
    fiktiv: bool = False
    wordmal: str = ""
    program: Program | None = None
    indeks: Mapping[str, float] = field(default_factory=_tomt)
    personvern: Mapping[str, Any] = field(default_factory=_tomt)
    sammenslaaing: Mapping[str, Mapping] = field(default_factory=_tomt)
    filer: Mapping[str, Mapping] = field(default_factory=_tomt)
    indikatorer: Mapping[str, Mapping] = field(default_factory=_tomt)


def les_oppsett(fil: Path) -> Oppsett:
    """Les og kontroller en prosjektfil. BrukFeil med alle feilene hvis den ikke kan brukes.

    Bruk denne når bare prosjektfilen trengs. `aapne` leser den sammen med tallene.
    """
    innhold = _toml(fil)
    verdier: dict[str, dict] = {}
    feil = list(_kontroller(innhold, verdier))
    if not feil:
        feil = [
            *_program(verdier.get("program")),
            *_indeks(verdier),
            *_wordmal(verdier, fil.parent),
        ]
    if feil:
        raise BrukFeil(feil)
    return _bygg(verdier)


def _toml(fil: Path) -> dict:
    raa = fil.read_bytes()
    try:
        tekst = raa.decode("utf-16" if raa[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as e:
        linje = raa[: e.start].count(b"\n") + 1
        raise BrukFeil(funn("K808", sted={"fil": FILNAVN, "rad": linje})) from e
    try:
        return tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as e:
        raise BrukFeil(tomlfeil.forklar(tekst, str(e))) from e


def _kontroller(innhold: dict, ut: dict) -> Iterator[Funn]:
    """Gå gjennom filen mot katalogen. Legger godkjente verdier i `ut` og gir fra seg feilene."""
    deler = katalog("prosjektfil")
    for navn, verdi in innhold.items():
        if navn not in deler:
            yield _ukjent(navn, deler)
        elif not isinstance(verdi, dict):
            yield _feil_verdi(navn, str(verdi), f"En del av filen, skrevet [{navn}]", f"[{navn}]")
    for navn, del_ in deler.items():
        finnes = isinstance(innhold.get(navn), dict)
        if finnes and "fritt" in del_:
            ut[navn] = innhold[navn]
            yield from _FRIE[del_["fritt"]](innhold[navn])
        elif finnes or del_.get("paakrevd"):
            ut[navn] = {}
            yield from _felter(navn, del_["felt"], innhold.get(navn) if finnes else {}, ut[navn])


def _felter(del_: str, felter: dict, innhold: dict, ut: dict) -> Iterator[Funn]:
    for navn in innhold:
        if navn not in felter:
            yield _ukjent(navn, felter, del_)
    for navn, f in felter.items():
        malfil = f["malfil"].removeprefix("#")
        if navn not in innhold:
            if f.get("paakrevd"):
                yield funn(
                    "K810",
                    sted=_sted(del_, navn),
                    navn=f"[{del_}] {navn}",
                    ventet=f["beskrivelse"],
                    eksempel=malfil,
                )
            continue
        try:
            ut[navn] = TYPER[f["type"]](innhold[navn], f)
        except Feilverdi as e:
            yield funn(
                e.kode,
                sted=_sted(del_, navn),
                fant=e.fant,
                navn=navn,
                ventet=e.ventet,
                eksempel=malfil,
            )


def _tabeller(filer: dict) -> Iterator[Funn]:
    for tabell, valg in filer.items():
        if tabell not in katalog("skjema") and tabell != "geografi":
            yield _ukjent(tabell, [*katalog("skjema"), "geografi"], "filer")
        elif not isinstance(valg, dict) or not isinstance(valg.get("fil", ""), str):
            yield _feil_verdi(
                tabell,
                str(valg),
                "En fil og eventuelt ark og kolonner",
                f'{tabell} = {{ fil = "filnavn.xlsx" }}',
            )
        else:
            yield from (
                _ukjent(n, ["fil", "ark", "kolonner", "lag"], "filer")
                for n in valg
                if n not in {"fil", "ark", "kolonner", "lag"}
            )
            yield from _stien(tabell, valg.get("fil", ""))


def _stien(tabell: str, fil: str) -> Iterator[Funn]:
    if not i_mappen(fil):
        yield _feil_verdi(
            f"filer.{tabell}",
            fil,
            "En fil i prosjektets data-mappe",
            f'{tabell} = {{ fil = "filnavn.xlsx" }}',
        )


_INDIKATORFELT = {
    "navn": True, "definisjon": True, "tema": True, "maal": True, "retning": True, "kilde": True,
    "per": False,
}  # fmt: skip
_INDIKATORVALG = {
    "maal": ("andel", "rate"),
    "retning": ("hoy_er_god", "lav_er_god", "ingen"),
}


def _indikatorer(egne: dict) -> Iterator[Funn]:
    for kode, innhold in egne.items():
        del_ = f"indikator.{kode}"
        if not isinstance(innhold, dict):
            yield _feil_verdi(del_, str(innhold), f"En del av filen, skrevet [{del_}]", f"[{del_}]")
            continue
        yield from (_ukjent(n, _INDIKATORFELT, del_) for n in innhold if n not in _INDIKATORFELT)
        for navn, paakrevd in _INDIKATORFELT.items():
            if paakrevd and navn not in innhold:
                yield funn(
                    "K810",
                    sted=_sted(del_, navn),
                    navn=f"[{del_}] {navn}",
                    ventet="En egen indikator trenger navn, definisjon, tema, maal, retning og kilde.",
                    eksempel=f'{navn} = "{_INDIKATORVALG.get(navn, ("…",))[0]}"',
                )
        for navn, valg in _INDIKATORVALG.items():
            if navn in innhold and innhold[navn] not in valg:
                yield _feil_verdi(
                    f"[{del_}] {navn}",
                    str(innhold[navn]),
                    f"Ett av: {', '.join(valg)}",
                    f'{navn} = "{valg[0]}"',
                )


_FRIE = {"tabell": _tabeller, "indikator": _indikatorer}


def _program(p: dict | None) -> Iterator[Funn]:
    """Årene må komme i rekkefølgen nullpunkt, start, slutt: ellers blandes før og etter."""
    if not p:
        return
    regler = (
        (p["start"] <= p["slutt"], "Start før slutt"),
        (max(p["nullpunkt"], default=0) < p["start"], "Alle årene i nullpunkt før start"),
        (min(p["oppfolging"], default=9999) > p["start"], "Alle årene i oppfolging etter start"),
        (not {*p["nullpunkt"]} & {*p.get("utvalgsaar", ())}, "Ingen av utvalgsårene i nullpunkt"),
        (max(p.get("utvalgsaar", ()), default=0) <= p["start"], "Utvalgsårene før start"),
    )
    for holder, ventet in regler:
        if not holder:
            yield funn("K815", sted=_sted("program", ""), ventet=ventet)


def _indeks(v: dict[str, dict]) -> Iterator[Funn]:
    kjente = [*katalog("indikatorer"), *v.get("indikator", {})]
    for navn in v.get("indeks", {}).get("indikatorer", {}):
        if navn not in kjente:
            yield _ukjent(navn, kjente, "indeks")


def _wordmal(v: dict[str, dict], mappe: Path) -> Iterator[Funn]:
    navn = v["prosjekt"].get("wordmal", "")
    if navn and not (navn.casefold().endswith(".docx") and (mappe / navn).is_file()):
        ventet = "En Word-fil (.docx) som finnes i prosjektmappen"
        yield _feil_verdi("wordmal", navn, ventet, 'wordmal = "kommunens mal.docx"')


def _bygg(v: dict[str, dict]) -> Oppsett:
    return Oppsett(
        **v["prosjekt"],
        omraade=Omraade(**v["omraade"]),
        program=Program(**v["program"]) if "program" in v else None,
        indeks=MappingProxyType(v.get("indeks", {}).get("indikatorer", {})),
        personvern=MappingProxyType(v.get("personvern", {})),
        sammenslaaing=MappingProxyType(v.get("sammenslaaing", {})),
        filer=MappingProxyType(v.get("filer", {})),
        indikatorer=MappingProxyType(v.get("indikator", {})),
    )


def _ukjent(navn: str, kjente, del_: str = "") -> Funn:
    skrevet = f"[{del_}] {navn}" if del_ else f"[{navn}]"
    return funn(
        "K809",
        sted=_sted(del_, navn),
        forslag=mente_du(navn, kjente),
        navn=skrevet,
        kjente=", ".join(kjente),
    )


def _feil_verdi(navn: str, fant: str, ventet: str, eksempel: str) -> Funn:
    return funn(
        "K811", sted=_sted("", navn), fant=fant[:80], navn=navn, ventet=ventet, eksempel=eksempel
    )


def _sted(del_: str, navn: str) -> dict:
    return {"fil": FILNAVN, "ark": f"[{del_}]" if del_ else "", "kolonne": navn}
