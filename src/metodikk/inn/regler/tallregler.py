"""Regler for tall (K3xx)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.grunn.tall import tall
from metodikk.grunn.typer import Alvor
from metodikk.inn.kontrolltabell import Kolonne, Omgivelser, Tabell
from metodikk.inn.oppbygging import MAALETABELLER
from metodikk.inn.register import Treff, kolonneregel, tabellregel

TALL = ("tall", "heltall", "svar")
ANTALL = ("teller", "nevner", "antall")
HOPP, KRONEHOPP = 8, 100


@kolonneregel("K301", *TALL)
def ikke_et_tall(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("ikke_tall")
    yield from k.treff("sann")


@kolonneregel("K302", *TALL)
def tvetydig_tall(k: Kolonne) -> Iterator[Treff]:
    """«1.234» kan være tusen eller desimaler. Vi spør, og gjetter ikke."""
    yield from k.treff("tvetydig")


@kolonneregel("K303", *TALL)
def desimalkomma(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("desimalkomma", samlet=True, rettet=True)


@kolonneregel("K304", *TALL)
def tusenskille(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("tusenskille", samlet=True, rettet=True)


@kolonneregel("K305", *TALL)
def annet_minustegn(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("minustegn", samlet=True, rettet=True)


@kolonneregel("K306", *TALL)
def fotnotetegn(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("fotnote", samlet=True, rettet=True)


@kolonneregel("K307", *TALL)
def prosenttegn(k: Kolonne) -> Iterator[Treff]:
    """Et prosenttegn er greit for en verdi, men ikke der det skal stå et antall."""
    antall = k.felt.felt in ANTALL or k.felt.type == "heltall"
    yield from k.treff(
        "prosent", rettet=not antall, samlet=not antall, alvor=None if antall else Alvor.INFO
    )


@kolonneregel("K308", *TALL)
def enhet_bak_tallet(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("enhet", samlet=True, rettet=True)


@kolonneregel("K309", *TALL)
def skjult_i_kilden(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("symbol_skjult", samlet=True)


@kolonneregel("K310", *TALL)
def mangler_i_kilden(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("symbol_mangler", samlet=True)


@kolonneregel("K311", *TALL)
def umulig_i_kilden(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("symbol_umulig", samlet=True)


@kolonneregel("K312", *TALL)
def strek_i_stedet_for_tall(k: Kolonne) -> Iterator[Treff]:
    """I statistikk betyr streken null, i mange andre tabeller at tallet mangler."""
    yield from k.treff("symbol_strek", samlet=True)


@kolonneregel("K313", *TALL)
def ord_for_manglende_tall(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("ord_mangler", samlet=True)


@kolonneregel("K314", *TALL)
def intervall_i_stedet_for_tall(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("intervall", samlet=True)


@kolonneregel("K315", *TALL)
def uendelig_eller_nan(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("uendelig")


@kolonneregel("K316", *TALL)
def tall_har_mistet_sifre(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("vitenskapelig")


@kolonneregel("K317", *TALL)
def dato_i_tallkolonne(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("dato")


@kolonneregel("K327", *TALL)
def desimalpunktum(k: Kolonne) -> Iterator[Treff]:
    yield from k.treff("punktum", samlet=True, rettet=True)


@kolonneregel("K318", *TALL)
def negativt_antall(k: Kolonne) -> Iterator[Treff]:
    if (
        k.felt.minst is not None
        and k.felt.minst >= 0
        and len(rader := _rader(k.tolket.verdier < 0))
    ):
        yield Treff(rader, k.felt.felt)


@kolonneregel("K319", "tall", "heltall")
def antall_med_desimaler(k: Kolonne) -> Iterator[Treff]:
    """Deler av en person finnes ikke, men telleren kan være beregnet."""
    if k.felt.type != "heltall" and k.felt.felt not in ANTALL:
        return
    verdier = k.tolket.verdier
    rader = _rader(np.isfinite(verdier) & (verdier % 1 != 0))
    if len(rader):
        yield Treff(rader, k.felt.felt, alvor=None if k.felt.type == "heltall" else Alvor.ADVARSEL)


@kolonneregel("K320", "tall", "heltall")
def utenfor_tillatte_verdier(k: Kolonne) -> Iterator[Treff]:
    lavest, hoyest = k.felt.minst, k.felt.hoyest
    verdier = k.tolket.verdier
    for_lav = (
        (verdier < lavest) & (verdier >= 0) if lavest is not None else np.zeros(len(verdier), bool)
    )
    for_hoy = verdier > hoyest if hoyest is not None else np.zeros(len(verdier), bool)
    if len(rader := _rader(for_lav | for_hoy)):
        ord_ = (
            f"fra {lavest:g} til {hoyest:g}"
            if hoyest is not None
            else f"som er {lavest:g} eller mer"
        )
        yield Treff(rader, k.felt.felt, felt={"tillatt": ord_})


@tabellregel("K321", "indikatorer")
def teller_storre_enn_nevner(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Gjelder andeler. En rate kan ha flere hendelser enn personer."""
    if not t.har("indikator", "teller", "nevner"):
        return
    andeler = {i for i, om in o.indikatorer.items() if om.get("maal", "andel") == "andel"}
    d = t.beholdt
    gale = d[d["indikator"].isin(andeler) & (d["teller"] > d["nevner"])]
    if len(gale):
        fant = [
            f"teller {tall(a)} og nevner {tall(b)}"
            for a, b in zip(gale["teller"], gale["nevner"], strict=True)
        ]
        yield Treff(gale.index, "teller", fant=fant)


