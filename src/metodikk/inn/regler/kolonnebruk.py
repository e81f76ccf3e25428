"""Regler for kolonner, påkrevde celler, faste valg og like rader (K5xx)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from metodikk.grunn.tall import liste
from metodikk.inn.kontrolltabell import FLEST_FUNN, Kolonne, Omgivelser, Tabell
from metodikk.inn.navn import normaliser
from metodikk.inn.oppbygging import MAALETABELLER
from metodikk.inn.ordverdier import naermeste
from metodikk.inn.register import Treff, kolonneregel, tabellregel
from metodikk.inn.tolking import TALLTYPER


@tabellregel("K501")
def kolonne_mangler(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Forslaget er en kolonne i filen som likner, og som ikke er brukt til noe annet."""
    for navn in t.skjema.paakrevde:
        if navn not in t.kolonner:
            felt = t.skjema.felt[navn]
            former = {normaliser(k): k for k in t.ekstra}
            naer = next(
                (n for f in (navn, *felt.navn) if (n := naermeste(normaliser(f), former))), ""
            )
            yield Treff((), navn, fant=f"kolonnene {liste(list(t.raa.kolonner))}",
                        forslag=f"mente du «{former[naer]}»?" if naer else "",
                        felt={"felt": navn, "beskrivelse": felt.beskrivelse})  # fmt: skip


@kolonneregel("K502")
def paakrevd_celle_er_tom(k: Kolonne) -> Iterator[Treff]:
    """Tall i måletabellene kan mangle. De har sin egen regel (K326)."""
    maaletall = k.tabell in MAALETABELLER and k.felt.type in TALLTYPER
    if k.felt.paakrevd and not maaletall and len(rader := np.flatnonzero(k.tolket.tom)):
        yield Treff(rader, k.felt.felt)


@tabellregel("K503")
def kolonner_som_ikke_brukes(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if t.ekstra:
        yield Treff((), fant=liste([f"«{k}»" for k in t.ekstra]))


@tabellregel("K504")
def flere_kolonner_passer(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for felt, kolonner in t.tvetydige.items():
        yield Treff((), felt, fant=liste([f"«{k}»" for k in kolonner]), felt={"felt": felt})


@kolonneregel("K505", "valg")
def ukjent_valg(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff(
        "ukjent_valg", felt={"valg": liste([f"«{v}»" for v in k.felt.valg], "eller")}
    )


@kolonneregel("K506", "valg")
def valg_skrevet_annerledes(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("skrivemaate", samlet=True, rettet=True)


@kolonneregel("K507", "ja_nei")
def ikke_ja_eller_nei(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("ikke_ja_nei")


@kolonneregel("K508", "liste")
def komma_i_liste(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("komma_i_liste")


@kolonneregel("K509", "tekst", "tall", "heltall")
def usynlige_tegn(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("usynlig", samlet=True, rettet=True)


@tabellregel("K510")
def kolonner_med_andre_navn(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Andre navn på kolonnene er kjent igjen. Det listes, så ingen blir overrasket."""
    andre = [
        f"«{k.navn}» → {n}" for n, k in t.kolonner.items() if normaliser(k.navn) != normaliser(n)
    ]
    if andre:
        yield Treff((), fant=liste(andre), rettet=True)


@tabellregel("K511")
def like_rader(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Bare den første av dem er med videre."""
    like = _like_rader(t)
    if like.any():
        t.utelatt |= like
        yield Treff(
            np.flatnonzero(like), fant=_nokler(t, np.flatnonzero(like)), samlet=True, rettet=True
        )


@tabellregel("K512")
def samme_nokkel_ulike_verdier(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if len(t.nokkel) < len(t.skjema.nokkel):
        return
    d = t.beholdt[t.nokkel].dropna()
    d = d[d.duplicated(keep=False)]
    grupper = d.groupby(t.nokkel, observed=True, sort=False).indices.values()
    rader, fant = [], []
    for i, posisjoner in enumerate(grupper):
        egne = d.index.to_numpy()[posisjoner]
        tekst = _om_like_nokler(t, egne) if i < FLEST_FUNN else "flere rader med samme nøkkel"
        rader += list(egne)
        fant += [tekst] * len(egne)
    if rader:
        yield Treff(rader, fant=fant)


def _om_like_nokler(t: Tabell, rader: np.ndarray) -> str:
    celler = ", ".join(_ulike(t, rader))
    nokkel = _uten_verdier(t) if t.skjema.personopplysninger else _nokler(t, rader[:1])[0]
    return f"{nokkel}: {celler}" if celler else nokkel


def _uten_verdier(t: Tabell) -> str:
    """Hva radene har felles, uten å vise hva det er: «samme person og «runde»»."""
    er_person = {n for n in t.nokkel if t.skjema.felt[n].person}
    return f"samme {liste(['person' if n in er_person else f'«{t.kolonner[n].navn}»' for n in t.nokkel])}"


@tabellregel("K522")
def aar_som_kolonner(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    aar = [k for k in t.ekstra if re.fullmatch(r"(.*\D)?(19|20)\d\d", k.strip())]
    if "aar" in t.skjema.paakrevde and not t.har("aar") and len(aar) > 1:
        yield Treff((), fant=liste([f"«{k}»" for k in aar]))


def _like_rader(t: Tabell) -> np.ndarray:
    nokler = t.nokkel or list(t.skjema.felt)
    lister = [n for n, f in t.skjema.felt.items() if f.type == "liste"]
    data = t.data.assign(**{n: [";".join(v) for v in t.data[n]] for n in lister})
    mulige = data.duplicated(nokler, keep=False) & data[nokler].notna().all(axis=1)
    like = np.zeros(len(data), dtype=bool)
    if mulige.any():
        ulest = t.raa.data.loc[mulige.to_numpy(), t.ekstra].astype(str).add_suffix(" (fil)")
        samlet = data[mulige].drop(columns="merknad").join(ulest)
        like[samlet.index[samlet.duplicated(keep="first")]] = True
    return like & ~t.utelatt


def _nokler(t: Tabell, rader: np.ndarray) -> list[str]:
    return [f"like rad {t.raa.rader[r]}" for r in rader] if t.skjema.personopplysninger else [
        " · ".join(t.vis(np.array([r]), n)[0].strip("«»") for n in t.nokkel) for r in rader
    ]  # fmt: skip


def _ulike(t: Tabell, rader: np.ndarray) -> list[str]:
    """Cellene som skiller radene fra hverandre, med adresse og verdi."""
    for navn in t.kolonner:
        vist = t.vis(rader, navn)
        if navn not in t.nokkel and len(set(vist)) > 1:
            kolonne = t.kolonner[navn].navn
            if t.skjema.personopplysninger:
                return [t.raa.celle(int(r), kolonne) for r in rader]
            return [
                f"{t.raa.celle(int(r), kolonne)} = {v}" for r, v in zip(rader, vist, strict=True)
            ]
    return []
