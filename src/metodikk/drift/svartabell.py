"""Svarene slik de kan gis videre: kjennetegnene, spørsmålene og den frie teksten noen har bedt om."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metodikk.drift.forslag import mente_du
from metodikk.drift.prosjekt import Prosjekt
from metodikk.grunn.feil import BrukFeil, DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import skjema
from metodikk.grunn.tall import tall

if TYPE_CHECKING:
    import pandas as pd

    from metodikk.inn.kontrolltabell import Tabell
    from metodikk.metoder.prikking import Trinn

INGEN_HAR_BEDT = "Er fri tekst eller utenfor skjemaet, og ingen har bedt om den."
UTEN_SVAR = "Den som skrev, har ingen rad blant svarene."
RESTEN = "resten av kommunen"


@dataclass(frozen=True, eq=False)
class Svartabell:
    """Svarene, og hva hver kolonne er.

    data : personen, kjennetegnene, spørsmålene og den frie teksten. ikke_med : det som ikke gis
    videre, og hvorfor. kjente_ord : stedsnavn, som ikke er navn på personer. tabeller : de som er lest.
    """

    data: pd.DataFrame
    kjennetegn: tuple[str, ...]
    sporsmaal: tuple[str, ...]
    fritekst: tuple[str, ...]
    ikke_med: Mapping[str, str]
    kjente_ord: tuple[str, ...]
    kodebok: pd.DataFrame
    tabeller: tuple[str, ...]


def les_svartabell(p: Prosjekt, oppsett: Mapping, fritekst: Sequence[str]) -> Svartabell:
    """Les svarene. BrukFeil når de mangler, DataFeil når de har feil som må rettes først."""
    navn, apne = oppsett["tabell"], oppsett["apne_svar"]
    lest = (navn, apne) if apne in fritekst else (navn,)
    if hindrer := [f for f in p.feil_i(lest) if not f.kode.startswith("K60")]:
        raise DataFeil(hindrer)
    if not p.har(navn) or p.data.tabeller[navn].empty:
        raise BrukFeil(funn("K918", sted={"tabell": navn}, tabell=navn))
    rene, kodebok = p.data.tabeller[navn].copy(), p.tabell(oppsett["sporsmaal"])
    sporsmaal = tuple(str(s) for s in kodebok["sporsmal"] if s in rene)
    kjennetegn = tuple(n for n in oppsett["kjennetegn"] if n in rene and rene[n].notna().any())
    fri, ikke_med = _fri_tekst(p, navn, fritekst, rene, apne)
    data = rene[[oppsett["person"], *kjennetegn]].join(_med_vet_ikke(rene, sporsmaal, kodebok))
    return Svartabell(
        data.join(fri), kjennetegn, sporsmaal, tuple(fri), ikke_med, _kjente_ord(p), kodebok, lest
    )


def _med_vet_ikke(rene: pd.DataFrame, sporsmaal: Sequence[str], kodebok: pd.DataFrame):
    """Svarene slik de ble gitt: «vet ikke» har koden fra kodeboka, og ubesvart er tomt."""
    koder = kodebok.set_index("sporsmal")["vet_ikke"] if "vet_ikke" in kodebok else {}
    ut = rene[list(sporsmaal)].copy()
    for n in sporsmaal:
        kode = koder.get(n)
        if f"{n}_vet_ikke" in rene and kode is not None and kode == kode:
            ut[n] = ut[n].mask(rene[f"{n}_vet_ikke"].astype(bool), float(kode))
    return ut


def _fri_tekst(
    p: Prosjekt, navn: str, bedt_om: Sequence[str], rene: pd.DataFrame, apne: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Kolonnene med fri tekst, rad for rad som svarene, og det som ikke er med."""
    import pandas as pd

    tabell = _slik_den_staar(p, navn)
    ledige = [*(n for n in tabell.ekstra if n not in rene), *([apne] if p.har(apne) else [])]
    for n in bedt_om:
        if n not in ledige:
            ventet = (
                f"En av {', '.join(ledige)}."
                if ledige
                else "Prosjektet har ingen åpne svar, og filen har ingen kolonner utenfor skjemaet."
            )
            raise BrukFeil(funn("K916", fant=n, forslag=mente_du(n, ledige), navn=n, ventet=ventet))
    ikke_med = {n: INGEN_HAR_BEDT for n in ledige if n not in bedt_om}
    valgt, nokkel = [n for n in dict.fromkeys(bedt_om) if n != apne], list(skjema(navn).nokkel)
    tekst = dict(
        zip(
            _som_nokkel(tabell.data, nokkel),
            tabell.raa.data[valgt].to_numpy(dtype=object),
            strict=True,
        )
    )
    if len(tekst) < len(tabell.data):
        raise DataFeil(funn("K892", sted={"tabell": navn}, fant="den samme personen flere ganger"))
    rader = [tekst[n] for n in _som_nokkel(rene, nokkel)]
    fri = pd.DataFrame(rader, index=rene.index, columns=valgt, dtype=object)
    if apne in bedt_om:
        per_sporsmaal, uten_svar = _apne_svar(_slik_den_staar(p, apne), rene, nokkel)
        opptatt = {*rene, *valgt}
        fri = fri.join(
            per_sporsmaal.rename(columns=lambda n: f"{n} (åpent svar)" if n in opptatt else n)
        )
        if uten_svar:
            ikke_med[f"{tall(uten_svar)} åpne svar"] = UTEN_SVAR
    return fri, ikke_med


