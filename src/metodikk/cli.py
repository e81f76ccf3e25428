"""Kommandolinjen: metodikk ny, kontroll, kjor, revider, skjult, utlever, status, forklar, demo, kurs og bok."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from metodikk.drift.norsk import Kommando, bruksfeil, er_bruksfeil, lag_program
from metodikk.grunn.feil import AVBRUTT, EGEN_FEIL, FERDIG, MetodikkFeil

Mappe = Annotated[
    Path, typer.Argument(metavar="MAPPE", help="Prosjektmappen.", show_default="mappen du står i")
]
SomJson = Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON, for maskiner.")]

app = lag_program(
    help="metodikk: analysemaler for kommuner som vil gi et nabolag et godt sosialt miljø.\n\n"
    "Begynn med «metodikk demo», som lager tre ferdige rapporter om en oppdiktet kommune.",
    epilog="metodikk demo\nmetodikk ny nordre-brygge\nmetodikk kontroll nordre-brygge\nmetodikk kjor --mappe nordre-brygge",
)


@app.callback(invoke_without_command=True)
def _program(
    ctx: typer.Context,
    versjon: Annotated[
        bool, typer.Option("--versjon", help="Vis hvilken utgave dette er.")
    ] = False,
) -> None:
    if versjon:
        from metodikk import __version__

        print(f"metodikk {__version__}")
    elif ctx.invoked_subcommand is None:
        print(ctx.get_help())


@app.command(cls=Kommando, epilog="metodikk ny nordre-brygge\nmetodikk ny prove --eksempel")
def ny(
    mappe: Annotated[
        Path, typer.Argument(metavar="MAPPE", help="Mappen som skal lages. Må ikke finnes fra før.")
    ],
    eksempel: Annotated[
        bool,
        typer.Option("--eksempel", help="Fyll prosjektet med den oppdiktede kommunen Eksempelvik."),
    ] = False,
    som_json: SomJson = False,
) -> int:
    """Lag et nytt prosjekt med prosjektfil og tomme skjemaer."""
    from metodikk.drift import terminal
    from metodikk.drift.ny import lag_prosjekt

    laget = lag_prosjekt(mappe, eksempel=eksempel)
    if som_json:
        terminal.skriv_json({"returkode": FERDIG, "mappe": str(mappe), "filer": laget})
        return FERDIG
    terminal.si(f"✓ Laget {len(laget)} filer i {mappe}.", "green")
    steg = (
        f"metodikk kjor --mappe {mappe}"
        if eksempel
        else f"fyll ut {mappe / 'prosjekt.toml'} og skjemaene i {mappe / 'skjema'}, legg dem i {mappe / 'data'}, og kjør: metodikk kontroll {mappe}"
    )
    terminal.neste(steg)
    return FERDIG


@app.command(cls=Kommando, epilog="metodikk kontroll\nmetodikk kontroll nordre-brygge")
def kontroll(mappe: Mappe = Path(), som_json: SomJson = False) -> int:
    """Kontroller tallene: finn alle feil på én gang, og vis hvordan de rettes."""
    from metodikk.drift import terminal, visning

    with terminal.venter("Leser og kontrollerer tallene", stille=som_json):
        from metodikk.drift.kontroll import kontroller

        svar = kontroller(mappe)
    if som_json:
        terminal.skriv_json(visning.kontroll_som_data(svar))
    else:
        visning.vis_kontroll(svar, mappe)
    return svar.returkode


@app.command(
    cls=Kommando,
    epilog="metodikk kjor\nmetodikk kjor evaluering --paa-nytt\nmetodikk kjor ressurskart --mappe nordre-brygge",
)
def kjor(
    maler: Annotated[list[str] | None, typer.Argument(metavar="MAL …", help="Malene som skal kjøres. Ingen: alle prosjektet har tabeller til.", show_default=False)] = None,
    parametere: Annotated[list[str] | None, typer.Option("-p", "--parameter", metavar="NAVN=VERDI", help="Sett en parameter i malen. Kan gjentas.", show_default=False)] = None,
    mappe: Annotated[Path, typer.Option("--mappe", "-m", metavar="MAPPE", help="Prosjektmappen.", show_default="mappen du står i")] = Path(),
    paa_nytt: Annotated[bool, typer.Option("--paa-nytt", "--på-nytt", help="Lag rapportene på nytt selv om ingenting er endret.")] = False,
    jobber: Annotated[int, typer.Option("--jobber", "-j", metavar="ANTALL", min=1, help="Hvor mange rapporter som lages samtidig.")] = 2,
    mot: Annotated[Path | None, typer.Option("--mot", metavar="MAPPE", help="Prøv de nye rapportene også mot en tidligere utgave.", show_default=False)] = None,
    tidsgrense: Annotated[float, typer.Option("--tidsgrense", metavar="SEKUNDER", min=1, help="Hvor lenge én rapport får bruke.")] = 600,
    som_json: SomJson = False,
) -> int:  # fmt: skip
    """Lag rapportene. Det som er uendret, lages ikke på nytt."""
    from metodikk.drift import terminal
    from metodikk.drift.parametere import del_opp

    valg = del_opp(parametere or [])
    with terminal.fremdrift(stille=som_json) as meld:
        from metodikk.drift.kjoring import kjor as kjor_maler

        kjoring = kjor_maler(
            mappe,
            maler or (),
            valg=valg,
            paa_nytt=paa_nytt,
            jobber=jobber,
            tidsgrense=tidsgrense,
            mot=mot,
            fremdrift=meld,
        )
    return _vis_kjoring(kjoring, som_json)


@app.command(
    cls=Kommando, epilog="metodikk revider\nmetodikk revider nordre-brygge --mot nordre-brygge-2024"
)
def revider(
    mappe: Mappe = Path(),
    mot: Annotated[Path | None, typer.Option("--mot", metavar="MAPPE", help="Mappen med en tidligere utgave av rapportene.", show_default=False)] = None,
    som_json: SomJson = False,
) -> int:  # fmt: skip
    """Prøv å regne ut det som er skjult i rapportene, slik en leser utenfra kan."""
    from metodikk.drift import terminal

    with terminal.venter("Leser rapportene og prøver å regne ut det skjulte", stille=som_json):
        from metodikk.drift.revisjon import revider as revider_mappe

        svar = revider_mappe(mappe, mot=mot)
    if som_json:
        terminal.skriv_json(
            {
                "returkode": svar.returkode,
                "rapport": svar.rapport.as_posix(),
                "lest": svar.antall,
                "skjult": svar.skjulte,
                "kan_regnes_ut": svar.apne,
                "i_teksten": svar.setninger,
                "funn": [terminal.som_data(f) for f in svar.funn],
            }
        )
        return svar.returkode
    terminal.vis_funn(svar.funn)
    terminal.si(svar.konklusjon, "red" if svar.returkode else "green")
    terminal.si(f"Hele revisjonen: {terminal.lenke(svar.rapport)}")
    terminal.neste(
        "hold rapportene tilbake, rett det som står over, og kjør revisjonen igjen."
        if svar.returkode
        else f"åpne {terminal.lenke(svar.rapport)}, og les advarslene og det som ikke kunne prøves."
        if svar.funn
        else f"rapportene kan sendes ut. Svaret ligger i {terminal.lenke(svar.rapport)}"
    )
    return svar.returkode


@app.command(
    cls=Kommando, epilog="metodikk skjult\nmetodikk skjult nordre-brygge\nmetodikk skjult --bruk 1"
)
def skjult(
    mappe: Mappe = Path(),
    bruk: Annotated[int | None, typer.Option("--bruk", metavar="NUMMER", help="Skriv forslaget med dette nummeret inn i prosjekt.toml.", show_default=False)] = None,
    som_json: SomJson = False,
) -> int:  # fmt: skip
    """Vis hva som er skjult i rapportene og hvorfor, og hva som kan slås sammen for å vise mer."""
    from metodikk.drift import terminal, visning

    with terminal.venter("Leser kvitteringene og prøver sammenslåinger", stille=som_json):
        from metodikk.drift import skjult as finner

        svar = finner.finn_skjult(mappe)
        brukt = None if bruk is None else svar.nummer(bruk)
        linje = "" if brukt is None else finner.bruk(mappe, brukt)
    if som_json:
        terminal.skriv_json(visning.skjult_som_data(svar, brukt, linje))
    elif brukt is None:
        visning.vis_skjult(svar, mappe)
    else:
        visning.vis_brukt(brukt, linje, mappe)
    return FERDIG


@app.command(
    cls=Kommando,
    epilog="metodikk utlever\nmetodikk utlever nordre-brygge --fritekst apne_svar\nmetodikk utlever --minst-like 10",
)
def utlever(
    mappe: Mappe = Path(),
    tabell: Annotated[str, typer.Option("--tabell", metavar="NAVN", help="Svarene som skal gis videre.")] = "undersokelse",
    fritekst: Annotated[list[str] | None, typer.Option("--fritekst", metavar="KOLONNE", help="Kolonne med fri tekst som skal være med, eller apne_svar. Kan gjentas.", show_default="ingen fri tekst")] = None,
    minst_like: Annotated[int | None, typer.Option("--minst-like", metavar="ANTALL", min=1, help="Så mange må dele hver kombinasjon av kjennetegn.", show_default="min_like i prosjekt.toml")] = None,
    som_json: SomJson = False,
) -> int:  # fmt: skip
    """Lag en svarfil som kan gis videre: ingen kan kjennes igjen, og fri tekst er lest."""
    from metodikk.drift import terminal, visning

    with terminal.venter("Leser svarene og gjør kjennetegnene grovere", stille=som_json):
        from metodikk.drift.utlevering import utlever as lag_fil

        svar = lag_fil(mappe, tabell=tabell, fritekst=fritekst or (), minst_like=minst_like)
    if som_json:
        terminal.skriv_json(visning.utlevering_som_data(svar))
    else:
        visning.vis_utlevering(svar)
    return FERDIG


@app.command(cls=Kommando, epilog="metodikk status")
def status(mappe: Mappe = Path(), som_json: SomJson = False) -> int:
    """Vis hvilke rapporter som er laget, og hvilke som må lages på nytt."""
    from metodikk.drift import terminal
    from metodikk.drift.status import status_for

    linjer = status_for(mappe)
    if som_json:
        terminal.skriv_json([linje.som_data() for linje in linjer])
        return FERDIG
    for linje in linjer:
        terminal.si(f"{linje.symbol} {linje.mal:<18} {linje.tekst}")
    terminal.neste(
        "metodikk kjor"
        if any(not linje.oppdatert for linje in linjer)
        else f"åpne {terminal.lenke(linjer[0].mappe / 'rapport.html')}"
    )
    return FERDIG


@app.command(cls=Kommando, epilog="metodikk forklar K801")
def forklar(
    kode: Annotated[
        str, typer.Argument(metavar="KODE", help="Koden fra en melding, for eksempel K801.")
    ],
    som_json: SomJson = False,
) -> int:
    """Forklar en melding: hvorfor den kommer, og hvordan det rettes."""
    from metodikk.drift import terminal
    from metodikk.drift.forklaring import forklaring

    svar = forklaring(kode)
    if som_json:
        terminal.skriv_json(svar)
        return FERDIG
    terminal.si(f"{svar['kode']} {svar['alvor']}: {svar['tittel']}", "bold")
    for ledd in ("hvorfor", "forventet", "slik_retter_du", "eksempel"):
        if svar[ledd]:
            terminal.si(f"\n{ledd.replace('_', ' ').capitalize()}\n  {svar[ledd]}")
    terminal.si()
    terminal.neste("rett det meldingen gjelder, og kjør: metodikk kontroll")
    return FERDIG


@app.command(cls=Kommando, epilog="metodikk demo\nmetodikk demo min-prove --aapne")
def demo(
    mappe: Annotated[
        Path, typer.Argument(metavar="MAPPE", help="Mappen eksemplet lages i.")
    ] = Path("eksempelvik"),
    aapne: Annotated[
        bool, typer.Option("--aapne", "--åpne", help="Åpne den første rapporten i nettleseren.")
    ] = False,
    som_json: SomJson = False,
) -> int:
    """Se det virke: lag tre ferdige rapporter om den oppdiktede kommunen Eksempelvik."""
    from metodikk.drift import terminal
    from metodikk.drift.kjoring import kjor as kjor_maler
    from metodikk.drift.ny import lag_prosjekt
    from metodikk.drift.prosjekt import hovedmaler

    if not (mappe / "prosjekt.toml").is_file():
        lag_prosjekt(mappe, eksempel=True)
    with terminal.fremdrift(stille=som_json) as meld:
        kjoring = kjor_maler(mappe, hovedmaler(), fremdrift=meld)
    kode = _vis_kjoring(kjoring, som_json, demo=True)
    rapporter = [r.mappe / "rapport.html" for r in kjoring.resultater if r.returkode == FERDIG]
    if aapne and rapporter:
        import webbrowser

        webbrowser.open(rapporter[0].as_uri())
    return kode


@app.command(cls=Kommando, epilog="metodikk kurs\nmetodikk kurs mitt-kurs\nmetodikk kurs --vis")
def kurs(
    mappe: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen kurset legges i.")] = Path("metodikk-kurs"),
    vis: Annotated[bool, typer.Option("--vis", help="Vis kurset uten kode, for eksempel på en storskjerm.")] = False,
    ikke_apne: Annotated[bool, typer.Option("--ikke-apne", "--ikke-åpne", help="Ikke åpne nettleseren.")] = False,
    port: Annotated[int, typer.Option("--port", metavar="TALL", min=0, max=65535, help="Porten kurset skal svare på.", show_default="en som er ledig")] = 0,
) -> int:  # fmt: skip
    """Ta kurset: vanskelige ideer du kan prøve selv, i JupyterLab."""
    from metodikk.drift import terminal
    from metodikk.drift.kurs import i_jupyterlab, legg_ut, paa_skjerm

    if vis:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as sted, paa_skjerm(Path(sted), port=port, apne=not ikke_apne) as tjener:  # fmt: skip
            terminal.si(f"Kurset vises på {tjener.adresse}")
            terminal.neste("velg en idé på siden. Stopp visningen med Ctrl og C.")
            tjener.vent()
        return FERDIG
    lagt = legg_ut(mappe)
    terminal.si(f"✓ Kurset ligger i {mappe}.", "green")
    for navn in lagt.beholdt:
        terminal.si(f"Du har arbeidet i {navn}, så den er ikke rørt. Vil du ha en ny, gi din et annet navn.")  # fmt: skip
    with i_jupyterlab(lagt.mappe, port=port, apne=not ikke_apne) as tjener:
        terminal.si(f"Kurset er åpent på {tjener.adresse}")
        terminal.neste("ta den første notatboka ovenfra og ned. Stopp kurset med Ctrl og C.")
        tjener.vent()
    return FERDIG


@app.command(cls=Kommando, epilog="metodikk bok\nmetodikk bok min-handbok")
def bok(
    mappe: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen håndboka legges i.")] = Path("metodikk-handbok"),
    ikke_apne: Annotated[bool, typer.Option("--ikke-apne", "--ikke-åpne", help="Ikke åpne nettleseren.")] = False,
) -> int:  # fmt: skip
    """Bygg håndboka på din egen maskin, og åpne den."""
    import webbrowser

    from metodikk.drift import terminal
    from metodikk.drift.bok import bygg

    terminal.si("Bygger håndboka og kjører eksemplene i den. Det tar noen minutter.")
    forside = bygg(mappe)
    terminal.si(f"✓ Håndboka ligger i {mappe}.", "green")
    if not ikke_apne:
        webbrowser.open(forside.as_uri())
    terminal.neste(f"les {mappe}/{forside.name} i nettleseren. Den virker uten nett.")
    return FERDIG


def _vis_kjoring(kjoring, som_json: bool, demo: bool = False) -> int:
    from metodikk.drift import terminal, visning

    if som_json:
        terminal.skriv_json(visning.kjoring_som_data(kjoring))
    else:
        visning.vis_kjoring(kjoring, demo=demo)
    return kjoring.returkode


def hoved() -> None:
    """Inngangen fra kommandolinjen."""
    for strom in (sys.stdout, sys.stderr):
        # Eldre terminaler på Windows kan ikke vise æ, ø, å og symbolene uten dette.
        strom.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(kjor_kommando(sys.argv[1:]))


def kjor_kommando(argumenter: list[str]) -> int:
    """Kjør én kommando og gi returkoden. Aldri et engelsk feilspor: alt blir en melding."""
    try:
        svar = app(argumenter, prog_name="metodikk", standalone_mode=False)
        return svar if isinstance(svar, int) else FERDIG
    except MetodikkFeil as e:
        return _meld(e, argumenter)
    except (KeyboardInterrupt, typer.Abort):
        return _avbrutt()
    except BrokenPipeError:
        sys.stderr.close()
        return FERDIG
    except Exception as e:
        if er_bruksfeil(e):
            return _meld(bruksfeil(e), argumenter)
        from metodikk.drift.egenfeil import loggfor

        return _meld(loggfor(e), argumenter) or EGEN_FEIL


def _meld(feil: MetodikkFeil, argumenter: list[str]) -> int:
    from metodikk.drift import terminal

    if "--json" in argumenter:
        terminal.skriv_json(
            {"returkode": feil.returkode, "funn": [terminal.som_data(f) for f in feil.funn]}
        )
    else:
        terminal.vis_funn(feil.funn)
    return feil.returkode


def _avbrutt() -> int:
    print(
        "\nAvbrutt. Rapportene som var lagt fram, er urørt. Kjør kommandoen igjen for å fortsette.",
        file=sys.stderr,
    )
    return AVBRUTT


if __name__ == "__main__":
    hoved()
