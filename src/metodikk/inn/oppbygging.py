"""Bygger tabellen som skal kontrolleres: leser filen, kobler kolonnene og tolker verdiene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from metodikk.grunn.skjema import Felt, Tabellskjema, skjema
from metodikk.grunn.skjema import tabeller as alle_tabeller
from metodikk.inn.kodekobling import RETTES, Kodesett, koble
from metodikk.inn.kolonnekart import kartlegg, ventede_navn
from metodikk.inn.kontrolltabell import Kolonne, Omgivelser, Tabell
from metodikk.inn.prosjektfiler import Tabellfil
from metodikk.inn.raatabell import Raatabell
from metodikk.inn.sporsmaal import sporsmaalsfelt
from metodikk.inn.tolking import TALLTYPER, som_serie, tolk, uten_verdier

MAALETABELLER = ("befolkning", "indikatorer", "stedsfakta")


def les_raatabell(tabell: str, kilde: Tabellfil) -> Raatabell:
    """Les filen til en tabell. Andre navn på kolonnene er kjent, så overskriften blir funnet."""
    from metodikk.inn.filer import les_tabell

    return les_tabell(
        kilde.fil, ark=kilde.ark, ventede=ventede_navn(skjema(tabell), kilde.kolonner)
    )


def bygg_tabeller(
    raa: Mapping[str, Raatabell], valgt: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Tabell]:
    """Tolk råtabellene. Kodeboka må stå før svarene, for den sier hvilke spørsmål som finnes."""
    tabeller: dict[str, Tabell] = {}
    for navn in (t for t in alle_tabeller() if t in raa):
        sporsmal = sporsmaalsfelt(tabeller.get("kodebok")) if navn == "svar" else ()
        egne = dict((valgt or {}).get(navn, {}))
        tabeller[navn] = bygg_tabell(navn, raa[navn], valgt=egne, sporsmal=sporsmal)
    return tabeller


def bygg_tabell(
    tabell: str, raa: Raatabell, *, valgt: dict | None = None, sporsmal: tuple[Felt, ...] = ()
) -> Tabell:
    """Tolk alle kolonnene i en råtabell etter skjemaet.

    Parametere
    ----------
    tabell : str
        Navnet på tabellen i skjemaet.
    raa : Raatabell
        Tabellen slik den står i filen.
    valgt : dict, valgfri
        Felt → overskrift fra prosjekt.toml.
    sporsmal : tuple av Felt
        Spørsmålene i kodeboka, når tabellen er svarene.

    Returnerer
    ----------
    Tabell
        Tabellen klar for reglene.
    """
    s = _med_sporsmal(skjema(tabell), sporsmal)
    kart = kartlegg(s, raa.kolonner, valgt)
    kolonner = {
        navn: Kolonne(
            tabell, s.felt[navn], fil, tolk(s.felt[navn], raa.data[fil].to_numpy(dtype=object))
        )
        for navn, fil in kart.kolonner.items()
    }
    kolonner = {navn: kolonner[navn] for navn in s.felt if navn in kolonner}
    data = pd.DataFrame({n: _serie(f, kolonner.get(n), len(raa.data)) for n, f in s.felt.items()})
    data["merknad"] = _merknader(s, kolonner, len(raa.data))
    return Tabell(
        s, raa, kolonner, data, kart.tvetydige, utelatt=np.zeros(len(raa.data), dtype=bool)
    )


def _med_sporsmal(s: Tabellskjema, sporsmal: tuple[Felt, ...]) -> Tabellskjema:
    return replace(s, felt=s.felt | {f.felt: f for f in sporsmal if f.felt not in s.felt})


def _serie(felt: Felt, kolonne: Kolonne | None, antall: int) -> pd.Series:
    return som_serie(felt, kolonne.tolket) if kolonne else uten_verdier(felt, antall)


def _merknader(s: Tabellskjema, kolonner: dict[str, Kolonne], antall: int) -> pd.Series:
    """Grunnene til at tall mangler, samlet i én tekst for hver rad."""
    samlet = np.full(antall, "", dtype=object)
    for navn, kolonne in kolonner.items():
        if kolonne.felt.type not in (*TALLTYPER, "aar"):
            continue
        egne = kolonne.tolket.merknader(navn)
        if s.tabell in MAALETABELLER and kolonne.felt.type in TALLTYPER:
            egne = np.where(kolonne.tolket.tom, f"mangler: tom celle ({navn})", egne)
        begge = (samlet != "") & (egne != "")
        samlet = np.where(begge, samlet + "; " + egne, samlet + egne)
    return pd.Series(samlet, dtype="str")


def koble_koder(tabell: Tabell, omgivelser: Omgivelser) -> None:
    """Finn igjen kodene som viser til andre tabeller, og rett dem som bare kan bety én ting."""
    for navn, felt in tabell.skjema.felt.items():
        if navn not in tabell.kolonner or not (kjente := _kjente(felt, omgivelser)):
            continue
        verdier = tabell.data[navn]
        alle = verdier.explode() if felt.type == "liste" else verdier
        unike = list(alle.dropna().unique())
        koblinger = {v: koble(_som_kode(v), kjente) for v in unike}
        tabell.koblinger[navn] = {v: k for v, k in koblinger.items() if k.slag}
        rett = {v: k.kode for v, k in tabell.koblinger[navn].items() if k.slag in RETTES}
        if rett and felt.type == "liste":
            tabell.data[navn] = [tuple(rett.get(v, v) for v in liste) for liste in verdier]
        elif rett:
            tabell.data[navn] = verdier.replace(rett)


def _som_kode(verdi: object) -> str:
    return str(int(verdi)) if isinstance(verdi, float) and verdi.is_integer() else str(verdi)


def _kjente(felt: Felt, omgivelser: Omgivelser) -> Kodesett | None:
    """Kodene feltet kan vise til, slått sammen når det kan vise til flere tabeller."""
    sett = [omgivelser.kjente[v] for v in felt.viser_til if v in omgivelser.kjente]
    if len(sett) < len(felt.viser_til) or not sett:
        return None
    if len(sett) == 1:
        return sett[0]
    return Kodesett(frozenset().union(*(s.koder for s in sett)))


def ferdig(tabell: Tabell) -> pd.DataFrame:
    """Gi den rene tabellen: bare rader som er med, med riktige typer og en merknad når tall mangler."""
    data = tabell.beholdt.reset_index(drop=True)
    for navn, felt in tabell.skjema.felt.items():
        if felt.type == "aar" and felt.paakrevd and navn in tabell.kolonner:
            data = data[data[navn].notna()].reset_index(drop=True)
            data[navn] = data[navn].astype("int64")
    if tabell.navn not in MAALETABELLER and not (data["merknad"] != "").any():
        data = data.drop(columns="merknad")
    return data
