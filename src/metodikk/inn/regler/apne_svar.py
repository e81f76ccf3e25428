"""Regler for det folk har skrevet fritt, og for kodingen av det (K950–K956)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metodikk.grunn.maskering import MASKER, maskert
from metodikk.grunn.personnavn import mistenkte
from metodikk.grunn.tall import liste
from metodikk.inn.fritekst import fritekstfelt, kjente_ord
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel

_SLAG = {
    "fodselsnummer": "fødselsnummer", "kontonummer": "kontonummer", "epost": "e-postadresse",
    "telefon": "telefonnummer",
}  # fmt: skip


@tabellregel("K950")
def personopplysninger_er_skjult(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Nummer og e-postadresser i fri tekst skjules når tabellen leses."""
    for felt in fritekstfelt(t):
        funnet = t.personfunn.get(t.kolonner[felt].navn, {})
        slag = [_SLAG[s] for s in MASKER if s in funnet]
        if slag:
            rader = np.unique(np.concatenate(list(funnet.values())))
            yield Treff(rader, felt, fant=f"{liste(slag)} (vises ikke)", rettet=True)


@tabellregel("K951")
def mulige_navn_venter_paa_aa_bli_lest(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for felt, mistenkt in _mistenkte(t, o):
        if len(rader := mistenkt[~_godkjent(t)[mistenkt]]):
            yield Treff(rader, felt, fant=f"{len(rader)} svar som kan nevne noen")


@tabellregel("K952")
def godkjent_svar_kan_nevne_noen(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    for felt, mistenkt in _mistenkte(t, o):
        if len(rader := mistenkt[_godkjent(t)[mistenkt]]):
            yield Treff(rader, felt, fant=f"{len(rader)} godkjente svar som kan nevne noen")


@tabellregel("K953", "apne_svar")
def svar_uten_tema(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Noen svar er kodet, andre ikke. Da teller temaene bare dem som er kodet."""
    kodet = np.array([bool(v) for v in t.beholdt["tema"]], dtype=bool)
    if kodet.any() and not kodet.all():
        rader = t.beholdt.index[~kodet]
        yield Treff(rader, "tema", fant=f"{len(rader)} av {len(kodet)} svar uten tema")


@tabellregel("K954", "kodebok")
def flere_helhetssporsmaal(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["helhet"].fillna(False).astype(bool)]
    if len(rader) > 1:
        yield Treff(rader, "helhet", fant=liste(t.beholdt["sporsmal"][rader].astype(str).tolist()))


@tabellregel("K955", "apne_svar")
def kontroll_uten_forste_koding(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    bare_kontroll = [
        bool(k) and not bool(f) for f, k in zip(d["tema"], d["tema_kontroll"], strict=True)
    ]
    if any(bare_kontroll):
        yield Treff(d.index[bare_kontroll], "tema_kontroll", samlet=True)


@prosjektregel("K956", "apne_svar", "svar")
def ukjent_svarer(o: Omgivelser) -> Iterator[Treff]:
    """Uten en rad i Svar vet vi ikke hvor den som skrev, bor."""
    d = o.data("apne_svar")
    kjent = pd.MultiIndex.from_frame(o.data("svar")[["respondent", "runde"]])
    ukjent = ~pd.MultiIndex.from_frame(d[["respondent", "runde"]]).isin(kjent)
    if ukjent.any():
        fant = f"{int(ukjent.sum())} åpne svar"
        yield Treff(d.index[ukjent], "respondent", fant=fant, tabell="apne_svar")


def _mistenkte(t: Tabell, o: Omgivelser) -> Iterator[tuple[str, np.ndarray]]:
    for felt in fritekstfelt(t):
        kjente = kjente_ord(o)
        yield (
            felt,
            np.flatnonzero(
                [isinstance(v, str) and bool(mistenkte(maskert(v), kjente)) for v in t.data[felt]]
            ),
        )


def _godkjent(t: Tabell) -> np.ndarray:
    if not t.har("godkjent"):
        return np.zeros(len(t.data), dtype=bool)
    return t.data["godkjent"].fillna(False).to_numpy(dtype=bool)
