"""Prosjektet: mappen med prosjekt.toml og data/, lest og kontrollert."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from metodikk.drift import avtrykk
from metodikk.drift.forslag import mente_du
from metodikk.drift.oppsett import FILNAVN, Omraade, Oppsett, Program, les_oppsett
from metodikk.grunn.feil import BrukFeil, DataFeil
from metodikk.grunn.kataloger import katalog
from metodikk.grunn.kjede import kjedetabeller
from metodikk.grunn.meldinger import funn
from metodikk.grunn.skjema import skjema, tabeller
from metodikk.grunn.typer import Alvor, Funn

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from metodikk.inn.kontroll import Prosjektdata
    from metodikk.metoder.prikking import Grenser

PAKKE = Path(__file__).resolve().parents[1]
_LEST: dict[tuple[Path, str], Prosjekt] = {}


@dataclass(frozen=True, eq=False)
class Prosjekt:
    """Et åpnet prosjekt: oppsettet og de rene tabellene. Lages med `aapne` eller `eksempel`.

    Er noe slått sammen i prosjektfilen, er det gjort i tabellene, kartet og området. `lest` er
    dataene slik de står i filene.
    """

    mappe: Path
    oppsett: Oppsett
    data: Prosjektdata
    kart: tuple[Path, ...] = ()
    oppsettfunn: tuple[Funn, ...] = ()
    lest: Prosjektdata | None = None

    @property
    def tabeller(self) -> Mapping[str, pd.DataFrame]:
        """Tabellene som finnes. Den som har feil, stopper når den hentes."""
        return _Tabeller(self)

    @property
    def sporet(self) -> Mapping[str, pd.DataFrame]:
        """Tabellene sporet fra behov til virkning går gjennom. De som har feil, er ikke med."""
        valgte = (t for t in sportabeller() if self.har(t) and not self.feil_i([t]))
        return {t: self.tabell(t) for t in valgte}

    @property
    def geografi(self) -> gpd.GeoDataFrame | None:
        return None if self.data.geografi is None else self.data.geografi.copy()

    @property
    def funn(self) -> tuple[Funn, ...]:
        """Alle funn i prosjektfilen og tabellene, også de som er rettet automatisk."""
        return (*self.oppsettfunn, *self.data.funn)

    @property
    def personvernstopp(self) -> tuple[Funn, ...]:
        """Personopplysninger i tabellene. Da lages ingen rapporter, heller ikke av de andre tabellene."""
        return tuple(f for f in self.funn if f.alvor is Alvor.STOPP and f.kode.startswith("K6"))

    def filer(self, navn: str) -> tuple[Path, ...]:
        """Filene en tabell (eller «geografi») er lest fra."""
        if navn == "geografi":
            return self.kart
        return (self.data.filer[navn],) if navn in self.data.filer else ()

    def rader(self, navn: str) -> int:
        """Antallet rader i filen en tabell (eller «geografi») er lest fra."""
        data = self.lest or self.data
        t = data.geografi if navn == "geografi" else data.tabeller.get(navn)
        return 0 if t is None else len(t)

    @property
    def omraade(self) -> Omraade:
        return self.oppsett.omraade

    @property
    def wordmal(self) -> Path | None:
        """Kommunens egen Word-mal, om prosjektet har en."""
        return self.mappe / self.oppsett.wordmal if self.oppsett.wordmal else None

    @property
    def naboer(self) -> tuple[str, ...]:
        """Sonene som grenser til området: de i prosjektfilen, ellers de kartet viser."""
        if self.omraade.naboer or self.data.geografi is None:
            return self.omraade.naboer
        from metodikk.metoder import romlig

        i_kartet = romlig.naboer(self.data.geografi)
        rundt = {n for s in self.omraade.soner for n in i_kartet.get(s, ())}
        return tuple(sorted(rundt - set(self.omraade.soner)))

    @property
    def program(self) -> Program:
        """Årene i satsingen. BrukFeil når prosjektfilen ikke sier noe om dem."""
        if self.oppsett.program is None:
            raise BrukFeil(
                funn(
                    "K814",
                    sted={"fil": FILNAVN},
                    navn="program",
                    ventet="start, slutt, nullpunkt og oppfolging",
                )
            )
        return self.oppsett.program

    @property
    def grenser(self) -> Grenser:
        """Personverngrensene som gjelder, med prosjektets innstramminger."""
        from metodikk.metoder.prikking import Grenser

        valg = dict(self.oppsett.personvern)
        return Grenser.fra(valg.pop("profil", "standard"), **valg)

    def har(self, navn: str) -> bool:
        """Sann når prosjektet har tabellen (eller «geografi»)."""
        return self.data.geografi is not None if navn == "geografi" else navn in self.data.tabeller

    def tabell(self, navn: str) -> pd.DataFrame:
        """Gi en kopi av en tabell, eller en tom tabell med de rette kolonnene når den mangler.

        DataFeil når tabellen finnes, men har feil som må rettes først.
        """
        if navn not in tabeller():
            raise BrukFeil(
                funn(
                    "K809",
                    forslag=mente_du(navn, tabeller()),
                    navn=navn,
                    kjente=", ".join(tabeller()),
                )
            )
        return self.tabeller.get(navn, _tom(navn))

    def feil_i(self, navn) -> tuple[Funn, ...]:
        """Funnene som hindrer at tabellene kan brukes."""
        return tuple(f for f in self.funn if f.alvor.hindrer and f.tabell in set(navn))


class _Tabeller(Mapping):
    """Tabellene i et prosjekt. Gir kopier, så ingen kan endre det andre leser."""

    def __init__(self, prosjekt: Prosjekt):
        self._p = prosjekt

    def __getitem__(self, navn: str) -> pd.DataFrame:
        if feil := self._p.feil_i([navn]):
            raise DataFeil(feil)
        return self._p.data.tabeller[navn].copy()

    def __iter__(self):
        return iter(self._p.data.tabeller)

    def __len__(self) -> int:
        return len(self._p.data.tabeller)


def sportabeller() -> tuple[str, ...]:
    """Tabellene kjeden går gjennom, og kodeboka, som har ordlyden i spørsmålene."""
    return (*kjedetabeller(), "kodebok")


def aapne(mappe: str | Path = ".") -> Prosjekt:
    """Åpne et prosjekt: les prosjekt.toml og tabellene, og kontroller dem.

    Bruk denne først i en notatbok. Tallene leses én gang, så lenge filene er de samme.

    Parametere
    ----------
    mappe : str eller Path
        Prosjektmappen, eller en mappe inne i den.

    Returnerer
    ----------
    Prosjekt
        Med `oppsett`, `tabell(navn)`, `har(navn)`, `geografi`, `grenser` og `funn`.

    Eksempel
    --------
    >>> prosjekt = aapne(eksempelmappe())  # doctest: +SKIP
    >>> prosjekt.tabell("soner")           # doctest: +SKIP

    Les mer
    -------
    Håndboka: «Kom i gang».
    """
    return krev_helt(les_prosjekt(finn_mappe(mappe)))


def krev_helt(prosjekt: Prosjekt) -> Prosjekt:
    """Stopp når prosjektfilen nevner soner som ikke finnes."""
    if prosjekt.oppsettfunn:
        raise BrukFeil(prosjekt.oppsettfunn)
    return prosjekt


def les_prosjekt(rot: Path, les: Callable[[Path, Oppsett], Prosjektdata] | None = None) -> Prosjekt:
    """Les prosjektet i en mappe uten å stoppe ved soner som ikke finnes: de står i funnene.

    `les` er et annet sted å hente tallene fra enn filene, når de alt er lest.
    """
    nokkel = _nokkel(rot)
    if nokkel not in _LEST:
        _LEST[nokkel] = _les(rot, les or les_data)
    return _LEST[nokkel]


def er_lest(rot: Path) -> bool:
    """Sann når prosjektet er lest i denne prosessen, og filene er de samme."""
    return _nokkel(rot) in _LEST


def _nokkel(rot: Path) -> tuple[Path, str]:
    innhold = avtrykk.av_mappe(rot / "data") if (rot / "data").is_dir() else {}
    if not innhold:
        raise BrukFeil(funn("K816", sted={"fil": "data/"}))
    return rot, avtrykk.av_verdi([avtrykk.sha256(rot / FILNAVN), innhold])


def eksempel(navn: str = "eksempelvik") -> Prosjekt:
    """Åpne eksempelkommunen som følger med. Alle tallene i den er oppdiktet.

    Bruk denne for å prøve metodene uten egne tall. Innholdet endres aldri: lag din egen kopi
    med «metodikk ny MAPPE --eksempel».
    """
    return aapne(eksempelmappe(navn))


def eksempelmappe(navn: str = "eksempelvik") -> Path:
    """Finn mappen med eksempelprosjektet."""
    rot = _fulgt_med("_eksempel", "data/sample")
    kjente = sorted(p.parent.name for p in rot.glob(f"*/{FILNAVN}"))
    if navn not in kjente:
        raise BrukFeil(
            funn("K805", fant=navn, forslag=mente_du(navn, kjente), mappe="MAPPE --eksempel")
        )
    return rot / navn


def malfil(mal: str, mappe: Path | None = None) -> Path:
    """Finn notatboka til en mal. BrukFeil med forslag når malen ikke finnes.

    `mappe` er en mappe med egne utgaver av malene. Uten den brukes de som følger med.

    >>> malfil("evaluering").name
    'evaluering.ipynb'
    """
    kjente = list(katalog("maler"))
    if mal not in kjente:
        raise BrukFeil(
            funn(
                "K803", fant=mal, forslag=mente_du(mal, kjente), navn=mal, kjente=", ".join(kjente)
            )
        )
    return (mappe or malmappe()) / f"{mal}.ipynb"


def hovedmaler() -> list[str]:
    """Malene som er hjertet i arbeidet, og som «metodikk demo» kjører.

    >>> hovedmaler()
    ['kunnskapsgrunnlag', 'ressurskart', 'evaluering']
    """
    return [mal for mal, om in katalog("maler").items() if om.get("hoved")]


def malmappe() -> Path:
    """Finn mappen med malene."""
    return _fulgt_med("_maler", "templates")


def kursmappe() -> Path:
    """Finn mappen med kursnotatbøkene."""
    return _fulgt_med("_kurs", "notebooks")


def bokmappe() -> Path:
    """Finn mappen med kilden til håndboka."""
    return _fulgt_med("_bok", "book")


def finn_mappe(mappe: str | Path) -> Path:
    """Finn prosjektmappen: mappen selv eller den nærmeste over som har prosjekt.toml."""
    start = Path(mappe).expanduser()
    if not start.is_dir():
        raise BrukFeil(funn("K805", fant=str(mappe), mappe=start.name))
    start = start.resolve()
    for kandidat in (start, *start.parents):
        if (kandidat / FILNAVN).is_file():
            return kandidat
    under = sorted(p.parent.name for p in start.glob(f"*/{FILNAVN}"))
    raise BrukFeil(funn("K806", forslag=f"Mente du mappen «{under[0]}»?" if under else ""))


def les_data(rot: Path, oppsett: Oppsett) -> Prosjektdata:
    """Les og kontroller tabellene og kartet i prosjektet."""
    from metodikk.inn.kontroll import les_prosjektdata

    return les_prosjektdata(
        rot / "data",
        filer=oppsett.filer,
        indikatorer=oppsett.indikatorer,
        kommune=oppsett.kommune,
    )


def _les(rot: Path, les: Callable[[Path, Oppsett], Prosjektdata]) -> Prosjekt:
    oppsett = les_oppsett(rot / FILNAVN)
    data = les(rot, oppsett)
    lest, feil, kart = (
        data,
        _ukjente_soner(oppsett.omraade, data),
        _kartfiler(rot / "data", oppsett),
    )
    if any(oppsett.sammenslaaing.values()) and not feil:
        from metodikk.drift.sammenslaaing import slaa_sammen

        data, oppsett, feil = slaa_sammen(data, oppsett)
    prosjekt = Prosjekt(rot, oppsett, data, kart, feil, lest)
    _ = prosjekt.grenser  # en profil som ikke finnes eller er løsnet, stopper her
    return prosjekt


def _kartfiler(data: Path, oppsett: Oppsett) -> tuple[Path, ...]:
    """Kartet kan bestå av flere filer med samme navn (shp, dbf, prj …)."""
    from metodikk.inn.prosjektfiler import finn_filer

    kart = finn_filer(data, oppsett.filer).kart
    if kart is None or kart.suffix.casefold() != ".shp":
        return () if kart is None else (kart,)
    return tuple(sorted(kart.parent.glob(f"{kart.stem}.*")))


def _ukjente_soner(omraade: Omraade, data: Prosjektdata) -> tuple[Funn, ...]:
    if "soner" not in data.tabeller:
        return ()
    kjente = [str(s) for s in data.tabeller["soner"]["sone"].dropna()]
    feil = [s for s in (*omraade.soner, *omraade.naboer) if s not in kjente]
    sted = {"fil": FILNAVN, "ark": "[omraade]"}
    return tuple(funn("K813", sted=sted, fant=s, forslag=mente_du(s, kjente), navn=s) for s in feil)


def _tom(navn: str) -> pd.DataFrame:
    import pandas as pd

    typer = {
        "heltall": "float64",
        "tall": "float64",
        "aar": "int64",
        "dato": "datetime64[ns]",
        "ja_nei": "bool",
    }
    kolonner = {n: pd.Series(dtype=typer.get(f.type, "str")) for n, f in skjema(navn).felt.items()}
    return pd.DataFrame(kolonner)


def _fulgt_med(i_pakken: str, i_utsjekkingen: str) -> Path:
    """Maler og eksempel ligger i pakken når den er installert, ellers i utsjekkingen den kjøres fra."""
    installert = PAKKE / i_pakken
    return installert if installert.is_dir() else PAKKE.parents[1] / i_utsjekkingen
