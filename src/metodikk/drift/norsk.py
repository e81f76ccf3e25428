"""Gjør hjelpen fra kommandolinjebiblioteket norsk. Må lastes før kommandoene lages."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from metodikk.drift.forslag import enkel, naermest
from metodikk.drift.hjelp import bruk, hjelpetekst
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.meldinger import funn


class _Norsk:
    """Det som er likt for enkeltkommandoer og hele programmet."""

    def get_help_option(self, ctx):
        valg = super().get_help_option(ctx)
        if valg is not None:
            valg.help = "Vis denne hjelpen."
        return valg

    def get_usage(self, ctx) -> str:
        return f"Slik skriver du: {bruk(self, ctx)}"

    def format_help(self, ctx, formatter) -> None:
        formatter.write(hjelpetekst(self, ctx))


class Kommando(_Norsk, TyperCommand):
    """En kommando med norsk hjelp."""


class Program(_Norsk, TyperGroup):
    """Hele programmet: norsk hjelp, «kjør» er det samme som «kjor», og forslag ved skrivefeil."""

    def get_command(self, ctx, cmd_name):
        return super().get_command(ctx, enkel(cmd_name))

    def resolve_command(self, ctx, args):
        navn = args[0]
        if self.get_command(ctx, navn) is None and not navn.startswith("-"):
            raise BrukFeil(ukjent_kommando(navn, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def ukjent_kommando(navn: str, kjente: list[str]):
    """Meldingen for en kommando som ikke finnes."""
    forslag = naermest(navn, kjente)
    return funn(
        "K804", fant=navn, forslag=f"Mente du «metodikk {forslag}»?" if forslag else "",
        ventet=f"En av kommandoene: {', '.join(kjente)}.", hjelp="metodikk --hjelp",
    )  # fmt: skip


def bruksfeil(e: Exception) -> BrukFeil:
    """Gjør bibliotekets engelske melding om feil bruk om til vår."""
    ctx = getattr(e, "ctx", None)
    hjelp = f"{ctx.command_path} --hjelp" if ctx else "metodikk --hjelp"
    valg = getattr(e, "option_name", "")
    param = getattr(e, "param", None)
    if valg:
        kjente = [v for p in ctx.command.params for v in p.opts] if ctx else []
        forslag = naermest(valg, kjente)
        mente = f"Mente du «{forslag}»?" if forslag and forslag != valg else ""
        ventet = f"Ett av valgene: {', '.join(k for k in kjente if k.startswith('--'))}."
        return BrukFeil(funn("K804", fant=valg, forslag=mente, ventet=ventet, hjelp=hjelp))
    if param is not None:
        navn = param.metavar or param.opts[0]
        mangler = type(e).__name__ == "MissingParameter"
        ventet = f"At du oppgir {navn}." if mangler else f"En gyldig verdi for {navn}."
        return BrukFeil(funn("K804", fant="", ventet=ventet, hjelp=hjelp))
    return BrukFeil(
        funn("K804", fant="", ventet="Ikke flere ord enn kommandoen tar imot.", hjelp=hjelp)
    )


def er_bruksfeil(e: Exception) -> bool:
    """Sann for feil fra kommandolinjebiblioteket, uansett hvilken utgave det har."""
    return callable(getattr(e, "format_message", None)) and hasattr(e, "exit_code")


class Kommandolinje(typer.Typer):
    """Kommandoene bygges første gang de trengs, ikke for hver kommando som kjøres."""

    _bygget: Any = None

    def __call__(self, *argumenter, **valg):
        self._bygget = self._bygget or typer.main.get_command(self)
        return self._bygget(*argumenter, **valg)


def lag_program(**valg: Any) -> typer.Typer:
    """Lag programmet kommandoene henges på."""
    return Kommandolinje(
        cls=Program, add_completion=False, context_settings={"help_option_names": ["--hjelp", "--help", "-h"]}, rich_markup_mode=None, pretty_exceptions_enable=False, **valg
    )  # fmt: skip
