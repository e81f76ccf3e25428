"""Leser en kjørt notatbok og gir rapporten: tekst og deler i rekkefølge."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from metodikk.ut.side import MIME, Boks, Del, Figur, Hode, Tabell, fra_nyttelast, lag_id

_USYNLIG = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAVN = {"tabell": "Tabell", "figur": "Figur", "kart": "Kart"}


@dataclass(frozen=True)
class Bit:
    """Et stykke av rapporten: markdown eller en del, med nummer når den har et."""

    innhold: str | Del
    nummer: str = ""

    @property
    def er_tekst(self) -> bool:
        return isinstance(self.innhold, str)


@dataclass(frozen=True)
class Rapport:
    """En rapport klar til å skrives. `opplysninger` er det kvitteringen sier om kjøringen."""

    hode: Hode
    biter: tuple[Bit, ...]
    mal: str = ""
    opplysninger: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tittel(self) -> str:
        """Tittelen på dokumentet: hva, hvor og når."""
        deler = [self.hode.tittel, self.hode.omraade]
        navn = ": ".join(d for d in deler if d)
        return ", ".join(d for d in (navn, self.hode.kommune, self.hode.periode) if d)

    def tabeller(self) -> Iterator[tuple[str, Tabell]]:
        """Alle tabellene med nummer, også tallene bak figurene."""
        for bit in self.biter:
            if isinstance(bit.innhold, Tabell):
                yield bit.nummer, bit.innhold
            elif isinstance(bit.innhold, Figur):
                kilde = bit.innhold.tabell.kilde or bit.innhold.kilde
                yield bit.nummer, replace(bit.innhold.tabell, kilde=kilde)

    def deler(self, art: type[Del]) -> list[Del]:
        return [b.innhold for b in self.biter if isinstance(b.innhold, art)]


def les(
    notatbok: Mapping | Path, *, mal: str = "", opplysninger: Mapping[str, Any] | None = None
) -> Rapport:
    """Les en kjørt notatbok til en rapport.

    Bare tekst og ferdige deler kommer med. Alt annet en celle har vist (rå tabeller, utskrift),
    blir ikke med, for det har ikke vært gjennom personvernkontrollen.

    Parametere
    ----------
    notatbok : dict eller Path
        Notatboken som JSON, eller filen.
    mal : str
        Navnet på malen.
    opplysninger : dict
        Det som er kjent om kjøringen, med de samme navnene som i kvitteringen.

    Returnerer
    ----------
    Rapport
    """
    if isinstance(notatbok, (str, Path)):
        notatbok = json.loads(Path(notatbok).read_text(encoding="utf-8"))
    alle = list(_biter(notatbok))
    hoder = [b for b in alle if isinstance(b, Hode)]
    innhold = [b for b in alle if not isinstance(b, Hode)]
    hode, innhold = (hoder[0], innhold) if hoder else _hode_av_tekst(innhold, mal)
    if hoder:
        innhold = _uten_forste_tittel(innhold)
    o = dict(opplysninger or {})
    hode = hode if hode.dato else replace(hode, dato=str(o.get("dato", "")))
    return Rapport(hode, tuple(_nummerer(innhold)), mal, o)


def _biter(notatbok: Mapping) -> Iterator[str | Del]:
    for celle in notatbok["cells"]:
        kilde = celle["source"]
        if celle["cell_type"] == "markdown":
            yield _ren(kilde if isinstance(kilde, str) else "".join(kilde))
        for utdata in celle.get("outputs", ()):
            if utdata["output_type"] == "error":
                raise ValueError(f"Notatboken stoppet med {utdata['ename']}: {utdata['evalue']}")
            data = utdata.get("data", {})
            if MIME in data:
                yield _del(data)


def _del(data: Mapping) -> Del:
    last, bilde = data[MIME], data.get("image/png", "")
    last = json.loads(last) if isinstance(last, str) else last
    bilde = "".join(bilde) if isinstance(bilde, list) else bilde
    return fra_nyttelast(_ren(last), base64.b64decode(bilde))


def _ren(x: Any) -> Any:
    """Fjern styretegn, som verken Word, Excel eller HTML tåler i tekst."""
    if isinstance(x, str):
        return _USYNLIG.sub("", x)
    if isinstance(x, list):
        return [_ren(v) for v in x]
    return {k: _ren(v) for k, v in x.items()} if isinstance(x, dict) else x


def _hode_av_tekst(innhold, mal) -> tuple[Hode, list]:
    forste = next((b for b in innhold if isinstance(b, str) and b.startswith("# ")), "")
    tittel = forste.partition("\n")[0].removeprefix("# ").strip()
    return Hode(tittel or mal.capitalize() or "Rapport"), _uten_forste_tittel(innhold)


def _uten_forste_tittel(innhold: list) -> list:
    ut, sett = [], False
    for b in innhold:
        if isinstance(b, str) and not sett and b.lstrip().startswith("# "):
            sett, b = True, b.lstrip().partition("\n")[2].strip()
        if b != "":
            ut.append(b)
    return ut


def _nummerer(innhold: list) -> Iterator[Bit]:
    teller: Counter[str] = Counter()
    brukt: Counter[str] = Counter()
    for b in innhold:
        if not isinstance(b, (Tabell, Figur)):
            yield Bit(b)
            continue
        navn = _NAVN[b.art]
        teller[navn] += 1
        id_ = b.id or lag_id(b.tittel)
        brukt[id_] += 1
        enkel = id_ if brukt[id_] == 1 else f"{id_}-{brukt[id_]}"
        yield Bit(replace(b, id=enkel), f"{navn} {teller[navn]}")


def mangler(rapport: Rapport) -> list[Boks]:
    """Alle «Mangler»-boksene i rapporten."""
    return [b for b in rapport.deler(Boks) if b.slag == "mangler"]
