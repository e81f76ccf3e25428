"""Hva vi kan si, hva vi ikke kan si, og hva vi bør spørre om nå."""

from __future__ import annotations

from metodikk.grunn.tall import liste
from metodikk.ut.setninger import liten
from metodikk.ut.setninger_kunnskap.kort import storst
from metodikk.ut.side import Setninger, Tekst

ALDRI = (
    "Hvorfor det er slik. Tallene beskriver, de forklarer ikke.",
    "Noe om den enkelte som bor her. Et snitt for et område gjelder ingen bestemt person.",
    "At området er et dårlig sted å bo. Tallene måler levekår, ikke hva stedet er verdt for dem som bor der.",
    "Om en tidligere innsats har virket. Det krever en evaluering med sammenlikningsområder.",
)
FLEST_MANGLER = 3
SPOR_HER = {"trygghet": "Ta det med på en trygghetsvandring", "": "Ta det opp i et beboermøte"}


def kan_si(k, omraade: str) -> Setninger:
    """Skill det tallene gir grunnlag for å si, fra det de ikke gir grunnlag for.

    Parametere
    ----------
    k : Kunnskapsgrunnlag
    omraade : str
        Navnet folk kjenner området ved.

    Returnerer
    ----------
    Setninger
    """
    i = k.indikatorer.tabell
    ulike = i[i["ord"].isin(["høyere", "lavere"])] if len(i) else i
    kan = [
        f"{'Raten' if r.maal == 'rate' else 'Andelen'} «{liten(r.navn)}» er {r.ord} i {omraade} enn i resten av kommunen ({r.tid})."
        for r in ulike.itertuples()
    ]  # fmt: skip
    kan_ikke = list(ALDRI)
    lite = [liten(n) for n in i.loc[i["ord"] == "for lite grunnlag", "navn"]] if len(i) else []
    if lite:
        kan_ikke.append(
            f"Om området skiller seg fra resten på {liste(lite)}. Tallene er for usikre."
        )
    if k.opplysninger["brudd"]:
        kan_ikke.append("Hvordan tallene med brudd har utviklet seg fra før til etter bruddet.")
    return Setninger(tuple(kan), tuple(kan_ikke))


def neste(k) -> Tekst:
    """Foreslå de neste spørsmålene: det skjeve, det uenige, det usikre og det som mangler.

    Parametere
    ----------
    k : Kunnskapsgrunnlag

    Returnerer
    ----------
    Tekst
    """
    punkter = [*_fra_tallene(k.indikatorer.tabell), *_fra_synet(k.sprik.tabell, k.hvem.tabell)]
    punkter += _fra_hullene(k.dekning.tabell)
    punkter.append(
        "Hvilke ressurser finnes her, og hvilke av dem kan kobles? Det svarer rapporten «Ressurskart» på."
    )
    return Tekst(punkter=tuple(punkter))


def _fra_hullene(d) -> list[str]:
    mangler = d[d["finnes"] == "nei"]
    ut = [
        f"Dette mangler: {liten(r.tema)}. {r.skaff}"
        for r in mangler.head(FLEST_MANGLER).itertuples()
    ]
    if len(mangler) > FLEST_MANGLER:
        ut.append(
            "Mer mangler. Tabellen «Hva kunnskapsgrunnlaget skal dekke» sier hva, og hvordan det skaffes."
        )
    return ut


def _fra_tallene(i) -> list[str]:
    if not len(i):
        return []
    svake, gode = (i[i["vurdering"] == v] for v in ("svakere", "bedre"))
    ut = [
        f"Hvem gjelder «{liten(r.navn)}», og hva mener de selv ville hjelpe? Spør dem det gjelder."
        for r in storst(svake, 3).itertuples()
    ]
    ut += [
        f"Området kommer bedre ut på «{liten(r.navn)}». Hva ligger bak, og kan det brukes flere steder?"
        for r in storst(gode, 1).itertuples()
    ]
    return ut


def _fra_synet(s, h) -> list[str]:
    uenige = list(dict.fromkeys(s.loc[s["slag"] == "uenige", "tema"])) if len(s) else []
    ut = [
        f"Hvorfor er tallene og innbyggerne uenige om {t}? {SPOR_HER.get(t, SPOR_HER[''])}."
        for t in uenige
    ]
    if len(h):
        faa = h[h["skjev"].astype(bool) & (h["verdi"] < h["andel_befolkning"])]["gruppe"].tolist()
        ut += (
            [
                f"Hvordan når vi flere av disse gruppene: {liste(faa)}? De svarte sjeldnest på undersøkelsen."
            ]
            if faa
            else []
        )
    return ut