def _slik_den_staar(p: Prosjekt, navn: str) -> Tabell:
    """Tabellen slik den står i filen. Navn er ikke skjult i den: et menneske skal avgjøre dem."""
    from metodikk.inn.oppbygging import bygg_tabeller, les_raatabell
    from metodikk.inn.prosjektfiler import finn_filer

    kilde = finn_filer(p.mappe / "data", p.oppsett.filer).tabeller[navn]
    return bygg_tabeller({navn: les_raatabell(navn, kilde)}, {navn: kilde.kolonner})[navn]


def _apne_svar(apne: Tabell, rene: pd.DataFrame, nokkel: Sequence[str]) -> tuple[pd.DataFrame, int]:
    """Det hver av dem skrev, med én kolonne for hvert spørsmål, og tekstene ingen rad i svarene har."""
    import pandas as pd

    rad = dict(zip(_som_nokkel(rene, nokkel), rene.index, strict=True))
    tekster = apne.raa.data[apne.kolonner["tekst"].navn]
    ut: dict[str, dict] = {}
    uten_svar = 0
    for person, sporsmaal, tekst in zip(
        _som_nokkel(apne.data, nokkel), apne.data["sporsmal"].astype(str), tekster, strict=True
    ):
        if person in rad:
            ut.setdefault(sporsmaal, {})[rad[person]] = tekst
        else:
            uten_svar += 1
    serier = {s: pd.Series(t, dtype=object).reindex(rene.index) for s, t in ut.items()}
    return pd.DataFrame(serier, index=rene.index, dtype=object), uten_svar


def _som_nokkel(data: pd.DataFrame, nokkel: Sequence[str]) -> list[tuple[str, ...]]:
    tall = {n: data[n].astype(float) for n in nokkel if data[n].dtype.kind in "iuf"}
    kolonner = (tall.get(n, data[n].astype(str)).astype(str) for n in nokkel)
    return list(zip(*kolonner, strict=True))


def _kjente_ord(p: Prosjekt) -> tuple[str, ...]:
    soner = p.tabell("soner")["sonenavn"].dropna().astype(str)
    return (*soner, p.omraade.navn, p.oppsett.kommunenavn)


def trapper(p: Prosjekt, data: pd.DataFrame, kjennetegn: Sequence[str]) -> dict[str, list[Trinn]]:
    """Trinnene for hvert kjennetegn: som det er, grovere på en måte som gir mening, og borte."""
    from metodikk.metoder.prikking import SOM_FOER, Trinn

    grovere = {n: trinn for n in kjennetegn if (trinn := _grovere(p, n, data[n]))}
    return {
        n: [SOM_FOER, *([grovere[n]] if n in grovere else []), Trinn("tatt bort")]
        for n in kjennetegn
    }


def _grovere(p: Prosjekt, navn: str, verdier: pd.Series) -> Trinn | None:
    from metodikk.metoder.prikking import Trinn

    ulike = list(dict.fromkeys(verdier.dropna()))
    if navn == "sone":
        hjem = {s: p.omraade.navn if s in p.omraade.soner else RESTEN for s in ulike}
        return Trinn("slått sammen til området og resten av kommunen", hjem)
    if navn == "aldersgruppe":
        return Trinn("slått sammen to og to", _par([str(v) for v in ulike]))
    if verdier.dtype.kind == "f":
        return Trinn("rundet av til ett siffer", {v: float(f"{v:.1g}") for v in ulike})
    return None


def _par(grupper: Sequence[str]) -> dict[str, str]:
    """To og to aldersgrupper, fra den yngste. Den som blir til overs, står som den er.

    >>> _par(["35–49 år", "16–34 år", "50–66 år", "ukjent"])
    {'16–34 år': '16–49 år', '35–49 år': '16–49 år'}
    """
    from metodikk.metoder.prikking import nytt_navn

    med_tall = sorted(
        (g for g in grupper if re.search(r"\d", g)), key=lambda g: int(re.search(r"\d+", g)[0])
    )
    par = zip(med_tall[::2], med_tall[1::2], strict=False)
    return {del_: nytt_navn(a, b) for a, b in par for del_ in (a, b)}
