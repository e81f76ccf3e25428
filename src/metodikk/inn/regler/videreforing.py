"""Regler for videreføringsplanen og stegene i avslutningen (K935–K949)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from metodikk.grunn.kataloger import katalog
from metodikk.inn.kontrolltabell import Omgivelser, Tabell
from metodikk.inn.register import Treff, prosjektregel, tabellregel
from metodikk.inn.regler.treff import likner_personnavn, rader_der

PLAN = "videreforingsplan"
OVER = ("gjennomført", "endret", "avsluttet uten å bli gjennomført")
ORGANISASJON = {PLAN: ("eier", "maales_av", "bestemt_av"), "avslutning": ("ansvarlig",)}


@tabellregel("K935", PLAN)
def uten_eier(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, _krever(t, "eier") & t.beholdt["eier"].isna(), "eier")


@tabellregel("K936", PLAN)
def uten_penger(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, _krever(t, "penger") & (t.beholdt["finansiert"] != "ja"), "finansiert")


@tabellregel("K937", PLAN)
def uten_grunn(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    ny_form = t.beholdt["beslutning"].isin(["avsluttes", "tilpasses"])
    yield from rader_der(t, ny_form & t.beholdt["grunn"].isna(), "grunn")


@tabellregel("K938", *ORGANISASJON)
def navn_paa_en_person(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    """Navnet tas ut, så det ikke kan stå i en rapport. Tiltaket står da uten eier."""
    for felt in ORGANISASJON[t.navn]:
        person = t.data[felt].fillna("").map(likner_personnavn).to_numpy(dtype=bool) & ~t.utelatt
        if person.any():
            t.data.loc[person, felt] = None
            fant = "et navn som likner navnet på en person"
            yield Treff(np.flatnonzero(person), felt, fant=fant, samlet=True)


@prosjektregel("K939", PLAN, "avtaler")
def avtalen_har_gaatt_ut(o: Omgivelser) -> Iterator[Treff]:
    """Regnes mot den siste datoen i planen og blant aktørene, så svaret ikke avhenger av når kontrollen kjøres."""
    d, avtaler = o.data(PLAN), o.data("avtaler").dropna(subset=["avtale"])
    til = avtaler.drop_duplicates("avtale").set_index("avtale")["gjelder_til"]
    ute = d["beslutning"].map(_lever) & (d["avtale"].map(til) < _siste_dag(o))
    rader = d.index[ute.fillna(False).astype(bool)]
    if len(rader):
        fant = [f"{a} for {t}" for a, t in zip(d.loc[rader, "avtale"], d.loc[rader, "tiltak"], strict=True)]  # fmt: skip
        yield Treff(rader, "avtale", fant=fant, samlet=True, tabell=PLAN)


@tabellregel("K940", PLAN)
def uten_avtale(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, _krever(t, "avtale") & t.beholdt["avtale"].isna(), "avtale")


@tabellregel("K941", PLAN)
def uten_neste_maaling(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(
        t, _krever(t, "maaling") & t.beholdt["neste_maaling"].isna(), "neste_maaling"
    )


@prosjektregel("K942", PLAN, "tiltak")
def tiltak_uten_beslutning(o: Omgivelser) -> Iterator[Treff]:
    t = o.data("tiltak")
    rader = t.index[t["status"].isin(OVER) & ~t["tiltak"].isin(o.data(PLAN)["tiltak"])]
    if len(rader):
        fant = [str(k) for k in t.loc[rader, "tiltak"].fillna("uten kode")]
        yield Treff(rader, "tiltak", fant=fant, samlet=True, tabell="tiltak")


@tabellregel("K943", PLAN)
def ikke_bestemt(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, t.beholdt["beslutning"] == "ikke bestemt", "beslutning")


@tabellregel("K944", "avslutning")
def utredningen_kom_for_sent(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    slutt = d.loc[d["slag"] == "slutt", "frist"].max()
    naar = d["ferdig"].fillna(d["frist"])
    senest = slutt - pd.DateOffset(months=katalog("videreforing")["steg"]["avslutningsutredning"])
    yield from rader_der(
        t, (d["slag"] == "avslutningsutredning") & (naar > senest), "ferdig", vis="steg"
    )


@tabellregel("K945", "avslutning")
def steg_som_maa_vaere_med(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    borte = [s for s in ("slutt", "avslutningsutredning") if s not in set(t.beholdt["slag"])]
    if borte:
        yield Treff((), "slag", fant=" og ".join(borte) + " mangler")


@tabellregel("K946", "avslutning")
def fristen_er_ute(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    ute = d["ferdig"].isna() & (d["frist"] < _siste_dag(o))
    yield from rader_der(t, ute, "ferdig", vis="steg")


@tabellregel("K947", PLAN)
def penger_uten_post(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    med = t.beholdt["finansiert"].isin(["ja", "delvis"])
    yield from rader_der(t, _krever(t, "penger") & med & t.beholdt["budsjettpost"].isna(), "budsjettpost")  # fmt: skip


@tabellregel("K948", PLAN)
def uten_kostnad(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    yield from rader_der(t, _krever(t, "penger") & t.beholdt["aarlig_kostnad"].isna(), "aarlig_kostnad")  # fmt: skip


@tabellregel("K949", PLAN)
def uten_dato_eller_organ(t: Tabell, o: Omgivelser) -> Iterator[Treff]:
    d = t.beholdt
    mangler = d["besluttet"].isna() | d["bestemt_av"].isna()
    yield from rader_der(t, (d["beslutning"] != "ikke bestemt") & mangler, "besluttet")


def _krever(t: Tabell, krav: str) -> pd.Series:
    """Radene der beslutningen krever at dette er på plass."""
    alle = katalog("videreforing")["beslutninger"]
    return t.beholdt["beslutning"].map(lambda b: krav in alle.get(b, ())).astype(bool)


def _lever(beslutning: object) -> bool:
    return "eier" in katalog("videreforing")["beslutninger"].get(beslutning, ())


def _siste_dag(o: Omgivelser) -> pd.Timestamp:
    """Den siste dagen noe er bestemt, gjort eller bekreftet. Frister fram i tid teller ikke."""
    felt = ((PLAN, "besluttet"), ("avslutning", "ferdig"), ("aktorer", "bekreftet"))
    dager = [o.data(t)[f].max() for t, f in felt if f in o.data(t)]
    return max((d for d in dager if pd.notna(d)), default=pd.NaT)