@tabellregel("K322", "indikatorer")
def andel_der_det_skal_staa_antall(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if not t.har("indikator", "teller"):
        return
    for navn, d in t.beholdt.groupby("indikator", observed=True):
        teller = d["teller"].dropna()
        hoyest = 100 if d["nevner"].dropna().isin([1, 100]).all() else 1
        if len(teller) >= 3 and (teller % 1 != 0).mean() > 0.5 and teller.max() <= hoyest:
            fant = f"tall fra {tall(teller.min(), 3)} til {tall(teller.max(), 3)} for {navn}"
            yield Treff(teller.index, "teller", fant=fant)


@tabellregel("K323", "indikatorer")
def tom_gruppe(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    rader = t.beholdt.index[t.beholdt["nevner"] == 0]
    if len(rader):
        yield Treff(rader, "nevner")


@tabellregel("K324", "indikatorer", "befolkning")
def tidobling(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Et siffer for mye eller for lite. Grensen er litt under ti, for tallene endrer seg også ellers."""
    if t.navn == "indikatorer" and t.har("indikator", "sone", "aar", "teller", "nevner"):
        d = t.beholdt[t.beholdt["nevner"] > 0]
        yield from _hopp(d, ["indikator", "sone"], d["nevner"], "nevner")
        store = d[d["teller"] >= 10]
        yield from _hopp(store, ["indikator", "sone"], store["teller"] / store["nevner"], "teller")
    elif t.har("sone", "aar", "antall") and t.navn == "befolkning":
        nokkel = [n for n in ("sone", "aldersgruppe", "kjonn") if t.har(n)]
        store = t.beholdt[t.beholdt["antall"] >= 20]
        yield from _hopp(store, nokkel, store["antall"], "antall")


@tabellregel("K325", "stedsfakta", "tiltak")
def kroner_eller_tusen_kroner(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    if t.navn == "tiltak":
        forhold = d["brukt"] / d["budsjett"].where(d["budsjett"] > 0)
        gale = d.index[(forhold >= KRONEHOPP) | ((forhold <= 1 / KRONEHOPP) & (d["brukt"] > 0))]
        if len(gale):
            yield Treff(gale, "brukt")
    elif t.har("forhold", "enhet", "verdi"):
        kroner = d[d["enhet"].fillna("").str.contains(r"\bkr|kroner", case=False)]
        yield from _hopp(kroner, ["forhold"], kroner["verdi"], "verdi", ganger=KRONEHOPP)


@tabellregel("K326", *MAALETABELLER)
def tom_celle_i_tallkolonne(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Tallet mangler. Det blir aldri til null."""
    for navn, k in t.kolonner.items():
        if k.felt.type in TALL and k.felt.paakrevd and len(rader := _rader(k.tolket.tom)):
            yield Treff(rader, navn)


@tabellregel("K328", "indikatorer")
def gruppen_er_for_liten(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    grense = katalog("grenser")["standard"]["min_nevner"]
    smaa = t.beholdt.index[t.beholdt["nevner"].between(1, grense - 1)]
    if len(smaa):
        fant = f"{len(smaa)} av {len(t.beholdt)} rader har under {grense} i gruppen"
        yield Treff(smaa, "nevner", fant=fant, felt={"grense": grense})


@tabellregel("K331", "stedsfakta")
def prosent_eller_andel(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    if not t.har("enhet", "verdi", "forhold"):
        return
    prosent = t.beholdt[
        t.beholdt["enhet"].fillna("").str.contains("prosent|%") & t.beholdt["verdi"].notna()
    ]
    prosent = prosent[~prosent["enhet"].fillna("").str.contains("prosentpoeng")]
    for _, d in prosent.groupby("forhold"):
        gale = (
            d
            if d["verdi"].between(0, 1).all() and (d["verdi"] % 1 != 0).any()
            else d[d["verdi"] > 100]
        )
        if len(gale):
            yield Treff(gale.index, "verdi", samlet=True)


def _hopp(
    d: pd.DataFrame, nokkel: list[str], verdi: pd.Series, felt: str, ganger: float = HOPP
) -> Iterator[Treff]:
    """Verdier som er mange ganger større eller mindre enn medianen av gruppen."""
    verdi = verdi.where(verdi > 0)
    gruppe = verdi.groupby([d[n] for n in nokkel], observed=True)
    forhold = verdi / gruppe.transform("median")
    gale = d.index[
        ((forhold >= ganger) | (forhold <= 1 / ganger)) & (gruppe.transform("count") >= 3)
    ]
    if len(gale):
        yield Treff(gale, felt)


def _rader(maske: np.ndarray) -> np.ndarray:
    return np.flatnonzero(maske)
