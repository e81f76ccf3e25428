"""Utlevering av en svarfil: grovere kjennetegn, lest fri tekst, og ingenting som ikke er klarert."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metodikk.drift import avtrykk
from metodikk.drift.forslag import mente_du
from metodikk.drift.kvittering import les_kvittering, skriv_kvittering, utdata
from metodikk.drift.lesing import Lest, les_og_avgjor
from metodikk.drift.prosjekt import Prosjekt, aapne
from metodikk.drift.publisering import arbeidsmappe, laas, publiser, rydd
from metodikk.drift.svartabell import Svartabell, les_svartabell, trapper
from metodikk.grunn.feil import BrukFeil, PersonvernStopp
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import tabeller
from metodikk.grunn.tall import dato, liste, tall
from metodikk.grunn.typer import Funn, Klarert

if TYPE_CHECKING:
    from metodikk.metoder.prikking import Grovere

NAVN, FORVALGT = "utlevering", "undersokelse"
BARE_TALL = "Tabellen har ikke svar fra folk. Det som kan vises fra den, står i rapportene."
SKRIVEFEIL = "Rett navnet etter --tabell."


@dataclass(frozen=True, eq=False)
class Utlevering:
    """Filen som er laget, det som er gjort med svarene, og funnene som ikke stoppet den."""

    fil: Path
    om: Mapping[str, Any]
    funn: tuple[Funn, ...] = ()
    reddet: Path | None = None


def utlever(
    mappe: str | Path = ".", *, tabell: str = FORVALGT, fritekst: Sequence[str] = (),
    minst_like: int | None = None,
) -> Utlevering:  # fmt: skip
    """Lag en svarfil som kan gis videre, i `ut/utlevering/`.

    Bruk denne når noen utenfor skal ha svarene rad for rad. Kjennetegnene gjøres grovere til mange nok
    deler dem, og fri tekst leses av et menneske først. Mangler det en avgjørelse, skrives ingenting,
    og den forrige filen står. Filene i data/ og i lesing/ endres aldri.

    Parametere
    ----------
    mappe : str eller Path
        Prosjektmappen.
    tabell : str
        Navnet på filen i katalogen `utlevering`.
    fritekst : sequence of str
        Kolonner med fri tekst som skal være med, og «apne_svar» for det folk har skrevet i den
        tabellen. Ingen andre blir med.
    minst_like : int, valgfri
        Så mange må dele hver kombinasjon av kjennetegn. Forvalgt er `min_like` i grensene.

    Returnerer
    ----------
    Utlevering
        PersonvernStopp når noe ikke er klarert.
    """
    oppsett = _oppsett(tabell)
    prosjekt = aapne(mappe)
    svar = les_svartabell(prosjekt, oppsett, fritekst)
    _stopp_ved_personopplysninger(prosjekt, oppsett["tabell"], fritekst)
    lest = les_og_avgjor(prosjekt, svar, tabell)
    grovt, klart = _klarer(prosjekt, svar, oppsett, lest, minst_like)
    om = _om(prosjekt, svar, oppsett, grovt, klart, lest)
    fil, reddet = _legg_fram(prosjekt, tabell, svar, klart, om)
    return Utlevering(fil, om, lest.funn, reddet)


def _oppsett(tabell: str) -> dict:
    filer, ikke = katalog("utlevering")["filer"], katalog("utlevering")["ikke"]
    if tabell not in filer:
        raad = ikke.get(tabell) or (BARE_TALL if tabell in tabeller() else SKRIVEFEIL)
        raise BrukFeil(
            funn("K917", fant=tabell, forslag="" if tabell in tabeller() else mente_du(tabell, filer),
                 navn=tabell, kjente=", ".join(filer), raad=raad)
        )  # fmt: skip
    return filer[tabell]


def _stopp_ved_personopplysninger(p: Prosjekt, tabell: str, fritekst: Sequence[str]) -> None:
    """Fri tekst som er bedt om, maskeres. Personopplysninger alle andre steder stopper alt.

    En kolonne som ser ut til å være laget for personopplysninger, er ikke fri tekst.
    """
    her = lambda f: f.tabell == tabell and f.kolonne in fritekst  # noqa: E731
    stopp = [f for f in p.personvernstopp if not her(f)]
    stopp += [f for f in p.funn if f.kode == "K604" and her(f)]
    if stopp:
        raise PersonvernStopp(stopp)


def _klarer(
    p: Prosjekt, svar: Svartabell, oppsett: dict, lest: Lest, minst_like: int | None
) -> tuple[Grovere, Klarert]:
    """Gjør kjennetegnene grovere og send filen gjennom porten. Noe i køen stopper den."""
    from metodikk.metoder import prikking

    k = minst_like or p.grenser.min_like
    grovt = prikking.gjor_grovere(
        lest.data, trapper(p, lest.data, svar.kjennetegn), k=k, person=oppsett["person"]
    )
    klart = prikking.klarer_svarfil(
        grovt.data.drop(columns=oppsett["person"]), nokler=grovt.kjennetegn, k=k,
        fritekst=svar.fritekst, godkjent=lest.godkjent & {*grovt.data.index},
        kjente_ord=svar.kjente_ord, grenser=p.grenser,
    )  # fmt: skip
    if ko := klart.opplysninger["ko"]:
        raise PersonvernStopp(funn("K913", hva=_svarene(len(ko)), fil="lesing/"))
    return grovt, klart


def _svarene(antall: int) -> str:
    return "Ett svar" if antall == 1 else f"{tall(antall)} svar"


def _om(
    p: Prosjekt, svar: Svartabell, oppsett: dict, g: Grovere, klart: Klarert, lest: Lest
) -> dict:
    """Det kvitteringen og mottakeren får vite: hva som er gjort, hva som er borte, og hvorfor."""
    from metodikk.metoder.prikking import like_svar

    k = klart.opplysninger["k"]
    return {
        "tittel": oppsett["tittel"], "tabell": oppsett["tabell"],
        "dato": dato(datetime.now()), "fiktiv": p.oppsett.fiktiv,
        "inndata": [{"fil": f.name, "sha256": avtrykk.sha256(f)} for t in svar.tabeller for f in p.filer(t)],
        "rader": len(klart.tabell), "rader_i_tabellen": len(svar.data), "minst_like": k,
        "kjennetegn": list(g.kjennetegn),
        "gjort_grovere": {n: t for n, t in g.trinn.items() if n in g.kjennetegn},
        "tatt_bort": {
            oppsett["person"]: "Kan kobles til lista over hvem som har svart.",
            **{n: f"Ellers delte færre enn {k} hver kombinasjon av kjennetegn." for n in g.trinn if n not in g.kjennetegn},
            **svar.ikke_med,
        },
        "ikke_vist": g.ikke_vist, "holdt_tilbake": g.holdt_tilbake, "tap": round(g.tap, 3),
        "fritekst": lest.telling,
        "like_svar": like_svar(klart.tabell, g.kjennetegn, svar.sporsmaal),
    }  # fmt: skip


def forklart(om: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Det samme i ord, til mottakeren og til den som har laget filen."""
    k = om["minst_like"]
    ut = [
        ("Hva filen er", f"{om['tittel']}, laget {om['dato']}."),
        ("Oppdiktet", "Svarene er oppdiktet." if om["fiktiv"] else ""),
        ("Antall svar", f"{tall(om['rader'])} av {tall(om['rader_i_tabellen'])}."),
        ("Vern", f"Minst {k} personer deler hver kombinasjon av kjennetegnene i filen: "
                 f"{liste(om['kjennetegn'])}." if om["kjennetegn"] else "Filen har ingen kjennetegn."),
        *((f"Gjort grovere: {n}", f"{t[0].upper()}{t[1:]}. Ellers delte færre enn {k} hver kombinasjon.")
          for n, t in om["gjort_grovere"].items()),
        *((f"Tatt bort: {n}", grunn) for n, grunn in om["tatt_bort"].items()),
        ("Ikke vist", f"I {_svar(om['ikke_vist'])} er alle kjennetegnene byttet ut med «ikke vist», "
                      "og tall er tomme. De var for lette å kjenne igjen." if om["ikke_vist"] else ""),
        ("Holdt tilbake", f"{_svarene(om['holdt_tilbake'])} er ikke med. De kunne kjennes igjen på kjennetegnene."
                          if om["holdt_tilbake"] else ""),
        *((f"Fri tekst: {n}", _om_tekst(t)) for n, t in om["fritekst"].items()),
        ("Det filen ikke verner mot", _ikke_vernet(om["like_svar"])),
        ("Bruk", "Filen er klarert slik den er. Koble den ikke til andre opplysninger om de samme personene, "
                 "og gi bare ut én utgave: to utgaver sammen kan røpe det hver av dem skjuler."),
    ]  # fmt: skip
    return [(hva, tekst) for hva, tekst in ut if tekst]


