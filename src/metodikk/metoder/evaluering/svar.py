"""Fra tall til ord: hva resultatet gir dekning for, og setningene som kan og ikke kan sies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metodikk.grunn.meldinger import funn
from metodikk.grunn.tall import HARDT, liste, periode, tall
from metodikk.grunn.typer import Funn
from metodikk.metoder.effekt import NIVAA
from metodikk.metoder.evaluering.prosess import MINST_GJENNOMFORT
from metodikk.metoder.evaluering.utfall import (
    FEIL_RETNING,
    IKKE_TYDELIG,
    KAN_IKKE,
    RIKTIG_RETNING,
    Utfall,
)
from metodikk.metoder.usikkerhet import holm

BESKRIVENDE, SAMVARIASJON = "beskrivende endring", "samvariasjon"
BIDRAG = "sannsynliggjort bidrag"
SVEKKER = ("K859", "K860", "K863", "K864")
SVEKKER_BIDRAG = ("K862", "K866")
GENERELT_IKKE = (
    "At programmet alene står bak en endring. Noe annet kan ha skjedd i området samtidig.",
    "Hvordan det gikk med dem som bodde der før. Tallene gjelder stedet, og noen har flyttet.",
    "Hva som hadde skjedd med et annet tiltak, en større innsats eller i et annet nabolag.",
)


def vurder(utfall: Sequence[Utfall]) -> tuple[Utfall, ...]:
    """Juster for at flere utfall prøves samtidig, og sett ord på hvert av dem.

    Hovedutfallene justeres for seg og de andre for seg (Holm). Utfall som ble valgt for sent, er
    ikke med blant hovedutfallene, uansett hva tabellen sier.
    """
    hoved = [u.hovedutfall and u.i_tide for u in utfall]
    p = np.array([u.p for u in utfall], dtype=float)
    justert = np.full(len(p), np.nan)
    for er in (True, False):
        med = np.array([h is er for h in hoved], dtype=bool) & np.isfinite(p)
        if med.any():
            justert[med] = holm(p[med])
    ut = [
        u.med(p_holm=float(j), hovedutfall=h)
        for u, j, h in zip(utfall, justert, hoved, strict=True)
    ]
    return tuple(_med_ord(u, _for_mange(u, ut)) for u in ut)


def _for_mange(u: Utfall, alle: Sequence[Utfall]) -> tuple[Funn, ...]:
    antall = sum(v.hovedutfall and np.isfinite(v.p) for v in alle)
    if not (u.hovedutfall and u.effekt and antall > 1 and u.effekt.minste_p <= NIVAA):
        return ()
    if antall * u.effekt.minste_p <= NIVAA:
        return ()
    return (
        funn(
            "K867",
            fant=f"{antall} hovedutfall, laveste mulige justerte {_p(antall * u.effekt.minste_p)}",
        ),
    )


def _med_ord(u: Utfall, ekstra: tuple[Funn, ...]) -> Utfall:
    u = u.med(funn=(*u.funn, *ekstra))
    koder = {f.kode for f in u.funn}
    if not np.isfinite(u.p_holm) or "K860" in koder:
        return u.med(svar=KAN_IKKE, ledd=BESKRIVENDE if np.isfinite(u.verdi) else "")
    if u.p_holm > NIVAA:
        return u.med(svar=IKKE_TYDELIG, ledd=BESKRIVENDE)
    riktig = (u.verdi > 0) == (u.onsket == "opp")
    svar = RIKTIG_RETNING if riktig else FEIL_RETNING
    if koder & set(SVEKKER):
        return u.med(svar=svar, ledd=BESKRIVENDE)
    holder = (
        riktig and u.hovedutfall and not u.fra_undersokelsen and u.effekt.taaler >= 1
        and u.gjennomfort >= MINST_GJENNOMFORT and not koder & set(SVEKKER_BIDRAG)
    )  # fmt: skip
    return u.med(svar=svar, ledd=BIDRAG if holder else SAMVARIASJON)


def kan_si(u: Utfall) -> tuple[str, ...]:
    """Setningene resultatet gir dekning for, i ett avsnitt per utfall."""
    if not np.isfinite(u.verdi):
        return ()
    setninger = [f"{u.navn}: {_bevegelse(u)}"]
    if np.isfinite(u.nedre):
        setninger.append(
            f"Forskjellen er {_enhet(u.verdi, u)}, mellom {_tall(u.nedre, u)} og {_tall(u.ovre, u)}."
        )
    if u.svar in (RIKTIG_RETNING, FEIL_RETNING):
        setninger.append(_tydelig(u))
    elif u.svar == IKKE_TYDELIG:
        setninger.append(
            f"Så store forskjeller oppstår lett av seg selv. Vi ville trolig sett en forskjell på minst "
            f"{_enhet(u.mde, u)}. En mindre kan finnes uten at vi ser den."
        )
    else:
        setninger.append(
            "Vi har ikke grunnlag for å si hvor sikker forskjellen er. Dette er bare en beskrivelse."
        )
    return (" ".join(setninger),)


def kan_ikke_si(u: Utfall) -> tuple[str, ...]:
    """Det resultatet for utfallet ikke gir dekning for."""
    koder = {f.kode for f in u.funn}
    ut = []
    if not np.isfinite(u.verdi):
        return (f"Noe om «{u.navn}»: {u.grunn}.",)
    if u.svar == IKKE_TYDELIG:
        ut.append(
            f"At programmet ikke hadde noe å si for «{u.navn}». Vi ser bare ikke noen tydelig forskjell."
        )
    if u.ledd == SAMVARIASJON:
        ut.append(f"At programmet bidro til «{u.navn}». Endringen kom samtidig, mer vet vi ikke.")
    if "K864" in koder:
        ut.append(
            f"At «{u.navn}» var et mål som ble nådd. Utfallet ble valgt etter at tallene kunne være kjent."
        )
    if "K877" in koder and u.tilbakefall:
        f = u.tilbakefall
        ut.append(
            f"At «{u.navn}» er bedret med {_enhet(abs(f.fra_utvalg), u)} siden {f.utvalg}. Disse årene så området verre ut "
            f"enn det pleide. Bare det å komme tilbake til det vanlige er {_enhet(abs(f.ventet), u)}."
        )
    return tuple(ut)


def _bevegelse(u: Utfall) -> str:
    hvem = "resten av kommunen" if u.fra_undersokelsen else "sammenlikningssonene"
    naar = f" (snitt {_aar(u.nullpunkt)} og {_aar(u.oppfolging)})" if u.nullpunkt else ""
    return (
        f"fra {_tall(u.foer, u)} til {_tall(u.etter, u)} {u.enhet} i området{naar}, "
        f"og fra {_tall(u.andre_foer, u)} til {_tall(u.andre_etter, u)} i {hvem}."
    )


def _tydelig(u: Utfall) -> str:
    vei = (
        "i ønsket retning"
        if u.svar == RIKTIG_RETNING
        else "i motsatt retning av det som var ønsket"
    )
    slutt = {
        BIDRAG: "Tiltakene ble gjennomført, og ingen ulikhet før start er stor nok til å forklare forskjellen. Det gjør det sannsynlig at programmet har bidratt.",
        SAMVARIASJON: "Endringen falt sammen med programmet i tid og sted.",
        BESKRIVENDE: "Forbeholdene gjør at dette bare er en beskrivelse.",
    }[u.ledd]
    return f"Det er en tydelig forskjell {vei}. {_sjelden(u)} {slutt}"


def _sjelden(u: Utfall) -> str:
    justert = f"({_p(u.p)}, justert for flere utfall: {_p(u.p_holm)})"
    if u.effekt is None:
        return f"Forskjellen er større enn usikkerheten i svarene {justert}."
    antall = u.effekt.antall_fordelinger
    like = max(round(u.p * antall), 1)
    return f"Bare {like} av de {tall(antall)} måtene sonene kunne vært valgt på, gir så stor forskjell {justert}."


def _aar(aar: Sequence[int]) -> str:
    sammenhengende = max(aar) - min(aar) == len(aar) - 1
    return periode(min(aar), max(aar)) if sammenhengende else liste([str(a) for a in aar])


def _tall(verdi: float, u: Utfall) -> str:
    return tall(verdi * u.vist, 1)


def _enhet(verdi: float, u: Utfall) -> str:
    return f"{_tall(verdi, u)}{HARDT}{u.forskjellsenhet}"


def _p(p: float) -> str:
    return f"p{HARDT}under{HARDT}0,001" if p < 0.001 else f"p{HARDT}={HARDT}{tall(p, 3)}"
