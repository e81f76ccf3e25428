"""Kjører malene: hopper over det som er uendret, lager resten side om side, og prøver dem før de legges fram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metodikk.drift import avtrykk, parametere
from metodikk.drift.arbeider import Oppgave, Utfall
from metodikk.drift.hendelser import Hendelse
from metodikk.drift.kvittering import inndatafiler, les_kvittering
from metodikk.drift.oppsett import les_oppsett
from metodikk.drift.prosesser import Prosesser, kan_gafle
from metodikk.drift.prosjekt import (
    FILNAVN,
    Prosjekt,
    aapne,
    er_lest,
    finn_mappe,
    krev_helt,
    les_prosjekt,
    malfil,
)
from metodikk.drift.publisering import arbeidsmappe, laas, publiser, rydd
from metodikk.grunn.feil import DATAFEIL, DELVIS, FERDIG, PERSONVERNSTOPP, MetodikkFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.meldinger import funn
from metodikk.grunn.typer import Funn

if TYPE_CHECKING:
    from metodikk.drift.revisjon import Utgave

TIDSGRENSE = 600


@dataclass(frozen=True, slots=True)
class Resultat:
    """Hvordan det gikk med én mal: «laget», «uendret», «feilet» eller «mangler».

    «mangler» er en mal ingen har bedt om, og som trenger tabeller prosjektet ikke har: `mangler`.
    """

    mal: str
    status: str
    mappe: Path
    sekunder: float = 0.0
    returkode: int = FERDIG
    funn: tuple[Funn, ...] = ()
    mangler: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kjoring:
    """Resultatet av en hel kjøring."""

    prosjekt: Path
    resultater: tuple[Resultat, ...]

    @property
    def returkode(self) -> int:
        """0 når alt gikk bra, 3 når noe gikk bra, ellers koden til den alvorligste feilen.

        Maler prosjektet ikke har tabeller til, teller ikke, så lenge det er noe å lage.
        """
        provd = [r for r in self.resultater if r.status != "mangler"]
        koder = {r.returkode for r in provd or self.resultater} - {FERDIG}
        if not koder:
            return FERDIG
        return DELVIS if any(r.returkode == FERDIG for r in provd) else max(koder)


@dataclass(slots=True)
class _Plan:
    """Det som skal kjøres, kontrollert på forhånd."""

    rot: Path
    maler: dict[str, Path]
    parametere: dict[str, dict[str, Any]]
    hurtignokler: dict[str, str]
    fremdrift: Callable[[Hendelse], None]
    alle: bool = False
    resultater: dict[str, Resultat] = field(default_factory=dict)

    def ferdig(self, mal: str, status: str, **mer) -> None:
        self.resultater[mal] = Resultat(mal, status, self.rot / "ut" / mal, **mer)
        self.fremdrift(Hendelse(mal, 1.0, status))

    def uten_tabeller(self, mal: str, mangler: Sequence[str]) -> None:
        """Noter at prosjektet ikke har det malen trenger. Det er en feil bare når noen ba om den."""
        if self.alle:
            self.ferdig(mal, "mangler", returkode=DATAFEIL, mangler=tuple(mangler))
        else:
            funnet = tuple(_mangler(mal, t) for t in mangler)
            self.ferdig(mal, "feilet", returkode=DATAFEIL, funn=funnet)

    def gjenstaar(self) -> list[str]:
        return [m for m in self.maler if m not in self.resultater]


@dataclass(frozen=True, slots=True)
class _Ferdig:
    """En rapport som er laget, men ikke lagt fram, slik en leser ville sett den."""

    oppgave: Oppgave
    sekunder: float
    innhold: Utgave


def kjor(
    mappe: str | Path = ".", maler: Sequence[str] = (), *, valg: Mapping[str, Any] | None = None,
    paa_nytt: bool = False, jobber: int = 2, tidsgrense: float = TIDSGRENSE,
    i_kjerne: bool | None = None, malmappe: Path | None = None, mot: Path | None = None,
    fremdrift: Callable[[Hendelse], None] = lambda h: None,
) -> Kjoring:  # fmt: skip
    """Lag rapportene i et prosjekt.

    Bruk denne for å kjøre én eller flere maler. Rapporter der ingenting er endret, lages ikke på
    nytt. Én rapport som feiler, stopper ikke de andre. Før de nye legges fram, prøves de sammen med
    dem som alt ligger der: kan et skjult tall regnes ut, legges rapportene som røper det, ikke fram.

    Parametere
    ----------
    mappe : str eller Path
        Prosjektmappen.
    maler : liste av str
        Malene som skal kjøres. Tomt betyr alle prosjektet har tabeller til.
    valg : dict
        Parametere til malene. Kontrolleres før noe kjøres.
    paa_nytt : bool
        Lag rapportene på nytt selv om ingenting er endret.
    jobber : int
        Hvor mange rapporter som lages samtidig. Endrer aldri resultatet.
    tidsgrense : tall
        Sekunder en rapport får bruke.
    i_kjerne : bool
        Kjør i en vanlig Jupyter-kjerne. None: der maskinen ikke kan dele en varm prosess.
    malmappe : Path
        Mappe med egne utgaver av malene. None: malene som følger med.
    mot : Path
        Mappe med en tidligere utgave. De nye rapportene prøves også sammen med den.
    fremdrift : funksjon
        Kalles med en `Hendelse` hver gang noe skjer.

    Returnerer
    ----------
    Kjoring
        Ett `Resultat` for hver mal, og en samlet `returkode`.
    """
    rot = finn_mappe(mappe)
    les_oppsett(rot / FILNAVN)  # en feil i prosjektfilen skal fram før noe annet
    kjerne = not kan_gafle() if i_kjerne is None else i_kjerne
    filer = {mal: malfil(mal, malmappe) for mal in maler or katalog("maler")}
    plan = _planlegg(rot, filer, valg or {}, fremdrift)
    plan.alle = not maler
    eldre = _les_eldre(mot)
    with laas(rot / "ut"):
        rydd(rot / "ut")
        if plan.alle:
            _sett_til_side(plan)
        if not paa_nytt:
            _hopp_over(plan, "hurtignokkel", plan.hurtignokler)
        if plan.gjenstaar():
            _lag(plan, paa_nytt, Prosesser(jobber, tidsgrense, kjerne), eldre)
    return Kjoring(rot, tuple(plan.resultater[m] for m in plan.maler))


def _planlegg(rot: Path, filer: dict[str, Path], valg: Mapping, fremdrift: Callable) -> _Plan:
    kontrollert = {mal: parametere.kontroller(fil, valg) for mal, fil in filer.items()}
    return _Plan(rot, filer, kontrollert, hurtignokler(rot, filer, kontrollert), fremdrift)


def _sett_til_side(plan: _Plan) -> None:
    """Ta ut malene prosjektet ikke har filer til, uten å lese tabellene."""
    from metodikk.inn.prosjektfiler import finn_filer

    filer = finn_filer(plan.rot / "data", les_oppsett(plan.rot / FILNAVN).filer)
    finnes = {*filer.tabeller, *(["geografi"] if filer.kart else [])}
    for mal in plan.gjenstaar():
        if mangler := [t for t in katalog("maler")[mal]["trenger"] if t not in finnes]:
            plan.uten_tabeller(mal, mangler)


def hurtignokler(
    rot: Path, maler: Mapping[str, Path], valg: Mapping[str, Mapping]
) -> dict[str, str]:
    """Nøkler som kan regnes ut uten å lese tabellene: alt i data/ teller med."""
    data = avtrykk.av_mappe(rot / "data") if (rot / "data").is_dir() else {}
    felles = _felles(rot)
    return {
        mal: avtrykk.av_verdi([*felles, data, avtrykk.sha256(fil), valg[mal]])
        for mal, fil in maler.items()
    }


def _felles(rot: Path) -> list[str]:
    """Det alle rapportene avhenger av: koden, prosjektfilen og kommunens Word-mal."""
    wordmal = les_oppsett(rot / FILNAVN).wordmal
    filer = [rot / FILNAVN, *([rot / wordmal] if wordmal else [])]
    return [avtrykk.av_pakken(), *(avtrykk.sha256(f) for f in filer)]


def _les_eldre(mot: Path | None) -> Utgave | None:
    if mot is None:
        return None
    from metodikk.drift.revisjon import les_utgave

    return les_utgave(mot)


def _lag(plan: _Plan, paa_nytt: bool, prosesser: Prosesser, eldre: Utgave | None) -> None:
    prosjekt = _aapne_og_varm_opp(plan, prosesser.i_kjerne)
    for mal in plan.gjenstaar():
        if stopp := prosjekt.personvernstopp:
            plan.ferdig(mal, "feilet", returkode=PERSONVERNSTOPP, funn=stopp)
        elif feil := tuple(_feil_i_tabellene(prosjekt, mal)):
            plan.ferdig(mal, "feilet", returkode=DATAFEIL, funn=feil)
        elif mangler := [t for t in katalog("maler")[mal]["trenger"] if not prosjekt.har(t)]:
            plan.uten_tabeller(mal, mangler)
    nokler = {mal: _nokkel(prosjekt, plan, mal) for mal in plan.gjenstaar()}
    if not paa_nytt:
        _hopp_over(plan, "nokkel", nokler)
    oppgaver = [_oppgave(plan, mal, nokler[mal], prosesser.i_kjerne) for mal in plan.gjenstaar()]
    meld = lambda mal, andel, tekst: plan.fremdrift(Hendelse(mal, min(andel, 0.99), tekst))  # noqa: E731
    ferdige: list[_Ferdig] = []
    for oppgave, utfall, sekunder in prosesser.kjor(oppgaver, meld):
        if ferdig := _lest(plan, oppgave, utfall, sekunder):
            ferdige.append(ferdig)
            meld(oppgave.mal, 1.0, "venter på revisjonen")
    if ferdige:
        _prov_og_legg_fram(plan, prosjekt, ferdige, eldre)


def _aapne_og_varm_opp(plan: _Plan, i_kjerne: bool) -> Prosjekt:
    """Les tallene i en annen prosess mens biblioteker lastes i denne."""
    plan.fremdrift(Hendelse("", 0.0, "leser og kontrollerer tallene"))
    if i_kjerne:
        return aapne(plan.rot)
    from metodikk.drift import varm

    if er_lest(plan.rot):
        varm.last(_moduler(plan.maler))
        return aapne(plan.rot)
    from metodikk.drift.leser import Leser

    with Leser(plan.rot) as leser:
        varm.last(_moduler(plan.maler))
        return krev_helt(les_prosjekt(plan.rot, leser.hent))


def _moduler(maler) -> list[str]:
    felles = [
        "metodikk.drift.skriving",
        "metodikk.ut.figurer",
        "metodikk.ut.kart",
        "metodikk.ut.setninger",
    ]
    return [*felles, *(f"metodikk.metoder.{mal}" for mal in maler)]


def _feil_i_tabellene(prosjekt: Prosjekt, mal: str) -> Iterator[Funn]:
    """Feil i tabeller malen trenger eller bruker, og hva som mangler i tillegg."""
    oppslag = katalog("maler")[mal]
    feil = prosjekt.feil_i([*oppslag["trenger"], *oppslag["bruker"]])
    if not feil:
        return
    ligger_der = dict.fromkeys(f.tabell for f in feil)
    yield funn("K821", mal=mal, tabeller=", ".join(ligger_der))
    yield from feil
    for tabell in oppslag["trenger"]:
        if not prosjekt.har(tabell) and tabell not in ligger_der:
            yield _mangler(mal, tabell)


def _mangler(mal: str, tabell: str) -> Funn:
    return funn("K820", sted={"tabell": tabell}, mal=mal, tabell=tabell)


def _nokkel(prosjekt: Prosjekt, plan: _Plan, mal: str) -> str:
    """Nøkkelen av akkurat det malen bruker: en endring i en annen tabell lager ikke rapporten om."""
    inndata = [(t, avtrykk.sha256(f)) for t, f in inndatafiler(prosjekt, mal)]
    return avtrykk.av_verdi(
        [*_felles(plan.rot), inndata, avtrykk.sha256(plan.maler[mal]), plan.parametere[mal]]
    )


def _hopp_over(plan: _Plan, felt: str, nokler: Mapping[str, str]) -> None:
    for mal in plan.gjenstaar():
        mappe = plan.rot / "ut" / mal
        kvittering = les_kvittering(mappe)
        hel = all((mappe / f["fil"]).is_file() for f in kvittering.get("utdata", ()))
        if kvittering.get(felt) == nokler[mal] and hel:
            plan.ferdig(mal, "uendret")


def _oppgave(plan: _Plan, mal: str, nokkel: str, i_kjerne: bool) -> Oppgave:
    ut = plan.rot / "ut"
    logg = ut / "logg" / f"{mal}.txt"
    logg.unlink(missing_ok=True)
    return Oppgave(
        plan.rot, mal, plan.maler[mal], plan.parametere[mal], arbeidsmappe(ut, mal),
        logg, {"nokkel": nokkel, "hurtignokkel": plan.hurtignokler[mal]}, i_kjerne,
    )  # fmt: skip


def _lest(plan: _Plan, oppgave: Oppgave, utfall: Utfall, sekunder: float) -> _Ferdig | None:
    """Les en rapport som er laget, mens de andre lages. None når den ikke ble noe av."""
    from metodikk.drift.revisjon import les_framlagt

    if not utfall.funn:
        try:
            return _Ferdig(oppgave, sekunder, les_framlagt(oppgave.arbeid, oppgave.mal))
        except MetodikkFeil as e:
            utfall = Utfall(e.returkode, e.funn)
    _forkast(plan, oppgave, utfall, sekunder)
    return None


def _prov_og_legg_fram(
    plan: _Plan, prosjekt: Prosjekt, ferdige: Sequence[_Ferdig], eldre: Utgave | None
) -> None:
    """Revider de nye rapportene samlet, og legg fram dem som ikke røper noe."""
    from metodikk.drift.prove import prov

    plan.fremdrift(Hendelse("", 1.0, "prøver å regne ut det skjulte"))
    svar = prov(prosjekt, {f.oppgave.mal: f.innhold for f in ferdige}, plan.rot / "ut", eldre)
    for f in ferdige:
        if stopp := svar.stoppet.get(f.oppgave.mal):
            _forkast(plan, f.oppgave, Utfall(PERSONVERNSTOPP, stopp), f.sekunder)
        else:
            _legg_fram(plan, f, svar.advarsler.get(f.oppgave.mal, ()))


def _legg_fram(plan: _Plan, ferdig: _Ferdig, advarsler: tuple[Funn, ...]) -> None:
    oppgave = ferdig.oppgave
    try:
        egne = publiser(oppgave.arbeid, plan.rot / "ut" / oppgave.mal)
    except MetodikkFeil as e:
        _forkast(plan, oppgave, Utfall(e.returkode, e.funn), ferdig.sekunder)
        return
    sted = f"ut/{egne.relative_to(plan.rot / 'ut').as_posix()}" if egne else ""
    reddet = (funn("K839", mappe=sted),) if egne else ()
    plan.ferdig(oppgave.mal, "laget", sekunder=ferdig.sekunder, funn=(*reddet, *advarsler))


def _forkast(plan: _Plan, oppgave: Oppgave, utfall: Utfall, sekunder: float) -> None:
    """Noter hvorfor rapporten ikke ble noe av. Den forrige står."""
    from shutil import rmtree

    rmtree(oppgave.arbeid, ignore_errors=True)
    plan.ferdig(
        oppgave.mal, "feilet", sekunder=sekunder, returkode=utfall.returkode, funn=utfall.funn
    )
