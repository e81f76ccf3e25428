"""Hva samtalene og tallene viser: bildene mot tallene, kodingen, hva vi kan si, og det neste."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metodikk.grunn.tall import liste, tall
from metodikk.ut.setninger import antall, avsnitt, sitat, stor
from metodikk.ut.setninger_stedsanalyse.form import (
    ENIGE,
    ENIGHET,
    FLESTE,
    FORELOPIG,
    GIR_IKKE,
    INNAD,
    INNENFRA,
    MOTSATT,
    STOTTER,
    STOTTER_IKKE,
    UENIGE,
    UENIGHET,
    UTENFRA,
    grupper,
    paastand,
    sikre,
    uenig,
)
from metodikk.ut.side import Setninger, Tekst


def koding(k) -> Tekst | None:
    """Skriv hvor enige koderne er, og hva de oftest forveksler.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Tekst, eller None når ingenting er kodet av to
    """
    t, f = k.koding.tabell, k.forvekslinger.tabell
    if not len(t):
        return None
    deler = [
        f"{r.hva}: {tall(r.alfa, 2)}, mellom {tall(r.nedre, 2)} og {tall(r.ovre, 2)}, av {tall(r.n)} utsagn. Koderne er {_dom(r.dom)}."
        for r in t.itertuples()
    ]
    if len(f):
        par = [
            f"«{r.kode}» med «{r.annen}» ({tall(r.antall)} ganger)"
            for r in f[f["antall"] > 1].head(3).itertuples()
        ]
        deler += [f"Oftest forveksles {liste(par)}."] if par else []
    deler.append("Tallet er Krippendorffs alfa. 1 er full enighet, 0 er ikke bedre enn tilfeldigheter. Over 0,8 er godt nok, under 0,667 er for lite.")  # fmt: skip
    return Tekst(avsnitt=(deler[-1],), punkter=tuple(deler[:-1]))


def _dom(dom: str) -> str:
    return {FORELOPIG: "enige nok til å si noe foreløpig", ENIGE: ENIGE, UENIGE: UENIGE}.get(
        dom, "kodet for få til at vi kan si noe"
    )


def myter(k) -> Tekst | None:
    """Skriv hvordan det gikk med bildene, og hva et tall ikke avgjør.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Tekst, eller None når ingen bilder er prøvd
    """
    t = sikre(k, "myter")
    if not len(t):
        return None
    uten = " Bilder med * er ikke regnet med." if len(t) < len(k.myter.tabell) else ""
    slag = ((MOTSATT, "blir motsagt av tallet"), (STOTTER, "får støtte"), (STOTTER_IKKE, "får ikke støtte"),
            (GIR_IKKE, "kan ikke prøves, fordi tallet ikke gir grunnlag"))  # fmt: skip
    antall_ = {ord_: int((t["dom"] == d).sum()) for d, ord_ in slag}
    telt = [f"{antall(n, 'ett')} {ord_}" for ord_, n in antall_.items() if n]
    return avsnitt(
        f"{stor(antall(len(t), 'ett bilde', 'bilder'))} er prøvd: {liste(telt)}.{uten}",
        "Tallet avgjør ikke saken. Et rykte kan være feil om omfanget, og likevel si noe om hva folk unngår eller savner. Og det som ikke er meldt, er ikke talt.",
    )


def _om_bildet(r) -> str:
    maalt = f"{paastand(r.tekst)} er satt mot «{r.maalt}»" + (f" ({r.enhet})" if r.enhet else "")
    if not _kjent(r):
        grunn = (
            "tallet er skjult"
            if str(r.merknad).startswith("skjult")
            else "prosjektet har ikke tallet"
        )
        return f"{maalt}, men {grunn}. {GIR_IKKE}."
    slutt = {
        GIR_IKKE: "Forskjellen kan være tilfeldig. Tallet gir ikke grunnlag for å si noe.",
        STOTTER_IKKE: f"Tallet er {r.ord}. Det støtter ikke bildet.",
        STOTTER: f"Tallet er {r.ord}. Det støtter bildet.",
        MOTSATT: f"Tallet er {r.ord}. Det sier det motsatte av bildet.",
    }[r.dom]
    return f"{maalt}: {tall(r.her, 1)} i området, mot {tall(r.ellers, 1)} i resten av kommunen. {slutt}"


def _kjent(r) -> bool:
    return r.her == r.her and r.ellers == r.ellers


def kan_si(k) -> Setninger:
    """Skill det samtalene og tallene gir grunnlag for å si, fra det de ikke gir grunnlag for.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Setninger
    """
    o = k.opplysninger
    stoler = o["kodedom"] != UENIGE and bool(o["gruppenavn"])
    kan = [*(_om_bilder(k) if stoler else ()), *(_om_interesser(k) if stoler else ())]
    kan += [_om_bildet(r) for r in sikre(k, "myter").itertuples() if r.dom != GIR_IKKE]
    ikke = ["Hvor mange av innbyggerne som mener noe. Informantene er valgt for å være ulike, og er ikke trukket tilfeldig.",
            "At et stedsbilde er sant eller usant. Tallet sier noe om omfanget, ikke om hva folk opplever."]  # fmt: skip
    if (k.myter.tabell.get("slag", pd.Series(dtype=str)) == "indikator").any():
        ikke.append("Hvor mye som skjer uten å bli registrert.")
    ikke += [f"Om {paastand(r.tekst)} stemmer. Tallet gir ikke grunnlag." for r in k.myter.tabell.itertuples() if r.dom == GIR_IKKE]  # fmt: skip
    ikke += _om_koding(o)
    if o["skjult_gruppe"]:
        ikke.append("Hva de minste gruppene mener. De har for få informanter til å vises.")
    return Setninger(tuple(kan), tuple(ikke))


def _om_koding(o) -> list[str]:
    if o["kodedom"] == UENIGE:
        return ["Hva gruppene sier om stedet. Koderne er ikke enige nok."]
    if o["kodedom"] not in (ENIGE, FORELOPIG):
        return ["Om en annen ville kodet samtalene likt."]
    return [f"Noe om «{kode}». Koderne er ikke enige nok om hva som hører til der." for kode in o["svake_koder"]]  # fmt: skip


def _om_bilder(k) -> list[str]:
    b = sikre(k)
    if not len(b):
        return []
    mange, ute, inne = (
        [*b.loc[b[felt] == verdi, "kode"]]
        for felt, verdi in (("innenfra", FLESTE), ("forskjell", UTENFRA), ("forskjell", INNENFRA))
    )
    ut = [f"De fleste vi snakket med som bor her, sier {sitat(mange)}."] if mange else []
    for koder, her, der in ((inne, "bor her", "ikke gjør det"), (ute, "ikke bor her", "gjør det")):
        if koder:
            hva = "Bildet" if len(koder) == 1 else "Bildene"
            ut.append(f"{hva} {sitat(koder)} er sterkere hos dem som {her}, enn hos dem som {der}.")
    return ut


def _om_interesser(k) -> list[str]:
    t = sikre(k, "interesser")
    if not len(t):
        return []
    enige = [*t.loc[t["forhold"] == ENIGHET, "kode"]]
    ut = (
        [f"De fleste i alle gruppene vil ha {sitat(enige)}. Ingen gruppe samler seg mot det."]
        if enige
        else []
    )
    ut += [uenig(r) for r in t[t["forhold"] == UENIGHET].itertuples()]
    ut += [
        f"Også innad i gruppene er de uenige om «{r.kode}»: {grupper(r.hvem_for)} er for, {grupper(r.hvem_mot)} er imot."
        for r in t[t["forhold"] == INNAD].itertuples()
    ]
    return ut


def neste(k) -> Tekst:
    """Foreslå det neste å gjøre, av det samtalene viser og det som mangler.

    Parametere
    ----------
    k : Stedsanalyse

    Returnerer
    ----------
    Tekst
    """
    o, i, m = k.opplysninger, k.interesser.tabell, k.myter.tabell
    punkter = ["Vis utkastet til dem dere snakket med, før andre får det. Spør: Kjenner du igjen stedet? Kan noen kjenne igjen deg?"]  # fmt: skip
    punkter += [
        f"Begynn med «{kode}». Det vil alle gruppene ha." for kode in _koder(i, "forhold", ENIGHET)
    ]
    punkter += [f"La dem som er uenige om «{kode}», møtes før noe bestemmes." for kode in _koder(i, "forhold", UENIGHET)]  # fmt: skip
    punkter += [f"Møt ryktet «{kode}» med tallet, og spør dem som sier det, hva de bygger det på." for kode in _koder(m, "dom", MOTSATT)]  # fmt: skip
    punkter += [_rydd(k, kode) for kode in o["svake_koder"]]
    if o["kodedom"] not in (ENIGE, FORELOPIG, UENIGE):
        punkter.append("La en til kode minst 30 utsagn uten å se de første kodene.")
    if not o["begge_sider"]:
        punkter.append("Snakk også med noen som ikke bor i området.")
    if o["skjult_gruppe"]:
        punkter.append("Snakk med flere fra gruppene som er for små til å vises.")
    if not len(m):
        punkter.append(k.myter.opplysninger["mangler"])
    punkter.append("Slett listen over informanter når arbeidet er ferdig.")
    return Tekst(punkter=tuple(punkter))


def _koder(t, felt: str, verdi: str) -> Sequence[str]:
    return t.loc[t[felt] == verdi, "kode"].tolist() if len(t) else []


def _rydd(k, kode: str) -> str:
    f = k.forvekslinger.tabell
    andre = [
        r.annen if r.kode == kode else r.kode for r in f.itertuples() if kode in (r.kode, r.annen)
    ]
    slutt = f" Den blir blandet med {sitat(andre[:2])}." if andre else ""
    return f"Skriv en tydeligere regel for koden «{kode}», og kod utsagnene på nytt.{slutt}"
