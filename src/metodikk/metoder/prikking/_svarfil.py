"""Svarfiler: én rad per person. Hvem kan kjennes igjen, og hva som kan gis videre."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from metodikk.grunn.feil import BrukFeil, DataFeil, PersonvernStopp
from metodikk.grunn.maskering import maskert
from metodikk.grunn.meldinger import funn
from metodikk.grunn.personnavn import mistenkte
from metodikk.grunn.typer import Klarert
from metodikk.metoder.prikking._grenser import Grenser
from metodikk.metoder.prikking._klarering import krev_kolonner

LIKE, BEFOLKNING = "like", "i_befolkningen"
NESTEN_ALLE, NOK_RADER = 0.8, 20


@dataclass(frozen=True, eq=False)
class Gjenkjennelige:
    """Hvor lett det er å kjenne igjen dem som har svart.

    rader : én rad per svar med `like`, hvor mange i filen som har de samme kjennetegnene, og
        `i_befolkningen`, anslaget på hvor mange de svarer for.
    kombinasjoner : én rad per kombinasjon av kjennetegn, de sjeldneste først.
    k : det minste antallet som deler en kombinasjon. 0 når filen er tom.
    unike : antall svar som er alene om kombinasjonen sin.
    """

    rader: pd.DataFrame
    kombinasjoner: pd.DataFrame
    k: int
    unike: int


def gjenkjennelige(
    data: pd.DataFrame, nokler: Sequence[str], vekt: str | None = None
) -> Gjenkjennelige:
    """Tell hvor mange som deler hver kombinasjon av kjennetegn i en svarfil.

    Bruk denne før en svarfil gis videre. Den som er alene om kombinasjonen sin, kan kjennes igjen av
    en som vet disse tingene om personen. Har vekten et lavt anslag i befolkningen også, er faren stor.

    Parametere
    ----------
    data : DataFrame
        Én rad per svar. Endres ikke.
    nokler : sequence of str
        Kjennetegnene andre kan vite om personen, for eksempel sone, alder og kjønn. Mangler et
        kjennetegn, regnes det som et eget svar.
    vekt : str, valgfri
        Kolonnen som sier hvor mange i befolkningen hvert svar står for.

    Returnerer
    ----------
    Gjenkjennelige

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1", "1", "2"], "alder": ["ung", "ung", "ung"], "vekt": [10, 12, 8]})
    >>> g = gjenkjennelige(d, ["sone", "alder"], vekt="vekt")
    >>> g.rader["like"].tolist(), g.rader["i_befolkningen"].tolist(), g.k, g.unike
    ([2, 2, 1], [22, 22, 8], 1, 1)

    Les mer
    -------
    sdcMicro (Templ, Kowarik og Meindl 2015), der tallene heter fk og Fk. Fasit: ``fasit/francdat.toml``.
    """
    nokler = list(nokler)
    krev_kolonner(data, [*nokler, *([vekt] if vekt else [])])
    grupper = data.groupby(nokler, dropna=False, sort=False, observed=True)
    rader = pd.DataFrame({LIKE: grupper[nokler[0]].transform("size")}, index=data.index)
    if vekt:
        rader[BEFOLKNING] = grupper[vekt].transform("sum")
    alle = pd.concat([data[nokler], rader], axis=1).drop_duplicates(nokler)
    alle = alle.sort_values([LIKE, *nokler], kind="stable", ignore_index=True)
    like = rader[LIKE]
    return Gjenkjennelige(rader, alle, int(like.min()) if len(like) else 0, int((like == 1).sum()))


def klarer_svarfil(
    data: pd.DataFrame, *, nokler: Sequence[str], k: int | None = None,
    fritekst: Sequence[str] = (), godkjent: Collection[Hashable] = (),
    kjente_ord: Collection[str] = (), grenser: Grenser | None = None, mangler: str = "",
) -> Klarert:  # fmt: skip
    """Klarer en svarfil, eller nekt når noen kan kjennes igjen.

    Bruk denne når svarene fra en undersøkelse skal gis videre rad for rad. Fødselsnummer, telefon og
    e-post skjules i alle tekster. Rader der noen kan være nevnt med navn eller adresse, holdes
    tilbake til et menneske har lest dem.

    Parametere
    ----------
    data : DataFrame
        Én rad per svar. Endres ikke.
    nokler : sequence of str
        Alle kjennetegn som andre kan vite om personen. Tomt når alle er tatt bort, se
        :func:`gjor_grovere`.
    k : int, valgfri
        Så mange må dele hver kombinasjon. Forvalgt er `min_like` i grensene. Kan bare settes høyere.
    fritekst : sequence of str
        Kolonnene der folk har skrevet fritt. Andre tekstkolonner leses også, men kan ikke være ulike
        på hver rad.
    godkjent : samling
        Radene (indeksen i `data`) som et menneske har lest og funnet i orden.
    kjente_ord : samling av str
        Stedsnavn og andre ord med stor bokstav som ikke er personer.
    grenser : Grenser, valgfri
    mangler : str
        Det leseren skal få vite når tabellen er tom.

    Returnerer
    ----------
    Klarert
        Radene som kan gis videre, ordnet etter innholdet, så rekkefølgen ikke sier hvem som er hvem. ``opplysninger["ko"]`` er radene som
        venter: rad, kolonne og hva det er mistanke om, men ikke teksten.

    Eksempel
    --------
    >>> d = pd.DataFrame({"sone": ["1"] * 6, "svar": ["Bra", "Ok", "Bra", "Ok", "Spør Kari", "Bra"]})
    >>> klart = klarer_svarfil(d, nokler=["sone"], fritekst=["svar"])
    >>> len(klart.tabell), klart.opplysninger["ko"]
    (5, [{'rad': 4, 'kolonne': 'svar', 'mistanke': 'navn'}])
    """
    grenser = grenser or Grenser.fra()
    k = _k(k, grenser)
    krev_kolonner(data, [*nokler, *fritekst])
    if not data.index.is_unique:
        raise DataFeil(funn("K892", fant=f"rad {data.index[data.index.duplicated()][0]}"))
    if ukjente := [r for r in godkjent if r not in data.index]:
        raise BrukFeil(funn("K912", fant=", ".join(str(r) for r in ukjente[:5])))
    tekster = [n for n in data if n in fritekst or (n not in nokler and _er_tekst(data[n]))]
    ko = [post for n in tekster for post in _mistenkte(data[n], n, set(godkjent), kjente_ord)]
    ut = data.drop(index=list({post["rad"] for post in ko}))
    _krev_k(ut, nokler, k)
    _krev_ingen_peker(ut.drop(columns=[*{*nokler, *fritekst}]))
    ut = ut.assign(**{n: ut[n].map(_maskert) for n in tekster})
    ut = ut.sort_values([*nokler, *(n for n in ut if n not in nokler)], key=lambda s: s.astype(str),
                        kind="stable", ignore_index=True)  # fmt: skip
    ingen = pd.DataFrame(columns=["regel", "verner"], dtype=str)
    tall = {"vist": len(ut), "ko": ko, "k": k}
    return Klarert(ut, ingen, _grunnlag(k, nokler, len(ut), len(data) - len(ut)),
                   {"mangler": mangler, "grenser": asdict(grenser), **tall})  # fmt: skip


def _k(k: int | None, g: Grenser) -> int:
    if k is not None and k < g.min_like:
        raise BrukFeil(funn("K890", fant=f"k = {k}", navn="k", profil=g.profil,
                            krav=f"{g.min_like} eller høyere"))  # fmt: skip
    return k or g.min_like


def _er_tekst(serie: pd.Series) -> bool:
    return serie.dtype.kind in "OU" or str(serie.dtype) in ("str", "string", "category")


def _maskert(verdi: object) -> object:
    return maskert(verdi) if isinstance(verdi, str) else verdi


def _mistenkte(serie: pd.Series, navn: str, godkjent: set, kjente_ord) -> list[dict]:
    ut = []
    for rad, tekst in serie.items():
        slag = sorted({s for s, _ in mistenkte(tekst, kjente_ord)})
        if slag and rad not in godkjent:
            ut.append({"rad": rad, "kolonne": navn, "mistanke": " og ".join(slag)})
    return ut


def _krev_k(ut: pd.DataFrame, nokler: Sequence[str], k: int) -> None:
    """PersonvernStopp når noen deler kjennetegn med færre enn k. Sier hva som hjelper mest å slå sammen."""
    if not nokler:
        if 0 < len(ut) < k:
            raise PersonvernStopp(funn("K910", fant=f"{len(ut)} svar i alt", k=k))
        return
    g = gjenkjennelige(ut, nokler)
    faa = int((g.rader[LIKE] < k).sum())
    if not faa:
        return
    uten = {n: int((gjenkjennelige(ut, [m for m in nokler if m != n]).rader[LIKE] < k).sum())
            for n in nokler if len(nokler) > 1}  # fmt: skip
    raad = "".join(
        f"Uten «{n}» gjelder det {uten[n]}." for n in sorted(uten, key=lambda n: uten[n])[:1]
    )
    raise PersonvernStopp(
        funn("K910", fant=f"{faa} svar, {g.unike} av dem alene", k=k, forslag=raad)
    )


def _krev_ingen_peker(ut: pd.DataFrame) -> None:
    """PersonvernStopp når en kolonne er ulik på (nesten) hver rad, som et nummer eller et tidspunkt."""
    for navn in ut:
        ulike, rader = ut[navn].nunique(), len(ut)
        tall = pd.api.types.is_numeric_dtype(ut[navn])
        desimaler = tall and bool((ut[navn].dropna().astype(float) % 1 != 0).any())
        nesten = rader >= NOK_RADER and ulike > NESTEN_ALLE * rader
        if not desimaler and (nesten or (not tall and ulike == rader > 1)):
            raise PersonvernStopp(funn("K911", fant=f"«{navn}»", navn=str(navn)))


def _grunnlag(k: int, nokler: Sequence[str], vist: int, venter: int) -> str:
    delt = (
        f"Minst {k} svar deler hver kombinasjon av {', '.join(nokler)}"
        if nokler
        else "Filen har ingen kjennetegn"
    )
    return (
        f"{delt}. Personopplysninger i tekst er skjult. "
        f"Svar: {vist}, holdt tilbake til noen har lest dem: {venter}."
    )
