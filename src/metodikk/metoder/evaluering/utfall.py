"""Ett utfall: hva som skjedde i området, hos de andre, og hva vi kan lese ut av forskjellen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metodikk.grunn.feil import DataFeil
from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import liste, periode, tall
from metodikk.grunn.typer import Alvor, Funn
from metodikk.metoder._panel import panel
from metodikk.metoder.effekt import Effekt, forskjell_i_forskjeller
from metodikk.metoder.evaluering.soner import velg_like
from metodikk.metoder.syntetisk import Syntetisk, syntetisk_did, syntetisk_kontroll
from metodikk.metoder.tilbakefall import ventet_uten_tiltak
from metodikk.metoder.usikkerhet import forskjell_andeler

PROGRAMMET, DE_ANDRE, VENTET = "Programområdet", "Sammenlikningssonene", "Ventet uten programmet"
FEIL_RETNING, RIKTIG_RETNING = "tydelig, motsatt vei", "tydelig, ønsket vei"
IKKE_TYDELIG, KAN_IKKE = "ikke tydelig", "kan ikke avgjøres"
KAN_IKKE_VISES = "kan ikke vises"


@dataclass(frozen=True, eq=False)
class Tilbakefall:
    """Hva endringen ville sett ut som fra utvalgsårene, og hvor mye av den som var ventet."""

    utvalg: str
    fra_utvalg: float
    ventet: float
    nullpunkt: float
    utvalgsnivaa: float
    saa_verre_ut: bool


@dataclass(frozen=True, eq=False)
class Utfall:
    """Resultatet for ett utfall. `effekt` er None når det ikke kunne regnes ut (se `funn`).

    skala, enhet : verdiene ganges med `skala` og leses i `enhet` («prosent» er alt en andel).
    svar : «tydelig, ønsket vei», «tydelig, motsatt vei», «ikke tydelig» eller «kan ikke avgjøres».
    ledd : hvor langt vi kan gå: beskrivende endring → samvariasjon → sannsynliggjort bidrag.
    """

    kode: str
    navn: str
    maalt_med: str
    maalnavn: str
    onsket: str
    hovedutfall: bool
    i_tide: bool
    fra_undersokelsen: bool
    skala: float = 1.0
    enhet: str = "prosent"
    verdi: float = np.nan
    nedre: float = np.nan
    ovre: float = np.nan
    mde: float = np.nan
    p: float = np.nan
    p_holm: float = np.nan
    foer: float = np.nan
    etter: float = np.nan
    andre_foer: float = np.nan
    andre_etter: float = np.nan
    antall_soner: int = 0
    gjennomfort: float = np.nan
    effekt: Effekt | None = None
    syntetisk: Syntetisk | None = None
    sdid: float = np.nan
    data: pd.DataFrame | None = None
    utvikling: pd.DataFrame | None = None
    valgte: pd.DataFrame | None = None
    tilbakefall: Tilbakefall | None = None
    nullpunkt: tuple[int, ...] = ()
    oppfolging: tuple[int, ...] = ()
    svar: str = KAN_IKKE
    ledd: str = ""
    funn: tuple[Funn, ...] = ()

    @property
    def grunn(self) -> str:
        """Hvorfor utfallet ikke kunne regnes ut."""
        if self.svar == KAN_IKKE_VISES:
            return "så få personer står bak at tallene ikke kan vises"
        stopper = [f for f in self.funn if f.alvor.hindrer] or list(self.funn)
        return stopper[0].tittel.lower() if stopper else "det mangler tall"

    @property
    def forskjellsenhet(self) -> str:
        return "prosentpoeng" if self.enhet == "prosent" else self.enhet

    @property
    def vist(self) -> float:
        """Det verdiene ganges med for å leses i enheten."""
        return 100.0 if self.enhet == "prosent" else self.skala

    def med(self, **endringer) -> Utfall:
        return replace(self, **endringer)


def av_indikator(
    rad, data: pd.DataFrame, om: Mapping, omraade: Sequence[str], kandidater: Sequence[str],
    program, brudd: pd.DataFrame, rng: np.random.Generator,
) -> Utfall:  # fmt: skip
    """Evaluer ett utfall som er målt med en indikator.

    Parametere
    ----------
    rad : rad
        Utfallet, fra tabellen `utfall`.
    data : DataFrame
        Indikatoren for alle sonene: `sone`, `aar`, `teller` og `nevner`.
    om : dict
        Indikatoren i katalogen (`navn`, `maal`, `per`).
    omraade, kandidater : sequence of str
        Sonene i programmet, og sonene det kan sammenliknes med.
    program : objekt
        Har `start`, `slutt`, `utvalgsaar`, `nullpunkt` og `oppfolging`.
    brudd : DataFrame
        Tabellen `brudd`.
    rng : numpy.random.Generator

    Returnerer
    ----------
    Utfall
    """
    u = _skall(rad, om, program)
    nullpunkt, oppfolging, krysser, brudd_funn = aarene(rad, data, omraade, program, brudd)
    try:
        valgte = velg_like(data, omraade, kandidater, nullpunkt=nullpunkt, oppfolging=oppfolging)
        soner = valgte.loc[valgte["med"], "sone"].tolist()
        e = forskjell_i_forskjeller(
            data, omraade, soner, nullpunkt=nullpunkt, oppfolging=oppfolging,
            utvalgsaar=program.utvalgsaar, start=program.start, rng=rng,
        )  # fmt: skip
    except DataFeil as feil:
        return u.med(funn=(*u.funn, *_merket(u, (*brudd_funn, *feil.funn))))
    p = panel(data)
    snitt = pd.DataFrame(
        {PROGRAMMET: p.gruppe(p.er(omraade)), DE_ANDRE: p.gruppe(p.er(soner))}, index=list(p.aar)
    )
    fall = _tilbakefall(data, omraade, snitt, program, nullpunkt, oppfolging)
    syntet, sdid = _annet_blikk(p, omraade, soner, snitt, program, oppfolging, rng)
    (foer, etter), (andre_foer, andre_etter) = e.tabell[["foer", "etter"]].to_numpy()
    return u.med(
        verdi=e.verdi, nedre=e.nedre, ovre=e.ovre, mde=e.mde, p=np.nan if krysser else e.p,
        foer=foer, etter=etter, andre_foer=andre_foer, andre_etter=andre_etter,
        antall_soner=len(soner), effekt=e, syntetisk=syntet, sdid=sdid, data=data,
        utvikling=_utvikling(snitt, _ventet(data, omraade, snitt, program, nullpunkt)),
        valgte=valgte, tilbakefall=fall, nullpunkt=tuple(nullpunkt), oppfolging=tuple(oppfolging),
        funn=(*u.funn, *_merket(u, (*brudd_funn, *e.funn)), *_fallfunn(fall, u), *_synt_funn(syntet)),
    )  # fmt: skip


def av_undersokelsen(rad, om: Mapping, program, endring: pd.DataFrame, mangler: str) -> Utfall:
    """Evaluer ett utfall som er målt med et spørsmål i innbyggerundersøkelsen."""
    u = _skall(rad, om, program, fra_undersokelsen=True)
    treff = endring[endring["sporsmal"] == rad.maalt_med] if len(endring) else endring
    if treff.empty:
        ny = funn("K871", fant=mangler) if mangler else funn("K879", fant=f"«{om['navn']}»")
        return u.med(funn=(*u.funn, ny))
    t = treff.iloc[0]
    return u.med(
        verdi=t["verdi"], nedre=t["nedre"], ovre=t["ovre"], p=t["p"], mde=t["mde"],
        foer=t["omraadet_foer"], etter=t["omraadet_etter"], andre_foer=t["resten_foer"],
        andre_etter=t["resten_etter"],
    )  # fmt: skip


def _skall(rad, om, program, fra_undersokelsen=False) -> Utfall:
    i_tide = bool(pd.notna(rad.valgt) and rad.valgt < pd.Timestamp(min(program.oppfolging), 1, 1))
    sent = "" if i_tide else "mangler dato" if pd.isna(rad.valgt) else f"valgt {rad.valgt:%d.%m.%Y}"
    per = float(om.get("per", 1) or 1) if om.get("maal") == "rate" else 1.0
    return Utfall(
        rad.utfall, rad.navn, rad.maalt_med, om.get("navn", rad.maalt_med), rad.onsket,
        bool(rad.hovedutfall), i_tide, fra_undersokelsen, per,
        "prosent" if per == 1 else f"per {tall(per)}",
        funn=() if i_tide else (funn("K864", fant=f"«{rad.navn}»: {sent}"),),
    )  # fmt: skip


def aarene(rad, data, omraade, program, brudd):
    """Årene i nullpunktet og oppfølgingen, om de krysser et brudd, og funnene om det."""
    *aar, hull = _med_tall(data, omraade, program)
    nullpunkt, oppfolging, krysser, funnene = _uten_brudd(rad.maalt_med, *aar, brudd, omraade)
    return nullpunkt, oppfolging, krysser, (*hull, *funnene)


def _med_tall(data, omraade, program) -> tuple[list[int], list[int], tuple[Funn, ...]]:
    """Årene i nullpunktet og oppfølgingen der alle sonene i programmet har tall."""
    egne = data[data["sone"].isin(omraade) & (data["nevner"] > 0)].dropna(
        subset=["teller", "nevner"]
    )
    antall = egne.groupby("aar")["sone"].nunique()
    hele = set(antall.index[antall == len(set(omraade))])
    brukt = [[a for a in aar if a in hele] for aar in (program.nullpunkt, program.oppfolging)]
    borte = sorted({*program.nullpunkt, *program.oppfolging} - hele)
    if not borte or not all(brukt):
        return list(program.nullpunkt), list(program.oppfolging), ()
    fant = f"uten {liste([str(a) for a in borte])}, som mangler tall"
    return *brukt, (funn("K869", fant=fant, alvor=Alvor.ADVARSEL),)


def _uten_brudd(indikator, nullpunkt, oppfolging, brudd, omraade):
    """Ta ut årene på feil side av et brudd. Ligger det mellom før og etter, kan ingenting reddes."""
    ut, krysser = [], False
    for b in brudd[brudd["gjelder"].isin([indikator, *omraade])].itertuples():
        foer, etter = [a for a in nullpunkt if a >= b.aar], [a for a in oppfolging if a < b.aar]
        if max(oppfolging) < b.aar or min(nullpunkt) >= b.aar:
            continue
        tekst = f"{b.aar}: {b.beskrivelse}"
        if foer:
            nullpunkt, tekst = (
                foer,
                f"{tekst} Nullpunktet er derfor {periode(min(foer), max(foer))}.",
            )
        elif etter:
            oppfolging, tekst = (
                etter,
                f"{tekst} Oppfølgingen er derfor {periode(min(etter), max(etter))}.",
            )
        else:
            krysser, tekst = True, f"{tekst} Tallene før og etter kan ikke sammenliknes."
        ut.append(funn("K863", fant=tekst))
    return nullpunkt, oppfolging, krysser, tuple(ut)


def _utvikling(snitt: pd.DataFrame, ventet: pd.Series) -> pd.DataFrame:
    lang = snitt.rename_axis("aar").reset_index().melt("aar", var_name="gruppe", value_name="verdi")
    lang["merknad"] = np.where(lang["verdi"].isna(), "mangler: ikke tall for alle sonene", "")
    uten = ventet.dropna().rename("verdi").rename_axis("aar").reset_index()
    return pd.concat([lang, uten.assign(gruppe=VENTET, merknad="")], ignore_index=True)


def _ventet(data, omraade, snitt, program, nullpunkt) -> pd.Series:
    """Stien uten programmet: utvalgsårene, tilbake til det vanlige nivået, og så som de andre."""
    egen, andre = snitt[PROGRAMMET], snitt[DE_ANDRE]
    basis = egen[nullpunkt].mean() + _krymping(data, omraade, nullpunkt)
    sti = basis + andre - andre[nullpunkt].mean()
    siste_utvalg = max(program.utvalgsaar, default=program.start - 1)
    sti = sti[sti.index > siste_utvalg]
    return pd.concat([egen.reindex([siste_utvalg]), sti]) if program.utvalgsaar else sti


def _krymping(data, omraade, aar) -> float:
    """Hvor mye området ventes å flytte seg når tilfeldighetene i disse årene er trukket fra."""
    ventet = ventet_uten_tiltak(data, aar).set_index("sone")["ventet_endring"]
    return float(ventet.reindex(list(omraade)).mean())


def _tilbakefall(data, omraade, snitt, program, nullpunkt, oppfolging) -> Tilbakefall | None:
    utvalg = [a for a in program.utvalgsaar if a in snitt.index]
    if not utvalg:
        return None
    egen, egne = snitt[PROGRAMMET], data[data["sone"].isin(omraade)]
    nivaa, foer, etter = (float(egen[aar].mean()) for aar in (utvalg, nullpunkt, oppfolging))
    sum_ = [egne[egne["aar"].isin(aar)][["teller", "nevner"]].sum() for aar in (utvalg, nullpunkt)]
    _, nedre, ovre = forskjell_andeler(*sum_[0], *sum_[1])
    ulikt = bool(nedre > 0 or ovre < 0)
    ventet = foer - nivaa if ulikt else _krymping(data, omraade, utvalg)
    return Tilbakefall(periode(min(utvalg), max(utvalg)), etter - nivaa, ventet, foer, nivaa, ulikt)


def _fallfunn(fall: Tilbakefall | None, u: Utfall) -> tuple[Funn, ...]:
    if fall is None or not fall.saa_verre_ut:
        return ()
    if (fall.utvalgsnivaa > fall.nullpunkt) != (u.onsket == "ned"):
        return ()
    i_utvalg, i_null = (
        tall(v * u.vist, 0 if u.enhet == "prosent" else 1)
        for v in (fall.utvalgsnivaa, fall.nullpunkt)
    )
    return (
        funn(
            "K877", fant=f"«{u.navn}»: {i_utvalg} {u.enhet} i {fall.utvalg}, {i_null} i nullpunktet"
        ),
    )


def _annet_blikk(p, omraade, soner, snitt, program, oppfolging, rng):
    """Syntetisk kontroll på årene uten utvalgsår, bare med soner som har tall i alle."""
    foer = [a for a in p.aar if a < program.start and a not in program.utvalgsaar]
    etter = [a for a in p.aar if a in oppfolging]
    bred = p.bare([*omraade, *soner]).ramme().dropna(subset=[*foer, *etter])
    if len(bred) < len(omraade) + 3 or not set(omraade) <= set(bred.index) or len(foer) < 2:
        return None, np.nan
    svar = syntetisk_kontroll(bred, list(omraade), foer, etter, rng=rng)
    return svar, syntetisk_did(bred, list(omraade), foer, etter)


def _merket(u: Utfall, funnene) -> tuple[Funn, ...]:
    return tuple(f.med(fant=f"«{u.navn}»: {f.fant}") for f in funnene)


def _synt_funn(s: Syntetisk | None) -> tuple[Funn, ...]:
    return (funn("K870", fant=" ".join(s.advarsler)),) if s and s.advarsler else ()