def _svar(antall: int) -> str:
    return "ett svar" if antall == 1 else f"{tall(antall)} svar"


def _om_tekst(t: Mapping[str, int]) -> str:
    return (
        f"Personopplysninger er skjult i {_svar(t['skjult'])}. Et menneske har lest "
        f"{tall(t['lest'])} ulike tekster: {t['godkjenn']} er godkjent, {t['masker']} har fått ord skjult, "
        f"og {t['utelat']} er holdt tilbake."
    )


def _ikke_vernet(like_svar: int) -> str:
    grupper = "én gruppe" if like_svar == 1 else f"{tall(like_svar)} grupper"
    like = f" I {grupper} har alle svart likt på minst ett spørsmål." if like_svar else ""
    return (
        "Er alle i en gruppe enige, vet den som kjenner noen i gruppen, hva de har svart."
        f"{like} Fri tekst kan røpe noen på andre måter enn med navn."
    )


def _legg_fram(
    p: Prosjekt, navn: str, svar: Svartabell, klart: Klarert, om: dict
) -> tuple[Path, Path | None]:
    """Skriv filen i en egen mappe, og bytt den inn. Filer fra andre tabeller blir stående."""
    from metodikk.ut.svarark import skriv_svarfil, sporsmaalsark

    ut, hjem = p.mappe / "ut", p.mappe / "ut" / NAVN
    with laas(ut):
        rydd(ut)
        arbeid = arbeidsmappe(ut, NAVN)
        forrige = les_kvittering(hjem)
        for f in (hjem / u["fil"] for u in forrige.get("utdata", ())):
            if f.is_file() and f.stem != navn:
                shutil.copy2(f, arbeid / f.name)
        skriv_svarfil(
            klart, arbeid / f"{navn}.xlsx", tittel=om["tittel"], om=forklart(om),
            sporsmaal=sporsmaalsark(svar.kodebok, svar.sporsmaal),
        )  # fmt: skip
        utleveringer = {**forrige.get("utleveringer", {}), navn: om}
        skriv_kvittering(
            {"kvittering": 1, "utleveringer": utleveringer, "utdata": utdata(arbeid)}, arbeid
        )
        reddet = publiser(arbeid, hjem)
    return hjem / f"{navn}.xlsx", reddet
