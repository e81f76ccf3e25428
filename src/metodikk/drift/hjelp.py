"""Hjelpeteksten på norsk, lik på alle maskiner og lett å lese høyt."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

VALG = "[VALG]"


def hjelpetekst(kommando, ctx) -> str:
    """Skriv hjelpen for en kommando: hva den gjør, hvordan den skrives, eksempler og valg."""
    deler = [_bryt(kommando.help or ""), _avsnitt("Slik skriver du", [f"  {bruk(kommando, ctx)}"])]
    if kommando.epilog:
        deler.append(
            _avsnitt(
                "Eksempler",
                [f"  {linje.strip()}" for linje in kommando.epilog.splitlines() if linje.strip()],
            )
        )
    if underkommandoer := getattr(kommando, "commands", None):
        deler.append(
            _avsnitt(
                "Kommandoer",
                _liste((n, (k.help or "").split("\n\n")[0]) for n, k in underkommandoer.items()),
            )
        )
    oppgis = [
        (_navn(p), _forklaring(p)) for p in kommando.params if p.param_type_name == "argument"
    ]
    valg = [
        (_navn(p), _forklaring(p))
        for p in kommando.get_params(ctx)
        if p.param_type_name == "option"
    ]
    deler += [
        _avsnitt(tittel, _liste(rader))
        for tittel, rader in (("Det du oppgir", oppgis), ("Valg", valg))
        if rader
    ]
    return "\n\n".join(deler) + "\n"


def bruk(kommando, ctx) -> str:
    """Linjen som viser rekkefølgen: programmet, kommandoen, det som oppgis og valgene.

    Hakeparentes betyr at det kan utelates.
    """
    if getattr(kommando, "commands", None):
        return f"{ctx.command_path} KOMMANDO {VALG}"
    oppgis = [
        _navn(p) if p.required else f"[{_navn(p)}]"
        for p in kommando.params
        if p.param_type_name == "argument"
    ]
    return " ".join([ctx.command_path, *oppgis, VALG])


def _navn(p) -> str:
    if p.param_type_name == "argument":
        return p.metavar or p.name.upper()
    return " ".join([", ".join(sorted(p.opts, key=len)), *([p.metavar] if p.metavar else [])])


def _forklaring(p) -> str:
    forvalgt = p.show_default if isinstance(p.show_default, str) else p.default
    vises = isinstance(p.show_default, str) or (
        p.show_default and not isinstance(forvalgt, bool | None) and forvalgt != []
    )
    if p.param_type_name == "argument" and p.required:
        return f"{p.help} Må oppgis."
    return f"{p.help} Forvalgt: {forvalgt}." if vises else p.help


def _liste(rader: Iterable[tuple[str, str]]) -> Iterator[str]:
    rader = list(rader)
    innrykk = min(max(len(navn) for navn, _ in rader), 32) + 4
    for navn, tekst in rader:
        linjer = textwrap.wrap(tekst, max(_bredde() - innrykk, 30)) or [""]
        if len(navn) > innrykk - 4:
            yield f"  {navn}"
            linjer.insert(0, "")
        else:
            yield f"  {navn:<{innrykk - 2}}{linjer[0]}"
        yield from (" " * innrykk + linje for linje in linjer[1:])


def _avsnitt(tittel: str, linjer: Iterable[str]) -> str:
    return "\n".join([f"{tittel}:", *linjer])


def _bryt(tekst: str) -> str:
    return "\n\n".join(textwrap.fill(" ".join(a.split()), _bredde()) for a in tekst.split("\n\n"))


def _bredde() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 100)
