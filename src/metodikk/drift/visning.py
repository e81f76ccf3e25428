"""Viser resultatet av en kjøring: hvor rapportene er, hva som feilet, og hva som er neste steg."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from metodikk.drift import terminal
from metodikk.drift.kjoring import Kjoring, Resultat
from metodikk.drift.skjult import Skjult, Skjultsvar, antall_ord
from metodikk.grunn.feil import DATAFEIL, FERDIG
from metodikk.grunn.skjema import skjema, tabeller
from metodikk.grunn.tall import liste, prosent, tall

if TYPE_CHECKING:
    from metodikk.drift.kontroll import Kontrollsvar
    from metodikk.drift.sammenslag import Forslag
    from metodikk.drift.utlevering import Utlevering

_ORD = {
    "laget": ("✓", "laget", "green"),
    "uendret": ("=", "uendret siden sist", "cyan"),
    "feilet": ("✖", "ikke laget", "red"),
}
_HVA = {"soner": "sonene", "aldersgrupper": "aldersgruppene"}
_FLEST_LIKE = 10
_RAPPORTER = ("rapport.html", "rapport.docx", "tall.xlsx", "kart.gpkg")


def vis_kontroll(svar: Kontrollsvar, mappe: Path) -> None:
    """Skriv funnene fra kontrollen, hvor de merkede kopiene er, og neste steg."""
    terminal.si(svar.tekst)
    for kopi in svar.kopier:
        terminal.si(f"Kopi med merknader: {terminal.lenke(kopi)}")
    terminal.si(f"Hele rapporten: {terminal.lenke(svar.rapport)}")
    terminal.neste(
        "rett feilene i filene i data/, og kjør kontrollen igjen. «metodikk forklar KODE» sier mer om en kode."
        if svar.returkode == DATAFEIL
        else f"metodikk kjor{terminal.i_mappe(mappe)}"
    )


def kontroll_som_data(svar: Kontrollsvar) -> dict:
    """Svaret fra kontrollen slik det skrives som JSON."""
    return {"returkode": svar.returkode, "rapport": svar.rapport.as_posix(),
            "funn": [terminal.som_data(f) for f in svar.funn]}  # fmt: skip


def vis_kjoring(kjoring: Kjoring, *, demo: bool = False) -> None:
    """Skriv én linje for hver rapport, det som må rettes, og neste steg."""
    for r in kjoring.resultater:
        if r.status == "mangler":
            continue
        symbol, ord_, farge = _ORD[r.status]
        tid = f" på {tall(r.sekunder, 1)} sekunder" if r.status == "laget" else ""
        terminal.si(f"{symbol} {r.mal}: {ord_}{tid}", farge)
        for fil in _filer(r):
            terminal.si(f"    {fil}")
    if uten := [r for r in kjoring.resultater if r.mangler]:
        terminal.si("Prosjektet har ikke tabellene til disse:")
        for r in uten:
            terminal.si(f"  – {r.mal}: trenger {_tabellene(r.mangler)}")
    terminal.vis_funn(f for r in kjoring.resultater for f in r.funn)
    terminal.neste(_neste(kjoring, demo))


def kjoring_som_data(kjoring: Kjoring) -> dict:
    """Resultatet slik det skrives som JSON."""
    return {
        "returkode": kjoring.returkode,
        "rapporter": [
            {"mal": r.mal, "status": r.status, "mappe": f"ut/{r.mal}", "sekunder": round(r.sekunder, 2),
             "returkode": r.returkode, "mangler": list(r.mangler), "funn": [terminal.som_data(f) for f in r.funn]}
            for r in kjoring.resultater
        ],
    }  # fmt: skip


def _tabellene(navn: Sequence[str]) -> str:
    titler = [skjema(t).tittel if t in tabeller() else "kart" for t in navn]
    return liste(titler)


def _filer(r: Resultat) -> Iterator[str]:
    if r.returkode == FERDIG:
        yield from (
            terminal.lenke(r.mappe / navn) for navn in _RAPPORTER if (r.mappe / navn).is_file()
        )


def _neste(kjoring: Kjoring, demo: bool) -> str:
    hele = [r for r in kjoring.resultater if r.returkode == FERDIG]
    if kjoring.returkode != FERDIG and all(r.mangler for r in kjoring.resultater):
        return "fyll ut skjemaene i skjema/, flytt dem til data/, og kjør kommandoen igjen."
    if kjoring.returkode != FERDIG:
        return f"rett det som står over, og kjør kommandoen igjen. Se også: metodikk kontroll {terminal.lenke(kjoring.prosjekt)}"
    aapne = f"åpne en rapport, for eksempel: {_aapner()} {terminal.lenke(hele[0].mappe / 'rapport.html')}"
    alle = f"Alle rapportene: metodikk kjor --mappe {terminal.lenke(kjoring.prosjekt)}"
    return f"{aapne}\n{alle}\nDine egne tall: metodikk ny MAPPE" if demo else aapne


def _aapner() -> str:
    return {"win32": "start", "darwin": "open"}.get(sys.platform, "xdg-open")


def vis_skjult(svar: Skjultsvar, mappe: Path) -> None:
    """Skriv hva som er skjult i hver rapport og hvorfor, forslagene, og neste steg."""
    for mal, skjulte in svar.skjult.items():
        terminal.si(f"{mal}: {antall_ord(len(skjulte)).lower()}.", "bold")
        for like in _like(skjulte):
            terminal.si(f"  {like[0].regel.capitalize()}. {like[0].analytiker}")
            for s in like[:_FLEST_LIKE]:
                terminal.si(f"    {s.celle} (i «{s.hvor[0]}»)")
            if len(like) > _FLEST_LIKE:
                terminal.si(
                    f"    … og {tall(len(like) - _FLEST_LIKE)} til. Alle står i svaret med --json."
                )
    if svar.forslag:
        terminal.si("\nSlik kan mer vises:", "bold")
    for nr, f in enumerate(svar.forslag, 1):
        terminal.si(f"  {nr}. {_hva(f)} {_virkning(f)}")
        terminal.si(f"     Pris: {f.koster}")
        if f.roper:
            terminal.si(f"     Obs: {_avslort(f)}", "yellow")
    if svar.forslag:
        terminal.si(
            "  Her telles alle tall rapportene bygger på, også dem ingen rapport viser for seg. "
            "Den samme personen kan være med i flere tall."
        )
    terminal.neste(_neste_for_skjult(svar, mappe))


def vis_brukt(f: Forslag, linje: str, mappe: Path) -> None:
    """Skriv hva som er lagt inn i prosjektfilen, og neste steg."""
    terminal.si(f"✓ Lagt inn i prosjekt.toml, under [sammenslaaing.{f.del_}]: {linje}", "green")
    terminal.si(f"Pris: {f.koster}")
    if f.roper:
        terminal.si(f"Obs: {_avslort(f)}", "yellow")
    terminal.neste(f"metodikk kjor{terminal.i_mappe(mappe)}")


def _hva(f: Forslag) -> str:
    if f.aar:
        return f"Vis utviklingen for «{f.vist_navn[0]}» i perioder på minst {f.aar} år."
    return f"Slå sammen {_HVA[f.del_]} {liste(list(f.vist_navn))}."


def _avslort(f: Forslag) -> str:
    hva = "ett lite tall" if f.roper == 1 else f"{tall(f.roper)} små tall"
    return (
        f"Har noen rapportene slik de er nå, kan de regne ut {hva} når de også får de nye. "
        "Er rapportene sendt ut, skal dette forslaget ikke brukes."
    )


def skjult_som_data(svar: Skjultsvar, brukt: Forslag | None, linje: str) -> dict:
    """Det skjulte og forslagene slik de skrives som JSON."""
    return {
        "returkode": FERDIG, "utdatert": svar.utdatert,
        "rapporter": [
            {"mal": mal, "skjult": [{"celle": s.celle, "hvor": list(s.hvor), "regel": s.regel,
                                     "leser": s.leser, "analytiker": s.analytiker} for s in skjulte]}
            for mal, skjulte in svar.skjult.items()
        ],
        "forslag": [
            {"nummer": nr, "slaa_sammen": f.del_, "navn": f.navn, "deler": list(f.deler),
             "skjult_foer": f.foer.skjult, "skjult_etter": f.etter.skjult, "vist_foer": f.foer.vist,
             "vist_etter": f.etter.vist, "alle_foer": f.foer.alle, "alle_etter": f.etter.alle,
             "koster": f.koster, "roper": f.roper, **({"aar": f.aar} if f.aar else {})}
            for nr, f in enumerate(svar.forslag, 1)
        ],
        **({"brukt": brukt.navn, "linje": linje} if brukt else {}),
    }  # fmt: skip


def vis_utlevering(svar: Utlevering) -> None:
    """Skriv hvor svarfilen er, hva som er gjort med svarene, og neste steg."""
    from metodikk.drift.utlevering import forklart

    terminal.si(f"✓ {tall(svar.om['rader'])} svar er klare til å gis videre.", "green")
    for hva, tekst in forklart(svar.om):
        terminal.si(f"  {hva}: {tekst}")
    if svar.reddet:
        terminal.si(f"Noen hadde endret den forrige filen. Den er tatt vare på i {terminal.lenke(svar.reddet)}.")  # fmt: skip
    terminal.vis_funn(svar.funn)
    terminal.neste(f"les gjennom {terminal.lenke(svar.fil)} før du gir den videre.")


def utlevering_som_data(svar: Utlevering) -> dict:
    """Utleveringen slik den skrives som JSON."""
    return {"returkode": FERDIG, "fil": svar.fil.as_posix(), **svar.om,
            "funn": [terminal.som_data(f) for f in svar.funn]}  # fmt: skip


def _like(skjulte: Sequence[Skjult]) -> list[list[Skjult]]:
    """Tall med samme forklaring vises under ett."""
    grupper: dict[tuple[str, str], list[Skjult]] = {}
    for s in skjulte:
        grupper.setdefault((s.regel, s.analytiker), []).append(s)
    return list(grupper.values())


def _virkning(f: Forslag) -> str:
    etter, foer = (prosent(o.andel, 2) for o in (f.etter, f.foer))
    return (
        f"Skjulte tall: {tall(f.etter.skjult)}, mot {tall(f.foer.skjult)} nå. "
        f"Av personene i tallene vises {etter}, mot {foer} nå."
    )


def _neste_for_skjult(svar: Skjultsvar, mappe: Path) -> str:
    hvor = "" if mappe.resolve() == Path.cwd() else f" {terminal.lenke(mappe)}"
    if svar.utdatert:
        kjor = f"metodikk kjor{terminal.i_mappe(mappe)}"
        return f"{kjor}. Noe er slått sammen etter at rapportene ble laget."
    if svar.forslag:
        return f"metodikk skjult{hvor} --bruk 1 legger inn det første forslaget."
    if svar.antall:
        return "ingen sammenslåing av soner, aldersgrupper eller år viser mer. Vis heller et større område."
    return "ingenting er skjult, og rapportene er klare til å leses."
