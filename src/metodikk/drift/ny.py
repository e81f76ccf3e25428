"""Lager et nytt prosjekt: prosjektfil med forklaringer, tomme skjemaer og en LESMEG."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

from metodikk.drift.oppsett import FILNAVN
from metodikk.drift.prosjekt import eksempelmappe
from metodikk.drift.publisering import skrivefeil
from metodikk.grunn.feil import BrukFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import skjema, tabeller

_HODE = """\
# Prosjektfilen. Linjer som begynner med # leses ikke.
# Står det et mellomrom etter #, er linjen en forklaring. Uten mellomrom er det et valg som er slått av:
# ta bort # for å bruke det, også foran navnet i hakeparenteser over.
# Tekst og koder står i anførselstegn ("0099"), årstall og tall uten. Desimaltegnet er punktum.
"""
_GITIGNORE = "# Tallene og rapportene skal ikke ut av kommunen.\ndata/\nut/\n"


def lag_prosjekt(mappe: Path, *, eksempel: bool = False) -> list[str]:
    """Lag et prosjekt i en ny mappe, og gi navnene på filene.

    Bruk denne én gang for hvert område. Den skriver aldri over noe: finnes mappen og har innhold,
    blir det BrukFeil.

    Parametere
    ----------
    mappe : Path
        Mappen som skal lages.
    eksempel : bool
        Fyll prosjektet med eksempelkommunen.
    """
    mappe = Path(mappe).expanduser()
    with skrivefeil(mappe):
        if mappe.is_file() or (mappe.is_dir() and any(mappe.iterdir())):
            raise BrukFeil(funn("K837", fant=str(mappe)))
        mappe.mkdir(parents=True, exist_ok=True)
        if eksempel:
            _kopier(eksempelmappe(), mappe)
        else:
            (mappe / FILNAVN).write_text(prosjektfil(), encoding="utf-8")
            (mappe / "data").mkdir()
            (mappe / "LESMEG.md").write_text(lesmeg(), encoding="utf-8")
        if not (mappe / ".gitignore").exists():
            (mappe / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")
        _skjemaer(mappe / "skjema")
    return sorted(f.relative_to(mappe).as_posix() for f in mappe.rglob("*") if f.is_file())


def prosjektfil() -> str:
    """Lag en ny prosjektfil, med forklaring til hvert valg."""
    return "\n".join([_HODE, *_deler()]) + "\n"


def _deler() -> Iterator[str]:
    for navn, del_ in katalog("prosjektfil").items():
        yield from _kommentar(del_["beskrivelse"])
        paa = del_.get("paakrevd") or any(
            not f["malfil"].startswith("#") for f in del_.get("felt", {}).values()
        )
        if del_.get("fritt") != "indikator":
            yield f"[{navn}]" if paa else f"#[{navn}]"
        yield from del_.get("malfil", ())
        for felt in del_.get("felt", {}).values():
            yield from _kommentar(felt["beskrivelse"])
            yield felt["malfil"]
        yield ""


def _kommentar(tekst: str) -> list[str]:
    return [f"# {linje}" for linje in textwrap.wrap(tekst, 90)]


def lesmeg() -> str:
    """Lag LESMEG: hva mappen er, hva som skal fylles ut, og hvordan rapportene lages."""
    linjer = [f"- `{t}`: {skjema(t).beskrivelse}" for t in tabeller()]
    maler = [
        f"- `{n}`: {m['svarer_paa']} Trenger {_og(m['trenger'])}."
        for n, m in katalog("maler").items()
    ]
    return _LESMEG.format(tabeller="\n".join(linjer), maler="\n".join(maler))


def _og(navn: list[str]) -> str:
    from metodikk.grunn.tall import liste

    return liste([f"`{n}`" for n in navn])


_LESMEG = """\
# Prosjektet

1. Åpne `prosjekt.toml` i Notisblokk og skriv inn kommunen og området. Hvert valg er forklart i filen.
2. Legg tabellene i `data/`. Bruk egne filer som de er, eller fyll ut skjemaene i `skjema/` og flytt dem til `data/`.
3. Skriv `metodikk kontroll`. Alle feil blir vist på én gang, med celle og råd. Filene dine blir aldri endret.
4. Skriv `metodikk kjor`. Rapportene havner i `ut/`, én mappe for hver.
5. Lagre egne endringer et annet sted enn i `ut/`. Mappen byttes ut når rapporten lages på nytt.

Dere trenger ikke alle tabellene. Rapportene sier selv hva som mangler.

## Rapportene

{maler}

## Tabellene

{tabeller}

## Personvern

Tallene forlater ikke maskinen. Små tall skjules i rapportene, sammen med tall de kunne vært regnet ut av.
Ikke legg navn, fødselsnumre eller andre opplysninger om enkeltpersoner i tabellene.
"""


def _kopier(kilde: Path, maal: Path) -> None:
    for sti in sorted(kilde.iterdir()):
        if sti.name in {"ut", "__pycache__"} or sti.name.startswith("."):
            continue
        if sti.is_dir():
            shutil.copytree(
                sti, maal / sti.name, ignore=shutil.ignore_patterns("__pycache__", ".*")
            )
        else:
            shutil.copy2(sti, maal / sti.name)


def _skjemaer(mappe: Path) -> None:
    from metodikk.ut.skjemaark import skriv_skjema

    mappe.mkdir()
    for tabell in tabeller():
        skriv_skjema(tabell, mappe / f"{tabell}.xlsx")
