"""Rapporten som én HTML-fil: åpnes uten nett, leses av skjermleser og kan skrives ut."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from pathlib import Path

from markupsafe import Markup

from metodikk.grunn.tall import liste, tall
from metodikk.ut import delhtml
from metodikk.ut.rapport.les import Bit, Rapport
from metodikk.ut.rapport.tekst import Tekster
from metodikk.ut.side import Kart


def skriv(rapport: Rapport, fil: Path) -> Path:
    """Skriv rapporten som HTML.

    Returnerer
    ----------
    Path
        Filen som ble skrevet.
    """
    Path(fil).write_text(side(rapport), encoding="utf-8", newline="\n")
    return Path(fil)


def side(rapport: Rapport) -> str:
    """Gi hele siden som tekst."""
    tekster = Tekster()
    biter = [_bit(b, tekster) for b in rapport.biter]
    skript = delhtml.stil("rapport.js")
    return delhtml.miljo().get_template("rapport.html").render(
        r=rapport, h=rapport.hode, biter=biter, overskrifter=tekster.overskrifter,
        stil=Markup(delhtml.stil("stil.css")), skript=Markup(skript), csp=csp(skript),
        opplysninger=opplysninger(rapport), har_kart=bool(rapport.deler(Kart)),
    )  # fmt: skip


def csp(skript: str) -> str:
    """Hva siden får lov til: bare sine egne bilder, sin egen stil og det ene skriptet."""
    avtrykk = base64.b64encode(hashlib.sha256(skript.encode()).digest()).decode()
    return ("default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
            f"script-src 'sha256-{avtrykk}'; base-uri 'none'; form-action 'none'")  # fmt: skip


def _bit(bit: Bit, tekster: Tekster) -> Markup:
    if bit.er_tekst:
        return Markup('<div class="prosa">{}</div>').format(tekster.html(bit.innhold))
    return delhtml.html(bit.innhold, nummer=bit.nummer)


def opplysninger(rapport: Rapport) -> list[tuple[str, list[str]]]:
    """Punktene i «Slik ble rapporten laget», i klartekst."""
    o = rapport.opplysninger
    filer = [f"{i.get('tabell', '')}: {i.get('fil', '')} ({tall(i.get('rader', 0))} rader, "
             f"avtrykk {i.get('sha256', '')[:12]})" for i in o.get("inndata", ())]  # fmt: skip
    versjoner = [f"{k} {v}" for k, v in o.get("versjoner", {}).items()]
    parametere = [f"{k} = {v}" for k, v in o.get("parametere", {}).items() if k != "prosjekt"]
    alle = (
        ("Kjørt", [o["dato"]] if o.get("dato") else []), ("Data", filer),
        ("Slått sammen", _slaatt_sammen(o.get("sammenslaaing", {}))),
        ("Rettet automatisk", _rettelser(o.get("automatiske_rettelser", ()))),
        ("Personvern", [_personvern(rapport)]), ("Valg", parametere),
        ("Programvare", [", ".join(versjoner)] if versjoner else []),
    )  # fmt: skip
    return [(navn, punkter) for navn, punkter in alle if punkter]


def _slaatt_sammen(sammenslaaing) -> list[str]:
    """Det leseren ikke lenger kan skille, fordi det er slått sammen i prosjektet."""
    return [f"{navn}: {liste(list(deler))}" for g in sammenslaaing.values() for navn, deler in g.items()]  # fmt: skip


def _rettelser(rettelser) -> list[str]:
    antall: Counter[str] = Counter()
    for f in rettelser:
        antall[f"{f.get('kode', '')} {f.get('tittel', '')}"] += f.get("antall", 1)
    return [f"{hva}: {tall(n)} {'gang' if n == 1 else 'ganger'}" for hva, n in antall.items()]


def _personvern(rapport: Rapport) -> str:
    """Det samme skjulte tallet kan stå i flere tabeller og figurer, men telles én gang."""
    skjult = {tuple(sorted(s.items())) for _, t in rapport.tabeller() for s in t.skjult}
    if not skjult:
        return "Ingen tall er skjult."
    hva = (
        "Ett tall er skjult, fordi det"
        if len(skjult) == 1
        else f"{tall(len(skjult))} tall er skjult, fordi de"
    )
    return f"{hva} gjelder få personer eller kunne vært regnet ut av andre tall."
