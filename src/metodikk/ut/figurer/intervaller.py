"""Punkter med intervall, stolper og plasseringer, ett navn på hver linje."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from metodikk.grunn.typer import Klarert
from metodikk.ut.figurer.punkter import tegn
from metodikk.ut.figurer.ramme import Ramme, enhetstittel, som_vist
from metodikk.ut.side import Kolonne


def intervaller(
    klarert: Klarert, *, tittel: str, kategori: str = "sone", gruppe: str = "",
    referanse: float | None = None, referansetekst: str = "", fremhev: Collection[str] = (),
    sorter: bool = True, verdi: str = "verdi", nedre: str = "nedre", ovre: str = "ovre",
    enhet: str = "prosent", desimaler: int | None = None, per: str = "",
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn ett punkt med intervall for hver kategori.

    Bruk denne når flere områder, grupper eller spørsmål skal sees samtidig. Intervallet viser hvor
    usikkert tallet er; referanselinjen viser hva det sammenliknes med.

    Parametere
    ----------
    klarert : Klarert
        Én rad per kategori (og gruppe).
    kategori, gruppe : str
        Kolonnen som gir linjene, og kolonnen som gir flere punkter på hver linje (høyst fire).
    referanse, referansetekst : float, str
        Loddrett linje, for eksempel resten av kommunen.
    fremhev : liste av str
        Kategoriene figuren handler om.
    sorter : bool
        Om kategoriene skal stå etter størrelse. Ellers som i tabellen.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"sone": ["A", "B"], "verdi": [0.2, 0.1], "nedre": [0.15, 0.06], "ovre": [0.26, 0.15]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.intervaller(tall, tittel="Andel", fremhev="A").alt.replace("\\xa0", " ")
    'Punktdiagram med intervaller. A: 20,0 prosent.'
    """
    r = Ramme("intervaller", "Punktdiagram med intervaller", tittel, per, navn, kilde, funn, tekst,
              2 if gruppe else 1)  # fmt: skip
    tegner = partial(
        tegn, kategori=kategori, gruppe=gruppe, felt=(verdi, nedre, ovre), sorter=sorter,
        fremhev=som_vist(fremhev, navn), kol=Kolonne(enhetstittel(enhet), enhet, desimaler),
        referanse=referanse, referansetekst=referansetekst, stolpe=False,
    )  # fmt: skip
    return r.lag(klarert, tegner)


def soyler(
    klarert: Klarert, *, tittel: str, kategori: str, gruppe: str = "", intervall: bool = False,
    referanse: float | None = None, referansetekst: str = "", fremhev: Collection[str] = (),
    sorter: bool = True, verdi: str = "verdi", nedre: str = "nedre", ovre: str = "ovre",
    enhet: str = "prosent", desimaler: int | None = None, per: str = "",
    navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "", tekst: str = "",
):  # fmt: skip
    """Tegn vannrette stolper, en for hver kategori.

    Bruk denne for antall og andeler som begynner på null. Lange navn får plass fordi stolpene
    ligger. Bruk :func:`intervaller` når usikkerheten er det viktige.

    Parametere
    ----------
    klarert : Klarert
        Én rad per kategori (og gruppe).
    kategori, gruppe : str
        Kolonnen som gir stolpene, og eventuelt kolonnen som deler dem (høyst fire).
    intervall : bool
        Om intervallene skal tegnes oppå stolpene.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"type": ["park", "skole"], "verdi": [3, 1]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.soyler(tall, tittel="Steder å møtes", kategori="type", enhet="antall").alt
    'Stolpediagram: Steder å møtes. park: 3 og skole: 1.'
    """
    r = Ramme("soyler", "Stolpediagram", tittel, per, navn, kilde, funn, tekst, 2 if gruppe else 1)
    felt = (verdi, nedre, ovre) if intervall else (verdi, "", "")
    tegner = partial(
        tegn, kategori=kategori, gruppe=gruppe, felt=felt, sorter=sorter,
        fremhev=som_vist(fremhev, navn), kol=Kolonne(enhetstittel(enhet), enhet, desimaler),
        referanse=referanse, referansetekst=referansetekst, stolpe=True,
    )  # fmt: skip
    return r.lag(klarert, tegner)


def rangintervall(
    klarert: Klarert, *, tittel: str, kategori: str = "sone", rang: str = "rang",
    nedre: str = "rang_nedre", ovre: str = "rang_ovre", fremhev: Collection[str] = (), sorter: bool = True,
    per: str = "", navn: Mapping[str, str] | None = None, kilde: str = "", funn: str = "",
    tekst: str = "",
):  # fmt: skip
    """Tegn plasseringen til hver sone med intervall, så ingen leser mer ut av den enn den tåler.

    Bruk denne i stedet for en rangert liste. Lange intervaller betyr at plasseringen skyldes
    valg og tilfeldigheter like mye som forhold i sonen.

    Parametere
    ----------
    klarert : Klarert
        Én rad per sone med `rang`, `rang_nedre` og `rang_ovre`.
    sorter : bool
        Om sonene skal stå etter plassering. Ellers som i tabellen, så figuren ikke blir en liste.

    Returnerer
    ----------
    Figur, eller Samling når `per` er brukt

    Eksempel
    --------
    >>> import pandas as pd
    >>> import metodikk as mk
    >>> d = pd.DataFrame({"sone": ["A", "B"], "rang": [1, 2], "rang_nedre": [1, 1], "rang_ovre": [2, 2]})
    >>> tall = mk.prikking.klarer_uten_personer(d, "tall om steder")
    >>> mk.figurer.rangintervall(tall, tittel="Plassering", fremhev="B").alt
    'Punktdiagram med intervall for plasseringen. B er plassert som nummer 2 av 2, men kan like gjerne ligge fra 1 til 2.'
    """
    r = Ramme("rangintervall", "Punktdiagram med intervall for plasseringen", tittel, per, navn,
              kilde, funn, tekst)  # fmt: skip
    tegner = partial(
        tegn, kategori=kategori, gruppe="", felt=(rang, nedre, ovre), sorter=sorter,
        fremhev=som_vist(fremhev, navn), kol=Kolonne("Plassering", "antall"), stolpe=False,
        referanse=None, referansetekst="", funn=_funn_rang, stigende=True, fra_null=False,
    )  # fmt: skip
    return r.lag(klarert, tegner)


def _funn_rang(data, kategori, gruppe, felt, kol, fremhev, *_) -> str:
    rang, nedre, ovre = felt
    d = data[data[kategori].isin(fremhev)] if fremhev else data
    d = (d if len(d) else data).dropna(subset=[rang]).iloc[0]
    return (f"{d[kategori]} er plassert som nummer {d[rang]:.0f} av {len(data)}, men kan like gjerne "
            f"ligge fra {d[nedre]:.0f} til {d[ovre]:.0f}.")  # fmt: skip
